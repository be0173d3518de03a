"""The points of the grid of stakeholders: what each is, its mark, and what the marks mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joinedup.model import ConnectionState, Sector
from joinedup.render.palette import GROUNDS, PAGE, SECTORS, STATES
from joinedup.render.still import circle, lines, stroke
from joinedup.render.svg import shape
from joinedup.services import Flag, Spread

FLAGS: Mapping[Flag, str] = {Flag.ASK_FIRST: "Ask first", Flag.FIND_OUT: "Find out first"}
UNSAVED = "Not saved"
SPREAD = "From the lowest to the highest opinion"
RADIUS = 10.0
RING = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A stakeholder on the grid.

    Attributes:
        number: That of its row in the table.
        power, interest: Where it stands: the medians, or where it was moved to.
        powers, interests: How far opinions are apart; None where there is nothing to show.
        is_moved: Whether it stands where somebody has moved it to and not saved it.
        words: All of it in a sentence, for those who hear it.
    """

    number: int
    id: str
    name: str
    sector: Sector
    state: ConnectionState
    power: float
    interest: float
    powers: Spread | None
    interests: Spread | None
    flag: Flag
    is_moved: bool
    is_selected: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """The colours of a theme."""

    ground: str
    text: str
    quiet: str
    edge: str
    accent: str
    alarm: str
    dark: bool


def inks(*, dark: bool) -> Inks:
    """The colours of the light or the dark theme."""
    page = {name: colours[dark] for name, colours in PAGE.items()}
    return Inks(
        ground=GROUNDS[dark],
        text=page["text"],
        quiet=page["quiet"],
        edge=page["edge"],
        accent=page["accent"],
        alarm=STATES[ConnectionState.NONE_ON_RECORD].colour(dark=dark),
        dark=dark,
    )


def mark(one: Point, ink: Inks) -> str:
    """Shape and colour by sector, fill by state, a ring for what must not be overlooked."""
    rings = []
    if one.is_selected:
        rings.append(circle(0, 0, RADIUS + 4, f'fill="none" {stroke(ink.text, 2)}'))
    if one.flag:
        dashes = () if one.flag is Flag.ASK_FIRST else (3, 3)
        rings.append(circle(0, 0, RING, f'fill="none" {stroke(ink.alarm, 2.6, dashes)}'))
    if one.is_moved:
        rings.append(circle(0, 0, RING + 3, f'fill="none" {stroke(ink.accent, 2, (6, 3))}'))
    return "".join([*rings, sign(one.sector, one.state, ink)])


def sign(sector: Sector, state: ConnectionState, ink: Inks) -> str:
    """The shape of a sector, filled by state."""
    style = SECTORS[sector]
    colour = style.colour(dark=ink.dark)
    outline = shape(style.shape, 0, 0, RADIUS - 1)
    if state is ConnectionState.CONNECTED:
        return f'<path fill="{colour}" {stroke(ink.ground, 1)} d="{outline}"/>'
    dashes = (2.6, 2.6) if state is ConnectionState.UNKNOWN else ()
    width = 2.2 if dashes else 3.4
    return f'<path fill="{ink.ground}" {stroke(colour, width, dashes)} d="{outline}"/>'


def key_of(points: Sequence[Point], *, dark: bool = False) -> list[tuple[str, str]]:
    """What the signs of the grid mean: a small SVG and words for each that occurs."""
    return [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-20 -20 40 40" width="26" '
            f'height="26" aria-hidden="true">{drawn}</svg>',
            words,
        )
        for drawn, words in key_rows(points, inks(dark=dark))
    ]


def key_rows(points: Sequence[Point], ink: Inks) -> list[tuple[str, str]]:
    """What each sign that occurs means: what is drawn around the origin, and words."""
    connected = ConnectionState.CONNECTED
    sectors = {one.sector for one in points}
    states = {one.state for one in points} - {connected}
    found = [(sign(one, connected, ink), one.label) for one in Sector if one in sectors]
    found += [
        (sign(Sector.GENERAL_PRACTICE, one, ink), one.label)
        for one in ConnectionState
        if one in states
    ]
    flags = {one.flag for one in points}
    for flag, words in ((Flag.ASK_FIRST, _ASK_FIRST), (Flag.FIND_OUT, _FIND_OUT)):
        if flag in flags:
            dashes = () if flag is Flag.ASK_FIRST else (3, 3)
            ring = circle(0, 0, RING, f'fill="none" {stroke(ink.alarm, 2.6, dashes)}')
            found.append((ring, words))
    if any(one.powers and one.interests and _is_split(one) for one in points):
        ends = lines([((-15, 0), (15, 0)), ((0, -15), (0, 15))])
        found.append((f'<path {stroke(ink.quiet, 1.5)} d="{ends}"/>', SPREAD))
    if any(one.is_moved for one in points):
        ring = circle(0, 0, RING, f'fill="none" {stroke(ink.accent, 2, (6, 3))}')
        found.append((ring, UNSAVED))
    return found


_ASK_FIRST = "Ask first: little power, no partnership on record, high need"
_FIND_OUT = "Find out first: little power, high need, partnerships unknown"


def _is_split(one: Point) -> bool:
    return any(found and found.is_split for found in (one.powers, one.interests))
