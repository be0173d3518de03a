"""The record of what is accessible, read from ``docs/accessibility.md``: known gaps, tests, dates.

That document is the one place where they are kept; the statement on screen repeats it. Pure, but
for reading the document once. Tested by ``tests/unit/test_render_statement.py``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DOCUMENT = Path(__file__).parents[2] / "docs" / "accessibility.md"
_PART = re.compile(r"^## (.+)$", re.MULTILINE)
_DATED = re.compile(r"^(Prepared|Last tested): (.+?)\.?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the document says.

    Attributes:
        gaps: Each thing that is not accessible, with the reason, as Markdown; empty for none.
        tested: How it was tested, as Markdown.
        prepared: The day the statement was written, in words.
        last_tested: The day of the last tests, in words.
    """

    gaps: tuple[str, ...]
    tested: str
    prepared: str
    last_tested: str

    @property
    def compliant(self) -> bool:
        """Whether nothing is known to fall short."""
        return not self.gaps


@lru_cache(maxsize=1)
def statement() -> Statement:
    """What the document says, read once."""
    return parse(_DOCUMENT.read_text(encoding="utf-8"))


def parse(document: str) -> Statement:
    """Read the document: its dates, ``## Known gaps`` as a list, and ``## How it is tested``."""
    heads = [*_PART.finditer(document)]
    ends = [*(one.start() for one in heads[1:]), len(document)]
    parts = {
        head[1].strip(): document[head.end() : end].strip()
        for head, end in zip(heads, ends, strict=True)
    }
    dates = dict(_DATED.findall(document))
    return Statement(
        gaps=tuple(_points(parts["Known gaps"])),
        tested=parts["How it is tested"],
        prepared=dates["Prepared"],
        last_tested=dates["Last tested"],
    )


def _points(text: str) -> list[str]:
    found = re.split(r"^- ", text, flags=re.MULTILINE)[1:]
    return [" ".join(one.split("\n\n")[0].split()) for one in found]
