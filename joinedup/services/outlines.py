"""Outlines: the text that driver diagrams and fishbones are made of, read line by line.

The first line is the aim, or the effect; each line that is indented further belongs to the one
above it. Indentation and list signs are taken as people type them, or as they come out of a text
program. Nothing is refused: what cannot be used is said line by line, and the rest is drawn. Pure.
What the links at the ends of lines mean is found by :mod:`.outline_links`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from joinedup.store.diagramming import TAB, DiagramKind

LinkKind = Literal["action", "partner"]

MAX_LINES = 200
MAX_LINE = 200
MAX_LINKS = 10
#: What stands on each level, from the first line on: one, several.
LEVELS: Mapping[DiagramKind, tuple[tuple[str, str], ...]] = {
    "driver": (
        ("Aim", "Aim"),
        ("Primary driver", "Primary drivers"),
        ("Secondary driver", "Secondary drivers"),
        ("Change idea", "Change ideas"),
    ),
    "fishbone": (
        ("Effect", "Effect"),
        ("Group of causes", "Groups of causes"),
        ("Cause", "Causes"),
        ("Cause behind it", "Causes behind them"),
    ),
}
MAX_LEVEL = 3

#: A longer line is cut before anything else is done with it.
_LONGEST = 2_000
_SHOWN = 60
#: What text programs put for the bullets of deeper levels, as text.
_WRITTEN_SIGNS = (
    (re.compile(r"^(\s*)o\t", re.M), r"\1◦\t"),
    (re.compile(r"^(\s*)§\t", re.M), "\\1▪\t"),
)
#: Breaks inside of a paragraph.
_SOFT = str.maketrans(dict.fromkeys("\x0b\x0c\x85\u2028\u2029", " "))
_DROPPED = {"Cc", "Cs"}
_DIRECTION = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: List signs by the level that text programs use them on; each is one class.
_SIGNS = (
    ("•", re.compile(r"[-\u2013\u2014*•·●‣\uf0b7](?:\s+|$)|[-•](?=[^\W\d])")),
    ("◦", re.compile(r"[◦○](?:\s+|$)")),
    ("▪", re.compile(r"[▪■§\uf0a7](?:\s+|$)")),
    ("1", re.compile(r"\d{1,2}[.)](?:\s+|$)")),
    ("a", re.compile(r"[A-Za-z][.)](?:\s+|$)")),
)
#: What people write before the first line, and what stands above its box anyway.
_NAMED = re.compile(r"(?:aim|effect|problem)\s*:\s*(?=\S)", re.I)
_LINK = re.compile(r"\[\s*(action|partner)\s*:([^\[\]]*)\]\s*$", re.I)
_STRAY = re.compile(r"\[\s*(?:action|partner)\s*:", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineLink:
    """An action or a partner that a line names.

    Attributes:
        words: As they were written.
        target: Id of the action, the organisation or the partnership; empty where none is found.
        name: What is on record; empty where none is found.
    """

    kind: LinkKind
    words: str
    target: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineItem:
    """A line that is drawn.

    Attributes:
        line: Its number in the text, from 1.
        level: 0 for the aim or the effect, up to :data:`MAX_LEVEL`.
        text: Without list sign and links, up to :data:`MAX_LINE` characters.
        parent: The place of the item it belongs to among all items; None for the first.
    """

    line: int
    level: int
    text: str
    parent: int | None
    links: tuple[OutlineLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineProblem:
    """Something about a line that its author should know.

    Attributes:
        line: Its number in the text, from 1.
        value: What it is about, shortened.
        message: What is wrong, in a sentence.
        hint: What to do, in a sentence.
    """

    line: int
    value: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A text as it is drawn: at most :data:`MAX_LINES` items, each after the one it belongs to."""

    kind: DiagramKind
    items: tuple[OutlineItem, ...]
    problems: tuple[OutlineProblem, ...] = ()

    def children(self, index: int) -> tuple[int, ...]:
        """The places of the items that belong to an item, in the order of the text."""
        return tuple(at for at, one in enumerate(self.items) if one.parent == index)


def tidied(text: str) -> str:
    """A text as it can be kept: tabs as spaces, without signs that nobody sees."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SOFT)
    for sign, instead in _WRITTEN_SIGNS:
        lines = sign.sub(instead, lines)
    kept = (
        one
        for one in lines
        if one in "\n\t" or not (unicodedata.category(one) in _DROPPED or one in _DIRECTION)
    )
    return "".join(kept).expandtabs(TAB)


def read_outline(kind: DiagramKind, text: str) -> Outline:
    """The items of a text; nothing is looked up yet.

    Args:
        kind: What it is drawn as.
        text: Anything; only its first :data:`MAX_LINES` lines with words are used.
    """
    reader = _Reader(kind)
    found = list(_written(tidied(text)))
    for number, line in found[:MAX_LINES]:
        reader.add(number, line)
    if len(found) > MAX_LINES:
        number, line = found[MAX_LINES]
        reader.say(
            number,
            line.strip(),
            f"The text has {len(found):,} lines; the picture ends before this one.",
            f"Keep it to {MAX_LINES} lines, or make two diagrams of it.",
        )
    return Outline(kind=kind, items=tuple(reader.items), problems=tuple(reader.problems))


def _written(text: str) -> Iterator[tuple[int, str]]:
    """The lines that have words, with their numbers."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


