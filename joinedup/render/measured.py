"""Where one organisation stands in the network: a sentence, and a table to read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict

from joinedup.model import Organisation
from joinedup.network.brokerage import Roles
from joinedup.render.still_table import cell, still_table
from joinedup.services import Measured, Reading, rank

#: A measure, its value, its rank, what it says.
_Row = tuple[str, str, str, str]
_COLUMNS = ("Measure", "Here", "Among the known", "What it says")
_ROLES = {
    "coordinator": "within its own {}",
    "representative": "from its own {} to another",
    "gatekeeper": "from another {} into its own",
    "itinerant": "between two of another {}",
    "liaison": "between three different {}s",
}


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
    """The one sentence: how often it is on the shortest way between others, and between whom."""
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
    role = _first(found.by_sector[one.id])
    return f"{words}, mostly {_ROLES[role].format('sector')}." if role else f"{words}."


def measured_table(one: Organisation, found: Measured, among: Collection[str]) -> str:
    """HTML: each measure of an organisation, its rank among others, and what it says."""
    rows = (*_ranked(one.id, found, among), *_plain(one.id, found))
    return still_table(_COLUMNS, ((name, map(cell, cells)) for name, *cells in rows))


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


def _number(value: float | None) -> str:
    return "Not defined" if value is None else f"{value:,.2f}"


def _first(roles: Roles) -> str:
    counts = asdict(roles)
    return max(counts, key=lambda role: counts[role]) if roles.total else ""


def _roles(roles: Roles, what: str) -> str:
    """``12 within its own sector; 3 from its own sector to another``."""
    counts = sorted(asdict(roles).items(), key=lambda pair: -pair[1])
    return "; ".join(f"{count:,} {_ROLES[role].format(what)}" for role, count in counts if count)
