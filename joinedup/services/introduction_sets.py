"""What a set of introductions would do to the figures. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joinedup.model import Dataset, Organisation, Provenance, Sector, Standing
from joinedup.network.connection import Connection, connections, count_standings
from joinedup.network.pairs import Pairs, ei_by_group, pairs
from joinedup.network.scope import Scope
from joinedup.services.amending import Amendment, amended

_THOUGHT_OF = Provenance(source="Introductions that are only thought of", licence="none")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEffect:
    """How many of an area's own organisations have each standing, before and after.

    Attributes:
        name: Of the place; of the footprint for all of it.
    """

    name: str
    organisations: int
    before: Mapping[Standing, int]
    after: Mapping[Standing, int]

    @property
    def across(self) -> tuple[int, int]:
        """Those who work across sectors, before and after."""
        both = (Standing.ACROSS_SECTORS, Standing.ACROSS_PLACES)
        before, after = (sum(counts[one] for one in both) for counts in (self.before, self.after))
        return before, after


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a set of introductions would do.

    Attributes:
        areas: The footprint, then its places.
        ei: By sector the E-I index before and after; None without a tie.
    """

    areas: tuple[AreaEffect, ...]
    ei: Mapping[Sector, tuple[float | None, float | None]]


def effect(
    dataset: Dataset,
    scope: Scope,
    found: Mapping[str, Connection],
    tied: Pairs,
    amendments: Sequence[Amendment],
) -> Effect:
    """What would change if these came about, counted as everywhere else.

    Args:
        dataset, scope: As it is.
        found, tied: Its connections and pairs under the scope.
        amendments: The introductions; those of what is not in the dataset are left out.
    """
    known = {*dataset.organisation_by_id, *dataset.partnership_by_id}
    usable = [one for one in amendments if {one.organisation, one.target} <= known]
    other = amended(dataset, usable, _THOUGHT_OF)
    after, later = connections(other, scope), pairs(other, scope)
    own = [one for one in dataset.organisations if not one.outside]
    areas = [_area(dataset.name, own, found, after)]
    for place in dataset.places:
        inside = [one for one in own if one.place == place.id]
        areas.append(_area(place.name, inside, found, after))
    sectors = [one for one in Sector if any(item.sector is one for item in own)]
    number = {one.id: sectors.index(one.sector) for one in own}
    index = zip(
        ei_by_group(tied, number, len(sectors)),
        ei_by_group(later, number, len(sectors)),
        strict=True,
    )
    return Effect(areas=tuple(areas), ei=dict(zip(sectors, index, strict=True)))


def _area(
    name: str,
    members: Sequence[Organisation],
    before: Mapping[str, Connection],
    after: Mapping[str, Connection],
) -> AreaEffect:
    ids = [one.id for one in members]
    return AreaEffect(
        name=name,
        organisations=len(ids),
        before=count_standings(before, ids),
        after=count_standings(after, ids),
    )
