"""Which programme a row means, and what rows say that it is for.

A programme is found by its id, by its name, or by the name of the partnership that it is. One that
is not on record is made, and with it the partnership, unless one of its name is there. Imports
:mod:`.partnerships`, :mod:`.work` and what reads rows. Tested by
``tests/unit/test_imports_actions.py``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from joinedup.imports.choices import Choices
from joinedup.imports.dates import read_date
from joinedup.imports.draft import Part
from joinedup.imports.partnerships import Known, Named, new_partnership
from joinedup.imports.people import looks_like_organisation
from joinedup.imports.personal import find_personal
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record, clean
from joinedup.imports.resolving import Resolved
from joinedup.imports.role_cells import names_person
from joinedup.imports.subjects import Places, free_id, has_letters, list_id
from joinedup.imports.work import Work
from joinedup.model import Dataset, Organisation, Programme, Provenance

#: What a programme that only a list names is called, and the partnership made with it.
KIND = "programme"
#: The fields of a programme by those of a row; the last two may hold several values. Places are
#: read apart.
_TEXTS = {
    "programme_kind": "kind",
    "purpose_what": "what",
    "purpose_how": "how",
    "purpose_why": "why",
    "sponsor": "sponsor",
}
_SEVERAL = {"programme_led_by": "leads", "principles": "principles"}
# What stands above a table beside its name: when and by whom it was written, what sort of paper.
_ABOUT_PAPER = re.compile(
    r"^(?:(?:last |date )?(?:updated|revised|reviewed|compiled|prepared|printed|produced)\b|"
    r"(?:as (?:at|of)|version|draft|date|dated|page|agenda item)\b[ :]*(?:\d|$)|"
    r"(?:author|owner|contact|completed by|lead)\s*:|(?:official|confidential)\b)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:the )?(?:action|actions|delivery|work|project|programme|implementation)? ?"
    r"(?:log|plan|tracker|list|register|actions|report|minutes|notes)(?: (?:of )?\d[\d /-]*)?|"
    r"(?:programme|program|project|scheme)(?: name| title)?|(?:appendix|annex) \w{1,3}",
    re.IGNORECASE,
)
# What bodies are not called: "Falls Programme" has a word for a body, and is none.
_CALLED = re.compile(r"\b(?:programme|project|strategy|plan|scheme|initiative)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+[-\u2013\u2014|]\s+|:\s+")
#: What rows say of a programme, by the programme's own field: the field of the row, the value.
Purpose = Mapping[str, tuple[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What one row says of its programme.

    Attributes:
        programme: Id that the programme has, or will have.
    """

    programme: str
    purpose: Purpose
    provenance: Provenance


def programme_in(title: str) -> str:
    """The programme that a list seems to be of, by what stands above its headings; may be empty.

    Lines that say when or by whom it was written are not its name, nor is any that names a person;
    an organisation and "Action log" are not, where something else stands beside them.

    Args:
        title: The lines, as :class:`~joinedup.imports.tables.Table` has them.
    """
    found: list[str] = []
    for line in title.split(" \u00b7 "):
        if _ABOUT_PAPER.match(line) or find_personal(line) or names_person(line):
            continue
        parts = [one for one in _BETWEEN.split(line) if has_letters(one) and not read_date(one)]
        found += [one.strip() for one in parts if not _PAPER.fullmatch(one.strip())]
    named = [one for one in found if _CALLED.search(one) or not looks_like_organisation(one)]
    return next(iter(named or found), "")


def named_in(
    record: Record, dataset: Dataset, known: Part | None, choices: Choices
) -> Named | None:
    """The programme that a row names; None where it names none.

    A row without one is of the programme that the list is said to be of; one that carries the id
    of something on record is of that one's programme.

    Args:
        record: The row.
        dataset: What is on record.
        known: What is on record under the id that the row carries.
        choices: What was said of the list.
    """
    name, own_id = record.get("programme"), record.get("programme_id")
    if own_id in dataset.programme_by_id or has_letters(name):
        return Named(name=name, id=own_id)
    if known is not None and not (name or own_id):
        return Named(name=dataset.programme_by_id[known.programme].name, id=known.programme)
    said = " ".join(choices.programme.split())
    if has_letters(said) and not (name or own_id):
        return Named(name=said)
    return None


def unnamed(record: Record) -> Problem:
    """The problem of a row that names no programme."""
    field = "programme" if record.get("programme") else "programme_id"
    if record.get(field):
        return record.problem(
            "no-programme-name",
            field,
            "This programme is not on record, and the row has no name for it",
            "Write its name, or correct its id.",
        )
    return record.problem(
        "no-programme",
        "programme",
        "The row names no programme",
        "Write its name, or say among the columns which programme the list is of.",
    )


def resolve_programmes(
    work: Work, named: Mapping[int, Named], rows: Iterable[Record]
) -> dict[str, Resolved]:
    """What becomes of each programme named, by key; rows that have to be asked about wait.

    Args:
        named: The programme of each row.
        rows: The rows.
    """
    found: dict[str, list[int]] = {}
    first: dict[str, Named] = {}
    for record in work.open(rows):
        one = named[record.row]
        found.setdefault(one.key, []).append(record.row)
        first.setdefault(one.key, one)
    known = Known(_names(work.dataset), what=KIND)
    numbers = {key: tuple(dict.fromkeys(each)) for key, each in found.items()}
    resolved = known.resolve(list(first.values()), numbers, work.choices)
    work.settle(found, resolved)
    return resolved


