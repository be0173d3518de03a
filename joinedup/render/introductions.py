"""Why an introduction is suggested, in one sentence."""

from joinedup.model import Organisation
from joinedup.services import Introduction, Reading

_KILOMETRE = 1_000.0


def reasons(reading: Reading, one: Organisation, found: Introduction) -> str:
    """``4 of 12 members work on dementia too; 1.2 km from ...; ... knows both``."""
    table, told = found.table, []
    size = f"of {len(table.members):,} member{'s' if len(table.members) > 1 else ''}"
    for name, words, verb in (
        ("themes", one.themes, "on"),
        ("serves", one.serves, "for"),
    ):
        count, word = max(
            ((table.counts[name][word], word) for word in sorted(words)),
            default=(0, ""),
            key=lambda pair: pair[0],
        )
        if count:
            told.append(f"{count:,} {size} work{'s' if count == 1 else ''} {verb} {word} too")
    hood = table.counts["neighbourhood"][one.neighbourhood or ""]
    place = table.counts["place"][one.place or ""]
    if hood:
        told.append(f"{hood:,} {size} {'is' if hood == 1 else 'are'} in its neighbourhood")
    elif place:
        told.append(f"{place:,} {size} {'is' if place == 1 else 'are'} in its place")
    if found.nearest:
        told.append(f"{_distance(found.nearest[1])} from {found.nearest[0].name}")
    if found.through:
        told.append(f"{found.through.name} knows both")
    if _opens(reading, one, found):
        told.append("would be its first tie outside its sector")
    return "; ".join(told)


def _opens(reading: Reading, one: Organisation, found: Introduction) -> bool:
    """Whether the table has another sector, and its partners have none."""
    known = reading.dataset.organisation_by_id
    partners = {known[key].sector for key in reading.found[one.id].partners}
    return partners <= {one.sector} and len(set(found.table.counts["sector"]) - {one.sector}) > 0


def _distance(metres: float) -> str:
    if metres < _KILOMETRE:
        return f"{round(metres, -1):,.0f} m"
    return f"{metres / _KILOMETRE:,.1f} km"
