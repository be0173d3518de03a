"""Parity as short tables to read: seats beside size, and pairs of groups beside chance."""

from collections.abc import Callable, Hashable, Iterable, Sequence

import pandas as pd

from joinedup.model import Sector
from joinedup.network.mixing import Expected, Mixing
from joinedup.render.escaping import escape
from joinedup.render.nouns import heading_noun
from joinedup.render.still_table import cell, still_table
from joinedup.services import Board, SectorSeats

_SEAT_COLUMNS = (
    "Sector",
    "Organisations",
    "Of them unknown",
    "Seats",
    "Seats beside other sectors",
)
_SIGNS = {"more": "▲", "fewer": "▼", "as": ""}
_WORDS = {"more": "more than by chance", "fewer": "fewer than by chance", "as": "as by chance"}


def share(part: int, whole: int) -> str:
    """``31%``, ``less than 1%``, ``None``; of nobody it is not known."""
    if not whole:
        return "Not known"
    if not part:
        return "None"
    return f"{part / whole:.0%}" if part / whole >= 0.005 else "less than 1%"


def seats_table(rows: Sequence[SectorSeats]) -> str:
    """HTML: of every sector how many of all organisations and of all seats, with shares."""
    total = sum(one.organisations for one in rows)
    seats, shared = sum(one.seats for one in rows), sum(one.shared_seats for one in rows)
    body = (
        (
            heading_noun(one.sector),
            (
                _share_cell(one.organisations, total),
                cell(f"{one.unknown:,}"),
                _share_cell(one.seats, seats),
                _share_cell(one.shared_seats, shared),
            ),
        )
        for one in rows
    )
    return _scrolled("Seats beside size", still_table(_SEAT_COLUMNS, body, kind="ju-wide"))


def _share_cell(part: int, whole: int) -> str:
    return f"<td><strong>{share(part, whole)}</strong> {part:,} of {whole:,}</td>"


def mixing_table(found: Mixing, name: Callable[[Hashable], str]) -> str:
    """HTML: pairs of every two groups, what chance would give, and which of the two is more."""
    every = range(len(found.groups))
    names = [name(one) for one in found.groups]
    body = ((names[one], (_cell(found, *sorted((one, other))) for other in every)) for one in every)
    table = still_table(["", *names], body, kind="ju-wide ju-mixing")
    return _scrolled("Who works with whom", table)


def _cell(found: Mixing, one: int, other: int) -> str:
    count, expected = found.ties[one, other], found.expected[one, other]
    if one == other and found.members[one] < 2:
        return "<td></td>"  # nobody to be paired with
    said = expected.says(count)
    return (
        f'<td class="ju-{said}"><strong>{count:,}</strong> '
        f'<span aria-hidden="true">{_SIGNS[said]}</span>'
        f'<span class="ju-visually-hidden">{_WORDS[said]}</span>'
        f"<small>{_mean(expected)} by chance</small></td>"
    )


def _mean(expected: Expected) -> str:
    if expected.mean < 0.05:
        return "hardly any"
    return f"{expected.mean:,.0f}" if expected.mean >= 10 else f"{expected.mean:.1f}"


def within_words(found: Mixing, expected: Expected, ei: float, what: str) -> tuple[str, str]:
    """The figure on how many pairs cross groups, and what chance would give, in words."""
    total = sum(found.ties.values())
    between = sum(count for (one, other), count in found.ties.items() if one != other)
    bounds = (expected.low, expected.mean, expected.high)
    low, mean, high = (round(total * (1 + one) / 2) for one in bounds)
    figure = f"{between:,} of {total:,}"
    words = (
        f"pairs join two {what}. By chance it would be {mean:,}: in 95 of 100 draws from {low:,} "
        f"to {high:,}. (E-I index {_index(ei)}; by chance {_index(expected.mean)})"
    )
    return figure, words


def _index(value: float) -> str:
    return f"{value:.2f}".replace("-", "\u2212")


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


def _scrolled(name: str, table: str) -> str:
    """A table that a narrow screen scrolls, by keyboard as well."""
    return (
        f'<div class="ju-scroll" role="region" tabindex="0" aria-label="{escape(name)}">'
        f"{table}</div>"
    )
