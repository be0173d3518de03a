"""The stories: their list, and how a new one begins. :mod:`.story_editing` changes one."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date
from joinedup.store.meetings import MAX_STEPS, Story
from joinedup.store.sharing import SavedView
from joinedup.ui import (
    headings,
    links,
    permission,
    presenting,
    printing,
    sharing,
    state,
    story_editing,
    writing,
)
from joinedup.ui.front_end import base_path

SUBJECT = "Saved views in an order, to show in a meeting"
UNREAD = "The stories cannot be read just now."


def heading() -> tuple[Story, ...] | None:
    """The page's title. Returns all stories, put away or not; None where they cannot be read."""
    trouble: StoreError | None = None
    found: tuple[Story, ...] | None = None
    try:
        found = services.all_stories(archived=True)
    except StoreError as error:
        trouble = error
    shown = [one for one in found or () if not one.archived]
    sentence = UNREAD if found is None else sentence_of(shown)
    st.html(
        f'<header class="ju-head"><h1><span class="ju-page">Stories: </span>{SUBJECT}</h1>'
        f'<p class="ju-sentence">{escape(sentence)}</p></header>'
    )
    printing.alone(story=story_editing.opened())
    if trouble and not state.store_trouble():
        writing.say(trouble)
    return found


def sentence_of(found: Sequence[Story]) -> str:
    """How many stories there are, and which was changed last."""
    if not found:
        return "There is no story yet."
    last = found[0]
    return (
        f"{counted(len(found), 'story', 'stories')}; the last changed is “{last.name}”, "
        f"by {last.author} on {spoken_date(changed_on(last))}."
    )


def changed_on(one: Story) -> date:
    """The day on which a story was changed last, where the program runs."""
    return one.changed_at.astimezone().date()


def everything(found: tuple[Story, ...] | None) -> None:
    """The list of stories and how to make one; or the one that is being changed."""
    if found is None:
        return
    permission.sign_in()
    views = _views()
    if views is not None and story_editing.is_open():
        story_editing.editor(views)
        return
    for one in found:
        if not one.archived:
            _card(one, views)
    if views is not None:
        _new([one for one in views if one.archived_at is None])
    _put_away([one for one in found if one.archived], views)


def _views() -> tuple[SavedView, ...] | None:
    """Every saved view, put away or not; None where they cannot be read, which is said."""
    try:
        return services.saved_views()
    except StoreError as error:
        writing.say(error)
        return None


def _card(one: Story, views: Sequence[SavedView] | None) -> None:
    away = away_words(one, views or ())
    words = " · ".join(part for part in (told(one), away) if part)
    with st.container(border=True, key=f"story-{one.id}"):
        st.markdown(f"**{escape_markdown(one.name)}**  \n:small[{escape_markdown(words)}]")
        with st.container(horizontal=True):
            if one.steps:
                st.link_button(
                    "Present",
                    presenting.address(one.id),
                    type="primary",
                    icon=":material/slideshow:",
                )
                pptx = f"{base_path()}/joinedup/documents/story-{one.id}.pptx"
                st.link_button("PowerPoint", pptx, icon=":material/download:")
                paper = f"{base_path()}/joinedup/documents/story-{one.id}.pdf"
                st.link_button("PDF to print", paper, icon=":material/download:")
            st.button(
                "Change",
                key=f"change-{one.id}",
                icon=":material/edit:",
                on_click=story_editing.begin,
                args=(one,),
            )
            if one.steps:
                link = f"{sharing.origin_of_session()}{presenting.address(one.id)}"
                links.copy_text(link, "Copy link", key=f"story-link-{one.id}")


def told(one: Story) -> str:
    """How many steps a story has, and who made and changed it."""
    changed = f"changed by {one.author} on {spoken_date(changed_on(one))}"
    return f"{counted(len(one.steps), 'step', 'steps')} · made by {one.owner} · {changed}"


def away_words(one: Story, views: Sequence[SavedView]) -> str:
    """How many steps show a saved view that is put away; empty where none does."""
    away = {view.id for view in views if view.archived_at}
    steps = sum(step.view in away for step in one.steps)
    if not steps:
        return ""
    return f"{counted(steps, 'step shows a view', 'steps show views')} put away since"


def _new(views: Sequence[SavedView]) -> None:
    headings.section("Make a story")
    if not views:
        st.info(
            "A story is made from saved views, and there are none yet. Open the page that you want "
            "to show first, choose its filters, press **Share this view** and save it under a "
            "name. Save one view for each thing that you want to say, then come back here.",
            icon=":material/bookmark_add:",
        )
        with st.container(horizontal=True):
            st.page_link("pages/map.py", label="To the map", icon=":material/map:")
            st.page_link("pages/network.py", label="To the network", icon=":material/hub:")
        return
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
        return
    name = st.text_input("Name of the story", key="story-name", width=480)
    known = {one.id: one for one in views}
    chosen = st.multiselect(
        "Saved views, in the order in which you want to show them",
        list(known),
        format_func=lambda key: story_editing.view_words(known[key], state.names()),
        max_selections=MAX_STEPS,
        key="story-views",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        author = writing.author_input("story-author")
        pressed = st.button("Make the story", type="primary", key="story-make")
    if pressed and _make(name, [known[key] for key in chosen], author):
        st.rerun()


def _make(name: str, views: Sequence[SavedView], author: str) -> bool:
    with writing.Attempt(author):
        story_editing.begin(services.new_story(name, views, author=author))
        return True
    return False


def _put_away(found: Sequence[Story], views: Sequence[SavedView] | None) -> None:
    if not found or not st.toggle(f"Show those put away ({len(found):,})", key="stories-away"):
        return
    for one in found:
        _card(one, views)
