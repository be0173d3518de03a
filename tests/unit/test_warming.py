"""What the server gets ready by itself: no page's frame, every footprint, whatever is damaged."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from joinedup.errors import DatasetError
from joinedup.store import bundled
from joinedup.ui import cache, garbage, sockets, state, warming
from tests.unit.render_samples import TODAY

ROOT = Path(__file__).resolve().parents[2]


def test_what_it_imports_leaves_the_frame_to_the_pages() -> None:
    code = (
        "import importlib, sys; from joinedup.ui import warming\n"
        "assert 'folium' not in sys.modules\n"
        "for one in warming.MODULES: importlib.import_module(one)\n"
        "assert 'folium' in sys.modules and 'streamlit_folium' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_the_first_page_waits_for_no_library_that_it_has_no_use_for() -> None:
    code = (
        "import sys; from joinedup.ui import navigation, overview, server\n"
        "unused = {'pandas', 'pyarrow', 'folium', 'geopandas', 'shapely', 'networkx', 'igraph'}\n"
        "assert not unused & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_from_the_start_on_answers_leave_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr(sockets, "send_at_once", lambda: begun.append("sockets"))
    monkeypatch.setattr(garbage, "keep_searches_short", lambda: begun.append("garbage"))

    async def start_and_end() -> None:
        async with warming.lifespan(None):
            assert sorted(begun) == ["garbage", "sockets"]

    asyncio.run(start_and_end())


def test_every_footprint_is_read_and_a_damaged_one_left_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(state, "today", lambda: TODAY)
    read: list[str] = []
    load = cache.organisations_json

    def noted(dataset_id: str, version: str) -> str:
        if dataset_id == "bradford-district":
            raise DatasetError("A file is damaged")
        read.append(dataset_id)
        return load(dataset_id, version)

    monkeypatch.setattr(cache, "organisations_json", noted)
    warming.warm_up()
    assert read == [one for one in bundled.dataset_names() if one != "bradford-district"]
    assert "bradford-district" in caplog.text


def test_without_any_footprint_the_server_runs_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def none() -> None:
        raise DatasetError("There is no footprint")

    monkeypatch.setattr(cache, "names", none)
    warming.warm_up()
    assert "There is no footprint" in caplog.text
