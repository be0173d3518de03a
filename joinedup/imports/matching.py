"""Finds out which organisation on record a row means, and says why.

In this order: the id of our own exports; the numbers that name an organisation; the same
name, with the postcode or place; a name that is alike. What is certain carries its reason;
whatever leaves room for another reading is put to a person, with what speaks for and
against it. Precision comes first: a doubt costs a click, a wrong match costs trust.

Imports :mod:`joinedup.model`, :mod:`.known`, :mod:`.doubts` and :mod:`.naming`. Tested by
``tests/*/test_imports_matching.py`` and the labelled pairs in ``tests/cases/matching.yaml``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from joinedup.imports.doubts import (
    UNLIKE,
    about_bare_name,
    about_name,
    about_numbers,
    about_other_number,
)
from joinedup.imports.known import Known, Pair, Where, canonical, label, sectors_fit
from joinedup.imports.naming import guesses, readings
from joinedup.model import Organisation, Sector

#: The most candidates that are shown for one row.
MOST = 5
#: Rows between two reports of progress.
STEP = 200
# By where the two are: from how much likeness on a name is worth showing, and what is added
# to it when candidates are put in order.
_BY_WHERE = {
    Where.SAME_POSTCODE: (55.0, 15.0),
    Where.SAME_PLACE: (72.0, 5.0),
    Where.UNKNOWN: (75.0, 0.0),
    Where.OTHER_POSTCODE: (80.0, -5.0),
    Where.OTHER_PLACE: (84.0, -10.0),
}
_REASON = {Where.SAME_POSTCODE: "postcode", Where.SAME_PLACE: "place"}
# What a short form scores: it is shown, after names that are really alike.
_SHORT_FORM = 60.0
# A stated number that differs rules out names less alike: at the same postcode, elsewhere.
_DESPITE_NUMBER = (80.0, 92.0)
# From how much likeness on another one at the postcode leaves a misspelt name in doubt.
_RIVAL = 80.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An organisation as a row describes it.

    Attributes:
        name: As it stands in the row; may be empty where there is an id or a number.
        id: Of our own exports.
        identifiers: Pairs of scheme and canonical value: ``ods``, ``org-id``, ``ons``.
        postcode: Normalised, ``S1 2HH``; empty where not stated.
        place: Id of the place.
    """

    name: str
    id: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    postcode: str = ""
    place: str | None = None
    sector: Sector | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An organisation on record that a row may mean.

    Attributes:
        organisation: Its id.
        score: 0 to 100; 100 for the same id, number or name, else how alike the names are.
        reason: ``id``, ``ods``, ``org-id``, ``ons``; ``name-postcode``, ``name-place``,
            ``name-unique``, ``name``; ``alias-postcode`` and so on for its other names;
            ``misspelt-postcode``; ``fuzzy-postcode``, ``fuzzy-place``, ``fuzzy``; ``acronym``.
        words: Why, for a person.
    """

    organisation: str
    score: float
    reason: str
    words: str


class Certainty(StrEnum):
    """What becomes of a match."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a row may mean.

    Attributes:
        certainty: Certain: the only candidate is meant. Doubtful: a person has to say.
        candidates: Best first, at most five; none where nothing on record comes near.
        conflict: What speaks against the best one, in a sentence; empty where nothing does.
    """

    certainty: Certainty
    candidates: tuple[Candidate, ...] = ()
    conflict: str = ""


Progress = Callable[[int, int], None]


class Register:
    """The organisations on record, to be found by what rows say; built once, then only read.

    Args:
        organisations: Of several with one id, the first counts.
    """

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._known = Known(organisations)

    def match(self, one: Described, *, without: str = "") -> Match:
        """What a row may mean; ``without`` one, to compare a list with itself."""
        return _Search(self._known, one, self._known.position(without)).run()

    def match_numbered(
        self, one: Described, organisation: str, pair: Pair, *, without: str = ""
    ) -> Match:
        """What a row may mean whose number the list itself gives to an organisation on record."""
        at = self._known.position(organisation)
        search = _Search(self._known, one, self._known.position(without))
        return search.run() if at is None else search.by_number(at, pair)

    def lacking(self, organisation: str, identifiers: Iterable[Pair]) -> list[Pair]:
        """The numbers, canonical, that an organisation does not have on record."""
        at = self._known.position(organisation)
        numbers = dict.fromkeys(map(canonical, identifiers))
        return [pair for pair in numbers if at is None or not self._known.has_number(at, pair)]

    def match_all(
        self, many: Sequence[Described], *, progress: Progress | None = None
    ) -> list[Match]:
        """What each row may mean, in their order; rows that say the same are searched once.

        Progress is told rows done and rows in all, and may raise to cancel.
        """
        known: dict[Described, Match] = {}
        found = []
        for done, one in enumerate(many):
            if progress and done % STEP == 0:
                progress(done, len(many))
            if one not in known:
                known[one] = self.match(one)
            found.append(known[one])
        if progress:
            progress(len(many), len(many))
        return found


class _Search:
    """One row's search: what it says, and the record without what is to be left out."""

    def __init__(self, known: Known, one: Described, skip: int | None) -> None:
        self._known = known
        self._one = one
        self._skip = skip
        self._texts = readings(one.name)
        self._guesses = guesses(one.name)
        self._short_forms = known.names.short_forms(self._texts[0]) if self._texts else set()
        self._abbreviated: set[int] = set()

    def run(self) -> Match:
        """Id first, then numbers, then names."""
        told: dict[int, Pair] = {}
        shared: Pair | None = None
        for pair in map(canonical, self._one.identifiers):
            owners = [at for at in self._known.with_number(pair) if at != self._skip]
            shared = pair if len(owners) > 1 else shared
            told |= {at: told.get(at, pair) for at in owners}
        own = self._known.position(self._one.id)
        if own is not None and own != self._skip:
            return self._by_id(own, told)
        if len(told) > 1:
            several = f"Several organisations on record have the {label(shared)}" if shared else ""
            conflict = several or "Its numbers are those of different organisations"
            return doubtful((self._numbered(at, told[at]) for at in told), conflict)
        if told:
            return self.by_number(*next(iter(told.items())))
        return self._by_name()

    # --- id and numbers --------------------------------------------------------------

    def _by_id(self, own: int, told: Mapping[int, Pair]) -> Match:
        others = {at: pair for at, pair in told.items() if at != own}
        numbers = self._one.identifiers
        unlike = self._unlike(own, "id")
        conflict = about_numbers(self._known, own, numbers, self._texts, others) or unlike
        first = self._candidate(own, 100.0, "id", _words("The id it has here", unlike))
        if not conflict:
            return _certain(first)
        numbered = (self._numbered(at, pair) for at, pair in others.items())
        return doubtful([first, *numbered, *(self._plain() if unlike else ())], conflict)

    def by_number(self, at: int, pair: Pair) -> Match:
        """What the row may mean, its number being that of an organisation on record."""
        unlike = self._unlike(at, label(pair))
        conflict = unlike or self._other_number(at)
        first = self._numbered(at, pair, unlike)
        return doubtful([first, *self._plain()], conflict) if conflict else _certain(first)

    def _plain(self) -> Sequence[Candidate]:
        """With its id or number in doubt, the row is looked for as if it had none."""
        plain = replace(self._one, id="", identifiers=())
        return _Search(self._known, plain, self._skip).run().candidates

    def _unlike(self, at: int, what: str) -> str:
        return about_name(self._known, at, what, self._texts, self._one.postcode, self._skip)

    def _other_number(self, at: int) -> str:
        return about_other_number(self._known, at, self._one.identifiers)

    # --- names -----------------------------------------------------------------------

    def _by_name(self) -> Match:
        known = self._known.with_name((*self._texts, *self._guesses), self._one.postcode)
        same = {at: itself for at, itself in known.items() if self._may_be(at)}
        chosen, doubt = self._judge(same)
        if chosen is not None and not doubt:
            return _certain(self._named(chosen, itself=same[chosen], sure=True))
        alike = self._alike(same)
        slip = None if same else self._misspelt(alike)
        if slip is not None:
            return _certain(self._likened(slip, alike[slip], misspelt=True))
        scores = alike | dict.fromkeys(same, 100.0)
        nearness = {at: scores[at] + _BY_WHERE[self._where(at)][1] for at in scores}
        ranked = sorted(scores, key=lambda at: (-nearness[at], at))
        named = {at: self._named(at, itself=itself) for at, itself in same.items()}
        return doubtful((named.get(at) or self._likened(at, scores[at]) for at in ranked), doubt)

    def _may_be(self, at: int) -> bool:
        """Not one to be left out, nor one elsewhere whose number is another."""
        return at != self._skip and not (self._where(at).elsewhere and self._other_number(at))

    def _judge(self, same: Mapping[int, bool]) -> tuple[int | None, str]:
        """Which of those with the same name is meant, and what leaves a doubt."""
        here = [at for at in same if self._where(at) is Where.SAME_POSTCODE]
        possible = here or [at for at in same if not self._where(at).elsewhere]
        if len(here) > 1:
            return None, "Several organisations on record have this name and postcode"
        if here:
            return here[0], self._other_number(here[0])
        if not possible:
            return None, "On record, this name is elsewhere" if same else ""
        at = possible[0]
        if len(possible) > 1 or (len(same) > 1 and self._where(at) is not Where.SAME_PLACE):
            return None, "Several organisations on record have this name"
        return at, self._doubt(at)

    def _doubt(self, at: int) -> str:
        """What speaks against the only one with the name, without a postcode for it."""
        against = about_bare_name(self._known, at, self._texts, self._one.sector)
        return against or self._other_number(at)

    def _alike(self, same: Mapping[int, bool]) -> dict[int, float]:
        """Likeness of those with another name that are worth showing."""
        scores = self._known.alike((*self._texts, *self._guesses), self._one.postcode)
        found = {
            at: score
            for at, score in scores.items()
            if score >= _BY_WHERE[self._where(at)][0] and self._fits_number(at, score)
        }
        self._abbreviated = self._short_forms - found.keys()
        found |= dict.fromkeys(self._abbreviated, _SHORT_FORM)
        return {at: score for at, score in found.items() if at not in same and self._may_be(at)}

    def _fits_number(self, at: int, score: float) -> bool:
        here = self._where(at) is Where.SAME_POSTCODE
        return score >= _DESPITE_NUMBER[0 if here else 1] or not self._other_number(at)

    def _misspelt(self, alike: Mapping[int, float]) -> int | None:
        """The only one at the postcode whose name this is with slips of the keyboard."""
        near = [at for at in alike if self._where(at) is Where.SAME_POSTCODE]
        rivals = {at for at in near if alike[at] >= _RIVAL}
        slips = (at for at in near if rivals <= {at} and self._is_misspelt(at))
        return next(slips, None)

    def _is_misspelt(self, at: int) -> bool:
        return (
            sectors_fit(self._one.sector, self._known.all[at].sector)
            and not self._other_number(at)
            and any(
                self._known.names.misspelt(text, at, without=self._skip) for text in self._texts
            )
        )

    def _where(self, at: int) -> Where:
        return self._known.where(at, self._one.postcode, self._one.place)

    # --- candidates ------------------------------------------------------------------

    def _name(self, at: int) -> str:
        return self._known.all[at].name

    def _numbered(self, at: int, pair: Pair, unlike: str = "") -> Candidate:
        return self._candidate(at, 100.0, pair[0], _words(f"Same {label(pair)}", unlike))

    def _named(self, at: int, *, itself: bool, sure: bool = False) -> Candidate:
        where = self._where(at)
        first, kind = ("Same name", "name") if itself else ("Known by this name too", "alias")
        ending = _REASON.get(where, "unique" if sure else "")
        reason = f"{kind}-{ending}" if ending else kind
        more = where or ("and no other on record has it" if sure else "")
        return self._candidate(at, 100.0, reason, f"{first}, {more}" if more else first)

    def _likened(self, at: int, score: float, *, misspelt: bool = False) -> Candidate:
        where = self._where(at)
        if at in self._abbreviated:
            return self._candidate(at, score, "acronym", "One may be the other's initials")
        kind = "misspelt" if misspelt else "fuzzy"
        reason = f"{kind}-{_REASON[where]}" if where in _REASON else kind
        words = f"Name {score:.0f}% alike"
        return self._candidate(at, score, reason, f"{words}, {where}" if where else words)

    def _candidate(self, at: int, score: float, reason: str, words: str) -> Candidate:
        one = self._known.all[at].id
        return Candidate(organisation=one, score=round(score, 1), reason=reason, words=words)


def _words(words: str, conflict: str) -> str:
    return f"{words}, {UNLIKE}" if conflict.endswith(UNLIKE) else words


def _certain(one: Candidate) -> Match:
    return Match(certainty=Certainty.CERTAIN, candidates=(one,))


def doubtful(candidates: Iterable[Candidate], conflict: str) -> Match:
    """The first five, each organisation once; no match at all where there are none."""
    best: dict[str, Candidate] = {}
    for one in candidates:
        best.setdefault(one.organisation, one)
    if not best:
        return Match(certainty=Certainty.NONE)
    shown = tuple(best.values())[:MOST]
    return Match(certainty=Certainty.DOUBTFUL, candidates=shown, conflict=conflict)
