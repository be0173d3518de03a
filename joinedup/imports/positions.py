"""Postcodes and positions as people write them.

Imports :mod:`joinedup.model`, :mod:`geo.projection` and :mod:`.figures`. Tested by
``tests/unit/test_imports_values.py`` and ``tests/property/test_imports_values.py``.
"""

import re
import unicodedata
from itertools import product
from typing import Literal

from geo.projection import to_degrees
from joinedup.imports.figures import read_decimal
from joinedup.model import Point

#: How a postcode was found; see :func:`find_postcode`.
How = Literal["exact", "normalised", "in-text", "letter-o", "several", "none"]

# The shape after Royal Mail's "Programmers' Guide to PAF", with the areas that exist, so
# that "Unit Z1 2AB" is not read as one. Only nine areas have a district 0, and only inner
# London has letters after the district's digit.
_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|"
    "DY|EC|EH|EN|EX|FK|FY|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|"
    "LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|"
    "SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|"
    "B|E|G|L|M|N|S|W"
)
_OUTWARD = (
    rf"(?:(?:E|EC|N|NW|SE|SW|W|WC)[1-9][A-HJKMNPR-Y]|(?:{_AREAS})[1-9][0-9]?"
    r"|(?:BL|BS|CM|CR|FY|HA|PR|SL|SS)0)"
)
_INWARD = "[0-9][ABD-HJLNP-UW-Z]{2}"
_PACKED = re.compile(rf"({_OUTWARD})({_INWARD})|(GIR)(0AA)")
_FLAGS = re.IGNORECASE | re.ASCII
_IN_TEXT = re.compile(
    rf"(?<!\w)(?P<out>{_OUTWARD}|GIR(?=[ .-]*0AA))[ .-]{{0,3}}(?P<in>{_INWARD})(?!\w)(?! +floor)",
    _FLAGS,
)
# Like a postcode, but with letters among the digits.
_DAMAGED = re.compile(
    r"(?<!\w)(?P<out>[a-z01]{1,2}[0-9oi]{1,2}[a-z]?)[ .-]{0,3}"
    r"(?P<in>[0-9oi][a-z]{2})(?!\w)(?! +floor)",
    _FLAGS,
)
_ORDINAL = re.compile(r"[0-9](st|nd|rd|th)")
_BETWEEN = re.compile(r"[\s.,;:_'\"*-]+")
_TWINS = {"O": "O0", "0": "0O", "I": "I1", "1": "1I"}

_LATITUDES, _LONGITUDES = (49.0, 61.0), (-9.0, 2.0)  # degrees; the United Kingdom
_EASTINGS, _NORTHINGS = (1_000.0, 700_000.0), (1_000.0, 1_300_000.0)  # metres, EPSG:27700
_ANGLE = re.compile(
    r"(?P<before>[NSEW])? ?(?P<degrees>[+-]?\d{1,3}(?:\.\d{1,20})?) ?°? ?"
    r"(?:(?P<minutes>\d{1,2}(?:\.\d{1,20})?)' ?)?(?:(?P<seconds>\d{1,2}(?:\.\d{1,20})?)\" ?)?"
    r"(?P<after>[NSEW])?",
    _FLAGS,
)
_GRID_REFERENCE = re.compile(
    r"(?P<square>[HJNOST][A-HJ-Z]) ?"
    r"(?P<digits>\d{6}|\d{8}|\d{10}|\d{3} \d{3}|\d{4} \d{4}|\d{5} \d{5})",
    _FLAGS,
)
_GRID_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_LONGEST_POSITION = 80


def find_postcode(text: str) -> tuple[str | None, How]:
    """The postcode in a cell or a free-text address, as Royal Mail writes it, and how.

    Returns:
        The postcode with ``exact`` where the cell is just that, ``normalised`` where it is
        one in another writing (``s12hh``, ``S1-2HH.``), ``in-text`` where it stands in a
        text, ``letter-o`` where a letter O or I stood for a digit, or the other way round,
        and only one reading is a postcode. None with ``several`` where different ones stand
        in the text, and with ``none`` where there is none. Only the shape and the area are
        checked; whether it exists is for the directory. ``GIR 0AA`` is one.
    """
    plain = unicodedata.normalize("NFKC", text)
    packed = _BETWEEN.sub("", plain[:40]).upper() if len(plain) <= 40 else ""
    if _PACKED.fullmatch(packed):
        found = _spaced(packed)
        return found, "exact" if text == found else "normalised"
    if stated := _stated(_IN_TEXT, plain):
        return (_spaced(stated.pop()), "in-text") if len(stated) == 1 else (None, "several")
    repaired = _repaired(packed) or {
        one for damaged in _stated(_DAMAGED, plain) for one in _repaired(damaged)
    }
    if len(repaired) > 1:
        return None, "several"
    return (_spaced(repaired.pop()), "letter-o") if repaired else (None, "none")


