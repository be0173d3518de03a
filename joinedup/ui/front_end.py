"""Streamlit's front end: which of its files our pages need, and how they are sent.

Left alone, a first visit fetches three megabytes as they are, and the files of each kind of
widget only when Streamlit is told to draw one. Both hold up the first picture most where the
way to the server is long and narrow.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from joinedup.ui import packing

_FOLDER = Path(st.__file__).parent / "static"
_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}
#: Parts of the front end that our pages draw, by the names of their files.
_DRAWN = (
    "TextInput",
    "Selectbox",
    "Multiselect",
    "DateInput",
    "Checkbox",
    "Html",
    "BidiComponent",
    "ComponentInstance",
    "Button",
)
#: How a file names another one that it cannot do without.
_IMPORT = r'(?:from|import)"\./([^"]+\.js)"'


def base_path() -> str:
    """What an administrator has put before all paths: ``/joined/up``; empty for nothing."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"/{base}" if base else ""


def index() -> str:
    """Streamlit's own page."""
    return (_FOLDER / "index.html").read_text("utf-8")


@cache
def links() -> str:
    """Links for the head of the page, that fetch widgets' files along with its own.

    Empty where Streamlit calls its files otherwise: it fetches them in its own time then.
    """
    page = index()
    needed: dict[str, None] = {}
    wanted = [path.name for name in _DRAWN for path in sorted(_scripts().glob(f"{name}.*.js"))]
    while wanted:
        name = wanted.pop(0)
        if name not in page and name not in needed:
            needed[name] = None
            wanted += re.findall(_IMPORT, (_scripts() / name).read_text("utf-8"))
    return "".join(f'<link rel="modulepreload" href="./static/js/{name}">' for name in needed)


def pack() -> None:
    """Pack what a first visit fetches, so that the first visitor does not wait for that."""
    fetched = f"{index()}{links()}"
    for path, file in _files().items():
        if path in fetched:
            packing.packed(file)


class FrontEnd:
    """Sends scripts and styles of Streamlit's front end packed, out of memory.

    Streamlit does not, because packing them for every visit costs more than it saves, and
    counts on a proxy before it. Whoever runs this on a machine of their own has none.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._below = f"{base_path()}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer where a file is asked for that is ours to send; pass everything else on."""
        file = self._file(scope) if scope["type"] == "http" else None
        if file is None:
            await self._app(scope, receive, send)
            return
        response = await run_in_threadpool(packing.file_answer, file, _MEDIA_TYPES[file.suffix])
        await response(scope, receive, send)

    def _file(self, scope: Scope) -> Path | None:
        file = _files().get(scope["path"].removeprefix(self._below))
        if file is None or scope["method"] != "GET":
            return None
        headers = Headers(scope=scope)
        return file if packing.unpacks(headers) and "range" not in headers else None


@cache
def _files() -> Mapping[str, Path]:
    """The scripts and styles by their path below the page: nothing else can be asked for."""
    files = (_FOLDER / "static").rglob("*")
    return {
        path.relative_to(_FOLDER).as_posix(): path for path in files if path.suffix in _MEDIA_TYPES
    }


def _scripts() -> Path:
    return _FOLDER / "static" / "js"
