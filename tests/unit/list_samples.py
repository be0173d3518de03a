"""What tests of partner lists share: the real footprints to compare with, and small tables."""

from functools import cache
from typing import Any

from joinedup.imports.choices import Choices
from joinedup.imports.fields import Kind
from joinedup.imports.placing import Placer
from joinedup.imports.plan import Plan
from joinedup.imports.planning import Base, make_plan
from joinedup.imports.tables import Row, Table
from joinedup.model import Dataset
from joinedup.store import bundled

TODAY = "2026-11-22"


@cache
def base(footprint: str = "south-yorkshire") -> Base:
    """A bundled footprint, to compare lists with."""
    return base_of(bundled.load_dataset(footprint), bundled.load_boundaries(footprint))


def base_of(dataset: Dataset, boundaries: str) -> Base:
    return Base(dataset=dataset, boundaries=boundaries, placer=Placer(dataset.areas, boundaries))


def table(headings: str, *rows: str) -> Table:
    """A table of cells parted by ``;``; the first data row is row 2."""
    cells = [tuple(cell.strip() for cell in row.split(";")) for row in rows]
    return Table(
        headings=tuple(headings.split(";")),
        rows=tuple(Row(number=number, cells=row) for number, row in enumerate(cells, start=2)),
    )


def choices(kind: Kind, listed: Table, **more: Any) -> Choices:
    """Columns whose headings are the names of fields."""
    columns = dict(enumerate(listed.headings))
    return Choices(kind=kind, columns=columns, source="list.csv", as_of=TODAY, **more)


def plan(kind: Kind, listed: Table, against: Base | None = None, **more: Any) -> Plan:
    """The plan of a table whose headings are the names of fields."""
    return make_plan(against or base(), listed, choices(kind, listed, **more))
