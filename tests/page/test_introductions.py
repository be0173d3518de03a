"""Introductions: decided, listed by what became of them, done, and written into the record."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.render.escaping import escape_markdown
from joinedup.services import Proposal
from joinedup.store.engine import FILE_NAME
from joinedup.ui import permission, state
from tests.page.visiting import html, labels, said, texts
from tests.unit.render_samples import TODAY, dataset, reading

Visit = Callable[..., AppTest]
FOOTPRINT = "south-yorkshire"
LONELY = "ods:C88046"
TABLE = next(one for one in dataset().partnerships if one.name == "Peak Edge PCN").id
HERE = Proposal(organisation=LONELY, target=TABLE)
NAME = f"{LONELY}~{TABLE}"


pytestmark = pytest.mark.usefixtures("fresh_store", "may_write")


def decide(kept: Any, *proposals: Proposal, why: str = "") -> None:
    services.decide(FOOTPRINT, proposals or [HERE], kept, author="A. Lead", why=why)


@pytest.fixture
def decided_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Views are of the day on which the store says that something was decided: the real one."""
    monkeypatch.setattr(state, "today", lambda: datetime.now(UTC).date())


def test_at_first_the_page_says_how_to_begin(visit: Visit) -> None:
    at = visit("introductions")
    assert not at.exception
    assert said(at).endswith("No introduction has been decided about yet")
    assert any("Choose somebody on the page Unconnected" in one.value for one in at.info)
    assert any("In 25 of 34 neighbourhoods" in words for words in texts(at, "ju-balance"))


def keep(at: AppTest, **values: str) -> AppTest:
    """Open the dialog of the first suggestion, fill it in and press Keep.

    AppTest runs the whole page where a browser runs the dialog alone, so its button is pressed
    in each run.
    """
    at = at.button(key=f"decide-{NAME}").click().run()
    if "author" in values:
        at.text_input(key=f"author-{NAME}").set_value(values["author"])
    if "choice" in values:
        at.radio(key=f"choice-{NAME}").set_value(values["choice"])
    at.button(key=f"decide-{NAME}").click()
    return at.button(key=f"save-{NAME}").click().run()


def test_deciding_is_kept_and_shown_where_it_was_suggested(visit: Visit) -> None:
    at = visit("unconnected", selected=LONELY, unfolded=())
    assert not keep(at, author="A. Lead").exception
    ((key, rows),) = services.decided(FOOTPRINT).items()
    assert key == HERE.key
    assert [(one.state, one.author) for one in rows] == [("accepted", "A. Lead")]
    at = visit("unconnected", selected=LONELY, unfolded=())
    told = escape_markdown("Accepted by A. Lead on ")
    assert any(one.value.startswith(told) for one in at.caption)
    assert any("1 introduction" in body for body in html(at) if "ju-waiting" in body)


def test_what_cannot_be_kept_says_what_to_do(visit: Visit) -> None:
    at = visit("unconnected", selected=LONELY, unfolded=())
    at = keep(at)
    assert ["Your name is missing" in one.value for one in at.error] == [True]
    at = keep(at, author="A. Lead", choice="declined")
    assert ["The reason is missing" in one.value for one in at.error] == [True]
    assert services.decided(FOOTPRINT) == {}


def test_what_was_declined_is_not_suggested_again(visit: Visit) -> None:
    decide("declined", why="They know each other")
    at = visit("unconnected", selected=LONELY, unfolded=())
    suggested = [str(one.key) for one in at.button if str(one.key).startswith("decide-")]
    assert len(suggested) == 5
    assert f"decide-{NAME}" not in suggested
    assert any(
        one.value.startswith("Declined, and not suggested again: Peak Edge PCN")
        for one in at.caption
    )
    at = visit("introductions", unfolded=("introductions-declined",))
    assert any(one.value.endswith(": They know each other") for one in at.caption)


def test_each_stands_under_what_became_of_it(visit: Visit) -> None:
    decide("accepted")
    decide("put_off", Proposal(organisation="ods:RFF", target=LONELY), why="In spring")
    decide("done", Proposal(organisation="ods:GONE", target=TABLE))
    at = visit("introductions", unfolded=("introductions-put_off",))
    assert not at.exception
    assert said(at).endswith(
        "Introductions: 1 done and to be confirmed, 1 to be made and 1 put off"
    )
    sections = texts(at, "ju-section")
    assert "Done, to be confirmed (1)" in sections
    assert "To be made (1)" in sections
    # Who is not in this version any more is named by its id, and cannot be confirmed.
    assert any(escape_markdown("ods:GONE (gone)") in one.value for one in at.markdown)
    assert at.button(key="confirm").disabled
    words = texts(at, "ju-balance")[0]
    assert words == (
        "In all of South Yorkshire, this introduction would bring those with no partnership on "
        "record from 2 to 1, of 350."
    )
    told = escape_markdown("No partnership on record: Sheffield 1 to 0 of 155.")
    assert any(told in one.value for one in at.markdown)


