"""Partnerships and memberships: primary care networks, and what documents state."""

from collections.abc import Iterable, Mapping, Sequence

from joinedup.errors import DatasetError
from joinedup.model import Level, Membership, Organisation, Partnership, Provenance
from scripts.footprints.areas import Drawing, home_places
from scripts.footprints.inputs import OGL, Inputs, Row
from scripts.footprints.organisations import (
    PARTNERSHIP_TYPES,
    Matcher,
    body_rows,
    document_provenance,
)

PCN_SOURCE = "NHS ODS, primary care network membership"
PCN_KIND = "primary care network"


def partnerships(inputs: Inputs, footprint: str, drawing: Drawing) -> tuple[Partnership, ...]:
    """Every partnership of a footprint, by id."""
    found = [*_networks(inputs, footprint, drawing), *_documented(inputs, footprint)]
    return tuple(sorted(found, key=lambda one: one.id))


def memberships(
    inputs: Inputs, footprint: str, organisations: Iterable[Organisation]
) -> tuple[Membership, ...]:
    """Every membership of a footprint, by partnership and organisation."""
    found = [
        *_network_members(inputs, footprint),
        *_documented_members(inputs, footprint, Matcher(organisations)),
    ]
    return tuple(sorted(found, key=lambda one: (one.partnership, one.organisation)))


def _networks(inputs: Inputs, footprint: str, drawing: Drawing) -> Iterable[Partnership]:
    rows = inputs.rows_of("general_practices.csv", footprint)
    homes = home_places(inputs, rows)
    members: dict[str, list[Row]] = {}
    for row in rows:
        if row["pcn_code"]:
            members.setdefault(row["pcn_code"], []).append(row)
    for code, own in members.items():
        newest = max(row["pcn_vintage"] for row in own)
        yield Partnership(
            id=f"pcn:{code}",
            name=own[0]["pcn_name"],
            kind=PCN_KIND,
            level=Level.NEIGHBOURHOOD,
            # Barnsley has one network for the whole borough: it serves the place.
            area=code if code in drawing.neighbourhoods else homes[code],
            provenance=_network_provenance(newest),
        )


def _network_members(inputs: Inputs, footprint: str) -> Iterable[Membership]:
    for row in inputs.rows_of("general_practices.csv", footprint):
        if row["pcn_code"]:
            yield Membership(
                organisation=f"ods:{row['ods_code']}",
                partnership=f"pcn:{row['pcn_code']}",
                provenance=_network_provenance(row["pcn_vintage"]),
            )


def _network_provenance(as_of: str) -> Provenance:
    return Provenance(source=PCN_SOURCE, licence=OGL, as_of=as_of)


def _documented(inputs: Inputs, footprint: str) -> Iterable[Partnership]:
    rows = inputs.rows_of("documented_partnerships.csv", footprint)
    readings = _readings(inputs)
    ids = {row["partnership"]: row["partnership_id"] for row in rows}
    for name, code in ids.items():
        own = [row for row in rows if row["partnership_id"] == code]
        reading = readings[code]
        _check_host(reading, own, ids)
        yield Partnership(
            id=code,
            name=name,
            kind=own[0]["kind"],
            level=Level(reading["level"]),
            area=reading["area"] or None,
            start=reading["start"],
            end=reading["end"],
            end_basis=reading["end_basis"],
            part_of=reading["part_of"] or None,
            led_by=_named_with_role(own, ids, "lead"),
            provenance=document_provenance(inputs, code),
        )


def _named_with_role(rows: Sequence[Row], ids: Mapping[str, str], role: str) -> str | None:
    """Id of the partnership that a row of partnerships names in a role."""
    for row in rows:
        if row["organisation_type"] in PARTNERSHIP_TYPES and row["role"] == role:
            return ids[row["organisation"]]
    return None


def _check_host(reading: Row, rows: Sequence[Row], ids: Mapping[str, str]) -> None:
    """A host that the document states has to be what our reading calls ``part_of``."""
    host = _named_with_role(rows, ids, "host")
    if host not in (None, reading["partnership_id"], reading["part_of"]):
        raise DatasetError("Our reading and the document differ on a host", value=host)


def _documented_members(inputs: Inputs, footprint: str, matcher: Matcher) -> Iterable[Membership]:
    for row in body_rows(inputs, footprint):
        organisation = matcher.find(row)
        if organisation is None:
            raise DatasetError("A documented body was not loaded", value=row["organisation"])
        provenance = document_provenance(inputs, row["partnership_id"])
        yield Membership(
            organisation=organisation.id,
            partnership=row["partnership_id"],
            role=row["role"],
            since=row["since"],
            confirmed_on=provenance.as_of,
            provenance=provenance,
        )


def _readings(inputs: Inputs) -> dict[str, dict[str, str]]:
    return {row["partnership_id"]: row for row in inputs.table("partnership_dates.csv")}
