"""The document of Network: the drawing, its tables, measures, and who holds others together."""

from joinedup.errors import MeasureError
from joinedup.render import tables
from joinedup.render.document import Block
from joinedup.render.fragility import what_breaks
from joinedup.render.measured import whole_words
from joinedup.render.nouns import counted
from joinedup.render.picture import hubs_drawn
from joinedup.services import Reading
from joinedup.ui import fragility, frames, measures, stills, worked_out
from joinedup.ui.documents import who
from joinedup.ui.documents.chosen import selection
from joinedup.ui.documents.making import (
    LEFT_OUT,
    Content,
    Wanted,
    headed,
    paragraphs,
    parts_of,
    plain,
    section,
    still,
    table,
)


def content(wanted: Wanted) -> Content:
    """All of the page, folded parts as well."""
    reading = wanted.reading
    return headed(
        reading,
        (
            *who.empty(reading),
            stills.network_still(reading, drawn=wanted.position.get("drawn", ""), size=wanted.size),
            *selection(reading),
            *_tables(reading),
            *_measures(wanted),
            *_fragility(wanted),
        ),
        frames.network_subject(reading),
    )


def _tables(reading: Reading) -> tuple[Block, ...]:
    drawn = frames.drawn(reading)
    grouped: tuple[Block, ...] = ()
    if frames.draws_blocks(reading):
        found = frames.blocks_of(reading)
        heading = f"Table: {counted(len(found.blocks), 'group', 'groups')}"
        grouped = (table(tables.blocks(found), heading),)
    return (*grouped, *who.organisations(drawn), partnerships(drawn))


def partnerships(drawn: Reading) -> Block:
    """The table of the partnerships that a network draws."""
    hubs = hubs_drawn(drawn)
    heading = f"Table: {counted(len(hubs), 'partnership', 'partnerships')}"
    frame = tables.partnerships(drawn, hubs)
    return table(frame, heading, without=who.NO_ROOM, note=who.NO_ROOM_WORDS)


def _measures(wanted: Wanted) -> tuple[Block, ...]:
    reading, title = wanted.reading, section(measures.TITLE)
    try:
        found = wanted.waited(lambda: worked_out.parts(reading))
    except MeasureError as error:
        return (title, *paragraphs(f"{error.what}."))
    if found is None:
        return (title, *paragraphs(LEFT_OUT))
    figure, words = whole_words(found[0])
    kept, rest = parts_of(reading, found)
    frame = tables.parts(reading, kept)
    note = " ".join(part for part in (measures.counted_words(reading), rest) if part)
    # What every row says alike stands below the table.
    without = ("Counted", "Those without a tie")
    return (
        title,
        *paragraphs(f"{figure} {words}", plain(measures.ELSEWHERE)),
        table(frame, "Measures", without=without, note=note),
    )


def _fragility(wanted: Wanted) -> tuple[Block, ...]:
    reading, title = wanted.reading, section(fragility.TITLE)
    found = wanted.waited(lambda: worked_out.losses(reading))
    if found is None:
        return (title, *paragraphs(LEFT_OUT))
    named = fragility.worst(reading, found)
    if not named:
        return (title, *paragraphs(fragility.NOBODY))
    known = reading.dataset.organisation_by_id
    rows = [(known[one.node].name, f"{what_breaks(reading, one)}.") for one in named]
    note = fragility.worst_words(named)
    return (title, still(("Organisation", "Without it"), rows, "Who others hang on", note=note))
