"""The document of Saved views: their names, what they show, and the end of their short links."""

from collections.abc import Sequence

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render.document import Block
from joinedup.services import SavedView
from joinedup.ui import cache
from joinedup.ui import saved_views as page
from joinedup.ui.documents.making import Content, Wanted, paragraphs, plain, still

_COLUMNS = ("Name", "What it is for", "What it shows", "Link")
_LINKS = "A link is the dashboard's own address, a slash, and what stands in the last column."


def content(wanted: Wanted) -> Content:
    """All of the page, the newest first, and then what is put away."""
    try:
        found = services.saved_views()
    except StoreError:
        return Content(subject="", sentence=page.UNREAD, blocks=(), sourced=False)
    blocks = _tables(found) if found else paragraphs(plain(page.NOBODY))
    return Content(subject="", sentence=page.sentence_of(found), blocks=blocks, sourced=False)


def _tables(found: Sequence[SavedView]) -> tuple[Block, ...]:
    current = [one for one in found if one.archived_at is None]
    away = [one for one in found if one.archived_at is not None]
    blocks = [_table(current, "Saved views, the newest first")] if current else []
    if away:
        blocks.append(_table(away, f"Put away ({len(away):,})"))
    return tuple(blocks)


def _table(found: Sequence[SavedView], heading: str) -> Block:
    names = cache.names()
    rows = [
        (one.name, one.note, page.about(one, names), services.short_address(one)) for one in found
    ]
    return still(_COLUMNS, rows, heading, note=_LINKS)