class _Reader:
    """Takes lines one after the other, and knows which are open above them."""

    def __init__(self, kind: DiagramKind) -> None:
        self.kind = kind
        self.items: list[OutlineItem] = []
        self.problems: list[OutlineProblem] = []
        # Indentation, list sign and place of the items that the next line may belong to.
        self._open: list[tuple[int, str, int]] = []

    def say(self, number: int, value: str, message: str, hint: str) -> None:
        self.problems.append(
            OutlineProblem(line=number, value=shortened(value), message=message, hint=hint)
        )

    def add(self, number: int, line: str) -> None:
        if len(line) > _LONGEST:
            line = line[:_LONGEST]
        indent, sign, words = _parted(line)
        text, links = self._links(number, words)
        if not self.items and (named := _NAMED.match(text)):
            text = text[named.end() :]
        text = " ".join(text.split()) or (links[0].words if links else "")
        if not text:
            return
        if len(text) > MAX_LINE:
            self.say(
                number,
                text,
                f"The line has more than {MAX_LINE} characters; the rest is not drawn.",
                "Say it in fewer words.",
            )
            text = f"{text[: MAX_LINE - 1].rstrip()}…"
        level, parent = self._place(number, indent, sign, text)
        self.items.append(
            OutlineItem(line=number, level=level, text=text, parent=parent, links=links)
        )

    def _place(self, number: int, indent: int, sign: str, text: str) -> tuple[int, int | None]:
        """The level of a line, and which item it belongs to."""
        if not self.items:
            return 0, None
        depth = self._depth(indent, sign)
        del self._open[depth:]
        if depth >= MAX_LEVEL:
            above = LEVELS[self.kind][MAX_LEVEL][0].lower()
            self.say(
                number,
                text,
                f"The line is indented further than a {above}; it is drawn as one.",
                "Take some space away before it, or put it under another line.",
            )
            depth = MAX_LEVEL - 1
        parent = self._open[depth - 1][2] if depth else 0
        # What is too deep is not opened: the line after it belongs where it would have.
        if len(self._open) == depth:
            self._open.append((indent, sign, len(self.items)))
        return depth + 1, parent

    def _depth(self, indent: int, sign: str) -> int:
        """How many of the open items a line is under."""
        level = [at for at, (column, _, _) in enumerate(self._open) if column >= indent]
        if not level:
            return len(self._open)
        same = [at for at in level if self._open[at][:2] == (indent, sign)]
        if same:
            return same[0]
        # At the edge of a list whose levels differ in their signs alone: a sign that is not
        # there yet begins a new level. Plain text never does.
        deepest = [at for at in level if self._open[at][0] == indent]
        return deepest[-1] + 1 if sign and deepest else level[0]

    def _links(self, number: int, words: str) -> tuple[str, tuple[OutlineLink, ...]]:
        """A line without the links at its end, and these."""
        links: list[OutlineLink] = []
        while found := _LINK.search(words):
            words = words[: found.start()]
            name = " ".join(found[2].split())
            kind: LinkKind = "action" if found[1].casefold() == "action" else "partner"
            if name:
                links.insert(0, OutlineLink(kind=kind, words=name))
            else:
                self.say(
                    number,
                    found[0],
                    f"This link says no {kind}.",
                    f"Write a name behind “{kind}:”, or take the brackets away.",
                )
        if _STRAY.search(words):
            self.say(
                number,
                words.strip(),
                "A link in the middle of a line, or one that does not end, is taken as words.",
                "Put it at the end of the line, with a bracket at each of its ends.",
            )
        if len(links) > MAX_LINKS:
            self.say(
                number,
                words.strip(),
                f"The line has {len(links)} links; the first {MAX_LINKS} are used.",
                "Put some of them on other lines.",
            )
        return words, tuple(links[:MAX_LINKS])


def _parted(line: str) -> tuple[int, str, str]:
    """The indentation, the class of the list sign (empty for none) and the words of a line."""
    words = line.lstrip()
    indent = len(line) - len(words)
    for name, form in _SIGNS:
        if found := form.match(words):
            return indent, name, words[found.end() :]
    return indent, "", words


def shortened(text: str) -> str:
    """A text as a message quotes it."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
