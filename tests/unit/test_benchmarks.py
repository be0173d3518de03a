"""The benchmarks' own judgement: lines, turns, percentiles, scaled footprints, the client."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest

from benchmarks import __main__ as bench
from benchmarks import growth, report, scaled, writing
from benchmarks.apps import FOOTPRINT, LINK, memory
from benchmarks.client import TELL_SCRIPT_TIMES, Reader, frame_paths
from benchmarks.readers import many
from benchmarks.report import Line, figure, in_turns, percentile
from joinedup.store import bundled
from scripts import servers
from scripts.servers import Server

ROOT = servers.ROOT

# --- lines -------------------------------------------------------------------------


def test_a_line_is_judged_by_its_ratio() -> None:
    line = Line(name="x", ours=[1, 9, 2], theirs=[100, 100, 400], peer="y", at_most=1 / 50)
    assert (line.middle, line.peer_middle, line.ratio) == (2, 100, 0.02)
    assert line.ok
    assert str(line).endswith("ratio 1/50; budget at most 1/50 of the peer: met")


def test_a_line_that_misses_its_budget_says_so() -> None:
    line = Line(name="x", ours=[3.0], theirs=[2.0], peer="y", at_most=1.4)
    assert not line.ok
    assert str(line).endswith("budget at most 1.4 x of the peer: MISSED")


def test_a_plain_budget_is_of_our_own_figure() -> None:
    line = Line(name="x", ours=[40_000, 60_000, 50_000], unit="kB", at_most=50_000, of_ratio=False)
    assert line.ok
    assert str(line) == "x: 50.0 kB (40.0 kB to 60.0 kB); budget at most 50.0 kB: met"
    assert not Line(name="x", ours=[50_001], unit="kB", at_most=50_000, of_ratio=False).ok


def test_a_ratio_without_a_peer_is_not_met() -> None:
    assert not Line(name="x", ours=[1.0], at_most=0.5).ok


def test_a_line_without_a_budget_is_only_shown() -> None:
    line = Line(name="x", ours=[9.0], theirs=[1.0], peer="y")
    assert line.ok
    assert "budget" not in str(line)


def test_a_line_is_kept_with_what_the_table_needs() -> None:
    kept = Line(name="x", ours=[1, 3, 2], theirs=[4], peer="y", at_most=0.5).as_json()
    assert kept["ours_spread"] == [1, 3]
    assert {"name", "ours", "peer", "peer_name", "ratio", "budget", "ok"} <= set(kept)
    assert (kept["ours"], kept["peer"], kept["ratio"], kept["ok"]) == (2, 4, 0.5, True)


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.0391, "s", "39 ms"),
        (1.44, "s", "1.4 s"),
        (277_500, "kB", "277.5 kB"),
        (3e-16, "", "3e-16"),
    ],
)
def test_figures_are_told_with_their_unit(value: float, unit: str, told: str) -> None:
    assert figure(value, unit) == told


def test_measures_take_turns() -> None:
    order: list[str] = []

    def measure(name: str, value: float) -> Callable[[], float]:
        def work() -> float:
            order.append(name)
            return value + len(order)

        return work

    found = in_turns(measure("a", 0), measure("b", 10), measure("c", 20), runs=2)
    assert order == ["a", "b", "c"] * 2
    assert found == [[1, 4], [12, 15], [23, 26]]


@pytest.mark.parametrize(
    ("figures", "share", "value"),
    [([7], 0.95, 7), ([3, 1, 2], 0.5, 2), ([1, 2], 0.5, 1.5), ([*range(101)], 0.95, 95)],
)
def test_percentiles(figures: list[float], share: float, value: float) -> None:
    assert percentile(figures, share) == pytest.approx(value)


@pytest.mark.parametrize(("figures", "share"), [([], 0.5), ([1.0], 95)])
def test_there_is_no_percentile_of_nothing(figures: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(figures, share)


def test_an_exponent_is_the_slope_between_logarithms() -> None:
    points = [(n, 3e-6 * n**1.5) for n in (1_000, 7_000, 50_000)]
    assert writing.exponent(points) == pytest.approx(1.5)
    assert writing.exponent(points[:1]) is None


# --- results -------------------------------------------------------------------------


def test_measuring_one_part_again_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    first = [Line(name="a", ours=[1.0]), Line(name="b", ours=[2.0])]
    report.keep_lines(first, report.about(), path, whole=True)
    report.keep("load", {"ten": 1}, path)
    report.keep_lines([Line(name="b", ours=[5.0])], report.about(), path, whole=False)
    found = report.read(path)
    assert [(one["name"], one["ours"]) for one in found["lines"]] == [("a", 1.0), ("b", 5.0)]
    assert found["load"] == {"ten": 1}


def test_a_block_is_replaced_and_what_is_around_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("before\n<!-- a:start -->\nold\n<!-- a:end -->\nafter\n", encoding="utf-8")
    writing.replace_block(path, "a", r"new \1")
    writing.replace_block(path, "a", r"newer \1")
    expected = "before\n<!-- a:start -->\n\nnewer \\1\n\n<!-- a:end -->\nafter\n"
    assert path.read_text(encoding="utf-8") == expected
    with pytest.raises(ValueError, match="no block b"):
        writing.replace_block(path, "b", "x")


@pytest.mark.parametrize(
    ("path", "name", "make"),
    [
        (writing.README, "lines", writing.lines_table),
        (writing.README, "load", writing.load_table),
        (writing.PERFORMANCE, "growth", writing.growth_table),
    ],
)
def test_the_documents_hold_the_last_figures(
    path: Path, name: str, make: Callable[[dict[str, object]], str]
) -> None:
    content = path.read_text(encoding="utf-8")
    assert f"<!-- {name}:start -->\n\n{make(report.read())}\n\n<!-- {name}:end -->" in content


def test_the_results_hold_every_line_of_the_budget() -> None:
    budgets = [line for line in report.read()["lines"] if line["budget"] != "none"]
    assert len(budgets) >= 12
    assert all(line["runs"] >= 1 for line in budgets)


def test_every_part_of_the_bench_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--list"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in bench.MEASURES)
    assert all(work.__doc__ for work in bench.MEASURES.values())


def test_a_step_that_takes_too_long_is_told_as_such() -> None:
    sizes = {
        "1000": {"layout": 1.5, "memory_peak": 2e8},
        "7000": {"layout": None, "memory_peak": 4e8},
    }
    results = {"growth": {"about": report.about(), "limit": growth.LIMIT_S, "sizes": sizes}}
    table = writing.growth_table(results)
    assert "| layout of the network | 1.5 s | more than 120 s |  |" in table
    assert "| memory of the server | 200.0 MB | 400.0 MB | 0.36 |" in table


def test_the_plot_has_a_line_for_each_thing_that_grows(tmp_path: Path) -> None:
    times = {"layout": 1.5, "load": 0.1, "memory_peak": 2e8}
    sizes = {"1000": times, "7000": {**times, "layout": None, "load": 0.7}}
    writing.plot({"growth": {"sizes": sizes}}, tmp_path / "plots" / "x.svg")
    drawn = ElementTree.parse(tmp_path / "plots" / "x.svg")  # noqa: S314
    said = [one.text or "" for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "layout of the network" in said  # one point has no exponent
    assert "read the footprint: exponent 1.00" in said
    assert "memory of the server: exponent 0.00" in said
    assert {"1,000", "10,000", "0.1", "10"} <= set(said)


# --- scaled footprints -----------------------------------------------------------------


@pytest.mark.parametrize("count", [1_000, 9_000])
def test_a_scaled_footprint_keeps_what_one_organisation_has_to_do(
    count: int, tmp_path: Path
) -> None:
    scaled.write(tmp_path, count)
    whole = bundled.load_dataset(FOOTPRINT)
    found = bundled.load_dataset(scaled.NAME, root=tmp_path)
    share = count / len(whole.organisations)
    assert len(found.organisations) == count
    assert len(found.memberships) == pytest.approx(share * len(whole.memberships), rel=0.05)
    assert len(found.ties) == pytest.approx(share * len(whole.ties), rel=0.15)
    sizes = [Counter(one.partnership for one in some.memberships) for some in (whole, found)]
    middle, own = (one.total() / len(one) for one in sizes)
    assert own == pytest.approx(middle, rel=0.05)
    assert found.illustrative


def test_a_scaled_footprint_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        scaled.write(tmp_path / name, 7_500)
    versions = {bundled.newest(scaled.NAME, root=tmp_path / name) for name in ("a", "b")}
    assert len(versions) == 1


# --- the client ------------------------------------------------------------------------

TINY = '''
"""An app with one box, an error that somebody asks for, and a page of its own."""

import streamlit as st

chosen = st.multiselect("Sector", ["good", "bad", "worse"])
st.write("x" * 1_000 * len(chosen))
if "bad" in chosen:
    st.error("this one is bad")
if "wrong" in st.query_params:
    st.error("the link is wrong")
if "worse" in chosen:
    raise ValueError("this one is worse")
'''


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server with the tiny app."""
    folder = tmp_path_factory.mktemp("tiny")
    script = folder / "tiny.py"
    script.write_text(TINY, encoding="utf-8")
    server = servers.start(folder / "log.txt", script=script, env=TELL_SCRIPT_TIMES)
    yield server
    server.stop()


