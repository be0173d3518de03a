"""Colours and shapes: one of each for every sector, the same on map, network, chart and print.

Colours are from the NHS identity palette, darkened or lightened until each has a contrast of
at least 3 : 1 against the ground it is drawn on (WCAG 2.2, 1.4.11; a test measures it). Two
sectors that a colour-blind reader may confuse never share a shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from joinedup.model import ConnectionState, Sector, Standing

#: The grounds that marks are drawn on: light theme, dark theme.
GROUNDS = ("#f6f8f9", "#10181f")
NHS_BLUE = "#005eb8"
#: By theme, light and dark: the page, its sidebar and boxes; text, quieter text; the colour of what
#: can be pressed, and what is written on it. As in ``.streamlit/config.toml``.
PAGE = {
    "ground": ("#ffffff", "#10181f"),
    "box": ("#f0f4f5", "#1c262e"),
    "text": ("#212b32", "#f0f4f5"),
    "quiet": ("#4c6272", "#aeb7bd"),
    "accent": (NHS_BLUE, "#5aa9f0"),
    "on-accent": ("#ffffff", "#10181f"),
    "edge": ("#6a7b88", "#7d8b96"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """A mark's shape (a name known to ``joinedup.js``), its two colours and its pattern.

    The pattern (a name known to ``marks.js``; empty for none) is drawn inside the mark. It is the
    second sign of those whose shape is that of their sector and who else differ in colour alone.
    """

    shape: str
    light: str
    dark: str
    pattern: str = ""

    def colour(self, *, dark: bool) -> str:
        """The colour on a light or a dark ground."""
        return self.dark if dark else self.light


SECTORS: Mapping[Sector, Style] = {
    Sector.GENERAL_PRACTICE: Style("circle", "#005eb8", "#5aa9f0"),
    Sector.NHS_TRUST: Style("square", "#003087", "#8fb4ff"),
    Sector.AMBULANCE: Style("plus", "#00703c", "#4fd08a"),
    Sector.PRIMARY_CARE_OTHER: Style("hexagon", "#007f89", "#41c9d6"),
    Sector.LOCAL_AUTHORITY: Style("diamond", "#b45309", "#ffb04d"),
    Sector.SOCIAL_CARE: Style("pentagon", "#7c2855", "#e59ac4"),
    Sector.VCSE: Style("triangle", "#c2185b", "#ff7eb0"),
    Sector.EDUCATION: Style("down", "#5b2c9b", "#c3a1ff"),
    Sector.NATIONAL: Style("star", "#425563", "#c3ced6"),
    Sector.OTHER: Style("cross", "#4c6272", "#a9b6bf"),
}

STATES: Mapping[ConnectionState, Style] = {
    ConnectionState.CONNECTED: Style("circle", "#005eb8", "#5aa9f0"),
    ConnectionState.NONE_ON_RECORD: Style("circle", "#b3261e", "#ff9a8f"),
    ConnectionState.UNKNOWN: Style("circle", "#4c6272", "#a9b6bf"),
}

STANDINGS: Mapping[Standing, Style] = {
    Standing.NONE_ON_RECORD: STATES[ConnectionState.NONE_ON_RECORD],
    Standing.OWN_SECTOR: Style("circle", "#c56a00", "#ffe08a", "pole"),
    Standing.ACROSS_SECTORS: Style("circle", "#008a5b", "#00c853", "bar"),
    Standing.ACROSS_PLACES: Style("circle", "#0a2a6b", "#5aa9f0"),
    Standing.HIDDEN: Style("circle", "#a03ca8", "#9a4dff", "slash"),
    Standing.UNKNOWN: STATES[ConnectionState.UNKNOWN],
}

#: Places in the order of their names; a footprint with more leaves the rest without a colour.
PLACES = (
    Style("circle", "#c56a00", "#ffe08a", "pole"),
    Style("circle", "#0a2a6b", "#5aa9f0"),
    Style("circle", "#008a5b", "#00c853", "bar"),
    Style("circle", "#a03ca8", "#9a4dff", "slash"),
    Style("circle", "#b3261e", "#ff9a8f", "plus"),
)
NO_PLACE = Style("circle", "#4c6272", "#a9b6bf", "back")

#: Sand to brown: far from every sector's colour, so that marks stand out on any step.
RAMPS = (
    ("#faf5e9", "#f0e0bd", "#e2c48c", "#cfa25d", "#b07f3a"),
    ("#2b2a26", "#463f2e", "#665438", "#866a3f", "#a8854c"),
)


def page_colours(*, dark: bool) -> str:
    """The page's own colours as CSS custom properties."""
    pairs = {
        **{name: colours[dark] for name, colours in PAGE.items()},
        "connected": STATES[ConnectionState.CONNECTED].colour(dark=dark),
        "none": STATES[ConnectionState.NONE_ON_RECORD].colour(dark=dark),
        "unknown": STATES[ConnectionState.UNKNOWN].colour(dark=dark),
        "across": STANDINGS[Standing.ACROSS_SECTORS].colour(dark=dark),
        "own": STANDINGS[Standing.OWN_SECTOR].colour(dark=dark),
    }
    return "; ".join(f"--ju-{name}: {colour}" for name, colour in pairs.items())
