"""The page Stakeholders: placing by figures, several opinions, flags, programmes, who may write."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.model import ConnectionState
from joinedup.render.document import Picture
from joinedup.services import Placing, programme_of
from joinedup.ui import documents, permission, stakeholders, stakeholders_form, stakeholders_grid
from tests.page.test_documents import bare, spoken
from tests.page.visiting import html, labels, notices, said, texts
from tests.unit.render_samples import HOSTILE, TODAY, dataset, reading
from tests.unit.test_services_stakeholders import DEMONSTRATION, first

Visit = Callable[..., AppTest]
SY = "south-yorkshire"
TRUST, TRUST_NAME = "ods:RHQ", "Sheffield Teaching Hospitals NHS Foundation Trust"
BOARD = "Place board"


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    monkeypatch.setattr(permission, "refusal", lambda: "")
    monkeypatch.setattr(permission, "_from_here", lambda: True)
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()
    services.store().dispose()


def place(
    organisation: str,
    power: int,
    interest: int,
    author: str = BOARD,
    *,
    of: str = SY,
    programme: str = "",
    on: date = TODAY,
    **more: Any,
) -> None:
    one = Placing(organisation=organisation, power=power, interest=interest, **more)
    services.place_stakeholders(of, programme, [one], author=author, on=on)


def fill(at: AppTest, power: int | None, interest: int | None, author: str = BOARD) -> AppTest:
    """Type the figures and who says so."""
    for label, value in (("Power (1 to 5)", power), ("Interest (1 to 5)", interest)):
        if value is not None:
            box = next(one for one in at.number_input if one.label == label)
            at = box.set_value(value).run()
    whose = next(one for one in at.text_input if one.label == "Whose opinion")
    return whose.set_value(author).run()


def save(at: AppTest) -> AppTest:
    return at.button(key="stakeholder-save").click().run()


def captions(at: AppTest) -> str:
    return "\n".join(str(one.value) for one in at.caption)


def read(texts: Iterable[Any]) -> list[str]:
    """Messages as they are read, without the marks that keep them from being Markdown."""
    return [str(one.value).replace("\\", "") for one in texts]


# --- placing -------------------------------------------------------------------------


def test_at_first_it_says_what_to_do(visit: Visit) -> None:
    at = visit("stakeholders")
    assert not at.exception
    assert said(at).endswith("placed.")
    assert any("Nobody has been placed yet" in str(one.value) for one in at.info)
    assert "Save" not in labels(at)
    assert f"Not placed yet: {350:,} of 350" in [one.label for one in at.expander]


def test_figures_are_put_on_the_grid_and_saved(visit: Visit) -> None:
    at = fill(visit("stakeholders", selected=TRUST), 5, 2)
    assert any("Not saved yet" in one for one in notices(at))
    assert services.latest(SY, "stakeholder") == ()
    group = next(one for one in at.selectbox if one.label == "Group")
    at = group.set_value("commissioners").run()
    why = next(one for one in at.text_area if one.label.startswith("Why"))
    at = save(why.set_value("It pays").run())
    assert not at.exception
    assert read(at.success) == [f"Saved: {TRUST_NAME}, power 5, interest 2."]
    (one,) = services.latest(SY, "stakeholder", "")
    assert (one.author, one.group, one.scores) == (
        BOARD,
        "commissioners",
        (("power", 5), ("interest", 2)),
    )
    assert one.evidence == (("why", "It pays"),)
    assert notices(at) == []
    assert f"{BOARD}: power 5, interest 2. Commissioners. It pays" in "\n".join(read(at.caption))
    assert "1 of 350 organisations placed, by 1 author" in said(at)


@pytest.mark.parametrize(
    ("power", "interest", "author", "what"),
    [
        (5, None, BOARD, "Give both figures"),
        (None, None, BOARD, "Give both figures"),
        (5, 5, "", "Your name is missing"),
        (5, 5, "x" * 101, "101 characters"),
        (5, 5, "Jane Smith", "reads like a person's name"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    visit: Visit, power: int | None, interest: int | None, author: str, what: str
) -> None:
    at = save(fill(visit("stakeholders", selected=TRUST), power, interest, author))
    assert any(what in str(one.value) for one in at.error)
    assert services.latest(SY, "stakeholder") == ()
    if power:
        assert next(one for one in at.number_input if "Power" in one.label).value == power


def test_what_is_saved_in_a_view_of_the_past_is_of_its_day(visit: Visit) -> None:
    at = save(fill(visit("stakeholders", selected=TRUST, date="2026-03-02"), 5, 2))
    assert not at.exception
    assert "1 of 350 organisations placed" in said(at)
    (one,) = services.latest(SY, "stakeholder", "")
    assert one.assessed_on == date(2026, 3, 2)
    at = take_back(visit("stakeholders", **ON_THE_DAY), BOARD)
    assert "0 of 350 organisations placed" in said(at)
    save(fill(visit("stakeholders", selected=TRUST, date="2027-03-02"), 4, 2))
    assert services.latest(SY, "stakeholder", "")[0].assessed_on == TODAY


ON_THE_DAY: dict[str, Any] = {
    "selected": TRUST,
    "date": "2026-03-02",
    "unfolded": ("take-back",),
}


def take_back(at: AppTest, by: str, which: int = 0) -> AppTest:
    """Take one opinion of the selected organisation back."""
    at = next(one for one in at.selectbox if one.label == "Which one").select_index(which).run()
    at = at.text_input(key="take-back-by").set_value(by).run()
    return next(one for one in at.button if one.label == "Take it back").click().run()


def test_who_took_an_opinion_back_is_told_and_is_no_markdown(visit: Visit) -> None:
    place(TRUST, 5, 5, "[Chair](https://example.org) **x**")
    at = take_back(visit("stakeholders", selected=TRUST, unfolded=("take-back",)), "*Office*")
    (line,) = [str(one.value) for one in at.caption if "Taken back by" in str(one.value)]
    assert "*Office*" not in line.replace("\\*", "")
    assert "[Chair]" not in line.replace("\\[", "")
    assert "Chair" in line
    # Nobody scores it any more: who took it back is told all the same, on paper as well.
    assert services.latest(SY, "stakeholder") == ()
    paper = spoken(documents.of_query("stakeholders", [("selected", TRUST)])[0])
    assert "Taken back by *Office* on " in paper


def test_scores_of_two_days_are_drawn_over_time(visit: Visit) -> None:
    place(TRUST, 5, 2, on=date(2026, 3, 2))
    at = visit("stakeholders", selected=TRUST)
    assert not texts(at, "ju-rating")
    place(TRUST, 3, 4, "Council", on=date(2026, 4, 1))
    at = visit("stakeholders", selected=TRUST, unfolded=("stakeholder-trend",))
    words = f"Medians of {TRUST_NAME}, 2 March 2026 to 1 April 2026: Power from 5 to 4"
    assert any(words in bare(str(one.value)) for one in at.caption)
    assert any("ju-rating" in body and "Power from 5 to 4" in body for body in html(at))
    cells = texts(at, "td")
    assert "4 (3 to 5)" in cells
    paper, _ = documents.of_query("stakeholders", [("selected", TRUST)])
    assert words in spoken(paper)
    _, drawn = [one for one in paper.blocks if isinstance(one, Picture)]
    # On paper it has a whole page's width: in units of the panel its letters would be huge.
    assert 'viewBox="0 0 760 ' in drawn.svg
    # Before the second day there is nothing to compare.
    at = visit("stakeholders", selected=TRUST, date="2026-03-20")
    assert not any("Medians of" in str(one.value) for one in at.caption)


def test_what_filters_leave_out_is_not_called_missing(visit: Visit) -> None:
    one = next(one for one in dataset().programmes if one.partnership)
    at = visit("stakeholders", programme=one.id, sectors="Ambulance")
    assert "on record" not in said(at)


def test_another_version_has_stakeholders_of_its_own() -> None:
    one = reading()
    found = stakeholders.stakeholders_in(one)
    assert stakeholders.stakeholders_in(reading()) is found
    other = replace(one, dataset=replace(one.dataset, version="another"))
    assert stakeholders.stakeholders_in(other) is not found


def test_undo_takes_back_what_was_not_saved(visit: Visit) -> None:
    at = fill(visit("stakeholders", selected=TRUST), 4, 4)
    at = at.button(key="stakeholder-undo").click().run()
    assert notices(at) == []
    assert [one.value for one in at.number_input] == [None, None]


def test_several_are_moved_and_saved_at_once(visit: Visit) -> None:
    at = fill(visit("stakeholders", selected=TRUST), 5, 5)
    at.session_state["selected"] = "ods:C88046"
    at = fill(at.run(), 1, 1)
    assert "Save 2 opinions" in labels(at)
    at = save(at)
    assert read(at.success) == ["Saved: 2 opinions."]
    assert {one.organisation for one in services.latest(SY, "stakeholder")} == {
        TRUST,
        "ods:C88046",
    }


def test_what_was_moved_belongs_to_its_programme(visit: Visit) -> None:
    at = fill(visit("stakeholders", selected=TRUST), 5, 5)
    at.session_state["programme"] = dataset().programmes[0].id
    assert notices(at.run()) == []


def test_who_may_not_publish_may_look(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    place(TRUST, 5, 5)
    monkeypatch.setattr(permission, "refusal", lambda: "Sign in to publish.")
    at = visit("stakeholders", selected=TRUST)
    assert any("Sign in" in str(one.value) for one in at.info)
    assert not at.number_input
    assert "Take an opinion back" not in [one.label for one in at.expander]
    assert f"{BOARD}: power 5, interest 5" in "\n".join(read(at.caption))


def test_what_the_browser_sends_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    took: list[Any] = []
    for sent in (None, "x", [1, 2, 3], ["ods:RHQ", 9, 1], ["ods:RHQ", True, 1], ["ods:RHQ", 1]):
        monkeypatch.setattr(stakeholders_grid, "_held", lambda name, sent=sent: sent)
        stakeholders_grid._moved(lambda *found: took.append(found))
    monkeypatch.setattr(stakeholders_grid, "_held", lambda name: ["ods:RHQ", 4, 2.0])
    stakeholders_grid._moved(lambda *found: took.append(found))
    assert took == [("ods:RHQ", 4, 2)]
    monkeypatch.setattr(stakeholders_grid, "_held", lambda name: {"a": 1})
    stakeholders_grid._chosen(took.append)
    assert len(took) == 1


def test_an_organisation_that_is_not_there_is_not_moved() -> None:
    one = reading()
    stakeholders_form.move(one, "ods:GONE", 5, 5)
    assert stakeholders_form.moves(one) == {}


# --- several people ------------------------------------------------------------------


def test_two_authors_have_a_median_and_a_spread(visit: Visit) -> None:
    place(TRUST, 5, 5)
    place(TRUST, 2, 4, "Council")
    at = visit("stakeholders", selected=TRUST, unfolded=("stakeholders", "take-back"))
    (frame,) = [one.value for one in at.dataframe]
    (row,) = frame.to_dict("records")
    assert (row["Power"], row["Power, lowest"], row["Power, highest"]) == (3.5, 2, 5)
    assert (row["Interest"], row["Opinions"]) == (4.5, 2)
    at = take_back(at, BOARD, which=1)
    assert "Council: power" not in "\n".join(read(at.caption))
    assert len(services.assessed(SY, "stakeholder")) == 3
    assert len(services.latest(SY, "stakeholder")) == 1


def test_a_programme_has_opinions_and_members_of_its_own(visit: Visit) -> None:
    one = dataset().programmes[0]
    view = programme_of(dataset(), one.id, TODAY)
    assert view is not None
    member = view.members[0]
    place(TRUST, 5, 5)
    place(member, 1, 5, programme=one.id)
    at = visit("stakeholders", programme=one.id)
    assert not at.exception
    assert one.name in said(at)
    assert f"1 of {len(view.members)} members placed, by 1 author" in said(at)
    # Its members are the first whom the list offers.
    (names,) = [box.options for box in at.selectbox if box.label == "Organisation"]
    known = dataset().organisation_by_id
    for listed in names[: len(view.members)]:
        assert any(listed.startswith(known[one].name) for one in view.members)
    assert len(set(names)) >= len(known) - 1
    chosen = next(box for box in at.selectbox if box.label == "Programme")
    at = chosen.set_value("").run()
    assert "1 of 350 organisations placed" in said(at)


def test_who_has_no_address_is_not_offered_on_the_map(visit: Visit) -> None:
    known = dataset("bradford-district").organisations
    nowhere = next(one for one in known if one.point is None)
    there = next(one for one in known if one.point)
    for page in ("stakeholders", "organisation"):
        for one, is_there in ((nowhere, False), (there, True)):
            at = visit(page, dataset="bradford-district", selected=one.id)
            assert not at.exception
            labels = [link.proto.label for link in at.get("page_link")]
            assert "In the network" in labels
            assert ("On the map" in labels) is is_there
            assert (
                "It is not on the map: no address is on record." in captions(at)
            ) is not is_there


# --- who must not be overlooked ------------------------------------------------------


def test_who_has_little_power_no_partnership_and_need_is_listed_with_why(visit: Visit) -> None:
    alone = first(dataset(DEMONSTRATION), ConnectionState.NONE_ON_RECORD, deprived=True)
    name = dataset(DEMONSTRATION).organisation_by_id[alone].name
    place(alone, 1, 1, of=DEMONSTRATION)
    at = visit("stakeholders", dataset=DEMONSTRATION)
    assert not at.exception
    assert "to ask first" in said(at)
    heads = texts(at, "ju-list")
    assert any(one.startswith("No partnership on record: ask first (") for one in heads)
    assert any(one.startswith("Partnerships unknown: find out first (") for one in heads)
    words = "\n".join(texts(at, "p"))
    assert "No partnership on record." in words
    assert "are among England's most deprived fifth" in words
    at = at.button(key=f"ask-{alone}").click().run()
    assert texts(at, "ju-one") == [name]


def test_of_seven_thousand_a_few_are_drawn_and_it_says_so(visit: Visit) -> None:
    at = visit("stakeholders", dataset=DEMONSTRATION)
    assert "40 of 1,345 are drawn" in "\n".join(read(at.caption))


def test_presented_it_shows_the_grid_without_the_form(visit: Visit) -> None:
    place(TRUST, 5, 5)
    at = visit("stakeholders", present="1")
    assert not at.exception
    assert "Place a stakeholder" not in texts(at, "ju-section")
    assert not at.number_input


# --- on paper ------------------------------------------------------------------------


def test_paper_has_the_grid_and_the_words_of_the_page(visit: Visit) -> None:
    place(TRUST, 5, 5, group="champions", why="It leads")
    place(TRUST, 2, 4, "Council")
    found, problems = documents.of_query("stakeholders", [("dataset", SY)])
    assert problems == ()
    (picture,) = found.pictures
    assert picture.kind == "chart"
    assert TRUST_NAME[:20] in picture.svg
    at = visit("stakeholders")
    assert texts(at, "ju-sentence") == [found.sentence]
    text = "\n".join(str(one) for one in found.blocks)
    assert "3.5 (2 to 5)" in text
    assert "It leads" in text
    assert stakeholders.FIRST in text
    assert "Ask what they need" in picture.svg


# --- words that are attacks ----------------------------------------------------------


def test_hostile_words_stay_text(visit: Visit) -> None:
    for k, name in enumerate(HOSTILE):
        clean = "".join(sign for sign in name if sign.isprintable())[:90]
        place(TRUST, 1 + k % 5, 1, f"{k} {clean}", why=clean)
    at = visit("stakeholders", selected=TRUST)
    assert not at.exception
    bare = captions(at).replace("\\", "")
    assert "<img src=x onerror=alert(1)>" in bare
    assert "<img src=x" not in captions(at).replace("\\<", "")
    assert not any("onerror" in body for body in html(at))
