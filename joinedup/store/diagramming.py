"""Driver diagrams and fishbones as people write them: text. Pure records.

Kept as states: a change adds a row, and the last row about one holds. Imports nothing. Written
and read by :mod:`.diagrams`, which checks the bounds below.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DiagramKind = Literal["driver", "fishbone"]

MAX_DIAGRAM_NAME = 100
MAX_DIAGRAM_TEXT = 10_000
#: A tab is as wide as this many spaces: indentation is what an outline is made of.
TAB = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A diagram as text; one state of it.

    Attributes:
        id: The same in all of its states; part of its address.
        dataset: Of the footprint.
        programme: Id of the programme it is about; empty for the whole footprint.
        name: 1 to 100 characters on one line.
        text: Its outline, up to 10,000 characters; see ``docs/programmes.md``.
        owner: Who made it.
        created_at: When it was made, in UTC.
        author: Who made this state.
        changed_at: When this state was made, in UTC.
        archived: Whether it is put away: kept, and shown to those who have its link.
        number: Its place among all states that a store keeps, from 1; 0 before it is kept.
    """

    id: str
    dataset: str
    kind: DiagramKind
    programme: str
    name: str
    text: str
    owner: str
    created_at: datetime
    author: str
    changed_at: datetime
    archived: bool = False
    number: int = 0
