"""What a record rests on: its sources with their licences, their dates and the rows of each.

Tested by ``tests/unit/test_render_sources.py``.
"""

from collections.abc import Sequence

import pandas as pd

from joinedup.model import (
    Action,
    Area,
    Membership,
    Milestone,
    Organisation,
    Partnership,
    Programme,
    Statement,
    last_day,
)
from joinedup.services import Reading

_COLUMNS = ("Source", "Date", "Licence", "Rows")
_Sourced = (
    Organisation | Partnership | Membership | Area | Programme | Milestone | Action | Statement
)


def sources_frame(reading: Reading, *, only_shown: bool = False) -> pd.DataFrame:
    """One row a source: licence, newest date, how many rows of which kind rest on it.

    Args:
        reading: The view.
        only_shown: Leave out what does not speak of an organisation that the view shows, nor of
            the area of one.
    """
    dataset = reading.dataset
    kinds: dict[str, Sequence[_Sourced]] = {
        "organisations": dataset.organisations,
        "partnerships": dataset.partnerships,
        "memberships": dataset.memberships,
        "areas": dataset.areas,
        "programmes": dataset.programmes,
        "milestones": dataset.milestones,
        "actions": dataset.actions,
        "statements": dataset.statements,
    }
    if only_shown:
        kinds = _of_shown(reading)
    found: dict[tuple[str, str], dict[str, int]] = {}
    dates: dict[tuple[str, str], set[str]] = {}
    for kind, rows in kinds.items():
        for row in rows:
            key = (row.provenance.source, row.provenance.licence)
            found.setdefault(key, {}).setdefault(kind, 0)
            found[key][kind] += 1
            dates.setdefault(key, set()).add(row.provenance.as_of)
    records = [
        {
            "Source": source,
            "Date": _newest(dates[source, licence]),
            "Licence": licence,
            "Rows": ", ".join(f"{count:,} {kind}" for kind, count in counts.items()),
        }
        for (source, licence), counts in sorted(found.items())
    ]
    return pd.DataFrame(records, columns=list(_COLUMNS))


def _of_shown(reading: Reading) -> dict[str, Sequence[_Sourced]]:
    dataset, shown = reading.dataset, {one.id for one in reading.shown}
    seats = [row for row in dataset.memberships if row.organisation in shown]
    tables = {row.partnership for row in seats}
    areas = {key for one in reading.shown for key in (one.place, one.neighbourhood)}
    return {
        "organisations": reading.shown,
        "partnerships": [one for one in dataset.partnerships if one.id in tables],
        "memberships": seats,
        "areas": [one for one in dataset.areas if one.id in areas],
    }


def _newest(dates: set[str]) -> str:
    stated = [one for one in dates if one]
    return max(stated, key=last_day) if stated else "undated"
