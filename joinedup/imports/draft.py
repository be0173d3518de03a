"""A dataset in the making: what a plan changes, and what it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from joinedup.model import (
    Action,
    Area,
    Dataset,
    Membership,
    Milestone,
    Organisation,
    Partnership,
    Programme,
    Provenance,
    Statement,
    Tie,
    first_day,
)

#: What a membership or a tie joins.
Key = tuple[str, ...]

#: What belongs to a programme.
Part = Milestone | Action | Statement

#: How fields are called on screen where their own names say too little.
LABELS = {
    "aliases": "other names",
    "point": "position",
    "outside": "outside the footprint",
    "registered_patients": "registered patients",
    "serves": "whom it serves",
    "confirmed_on": "confirmed on",
    "part_of": "part of",
    "led_by": "led by",
    "end_basis": "what the end rests on",
    "done_on": "done on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field, before and after, as text."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would be new or different once the list is published.

    Attributes:
        thing: ``organisation``, ``partnership``, ``membership``, ``tie``, ``programme``,
            ``milestone``, ``action``, ``statement``, ``neighbourhood`` or ``place``.
        name: What it is, for a person.
        new: Whether it is new; otherwise ``fields`` says what changes.
        rows: The rows it rests on.
        reason: Why the rows mean this one, or how it was made; may be empty.
        gone: Whether it is taken away; a list alone takes nothing away but neighbourhoods.
    """

    thing: str
    id: str
    name: str
    new: bool
    rows: tuple[int, ...]
    fields: tuple[FieldChange, ...] = ()
    reason: str = ""
    gone: bool = False

    @property
    def how(self) -> str:
        """What happens to it: ``new``, ``changed`` or ``taken_away``."""
        return "taken_away" if self.gone else "new" if self.new else "changed"


class Draft:
    """The contents of a dataset while a plan changes them. Made for one plan, then read.

    Attributes:
        organisations, partnerships, programmes: By id, in the order of the dataset.
        parts: What belongs to programmes, by its class and its id.
        memberships, ties: In the order of the dataset.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self.organisations = dict(dataset.organisation_by_id)
        self.partnerships = dict(dataset.partnership_by_id)
        self.memberships = list(dataset.memberships)
        self.ties = list(dataset.ties)
        self.programmes = dict(dataset.programme_by_id)
        self.parts: dict[type[Part], dict[str, Part]] = {
            Milestone: {one.id: one for one in dataset.milestones},
            Action: {one.id: one for one in dataset.actions},
            Statement: {one.id: one for one in dataset.statements},
        }
        self.changes: dict[tuple[str, str], Change] = {}
        self._links: dict[Key, list[int]] = {}
        for index, one in enumerate(self.memberships):
            self._links.setdefault(link_key(one), []).append(index)
        for index, tie in enumerate(self.ties):
            self._links.setdefault(link_key(tie), []).append(index)

    def organisation(self, one: Organisation, row: int, reason: str = "") -> bool:
        """Take an organisation in, new or changed; whether anything changed.

        ``row`` is 0 where no single row says it.
        """
        known = self.organisations.get(one.id)
        self.organisations[one.id] = one
        return self._note("organisation", one.id, one.name, known, one, row, reason)

    def partnership(self, one: Partnership, row: int, reason: str = "") -> bool:
        """Take a partnership in, new or changed; whether anything changed."""
        known = self.partnerships.get(one.id)
        self.partnerships[one.id] = one
        return self._note("partnership", one.id, one.name, known, one, row, reason)

    def membership(self, one: Membership, row: int, *, stated: frozenset[str]) -> bool | None:
        """Take a membership in: True where it is new, False where it changes, else None.

        It stands for the one on record of the same organisation, partnership and start; where
        only one is on record and one of the two has no start, for that one.

        Args:
            one: The membership as the row has it.
            row: The row.
            stated: Fields that the row states; the others keep what is on record.

        Raises:
            ModelError: When the row's dates contradict those on record.
        """
        names = (self.organisations[one.organisation].name, self.partnerships[one.partnership].name)
        return self._link(self.memberships, one, " in ".join(names), row, stated)

    def tie(self, one: Tie, row: int, *, stated: frozenset[str]) -> bool | None:
        """Take a tie in, as :meth:`membership` does; ties are told apart by their kind, too."""
        names = (self.organisations[one.source].name, self.organisations[one.target].name)
        return self._link(self.ties, one, f" {one.kind} ".join(names), row, stated)

    def programme(self, one: Programme, row: int, reason: str = "") -> bool:
        """Take a programme in, new or changed; whether anything changed."""
        known = self.programmes.get(one.id)
        self.programmes[one.id] = one
        return self._note("programme", one.id, one.name, known, one, row, reason)

    def part(self, one: Part, row: int) -> bool:
        """Take a milestone, an action or a statement in; whether anything changed."""
        kept = self.parts[type(one)]
        known = kept.get(one.id)
        kept[one.id] = one
        name = one.text if isinstance(one, Action) else one.name
        return self._note(type(one).__name__.lower(), one.id, name, known, one, row, "")

    def note(self, change: Change) -> None:
        """Note a change that is kept elsewhere, of a neighbourhood."""
        self.changes[(change.thing, change.id)] = change

    def dataset(self, *, areas: tuple[Area, ...] | None = None) -> Dataset:
        """The dataset that comes of it; its version is still that of the parent."""
        organisations = tuple(self.organisations.values())
        partnerships = tuple(self.partnerships.values())
        sourced: list[Any] = [*organisations, *partnerships, *self.memberships, *self.ties]
        work: dict[str, Any] = {
            "programmes": tuple(self.programmes.values()),
            "milestones": tuple(self.parts[Milestone].values()),
            "actions": tuple(self.parts[Action].values()),
            "statements": tuple(self.parts[Statement].values()),
        }
        sourced += [one for rows in work.values() for one in rows]
        return replace(
            self._dataset,
            as_of=_newest([self._dataset.as_of, *(one.provenance.as_of for one in sourced)]),
            areas=self._dataset.areas if areas is None else areas,
            organisations=organisations,
            partnerships=partnerships,
            memberships=tuple(self.memberships),
            ties=tuple(self.ties),
            **work,
        )

    def _link(
        self, kept: list[Any], one: Any, label: str, row: int, stated: frozenset[str]
    ) -> bool | None:
        key = link_key(one)
        places = self._links.setdefault(key, [])
        found = same_period([kept[place] for place in places], one, stated)
        if found is None:
            places.append(len(kept))
            self._note(key[0], str(len(kept)), label, None, one, row, "")
            kept.append(one)
            return True
        place = places[found]
        known, now = kept[place], merged(kept[place], one, stated)
        if now == known:
            return None
        kept[place] = now
        self._note(key[0], str(place), label, known, now, row, "")
        return False

    def _note(
        self, thing: str, one_id: str, name: str, old: Any, new: Any, row: int, reason: str
    ) -> bool:
        known = self.changes.get((thing, one_id))
        changed = () if old is None else differences(old, new)
        if old is not None and not changed and known is None:
            return False
        rows = dict.fromkeys(one for one in (*(known.rows if known else ()), row) if one)
        self.changes[(thing, one_id)] = Change(
            thing=thing,
            id=one_id,
            name=name,
            new=old is None or bool(known and known.new),
            rows=tuple(rows),
            fields=() if known and known.new else (*(known.fields if known else ()), *changed),
            reason=reason or (known.reason if known else ""),
        )
        return old is None or bool(changed)


def differences(old: Any, new: Any) -> tuple[FieldChange, ...]:
    """The fields in which two records of one kind differ, source and id apart."""
    return tuple(
        FieldChange(
            field=LABELS.get(one.name, one.name),
            old=as_text(getattr(old, one.name)),
            new=as_text(getattr(new, one.name)),
        )
        for one in fields(old)
        if one.name not in ("id", "provenance") and getattr(old, one.name) != getattr(new, one.name)
    )


def as_text(value: Any) -> str:
    """A field's value for a person."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.12g}"
    if isinstance(value, tuple):
        return " | ".join(" ".join(one) if isinstance(one, tuple) else str(one) for one in value)
    if hasattr(value, "latitude"):
        return f"{value.latitude:.5f}, {value.longitude:.5f}"
    return str(getattr(value, "label", value))


