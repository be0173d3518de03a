"""Memberships and matrices: who takes part in what, row by row."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from joinedup.imports.agreement import Stated, Trial
from joinedup.imports.draft import since_then
from joinedup.imports.fields import Kind
from joinedup.imports.naming import normalise_name
from joinedup.imports.organisations import provenance_of, span_of
from joinedup.imports.partnerships import (
    Known,
    Named,
    names_of_columns,
    new_partnership,
)
from joinedup.imports.people import ROLES, looks_like_person
from joinedup.imports.personal import find_personal
from joinedup.imports.plan import Outcome
from joinedup.imports.problems import Problem
from joinedup.imports.records import LONGEST_SHOWN, NOTHING, Record, shown
from joinedup.imports.resolving import Resolved
from joinedup.imports.subjects import has_letters
from joinedup.imports.values import read_level, read_tick
from joinedup.imports.work import Prepared, Work
from joinedup.model import Membership

_ROLES_BETWEEN = re.compile(r"[,/(;&]|\band\b")
# How many partnerships a note names.
_NAMED = 5
_BETWEEN = re.compile(r"\s*[;|]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    """One seat that a row fills: the partnership and, where the row says it, the role."""

    named: Named
    role: str = ""


def plan_memberships(work: Work, rows: Sequence[Record]) -> None:
    """Plan rows that each name an organisation and a partnership, or tick several.

    A row that names no partnership still brings its organisation in: an organisation without
    any is what this product looks for.
    """
    work.describe(rows)
    work.check_named(rows)
    names = names_of_columns([heading for record in rows[:1] for heading, _ in record.ticks])
    seats = {record.row: _seats(work, record, names) for record in work.open(rows)}
    work.resolve()
    partnerships = _partnerships(work, rows, seats)
    open_rows = work.counting("Placing organisations", work.open(rows))
    fine = [(record, prepared) for record in open_rows if (prepared := _ready(work, record))]
    agreeing = _agreeing(work, fine, seats, partnerships)
    ready = [(record, prepared) for record, prepared, _ in agreeing]
    take_in(work, work.counting("Taking organisations in", ready))
    _new_partnerships(work, ready, seats, partnerships)
    _renamed_partnerships(work, ready, seats)
    for record, prepared, links in work.counting("Linking with partnerships", agreeing):
        _memberships(work, record, prepared, links)


def _seats(work: Work, record: Record, names: Mapping[str, str]) -> list[_Seat]:
    """The seats that a row fills; ``names`` are those of ticked columns, by heading."""
    name, own_id = record.get("partnership"), record.get("partnership_id")
    seats = []
    if (name or own_id) and own_id not in work.dataset.partnership_by_id and not has_letters(name):
        work.add([_unnamed(record)])
    elif name or own_id:
        level = read_level(record.get("level")) if record.get("level") else None
        kind, role = record.get("partnership_kind"), record.get("role")
        for one in (name,) if own_id else _parted(work, name):
            named = Named(name=one, id=own_id, kind=kind, level=level)
            seats.append(_Seat(named=named, role=role))
    for heading, cell in record.ticks:
        ticked = False if cell.casefold() in NOTHING else read_tick(cell)
        if ticked is None and (find_personal(cell) or looks_like_person(cell)):
            work.add([_person(record, heading)])
        elif ticked is None and not _is_role(cell):
            problem = Problem(
                code="tick-unreadable",
                row=record.row,
                column=heading[:LONGEST_SHOWN],
                value=shown(cell),
                message="This is neither a tick nor a role",
                hint="Write x where the organisation takes part, and nothing where it does not.",
            )
            work.add([problem])
        elif ticked is not False:
            role = "" if ticked else cell
            seats.append(_Seat(named=Named(name=names[heading]), role=role))
    return seats


def _person(record: Record, heading: str) -> Problem:
    return Problem(
        code="personal-data",
        row=record.row,
        column=heading[:LONGEST_SHOWN],
        message="This cell seems to hold a person's name, address or number",
        hint="Write x, or the role of the organisation; people are not recorded.",
    )


def _parted(work: Work, name: str) -> list[str]:
    """The partnerships that a cell names: several stand with ; or | between them.

    One on record may have such a sign in its own name.
    """
    if _BETWEEN.search(name) is None or normalise_name(name) in work.partnership_names:
        return [name]
    return [one for one in _BETWEEN.split(name) if one]


def _unnamed(record: Record) -> Problem:
    return record.problem(
        "no-partnership-name",
        "partnership" if record.get("partnership") else "partnership_id",
        "This partnership is not on record, and the row has no name for it",
        "Write its name, or correct its id.",
    )


def _is_role(cell: str) -> bool:
    """Whether a cell says how somebody takes part; "declined" or "left 2022" do not."""
    return all(one.strip() in ROLES for one in _ROLES_BETWEEN.split(cell.casefold()))


def _partnerships(
    work: Work, rows: Sequence[Record], seats: Mapping[int, list[_Seat]]
) -> dict[str, Resolved]:
    found: dict[str, list[int]] = {}
    named: dict[str, Named] = {}
    for record in work.open(rows):
        for seat in seats[record.row]:
            found.setdefault(seat.named.key, []).append(record.row)
            named.setdefault(seat.named.key, seat.named)
    taken = {*work.dataset.organisation_by_id, *work.dataset.area_by_id}
    taken |= {one.id for one in work.resolved.values() if one.id}
    known = Known({one.id: (one.name,) for one in work.dataset.partnerships}, taken)
    numbers = {key: tuple(dict.fromkeys(rows)) for key, rows in found.items()}
    resolved = known.resolve(list(named.values()), numbers, work.choices)
    settled = resolved
    if work.choices.kind is Kind.MATRIX:
        # A column that is left out takes its ticks with it, and not the rows.
        settled = {key: one for key, one in resolved.items() if not one.left_out}
    work.settle(found, settled)
    return resolved


def _ready(work: Work, record: Record) -> Prepared | None:
    """The row's organisation, where nothing is wrong with it or with the row's own facts."""
    _, problems = span_of(record)
    _, more = provenance_of(record, work.choices)
    if record.get("level") and read_level(record.get("level")) is None:
        more.append(
            record.problem(
                "level-unreadable",
                "level",
                "This is not a level of partnership",
                "Write system, place or neighbourhood.",
            )
        )
    prepared = work.prepare(record)
    found = [*problems, *more, *(prepared.problems if prepared else ())]
    work.add(dict.fromkeys(found))
    return prepared if record.row not in work.outcomes else None


def take_in(work: Work, ready: Iterable[tuple[Record, Prepared]]) -> None:
    """Take the rows' organisations in, new ones and those that a person confirmed."""
    for record, prepared in ready:
        one = prepared.organisation
        if not prepared.new or one.id not in work.draft.organisations:
            work.draft.organisation(one, record.row, prepared.reason)


