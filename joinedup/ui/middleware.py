"""What is done to every answer: security headers, and the start of Streamlit's own page."""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from joinedup.ui import framing, front_end, unfurl
from joinedup.ui.front_end import base_path
from joinedup.ui.menu import NO_PAGE
from joinedup.views import MAX_VALUE_LENGTH

_NOT_KEPT = {"cache-control": "no-store"}
_TILES = "https://tile.openstreetmap.org"


class SecurityHeaders:
    """Adds no-sniff, frame, referrer and content security headers to every HTTP answer.

    Streamlit's own page needs no inline script but one, allowed by its hash. streamlit-folium
    builds its map with ``eval`` and an inline script, so its frame, and only it, may. Sites that
    :mod:`.framing` knows may show the map and the network in a frame, and with them the frames
    that stand in those.
    """

    def __init__(self, app: ASGIApp, sites: Sequence[str] = ()) -> None:
        self._app = app
        page = f"'self' blob: {' '.join(_inline_hashes())}"
        frame = "'self' 'unsafe-inline' 'unsafe-eval'"
        self._page = _headers(_policy(script=page, image=""), ())
        self._embedded = _headers(_policy(script=page, image="", sites=sites), sites)
        self._frame = _headers(_policy(script=frame, image=_TILES, sites=sites), sites)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = self._of(scope)

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message["headers"] if pair[0].lower() not in _REPLACED]
                message["headers"] = [*kept, *headers]
            await send(message)

        await self._app(scope, receive, complete)

    def _of(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        if scope["path"].startswith(_frame_path()):
            return self._frame
        embedded = framing.is_embedded(scope["path"], scope["query_string"])
        return self._embedded if embedded else self._page


class PageStart:
    """Completes Streamlit's HTML page: language, what it is about, where its server is, its files.

    Streamlit sends it for every address. One that is none of our pages leads to the Overview, which
    says so in words of ours.

    Opened at ``/map``, Streamlit's page first looks for its server below ``/map`` and leaves
    two errors in the browser's console. ``window.__streamlit`` is the hook its front end
    offers to hosts for saying where the server is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; change the answer where it is the page."""
        if not _asks_for_page(scope):
            await self._app(scope, receive, send)
            return
        # Eight kilobytes once a visit: sent as they are, so that they can be completed.
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        held: list[Message] = []

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                held.append(message)
            elif not held:
                await send(message)
            else:
                held.append(message)
                if message.get("more_body"):
                    return
                if unfurl.is_page(scope["path"]):
                    await _send_page(held, send, scope)
                else:
                    answer = RedirectResponse(_overview(scope), 302, _NOT_KEPT)
                    await answer(scope, receive, send)

        await self._app({**scope, "headers": plain}, receive, complete)


def _asks_for_page(scope: Scope) -> bool:
    """Whether a browser, or a program that unfurls links, asks for one of the pages.

    Browsers say that they want HTML; other programs often say that they take anything.
    """
    if scope["type"] != "http" or scope["path"].startswith((_frame_path(), _own_path())):
        return False
    accepted = Headers(scope=scope).get("accept", "")
    return "text/html" in accepted or ("*/*" in accepted and unfurl.is_page(scope["path"]))


def _frame_path() -> str:
    """Where streamlit-folium's own files are, and nothing else."""
    return f"{base_path()}/component/streamlit_folium.st_folium/"


def _own_path() -> str:
    """Where our own routes are: what they answer is complete."""
    return f"{base_path()}/joinedup/"


def _is_page(start: Message) -> bool:
    """Whether an answer is Streamlit's page: what is sent to be saved is a file, and complete."""
    headers: dict[bytes, bytes] = dict(start["headers"])
    html = headers.get(b"content-type", b"").startswith(b"text/html")
    return html and b"content-disposition" not in headers


def _overview(scope: Scope) -> str:
    """Where an address leads that is none of our pages: to the first one, with what it asks for."""
    asked = scope["path"].removeprefix(base_path()).strip("/")[:MAX_VALUE_LENGTH]
    query = [scope["query_string"].decode("latin-1"), urlencode({NO_PAGE: asked})]
    return f"{base_path()}/?{'&'.join(part for part in query if part)}"


async def _send_page(held: list[Message], send: Send, scope: Scope) -> None:
    start, *parts = held
    page = b"".join(part.get("body", b"") for part in parts)
    if page:
        page = page.replace(b'<html lang="en">', b'<html lang="en-GB">', 1)
        # Browsers say what they fetch a page for; who only wants to show a link does not.
        whole = "sec-fetch-dest" not in Headers(scope=scope)
        about = await run_in_threadpool(
            unfurl.unfurled, scope["path"], scope["query_string"], whole=whole
        )
        page = page.replace(b"<title>Streamlit</title>", about.head().encode(), 1)
        links = f"{front_end.links()}{front_end.own_script()}</head>"
        page = page.replace(b"</head>", links.encode(), 1)
        # Behind the head, where Streamlit puts its own styles: of two rules alike the later holds.
        page = page.replace(b"<body>", b"<body>" + front_end.own_style().encode(), 1)
        page = page.replace(b"<head>", b"<head><script>" + _start_script() + b"</script>", 1)
    # The length changes, and the file's own validators don't speak for the completed page.
    dropped = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
    kept = [pair for pair in start["headers"] if pair[0] not in dropped]
    length = (b"content-length", str(len(page)).encode())
    await send({**start, "headers": [*kept, length] if page else start["headers"]})
    await send({"type": "http.response.body", "body": page})


def _start_script() -> bytes:
    path = json.dumps(base_path())
    return f"window.__streamlit={{BACKEND_BASE_URL:location.origin+{path}}}".encode()


_REPLACED = (
    b"content-security-policy",
    b"x-content-type-options",
    b"x-frame-options",
    b"referrer-policy",
)


def _headers(policy: str, sites: Sequence[str]) -> list[tuple[bytes, bytes]]:
    # The older header knows no list of sites: the policy alone says who may, where some may.
    older = [] if sites else [(b"x-frame-options", b"SAMEORIGIN")]
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        *older,
        (b"referrer-policy", b"strict-origin-when-cross-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]


def _policy(*, script: str, image: str, sites: Sequence[str] = ()) -> str:
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
            " ".join(("frame-ancestors 'self'", *sites)),
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def _inline_hashes() -> list[str]:
    """CSP hashes of the inline scripts in Streamlit's own page."""
    scripts = re.findall(r"<script>(.*?)</script>", front_end.index(), flags=re.DOTALL)
    codes = [script.encode() for script in scripts] + [_start_script()]
    digests = (hashlib.sha256(code).digest() for code in codes)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
