"""What the store takes as words and ids of what people write: bounds, and what is said of them."""

import re
import unicodedata
from datetime import UTC, datetime

from joinedup.errors import StoreError

_SHORT_ID = re.compile(r"[A-Za-z0-9_-]{4,40}")
_CONTROL = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTION = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_short_id(text: str) -> bool:
    """Whether this can be the id of a story, a note or a saved view."""
    return bool(_SHORT_ID.fullmatch(text))


def check_line(text: str, what: str, longest: int, *, hint: str) -> str:
    """A text on one line, without space around it.

    Args:
        what: What it is, for the message: ``The name``.
        hint: What to do where it is missing.

    Raises:
        StoreError: When it is empty, too long, or holds line breaks or hidden characters.
    """
    clean = text.strip()
    if not clean:
        raise StoreError(f"{what} is missing", hint=hint)
    _check_length(clean, what, longest)
    if any(_is_hidden(sign) for sign in clean):
        raise StoreError(
            f"{what} has line breaks or hidden characters in it",
            value=clean,
            hint="Type it again, on one line.",
        )
    return clean


def check_lines(text: str, what: str, longest: int) -> str:
    """A text on any lines, without space around it; may be empty.

    Raises:
        StoreError: When it is too long, or holds hidden characters.
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    _check_length(clean, what, longest)
    if any(_is_hidden(sign) for sign in clean if sign != "\n"):
        raise StoreError(f"{what} has hidden characters in it", hint="Type it again.")
    return clean


def _check_length(clean: str, what: str, longest: int) -> None:
    if len(clean) > longest:
        raise StoreError(
            f"{what} has {len(clean):,} characters", hint=f"Keep it to {longest:,} at most."
        )


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _CONTROL or sign in _DIRECTION


def time_text(when: datetime) -> str:
    """A time as the store keeps it: in UTC, as ISO 8601 writes it.

    Raises:
        StoreError: When it has no zone.
    """
    if when.tzinfo is None:
        raise StoreError("The time has no zone", value=when)
    return when.astimezone(UTC).isoformat()
