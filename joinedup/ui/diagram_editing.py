"""Writing a diagram: its name, its programme, its text, with the picture beside it.

What is written is kept by the session until it is saved: a wrong press loses nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

import streamlit as st

from joinedup import services
from joinedup.errors import JoinedUpError, StoreError
from joinedup.model import Dataset
from joinedup.render.diagrams import KINDS
from joinedup.render.escaping import escape_markdown
from joinedup.store.diagramming import Diagram, DiagramKind
from joinedup.ui import diagram_pictures, headings, permission, state, writing

_DRAFTS = "_diagram_drafts"
_OPEN = "_diagram_open"
_SAID = "_diagram_said"
_NUMBERS = count(1)
#: What a new diagram begins with, to be written over. Made up, and about no place.
EXAMPLES: Mapping[DiagramKind, str] = {
    "driver": """\
Connect the unconnected: each practice and each voluntary group has a partnership within a year
- Know who is there
    - One list of everybody
        - Each neighbourhood checks its own list
        - Answers go into the record every month
    - Everybody has been asked
        - A short letter to all who are unknown
- Make room at the table
    - Seats for voluntary groups
        - Two seats on each place board
        - Pay for the time that they give
    - Meetings that people can come to
        - Every other meeting in the evening
- Bring people together
    - Introductions through somebody whom both know
        - One introduction a month in each neighbourhood""",
    "fishbone": """\
Many voluntary groups have no partnership on record
- People
    - Few paid staff
        - Grants end each March
    - Nobody to send to meetings
- Meetings
    - All in office hours
    - Far from where the groups work
        - No bus
- Records
    - Nobody has asked them
    - Lists are out of date
- Money
    - Short contracts
    - Long forms for small grants
- Trust
    - Earlier plans came to nothing""",
}
_FIRST: Mapping[DiagramKind, str] = {
    "driver": (
        "The first line is the **aim**. Indent the primary drivers below it, then the secondary "
        "drivers, then the change ideas."
    ),
    "fishbone": (
        "The first line is the **effect**: the problem. Indent the groups of causes below it, "
        "then the causes, then what is behind them."
    ),
}
_HOW = (
    "Use spaces, tabs or list signs, or paste a list from Word or PowerPoint. To link a line, end "
    "it with `[partner: name]` or `[action: some of its words]`."
)


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A diagram that is being written; its number stays, for its widgets.

    Attributes:
        former: The state that it was made from; None for a new one.
        trouble: Why it could not be saved the last time; None where it could, or was not tried.
    """

    number: int
    dataset: str
    kind: DiagramKind
    former: Diagram | None
    name: str = ""
    programme: str = ""
    text: str = ""
    trouble: JoinedUpError | None = None

    @property
    def key(self) -> str:
        return self.former.id if self.former else f"{self.kind} {self.dataset}"

    @property
    def is_changed(self) -> bool:
        if self.former is None:
            return (self.name, self.text) != ("", EXAMPLES[self.kind])
        kept = (self.former.name, self.former.programme, self.former.text)
        return kept != (self.name, self.programme, self.text)

    def field(self, name: str) -> str:
        """The key of one of its widgets."""
        return f"diagram-{name}-{self.number}"

    def take(self) -> None:
        """Take what its widgets hold, which a callback knows before the page is drawn."""
        for name in ("name", "programme", "text"):
            held = st.session_state.get(self.field(name))
            if held is not None:
                setattr(self, name, held)


def begin(kind: DiagramKind, dataset: str, programme: str) -> None:
    """Begin a new diagram, or go on with the one that was begun; for callbacks only."""
    made = _Draft(
        number=next(_NUMBERS),
        dataset=dataset,
        kind=kind,
        former=None,
        programme=programme,
        text=EXAMPLES[kind],
    )
    state.open_diagram("")
    _open(made)


def change(one: Diagram) -> None:
    """Take a diagram up; for callbacks only."""
    made = _Draft(
        number=next(_NUMBERS),
        dataset=one.dataset,
        kind=one.kind,
        former=one,
        name=one.name,
        programme=one.programme,
        text=one.text,
    )
    _open(made)


def _drafts() -> dict[str, _Draft]:
    found: dict[str, _Draft] = st.session_state.setdefault(_DRAFTS, {})
    return found


def _open(made: _Draft) -> None:
    kept = _drafts().get(made.key)
    if kept is None or not kept.is_changed:
        _drafts()[made.key] = made
    st.session_state[_OPEN] = made.key


def opened(diagram: str, dataset: str) -> bool:
    """Whether this session is writing what the address asks for."""
    draft = _current()
    if draft is None or draft.dataset != dataset:
        return False
    return draft.former.id == diagram if draft.former else not diagram


def _current() -> _Draft | None:
    return _drafts().get(str(st.session_state.get(_OPEN, "")))


def leave() -> None:
    """Show the list, or the diagram as it is kept; what is written stays. For callbacks only."""
    draft = _current()
    if draft:
        draft.take()
    st.session_state.pop(_OPEN, None)


