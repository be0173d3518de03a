"""Stories: saved views in an order, each with a heading and what the speaker wants to say.

Every save keeps the former state. Whoever saves over a state that somebody else has made
meanwhile is refused, and hears of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from joinedup.services.versions import store
from joinedup.store.meetings import MAX_HEADING, Story, StoryStep
from joinedup.store.sharing import SavedView, new_view_id, view_id

_Item = TypeVar("_Item")


def all_stories(*, archived: bool = False) -> tuple[Story, ...]:
    """The stories, the last changed first; those that are put away only where asked for.

    Raises:
        StoreError: When the store cannot be read.
    """
    return tuple(one for one in store().stories() if archived or not one.archived)


def find_story(story_id: str) -> Story | None:
    """A story as it is now, put away or not, however its id was typed; None where there is none.

    Raises:
        StoreError: When the store cannot be read.
    """
    found = store().story_states(view_id(story_id))
    return found[-1] if found else None


def story_views(one: Story) -> Mapping[str, SavedView]:
    """The saved views of a story's steps that are there, put away or not, by id.

    Raises:
        StoreError: When the store cannot be read.
    """
    wanted = dict.fromkeys(step.view for step in one.steps)
    found = {key: store().saved_view(key) for key in wanted}
    return {key: view for key, view in found.items() if view}


def new_story(name: str, views: Iterable[SavedView] = (), *, author: str) -> Story:
    """Begin a story with a step for each of some saved views.

    Raises:
        StoreError: When name or author are missing or too long, or nothing can be written.
    """
    now = datetime.now(UTC)
    made = Story(
        id=new_view_id(),
        name=name,
        owner=author,
        created_at=now,
        author=author,
        changed_at=now,
        steps=tuple(step_of(one) for one in views),
    )
    return store().save_story(made)


def save_story(
    former: Story,
    *,
    author: str,
    name: str | None = None,
    steps: Sequence[StoryStep] | None = None,
    archived: bool | None = None,
) -> Story:
    """Keep a new state of a story: what is None stays as it is.

    Args:
        former: The state that the author has seen.

    Raises:
        StoreError: When somebody has saved it since, words break their bounds, or nothing can be
            written.
    """
    made = replace(
        former,
        name=former.name if name is None else name,
        steps=former.steps if steps is None else tuple(steps),
        archived=former.archived if archived is None else archived,
        author=author,
        changed_at=datetime.now(UTC),
    )
    if (made.name, made.steps, made.archived) == (former.name, former.steps, former.archived):
        return former
    return store().save_story(made, seen=former.number)


def step_of(view: SavedView) -> StoryStep:
    """A step that shows a saved view, with its name as heading and its note to be said."""
    return StoryStep(view=view.id, heading=view.name[:MAX_HEADING].strip(), spoken=view.note)


def moved(order: Sequence[_Item], index: int, by: int) -> tuple[_Item, ...]:
    """An order with the item at ``index`` moved by so many places, as far as there is room."""
    left = [*order[:index], *order[index + 1 :]]
    to = min(max(index + by, 0), len(left))
    return (*left[:to], order[index], *left[to:])
