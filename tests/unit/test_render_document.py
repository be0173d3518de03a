"""Documents as records: how large their pictures are, and what their files are called."""

from datetime import date

import pytest

from joinedup.render.document import Document, Picture, Step, Story, file_name
from tests.unit.document_samples import document

DAY = date(2026, 3, 3)


def named(page: str, subject: str) -> Document:
    return document(page=page, subject=subject, day=DAY)


@pytest.mark.parametrize(
    ("subject", "kind", "name"),
    [
        ("Rotherham", "", "map-rotherham-2026-03-03.pdf"),
        ("Rotherham · 3 March 2026", "", "map-rotherham-2026-03-03.pdf"),
        ("Rotherham · 3 March 2026", "map", "map-rotherham-map-2026-03-03.pdf"),
        ("Rotherham · 13 March 2026", "", "map-rotherham-13-march-2026-2026-03-03.pdf"),
        ("since 3 March 2026, all", "", "map-since-3-march-2026-all-2026-03-03.pdf"),
        ('Ynys Môn/../\r\n"x"', "", "map-ynys-mon-x-2026-03-03.pdf"),
        ("漢字", "", "map-2026-03-03.pdf"),
        ("", "", "map-2026-03-03.pdf"),
    ],
)
def test_a_file_is_named_after_its_page_and_its_day_once(
    subject: str, kind: str, name: str
) -> None:
    assert file_name(named("Map", subject), "pdf", kind) == name


def test_a_page_that_says_it_all_needs_no_subject() -> None:
    assert named("Glossary", "").title == "Glossary"
    assert named("Map", "Rotherham").title == "Map: Rotherham"


def test_a_long_name_is_cut_and_keeps_its_day() -> None:
    name = file_name(named("Map", f"{'x' * 300} · 3 March 2026"), "pdf")
    assert name.endswith("x-2026-03-03.pdf")
    assert len(name) < 120


def test_a_story_is_of_its_latest_day() -> None:
    steps = [Step(heading="", document=document(day=day)) for day in (DAY, date(2025, 1, 1))]
    one = Story(name="Summit on 3 March 2026", steps=tuple(steps))
    assert one.day == DAY
    assert file_name(one, "pptx") == "summit-on-2026-03-03.pptx"


@pytest.mark.parametrize(
    ("tag", "size"),
    [
        ('<svg viewBox="0 0 300 200">', (300.0, 200.0)),
        ('<svg viewBox="-10,-5,30.5,20">', (30.5, 20.0)),
        ('<svg viewBox="0 0 0 20">', (3.0, 2.0)),
        (f'<svg>{" " * 2_000}<svg viewBox="0 0 9 9">', (3.0, 2.0)),
    ],
)
def test_a_picture_is_as_large_as_its_first_tag_says(tag: str, size: tuple[float, float]) -> None:
    assert Picture(kind="map", svg=tag, alt="").size == size
