"""Parity as short tables to read: seats beside size, and boards. Ties are in :mod:`.mixing`."""

from collections.abc import Iterable, Sequence

import pandas as pd

from joinedup.model import Sector
from joinedup.render.escaping import escape
from joinedup.render.nouns import counted, heading_noun
from joinedup.render.sentence import joined
from joinedup.render.still_table import scrolled, still_table
from joinedup.services import Board, BoardSeats, Reading, SectorSeats
from joinedup.views import ViewState

#: A share, and what it is of.
_Part = tuple[str, str]
#: Headings of :func:`seat_rows`.
SEAT_COLUMNS = (
    "Sector",
    "Organisations",
    "Of them unknown",
    "Seats",
    "Seats beside other sectors",
)
_BOARD_COLUMNS = (
    "Partnership",
    "In words",
    "Seats",
    "Seats by size",
    "Difference",
    "Of all seats",
    "Seats of the whole board",
    "Organisations",
    "Of them unknown",
    "Of all organisations",
    "Where",
    "Sector",
    "Kind",
)


def share(part: int, whole: int) -> str:
    """``31%``, ``less than 1%``, ``None``; of nobody it is not known."""
    if not whole:
        return "Not known"
    if not part:
        return "None"
    return f"{part / whole:.0%}" if part / whole >= 0.005 else "less than 1%"


def asked_words(organisations: int, unknown: int) -> str:
    """``; nobody has asked 3 of them``, ``, and nobody has asked it``; empty for none unknown."""
    if not unknown:
        return ""
    if unknown == organisations:
        return f", and nobody has asked {'it' if unknown == 1 else 'any of them'}"
    return f"; nobody has asked {unknown:,} of them"


def size_words(one: SectorSeats, total: int) -> str:
    """``Councils: 4 of 350 organisations (1%)``; of a single one no share, as it says nothing."""
    of = f" ({share(one.organisations, total)})" if one.organisations > 1 else ""
    return (
        f"{heading_noun(one.sector)}: {one.organisations:,} of {total:,} organisations{of}"
        f"{asked_words(one.organisations, one.unknown)}"
    )


def narrowed_words(state: ViewState) -> str:
    """Who is left out where filters narrow places or sectors; empty where none does."""
    if not (state.places or state.neighbourhood or state.sectors):
        return ""
    return (
        "Only organisations that pass the filters count, on both sides of a pair. Partners "
        "beyond them are left out here; Unconnected counts them."
    )


def seats_table(rows: Sequence[SectorSeats]) -> str:
    """HTML: of every sector how many of all organisations and of all seats, with shares."""
    body = ((name, _seat_cells(cells)) for name, *cells in seat_rows(rows))
    return scrolled("Seats beside size", still_table(SEAT_COLUMNS, body, kind="ju-stacked"))


def seat_rows(rows: Sequence[SectorSeats]) -> list[tuple[str, _Part, _Part, _Part, _Part]]:
    """The same as text: a sector, and of each column the share and what it is of."""
    total = sum(one.organisations for one in rows)
    seats, shared = sum(one.seats for one in rows), sum(one.shared_seats for one in rows)
    return [
        (
            heading_noun(one.sector),
            _of(one.organisations, total),
            ("", f"{one.unknown:,}"),
            _of(one.seats, seats, on_record=bool(one.unknown)),
            _of(one.shared_seats, shared, on_record=bool(one.unknown)),
        )
        for one in rows
    ]


def _seat_cells(told: Iterable[_Part]) -> tuple[str, ...]:
    # A narrow screen has no headings above the cells; each bears its own there.
    return tuple(
        f'<td><span class="ju-label">{escape(name)}</span> '
        f"{f'<strong>{escape(some)}</strong> ' if some else ''}{escape(text)}</td>"
        for name, (some, text) in zip(SEAT_COLUMNS[1:], told, strict=True)
    )


def _of(part: int, whole: int, *, on_record: bool = False) -> _Part:
    none = "None on record" if on_record and whole and not part else ""
    return none or share(part, whole), f"{part:,} of {whole:,}"


def board_words(reading: Reading, one: BoardSeats) -> str:
    """``Voluntary groups: 31% of 412 organisations in Barnsley, 1 of 26 seats``.

    And how many of them nobody has asked, where there are any; of a board that the view cuts,
    how many seats it has in all.
    """
    area = reading.dataset.area_by_id.get(one.area)
    where = f" in {area.name}" if area else ""
    some = "1" if one.organisations == 1 else _lower(share(one.organisations, one.total))
    number = f"{one.seats:,}" if one.seats else "none"
    if one.unknown and not one.seats:
        number = "none on record"
    seats = counted(one.board.members, "seat", "seats")
    if one.board.is_cut:
        seats = f"the {seats} held {_from(reading)} ({one.board.in_all:,} in all)"
    return (
        f"{heading_noun(one.sector)}: {some} of "
        f"{counted(one.total, 'organisation', 'organisations')}{where}, "
        f"{number} of {seats}{asked_words(one.organisations, one.unknown)}"
    )


def _from(reading: Reading) -> str:
    """What a view is cut to: ``from Sheffield``."""
    state, areas = reading.state, reading.dataset.area_by_id
    chosen = [state.neighbourhood] if state.neighbourhood else list(state.places)
    if state.sectors or not chosen:
        return "in this view"
    return f"from {joined([areas[one].name for one in chosen])}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def seats_frame(reading: Reading, rows: Iterable[BoardSeats]) -> pd.DataFrame:
    """One row a board and sector: what it is of the organisations, what it has of the seats."""
    areas = reading.dataset.area_by_id
    records = [
        (
            one.board.partnership.name,
            board_words(reading, one),
            one.seats,
            round(one.by_size, 1),
            round(one.difference, 1),
            one.board.members,
            one.board.in_all,
            one.organisations,
            one.unknown,
            one.total,
            areas[one.area].name if one.area else "Whole view",
            heading_noun(one.sector),
            one.board.partnership.kind,
        )
        for one in rows
    ]
    return pd.DataFrame(records, columns=list(_BOARD_COLUMNS))


def boards_frame(rows: Iterable[Board]) -> pd.DataFrame:
    """One row a partnership: its seats, and how many each sector has."""
    found = list(rows)
    sectors = [one for one in Sector if any(one in board.seats for board in found)]
    records = [
        {
            "Partnership": board.partnership.name,
            "Kind": board.partnership.kind,
            "Seats": board.members,
            "Sectors": len(board.seats),
            **{heading_noun(one): board.seats.get(one, 0) for one in sectors},
        }
        for board in found
    ]
    return pd.DataFrame(records, columns=None if records else ["Partnership", "Kind", "Seats"])