def _names(dataset: Dataset) -> dict[str, Sequence[str]]:
    """The names of programmes, and of the partnerships that none of them is, by id."""
    known = dataset.partnership_by_id
    found: dict[str, Sequence[str]] = {}
    for one in dataset.programmes:
        more = (known[one.partnership].name,) if one.partnership else ()
        found[one.id] = tuple(dict.fromkeys((one.name, *more)))
    taken = {one.partnership for one in dataset.programmes}
    for other in dataset.partnerships:
        if other.id not in taken:
            found.setdefault(other.id, (other.name,))
    return found


def purpose_of(
    record: Record, dataset: Dataset, places: Places, *, alone: bool
) -> tuple[Purpose, list[Problem]]:
    """What a row says of its programme, and what is wrong with it.

    Args:
        record: The row.
        dataset: What is on record.
        places: Of the footprint.
        alone: Whether the row is about the programme and about no action. Only such a row can
            rename it, by the programme's id, or say where in the source it stands: exports
            repeat the name in every row.
    """
    texts = {own: (field, record.get(field)) for field, own in _TEXTS.items()}
    several = {own: (field, record.several(field)) for field, own in _SEVERAL.items()}
    found = {one: places.find(one) for one in record.several("programme_places")}
    several["places"] = ("programme_places", tuple(dict.fromkeys(filter(None, found.values()))))
    if alone:
        texts["section"] = ("section", record.get("section"))
        if record.get("programme_id") in dataset.programme_by_id:
            name = record.get("programme")
            texts["name"] = ("programme", name if has_letters(name) else "")
    purpose = {own: told for own, told in {**texts, **several}.items() if told[1]}
    return purpose, [_no_place(record, one) for one, place in found.items() if place is None]


def _no_place(record: Record, name: str) -> Problem:
    return record.problem(
        "programme-place-unknown",
        "programme_places",
        f"No place of this footprint is called {name}",
        "Write the names of places with | between them, or nothing for the whole footprint.",
    )


class Purposes:
    """What the rows of a list have said of programmes so far."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, str], tuple[Any, int]] = {}

    def clash(self, record: Record, aim: Aim) -> Problem | None:
        """The problem where a row above says something else of the same programme."""
        for own, (field, value) in aim.purpose.items():
            said = self._said.get((aim.programme, own))
            if said and _folded(said[0]) != _folded(value):
                return record.problem(
                    "rows-disagree",
                    field,
                    f"Row {said[1]} says something else of the same programme: {own}",
                    "Say it in one row alone, or the same in all of them.",
                )
        return None

    def take(self, record: Record, aim: Aim) -> Aim:
        """What of it no row above has said; remembered from now on."""
        fresh = {
            own: told for own, told in aim.purpose.items() if (aim.programme, own) not in self._said
        }
        for own, (_, value) in fresh.items():
            self._said[aim.programme, own] = (value, record.row)
        return replace(aim, purpose=fresh)


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else tuple(map(str.casefold, value))


def make_programme(
    work: Work,
    record: Record,
    named: Named,
    resolved: Resolved,
    members: Iterable[Organisation],
    provenance: Provenance,
) -> str:
    """The id of a row's programme, which is made where it is not on record.

    Args:
        record: The first row that names it.
        named: As the row names it.
        resolved: What became of it.
        members: Who does something in it; they say where a new one works.
        provenance: Of the row.
    """
    own = programme_id(work, resolved)
    if own in work.draft.programmes:
        return own
    partnership = work.draft.partnerships.get(resolved.id or "")
    reason = "New, of the partnership on record"
    if partnership is None:
        one_id = _free(work, named.name)
        kind = replace(named, id="", kind=KIND)
        partnership = new_partnership(one_id, kind, members, provenance, work.choices)
        work.draft.partnership(
            partnership, record.row, f"New; works at the level of the {partnership.level}"
        )
        reason = "New, with a partnership of its name"
    one = Programme(
        id=own,
        name=partnership.name,
        kind=partnership.kind,
        partnership=partnership.id,
        provenance=provenance,
    )
    work.draft.programme(one, record.row, reason)
    return own


def programme_id(work: Work, resolved: Resolved) -> str:
    """The id that a row's programme has, or will have."""
    key = resolved.id or ""
    known = work.dataset.partnership_by_id.get(key)
    if key in work.dataset.programme_by_id or known is None:
        return key
    return free_id(list_id(KIND, known.name), work.dataset.programme_by_id)


def _free(work: Work, name: str) -> str:
    taken = {
        *work.draft.partnerships,
        *work.draft.organisations,
        *work.dataset.area_by_id,
    }
    return free_id(list_id("partnership", name), taken)


def apply_aim(work: Work, record: Record, aim: Aim) -> bool:
    """Take in what a row says of its programme; whether anything changed."""
    known = work.draft.programmes[aim.programme]
    changed = {
        own: value
        for own, (_, value) in aim.purpose.items()
        if not same(value, getattr(known, own))
    }
    if not changed:
        return False
    is_new = known.id not in work.dataset.programme_by_id
    provenance = known.provenance if is_new else aim.provenance
    return work.draft.programme(replace(known, **changed, provenance=provenance), record.row)


def same(stated: Any, known: Any) -> bool:
    """Whether a cell says what is on record, spacing apart."""
    if isinstance(known, tuple):
        return tuple(stated) == tuple(clean(one) for one in known)
    return bool(stated == (clean(known) if isinstance(known, str) else known))
