"""What becomes of those whom rows are about: known, new, or for a person to say.

First each is compared with the record, then what the list itself says is held against each
other: a number that it gives to two, and new organisations that may be one. Two rows are one
organisation only for a reason that is told, or because a person said so.

Imports :mod:`.matching`, :mod:`.known` and :mod:`.subjects`. Tested by
``tests/unit/test_imports_resolving.py``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from joinedup.imports.choices import LEAVE_OUT, NEW, Choices
from joinedup.imports.known import Pair, canonical, label
from joinedup.imports.matching import Candidate, Certainty, Match, Register, doubtful
from joinedup.imports.records import STEP, Progress
from joinedup.imports.subjects import Subject, as_organisation, free_id, new_id

_YOU_SAID = "You said it is this one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something only a person can tell: which of these is it, or none of them?

    Attributes:
        key: By which the answer is kept.
        about: ``organisation`` or ``partnership``.
        name: As the list has it.
        details: What else the list says of it, by label.
        rows: The rows that wait for the answer.
        candidates: What it may be, best first.
        conflict: What speaks against the best candidate, in words; may be empty.
    """

    key: str
    about: str
    name: str
    details: Mapping[str, str]
    rows: tuple[int, ...]
    candidates: tuple[Candidate, ...]
    conflict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What became of a subject.

    Attributes:
        id: Of the organisation: a known one, or the one to be made; None where it is asked
            for or left out.
        new: Whether the organisation is to be made.
        reason: Why it is this one, in words.
        score: How alike they are, 0 to 100; 0 where nothing was compared.
        confirmed: Whether a person said so.
        question: What has to be asked first.
        left_out: Whether a person said to leave its rows out.
    """

    id: str | None = None
    new: bool = False
    reason: str = ""
    score: float = 0.0
    confirmed: bool = False
    question: Question | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A row that gives a number to an organisation which does not have it on record.

    Attributes:
        target: Id of the organisation.
        entry: Id by which the row itself is compared: the target's, or that of another
            spelling of it in the list.
        row: The row.
    """

    target: str
    entry: str
    row: int


_Claims = dict[Pair, list[_Claim]]


def resolve(
    subjects: Sequence[Subject],
    register: Register,
    rows: Mapping[str, tuple[int, ...]],
    choices: Choices,
    names: Mapping[str, str],
    *,
    progress: Progress | None = None,
) -> dict[str, Resolved]:
    """What becomes of each subject, by its key.

    Those that the record does not have are compared with each other as well, so that three
    spellings of one new charity are one question and not three organisations.

    Args:
        subjects: In the order of their first rows, each key once.
        register: The organisations on record.
        rows: The rows of each subject, by key.
        choices: The answers given so far.
        names: Names of the organisations on record, by id.
        progress: Told subjects done and subjects in all; may raise to cancel.
    """
    matches = register.match_all([one.described for one in subjects], progress=progress)
    resolved: dict[str, Resolved] = {}
    claims: _Claims = {}
    for one, match in zip(subjects, matches, strict=True):
        found = _resolved(one, match, choices.decisions.get(one.key), rows[one.key], names)
        if found.id is not None:
            claim = _Claim(target=found.id, entry=found.id, row=one.row)
            numbers = register.lacking(found.id, one.described.identifiers)
            twice = _claimed(claims, numbers, found.id)
            if twice and not found.confirmed:
                found = _given_twice(one, match, twice, rows[one.key], choices, names)
            else:
                _claim(claims, numbers, claim)
        resolved[one.key] = found
    fresh = [one for one in subjects if resolved[one.key].new]
    newcomers = _Newcomers(fresh, register, rows, choices, names, claims)
    return resolved | newcomers.resolve(progress)


