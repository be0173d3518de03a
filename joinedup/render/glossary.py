"""The glossary of ``docs/``, read: every technical word that the dashboard uses, with its meaning.

The document is the one source; what is on screen is read from it, so that both say the same. A
definition that begins with words in italics begins with the term in full: of *PCN* that is
"primary care network". Pure, but for reading the document once. Tested by
``tests/unit/test_render_glossary.py``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DOCUMENT = Path(__file__).parents[2] / "docs" / "glossary.md"
_PART = re.compile(r"^## (.+)$", re.MULTILINE)
_TERM = re.compile(r"^\*\*(.+?)\*\*:\s+(.+?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
_IN_FULL = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the glossary.

    Attributes:
        name: As the glossary has it: ``PCN``.
        meaning: What it means, as plain text on one line.
        part: The heading of the glossary that it stands under.
        forms: The name, and the term in full where the name is short for it.
    """

    name: str
    meaning: str
    part: str
    forms: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """What an address of the glossary names it by: small letters and hyphens."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Every term of the glossary, in its order."""
    return tuple(parse(_DOCUMENT.read_text(encoding="utf-8")))


def parse(document: str) -> list[Term]:
    """The terms of a glossary: ``**Term**: what it means``, under headings of level two."""
    heads = [*_PART.finditer(document)]
    ends = [*(one.start() for one in heads[1:]), len(document)]
    return [
        _term(*found, part=head[1])
        for head, end in zip(heads, ends, strict=True)
        for found in _TERM.findall(document[head.end() : end])
    ]


def _term(name: str, meaning: str, *, part: str) -> Term:
    full = _IN_FULL.match(meaning)
    plain = " ".join(meaning.replace("*", "").split())
    return Term(
        name=name,
        meaning=plain[0].upper() + plain[1:],
        part=part,
        forms=(name, full[1]) if full else (name,),
    )


def named(name: str) -> Term:
    """The term of a name.

    Raises:
        KeyError: The glossary has no such term.
    """
    return _by_name()[name]


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Term]:
    return {one.name: one for one in terms()}


def matching(asked: str) -> list[Term]:
    """The terms with every word of a text in their name or their meaning, names first."""
    wanted = asked.casefold().split()
    found = [
        one
        for one in terms()
        if all(word in f"{' '.join(one.forms)} {one.meaning}".casefold() for word in wanted)
    ]
    return sorted(found, key=lambda one: not _begins(one, wanted))


def _begins(one: Term, wanted: list[str]) -> bool:
    return any(form.casefold().startswith(" ".join(wanted)) for form in one.forms)
