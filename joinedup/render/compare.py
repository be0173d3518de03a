"""A comparison in words, figures and tables."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from joinedup.model import ConnectionState, Organisation
from joinedup.network.connection import count_states
from joinedup.render import plans
from joinedup.render.measured import part_figures
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined
from joinedup.render.still_table import cell, scrolled, still_table
from joinedup.services import Becoming, Difference, Links, Part, Reading

_CONNECTED, _NONE, _UNKNOWN = (
    ConnectionState.CONNECTED,
    ConnectionState.NONE_ON_RECORD,
    ConnectionState.UNKNOWN,
)
#: What each change of connection is called; the others are no change.
_MOVES = {
    (_NONE, _CONNECTED): "Newly connected",
    (_UNKNOWN, _CONNECTED): "Newly known: connected",
    (_CONNECTED, _NONE): "No longer connected",
    (_CONNECTED, _UNKNOWN): "No longer known to be connected",
    (_UNKNOWN, _NONE): "Newly known: no partnership on record",
    (_NONE, _UNKNOWN): "No longer known: none on record before",
}
#: What the two short tables are called.
FIGURES, MOVES = "Both sides in figures", "Connection before and now"
#: Of seats that are on the later side only, because no document says when they began.
FIRST_ON_RECORD = "First on record, start not stated"
#: Headings of :func:`moves_rows`.
MOVE_COLUMNS = (
    "Before",
    *(f"Now: {one.label.lower()}" for one in ConnectionState),
    "Gone or moved",
    "All",
)
_ORGANISATION_COLUMNS = ("Change", "Organisation", "Before", "Sector", "Place")
_LINK_COLUMNS = ("Change", "What", "Organisation", "With")
_MOVE_COLUMNS = ("Change", "Organisation", "Before", "After", "Sector", "Place")
_PAIR_COLUMNS = ("Change", "Organisation", "With")


def summary(found: Difference) -> str:
    """The comparison in two or three sentences, each with what it is of."""
    after = counted(len(found.after.whole), "organisation", "organisations")
    if found.nothing:
        return f"Nothing is different: {after} on both sides."
    seats = found.seats
    told = [
        _who_came_and_went(found),
        f"{_of_both(found)}: {_number(len(found.connected))} newly connected, "
        f"{_number(len(found.unconnected))} no longer connected, "
        f"{_number(len(found.learned))} newly known.",
        f"{_seats_in_words(found)}; {_number(len(seats.lost))} of {seats.before:,} lost.",
        _programmes_in_words(found),
    ]
    return " ".join(one[0].upper() + one[1:] for one in told if one)


def _programmes_in_words(found: Difference) -> str:
    if not found.programmes:
        return ""
    changes = counted(len(found.programmes), "change", "changes")
    return f"{changes} in programmes, their milestones and actions."


def _seats_in_words(found: Difference) -> str:
    """What states no start is only first on record: nobody may say that it is new."""
    seats = found.seats
    told = f"{_number(len(seats.new) - found.undated)} of {seats.after:,} seats new"
    return f"{told}, {found.undated:,} more first on record" if found.undated else told


def _of_both(found: Difference) -> str:
    same = found.before.dataset.version == found.after.dataset.version
    return f"Of {found.both:,} {'organisations' if same else 'on both sides'}"


def _who_came_and_went(found: Difference) -> str:
    """Empty where nobody can have: one record on two days has the same organisations on both."""
    if found.before.dataset.version == found.after.dataset.version:
        return ""
    into = sum(len(_left(found, one)) for one in found.merged)
    merged = f" ({into:,} merged into another)" if into else ""
    told = [
        f"{_number(len(found.new))} of {len(found.after.whole):,} organisations new",
        f"{_number(len(found.gone))} of {len(found.before.whole):,} gone{merged}",
        f"{_number(len(found.renamed))} renamed",
    ]
    if found.moved_in or found.moved_out:
        came, went = _number(len(found.moved_in)), _number(len(found.moved_out))
        told.append(f"{came} moved into this view, {went} out of it")
    return f"{', '.join(told)}."


def _number(number: int) -> str:
    return f"{number:,}" if number else "none"


def _left(found: Difference, one: Becoming) -> tuple[str, ...]:
    """Those of a merger whose own id is no more."""
    gone = set(found.gone)
    return tuple(key for key in one.old if key in gone)


def figures_table(found: Difference) -> str:
    """HTML: what is counted on both sides, and what of it is new or lost."""
    return _still(FIGURES, figure_columns(found), figures_rows(found))


def _still(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = ((first, map(cell, cells)) for first, *cells in rows)
    return scrolled(name, still_table(heads, body, kind="ju-wide"))


def figure_columns(found: Difference) -> tuple[str, ...]:
    """Headings of :func:`figures_rows`: one for seats without a start only where there are any."""
    first = (FIRST_ON_RECORD,) if found.undated else ()
    return ("", "Before", "Now", "New", *first, "Gone or lost")


def figures_rows(found: Difference) -> list[list[str]]:
    """The same as text; what states no start is told apart from what is new, as in the sentence."""
    before, after = (
        count_states(side.found, (one.id for one in side.whole))
        for side in (found.before, found.after)
    )
    sides = (len(found.before.whole), len(found.after.whole))
    rows: list[tuple[str, tuple[int | None, ...]]] = [
        ("Organisations", (*sides, len(found.new), None, len(found.gone))),
        *((one.label, (before[one], after[one], *[None] * 3)) for one in ConnectionState),
        ("Seats in partnerships", _sides(found.seats, found.undated)),
        ("Direct ties", _sides(found.ties)),
        ("Pairs that share either", _sides(found.pairs)),
    ]
    told = [[name, *map(_figure, figures)] for name, figures in rows]
    return told if found.undated else [[*row[:4], *row[5:]] for row in told]


def _sides(links: Links, undated: int | None = None) -> tuple[int | None, ...]:
    return links.before, links.after, len(links.new) - (undated or 0), undated, len(links.lost)


def _figure(figure: int | None) -> str:
    return "" if figure is None else f"{figure:,}"


def moves_table(found: Difference) -> str:
    """HTML: how many went from which state to which; a row is a state before.

    Every row and column adds up to what the side counts: who is on one side only is apart.
    """
    return _still(MOVES, MOVE_COLUMNS, moves_rows(found))


def moves_rows(found: Difference) -> list[list[str]]:
    """The same as text."""
    states = tuple(ConnectionState)
    before, after = (
        count_states(side.found, (one.id for one in side.whole))
        for side in (found.before, found.after)
    )
    rows: list[tuple[str, list[int | None]]] = []
    for one in states:
        moved = [len(found.moves[one, other]) for other in states]
        rows.append((one.label, [*moved, before[one] - sum(moved), before[one]]))
    came = [after[one] - sum(len(found.moves[was, one]) for was in states) for one in states]
    rows.append(("New or moved in", [*came, None, sum(came)]))
    rows.append(("All now", [*after.values(), None, sum(after.values())]))
    return [[name, *map(_figure, row)] for name, row in rows]


def organisations_frame(found: Difference) -> pd.DataFrame:
    """Every organisation that is new, gone, renamed, merged, split or moved, a row each."""
    known, now = found.before.dataset.organisation_by_id, found.after.dataset.organisation_by_id
    into = {key: one for one in found.merged for key in one.old}
    out_of = {key: one for one in found.split for key in one.new}
    names = {key: one.name for key, one in now.items()}
    rows = []
    for key in found.new:
        came = [known[old].name for old in out_of[key].old] if key in out_of else []
        came += [known[old].name for one in found.merged if key in one.new for old in one.old]
        rows.append(_organisation_row("New", now[key], joined(came), found.after))
    for key in found.gone:
        went = [names[new] for new in into[key].new] if key in into else []
        change = f"Merged into {joined(went)}" if went else "Gone"
        rows.append(_organisation_row(change, known[key], known[key].name, found.before))
    for old, new in found.renamed:
        rows.append(_organisation_row("Renamed", now[new], known[old].name, found.after))
    for change, keys in (("Moved in", found.moved_in), ("Moved out", found.moved_out)):
        rows += [_organisation_row(change, now[key], names[key], found.after) for key in keys]
    return pd.DataFrame(rows, columns=list(_ORGANISATION_COLUMNS))


def _organisation_row(
    change: str, one: Organisation, before: str, reading: Reading
) -> tuple[str, ...]:
    return (change, one.name, before, one.sector.label, _place(reading, one.place))


def _place(reading: Reading, place: str | None) -> str:
    area = reading.dataset.area_by_id.get(place or "")
    return area.name if area else ""


def links_frame(found: Difference) -> pd.DataFrame:
    """Every seat and direct tie that is new or lost, a row each."""
    names, tables = _names(found), _partnerships(found)
    rows = [
        (change, "Seat", names[one], tables[partnership])
        for change, links in (("New", found.seats.new), ("Lost", found.seats.lost))
        for one, partnership in links
    ]
    rows += [
        (change, f"Tie: {kind}", names[one], names[other])
        for change, links in (("New", found.ties.new), ("Lost", found.ties.lost))
        for one, other, kind in links
    ]
    return pd.DataFrame(rows, columns=list(_LINK_COLUMNS))


def programmes_frame(found: Difference) -> pd.DataFrame:
    """What is new, different or gone in programmes, milestones, actions and statements."""
    names = plans.names_of(found.before.dataset, found.after.dataset)
    frame = plans.changes(found.programmes, names)
    return frame.drop(columns="Rows")


def pairs_frame(found: Difference) -> pd.DataFrame:
    """Every pair that shares a partnership or tie on one side only."""
    names = _names(found)
    rows = [
        (change, names[one], names[other])
        for change, links in (("New", found.pairs.new), ("Lost", found.pairs.lost))
        for one, other in links
    ]
    return pd.DataFrame(rows, columns=list(_PAIR_COLUMNS))


def moves_frame(found: Difference) -> pd.DataFrame:
    """Everybody whose connection is another than before."""
    now = found.after.dataset.organisation_by_id
    rows = [
        (
            change,
            now[key].name,
            before.label,
            after.label,
            now[key].sector.label,
            _place(found.after, now[key].place),
        )
        for (before, after), change in _MOVES.items()
        for key in found.moves[before, after]
    ]
    return pd.DataFrame(rows, columns=list(_MOVE_COLUMNS))


def measures_frame(before: Sequence[Part], after: Sequence[Part]) -> pd.DataFrame:
    """Every measure of the network and its parts on both sides, a row each."""
    known = {(one.kind, one.name): one for one in before}
    found = {(one.kind, one.name): one for one in after}
    rows = [
        (kind, name, measure, was, now, _change(was, now))
        for kind, name in dict.fromkeys([*found, *known])
        for measure, was, now in _both(known.get((kind, name)), found.get((kind, name)))
    ]
    return pd.DataFrame(rows, columns=["Kind", "Part", "Measure", "Before", "Now", "Change"])


def _both(
    before: Part | None, after: Part | None
) -> Iterable[tuple[str, float | None, float | None]]:
    was, now = (_values(one) for one in (before, after))
    return ((name, was.get(name), now.get(name)) for name in dict.fromkeys([*now, *was]))


def _values(one: Part | None) -> Mapping[str, float | None]:
    if one is None:
        return {}
    return {"Organisations": one.organisations, "Known": one.known, **part_figures(one)}


def _change(was: float | None, now: float | None) -> float | None:
    return None if was is None or now is None else round(now - was, 4)


def _names(found: Difference) -> Mapping[str, str]:
    """Names by the ids of links: the later ones, and of the gone those they had."""
    sides = (found.before.dataset, found.after.dataset)
    return {one.id: one.name for side in sides for one in side.organisations}


def _partnerships(found: Difference) -> Mapping[str, str]:
    sides = (found.before.dataset, found.after.dataset)
    return {one.id: one.name for side in sides for one in side.partnerships}
