"""Headings: how one is read, and which fields it can mean.

Imports :mod:`.fields`. Tested by ``tests/unit/test_imports_columns.py``.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from joinedup.imports.fields import FIELDS, PARTNERSHIP_COLUMN, Field, Kind

_LONGEST = 200
# How much each way of matching says.
_OWN, _SYNONYM, _AMBIGUOUS, _SAME_WORDS, _MISSPELT, _PART = 1.0, 0.95, 0.8, 0.9, 0.8, 0.7
_READ_IN_PART = 0.97
#: How alike a misspelt heading has to be (a wrong letter in eight), and from how many letters on.
_ALIKE, _LONG_ENOUGH = 0.87, 5

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_NUMBERING = re.compile(r"^\s*[Qq]?\d{1,3}[a-z]?\s*[.):]\s*")
_UNITS = re.compile(
    r" (?:m|metres|meters|deg|degrees|wgs84|wgs 84|osgb36|text|optional|required|mandatory"
    r"|if known|if any|if applicable|please)$"
)
_GENERIC = re.compile(r"column [a-z]{1,3}")
_REMARK = re.compile(
    r"\b(?:notes?|comments?|remarks?|descriptions?|details|reasons?|actions?|address|contact|"
    r"e ?mails?|url|web|website|facebook|twitter|source|licence|license|title|total|sum|count|"
    r"consent|gdpr|active|updated?|question|answer|summary|purpose|aims?|objectives?)\b"
)
_OF = re.compile(r" (?:of|for|if|in|at|on|where|as) ")
_SPELLINGS = {
    **dict.fromkeys(
        ("org", "orgs", "organization", "organizations", "organisations"), "organisation"
    ),
    **dict.fromkeys(("no", "num", "nr", "nos", "numbers"), "number"),
    **dict.fromkeys(("reg", "regd", "registration"), "registered"),
    **dict.fromkeys(("centre", "center"), "centre"),
    "neighborhood": "neighbourhood",
    "address1": "address",
    "addr": "address",
    "names": "name",
    **{f"{one}s": one for one in ("alliance", "network", "board", "forum", "programme")},
    "codes": "code",
}
_EMPTY_WORDS = frozenset(
    {
        *("the", "an", "of", "your", "our", "its", "their", "what", "which", "is", "please"),
        *("enter", "full", "main", "do", "does", "you", "s", "it", "in", "are", "part"),
    }
)
# What such a heading ends with is no organisation's: "e-mail address".
_NOT_IN_PARTS = frozenset(
    {"email", "mail", "web", "website", "ip", "home", "patient", "client", "url", "previous", "old"}
)
# Words that mean one thing in one list and another in the next.
_OPEN_WORDS = frozenset(
    {
        *("type", "name", "group", "group name", "from", "to", "level", "area", "kind", "source"),
        *("category", "project", "project name", "id", "left", "how", "x", "y", "label", "member"),
        *("partner", "service", "body", "community", "start", "end", "location", "reference"),
        *("function", "score", "identifier", "target", "description", "trust", "where", "members"),
        *("company", "charity", "capacity", "programme", "program", "initiative", "meeting"),
        *("town", "city", "cluster", "int", "pc", "la", "focus", "users", "other"),
    }
)
# In a list of ties, what stands before a field says whose it is: "To: Postcode".
_SECOND = re.compile(r"^(?:to|target|other|partner|second|receiving|recipient) | (?:2|b|to)$")
_FIRST = re.compile(r"^(?:from|source|first|own|your) | (?:1|a|from)$")
_OTHERS = {
    "organisation_id": "other_id",
    "organisation": "other",
    "ods_code": "other_ods_code",
    "charity_number": "other_charity_number",
    "postcode": "other_postcode",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a heading can mean: how sure that is (0 to 1), and why, in words."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    field: Field
    score: float


@lru_cache(maxsize=8_192)
def normalise_heading(heading: str) -> str:
    """A heading in lower case: words with single spaces, no accents, no punctuation.

    ``OrganisationName*`` and ``organisation_name`` are both ``organisation name``. Of a very
    long one, the first 200 characters count.
    """
    plain = unicodedata.normalize("NFKD", heading[:_LONGEST])
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = _CAMEL.sub(" ", _NUMBERING.sub("", plain)).casefold().replace("&", " and ")
    return " ".join(re.sub(r"[^\w]|_", " ", re.sub(r"['’]", "", plain)).split())  # noqa: RUF001


def is_generic(heading: str) -> bool:
    """Whether a heading is one of ours, for a column that had none: ``Column C``."""
    return bool(_GENERIC.fullmatch(normalise_heading(heading)))


def is_remark(heading: str, *, alone: bool = False) -> bool:
    """Whether a heading says that its cells are neither names nor partnerships: "Notes".

    Args:
        heading: The heading.
        alone: Whether it has to say nothing else: "Active" is a remark, "Active Travel" none.
    """
    plain = normalise_heading(heading)
    return bool(_REMARK.fullmatch(plain) if alone else _REMARK.search(plain))


def own_fields(headings: Sequence[str]) -> tuple[Kind, tuple[str, ...]] | None:
    """What our own exports and templates say of themselves: the kind, and each column's field.

    Every heading is, letter for letter, the name or the label of a field of one kind, and
    half of that kind's fields are there, so that a column may have been deleted. In a matrix
    all of them are, and the other columns are partnerships.

    Returns:
        None where the headings are not ours, or could be those of two kinds.
    """
    for written in ("name", "label"):
        own = {kind: _fields_by(written, kind) for kind in Kind}
        found = [
            kind
            for kind, fields in own.items()
            if fields.keys() >= set(headings) and 2 * len(set(headings)) >= len(fields)
        ]
        if len(found) == 1:
            return found[0], tuple(own[found[0]][one] for one in headings)
        matrix = own[Kind.MATRIX]
        others = set(headings) - matrix.keys()
        if others and matrix.keys() <= set(headings) and not others & set().union(*own.values()):
            return Kind.MATRIX, tuple(matrix.get(one, PARTNERSHIP_COLUMN) for one in headings)
    return None


def _fields_by(written: str, kind: Kind) -> dict[str, str]:
    """The names of a kind's fields by what stands for them; a partnership's column is no one's."""
    fields = (field for field in FIELDS[kind] if field.name != PARTNERSHIP_COLUMN)
    return {getattr(field, written): field.name for field in fields}


