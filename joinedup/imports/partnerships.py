"""Which partnership a row means: one on record, a new one, or a question."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from joinedup.imports.choices import LEAVE_OUT, NEW, Choices
from joinedup.imports.fields import Kind
from joinedup.imports.headings import normalise_heading
from joinedup.imports.matching import Certainty, Described, Match, Register
from joinedup.imports.naming import normalise_name
from joinedup.imports.records import clean
from joinedup.imports.resolving import Question, Resolved
from joinedup.imports.subjects import as_id, has_letters, list_id
from joinedup.model import Level, Organisation, Partnership, Provenance, Sector

# What stands over the partnerships of a matrix and says no more than that they are some.
_GROUPS = frozenset(
    {
        *("alliances", "attendance", "boards", "boards and groups", "collaboratives"),
        *("committees", "forums", "groups", "meetings", "member of", "membership", "memberships"),
        *("networks", "partnerships", "partnerships and networks", "programmes", "projects"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A partnership as a row names it."""

    name: str
    id: str = ""
    kind: str = ""
    level: Level | None = None

    @property
    def key(self) -> str:
        """Same for all rows that name it in the same words; answers are kept by it."""
        return _key(self.id, self.name)

    def applied_to(self, known: Partnership) -> Partnership:
        """The partnership on record with the name, kind and level that the row states."""
        stated = {"name": self.name if has_letters(self.name) else "", "kind": self.kind}
        changed: dict[str, Any] = {
            name: text
            for name, text in stated.items()
            if text and text != clean(getattr(known, name))
        }
        level = self.level or known.level
        # The area that it served is one of the old level.
        area = known.area if level is known.level else None
        return replace(known, **changed, level=level, area=area)


@lru_cache(maxsize=8_192)  # thousands of rows name a few dozen
def _key(one_id: str, name: str) -> str:
    text = f"{one_id}\x1f{normalise_name(name) or name}"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"p{digest[:15]}"


def names_of_columns(headings: Sequence[str]) -> dict[str, str]:
    """The names of the partnerships that the columns of a matrix stand for, by heading.

    Of two rows of headings (``Boards: Falls Board``) the upper one is left away where it says
    nothing: where it stands over all columns, or is a word such as "Boards". It stays where
    two columns would have one name without it.
    """
    parts = {heading: heading.partition(": ") for heading in headings}
    heads = {head for head, _, lower in parts.values() if lower}
    empty = {head for head in heads if heads == {head} or normalise_heading(head) in _GROUPS}
    names = {
        heading: lower if lower and head in empty else heading
        for heading, (head, _, lower) in parts.items()
    }
    if len(names) < 2 or len(set(names.values())) < len(names):
        return {heading: heading for heading in headings}
    return names


