"""What speaks for a column's holding a field: its heading, and what its cells look like.

Imports :mod:`.fields`, :mod:`.headings`, :mod:`.shapes`. Tested by
``tests/unit/test_imports_columns.py``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from joinedup.imports.fields import FIELDS, PARTNERSHIP_COLUMN, Kind
from joinedup.imports.headings import in_sentence, is_generic, is_remark, meanings
from joinedup.imports.shapes import Look, Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a column seems to hold.

    Attributes:
        field: Name of a field; empty where the column is better left out.
        score: How sure that is, from 0 to 1; below 0.5 the cells speak against the heading.
        reason: In words, for the person: ``Heading says postcode``.
    """

    field: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and the look of its cells."""

    heading: str
    look: Look


#: What a column of colours is called: red, amber, green.
_COLOURS = re.compile(r"\bb?rag\b", re.IGNORECASE)
#: The shape that the cells of a field have to have; fields that are not here take any words.
_SHAPES: Mapping[str, Shape] = {
    **dict.fromkeys(("postcode", "other_postcode"), Shape.POSTCODE),
    **dict.fromkeys(("ods_code", "other_ods_code"), Shape.ODS),
    **dict.fromkeys(("charity_number", "other_charity_number"), Shape.CHARITY),
    **dict.fromkeys(("since", "until", "confirmed_on", "as_of", "done_on"), Shape.DATE),
    **dict.fromkeys(("latitude", "longitude"), Shape.DEGREES),
    **dict.fromkeys(("easting", "northing"), Shape.METRES),
    "company_number": Shape.COMPANY,
    "org_id": Shape.ORG_ID,
    "ons_code": Shape.ONS,
    "lsoa_code": Shape.LSOA,
    "sector": Shape.SECTOR,
    "level": Shape.LEVEL,
    "strength": Shape.STRENGTH,
    "outside": Shape.YES_NO,
    "kind_of_row": Shape.ROW_KIND,
    "figure": Shape.AMOUNT,
    "state": Shape.STATE,
    **dict.fromkeys(("registered_patients", "influence", "interest"), Shape.WHOLE),
    **dict.fromkeys(("organisation", "other"), Shape.TITLE),
    "partnership": Shape.PARTNERSHIP,
    "role": Shape.SHORT,
    PARTNERSHIP_COLUMN: Shape.TICK_OR_ROLE,
}
# Their cells may be anything: ids of ours, or codes.
_ANYTHING = frozenset(
    {
        *("organisation_id", "other_id", "partnership_id", "neighbourhood_id", "action_id"),
        *("programme_id", "start", "due", "timing", "period", "part_of"),
    }
)
_CODES = frozenset({"place", "neighbourhood", "organisation", "other", "partnership"})
#: Fields that cells show without a heading, with how much they say when all of them do.
_BY_CELLS: tuple[tuple[str, Shape, float], ...] = (
    ("postcode", Shape.POSTCODE, 0.85),
    ("lsoa_code", Shape.LSOA, 0.85),
    ("org_id", Shape.ORG_ID, 0.8),
    ("latitude", Shape.LATITUDE, 0.75),
    ("longitude", Shape.LONGITUDE, 0.75),
    ("address", Shape.ADDRESS, 0.7),
    ("ods_code", Shape.ODS, 0.7),
    ("sector", Shape.SECTOR, 0.65),
    ("level", Shape.LEVEL, 0.6),
    ("role", Shape.ROLE, 0.6),
    ("strength", Shape.STRENGTH, 0.6),
    ("ons_code", Shape.ONS, 0.55),
)
#: What is said of cells that are not what their heading says.
_INSTEAD = (
    *(Shape.NHS_NUMBER, Shape.EMAIL, Shape.TELEPHONE, Shape.PERSON, Shape.POSTCODE, Shape.ADDRESS),
    *(Shape.TICK, Shape.DATE, Shape.ODS, Shape.LSOA, Shape.CHARITY, Shape.WHOLE, Shape.NAME),
)
_LEAST = 0.1  # the score that is worth suggesting
_MOST = 0.7  # the share of cells that has to look like something for it to be said
# The share of ticks in a column of ticks, and in one beside such a column.
_TICKED, _TICKED_BESIDE = 0.9, 0.5


def options(columns: Sequence[Column], index: int, kind: Kind) -> dict[str, Suggestion]:
    """The fields that a column may hold, each with the better of heading and cells."""
    column = columns[index]
    found: dict[str, Suggestion] = {}
    for one in (*_by_heading(column, kind), *_by_cells(columns, index, kind)):
        if one.score >= _LEAST and (one.field not in found or one.score > found[one.field].score):
            found[one.field] = one
    return found


def _by_heading(column: Column, kind: Kind) -> Iterator[Suggestion]:
    look = column.look
    for name, meaning in meanings(column.heading, kind).items():
        shape = _SHAPES.get(name, Shape.WORDS)
        share = look.share(shape)
        if name == "address":
            share = max(share, look.share(Shape.ADDRESS))
        elif name in _CODES:
            share = max(
                share, look.share(Shape.ONS), look.share(Shape.ODS), look.share(Shape.ORG_ID)
            )
        if name in _ANYTHING or not look.count or share >= 0.5:
            reason = meaning.reason if look.count else f"{meaning.reason}; the column is empty"
            # Of several such columns, the one whose cells fit better is meant.
            score = meaning.score * (0.97 + 0.03 * share if look.count else 0.9)
            # Beside words a colour counts less: green may be done, or only going well.
            score *= 0.99 if name == "state" and _COLOURS.search(column.heading) else 1.0
        else:
            reason = f"{meaning.reason}, but {_instead(look, shape)}"
            score = meaning.score * (0.25 + share)
        yield Suggestion(field=name, score=round(score, 4), reason=reason)


def _instead(look: Look, shape: Shape) -> str:
    """What the cells are, where they are not what the heading says."""
    likeliest = max(_INSTEAD, key=look.share)
    said = in_sentence(look.told(shape))
    if likeliest is not shape and look.share(likeliest) >= _MOST:
        return f"{said}; {look.number(likeliest):,} look like {likeliest}"
    return said


def _by_cells(columns: Sequence[Column], index: int, kind: Kind) -> Iterator[Suggestion]:
    """What cells show whatever their heading says; two of them at least, but for ticks."""
    heading, look = columns[index].heading, columns[index].look
    fields = {field.name for field in FIELDS[kind]}
    if PARTNERSHIP_COLUMN in fields:
        yield from _ticks(columns, index)
    if look.count < 2:
        return
    for name, shape, most in (*_BY_CELLS, *_numbered(columns, index)):
        if name in fields and look.share(shape) >= _MOST and not _repeats(name, look):
            score = round(most * look.share(shape), 4)
            yield Suggestion(field=name, score=score, reason=look.told(shape))
    # What is to be done reads like a name, so that only its heading makes an organisation of it.
    if kind is Kind.ACTIONS:
        return
    if "organisation" in fields and not is_remark(heading) and not _is_taken(heading):
        yield from _names(columns[index], fields, first=index == 0)


def _ticks(columns: Sequence[Column], index: int) -> Iterator[Suggestion]:
    """A partnership of a matrix; an empty column is one where others are ticked."""
    column = columns[index]
    beside = (*columns[max(index - 1, 0) : index], *columns[index + 1 : index + 2])
    if _is_ticked(column, beside):
        reason = column.look.told(Shape.TICK_OR_ROLE)
        score = round(0.9 * column.look.share(Shape.TICK_OR_ROLE), 4)
        yield Suggestion(field=PARTNERSHIP_COLUMN, score=score, reason=reason)
    elif not column.look.count and not is_generic(column.heading) and any(map(_is_ticked, beside)):
        reason = "The column is empty; the one beside it holds ticks"
        yield Suggestion(field=PARTNERSHIP_COLUMN, score=0.5, reason=reason)


def _numbered(columns: Sequence[Column], index: int) -> Iterator[tuple[str, Shape, float]]:
    """The numbers that a column of numbers may hold: those of a register, or a grid reference."""
    look = columns[index].look
    register = sum(n for text, n in look.cells.items() if len(text) == 7 and text[:1] == "1")
    if register >= 0.3 * look.count:
        yield "charity_number", Shape.CHARITY, 0.6
    houses = sum(n for text, n in look.cells.items() if len(text) == 8 and text[:1] in "01")
    if houses >= 0.5 * look.count:
        yield "company_number", Shape.COMPANY, 0.6
    if register or houses:
        return
    pairs = (("easting", columns[index + 1 : index + 2]), ("northing", columns[index - 1 : index]))
    for name, beside in pairs:
        if beside and _is_metric(columns[index]) and _is_metric(beside[0]):
            yield name, Shape.METRES, 0.55


def _repeats(name: str, look: Look) -> bool:
    """Whether codes are those of places, not of councils, because they come again and again."""
    return name == "ons_code" and look.distinct < 0.9


def _is_taken(heading: str) -> bool:
    """Whether a heading says, in a list of any kind, something else than an organisation.

    Headings of actions do not count: an organisation may stand under "Lead" or "Project".
    """
    return any(
        meaning.score >= 0.9 and name not in ("organisation", "other")
        for kind in Kind
        if kind is not Kind.ACTIONS
        for name, meaning in meanings(heading, kind).items()
    )


def _is_metric(column: Column) -> bool:
    figures = sum(n for text, n in column.look.cells.items() if text.partition(".")[0].isdigit())
    long = sum(n for text, n in column.look.cells.items() if len(text.partition(".")[0]) == 6)
    return bool(figures) and long >= _MOST * column.look.count


def _is_ticked(column: Column, beside: Sequence[Column] = ()) -> bool:
    """Whether a column holds ticks or roles.

    Of a few cells one may be odd, such as a question mark; more of them where a column beside
    it holds ticks without any doubt. Then two cells at least have to say yes.
    """
    look, heading = column.look, column.heading
    if not look.count or heading.rstrip().endswith("?") or is_remark(heading, alone=True):
        return False
    yes, share = look.number(Shape.TICKED), look.share(Shape.TICK_OR_ROLE)
    if share >= _TICKED:
        # "n/a" says no, under "Charity number" as well as under a partnership.
        return yes > 0 or not _is_known(heading)
    if yes < 2 or _is_known(heading):
        return False
    odd = look.count - look.number(Shape.TICK_OR_ROLE)
    return odd == 1 or (share >= _TICKED_BESIDE and any(map(_is_ticked, beside)))


def _is_known(heading: str) -> bool:
    """Whether a heading says what a matrix has beside its partnerships: "Charity number"."""
    found = meanings(heading, Kind.MATRIX).items()
    return any(meaning.score >= 0.9 for name, meaning in found if name != PARTNERSHIP_COLUMN)


def _names(column: Column, fields: set[str], *, first: bool) -> Iterator[Suggestion]:
    look = column.look
    if look.share(Shape.NAME) < _MOST or (look.distinct < 0.5 and look.count > 4):
        return
    score = 0.5 * look.share(Shape.NAME)
    reason = look.told(Shape.NAME)
    if first and is_generic(column.heading):
        score += 0.15
        reason = f"The first column has no heading; {in_sentence(reason)}"
    yield Suggestion(field="organisation", score=round(score, 4), reason=reason)
    if "other" in fields:
        yield Suggestion(field="other", score=round(0.9 * score, 4), reason=reason)
