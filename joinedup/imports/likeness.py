"""How alike two names are, and which names of many are worth a look.

A name is the set of its words; each word weighs the more the fewer names have it, so that
*Steelkings* says much and *club* next to nothing. Two names are as alike as the weight they
share (Dice's coefficient, 0 to 100), where a misspelt word counts nearly as the word.

A query looks only at names that share a rare word with it, or one that differs from it by a
letter: the words of the record are indexed with each letter left out in turn, as are those
of the query (symmetric deletion), which finds any one letter too many, too few, wrong or
swapped with its neighbour.

Imports :mod:`.naming` and :mod:`.words`. Tested by ``tests/unit/test_imports_likeness.py``
and, through the register, by ``tests/unit/test_matching_cases.py``.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from rapidfuzz.distance import OSA

from joinedup.imports.naming import initials, pack
from joinedup.imports.words import COMMON, JOINING, opposed

#: Names that are compared in full for each query, and the most names of one word's list.
_SHORTLIST = 12
_LIST = 1500
#: Words that more than this share of the names have (and more than 60) find nothing.
_FREQUENT = 0.02
#: A common word counts as if at least this share of all names had it.
_COMMON_SHARE = 0.04
#: Names that are thought of besides those at hand, so that a short record has weights too.
_IMAGINED = 200
#: From how much likeness on two words count as one misspelt.
_MISSPELT = 0.7
#: From how much likeness on words run together count as the same, broken elsewhere.
_JOINED = 0.85
#: What stays of the likeness where each name has a word that the other lacks.
_BOTH_DIFFER = 0.9
# So many words of a name count, and so many names of one short form: cells can hold anything.
_MOST_WORDS = 40
_MOST_SHORT = 20
# A name that holds all words of the other is at least this much like it.
_CONTAINED = 60.0
# So is one of those compared in any case that differs by one letter of five, two at most,
# whatever becomes of its words: "Ecclesfield GrouptPractice".
_MOST_LETTERS = 2
_LETTERS_EACH = 5
_NEARLY_SPELT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in the index.

    Attributes:
        owner: Position of the organisation in the record.
        text: Normalised.
        words: Those that say something, each once, in the order of the name.
        weight: Of all words together.
    """

    owner: int
    text: str
    words: tuple[str, ...]
    weight: float


