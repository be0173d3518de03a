"""Our routes, headers and start of the page, driven as ASGI without a port.

The whole application, Streamlit's part included, is asked in ``tests/browser``.
"""

import asyncio
import base64
import gzip
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import brotli
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from joinedup import services
from joinedup.errors import DatasetError
from joinedup.services import history, load_dataset, scope_of
from joinedup.store.bundled import load_boundaries
from joinedup.ui import cache, front_end, server, small_pictures
from tests.unit.render_samples import FOOTPRINTS, dataset, reading
from tests.unit.two_mode import affiliation_graph

INDEX = Path(st.__file__).parent / "static" / "index.html"
BROWSER = {"accept": "text/html,application/xhtml+xml", "sec_fetch_dest": "document"}


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def policy(self) -> dict[str, list[str]]:
        """The content security policy: sources by directive."""
        parts = (part.split() for part in self.headers["content-security-policy"].split(";"))
        return {name: sources for name, *sources in parts}


def frame(_: object) -> Response:
    return Response("<html><head></head></html>", media_type="text/html")


def download(_: object) -> Response:
    headers = {"content-disposition": 'attachment; filename="one.html"'}
    return Response("<html><head></head></html>", media_type="text/html", headers=headers)


def weak(_: object) -> Response:
    headers = {"X-Frame-Options": "ALLOWALL", "Content-Security-Policy": "default-src *"}
    return PlainTextResponse("x", headers=headers)


APP = Starlette(
    routes=[
        *server.routes(),
        Route("/component/streamlit_folium.st_folium/index.html", frame),
        Route("/weak", weak),
        Route("/media/one.html", download),
        Route("/image.html.txt", lambda _: PlainTextResponse("<head></head>")),
        Route("/{page:path}", lambda _: FileResponse(INDEX)),
    ],
    middleware=server.middleware(),
)


