"""A reader without a browser: speaks Streamlit's protocol over a real WebSocket.

Fifty browsers would measure the browsers. A reader opens a page, keeps the widgets that the
server sends, changes one, and says how long the server took and how much it sent. What the
frames of a page fetch besides (``/joinedup/data/...``) it asks for over HTTP, as they do.
"""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

#: With it a server says how long each run of a script took; nothing is sent to anybody.
TELL_SCRIPT_TIMES = {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true"}
_WIDGETS = ("selectbox", "multiselect", "text_input", "date_input", "checkbox", "button")
_TIMEOUT_S = 120
_LARGEST = 200 * 1024 * 1024
_MICROSECONDS = 1e6
_BASE = re.compile(r'"kind":"(map|network)","base":"(?:\.\./)+(joinedup/data/[\w./-]+)"')
# An ampersand is written as a code inside scripts.
_EDGES = re.compile(r"edges\.json\?(?:[\w=&%+.-]|\\u0026)+")
#: What start.js fetches for each kind of picture when it starts.
_FETCHED = {
    "map": ("organisations.json", "areas.json"),
    "network": ("organisations.json", "network.json"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a page's script, as the reader saw it.

    Attributes:
        seconds: From asking for it to the message that it has finished.
        first: From asking to the first message of it; what the server needed to begin.
        script: Seconds that the script itself took, by the server's own clock; None where the
            server was not started with ``TELL_SCRIPT_TIMES``.
        sent: Bytes that the server sent over the WebSocket, as they came, without the message
            that tells the script's time.
        errors: Texts of exceptions and error boxes.
    """

    seconds: float
    first: float
    script: float | None
    sent: int
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """What the frames of a page asked for over HTTP, all of it together.

    Attributes:
        seconds: From the first request to the last byte.
        sent: Bytes of the answers as they came, compressed where they were.
        errors: Addresses that were not answered with 200.
    """

    seconds: float
    sent: int
    errors: tuple[str, ...]


@dataclass
class Reader:
    """A session of one reader; use it as ``async with Reader(url) as reader``.

    Attributes:
        url: Where the app answers, ``http://127.0.0.1:8501``.
        widgets: The server's latest message about each widget, by label.
        frames: Paths of what the page's frames fetch, in the order they came.
    """

    url: str
    widgets: dict[str, Any] = field(default_factory=dict)
    frames: dict[str, None] = field(default_factory=dict)
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _page: str = ""
    _query: str = ""
    _hash: str = ""
    _script: float | None = None
    _socket: Any = None

    async def __aenter__(self) -> Self:
        address = self.url.replace("http://", "ws://") + "/_stcore/stream"
        protocol = websockets.Subprotocol("streamlit")
        self._socket = await websockets.connect(
            address,
            subprotocols=[protocol],
            max_size=_LARGEST,
            open_timeout=_TIMEOUT_S,
            compression=None,  # as Streamlit is unless told otherwise
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._socket.close()

    async def open(self, page: str = "", query: str = "") -> Run:
        """Open a page for the first time, as a pasted link does."""
        self._page, self._query, self._hash = page, query, ""
        self.frames.clear()
        return await self._run()

    async def choose(self, label: str, *values: str) -> Run:
        """Choose words in the box of a label, as a click does.

        Raises:
            KeyError: When the page has no such box.
        """
        known = self.widgets[label]
        state = WidgetState(id=known.id)
        if known.DESCRIPTOR.name == "MultiSelect":
            state.string_array_value.data.extend(values)
        else:
            state.string_value = values[0]
        self._states[known.id] = state
        return await self._run()

    async def fetch(self, client: httpx.AsyncClient) -> Fetch:
        """Ask for what the frames of the page ask for; nothing is kept from another time."""
        began = time.perf_counter()
        found = await asyncio.gather(*(self._get(client, path) for path in self.frames))
        seconds = time.perf_counter() - began
        errors = tuple(f"{path}: {status}" for path, status, _ in found if status != 200)
        return Fetch(seconds=seconds, sent=sum(size for *_, size in found), errors=errors)

    async def _get(self, client: httpx.AsyncClient, path: str) -> tuple[str, int, int]:
        async with client.stream(
            "GET", f"{self.url}/{path}", headers={"accept-encoding": "gzip"}
        ) as answer:
            size = sum([len(part) async for part in answer.aiter_raw()])
            return path, answer.status_code, size

    async def _run(self) -> Run:
        began = time.perf_counter()
        await self._socket.send(self._asked().SerializeToString())
        sent, first, errors = 0, 0.0, []
        self._script = None
        async with asyncio.timeout(_TIMEOUT_S):
            while True:
                content = await self._socket.recv()
                first = first or time.perf_counter() - began
                message = ForwardMsg.FromString(content)
                errors += self._take(message)
                kind = message.WhichOneof("type")
                sent += 0 if kind == "page_profile" else len(content)
                # A page whose widgets read the address may begin again at once.
                again = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
                if kind == "script_finished" and not again:
                    break
        seconds = time.perf_counter() - began
        return Run(
            seconds=seconds, first=first, script=self._script, sent=sent, errors=tuple(errors)
        )

    def _asked(self) -> BackMsg:
        asked = BackMsg()
        client = asked.rerun_script
        client.query_string = self._query
        client.page_name = self._page
        client.page_script_hash = self._hash
        client.widget_states.widgets.extend(self._states.values())
        client.context_info.url = f"{self.url}/{self._page}"
        client.context_info.timezone = "Europe/London"
        client.context_info.locale = "en-GB"
        return asked

    def _take(self, message: ForwardMsg) -> list[str]:
        """Keep what a message says of widgets and of the page; its errors."""
        match message.WhichOneof("type"):
            case "new_session":
                self._hash = message.new_session.page_script_hash
            case "navigation":
                self._hash = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "page_profile":
                taken = message.page_profile.exec_time / _MICROSECONDS
                self._script = (self._script or 0.0) + taken
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                return self._element(message.delta.new_element)
        return []

    def _element(self, element: Any) -> list[str]:
        kind = element.WhichOneof("type")
        if kind in _WIDGETS:
            widget = getattr(element, kind)
            self.widgets[widget.label] = widget
        elif kind == "component_instance":
            self.frames |= dict.fromkeys(frame_paths(element.component_instance.json_args))
        elif kind == "exception":
            return [element.exception.message]
        elif kind == "alert" and element.alert.format == element.alert.ERROR:
            return [element.alert.body]
        return []


def frame_paths(arguments: str) -> list[str]:
    """What a map or network frame fetches, out of the arguments (JSON) it is started with.

    None where the frame is not one of Joined Up's.
    """
    known = json.loads(arguments)
    start = _BASE.search(str(known.get("script", "")))
    if start is None:
        return []
    kind, base = start.groups()
    # The map has its few lines in the picture; all lines it fetches for those who go by keyboard.
    edges = _EDGES.findall(str(known.get("feature_group", ""))) if kind == "network" else []
    return [base + name.replace("\\u0026", "&") for name in (*_FETCHED[kind], *edges)]
