"""Writing in still pictures: how wide it is, where it fits, and how it stands on what is drawn.

Fonts differ between machines, so widths are those of Arial, which is wider than the others that a
picture may be written in: what fits by them fits in all.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from joinedup.render.escaping import escape

#: Of organisations, in one picture.
MOST_NAMES = 160
FAMILY = "Source Sans Pro, Frutiger, Arial, sans-serif"

#: Thousandths of the letters' size; of those that stand here under none, see below.
_WIDTHS = {
    width: frozenset(letters)
    for width, letters in (
        (222, "ijl'|"),
        (278, " !,./:;I[]\\ft·"),
        (333, "()-r`“”"),
        (389, '*"'),
        (500, "ckvxyszJ{}"),
        (584, "+<>=~"),
        (611, "FTZ"),
        (667, "&ABEKPSVXY"),
        (722, "CDHNRUw"),
        (778, "GOQ"),
        (833, "Mm"),
        (889, "%"),
        (944, "W"),
        (1015, "@…—"),
    )
}
_USUAL, _CAPITAL, _BROAD = 556, 722, 1050
_OF_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_BOLDER = 1.07
#: From the middle of a line of letters to what they stand on, in parts of their size.
_FOOT = 0.35
_HALO_WIDTH = 4.0


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is at the most, in the unit of ``size``."""
    wide = sum(_width(letter) for letter in text) / 1000 * size
    return wide * _BOLDER if bold else wide


def _width(letter: str) -> int:
    known = _OF_LETTER.get(letter)
    if known:
        return known
    if ord(letter) < 128:
        return _CAPITAL if letter.isupper() else _USUAL
    if unicodedata.combining(letter):
        return 0
    plain = unicodedata.normalize("NFD", letter)[0]
    if ord(plain) < 128:
        return _width(plain)
    return _BROAD


def shorten(text: str, most: int) -> str:
    """A text of so many letters at the most, with an ellipsis where it is cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def narrowed(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """A line cut short, with an ellipsis, where it is wider than ``width``."""
    if width_of(text, size, bold=bold) <= width:
        return text
    short = text.removesuffix("…")
    while len(short) > 1 and width_of(f"{short}…", size, bold=bold) > width:
        short = short[:-1]
    return f"{short.strip()}…"


def wrapped(
    text: str, width: float, size: float, *, bold: bool = False, most: int = 1000
) -> list[str]:
    """A text in lines of a width; of more than ``most`` the last says that there was more.

    A word that is wider than a line is broken.
    """
    found = [""]
    for word in _broken(text.split(), width, size, bold=bold):
        longer = f"{found[-1]} {word}".strip()
        if not found[-1] or width_of(longer, size, bold=bold) <= width:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > most:
        found = [*found[: most - 1], narrowed(f"{found[most - 1]}…", width, size, bold=bold)]
    return found


def _broken(words: Iterable[str], width: float, size: float, *, bold: bool) -> Iterable[str]:
    for word in words:
        part = ""
        for letter in word:
            if part and width_of(part + letter, size, bold=bold) > width:
                yield part
                part = ""
            part += letter
        yield part


def written(
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    bold: bool = False,
    colour: str = "",
    anchor: str = "middle",
) -> str:
    """A line of text; ``y`` is its middle."""
    anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
    heavy = ' font-weight="700"' if bold else ""
    filled = f' fill="{colour}"' if colour else ""
    return (
        f'<text x="{x:.1f}" y="{y + _FOOT * size:.1f}" font-size="{size:.4g}"{anchored}{heavy}'
        f"{filled}>{escape(' '.join(text.split()))}</text>"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A line of text at its place; ``y`` is its middle."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    colour: str
    anchor: str = "middle"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the room that it takes."""
        wide = width_of(self.text, self.size, bold=self.bold)
        left = self.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        high = self.size * 0.62
        return left - 3, self.y - high, left + wide + 3, self.y + high

    def written(self, colour: str = "") -> str:
        """The line as SVG."""
        return written(
            self.text,
            self.x,
            self.y,
            self.size,
            bold=self.bold,
            colour=colour,
            anchor=self.anchor,
        )


def haloed(labels: Sequence[Label], halo: str, width: float = _HALO_WIDTH) -> str:
    """Labels that can be read on whatever is below them.

    The outline of letters is a text of its own: not every program draws it below them.
    """
    if not labels:
        return ""
    wide = f'<text stroke-width="{width:.3g}" '
    around = [one.written().replace("<text ", wide, 1) for one in labels]
    inside = [one.written(one.colour) for one in labels]
    return (
        f'<g fill="{halo}" stroke="{halo}" stroke-linejoin="round" opacity=".92" '
        f'aria-hidden="true">{"".join(around)}</g><g>{"".join(inside)}</g>'
    )


def beside(label: Label, r: float) -> tuple[Label, ...]:
    """A label of a mark of a radius below it, above it, and at either side of it.

    Args:
        label: As it would stand on the mark.
    """
    away = r + label.size * 0.8
    return (
        replace(label, y=label.y + away),
        replace(label, y=label.y - away),
        replace(label, x=label.x + r + 5, anchor="start"),
        replace(label, x=label.x - r - 5, anchor="end"),
    )


@dataclass(slots=True, kw_only=True)
class Labels:
    """Labels of a picture, put one after the other; none stands over another.

    Attributes:
        width, height: Of the picture; no label goes beyond it.
        taken: Boxes that no label may touch.
        marks: Boxes that labels had better not touch.
        found: Those that have found a place.
    """

    width: float
    height: float
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)
    marks: Sequence[tuple[float, float, float, float]] = ()
    found: list[Label] = field(default_factory=list)

    def put(self, one: Label, *, must: bool = False) -> bool:
        """Put a label where it is free; one that ``must`` stand anyway, inside the picture."""
        if must:
            one = self._inside(one)
        elif not self._free(one.box):
            return False
        self.taken.append(one.box)
        self.found.append(one)
        return True

    def put_beside(self, one: Label, r: float, *, above: bool = False) -> bool:
        """Put the label of a mark beside it, where it hides no other mark if that can be.

        Args:
            one: As it would stand on the mark.
            r: The radius of the mark.
            above: Whether it had better stand above the mark than below it.
        """
        spots = sorted(beside(one, r), key=lambda at: above and at.y >= one.y)
        clear = (at for at in spots if not _touches(at.box, self.marks))
        return any(self.put(at) for at in (*clear, *spots))

    def put_lines(self, lines: Sequence[Label]) -> bool:
        """Put the lines of one label, all of them or none."""
        free = all(self._free(one.box) for one in lines)
        if free:
            self.taken += [one.box for one in lines]
            self.found += lines
        return free

    def _inside(self, one: Label) -> Label:
        left, top, right, bottom = one.box
        across = 6 - left if left < 6 else min(0, self.width - 6 - right)
        down = 4 - top if top < 4 else min(0, self.height - 4 - bottom)
        return replace(one, x=one.x + across, y=one.y + down)

    def _free(self, box: tuple[float, float, float, float]) -> bool:
        if box[0] < 0 or box[1] < 0 or box[2] > self.width or box[3] > self.height:
            return False
        return not _touches(box, self.taken)


def _touches(
    box: tuple[float, float, float, float],
    others: Iterable[tuple[float, float, float, float]],
) -> bool:
    left, top, right, bottom = box
    return any(left < t[2] and right > t[0] and top < t[3] and bottom > t[1] for t in others)
