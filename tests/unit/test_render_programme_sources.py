"""Where what is said of programmes comes from: each document once, its sections in order."""

from dataclasses import replace
from typing import Any

import pytest

from joinedup.model import Action, Provenance
from joinedup.render import programme_sources as sources
from joinedup.services import programmes_of
from tests.unit.render_samples import TODAY, dataset

SOURCE = Provenance(source="A plan, read as 2019 (000_0.txt)", licence="Facts", as_of="2019")


def action(**fields: Any) -> Action:
    given: dict[str, Any] = {"id": "a", "text": "Do it"}
    return Action(programme="p", provenance=SOURCE, **(given | fields))


def told(*sections: str) -> str:
    return sources.source_words(action(section=one) for one in sections).partition("): ")[2]


def test_the_document_of_a_row_is_named_with_its_sections_and_its_date_once() -> None:
    rows = (action(section="Resolved, (1)"), action(section="Minutes"))
    assert sources.source_words(rows) == (
        "A plan, read as 2019 (000_0.txt): Resolved, (1); Minutes"
    )
    route = [action(section=f"Route, Q{at}") for at in (1, 2)]
    assert sources.source_words([*route, action(section="Aim")]).endswith(": Route, Q1, Q2; Aim")
    undated = replace(SOURCE, source="A note", as_of="")
    assert sources.source_words([replace(action(), provenance=undated)]) == "A note, undated"
    assert sources.source_words([]) == ""


def test_a_document_that_was_named_above_is_not_named_again() -> None:
    other = replace(action(), provenance=replace(SOURCE, source="A note"))
    rows = (action(section="Aim"), other)
    assert sources.source_words(rows, SOURCE).startswith(f"{sources.SAME}: Aim. A note")


def test_a_section_that_is_the_source_itself_is_not_said_twice() -> None:
    assert sources.source_words([action(section=SOURCE.source)]) == sources.source_words([action()])


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        (("Minutes, paragraph 25", "Minutes, paragraph 4"), "Minutes, paragraphs 4 and 25"),
        (
            tuple(f"A, paragraph {n}" for n in (2, 1, 3, 4, 11, 5, 8, 9)),
            "A, paragraphs 1 to 5, 8, 9 and 11",
        ),
        (("A, paragraph 7", "A, paragraph 8"), "A, paragraphs 7 and 8"),
        (("paragraph 10", "paragraph 9", "Aim"), "paragraphs 9 and 10; Aim"),
        (("A, page 3", "A, paragraph 2", "A, paragraph 1"), "A, page 3, paragraphs 1 and 2"),
        (
            ("5. Money", "Annex", "4. Aims, 4.10. Quality", "4. Aims, 4.2. Data"),
            "4. Aims, 4.2. Data, 4.10. Quality; 5. Money; Annex",
        ),
        (("Route, Q2", "Route, Q1"), "Route, Q1, Q2"),
        (("Zeal", "Aim", "Year 2", "Means", "Year 1"), "Zeal; Aim; Year 1; Year 2; Means"),
        (
            ("paragraph 2b", "paragraph 2a", "paragraph 02"),
            "paragraph 02; paragraph 2a; paragraph 2b",
        ),
        ((f"A {'9' * 5000}", "A 1"), f"A 1; A {'9' * 5000}"),
    ],
)
def test_sections_stand_as_a_reader_finds_them(sections: tuple[str, ...], said: str) -> None:
    assert told(*sections) == said


def test_the_sections_of_the_programmes_that_come_with_us_stand_in_order() -> None:
    found = {
        one.programme.id: sources.source_lines(one)
        for one in programmes_of(dataset("bradford-district"), TODAY)
    }
    assert "paragraphs 1 to 5, 8, 9 and 11 (" in found["hewitt-review"][0]
    assert "paragraphs 3, 5, 7 to 9, 15 and 18; Resolved, (1), (2) (" in found["one-workforce"][0]