def meanings(heading: str, kind: Kind) -> Mapping[str, Meaning]:
    """The fields that a heading can mean in a list of a kind, by name, with score and reason."""
    return _meanings(heading[:_LONGEST], kind)


@lru_cache(maxsize=8_192)
def _meanings(heading: str, kind: Kind) -> Mapping[str, Meaning]:
    found: dict[str, Meaning] = {}
    for index, reading in enumerate(_readings(heading)):
        share = _READ_IN_PART if index else 1.0
        for name, meaning in _of_reading(reading, kind):
            scaled = Meaning(score=round(share * meaning.score, 4), reason=meaning.reason)
            if name not in found or found[name].score < scaled.score:
                found[name] = scaled
    return found


def _readings(heading: str) -> list[str]:
    """The heading whole, without brackets and units, and its lower part of two rows."""
    whole = normalise_heading(heading)
    bare = _UNITS.sub("", normalise_heading(_BRACKETS.sub(" ", heading)))
    lower = normalise_heading(_BRACKETS.sub(" ", heading.rpartition(": ")[2]))
    return [one for one in dict.fromkeys((whole, bare, lower)) if one]


def _of_reading(reading: str, kind: Kind) -> Iterator[tuple[str, Meaning]]:
    if kind is Kind.TIES:
        yield from _of_side(reading)
    phrases = _phrases(kind)
    for phrase in phrases.get(reading, ()):
        reason = f"Heading says {in_sentence(phrase.field.label)}"
        yield phrase.field.name, Meaning(score=phrase.score, reason=reason)
    if reading in phrases:
        return
    for score, words in _near(reading, kind):
        for phrase in phrases[words]:
            reason = f"Heading is close to “{words}”"
            yield phrase.field.name, Meaning(score=min(score, phrase.score), reason=reason)


