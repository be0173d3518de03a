"""What is different between two versions of a dataset, for the history.

Records are told apart by their ids, and links by the ids of what they join: a name that
changes is one change and not as many as the organisation has links.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from joinedup.imports.draft import Change, FieldChange, differences, link_key
from joinedup.model import Action, Area, Dataset, Tie

# Facts of areas that follow from organisations and outlines: nobody publishes a change of them.
_COUNTED: Mapping[str, Any] = dict.fromkeys(
    (
        *("practices", "practices_with_patients", "registered_patients"),
        *("lsoas", "lsoas_most_deprived"),
    ),
    0,
)


def compare(
    old: Dataset, new: Dataset, *, outlines: tuple[str, str] = ("", "")
) -> tuple[Change, ...]:
    """What is new, different or gone in ``new``: areas, organisations, partnerships, programmes.

    Of programmes that is their milestones, their actions and what documents say of them as well;
    of organisations their memberships and ties.

    What is counted in areas is left out: nobody changes it but by changing what is counted.

    Args:
        old, new: Two versions.
        outlines: Their boundaries, as :func:`load_boundaries` gives them; outlines are not
            compared without.
    """
    areas = [{one.id: replace(one, **_COUNTED) for one in each.areas} for each in (old, new)]
    return (
        *_changes(areas[0], areas[1], _redrawn(*outlines)),
        *_changes(old.organisation_by_id, new.organisation_by_id),
        *_changes(old.partnership_by_id, new.partnership_by_id),
        *_links(old, new, old.memberships, new.memberships),
        *_links(old, new, old.ties, new.ties),
        *compare_programmes(old, new),
    )


def compare_programmes(old: Dataset, new: Dataset) -> tuple[Change, ...]:
    """What is new, different or gone in programmes, milestones, actions and statements."""
    return (
        *_changes(old.programme_by_id, new.programme_by_id),
        *_changes(_by_id(old.milestones), _by_id(new.milestones)),
        *_changes(_by_id(old.actions), _by_id(new.actions)),
        *_changes(_by_id(old.statements), _by_id(new.statements)),
    )


def _by_id(rows: Iterable[Any]) -> dict[str, Any]:
    return {one.id: one for one in rows}


def _redrawn(old: str, new: str) -> frozenset[str]:
    """Ids of the areas that both boundaries have, with another outline."""
    if not (old and new) or old == new:
        return frozenset()
    before, after = (
        {one["id"]: one["geometry"] for one in json.loads(text)["features"]} for text in (old, new)
    )
    return frozenset(key for key in before if key in after and before[key] != after[key])


def _changes(
    old: Mapping[str, Any], new: Mapping[str, Any], redrawn: Collection[str] = ()
) -> Iterable[Change]:
    for key, one in new.items():
        change = _change(key, old.get(key), one, _name(one))
        if key in redrawn:
            outline = FieldChange(field="outline", old="", new="drawn anew")
            change = replace(change, fields=(*change.fields, outline))
        if change.new or change.fields:
            yield change
    for key, one in old.items():
        if key not in new:
            yield _change(key, one, None, _name(one))


def _change(key: str, old: Any, new: Any, name: str) -> Change:
    """The change from one record to another; None is a record that is not there."""
    return Change(
        thing=_thing(new or old),
        id=key,
        name=name,
        new=old is None,
        rows=(),
        fields=() if old is None or new is None else differences(old, new),
        gone=new is None,
    )


def _name(one: Any) -> str:
    """What a person knows a record by; an action has no name but what is to be done."""
    name: str = one.text if isinstance(one, Action) else one.name
    return name


def _thing(one: Any) -> str:
    """What a record is a record of, in a word; an area is a place or a neighbourhood."""
    return str(one.level) if isinstance(one, Area) else type(one).__name__.lower()


def _links(
    old: Dataset, new: Dataset, before: Iterable[Any], after: Iterable[Any]
) -> Iterable[Change]:
    """What changed in memberships or ties, told apart by the ids of what they join."""
    known, found = _by_ends(before), _by_ends(after)
    for key in dict.fromkeys([*found, *known]):
        for was, now in _pairs(known.get(key, ()), found.get(key, ())):
            one, dataset = (was, old) if now is None else (now, new)
            change = _change("|".join((*key[1:], one.since)), was, now, _words(one, dataset))
            if change.new or change.gone or change.fields:
                yield change


def _by_ends(rows: Iterable[Any]) -> dict[tuple[str, ...], list[Any]]:
    found: dict[tuple[str, ...], list[Any]] = {}
    for row in rows:
        found.setdefault(link_key(row), []).append(row)
    return found


def _pairs(old: Iterable[Any], new: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """Each record with the one it was before; None where it is new, or gone.

    That is an equal one, else one that began at the same time; of two that are left the one
    is the other where one of them states no start.
    """
    left, fresh = list(old), list(new)
    rules: tuple[Callable[[Any, Any], bool], ...] = (
        lambda was, now: was == now,
        lambda was, now: was.since == now.since,
        lambda was, now: len(left) == len(fresh) == 1 and not (was.since and now.since),
    )
    for same in rules:
        for now in tuple(fresh):
            was = next((one for one in left if same(one, now)), None)
            if was is not None:
                left.remove(was)
                fresh.remove(now)
                yield was, now
    yield from ((None, now) for now in fresh)
    yield from ((was, None) for was in left)


def _words(one: Any, dataset: Dataset) -> str:
    """A membership or a tie by the names of what it joins."""
    organisations = dataset.organisation_by_id
    if isinstance(one, Tie):
        told = f"{organisations[one.source].name} {one.kind} {organisations[one.target].name}"
    else:
        partnership = dataset.partnership_by_id[one.partnership]
        told = f"{organisations[one.organisation].name} in {partnership.name}"
    return f"{told} (since {one.since})" if one.since else told