def _new_partnerships(
    work: Work,
    ready: Sequence[tuple[Record, Prepared]],
    seats: Mapping[int, list[_Seat]],
    resolved: Mapping[str, Resolved],
) -> None:
    members: dict[str, list[str]] = {}
    first: dict[str, tuple[Record, Named]] = {}
    for record, prepared in ready:
        for seat in seats[record.row]:
            one = resolved[seat.named.key]
            if one.new and one.id:
                members.setdefault(one.id, []).append(prepared.organisation.id)
                first.setdefault(one.id, (record, seat.named))
    told: list[str] = []
    for one_id, (record, named) in first.items():
        provenance, _ = provenance_of(record, work.choices)
        who = [work.draft.organisations[member] for member in members[one_id]]
        made = new_partnership(one_id, named, who, provenance, work.choices)
        work.draft.partnership(made, record.row, f"New; works at the level of the {made.level}")
        if named.level is None and work.choices.level is None:
            told.append(f"{made.name} ({made.level})")
    if told:
        more = f" and {len(told) - _NAMED:,} more" if len(told) > _NAMED else ""
        work.notes.append(
            "The list does not say at which level its new partnerships work. It is told from their "
            f"members: {', '.join(told[:_NAMED])}{more}. Choose the level among the columns if "
            "that is wrong."
        )


