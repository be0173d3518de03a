"""The app's own routes, and what happens on an unexpected error.

Everything the map and network frames need comes from here: Leaflet out of its installed package
and our drawing, as one script, and the data of a version as JSON. A browser may keep all of it
for ever, because the version is part of its address; it is packed once, for everybody.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from streamlit.runtime.pages_manager import PagesManager

from joinedup.errors import DatasetError, JoinedUpError
from joinedup.model import Dataset
from joinedup.render.escaping import escape_markdown
from joinedup.services import Reading, default_view, halves, programme_of, scope_of
from joinedup.services.saved_views import params
from joinedup.ui import cache, document_routes, framing, packing, presenting, small_pictures
from joinedup.ui.front_end import STATIC, FrontEnd, base_path, leaflet_folder
from joinedup.ui.middleware import PageStart, SecurityHeaders
from joinedup.ui.short_links import ShortLinks
from joinedup.views import ViewState, parse, parse_day

_LOG = logging.getLogger("joinedup")
#: Our drawing: its first script makes the object that the others add to, in whatever order.
_SCRIPTS = (
    "joinedup.js",
    "fetching.js",
    "marks.js",
    "graph.js",
    "arranging.js",
    "blocks.js",
    "clusters.js",
    "labels.js",
    "renderer.js",
    "areas.js",
    "legend.js",
    "search.js",
    "pointing.js",
    "tools.js",
    "keys.js",
    "view.js",
    "start.js",
)


def routes() -> list[BaseRoute]:
    """The routes beside Streamlit's own; all below ``/joinedup/``."""
    data = "/joinedup/data/{dataset}/{version}"
    return [
        Mount("/joinedup/leaflet", StaticFiles(directory=leaflet_folder())),
        Mount("/joinedup/static", StaticFiles(directory=STATIC)),
        Route("/joinedup/drawing.js", _drawing),
        Route(f"{data}/organisations.json", _organisations),
        Route(f"{data}/areas.json", _areas),
        Route(f"{data}/network.json", _network),
        Route(f"{data}/edges.json", _edges),
        *presenting.routes(assets_version),
        *document_routes.routes(),
        *(Route(f"{data}/overview-{kind}.svg", _picture(kind)) for kind in small_pictures.KINDS),
        Route(f"{data}/timeline.svg", _timeline),
    ]


def middleware() -> list[Middleware]:
    """Security headers on every answer, short links, Streamlit's page as we start it, its files.

    Raises:
        SetupError: When an address that may frame us is none: the program does not start then.
    """
    framed = Middleware(SecurityHeaders, sites=framing.origins())
    return [framed, *(Middleware(kind) for kind in (ShortLinks, PageStart, FrontEnd))]


def let_navigation_decide() -> None:
    """Tell Streamlit that ``pages/`` is not its old kind of multipage app.

    Until ``st.navigation`` has run once in a process, Streamlit takes a ``pages`` folder for
    one, and a link straight to ``/map`` would run that script alone, without filters. The
    attribute is what ``st.navigation`` itself sets (``streamlit/commands/navigation.py``).
    """
    PagesManager.uses_pages_directory = False


@lru_cache(maxsize=1)
def drawing() -> str:
    """Leaflet and our drawing, one script: the frame would fetch several one after the other."""
    files = (leaflet_folder() / "leaflet.js", *(STATIC / name for name in _SCRIPTS))
    return "\n;\n".join(path.read_text("utf-8") for path in files)


