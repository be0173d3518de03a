"""Still pictures of views: the same as the frames', without a session, in a thread, in paper."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
import typst
from PIL import Image

from joinedup.errors import MeasureError
from joinedup.render.compare import summary
from joinedup.render.document import Picture
from joinedup.render.sentence import sentence
from joinedup.services import Reading, read, scope_of
from joinedup.ui import against, cache, stills
from joinedup.views import ViewState
from tests.unit.render_samples import TODAY
from tests.unit.still_samples import classed, drawn_marks, parsed, words

FULL_SCALE = "demonstration"
TRUST = "ods:RFR"
#: Bytes and, with patience for a busy machine, seconds of one picture.
LARGEST, SLOWEST = 3_000_000, 1.5


def view(footprint: str = "south-yorkshire", **filters: object) -> Reading:
    version = cache.newest(footprint)
    one = cache.dataset(footprint, version)
    state = ViewState(**{"dataset": footprint, "day": TODAY, "version": version, **filters})  # type: ignore[arg-type]
    return read(one, cache.connections(one, scope_of(state)), state)


def compared(kind: stills.Kind) -> Picture:
    return stills.compared_still(kind, against.difference(view(FULL_SCALE)))


PICTURES: dict[str, Callable[[], Picture]] = {
    "map": lambda: stills.map_still(view()),
    "map, selected": lambda: stills.map_still(view(selected=TRUST)),
    "map, shaded": lambda: stills.map_still(view(shade="deprivation")),
    "map, marked": lambda: stills.map_still(view(mark="fragile", colour="reach")),
    "map, crowded": lambda: stills.map_still(view(FULL_SCALE)),
    "map, compared": lambda: compared("map"),
    "hubs": lambda: stills.network_still(view()),
    "hubs, crowded": lambda: stills.network_still(view(FULL_SCALE, drawing="hubs")),
    "organisations": lambda: stills.network_still(view(drawing="organisations")),
    "organisations, crowded": lambda: stills.network_still(
        view(FULL_SCALE, drawing="organisations")
    ),
    "one step": lambda: stills.network_still(view(selected=TRUST, steps="1", size="betweenness")),
    "blocks": lambda: stills.network_still(view(FULL_SCALE, drawing="blocks")),
    "communities": lambda: stills.network_still(view(drawing="communities")),
    "network, compared": lambda: compared("network"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_is_drawn_on_paper(name: str, tmp_path: Path) -> None:
    made = PICTURES[name]()
    assert len(made.svg) < LARGEST
    assert parsed(made.svg)[0].text == made.alt
    (tmp_path / "picture.svg").write_text(made.svg, "utf-8")
    page = tmp_path / "page.typ"
    page.write_text(
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        '#image("picture.svg", width: 600pt, alt: "x")',
        "utf-8",
    )
    fonts = Path(import_module("font_source_sans_pro").font_directory)
    png = typst.compile(page, format="png", ppi=72, font_paths=[fonts], ignore_system_fonts=True)
    with Image.open(BytesIO(png)) as image:
        grey = image.convert("L")
        assert grey.width == 600
        ink = sum(grey.histogram()[:200]) / (grey.width * grey.height)
        key = grey.crop((0, int(grey.height * 0.85), grey.width, grey.height))
        written = sum(key.histogram()[:128])
    assert 0.005 < ink < 0.6
    assert written > 20


@pytest.mark.parametrize("name", [name for name in PICTURES if "crowded" in name])
def test_full_scale_takes_no_long_time(name: str) -> None:
    PICTURES[name]()  # what is cached is worked out once for everybody
    before = process_time()
    PICTURES[name]()
    assert process_time() - before < SLOWEST


def test_it_says_what_is_on_screen() -> None:
    one = view(places=(view().dataset.places[0].id,))
    made = stills.map_still(one)
    assert made.kind == "map"
    assert made.alt == sentence(one)
    assert stills.network_still(one).kind == "network"
    assert stills.network_still(one).alt == sentence(one)
    grouped = view(drawing="blocks")
    assert stills.network_still(grouped).alt == sentence(grouped)
    assert words(stills.network_still(grouped).svg)[-1] == "South Yorkshire · 22 November 2026"
    found = against.difference(view(FULL_SCALE))
    assert stills.compared_still("map", found).alt == summary(found)


def test_a_thread_without_a_session_draws_the_same() -> None:
    with ThreadPoolExecutor(1) as pool:
        apart = pool.submit(PICTURES["hubs"]).result()
    assert apart == PICTURES["hubs"]()


def test_made_up_data_says_so_in_the_picture() -> None:
    said = " ".join(words(stills.map_still(view(FULL_SCALE)).svg))
    assert "Illustrative data: these organisations are fictional" in said
    assert "Illustrative" not in stills.map_still(view()).svg


def test_the_link_says_what_part_is_drawn_and_the_caption_what_is_beyond() -> None:
    part = stills.map_still(view(), at="53.38,-1.47,14")
    whole = stills.map_still(view())
    assert drawn_marks(part.svg) < drawn_marks(whole.svg)
    assert re.match(r"\d+ organisations stand beyond the edge of this picture\.", part.caption)
    assert stills.network_still(view(), drawn="450,800,3").caption
    assert stills.network_still(view(), drawn="nonsense").svg == stills.network_still(view()).svg


def test_a_picture_has_the_size_that_is_asked_for() -> None:
    root = parsed(stills.map_still(view(), size=(2000, 1600)).svg)
    assert (root.get("width"), root.get("height")) == ("2000", "1600")


def test_sizes_that_cannot_be_had_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stills, "_PATIENCE_S", 0.0)
    monkeypatch.setattr(cache, "sizes", lambda *_: None)
    one = view(size="betweenness")
    assert "All marks have one size" in stills.map_still(one).caption
    assert "Larger" not in " ".join(words(stills.map_still(one).svg))

    def fails(*_: object) -> None:
        raise MeasureError("This network is too large", hint="Choose another size.")

    monkeypatch.setattr(cache, "sizes", fails)
    assert "This network is too large" in stills.network_still(one).caption


def test_a_group_that_is_opened_is_drawn_alone() -> None:
    one = view(drawing="hubs")
    groups = cache.groups(one.dataset, scope_of(one.state), "blocks")
    group = max(groups, key=lambda each: len(each.members))
    opened = replace(one, state=replace(one.state, within=group.id))
    svg = stills.network_still(opened).svg
    assert len(group.members) <= drawn_marks(svg) < len(one.shown)


def test_everyone_in_a_crowded_map_is_in_a_circle_or_drawn() -> None:
    one = view(FULL_SCALE)
    svg = stills.map_still(one).svg
    circles = classed(svg, "cluster")
    numbers = [
        int((each.text or "").replace(",", ""))
        for circle in circles
        for each in circle
        if each.tag.endswith("text")
    ]
    located = sum(each.point is not None for each in one.shown)
    assert sum(numbers) + drawn_marks(svg) == located
