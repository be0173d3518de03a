"""PowerPoint files, opened again."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pptx
import pytest
from pptx.util import Inches, Pt

from joinedup.render.document import Document, Story
from joinedup.render.slides import slides
from tests.unit.document_samples import document, hostile, picture, story, table


def deck(one: Document | Story) -> Any:
    return pptx.Presentation(BytesIO(slides(one)))


def texts(slide: Any) -> str:
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def pictures(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.shape_type == 13]


def tables(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_table]


def described(shape: Any) -> str:
    return str(shape._element.xpath("./*/p:cNvPr")[0].get("descr"))


def test_a_story_has_a_title_its_steps_and_its_sources() -> None:
    found = deck(story())
    titles = [slide.shapes.title.text_frame.text for slide in found.slides]
    assert titles == [
        "Where do voluntary groups meet practices?",
        *("Who is here", "The list", "In figures"),
        "Where this comes from",
    ]
    assert found.core_properties.title == titles[0]
    first, last = texts(found.slides[0]), texts(found.slides[-1])
    assert "South Yorkshire" in first
    assert "3 March 2026" in first
    assert "For the summit" in first
    assert "NHS England, Organisation Data Service" in last
    assert "Census, 2021" in last
    assert "4 July 2026, 10:05" in last
    assert (found.slide_width, found.slide_height) == (Inches(13.333), Inches(7.5))


def test_a_step_has_its_picture_with_what_it_shows() -> None:
    slide = deck(story()).slides[1]
    (one,) = pictures(slide)
    assert described(one) == "A map of Rotherham"
    assert one.height > Inches(3.5)
    assert one.image.content_type == "image/png"
    assert "12 of the 41 have no partnership on record" in texts(slide)


def test_a_step_without_a_picture_has_its_first_rows() -> None:
    slide = deck(story()).slides[2]
    (one,) = tables(slide)
    cells = [[cell.text for cell in row.cells] for row in one.table.rows]
    assert cells[0] == ["Organisation", "Since", "Partners"]
    assert cells[1] == ["Organisation 001", "3 March 2026", "1,000"]
    assert len(cells) == 10
    assert one.table.first_row
    assert "The first 9 of 12 rows" in texts(slide)


def test_a_step_with_figures_alone_has_those() -> None:
    said = texts(deck(story()).slides[3])
    assert "12 of 41" in said
    assert "have none on record · all asked" in said


def test_figures_stand_beside_the_picture() -> None:
    slide = deck(story()).slides[1]
    assert "12 of 41" in texts(slide)
    (one,) = pictures(slide)
    boxes = [shape for shape in slide.shapes if shape.has_text_frame and shape is not one]
    (figure,) = [shape for shape in boxes if shape.text_frame.text == "12 of 41"]
    assert figure.left + figure.width <= one.left
    alone = deck(replace(document(), blocks=(picture(wide=1_500),))).slides[0]
    (large,) = pictures(alone)
    assert large.width > Inches(10)


def test_letters_can_be_read_at_the_far_end_of_a_room() -> None:
    for slide in deck(story()).slides:
        runs = [
            (shape, run)
            for shape in slide.shapes
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            for run in paragraph.runs
        ]
        assert all(run.font.size >= Pt(12) for _, run in runs)
        assert all(run.font.size >= Pt(28) for shape, run in runs if shape == slide.shapes.title)
    first = deck(story()).slides[1]
    (said,) = [
        one for one in first.shapes if one.has_text_frame and "12 of the 41" in texts_of(one)
    ]
    assert said.text_frame.paragraphs[0].runs[0].font.size >= Pt(18)


def texts_of(shape: Any) -> str:
    return str(shape.text_frame.text)


def test_notes_are_the_speakers() -> None:
    found = deck(story()).slides
    assert found[1].notes_slide.notes_text_frame.text == (
        f"Say hello first.\n\nLink: {document().link}"
    )
    assert found[2].notes_slide.notes_text_frame.text == f"Link: {document().link}"
    assert "NHS England, Organisation Data Service" not in " ".join(map(texts, list(found)[:-1]))


def test_every_step_is_dated_and_made_up_data_said() -> None:
    found = list(deck(story()).slides)
    dated = ["as of 3 March 2026 · version 3 (0123456789ab)" in texts(one) for one in found]
    # The first and the last are about all of them; the last lists them.
    assert dated == [False, True, True, True, True]
    assert texts(found[-1]).count("Map as of") == 1
    said = ["these organisations are made up" in texts(one) for one in found]
    # Also where they are about all of a story of which a step is made up.
    assert said == [True, False, True, False, True]


def test_many_sources_take_more_slides() -> None:
    many = document(sources=tuple(f"Source {at}, {'words ' * 20}" for at in range(40)))
    found = deck(replace(story(), steps=(replace(story().steps[0], document=many),)))
    last = list(found.slides)[2:]
    assert len(last) > 1
    assert "Source 39," in texts(last[-1])


@pytest.mark.parametrize(
    ("link", "found"),
    [(document().link, {document().link}), ("javascript:alert(1)", set()), ("", set())],
)
def test_the_link_is_one_of_the_web(link: str, found: set[str]) -> None:
    addresses = {
        run.hyperlink.address
        for shape in deck(document(link=link)).slides[0].shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    }
    assert addresses == found


def test_only_the_words_of_a_link_are_underlined() -> None:
    (run,) = [
        run
        for shape in deck(document()).slides[0].shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    ]
    assert run.text == "Open this view"


@pytest.mark.parametrize("one", [document(), hostile(), document(blocks=(table(0),))])
def test_a_view_alone_is_one_slide(one: Document) -> None:
    (slide,) = deck(one).slides
    assert slide.shapes.title.text_frame.text


def test_all_stands_on_the_slide() -> None:
    for one in (story(), hostile()):
        found = deck(one)
        for slide in found.slides:
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.left + shape.width <= found.slide_width
                assert shape.top + shape.height <= found.slide_height