def _of_side(reading: str) -> Iterator[tuple[str, Meaning]]:
    """The fields of a heading that says which of the two organisations it is about."""
    for pattern, others in ((_SECOND, _OTHERS), (_FIRST, {name: name for name in _OTHERS})):
        rest = pattern.sub("", reading, count=1)
        if rest == reading:
            continue
        for phrase in _phrases(Kind.TIES).get(rest, ()):
            if name := others.get(phrase.field.name):
                reason = f"Heading says {in_sentence(phrase.field.label)}, of one of the two"
                yield name, Meaning(score=0.9, reason=reason)


def in_sentence(label: str) -> str:
    """A label as it stands in a sentence: ``charity number``, ``ODS code``."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


@lru_cache(maxsize=len(Kind))
def _phrases(kind: Kind) -> Mapping[str, list[_Phrase]]:
    """The fields by every phrase that stands for them."""
    found: dict[str, list[_Phrase]] = {}
    for field in FIELDS[kind]:
        scores: dict[str, float] = {}
        for own in (field.name, field.label, _BRACKETS.sub(" ", field.label)):
            scores[normalise_heading(own)] = _OWN
        for words in map(normalise_heading, field.synonyms):
            scores.setdefault(words, _AMBIGUOUS if words in _OPEN_WORDS else _SYNONYM)
        for words, score in scores.items():
            found.setdefault(words, []).append(_Phrase(field, score))
    return found


@lru_cache(maxsize=len(Kind))
def _bags(kind: Kind) -> Mapping[str, list[str]]:
    """The phrases by their words, sorted, without those that say nothing."""
    found: dict[str, list[str]] = {}
    for words in _phrases(kind):
        found.setdefault(_bag(words), []).append(words)
    return found


def _bag(words: str) -> str:
    spelt = (_SPELLINGS.get(word, word) for word in words.split())
    return " ".join(sorted(word for word in spelt if word not in _EMPTY_WORDS))


def _near(reading: str, kind: Kind) -> Iterator[tuple[float, str]]:
    """Phrases with the same words as the heading, nearly its letters, or a part of it."""
    bags, bag = _bags(kind), _bag(reading)
    if not bag:
        return
    yield from ((_SAME_WORDS, words) for words in bags.get(bag, ()))
    if len(bag) >= _LONG_ENOUGH:
        alike = process.extract(
            bag, bags.keys(), scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=3
        )
        for other, _, _ in alike:
            if _marks(other) == _marks(bag) and len(other) >= _LONG_ENOUGH:
                yield from ((_MISSPELT, words) for words in bags[other])
    for part in _parts(reading):
        yield from ((_PART, words) for words in bags.get(_bag(part), ()) if _says_enough(words))


def _marks(bag: str) -> list[str]:
    """What one letter may not change: figures and single letters (``organisation 2``, ``b``)."""
    return [word for word in bag.split() if len(word) == 1 or any(map(str.isdigit, word))]


def _parts(reading: str) -> Iterator[str]:
    """The end of a heading (``office postcode``) and its beginning (``postcode of the office``)."""
    words = reading.split()
    if _NOT_IN_PARTS & set(words):
        return
    for start in range(1, min(len(words), 12)):
        yield " ".join(words[start:])
    if match := _OF.search(reading):
        yield reading[: match.start()]


def _says_enough(words: str) -> bool:
    # "Member of" is what somebody is a member of; a "voting member" is not.
    return len(words) >= _LONG_ENOUGH and words not in _OPEN_WORDS and not words.endswith(" of")
