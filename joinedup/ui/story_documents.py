"""A story as documents: each of its steps as the page of its saved view, in its order.

A step is told in a minute, so it has a page or two of its page: figures, pictures, and the first
rows of the first table. Its link opens the rest.
"""

from collections.abc import Iterable
from dataclasses import replace
from time import monotonic

from joinedup import services
from joinedup.errors import DocumentError
from joinedup.render.document import Block, Cell, Document, Figures, Step, Story, Table, Words
from joinedup.render.wording import cell_text
from joinedup.services import SavedView
from joinedup.store.meetings import StoryStep
from joinedup.ui.documents import of_query
from joinedup.ui.documents.making import PATIENCE_S

#: Of a step's table at most so many rows, and about so many letters: half a page of A4.
MOST_ROWS = 15
_MOST_LETTERS = 3_000
_MOST_PARAGRAPHS = 6
_THE_REST = "The whole page, with all its tables, in a browser"


def story_document(story_id: str, *, root: str, wide: bool = False) -> Story:
    """A story with the document of each step.

    A step whose saved view is not kept any more is left out, and the story's note says so. What
    of a saved view cannot be shown any more stands among the caveats of its step.

    Args:
        story_id: However it was typed.
        root: The dashboard's address without a slash at its end; empty where it is not known.
        wide: Whether its pictures are to be of the shape of a slide.

    Raises:
        DocumentError: When there is no such story, or nothing in it.
        DatasetError, StoreError: When no version, or no story, can be read.
    """
    one = services.find_story(story_id)
    if one is None:
        raise DocumentError(
            "There is no story under this address",
            hint="Choose it from the list on the page Stories.",
        )
    views = services.story_views(one)
    # All steps together wait no longer than one page would.
    until = monotonic() + PATIENCE_S
    steps = [
        _step(step, views[step.view], root, wide=wide, until=until)
        for step in one.steps
        if step.view in views
    ]
    if not steps:
        raise DocumentError(
            "This story has no steps yet", hint="Choose saved views for it on the page Stories."
        )
    gone = [step.heading for step in one.steps if step.view not in views]
    left_out = f"Left out, as their saved views are gone: {'; '.join(gone)}." if gone else ""
    return Story(
        name=one.name,
        steps=tuple(steps),
        note=left_out,
        link=f"{root}/joinedup/present/{one.id}?step=1" if root else "",
    )


def _step(step: StoryStep, view: SavedView, root: str, *, wide: bool, until: float) -> Step:
    link = f"{root}/{services.short_address(view)}" if root else ""
    made, problems = of_query(view.page, view.query, link=link, wide=wide, until=until)
    told = tuple(one.message for one in problems)
    document = replace(brief(made), caveats=(*told, *made.caveats))
    return Step(heading=step.heading, document=document, note=step.spoken)


def brief(one: Document) -> Document:
    """A document cut to what is told of it in a story: a page or two of A4."""
    figures = [block for block in one.blocks if isinstance(block, Figures)]
    first: list[Block] = [*figures, *one.pictures]
    return replace(one, blocks=(*first, *_told(one.blocks)), upright=True, link_words=_THE_REST)


def _told(blocks: Iterable[Block]) -> list[Block]:
    """Words up to the first table, and its first rows."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Words) and len(found) < _MOST_PARAGRAPHS:
            found.append(block)
        elif isinstance(block, Table):
            return [*found, _cut(block)]
    return _without_last_heading(found)


def _without_last_heading(found: list[Block]) -> list[Block]:
    while found and isinstance(found[-1], Words) and found[-1].level:
        found = found[:-1]
    return found


def _cut(one: Table) -> Table:
    """The first rows of a table; it says how many there are."""
    rows: list[tuple[Cell, ...]] = []
    letters = 0
    for row in one.rows[:MOST_ROWS]:
        letters += sum(len(cell_text(cell)) for cell in row)
        if rows and letters > _MOST_LETTERS:
            break
        rows.append(row)
    whole = max(one.total or 0, len(one.rows))
    return replace(one, rows=tuple(rows), total=whole if whole > len(rows) else None)