def read_coordinates(x: str, y: str = "") -> Point | None:
    """A position in the United Kingdom from two cells, or from one that holds both.

    Read are degrees (WGS 84: ``53.38``, ``1.47 W``, ``53°22'48"N``), metres of the British
    National Grid (EPSG:27700), a pair of either in one cell (``53.38, -1.47``), and grid
    references of 6, 8 or 10 digits (``SK 354 873``), which give the middle of their square.
    Which of two numbers is which shows in their size, so their order does not matter; two
    numbers in metres are easting and northing unless only the other way is in the country.

    Returns:
        The position in degrees (WGS 84), to 5 decimals where it came from metres; None where
        the cells hold none, or one outside the country.
    """
    first, second = _tidy(x), _tidy(y)
    if not (first and second):
        return _from_one(first or second)
    return _from_two(first, second)


def _spaced(packed: str) -> str:
    return f"{packed[:-3]} {packed[-3:]}"


def _stated(pattern: re.Pattern[str], text: str) -> set[str]:
    found = set()
    for match in pattern.finditer(text):
        outward, inward = match["out"], match["in"]
        # "Unit B1 2nd floor": nobody writes half a postcode in capitals and half not.
        ordinal = _ORDINAL.fullmatch(inward) and not outward.islower()
        if not ordinal:
            found.add(f"{outward}{inward}".upper())
    return found


def _repaired(packed: str) -> set[str]:
    """The postcodes it can be with O for 0 and I for 1 or the other way round; words are none."""
    if not (5 <= len(packed) <= 7 and any(letter.isdigit() for letter in packed)):
        return set()
    readings = product(*(_TWINS.get(letter, letter) for letter in packed))
    return {one for letters in readings if _PACKED.fullmatch(one := "".join(letters))}


def _tidy(text: str) -> str:
    bare = text.strip()
    if len(bare) > _LONGEST_POSITION:
        return ""
    plain = unicodedata.normalize("NFKC", bare).replace("\N{MINUS SIGN}", "-")
    for mark in "\N{RIGHT SINGLE QUOTATION MARK}\N{PRIME}\N{MODIFIER LETTER PRIME}":
        plain = plain.replace(mark, "'")
    plain = plain.replace("\N{RIGHT DOUBLE QUOTATION MARK}", '"').replace("''", '"')
    plain = re.sub(r"^point(?=[ (])", "", plain, flags=re.IGNORECASE)
    return " ".join(plain.strip("()[] ").split())


def _from_one(text: str) -> Point | None:
    if match := _GRID_REFERENCE.fullmatch(text):
        return _from_grid(*_square_middle(match["square"].upper(), match["digits"]))
    for separator in (r" ?[;|] ?", r", | ,", r",", r" "):
        parts = re.split(separator, text)
        if len(parts) == 2 and all(parts):
            return _from_two(*parts)
    return None


def _from_two(first: str, second: str) -> Point | None:
    x, y = _number(first), _number(second)
    if x is None or y is None:
        return None
    for longitude, latitude in ((x, y), (y, x)):
        if _within(longitude, _LONGITUDES) and _within(latitude, _LATITUDES):
            return Point(latitude=latitude, longitude=longitude)
    for easting, northing in ((x, y), (y, x)):
        if _within(easting, _EASTINGS) and _within(northing, _NORTHINGS):
            return _from_grid(easting, northing)
    return None


def _from_grid(easting: float, northing: float) -> Point | None:
    longitude, latitude = to_degrees(easting, northing)
    if not (_within(longitude, _LONGITUDES) and _within(latitude, _LATITUDES)):
        return None
    return Point(latitude=round(latitude, 5), longitude=round(longitude, 5))


def _number(text: str) -> float | None:
    plain = read_decimal(text)
    if plain is not None:
        return plain
    match = _ANGLE.fullmatch(text)
    if not match:
        return None
    degrees = float(match["degrees"])
    parts = float(match["minutes"] or 0) / 60 + float(match["seconds"] or 0) / 3600
    side = (match["before"] or match["after"] or "").upper()
    west = side in ("W", "S") or match["degrees"].startswith("-")
    return -(abs(degrees) + parts) if west else degrees + parts


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _square_middle(square: str, digits: str) -> tuple[float, float]:
    """Easting and northing of the middle of a square of the National Grid, in metres.

    After Ordnance Survey, *A guide to coordinate systems in Great Britain*, section 7:
    squares of 500 km and within them of 100 km, five by five, A in the north-west, no I.
    """
    large, small = (_GRID_LETTERS.index(letter) for letter in square)
    column = (large - 2) % 5 * 5 + small % 5
    line = 19 - large // 5 * 5 - small // 5
    packed = digits.replace(" ", "")
    half = len(packed) // 2
    size = 10 ** (5 - half)
    easting, northing = int(packed[:half]) * size, int(packed[half:]) * size
    return column * 100_000 + easting + size / 2, line * 100_000 + northing + size / 2
