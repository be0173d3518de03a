"""The page of saved views: a list to search and to order, and what can be done with each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import streamlit as st

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date
from joinedup.services import SavedView
from joinedup.ui import headings, permission, printing, sharing, state, writing
from joinedup.ui.folding import folded
from joinedup.ui.front_end import base_path
from joinedup.ui.menu import page_name
from joinedup.views import parse_day

_STYLE = Path(__file__).parents[1] / "render" / "static" / "sharing.css"
#: How many stand on the page at a time; each takes two widgets.
_SHOWN = 25
#: So many states are listed of one.
_MOST_STATES = 20
UNREAD = "Saved views cannot be read now."
#: Where there is none; Markdown.
NOBODY = (
    "Nobody has saved a view yet. Open the map, choose places and sectors, then press "
    "**Share this view** above the picture and give the view a name. It gets a short link "
    "that opens the same picture for everybody."
)
_ORDERS: Mapping[str, Callable[[SavedView], Any]] = {
    "Newest first": lambda one: (-one.created_at.timestamp(), one.id),
    "Name": lambda one: (one.name.casefold(), one.id),
    "Owner": lambda one: (one.owner.casefold(), one.name.casefold(), one.id),
    "Page": lambda one: (page_name(one.page), one.name.casefold(), one.id),
}


def heading() -> tuple[SavedView, ...]:
    """The page's title, and how many there are. Returns them, the newest first."""
    found: tuple[SavedView, ...] = ()
    refused: StoreError | None = None
    try:
        found = services.saved_views()
    except StoreError as error:
        refused = error
    words = UNREAD if refused else sentence_of(found)
    st.html(
        '<header class="ju-head"><h1>Saved views</h1>'
        f'<p class="ju-sentence">{escape(words)}</p></header>'
    )
    printing.alone()
    # The notice above the page says so already where nothing at all can be read.
    if refused and not state.store_trouble():
        writing.say(refused)
    return found


def sentence_of(found: Sequence[SavedView]) -> str:
    """How many there are, and how many of them are put away."""
    away = sum(one.archived_at is not None for one in found)
    if not found:
        return "None yet."
    put_away = f", {away:,} of them put away" if away else ""
    return f"{counted(len(found), 'saved view', 'saved views')}{put_away}."


def listed(found: Sequence[SavedView]) -> None:
    """The list, with its search and order; those put away are folded at its end.

    Args:
        found: As :func:`heading` gives them.
    """
    st.html(_STYLE)
    permission.sign_in()
    if not found:
        if not state.store_trouble():
            _nothing()
        return
    left, right = st.columns([3, 1])
    text = left.text_input(
        "Search", key="view-search", placeholder="Name, note, owner, page or place"
    )
    order = right.selectbox("Order by", list(_ORDERS), key="view-order")
    passing = sorted((one for one in found if _passes(one, text)), key=_ORDERS[order])
    current = [one for one in passing if one.archived_at is None]
    away = [one for one in passing if one.archived_at is not None]
    if not passing:
        st.info("No saved view has these words. Try fewer of them.")
    elif not current:
        st.info("All that has these words is put away; it is listed below.")
    if text.strip() and passing:
        said = f"{len(passing):,} of {counted(len(found), 'saved view', 'saved views')}."
        st.html(f'<p role="status">{escape(said)}</p>')
    _rows(current, "current")
    if away:
        folded(f"Put away ({len(away):,})", "archived-views", partial(_rows, away, "away"))


def _nothing() -> None:
    st.info(NOBODY, icon=":material/bookmark_add:")
    st.page_link("pages/map.py", label="Open the map", icon=":material/map:")


def _passes(one: SavedView, text: str) -> bool:
    values = [value for _, value in one.query]
    about = " ".join([one.name, one.note, one.owner, page_name(one.page), one.id, *values])
    return all(word in about.casefold() for word in text.casefold().split())