def _renamed_partnerships(
    work: Work, ready: Sequence[tuple[Record, Prepared]], seats: Mapping[int, list[_Seat]]
) -> None:
    """Partnerships whose rows carry our own id of them, and another name, kind or level.

    The first row that says so counts: exports repeat the partnership in every row, and a
    person who corrects one row means the partnership.
    """
    for record, _ in ready:
        for seat in seats[record.row]:
            known = work.dataset.partnership_by_id.get(seat.named.id)
            if known is not None and work.draft.partnerships[known.id] == known:
                changed = seat.named.applied_to(known)
                if changed != known:
                    provenance, _ = provenance_of(record, work.choices)
                    provenance = since_then(known.provenance, provenance, changed.start)
                    changed = replace(changed, provenance=provenance)
                    work.draft.partnership(changed, record.row, "Same id")


def _agreeing(
    work: Work,
    ready: Sequence[tuple[Record, Prepared]],
    seats: Mapping[int, list[_Seat]],
    partnerships: Mapping[str, Resolved],
) -> list[tuple[Record, Prepared, list[Stated]]]:
    """The rows that contradict neither the record nor a row above, with their memberships."""
    trial = Trial(work.dataset.memberships)
    found = []
    for record, prepared in work.counting("Looking for contradictions", ready):
        links = _links(work, record, prepared, _roles(seats[record.row], partnerships))
        problem = trial.take(record, links)
        if problem:
            work.add([problem])
        else:
            found.append((record, prepared, links))
    return found


def _roles(seats: Sequence[_Seat], partnerships: Mapping[str, Resolved]) -> dict[str, str]:
    """The role in each partnership, by its id; empty where the row does not say it."""
    roles: dict[str, dict[str, None]] = {}
    for seat in seats:
        partnership = partnerships[seat.named.key].id
        if partnership is not None:
            roles.setdefault(partnership, {}).update({seat.role: None} if seat.role else {})
    return {partnership: ", ".join(found) for partnership, found in roles.items()}


def _links(
    work: Work, record: Record, prepared: Prepared, roles: Mapping[str, str]
) -> list[Stated]:
    """The memberships of a row, and what it states of each."""
    span, _ = span_of(record)
    provenance, _ = provenance_of(record, work.choices)
    return [
        (
            Membership(
                organisation=prepared.organisation.id,
                partnership=partnership,
                role=role or "member",
                provenance=provenance,
                **span,
            ),
            frozenset(span) | ({"role"} if role else set()),
        )
        for partnership, role in roles.items()
    ]


def _memberships(work: Work, record: Record, prepared: Prepared, links: Sequence[Stated]) -> None:
    outcomes = {Outcome.NEW if _is_first(work, record, prepared) else Outcome.UNCHANGED}
    for one, stated in links:
        if isinstance(one, Membership):
            outcomes.add(outcome_of(work.draft.membership(one, record.row, stated=stated)))
    work.outcomes[record.row] = strongest(outcomes)


def _is_first(work: Work, record: Record, prepared: Prepared) -> bool:
    """Whether it is this row that brings a new organisation in."""
    change = work.draft.changes.get(("organisation", prepared.organisation.id))
    return prepared.new and change is not None and change.rows[0] == record.row


def outcome_of(new: bool | None) -> Outcome:
    """The outcome of a link that is new, changed, or (None) as it was."""
    return {True: Outcome.NEW, False: Outcome.CHANGED, None: Outcome.UNCHANGED}[new]


def strongest(outcomes: set[Outcome]) -> Outcome:
    """The outcome of a row with several: new before changed before unchanged."""
    order = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)
    return next(one for one in order if one in outcomes)
