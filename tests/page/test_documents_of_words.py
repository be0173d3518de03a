"""Pages that show no view, beside their documents; and that every page of the menu can print."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.render.document import Document, Figures, Table
from joinedup.render.pdf import PAPERS
from joinedup.services import NoteSubject, SavedView
from joinedup.store.engine import FILE_NAME
from joinedup.store.meetings import Story
from joinedup.ui import (
    documents,
    lists,
    menu,
    permission,
    printing,
    sharing,
    state,
    story_editing,
    upload,
)
from joinedup.ui.documents.making import plain
from tests.page.test_documents import bare, flat, spoken
from tests.page.test_lists import ONWARD, balance, press, publish, put
from tests.page.visiting import texts
from tests.unit import list_files as files
from tests.unit.render_samples import HOSTILE, reading

Visit = Callable[..., AppTest]
FOOTPRINT = "south-yorkshire"


pytestmark = pytest.mark.usefixtures("fresh_store", "may_write")


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads is at this machine, and the browser tells where it found the page."""
    monkeypatch.setattr(permission, "_from_here", lambda: True)
    monkeypatch.setattr(sharing, "origin_of_session", lambda: "https://joined.example.org")


def document(page: str) -> Document:
    found, problems = documents.of_query(page, [("dataset", FOOTPRINT)])
    assert problems == ()
    return found


def save(name: str, note: str = "", page: str = "map") -> SavedView:
    return services.save_view(
        name=name,
        note=note,
        owner="A. Lead",
        dataset=FOOTPRINT,
        page=page,
        query=[("places", "Rotherham")],
        pinned=False,
    )


def story(name: str, *views: SavedView) -> Story:
    return services.new_story(name, views, author="A. Lead")


