"""A page of the dashboard as a document: what stands on paper, in a file, on a slide.

Pure records. :mod:`joinedup.ui.documents` makes one of every page, from the same figures as the
page itself; :mod:`joinedup.render.pdf`, :mod:`joinedup.render.html_file` and
:mod:`joinedup.render.slides` each write the same document in their own form. All text is plain
text as it came from the data: whoever writes it escapes it. Tested by
``tests/unit/test_render_document.py``.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from joinedup.render.sentence import spoken_date

#: What a cell of a table holds; None is "not known".
Cell = str | int | float | None
PictureKind = Literal["map", "network", "chart"]
_LONGEST_NAME = 100
_VIEW_BOX = re.compile(r'viewBox="\s*[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)\s*"')
_HEAD = 1_000
#: A picture that does not say how large it is is taken to be of the usual shape.
_NO_SIZE = (3.0, 2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph; ``heading`` of level 1 (a section) or 2, or 0 for running text."""

    text: str
    level: Literal[0, 1, 2] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with its denominator: ``12 of 41``, and what it counts."""

    figure: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures side by side, as the cards of a page."""

    items: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing, made from the data.

    Attributes:
        kind: What it is a picture of; names the file it is downloaded as.
        svg: A whole SVG document with ``viewBox``, ``width`` and ``height`` in pixels, no script,
            nothing from elsewhere, and a ``<title>`` equal to ``alt``.
        alt: What it says to those who do not see it.
        caption: A line below it; empty for none.
    """

    kind: PictureKind
    svg: str
    alt: str
    caption: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in its own units; only what its first tag says of them is read."""
        box = _VIEW_BOX.search(self.svg[:_HEAD])
        wide, high = (float(one) for one in box.groups()) if box else (0.0, 0.0)
        return (wide, high) if wide > 0 and high > 0 else _NO_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; numbers stand at the right."""

    name: str
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its heading and header row.

    Attributes:
        rows: Each as long as ``columns``.
        total: How many rows there are in all, where ``rows`` are only the first of them.
        note: A line below it; empty for none.
    """

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int | None = None
    note: str = ""


Block = Words | Figures | Picture | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page in one view.

    Attributes:
        page: Name of the page, as the menu has it.
        subject, sentence: The two halves of the sentence at its top; no subject where the page's
            name says it.
        caveats: What stands below it, that the data is illustrative for example.
        filters: Each active filter in words; empty where nothing is filtered.
        filterable: Whether filters say what is in it at all.
        extent: What is in it, in words, where no filter says it; empty where they do.
        blocks: What follows, in the order of the page.
        footprint: Its name; empty where the page is about none.
        illustrative: Whether its data is made up.
        day: What day the view is of.
        version: The version of the data in words: ``version 3 (1f0c…), published on 3 March 2026``;
            empty where the page is about none.
        sources: Each source of what is shown, with its date and licence.
        link: Opens the same view in a browser; empty where the address is not known.
        link_words: What the link opens.
        made_at: When the document was made, UTC.
        upright: Whether its pages stand upright, whatever its pictures would gain on their side.
    """

    page: str
    subject: str
    sentence: str
    blocks: tuple[Block, ...]
    footprint: str
    illustrative: bool
    day: date
    version: str
    made_at: datetime
    caveats: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    link: str = ""
    upright: bool = False
    filterable: bool = True
    extent: str = ""
    link_words: str = "The same view in a browser"

    @property
    def title(self) -> str:
        """The page's name and what it is about, on one line."""
        return f"{self.page}: {self.subject}" if self.subject else self.page

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The drawings in it, in order."""
        return tuple(one for one in self.blocks if isinstance(one, Picture))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a story: its heading, what its speaker says, and the view that is shown."""

    heading: str
    document: Document
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Several documents in an order, to be told in a meeting; at least one.

    Attributes:
        name: What its author has called it.
        note: What it is about; empty for nothing.
        link: Opens it in a browser; empty where the address is not known.
    """

    name: str
    steps: tuple[Step, ...]
    note: str = ""
    link: str = ""

    @property
    def title(self) -> str:
        """Its name."""
        return self.name

    @property
    def day(self) -> date:
        """The latest day that one of its views is of."""
        return max(one.document.day for one in self.steps)


def file_name(one: Document | Story, ending: str, kind: str = "") -> str:
    """A name for a file of a document: page, what it is about, day; letters and hyphens only.

    Args:
        ending: Without the dot.
        kind: Of a picture out of it: ``map``.
    """
    # Most say their day at the end, as it is spoken: once is enough.
    about = one.title.removesuffix(f" {spoken_date(one.day)}")
    plain = unicodedata.normalize("NFKD", f"{about} {kind}").encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_LONGEST_NAME].strip("-") or "joined-up"
    day = one.day.isoformat()
    return f"{slug}.{ending}" if day in slug else f"{slug}-{day}.{ending}"
