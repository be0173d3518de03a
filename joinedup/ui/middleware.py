"""What is done to every answer: security headers, and the start of Streamlit's own page."""

import base64
import hashlib
import json
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from joinedup.ui import front_end
from joinedup.ui.front_end import base_path

_TILES = "https://tile.openstreetmap.org"


class SecurityHeaders:
    """Adds no-sniff, frame, referrer and content security headers to every HTTP answer.

    Streamlit's own page needs no inline script but one, allowed by its hash. streamlit-folium
    builds its map with ``eval`` and an inline script, so its frame, and only it, may.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._page = _policy(script=f"'self' blob: {' '.join(_inline_hashes())}", image="")
        self._frame = _policy(script="'self' 'unsafe-inline' 'unsafe-eval'", image=_TILES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
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
    """Completes Streamlit's HTML page: language, title, where its server is, what it will need.

    Opened at ``/map``, Streamlit's page first looks for its server below ``/map`` and leaves
    two errors in the browser's console. ``window.__streamlit`` is the hook its front end
    offers to hosts for saying where the server is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
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
    return f"{base_path()}/component/streamlit_folium.st_folium/"


def _is_page(start: Message) -> bool:
    headers: dict[bytes, bytes] = dict(start["headers"])
    return headers.get(b"content-type", b"").startswith(b"text/html")


async def _send_page(held: list[Message], send: Send) -> None:
    start, *parts = held
    page = b"".join(part.get("body", b"") for part in parts)
    if page:
        page = page.replace(b'<html lang="en">', b'<html lang="en-GB">', 1)
        page = page.replace(b"<title>Streamlit</title>", b"<title>Joined Up</title>", 1)
        page = page.replace(b"</head>", front_end.links().encode() + b"</head>", 1)
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
    scripts = re.findall(r"<script>(.*?)</script>", front_end.index(), flags=re.DOTALL)
    codes = [script.encode() for script in scripts] + [_start_script()]
    digests = (hashlib.sha256(code).digest() for code in codes)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
