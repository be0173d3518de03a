"""The documents of Overview and Map: who is here, and where."""

from joinedup.render import tables
from joinedup.render.declared import COLUMNS, declared_in, declared_rows
from joinedup.render.document import Block, Figure, Figures
from joinedup.render.sentence import spoken_partial
from joinedup.services import Reading, declared_and_loaded, loosen
from joinedup.ui import overview as page
from joinedup.ui import programme_links, shell, stills, tabling
from joinedup.ui.documents.chosen import selection
from joinedup.ui.documents.making import (
    Content,
    Wanted,
    headed,
    paragraphs,
    section,
    still,
    table,
)

#: Columns of tables of organisations and partnerships that paper has no room for.
NO_ROOM = ("Postcode", "End rests on", "Source", "As of", "Id")
NO_ROOM_WORDS = (
    "The table on the page has more columns: postcode, source and date of each row, and its id."
)


def overview(wanted: Wanted) -> Content:
    """The three questions, map and network, what changed last, declared figures."""
    reading = wanted.reading
    cards = page.cards(reading)
    figures = Figures(
        items=tuple(
            Figure(figure=one.figure, label=one.question, detail="; ".join((one.words, *one.rows)))
            for one in cards
        )
    )
    pictures = (
        stills.map_still(reading, at=wanted.position.get("at", ""), size=wanted.size),
        stills.network_still(reading, drawn=wanted.position.get("drawn", ""), size=wanted.size),
    )
    changes = [
        (spoken_partial(when), what)
        for when, what in page.changes(reading.dataset)[: page.MOST_CHANGES]
    ]
    return headed(
        reading,
        (
            figures,
            *paragraphs(programme_links.overview_words(reading)),
            *pictures,
            still(("When", "What"), changes, "What changed last"),
            *declared(reading),
        ),
    )


def declared(reading: Reading) -> tuple[Block, ...]:
    """Declared figures beside the loaded ones."""
    title = "Declared and loaded"
    found = declared_and_loaded(reading.dataset)
    if not found:
        return (section(title), *paragraphs(page.NOTHING_DECLARED))
    note = " ".join(
        part for part in (shell.written_words(reading.dataset), f"{declared_in(found)}.") if part
    )
    return (still(COLUMNS, declared_rows(found), title, note=note),)


def on_the_map(wanted: Wanted) -> Content:
    """The map, what is selected on it, and the organisations shown."""
    reading = wanted.reading
    return headed(
        reading,
        (
            *empty(reading),
            stills.map_still(reading, at=wanted.position.get("at", ""), size=wanted.size),
            *paragraphs(shell.unlocated_words(reading)),
            *selection(reading),
            *organisations(reading),
        ),
    )


def empty(reading: Reading) -> tuple[Block, ...]:
    """That nothing passes the filters, where nothing does."""
    if reading.shown:
        return ()
    return paragraphs(shell.empty_words(loosen(reading.dataset, reading.found, reading.state)))


def organisations(reading: Reading) -> tuple[Block, ...]:
    """The table of the organisations that a picture shows."""
    if not reading.shown:
        return ()
    heading = f"Table: {tabling.organisations_words(reading)}"
    frame = tables.organisations(reading)
    return (table(frame, heading, without=NO_ROOM, note=NO_ROOM_WORDS),)
