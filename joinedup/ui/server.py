"""The app's own routes, its headers, and what happens on an unexpected error.

Everything the map and network frames need comes from here: Leaflet out of its installed
package, our drawing, and the data of a version as JSON that a browser may keep for ever,
because the version is part of its address.
"""

import base64
import hashlib
import importlib
import json
import logging
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as AsgiScope
from streamlit.runtime.pages_manager import PagesManager

from joinedup.errors import JoinedUpError
from joinedup.model import Dataset
from joinedup.render.escaping import escape_markdown
from joinedup.services import default_view, scope_of
from joinedup.ui import cache
from joinedup.views import ViewState, parse, vocabulary

_LOG = logging.getLogger("joinedup")
_STATIC = Path(__file__).parents[1] / "render" / "static"
_TILES = "https://tile.openstreetmap.org"
_FOR_EVER = "public, max-age=31536000, immutable"


def routes() -> list[BaseRoute]:
    """The routes beside Streamlit's own; all below ``/joinedup/``."""
    data = "/joinedup/data/{dataset}/{version}"
    return [
        Mount("/joinedup/leaflet", StaticFiles(directory=leaflet_folder())),
        Mount("/joinedup/static", StaticFiles(directory=_STATIC)),
        Route(f"{data}/organisations.json", _organisations),
        Route(f"{data}/areas.json", _areas),
        Route(f"{data}/network.json", _network),
        Route(f"{data}/edges.json", _edges),
    ]


def middleware() -> list[Middleware]:
    """Security headers on every answer, and our start of Streamlit's page."""
    return [Middleware(SecurityHeaders), Middleware(PageStart)]


def let_navigation_decide() -> None:
    """Tell Streamlit that ``pages/`` is not its old kind of multipage app.

    Until ``st.navigation`` has run once in a process, Streamlit takes a ``pages`` folder for
    one, and a link straight to ``/map`` would run that script alone, without filters. The
    attribute is what ``st.navigation`` itself sets (``streamlit/commands/navigation.py``).
    """
    PagesManager.uses_pages_directory = False


def leaflet_folder() -> Path:
    """The folder of the installed package that carries Leaflet's script and style."""
    return Path(importlib.import_module("xstatic.pkg.leaflet").BASE_DIR)


def assets_version() -> str:
    """A short hash of our scripts and styles, so that browsers fetch changed ones anew."""
    digest = hashlib.sha256()
    for path in sorted(_STATIC.iterdir()):
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


class SecurityHeaders:
    """Adds no-sniff, frame, referrer and content security headers to every HTTP answer.

    Streamlit's own page needs no inline script but one, allowed by its hash. streamlit-folium
    builds its map with ``eval`` and an inline script, so its frame, and only it, may.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._page = _policy(script=f"'self' blob: {' '.join(_inline_hashes())}", image="")
        self._frame = _policy(script="'self' 'unsafe-inline' 'unsafe-eval'", image=_TILES)

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        policy = self._frame if scope["path"].startswith(_frame_path()) else self._page

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message["headers"] if pair[0].lower() not in _REPLACED]
                message["headers"] = [*kept, *_headers(policy)]
            await send(message)

        await self._app(scope, receive, complete)


class PageStart:
    """Completes Streamlit's HTML page: its language, its title, and where its server is.

    Opened at ``/map``, Streamlit's page first looks for its server below ``/map`` and leaves
    two errors in the browser's console. ``window.__streamlit`` is the hook its front end
    offers to hosts for saying where the server is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Pass the request on; change the answer where it is the page."""
        headers = scope.get("headers", ())
        page = any(name == b"accept" and b"text/html" in value for name, value in headers)
        if scope["type"] != "http" or not page or scope["path"].startswith(_frame_path()):
            await self._app(scope, receive, send)
            return
        # Eight kilobytes once a visit: sent as they are, so that they can be completed.
        plain = [pair for pair in headers if pair[0] != b"accept-encoding"]
        held: list[Message] = []

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif not held:
                await send(message)
            else:
                held.append(message)
                if not message.get("more_body"):
                    await _send_page(held, send)

        await self._app({**scope, "headers": plain}, receive, complete)


def _frame_path() -> str:
    """Where streamlit-folium's own files are, and nothing else."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"{'/' + base if base else ''}/component/streamlit_folium.st_folium/"


def _is_page(start: Message) -> bool:
    headers: dict[bytes, bytes] = dict(start["headers"])
    return headers.get(b"content-type", b"").startswith(b"text/html")


async def _send_page(held: list[Message], send: Send) -> None:
    start, *parts = held
    page = b"".join(part.get("body", b"") for part in parts)
    if page:
        page = page.replace(b'<html lang="en">', b'<html lang="en-GB">', 1)
        page = page.replace(b"<title>Streamlit</title>", b"<title>Joined Up</title>", 1)
        page = page.replace(b"<head>", b"<head><script>" + _start_script() + b"</script>", 1)
    # The length changes, and the file's own validators don't speak for the completed page.
    dropped = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
    kept = [pair for pair in start["headers"] if pair[0] not in dropped]
    length = (b"content-length", str(len(page)).encode())
    await send({**start, "headers": [*kept, length] if page else start["headers"]})
    await send({"type": "http.response.body", "body": page})


def _start_script() -> bytes:
    base = st.get_option("server.baseUrlPath").strip("/")
    path = json.dumps(f"/{base}" if base else "")
    return f"window.__streamlit={{BACKEND_BASE_URL:location.origin+{path}}}".encode()


_REPLACED = (
    b"content-security-policy",
    b"x-content-type-options",
    b"x-frame-options",
    b"referrer-policy",
)


def _headers(policy: str) -> list[tuple[bytes, bytes]]:
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"SAMEORIGIN"),
        (b"referrer-policy", b"strict-origin-when-cross-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]


def _policy(*, script: str, image: str) -> str:
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {script}",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {image}".strip(),
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "frame-ancestors 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def _inline_hashes() -> list[str]:
    """CSP hashes of the inline scripts in Streamlit's own page."""
    index = Path(st.__file__).parent / "static" / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", index.read_text("utf-8"), flags=re.DOTALL)
    codes = [script.encode() for script in scripts] + [_start_script()]
    digests = (hashlib.sha256(code).digest() for code in codes)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


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


def _data(make: _Make) -> Callable[[Request], Response]:
    """A route that answers with JSON of one version, and 404 for any that is not to be had."""

    def answer(request: Request) -> Response:
        dataset_id, version = request.path_params["dataset"], request.path_params["version"]
        try:
            content = make(cache.dataset(dataset_id, version), request)
        except JoinedUpError:
            return Response("{}", status_code=404, media_type="application/json")
        headers = {"cache-control": _FOR_EVER}
        return Response(content, media_type="application/json", headers=headers)

    return answer


_organisations = _data(lambda one, _: cache.organisations_json(one.id, one.version))
_areas = _data(lambda one, _: cache.boundaries(one.id, one.version))
_network = _data(lambda one, _: cache.network_json(one.id, one.version))


def _edges_of(dataset: Dataset, request: Request) -> str:
    params: Mapping[str, list[str]] = {
        key: request.query_params.getlist(key) for key in request.query_params
    }
    default = default_view(dataset.id, date.today())
    state, _ = parse(params, vocabulary(dataset, cache.names()), default=default)
    return cache.lines_json(dataset, scope_of(state))


_edges = _data(_edges_of)
