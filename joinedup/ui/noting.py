"""Taking a note in a meeting: the form, and the button that opens it beside what it is about."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render.escaping import escape_markdown
from joinedup.render.meeting_notes import KINDS, told
from joinedup.services import NoteSubject
from joinedup.store.meetings import NoteKind
from joinedup.ui import permission, state, writing

_WORDS: Mapping[NoteKind, str] = {
    "decision": "What was decided?",
    "action": "What is to be done?",
    "note": "What was said?",
}
#: So many notes that were taken before are shown above a new one.
_EARLIER = 5


def button(about: NoteSubject, name: str, *, label: str = "Note") -> None:
    """A button to take a note.

    Args:
        about: What the note is about.
        name: The same in words.
        label: What stands on the button.
    """
    key = _name(about)
    if st.button(label, key=f"note-{key}", type="tertiary", icon=":material/edit_note:"):
        _dialog(about, name)


def beside(dataset_id: str, name: str, organisation: str, target: str = "") -> None:
    """The same button beside an organisation, or with ``target`` beside its introduction."""
    button(NoteSubject(dataset=dataset_id, organisation=organisation, target=target), name)


def _name(about: NoteSubject) -> str:
    """For keys of widgets; no id has a tilde."""
    return "~".join((about.dataset, about.view, about.organisation, about.target, about.story))


@st.dialog("Take a note")
def _dialog(about: NoteSubject, name: str) -> None:
    st.markdown(f"About **{escape_markdown(name)}**")
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
        return
    _earlier(about)
    if form(about):
        st.rerun()


def _earlier(about: NoteSubject) -> None:
    """What was noted before about the same organisation or introduction."""
    try:
        found = services.notes_of(about.dataset)
    except StoreError:
        return
    ends = {about.organisation, about.target}
    same = [one for one in found if one.organisation and {one.organisation, one.target} == ends]
    for one in services.ordered_notes(same, "newest")[:_EARLIER]:
        st.caption(escape_markdown(told(one, state.today())))


def form(about: NoteSubject) -> bool:
    """The form for a note; whether one was kept in this run.

    What is written stays in the form until it is kept.
    """
    # A new number empties the form; Streamlit has no other way.
    counter = f"_note_{_name(about)}"
    name = f"{_name(about)}-{st.session_state.get(counter, 0)}"
    kind: NoteKind = st.radio(
        "Kind", list(KINDS), format_func=KINDS.__getitem__, horizontal=True, key=f"kind-{name}"
    )
    text = st.text_area(_WORDS[kind], key=f"text-{name}", height=120)
    who = st.text_input(
        "Who (a role, not a person's name)",
        key=f"who-{name}",
        placeholder="Place director, or an organisation",
    )
    by_when: date | None = st.date_input(
        "By when", value=None, format="DD/MM/YYYY", key=f"by-{name}"
    )
    author = writing.author_input(f"note-author-{_name(about)}")
    if not st.button("Save the note", type="primary", key=f"keep-{name}"):
        return False
    with writing.Attempt(author):
        services.take_note(about, kind, text, author=author, who=who, by_when=by_when)
        st.session_state[counter] = st.session_state.get(counter, 0) + 1
        return True
    return False
