"""What planning one list keeps in its hands: the rows, who they are about, their outcomes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from joinedup.imports.choices import Choices
from joinedup.imports.draft import Draft
from joinedup.imports.fields import EXAMPLE
from joinedup.imports.locations import Ground
from joinedup.imports.matching import Register
from joinedup.imports.naming import normalise_name
from joinedup.imports.organisations import (
    changed_organisation,
    new_organisation,
    with_other_name,
)
from joinedup.imports.plan import Matched, Outcome
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record
from joinedup.imports.resolving import Question, Resolved, resolve
from joinedup.imports.subjects import Subject, subject_of
from joinedup.model import Dataset, Organisation

#: Why the rows that our templates come with are left out.
EXAMPLE_ROW = "An example row of our template"

_STEP = 500
_Item = TypeVar("_Item")

#: Told what is being done, how much of it is done, and how much there is; may raise to cancel.
Tell = Callable[[str, int, int], None]


def tell_nobody(what: str, done: int, total: int) -> None:
    """Progress that nobody asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An organisation that a row is about, as it would be, not yet taken in."""

    organisation: Organisation
    new: bool
    reason: str
    problems: tuple[Problem, ...]

    @property
    def waits(self) -> bool:
        """Whether something is wrong that the row has to wait for."""
        return any(one.waits for one in self.problems)


@dataclass(kw_only=True)
class Work:
    """The state of planning one list. Made for one plan, then read.

    Attributes:
        subjects: Who each row is about, by row and by whether it is the second of a tie.
        resolved: What became of them, by the subject's key.
        outcomes: By row; a row that has none yet is still fine.
        dropped: Why rows are left out, by row.
        notes: What was taken for granted about the list as a whole, a sentence each.
    """

    dataset: Dataset
    ground: Ground
    choices: Choices
    draft: Draft
    tell: Tell = tell_nobody
    subjects: dict[tuple[int, bool], Subject] = field(default_factory=dict)
    resolved: dict[str, Resolved] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    dropped: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def partnership_names(self) -> frozenset[str]:
        """The names of the partnerships on record, in the form that names are compared in."""
        return frozenset(normalise_name(one.name) for one in self.dataset.partnerships)

    def add(self, problems: Iterable[Problem]) -> None:
        """Keep problems; rows with one that waits, wait."""
        for one in problems:
            self.problems.append(one)
            if one.waits and one.row is not None:
                self.outcomes[one.row] = Outcome.WAITING

    def leave_out(self, row: int, reason: str) -> None:
        """Leave a row out, saying why."""
        self.outcomes[row] = Outcome.LEFT_OUT
        self.dropped[row] = reason

    def open(self, records: Iterable[Record]) -> list[Record]:
        """The rows that nothing has been decided about yet."""
        return [one for one in records if one.row not in self.outcomes]

    def counting(self, what: str, items: Sequence[_Item]) -> Iterator[_Item]:
        """The items one by one, telling now and then how many are done."""
        for done, item in enumerate(items):
            if done % _STEP == 0:
                self.tell(what, done, len(items))
            yield item

    def describe(self, records: Iterable[Record], *, other: bool = False) -> None:
        """Find out who each row is about, the first of a tie or the other."""
        for record in self.open(records):
            if is_example(record):
                self.leave_out(record.row, EXAMPLE_ROW)
                continue
            found, problems = subject_of(record, self.ground.places, self.choices, other=other)
            self.add(problems)
            if found is not None:
                self.subjects[(record.row, other)] = found

    def check_named(self, records: Iterable[Record]) -> None:
        """Let rows wait that name no organisation."""
        for record in self.open(records):
            if (record.row, False) not in self.subjects:
                problem = record.problem(
                    "no-organisation",
                    "organisation",
                    "The row names no organisation",
                    "Write its name or number, or delete the row.",
                )
                self.add([problem])

    def resolve(self) -> None:
        """Match everyone that the open rows are about; ask where only a person can tell."""
        rows: dict[str, list[int]] = {}
        first: dict[str, Subject] = {}
        for (row, _), one in sorted(self.subjects.items()):
            if row not in self.outcomes:
                rows.setdefault(one.key, []).append(row)
                first.setdefault(one.key, one)
        names = {key: one.name for key, one in self.dataset.organisation_by_id.items()}
        self.resolved = resolve(
            list(first.values()),
            Register(self.dataset.organisations),
            {key: tuple(dict.fromkeys(found)) for key, found in rows.items()},
            self.choices,
            names,
            progress=lambda done, total: self.tell("Comparing with the record", done, total),
        )
        self.settle(rows, self.resolved)
        self.ground.place_all((one.described.postcode, None) for one in first.values())

    def settle(self, rows: Mapping[str, list[int]], resolved: Mapping[str, Resolved]) -> None:
        """Give the rows behind questions and behind "leave it out" their outcome."""
        for key, one in resolved.items():
            if one.question is not None:
                self.questions.append(one.question)
            for row in rows[key]:
                if one.left_out:
                    self.leave_out(row, "You said to leave it out")
                elif one.question is not None and row not in self.outcomes:
                    self.outcomes[row] = Outcome.TO_CONFIRM
                    self.problems.append(_to_confirm(one.question, row))

    def matches(self) -> Iterator[Matched]:
        """Which organisation each row was found to mean, where it was not simply a new one."""
        for (row, _), subject in sorted(self.subjects.items()):
            one = self.resolved.get(subject.key)
            if one is not None and one.id is not None and one.reason:
                yield Matched(
                    row=row,
                    name=subject.described.name or subject.described.id,
                    organisation=one.id,
                    reason=one.reason,
                    score=one.score,
                )

    def resolved_of(self, record: Record, *, other: bool = False) -> Resolved:
        """What became of the organisation that an open row is about."""
        return self.resolved[self.subjects[(record.row, other)].key]

    def prepare(
        self, record: Record, *, other: bool = False, update: bool = False
    ) -> Prepared | None:
        """The organisation of a row as it would be; None where it cannot be made.

        Args:
            record: An open row.
            other: Whether the second organisation of a tie is meant.
            update: Whether the row may change an organisation on record beyond its names.
        """
        subject, resolved = (
            self.subjects[(record.row, other)],
            self.resolved_of(record, other=other),
        )
        known = self.draft.organisations.get(resolved.id or "")
        row = record if update or known is None else _without_facts(record)
        if other:
            row = _without_facts(record)
        if known is None:
            made, problems = new_organisation(
                resolved.id or "", row, subject, self.ground, self.choices
            )
        elif update:
            made, problems = changed_organisation(
                known, row, subject, self.ground, self.choices, confirmed=resolved.confirmed
            )
        elif resolved.confirmed:
            made, problems = with_other_name(known, row, subject), []
        else:
            made, problems = known, []
        if made is None:
            self.add(problems)
            return None
        return Prepared(
            organisation=made,
            new=known is None,
            reason=resolved.reason,
            problems=tuple(problems),
        )


def is_example(record: Record) -> bool:
    """Whether a row is one of the examples that our templates come with."""
    named = ("organisation", "other", "neighbourhood", "programme", "action")
    names = (record.get(name) for name in named)
    return any(name.startswith(EXAMPLE) for name in names)


_ABOUT_THE_LINK = frozenset({"source", "licence", "as_of"})


def _without_facts(record: Record) -> Record:
    """The row without what it says of its organisation: only who it is and where it is from."""
    cells = {name: text for name, text in record.cells.items() if name in _ABOUT_THE_LINK}
    return Record(row=record.row, cells=cells, headings=record.headings)


def _to_confirm(question: Question, row: int) -> Problem:
    best = question.candidates[0] if question.candidates else None
    told = f" ({question.conflict or best.words})" if best else ""
    return Problem(
        code="to-confirm",
        row=row,
        value=question.name[:200],
        message=f"This {question.about} may be one that is known already{told}",
        hint="Say on the page which one it is, or write its number into the row.",
    )