def link_key(one: Membership | Tie) -> Key:
    """What memberships, or ties, of different periods have in common; what they are comes first.

    Kinds of tie that differ by capitals are one.
    """
    if isinstance(one, Tie):
        return ("tie", one.source, one.target, one.kind.casefold())
    return ("membership", one.organisation, one.partnership)


def same_period(known: Sequence[Any], one: Any, stated: frozenset[str]) -> int | None:
    """Index of the record that a row stands for; None where it is another period.

    It is the one of the same start; where only one is on record and one of the two has no
    start, that one.

    Args:
        known: Memberships or ties on record with one :func:`link_key`.
        one: As the row has it.
        stated: Fields that the row states.
    """
    for index, record in enumerate(known):
        if record.since == one.since and all(
            getattr(record, name) == getattr(one, name) for name in stated
        ):
            return index
    for index, record in enumerate(known):
        if record.since == one.since:
            return index
    # A row without dates says that it holds: of one that has ended it says nothing.
    ended = len(known) == 1 and known[0].until and not one.until
    if len(known) == 1 and not ended and (not one.since or not known[0].since):
        return 0
    return None


def merged(known: Any, one: Any, stated: frozenset[str]) -> Any:
    """``known`` with what ``one`` states; its source where that changes it; capitals do not.

    Raises:
        ModelError: When the two contradict each other.
    """
    said = {name: getattr(one, name) for name in stated}
    changed = replace(
        known,
        **{
            name: value
            for name, value in said.items()
            if str(value).casefold() != str(getattr(known, name)).casefold()
        },
    )
    if changed == known:
        return known
    return replace(changed, provenance=since_then(known.provenance, one.provenance, changed.since))


def since_then(known: Provenance, new: Provenance, start: str) -> Provenance:
    """The provenance of a changed record: the list's, but not a later start.

    What states no start counts from the date of its record, so that a correction of today
    must not make it begin today.

    Args:
        known: Of the record before.
        new: Of the list.
        start: The start that the changed record states; empty where it states none.
    """
    dated = known.as_of and new.as_of and first_day(known.as_of) < first_day(new.as_of)
    earlier = known.as_of if dated or not known.as_of else new.as_of
    return new if start else replace(new, as_of=earlier)


def _newest(dates: Iterable[str]) -> str:
    # Of a year and a day in it the day says more.
    return max((one for one in dates if one), key=lambda one: (first_day(one), one), default="")
