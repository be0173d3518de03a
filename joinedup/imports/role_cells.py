"""Tells roles from people's names, in cells that should name a role: a lead, an owner, a sponsor.

Such a cell may hold anything that people are called at work, so that it is looked through word by
word: a name can stand before a role, behind it or in brackets. Imports :mod:`.people`. Tested by
``tests/unit/test_imports_role_cells.py``.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from joinedup.imports.people import (
    GIVEN_NAMES,
    ORGANISATION_WORDS,
    PARTICLES,
    SMALL_WORDS,
    TITLES,
    looks_like_organisation,
)

#: Fields of a list of actions that name a role and never a person.
ROLE_FIELDS = ("lead_role", "sponsor", "programme_led_by")

#: Words of what somebody is called at work, of what a team does, or of nobody in particular.
TITLE_WORDS = frozenset(
    """
    accountant ad administrator adviser advisor advisors all ambassador ambassadors analyst
    analytics anybody assistant bi both cabinet cao ccio ceo cfo chair chairs champion champions
    chief chiefs cio clerk clinical clinician clinicians cmo cno coach commissioner commissioners
    commissioning comms communications constable consultant contracts coo coordinator coordinators
    councillor councillors cpo cllrs dass dasss dcs dentist dentists deputy digital director
    directors dof dph doctor doctors drs each edi elt engagement equality estates everybody everyone
    exec execs executive executives expert experts facilitator fellow fellows finance governance
    governor governors gp gps guardian head heads holder host hr informatics inspector
    intelligence it lead leader leaders leads lecturer librarian lieutenant lmc manager managers
    matron matrons mayor mayoress md medical member members midwife navigator ned neds nurse
    nurses nursing od officer officers operations optometrist organiser owner paramedic
    performance pharmacist phm physio physiotherapist planner pm pmo practitioner practitioners
    prescriber prescribers president principal procurement professional professionals qi quality
    reader reception receptionist registrar rep reps representative representatives safeguarding
    secretary sergeant slt smt specialist sponsor sro staff strategic strategist strategy
    supervisor surveyor technician therapist therapists trainer transformation treasurer trustee
    tutor vacancy vacant warden wardens worker workers workforce
    """.split()  # noqa: SIM905
)

#: Who sees to it where nobody does yet.
NOBODY = frozenset(
    {
        *("tbc", "tba", "tbd", "n/a", "none", "nobody", "no one", "unknown", "not known", "?", "-"),
        *("to be confirmed", "to be appointed", "to be agreed", "to be decided", "new post"),
        *("not assigned", "unassigned", "not yet appointed", "awaiting appointment"),
    }
)

#: Given names that are words as well; with a further word they say more often what is done.
_WORDS_AS_NAMES = frozenset(
    {
        *("amber", "april", "dawn", "dean", "faith", "grace", "hope", "joy", "june", "mark", "max"),
        *("may", "pat", "penny", "rich", "robin", "rose", "ruby", "summer", "victoria", "will"),
    }
)
#: What is called after somebody, behind their name: ``Jo Cox House``.
_CALLED_AFTER = frozenset(
    """
    academy avenue building centre center charity church clinic college court fellowship foundation
    fund garden gardens hall hospice hospital house institute intelligence lane library lodge
    memorial park partners partnership practice programme project road school service services
    society street surgery trust unit university valley ward
    """.split()  # noqa: SIM905
)
#: Organisations and awards that have a person's whole name.
_BY_NAME = frozenset(
    {
        *("anthony nolan", "elizabeth garrett", "florence nightingale", "helen bamber"),
        *("joseph rowntree", "leonard cheshire", "marie curie", "mary seacole", "sue ryder"),
    }
)
#: Words of organisations that are surnames as often: ``Jo Ward``, but not ``Jo Ward Manager``.
_SURNAMES = frozenset(
    {"bank", "church", "court", "east", "hall", "lane", "north", "park", "ward", "west"}
)
#: Words behind a capital that is no initial: ``T Level lead``.
_LETTERED = frozenset({"level", "levels", "plan", "card", "cards"})
#: Words that may stand before a surname's place and are none: ``Jo or Ben``.
_SMALL = frozenset({"a", "an", "or", "as", "is", "will", "then", "not"})
_LONGEST, _SHORT = 320, 3
_PARTS = re.compile(r"[;:/&|,+()\[\]\n]|\band\b|\s[-\u2013\u2014]\s", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
# "A Better Start" and "I Thrive" begin with words.
_INITIALS = re.compile(r"(?:[A-Z]\.-?){1,3}[A-Z]?\.?|[B-HJ-Z]")
_AROUND = "._*\"'\u2018\u2019\u201c\u201d"


@lru_cache(maxsize=4_096)
def names_person(text: str) -> bool:
    """Whether any part of a cell that should name a role reads like a person's name.

    ``Dr A. Khan / Public Health``, ``Nurse Jo Oak``, ``PMO: Jo``. What is called after somebody
    (``Jo Cox House``) is none.
    """
    bare = unicodedata.normalize("NFC", text[:_LONGEST])
    is_lower = not any(sign.isupper() for sign in bare)
    return any(_names(part.split(), is_lower=is_lower) for part in _PARTS.split(bare))


def looks_like_title(text: str) -> bool:
    """Whether a cell says what somebody is called at work: ``Director of Public Health``."""
    return any(_plain(word) in TITLE_WORDS for word in _NAME.findall(text[:_LONGEST])) and (
        not names_person(text)
    )


def says_no_person(text: str) -> bool:
    """Whether a cell says a role, an organisation, or that nobody does it yet."""
    if text.strip().casefold() in NOBODY:
        return True
    return (looks_like_title(text) or looks_like_organisation(text)) and not names_person(text)


def _names(words: Sequence[str], *, is_lower: bool) -> bool:
    """Whether the words of one part hold a name."""
    told = [bare for word in words if (bare := word.strip(_AROUND))]
    return _is_whole_name(words) or any(
        _begins_name(told[at:], is_lower=is_lower) for at in range(len(told))
    )


def _is_whole_name(words: Sequence[str]) -> bool:
    """Whether a part is a first name alone, or one with a surname that is a word as well.

    Titles around it do not count: ``Jo``, ``CEO Jo``, ``J. Oak``, ``Jo Ward``.
    """
    rest = list(words)
    while rest and _plain(rest[-1].strip(_AROUND)) in TITLE_WORDS:
        rest.pop()
    while rest and _plain(rest[0].strip(_AROUND)) in TITLE_WORDS:
        rest.pop(0)
    first, *others = [word.strip(_AROUND) for word in rest] or [""]
    if not others:
        # Three capitals are a short form: SAM, PAM.
        return _is_given(first) and not (first.isupper() and len(first) <= _SHORT)
    if len(others) > 2 or not all(one[:1].isupper() for one in (first, *others)):
        return False
    if _INITIALS.fullmatch(rest[0]):
        return all(_is_surname(one) and _plain(one) not in _LETTERED for one in others)
    if _plain(first) in _WORDS_AS_NAMES:
        return all(_is_surname(one) for one in others)
    return _is_given(first) and len(others) == 1 and _plain(others[0]) in _SURNAMES


def _begins_name(words: Sequence[str], *, is_lower: bool) -> bool:
    """Whether a name of two words begins a part, or one behind ``Dr`` or ``Mrs``."""
    if len(words) < 2:
        return False
    first, *others = words
    titled = _plain(first) in TITLES
    if not (titled or _is_given(first)):
        return False
    while len(others) > 1 and (
        _plain(others[0]) in PARTICLES or (titled and _is_initial(others[0]))
    ):
        others.pop(0)
    if not _is_surname(others[0]) or not (is_lower or _is_capital(others[0])):
        return False
    if f"{first} {others[0]}".casefold() in _BY_NAME:
        return False
    return titled or len(others) < 2 or _plain(others[1]) not in _CALLED_AFTER


def _is_given(word: str) -> bool:
    """Whether a word is a common given name, and no word besides."""
    return _plain(word).split("-")[0] in GIVEN_NAMES - _WORDS_AS_NAMES


def _is_surname(word: str) -> bool:
    """Whether a word can be a surname: no word of titles or organisations, none like ``of``."""
    plain = _plain(word)
    known = plain in TITLE_WORDS or plain in ORGANISATION_WORDS or plain in SMALL_WORDS
    own = plain.endswith(("'s", "\u2019s"))
    return bool(_NAME.fullmatch(word)) and not known and not own and plain not in _SMALL


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _is_capital(word: str) -> bool:
    return word[0].isupper() or _plain(word).split("-")[0] in PARTICLES


def _plain(word: str) -> str:
    """A word without case and accents."""
    if word.isascii():
        return word.casefold()
    marks = unicodedata.normalize("NFKD", word)
    return "".join(one for one in marks if not unicodedata.combining(one)).casefold()
