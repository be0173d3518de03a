"""Ties: which organisations work with which others, row by row."""

from collections.abc import Sequence

from joinedup.imports.agreement import Trial
from joinedup.imports.links import outcome_of, strongest, take_in
from joinedup.imports.organisations import provenance_of, span_of
from joinedup.imports.plan import Outcome
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record
from joinedup.imports.values import read_strength
from joinedup.imports.work import Prepared, Work
from joinedup.model import Tie

#: What joins two organisations where the list does not say it.
WORKS_WITH = "works with"


def plan_ties(work: Work, rows: Sequence[Record]) -> None:
    """Plan rows that each name two organisations and what joins them.

    A row that names nobody at the other end still brings its organisation in.
    """
    work.describe(rows)
    work.describe(rows, other=True)
    work.check_named(rows)
    work.resolve()
    trial = Trial(work.dataset.ties)
    for record in work.counting("Linking organisations", work.open(rows)):
        _tie(work, record, trial)


def _tie(work: Work, record: Record, trial: Trial) -> None:
    ends = [work.prepare(record)]
    if (record.row, True) in work.subjects:
        ends.append(work.prepare(record, other=True))
    prepared = [end for end in ends if end]
    problems = _own_problems(work, record)
    work.add(dict.fromkeys([*problems, *(one for end in prepared for one in end.problems)]))
    if record.row in work.outcomes:
        return
    ids = [end.organisation.id for end in prepared]
    refused = _refused(work, record, ids, trial) if len(ids) > 1 else None
    if refused:
        work.add([refused])
        return
    outcomes = {_outcome_of_ends(prepared)}
    take_in(work, [(record, end) for end in prepared])
    if len(ids) > 1:
        one, stated = _made(work, record, ids)
        outcomes.add(outcome_of(work.draft.tie(one, record.row, stated=stated)))
    work.outcomes[record.row] = strongest(outcomes)


def _own_problems(work: Work, record: Record) -> list[Problem]:
    """What is wrong with the row's own dates, source and strength."""
    _, problems = span_of(record)
    _, more = provenance_of(record, work.choices)
    if record.get("strength") and read_strength(record.get("strength")) is None:
        more.append(
            record.problem(
                "strength-unreadable",
                "strength",
                "This is not a strength from 1 to 4",
                "Write 1 (weak), 2, 3 or 4 (strong).",
            )
        )
    return [*problems, *more]


def _refused(work: Work, record: Record, ids: Sequence[str], trial: Trial) -> Problem | None:
    """Why the two cannot be joined as the row has it; None where they can."""
    if ids[0] == ids[1]:
        return record.problem(
            "tie-to-itself",
            "other",
            "Both organisations of this row are the same one",
            "Correct one of the two, or delete the row.",
        )
    return trial.take(record, [_made(work, record, ids)])


def _made(work: Work, record: Record, ids: Sequence[str]) -> tuple[Tie, frozenset[str]]:
    """The tie of a row, and the fields that the row states."""
    span, _ = span_of(record)
    provenance, _ = provenance_of(record, work.choices)
    strength = read_strength(record.get("strength"))
    one = Tie(
        source=ids[0],
        target=ids[1],
        kind=record.get("tie_kind") or WORKS_WITH,
        strength=strength or 1,
        provenance=provenance,
        **span,
    )
    return one, frozenset(span) | ({"strength"} if strength else set())


def _outcome_of_ends(ends: Sequence[Prepared]) -> Outcome:
    return Outcome.NEW if any(end.new for end in ends) else Outcome.UNCHANGED
