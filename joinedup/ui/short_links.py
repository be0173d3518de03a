"""The short link of a saved view: ``/?view=0123456789`` leads to its page with all parameters.

It is answered by the server, so that the page that opens is the one that any long link opens.
"""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from joinedup import services, views
from joinedup.errors import StoreError
from joinedup.services import VIEW_PARAMETER, SavedView
from joinedup.ui.front_end import base_path

#: How a page is shown, which a short link may ask for as well.
_CARRIED = ("embed", "embed_options", "present")
_LONGEST = 1_000


class ShortLinks:
    """Redirects short links; passes everything else on.

    A link that names a view and holds parameters of its own is left alone: it has been opened
    already. So is one that names a view that is not kept: the page says so.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a short link; pass everything else on."""
        target = await _target(scope) if scope["type"] == "http" else ""
        if not target:
            await self._app(scope, receive, send)
            return
        # What it shows may be put away or, where it is not pinned, be of another day tomorrow.
        answer = RedirectResponse(target, 302, headers={"cache-control": "no-store"})
        await answer(scope, receive, send)


async def _target(scope: Scope) -> str:
    query: bytes = scope["query_string"]
    root = scope["path"] in (base_path(), f"{base_path()}/")
    if not root or scope["method"] not in ("GET", "HEAD") or len(query) > _LONGEST:
        return ""
    pairs = parse_qsl(query.decode("latin-1"))
    asked = view_of(pairs)
    if not asked or any(name in views.PARAMETERS for name, _ in pairs):
        return ""
    return await run_in_threadpool(_address, asked, pairs)


def view_of(pairs: Iterable[tuple[str, str]]) -> str:
    """The saved view that an address names; empty where it names none."""
    return next((value for name, value in pairs if name == VIEW_PARAMETER), "")


def kept(text: str) -> SavedView | None:
    """The saved view of an id; None where there is none, or the store cannot be read.

    The page that opens then says which.
    """
    try:
        return services.saved_view(text)
    except StoreError:
        return None


def _address(asked: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Where a short link leads; empty for an unknown one."""
    one = kept(asked)
    if one is None:
        return ""
    carried = [pair for pair in pairs if pair[0] in _CARRIED]
    more = f"&{urlencode(carried)}" if carried else ""
    return f"{base_path()}/{services.view_address(one)}{more}"
