"""Diagrams are written, drawn, saved, opened by their link, put away, and printed."""

import re
import sqlite3
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import streamlit as st
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.render.document import Picture, Table, Words
from joinedup.render.pdf import pdf
from joinedup.store.diagramming import MAX_DIAGRAM_TEXT, Diagram
from joinedup.store.engine import FILE_NAME
from joinedup.ui import documents, permission
from joinedup.ui.diagram_editing import EXAMPLES
from joinedup.ui.diagram_pictures import MOST_PROBLEMS
from joinedup.ui.documents.diagrams import MOST_DRAWN, of_programme
from joinedup.views import MAX_VALUE_LENGTH, ViewState
from tests.page.test_hostile_names import TAGS
from tests.page.visiting import Seen, html, labels, said, texts
from tests.unit.render_samples import HOSTILE, TODAY, dataset

Visit = Callable[..., AppTest]
FOOTPRINT = "south-yorkshire"
TRUST = "ods:RFR"


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    monkeypatch.setattr(permission, "refusal", lambda: "")
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()
    services.store().dispose()


def made(name: str = "Who is missing", text: str = "Aim\n- One", **more: Any) -> Diagram:
    more = {"kind": "driver", "dataset": FOOTPRINT, "author": "A. Lead", **more}
    return services.new_diagram(name, text=text, **more)


def drawn(at: AppTest) -> list[str]:
    """The words of the diagrams on the page."""
    found = []
    for body in html(at):
        for source in re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', body):
            root = ET.fromstring(b64decode(source))  # noqa: S314
            found.append(" ".join(e.text or "" for e in root.iter() if e.tag.endswith("}text")))
    return found


def field(at: AppTest, name: str) -> Any:
    """A field of the editor."""
    every = [*at.text_input, *at.text_area, *at.selectbox]
    return next(one for one in every if str(one.key).startswith(f"diagram-{name}-"))


def warned(at: AppTest) -> str:
    return " ".join(str(one.value).replace("\\", "") for one in at.warning)


def test_an_empty_list_says_how_to_begin(visit: Visit) -> None:
    at = visit("diagrams")
    assert not at.exception
    assert said(at) == "South Yorkshire: There is no diagram yet."
    assert any("A fishbone shows the causes" in str(one.value) for one in at.info)
    assert {"New driver diagram", "New fishbone"} <= set(labels(at))


def test_of_very_many_some_are_drawn_at_a_time(visit: Visit) -> None:
    kept = [made(f"Number {number}") for number in range(45)]
    for one in kept[:21]:
        services.save_diagram(one, author="A. Lead", archived=True)

    def shown(at: AppTest) -> int:
        return sum(str(one.key).startswith("diagram-open-") for one in at.button)

    at = visit("diagrams", unfolded=("diagrams-away",))
    assert shown(at) == 20 + 20
    assert at.button(key="more-diagrams-current").label == "Show 4 more of 24"
    assert at.button(key="more-diagrams-away").label == "Show 1 more of 21"
    at.button(key="more-diagrams-away").click().run()
    assert shown(at) == 20 + 21
    at.button(key="more-diagrams-current").click().run()
    assert shown(at) == 45


@pytest.mark.parametrize("kind", ["driver", "fishbone"])
def test_a_new_one_begins_with_a_worked_example_and_is_saved(visit: Visit, kind: str) -> None:
    at = visit("diagrams")
    at.button(key=f"diagram-new-{kind}").click().run()
    assert not at.exception
    assert field(at, "text").value == EXAMPLES[kind]  # type: ignore[index]
    assert EXAMPLES[kind].splitlines()[-1].strip(" -") in drawn(at)[0]  # type: ignore[index]
    field(at, "name").set_value("Ours")
    field(at, "text").set_value("Goal\n\t- Step [partner: nobody of this name]").run()
    assert "Step" in drawn(at)[0]
    assert "Line 2, “nobody of this name”" in warned(at)
    at.text_input(key="diagram-author").set_value("A. Lead")
    at.button(key="diagram-save").click().run()
    assert not at.exception
    assert not at.error
    (one,) = services.diagrams_of(FOOTPRINT)
    assert (one.name, one.kind, one.owner) == ("Ours", kind, "A. Lead")
    assert one.text == "Goal\n    - Step [partner: nobody of this name]"
    assert at.query_params["diagram"] == one.id
    assert any("is saved" in str(each.value) for each in at.success)
    assert said(at).startswith("Ours: ")
    assert "Change" in labels(at)