@lru_cache(maxsize=1)
def assets_version() -> str:
    """A short hash of how pictures are drawn, so that browsers fetch changed ones anew.

    Of our scripts and styles, and of the modules that draw pictures on the server.
    """
    digest = hashlib.sha256(drawing().encode())
    for path in sorted([*STATIC.iterdir(), *STATIC.parent.glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def data_url(dataset: Dataset) -> str:
    """Path of a dataset's data routes below ``/joinedup/``."""
    return f"data/{dataset.id}/{dataset.version}/"


def edges_url(state: ViewState) -> str:
    """Path of the lines of a view, relative to its dataset's data routes; of either drawing."""
    pairs = [("date", state.day.isoformat())]
    pairs += [("past", "true")] if state.past else []
    pairs += [("levels", level) for level in state.levels]
    pairs += [("kinds", kind) for kind in state.kinds]
    return f"edges.json?{urlencode(pairs)}"


def picture_url(kind: small_pictures.Kind, reading: Reading, *, dark: bool) -> str:
    """Address of one of the Overview's small pictures of a view."""
    one = reading.dataset
    pairs = [*small_pictures.query(one, reading.state), ("dark", str(dark).lower())]
    query = urlencode([*pairs, ("v", assets_version())])
    return f"{base_path()}/joinedup/{data_url(one)}overview-{kind}.svg?{query}"


def timeline_url(reading: Reading, *, dark: bool, narrow: bool) -> str:
    """Address of the timeline of the programme that is open, on the view's day."""
    state = reading.state
    pairs = [("programme", state.programme), ("date", state.day.isoformat())]
    pairs += [("dark", str(dark).lower()), ("narrow", str(narrow).lower()), ("v", assets_version())]
    return f"{base_path()}/joinedup/{data_url(reading.dataset)}timeline.svg?{urlencode(pairs)}"


def on_script_error(error: Exception) -> bool:
    """Show a short apology with a reference number; the log has the rest under that number.

    An error that was raised on purpose says what is wrong and what to do as well.
    """
    reference = secrets.token_hex(4)
    _LOG.error("Reference %s", reference, exc_info=error)
    told = ""
    if isinstance(error, JoinedUpError):
        told = f"**{escape_markdown(error.what)}.** {escape_markdown(error.hint)}\n\n"
    st.error(
        f"{told}Sorry, this page could not be shown. Nothing was changed or lost. "
        "Reload the page; if it comes back, tell whoever runs this dashboard the "
        f"reference number **{escape_markdown(reference)}**."
    )
    return True


_Make = Callable[[Dataset, Request], str]


def _drawing(request: Request) -> Response:
    return packing.answer(drawing(), "text/javascript", request.headers)


def _data(make: _Make, media_type: str = "application/json") -> Callable[[Request], Response]:
    """A route that answers with data of one version, and 404 for any that is not to be had."""

    def answer(request: Request) -> Response:
        dataset_id, version = request.path_params["dataset"], request.path_params["version"]
        try:
            content = make(cache.pictured(dataset_id, version), request)
        except JoinedUpError:
            return Response("{}", status_code=404, media_type="application/json")
        return packing.answer(content, media_type, request.headers)

    return answer


_organisations = _data(lambda one, _: cache.organisations_json(one.id, one.version))
_areas = _data(lambda one, _: cache.boundaries(one.id, _newer_half(one.version)))
_network = _data(lambda one, _: cache.network_json(one.id, one.version))


def _newer_half(version: str) -> str:
    """The version whose outlines a picture has: of two in one the newer."""
    both = halves(version)
    return both[0] if both else version


def _picture(kind: small_pictures.Kind) -> Callable[[Request], Response]:
    def make(dataset: Dataset, request: Request) -> str:
        dark = request.query_params.get("dark") == "true"
        return small_pictures.draw(
            kind, dataset, params(request.query_params.multi_items()), dark=dark
        )

    return _data(make, "image/svg+xml")


def _timeline_of(dataset: Dataset, request: Request) -> str:
    # Imported here: a server that starts draws none.
    from joinedup.render.programmes import MOST_DRAWN, timeline_title
    from joinedup.render.timeline import timeline

    asked = request.query_params
    day = parse_day(asked.get("date", "")) or date.today()
    one = programme_of(dataset, asked.get("programme", ""), day)
    if one is None or not one.milestones:
        raise DatasetError("There is no such timeline", value=asked.get("programme", ""))
    dark, narrow = asked.get("dark") == "true", asked.get("narrow") == "true"
    drawn, title = one.milestones[:MOST_DRAWN], timeline_title(one)
    return timeline(drawn, day, title=title, dark=dark, narrow=narrow)


_timeline = _data(_timeline_of, "image/svg+xml")


def _edges_of(dataset: Dataset, request: Request) -> str:
    default = default_view(dataset.id, date.today())
    words = cache.vocabulary(dataset, cache.names())
    state, _ = parse(params(request.query_params.multi_items()), words, default=default)
    return cache.lines_json(dataset, scope_of(state))


_edges = _data(_edges_of)
