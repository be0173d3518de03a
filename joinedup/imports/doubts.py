"""What speaks against an organisation that a row may mean, in a sentence for a person.

Each function returns an empty text where nothing does. Organisations go by their position in
the record. Imports :mod:`joinedup.model`, :mod:`.known` and :mod:`.words`. Tested by
``tests/unit/test_imports_matching.py``.
"""

from collections.abc import Collection, Sequence

from joinedup.imports.known import Known, Pair, canonical, label, sectors_fit
from joinedup.imports.words import is_telling
from joinedup.model import Sector

#: How a doubt ends where the name is neither the organisation's nor another's on record.
UNLIKE = "quite another name"
# From how much likeness on a name fits the organisation that an id or a number names.
_FITS = 45.0
# From how much likeness on a name is that of another organisation than the id or number.
_TELLS = 90.0


def about_name(
    known: Known,
    at: int,
    what: str,
    texts: Sequence[str],
    postcode: str,
    skip: int | None,
) -> str:
    """What the row's name says against the owner of its id or number; a former name says nothing.

    Args:
        known: The organisations on record.
        at: The owner.
        what: What the owner has: ``id``, ``charity number 1234567``.
        texts: The readings of the name; none where the row states none.
        postcode: The row's.
        skip: An organisation to leave out.
    """
    if not texts or known.is_named(at, texts):
        return ""
    same = known.with_name(texts, postcode)
    scores = known.alike(texts, also=at)
    mine = scores.pop(at, 0.0)
    near = [*same] or [other for other, score in scores.items() if score >= _TELLS > mine]
    other = next((other for other in near if other != skip), None)
    owner = f"The {what} is that of {known.all[at].name}"
    if other is not None:
        return f"{owner}, the name that of {known.all[other].name}"
    unlike = mine < _FITS or known.names.opposed(texts[0], at)
    return f"{owner}, which is {UNLIKE}" if unlike and not _shortens(known, at, texts) else ""


def _shortens(known: Known, at: int, texts: Sequence[str]) -> bool:
    return at in known.names.short_forms(texts[0])


def about_numbers(
    known: Known, own: int, numbers: Sequence[Pair], texts: Sequence[str], others: Collection[int]
) -> str:
    """What the row's numbers say against its id: they are another's, or another's as well.

    Args:
        known: The organisations on record.
        own: The organisation that the id names.
        numbers: The row's.
        texts: The readings of the row's name.
        others: Organisations besides that have one of the numbers.
    """
    name = known.all[own].name
    shared = ""
    for pair in map(canonical, numbers):
        other = next((at for at in known.with_number(pair) if at in others), None)
        if other is None:
            continue
        if not known.has_number(own, pair):
            return f"The id is that of {name}, the {label(pair)} of {known.all[other].name}"
        shared = shared or (
            f"The id is that of {name}, which shares the {label(pair)} with {known.all[other].name}"
        )
    # Its own id, name and number together leave no doubt, whoever else has the number.
    return "" if known.is_named(own, texts) else shared


def about_other_number(known: Known, at: int, numbers: Sequence[Pair]) -> str:
    """That a register gave the organisation another number than the row states."""
    number = known.other_number(at, numbers)
    return f"On record, {known.all[at].name} has the {number}" if number else ""


def about_bare_name(known: Known, at: int, texts: Sequence[str], sector: Sector | None) -> str:
    """What speaks against the only one with the name, without its postcode to tell.

    Args:
        known: The organisations on record.
        at: The one with the name.
        texts: The readings of the row's name.
        sector: The row's; None where it states none.
    """
    one = known.all[at]
    same = [text for text in texts if known.is_named(at, [text])]
    if not same:
        return "The short form at the end of the name can mean several things"
    if not any(map(is_telling, same)):
        return "Many organisations could have this name, and no postcode tells which"
    if not sectors_fit(sector, one.sector):
        return f"On record, {one.name} is in another sector: {one.sector.label}"
    return ""
