"""Who a row is about: its organisations as they are described, matched or new."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from joinedup.imports import identifiers
from joinedup.imports.choices import LEAVE_OUT, NEW, Choices
from joinedup.imports.fields import SEPARATOR
from joinedup.imports.matching import Candidate, Certainty, Described, Match, Register
from joinedup.imports.naming import normalise_name
from joinedup.imports.positions import find_postcode
from joinedup.imports.problems import Problem
from joinedup.imports.records import STEP, Progress, Record
from joinedup.imports.values import read_sector
from joinedup.model import Area, AreaLevel, Organisation, Provenance, Sector

#: The fields of the second organisation of a tie, by those of the first.
OTHER = {
    "organisation_id": "other_id",
    "organisation": "other",
    "ods_code": "other_ods_code",
    "charity_number": "other_charity_number",
    "postcode": "other_postcode",
}
_IDENTIFIERS = {
    "ods_code": (identifiers.ods_code, "an ODS code", "C88046"),
    "charity_number": (identifiers.charity_number, "a charity number", "1234567"),
    "company_number": (identifiers.company_number, "a company number", "04321567"),
    "org_id": (identifiers.org_id, "an org-id", "GB-CHC-1234567"),
    "ons_code": (identifiers.ons_code, "an ONS code", "E08000019"),
}
# As joinedup.model has it.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An organisation as a row describes it.

    Attributes:
        key: Same for all rows that describe it in the same words; answers are kept by it.
        described: What it is matched by.
        row: The first row that describes it.
    """

    key: str
    described: Described
    row: int


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


def subject_of(
    record: Record, places: "Places", choices: Choices, *, other: bool = False
) -> tuple[Subject | None, list[Problem]]:
    """The organisation that a row is about (or the second one of a tie), and what is wrong.

    None where the row names none, which is a problem for the caller to judge.
    """
    names = (
        OTHER
        if other
        else {name: name for name in OTHER}
        | {
            name: name
            for name in ("company_number", "org_id", "ons_code", "sector", "place", "address")
        }
    )
    cells = {name: record.get(theirs) for name, theirs in names.items()}
    found, problems = _identifiers(record, cells, names)
    postcode, more = read_postcode(record, cells, names)
    problems += more
    name, own_id = cells["organisation"], cells["organisation_id"]
    if not has_letters(name):
        name = ""
    if not (name or own_id or found):
        return None, problems
    described = Described(
        name=name,
        id=own_id,
        identifiers=tuple(found),
        postcode=postcode,
        place=places.find(cells.get("place", "")),
        sector=read_sector(cells.get("sector", "")) or choices.sector,
    )
    return Subject(key=_key(described), described=described, row=record.row), problems


def has_letters(name: str) -> bool:
    """Whether a text can be a name at all: it has a letter or a digit of any script."""
    return any(map(str.isalnum, name))


def read_postcode(
    record: Record, cells: Mapping[str, str], names: Mapping[str, str]
) -> tuple[str, list[Problem]]:
    """The postcode of a row, from its own column or out of the address, and what is wrong."""
    problems: list[Problem] = []
    for field in ("postcode", "address"):
        text = cells.get(field, "")
        if not text:
            continue
        found, how = find_postcode(text)
        column = names.get(field, field)
        if found and how == "letter-o":
            problems.append(
                record.problem(
                    "postcode-corrected",
                    column,
                    f"A letter stands for a digit in this postcode; it is read as {found}",
                    "Check that this is the postcode that was meant.",
                    waits=False,
                )
            )
        if found:
            return found, problems
        if field == "postcode" or how == "several":
            problems.append(_no_postcode(record, column, several=how == "several"))
        elif not problems:
            problems.append(
                record.problem(
                    "address-without-postcode",
                    column,
                    "No postcode was found in this address, so it is not on the map by it",
                    "Add the postcode.",
                    waits=False,
                )
            )
    return "", problems


def _no_postcode(record: Record, column: str, *, several: bool) -> Problem:
    if several:
        return record.problem(
            "postcode-several",
            column,
            "There is more than one postcode in this cell",
            "Leave the one of the place where the organisation works from.",
        )
    return record.problem(
        "postcode-unreadable",
        column,
        "This is not a postcode",
        "Write it like S1 2HH, or leave the cell empty.",
    )


def _identifiers(
    record: Record, cells: Mapping[str, str], names: Mapping[str, str]
) -> tuple[list[tuple[str, str]], list[Problem]]:
    found: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for field, (read, what, example) in _IDENTIFIERS.items():
        for text in cells.get(field, "").split(SEPARATOR):
            if not text.strip():
                continue
            value = read(text)
            if value is None:
                problem = record.problem(
                    f"{field.replace('_', '-')}-unreadable",
                    names[field],
                    f"This is not {what}",
                    f"Write it like {example}, or leave the cell empty.",
                )
                problems.append(problem)
            else:
                found.append(_pair(field, value))
    return list(dict.fromkeys(found)), problems


def _pair(field: str, value: str) -> tuple[str, str]:
    if field == "ons_code":
        return "ons", value
    if field == "charity_number":
        return "org-id", identifiers.as_org_id(charity=value)
    if field == "company_number":
        return "org-id", identifiers.as_org_id(company=value)
    return ("ods" if field == "ods_code" else "org-id"), value


