"""What the server does by itself once it runs: gets ready what its first readers will ask for.

It begins after the first page has had time to be served, which it would only hold up.
"""

import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Timer
from typing import Any

from joinedup.errors import JoinedUpError
from joinedup.services import default_view, scope_of
from joinedup.ui import cache, front_end, garbage, packing, server, sockets, state

_LOG = logging.getLogger("joinedup")
#: Seconds after the start: whoever starts the program opens its first page within them.
AFTER_S = 4.0
#: What pages import when they are first opened. Not streamlit-folium, which a page has to import,
#: as :mod:`.frames` says: it registers its frame with the runtime only then.
MODULES = (
    "folium",
    "igraph",
    "joinedup.render.blocks",
    "joinedup.render.picture",
    "joinedup.render.svg_counted",
    "joinedup.ui.about",
    "joinedup.ui.history",
    "joinedup.ui.list_columns",
    "joinedup.ui.list_plan",
    "joinedup.ui.list_publish",
    "joinedup.ui.lists",
    "joinedup.ui.organisation",
    "networkx",
)


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """From the server's start to its end; what ``st.App`` takes under this name."""
    garbage.keep_searches_short()
    sockets.send_at_once()
    timer = Timer(AFTER_S, warm_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def warm_up() -> None:
    """Import what pages need, and read every footprint, the one that opens by itself first.

    One that cannot be read is left alone: whoever opens it is told why.
    """
    try:
        known = list(cache.names())
    except JoinedUpError as error:
        _LOG.warning("Nothing to get ready: %s", error)
        return
    front_end.pack()
    packing.packed(server.drawing())
    for module in MODULES:
        importlib.import_module(module)
    for one in known:
        try:
            _get_ready(one)
        except JoinedUpError as error:
            _LOG.warning("Could not get %s ready: %s", one, error)


def _get_ready(dataset_id: str) -> None:
    version = cache.newest(dataset_id)
    one = cache.dataset(dataset_id, version)
    cache.connections(one, scope_of(default_view(one.id, state.today())))
    cache.outlines(one.id, version)
    packing.packed(cache.organisations_json(one.id, version))
    packing.packed(cache.boundaries(one.id, version))
