"""Headers, and what an unexpected error shows."""

import shutil
from collections.abc import Callable
from pathlib import Path

from joinedup.store.bundled import ROOT
from scripts.servers import Server
from tests.browser.visits import Visit, open_page

PATHS = (
    "/",
    "/map",
    "/joinedup/leaflet/leaflet.js",
    "/joinedup/nothing",
    "/_stcore/health",
    "/x/component/streamlit_folium.st_folium/index.html",
)


def test_every_answer_carries_the_headers(visit: Visit) -> None:
    for path in (
        "/",
        "/map",
        "/joinedup/leaflet/leaflet.js",
        "/joinedup/nothing",
        "/_stcore/health",
    ):
        answer = visit.page.request.get(f"{visit.base_url}{path}")
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["x-frame-options"] == "SAMEORIGIN", path
        assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin", path
        policy = answer.headers["content-security-policy"]
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "unsafe" not in scripts, path
        assert "frame-ancestors 'self'" in policy


def test_unexpected_error_shows_an_apology_and_logs_the_rest(
    start_server: Callable[..., Server], new_visit: Callable[..., Visit], tmp_path: Path
) -> None:
    shutil.copytree(ROOT, tmp_path / "footprints")
    server = start_server(env={"JOINEDUP_FOOTPRINTS": str(tmp_path / "footprints")})
    visit = new_visit(server=server)
    (tmp_path / "footprints" / "cheshire-west" / "memberships.csv").write_text("broken")
    open_page(visit, "/map", dataset="Cheshire West")
    text = visit.page.get_by_test_id("stMain").inner_text()
    assert "Sorry, this page could not be shown" in text
    assert "Traceback" not in text
    assert str(tmp_path) not in text
    reference = text.split("reference number ")[1][:8]
    log = server.log.read_text("utf-8")
    assert f"Reference {reference}" in log
    assert "DatasetError" in log