def offers(at: AppTest, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the Print popover of a page offers, once it is open."""
    seen: list[str] = []
    monkeypatch.setattr(
        printing, "_component", lambda found, view: seen.extend(one[0] for one in found)
    )
    at.session_state["print"] = True
    at.run()
    assert not at.exception
    return seen


@pytest.mark.parametrize("page", [Path(path).stem for path, *_ in menu.PAGES])
def test_every_page_can_be_printed(
    visit: Visit, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = visit(page, unfolded=())
    assert [box.proto.popover.label for box in at.get("popover")].count("Print") == 1
    found = offers(at, monkeypatch)
    assert found[0] == "PDF to print"
    assert ("PowerPoint slide" in found) is (page not in menu.PLAIN)
    made = document(page)
    assert made.page == documents.PAGES[page]


@pytest.mark.parametrize("page", ["saved_views", "stories", "meeting_notes", "diagrams"])
def test_an_empty_list_says_how_to_begin_there_as_well(visit: Visit, page: str) -> None:
    at, found = visit(page, unfolded=()), document(page)
    assert texts(at, "ju-sentence") == [found.sentence]
    assert "".join(texts(at, "h1")) == found.title
    if page != "stories":
        assert any(bare(str(one.value)) in spoken(found) for one in at.info)
    assert "story is made from saved views" in spoken(found) or page != "stories"


def test_saved_views_are_those_of_the_page(visit: Visit) -> None:
    made = [save("In March", "For Friday"), save("alpha", page="network"), save(HOSTILE[0])]
    services.archive_view(made[0], author="B. Lead")
    at, found = visit("saved_views", unfolded=("archived-views",)), document("saved_views")
    assert texts(at, "ju-sentence") == [found.sentence]
    assert found.sentence == "3 saved views, 1 of them put away."
    current, away = [one for one in found.blocks if isinstance(one, Table)]
    rows = [*current.rows, *away.rows]
    assert [row[0] for row in rows] == [HOSTILE[0], "alpha", "In March"]
    for shown, row in zip(texts(at, "ju-saved"), rows, strict=True):
        assert flat(shown) == flat("".join(map(str, row[:3])))
    assert {row[3] for row in rows} == {f"?view={one.id}" for one in made}
    assert (found.footprint, found.version, found.sources) == ("", "", ())


def test_a_story_has_its_steps_as_they_are_saved(visit: Visit) -> None:
    one = story("Summit", save("In March", "Say hello"), save(HOSTILE[1], page="network"))
    services.save_story(
        story("Old", save("Late")), author="A. Lead", name="Old", steps=[], archived=True
    )
    at = visit("stories", unfolded=())
    found = document("stories")
    assert texts(at, "h1") == [found.title]
    assert texts(at, "ju-sentence") == [found.sentence]
    text = spoken(found)
    for shown in at.markdown:
        if "step" in str(shown.value):
            name, _, told = bare(re.sub(r":small\[(.*)\]", r"\1", str(shown.value))).partition(" ")
            assert name in text
            assert told in text
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [row[:3] for row in table.rows] == [
        ("1", "In March", "Say hello"),
        ("2", one.steps[1].heading, ""),
    ]
    assert "Put away (1)" in text


def test_the_story_that_is_being_changed_is_offered(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = story("Summit", save("In March"))
    at = visit("stories", unfolded=())
    assert "This story (PDF)" not in offers(at, monkeypatch)
    at.button(key=f"change-{one.id}").click().run()
    assert "This story (PDF)" in offers(at, monkeypatch)


def test_notes_are_in_the_words_of_the_page(visit: Visit) -> None:
    view = save("In March")
    told = story("Summit", view)
    about = NoteSubject(dataset=FOOTPRINT, organisation="ods:RFR")
    services.take_note(
        about, "action", "Invite them", author="A. Lead", who="Director", by_when=date(2026, 3, 1)
    )
    subject = NoteSubject(dataset=FOOTPRINT, view=view.id, story=told.id)
    services.take_note(subject, "decision", f"Begin.\n{HOSTILE[2]}", author="B. Lead")
    at, found = visit("meeting_notes", unfolded=()), document("meeting_notes")
    assert texts(at, "h1") == [found.title]
    assert texts(at, "ju-sentence") == [found.sentence]
    (table,) = [one for one in found.blocks if isinstance(one, Table)]
    said = flat(" ".join(bare(str(one.value)) for one in [*at.markdown, *at.caption]))
    assert len(table.rows) == 2
    assert [row[3] for row in table.rows] == ["Overdue", "Open"]
    for row in table.rows:
        for words in row:
            assert flat(str(words)) in said
    assert found.day == state.today()


def test_the_glossary_has_every_word_of_the_page(visit: Visit) -> None:
    at, found = visit("glossary", unfolded=()), document("glossary")
    assert texts(at, "ju-sentence")[0].startswith(found.sentence)
    tables = [one for one in found.blocks if isinstance(one, Table)]
    assert [one.heading for one in tables] == texts(at, "ju-section")
    rows = [row for one in tables for row in one.rows]
    # Words at the foot of a page are folded away, so that these are all.
    assert [row[0] for row in rows] == texts(at, "dt")
    assert [row[1] for row in rows] == texts(at, "dd")


def test_the_statement_has_every_part_of_the_page(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOINEDUP_CONTACT", "help_desk@icb.example.org")
    at, found = visit("accessibility", unfolded=()), document("accessibility")
    assert texts(at, "ju-sentence") == [found.sentence]
    text = spoken(found)
    for heading in texts(at, "ju-section"):
        assert heading in text
    for one in at.markdown:
        for line in str(one.value).splitlines():
            words = bare(line.removeprefix("- "))
            assert all(part in text for part in re.findall(r"[\w ,]{12,}", words)), words
    assert "Write to help_desk@icb.example.org." in text
    assert "(https://www.equalityadvisoryservice.com/)" in text


def test_an_address_that_is_its_own_name_is_said_once() -> None:
    assert plain("[a@b.org](mailto:a@b.org), [https://b.org](https://b.org)") == (
        "a@b.org, https://b.org"
    )
    assert plain("[here](https://b.org)") == "here (https://b.org)"


@pytest.mark.parametrize("page", ["saved_views", "stories", "meeting_notes", "diagrams"])
def test_without_its_store_a_document_says_so(fresh_store: Path, page: str) -> None:
    services.store().dispose()
    (fresh_store / FILE_NAME).write_bytes(b"nothing that a store could be" * 100)
    st.cache_resource.clear()
    assert "cannot be read" in document(page).sentence


# --- partner lists -----------------------------------------------------------------


def test_what_can_be_uploaded(visit: Visit) -> None:
    at, found = visit("lists", unfolded=()), document("lists")
    assert texts(at, "h1") == [found.title]
    text = spoken(found)
    assert any(f"{found.sentence} " in str(one.value) for one in at.markdown)
    assert lists.ADDS in text
    assert lists.ADDS in [str(one.value) for one in at.caption]
    for one in at.markdown:
        if " · " in str(one.value):  # a kind of list, and what it looks like
            name, _, looks = bare(str(one.value)).partition(" · ")
            assert name in text
            assert looks in text


def list_document(at: AppTest) -> Document:
    one: upload.Upload = at.session_state["_upload"]
    return documents.of_list(one, reading())


def printed(at: AppTest) -> list[str]:
    at.session_state["print"] = True
    at.run()
    assert not at.exception
    return [one.label for one in at.download_button if str(one.key).startswith("print-")]


def test_a_list_prints_the_step_it_is_at(visit: Visit) -> None:
    at = put(visit("lists"), files.MESSY)
    assert printed(at) == [
        *(f"PDF to print ({paper})" for paper in PAPERS),
        "One file (HTML), for a laptop without network",
    ]
    found = list_document(at)
    assert found.subject.endswith("check the columns")
    (table,) = [one for one in found.blocks if isinstance(one, Table)]
    shown = " ".join(flat(words) for words in texts(at, "ju-column"))
    for row in table.rows:
        assert str(row[0]) in shown
        assert flat(str(row[3])) in shown
    press(at, ONWARD)
    found = list_document(at)
    assert [found.sentence] == texts(at, "ju-balance")
    (tiles,) = [one for one in found.blocks if isinstance(one, Figures)]
    figures = [one.figure.partition(" of ")[0] for one in tiles.items]
    assert figures == texts(at, "dd")
    assert all(one.figure.endswith(f" of {balance(at)[0]:,}") for one in tiles.items)
    text = spoken(found)
    for frame in [one.value for one in at.dataframe]:
        for row in frame.head(100).itertuples(index=False):
            assert flat(str(row[1])) in text
    publish(at)
    found = list_document(at)
    assert found.subject.endswith("published")
    (said,) = [bare(str(one.value)) for one in at.success]
    assert said in spoken(found)


def test_a_plan_becomes_a_file_without_a_session(visit: Visit) -> None:
    at = press(put(visit("lists"), files.MESSY), ONWARD)
    make = partial(list_document, at)
    assert printing._pdf(make, "A3").startswith(b"%PDF-")
    assert printing._html(make).startswith(b"<!DOCTYPE html>")


def test_a_story_is_open_only_while_it_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    assert story_editing.opened() == ""
    story_editing.begin(story("Summit", save("In March")))
    assert story_editing.opened() == services.all_stories()[0].id
