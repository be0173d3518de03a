"""Who works with whom beside chance, to read: pairs of groups beside what is at random."""

from collections.abc import Collection, Iterable, Mapping
from math import ceil, floor

from joinedup.model import Sector
from joinedup.network.mixing import Expected, Mixing
from joinedup.render.escaping import escape
from joinedup.render.nouns import NOUNS, counted, heading_noun
from joinedup.render.parity import share
from joinedup.render.still_table import scrolled, still_table
from joinedup.services import By, Maker, Reading

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


def mixing_rows(reading: Reading, found: Mixing, by: By) -> list[list[str]]:
    """The same as text: a row for each group, with its name and a cell for every group."""
    every = range(len(found.groups))
    return [
        [
            group_name(reading, found, by, one),
            *(_cell_words(found, *sorted((one, other))) for other in every),
        ]
        for one in every
    ]


def _cell_words(found: Mixing, one: int, other: int) -> str:
    count, expected = found.ties[one, other], found.expected[one, other]
    if one == other and found.members[one] < 2:
        return ""  # nobody to be paired with
    sign = _SIGNS[expected.says(count)]
    return " ".join(part for part in (f"{count:,}", sign, f"({_mean(expected)} at random)") if part)


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
    lines = [
        f'<li><span aria-hidden="true">{_SIGNS[said]}</span>'
        f'<span class="ju-visually-hidden">{_WORDS[said]}:</span> '
        f"<strong>{escape(name)}</strong>: {escape(rest)}</li>"
        for said, name, rest in _striking(reading, found, by)
    ]
    return f'<ul class="ju-cells">{"".join(lines)}</ul>' if lines else ""


def striking_lines(reading: Reading, found: Mixing, by: By) -> list[str]:
    """The same as text."""
    return [
        f"{_SIGNS[said]} {name}: {rest}, {_WORDS[said]}"
        for said, name, rest in _striking(reading, found, by)
    ]


def _striking(reading: Reading, found: Mixing, by: By) -> Iterable[tuple[str, str, str]]:
    for one in striking(found):
        pairs = counted(found.ties[one], "pair", "pairs")
        yield (
            found.expected[one].says(found.ties[one]),
            _cell_name(reading, found, by, one),
            f"{pairs}, at random {_mean(found.expected[one])}",
        )


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
