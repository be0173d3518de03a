"""When seats and ties were last confirmed, and which of them are old by now. Pure.

Most public records state no date of confirmation: that is said, and is not called old.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from joinedup.model import Dataset, Membership, Tie, first_day, last_day
from joinedup.network.scope import Scope, memberships_in, ties_in
from joinedup.services.readings import is_old


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The last confirmations of what counts under a scope.

    Attributes:
        seats: Partial dates by organisation and partnership; empty where none is stated.
        ties: The same of direct ties, by the two ids in their order as text.
        old: Those of the dates that lie more than 18 months before the day of
            the scope.
    """

    seats: Mapping[str, Mapping[str, str]]
    ties: Mapping[tuple[str, str], str]
    old: frozenset[str]

    def seat(self, organisation: str, partnership: str) -> str:
        """When a seat was last confirmed; empty where that is not stated."""
        return self.seats.get(organisation, {}).get(partnership, "")

    def tie(self, one: str, other: str) -> str:
        """When a direct tie was last confirmed; empty where that is not stated, or none is."""
        return self.ties.get((min(one, other), max(one, other)), "")

    def newest(self) -> dict[str, str]:
        """The newest confirmation of what each organisation has, where one is stated."""
        found: dict[str, str] = {}
        for one, held in self.seats.items():
            for text in held.values():
                found[one] = _later(found.get(one, ""), text)
        for pair, text in self.ties.items():
            for one in pair:
                found[one] = _later(found.get(one, ""), text)
        return {one: text for one, text in found.items() if text}

    def pair(self, one: str, other: str) -> str:
        """When it was last confirmed that two are partners; empty where that is not stated.

        Of a shared partnership the seat that was confirmed longer ago counts; of several
        partnerships and ties the one that speaks most for the pair.
        """
        links = list(self._links(one, other))
        fresh = [text for text in links if text and text not in self.old]
        if fresh or "" in links:
            return _latest(fresh)
        return _latest(links)

    def _links(self, one: str, other: str) -> Iterator[str]:
        first, second = self.seats.get(one, {}), self.seats.get(other, {})
        for partnership in first.keys() & second.keys():
            both = (first[partnership], second[partnership])
            stated = [text for text in both if text]
            earliest = min(stated, key=last_day, default="")
            yield earliest if earliest in self.old or len(stated) == len(both) else ""
        if (min(one, other), max(one, other)) in self.ties:
            yield self.tie(one, other)


def confirmed(dataset: Dataset, scope: Scope) -> Confirmed:
    """The last confirmations of every seat and tie that counts under a scope.

    One that is on record in several rows was confirmed when the newest of them was. What was
    confirmed only after the day of the scope says nothing on that day, and does not count.
    """
    day = scope.day
    seats: dict[str, dict[str, str]] = {}
    for row in memberships_in(dataset, scope):
        held = seats.setdefault(row.organisation, {})
        held[row.partnership] = _later(held.get(row.partnership, ""), _by(day, row))
    ties: dict[tuple[str, str], str] = {}
    for tie in ties_in(dataset, scope):
        pair = min(tie.source, tie.target), max(tie.source, tie.target)
        ties[pair] = _later(ties.get(pair, ""), _by(day, tie))
    stated = {text for held in seats.values() for text in held.values()} | {*ties.values()}
    return Confirmed(
        seats=seats,
        ties=ties,
        old=frozenset(text for text in stated if is_old(text, day)),
    )


def _by(day: date, row: Membership | Tie) -> str:
    """When a row was last confirmed, where that can have been by a day."""
    text = row.confirmed_on
    return text if text and first_day(text) <= day else ""


def _later(held: str, text: str) -> str:
    # Asked of every row: most of them say the same as the one before, or nothing.
    if not text or text == held:
        return held
    return text if not held or last_day(text) > last_day(held) else held


def _latest(texts: Iterable[str]) -> str:
    return max((text for text in texts if text), key=last_day, default="")
