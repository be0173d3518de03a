"""Where what is said of programmes comes from, in words: documents, dates, sections.

The sections of a document stand in the order in which a reader finds them, whatever the order of
the facts that come from them.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from joinedup.model import Action, Milestone, Programme, Provenance, Statement
from joinedup.render.sentence import joined, short_source, spoken_partial
from joinedup.services import ProgrammeView

#: A source that stands in full further up.
SAME = "the same document"
_NUMBERED = re.compile(r"(\D*)(\d{1,9}(?:\.\d{1,9}){0,9})(.*)", re.ASCII | re.DOTALL)
#: Parts of a document whose numbers several share one word: "paragraphs 1 to 5 and 8".
_COUNTED = re.compile(r"(paragraph|page|section|item|row) ([1-9]\d{0,8})", re.ASCII)
#: From so many on numbers that follow each other are a run.
_RUN = 3


def source_words(
    rows: Iterable[Programme | Milestone | Action | Statement], known: Provenance | None = None
) -> str:
    """Where some rows come from: each source with its file, date and sections.

    That which was named in full above, ``known``, is called :data:`SAME`.
    """
    found: dict[Provenance, dict[str, None]] = {}
    for row in rows:
        sections = found.setdefault(row.provenance, {})
        if row.section:
            sections[row.section] = None
    return ". ".join(_source(a, list(b), SAME if a == known else "") for a, b in found.items())


def source_lines(one: ProgrammeView) -> list[str]:
    """What a programme rests on: document, date, licence, and the sections that were used."""
    return [
        f"{_source(found, sections)} ({found.licence})" for found, sections in one.sources().items()
    ]


def brief_source(one: Programme) -> str:
    """Its document and date, in a line."""
    return _dated(short_source(one.provenance.source), one.provenance.as_of)


def _source(one: Provenance, sections: Sequence[str], called: str = "") -> str:
    # Those of one chapter stand together: "Minutes, paragraphs 5 and 7".
    chapters: dict[str, list[str]] = {}
    for section in sections:
        chapter, _, rest = section.rpartition(", ")
        chapters.setdefault(chapter or rest, []).extend([rest] if chapter else [])
    parts = [", ".join([key, *_together(chapters[key])]) for key in _in_order(chapters)]
    told = "; ".join(_together(parts))
    where = f": {told}" if told and told != one.source else ""
    return f"{called or _dated(one.source, one.as_of)}{where}"


def _in_order(sections: Iterable[str]) -> list[str]:
    """Sections as a reader finds them: numbers by value, words as they stand.

    A number counts only beside those with the same words before it: ``paragraph 2`` comes before
    ``paragraph 11``, and neither moves ``Aim``.
    """
    places: dict[str, int] = {}
    keys: dict[str, tuple[int, tuple[int, ...], str]] = {}
    for one in sections:
        found = _NUMBERED.fullmatch(one)
        word, number, rest = found.groups() if found else (one, "", "")
        place = places.setdefault(word.casefold(), len(places))
        keys[one] = place, tuple(int(digits) for digits in number.split(".") if digits), rest
    return sorted(keys, key=keys.__getitem__)


def _together(sections: Iterable[str]) -> list[str]:
    """Sections in order, those that are numbers alone under one word."""
    told: list[str] = []
    for word, group in groupby(_in_order(sections), _counted_word):
        rows = list(group)
        told += [f"{word}s {_runs(rows)}"] if word and len(rows) > 1 else rows
    return told


def _counted_word(section: str) -> str:
    found = _COUNTED.fullmatch(section)
    return found[1] if found else ""


def _runs(sections: Iterable[str]) -> str:
    """Numbers that follow each other as one: ``1 to 5, 8 and 9``."""
    runs: list[list[int]] = []
    for number in (int(one.split()[-1]) for one in sections):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told: list[str] = []
    for run in runs:
        told += [f"{run[0]} to {run[-1]}"] if len(run) >= _RUN else map(str, run)
    return joined(told)


def _dated(source: str, as_of: str) -> str:
    """A source with its date, where its own name does not say one."""
    date = spoken_partial(as_of) if as_of else "undated"
    return source if date in source else f"{source}, {date}"
