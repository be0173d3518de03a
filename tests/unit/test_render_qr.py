"""QR codes hold the link they are made of: their modules are those of the standard."""

import re
from io import BytesIO

import pytest
import segno
from PIL import Image

from joinedup.render.qr import MOST_IN_CODE, qr_png, qr_svg

LINK = "https://joined.example.org/?view=0123456789"


def modules(link: str) -> list[list[bool]]:
    """The dark modules of a link's code, with its quiet zone of four."""
    return [[bool(one) for one in row] for row in segno.make(link, error="m").matrix_iter(border=4)]


@pytest.mark.parametrize("link", [LINK, f"{LINK}&places=Rother%20Valley", "x" * MOST_IN_CODE])
def test_a_png_has_the_modules_of_its_link(link: str) -> None:
    picture = Image.open(BytesIO(qr_png(link))).convert("L")
    wanted = modules(link)
    step = picture.width // len(wanted)
    assert picture.width == picture.height == step * len(wanted)
    assert 500 <= picture.width <= 1_000
    middles = [number * step + step // 2 for number in range(len(wanted))]
    read = [[picture.getpixel((x, y)) == 0 for x in middles] for y in middles]
    assert read == wanted


def test_another_link_is_another_code() -> None:
    assert modules(LINK) != modules(LINK[:-1] + "8")
    assert qr_png(LINK) != qr_png(LINK[:-1] + "8")


def test_an_svg_is_one_drawing_without_script_black_on_white() -> None:
    drawn = qr_svg(LINK)
    assert drawn.lstrip().startswith(("<?xml", "<svg"))
    assert set(re.findall(r"<([a-z]+)", drawn)) <= {"svg", "path"}
    assert "#fff" in drawn
    size = len(modules(LINK))
    assert f'viewBox="0 0 {size} {size}"' in drawn


@pytest.mark.parametrize("link", ["", "x" * (MOST_IN_CODE + 1), "ö" * MOST_IN_CODE])
def test_what_no_phone_reads_is_not_drawn(link: str) -> None:
    assert qr_svg(link) == ""
    assert qr_png(link) == b""


def test_nothing_in_a_link_gets_into_the_drawing() -> None:
    assert "script" not in qr_svg("https://x.example/?a=<script>alert(1)</script>")
