"""The document of Parity: seats beside size, boards, and who works with whom beside chance."""

from joinedup.network.mixing import Mixing
from joinedup.render import mixing
from joinedup.render import parity as render
from joinedup.render.document import Block, Figure, Figures
from joinedup.services import (
    By,
    Reading,
    SectorSeats,
    boards,
    makers_of,
    seats_by_board,
    seats_by_sector,
)
from joinedup.ui import parity as page
from joinedup.ui import worked_out
from joinedup.ui.documents.making import (
    LEFT_OUT,
    Content,
    Wanted,
    headed,
    listed,
    paragraphs,
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
            *_seats(seats_by_sector(reading), render.narrowed_words(reading.state)),
            *_boards(reading),
            *_ties(wanted, "sector"),
            *_ties(wanted, "place"),
            table(render.boards_frame(boards(reading)), "Every table, and who sits at it"),
        ),
    )


def _seats(rows: tuple[SectorSeats, ...], narrowed: str) -> tuple[Block, ...]:
    cards = tuple(
        Figure(figure=number, label=whole, detail=words)
        for number, whole, words in page.cards(rows)
    )
    top: tuple[Block, ...] = (Figures(items=cards),) if cards else paragraphs(page.NO_SHARED)
    told = [
        (name, *(" ".join(part for part in cell if part) for cell in cells))
        for name, *cells in render.seat_rows(rows)
    ]
    note = page.SEATS_WORDS
    return (
        *top,
        *paragraphs(narrowed, page.ASKED),
        still(render.SEAT_COLUMNS, told, "Seats beside size", note=note),
    )


def _boards(reading: Reading) -> tuple[Block, ...]:
    rows, title = seats_by_board(reading), section("Board by board")
    words = page.ONE_SECTOR
    if rows and rows[0].board.is_mixed:
        name = rows[0].board.partnership.name
        words = f"{page.FURTHEST}: {name}. {render.board_words(reading, rows[0])}."
    if not rows:
        return (title, *paragraphs(words))
    frame = render.seats_frame(reading, rows)
    note = plain(page.BOARDS_WORDS)
    # What its words say already has no column of its own on paper.
    without = (
        "Organisations",
        "Of them unknown",
        "Of all organisations",
        "Where",
        "Sector",
        "Kind",
    )
    return (
        title,
        *paragraphs(words),
        table(frame, "Every sector of every board", without=without, note=note),
    )


def _ties(wanted: Wanted, by: By) -> tuple[Block, ...]:
    title = section(f"Who works with whom, by {by}")
    found = wanted.waited(lambda: worked_out.mixing(wanted.reading, by))
    if found is None:
        return (title, *paragraphs(LEFT_OUT))
    return (title, *_mixing(wanted.reading, by, found))


def _mixing(reading: Reading, by: By, found: Mixing) -> tuple[Block, ...]:
    if found.ei is None or found.ei_expected is None:
        return paragraphs(page.NO_PAIR)
    if len(found.groups) < 2:
        return paragraphs(page.alone_words(reading, found, by))
    figure, words = mixing.within_words(found, found.ei, found.ei_expected, by)
    large = mixing.is_large(found)
    lines = mixing.striking_lines(reading, found, by) if large else []
    rows = mixing.mixing_rows(reading, found, by)
    heads = ("", *(row[0] for row in rows))
    makers = makers_of(reading, found, by)
    first = mixing.striking(found) if large else ()
    told = [
        line
        for cells in (first, found.ties)
        for line in mixing.makers_lines(reading, found, by, makers, cells)
    ]
    return (
        *paragraphs(f"{figure} {words}", page.STRIKING if lines else ""),
        *listed(lines),
        still(heads, rows, f"Every two {by}s beside each other"),
        *paragraphs(*(f"{line}." for line in dict.fromkeys(told))),
        *paragraphs(page.draws_words(found, found.ei, found.ei_expected, by)),
    )
