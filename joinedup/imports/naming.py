"""One name however it is written: for comparing, never for showing.

``NHS F.T.`` is ``NHS Foundation Trust``, ``&`` is ``and``, ``Football C lub Ltd`` is
``Football Club``; but a surgery is no practice and the 1st troop is not the 2nd. What is
folded here counts as *the same name*; what merely looks alike is for :mod:`.likeness`.

Imports :mod:`.text` and :mod:`.words`. Tested by ``tests/unit/test_imports_naming.py``.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from joinedup.imports.text import reread
from joinedup.imports.words import (
    AFTER_STREET,
    AMBIGUOUS,
    CONTRACTS,
    JOINING,
    LEGAL,
    PHRASES,
    RANKS,
    SHORT,
    SPELLING,
)

#: Longer names are cut: no organisation has one, and a cell can hold anything.
MAX_CHARACTERS = 300

# --- characters ------------------------------------------------------------------

# Straight, curly, grave, acute, prime and full-width ones, and what became of them elsewhere.
_APOSTROPHES = re.compile(
    r"['`\u00b4\u02b9\u02bc\u2018\u2019\u201b\u2032\uff07\ufffd]|(?<=\w)\?(?=[sS]\b)"
)
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th"})

# --- what is not the name ----------------------------------------------------------

_NUMBERED = re.compile(
    r"\b(?:regd?\.?|registered)?\s*(?:charity|company)\s*"
    r"(?:reg(?:istration)?\.?|registered)?\s*(?:number|no|num|nr)?\b\.?[\s:#]*(?:sc|ni)?\d{5,8}\b"
)
_ENDED = (
    "(?:now )?(?:abolished|ceased|closed|closing|deregistered|dissolved|duplicate|inactive|"
    "in administration|in liquidation|merged|removed|subject to|suspended|incorporating)"
)
_NOTE = re.compile(
    rf"[(\[]\s*{_ENDED}\b[^()\[\]]{{0,80}}[)\]]?|\s[-*]+\s*{_ENDED}\b.{{0,80}}$"
    r"|[(\[]\s*(?:(?:lead|host|chair)(?: (?:organisation|partner|body|provider|agency))?|"
    r"u\.?k\.?|england|england (?:and|&) wales|united kingdom|new|tbc|"
    r"(?:reg(?:istered)? )?charity(?: no\.?| number)?)\s*[)\]]"
)
_OTHERWISE = re.compile(
    r"[\s,;(\[/-]+(?:formerly(?: known as)?|previously(?: known as)?|also known as|"
    r"(?<=[(\[,-])\s?now(?: known as)?|(?<=[(\[])was|known as|trading as|operating as|t/as?|"
    r"aka|a\.k\.a\.?)\b[\s:]*"
)
_HYPHENED = re.compile(r"\bco[- ](?=op|ord|prod)")
_BRACKETED = re.compile(r"[(\[]\s*([\w.]{2,12})\s*[)\]]")
_WORDS = re.compile(r"[^\W_]+")


def normalise_name(name: str) -> str:
    """A name for exact comparison: lower case, words with one space between them.

    Left out are every *the*, legal forms, register numbers, notes such as *(closed)*, and
    other names (*formerly ...*). Empty where no letter or digit is left.
    """
    return _normalise(_clean(name)[0])


def readings(name: str) -> tuple[str, ...]:
    """Everything that counts as the same name, normalised; :func:`normalise_name` first.

    The others are the names after *formerly*, *trading as* and the like, a council without
    its rank (``barnsley council``), and *surgery* for *surgery practice*. Empty for a name
    without letters and digits.
    """
    parts = [_normalise(part) for part in _clean(name)]
    found = dict.fromkeys(part for part in parts if part)
    for part in tuple(found):
        found.update(dict.fromkeys(_variants(part.split())))
    return tuple(found)


def guesses(name: str) -> tuple[str, ...]:
    """What a name may mean whose last word is short for several things: ``Idle CC``."""
    words = normalise_name(name).split()
    meanings = AMBIGUOUS.get(words[-1], ()) if words else ()
    return tuple(" ".join([*words[:-1], meaning]) for meaning in meanings)


def pack(normalised: str) -> str:
    """A normalised name without its spaces: registers break words, people join them."""
    packed = normalised.replace(" ", "")
    for ending in ("limited", "ltd"):
        packed = packed.removesuffix(ending) or packed
    return packed


def initials(words: Sequence[str]) -> set[str]:
    """The short forms that initial letters make, with and without *of*, *and*, *the*."""
    lean = [word for word in words if word not in JOINING]
    return {"".join(word[0] for word in some) for some in (words, lean) if some}


def _clean(name: str) -> list[str]:
    """The names in a cell, folded, without notes and numbers; at least one, maybe empty."""
    text = _fold(reread(html.unescape(name[:MAX_CHARACTERS]))).strip()
    text = _NOTE.sub(" ", _NUMBERED.sub(" ", _HYPHENED.sub("co", text)))
    parts = [part.strip(" )]") if at else part for at, part in enumerate(_OTHERWISE.split(text))]
    return [part for part in parts if any(map(str.isalnum, part))] or [text]


def _fold(text: str) -> str:
    """Lower case without accents, apostrophes and characters that nobody sees."""
    plain = unicodedata.normalize("NFKD", _DASHES.sub("-", _APOSTROPHES.sub("", text)))
    if not plain.isascii():
        hidden = {"Mn", "Cf"}
        plain = "".join(one for one in plain if unicodedata.category(one) not in hidden)
    return plain.casefold().translate(_LETTERS)


def _normalise(text: str) -> str:
    text = _drop_acronyms(text.replace("&", " and ").replace("+", " and "))
    words = _spell(_join_letters(_WORDS.findall(text)))
    spelt = " ".join(SHORT.get(word, word) for word in words)
    for phrase, short in PHRASES:
        if phrase in spelt:
            spelt = re.sub(rf"\b{phrase}\b", short, spelt)
    kept = [word for word in spelt.split() if word != "the" and word not in CONTRACTS]
    return " ".join(_drop_legal(kept) or spelt.split())


def _spell(words: Sequence[str]) -> list[str]:
    """Each word in its usual spelling; *St* is a saint, or a street before a kind of body.

    A word that the next one completes is no short form: ``assoc iation``.
    """
    spelt = [SPELLING.get(word, word) for word in words]
    for at, (word, following) in enumerate(pairwise((*words, ""))):
        if following and spelt[at] == word + following:
            spelt[at] = word
        elif at and word == "st" and (not following or spelt[at + 1] in AFTER_STREET):
            spelt[at] = "street"
    return spelt


def _drop_acronyms(text: str) -> str:
    """Take out a bracket that only abbreviates the words before it: ``... Care (Dash)``."""
    if "(" not in text and "[" not in text:
        return text
    return _BRACKETED.sub(
        lambda found: " " if _abbreviates(found[1], text[: found.start()]) else found[0], text
    )


def _abbreviates(short: str, before: str) -> bool:
    letters = short.replace(".", "")
    words = _WORDS.findall(before)[-len(short) - 5 :]
    forms = {form for start in range(len(words)) for form in initials(words[start:])}
    return len(letters) > 2 and any(form.startswith(letters) for form in forms)


def _join_letters(words: Sequence[str]) -> list[str]:
    """Put spaced-out initials together: ``r u f c`` is ``rufc``."""
    joined: list[str] = []
    run = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = single
    return joined


def _drop_legal(words: list[str]) -> list[str]:
    """Take legal forms off the end, as long as something stays."""
    text = " ".join(words)
    while ending := next((form for form in LEGAL if text.endswith(f" {form}")), ""):
        text = text.removesuffix(ending).rstrip()
    return text.split()


def _variants(words: list[str]) -> Iterator[str]:
    if words[-1:] == ["practice"] and words[-2:-1] in (["centre"], ["surgery"]):
        yield " ".join(words[:-1])
    if words[-1:] == ["council"]:
        yield from _without_rank(words)


def _without_rank(words: list[str]) -> Iterator[str]:
    """``city of bradford metropolitan district council`` as ``bradford council``."""
    rest = words[2:] if words[:2] in (["city", "of"], ["borough", "of"]) else words
    place = [word for word in rest[:-1] if word not in RANKS]
    if place and len(place) < len(words) - 1:
        yield " ".join([*place, "council"])
