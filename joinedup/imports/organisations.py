"""What a row says of an organisation: a new one, or changes to one on record."""

from dataclasses import replace
from typing import Any

from joinedup.errors import ModelError
from joinedup.imports.choices import Choices
from joinedup.imports.dates import read_date
from joinedup.imports.figures import read_whole
from joinedup.imports.locations import Ground, location_of, moves, stated_elsewhere
from joinedup.imports.naming import normalise_name
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record, clean
from joinedup.imports.subjects import Subject
from joinedup.imports.values import read_sector
from joinedup.model import SCORES, Organisation, Provenance, Sector, first_day, last_day


def provenance_of(record: Record, choices: Choices) -> tuple[Provenance, list[Problem]]:
    """Where a row comes from: what it says itself, else what was said of the list."""
    as_of = read_date(record.get("as_of")) if record.get("as_of") else choices.as_of
    problems = []
    if as_of is None:
        problems.append(bad_date(record, "as_of"))
    found = Provenance(
        source=record.get("source") or choices.source,
        licence=record.get("licence") or choices.licence,
        as_of=as_of or "",
    )
    return found, problems


def bad_date(record: Record, field: str) -> Problem:
    """The problem of a cell that is no date."""
    return record.problem(
        "date-unreadable",
        field,
        "This is not a date",
        "Write it like 1 March 2026, 01/03/2026, March 2026 or 2026.",
    )


def new_organisation(
    one_id: str, record: Record, subject: Subject, ground: Ground, choices: Choices
) -> tuple[Organisation | None, list[Problem]]:
    """The organisation that a row describes; None where the row has no name for it."""
    described = subject.described
    name = described.name
    if not name:
        problem = record.problem(
            "no-name",
            "organisation",
            "This organisation is not on record, and the row has no name for it",
            "Write its name, or correct its number.",
        )
        return None, [problem]
    provenance, problems = provenance_of(record, choices)
    sector, more = _sector(record, subject, choices)
    problems += more
    location, more = location_of(record, described.postcode, ground)
    problems += more
    kind = record.get("kind")
    unread = record.get("sector") if sector is Sector.OTHER else ""
    figures, more = _figures(record)
    made = Organisation(
        id=one_id,
        name=name,
        sector=sector,
        kind=kind or unread,
        identifiers=described.identifiers,
        aliases=_more_names((), record.several("aliases"), name),
        postcode=described.postcode,
        themes=record.several("themes"),
        serves=record.several("serves"),
        provenance=provenance,
        **figures,
        **location,
    )
    return made, problems + more


def changed_organisation(
    known: Organisation,
    record: Record,
    subject: Subject,
    ground: Ground,
    choices: Choices,
    *,
    confirmed: bool,
) -> tuple[Organisation, list[Problem]]:
    """The organisation on record with what the row says besides. Empty cells change nothing.

    Its name changes only where the row carries our own id of it; otherwise another spelling
    becomes one of its other names. Names, themes and people served are added to, never taken
    away.

    Args:
        known: As it is on record.
        record: The row.
        subject: The row's organisation.
        ground: The areas.
        choices: What was said of the list.
        confirmed: Whether a person said that the row means this one.
    """
    described = subject.described
    provenance, problems = provenance_of(record, choices)
    stated: dict[str, Any] = {}
    added = _added(known, record, subject, confirmed=confirmed)
    if described.id == known.id and _differs(described.name, known.name):
        stated["name"] = described.name
    identifiers, more = _identifiers(known, record, subject)
    problems += more
    if record.get("sector"):
        sector, more = _sector(record, subject, choices)
        problems += more
        stated |= {} if more else {"sector": sector}
    if _differs(record.get("kind"), known.kind):
        stated["kind"] = record.get("kind")
    figures, more = _figures(record)
    problems += more
    stated |= figures
    if moves(known, record, described.postcode, ground):
        location, more = location_of(record, described.postcode or known.postcode, ground)
        problems += more
        if location["point"] is not None or location["place"] is not None:
            stated |= location
        elif record.get("outside"):
            stated["outside"] = location["outside"]
        if described.postcode:
            stated["postcode"] = described.postcode
    else:
        problems += stated_elsewhere(known, record, ground)
    changed = replace(known, **stated)
    if changed != known:
        changed = replace(changed, provenance=provenance)
    return replace(changed, identifiers=identifiers, **added), problems


def with_other_name(known: Organisation, record: Record, subject: Subject) -> Organisation:
    """The organisation on record with the name that a person said is its own."""
    return replace(known, **_added(known, record, subject, confirmed=True))


def _added(
    known: Organisation, record: Record, subject: Subject, *, confirmed: bool
) -> dict[str, Any]:
    """Other names, themes and people served with those of the row added."""
    name = subject.described.name
    own = subject.described.id == known.id
    names = list(record.several("aliases"))
    renamed = own and _differs(name, known.name)
    if name and not own and (confirmed or _another_name(name, known)):
        names.append(name)
    if renamed:
        names.append(known.name)
    return {
        "aliases": _more_names(known.aliases, tuple(names), name if renamed else known.name),
        "themes": _union(known.themes, record.several("themes")),
        "serves": _union(known.serves, record.several("serves")),
    }


