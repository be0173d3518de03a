"""Which of the glossary's terms a text uses."""

import re
from functools import lru_cache

from joinedup.render import glossary


def used_in(text: str) -> list[glossary.Term]:
    """The terms that occur in a text, in the singular or the plural, in the glossary's order.

    Of two terms that begin at one spot the longer one is meant: "no partnership on record" names
    no partnership. A term in capitals, such as ICS, counts in capitals only.
    """
    by_form = _by_form()
    found = {by_form[_folded(one[1])] for one in _pattern().finditer(text)}
    return [one for one in glossary.terms() if one.name in found]


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest = sorted(
        (form for one in glossary.terms() for form in one.forms), key=len, reverse=True
    )
    forms = "|".join(
        re.escape(form) if form.isupper() else f"(?i:{re.escape(form)})" for form in longest
    )
    return re.compile(rf"(?<!\w)({forms})(?:s|es)?(?!\w)")


@lru_cache(maxsize=1)
def _by_form() -> dict[str, str]:
    return {_folded(form): one.name for one in glossary.terms() for form in one.forms}


def _folded(form: str) -> str:
    return form if form.isupper() else form.casefold()
