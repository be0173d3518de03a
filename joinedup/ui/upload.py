"""The list that this session is uploading: where it is on its way, and what was chosen."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from joinedup.imports.choices import Choices
from joinedup.imports.fields import Kind
from joinedup.imports.plan import Plan
from joinedup.imports.reading import SourceFile
from joinedup.imports.tables import Table
from joinedup.imports.work import Tell
from joinedup.services.partner_lists import Suggested
from joinedup.store.protocol import VersionInfo

_KEY = "_upload"
#: The steps of a list, in order, as the page counts them.
STEPS = ("Choose a file", "Check the columns", "See what would change", "Published")


@dataclass(slots=True, kw_only=True)
class Upload:
    """A list on its way into the record.

    Attributes:
        source: The file.
        sheet: The sheet that is read.
        kind: As which kind it is read.
        suggested: What its columns seem to mean in a list of that kind.
        columns: Field by index of the column, as chosen so far.
        personal: Columns of personal data.
        allowed: Those of them that are ticked in.
        decisions: Answers to questions, by their key.
        reading: Counts how often the columns were suggested anew.
        new: Whether it is to start a footprint instead of going into the one on screen.
        start: Name of that new footprint.
        places: LAD codes of the places of that new footprint.
        published: What came of it.
        read: Names of the sheets of the file that have been published.
    """

    source: SourceFile
    step: int = 1
    sheet: str = ""
    table: Table | None = None
    kind: Kind | None = None
    suggested: Suggested | None = None
    columns: dict[int, str] = field(default_factory=dict)
    personal: frozenset[int] = frozenset()
    allowed: frozenset[int] = frozenset()
    decisions: dict[str, str] = field(default_factory=dict)
    choices: Choices | None = None
    reading: int = 0
    new: bool = False
    start: str = ""
    places: tuple[str, ...] = ()
    plan: Plan | None = None
    published: VersionInfo | None = None
    said: str = ""
    read: tuple[str, ...] = ()


def current() -> Upload | None:
    """The list of this session; None where no file has been chosen."""
    found: Upload | None = st.session_state.get(_KEY)
    return found


def begin(one: Upload) -> None:
    """Take a list up."""
    st.session_state[_KEY] = one


def forget() -> None:
    """Let the list go, with everything chosen for it; for callbacks only."""
    st.session_state.pop(_KEY, None)
    # A new key empties the file chooser; Streamlit has no other way.
    st.session_state["_upload_number"] = number() + 1


def number() -> int:
    """Counts the lists of this session, so that each has a file chooser of its own."""
    return int(st.session_state.get("_upload_number", 0))


def go(step: int) -> None:
    """Go to a step; for callbacks only."""
    one = current()
    if one is not None:
        one.step, one.said = step, ""


def answer(key: str, widget: str) -> None:
    """Keep the answer that a widget holds to a question; for callbacks only."""
    one, chosen = current(), st.session_state.get(widget)
    if one is not None:
        kept: Mapping[str, str] = one.decisions
        one.decisions = {name: value for name, value in kept.items() if name != key}
        if chosen:
            one.decisions[key] = str(chosen)


@contextmanager
def working(label: str, *, cancel: Callable[[], None] | None = None) -> Iterator[Tell]:
    """A bar with counts and a button that ends the work; both are gone when it has ended.

    Pressing the button starts the page anew: Streamlit ends the run at its next word to the
    bar, and with it the work.

    Args:
        label: What is being done, until there are counts.
        cancel: Called before the page starts anew.
    """
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, text=label)
        st.button("Cancel", on_click=cancel, key=f"cancel-{label}")

    def tell(what: str, done: int, total: int) -> None:
        share = min(1.0, done / total) if total else 0.0
        bar.progress(share, text=f"{what}: {done:,} of {total:,}")

    try:
        yield tell
    finally:
        place.empty()
