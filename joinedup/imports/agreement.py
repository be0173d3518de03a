"""Whether the rows of one list say the same of one membership or tie."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What a link joins: ids, and of a tie its kind.
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    row: int
    since: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the rows of a list have said of each link so far."""

    _said: dict[Key, list[_Statement]] = field(default_factory=dict)

    def clash(self, key: Key, facts: Mapping[str, str]) -> tuple[int, str] | None:
        """The first row that says something else, and the field; None where none does.

        Rows with different starts are about different periods.

        Args:
            key: The link.
            facts: What the row states, by field; capitals do not count.
        """
        since = facts.get("since", "")
        for one in self._said.get(key, ()):
            if since and one.since and since != one.since:
                continue
            for name, text in facts.items():
                if name != "since" and one.facts.get(name, text).casefold() != text.casefold():
                    return one.row, name
        return None

    def keep(self, key: Key, facts: Mapping[str, str], row: int) -> None:
        """Remember what a row says of a link."""
        since = facts.get("since", "")
        self._said.setdefault(key, []).append(_Statement(row=row, since=since, facts=facts))
