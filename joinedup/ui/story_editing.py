"""Changing a story: its name, the order of its steps, their headings and speaker's notes.

What is changed is kept by the session until it is saved: a wrong press loses nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

import streamlit as st

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render.escaping import escape_markdown
from joinedup.store.meetings import MAX_STEPS, Story, StoryStep
from joinedup.store.sharing import SavedView
from joinedup.ui import headings, permission, state, writing
from joinedup.ui.front_end import base_path
from joinedup.ui.menu import page_name

_KEY = "_story_draft"
_SAID = "_story_said"
_NUMBERS = count(1)
#: So many places are named of a saved view in a list of choices.
_MOST_PLACES = 2
_MOVES = (("Move up", -1, "arrow_upward"), ("Move down", 1, "arrow_downward"))


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A story that is being changed; it and each step have numbers that stay, for their widgets."""

    number: int
    former: Story
    name: str
    steps: dict[int, StoryStep] = field(default_factory=dict)

    @property
    def is_changed(self) -> bool:
        kept = (self.former.name, self.former.steps)
        return kept != (self.name, tuple(self.steps.values()))


def is_open() -> bool:
    """Whether this session is changing a story."""
    return _KEY in st.session_state


def begin(one: Story) -> None:
    """Take a story up."""
    steps = {next(_NUMBERS): step for step in one.steps}
    st.session_state[_KEY] = _Draft(number=next(_NUMBERS), former=one, name=one.name, steps=steps)


def opened() -> str:
    """The id of the story that this session is changing; empty where it is changing none."""
    return str(st.session_state[_KEY].former.id) if is_open() else ""


def end() -> None:
    """Let it go; for callbacks only."""
    st.session_state.pop(_KEY, None)


def view_words(one: SavedView, names: Mapping[str, str]) -> str:
    """A saved view for a list of choices: its name, its page, its footprint and its places.

    Args:
        names: The footprints' names by id.
    """
    footprint = names.get(one.dataset, one.dataset)
    told = [page_name(one.page), footprint, *_places(one)]
    told += ["put away"] if one.archived_at else []
    return f"{one.name} ({', '.join(told)})"


def _places(one: SavedView) -> list[str]:
    """The places and the neighbourhood that a saved view shows; of many the first few."""
    found = [value for name, value in one.query if name in ("places", "neighbourhood")]
    rest = len(found) - _MOST_PLACES
    return [*found[:_MOST_PLACES], *([f"{rest:,} more"] if rest > 0 else [])]


def editor(found: Iterable[SavedView]) -> None:
    """The story that this session is changing.

    Args:
        found: Every saved view, put away or not.
    """
    draft: _Draft = st.session_state[_KEY]
    back = st.container()
    _change(draft, {one.id: one for one in found})
    # Last, when it is known whether anything is changed.
    leave = "Back without saving" if draft.is_changed else "All stories"
    back.button(leave, key="story-back", icon=":material/arrow_back:", on_click=end)


def _change(draft: _Draft, views: Mapping[str, SavedView]) -> None:
    headings.section(draft.former.name)
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
        return
    draft.name = st.text_input(
        "Name of the story",
        draft.name,
        key=f"story-name-{draft.number}",
        width=480,
    )
    for place, number in enumerate(list(draft.steps), start=1):
        with st.container(border=True, key=f"story-step-{number}"):
            _step(draft, number, place, views)
    _add(draft, views)
    _save(draft)


def _step(draft: _Draft, number: int, place: int, views: Mapping[str, SavedView]) -> None:
    step, total = draft.steps[number], len(draft.steps)
    st.markdown(f"**Step {place} of {total}** {_shows(views.get(step.view))}")
    heading = st.text_input("Heading", step.heading, key=f"story-heading-{number}")
    spoken = st.text_area("Speaker's note", step.spoken, key=f"story-spoken-{number}", height=80)
    draft.steps[number] = StoryStep(view=step.view, heading=heading, spoken=spoken)
    with st.container(horizontal=True):
        for label, by, icon in _MOVES:
            st.button(
                label,
                key=f"story-{label[5:]}-{number}",
                icon=f":material/{icon}:",
                disabled=not 1 <= place + by <= total,
                on_click=_move,
                args=(number, by),
            )
        st.button(
            "Take out",
            key=f"story-out-{number}",
            icon=":material/close:",
            on_click=_take_out,
            args=(number,),
        )


def _shows(view: SavedView | None) -> str:
    if view is None:
        return "its saved view is gone: take the step out"
    address = f"{base_path()}/{services.short_address(view)}"
    return f"shows [{escape_markdown(view_words(view, state.names()))}]({address})"


def _move(number: int, by: int) -> None:
    draft: _Draft = st.session_state[_KEY]
    order = list(draft.steps)
    steps = services.moved(order, order.index(number), by)
    draft.steps = {key: draft.steps[key] for key in steps}


def _take_out(number: int) -> None:
    draft: _Draft = st.session_state[_KEY]
    draft.steps.pop(number, None)


def _add(draft: _Draft, views: Mapping[str, SavedView]) -> None:
    """Another saved view at the end."""
    offered = {key: one for key, one in views.items() if one.archived_at is None}
    if not offered or len(draft.steps) >= MAX_STEPS:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Add a saved view",
            list(offered),
            format_func=lambda key: view_words(offered[key], state.names()),
            index=None,
            placeholder="Choose one",
            key="story-add",
            width=480,
        )
        st.button(
            "Add", key="story-add-press", icon=":material/add:", on_click=_take_in, args=(offered,)
        )


def _take_in(offered: Mapping[str, SavedView]) -> None:
    draft: _Draft = st.session_state[_KEY]
    view = offered.get(str(st.session_state.get("story-add")))
    if view:
        draft.steps[next(_NUMBERS)] = services.step_of(view)
    st.session_state["story-add"] = None


def _save(draft: _Draft) -> None:
    if draft.is_changed:
        st.caption("Not saved yet.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        author = writing.author_input("story-author")
        pressed = st.button("Save the story", type="primary", key="story-save")
        away = st.button(
            "Take out again" if draft.former.archived else "Put away",
            key="story-archive",
            type="tertiary",
        )
    # Beside the button: of a long story nobody sees its beginning there.
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/check_circle:")
    if pressed and _keep(draft, author):
        st.session_state[_SAID] = "The story is saved."
        st.rerun()
    if away and _keep(draft, author, archived=not draft.former.archived):
        end()
        st.rerun()


def _keep(draft: _Draft, author: str, *, archived: bool | None = None) -> bool:
    with writing.Attempt(author):
        draft.former = services.save_story(
            draft.former,
            author=author,
            name=draft.name,
            steps=list(draft.steps.values()),
            archived=archived,
        )
        return True
    _offer_newer(draft)
    return False


def _offer_newer(draft: _Draft) -> None:
    """Where somebody else has saved it meanwhile: a way to their state."""
    try:
        newest = services.find_story(draft.former.id)
    except StoreError:
        return
    if newest and newest.number != draft.former.number:
        st.button("Look at the newer one", key="story-newer", on_click=begin, args=(newest,))
