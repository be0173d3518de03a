"""The statement is read from the document as it is written, and from nowhere else."""

import pytest

from joinedup.render import statement

DOCUMENT = """# Accessibility

Prepared: 3 March 2026
Last tested: 4 April 2026.

## Known gaps

- **One thing** is drawn
  by another.
- A second thing.

Not a point.

## How it is tested

By keyboard.

And by ear.

## Something else

- No gap.
"""


def test_a_document_is_read() -> None:
    one = statement.parse(DOCUMENT)
    assert one.gaps == ("**One thing** is drawn by another.", "A second thing.")
    assert one.tested == "By keyboard.\n\nAnd by ear."
    assert (one.prepared, one.last_tested) == ("3 March 2026", "4 April 2026")
    assert not one.compliant


def test_without_gaps_it_is_compliant() -> None:
    gaps = (
        DOCUMENT.split("## Known gaps")[0] + "## Known gaps\n\nNone.\n\n## How it is tested\n\nSo."
    )
    assert statement.parse(gaps).compliant


@pytest.mark.parametrize("part", ["Known gaps", "How it is tested", "Prepared", "Last tested"])
def test_a_document_without_a_part_is_not_taken_for_one(part: str) -> None:
    with pytest.raises(KeyError):
        statement.parse(DOCUMENT.replace(part, "Something"))


def test_the_document_of_this_version_is_whole() -> None:
    one = statement.statement()
    assert "axe-core" in one.tested
    assert "keyboard" in one.tested
    assert one.prepared
    assert one.last_tested
    assert all(len(gap) < 600 for gap in one.gaps)