def _resolved(
    one: Subject,
    match: Match,
    answer: str | None,
    rows: tuple[int, ...],
    known: Mapping[str, str],
) -> Resolved:
    if answer == LEAVE_OUT:
        return Resolved(left_out=True)
    # What was asked about may have been published since, and then is no question any more.
    if answer == NEW and match.certainty is not Certainty.CERTAIN:
        return Resolved(new=True)
    if answer in known:
        return Resolved(id=answer, reason=_YOU_SAID, confirmed=True)
    if match.certainty is Certainty.CERTAIN:
        best = match.candidates[0]
        return Resolved(id=best.organisation, reason=best.words, score=best.score)
    if match.certainty is Certainty.DOUBTFUL:
        return Resolved(question=_question(one, match, rows))
    return Resolved(new=True)


def _given_twice(
    one: Subject,
    match: Match,
    twice: tuple[Pair, _Claim],
    rows: tuple[int, ...],
    choices: Choices,
    names: Mapping[str, str],
) -> Resolved:
    """What becomes of a row on one organisation with the number that a row above gives another."""
    if choices.decisions.get(one.key) == NEW:
        return Resolved(new=True)
    pair, claim = twice
    doubt = doubtful([*match.candidates, _numbered(claim, pair)], _given(claim, pair, names))
    return Resolved(question=_question(one, doubt, rows))


def _given(claim: _Claim, pair: Pair, names: Mapping[str, str]) -> str:
    return f"Row {claim.row} gives the {label(pair)} to {names[claim.target]}"


def _claimed(claims: _Claims, numbers: Iterable[Pair], without: str) -> tuple[Pair, _Claim] | None:
    """The first of some numbers that the list gives to another organisation, and the row."""
    taken = ((pair, claim) for pair in numbers for claim in claims.get(pair, ()))
    return next((found for found in taken if found[1].target != without), None)


def _claim(claims: _Claims, numbers: Iterable[Pair], claim: _Claim) -> None:
    for pair in numbers:
        known = claims.setdefault(pair, [])
        if all(one.target != claim.target for one in known):
            known.append(claim)


def _numbered(claim: _Claim, pair: Pair) -> Candidate:
    return Candidate(
        organisation=claim.entry, score=100.0, reason=pair[0], words=f"Same {label(pair)}"
    )


def _question(one: Subject, match: Match, rows: tuple[int, ...]) -> Question:
    described = one.described
    details = dict(described.identifiers)
    if described.postcode:
        details["Postcode"] = described.postcode
    return Question(
        key=one.key,
        about="organisation",
        name=described.name or described.id,
        details=details,
        rows=rows,
        candidates=match.candidates,
        conflict=match.conflict,
    )