def _key(one: Described) -> str:
    text = "\x1f".join(
        (
            one.id,
            normalise_name(one.name) or one.name,
            *(f"{scheme}:{value}" for scheme, value in sorted(one.identifiers)),
            one.postcode,
            one.place or "",
        )
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Places:
    """Finds a place or neighbourhood by its name, id or former code."""

    def __init__(self, areas: Iterable[Area], level: AreaLevel = AreaLevel.PLACE) -> None:
        self._ids: dict[str, str | None] = {}
        for area in areas:
            if area.level is level:
                for word in {area.id, area.name, *area.aliases}:
                    key = normalise_name(word) or word.casefold()
                    # A name that two areas share means neither.
                    known = self._ids.get(key, area.id)
                    self._ids[key] = area.id if known == area.id else None

    def find(self, text: str) -> str | None:
        """The id of the area a text names; None where it names none, or two."""
        return self._ids.get(normalise_name(text) or text.casefold()) if text else None


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
    fresh: list[Subject] = []
    for one, match in zip(subjects, matches, strict=True):
        answer = choices.decisions.get(one.key)
        resolved[one.key] = _resolved(one, match, answer, rows[one.key], names)
        if resolved[one.key].new:
            fresh.append(one)
    return resolved | _among_themselves(fresh, rows, choices, names, progress)


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
        return Resolved(id=answer, reason="You said it is this one", confirmed=True)
    if match.certainty is Certainty.CERTAIN:
        best = match.candidates[0]
        return Resolved(id=best.organisation, reason=best.words, score=best.score)
    if match.certainty is Certainty.DOUBTFUL:
        return Resolved(question=_question(one, match, rows))
    return Resolved(new=True)


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


def _among_themselves(
    fresh: Sequence[Subject],
    rows: Mapping[str, tuple[int, ...]],
    choices: Choices,
    known: Mapping[str, str],
    progress: Progress | None,
) -> dict[str, Resolved]:
    """New organisations, each compared with those that stand above it in the list."""
    ids = {one.key: _free(new_id(one.described), known) for one in fresh}
    first: dict[str, Subject] = {}
    for one in fresh:
        first.setdefault(ids[one.key], one)
    order = {one_id: place for place, one_id in enumerate(first)}
    register = Register(_as_organisation(one, one_id) for one_id, one in first.items())
    resolved: dict[str, Resolved] = {}
    # What a row was found to be the same as; followed to its first row.
    same: dict[str, str] = {}
    for done, one in enumerate(fresh):
        if progress and done % STEP == 0:
            progress(done, len(fresh))
        own = ids[one.key]
        answer = choices.decisions.get(one.key)
        match = register.match(replace(one.described, id=""), without=own)
        above = tuple(
            candidate
            for candidate in match.candidates
            if order[candidate.organisation] < order[own]
        )
        if answer == LEAVE_OUT:
            resolved[one.key] = Resolved(left_out=True)
        elif answer in first and answer != own:
            target = same.get(answer, answer)
            same[own] = target
            resolved[one.key] = Resolved(
                id=target, new=True, reason="You said it is this one", confirmed=True
            )
        elif not above or answer == NEW or one is not first[own]:
            target = same.get(own, own)
            resolved[one.key] = Resolved(id=target, new=True)
        elif match.certainty is Certainty.CERTAIN and above[0] == match.candidates[0]:
            target = same.get(above[0].organisation, above[0].organisation)
            same[own] = target
            resolved[one.key] = Resolved(
                id=target, new=True, reason=above[0].words, score=above[0].score
            )
        else:
            question = _question(one, replace(match, candidates=above), rows[one.key])
            resolved[one.key] = Resolved(question=question)
    return resolved


def _free(one_id: str, known: Mapping[str, str]) -> str:
    """The id, or where the record has it already, the id with a number behind."""
    found, count = one_id, 2
    while found in known:
        found, count = f"{one_id}-{count}", count + 1
    return found


def _as_organisation(one: Subject, one_id: str) -> Organisation:
    described = one.described
    return Organisation(
        id=one_id,
        name=described.name or one_id,
        sector=described.sector or Sector.OTHER,
        identifiers=described.identifiers,
        postcode=described.postcode,
        place=described.place,
        provenance=Provenance(source="list", licence="list"),
    )


def new_id(one: Described) -> str:
    """The id of a new organisation: its own identifier, else made of its name and postcode."""
    for scheme in ("ods", "org-id"):
        for found, value in one.identifiers:
            if found == scheme:
                return f"ods:{value}" if scheme == "ods" else as_id(value, "org-id")
    return list_id("list", one.name, one.postcode or one.place or "")


def as_id(text: str, prefix: str) -> str:
    """A text as the id of something new: itself, or made from it where it cannot be one."""
    return text if _ID.fullmatch(text) else list_id(prefix, text)


def list_id(prefix: str, name: str, more: str = "") -> str:
    """An id for something that only a list names: readable, and always the same."""
    key = normalise_name(name) or name.casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", key).strip("-")[:60].strip("-") or "x"
    digest = hashlib.sha256(f"{key}\x1f{more}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}:{slug}-{digest[:6]}"
