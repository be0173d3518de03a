"""Stories as rows: what is read and written inside one transaction.

Standard SQL only, by SQLAlchemy's expressions; the transactions are :mod:`.engine`'s.
"""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from joinedup.errors import StoreError
from joinedup.store.meetings import (
    MAX_HEADING,
    MAX_SPOKEN,
    MAX_STEPS,
    MAX_STORY_NAME,
    Story,
    StoryStep,
)
from joinedup.store.queries import damaged_row
from joinedup.store.schema import stories
from joinedup.store.states import add_state, newest_states, seen_state, states_of
from joinedup.store.wording import check_author, check_line, check_lines, is_short_id, time_text

#: So many states are kept of all stories together.
MOST_KEPT = 20_000


def newest(connection: Connection) -> tuple[Story, ...]:
    """The last state of every story, the last changed first.

    Raises:
        StoreError: When a row is damaged.
    """
    asked = newest_states(stories.c.story)
    rows = connection.execute(asked.order_by(stories.c.number.desc()))
    return tuple(_story(row) for row in rows)


def states(connection: Connection, story: str) -> tuple[Story, ...]:
    """Every state of one story, the oldest first; empty where there is none.

    Raises:
        StoreError: When a row is damaged.
    """
    if not is_short_id(story):
        return ()
    return tuple(_story(row) for row in states_of(connection, stories.c.story, story))


def _story(row: Row[Any]) -> Story:
    try:
        return Story(
            id=row.story,
            name=row.name,
            owner=row.owner,
            created_at=datetime.fromisoformat(row.created_at),
            author=row.author,
            changed_at=datetime.fromisoformat(row.changed_at),
            steps=tuple(_step(one) for one in json.loads(row.steps)),
            archived=bool(row.archived),
            number=row.number,
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise damaged_row() from error


def _step(found: Any) -> StoryStep:
    view, heading, spoken = (str(part) for part in found)
    return StoryStep(view=view, heading=heading, spoken=spoken)


def row_of(one: Story) -> dict[str, Any]:
    """A story as it goes into the table; needs no database.

    Raises:
        StoreError: When it breaks its bounds.
    """
    if not is_short_id(one.id):
        raise StoreError("A story cannot have this id", value=one.id)
    if len(one.steps) > MAX_STEPS:
        raise StoreError(
            "The story has too many steps",
            value=len(one.steps),
            hint=f"Keep it to {MAX_STEPS} at most, or make two stories of it.",
        )
    name = check_line(
        one.name, "The name", MAX_STORY_NAME, hint="Give a name to find the story by."
    )
    steps = [_checked(number, step) for number, step in enumerate(one.steps, start=1)]
    return {
        "story": one.id,
        "name": name,
        "owner": check_author(one.owner),
        "author": check_author(one.author),
        "created_at": time_text(one.created_at),
        "changed_at": time_text(one.changed_at),
        "archived": int(one.archived),
        "steps": json.dumps(steps),
    }


def _checked(number: int, step: StoryStep) -> tuple[str, str, str]:
    if not is_short_id(step.view):
        raise StoreError("A saved view cannot have this id", value=step.view)
    heading = check_line(
        step.heading,
        f"The heading of step {number}",
        MAX_HEADING,
        hint="Say in a few words what this step shows.",
    )
    spoken = check_lines(step.spoken, f"The speaker's note of step {number}", MAX_SPOKEN)
    return step.view, heading, spoken


def write(connection: Connection, row: dict[str, Any], seen: int) -> Story:
    """Add a state, and give it back as it is kept.

    Raises:
        StoreError: When somebody has saved the story since ``seen``, or there are too many.
    """
    seen_state(
        connection,
        stories.c.story,
        row,
        seen,
        "saved this story",
        hint="Nothing of theirs was changed. Look at the story as it is now, then make your "
        "changes again.",
    )
    full = "Too many stories are kept"
    return _story(add_state(connection, stories.c.story, row, most=MOST_KEPT, refusal=full))