def _rows(views: Sequence[SavedView], use: str) -> None:
    shown = int(st.session_state.get(f"_views-{use}", _SHOWN))
    for one in views[:shown]:
        _row(one)
    if len(views) > shown:
        st.button(
            f"Show {min(_SHOWN, len(views) - shown):,} more of {len(views):,}",
            key=f"more-views-{use}",
            on_click=partial(st.session_state.__setitem__, f"_views-{use}", shown + _SHOWN),
        )


def _row(one: SavedView) -> None:
    address = f"{base_path()}/{services.short_address(one)}"
    with st.container(border=True, key=f"view-{one.id}"):
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.html(
            f'<p class="ju-saved"><a href="{escape(address)}" target="_self">{escape(one.name)}</a>'
            f"<span>{escape(one.note)}</span><span>{escape(about(one, state.names()))}</span></p>"
        )
        label, icon = "Share or change", ":material/share:"
        with right.popover(label, icon=icon, key=f"share-{one.id}", on_change="rerun") as box:
            if box.open:
                _contents(one)
            else:
                st.session_state.pop(_seen(one), None)


def _seen(one: SavedView) -> str:
    """Where a session holds a saved view as its reader saw it on opening its popover."""
    return f"_view-seen-{one.id}"


def about(one: SavedView, names: Mapping[str, str]) -> str:
    """What a saved view shows, whose it is, and what of it is kept.

    Args:
        names: The footprints' names by id.
    """
    parts = [page_name(one.page), names.get(one.dataset, one.dataset), *_filters(one)]
    parts.append(f"saved by {one.owner} on {spoken_date(services.saved_day(one))}")
    parts.append("date and version kept" if one.pinned else "always the newest")
    return " · ".join(part for part in parts if part)


def _filters(one: SavedView) -> list[str]:
    told = ("places", "neighbourhood", "sectors", "states")
    found = [value for name, value in one.query if name in told]
    day = parse_day(dict(one.query).get("date", ""))
    return [*found, spoken_date(day)] if day else found


def _contents(one: SavedView) -> None:
    st.html(_STYLE)
    if origin := sharing.origin_of_session():
        sharing.show(origin, one)
    headings.section("Change it")
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
    else:
        # Not as it is now: whoever has changed it meanwhile would be written over unseen.
        _change(st.session_state.setdefault(_seen(one), one))
    _states(one)


def _change(one: SavedView) -> None:
    with st.form(f"change-{one.id}", border=False):
        name = st.text_input("Name", value=one.name)
        note = st.text_input("What it is for", value=one.note)
        author = writing.author_input(f"author-{one.id}")
        away = "Put it away" if one.archived_at is None else "Take it out again"
        with st.container(horizontal=True):
            saved = st.form_submit_button("Save the changes", type="primary")
            moved = st.form_submit_button(
                away, help="Its link goes on opening it, and says that it was put away."
            )
    if saved:
        _do(partial(services.edit_view, one, name=name, note=note, author=author), author)
    elif moved:
        act = services.archive_view if one.archived_at is None else services.restore_view
        # With what was typed above the button, so that it is not lost.
        _do(partial(act, replace(one, name=name, note=note), author=author), author)


def _do(act: Callable[[], SavedView], author: str) -> None:
    made: SavedView | None = None
    with writing.Attempt(author):
        made = act()
    if made:
        st.session_state.pop(_seen(made), None)
        st.rerun()


def _states(one: SavedView) -> None:
    """Who has changed it when; nothing where nobody has."""
    try:
        states = services.saved_view_states(one.id)
    except StoreError as error:
        writing.say(error)
        return
    if len(states) < 2:
        return
    lines = [
        f"- {spoken_date(now.changed_at.astimezone().date())}, {escape_markdown(now.author)}: "
        f"{escape_markdown(_what_changed(before, now))}"
        for before, now in pairwise(states)
    ]
    st.caption("\n".join(reversed(lines[-_MOST_STATES:])))


def _what_changed(before: SavedView, now: SavedView) -> str:
    told = []
    if (before.archived_at is None) != (now.archived_at is None):
        told.append("put away" if now.archived_at else "taken out again")
    if before.name != now.name:
        told.append(f"named “{now.name}”, before “{before.name}”")
    if before.note != now.note:
        told.append("note changed")
    return "; ".join(told) or "saved again"
