"""The plan: what a list would change, row by row, before anything changes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from joinedup.imports.draft import Change
from joinedup.imports.fields import Kind
from joinedup.imports.problems import Problem
from joinedup.imports.resolving import Question
from joinedup.imports.tables import LeftOut, Row
from joinedup.model import Dataset


class Outcome(StrEnum):
    """What becomes of a row. Each row has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    TO_CONFIRM = "to_confirm"
    WAITING = "waiting"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A row that was found to mean an organisation on record, or one of a row above it.

    Attributes:
        name: As the list has it.
        organisation: Id of the organisation.
        reason: Why, in words.
        score: How alike they are, 0 to 100; 0 where a person said so.
    """

    row: int
    name: str
    organisation: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a list would change.

    Attributes:
        parent: Version of the dataset it was made against.
        headings: Of the list.
        outcomes: By row number, for every row of the list that holds any text.
        changes: Everything new or different in the dataset.
        matches: Which organisation each row was found to mean, and why.
        questions: What a person has to tell before the rows concerned can go on.
        problems: Of rows that wait, and of rows that go on but should be looked at.
        left_out: Rows that are no data, or that add nothing, with the reason.
        waiting: The rows that wait, as they were.
        notes: What was noticed about the list as a whole, a sentence each.
        dataset, boundaries: What comes of publishing it now, without the rows that wait;
            ``dataset.version`` is still the parent's.
    """

    kind: Kind
    parent: str
    headings: tuple[str, ...]
    outcomes: Mapping[int, Outcome]
    changes: tuple[Change, ...]
    matches: tuple[Matched, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    waiting: tuple[Row, ...]
    notes: tuple[str, ...]
    dataset: Dataset
    boundaries: str

    @property
    def is_empty(self) -> bool:
        """Whether publishing it would change nothing."""
        return not self.changes

    def count(self, outcome: Outcome) -> int:
        """How many rows have an outcome."""
        return sum(one is outcome for one in self.outcomes.values())

    @property
    def rows(self) -> int:
        """Rows of the list; always those used, waiting and left out together."""
        return len(self.outcomes)

    @property
    def used(self) -> int:
        """Rows that are new, changed or unchanged."""
        return sum(self.count(one) for one in _USED)

    def reasons(self) -> Mapping[int, str]:
        """Why each waiting row waits, in words, by row number."""
        found: dict[int, list[str]] = {}
        for problem in self.problems:
            if problem.waits and problem.row is not None:
                told = f"{problem.column}: {problem.message}" if problem.column else problem.message
                found.setdefault(problem.row, []).append(f"{told}. {problem.hint}")
        return {row: " ".join(dict.fromkeys(texts)) for row, texts in found.items()}

    def report(self) -> dict[str, Any]:
        """The plan in numbers and problems, as the command line prints it and a version keeps it.

        ``waiting`` counts rows to be confirmed as well, so that ``rows`` is always ``used``,
        ``waiting`` and ``left_out`` together.
        """
        things = Counter((one.thing, one.how) for one in self.changes)
        return {
            "kind": self.kind.value,
            "rows": self.rows,
            "used": self.used,
            "waiting": self.count(Outcome.WAITING) + self.count(Outcome.TO_CONFIRM),
            "left_out": self.count(Outcome.LEFT_OUT),
            "new": self.count(Outcome.NEW),
            "changed": self.count(Outcome.CHANGED),
            "unchanged": self.count(Outcome.UNCHANGED),
            "to_confirm": self.count(Outcome.TO_CONFIRM),
            "changes": {f"{thing}_{how}": count for (thing, how), count in sorted(things.items())},
            "notes": list(self.notes),
            "problems": [as_json(one) for one in self.problems],
        }


_USED = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)


def as_json(problem: Problem) -> dict[str, Any]:
    """A problem as the command line prints it."""
    return {
        "code": problem.code,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.message,
        "hint": problem.hint,
        "waits": problem.waits,
    }
