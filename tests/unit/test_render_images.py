"""Pictures as files of their own, which say what they are of."""

import struct
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from joinedup.render import images, typesetting
from joinedup.render.document import Picture
from tests.unit.document_samples import HOSTILE, document, hostile, picture

SVG = "{http://www.w3.org/2000/svg}"


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, out of its first chunk."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def texts(svg: str) -> str:
    return " ".join("".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text"))  # noqa: S314


def test_a_picture_is_as_wide_as_a_slide_at_twice_its_density() -> None:
    wide, high = size(images.png(document(), picture()))
    assert wide == images.WIDE
    assert 2_000 < high < 2_200
    assert size(images.png(document(), picture(), wide=600))[0] == 600


def test_a_tall_picture_is_bounded() -> None:
    wide, high = size(images.png(document(), picture(wide=100)))
    assert high == pytest.approx(4_000, abs=2)
    assert wide < 700


def test_it_is_not_blank_and_carries_no_other_type() -> None:
    one, other = (images.png(document(), picture(label=label)) for label in ("", "Doncaster"))
    assert len(one) > 10_000
    assert one != other


def test_a_drawing_is_whole_and_says_what_it_is_of() -> None:
    drawn = images.svg(document(), picture())
    root = ET.fromstring(drawn)  # noqa: S314
    assert root.findtext(f"{SVG}title") == "A map of Rotherham"
    said = texts(drawn)
    assert "South Yorkshire" in said
    assert "Map: Rotherham · 3 March 2026" in said
    assert "version 3 (0123456789ab)" in said
    assert "Illustrative" not in said
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    (inner,) = root.iter(f"{SVG}svg") if root.tag != f"{SVG}svg" else root.findall(f"{SVG}svg")
    assert (inner.get("width"), inner.get("height")) == ("900.0", "600.0")


def test_made_up_data_is_said_in_the_picture() -> None:
    assert "these organisations are made up" in texts(
        images.svg(document(illustrative=True), picture())
    )


@pytest.mark.parametrize("label", HOSTILE[:4])
def test_hostile_text_is_text(label: str) -> None:
    drawn = images.svg(document(subject=label), picture(label=label))
    root = ET.fromstring(drawn)  # noqa: S314
    assert not list(root.iter(f"{SVG}script"))
    assert label in "".join(root.itertext())


def test_a_document_of_hostile_texts_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    one = hostile()
    assert size(images.png(one, one.pictures[0]))[0] > 0
    monkeypatch.setattr("joinedup.render.images.settable", lambda text: text)
    monkeypatch.setattr(typesetting, "_missing", lambda letters: frozenset())
    assert size(images.png(one, replace(one.pictures[0], svg=typesetting.ordinary(drawn(one)))))


def drawn(one: Any) -> str:
    found: Picture = one.pictures[0]
    return found.svg
