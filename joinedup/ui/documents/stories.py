"""The document of Stories: each with its steps, their headings and what the speaker says."""

from collections.abc import Mapping, Sequence

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render.document import Block
from joinedup.services import SavedView
from joinedup.store.meetings import Story
from joinedup.ui import cache, story_editing
from joinedup.ui import stories as page
from joinedup.ui.documents.making import Content, Wanted, paragraphs, section, still

_COLUMNS = ("Step", "Heading", "Speaker's note", "Shows")
_NONE_YET = (
    "A story is made from saved views, on the page Stories. Save one view for each thing that you "
    "want to say."
)
_GONE = "Its saved view is gone"


def content(wanted: Wanted) -> Content:
    """All stories as they are saved, the last changed first, and then what is put away."""
    try:
        found = services.all_stories(archived=True)
        views = {one.id: one for one in services.saved_views()}
    except StoreError:
        return Content(subject=page.SUBJECT, sentence=page.UNREAD, blocks=(), sourced=False)
    current = [one for one in found if not one.archived]
    away = [one for one in found if one.archived]
    return Content(
        subject=page.SUBJECT,
        sentence=page.sentence_of(current),
        blocks=(
            *(_told(current, views) if current else paragraphs(_NONE_YET)),
            *((section(f"Put away ({len(away):,})"), *_told(away, views)) if away else ()),
        ),
        sourced=False,
    )


def _told(found: Sequence[Story], views: Mapping[str, SavedView]) -> list[Block]:
    return [block for one in found for block in _story(one, views)]


def _story(one: Story, views: Mapping[str, SavedView]) -> tuple[Block, ...]:
    names = cache.names()
    rows = [
        (
            f"{number}",
            step.heading,
            step.spoken,
            story_editing.view_words(views[step.view], names) if step.view in views else _GONE,
        )
        for number, step in enumerate(one.steps, start=1)
    ]
    title = section(one.name, 2 if one.archived else 1)
    steps = (still(_COLUMNS, rows, "Its steps"),) if rows else ()
    return (title, *paragraphs(f"{page.told(one)}."), *steps)
