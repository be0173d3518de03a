"""The page in which a story is told, as HTML; its script and style are in ``static/present*``.

Without scripts it is a list of links to the pictures. Everything from a story is escaped.
Imports :mod:`joinedup.render.escaping`. Tested by ``tests/unit/test_render_presenting.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from joinedup.render.escaping import escape

_TEMPLATE = Path(__file__).parent / "static" / "present.html"
_GONE = "The saved view of this step is gone."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """A step as the page shows it; ``address`` is empty where its saved view is gone."""

    heading: str
    spoken: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the page needs to know of the dashboard around it.

    Attributes:
        static: Address of the folder with script and style.
        hashed: Changes when these do.
        leave: Where the way out leads.
        notes: Address of the form for a note.
    """

    static: str
    hashed: str
    leave: str
    notes: str


def page(
    story: str, name: str, steps: Sequence[ShownStep], around: Around, *, speaker: bool
) -> str:
    """The page of a story.

    Args:
        story: Its id.
        name: Its name.
        speaker: Whether it is the speaker's own window: notes instead of pictures.
    """
    named = f"{name} · Speaker's window" if speaker else name
    values = {
        "title": f"{named} · Joined Up",
        "kind": "speaker" if speaker else "shell",
        "story": story,
        "name": named,
        "static": around.static,
        "v": around.hashed,
        "leave": around.leave,
        "notes": around.notes,
    }
    template = Template(_TEMPLATE.read_text("utf-8"))
    escaped = {key: escape(value) for key, value in values.items()}
    return template.substitute(escaped, steps="\n".join(_step(one) for one in steps))


def _step(one: ShownStep) -> str:
    heading = f'<span class="heading">{escape(one.heading)}</span>'
    spoken = f'<p class="spoken" hidden>{escape(one.spoken)}</p>'
    if not one.address:
        return f"<li>{heading}<p>{_GONE}</p>{spoken}</li>"
    return f'<li><a href="{escape(one.address)}">{heading}</a>{spoken}</li>'


def nothing(heading: str, words: str, around: Around) -> str:
    """A page that says why there is no story to show, and where to go."""
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(heading)} · Joined Up</title>"
        f'<link rel="icon" href="{escape(around.static)}/icon.svg">'
        f'<link rel="stylesheet" href="{escape(around.static)}/present.css'
        f'?v={escape(around.hashed)}"></head><body class="plain">'
        f"<header><h1>{escape(heading)}</h1></header><main><p>{escape(words)}</p>"
        f'<p><a href="{escape(around.leave)}">To the stories</a></p></main></body></html>\n'
    )
