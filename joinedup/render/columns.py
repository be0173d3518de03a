"""What the map and network frames fetch once a version: columns of values, as JSON.

The formats are read by ``static/fetching.js`` only. Names travel as plain JSON text and are
set through ``textContent`` there.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from joinedup.model import Dataset, Sector
from joinedup.network.graph import members_by_partnership
from joinedup.network.layout import GroupKind, Layout
from joinedup.network.scope import Scope, memberships_in, ties_in
from joinedup.render.palette import SECTORS
from joinedup.services import Confirmed


def organisation_columns(dataset: Dataset) -> dict[str, Any]:
    """Every organisation and partnership of a dataset, one list a column.

    Latitudes and longitudes are WGS 84 degrees, null where no address is on record;
    ``sector`` is an index into ``sectors``, ``shapes`` and ``colours`` (light, dark).
    """
    order = {sector: k for k, sector in enumerate(Sector)}
    index = {one.id: k for k, one in enumerate(dataset.partnerships)}
    members: dict[str, set[str]] = {}
    for row in dataset.memberships:
        members.setdefault(row.partnership, set()).add(row.organisation)
    return {
        "sectors": [sector.label for sector in Sector],
        "shapes": [SECTORS[sector].shape for sector in Sector],
        "colours": [
            [SECTORS[sector].light for sector in Sector],
            [SECTORS[sector].dark for sector in Sector],
        ],
        "organisations": {
            "id": [one.id for one in dataset.organisations],
            "name": [one.name for one in dataset.organisations],
            "sector": [order[one.sector] for one in dataset.organisations],
            "outside": [int(one.outside) for one in dataset.organisations],
            "lat": [one.point.latitude if one.point else None for one in dataset.organisations],
            "lon": [one.point.longitude if one.point else None for one in dataset.organisations],
        },
        "partnerships": {
            "id": [one.id for one in dataset.partnerships],
            "name": [one.name for one in dataset.partnerships],
            "kind": [one.kind for one in dataset.partnerships],
            "parent": [index.get(one.part_of or one.led_by or "") for one in dataset.partnerships],
            "members": [len(members.get(one.id, ())) for one in dataset.partnerships],
        },
    }


def layout_columns(dataset: Dataset, layout: Layout) -> dict[str, Any]:
    """Where everything stands in the network drawing: x to the right, y up, one decimal.

    ``under`` says which of ``groups`` everything is under; null for what is under none.
    """

    def spots(ids: Iterable[str]) -> list[list[float]]:
        return [[round(value, 1) for value in layout.positions[one]] for one in ids]

    under = {
        one: k
        for k, group in enumerate(layout.groups)
        # All isolates are under their own heading and under their sector's.
        if group.kind is not GroupKind.ISOLATES
        for one in group.members
    }
    return {
        "organisations": spots(one.id for one in dataset.organisations),
        "partnerships": spots(one.id for one in dataset.partnerships),
        "groups": [
            {
                "label": group.label,
                "x": round(group.x, 1),
                "y": round(group.y, 1),
                "kind": str(group.kind),
            }
            for group in layout.groups
        ],
        "under": {
            "organisations": [under.get(one.id) for one in dataset.organisations],
            "partnerships": [under.get(one.id) for one in dataset.partnerships],
        },
    }


def network_lines(dataset: Dataset, scope: Scope, confirmed: Confirmed) -> dict[str, Any]:
    """All lines of the network under a scope, as organisations' positions in the dataset.

    ``members`` holds, for each of ``partnerships`` (positions too), the members in ascending
    order: the first one, then the steps from each to the next. ``ties`` holds the two ends of
    each pair with a direct tie, one after the other. ``old`` has a character for each member
    and then for each tie: ``1`` where it was last confirmed too long ago, else ``0``; empty
    where none was. The frame makes both drawings of this, and the projection itself: sending
    that would take twenty times as much.
    """
    organisations = {one.id: k for k, one in enumerate(dataset.organisations)}
    members = members_by_partnership(memberships_in(dataset, scope))
    held = [
        (k, sorted(organisations[key] for key in members[one.id]))
        for k, one in enumerate(dataset.partnerships)
        if one.id in members
    ]
    ends = [
        (organisations[tie.source], organisations[tie.target]) for tie in ties_in(dataset, scope)
    ]
    tied = sorted({(min(pair), max(pair)) for pair in ends})
    return {
        "partnerships": [k for k, _ in held],
        "members": [_steps(ids) for _, ids in held],
        "ties": [end for pair in tied for end in pair],
        "old": _old(dataset, confirmed, held, tied),
    }


def _old(
    dataset: Dataset,
    confirmed: Confirmed,
    held: Iterable[tuple[int, Sequence[int]]],
    tied: Iterable[tuple[int, int]],
) -> str:
    ids = [one.id for one in dataset.organisations]
    hubs = [one.id for one in dataset.partnerships]
    dates = [confirmed.seat(ids[one], hubs[hub]) for hub, members in held for one in members]
    dates += [confirmed.tie(ids[one], ids[other]) for one, other in tied]
    signs = "".join("1" if text in confirmed.old else "0" for text in dates)
    return signs if "1" in signs else ""


def _steps(numbers: Sequence[int]) -> list[int]:
    return [one - before for before, one in zip((0, *numbers), numbers, strict=False)]
