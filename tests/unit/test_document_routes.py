"""The routes of documents: what they answer, and what they say when they cannot."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pptx
import pytest
import streamlit as st
from pypdf import PdfReader

from joinedup import services
from joinedup.errors import PaperError
from joinedup.render import document
from joinedup.store.meetings import Story, StoryStep
from joinedup.ui import document_routes, documents
from tests.unit.document_samples import document as sample
from tests.unit.render_samples import dataset
from tests.unit.test_server import Answer, get

ASKED = "dataset=south-yorkshire&places=Rotherham&date=2026-03-03"
HOST = {"host": "board.example:8501"}


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    st.cache_resource.clear()
    yield tmp_path
    services.store().dispose()
    st.cache_resource.clear()


def ask(name: str, query: str = ASKED, **headers: str) -> Answer:
    return get(f"/joinedup/documents/{name}?{query}", **{**HOST, **headers})


def said(answer: Answer) -> str:
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["cache-control"] == "no-store"
    return answer.body.decode()


def text(answer: Answer) -> str:
    pages = PdfReader(BytesIO(answer.body)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("map.pdf", b"%PDF-"),
        ("map.html", b"<!DOCTYPE html>"),
        ("map.png", b"\x89PNG"),
        ("map.svg", b"<?xml"),
        ("map.pptx", b"PK"),
    ],
)
def test_a_view_in_each_form(name: str, begins: bytes) -> None:
    answer = ask(name)
    assert answer.status == 200
    form: Any = name.partition(".")[2]
    assert answer.headers["content-type"] == document_routes.MEDIA_TYPES[form]
    assert answer.body.startswith(begins)
    named = answer.headers["content-disposition"]
    assert named.startswith('attachment; filename="map-')
    assert "rotherham" in named
    assert named.endswith(f'2026-03-03.{form}"')
    assert answer.headers["cache-control"] == "no-store"


def test_what_is_in_the_address_is_on_paper() -> None:
    said_there = text(ask("map.pdf"))
    assert "Place: Rotherham" in said_there
    assert "3 March 2026" in said_there
    assert "http://board.example:8501/map?" in said_there.replace(" ", "")


def test_paper_can_be_chosen() -> None:
    sizes = []
    for paper in ("A4", "A3"):
        box = PdfReader(BytesIO(ask("about.pdf", f"paper={paper}").body)).pages[0].mediabox
        sizes.append({round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)})
    assert sizes == [{210, 297}, {297, 420}]


def test_the_link_is_as_the_reader_knows_the_dashboard() -> None:
    """Behind a proxy it is https, which only the page that asks knows."""
    page = "https://board.example:8501/map"
    assert "https://board.example:8501/map?" in ask("map.html", referer=page).body.decode()
    for other in ("https://elsewhere.example/", "javascript:alert(1)", "https://[bad"):
        made = ask("map.html", referer=other).body.decode()
        assert "http://board.example:8501/map?" in made
        assert "elsewhere" not in made
    nobody = ask("map.html", host='bad"host<').body.decode()
    assert "The same view in a browser" not in nobody


def test_the_link_says_nothing_but_the_view() -> None:
    made = ask("map.html", f"{ASKED}&at=53.4,-1.3,11&said=Closed+next+week").body.decode()
    assert "places=Rotherham" in made
    assert "at=53.4" in made
    assert "Closed" not in made


def test_either_picture_of_a_page() -> None:
    first, second = (ask("overview.svg", f"{ASKED}&of={kind}") for kind in ("map", "network"))
    assert "network" in second.headers["content-disposition"]
    assert first.body != second.body


def test_a_pack_of_a_place() -> None:
    area = next(one for one in dataset("south-yorkshire").areas if one.name == "Rotherham")
    answer = ask("pack.pdf", f"{ASKED}&sectors=NHS+trust&area={area.id}")
    assert answer.status == 200, answer.body
    assert "Rotherham" in text(answer)
    links = [
        note.get_object()["/A"]["/URI"]
        for page in PdfReader(BytesIO(answer.body)).pages
        for note in page.get("/Annots", [])
    ]
    assert links
    assert all(f"selected={area.id}" in one and "sectors" not in one for one in links)


@pytest.mark.parametrize(
    ("name", "query", "status", "words"),
    [
        ("nothing.pdf", "", 404, "There is no document of this page"),
        ("map.exe", "", 404, "A document can be one of pdf, html, png, svg, pptx."),
        ("story-7.png", "", 404, "A document can be one of pdf, pptx."),
        ("map.pdf", "paper=A5", 400, "Paper can be A4 or A3."),
        ("map.svg", "of=chart", 404, "This page has no such picture."),
        ("about.png", "", 404, "This page has no such picture."),
        ("map.pdf", "places=Atlantis", 400, "Atlantis"),
        ("map.pdf", f"search={'x' * 9_000}", 400, "This address is too long."),
        ("pack.pdf", "area=atlantis", 404, "There is no pack of this area"),
        ("story-0000000000.pptx", "", 404, "There is no story under this address"),
    ],
)
def test_what_cannot_be_is_said(name: str, query: str, status: int, words: str) -> None:
    answer = ask(name, query)
    assert answer.status == status
    assert words in said(answer)
    assert "Traceback" not in said(answer)


def test_what_a_reader_typed_is_not_markup() -> None:
    answer = ask("map.pdf", "places=%3Cscript%3E")
    assert answer.status == 400
    assert said(answer)


@pytest.mark.parametrize("error", [PaperError("No ink", hint="Fill it up."), ValueError("secret")])
def test_a_failure_is_an_apology(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(document_routes, "_written", fail)
    answer = ask("map.pdf")
    assert answer.status == 500
    assert "secret" not in said(answer)
    assert ("No ink. Fill it up." in said(answer)) == isinstance(error, PaperError)


def test_a_room_of_eighty_can_print_at_once() -> None:
    held = [document_routes._PLACES.acquire(blocking=False) for _ in range(79)]
    try:
        assert all(held)
        assert ask("about.html").status == 200
    finally:
        for _ in held:
            document_routes._PLACES.release()


def test_too_many_at_once_are_asked_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def acquire(self, *, blocking: bool) -> bool:
            return blocking

    monkeypatch.setattr(document_routes, "_PLACES", Full())
    answer = ask("map.pdf")
    assert answer.status == 503
    assert "Try again in a minute" in said(answer)


def test_what_many_ask_for_in_one_minute_is_set_once() -> None:
    one, _ = documents.of_query("about", [])
    first, second = (
        document_routes._to_the_minute(
            replace(one, made_at=datetime(2026, 3, 3, 9, 5, at, at, UTC))
        )
        for at in (1, 59)
    )
    assert isinstance(first, document.Document)
    assert first.made_at == datetime(2026, 3, 3, 9, 5, tzinfo=UTC)
    document_routes._written.cache_clear()
    made = [document_routes._written(each, "html", "A4", "") for each in (first, second)]
    assert made[0] == made[1]
    assert document_routes._written.cache_info().hits == 1


def test_so_is_a_story() -> None:
    def told(second: int) -> document.Story:
        one = sample(made_at=datetime(2026, 3, 3, 9, 5, second, tzinfo=UTC))
        return document.Story(name="Summit", steps=(document.Step(heading="", document=one),))

    first, second = (document_routes._to_the_minute(told(at)) for at in (1, 59))
    assert first == second


@pytest.fixture
def story() -> Story:
    views = [
        services.save_view(
            name=page,
            owner="A. Lead",
            dataset="south-yorkshire",
            page=page,
            query=[("places", "Rotherham"), ("date", "2026-03-03")],
            pinned=True,
        )
        for page in ("map", "about")
    ]
    made = services.new_story("Summit", views, author="A. Lead")
    first, second = made.steps
    steps = [
        StoryStep(view=first.view, heading="Where", spoken="Slowly."),
        StoryStep(view="0000000000", heading="Gone"),
        StoryStep(view=second.view, heading="From where"),
    ]
    return services.save_story(made, author="A. Lead", steps=steps)


def test_a_story_as_slides(story: Story) -> None:
    answer = ask(f"story-{story.id}.pptx", "")
    assert answer.status == 200
    assert 'filename="summit-' in answer.headers["content-disposition"]
    slides = list(pptx.Presentation(BytesIO(answer.body)).slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles == ["Summit", "Where", "From where", "Where this comes from"]
    said_first = " ".join(one.text_frame.text for one in slides[0].shapes if one.has_text_frame)
    assert "Left out, as their saved views are gone: Gone." in said_first
    assert slides[1].notes_slide.notes_text_frame.text.startswith("Slowly.")


def test_a_story_on_paper(story: Story) -> None:
    found = text(ask(f"story-{story.id}.pdf", ""))
    assert "Where" in found
    assert f"http://board.example:8501/?view={story.steps[0].view}" in found.replace(" ", "")


def test_what_a_view_of_a_story_cannot_show_is_said(story: Story) -> None:
    stale = services.save_view(
        name="Stale",
        owner="A. Lead",
        dataset="south-yorkshire",
        page="map",
        query=[("places", "Atlantis"), ("date", "2026-03-03")],
        pinned=True,
    )
    one = services.save_story(story, author="A. Lead", steps=[services.step_of(stale)])
    slides = list(pptx.Presentation(BytesIO(ask(f"story-{one.id}.pptx", "").body)).slides)
    assert "asks for the place “Atlantis”" in " ".join(
        shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame
    )


def test_an_empty_story_says_so(story: Story) -> None:
    empty = services.save_story(story, author="A. Lead", steps=[])
    assert "This story has no steps yet" in said(ask(f"story-{empty.id}.pptx", ""))
