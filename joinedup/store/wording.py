"""What the store takes as words and ids of what people write: bounds, and what is said of them."""

import re
import unicodedata
from datetime import UTC, datetime

from joinedup.errors import StoreError

MAX_AUTHOR = 100
MAX_NOTE = 500
MAX_FILE_NAME = 255

_DATASET_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_DATASET_ID = 100
_SHORT_ID = re.compile(r"[A-Za-z0-9_-]{4,40}")
_SHA256 = re.compile(r"([0-9a-f]{64})?")
_CONTROL = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTION = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_dataset_id(text: str) -> bool:
    """Whether a dataset may have this id."""
    return len(text) <= _MAX_DATASET_ID and bool(_DATASET_ID.fullmatch(text))


def check_dataset_id(text: str) -> None:
    """Raise :class:`StoreError` unless a dataset may have this id."""
    if not is_dataset_id(text):
        raise StoreError(
            "A dataset cannot have this id",
            value=text,
            hint="Use small letters and digits, with single hyphens between them.",
        )


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


def check_author(text: str) -> str:
    """The author's name without space around it.

    Raises:
        StoreError: When it is empty, too long, or holds control characters.
    """
    return check_line(
        text, "Your name", MAX_AUTHOR, hint="Give the name that the history shall show."
    )


def check_reason(text: str) -> str:
    """A reason without space around it; may be empty.

    Raises:
        StoreError: When it is too long, or holds control characters.
    """
    hint = "Say it in a sentence."
    return check_line(text, "The reason", MAX_NOTE, hint=hint) if text.strip() else ""


def check_note(text: str) -> str:
    """The note without space around it.

    Raises:
        StoreError: When it is empty, too long, or holds control characters.
    """
    return check_line(text, "The note", MAX_NOTE, hint="Say in a sentence why this is published.")


def check_file(name: str, sha256: str) -> None:
    """Raise :class:`StoreError` unless both can stand in a version; empty is fine."""
    if name:
        check_line(
            name, "The file's name", MAX_FILE_NAME, hint="Rename the file and upload it again."
        )
    if not _SHA256.fullmatch(sha256):
        raise StoreError("This is not the SHA-256 of a file", value=sha256)


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