def test_what_is_missing_or_too_long_is_said_and_nothing_is_lost(visit: Visit) -> None:
    at = visit("diagrams")
    at.button(key="diagram-new-driver").click().run()
    at.button(key="diagram-save").click().run()
    assert ["The name is missing" in str(one.value) for one in at.error] == [True]
    fields = [*at.text_input, *at.text_area]
    assert {one.max_chars for one in fields} <= {None, 0, MAX_VALUE_LENGTH}
    long = "x" * (MAX_DIAGRAM_TEXT + 1)
    field(at, "name").set_value("Ours")
    field(at, "text").set_value(long)
    at.text_input(key="diagram-author").set_value("A. Lead")
    at.button(key="diagram-save").click().run()
    (error,) = (str(one.value).replace("\\", "") for one in at.error)
    assert "The text has 10,001 characters" in error
    assert field(at, "text").value == long
    assert services.diagrams_of(FOOTPRINT) == ()


def test_back_loses_nothing_and_throwing_away_does(visit: Visit) -> None:
    at = visit("diagrams")
    at.button(key="diagram-new-driver").click().run()
    field(at, "text").set_value("Mine")
    at.button(key="diagram-back").click().run()
    assert said(at).endswith("There is no diagram yet.")
    at.button(key="diagram-new-driver").click().run()
    assert field(at, "text").value == "Mine"
    next(one for one in at.button if "clear" in str(one.key)).click().run()
    assert field(at, "text").value == ""
    assert drawn(at) == []
    assert any("The first line is the" in str(one.value) for one in at.info)
    at.button(key="diagram-drop").click().run()
    at.button(key="diagram-new-driver").click().run()
    assert field(at, "text").value == EXAMPLES["driver"]


def test_a_link_opens_one_with_its_links(visit: Visit) -> None:
    name = dataset().organisation_by_id[TRUST].name
    board = dataset().partnerships[0]
    text = f"Aim\n- One [partner: {name}] [partner: {board.id}]\n- Two [partner: {TRUST}]"
    one = made(text=text)
    at = visit("diagrams", diagram=one.id, unfolded=("diagram-list",))
    assert not at.exception
    assert not at.warning
    assert said(at).startswith("Who is missing: Driver diagram · about the whole footprint")
    assert drawn(at) == ["Aim Primary drivers Aim One [2 partners] Two [1 partner]"]
    assert f"(partner {name}; partner {board.name})" in " ".join(texts(at, "ju-outline"))
    assert sum(one.startswith("Partner\\:") for one in labels(at)) == 2
    at.button(key=f"diagram-partner-{TRUST}").click().run()
    assert not at.exception
    assert said(at).startswith(name)


def test_presented_a_diagram_has_no_tools(visit: Visit) -> None:
    one = made()
    assert "All diagrams" in labels(visit("diagrams", diagram=one.id))
    at = visit("diagrams", diagram=one.id, present="1")
    assert drawn(at)
    assert not {"All diagrams", "Change"} & set(labels(at))
    assert not at.get("link_button")