def get(path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask the application as a browser does."""
    sent: list[Message] = []
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 8501),
    }

    asked: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not asked:
            await asyncio.Event().wait()  # the browser stays until it has its answer
        return asked.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(APP(scope, receive, send))
    start, *parts = sent
    pairs = [(name.decode(), value.decode()) for name, value in start["headers"]]
    assert len(pairs) == len(dict(pairs)), "a header is sent twice"
    body = b"".join(part.get("body", b"") for part in parts)
    return Answer(start["status"], dict(pairs), body)


def data(name: str, footprint: str = "south-yorkshire") -> str:
    return f"/joinedup/data/{footprint}/{dataset(footprint).version}/{name}"


# --- headers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/map", 200),
        ("/joinedup/leaflet/leaflet.js", 200),
        ("/joinedup/leaflet/nothing.js", 404),
        ("/joinedup/static/joinedup.js", 200),
        ("/joinedup/data/atlantis/1/areas.json", 404),
        ("/component/streamlit_folium.st_folium/index.html", 200),
        ("/weak", 200),
    ],
)
def test_every_answer_carries_the_headers(path: str, status: int) -> None:
    answer = get(path, **BROWSER)
    assert answer.status == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert answer.policy["default-src"] == ["'self'"]
    assert answer.policy["object-src"] == ["'none'"]
    for directive in ("frame-ancestors", "base-uri", "form-action", "connect-src", "frame-src"):
        assert answer.policy[directive] == ["'self'"]


def test_the_page_runs_no_foreign_and_no_inline_script_but_ours() -> None:
    policy = get("/", **BROWSER).policy
    sources = {one for one in policy["script-src"] if not one.startswith("'sha256-")}
    assert sources == {"'self'", "blob:"}
    assert not any("http" in one for sources in policy.values() for one in sources)


def test_the_frame_of_the_map_has_its_own_policy() -> None:
    policy = get("/component/streamlit_folium.st_folium/index.html").policy
    assert set(policy["script-src"]) == {"'self'", "'unsafe-inline'", "'unsafe-eval'"}
    assert "https://tile.openstreetmap.org" in policy["img-src"]
    assert [one for sources in policy.values() for one in sources if "http" in one] == [
        "https://tile.openstreetmap.org"
    ]


# --- the page --------------------------------------------------------------------


def scripts(page: bytes) -> list[bytes]:
    """The inline scripts of a page, as a browser takes them."""
    found = re.findall(rb"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    return [code for attributes, code in found if b"src=" not in attributes]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", b"Overview \xc2\xb7 Joined Up"),
        ("/map", b"Map \xc2\xb7 Joined Up"),
        ("/organisation?selected=x", b"Organisation \xc2\xb7 Joined Up"),
    ],
)
def test_the_page_is_completed(path: str, title: bytes) -> None:
    answer = get(path, **BROWSER)
    assert b'<html lang="en-GB">' in answer.body
    assert answer.body.count(b"<title>%b</title>" % title) == 1
    assert b"<title>Streamlit</title>" not in answer.body
    assert b"<head><script>window.__streamlit=" in answer.body
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert not {"etag", "last-modified"} & set(answer.headers)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/nonsense", "/?no_page=nonsense"),
        ("/no/page/", "/?no_page=no%2Fpage"),
        ("/<b>?places=Rotherham", "/?places=Rotherham&no_page=%3Cb%3E"),
        ("//elsewhere.example", "/?no_page=elsewhere.example"),
    ],
)
def test_an_address_that_is_no_page_leads_to_the_overview(path: str, target: str) -> None:
    answer = get(path, **BROWSER)
    assert (answer.status, answer.headers["location"]) == (302, target)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_file_to_be_saved_is_sent_as_it_is() -> None:
    assert get("/media/one.html", **BROWSER).body == b"<html><head></head></html>"


def test_streamlits_page_is_still_the_one_we_complete() -> None:
    page = INDEX.read_bytes()
    assert page.count(b'<html lang="en">') == 1
    assert page.count(b"<title>Streamlit</title>") == 1
    assert page.count(b"<head>") == 1


@pytest.mark.parametrize("base", ["", "joined/up"])
def test_every_inline_script_is_allowed_by_its_hash(
    base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"server.baseUrlPath": base}
    monkeypatch.setattr(st, "get_option", options.__getitem__)
    # The stack of middleware is built once: a new one reads the option again.
    monkeypatch.setattr(APP, "middleware_stack", None)
    answer = get("/", **BROWSER)
    found = scripts(answer.body)
    assert any(b"BACKEND_BASE_URL" in code for code in found)
    for code in found:
        digest = base64.b64encode(hashlib.sha256(code).digest()).decode()
        assert f"'sha256-{digest}'" in answer.policy["script-src"]
    start = next(code for code in found if b"BACKEND_BASE_URL" in code).decode()
    assert start.endswith(f'location.origin+"{"/" + base if base else ""}"}}')


def test_what_is_no_page_is_sent_as_it_is() -> None:
    assert get("/image.html.txt", **BROWSER).body == b"<head></head>"
    assert b"__streamlit" not in get("/").body
    frame_page = get("/component/streamlit_folium.st_folium/index.html", **BROWSER)
    assert frame_page.body == b"<html><head></head></html>"


def test_the_head_of_the_page_is_an_answer() -> None:
    answer = get("/", "HEAD", **BROWSER)
    assert (answer.status, answer.body) == (200, b"")


def test_a_cached_page_is_not_called_unchanged() -> None:
    first = get("/", **BROWSER)
    again = get("/", **BROWSER, if_none_match=first.headers.get("etag", '"x"'))
    assert again.status == 200


def test_the_page_is_not_packed_before_it_is_completed() -> None:
    answer = get("/", **BROWSER, accept_encoding="gzip")
    body = answer.body
    if answer.headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    assert b"Joined Up</title>" in body


# --- files -----------------------------------------------------------------------


def test_leaflet_and_our_drawing_are_served() -> None:
    leaflet = get("/joinedup/leaflet/leaflet.js")
    assert "javascript" in leaflet.headers["content-type"]
    assert b"Leaflet" in leaflet.body[:200]
    assert "text/css" in get("/joinedup/leaflet/leaflet.css").headers["content-type"]
    assert "text/css" in get("/joinedup/static/joinedup.css").headers["content-type"]


def test_the_frame_needs_one_script() -> None:
    answer = get("/joinedup/drawing.js")
    assert "javascript" in answer.headers["content-type"]
    assert "immutable" in answer.headers["cache-control"]
    folder = Path(server.__file__).parents[1] / "render" / "static"
    elsewhere = {"page.js", "present.js", "present_tools.js", "file.js"}
    assert {path.name for path in folder.glob("*.js")} - elsewhere == set(server._SCRIPTS)
    files = [
        front_end.leaflet_folder() / "leaflet.js",
        *(folder / name for name in server._SCRIPTS),
    ]
    starts = [answer.body.find(path.read_bytes()) for path in files]
    assert -1 not in starts
    assert starts == sorted(starts), "each needs what stands before it"


def test_scripts_and_data_come_packed() -> None:
    for path in ("/joinedup/drawing.js", data("organisations.json"), data("edges.json")):
        answer = get(path, accept_encoding="gzip, br")
        assert answer.headers["content-encoding"] == "br"
        assert brotli.decompress(answer.body) == get(path).body
        answer = get(path, accept_encoding="gzip")
        assert answer.headers["content-encoding"] == "gzip"
        assert gzip.decompress(answer.body) == get(path).body


def test_what_the_frame_fetches_comes_packed() -> None:
    for path in (
        "/joinedup/static/joinedup.css",
        "/joinedup/leaflet/leaflet.css",
        *(f"/{path}" for path in front_end._files() if path.startswith("component/")),
    ):
        answer = get(f"{path}?v=1", accept_encoding="br")
        assert answer.headers["content-encoding"] == "br"
        assert "immutable" in answer.headers["cache-control"]


def test_files_of_ours_without_a_hash_may_change() -> None:
    for path in ("/joinedup/static/joinedup.css", "/joinedup/leaflet/leaflet.css"):
        assert "immutable" not in get(path, accept_encoding="br").headers.get("cache-control", "")


def test_the_page_names_its_style_behind_streamlits() -> None:
    page = get("/", **BROWSER).body.decode()
    style = page.index(front_end.own_style())
    assert page.index("</head>") < style < page.index('<div id="root">')
    for name in ("page.css", "page.js"):
        (address,) = re.findall(rf'"\.(/joinedup/static/{name}\?v=[0-9a-f]{{10}})"', page)
        answer = get(address, accept_encoding="br")
        assert brotli.decompress(answer.body) == (front_end.STATIC / name).read_bytes()


# --- Streamlit's front end -------------------------------------------------------


def test_the_page_asks_for_its_widgets_files_along_with_its_own() -> None:
    page = get("/", **BROWSER).body.decode()
    names = re.findall(r'<link rel="modulepreload" href="\./static/js/([^"]+)">', page)
    assert len(names) > 40
    assert len(names) == len(set(names))
    for name in ("Selectbox", "Multiselect", "DateInput", "ComponentInstance"):
        assert any(one.startswith(f"{name}.") for one in names)
    for name in names:
        file = INDEX.parent / "static" / "js" / name
        named = re.findall(r'(?:from|import)"\./([^"]+)"', file.read_text("utf-8"))
        assert all(f"static/js/{one}" in page for one in named), "the next one would be waited for"


@pytest.mark.parametrize("base", ["", "joined/up"])
def test_the_files_of_the_page_come_packed(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": base}.__getitem__)
    monkeypatch.setattr(APP, "middleware_stack", None)
    page = get("/", **BROWSER).body.decode()
    for path in re.findall(r'(?:src|href)="\./(static/(?:js|css)/[^"]+)"', page):
        answer = get(f"{'/' + base if base else ''}/{path}", accept_encoding="gzip")
        assert answer.headers["content-encoding"] == "gzip"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        kind = "javascript" if path.endswith(".js") else "css"
        assert kind in answer.headers["content-type"]
        assert gzip.decompress(answer.body) == (INDEX.parent / path).read_bytes()


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/static/js/../../index.html", "GET", {}),
        ("/static/js/..%2f..%2findex.html", "GET", {}),
        ("/static/js/none.js", "GET", {}),
        ("/static/js/", "GET", {}),
        ("/index.html", "GET", {}),
        ("/{file}", "HEAD", {}),
        ("/{file}", "POST", {}),
        ("/{file}", "GET", {"range": "bytes=0-9"}),
        ("/{file}", "GET", {"accept_encoding": "identity"}),
        ("//{file}x", "GET", {}),
    ],
)
def test_everything_else_is_left_to_streamlit(
    path: str, method: str, headers: dict[str, str]
) -> None:
    file = next((INDEX.parent / "static" / "js").glob("index.*.js"))
    path = path.format(file=file.relative_to(INDEX.parent).as_posix())
    answer = get(path, method, **{"accept_encoding": "gzip", **headers})
    assert "content-encoding" not in answer.headers


def test_files_that_streamlit_names_otherwise_are_left_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(front_end, "_DRAWN", ("NoSuchWidget",))
    assert front_end.links.__wrapped__() == ""


@pytest.mark.parametrize("mount", ["leaflet", "static"])
@pytest.mark.parametrize(
    "path", ["../../../pyproject.toml", "..%2f..%2fcli.py", "/etc/passwd", "", "."]
)
def test_nothing_else_is_served(mount: str, path: str) -> None:
    assert get(f"/joinedup/{mount}/{path}").status in (404, 405)


def test_a_changed_script_has_another_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "joinedup.js").write_text("one")
    server.drawing.cache_clear()
    monkeypatch.setattr(server, "STATIC", tmp_path)
    monkeypatch.setattr(server, "_SCRIPTS", ("joinedup.js",))
    before = server.assets_version.__wrapped__()
    assert before == server.assets_version.__wrapped__()
    (tmp_path / "joinedup.js").write_text("two")
    server.drawing.cache_clear()
    assert before != server.assets_version.__wrapped__()
    server.drawing.cache_clear()


# --- data ------------------------------------------------------------------------


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("name", ["organisations.json", "areas.json", "network.json", "edges.json"])
def test_data_of_a_version_may_be_kept_for_ever(footprint: str, name: str) -> None:
    answer = get(data(name, footprint))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.json()


@pytest.mark.parametrize(
    "path",
    [
        "/joinedup/data/atlantis/{version}/organisations.json",
        "/joinedup/data/south-yorkshire/000000000000/organisations.json",
        "/joinedup/data/bradford-district/{version}/areas.json",
        "/joinedup/data/..%2fsouth-yorkshire/{version}/areas.json",
        "/joinedup/data/<script>/{version}/areas.json",
    ],
)
def test_no_other_version_and_no_other_footprint(path: str) -> None:
    answer = get(path.format(version=dataset().version))
    assert (answer.status, answer.body) == (404, b"{}")
    assert "cache-control" not in answer.headers


def test_two_versions_are_drawn_in_one() -> None:
    new, old = (one.version for one in history("demonstration")[:2])
    base = f"/joinedup/data/demonstration/{new}..{old}/"
    ids = get(f"{base}organisations.json").json()["organisations"]["id"]
    sides = [load_dataset("demonstration", one).organisation_by_id for one in (new, old)]
    assert ids == [*sides[0], *(one for one in sides[1] if one not in sides[0])]
    assert len(get(f"{base}network.json").json()["organisations"]) == len(ids)
    assert get(f"{base}areas.json").json() == json.loads(load_boundaries("demonstration", new))
    edges = get(f"{base}edges.json?date=2026-09-30").json()
    alone = get(f"/joinedup/data/demonstration/{new}/edges.json?date=2026-09-30").json()
    assert edges["members"] == alone["members"]


@pytest.mark.parametrize("pair", ["{0}..", "..{0}", "{0}..000000000000", "{0}..{0}..{0}"])
def test_two_versions_need_both_halves(pair: str) -> None:
    path = f"/joinedup/data/south-yorkshire/{pair.format(dataset().version)}/organisations.json"
    assert get(path).status == 404


def test_two_versions_in_one_are_no_version_to_be_shown() -> None:
    new, old = (one.version for one in history("demonstration")[:2])
    with pytest.raises(DatasetError):
        cache.dataset("demonstration", f"{new}..{old}")


def test_the_data_is_that_of_the_dataset() -> None:
    one = dataset()
    found = get(data("organisations.json")).json()
    assert found["organisations"]["id"] == [o.id for o in one.organisations]
    assert get(data("areas.json")).json() == json.loads(load_boundaries(one.id))
    assert len(get(data("network.json")).json()["organisations"]) == len(one.organisations)
    assert server.data_url(one) + "areas.json" == data("areas.json").removeprefix("/joinedup/")


@pytest.mark.parametrize(
    "filters", [{}, {"past": True}, {"levels": ("system",)}, {"kinds": ("primary care network",)}]
)
def test_the_edges_are_those_of_the_view(filters: dict[str, Any]) -> None:
    for footprint in FOOTPRINTS:
        one = dataset(footprint)
        state = reading(one, **filters).state
        graph = affiliation_graph(one, scope_of(state))
        found = get(data(server.edges_url(state), footprint)).json()
        assert sum(len(steps) for steps in found["members"]) == graph.number_of_edges()


@pytest.mark.parametrize("kind", ["map", "network"])
@pytest.mark.parametrize("filters", [{}, {"sectors": ("nhs-trust",), "past": True}])
def test_the_small_pictures_have_their_addresses(
    kind: small_pictures.Kind, filters: dict[str, Any]
) -> None:
    one = reading(**filters)
    found = get(server.picture_url(kind, one, dark=False))
    assert (found.status, found.headers["content-type"]) == (200, "image/svg+xml")
    assert "immutable" in found.headers["cache-control"]
    assert html.escape(small_pictures.title(kind, one)) in found.body.decode()
    dark = get(server.picture_url(kind, one, dark=True))
    assert dark.body != found.body


@pytest.mark.parametrize("query", ["", "date=never&places=%00&dark=maybe", "sectors=<script>"])
def test_a_small_picture_of_a_bad_address_is_that_of_the_plain_view(query: str) -> None:
    assert get(data(f"overview-map.svg?{query}")).body == get(data("overview-map.svg")).body


def test_both_drawings_are_made_of_the_same_lines() -> None:
    urls = {server.edges_url(reading(drawing=one).state) for one in ("hubs", "organisations")}
    assert len(urls) == 1


def test_edges_follow_the_day() -> None:
    url = server.edges_url(services.default_view("south-yorkshire", reading().state.day))
    assert "date=2026-11-22" in url
    then = get(data("edges.json?date=2018-01-01")).json()
    assert len(then["partnerships"]) < len(get(data(url)).json()["partnerships"])


@pytest.mark.parametrize(
    "query", ["drawing=<script>", "date=never", "levels=%00&levels=x", "past=maybe", "a=b", "=&&"]
)
def test_edges_of_a_bad_address_are_those_of_the_plain_view(query: str) -> None:
    answer = get(data(f"edges.json?{query}"))
    assert answer.status == 200
    assert answer.body == get(data("edges.json")).body


def test_names_in_the_data_cannot_end_a_script() -> None:
    for name in ("organisations.json", "network.json", "edges.json"):
        assert not set(b"<>&") & set(get(data(name)).body)
