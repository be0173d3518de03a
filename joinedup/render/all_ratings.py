"""All partnerships beside each other: how each rates itself, and how that stands to its record."""

from collections.abc import Iterable, Mapping, Sequence

from joinedup.model import Dataset
from joinedup.render.nouns import counted
from joinedup.render.working_together import findings
from joinedup.services import Spread
from joinedup.services.working_together import PRINCIPLES, OnRecord

ALL_COLUMNS = (
    *("Partnership", "Members", "Raters"),
    *(one.name for one in PRINCIPLES),
    *("Working together, on record", "Accountable, on record"),
)
#: A row of the table of all partnerships, by its columns.
Row = Mapping[str, str | int | float | None]


def all_words(rows: Sequence[Row], *, narrowed: bool) -> str:
    """How many of the partnerships of a view have rated themselves.

    Args:
        narrowed: Whether filters leave some out.
    """
    if not rows:
        among = "among those shown" if narrowed else "on record on this day"
        return f"No partnership has a member {among}."
    done = sum(bool(row["Raters"]) for row in rows)
    verb = "has rated itself" if done == 1 else "have rated themselves"
    return f"{done:,} of {counted(len(rows), 'partnership', 'partnerships')} {verb}."


def all_rows(
    dataset: Dataset,
    records: Iterable[OnRecord],
    spreads: Mapping[str, Mapping[str, Spread]],
    raters: Mapping[str, int],
) -> list[Row]:
    """Every partnership with its medians and how they stand to its record; the rated ones first.

    Args:
        spreads: Of each principle, by partnership.
        raters: How many have rated it, by partnership.
    """
    rows = [
        _row(dataset.partnership_by_id[one.partnership].name, one, spreads, raters)
        for one in records
    ]
    return sorted(rows, key=lambda row: (not row["Raters"], str(row["Partnership"]).casefold()))


def _row(
    name: str,
    record: OnRecord,
    spreads: Mapping[str, Mapping[str, Spread]],
    raters: Mapping[str, int],
) -> Row:
    held = spreads.get(record.partnership, {})
    first, second = findings(held, record)
    return {
        "Partnership": name,
        "Members": len(record.members),
        "Raters": raters.get(record.partnership, 0),
        **{one.name: held[one.key].median if one.key in held else None for one in PRINCIPLES},
        "Working together, on record": first.match.label,
        "Accountable, on record": second.match.label,
    }
