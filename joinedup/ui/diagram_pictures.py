"""What the page of diagrams, its editor and its paper share: the picture of a text, and its words.

Texts are read and drawn once for everybody who opens one link.
"""

import streamlit as st

from joinedup.errors import PaperError
from joinedup.model import Dataset
from joinedup.render import diagrams
from joinedup.render.escaping import escape_markdown
from joinedup.services import Outline, linked, read_outline
from joinedup.store.diagramming import DiagramKind
from joinedup.ui import cache, state, writing
from joinedup.ui.folding import folded

#: So many remarks about a text are said at once.
MOST_PROBLEMS = 8


def outline_of(dataset: Dataset, kind: DiagramKind, text: str, programme: str) -> Outline:
    """A text as it is drawn, its links looked up in a version."""
    return _outline(dataset.id, dataset.version, kind, text, programme)


@st.cache_resource(max_entries=64, show_spinner=False)
def _outline(dataset: str, version: str, kind: DiagramKind, text: str, programme: str) -> Outline:
    return linked(read_outline(kind, text), cache.dataset(dataset, version), programme)


@st.cache_resource(max_entries=64, show_spinner=False)
def svg(outline: Outline, title: str, *, dark: bool = False) -> str:
    """The picture of an outline as SVG.

    Raises:
        PaperError: When it cannot be drawn.
    """
    return diagrams.svg_of(outline, title, dark=dark)


def show(outline: Outline, name: str) -> None:
    """The picture, what is to say of its text, and the same as a list."""
    title = diagrams.title_of(outline, name)
    try:
        drawn = svg(outline, title, dark=state.is_dark())
    except PaperError as error:
        writing.say(error)
    else:
        alt = f"{title}. {diagrams.described(outline)} The list below has every line."
        st.html(diagrams.image(drawn, title, alt))
    _problems(outline)
    folded("The same as a list", "diagram-list", lambda: _listed(outline))


def _listed(outline: Outline) -> None:
    st.html(diagrams.listed(outline))


def problem_lines(outline: Outline) -> list[str]:
    """What could not be used of the text, line by line; of many the first."""
    found = outline.problems
    said = [diagrams.problem_words(one) for one in found[:MOST_PROBLEMS]]
    more = len(found) - len(said)
    return [*said, f"{more:,} more follow when these are dealt with."] if more else said


def _problems(outline: Outline) -> None:
    if said := problem_lines(outline):
        st.warning("\n\n".join(map(escape_markdown, said)), icon=":material/edit_note:")
