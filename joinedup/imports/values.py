"""Reads single cells that hold words: ticks, strengths, sectors, levels, several values.

None of these raise, and none of them guess: what cannot be read, or could be read in two
ways, is None, so that the plan can ask. The same holds for :mod:`.dates`, :mod:`.figures` and
:mod:`.positions`. Imports :mod:`.fields` and :mod:`joinedup.model`. Tested by
``tests/unit/test_imports_values.py`` and ``tests/property/test_imports_values.py``.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from joinedup.imports.fields import SEPARATOR
from joinedup.model import Level, Sector

#: A cell longer than this is no single word, tick or sector.
_LONGEST = 80
_YES = frozenset({"yes", "y", "true", "t", "1", "1.0"})
_NO = frozenset({"no", "n", "false", "f", "0", "0.0"})
# "ü" is what a tick of the font Wingdings becomes as text. A ballot cross says no, but the
# letter x is how most people tick.
_TICKS = _YES | frozenset(
    {"x", "xx", "✓", "✔", "☑", "✅", "☒", "√", "ü", "●", "•", "■", "tick", "ticked", "on"}
)
_NO_TICKS = _NO | frozenset(
    {"", "-", "--", "–", "—", ".", "✗", "✘", "❌", "☐", "○", "□", "none", "n/a", "na", "nil"}  # noqa: RUF001
    | {"not a member", "non-member", "non member", "off"}
)
# The last four are Himmelman's ladder of working together (*Collaboration for a Change*, 2002).
_STRENGTHS = {
    **dict.fromkeys(("weak", "very weak", "low", "very low", "networking", "network"), 1),
    **dict.fromkeys(("medium", "moderate", "fair", "average", "coordination", "coordinating"), 2),
    **dict.fromkeys(("fairly strong", "quite strong", "cooperation", "cooperating"), 3),
    **dict.fromkeys(("strong", "very strong", "high", "very high"), 4),
    **dict.fromkeys(("collaboration", "collaborating"), 4),
}
_STRENGTH = re.compile(
    r"([1-4])(?:\.0{1,6})?(?: ?(?:/|of|out of) ?4)?(?: ?[-–:=,(] ?[^\W\d_][^\d]*)?"  # noqa: RUF001
)

_SECTOR_WORDS: Mapping[Sector, str] = {
    Sector.GENERAL_PRACTICE: "gp|general practice|gp practice|gp surgery|practice|surgery|"
    "primary care|primary medical care|medical practice|medical centre|health centre|"
    "family doctor|general practitioner|gp federation",
    Sector.NHS_TRUST: "nhs trust|nhs foundation trust|nhs ft|foundation trust|hospital|acute|"
    "acute trust|acute hospital|hospital trust|nhs hospital|secondary care|tertiary care|"
    "mental health trust|community trust|nhs provider|nhs provider trust|"
    "community and mental health|mental health and community|community health trust|"
    "nhs community trust|nhs mental health trust|acute nhs trust|nhs acute",
    Sector.AMBULANCE: "ambulance|ambulance trust|ambulance service|nhs ambulance trust",
    Sector.PRIMARY_CARE_OTHER: "pharmacy|community pharmacy|pharmacist|chemist|dentist|dental|"
    "dentistry|dental practice|dental surgery|orthodontist|optician|optometry|optometrist|"
    "optical|pharmacy dentistry optometry|pharmacy dentist optician|pod",
    Sector.LOCAL_AUTHORITY: "local authority|la|council|local government|local council|borough|"
    "borough council|district council|county council|city council|town council|"
    "parish council|unitary authority|unitary council|metropolitan borough council|mbc|"
    "london borough|council department|city of council",
    Sector.SOCIAL_CARE: "social care|social care provider|care home|nursing home|residential|"
    "residential care|residential home|residential care home|domiciliary|domiciliary care|"
    "dom care|home care|homecare|care provider|care agency|supported living|extra care|"
    "care home with nursing|care home without nursing|domiciliary care agency",
    Sector.VCSE: "vcse|vcs|vcfse|vcsfe|vcfs|voluntary|voluntary community|voluntary group|"
    "voluntary organisation|voluntary community social enterprise|"
    "voluntary community faith|voluntary community faith social enterprise|third|charity|"
    "registered charity|cic|community interest company|cio|"
    "charitable incorporated organisation|community group|community organisation|"
    "community voluntary group|community voluntary organisation|charitable organisation|"
    "social enterprise|faith|faith group|faith organisation|faith community|"
    "faith based organisation|"
    "non profit|nonprofit|not for profit|ngo|casc|community amateur sport club|sport club|"
    "community business|charitable company|charitable trust|voluntary charity|"
    "tenant resident association|unincorporated association|vcse organisation|vcs organisation",
    Sector.EDUCATION: "education|school|primary school|secondary school|special school|academy|"
    "college|fe college|sixth form college|further education|higher education|university|"
    "academia|academic|research|education research|university research|research institute|"
    "nursery|early year|training provider|education provider|school college|academic institution",
    Sector.NATIONAL: "national|regional|national regional|national body|regional body|icb|"
    "integrated care board|nhs icb|nhs england|nhse|nhsei|commissioner|nhs commissioner|ccg|"
    "clinical commissioning group|regulator|arm length body|alb|central government|"
    "government department|government|ukhsa|dhsc|cqc|national organisation",
    Sector.OTHER: "other|police|fire|fire rescue|fire service|fire rescue service|"
    "police fire|emergency service|blue light|criminal justice|probation|prison|"
    "housing|housing association|housing provider|registered provider|"
    "registered social landlord|business|private|private company|private business|commercial|"
    "employer|private provider|media",
}
# Dropped before two phrases are compared, so that "the voluntary & community sector" is one.
_EMPTY_WORDS = frozenset({"the", "and", "or", "of", "a", "an", "sector", "s", "in"})
_PARTS = re.compile(r"[/:;|()]| [\u2013-] ")
# Say too little to be a sector, and do not stand against one: "NHS: acute".
_NEUTRAL = frozenset({"nhs", "health", "statutory", "public", "partner", "local", "healthcare"})

_LEVEL_WORDS: Mapping[Level, str] = {
    Level.SYSTEM: "system|ics|icb|system wide|systemwide|whole system|system level|icp|"
    "integrated care system|ics wide",
    Level.PLACE: "place|borough|borough wide|place based|place level|district|city|city wide|"
    "local authority|place partnership|place wide|district wide|council area",
    Level.NEIGHBOURHOOD: "neighbourhood|neighborhood|neighbourhood level|pcn|locality|int|"
    "primary care network|integrated neighbourhood team|ward|neighbourhood team",
}


def read_tick(text: str) -> bool | None:
    """Whether a cell of a matrix is ticked; None where it says neither, such as a role.

    An empty cell, a dash and a ballot cross say no; x, a tick, 1 and yes say yes.
    """
    word = _word(text)
    if word in _TICKS:
        return True
    return False if word in _NO_TICKS else None


def read_yes_no(text: str) -> bool | None:
    """Yes or no in words, letters or figures; None for anything else, an empty cell too."""
    word = _word(text)
    if word in _YES:
        return True
    return False if word in _NO else None


def read_strength(text: str) -> int | None:
    """The strength of a tie from 1 (weak) to 4 (strong); None where it is none.

    Read are ``2``, ``2.0``, ``2/4``, ``2 - coordination``, and words: weak or low is 1, medium
    or moderate 2, fairly strong 3, strong or high 4, and the four steps from networking
    over coordinating and cooperating to collaborating.
    """
    word = _word(text)
    if word in _STRENGTHS:
        return _STRENGTHS[word]
    match = _STRENGTH.fullmatch(word)
    return int(match[1]) if match else None


@lru_cache(maxsize=4_096)
def read_sector(text: str) -> Sector | None:
    """The sector that a cell names, by its value, its label or a common word for it.

    Where a cell names several things (``VCSE - charity``, ``NHS: acute``), they have to agree.
    Words that leave it open (NHS, health, statutory) are None.
    """
    whole = _phrase(_word(text))
    if whole in _SECTORS:
        return _SECTORS[whole]
    parts = [_phrase(part) for part in _PARTS.split(_word(text))]
    told = [part for part in parts if part and part not in _NEUTRAL]
    found = {_SECTORS.get(part) for part in told}
    return found.pop() if len(found) == 1 else None


def read_level(text: str) -> Level | None:
    """The level of a partnership: system, place or neighbourhood, or a common word for one."""
    return _LEVELS.get(_phrase(_word(text)))


def split_values(text: str) -> tuple[str, ...]:
    r"""The values in a cell that may hold several: trimmed, none empty, none twice.

    The strongest separator in the cell is the only one, so that a comma can be part of a
    value: ``|``, then line breaks, then semicolons, then commas. A comma in brackets or
    between thousands separates nothing, nor does ``\|``, which is a ``|`` of a value. Bullets
    are dropped, except between ``|``.
    """
    values = (one.strip() for one in _pieces(text))
    first: dict[str, str] = {}
    for value in values:
        if value:
            first.setdefault(value.casefold(), value)
    return tuple(first.values())


def join_values(values: Iterable[str]) -> str:
    r"""The cell that :func:`split_values` takes apart into these values.

    A single value that a separator would cut is closed with one: ``Advice, debt |``. A
    separator inside a value gets a backslash: ``Open \| Door``.
    """
    several = tuple(values)
    joined = f" {SEPARATOR} ".join(value.replace(SEPARATOR, _ESCAPED) for value in several)
    if len(several) == 1 and split_values(joined) != several:
        return f"{joined} {SEPARATOR}"
    return joined


_ESCAPED = f"\\{SEPARATOR}"
_BETWEEN_VALUES = re.compile(r"(?<!\\)" + re.escape(SEPARATOR))


_BULLET = re.compile(r"^(?:[•●▪‣*·]|[-–—](?= ))\s*")  # noqa: RUF001


def _pieces(text: str) -> Iterable[str]:
    if SEPARATOR in text:
        pieces = _BETWEEN_VALUES.split(text)
        return [piece.replace(_ESCAPED, SEPARATOR) for piece in pieces]
    lines = [_BULLET.sub("", line.strip()) for line in text.splitlines()]
    if len(lines) != 1:
        return lines
    text = lines[0]
    return text.split(";") if ";" in text else _between_commas(text)


def _between_commas(text: str) -> Iterator[str]:
    """The parts between commas that are neither in brackets nor between thousands."""
    depth = start = 0
    closing = text.count(")")
    for index, sign in enumerate(text):
        if sign == "(" and closing:
            depth += 1
        elif sign == ")":
            closing -= 1
            depth = max(depth - 1, 0) if closing else 0
        elif sign == "," and not depth and not _THOUSANDS.match(text, max(index - 1, 0)):
            yield text[start:index]
            start = index + 1
    yield text[start:]


_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")


def _word(text: str) -> str:
    """A short cell in lower case with single spaces; longer ones are no single word."""
    bare = text.strip()
    if len(bare) > _LONGEST:
        return "\x00"
    plain = unicodedata.normalize("NFC", bare).replace("\N{VARIATION SELECTOR-16}", "")
    return " ".join(plain.casefold().split())


def _phrase(text: str) -> str:
    """The words of a phrase, singular and sorted, without those that say nothing."""
    words = re.sub(r"[^\w]+", " ", text.replace("'s", "").replace("’s", "")).split()  # noqa: RUF001
    return " ".join(sorted({_singular(one) for one in words} - _EMPTY_WORDS))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ics", "nhs", "vcs")):
        return word[:-1]
    return word


_SECTORS = {
    _phrase(word): sector
    for sector in Sector
    for word in (sector.value, sector.label.casefold(), *_SECTOR_WORDS[sector].split("|"))
}
_LEVELS = {_phrase(word): level for level in Level for word in _LEVEL_WORDS[level].split("|")}
