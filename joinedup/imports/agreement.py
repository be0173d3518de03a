"""Whether the rows of a list can all be true of one membership or tie, before any is taken in.

Rows that contradict the record or a row above wait; so nothing of them may be taken in, neither
a new organisation nor a new partnership. Hence this trial on copies of what is on record.
"""

from collections.abc import Iterable, Sequence

from joinedup.errors import ModelError
from joinedup.imports.draft import LABELS, Key, link_key, merged, same_period
from joinedup.imports.organisations import contradiction
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record
from joinedup.model import Membership, Tie

#: A membership or tie as a row has it, and the fields that the row states.
Stated = tuple[Membership | Tie, frozenset[str]]


class Trial:
    """What memberships or ties would be once the rows so far are taken in.

    Args:
        known: Those on record.
    """

    def __init__(self, known: Iterable[Membership | Tie]) -> None:
        self._kept: dict[Key, list[Membership | Tie]] = {}
        for one in known:
            self._kept.setdefault(link_key(one), []).append(one)
        # What rows have said of each so far, by field: the value, and the first row.
        self._said: dict[tuple[Key, int], dict[str, tuple[str, int]]] = {}

    def take(self, record: Record, links: Sequence[Stated]) -> Problem | None:
        """Take all links of a row in, or none of them and say why.

        Args:
            record: The row.
            links: They join different things each.
        """
        taken = []
        for one, stated in links:
            key = link_key(one)
            kept = self._kept.get(key, [])
            found = same_period(kept, one, stated)
            place = len(kept) if found is None else found
            clash = self._clash((key, place), one, stated)
            if clash:
                return _disagreement(record, *clash, key[0])
            try:
                now = one if found is None else merged(kept[found], one, stated)
            except ModelError as error:
                return contradiction(record, "until", error)
            taken.append((key, place, now, stated))
        for key, place, now, stated in taken:
            self._kept.setdefault(key, [])[place : place + 1] = [now]
            said = self._said.setdefault((key, place), {})
            for name in stated:
                said.setdefault(name, (_text(now, name), record.row))
        return None

    def _clash(
        self, place: tuple[Key, int], one: Membership | Tie, stated: frozenset[str]
    ) -> tuple[int, str] | None:
        """The row above that says something else, and the field; capitals do not count."""
        said = self._said.get(place, {})
        for name in sorted(stated & said.keys()):
            text, row = said[name]
            if text.casefold() != _text(one, name).casefold():
                return row, name
        return None


def _text(one: Membership | Tie, name: str) -> str:
    return str(getattr(one, name))


def _disagreement(record: Record, row: int, field: str, thing: str) -> Problem:
    return record.problem(
        "rows-disagree",
        field,
        f"Row {row} says something else of the same {thing}: {LABELS.get(field, field)}",
        "Leave one of the two rows, with what is right.",
    )
