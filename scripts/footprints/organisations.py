"""Organisations of a footprint: registers first, then the bodies that documents name."""

import re
from collections.abc import Iterable

from joinedup.errors import DatasetError
from joinedup.model import Organisation, Point, Provenance, Sector
from scripts.footprints.areas import Drawing, place_of_practice
from scripts.footprints.inputs import OGL, Inputs, Located, Row

DOCUMENT_LICENCE = "Facts from a public document"
# Not bodies: partnerships in their own right, which lead or hold other partnerships.
PARTNERSHIP_TYPES = frozenset({"partnership", "programme"})

_KINDS = {
    "acute trust": "acute",
    "community and mental health trust": "community and mental health",
    "ambulance trust": "ambulance",
    "local authority": "council",
    "VCSE": "",
}
_SECTORS = {
    "acute trust": Sector.NHS_TRUST,
    "community and mental health trust": Sector.NHS_TRUST,
    "ambulance trust": Sector.AMBULANCE,
    "local authority": Sector.LOCAL_AUTHORITY,
    "social care provider": Sector.SOCIAL_CARE,
    "social care provider body": Sector.SOCIAL_CARE,
    "VCSE": Sector.VCSE,
    "education": Sector.EDUCATION,
    "university": Sector.EDUCATION,
    "integrated care board": Sector.NATIONAL,
    "national body": Sector.NATIONAL,
    "social care body": Sector.NATIONAL,
    "regulator": Sector.NATIONAL,
    "commissioner": Sector.NATIONAL,
    "funder": Sector.NATIONAL,
    "employment and skills": Sector.OTHER,
}
_VCSE_SOURCE = re.compile(r"(?P<source>.+?(?P<year>\d{4})) \((?P<licence>[^)]+)\)")
_MONTHS = {"Aug": "08"}
# The register of July 2026 lacks these two; they come from the trusts' own addresses.
_TRUSTS_BY_ADDRESS = frozenset({"TAH", "TAD"})


def organisations(inputs: Inputs, footprint: str, drawing: Drawing) -> tuple[Organisation, ...]:
    """Every organisation of a footprint, by id.

    Raises:
        DatasetError: When a document names a body that no table places.
    """
    listed = [
        *_practices(inputs, footprint, drawing),
        *_trusts(inputs, footprint, drawing),
        *_councils(inputs, footprint, drawing),
        *_vcse(inputs, footprint, drawing),
    ]
    known = Matcher(listed)
    for row in body_rows(inputs, footprint):
        if known.find(row) is None:
            known.add(_body(inputs, footprint, row))
    return tuple(sorted(known.all, key=lambda one: one.id))


def body_rows(inputs: Inputs, footprint: str) -> list[dict[str, str]]:
    """Rows of the documented partnerships that name a body, newest document first."""
    as_of = {row["partnership_id"]: row["as_of"] for row in inputs.table("partnership_dates.csv")}
    rows = [
        row
        for row in inputs.rows_of("documented_partnerships.csv", footprint)
        if row["organisation_type"] not in PARTNERSHIP_TYPES
    ]
    return sorted(rows, key=lambda row: as_of[row["partnership_id"]], reverse=True)


class Matcher:
    """Matches documented bodies to organisations by ODS code, else by exact name."""

    def __init__(self, listed: Iterable[Organisation]) -> None:
        self.all: list[Organisation] = []
        self._by_ods: dict[str, Organisation] = {}
        self._by_name: dict[str, Organisation] = {}
        for one in listed:
            self.add(one)

    def add(self, one: Organisation) -> None:
        """Make an organisation known."""
        self.all.append(one)
        self._by_name.setdefault(one.name, one)
        for scheme, value in one.identifiers:
            if scheme == "ods":
                self._by_ods[value] = one

    def find(self, row: Row) -> Organisation | None:
        """The organisation that a documented row names; None where it is not known yet."""
        return self._by_ods.get(row["ods_code"]) or self._by_name.get(row["organisation"])


def slug(name: str) -> str:
    """``Hero's for Health`` gives ``heros-for-health``."""
    plain = name.lower().replace("'", "").replace("&", " and ")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def spelled(name: str) -> str:
    """A register's name without the slip of its title case: ``Children'S`` is ``Children's``."""
    return re.sub(r"(?<=[a-z])'S\b", "'s", name)


def _alias(name: str) -> tuple[str, ...]:
    return (name,) if spelled(name) != name else ()


def _practices(inputs: Inputs, footprint: str, drawing: Drawing) -> Iterable[Organisation]:
    source = Provenance(
        source="NHS ODS, general practices (epraccur)", licence=OGL, as_of="2026-02"
    )
    for row in inputs.rows_of("general_practices.csv", footprint):
        point = _point(inputs.locate(row["postcode"]))
        place = place_of_practice(inputs, row)
        patients = row["registered_patients"]
        yield Organisation(
            id=f"ods:{row['ods_code']}",
            name=spelled(row["name"]),
            aliases=_alias(row["name"]),
            sector=Sector.GENERAL_PRACTICE,
            kind="general practice",
            identifiers=(("ods", row["ods_code"]),),
            postcode=row["postcode"],
            point=point,
            place=place,
            neighbourhood=drawing.neighbourhood_at(place, point),
            outside=place is None,
            registered_patients=int(patients) if patients else None,
            provenance=source,
        )


