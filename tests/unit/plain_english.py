"""How hard a text is to read: the Flesch-Kincaid grade, with the glossary's terms as easy words.

The formula is that of Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability
formulas for Navy enlisted personnel" (1975): 0.39 times the words a sentence, plus 11.8 times the
syllables a word, less 15.59. Its result is a school year of the United States; whoever is in it
is five years older, so a reading age of 11 to 14 is a grade of 6 to 9.
"""

import re
from collections.abc import Iterable

from joinedup.render import glossary
from tests.unit.said import sentences, words

#: Years between a grade and the age of those who are in it.
YEARS = 5
_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels beside each other that are heard apart: area, science, various, theory, fluent, trying.
_APART = re.compile(
    r"[ei]a(?=s?$)|[^tcsx]i(?:a|ou)|(?:[^tc]|sc)ien(?!d)|iet|io(?!u|n)|(?<=cr)eat|eo(?!p)"
    r"|[^gq]u(?:en|al)|[aeouy]ing|yi"
)
# An e that is not heard: place, named, statement, unique.
_SILENT = re.compile(r"(?:[^aeiouylr]|[aeiouyr][lr]|qu)e[ds]?$|e(?=(?:ment|ful|less|ly)s?$)")
_HEARD = re.compile(r"[td]ed$|(?:[csxz]|sh|ch|g)es$")


def syllables(word: str) -> int:
    """How many syllables a word has, by its vowels; right for nine words of ten."""
    text = word.lower().replace("\u2019", "'").split("'")[0].strip("-")
    if "-" in text:
        return sum(syllables(part) for part in text.split("-") if part)
    if len(text) <= 3:
        return 1
    count = len(_VOWELS.findall(text)) + len(_APART.findall(text))
    silent = len(_SILENT.findall(text)) - bool(_HEARD.search(text))
    return max(count - max(silent, 0), 1)


def eased(text: str, terms: Iterable[str]) -> str:
    """A text with each term of the glossary, in the singular or the plural, as one easy word."""
    longest = sorted({re.escape(one) for one in terms}, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(longest)})(?:s|es)?\b", re.IGNORECASE)
    return pattern.sub("term", text)


def grade(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of texts taken together, the glossary's terms eased."""
    terms = [form for one in glossary.terms() for form in one.forms]
    found = [part for text in texts for part in sentences(eased(text, terms))]
    every = [word for part in found for word in words(part)]
    heard = sum(syllables(word) for word in every)
    return 0.39 * len(every) / len(found) + 11.8 * heard / len(every) - 15.59
