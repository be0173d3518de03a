"""The glossary is read as it is written, and its terms are found in texts."""

import re

import pytest

from joinedup.render import glossary
from tests.unit.said import ROOT
from tests.unit.terms import used_in

DOCUMENT = """# Glossary

## First part

**PCN**: *primary care network*, a group of
practices. See *place*.

**Place**: the level below.

## Second part

**No place**: a term in a term.
"""


def test_a_document_is_read_term_by_term() -> None:
    pcn, place, none = glossary.parse(DOCUMENT)
    assert pcn.meaning == "Primary care network, a group of practices. See place."
    assert pcn.forms == ("PCN", "primary care network")
    assert (pcn.part, place.part, none.part) == ("First part", "First part", "Second part")
    assert place.forms == ("Place",)
    assert none.anchor == "no-place"


def test_no_term_of_the_document_is_lost() -> None:
    document = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    written = re.findall(r"^\*\*(.+?)\*\*:", document, re.MULTILINE)
    assert [one.name for one in glossary.terms()] == written
    assert len({one.anchor for one in glossary.terms()}) == len(written)
    for one in glossary.terms():
        assert one.meaning[0].isupper() or not one.meaning[0].isalpha()
        assert one.meaning.endswith(".")
        assert "*" not in one.meaning


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two places", ["Place"]),
        ("replaced", []),
        ("no partnership on record", ["No partnership on record"]),
        (
            "No Partnership on Record, and one partnership",
            ["No partnership on record", "Partnership"],
        ),
        ("a primary care network", ["PCN"]),
        ("the ICS", ["ICS"]),
        ("mimics", []),
        ("an ics of words", []),
        ("ICBs", ["ICB"]),
        ("the E-I index of a go-between", ["E-I index", "Go-between"]),
    ],
)
def test_terms_are_found(text: str, names: list[str]) -> None:
    assert sorted(one.name for one in used_in(text)) == sorted(names)


def test_a_name_comes_before_a_meaning() -> None:
    found = [one.name for one in glossary.matching("tie")]
    assert found[0] == "Tie"
    assert "E-I index" in found
    assert glossary.matching("no such word at all") == []
    assert glossary.matching("Primary CARE")[0].name == "PCN"


def test_a_term_is_known_by_its_name() -> None:
    assert glossary.named("PCN").forms[1] == "primary care network"
    with pytest.raises(KeyError):
        glossary.named("no such term")
