"""QR codes of links, as SVG. Tested by ``tests/unit/test_render_qr.py``."""

from functools import lru_cache
from io import BytesIO

#: A longer address makes a code too dense for a phone to read off paper or a screen.
MOST_IN_CODE = 900


@lru_cache(maxsize=64)
def qr_svg(link: str) -> str:
    """A QR code as an SVG document, black on white with its quiet zone; of level M.

    Empty where the link is too long for a code that a phone reads.

    Source: ISO/IEC 18004.
    """
    if not link or len(link.encode()) > MOST_IN_CODE:
        return ""
    import segno

    drawn = BytesIO()
    segno.make(link, micro=False, error="m").save(drawn, kind="svg", light="#ffffff", omitsize=True)
    return drawn.getvalue().decode()


@lru_cache(maxsize=16)
def qr_png(link: str) -> bytes:
    """The same as a PNG of some 1,000 pixels, for a slide; empty where the link is too long."""
    if not link or len(link.encode()) > MOST_IN_CODE:
        return b""
    import segno

    code = segno.make(link, micro=False, error="m")
    drawn = BytesIO()
    code.save(drawn, kind="png", light="#ffffff", scale=max(1, 1000 // code.symbol_size()[0]))
    return drawn.getvalue()