def test_the_client_tells_how_long_and_how_much(tiny: Server) -> None:
    async def visit() -> None:
        async with Reader(tiny.url) as reader:
            first = await reader.open()
            assert list(reader.widgets["Sector"].options) == ["good", "bad", "worse"]
            second = await reader.choose("Sector", "good")
            assert 1_000 < second.sent - first.sent < 1_200
            for run in (first, second):
                assert run.script is not None
                assert 0 < run.script <= run.seconds
                assert 0 < run.first <= run.seconds
                assert run.errors == ()
            back = await reader.choose("Sector")
            assert abs(back.sent - first.sent) < 50

    asyncio.run(visit())


def test_the_client_sees_errors(tiny: Server) -> None:
    async def visit() -> tuple[tuple[str, ...], ...]:
        async with Reader(tiny.url) as reader:
            await reader.open()
            runs = [await reader.choose("Sector", word) for word in ("bad", "worse", "good")]
            return tuple(run.errors for run in runs)

    bad, worse, good = asyncio.run(visit())
    assert bad == ("this one is bad",)
    assert len(worse) == 1
    assert good == ()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="memory is read from /proc")
def test_many_readers_are_counted_and_their_errors_kept(tiny: Server) -> None:
    load = asyncio.run(many(tiny, 4, within=0.1, pages=[""], changes=0))
    assert len(load.opens) == 4
    assert load.errors == ()
    assert load.memory[0] <= load.memory[1]
    assert memory(tiny) > 10_000_000
    wrong = asyncio.run(many(tiny, 4, within=0.1, pages=[""], query="wrong=1", changes=1))
    assert wrong.errors == ("the link is wrong",) * 8
    assert len(wrong.changes) == 4