def _differs(stated: str, known: str) -> bool:
    """Whether a cell says something else than what is on record, spacing apart."""
    return bool(stated) and stated != clean(known)


def _another_name(name: str, known: Organisation) -> bool:
    spelt = {normalise_name(one) for one in (known.name, *known.aliases)}
    return normalise_name(name) not in spelt


def _more_names(known: tuple[str, ...], more: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in _union(known, more) if one != name)


def _union(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    seen = {clean(one).casefold() for one in known}
    added = {one.casefold(): one for one in reversed(more) if one.casefold() not in seen}
    return (*known, *(one for one in more if added.get(one.casefold()) == one))


def _identifiers(
    known: Organisation, record: Record, subject: Subject
) -> tuple[tuple[tuple[str, str], ...], list[Problem]]:
    """Its numbers with those of the row; another number of one register is a problem."""
    found = list(known.identifiers)
    problems = []
    for scheme, value in subject.described.identifiers:
        if (scheme, value) in found:
            continue
        register = _register(scheme, value)
        clash = [old for old in known.identifiers if _register(*old) == register]
        if clash and register != "org-id":
            field = {"GB-CHC": "charity_number", "GB-COH": "company_number"}.get(
                register, "ods_code"
            )
            problem = record.problem(
                "number-differs",
                field,
                f"On record this organisation has another number: {clash[0][1]}",
                "Check which is right; if the row means another organisation, answer so.",
            )
            problems.append(problem)
        else:
            found.append((scheme, value))
    return tuple(found), problems


def _register(scheme: str, value: str) -> str:
    if scheme == "org-id" and value.startswith(("GB-CHC-", "GB-COH-")):
        return value[:6]
    return scheme


_NAMED_SECTORS = (
    (("ambulance service nhs trust", "ambulance service nhs foundation trust"), Sector.AMBULANCE),
    (("nhs foundation trust", "nhs trust", "nhs ft"), Sector.NHS_TRUST),
    (
        ("borough council", "city council", "county council", "district council"),
        Sector.LOCAL_AUTHORITY,
    ),
)


def _sector(record: Record, subject: Subject, choices: Choices) -> tuple[Sector, list[Problem]]:
    """The row's sector: as it says, as was said of the list, by its numbers, else "other"."""
    text = record.get("sector")
    found = (read_sector(text) if text else choices.sector) or _told(subject)
    if found is not None:
        return found, []
    message = "This is not one of the ten sectors" if text else "The row names no sector"
    problem = record.problem(
        "sector-unread" if text else "sector-missing",
        "sector",
        f"{message}; a new organisation goes in as “Other”",
        f"Write one of: {', '.join(sector.value for sector in Sector)}.",
        waits=False,
    )
    return Sector.OTHER, [problem]


def _told(subject: Subject) -> Sector | None:
    """The sector that a number or the name leaves no doubt of; None otherwise."""
    registers = {_register(*one) for one in subject.described.identifiers}
    if "GB-CHC" in registers:
        return Sector.VCSE
    name = subject.described.name.casefold()
    for words, sector in _NAMED_SECTORS:
        if any(name.endswith(word) for word in words):
            return sector
    return None


def _figures(record: Record) -> tuple[dict[str, Any], list[Problem]]:
    """The whole numbers that a row states, by field, and those that cannot be such."""
    found: dict[str, Any] = {}
    problems = []
    for name, (allowed, message, hint) in _FIGURES.items():
        text = record.get(name)
        number = read_whole(text) if text else None
        if number is not None and number in allowed:
            found[name] = number
        elif text:
            problems.append(record.problem("number-unreadable", name, message, hint))
    return found, problems


_SCORE = "This is not a score from 1 to 5"
_SCORE_HINT = "Write 1 (low), 2, 3, 4 or 5 (high), or leave the cell empty."
#: Fields of whole numbers: which ones, and what is said of everything else.
_FIGURES = {
    "registered_patients": (
        range(1_000_000),
        "This is not a number of patients",
        "Write a whole number such as 8450, or leave the cell empty.",
    ),
    "influence": (SCORES, _SCORE, _SCORE_HINT),
    "interest": (SCORES, _SCORE, _SCORE_HINT),
}


def span_of(record: Record) -> tuple[dict[str, str], list[Problem]]:
    """The dates that a row states, as partial dates by field, and what is wrong with them."""
    found: dict[str, str] = {}
    problems = []
    for name in ("since", "until", "confirmed_on"):
        text = record.get(name)
        if not text:
            continue
        day = read_date(text, end=name == "until")
        if day is None:
            problems.append(bad_date(record, name))
        else:
            found[name] = day
    since, until = found.get("since"), found.get("until")
    if since and until and last_day(until) < first_day(since):
        problems.append(
            record.problem(
                "row-contradicts-itself",
                "until",
                f"The end comes before the start, {since}",
                "Check both dates.",
            )
        )
    return found, problems


def contradiction(record: Record, field: str, error: ModelError) -> Problem:
    """A row whose values the model does not allow together, as a problem."""
    return record.problem(
        "row-contradicts-itself", field, error.what, error.hint or "Check the cells of this row."
    )
