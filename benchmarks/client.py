"""A reader without a browser: speaks Streamlit's protocol over a real WebSocket.

Fifty browsers would measure the browsers. A reader opens a page, keeps the widgets that the
server sends, changes one, and says how long the server took and how much it sent. What the
frames fetch besides (``/joinedup/data/...``) is HTTP, and left to the caller.
"""

import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

_WIDGETS = ("selectbox", "multiselect", "text_input", "date_input", "checkbox", "button")
_TIMEOUT_S = 120
_LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a page's script, as the reader saw it.

    Attributes:
        seconds: From asking for it to the message that it has finished.
        first: From asking to the first message of it; what the server needed to begin.
        sent: Bytes that the server sent over the WebSocket, as they came.
        errors: Texts of exceptions and error boxes.
    """

    seconds: float
    first: float
    sent: int
    errors: tuple[str, ...]


@dataclass
class Reader:
    """A session of one reader; use it as ``async with Reader(url) as reader``.

    Attributes:
        url: Where the app answers, ``http://127.0.0.1:8501``.
        widgets: The server's latest message about each widget, by label.
    """

    url: str
    widgets: dict[str, Any] = field(default_factory=dict)
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _page: str = ""
    _query: str = ""
    _hash: str = ""
    _socket: Any = None

    async def __aenter__(self) -> Self:
        address = self.url.replace("http://", "ws://") + "/_stcore/stream"
        protocol = websockets.Subprotocol("streamlit")
        self._socket = await websockets.connect(
            address, subprotocols=[protocol], max_size=_LARGEST, open_timeout=_TIMEOUT_S
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
        self._page, self._query = page, query
        return await self._run()

    async def choose(self, label: str, *values: str) -> Run:
        """Choose words in the box of a label, as a click does."""
        known = self.widgets[label]
        state = WidgetState(id=known.id)
        if known.DESCRIPTOR.name == "MultiSelect":
            state.string_array_value.data.extend(values)
        else:
            state.string_value = values[0]
        self._states[known.id] = state
        return await self._run()

    async def _run(self) -> Run:
        asked = BackMsg()
        client = asked.rerun_script
        client.query_string = self._query
        client.page_name = self._page
        client.page_script_hash = self._hash
        client.widget_states.widgets.extend(self._states.values())
        client.context_info.url = f"{self.url}/{self._page}"
        client.context_info.timezone = "Europe/London"
        client.context_info.locale = "en-GB"
        began = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        sent, first, errors = 0, 0.0, []
        while True:
            content = await self._socket.recv()
            first = first or time.perf_counter() - began
            sent += len(content)
            message = ForwardMsg.FromString(content)
            errors += self._take(message)
            if message.WhichOneof("type") == "script_finished":
                # A page whose widgets read the address may begin again at once.
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                break
        seconds = time.perf_counter() - began
        return Run(seconds=seconds, first=first, sent=sent, errors=tuple(errors))

    def _take(self, message: ForwardMsg) -> list[str]:
        """Keep what a message says of widgets and of the page; its errors."""
        match message.WhichOneof("type"):
            case "new_session":
                self._hash = message.new_session.page_script_hash
            case "navigation":
                self._hash = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                return self._element(message.delta.new_element)
        return []

    def _element(self, element: Any) -> list[str]:
        kind = element.WhichOneof("type")
        if kind in _WIDGETS:
            widget = getattr(element, kind)
            self.widgets[widget.label] = widget
        elif kind == "exception":
            return [element.exception.message]
        elif kind == "alert" and element.alert.format == element.alert.ERROR:
            return [element.alert.body]
        return []