def test_an_action_leads_to_its_programme(visit: Visit) -> None:
    there = services.load_dataset("bradford-district")
    action = there.actions[0]
    one = made(text=f"Aim [action: {action.id}]", programme=action.programme, dataset=there.id)
    at = visit("diagrams", diagram=one.id, dataset=there.id)
    assert there.programme_by_id[action.programme].name in said(at)
    assert "[1 action]" in drawn(at)[0]
    label = next(one for one in labels(at) if one.startswith("Action"))
    assert action.progress_on(TODAY).label.lower() in label
    at.button(key=f"diagram-action-{action.id}").click().run()
    assert not at.exception
    assert at.query_params["programme"] == action.programme


@pytest.mark.parametrize("asked", ["0123456789", "other"])
def test_a_link_to_none_says_so(visit: Visit, asked: str) -> None:
    shown = made()
    other = made("Elsewhere", dataset="bradford-district")
    at = visit("diagrams", diagram=other.id if asked == "other" else asked)
    assert any("There is no diagram under this link" in str(one.value) for one in at.info)
    assert f"diagram-open-{shown.id}" in [one.key for one in at.button]
    assert "Elsewhere" not in " ".join(str(one.value) for one in at.markdown)


def test_a_lost_update_is_refused_with_words_and_can_go_on(visit: Visit) -> None:
    one = made()
    at = visit("diagrams", diagram=one.id)
    at.button(key="diagram-change").click().run()
    services.save_diagram(one, author="B. Lead", text="Theirs")
    field(at, "text").set_value("Mine")
    at.text_input(key="diagram-author").set_value("A. Lead")
    at.button(key="diagram-save").click().run()
    (error,) = (str(each.value).replace("\\", "") for each in at.error)
    assert "B. Lead has saved this diagram in the meantime" in error
    assert field(at, "text").value == "Mine"
    assert "Show what B\\. Lead has saved" in labels(at)
    at.button(key="diagram-newer").click().run()
    assert drawn(at) == ["Aim Theirs"]
    at.button(key="diagram-change").click().run()
    assert field(at, "text").value == "Mine"
    at.button(key="diagram-over").click().run()
    assert not at.error
    at.text_input(key="diagram-author").set_value("A. Lead")
    at.button(key="diagram-save").click().run()
    assert [each.text for each in services.store().diagram_states(one.id)] == [
        *("Aim\n- One", "Theirs", "Mine")
    ]


def test_one_is_put_away_and_taken_out_again(visit: Visit) -> None:
    one = made()
    at = visit("diagrams", diagram=one.id, unfolded=("diagram-away", "diagrams-away"))
    at.text_input(key="diagram-author").set_value("A. Lead")
    at.button(key="diagram-archive").click().run()
    assert not at.exception
    assert said(at).endswith("put away.")
    assert services.diagrams_of(FOOTPRINT) == ()
    at.button(key="diagrams-all").click().run()
    assert said(at).endswith("There is no diagram yet.")
    assert "Put away (1)" in [each.label for each in at.expander]
    at.button(key=f"diagram-open-{one.id}").click().run()
    at.button(key="diagram-archive").click().run()
    assert len(services.diagrams_of(FOOTPRINT)) == 1


