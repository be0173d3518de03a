"""The whole graph of the footprint at full scale, drawn in several ways: ``python -m`` this.

Each way is chosen on a page that is open already. Measured are the seconds until the picture
has come to rest (the end of the first screenshot that all later ones are like, and that is not
blank: the same look at all of them), the bytes that came meanwhile, and the time between
frames while the mouse wheel zooms in and out over it. The ways take turns, in one Chromium
without a graphics card. ADR 0009 has the figures.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Frame, Locator, Page, sync_playwright

from benchmarks.apps import FOOTPRINT, TITLE
from joinedup.network.layout import layout
from joinedup.network.pairs import pairs
from joinedup.network.scope import Scope
from joinedup.render.palette import SECTORS
from joinedup.store import bundled
from scripts import servers
from scripts.install_browser import LAUNCH_ARGUMENTS, browser_path
from scripts.servers import ROOT

RUNS = 5
#: WebGL in software, without which pydeck draws nothing on a machine such as this one.
_WEBGL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
_TURNS = 8
_TURN_MS = 120
_AWAKE_MS = 1000
_TIMEOUT_S = 90
_REST_S = 3.0
#: A screenshot of an empty chart takes a few thousand.
_BLANK_BYTES = 60_000
_RECORD = """() => { window.frames_ms = []; window.enough = false; let last = 0;
  const tick = (now) => { if (last) window.frames_ms.push(now - last); last = now;
    if (!window.enough) requestAnimationFrame(tick); };
  requestAnimationFrame(tick); }"""
_IDLE = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState
  === 'notRunning'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One way, measured once: seconds, bytes, and milliseconds between frames."""

    painted: float
    bytes: int
    median: float
    worst: float
    late: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of drawing: its script, how it is chosen, and where its canvas is."""

    name: str
    script: Path
    query: str
    choose: Callable[[Page], Locator]
    canvas: str


def write_graph(path: Path) -> None:
    """Write names, colours, spots and lines of all organisations, as of today."""
    dataset = bundled.load_dataset(FOOTPRINT)
    placed, found = layout(dataset), pairs(dataset, Scope(day=date.today()))
    number = {one.id: k for k, one in enumerate(dataset.organisations)}
    to = [number[one] for one in found.ids]
    graph = {
        "names": [f"{one.name} ({one.id})" for one in dataset.organisations],
        "colours": [SECTORS[one.sector].light for one in dataset.organisations],
        "spots": [placed.positions[one.id] for one in dataset.organisations],
        "lines": [
            (to[a], to[b]) for a, b in zip(found.first.tolist(), found.second.tolist(), strict=True)
        ],
    }
    path.write_text(json.dumps(graph), encoding="utf-8")


def _choose_ours(page: Page) -> Locator:
    page.get_by_role("button", name="Picture options").click()
    page.get_by_role("combobox", name="Draw").click()
    return page.get_by_role("option", name="Organisations only")


def _choose_peer(page: Page) -> Locator:
    return page.locator('[data-testid="stCheckbox"] label')


WAYS = (
    Way(
        name="ours, Leaflet canvas",
        script=ROOT / "dashboard.py",
        query=f"/network?dataset={TITLE}",
        choose=_choose_ours,
        canvas='iframe[src*="streamlit_folium"]',
    ),
    Way(
        name="st.echarts_chart",
        script=ROOT / "benchmarks" / "peers" / "echarts_graph.py",
        query="",
        choose=_choose_peer,
        canvas='[data-testid="stEChartsChart"], [data-testid="stECharts"], .stEChartsChart',
    ),
    Way(
        name="st.pydeck_chart",
        script=ROOT / "benchmarks" / "peers" / "pydeck_graph.py",
        query="",
        choose=_choose_peer,
        canvas='[data-testid="stDeckGlJsonChart"]',
    ),
)


def measure(browser: Browser, url: str, way: Way) -> Drawn:
    """Open the page, choose the whole graph, and look until it is there; then zoom."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    try:
        page.goto(url + way.query)
        page.get_by_text("Ready", exact=True).or_(page.locator(way.canvas)).first.wait_for()
        page.wait_for_function(_IDLE)
        page.wait_for_timeout(1500)
        choice = way.choose(page)
        choice.wait_for()
        came = _count_bytes(page)
        began = time.monotonic()
        choice.click()
        painted = _at_rest(page, way, began)
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
        frames = sorted(_zoom(page, way))
        return Drawn(
            painted=painted,
            bytes=sum(came),
            median=statistics.median(frames),
            worst=frames[-1],
            late=sum(one > 50 for one in frames) / len(frames),
        )
    finally:
        context.close()