class NameIndex:
    """Names to be found by what they share with another; built once, then only read.

    Args:
        names: Pairs of owner and normalised name; an owner may have several.
    """

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        split = [(owner, text, _words(text)) for owner, text in dict.fromkeys(names)]
        self._count = len(split)
        self._lists: dict[str, list[int]] = defaultdict(list)
        for at, (_, _, words) in enumerate(split):
            for word in words:
                self._lists[word].append(at)
        self._weights = {word: self._weigh(word) for word in self._lists}
        self._names = [
            Name(owner=owner, text=text, words=words, weight=self.weight(words))
            for owner, text, words in split
        ]
        self._near = _deletions(self._lists)
        self._owned: dict[int, list[Name]] = defaultdict(list)
        self._short: dict[str, list[int]] = defaultdict(list)
        self._single: dict[str, list[int]] = defaultdict(list)
        for name in self._names:
            self._owned[name.owner].append(name)
            for form in _short_forms(name.text):
                self._short[form].append(name.owner)
            if name.text.isalpha():
                self._single[name.text].append(name.owner)

    def weight(self, words: Iterable[str]) -> float:
        """How much words say, all together."""
        return sum(self._weights.get(word) or self._weigh(word) for word in words)

    def uses(self, word: str, *, without: int | None = None) -> int:
        """How many names have the word, not counting those of one owner."""
        own = self._owned.get(without, ()) if without is not None else ()
        return len(self._lists.get(word, ())) - sum(word in name.words for name in own)

    def nearest(
        self, text: str, owners: Collection[int] = (), *, without: int | None = None
    ) -> dict[int, float]:
        """Likeness by owner, of the names that share a rare word and of the owners named.

        Args:
            text: A normalised name.
            owners: Those to compare in any case, such as all at one postcode.
            without: An owner to leave out.
        """
        words = _words(text)
        weight = self.weight(words)
        found: dict[int, float] = {}
        for name in self._shortlist(words, weight, owners):
            if name.owner != without:
                alike = self._alike(text, words, name)
                if alike < _NEARLY_SPELT and name.owner in owners and _nearly(text, name.text):
                    alike = _NEARLY_SPELT
                found[name.owner] = max(alike, found.get(name.owner, 0.0))
        return found

    def opposed(self, text: str, owner: int) -> bool:
        """Whether a name says the opposite of each name of the owner: north of south."""
        words = text.split()
        return all(opposed(words, name.text.split()) for name in self._owned[owner])

    def short_forms(self, text: str) -> set[int]:
        """Owners whose name the initials stand for, or whose short form the name has."""
        single = _core(text.split())
        found = self._short.get(single[0], [])[:_MOST_SHORT] if len(single) == 1 else []
        for form in _short_forms(text):
            found = found + self._single.get(form, [])[:_MOST_SHORT]
        return set(found)

    def misspelt(self, text: str, owner: int, *, without: int | None = None) -> bool:
        """Whether a name is one of the owner's with slips of the keyboard and no other change.

        The words are the same in any order, but for at most two with a letter too many, too
        few or swapped. Such a word has six letters or more, keeps its first letter, and is no
        word that any name on record has.
        """
        words = set(_words(text))
        for name in self._owned[owner]:
            here, there = words - {*name.words}, {*name.words} - words
            if len(here) == len(there) <= 2 and _are_slips(here, there):
                return not any(one in COMMON or self.uses(one, without=without) for one in here)
        return False

    def _weigh(self, word: str) -> float:
        all_names = self._count + _IMAGINED
        having = len(self._lists.get(word, ()))
        if word in COMMON:
            having += int(_COMMON_SHARE * all_names)
        return math.log(1 + all_names / (having + 1))

    def _shortlist(
        self, words: Sequence[str], weight: float, owners: Collection[int]
    ) -> Iterator[Name]:
        shared: dict[int, float] = defaultdict(float)
        for word, factor in self._worth_looking_up(words):
            share = factor * self._weights[word]
            for at in self._lists[word][:_LIST]:
                shared[at] += share
        names = self._names
        ranked = [(share / (weight + names[at].weight), at) for at, share in shared.items()]
        yield from (names[at] for _, at in heapq.nlargest(_SHORTLIST, ranked))
        for owner in owners:
            yield from self._owned[owner]

    def _worth_looking_up(self, words: Sequence[str]) -> Iterator[tuple[str, float]]:
        """Rare words, words like them, and in any case the two rarest."""
        limit = max(60, int(_FREQUENT * self._count))
        known = sorted((len(self._lists[word]), word) for word in words if word in self._lists)
        for place, (having, word) in enumerate(known):
            if having <= limit or place < 2:
                yield word, 1.0
        for word in words:
            if word not in COMMON:
                yield from ((near, 0.8) for near in self._neighbours(word))

    def _neighbours(self, word: str) -> set[str]:
        """Words on record that a slip of the keyboard makes of this one."""
        found = {near for form in _forms(word) for near in self._near.get(form, ())}
        return found - {word}

    def _alike(self, text: str, words: Sequence[str], name: Name) -> float:
        here = [word for word in words if word not in name.words]
        there = [word for word in name.words if word not in words]
        if not here and not there:
            return 100.0
        shared = self.weight(word for word in words if word in name.words)
        paired, here, there = self._pair(here, there)
        whole = 2 * (shared + paired[1]) + self.weight(here) + self.weight(there)
        score = 100 * 2 * (shared + paired[0]) / whole
        floor = _cut_off(pack(text), pack(name.text))
        return max(floor, score * _BOTH_DIFFER if here and there else max(score, _CONTAINED))

    def _pair(
        self, here: list[str], there: list[str]
    ) -> tuple[tuple[float, float], list[str], list[str]]:
        """Pair words that are one word misspelt, shortened, or broken in two.

        Returns:
            The weight paired, counting a likeness, and in full; the words left over of each.
        """
        joined = OSA.normalized_similarity("".join(here), "".join(there))
        if joined >= _JOINED:
            weight = self.weight(there)
            return (joined * weight, weight), [], []
        counted = full = 0.0
        left = list(there)
        unpaired = []
        for word in here:
            best = max(left, key=lambda other: _likeness(word, other), default="")
            likeness = _likeness(word, best)
            if likeness < _MISSPELT:
                unpaired.append(word)
                continue
            left.remove(best)
            weight = self._weights.get(best) or self._weigh(best)
            counted += likeness * weight
            full += weight
        return (counted, full), unpaired, left


