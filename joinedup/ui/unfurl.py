"""What a chat or an e-mail program shows of a link before anybody opens it.

It asks for the page and reads its head, without running a script. So the head says which page it
is, of what, and what is on it. Only what the dashboard knows is said: a name out of the address
that is no place of the footprint is left out.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from joinedup.render.escaping import escape
from joinedup.render.sentence import what, where
from joinedup.services import VIEW_PARAMETER, SavedView, read, scope_of
from joinedup.ui import cache, short_links
from joinedup.ui.front_end import base_path
from joinedup.ui.linked_views import view_of
from joinedup.ui.menu import PAGES

_LOG = logging.getLogger("joinedup")
NAME = "Joined Up"
DESCRIPTION = "Who works with whom in an integrated care system, and who is unconnected."
_LONGEST = 8_000
_MOST = 300


@dataclass(frozen=True, slots=True)
class Unfurled:
    """What the head of a page says: its title, and a sentence below it."""

    title: str = NAME
    description: str = DESCRIPTION

    def head(self) -> str:
        """The same as tags for the head of a page."""
        found = {
            "og:site_name": NAME,
            "og:type": "website",
            "og:title": self.title,
            "og:description": self.description,
        }
        metas = (
            f'<meta property="{name}" content="{escape(_short(text))}">'
            for name, text in found.items()
        )
        described = f'<meta name="description" content="{escape(_short(self.description))}">'
        return f"<title>{escape(self.title)}</title>{described}{''.join(metas)}"


def unfurled(path: str, query: bytes, *, whole: bool) -> Unfurled:
    """What the head of a page says. Never fails: a plain title is better than none.

    Args:
        path: Of the address.
        query: Of the address, as it came.
        whole: Whether to look into the data as well, which takes some tens of milliseconds. A
            browser is not made to wait for that: it shows the page itself.
    """
    try:
        name = _page(path)
        if not name or len(query) > _LONGEST:
            return Unfurled()
        params = parse_qs(query.decode("latin-1"))
        saved = short_links.kept((params.get(VIEW_PARAMETER) or [""])[-1])
        return _of_page(name, params, saved, whole=whole)
    except Exception:
        _LOG.exception("What a link shows could not be said")
        return Unfurled()


def _of_page(
    page: str, params: Mapping[str, list[str]], saved: SavedView | None, *, whole: bool
) -> Unfurled:
    title = f"{page} · {NAME}"
    description = DESCRIPTION
    if whole:
        place, description = _halves(params)
        title = f"{page}: {place} · {NAME}"
    if saved is None:
        return Unfurled(title, description)
    # What somebody wrote of it says more than the figures.
    description = " ".join(part for part in (_ended(saved.note), description) if part)
    return Unfurled(f"{saved.name} · {NAME}", description)


def _ended(note: str) -> str:
    """What somebody wrote, with an end before the next sentence."""
    return f"{note}." if note and note[-1].isalnum() else note


def _halves(params: Mapping[str, list[str]]) -> tuple[str, str]:
    view, _ = view_of(params)
    one = cache.dataset(view.dataset, view.version)
    reading = read(one, cache.connections(one, scope_of(view)), view)
    words = "Made-up data. " if one.illustrative else ""
    return where(reading), f"{words}{what(reading)}"


def is_page(path: str) -> bool:
    """Whether a path is that of one of our pages."""
    return bool(_page(path))


def _page(path: str) -> str:
    """The name of the page at a path, as the menu has it; empty where there is none."""
    asked = path.removeprefix(base_path()).strip("/")
    return next((title for _, title, url, _ in PAGES if url == asked), "")


def _short(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1].rstrip()}…"
