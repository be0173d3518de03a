"""The tour on its pages: begun, gone through, left, and wrongly asked for."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from joinedup.ui import tour
from tests.page.visiting import PAGES, PLAIN, UNFILTERED, html, labels, notices, texts

Visit = Callable[..., AppTest]


def step(at: AppTest) -> str:
    """The words of the step that is shown; empty where there is none."""
    found = texts(at, "ju-tour")
    return found[0] if found else ""


def pages_of(number: int) -> str:
    return tour.STEPS[number - 1].page or "overview"


@pytest.mark.parametrize("number", range(1, len(tour.STEPS) + 1))
def test_each_step_shows_on_its_page(visit: Visit, number: int) -> None:
    at = visit(pages_of(number), tour=str(number))
    assert not at.exception
    assert f"Tour, step {number} of {len(tour.STEPS)}" in step(at)
    assert tour.STEPS[number - 1].words in step(at)
    assert ("Back" in labels(at)) == (number > 1)
    assert ("Next" in labels(at)) == (number < len(tour.STEPS))
    assert "Show me" not in labels(at)
    # The page itself is there too.
    assert len(texts(at, "h1")) == 1


def test_a_link_begins_in_the_middle_and_goes_on(visit: Visit) -> None:
    at = visit("overview", tour="1")
    at.button(key="tour-next").click().run()
    assert "step 2 of" in step(at)
    assert "".join(at.query_params["tour"]) == "2"
    at.button(key="tour-back").click().run()
    assert "step 1 of" in step(at)


@pytest.mark.parametrize("page", [*PAGES, *UNFILTERED, *PLAIN])
def test_no_page_shows_it_unasked(visit: Visit, page: str) -> None:
    at = visit(page)
    assert not at.exception
    assert step(at) == ""
    assert "tour" not in at.query_params
    assert "tour-scripts" not in str(at.main)


@pytest.mark.parametrize("page", ["about", "lists", "glossary"])
def test_on_another_page_it_waits_and_leads_back(visit: Visit, page: str) -> None:
    at = visit(page, tour="3")
    assert "step 3 of" in step(at)
    assert "Show me" in labels(at)
    assert len(texts(at, "h1")) == 1


def test_it_can_be_left_at_any_step(visit: Visit) -> None:
    at = visit("network", tour="4", places="Rotherham")
    at.button(key="tour-leave").click().run()
    assert step(at) == ""
    assert "tour" not in at.query_params
    assert "".join(at.query_params["places"]) == "Rotherham"
    assert not at.exception


def test_it_begins_at_the_foot_of_a_page(visit: Visit) -> None:
    at = visit("overview", places="Rotherham")
    at.button(key="tour-start").click().run()
    assert "step 1 of" in step(at)
    assert "".join(at.query_params["places"]) == "Rotherham"


@pytest.mark.parametrize("wrong", ["0", "99", "three", "<img src=x>", "1' OR 1=1", "9" * 3_000])
def test_a_step_that_there_is_not_says_what_to_do(visit: Visit, wrong: str) -> None:
    at = visit("map", tour=wrong)
    assert not at.exception
    assert step(at) == ""
    (told,) = notices(at)
    assert "start it at the foot of each page" in told
    assert wrong not in told + "".join(html(at)) or wrong == "0"
    assert "tour" not in at.query_params
