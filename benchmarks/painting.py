"""What is measured in a real Chromium: the first map, its bytes, and changes of the filter."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from playwright.sync_api import Browser, Page

from benchmarks import browsing
from benchmarks.apps import LINK, dashboard, peer
from benchmarks.browsing import Traffic
from benchmarks.report import Line, in_turns
from scripts.servers import Server

#: 186 of 7,000 organisations: a picture of few points, for which Streamlit's own way there and
#: back is most of either figure, so that no half of a peer's can be promised.
SECTOR = "General practice"
#: 6,000 of them.
MOST = "Voluntary, community and social enterprise"
_Way = Callable[[Page], AbstractContextManager[None]]
_FIRST_AT_MOST = 1.5
_CHANGE_AT_MOST = 0.5
_FIRST_BYTES = 300_000
_CHANGE_BYTES = 30_000


def first_map(runs: int) -> Iterator[Line]:
    """A warm server and a fresh browser: the first map beside the empty page, near and far."""
    ways: dict[str, _Way] = {
        "first map in the browser, warm server": lambda _: nullcontext(),
        "first map over a line of 10 Mbit/s, 40 ms away": browsing.slow,
    }
    with dashboard() as ours, peer("empty") as empty, browsing.chromium() as browser:
        for name, way in ways.items():

            def open_map(way: _Way = way) -> float:
                with browsing.visit(browser) as page, way(page):
                    return browsing.open_map(page, _map(ours))

            def open_empty(way: _Way = way) -> float:
                with browsing.visit(browser) as page, way(page):
                    return browsing.open_empty(page, empty.url)

            in_turns(open_map, open_empty, runs=1)  # warm
            found, floor = in_turns(open_map, open_empty, runs=runs)
            yield Line(
                name=name,
                ours=found,
                theirs=floor,
                peer="empty Streamlit page",
                at_most=_FIRST_AT_MOST,
            )


def data(runs: int) -> Iterator[Line]:
    """Bytes over the wire on the first map, and on changes of the filter."""
    with dashboard() as ours, peer("empty") as empty, browsing.chromium() as browser:
        floors, firsts, changes, backs = [], [], [], []
        for _ in range(runs):
            floors.append(_bytes_of_empty(browser, empty))
            first, change, back = _bytes_of_map(browser, ours)
            firsts.append(first)
            changes.append(change)
            backs.append(back)
    yield Line(
        name="data sent on the first map",
        ours=[one.own for one in firsts],
        unit="kB",
        at_most=_FIRST_BYTES,
        of_ratio=False,
        note=_parts(firsts[-1]),
    )
    yield Line(
        name="Streamlit's own files on the first map",
        ours=[one.streamlit for one in firsts],
        theirs=floors,
        peer="empty Streamlit page",
        unit="kB",
    )
    for name, figures in (("narrower", changes), ("back to all points", backs)):
        yield Line(
            name=f"data sent on a filter change, {name}",
            ours=figures,
            unit="kB",
            at_most=_CHANGE_BYTES,
            of_ratio=False,
        )


def change(runs: int) -> Iterator[Line]:
    """From the click on a filter to the new picture, beside the same points by pydeck."""
    with (
        dashboard() as ours,
        peer("pydeck_points") as deck,
        browsing.chromium() as browser,
        browsing.visit(browser) as page,
        browsing.visit(browser) as other,
    ):
        browsing.open_map(page, _map(ours))
        frame = browsing.map_frame(page)
        browsing.open_points(other, deck.url)
        for word, count, at_most in ((MOST, "6,000", _CHANGE_AT_MOST), (SECTOR, "186", None)):
            measures = (
                partial(browsing.narrow, page, frame, word),
                partial(browsing.narrow, other, other, word),
                partial(browsing.widen, page, frame, word),
                partial(browsing.widen, other, other, word),
            )
            in_turns(*measures, runs=1)  # warm
            to_some, deck_to_some, to_all, deck_to_all = in_turns(*measures, runs=runs)
            yield Line(
                name=f"a filter change to {count} of 7,000, click to new picture",
                ours=to_some,
                theirs=deck_to_some,
                peer="st.pydeck_chart",
                at_most=at_most,
            )
            yield Line(
                name=f"a filter change from {count} back to all 7,000, click to new picture",
                ours=to_all,
                theirs=deck_to_all,
                peer="st.pydeck_chart",
                at_most=_CHANGE_AT_MOST,
            )


def _bytes_of_empty(browser: Browser, empty: Server) -> int:
    traffic = Traffic()
    with browsing.visit(browser, traffic) as page:
        browsing.open_empty(page, empty.url)
        browsing.settle(page)
        return traffic.streamlit


def _bytes_of_map(browser: Browser, ours: Server) -> tuple[Traffic, int, int]:
    """Traffic of the first map, then bytes of a narrower filter and of the way back."""
    traffic = Traffic()
    with browsing.visit(browser, traffic) as page:
        browsing.open_map(page, _map(ours))
        browsing.settle(page)
        page.wait_for_load_state("networkidle")
        parts = (traffic.messages, traffic.data, traffic.code, traffic.streamlit)
        first = Traffic(*parts)
        frame = browsing.map_frame(page)
        sums = [first.own]
        browsing.narrow(page, frame, SECTOR)
        browsing.settle(page)
        sums.append(traffic.own)
        browsing.widen(page, frame, SECTOR)
        browsing.settle(page)
        sums.append(traffic.own)
    return first, sums[1] - sums[0], sums[2] - sums[1]


def _parts(one: Traffic) -> str:
    return (
        f"{one.messages / 1e3:.0f} kB of messages, {one.data / 1e3:.0f} kB of data, "
        f"{one.code / 1e3:.0f} kB of the frame's scripts and styles"
    )


def _map(ours: Server) -> str:
    return f"{ours.url}/map?{LINK}"