class Known:
    """Partnerships or programmes on record, to be found by id and by name.

    Args:
        names: The names of each, by id, its own first.
        taken: Ids that a new one may not have, as something else has them.
        what: What they are, in a word; ids of new ones begin with it.
    """

    def __init__(
        self,
        names: Mapping[str, Sequence[str]],
        taken: Collection[str] = frozenset(),
        what: str = "partnership",
    ) -> None:
        self._taken = taken
        self._known = names
        self._what = what
        self._by_name: dict[str, list[str]] = {}
        for key, words in names.items():
            for word in dict.fromkeys(map(normalise_name, words)):
                self._by_name.setdefault(word, []).append(key)
        self._register = _register(names.items())

    def resolve(
        self, named: Sequence[Named], rows: Mapping[str, tuple[int, ...]], choices: Choices
    ) -> dict[str, Resolved]:
        """What becomes of each of those named, by key.

        Those that the record does not have are compared with each other as well, so that two
        spellings of a new one are one question and not two of them. The columns of a
        matrix are not: whoever made it meant them to be different.
        """
        found = {one.key: self._resolve(one, rows[one.key], choices) for one in named}
        if choices.kind is Kind.MATRIX:
            return found
        fresh = {one.key: one for one in named if found[one.key].new}
        ids = {key: found[key].id or "" for key in fresh}
        return found | self._among_themselves(fresh, ids, rows, choices)

    def _resolve(self, one: Named, rows: tuple[int, ...], choices: Choices) -> Resolved:
        answer = choices.decisions.get(one.key)
        if answer == LEAVE_OUT:
            return Resolved(left_out=True)
        if answer in self._known:
            return Resolved(id=answer, reason="You said it is this one", confirmed=True)
        if one.id in self._known:
            return Resolved(id=one.id, reason="Same id")
        same = self._by_name.get(normalise_name(one.name), [])
        if len(same) == 1 and answer != NEW:
            return Resolved(id=same[0], reason="Same name")
        match = self._register.match(Described(name=one.name))
        if answer == NEW or match.certainty is Certainty.NONE:
            return Resolved(id=self._free(one), new=True)
        return Resolved(question=_question(one, rows, match, self._what))

    def _free(self, one: Named) -> str:
        """The id of a new one: its own, else made of its name; none that is taken."""
        wanted = as_id(one.id, self._what) if one.id else list_id(self._what, one.name)
        found, count = wanted, 2
        while found in self._known or found in self._taken:
            found, count = f"{wanted}-{count}", count + 1
        return found

    def _among_themselves(
        self,
        fresh: Mapping[str, Named],
        ids: Mapping[str, str],
        rows: Mapping[str, tuple[int, ...]],
        choices: Choices,
    ) -> dict[str, Resolved]:
        """New ones, each compared with those that stand above it in the list."""
        first: dict[str, str] = {}
        for key in fresh:
            first.setdefault(ids[key], key)
        order = {one_id: place for place, one_id in enumerate(first)}
        register = _register((one_id, (fresh[key].name,)) for one_id, key in first.items())
        resolved: dict[str, Resolved] = {}
        # What was found to be the same as another; followed to the first.
        same: dict[str, str] = {}
        for key, one in fresh.items():
            own, answer = ids[key], choices.decisions.get(key)
            match = register.match(Described(name=one.name), without=own)
            above = tuple(
                candidate
                for candidate in match.candidates
                if order[candidate.organisation] < order[own]
            )
            certain = match.certainty is Certainty.CERTAIN
            if answer in first and answer != own:
                same[own] = same.get(answer, answer)
            elif above and certain and answer != NEW:
                same[own] = same.get(above[0].organisation, above[0].organisation)
            elif above and answer != NEW and key == first[own]:
                question = _question(one, rows[key], replace(match, candidates=above), self._what)
                resolved[key] = Resolved(question=question)
                continue
            resolved[key] = Resolved(id=same.get(own, own), new=True, confirmed=answer in first)
        return resolved


def _register(named: Iterable[tuple[str, Sequence[str]]]) -> Register:
    """Ids and names to be found by likeness; a register does not ask what bears them."""
    nowhere = Provenance(source="record", licence="record")
    return Register(
        Organisation(
            id=key,
            name=names[0],
            aliases=tuple(names[1:]),
            sector=Sector.OTHER,
            provenance=nowhere,
        )
        for key, names in named
    )


def _question(one: Named, rows: tuple[int, ...], match: Match, about: str) -> Question:
    return Question(
        key=one.key,
        about=about,
        name=one.name,
        details={"Kind": one.kind} if one.kind else {},
        rows=rows,
        candidates=match.candidates,
        conflict=match.conflict,
    )


def new_partnership(
    one_id: str,
    named: Named,
    members: Iterable[Organisation],
    provenance: Provenance,
    choices: Choices,
) -> Partnership:
    """A partnership that only the list names.

    Where neither the rows nor the person say at which level it works, it works at the place
    that all its members of the footprint lie in, else in the whole system.
    """
    places = {member.place for member in members if not member.outside}
    only = next(iter(places)) if len(places) == 1 else None
    level = named.level or choices.level or (Level.PLACE if only else Level.SYSTEM)
    return Partnership(
        id=one_id,
        name=named.name,
        kind=named.kind or "partnership",
        level=level,
        area=only if level is Level.PLACE else None,
        provenance=provenance,
    )