def _words(text: str) -> tuple[str, ...]:
    """The words that say something; all, where none does. A trust may become a foundation."""
    words = dict.fromkeys(text.replace("nhs foundation trust", "nhs trust").split())
    return tuple(word for word in words if word not in JOINING)[:_MOST_WORDS] or tuple(words)


def _likeness(one: str, other: str) -> float:
    """Of two words, 0 to 1; a common word cut short counts nearly as the word."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if len(short) < 3 or one[0].isdigit() or other[0].isdigit():
        return 0.0
    if long in COMMON and long.startswith(short):
        return 0.9
    if len(short) < _MISSPELT * len(long):
        return 0.0
    return OSA.normalized_similarity(one, other, score_cutoff=_MISSPELT)


def _are_slips(here: Collection[str], there: Collection[str]) -> bool:
    return any(all(map(_is_slip, here, some)) for some in permutations(there))


def _is_slip(one: str, other: str) -> bool:
    """One letter too many, too few, or swapped; a wrong one can make another place's name."""
    if min(len(one), len(other)) < 6 or one[0] != other[0] or not (one + other).isalpha():
        return False
    wrong_letter = len(one) == len(other) and sorted(one) != sorted(other)
    return OSA.distance(one, other) == 1 and not wrong_letter


def _cut_off(one: str, other: str) -> float:
    """Likeness of a name that an export cut off, or a longer one that begins like it."""
    short, long = sorted((one, other), key=len)
    return 80 + 15 * len(short) / len(long) if len(short) > 11 and long.startswith(short) else 0.0


def _nearly(one: str, other: str) -> bool:
    """Whether two names have the same letters but for one or two, wherever the words break."""
    here, there = pack(one), pack(other)
    distance = OSA.distance(here, there, score_cutoff=_MOST_LETTERS)
    return distance <= min(_MOST_LETTERS, max(len(here), len(there)) // _LETTERS_EACH)


def _deletions(words: Iterable[str]) -> dict[str, list[str]]:
    near = defaultdict(list)
    for word in words:
        for form in _forms(word):
            near[form].append(word)
    return near


def _forms(word: str) -> set[str]:
    """A word and what is left of it without one of its letters; none for short words."""
    if not 3 < len(word) < 25 or not word.isalpha():
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _core(words: Sequence[str]) -> Sequence[str]:
    """The words before *NHS*: ``yas`` of ``yas nhs trust``."""
    return words[: words.index("nhs")] if "nhs" in words[1:] else words


def _short_forms(text: str) -> set[str]:
    """What initials make of a name, three letters or more.

    With *ft* for a foundation trust or without, and without the last of five or more.
    """
    words = text.split()
    core = initials(_core(words))
    ending = {f"{form}ft" for form in core} if text.endswith("nhs foundation trust") else set()
    shorter = {form[:-1] for form in core if len(form) > 4}
    return {form for form in core | ending | shorter | initials(words) if 2 < len(form) < 10}
