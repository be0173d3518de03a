"""A template of each kind of list: CSV, Excel and, for polygons, GeoJSON.

Headings are the labels of :data:`joinedup.imports.fields.FIELDS`, which our reader knows.
Below them stand two made-up rows, of actions three. Their names begin with :data:`EXAMPLE`, so that
a row which somebody leaves in says of itself what it is, in the file, on the review screen and
anywhere.

Imports :mod:`joinedup.imports.fields`, :mod:`joinedup.model` and
:mod:`joinedup.render.downloads`. Tested by ``tests/unit/test_render_templates.py``.
"""

import json
from collections.abc import Mapping

from joinedup.imports.fields import EXAMPLE, FIELDS, PARTNERSHIP_COLUMN, Field, Kind
from joinedup.imports.row_kinds import RowKind
from joinedup.model import Level, Sector, StatementKind
from joinedup.render.downloads import Grid, to_csv, to_xlsx

_NAMES = frozenset({"organisation", "other", "partnership", "neighbourhood", "programme", "action"})
#: The partnerships of the matrix, with who of the two is in them: ticks, a no and a role.
_ACROSS = (
    ("Healthy Ageing Alliance", ("x", "no")),
    ("Debt Advice Network", ("lead", "x")),
)
_GUIDE = "How to fill it in"
_FIRST = (
    "All columns",
    "Columns can stand in any order; delete those you do not need. Delete the rows whose "
    f'names begin with "{EXAMPLE.strip()}": they are made up.',
    *("", "", ""),
)
#: What a row can be that is no statement.
_WORK = (RowKind.ACTION, RowKind.MILESTONE)
#: The words that some fields are limited to, or that we understand best.
_WORDS: Mapping[str, str] = {
    "sector": "; ".join(f"{sector.value} ({sector.label})" for sector in Sector),
    "level": "; ".join(level.value for level in Level),
    "outside": "yes; no",
    "strength": "1; 2; 3; 4",
    "kind_of_row": "; ".join(
        [*_WORK, *(f"{one.value} ({one.label.lower()})" for one in StatementKind)]
    ),
    "state": "open; done; dropped",
}


def template_csv(kind: Kind) -> bytes:
    """A CSV file with every column of the kind and two example rows."""
    return to_csv(*_example(kind))


def template_xlsx(kind: Kind) -> bytes:
    """The same as an Excel workbook, with a second sheet that explains each column."""
    headings, rows = guide(kind)
    return to_xlsx({kind.label: _example(kind), _GUIDE: (headings, [_FIRST, *rows])})


def template_geojson() -> bytes:
    """One square of 100 metres or so, named as an example: degrees, WGS 84, longitude first.

    The ring is closed and runs anticlockwise, as RFC 7946 asks.
    """
    west, south, east, north = -1.4800, 53.5500, -1.4785, 53.5509
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    feature = {
        "type": "Feature",
        "properties": {"neighbourhood": "Example neighbourhood", "place": "Barnsley"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    collection = {"type": "FeatureCollection", "features": [feature]}
    return f"{json.dumps(collection, indent=2)}\n".encode()


def _example(kind: Kind) -> Grid:
    columns = [column for field in FIELDS[kind] for column in _columns(field)]
    headings = tuple(heading for heading, _ in columns)
    return headings, list(zip(*(cells for _, cells in columns), strict=True))


def _columns(field: Field) -> list[tuple[str, list[str]]]:
    """Heading and example cells of each row; a matrix shows two partnerships side by side."""
    if field.name == PARTNERSHIP_COLUMN:
        return [(f"{EXAMPLE}{name}", list(cells)) for name, cells in _ACROSS]
    return [(field.label, [_cell(field, one) for one in field.examples])]


def _cell(field: Field, example: str) -> str:
    return f"{EXAMPLE}{example}" if example and field.name in _NAMES else example


def guide(kind: Kind) -> Grid:
    """Of each column of a kind: what belongs in it, whether it is needed, words, an example."""
    headings = ("Column", "What belongs in it", "Needed?", "Words to use", "Example")
    rows = [
        (
            field.label,
            field.help,
            _needed(kind, field),
            _WORDS.get(field.name, ""),
            _cell(field, next(filter(None, field.examples), "")),
        )
        for field in FIELDS[kind]
    ]
    return headings, rows


def _needed(kind: Kind, field: Field) -> str:
    if not field.any_of:
        return "If you have it"
    group = [one.label for one in FIELDS[kind] if one.any_of == field.any_of]
    return "Yes" if len(group) == 1 else f"One of these: {'; '.join(group)}"
