"""A picture out of a document as a file of its own, PNG or SVG, for slides and reports.

Whoever meets it on somebody's slide has to see what it is of: below it stands a line with
footprint, day and version, and where the data is made up, that it is. Tested by
``tests/unit/test_render_images.py``.
"""

import json
import re
from textwrap import wrap

from joinedup.errors import PaperError
from joinedup.render import typesetting
from joinedup.render.document import Document, Picture
from joinedup.render.escaping import escape
from joinedup.render.typesetting import compiled, is_letter_missing, settable
from joinedup.render.wording import stamp_of

#: How wide a PNG is, in pixels: a whole slide on a screen of twice the usual density.
WIDE = 3_000
#: No PNG is higher than this many pixels, so that it stays a few megabytes.
_HIGH = 4_000
_PAGE = b"""#let data = json("data.json")
#set page(width: data.wide * 1pt, height: data.high * 1pt, margin: 0pt, fill: white)
#set text(font: "Source Sans Pro")
#image("picture.svg", width: 100%, height: 100%, fit: "contain")
"""
_TAG = re.compile(r"<svg\b[^>]*>")
_PLACED = re.compile(r'\s(?:width|height|x|y|role|aria-label)="[^"]*"')
_INK, _AMBER = "#425563", "#ffb81c"


def svg(one: Document, picture: Picture) -> str:
    """A picture as an SVG document with its line below it, on white."""
    wide, high = picture.size
    letters = wide / 100
    lines = wrap(stamp_of(one, picture), 180)
    below = (len(lines) + 1) * letters * 1.5
    said = "".join(
        f'<text x="{letters:.1f}" y="{high + (line + 1.2) * letters * 1.5:.1f}" style="font:'
        f"{letters:.1f}px 'Source Sans Pro',Frutiger,Arial,sans-serif;fill:{_INK};stroke:none;"
        f'text-anchor:start">{escape(text)}</text>'
        for line, text in enumerate(lines)
    )
    edge = (
        f'<rect y="{high:.1f}" width="100%" height="{letters / 3:.1f}" style="fill:{_AMBER}"/>'
        if one.illustrative
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.1f} {high + below:.1f}" '
        f'width="{wide:.1f}" height="{high + below:.1f}" role="img">'
        f"<title>{escape(picture.alt)}</title>"
        f'<rect width="100%" height="100%" style="fill:#ffffff"/>{_inside(picture, wide, high)}'
        f"{edge}{said}</svg>"
    )


def png(one: Document, picture: Picture, *, wide: int = WIDE) -> bytes:
    """The same as PNG, on white.

    Args:
        wide: In pixels; less where the picture would be too high.

    Raises:
        PaperError: When it cannot be drawn.
    """
    drawn = svg(one, picture)
    try:
        return _png(settable(drawn), wide)
    except PaperError as error:
        if not is_letter_missing(error):
            raise
        return _png(typesetting.ordinary(drawn), wide)


def _png(drawn: str, wide: int) -> bytes:
    across, down = Picture(kind="chart", svg=drawn, alt="").size
    pixels = min(wide, _HIGH * across / down)
    size = json.dumps({"wide": across, "high": down}).encode()
    files = {"data.json": size, "picture.svg": drawn.encode()}
    return compiled(_PAGE, files, "png", ppi=72 * pixels / across)


def _inside(picture: Picture, wide: float, high: float) -> str:
    """A picture to stand in another one, at its top left."""
    found = _TAG.search(picture.svg)
    if not found:
        return ""
    tag = _PLACED.sub("", found[0])
    return f'{tag[:-1]} width="{wide:.1f}" height="{high:.1f}">{picture.svg[found.end() :]}'