def test_who_may_not_write_any_more_puts_nothing_away(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = made()
    at = visit("diagrams", diagram=one.id, unfolded=("diagram-away",))
    at.text_input(key="diagram-author").set_value("A. Lead")
    monkeypatch.setattr(permission, "refusal", lambda: "Sign in to publish.")
    at.button(key="diagram-archive").click().run()
    assert not at.exception
    assert len(services.diagrams_of(FOOTPRINT)) == 1


def test_who_may_not_write_sees_all_and_changes_nothing(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = made()
    monkeypatch.setattr(permission, "refusal", lambda: "Sign in to publish.")
    at = visit("diagrams", diagram=one.id)
    assert drawn(at)
    assert not {"Change", "Put away"} & set(labels(at))
    at = visit("diagrams")
    assert not [each for each in labels(at) if each.startswith("New ")]
    assert any("Sign in" in str(each.value) for each in at.info)


def test_the_list_counts_and_goes_by_programme(visit: Visit) -> None:
    (programme, *_) = dataset().programmes
    made(), made("Bones", kind="fishbone"), made("More")
    at = visit("diagrams")
    assert said(at) == "South Yorkshire: 3 diagrams: 2 driver diagrams and 1 fishbone."
    own = made("Own", programme=programme.id)
    at = visit("diagrams", programme=programme.id)
    keys = [str(each.key) for each in at.button]
    assert [each for each in keys if each.startswith("diagram-open-")] == [f"diagram-open-{own.id}"]
    assert said(at) == f"{programme.name}: 1 diagram: 1 driver diagram."
    found, _ = documents.of_query("diagrams", [("programme", programme.id)])
    assert [texts(at, "h1"), texts(at, "ju-sentence")] == [[found.title], [found.sentence]]
    at.button(key="diagram-new-driver").click().run()
    assert field(at, "programme").value == programme.id


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_words(visit: Visit, hostile: str) -> None:
    flat = " ".join("".join(one for one in hostile if one.isprintable() or one == " ").split())
    one = made(flat[:100], f"{hostile}\n- {hostile} [partner: {hostile}]", author=flat[:100])
    at = visit("diagrams", diagram=one.id, unfolded=("diagram-list",))
    assert not at.exception
    assert drawn(at)
    for body in html(at):
        assert Seen(body).tags <= TAGS | {"b"}, body[:500]
    kinds: list[Any] = [*at.markdown, *at.caption, *at.info, *at.warning]
    for text in [str(each.value) for each in kinds] + [each.label for each in at.button]:
        bare = re.sub(r"\\.", "", text)
        for sign in ("<img", "<script", ":red[", "$x$", "](javascript"):
            assert sign not in bare, text
    at = visit("diagrams")
    assert not at.exception


def test_what_is_on_the_page_is_on_its_paper(visit: Visit) -> None:
    text = f"Aim\n- One [partner: {TRUST}]\n- Two [partner: nobody at all]"
    one = made(text=text)
    at = visit("diagrams", diagram=one.id)
    found, problems = documents.of_query("diagrams", [("diagram", one.id)])
    assert problems == ()
    assert texts(at, "h1") == [found.title]
    assert texts(at, "ju-sentence") == [found.sentence]
    (picture,) = found.pictures
    assert "<title>Driver diagram: Who is missing</title>" in picture.svg
    assert picture.alt == "Driver diagram: Who is missing"
    (table,) = [each for each in found.blocks if isinstance(each, Table)]
    assert [row[1] for row in table.rows] == ["Aim", "One", "Two"]
    words = " ".join(each.text for each in found.blocks if isinstance(each, Words))
    assert warned(at) in words
    assert "No organisation or partnership on record is called so" in words
    for label in labels(at):
        assert label.replace("\\", "") in words or not label.startswith("Partner")


def test_the_list_is_on_its_paper_too() -> None:
    made(), made("Old", kind="fishbone")
    services.save_diagram(services.diagrams_of(FOOTPRINT)[0], author="B. Lead", archived=True)
    found, _ = documents.of_query("diagrams", [])
    assert found.sentence == "1 diagram: 1 driver diagram."
    rows = [row for each in found.blocks if isinstance(each, Table) for row in each.rows]
    assert [row[:3] for row in rows] == [
        ("Who is missing", "Driver diagram", "the whole footprint"),
        ("Old", "Fishbone", "the whole footprint"),
    ]


def test_a_programme_has_its_diagrams_on_its_paper() -> None:
    for number in range(MOST_DRAWN + 1):
        made(f"Number {number}", programme="p")
    made("Of none")
    blocks = of_programme(dataset(), "p")
    assert len([one for one in blocks if isinstance(one, Picture)]) == MOST_DRAWN
    assert isinstance(blocks[-1], Words)
    assert blocks[-1].text == "• Driver diagram: Number 0"
    assert of_programme(dataset(), "q") == ()


def test_without_its_store_the_page_says_so(visit: Visit, fresh_store: Path) -> None:
    made()
    services.store().dispose()
    with closing(sqlite3.connect(fresh_store / FILE_NAME)) as connection:
        connection.execute("UPDATE diagrams SET kind = 'pie'")
        connection.commit()
    at = visit("diagrams")
    assert not at.exception
    assert said(at) == "South Yorkshire: The diagrams cannot be read just now."
    assert at.error
    assert of_programme(dataset(), "p") == ()


@pytest.mark.parametrize("one", ["place", "neighbourhood"])
def test_the_diagrams_follow_the_two_pages_of_a_pack(one: str) -> None:
    long = "A name as long as a name can be " * 3
    there = services.load_dataset("demonstration")
    elsewhere = next(each for each in there.programmes if each.places)
    here = next(each for each in there.places if each.id in elsewhere.places)
    other = next(each for each in there.places if each.id not in elsewhere.places)
    asked = ViewState(dataset=there.id, day=TODAY)
    hood = next(each for each in there.neighbourhoods if each.parent == here.id)
    area = here.id if one == "place" else hood.id
    plain = PdfReader(BytesIO(pdf(documents.pack(asked, area)))).pages
    made("Older", dataset=there.id)
    made(long, dataset=there.id), made("Bones", dataset=there.id, kind="fishbone")
    made(f"Of it {long[:80]}", dataset=there.id, programme=elsewhere.id)
    found = documents.pack(asked, area)
    heading = next(at for at, each in enumerate(found.blocks) if says(each, "Diagrams about"))
    drawn = [each.alt for each in found.blocks[heading:] if isinstance(each, Picture)]
    assert len(drawn) == 2
    assert drawn[0].startswith("Driver diagram")
    assert drawn[1].startswith("Fishbone")
    assert "Of it" in drawn[0]
    assert [each.text for each in found.blocks[heading:] if isinstance(each, Words)][1:] == [
        f"• Driver diagram: {long.strip()}",
        "• Driver diagram: Older",
    ]
    sheets = PdfReader(BytesIO(pdf(found))).pages
    assert len(plain) == 2 < len(sheets) <= 4
    # What stands on the two pages stays there.
    assert "Diagrams about what is done here" not in sheets[0].extract_text()
    assert "Introductions to make" in sheets[1].extract_text()
    assert not any("Of it" in picture_words for picture_words in alts(asked, other.id))


def says(block: object, words: str) -> bool:
    return isinstance(block, Words) and block.text.startswith(words)


def alts(asked: ViewState, area: str) -> list[str]:
    """What the pictures of an area's pack are described by."""
    return [one.alt for one in documents.pack(asked, area).blocks if isinstance(one, Picture)]


def test_a_programme_leads_to_its_diagrams(visit: Visit) -> None:
    programme = dataset().programmes[0].id
    at = visit("programmes", programme=programme)
    assert not at.exception
    assert "Diagrams" not in texts(at, "ju-section")
    one = made(programme=programme)
    at = visit("programmes", programme=programme)
    assert "Diagrams" in texts(at, "ju-section")
    at.button(key=f"diagram-beside-{one.id}").click().run()
    assert not at.exception
    assert drawn(at)
    assert at.query_params["diagram"] == one.id


def test_of_many_remarks_the_first_are_said(visit: Visit) -> None:
    one = made(text="Aim\n" + "- x [partner: nobody at all]\n" * (MOST_PROBLEMS + 3))
    assert warned(visit("diagrams", diagram=one.id)).count("Line ") == MOST_PROBLEMS
    found, _ = documents.of_query("diagrams", [("diagram", one.id)])
    assert isinstance(found.blocks[-1], Words)
    assert found.blocks[-1].text == "• 3 more follow when these are dealt with."
