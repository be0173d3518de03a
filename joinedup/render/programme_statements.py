"""What documents say of programmes, in words: figures, their periods, what is a part of what."""

from collections.abc import Sequence

from joinedup.model import Statement
from joinedup.render.sentence import spoken_partial
from joinedup.render.timeline import planned_words

_CURRENCIES = {"GBP": "£"}
_UNITS = {"fte": " full-time posts"}
#: One of what is counted, where it is not the same without its last letter.
_ONE_OF = {"people": "person", "men": "man", "women": "woman", "children": "child"}


def figure_words(one: Statement) -> str:
    """``£743,656``, ``over 19,500 people``, ``1 per cent``; empty where it states no figure.

    Of places under the name *Places* it is ``4``.
    """
    if one.figure is None:
        return ""
    whole = float(one.figure).is_integer()
    number = f"{one.figure:,.0f}" if whole else f"{one.figure:,}"
    if sign := _CURRENCIES.get(one.unit):
        number = f"{sign}{abs(one.figure):,.{0 if whole else 2}f}"
        number = f"-{number}" if one.figure < 0 else number
    elif one.unit.casefold() != one.name.casefold():
        unit = _UNITS.get(one.unit, f" {one.unit}")
        number += _singular(unit) if one.figure == 1 else unit
    return f"{one.qualifier} {number}".strip()


def _singular(unit: str) -> str:
    """``ambulance service`` of ``ambulance services``."""
    before, space, last = unit.rpartition(" ")
    if last in _ONE_OF:
        last = _ONE_OF[last]
    elif last.endswith("ies"):
        last = f"{last[:-3]}y"
    elif last.endswith("s") and not last.endswith(("ss", "us", "is", "xes", "series")):
        last = last[:-1]
    return f"{before}{space}{last}"


def part_name(one: Statement, *, is_part: bool) -> str:
    """Its name; of a figure that is a part of the one before, ``of which: Staffing``."""
    return f"Of which: {one.name}" if is_part and one.figure is not None else one.name


def period_words(one: Statement) -> str:
    """``2013``, ``April 2013 to March 2014``; empty where it is of no period."""
    start, _, end = one.period.partition("/")
    return planned_words(start, end) if end else spoken_partial(start) if start else ""


def folded_parts(rows: Sequence[Statement]) -> list[tuple[Statement, str, bool]]:
    """Statements with what is said of each; whether it is a part of the one before.

    Parts that have nothing but a name are told in one line with what they are parts of.
    """
    ids = {row.id for row in rows}
    bare = [row for row in rows if row.part_of in ids and row.figure is None and not row.text]
    found = []
    for row in rows:
        if row in bare and not any(other.part_of == row.id for other in rows):
            continue
        names = [other.name for other in bare if other.part_of == row.id]
        said = [statement_words(row), f"{'; '.join(names)}." if names else ""]
        found.append((row, " ".join(part for part in said if part), row.part_of in ids))
    return found


def statement_words(one: Statement) -> str:
    """Its figure, when that is of, and what is said of it."""
    period = period_words(one)
    head = figure_words(one) + (f" ({period})" if period and one.figure is not None else "")
    if period and one.figure is None:
        head = f"{period[:1].upper()}{period[1:]}"
    return ". ".join(part for part in (head, one.text) if part)
