"""Many introductions in words: their rows, what they would do, and the spreadsheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from joinedup.model import Dataset, Standing
from joinedup.render.introductions import STATES
from joinedup.render.nouns import NOUNS, counted
from joinedup.render.sentence import joined
from joinedup.services import Cover, Effect, Proposal, day_of
from joinedup.store.protocol import Decision

_WORDS = {
    Standing.NONE_ON_RECORD: "those with no partnership on record",
    Standing.UNKNOWN: "the unknown",
}
_LABELS = {Standing.NONE_ON_RECORD: "No partnership on record", Standing.UNKNOWN: "Unknown"}
_COLUMNS = (
    *("Introduce", "Sector", "Place", "Neighbourhood", "To", "Through", "Why it is suggested"),
    *("State", "Decided by", "On", "Note", "Who makes it", "By when"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An introduction by the names of its ends, as a version has them.

    Attributes:
        key: Ids of the organisation and the target.
        name, target: Their names; the id, and that it is gone, where the version has it not.
        through: Name of the go-between; empty for none.
        sector, place, neighbourhood: Of the organisation.
        last: The last decision; None for a suggestion.
        note: The last reason that anybody gave; empty for none.
        there: Whether the version has both ends.
    """

    key: tuple[str, str]
    name: str
    target: str
    through: str
    sector: str
    place: str
    neighbourhood: str
    last: Decision | None
    note: str
    there: bool


def row(dataset: Dataset, proposal: Proposal, rows: Sequence[Decision] = ()) -> Row:
    """The row of an introduction.

    Args:
        dataset: The version on screen.
        proposal: The introduction.
        rows: What was decided about it, the oldest first.
    """
    key = (proposal.organisation, proposal.target)
    known = dataset.organisation_by_id
    ends = (known.get(key[0]), known.get(key[1]) or dataset.partnership_by_id.get(key[1]))
    names = [end.name if end else f"{one} (gone)" for end, one in zip(ends, key, strict=True)]
    one, between = ends[0], known.get(proposal.through)
    return Row(
        key=key,
        name=names[0],
        target=names[1],
        through=between.name if between else "",
        sector=one.sector.label if one else "",
        place=_area(dataset, one.place if one else None),
        neighbourhood=_area(dataset, one.neighbourhood if one else None),
        last=rows[-1] if rows else None,
        note=next((item.why for item in reversed(rows) if item.why), ""),
        there=all(ends),
    )


def _area(dataset: Dataset, key: str | None) -> str:
    return dataset.area_by_id[key].name if key else ""


def frame(rows: Iterable[Row], reasons: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """One row an introduction, with two columns left to be filled in at the meeting.

    Args:
        rows: In the order wanted.
        reasons: Why each is suggested, by its key; those without have an empty cell.
    """
    return pd.DataFrame([_record(one, reasons.get(one.key, "")) for one in rows], columns=_COLUMNS)


def _record(one: Row, why: str) -> dict[str, str]:
    last = one.last
    return {
        "Introduce": one.name,
        "Sector": one.sector,
        "Place": one.place,
        "Neighbourhood": one.neighbourhood,
        "To": one.target,
        "Through": one.through,
        "Why it is suggested": why,
        "State": STATES[last.state] if last else "Suggested",
        "Decided by": last.author if last else "",
        "On": day_of(last).isoformat() if last else "",
        "Note": one.note,
        "Who makes it": "",
        "By when": "",
    }


def effect_words(count: int, found: Effect) -> str:
    """What a set would do to the footprint: ``These 12 introductions would bring ...``."""
    whole = found.areas[0]
    moves = [
        f"{words} from {before:,} to {after:,}"
        for words, (before, after) in (
            ("organisations that work across sectors", whole.across),
            *((_WORDS[one], (whole.before[one], whole.after[one])) for one in _WORDS),
        )
        if before != after
    ]
    these = f"hese {count:,} introductions" if count > 1 else "his introduction"
    if not moves:
        return f"T{these} would bring new ties, and change nobody's connection."
    # The whole footprint, also where a filter has chosen whom they are for.
    return (
        f"In all of {whole.name}, t{these} would bring {joined(moves)}, of {whole.organisations:,}."
    )


def effect_details(found: Effect) -> list[str]:
    """The same by place, and how far ties cross sectors: a line each."""
    lines = []
    for one, words in (
        *((one, label) for one, label in _LABELS.items()),
        (None, "Across sectors"),
    ):
        moved = [
            f"{area.name} {before:,} to {after:,} of {area.organisations:,}"
            for area in found.areas[1:]
            for before, after in [
                area.across if one is None else (area.before[one], area.after[one])
            ]
            if before != after
        ]
        if moved:
            lines.append(f"{words}: {', '.join(moved)}.")
    index = [
        f"{NOUNS[sector][1]} {_signed(before)} to {_signed(after)}"
        for sector, (before, after) in found.ei.items()
        if _signed(before) != _signed(after)
    ]
    if index:
        lines.append(
            f"E-I index: {', '.join(index)}. At +1 all ties are with other sectors, at \u22121 "
            "none."
        )
    return lines


def _signed(value: float | None) -> str:
    return "no tie" if value is None else f"{value:+.2f}".replace("-", "\u2212")


def cover_words(found: Cover) -> str:
    """How small a set reaches every neighbourhood, and how much smaller one could be."""
    if not found.neighbourhoods:
        return "No neighbourhood is on record here."
    if not found.lacking:
        return (
            f"All {counted(found.neighbourhoods, 'neighbourhood has', 'neighbourhoods have')} an "
            "organisation with a partner of another sector."
        )
    lacking = (
        f"In {found.lacking:,} of {found.neighbourhoods:,} neighbourhoods nobody has a partner of "
        "another sector on record."
    )
    if not found.chosen:
        return f"{lacking} No introduction that is still open reaches any of them."
    count = len(found.chosen)
    whole = "all of them" if not found.unreached else f"{found.lacking - len(found.unreached):,}"
    least = "no fewer could" if found.least == count else f"fewer than {found.least:,} could not"
    return (
        f"{lacking} {counted(count, 'introduction', 'introductions')} would reach {whole}; {least}."
    )


def area_table(found: Effect) -> pd.DataFrame:
    """One row an area: organisations of each standing before and after."""
    return pd.DataFrame(
        [
            {
                "Area": one.name,
                "Organisations": one.organisations,
                **{
                    f"{standing.label}, {when}": counts[standing]
                    for standing in Standing
                    if standing is not Standing.HIDDEN
                    for when, counts in (("now", one.before), ("then", one.after))
                },
            }
            for one in found.areas
        ]
    )


def sector_table(found: Effect) -> pd.DataFrame:
    """One row a sector: its E-I index before and after; empty without a tie."""
    return pd.DataFrame(
        [
            {"Sector": sector.label, "E-I now": before, "E-I then": after}
            for sector, (before, after) in found.ei.items()
        ]
    ).round(3)


def cover_frame(dataset: Dataset, found: Cover) -> pd.DataFrame:
    """One row an introduction of a cover, with the neighbourhoods that it is the first to reach."""
    return pd.DataFrame(
        [
            {
                "Introduce": one.name,
                "Sector": one.sector.label,
                "Place": _area(dataset, one.place),
                "To": target.name,
                "Through": through.name if through else "",
                "Reaches": "; ".join(names),
            }
            for one, target, through, names in found.chosen
        ]
    )
