"""The network in measures, and where one organisation stands in it: sentences, a table to read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict

from joinedup.model import Organisation, Sector
from joinedup.network.brokerage import Roles
from joinedup.network.groups import GroupKind
from joinedup.render.blocks import group_name
from joinedup.render.nouns import NOUNS, counted
from joinedup.render.sentence import joined, spoken_date
from joinedup.render.still_table import cell, still_table
from joinedup.services import Measured, Part, Reading, between_sectors, rank

#: A measure, its value, its rank, what it says.
_Row = tuple[str, str, str, str]
#: Names, with their unit, and digits of the figures of :class:`joinedup.services.Part`.
FIGURES = {
    "ties": ("Ties", 0),
    "density": ("Density (%)", 2),
    "isolates": ("Without a tie", 0),
    "components": ("Components", 0),
    "largest": ("Share in the largest (%)", 1),
    "by_degree": ("Centralisation by degree (0 to 1)", 3),
    "by_betweenness": ("Centralisation by betweenness (0 to 1)", 3),
    "by_nearness": ("Centralisation by nearness (0 to 1)", 3),
    "transitivity": ("Transitivity (%)", 1),
    "mean_distance": ("Mean distance", 2),
    "core": ("Deepest core", 0),
    "fragmentation": ("Fragmentation (%)", 1),
    "distance_fragmentation": ("Fragmentation by distance (%)", 1),
}
#: Headings of :func:`measured_rows`.
COLUMNS = ("Measure", "Here", "Among the known", "What it says")
_ROLES = {
    "coordinator": "within its own {}",
    "representative": "from its own {} to another",
    "gatekeeper": "from another {} into its own",
    "itinerant": "between two of another {}",
    "liaison": "between three different {}s",
}


def scope_words(reading: Reading) -> str:
    """Which partnerships are counted: ``all partnerships and direct ties on 3 March 2026``."""
    state = reading.state
    what = "all partnerships and direct ties"
    if state.levels:
        what = f"partnerships at {joined(state.levels)} level"  # ties have no level
    elif state.kinds:
        what = "partnerships and direct ties"
    kinds = f" of the kind {joined(state.kinds)}" if state.kinds else ""
    past = " and before" if state.past else ""
    return f"{what}{kinds} on {spoken_date(state.day)}{past}"


def whole_words(whole: Part) -> tuple[str, str]:
    """The whole network in a sentence: a figure, and the rest of it. Isolates count."""
    n, figures = whole.known, whole.figures
    pairs = n * (n - 1) // 2
    if not pairs:
        return f"{n:,}", "known organisations are too few to measure a network."
    ties, broken = figures["ties"] or 0, figures["fragmentation"] or 0.0
    figure = f"{ties:,.0f} of {pairs:,}"
    words = (
        f"pairs of the {n:,} known organisations are tied ({_percent(ties / pairs)}). "
        f"{_percent(broken)} of the pairs have no way to each other at all, not even by way of "
        f"others. Where a longer way counts for less, "
        f"{_percent(figures['distance_fragmentation'] or 0.0)} of what could be contact is missing."
    )
    return figure, words


def _percent(share: float) -> str:
    """``5.4%``; whole where it is ten or more, as a share of all is never quite exact."""
    return f"{share:.0%}" if share >= 0.0995 else f"{share:.1%}"


def part_figures(one: Part) -> dict[str, float | None]:
    """A part's figures by their names, rounded; shares in percent."""
    found: dict[str, float | None] = {}
    for key, (name, digits) in FIGURES.items():
        value = one.figures[key]
        times = 100 if "%" in name else 1
        found[name] = None if value is None else round(value * times, digits)
    return found


def ordinal(number: int) -> str:
    """``the one``, ``the 2nd``, ``the 13th``."""
    if number == 1:
        return "the one"
    teen = number % 100 in (11, 12, 13)
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"the {number:,}{ending}"


