"""Every technical word of a page is explained at its foot, and in the glossary."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from joinedup.render import glossary
from joinedup.ui import words
from joinedup.ui.menu import PAGES as MENU
from tests.page.visiting import PAGES, PLAIN, UNFILTERED, Seen, html, texts
from tests.unit.terms import used_in

Visit = Callable[..., AppTest]

#: Terms whose word is an everyday one as well, and is used so on pages that do not mean the term.
EVERYDAY = {
    *("Alone", "At random", "Changed", "Community", "History", "Introduction", "Matrix", "Note"),
    *("Outside", "Plan", "Publish", "Reach", "Report", "Running", "Selection", "Store", "Table"),
    *("Template", "Used", "View", "Ward", "What if"),
}
FOLDS = (
    *("organisations", "partnerships", "blocks", "measures", "fragility", "measured"),
    *("introductions", "board-seats", "compare-measures", "whatif", "whatif-tables"),
)
#: What shows most of a page: the public record, the made-up one, something selected.
VIEWS: tuple[dict[str, str], ...] = (
    {"selected": "ods:RHQ"},
    {"dataset": "demonstration"},
    {"places": "Rotherham", "past": "true", "states": "none_on_record"},
)


def visible(at: AppTest) -> str:
    """All that a reader can read on a page, but for what stands in tables."""
    kinds: list[Any] = [*at.markdown, *at.caption, *at.info, *at.warning, *at.success, *at.error]
    found = [str(one.value) for one in kinds]
    for body in html(at):
        found += [text for _, text in Seen(body).texts]
    fields: list[Any] = [
        *(*at.button, *at.selectbox, *at.multiselect, *at.toggle, *at.text_input, *at.expander),
        *(*at.checkbox, *at.radio, *at.date_input, *at.number_input, *at.text_area, *at.tabs),
    ]
    for one in fields:
        found += [one.label, getattr(one, "help", "") or ""]
    return "\n".join(found)


def explained(at: AppTest) -> set[str]:
    """The words that the foot of a page explains."""
    return set(texts(at, "dt"))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: next(iter(view)))
@pytest.mark.parametrize("page", [*PAGES, *UNFILTERED])
def test_each_technical_word_of_a_page_is_explained_at_its_foot(
    visit: Visit, page: str, view: dict[str, str]
) -> None:
    at = visit(page, unfolded=FOLDS, **view)
    assert not at.exception
    said = {one.name for one in used_in(visible(at))}
    told = explained(visit(page, unfolded=("words",), **view))
    assert said - told - EVERYDAY == set()
    assert len(told) > 20


def test_the_words_are_drawn_only_for_who_asks(visit: Visit) -> None:
    at = visit("network")
    assert "Words on this page" in [one.label for one in at.expander]
    assert explained(at) == set()
    at = visit("network", unfolded=("words",))
    assert "Go-between" in explained(at)
    assert any("introduce them" in text for text in texts(at, "dd"))


def test_words_are_listed_for_pages_that_there_are() -> None:
    assert set(words.PAGES) <= {address for _, _, address, _ in MENU}


@pytest.mark.parametrize("page", [*PAGES, *UNFILTERED, *PLAIN])
def test_every_page_leads_to_the_glossary_and_the_statement(visit: Visit, page: str) -> None:
    at = visit(page)
    links = [one.proto.page for one in at.get("page_link")]
    for address in {"glossary", "accessibility"} - {page}:
        assert address in links
    assert "Take the tour (2 minutes)" in [one.label for one in at.button]


def test_the_glossary_shows_every_word(visit: Visit) -> None:
    at = visit("glossary")
    assert not at.exception
    assert texts(at, "dt") == [one.name for one in glossary.terms()]
    assert texts(at, "dd") == [one.meaning for one in glossary.terms()]
    for one in glossary.terms():
        assert sum(f'<dt id="{one.anchor}">' in body for body in html(at)) == 1


def test_the_glossary_can_be_searched(visit: Visit) -> None:
    at = visit("glossary")
    at.text_input(key="glossary-search").set_value("go between").run()
    assert texts(at, "dt")[0] == "Go-between"
    assert f"of {len(glossary.terms())} words have this." in "".join(html(at))
    at.text_input(key="glossary-search").set_value("<b>no such word</b>").run()
    assert texts(at, "dt") == []
    assert "clear the box to see all words" in at.info[0].value


def test_who_picks_a_size_or_a_colour_is_told_what_its_words_mean(visit: Visit) -> None:
    at = visit("network")
    told = {one.key: one.help for one in at.selectbox}
    assert words.meaning("Go-between") in told["size"]
    assert words.meaning("Reach") in told["colour"]
    assert words.meaning("Community") in told["drawing"]
