"""Two versions of a dataset in one, so that what is gone has a spot in one picture. Pure.

The composite has no version of its own: it goes by both names, ``new..old``, which no version
can be called, and only the routes and caches that draw pictures know it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from joinedup.model import Dataset, Membership, Tie
from joinedup.services.counterparts import Counterparts, counterparts

_PAIR = re.compile(r"([0-9a-f]{12})\.\.([0-9a-f]{12})")
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """Everything that two versions have.

    Attributes:
        drawn: All organisations and partnerships of either, with the memberships and ties of
            the newer alone: what only the older has connects nobody any more.
        laid: The same with the memberships and ties of both: where everything stands follows
            from all that ever joined it.
    """

    drawn: Dataset
    laid: Dataset


def pair_name(new: str, old: str) -> str:
    """What the union of two versions goes by in addresses."""
    return f"{new}..{old}"


def halves(name: str) -> tuple[str, str] | None:
    """The two versions of a union, the newer first; None where it is no union's name."""
    found = _PAIR.fullmatch(name)
    return (found[1], found[2]) if found else None


def union(new: Dataset, old: Dataset) -> Union:
    """Put what only the older version has beside what the newer one has.

    Args:
        new: The version that the picture is of.
        old: The version that it is compared with.
    """
    same = counterparts(old, new)
    organisations = _rest(old.organisation_by_id, same.gone, new.partnership_by_id)
    partnerships = _rest(
        old.partnership_by_id,
        (key for key in old.partnership_by_id if key not in new.partnership_by_id),
        {**new.organisation_by_id, **{one.id: one for one in organisations}},
    )
    drawn = replace(
        new,
        version=pair_name(new.version, old.version),
        areas=(*new.areas, *(one for one in old.areas if one.id not in new.area_by_id)),
        organisations=(*new.organisations, *organisations),
        partnerships=(*new.partnerships, *partnerships),
    )
    laid = replace(
        drawn,
        memberships=(*new.memberships, *_memberships(old, drawn, same)),
        ties=(*new.ties, *_ties(old, drawn, same)),
    )
    return Union(drawn=drawn, laid=laid)


def _rest(
    rows: Mapping[str, _Row], wanted: Iterable[str], taken: Mapping[str, Any]
) -> tuple[_Row, ...]:
    """The rows that are wanted, but for any whose id means something else on the other side."""
    return tuple(rows[key] for key in wanted if key not in taken)


def _memberships(old: Dataset, drawn: Dataset, same: Counterparts) -> Iterable[Membership]:
    for row in old.memberships:
        key = same.kept.get(row.organisation, row.organisation)
        if key in drawn.organisation_by_id and row.partnership in drawn.partnership_by_id:
            yield replace(row, organisation=key)


def _ties(old: Dataset, drawn: Dataset, same: Counterparts) -> Iterable[Tie]:
    for row in old.ties:
        source, target = (same.kept.get(key, key) for key in (row.source, row.target))
        if source in drawn.organisation_by_id and target in drawn.organisation_by_id:
            yield replace(row, source=source, target=target)