def _trusts(inputs: Inputs, footprint: str, drawing: Drawing) -> Iterable[Organisation]:
    for row in inputs.table("nhs_trusts.csv"):
        if footprint in row["footprints"].split("|"):
            located = inputs.locate(row["postcode"])
            # A trust serves the footprint even where its head office stands elsewhere.
            ours = {spec.id for spec in drawing.places}
            place = located.place if located and located.place in ours else None
            yield _trust(row, located, place, drawing.neighbourhood_at(place, _point(located)))


def _trust(
    row: Row,
    located: Located | None,
    place: str | None,
    neighbourhood: str | None,
    *,
    outside: bool = False,
) -> Organisation:
    by_address = row["ods_code"] in _TRUSTS_BY_ADDRESS
    source = Provenance(
        source="The trust's public address" if by_address else "NHS ODS, NHS trusts (etr)",
        licence=OGL,
        as_of="" if by_address else "2026-07",
    )
    ambulance = row["kind"] == "ambulance"
    return Organisation(
        id=f"ods:{row['ods_code']}",
        name=row["name"],
        sector=Sector.AMBULANCE if ambulance else Sector.NHS_TRUST,
        kind=row["kind"],
        identifiers=(("ods", row["ods_code"]),),
        postcode=row["postcode"],
        point=_point(located),
        place=place,
        neighbourhood=neighbourhood,
        outside=outside,
        provenance=source,
    )


def _councils(inputs: Inputs, footprint: str, drawing: Drawing) -> Iterable[Organisation]:
    source = Provenance(source="ONS local authority codes; council's public address", licence=OGL)
    for row in inputs.rows_of("councils.csv", footprint):
        point = _point(inputs.locate(row["postcode"]))
        yield Organisation(
            id=f"ons:{row['place_code']}",
            name=row["council"],
            sector=Sector.LOCAL_AUTHORITY,
            kind="council",
            identifiers=(("ons", row["place_code"]),),
            postcode=row["postcode"],
            point=point,
            place=row["place_code"],
            neighbourhood=drawing.neighbourhood_at(row["place_code"], point),
            provenance=source,
        )


def _vcse(inputs: Inputs, footprint: str, drawing: Drawing) -> Iterable[Organisation]:
    for row in inputs.rows_of("vcse_sample.csv", footprint):
        point = _point(inputs.locate(row["postcode"]))
        place = inputs.place_by_lad[row["place_code"]]
        yield Organisation(
            id=row["org_id"],
            name=spelled(row["name"]),
            aliases=_alias(row["name"]),
            sector=Sector.VCSE,
            kind=row["kind"],
            identifiers=(("org-id", row["org_id"]),),
            postcode=row["postcode"],
            point=point,
            place=place,
            neighbourhood=drawing.neighbourhood_at(place, point),
            provenance=_vcse_provenance(row["source"]),
        )


def _vcse_provenance(text: str) -> Provenance:
    """Split ``HMRC register of CASCs, Aug 2026 (OGL v3)`` into source, licence and date."""
    parts = _VCSE_SOURCE.fullmatch(text)
    if parts is None:
        raise DatasetError("A source of the VCSE sample names no year or licence", value=text)
    month = _MONTHS.get(parts["source"].split()[-2], "")
    as_of = f"{parts['year']}-{month}" if month else parts["year"]
    return Provenance(source=parts["source"], licence=parts["licence"], as_of=as_of)


def _body(inputs: Inputs, footprint: str, row: Row) -> Organisation:
    """A body that only documents name, or a trust of another footprint."""
    reading = _reading(inputs, footprint, row["organisation"])
    place, outside = reading["place_code"] or None, reading["outside"] == "yes"
    for trust in inputs.table("nhs_trusts.csv"):
        if row["ods_code"] and trust["ods_code"] == row["ods_code"]:
            return _trust(trust, inputs.locate(trust["postcode"]), place, None, outside=outside)
    kind, code = row["organisation_type"], row["ods_code"]
    return Organisation(
        id=f"ods:{code}" if code else f"body:{slug(row['organisation'])}",
        name=row["organisation"],
        sector=_SECTORS[kind],
        kind=_KINDS.get(kind, kind),
        identifiers=(("ods", code),) if code else (),
        place=place,
        outside=outside,
        provenance=document_provenance(inputs, row["partnership_id"]),
    )


def document_provenance(inputs: Inputs, partnership: str) -> Provenance:
    """The document that states a partnership, by our reading of its date."""
    for row in inputs.table("partnership_dates.csv"):
        if row["partnership_id"] == partnership:
            return Provenance(source=row["document"], licence=DOCUMENT_LICENCE, as_of=row["as_of"])
    raise DatasetError(
        "A documented partnership has no reading of its dates",
        value=partnership,
        hint="Add it to data/reference/partnership_dates.csv.",
    )


def _reading(inputs: Inputs, footprint: str, name: str) -> Row:
    for row in inputs.rows_of("documented_bodies.csv", footprint):
        if row["organisation"] == name:
            return row
    raise DatasetError(
        "A document names a body that no table places",
        value=name,
        hint="Add it to data/reference/documented_bodies.csv.",
    )


def _point(located: Located | None) -> Point | None:
    return located.point if located else None
