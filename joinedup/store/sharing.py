"""What people share: views that they have saved under a name. Pure records.

A saved view is kept as states: a new name, putting it away and taking it out again each add a
row, and the last row about one holds. What it shows never changes, because its link is in other
people's hands. Imports nothing. Written and read by :mod:`.saved_views`, which checks the bounds.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

MAX_VIEW_NAME = 100
MAX_VIEW_NOTE = 500
#: The address's parameters as JSON, in bytes.
MAX_QUERY = 4_096
#: Crockford's base 32 in lower case: no letter that looks like a figure or another letter.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 10
_ID = re.compile(f"[{ALPHABET}]{{{_LENGTH}}}")
_ALIKE = str.maketrans("oil", "011")

#: The parameters of an address, in its order.
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A view under a name; one state of it.

    Attributes:
        id: The same in all of its states; part of its address: ten of :data:`ALPHABET`.
        name: 1 to 100 characters on one line.
        owner: Who saved it.
        dataset: Id of the footprint.
        page: Path of its page: ``map``; ``overview`` for the first one.
        query: Its parameters as they stand in an address.
        pinned: Whether date and version are among them; else it shows the newest version today.
        created_at: When it was saved, in UTC.
        author: Who made this state.
        changed_at: When this state was made, in UTC.
        note: What it is for, up to 500 characters on one line; may be empty.
        archived_at: When it was put away, in UTC: kept, and shown to those who have its link.
            None where it is not.
        number: Its place among all states that a store keeps, from 1; 0 before it is kept.
    """

    id: str
    name: str
    owner: str
    dataset: str
    page: str
    query: Pairs
    pinned: bool
    created_at: datetime
    author: str
    changed_at: datetime
    note: str = ""
    archived_at: datetime | None = None
    number: int = 0


def new_view_id() -> str:
    """An id that nobody can guess: 50 bits by chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))


def view_id(text: str) -> str:
    """The id that a text means, however it was typed or read out; empty where it is none."""
    if len(text) > 2 * _LENGTH:
        return ""
    found = text.strip().casefold().translate(_ALIKE)
    return found if _ID.fullmatch(found) else ""