def _count_bytes(page: Page) -> list[int]:
    came: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.loadingFinished", lambda event: came.append(int(event["encodedDataLength"]))
    )

    def message(event: dict[str, dict[str, object]]) -> None:
        text = str(event["response"]["payloadData"])
        came.append(len(text) * 3 // 4 if event["response"]["opcode"] == 2 else len(text))

    session.on("Network.webSocketFrameReceived", message)
    return came


def _at_rest(page: Page, way: Way, began: float) -> float:
    """Seconds until the first of the looks that are alike for long enough."""
    before, first = b"", 0.0
    place = page.locator(way.canvas).first
    while time.monotonic() - began < _TIMEOUT_S:
        if place.is_visible():
            look = place.screenshot(animations="allow")
            now = time.monotonic() - began
            if look != before or len(look) < _BLANK_BYTES:
                before, first = look, now
            elif now - first > _REST_S:
                return first
        page.wait_for_timeout(20)
    raise RuntimeError(f"{way.name} was not drawn in {_TIMEOUT_S} s")


def _zoom(page: Page, way: Way) -> list[float]:
    place = page.locator(way.canvas).first
    inner: Frame | None = place.element_handle().content_frame()
    frame = inner or page.main_frame
    box = place.bounding_box()
    if not box:
        raise RuntimeError(f"{way.name} is not to be seen")
    # Twice, and with time in between: ECharts takes the wheel only where it knows the pointer.
    for aside in (20, 0):
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - aside)
        page.wait_for_timeout(_AWAKE_MS)
    frame.evaluate(_RECORD)
    for turn in [-240] * _TURNS + [240] * _TURNS:
        page.mouse.wheel(0, turn)
        page.wait_for_timeout(_TURN_MS)
    page.wait_for_timeout(800)
    found: list[float] = frame.evaluate("() => { window.enough = true; return frames_ms; }")
    return found


@contextmanager
def _running(graph: Path) -> Iterator[dict[str, str]]:
    """A server for each way, by its name; all hold the graph warm."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            "JOINEDUP_STORE": f"{folder}/store",
            "BENCH_GRAPH": str(graph),
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }
        running = [
            servers.start(Path(folder) / f"{k}.txt", script=way.script, env=env)
            for k, way in enumerate(WAYS)
        ]
        try:
            yield {way.name: one.url for way, one in zip(WAYS, running, strict=True)}
        finally:
            for one in running:
                one.stop()


def main() -> None:
    """Measure every way in turns and print a table of medians, with the spread of seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="how often each way is measured")
    runs = parser.parse_args().runs
    found: dict[str, list[Drawn]] = {way.name: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        graph = Path(folder) / "graph.json"
        write_graph(graph)
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=[*LAUNCH_ARGUMENTS, *_WEBGL]
        )
        with _running(graph) as urls:
            for run in range(runs + 1):
                for way in WAYS:
                    drawn = measure(browser, urls[way.name], way)
                    # The first time makes what the server keeps from then on.
                    if run:
                        found[way.name].append(drawn)
        browser.close()
    for name, several in found.items():
        print(_line(name, several))


def _line(name: str, drawn: list[Drawn]) -> str:
    def middle(part: str) -> float:
        return float(statistics.median(getattr(one, part) for one in drawn))

    seconds = sorted(one.painted for one in drawn)
    return (
        f"{name:22} painted {middle('painted'):5.2f} s ({seconds[0]:.2f} to {seconds[-1]:.2f}), "
        f"{middle('bytes') / 1000:7,.0f} kB, frames: median {middle('median'):6.1f} ms, "
        f"worst {middle('worst'):6.0f} ms, {middle('late'):4.0%} over 50 ms"
    )


if __name__ == "__main__":
    main()
