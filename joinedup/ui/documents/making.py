"""What every page's document is made of: what is wanted, what came of it, and its tables."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any, Literal, TypeVar

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from joinedup.errors import StoreError
from joinedup.render.document import Block, Cell, Column, Table, Words
from joinedup.render.sentence import head, spoken_partial
from joinedup.services import Part, Reading
from joinedup.ui.stills import SIZE, Size
from joinedup.ui.tabling import MOST_ROWS

Value = TypeVar("Value")
#: How long one document waits in all for what takes seconds on screen.
PATIENCE_S = 8.0
_LOOK_AGAIN_S = 0.1
#: Columns that hold dates, which may be partial.
_DATES = frozenset({"As of", "Confirmed", "Date", "End", "On", "Since", "Start", "Until"})
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_LINK = re.compile(r"\[([^]]*)\]\(([^)]*)\)")
_STRESS = re.compile(r"\*{1,2}([^*]+)\*{1,2}")
_LEFT_TO_THE_PAGE = (
    "The footprint and the places of the filters; the table on the page, and its download, has"
)
LEFT_OUT = (
    "This is left out here: working it out takes longer than a document waits. Print again in a "
    "minute, when it is there."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a document is wanted of.

    Attributes:
        reading: The view.
        position: Where map and network stand, by the parameters ``at`` and ``drawn``.
        until: When it stops to wait for what takes long, on the clock of ``time.monotonic``.
        size: Of its pictures, in pixels.
    """

    reading: Reading
    position: Mapping[str, str] = field(default_factory=dict)
    until: float = 0.0
    size: Size = SIZE

    def waited(self, ask: Callable[[], Value | None]) -> Value | None:
        """What comes by itself on a page; None where it takes longer than a document waits.

        Args:
            ask: As :func:`joinedup.ui.worked_out.show` takes it.

        Raises:
            MeasureError: When there can be none.
        """
        while (found := ask()) is None and monotonic() < self.until:
            sleep(_LOOK_AGAIN_S)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page says in one view.

    Attributes:
        subject, sentence: The two halves of the sentence at its top.
        caveats: What stands below it.
        blocks: The rest, in the order of the page.
        sourced: Whether it rests on the sources of what the view shows, and is of the view's day.
    """

    subject: str
    sentence: str
    blocks: tuple[Block, ...]
    caveats: tuple[str, ...] = ()
    sourced: bool = True


def headed(
    reading: Reading, blocks: Iterable[Block], halves: tuple[str, str] | None = None
) -> Content:
    """Blocks below the sentence of a view, or below the two halves of another one."""
    subject, sentence, caveats = head(reading, halves)
    return Content(subject=subject, sentence=sentence, caveats=caveats, blocks=tuple(blocks))


def of_store(
    reading: Reading,
    blocks: Callable[[Reading], Iterable[Block]],
    halves: Callable[[Reading], tuple[str, str] | None],
    *,
    unread: str,
) -> Content:
    """A page that rests on what the store keeps; where that cannot be read, only this is said.

    Args:
        blocks: Gives what stands below the sentence.
        halves: Gives the two halves of the sentence.
        unread: That it cannot be read.
    """
    try:
        found = tuple(blocks(reading))
    except StoreError:
        found = paragraphs(unread)
    return headed(reading, found, halves(reading))


def parts_of(reading: Reading, found: Sequence[Part]) -> tuple[Sequence[Part], str]:
    """The parts of a network that paper has, and a note of those that are left out.

    On screen each part has its row, whatever is filtered. On paper, in a view of some places, the
    footprint stands beside those alone.
    """
    areas = reading.dataset.area_by_id
    asked = (*reading.state.places, reading.state.neighbourhood)
    names = {("Footprint", found[0].name)} if found else set()
    names |= {
        (areas[one].level.value.capitalize(), areas[one].name) for one in asked if one in areas
    }
    if len(names) < 2:
        return found, ""
    kept = [one for one in found if (one.kind, one.name) in names]
    return kept, f"{_LEFT_TO_THE_PAGE} {len(found) - len(kept):,} parts more." if kept else ""


def section(text: str, level: Literal[1, 2] = 1) -> Words:
    """A heading."""
    return Words(text=text, level=level)


def paragraphs(*texts: str) -> tuple[Words, ...]:
    """Running text; empty ones are left out."""
    return tuple(Words(text=text) for text in texts if text)


def listed(lines: Iterable[str]) -> tuple[Words, ...]:
    """Lines of a list, a paragraph each."""
    return paragraphs(*(f"• {line}" for line in lines))


def plain(markdown: str, *, addresses: bool = True) -> str:
    """Our own words without their Markdown: links, bold and italics. Not for text from data.

    ``addresses`` keeps those of links, which nobody can follow on paper otherwise.
    """
    return _STRESS.sub(r"\1", _LINK.sub(_with_address if addresses else r"\1", markdown))


def _with_address(found: re.Match[str]) -> str:
    name, address = found.groups()
    said = name.startswith("doi:") or address.removeprefix("mailto:") == name
    return name if said else f"{name} ({address})"


def table(
    frame: pd.DataFrame,
    heading: str,
    *,
    without: Collection[str] = (),
    note: str = "",
    most: int = MOST_ROWS,
) -> Table:
    """A table of a page as one of a document.

    Args:
        frame: As the page has it.
        heading: What stands above it.
        without: Columns that are left out; its note should say so.
        note: What stands below it.
        most: At most so many rows, the first.
    """
    kept = frame.drop(columns=[name for name in without if name in frame])
    sent = kept.head(most)
    columns = [_column(sent[name], str(name)) for name in kept]
    return Table(
        heading=heading,
        columns=tuple(
            Column(name=str(name), number=_is_number(kept[name]))  #
            for name in kept
        ),
        rows=tuple(zip(*columns, strict=True)) if len(sent) else (),
        total=len(kept) if len(kept) > len(sent) else None,
        note=note,
    )


def _is_number(column: "pd.Series[Any]") -> bool:
    return is_numeric_dtype(column) and not is_bool_dtype(column)


def _column(column: "pd.Series[Any]", name: str) -> list[Cell]:
    values = [None if pd.isna(one) else one for one in column.tolist()]
    if _is_number(column):
        # What is counted becomes a column of fractions where one of its cells is empty.
        whole = all(one is None or float(one).is_integer() for one in values)
        return [one if one is None else int(one) if whole else float(one) for one in values]
    said = [one if one is None else str(one) for one in values]
    return [_spoken(one) for one in said] if name in _DATES else list(said)


def _spoken(text: str | None) -> str | None:
    return spoken_partial(text) if text and _DATE.fullmatch(text) else text


def still(
    heads: Sequence[str], rows: Iterable[Sequence[str]], heading: str, *, note: str = ""
) -> Table:
    """A short table of words, as :mod:`joinedup.render.still_table` draws it on a page."""
    # Whoever hears a table needs a name for its first column too.
    columns = tuple(Column(name=name or "What") for name in heads)
    return Table(heading=heading, columns=columns, rows=tuple(map(tuple, rows)), note=note)


def facts(pairs: Iterable[tuple[str, str]], heading: str) -> Table:
    """Facts by their names; those without words are left out."""
    rows = [(name, words) for name, words in pairs if words]
    return still(("What", "On record"), rows, heading)
