"""Documents on paper, read by poppler and pypdf."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from joinedup.render import typesetting
from joinedup.render.document import Column, Document, Story, Table, Words
from joinedup.render.pdf import Paper, pdf
from tests.unit.document_samples import HOSTILE, document, hostile, picture, story, table

NEEDS_POPPLER = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="poppler is not installed: scripts/install_poppler.py"
)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def pages(content: bytes) -> list[str]:
    """The text of each page, every white space one blank."""
    return [" ".join(page.extract_text().split()) for page in read(content).pages]


def tool(content: bytes, path: Path, *command: str) -> str:
    (path / "one.pdf").write_bytes(content)
    arguments = [command[0], *(part.format(path / "one.pdf") for part in command[1:])]
    return subprocess.run(
        arguments, cwd=path, check=True, capture_output=True, encoding="utf-8"
    ).stdout


@NEEDS_POPPLER
def test_it_says_what_the_page_says(tmp_path: Path) -> None:
    text = " ".join(tool(pdf(document()), tmp_path, "pdftotext", "-layout", "{}", "-").split())
    for said in (
        "Map: Rotherham · 3 March 2026",
        "41 voluntary groups: 12 of the 41 have no partnership on record.",
        "Voluntary groups: a partial sample",
        "Filters: Place: Rotherham · Sector: Voluntary",
        "12 of 41",
        "Each mark is one.",
        "What it says",
        "Organisation 003 3 March 2026 3,000",
        "\N{EN DASH} means not known.",
        "Map as of 3 March 2026 · version 3 (0123456789ab), published on 1 March 2026",
        "printed 4 July 2026, 10:05",
        "NHS England, Organisation Data Service, 1 March 2026, OGL v3.0",
        "http://localhost:8501/map?",
        "Page 1 of ",
    ):
        assert said in text, said


def test_no_filters_is_said() -> None:
    assert "No filters." in pages(pdf(document(filters=())))[0]


@NEEDS_POPPLER
def test_pictures_are_vector_and_pages_not_blank(tmp_path: Path) -> None:
    content = pdf(document())
    listed = tool(content, tmp_path, "pdfimages", "-list", "{}").splitlines()
    assert len(listed) == 2  # the head of the list
    tool(content, tmp_path, "pdftoppm", "-r", "40", "-gray", "{}", "page")
    drawn = sorted(tmp_path.glob("page-*.pgm"))
    assert drawn
    for page in drawn:
        ink = page.read_bytes()[20:]
        assert sum(pixel < 128 for pixel in ink) > 100


def test_every_page_is_counted_dated_and_stamped() -> None:
    content = pdf(document(blocks=(table(120),), illustrative=True))
    texts = pages(content)
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
        assert "Illustrative data: these organisations are made up" in text
        assert "version 3 (0123456789ab)" in text
        assert "printed 4 July 2026, 10:05" in text
    assert not any("Illustrative" in text for text in pages(pdf(document())))


def test_heads_of_a_table_stand_on_each_of_its_pages() -> None:
    texts = pages(pdf(document(blocks=(table(120),))))
    with_rows = [text for text in texts if "Organisation 0" in text or "Organisation 1" in text]
    assert len(with_rows) > 1
    assert all("Organisation Since Partners" in text for text in with_rows)


def test_a_long_table_says_where_the_rest_is() -> None:
    texts = " ".join(pages(pdf(document(blocks=(table(700, total=7_000),)))))
    assert "Organisation 500" in texts
    assert "Organisation 501" not in texts
    assert "The first 500 of 7,000 rows. The page in the browser has all of them" in texts


@pytest.mark.parametrize(("paper", "short", "long"), [("A4", 210, 297), ("A3", 297, 420)])
def test_paper_is_of_its_size_and_turned_for_what_is_wide(
    paper: Paper, short: int, long: int
) -> None:
    columns = tuple(Column(name=f"A rather long heading {number}") for number in range(9))
    wide = Table(heading="Wide", columns=columns, rows=(("Something that takes room",) * 9,))
    for blocks, upright in (((table(),), True), ((wide,), False), ((picture(wide=500),), True)):
        box = read(pdf(document(blocks=blocks), paper=paper)).pages[0].mediabox
        size = (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4))
        assert size == ((short, long) if upright else (long, short))


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("wide", [300, 900, 1_500])
def test_a_picture_stands_below_its_sentence(paper: Paper, wide: int) -> None:
    first = pages(pdf(document(blocks=(picture(wide=wide),)), paper=paper))[0]
    assert "Each mark is one." in first
    assert "Filters:" in first


def test_a_picture_with_no_room_left_has_a_page_of_its_own() -> None:
    texts = pages(pdf(document(blocks=(table(22), picture()))))
    assert "Each mark is one." not in texts[0]
    assert "Each mark is one." in texts[1]


def test_it_is_tagged_for_screen_readers() -> None:
    content = pdf(document())
    reader = read(content)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Map: Rotherham · 3 March 2026"
    assert reader.metadata.author == "Joined Up"
    assert b"pdfuaid:part" in content


def test_sections_are_bookmarks() -> None:
    def titles(items: list[object]) -> list[str]:
        return [
            title
            for item in items
            for title in (titles(item) if isinstance(item, list) else [str(item["/Title"])])  # type: ignore[index]
        ]

    found = titles(list(read(pdf(document())).outline))
    assert found == [
        "Map: Rotherham · 3 March 2026",
        "What it says",
        "Organisations",
        "Where this comes from",
    ]


def test_headings_never_leave_out_a_step() -> None:
    blocks = (Words(text="A part", level=2), Words(text="A section", level=1), table(1))
    assert "A part" in pages(pdf(document(blocks=blocks)))[0]


def test_the_link_opens_the_view_and_has_its_code() -> None:
    content = pdf(document())
    links = [
        note.get_object()["/A"]["/URI"]
        for page in read(content).pages
        for note in page.get("/Annots", [])
    ]
    assert set(links) == {document().link}
    for other in ("", "javascript:alert(1)"):
        assert not any("/Annots" in page for page in read(pdf(document(link=other))).pages)
    assert pdf(document(link="http://localhost/" + "x" * 2_000))


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_hostile_text_is_text(paper: Paper) -> None:
    text = "".join(pages(pdf(hostile(), paper=paper)))
    assert "</script>" in text
    assert '#panic("x")$x^2$' in text.replace(" ", "")
    assert "Łódź" in text
    assert "😀" not in text


def test_letters_that_cannot_stand_together_do_not_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "_missing", lambda letters: frozenset())
    monkeypatch.setattr("joinedup.render.pdf.settable", lambda text: text)
    assert "□" in "".join(pages(pdf(document(sentence="日本 Łódź"))))


def test_nothing_runs_out_of_its_column() -> None:
    """A word of 300 letters is broken; the column after it can still be read."""
    one = document(blocks=(replace(table(1), rows=((HOSTILE[-1], "Since then", 5),)),))
    text = "".join(pages(pdf(one)))
    assert "Since then 5" in text
    assert re.search("Z{20,}", text)


def test_a_story_is_its_documents_one_after_the_other() -> None:
    one = story()
    texts = pages(pdf(one))
    assert "For the summit" in texts[0]
    starts = [
        next(at for at, text in enumerate(texts) if step.heading in text) for step in one.steps
    ]
    assert starts == sorted(set(starts))
    assert read(pdf(one)).metadata.title == one.name  # type: ignore[union-attr]
    assert "Say hello first." not in " ".join(texts)


def test_without_blocks_there_is_still_a_page() -> None:
    empty: Document | Story = document(blocks=(), sources=(), caveats=(), link="")
    assert "41 voluntary groups" in pages(pdf(empty))[0]