def _throw_away() -> None:
    draft = _current()
    if draft:
        _drafts().pop(draft.key, None)
    st.session_state.pop(_OPEN, None)


def tell_saved() -> None:
    """That something was saved, once."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/check_circle:")


def editor(dataset: Dataset) -> None:
    """The diagram that this session is writing."""
    draft = _current()
    if draft is None:
        return
    st.button("Back", key="diagram-back", icon=":material/arrow_back:", on_click=leave)
    title = draft.former.name if draft.former else f"New {KINDS[draft.kind].lower()}"
    headings.section(title)
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
        return
    _fields(draft, dataset)
    outline = diagram_pictures.outline_of(dataset, draft.kind, draft.text, draft.programme)
    # One place on the page, whatever is in it: a field that moves loses what is being typed.
    with st.container():
        if outline.items:
            diagram_pictures.show(outline, draft.name.strip() or title)
        else:
            st.info(_FIRST[draft.kind], icon=":material/edit_note:")
    _save(draft)


def _fields(draft: _Draft, dataset: Dataset) -> None:
    names = {"": "The whole footprint"} | {one.id: one.name for one in dataset.programmes}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        draft.name = st.text_input("Name", draft.name, key=draft.field("name"), width=360)
        if len(names) > 1:
            draft.programme = st.selectbox(
                "About",
                list(names),
                index=list(names).index(draft.programme) if draft.programme in names else 0,
                format_func=names.__getitem__,
                key=draft.field("programme"),
                width=360,
            )
    draft.text = st.text_area(
        "Text, one line for each box", draft.text, key=draft.field("text"), height=320
    )
    st.caption(f"{_FIRST[draft.kind]} {_HOW} The picture is drawn when you leave the field.")
    st.button(
        "Clear the text",
        key=draft.field("clear"),
        type="tertiary",
        icon=":material/backspace:",
        on_click=_clear,
    )


def _clear() -> None:
    draft = _current()
    if draft:
        st.session_state[draft.field("text")] = draft.text = ""


def _save(draft: _Draft) -> None:
    # Always there, for the same reason.
    st.caption("Not saved yet." if draft.is_changed else "Nothing is changed yet.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        writing.author_input("diagram-author")
        st.button("Save the diagram", type="primary", key="diagram-save", on_click=_keep)
        if draft.is_changed:
            st.button(
                "Throw these changes away",
                key="diagram-drop",
                type="tertiary",
                on_click=_throw_away,
            )
    if draft.trouble:
        writing.say(draft.trouble)
        _offer_newer(draft)


def _author() -> str:
    return permission.author() or str(st.session_state.get("diagram-author") or "")


def _keep() -> None:
    """Save it; in a callback, because the address of a new one has to be set before the page."""
    draft, author = _current(), _author()
    if draft is None or permission.refusal():
        return
    draft.take()
    draft.trouble = None
    try:
        if draft.former:
            made = services.save_diagram(
                draft.former,
                author=author,
                name=draft.name,
                text=draft.text,
                programme=draft.programme,
            )
        else:
            made = services.new_diagram(
                draft.name,
                draft.kind,
                draft.text,
                dataset=draft.dataset,
                author=author,
                programme=draft.programme,
            )
    except JoinedUpError as error:
        draft.trouble = error
        return
    writing.remember_author(author)
    _throw_away()
    state.open_diagram(made.id)
    st.session_state[_SAID] = "The diagram is saved."


def _offer_newer(draft: _Draft) -> None:
    """Where somebody else has saved it meanwhile: a way to their state, ours kept as text."""
    if draft.former is None:
        return
    try:
        newest = services.find_diagram(draft.former.id)
    except StoreError:
        return
    if newest and newest.number != draft.former.number:
        st.button(
            f"Show what {escape_markdown(newest.author)} has saved",
            key="diagram-newer",
            on_click=leave,
        )
        st.button(
            "Go on from theirs with my text",
            key="diagram-over",
            type="tertiary",
            on_click=_go_on,
            args=(newest,),
        )


def _go_on(newest: Diagram) -> None:
    """Take the newer state for seen: the next save keeps our text after theirs."""
    draft = _current()
    if draft:
        draft.take()
        draft.former, draft.trouble = newest, None


def put_away(one: Diagram, *, archived: bool) -> None:
    """Put a diagram away, or take it out again; for callbacks only."""
    if permission.refusal():
        return
    try:
        services.save_diagram(one, author=_author(), archived=archived)
    except JoinedUpError as error:
        st.session_state["_diagram_trouble"] = error
        return
    writing.remember_author(_author())
    st.session_state[_SAID] = "The diagram is put away." if archived else "The diagram is back."


def tell_trouble() -> None:
    """Why something could not be put away, once."""
    if error := st.session_state.pop("_diagram_trouble", None):
        writing.say(error)
