"""What people write on the page of a programme: an action more, and what becomes of one.

Each makes a new version, which the page shows at once. Also what a board takes away as a file.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from joinedup import services
from joinedup.errors import JoinedUpError
from joinedup.model import Action
from joinedup.render import programme_tables
from joinedup.render import programmes as words
from joinedup.render.escaping import escape_markdown
from joinedup.services import ActionState, NewAction, ProgrammeView, Reading
from joinedup.store.protocol import VersionInfo
from joinedup.ui import cache, choosing, permission, state, writing
from joinedup.ui.folding import folded

ADD, CHANGE = "Add an action", "Change an action: done, dropped, owner, date"
_SAID, _TIMES = "_action_said", "_action_times"
_BECOMING: Mapping[str, str] = {
    "done": "It is done",
    "assign": "Give it an owner or a date",
    "open": "It is still to be done",
    "dropped": "Drop it: nobody will do it",
}
#: So much of an action stands in the list to choose from.
_MOST_LETTERS = 90
#: Of more actions one is found by its words: the page itself tells no more of them either.
_MOST_LISTED = 200
_ROLE = "Lead (a role or an organisation, not a person's name)"
_OLDER = "This link shows one version of the record. Actions are added to the newest one."


def forms(one: ProgrammeView) -> None:
    """The ways to write into the record; why not, where nobody may."""
    if state.is_presented():
        return
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/check_circle:")
    permission.sign_in()
    dataset = state.current_dataset()
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
        return
    if state.pinned_version() or cache.newer(dataset.id, dataset.version):
        st.info(_OLDER, icon=":material/history:")
        show = (dataset.id,)
        st.button("Show the newest", key="programme-newest", on_click=state.show_newest, args=show)
        return
    # A new number closes and empties the forms; Streamlit has no other way.
    name = f"{one.programme.id}-{st.session_state.get(_TIMES, 0)}"
    folded(ADD, f"add-action-{name}", lambda: _add(one, name))
    if one.actions:
        folded(CHANGE, f"change-action-{name}", lambda: _change(one, name))


def _add(one: ProgrammeView, name: str) -> None:
    with st.form(f"add-{name}", border=False):
        text = st.text_area("What is to be done?", key=f"action-text-{name}", height=80)
        left, right = st.columns(2)
        with left:
            theme = st.selectbox(
                "Theme (choose one, type a new one, or leave it empty)",
                [found for found in one.themes() if found],
                index=None,
                accept_new_options=True,
                placeholder="No theme",
                key=f"action-theme-{name}",
            )
            lead = st.text_input(_ROLE, key=f"action-lead-{name}")
        with right:
            due: date | None = st.date_input(
                "By when", value=None, format="DD/MM/YYYY", key=f"action-due-{name}"
            )
            evidence = st.text_input("What will show that it is done?", key=f"action-ev-{name}")
        author = writing.author_input(f"action-author-{name}")
        pressed = st.form_submit_button("Add the action", type="primary", key=f"action-add-{name}")
    if not pressed:
        return
    new = NewAction(
        text=text,
        theme=theme or "",
        lead=lead,
        due=due.isoformat() if due else "",
        evidence=evidence,
    )
    dataset, programme = state.current_dataset().id, one.programme.id
    _publish(
        lambda: services.add_action(dataset, programme, new, author=author, today=state.today()),
        "The action is added",
        author,
    )


def _change(one: ProgrammeView, name: str) -> None:
    seen = _which(one, name)
    if seen is None:
        return
    becoming = st.radio(
        "What becomes of it",
        list(_BECOMING),
        format_func=_BECOMING.__getitem__,
        key=f"change-how-{name}",
    )
    # Each action has fields of its own, so that nothing is carried over to another.
    own = f"{name}-{seen.id}"
    lead, due = seen.lead, seen.due
    if becoming == "assign":
        lead = st.text_input(_ROLE, value=seen.lead, key=f"change-lead-{own}")
        day: date | None = st.date_input(
            "By when (empty: as it is now)",
            value=None,
            format="DD/MM/YYYY",
            key=f"change-due-{own}",
        )
        due = day.isoformat() if day else seen.due
    author = writing.author_input(f"change-author-{name}")
    if st.button("Save the change", type="primary", key=f"change-save-{name}"):
        _publish(_changed(seen, becoming, lead, due, author), "The change is saved", author)


def _which(one: ProgrammeView, name: str) -> Action | None:
    """The action that is chosen: out of a list, or found by its words, its theme or its lead."""
    rows = {row.id: row for row in one.actions}
    texts = Counter(_short(row) for row in one.actions)
    # A new name empties the forms, and so forgets what was chosen.
    held = f"_action-chosen-{name}"
    chosen = st.session_state.get(held, "")
    choosing.choose(
        "Which action",
        {key: _told(row, one, twice=texts[_short(row)] > 1) for key, row in rows.items()},
        chosen,
        lambda key: st.session_state.__setitem__(held, key),
        key="-action",
        others={key: (row.text, row.theme, row.lead) for key, row in rows.items()},
        told=True,
        most=_MOST_LISTED,
        asks="some of its words",
    )
    return rows.get(chosen)


def _changed(
    seen: Action, becoming: str, lead: str, due: str, author: str
) -> Callable[[], VersionInfo]:
    dataset, today = state.current_dataset().id, state.today()
    if becoming == "assign":
        return lambda: services.assign_action(
            dataset, seen, lead=lead, due=due, author=author, today=today
        )
    states: Mapping[str, ActionState] = {"done": "done", "open": "open", "dropped": "dropped"}
    to = states[becoming]
    return lambda: services.mark_action(dataset, seen, to, author=author, today=today)


def _told(one: Action, view: ProgrammeView, *, twice: bool) -> str:
    """The beginning of an action and how it stands; its theme, where two begin alike."""
    more = [*([one.theme] if twice and one.theme else []), *words.flags(one, view)]
    return f"{_short(one)} ({', '.join(more)})"


def _short(one: Action) -> str:
    text = one.text
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1].rstrip()}…"


def _publish(act: Callable[[], VersionInfo], done: str, author: str) -> None:
    """Publish, and show the version that came of it; what went wrong is said, and stays."""
    dataset = state.current_dataset().id
    try:
        with st.spinner("Publishing"):
            made = act()
    except JoinedUpError as error:
        writing.say(error)
        return
    writing.remember_author(author)
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1
    st.session_state[_SAID] = (
        f"{done}: version {made.number} of {escape_markdown(state.current_dataset().name)}. "
        "Everybody sees it from now on."
    )
    state.adopt(dataset)
    st.rerun()


def board_download(reading: Reading, one: ProgrammeView) -> None:
    """A workbook for the board: what it is, actions, milestones, who takes part, what else."""
    day = reading.state.day.isoformat()
    st.download_button(
        "For the board (Excel)",
        lambda: _workbook(reading, one),
        file_name=f"{reading.dataset.id}-{one.programme.id}-{day}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="programme-xlsx",
        icon=":material/download:",
        on_click="ignore",
    )


def _workbook(reading: Reading, one: ProgrammeView) -> bytes:
    # Imported here: needed by those only who press the button.
    from joinedup.render import downloads

    frames = programme_tables.board_frames(reading, one)
    return downloads.to_xlsx({name: downloads.grid_of(frame) for name, frame in frames.items()})
