"""Parity as short tables to read: seats beside size, and pairs of groups beside what is random."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil, floor

import pandas as pd

from joinedup.model import Sector
from joinedup.network.mixing import Expected, Mixing
from joinedup.render.escaping import escape
from joinedup.render.nouns import NOUNS, counted, heading_noun
from joinedup.render.sentence import joined
from joinedup.render.still_table import scrolled, still_table
from joinedup.services import Board, BoardSeats, By, Maker, Reading, SectorSeats

_SEAT_COLUMNS = (
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
_SIGNS = {"more": "▲", "fewer": "▼", "as": ""}
_WORDS = {"more": "more than at random", "fewer": "fewer than at random", "as": "as at random"}
#: As :func:`joinedup.services.makers_of` gives them.
Makers = Mapping[tuple[int, int] | None, Maker]
_GROUPS: Mapping[By, str] = {"sector": "sectors", "place": "places"}
#: A smaller table is read at a glance; of a larger one a few cells are said first.
_MOST_CELLS = 16
_MOST_SAID = 3
#: So that a bound that is whole is not rounded away from itself.
_NEXT_TO_NOTHING = 1e-6


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


def seats_table(rows: Sequence[SectorSeats]) -> str:
    """HTML: of every sector how many of all organisations and of all seats, with shares."""
    total = sum(one.organisations for one in rows)
    seats, shared = sum(one.seats for one in rows), sum(one.shared_seats for one in rows)
    body = ((heading_noun(one.sector), _seat_cells(one, total, seats, shared)) for one in rows)
    return scrolled("Seats beside size", still_table(_SEAT_COLUMNS, body, kind="ju-stacked"))


def _seat_cells(one: SectorSeats, total: int, seats: int, shared: int) -> tuple[str, ...]:
    told = (
        _of(one.organisations, total),
        escape(f"{one.unknown:,}"),
        _of(one.seats, seats, on_record=bool(one.unknown)),
        _of(one.shared_seats, shared, on_record=bool(one.unknown)),
    )
    # A narrow screen has no headings above the cells; each bears its own there.
    return tuple(
        f'<td><span class="ju-label">{escape(name)}</span> {text}</td>'
        for name, text in zip(_SEAT_COLUMNS[1:], told, strict=True)
    )


def _of(part: int, whole: int, *, on_record: bool = False) -> str:
    none = "None on record" if on_record and whole and not part else ""
    return f"<strong>{none or share(part, whole)}</strong> {part:,} of {whole:,}"


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


def group_name(reading: Reading, found: Mixing, by: By, number: int) -> str:
    """The sector or place at a position of :attr:`Mixing.groups`."""
    group = str(found.groups[number])
    if by == "sector":
        return heading_noun(Sector(group))
    return reading.dataset.area_by_id[group].name


def mixing_table(reading: Reading, found: Mixing, by: By) -> str:
    """HTML: pairs of every two groups, what would be at random, and which of the two is more."""
    every = range(len(found.groups))
    names = [group_name(reading, found, by, one) for one in every]
    body = ((names[one], (_cell(found, *sorted((one, other))) for other in every)) for one in every)
    table = still_table(["", *names], body, kind="ju-wide ju-mixing")
    return scrolled("Who works with whom", table)


def is_large(found: Mixing) -> bool:
    """Whether the table is too large to be read at a glance."""
    return len(found.groups) ** 2 > _MOST_CELLS


def _cell(found: Mixing, one: int, other: int) -> str:
    count, expected = found.ties[one, other], found.expected[one, other]
    if one == other and found.members[one] < 2:
        return "<td></td>"  # nobody to be paired with
    said = expected.says(count)
    return (
        f'<td class="ju-{said}"><strong>{count:,}</strong> '
        f'<span aria-hidden="true">{_SIGNS[said]}</span>'
        f'<span class="ju-visually-hidden">{_WORDS[said]}</span>'
        f"<small>{_mean(expected)} at random</small></td>"
    )


def _mean(expected: Expected) -> str:
    if expected.mean < 0.05:
        return "hardly any"
    return f"{expected.mean:,.0f}" if expected.mean >= 10 else f"{expected.mean:.1f}"


def striking(found: Mixing) -> list[tuple[int, int]]:
    """The few cells furthest from random, of those outside 95 of 100 draws."""
    outside = [one for one in found.ties if found.expected[one].says(found.ties[one]) != "as"]
    return sorted(outside, key=lambda one: -abs(found.ties[one] - found.expected[one].mean))[
        :_MOST_SAID
    ]


def striking_list(reading: Reading, found: Mixing, by: By) -> str:
    """HTML: what is furthest from random, a line each; empty where nothing is."""
    lines = []
    for one in striking(found):
        said = found.expected[one].says(found.ties[one])
        pairs = counted(found.ties[one], "pair", "pairs")
        lines.append(
            f'<li><span aria-hidden="true">{_SIGNS[said]}</span>'
            f'<span class="ju-visually-hidden">{_WORDS[said]}:</span> '
            f"<strong>{escape(_cell_name(reading, found, by, one))}</strong>: {pairs}, "
            f"at random {_mean(found.expected[one])}</li>"
        )
    return f'<ul class="ju-cells">{"".join(lines)}</ul>' if lines else ""


def makers_lines(
    reading: Reading,
    found: Mixing,
    by: By,
    makers: Makers,
    cells: Collection[tuple[int, int]],
) -> list[str]:
    """Which partnerships make most of the pairs, in words: of cells that stand out as many.

    Then of all pairs, unless that one is named already.
    """
    most = sorted(cells, key=lambda one: -found.ties[one])
    many = [one for one in most if found.expected[one].says(found.ties[one]) == "more"]
    named = [one for one in many if one in makers][:_MOST_SAID]
    lines = [
        f"{_cell_name(reading, found, by, one)}: {maker_words(makers[one], found.ties[one])}"
        for one in named
    ]
    whole = makers.get(None)
    if whole and whole.partnership not in [makers[one].partnership for one in named]:
        told = maker_words(whole, sum(found.ties.values()))
        lines.append(f"Of all: {told}" if lines else told)
    return lines


def maker_words(one: Maker, total: int) -> str:
    """``465 of the 862 pairs come from one partnership of 31: Barnsley PCN``."""
    some = f"{one.pairs:,} of the {counted(total, 'pair', 'pairs')}"
    if one.pairs == total:
        some = {1: "the one pair", 2: "both pairs"}.get(total, f"all {total:,} pairs")
    verb = "comes" if one.pairs == 1 else "come"
    return f"{some} {verb} from one partnership of {one.members:,}: {one.partnership.name}"


def _cell_name(reading: Reading, found: Mixing, by: By, pair: tuple[int, int]) -> str:
    """``Practices and voluntary groups``, ``Practices among themselves``, ``Within Barnsley``."""
    one, other = (group_name(reading, found, by, number) for number in pair)
    if pair[0] == pair[1]:
        return f"{one} among themselves" if by == "sector" else f"Within {one}"
    if by == "sector":
        other = NOUNS[Sector(str(found.groups[pair[1]]))][1]
    return f"{one} and {other}"


def within_words(found: Mixing, ei: float, expected: Expected, by: By) -> tuple[str, str]:
    """How many pairs cross groups, what would be at random, and a verdict: a figure, the rest."""
    total = sum(found.ties.values())
    between = sum(count for (one, other), count in found.ties.items() if one != other)
    # Inwards, so that a count beyond one of the two is beyond what is said.
    low = ceil(_crossing(expected.low, total) - _NEXT_TO_NOTHING)
    high = floor(_crossing(expected.high, total) + _NEXT_TO_NOTHING)
    figure = f"{between:,} of {counted(total, 'pair', 'pairs')} ({share(between, total).lower()})"
    words = (
        f"{'is' if between == 1 else 'are'} between two {_GROUPS[by]}. If the same ties fell at "
        f"random, it would be between {low:,} and {high:,} in 95 of 100 draws: "
        f"{_verdict(ei, expected)}."
    )
    return figure, words


def _crossing(ei: float, total: int) -> float:
    """How many of all pairs are between groups, of an E-I index."""
    return total * (1 + ei) / 2


def _verdict(ei: float, expected: Expected) -> str:
    said = expected.says(ei)
    if said == "as":
        return f"no clear sign of {'fewer' if ei < expected.mean else 'more'}"
    return f"clearly {said}"


def index_words(ei: float, expected: Expected) -> str:
    """The E-I index for those who know it: ``E-I index 0.86, at random 0.73``."""
    return f"E-I index {_index(ei)}, at random {_index(expected.mean)}"


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
