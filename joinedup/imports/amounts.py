"""Sums and figures as plans write them: ``£1.15m``, ``over 200 people``, ``6%``, ``(250,000)``.

Imports :mod:`.figures` and :mod:`joinedup.model`. Tested by
``tests/unit/test_imports_amounts.py``.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from joinedup.imports.figures import read_decimal
from joinedup.model import LARGEST_FIGURE

#: What a sum of money is counted in.
POUNDS = "GBP"
_LONGEST = 80
_QUALIFIERS = {
    **{one: one for one in ("over", "at least", "up to", "under", "nearly", "some", "about")},
    **dict.fromkeys(("more than", ">"), "over"),
    **dict.fromkeys(("less than", "<"), "under"),
    **dict.fromkeys(("almost",), "nearly"),
    **dict.fromkeys(("around", "approximately", "approx.", "approx", "circa", "c.", "~"), "about"),
}
_SCALES = {
    **dict.fromkeys(("k", "thousand", "thousands", "000", "000s"), 1_000),
    **dict.fromkeys(("m", "mn", "million", "millions"), 1_000_000),
    **dict.fromkeys(("bn", "b", "billion", "billions"), 1_000_000_000),
}
# Without a pound sign "5 m" may be metres; whole words are plain.
_PLAIN_SCALES = frozenset(one for one in _SCALES if len(one) > 2)
_AMOUNT = re.compile(
    rf"(?:(?P<qualifier>{'|'.join(map(re.escape, sorted(_QUALIFIERS, key=len)[::-1]))}) ?)?"
    r"(?P<minus>-|(?P<bracket>\())?(?P<pounds>(?:£|gbp) ?)?(?P<later>-)?"
    r"(?P<number>\d[\d., ]*(?:e[+-]?\d{1,2})?)"
    r" ?(?:(?P<scale>k|mn?|bn?|(?:thousand|million|billion)s?)\b)? ?(?(bracket)\))"
    r" ?(?P<unit>%|[^\W\d]\D*)?",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"£|\b(?:gbp|funding|funds?|budgets?|costs?|grants?|awards?|spend|money|price)\b", re.IGNORECASE
)
# Thousands or millions above or beside figures: "Budget (£000)", "Funding £m", "in millions".
_SCALED = re.compile(
    r"(?:(?:£|\bgbp)\s*['\u2019]?(?P<sign>000s?|k|mn?|bn?|(?:thousand|million|billion)s?)|"
    r"[( ]['\u2019]?(?P<word>000s?|(?:thousand|million|billion)s?)|"
    r"\((?P<letter>k|mn?|bn?)(?=\)))(?!\w)",
    re.IGNORECASE,
)
_UNITS = {"%": "per cent", "percent": "per cent", "£": POUNDS, "pounds": POUNDS, "gbp": POUNDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What a cell says of how much.

    Attributes:
        figure: The number.
        unit: Of what; empty where the cell does not say it.
        qualifier: ``over``, ``at least``, ``about`` and the like; empty where it is exact.
    """

    figure: float
    unit: str = ""
    qualifier: str = ""


def read_amount(text: str, *, money: bool = False, scale: int = 1) -> Amount | None:
    """A cell as a figure; None where it is none, or more than one thing.

    Args:
        text: The cell.
        money: Whether what stands above it says that it is a sum of money, so that ``5m`` is
            five million and no length.
        scale: What its heading or its unit says that it is counted in: 1,000 for ``£000``. A cell
            that says another one itself is none.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").split())
    match = _AMOUNT.fullmatch(plain) if len(plain) <= _LONGEST else None
    if match is None:
        return None
    number = read_decimal(match["number"].strip())
    pounds = bool(match["pounds"])
    own = (match["scale"] or "").casefold()
    unit = as_unit(match["unit"] or "")
    if number is None or (pounds and unit not in ("", POUNDS)):
        return None
    if own and own not in _PLAIN_SCALES and not (pounds or money):
        return None
    if own and scale not in (1, _SCALES[own]):
        return None
    sign = -1 if match["minus"] or match["later"] else 1
    # By decimals: 1.15 million is 1,150,000 and nothing beside it.
    figure = sign * float(Decimal(str(number)) * (_SCALES[own] if own else scale))
    if abs(figure) > LARGEST_FIGURE:
        return None
    qualifier = _QUALIFIERS[match["qualifier"].casefold()] if match["qualifier"] else ""
    return Amount(figure=figure, unit=unit or (POUNDS if pounds else ""), qualifier=qualifier)


def as_unit(text: str) -> str:
    """What a figure is counted in, in the words that the record has for it."""
    plain = text.strip()
    match = _SCALED.fullmatch(plain)
    return POUNDS if match and match["sign"] else _UNITS.get(plain.casefold(), plain)


def scale_in(*texts: str) -> int:
    """What a heading or a unit says that figures are counted in: 1,000 for ``Budget (£000)``.

    1 where it says nothing. ``Length (m)`` is in metres; ``Funding (m)`` in millions.
    """
    for text in texts:
        for match in _SCALED.finditer(text):
            letter = match["letter"] if is_about_money(text) else ""
            if told := match["sign"] or match["word"] or letter:
                return _SCALES[told.casefold()]
    return 1


def is_about_money(heading: str) -> bool:
    """Whether a heading says that its cells are sums of money: ``Funding``, ``Cost (£)``."""
    return bool(_MONEY.search(heading))
