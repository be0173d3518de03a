"""The front end: which of Streamlit's files our pages need, and how they and ours are sent.

Left alone, a first visit fetches three megabytes as they are, and the files of each kind of
widget only when Streamlit is told to draw one. Both hold up the first picture most where the
way to the server is long and narrow.
"""

import hashlib
import importlib
import importlib.util
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
#: Our scripts and styles.
STATIC = Path(__file__).parents[1] / "render" / "static"
#: Below which path streamlit-folium's own files are that have a hash in their names.
_FRAME = "component/streamlit_folium.st_folium/static"
#: What else the frame fetches beside its data and our drawing.
_FRAME_STYLES = ("leaflet.css", "joinedup.css")
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


@cache
def own_style() -> str:
    """The link to the style of our pages.

    As Streamlit's own way is, each session would send it, unpacked, and each run go over it.
    """
    return f'<link rel="stylesheet" href="{_own("page.css")}">'


@cache
def own_script() -> str:
    """What Streamlit leaves out for those who hear the page; it waits until the page is there."""
    return f'<script defer src="{_own("page.js")}"></script>'


def _own(name: str) -> str:
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
    return f"./joinedup/static/{name}?v={digest[:10]}"


def leaflet_folder() -> Path:
    """The folder of the installed package that carries Leaflet's script and style."""
    return Path(importlib.import_module("xstatic.pkg.leaflet").BASE_DIR)


def pack() -> None:
    """Pack what a first visit fetches, so that the first visitor does not wait for that."""
    fetched = f"{index()}{links()}{own_style()}{own_script()}"
    for path, file in _files().items():
        if path in fetched or path.startswith(_FRAME) or file.name in _FRAME_STYLES:
            packing.packed(file)


class FrontEnd:
    """Sends scripts and styles of the front end packed, out of memory, to be kept for a year.

    Those of Streamlit and of the frame have a hash in their names, ours behind their addresses;
    whoever asks for one of ours without it gets it as files usually come. Streamlit does not,
    because packing them for every visit costs more than it saves, and counts on a proxy before
    it. Whoever runs this on a machine of their own has none.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._below = f"{base_path()}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer where a file is asked for that is ours to send; pass everything else on."""
        file, how = self._file(scope) if scope["type"] == "http" else (None, "")
        if file is None or not how:
            await self._app(scope, receive, send)
            return
        media_type = _MEDIA_TYPES[file.suffix]
        response = await run_in_threadpool(packing.file_answer, file, media_type, how)
        await response(scope, receive, send)

    def _file(self, scope: Scope) -> tuple[Path | None, str]:
        """The file that is asked for, and how to pack it."""
        path = scope["path"].removeprefix(self._below)
        file = _files().get(path)
        if file is None or scope["method"] != "GET":
            return None, ""
        if path.startswith("joinedup/") and not scope["query_string"].startswith(b"v="):
            return None, ""
        headers = Headers(scope=scope)
        return file, "" if "range" in headers else packing.way(headers)


@cache
def _files() -> Mapping[str, Path]:
    """The scripts and styles by their path below the page: nothing else can be asked for."""
    folders = {
        "static": _FOLDER / "static",
        "joinedup/static": STATIC,
        "joinedup/leaflet": leaflet_folder(),
        _FRAME: _frame_folder(),
    }
    return {
        f"{below}/{path.relative_to(folder).as_posix()}": path
        for below, folder in folders.items()
        for path in folder.rglob("*")
        if path.suffix in _MEDIA_TYPES
    }


def _frame_folder() -> Path:
    """Where streamlit-folium has its frame; found without importing it, which pages have to."""
    spec = importlib.util.find_spec("streamlit_folium")
    package = Path(spec.origin or "").parent if spec else Path()
    return package / "frontend" / "build" / "static"


def _scripts() -> Path:
    return _FOLDER / "static" / "js"
