"""The notes of meetings of a footprint: listed, done, withdrawn, downloaded; and the form alone.

The form alone stands beside a story that is being told: the address then names story and step.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from joinedup import services
from joinedup.errors import StoreError
from joinedup.model import Dataset
from joinedup.render import downloads, meeting_notes
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.meeting_notes import KINDS, NoteRow
from joinedup.services import NoteOrder, NoteSubject
from joinedup.store.meetings import MeetingNote, NoteState, Story
from joinedup.store.sharing import SavedView
from joinedup.ui import noting, permission, printing, state, writing
from joinedup.ui.front_end import base_path

_ORDERS: Mapping[NoteOrder, str] = {
    "open first": "Open ones first",
    "by when": "By when",
    "newest": "Newest first",
}
_SHOWN = 15
_NEW_ABOUT = "the whole footprint"
UNREAD = "The notes cannot be read just now"
HOW_TO_BEGIN = (
    "Notes are taken where you are: press N while a story is shown, or press Note beside an "
    "organisation or an introduction. They come together here: what was decided, who does it, "
    "and by when."
)


def page() -> None:
    """The form alone where a story asks for it, else the list."""
    about = _asked()
    if about:
        _form_alone(*about)
    else:
        _list(state.current_dataset())


# --- the form alone ------------------------------------------------------------------


def _asked() -> tuple[NoteSubject, str] | None:
    """What a story asks a note to be about, in ids and in words; None outside of a story."""
    params = st.query_params
    if not ("story" in params and "step" in params):
        return None
    try:
        story = services.find_story(params["story"])
        number = int(params["step"]) if params["step"].isdecimal() else 0
        if story is None or not 1 <= number <= len(story.steps):
            return None
        step = story.steps[number - 1]
        view = services.saved_view(step.view)
    except StoreError:
        return None
    about = NoteSubject(
        dataset=view.dataset if view else state.current_dataset().id,
        view=view.id if view else "",
        story=story.id,
    )
    return about, f"step {number} of {len(story.steps)}: {step.heading}"


def _form_alone(about: NoteSubject, name: str) -> None:
    st.html(
        '<header class="ju-head"><h1>Take a note</h1>'
        f'<p class="ju-sentence">About {escape(name)}</p></header>'
    )
    permission.sign_in()
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
    elif noting.form(about):
        st.session_state["_note_said"] = "The note is kept. Close, or take another one."
        st.rerun()
    if said := st.session_state.pop("_note_said", ""):
        st.success(said, icon=":material/check_circle:")


# --- the list ------------------------------------------------------------------------


def _list(dataset: Dataset) -> None:
    try:
        notes, stories, views = recorded(dataset)
    except StoreError as error:
        _heading(dataset, UNREAD)
        if not state.store_trouble():
            writing.say(error)
        return
    tools = _heading(dataset, meeting_notes.count_words(notes, state.today()))
    permission.sign_in()
    with tools:
        _take(dataset)
    if not notes:
        _how_to_begin()
        return
    found = _chosen(notes, stories)
    rows = rows_of(dataset, found, stories, views)
    if not rows:
        st.info("No note passes these filters. Widen them.", icon=":material/filter_alt_off:")
        return
    _entries(rows)
    _downloads(dataset, rows)


def recorded(
    dataset: Dataset,
) -> tuple[tuple[MeetingNote, ...], dict[str, Story], dict[str, SavedView]]:
    """The notes of a footprint, with the stories and the saved views there are, by their ids.

    Raises:
        StoreError: When they cannot be read.
    """
    notes = services.notes_of(dataset.id)
    stories = {one.id: one for one in services.all_stories(archived=True)}
    return notes, stories, {one.id: one for one in services.saved_views()} if notes else {}


def rows_of(
    dataset: Dataset,
    notes: Sequence[MeetingNote],
    stories: Mapping[str, Story],
    views: Mapping[str, SavedView],
) -> list[NoteRow]:
    """Notes with the names of what they are about, in their order."""
    return [_row(dataset, one, views.get(one.view), stories.get(one.story)) for one in notes]


def _heading(dataset: Dataset, sentence: str) -> DeltaGenerator:
    """The page's title and its sentence; the row of tools below them."""
    st.html(
        f'<header class="ju-head"><h1><span class="ju-page">Meeting notes: </span>'
        f'{escape(dataset.name)}</h1><p class="ju-sentence">{escape(sentence)}</p></header>'
    )
    return printing.alone()


def _take(dataset: Dataset) -> None:
    if not permission.refusal():
        noting.button(NoteSubject(dataset=dataset.id), _NEW_ABOUT, label="Take a note")


def _how_to_begin() -> None:
    st.info(HOW_TO_BEGIN, icon=":material/edit_note:")
    with st.container(horizontal=True):
        st.page_link("pages/stories.py", label="To the stories", icon=":material/slideshow:")
        st.page_link(
            "pages/introductions.py", label="To the introductions", icon=":material/handshake:"
        )


