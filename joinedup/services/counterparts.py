"""Who is who in two versions of a dataset: the same, renamed, merged, split. Pure.

An organisation goes by its id. One whose id only one side has is looked for on the other by its
identifiers (ODS code, charity number) and by its names, aliases included, so that a practice
that became part of another one is no practice that closed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from joinedup.model import Dataset, Organisation

_Key = tuple[str, str]
_Node = tuple[str, str]
#: The scheme of a key that is a name and no identifier.
_NAME = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Becoming:
    """Several organisations that became one, or one that became several.

    Attributes:
        old, new: Ids on either side, in the order of the dataset.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterparts:
    """Which organisation of one version is which of another.

    Attributes:
        kept: The new id of every organisation that both have, by its old one; mostly the same.
        gone, new: Ids that have no counterpart, those of merged and split ones included.
        merged: Several that became one; those of them that kept their id are in ``kept``.
        split: One that became several, likewise.
    """

    kept: Mapping[str, str]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    merged: tuple[Becoming, ...]
    split: tuple[Becoming, ...]


def counterparts(old: Dataset, new: Dataset) -> Counterparts:
    """Find every organisation of one version in another.

    An identifier is enough wherever it stands. A name is, where on each side only one
    organisation goes by it. Where several became several nothing is guessed: there the ids
    alone count.
    """
    known, found = old.organisation_by_id, new.organisation_by_id
    kept = {key: key for key in known if key in found}
    merged, split = [], []
    for one in _groups(old, new):
        if len(one.old) == 1 == len(one.new):
            kept[one.old[0]] = one.new[0]
        elif len(one.new) == 1:
            merged.append(one)
        elif len(one.old) == 1:
            split.append(one)
    there = set(kept.values())
    return Counterparts(
        kept=kept,
        gone=tuple(key for key in known if key not in kept),
        new=tuple(key for key in found if key not in there),
        merged=tuple(merged),
        split=tuple(split),
    )


def _groups(old: Dataset, new: Dataset) -> tuple[Becoming, ...]:
    """What belongs together, where that takes more than an id; nothing is in two of them."""
    known, found = old.organisation_by_id, new.organisation_by_id
    before, after = _carriers(old.organisations), _carriers(new.organisations)
    joined = _Joined()
    for one in old.organisations:
        if one.id not in found:
            for other in _sharing(one, before, after):
                joined.join(("old", one.id), ("new", other))
    for one in new.organisations:
        if one.id not in known:
            for other in _sharing(one, after, before):
                joined.join(("old", other), ("new", one.id))
    for side, key in tuple(joined.nodes()):
        if key in known and key in found:
            joined.join((side, key), ("new" if side == "old" else "old", key))
    return tuple(
        Becoming(
            old=tuple(key for key in known if ("old", key) in group),
            new=tuple(key for key in found if ("new", key) in group),
        )
        for group in joined.groups()
    )


def _keys(one: Organisation) -> set[_Key]:
    """What an organisation can be found by: identifiers, and every name in plain letters."""
    names = {" ".join(name.casefold().split()) for name in (one.name, *one.aliases)}
    marks = {(scheme, value) for scheme, value in one.identifiers if scheme and value.strip()}
    return marks | {(_NAME, name) for name in names if name}


def _carriers(ones: Iterable[Organisation]) -> dict[_Key, list[str]]:
    found: dict[_Key, list[str]] = {}
    for one in ones:
        for key in _keys(one):
            found.setdefault(key, []).append(one.id)
    return found


def _sharing(
    one: Organisation, own: Mapping[_Key, list[str]], others: Mapping[_Key, list[str]]
) -> Iterable[str]:
    """Who of the other side has an identifier of this one, or alone goes by a name of it."""
    for key in sorted(_keys(one)):
        there = others.get(key, ())
        if key[0] != _NAME or len(own[key]) == len(there) == 1:
            yield from there


class _Joined:
    """Things that are one, directly or through others."""

    def __init__(self) -> None:
        self._group: dict[_Node, set[_Node]] = {}

    def join(self, one: _Node, other: _Node) -> None:
        first = self._group.setdefault(one, {one})
        second = self._group.setdefault(other, {other})
        if first is not second:
            first |= second
            for key in second:
                self._group[key] = first

    def nodes(self) -> Collection[_Node]:
        return [key for group in self.groups() for key in group]

    def groups(self) -> list[set[_Node]]:
        return list({id(group): group for group in self._group.values()}.values())
