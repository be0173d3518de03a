"""The same rows as the pictures, as tables and as spreadsheet files."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from joinedup.model import ConnectionState, Membership, Organisation, Sector, Standing
from joinedup.network.connection import count_states
from joinedup.render import downloads
from joinedup.render.blocks import Blocks
from joinedup.render.measured import part_figures, scope_words
from joinedup.render.shading import figure, patients
from joinedup.services import AreaCount, Part, Reading

_STATE_COLUMNS = (
    "Organisations",
    "Connected",
    "Only within its own sector",
    "No partnership on record",
    "Known",
    "Unknown",
)
#: Columns of each table, so that one without a row has them as well.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organisations": (
        "Organisation",
        "Sector",
        "Place",
        "Neighbourhood",
        "Connection",
        "Reach",
        "Partnerships",
        "Partners",
        "Which",
        "Postcode",
        "Source",
        "As of",
        "Id",
    ),
    "partnerships": (
        "Partnership",
        "Kind",
        "Level",
        "Members",
        "Of them shown",
        "Part of",
        "Led by",
        "Start",
        "End",
        "End rests on",
        "Source",
        "As of",
    ),
    "blocks": (
        "Group",
        "Where",
        "Sector",
        "Organisations",
        "Connected",
        "No partnership on record",
        "Unknown",
        "Pairs within",
        "Pairs with others",
        "Most with",
    ),
    "area_states": ("Area", "Place", *_STATE_COLUMNS),
    "area_facts": (
        "Area",
        "Place",
        "General practices",
        "Registered patients",
        "Coverage",
        "Most deprived fifth",
        "Boundary",
    ),
    "memberships": (
        "Partnership",
        "Organisation",
        "Role",
        "Since",
        "Until",
        "Confirmed",
        "Source",
        "As of",
    ),
    "sector_states": ("Sector", *_STATE_COLUMNS),
}


def _frame(table: str, records: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(records, columns=list(_COLUMNS[table]))


def organisations(reading: Reading, rows: Iterable[Organisation] | None = None) -> pd.DataFrame:
    """One row an organisation: who and where it is, its state, its source."""
    dataset, found = reading.dataset, reading.found
    areas = {area.id: area.name for area in dataset.areas}
    names = {one.id: one.name for one in dataset.partnerships}
    records = [
        {
            "Organisation": one.name,
            "Sector": one.sector.label,
            "Place": "outside the footprint" if one.outside else areas.get(one.place or "", ""),
            "Neighbourhood": areas.get(one.neighbourhood or "", ""),
            "Connection": found[one.id].state.label,
            "Reach": found[one.id].standing.label,
            "Partnerships": len(found[one.id].partnerships),
            "Partners": len(found[one.id].partners),
            "Which": "; ".join(names[key] for key in found[one.id].partnerships),
            "Postcode": one.postcode,
            "Source": one.provenance.source,
            "As of": one.provenance.as_of,
            "Id": one.id,
        }
        for one in (reading.shown if rows is None else rows)
    ]
    return _frame("organisations", records)


def blocks(found: Blocks) -> pd.DataFrame:
    """One row a block: what it is, its states, and how many pairs join it to which others."""
    records = []
    for position, one in enumerate(found.blocks):
        joined = found.joined(position)
        records.append(
            {
                "Group": one.name,
                "Where": found.columns[one.column],
                "Sector": one.group.sector.label if one.group.sector else "",
                "Organisations": len(one.members),
                "Connected": one.states[ConnectionState.CONNECTED],
                "No partnership on record": one.states[ConnectionState.NONE_ON_RECORD],
                "Unknown": one.states[ConnectionState.UNKNOWN],
                "Pairs within": found.pairs.get((position, position), 0),
                "Pairs with others": sum(count for _, count in joined),
                "Most with": "; ".join(
                    f"{found.blocks[other].name} ({count:,})" for other, count in joined[:3]
                ),
            }
        )
    return _frame("blocks", records)


def partnerships(reading: Reading, drawn: Collection[str]) -> pd.DataFrame:
    """One row a partnership drawn, with how many of its members the view shows."""
    dataset = reading.dataset
    shown = {one.id for one in reading.shown}
    members: dict[str, list[str]] = {}
    for one, link in reading.found.items():
        for key in link.partnerships:
            members.setdefault(key, []).append(one)
    names = {one.id: one.name for one in dataset.partnerships}
    records = [
        {
            "Partnership": one.name,
            "Kind": one.kind,
            "Level": one.level.value,
            "Members": len(members.get(one.id, [])),
            "Of them shown": sum(key in shown for key in members.get(one.id, [])),
            "Part of": names.get(one.part_of or "", ""),
            "Led by": names.get(one.led_by or "", ""),
            "Start": one.start or "not stated",
            "End": one.end or "",
            "End rests on": one.end_basis,
            "Source": one.provenance.source,
            "As of": one.provenance.as_of,
        }
        for one in dataset.partnerships
        if one.id in drawn
    ]
    return _frame("partnerships", records)


def area_states(counts: Sequence[AreaCount], names: dict[str, str]) -> pd.DataFrame:
    """One row an area: how many are connected, none on record, own sector only, unknown."""
    records = [
        {
            "Area": one.area.name,
            "Place": names.get(one.area.parent or "", ""),
            "Organisations": one.organisations,
            "Connected": one.states[ConnectionState.CONNECTED],
            "Only within its own sector": one.own_sector,
            "No partnership on record": one.states[ConnectionState.NONE_ON_RECORD],
            "Known": one.known,
            "Unknown": one.states[ConnectionState.UNKNOWN],
        }
        for one in counts
    ]
    return _frame("area_states", records)


def area_facts(counts: Sequence[AreaCount], names: dict[str, str]) -> pd.DataFrame:
    """One row an area: practices, patients with their coverage, deprivation."""
    records = [
        {
            "Area": one.area.name,
            "Place": names.get(one.area.parent or "", ""),
            "General practices": one.area.practices,
            "Registered patients": one.area.registered_patients,
            "Coverage": patients(one),
            "Most deprived fifth": (found.detail if (found := figure(one, "deprivation")) else ""),
            "Boundary": "approximate catchment" if one.area.approximate else "dissolved LSOAs",
        }
        for one in counts
    ]
    return _frame("area_facts", records)


def memberships(reading: Reading, rows: Iterable[Membership]) -> pd.DataFrame:
    """One row a membership with its dates and source, newest first."""
    dataset = reading.dataset
    ordered = sorted(rows, key=lambda row: (row.since, row.partnership), reverse=True)
    records = [
        {
            "Partnership": dataset.partnership_by_id[row.partnership].name,
            "Organisation": dataset.organisation_by_id[row.organisation].name,
            "Role": row.role,
            "Since": row.since or "not stated",
            "Until": row.until or dataset.partnership_by_id[row.partnership].end,
            "Confirmed": row.confirmed_on or "not stated",
            "Source": row.provenance.source,
            "As of": row.provenance.as_of,
        }
        for row in ordered
    ]
    return _frame("memberships", records)


def parts(reading: Reading, found: Sequence[Part]) -> pd.DataFrame:
    """One row a part of the network: how many are in it, and its measures among the known.

    Each row says what was counted, so that it still does in somebody else's spreadsheet.
    """
    counted = scope_words(reading)
    records = [
        {
            "Part": one.name,
            "Kind": one.kind,
            "Organisations": one.organisations,
            "Known": one.known,
            **part_figures(one),
            "Counted": counted[0].upper() + counted[1:],
            "Those without a tie": "count",
        }
        for one in found
    ]
    return pd.DataFrame(records)


def to_csv(frame: pd.DataFrame) -> bytes:
    """A CSV file of the table that Excel opens as it is; see :func:`downloads.to_csv`."""
    return downloads.to_csv(*downloads.grid_of(frame))


def sector_states(reading: Reading) -> pd.DataFrame:
    """One row a sector: how many are connected, none on record, own sector only, unknown."""
    records = []
    for sector in Sector:
        ids = [one.id for one in reading.whole if one.sector is sector]
        total = len(ids)
        if not total:
            continue
        states = count_states(reading.found, ids)
        records.append(
            {
                "Sector": sector.label,
                "Organisations": total,
                "Connected": states[ConnectionState.CONNECTED],
                "Only within its own sector": sum(
                    reading.found[one].standing is Standing.OWN_SECTOR for one in ids
                ),
                "No partnership on record": states[ConnectionState.NONE_ON_RECORD],
                "Known": total - states[ConnectionState.UNKNOWN],
                "Unknown": states[ConnectionState.UNKNOWN],
            }
        )
    return _frame("sector_states", records)
