"""Short links, what links unfurl to, and who may frame us: driven as ASGI without a port."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from joinedup import services
from joinedup.errors import SetupError
from joinedup.services import SavedView
from joinedup.ui import framing, server, state, unfurl
from tests.unit import test_server
from tests.unit.render_samples import HOSTILE, TODAY
from tests.unit.test_server import BROWSER, Answer, get

SITE = "https://intranet.example.org"
#: What programs that unfurl links say that they take.
ANYTHING = {"accept": "*/*"}
FRAME = "/component/streamlit_folium.st_folium/index.html"


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    monkeypatch.setattr(state, "today", lambda: TODAY)
    yield
    services.store().dispose()


def save(*, page: str = "map", name: str = "In March", note: str = "") -> SavedView:
    return services.save_view(
        name=name,
        note=note,
        owner="A. Lead",
        dataset="south-yorkshire",
        page=page,
        query=[("places", "Rotherham"), ("at", "53.43,-1.35,12")],
        pinned=False,
    )


# --- short links -------------------------------------------------------------------


def test_a_short_link_leads_to_its_page_with_all_parameters() -> None:
    one = save()
    answer = get(f"/?view={one.id}", **BROWSER)
    assert answer.status == 302
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    target = urlsplit(answer.headers["location"])
    assert (target.scheme, target.netloc, target.path) == ("", "", "/map")
    assert dict(parse_qsl(target.query)) == {
        "dataset": "South Yorkshire",
        "places": "Rotherham",
        "at": "53.43,-1.35,12",
        "view": one.id,
    }
    # Once there, it is not redirected again; nor is one to the first page, which stands at /.
    assert get(f"{target.path}?{target.query}", **BROWSER).status == 200
    first = get(f"/?view={save(page='overview').id}", **BROWSER).headers["location"]
    assert first.startswith("/?dataset=")
    assert get(first, **BROWSER).status == 200


def test_a_short_link_is_understood_in_capitals_and_keeps_how_it_is_shown() -> None:
    one = save()
    answer = get(f"/?view={one.id.upper()}&embed=true&present=1&utm_source=mail", **BROWSER)
    pairs = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
    assert (pairs["embed"], pairs["present"], pairs["view"]) == ("true", "1", one.id)
    assert "utm_source" not in pairs


def test_it_stands_below_the_path_that_an_administrator_has_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("joinedup.ui.short_links.base_path", lambda: "/joined/up")
    one = save()
    for path in ("/joined/up", "/joined/up/"):
        answer = get(f"{path}?view={one.id}", **BROWSER)
        assert answer.headers["location"].startswith("/joined/up/map?dataset=")
    assert get(f"/?view={one.id}", **BROWSER).status == 200


@pytest.mark.parametrize(
    "query",
    [
        "view=zzzzzzzzzz",
        "view=",
        "view=//evil.example",
        "view=0123456789%0d%0aSet-Cookie:a=b",
        f"view={'0' * 2_000}",
        *(f"view={quote(name)}" for name in HOSTILE),
    ],
)
def test_an_unknown_one_opens_the_first_page(query: str) -> None:
    save()
    answer = get(f"/?{query}", **BROWSER)
    assert answer.status == 200
    assert "location" not in answer.headers


def test_only_the_bare_link_is_redirected() -> None:
    one = save()
    assert get(f"/?view={one.id}&places=Sheffield", **BROWSER).status == 200
    assert get(f"/map?view={one.id}", **BROWSER).status == 200
    assert get(f"/?view={one.id}", method="POST", **BROWSER).status != 302
    assert get(f"/?view={one.id}", method="HEAD", **BROWSER).status == 302


def test_a_store_that_cannot_be_read_opens_the_first_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = save()
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database at all")
    monkeypatch.setenv("JOINEDUP_STORE", str(broken))
    assert get(f"/?view={one.id}", **BROWSER).status == 200


# --- what a link unfurls to --------------------------------------------------------


def head(answer: Answer) -> dict[str, str]:
    """The title and what is said of the page, by name."""
    text = answer.body.decode()
    found = dict(re.findall(r'<meta (?:property|name)="([a-z:_]+)" content="([^"]*)">', text))
    (found["title"],) = re.findall("<title>([^<]*)</title>", text)
    return {name: html.unescape(value) for name, value in found.items()}


def test_a_link_says_its_page_place_date_and_figures() -> None:
    said = head(get("/map?places=Rotherham&date=2026-03-03", **ANYTHING))
    assert said["title"] == said["og:title"] == "Map: Rotherham · 3 March 2026 · Joined Up"
    assert said["og:description"].startswith("57 organisations: 29 practices")
    assert said["description"] == said["og:description"]


def test_a_link_says_that_its_data_is_made_up() -> None:
    said = head(get("/map?dataset=demonstration", **ANYTHING))
    assert said["og:description"].startswith("Made-up data. ")


def test_a_saved_view_says_its_name_and_what_it_is_for() -> None:
    one = save(name="For the summit", note="Look at the voluntary groups.")
    said = head(get(f"/{services.view_address(one)}", **ANYTHING))
    assert said["og:title"] == "For the summit · Joined Up"
    assert said["og:description"].startswith("Look at the voluntary groups. 57 organisations")


def test_what_a_saved_view_is_for_ends_before_the_figures() -> None:
    one = save(name="For the summit", note="Who is missing")
    said = head(get(f"/{services.view_address(one)}", **ANYTHING))
    assert said["og:description"].startswith("Who is missing. 57 organisations")


def test_a_browser_is_not_kept_waiting_for_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the data was looked into")

    monkeypatch.setattr(unfurl, "view_of", never)
    assert head(get("/map?places=Rotherham", **BROWSER))["title"] == "Map · Joined Up"


def test_what_the_dashboard_does_not_know_is_not_said() -> None:
    for name in HOSTILE:
        page = get(f"/map?places={quote(name)}&view={quote(name)}", **ANYTHING)
        assert head(page)["title"] == f"Map: South Yorkshire · {spoken_today()} · Joined Up"


def spoken_today() -> str:
    return f"{TODAY.day} {TODAY:%B %Y}"


@pytest.mark.parametrize("name", [one for one in HOSTILE if one.isprintable()])
def test_names_that_people_give_are_text(name: str) -> None:
    one = save(name=name[:100], note=name[:400])
    answer = get(f"/{services.view_address(one)}", **ANYTHING)
    start = answer.body.decode().split("</head>")[0]
    assert head(answer)["title"].endswith("· Joined Up")
    for tag in ("<img", "<svg", "<b>", "<script>alert"):
        assert tag not in start
    assert start.count("<title>") == start.count("</title>") == 1


def test_a_failure_leaves_the_plain_title(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("anything")

    monkeypatch.setattr(unfurl, "view_of", fail)
    assert head(get("/map", **ANYTHING))["title"] == "Joined Up"


def test_scripts_and_data_are_not_taken_for_pages() -> None:
    assert not any(unfurl.is_page(path) for path in ("/static/x.js", "/joinedup/x", "/nothing"))
    assert all(unfurl.is_page(path) for path in ("/", "/map", "/map/", "/saved_views"))


# --- frames ------------------------------------------------------------------------


def asked(path: str, monkeypatch: pytest.MonkeyPatch, sites: str) -> Answer:
    """What an application says that was started with these sites."""
    monkeypatch.setenv(framing.VARIABLE, sites)
    pages = Route("/{page:path}", lambda _: PlainTextResponse("x"))
    app = Starlette(routes=[pages], middleware=server.middleware())
    monkeypatch.setattr(test_server, "APP", app)
    return get(path)


@pytest.mark.parametrize("path", ["/", "/map", "/map?embed=true", "/network?embed=true", FRAME])
def test_nobody_else_may_frame_us_unless_told(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = asked(path, monkeypatch, "")
    assert answer.policy["frame-ancestors"] == ["'self'"]
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize("path", ["/map?embed=true", "/network?a=b&embed=true", FRAME])
def test_named_sites_may_frame_the_pictures(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = asked(path, monkeypatch, f"{SITE} https://other.example:8443")
    assert answer.policy["frame-ancestors"] == ["'self'", SITE, "https://other.example:8443"]
    assert "x-frame-options" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/map", "/map?embed=false", "/map?embed", "/lists?embed=true", "/?embed=true"),
        *("/history?embed=true", "/saved_views?embed=true", "/joinedup/data/x?embed=true"),
    ],
)
def test_and_nothing_else(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = asked(path, monkeypatch, SITE)
    assert answer.policy["frame-ancestors"] == ["'self'"]
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "wrong",
    [
        *("*", "https://*", "http://intranet.example.org", "intranet.example.org", "'self'"),
        *(f"{SITE}/", f"{SITE}/path", f"{SITE};", "https://a b,c", "javascript:alert(1)"),
        *("https://user:secret@example.org", "https://EXAMPLE.org", "data:", "https://"),
        "https://-.example.org; script-src *",
        " ".join(f"https://site{number}.example.org" for number in range(21)),
    ],
)
def test_what_is_no_site_stops_the_start(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(framing.VARIABLE, f"{SITE} {wrong}")
    with pytest.raises(SetupError, match=r"JOINEDUP_EMBED_ORIGINS.*(Write each as|Name at most)"):
        server.middleware()


def test_a_page_on_this_machine_may_be_named_for_trying_it_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(framing.VARIABLE, "http://localhost:8000")
    assert framing.origins() == ("http://localhost:8000",)