@pytest.mark.usefixtures("decided_today")
def test_confirming_writes_it_into_the_record(visit: Visit) -> None:
    decide("done")
    at = visit("introductions", unfolded=())
    at.text_input(key="confirm-author").set_value("B. Lead")
    at = at.button(key="confirm").click().run()
    assert not at.exception
    assert [one.value for one in at.success] == ["1 tie is on record now as version 2."]
    newest = services.load_dataset(FOOTPRINT)
    assert (LONELY, TABLE) in {(one.organisation, one.partnership) for one in newest.memberships}
    assert said(at).endswith("Introductions: 1 on record")
    changed = next(body for body in html(visit("overview")) if "ju-changes" in body)
    assert "An introduction came about" in changed
    at = visit("history", unfolded=())
    assert any("From introductions that came about" in one.value for one in at.markdown)


def test_confirming_without_a_name_says_so(visit: Visit) -> None:
    decide("done")
    at = visit("introductions", unfolded=()).button(key="confirm").click().run()
    assert ["Your name is missing" in one.value for one in at.error] == [True]
    assert services.newest(FOOTPRINT) == dataset().version


def test_a_whole_set_is_accepted_at_once(visit: Visit) -> None:
    at = visit("introductions", unfolded=())
    at.text_input(key="cover-author").set_value("A. Lead")
    at = at.button(key="cover-accept").click().run()
    assert not at.exception
    decided = services.decided(FOOTPRINT)
    view = reading()
    ground = services.prepare(view.dataset, services.scope_of(view.state), view.found)
    expected = {frozenset((one.id, target.id)) for one, target, *_ in services.cover(ground).chosen}
    assert set(decided) == expected
    assert any(one.value == "All of them are on the list." for one in at.caption)
    assert "cover-accept" not in {one.key for one in at.button}


def test_who_may_not_publish_may_not_decide(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permission, "refusal", lambda: "Publishing is off: ask somebody.")
    decide("done")
    at = visit("introductions", unfolded=())
    assert "Publishing is off: ask somebody." in [one.value for one in at.info]
    assert not any("Confirm" in label or "Accept" in label for label in labels(at))
    at = visit("unconnected", selected=LONELY, unfolded=())
    (first, *_) = [one for one in at.button if str(one.key).startswith("decide-")]
    at = first.click().run()
    assert "Publishing is off: ask somebody." in [one.value for one in at.info]
    assert not [one for one in at.button if str(one.key).startswith("save-")]


def test_hostile_words_of_a_decision_stay_text(visit: Visit) -> None:
    evil = "<img src=x onerror=alert(1)> **b** [l](javascript:alert(1))"
    services.decide(FOOTPRINT, [HERE], "put_off", author=evil, why=evil)
    at = visit("introductions", unfolded=("introductions-put_off",))
    assert not at.exception
    (caption,) = [one.value for one in at.caption if one.value.startswith("Put off by")]
    assert "\\[l\\]" in caption
    assert "\\*\\*b" in caption


def test_filters_narrow_the_list_and_the_rest_is_set_aside(visit: Visit) -> None:
    other = next(one.id for one in dataset().organisations if one.name == "Waverley Medical Centre")
    decide("accepted", HERE, Proposal(organisation=other, target="ods:RFR"))
    at = visit("introductions", places="Rotherham", levels="System", date="2019-01-01")
    assert said(at).endswith("Introductions: 1 to be made")
    assert "Rotherham" in said(at)
    assert any("are set aside here" in one.value for one in at.caption)
    assert not any("set aside" in one.value for one in visit("introductions").caption)


@pytest.mark.usefixtures("decided_today")
def test_what_was_confirmed_and_is_gone_can_be_decided_again(visit: Visit) -> None:
    decide("done")
    made = services.confirm(FOOTPRINT, [HERE.key], author="B. Lead", today=TODAY).version
    assert made
    at = visit("introductions", unfolded=("introductions-confirmed",))
    assert said(at).endswith("Introductions: 1 on record")
    assert not [one for one in at.button if str(one.key).startswith("decide-")]
    services.restore(
        FOOTPRINT, dataset().version, parent=made.version, author="C. Lead", note="Back"
    )
    at = visit("introductions", unfolded=())
    assert said(at).endswith("Introductions: 1 no longer on record")
    assert [one for one in at.button if one.key == f"decide-{NAME}"]


def test_a_store_that_cannot_be_read_says_nothing_about_decisions(
    visit: Visit, tmp_path: Path
) -> None:
    decide("declined", why="They know each other")
    services.store().dispose()
    (tmp_path / FILE_NAME).write_bytes(b"no database")
    at = visit("introductions", unfolded=())
    assert not at.exception
    assert said(at).endswith("What was decided about introductions cannot be read just now")
    assert not any("Accept" in label for label in labels(at))
    at = visit("unconnected", selected=LONELY, unfolded=())
    assert not [one for one in at.button if str(one.key).startswith("decide-")]


def test_a_dialog_keeps_nothing_for_the_next_one(visit: Visit) -> None:
    at = visit("unconnected", selected=LONELY, unfolded=())
    first, second = [one for one in at.button if str(one.key).startswith("decide-")][:2]
    at = first.click().run()
    at.text_input(key=f"why-{NAME}").set_value("They quarrelled").run()
    other = str(second.key).removeprefix("decide-")
    at = at.button(key=f"decide-{other}").click().run()
    assert at.text_input(key=f"why-{other}").value == ""
    assert at.radio(key=f"choice-{other}").value == "accepted"