class _Newcomers:
    """Organisations that the record does not have, each compared with those above in the list.

    Rows with one number, or with one name and postcode, share an *entry*: the first of them,
    by its id. What an entry turns out to be is what its rows are compared with.
    """

    def __init__(
        self,
        fresh: Sequence[Subject],
        record: Register,
        rows: Mapping[str, tuple[int, ...]],
        choices: Choices,
        known: Mapping[str, str],
        claims: _Claims,
    ) -> None:
        self._fresh = fresh
        self._record = record
        self._rows = rows
        self._answers = choices.decisions
        self._known = known
        self._claims = claims
        self._ids = self._entries()
        self._first: dict[str, Subject] = {}
        names: dict[str, str] = {}
        for one in fresh:
            entry = self._ids[one.key]
            self._first.setdefault(entry, one)
            # The first of them may have a number only.
            names[entry] = names.get(entry) or one.described.name
        self._order = {entry: place for place, entry in enumerate(self._first)}
        self._register = Register(
            as_organisation(one, entry, names[entry]) for entry, one in self._first.items()
        )
        # What an entry was found to be the same as, followed to its first row.
        self._same: dict[str, str] = {}
        self._asked: set[str] = set()

    def resolve(self, progress: Progress | None) -> dict[str, Resolved]:
        """What becomes of each, by its key."""
        resolved: dict[str, Resolved] = {}
        for done, one in enumerate(self._fresh):
            if progress and done % STEP == 0:
                progress(done, len(self._fresh))
            found = resolved[one.key] = self._resolved(one)
            self._note(one, found)
        return resolved

    def _entries(self) -> dict[str, str]:
        """The entry of each, by its key; of one that a person called new, its own."""
        ids = {one.key: free_id(new_id(one.described), self._known) for one in self._fresh}
        taken = {*self._known, *ids.values()}
        seen: set[str] = set()
        for key, entry in ids.items():
            if entry in seen and self._answers.get(key) == NEW:
                ids[key] = free_id(entry, taken)
                taken.add(ids[key])
            seen.add(ids[key])
        return ids

    def _resolved(self, one: Subject) -> Resolved:
        own, answer = self._ids[one.key], self._answers.get(one.key)
        if answer == NEW:
            return Resolved(id=own, new=True)
        if answer in self._first and (answer != own or not self._leads(one)):
            return self._is(answer, _YOU_SAID, confirmed=True)
        match = self._match(one)
        if not match.candidates:
            return Resolved(id=own, new=True)
        best = match.candidates[0]
        if match.certainty is Certainty.CERTAIN:
            return self._is(best.organisation, best.words, score=best.score)
        return Resolved(question=_question(one, match, self._rows[one.key]))

    def _is(
        self, entry: str, reason: str, *, score: float = 0.0, confirmed: bool = False
    ) -> Resolved:
        target = self._same.get(entry, entry)
        new = target not in self._known
        return Resolved(id=target, new=new, reason=reason, score=score, confirmed=confirmed)

    def _note(self, one: Subject, found: Resolved) -> None:
        """Keep what the next ones are compared with: what the entry is, and its numbers."""
        own = self._ids[one.key]
        if found.id is None:
            if self._leads(one):
                self._asked.add(own)
            return
        if self._leads(one) and found.id != own:
            self._same[own] = found.id
        entry = own if found.id == self._same.get(own, own) else found.id
        numbers = map(canonical, one.described.identifiers)
        _claim(self._claims, numbers, _Claim(target=found.id, entry=entry, row=one.row))

    def _leads(self, one: Subject) -> bool:
        return self._first[self._ids[one.key]] is one

    def _match(self, one: Subject) -> Match:
        """What it may be of those above it: by the numbers that they have, then as any row."""
        plain, skip = replace(one.described, id=""), self._skip(one)
        named = self._above(one, self._register.match(plain, without=skip))
        numbers = dict.fromkeys(map(canonical, plain.identifiers))
        claims = [(pair, claim) for pair in numbers for claim in self._claims.get(pair, ())]
        if not claims:
            return named
        pair, claim = claims[0]
        if len({claim.target for _, claim in claims}) > 1:
            told = (_numbered(claim, pair) for pair, claim in claims)
            return doubtful([*told, *named.candidates], _several([pair for pair, _ in claims]))
        known = claim.entry in self._known
        register = self._record if known else self._register
        match = register.match_numbered(plain, claim.entry, pair, without=skip)
        if match.certainty is Certainty.CERTAIN:
            return match
        conflict = _given(claim, pair, self._known) if known else match.conflict
        above = (*self._above(one, match).candidates, *named.candidates)
        return doubtful(above, conflict)

    def _skip(self, one: Subject) -> str:
        return self._ids[one.key] if self._leads(one) else ""

    def _above(self, one: Subject, match: Match) -> Match:
        """A match without those further down, which are compared with this one in their turn."""
        last = self._order[self._ids[one.key]]
        above = [
            found for found in match.candidates if self._order.get(found.organisation, -1) <= last
        ]
        if not above or match.certainty is not Certainty.CERTAIN:
            return doubtful(above, match.conflict)
        if above[0].organisation in self._asked:
            return doubtful(above, "The row that it is like has to be confirmed itself")
        return match


def _several(pairs: Sequence[Pair]) -> str:
    if len(set(pairs)) > 1:
        return "Its numbers are those of different organisations"
    return f"Several rows that differ have the {label(pairs[0])}"
