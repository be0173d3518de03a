"""What meetings leave behind: stories that are told, and notes that are taken. Pure records.

Both are kept as states: a change adds a row, and the last row about one holds. Imports nothing.
Written and read by :mod:`.stories` and :mod:`.meeting_notes`, which check the bounds below.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

#: What a note says: what was decided, what somebody is to do, or anything else.
NoteKind = Literal["decision", "action", "note"]
#: What has become of a note. One that is withdrawn is still kept.
NoteState = Literal["open", "done", "withdrawn"]

MAX_STORY_NAME = 100
MAX_STEPS = 50
MAX_HEADING = 100
MAX_SPOKEN = 1_000
MAX_NOTE_TEXT = 1_000
MAX_WHO = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStep:
    """One picture of a story.

    Attributes:
        view: Id of a saved view.
        heading: 1 to 100 characters on one line.
        spoken: What the speaker wants to say; up to 1,000 characters on any lines, or empty.
    """

    view: str
    heading: str
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Saved views in an order, told in a meeting; one state of it.

    Attributes:
        id: The same in all of its states; part of its address.
        name: 1 to 100 characters on one line.
        owner: Who made it.
        created_at: When it was made, in UTC.
        author: Who made this state.
        changed_at: When this state was made, in UTC.
        steps: In the order in which they are shown; may be none.
        archived: Whether it is put away: kept, and shown to those who have its link.
        number: Its place among all states that a store keeps, from 1; 0 before it is kept.
    """

    id: str
    name: str
    owner: str
    created_at: datetime
    author: str
    changed_at: datetime
    steps: tuple[StoryStep, ...] = ()
    archived: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNote:
    """What was noted in a meeting; one state of it.

    It is about a saved view, an organisation, or an introduction: an organisation and whom it is
    to meet. Where it names none of them it is about the footprint.

    Attributes:
        id: The same in all of its states.
        dataset: Of the footprint.
        text: 1 to 1,000 characters, on any lines.
        author: Who took it.
        noted_at: When it was taken, in UTC.
        changed_by: Who made this state; who took it at first.
        changed_at: When this state was made, in UTC.
        who: A role or an organisation, up to 100 characters; may be empty.
        by_when: The day by which it is to be done; None for none.
        view: Id of a saved view; empty for none.
        organisation, target: Ids; ``target`` only beside ``organisation``.
        story: Id of the story in which it was taken; empty for none.
        number: Its place among all states that a store keeps, from 1; 0 before it is kept.
    """

    id: str
    dataset: str
    kind: NoteKind
    text: str
    author: str
    noted_at: datetime
    changed_by: str
    changed_at: datetime
    state: NoteState = "open"
    who: str = ""
    by_when: date | None = None
    view: str = ""
    organisation: str = ""
    target: str = ""
    story: str = ""
    number: int = 0