# As folium's arguments come: a script in JSON, and JSON in the script.
ARGUMENTS = {
    "script": 'joinedup.start(map_div, {"kind":"network",'
    '"base":"../../joinedup/data/south-yorkshire/0123456789ab/","attribution":""});',
    "feature_group": 'joinedup.apply({"edges_url":"edges.json?drawing=hubs\\u0026past=true"});',
}


def test_what_a_frame_fetches_is_in_its_arguments() -> None:
    base = "joinedup/data/south-yorkshire/0123456789ab/"
    assert frame_paths(json.dumps(ARGUMENTS)) == [
        f"{base}organisations.json",
        f"{base}network.json",
        f"{base}edges.json?drawing=hubs&past=true",
    ]
    assert frame_paths('{"script": "L.map()"}') == []


def test_what_the_frame_fetches_is_there(tmp_path: Path) -> None:
    server = servers.start(tmp_path / "log.txt", script=ROOT / "dashboard.py")

    async def visit() -> None:
        async with httpx.AsyncClient() as client, Reader(server.url) as reader:
            opened = await reader.open("map", LINK)
            assert opened.errors == ()
            assert opened.script is None
            assert [path.rsplit("/", 1)[1] for path in reader.frames] == [
                "organisations.json",
                "areas.json",
            ]
            fetched = await reader.fetch(client)
            assert fetched.errors == ()
            assert 50_000 < fetched.sent < 300_000
            reader.frames["joinedup/data/none/000000000000/areas.json"] = None
            assert len((await reader.fetch(client)).errors) == 1

    try:
        asyncio.run(visit())
    finally:
        server.stop()