def _chosen(notes: Sequence[MeetingNote], stories: Mapping[str, Story]) -> tuple[MeetingNote, ...]:
    """The notes that the filters of this page let pass, in the order chosen."""
    told = {one.story: stories[one.story].name for one in notes if one.story in stories}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order: NoteOrder = st.selectbox(
            "Order", list(_ORDERS), format_func=_ORDERS.__getitem__, key="notes-order", width=200
        )
        kinds = st.multiselect(
            "Kind", list(KINDS), format_func=KINDS.__getitem__, key="notes-kinds", width=260
        )
        story = (
            st.selectbox(
                "Story",
                ["", *told],
                format_func=lambda key: told.get(key, "All"),
                key="notes-story",
                width=260,
            )
            if told
            else ""
        )
        open_only = st.toggle("Only open ones", key="notes-open")
    found = services.chosen_notes(notes, open_only=open_only, kinds=kinds, story=story)
    return services.ordered_notes(found, order)


def _row(
    dataset: Dataset, one: MeetingNote, view: SavedView | None, story: Story | None
) -> NoteRow:
    return NoteRow(
        note=one,
        about=_about(dataset, one, view),
        story=story.name if story else "",
        address=f"{base_path()}/{services.short_address(view)}" if view else "",
    )


def _about(dataset: Dataset, one: MeetingNote, view: SavedView | None) -> str:
    """What a note is about, in words."""
    if one.view:
        return view.name if view else "A saved view that is gone"
    if one.target:
        return f"{_name(dataset, one.organisation)} to {_name(dataset, one.target)}"
    return _name(dataset, one.organisation) if one.organisation else dataset.name


def _name(dataset: Dataset, key: str) -> str:
    one = dataset.organisation_by_id.get(key) or dataset.partnership_by_id.get(key)
    return one.name if one else f"{key} (gone)"


def _entries(rows: Sequence[NoteRow]) -> None:
    author = "" if permission.refusal() else writing.author_input("notes-author")
    shown = int(st.session_state.get("notes-shown", _SHOWN))
    for row in rows[:shown]:
        with st.container(border=True, key=f"meeting-note-{row.note.id}"):
            _entry(row, author)
    if len(rows) > shown:
        st.button(
            f"Show {min(_SHOWN, len(rows) - shown)} more of {len(rows):,}",
            on_click=lambda: st.session_state.update({"notes-shown": shown + _SHOWN}),
        )


def _entry(row: NoteRow, author: str) -> None:
    one, today = row.note, state.today()
    words, due = meeting_notes.state_words(one, today), meeting_notes.due_words(one, today)
    # A sign and a word for each, so that late ones stand out without colour.
    sign = {"Overdue": ":material/warning:", "Done": ":material/check:"}.get(words, "")
    mark = f" · **{f'{sign} {words}'.strip()}**" if words else ""
    text = "  \n".join(escape_markdown(line) for line in one.text.split("\n"))
    left, right = st.columns([4, 2], vertical_alignment="center")
    with left:
        st.markdown(f"**{KINDS[one.kind]}**{mark}  \n{text}")
        st.caption(
            "  \n".join(
                escape_markdown(line)
                for line in (due, f"About {row.about}", meeting_notes.taken_words(row))
                if line
            )
        )
    with right, st.container(horizontal=True):
        _open(row)
        if not permission.refusal():
            _marks(one, author)


def _open(row: NoteRow) -> None:
    """The way to what a note is about."""
    one = row.note
    if row.address:
        st.link_button("Open the view", row.address, icon=":material/open_in_new:")
    elif one.organisation in state.current_dataset().organisation_by_id:
        key, pick = f"note-goes-{one.id}", state.select
        if st.button("Open", key=key, on_click=pick, args=(one.organisation,)):
            # Without parameters of its own Streamlit would refuse, as ours are bound to widgets.
            st.switch_page("pages/organisation.py", query_params={})


def _marks(one: MeetingNote, author: str) -> None:
    """What can become of a note: done, or open again; withdrawn."""
    choices: list[tuple[NoteState, str]] = [("withdrawn", "Withdraw")]
    if one.state == "done":
        choices.insert(0, ("open", "Not done"))
    elif services.is_open(one):
        choices.insert(0, ("done", "Mark done"))
    for to, label in choices:
        kind: Literal["tertiary", "secondary"] = "tertiary" if to == "withdrawn" else "secondary"
        if st.button(label, key=f"note-{to}-{one.id}", type=kind) and _mark(one, to, author):
            st.rerun()


def _mark(one: MeetingNote, to: NoteState, author: str) -> bool:
    with writing.Attempt(author):
        services.mark_note(one, to, author=author)
        return True
    return False


def _downloads(dataset: Dataset, rows: Sequence[NoteRow]) -> None:
    """All that the filters let pass, as a spreadsheet."""
    today = state.today()
    name = f"{dataset.id}-meeting-notes-{today.isoformat()}"
    with st.container(horizontal=True):
        st.download_button(
            "Download these notes (Excel)",
            lambda: downloads.frame_to_xlsx(meeting_notes.frame(rows, today), "Meeting notes"),
            file_name=f"{name}.xlsx",
            mime=downloads.XLSX,
            key="notes-xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "Download these notes (CSV)",
            lambda: downloads.to_csv(*downloads.grid_of(meeting_notes.frame(rows, today))),
            file_name=f"{name}.csv",
            mime="text/csv",
            key="notes-csv",
            icon=":material/download:",
            on_click="ignore",
        )