def place_words(
    reading: Reading, one: Organisation, found: Measured, among: Collection[str]
) -> str:
    """The sentence: how often it is on the shortest way between others, and between whom."""
    area = reading.dataset.area_by_id.get(one.place or "")
    where = f"in {area.name}" if area else "on record"
    if not found.betweenness[one.id]:
        return (
            f"Of the {len(among):,} known organisations {where} it is on no shortest way between "
            "two others."
        )
    place = ordinal(rank(found.betweenness, one.id, among))
    words = (
        f"Of the {len(among):,} known organisations {where} it is {place} most often on the "
        "shortest way between two others"
    )
    sides = between_sectors(reading, one.id)
    return f"{words}: next to it, most often between {_two(*sides)}." if sides else f"{words}."


def _two(first: Sector, second: Sector) -> str:
    """``a council and a voluntary group``, ``two practices``."""
    if first is second:
        return f"two {NOUNS[first][1]}"
    return f"{_one(first)} and {_one(second)}"


def _one(sector: Sector) -> str:
    noun = NOUNS[sector][0]
    if sector is Sector.OTHER:
        return "another body"
    return f"{'an' if noun[0] in 'aeioN' else 'a'} {noun}"


def measured_table(
    reading: Reading, one: Organisation, found: Measured, among: Collection[str]
) -> str:
    """HTML: each measure of an organisation, its rank among others, and what it says."""
    rows = measured_rows(reading, one, found, among)
    return still_table(COLUMNS, ((name, map(cell, cells)) for name, *cells in rows))


def measured_rows(
    reading: Reading, one: Organisation, found: Measured, among: Collection[str]
) -> list[_Row]:
    """The same as text."""
    community = _community(reading, one.id, found)
    return [*_ranked(one.id, found, among), *_plain(one.id, found), *community]


def _ranked(key: str, found: Measured, among: Collection[str]) -> Iterable[_Row]:
    """What can be larger or smaller than that of others; of nothing there is no rank."""
    rows: tuple[tuple[str, Mapping[str, float], str, str], ...] = (
        ("Partners", found.degree, ",.0f", "Shares a table or a tie with so many"),
        ("Tables", found.strength, ",.0f", "Partnerships that have other members"),
        ("Go-between", found.betweenness, ".2%", "Of the shortest ways between others pass it"),
        ("Nearness", found.harmonic, ".3f", "1: tied to everybody; 0: to nobody"),
        ("Core", found.core, ",.0f", "In a group whose members each have so many partners in it"),
    )
    for name, values, form, says in rows:
        place = f"{rank(values, key, among):,} of {len(among):,}" if values[key] else ""
        yield name, format(values[key], form), place, says


def _plain(key: str, found: Measured) -> Iterable[_Row]:
    circles, closed = found.effective_size[key], found.constraint[key]
    yield "Circles", _number(circles), "", "Partners less those ties that they have with each other"
    yield (
        "Constraint",
        _number(closed),
        "",
        "Low: bridges what is apart. High: its partners know each other",
    )
    said = "Without it others have no way to each other"
    yield "Holds others together", "Yes" if key in found.cut else "No", "", said
    for what, roles in (("sector", found.by_sector[key]), ("place", found.by_place[key])):
        said = _roles(roles, what) or "Never between two who share no table or tie"
        yield f"Between {what}s", f"{roles.total:,}", "", said


def _community(reading: Reading, key: str, found: Measured) -> Iterable[_Row]:
    """What it is in, and how many are."""
    group = next(one for one in found.groups if key in one.members)
    size, name = len(group.members), group_name(reading, found.groups, group)
    others = counted(size - 1, "other", "others")
    named = name.removeprefix("Community: ")
    said = f"{named}: with {others}, tied more closely to each other than to the rest"
    if group.kind is GroupKind.SMALLER:
        said = f"One of the {name[0].lower()}{name[1:]}, which have {size:,} members together"
    yield "Community", f"{size:,}", "", said


def _number(value: float | None) -> str:
    return "Not defined" if value is None else f"{value:,.2f}"


def _roles(roles: Roles, what: str) -> str:
    """``12 within its own sector; 3 from its own sector to another``."""
    counts = sorted(asdict(roles).items(), key=lambda pair: -pair[1])
    return "; ".join(f"{count:,} {_ROLES[role].format(what)}" for role, count in counts if count)
