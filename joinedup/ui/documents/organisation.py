"""The document of Organisation: everything known about one, with its map and its network."""

from dataclasses import replace

from joinedup.errors import MeasureError
from joinedup.model import Organisation
from joinedup.render.document import Block
from joinedup.render.introductions import sentence_of, told
from joinedup.render.measured import COLUMNS, measured_rows, place_words
from joinedup.render.sentence import joined
from joinedup.services import Reading
from joinedup.ui import deciding, introductions, stills, worked_out
from joinedup.ui import organisation as page
from joinedup.ui.documents.chosen import about, selection
from joinedup.ui.documents.making import (
    LEFT_OUT,
    Content,
    Wanted,
    headed,
    listed,
    paragraphs,
    section,
    still,
    table,
)
from joinedup.ui.documents.who import NO_ROOM, NO_ROOM_WORDS

_NOBODY = "No organisation is selected."


def content(wanted: Wanted) -> Content:
    """All of the page, folded parts as well; its map, and the network one step around it."""
    reading = wanted.reading
    one = page.selected(reading)
    blocks = _everything(wanted, one) if one else selection(reading) or paragraphs(_NOBODY)
    return headed(reading, blocks, page.subject(reading))


def _everything(wanted: Wanted, one: Organisation) -> tuple[Block, ...]:
    reading = wanted.reading
    seats, rows = page.memberships(reading, one)
    partners, others, none = page.partners(reading, one)
    near = replace(reading, state=replace(reading.state, steps="1", drawing="hubs", within=""))
    return (
        *about(reading, one, lists=False),
        # What is short comes first: each picture takes a page.
        table(rows, seats),
        section(page.MISSING),
        *(listed(page.gaps(reading, one)) or paragraphs(page.NO_GAP)),
        *_introductions(reading, one),
        stills.map_still(reading, at=wanted.position.get("at", ""), size=wanted.size),
        stills.network_still(near, drawn=wanted.position.get("drawn", ""), size=wanted.size),
        *(
            (section(partners), *paragraphs(none))
            if none
            else (table(others, partners, without=NO_ROOM, note=NO_ROOM_WORDS),)
        ),
        *_measured(wanted, one),
    )


def _introductions(reading: Reading, one: Organisation) -> tuple[Block, ...]:
    """Whom to introduce it to, and what was decided about that."""
    if one.outside:
        return ()
    title = "Whom to introduce it to"
    decided = deciding.decisions_of(reading.dataset.id)
    chosen = introductions.weights_in(reading.state.weights)
    found, known, away = introductions.suggested(reading, one, chosen, decided)
    if not found:
        return (section(title), *paragraphs(introductions.NOBODY))
    rows = [
        (
            item.target.name,
            sentence_of(one, item),
            told(known[item.target.id][-1]) if item.target.id in known else "",
        )
        for item in found
    ]
    names = joined(sorted(introductions.name_of(reading, key) for key in away))
    return (
        still(("To", "Why", "Decided"), rows, title, note=introductions.suggestions_words(reading)),
        *paragraphs(f"Declined, and not suggested again: {names}." if away else ""),
    )


def _measured(wanted: Wanted, one: Organisation) -> tuple[Block, ...]:
    reading, title = wanted.reading, section(page.MEASURED)
    if not reading.found[one.id].partners:
        return (title, *paragraphs(page.NOTHING_TO_MEASURE))
    try:
        found = wanted.waited(lambda: worked_out.measured(reading))
    except MeasureError as error:
        return (title, *paragraphs(f"{error.what}."))
    if found is None:
        return (title, *paragraphs(LEFT_OUT))
    known, near = page.among(reading, one)
    rows = measured_rows(reading, one, found, known)
    return (
        title,
        *paragraphs(place_words(reading, one, found, near)),
        still(COLUMNS, rows, "Measures", note=page.MEASURED_WORDS),
    )
