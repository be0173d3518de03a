"""Files that the dashboard itself gave away, and that come back."""

from dataclasses import replace

from joinedup.imports.fields import Kind
from joinedup.model import Dataset
from joinedup.render.exports import export_csv, export_workbook
from joinedup.render.templates import template_csv, template_geojson, template_xlsx
from joinedup.store.bundled import load_dataset
from scripts.nasty_lists.parts import repacked, table

_REASON = "Postcode: This is not a postcode. Write it like S1 2HH, or leave the cell empty."


def files() -> dict[str, bytes]:
    templates = {
        f"template-{kind.value}.csv": template_csv(kind) for kind in Kind if kind is not Kind.TIES
    }
    return {
        **templates,
        "template-ties.xlsx": repacked(template_xlsx(Kind.TIES)),
        "template.geojson": template_geojson(),
        "export-organisations.csv": export_csv(_some("south-yorkshire", 60), Kind.ORGANISATIONS),
        "export-memberships.csv": export_csv(load_dataset("cheshire-west"), Kind.MEMBERSHIPS),
        "export.xlsx": repacked(export_workbook(_some("bradford-district", 2))),
        "waiting-rows.csv": table(
            ("Organisation", "Postcode", "Sector", "Why it waits"),
            ("Oak Lane Larder", "S70 2LT", "VCS", _REASON),
            ("Wednesday Walkers", "", "VCS", _REASON),
            ("Fernhill Chess", "S2 4Q", "VCS", _REASON),
        ),
    }


def _some(footprint: str, count: int) -> Dataset:
    """A dataset with its first organisations and their memberships, and nothing said of it."""
    whole = load_dataset(footprint)
    organisations = whole.organisations[:count]
    ids = {one.id for one in organisations}
    memberships = tuple(one for one in whole.memberships if one.organisation in ids)
    return replace(
        whole,
        # The version of what comes with the program is another after every change of it.
        version="0123456789ab",
        organisations=organisations,
        memberships=memberships,
        programmes=(),
        milestones=(),
        actions=(),
        statements=(),
        coverage=(),
        declared=(),
        notes=(),
    )
