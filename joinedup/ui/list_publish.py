"""Partner lists, last steps: publishing, and what came of it."""

from contextlib import suppress

import streamlit as st

from joinedup.errors import JoinedUpError, StoreError
from joinedup.imports.plan import Plan
from joinedup.render import plans
from joinedup.render.escaping import escape_markdown
from joinedup.render.nouns import counted
from joinedup.services import partner_lists
from joinedup.store.protocol import Superseded, VersionInfo
from joinedup.ui import headings, permission, state, upload, writing
from joinedup.ui.list_plan import TAKE_IN, pending, waiting_rows
from joinedup.ui.lists import next_sheet, unread
from joinedup.ui.upload import Upload

#: What a list can change that the page Programmes shows.
_OF_PROGRAMMES = frozenset({"programme", "action", "milestone"})


def publish(one: Upload) -> None:
    """The end of the third step: who publishes the plan on screen, why, and the button."""
    plan = one.plan
    if plan is None:
        return
    headings.section("Publish")
    st.markdown(f"Publishing this **{escape_markdown(plans.told(plan.changes))}**.")
    refusal = permission.refusal()
    if refusal:
        st.info(refusal, icon=":material/lock:")
        permission.sign_in()
        return
    if plan.is_empty:
        st.caption("The list changes nothing, so there is nothing to publish.")
        return
    with st.form("publish", border=False):
        left, right = st.columns([1, 2])
        with left:
            author = st.text_input(
                "Who publishes",
                value=permission.author() or writing.author(),
                key=f"author-{upload.number()}",
            )
        with right:
            note = st.text_input("Why: a note for the history", key=f"note-{upload.number()}")
        waiting = pending(plan, one)
        if waiting:
            answers = counted(waiting, "answer above is", "answers above are")
            st.warning(f"{answers} not in the plan yet: press “{TAKE_IN}” first.")
        sent = st.form_submit_button(
            "Publish as a new version", type="primary", disabled=bool(waiting)
        )
    author = permission.author() or author
    if sent and not (author.strip() and note.strip()):
        lacking = [
            what for what, text in (("who publishes", author), ("why", note)) if not text.strip()
        ]
        st.error(f"**Nothing is published yet.** Write {' and '.join(lacking)}, and press again.")
    elif sent:
        _send(plan, one, author, note)


def _send(plan: Plan, one: Upload, author: str, note: str) -> None:
    try:
        with upload.working("Publishing") as tell:
            one.published = partner_lists.publish_plan(
                plan,
                one.source,
                author=author,
                note=note,
                progress=lambda done, total: tell("Writing", done, total),
            )
            # Before anything is shown, as cancelling comes too late from here on.
            _keep(one, author)
    except Superseded as error:
        last = error.between[-1]
        one.plan = None
        state.adopt(plan.dataset.id)
        one.said = (
            f"While you were reading, {escape_markdown(last.author)} published version "
            f"{last.number} ({escape_markdown(last.note)}). Nothing of yours is lost: this is your "
            "list against that version. Look at it, then publish."
        )
        st.rerun()
    except JoinedUpError as error:
        st.error(f"**{escape_markdown(error.what)}.** {escape_markdown(error.hint)}")
        return
    st.rerun()


def _keep(one: Upload, author: str) -> None:
    """Go on to what was published, and keep for the next list what was chosen for this one."""
    if one.published is None or one.table is None or one.choices is None:
        return
    one.step = 3
    writing.remember_author(author)
    state.adopt(one.published.dataset)
    one.read = (*one.read, one.sheet)
    # It is published: that its columns are not remembered must not look as if it were not.
    with suppress(StoreError):
        partner_lists.remember(one.table, one.choices)


def done(one: Upload) -> None:
    """The last step: what was published, and where to see it."""
    version, plan = one.published, one.plan
    if version is None or plan is None:
        return
    head, rest = published_words(plan, version)
    st.success(f"**{head}** {escape_markdown(rest)}", icon=":material/check_circle:")
    if words := waiting_words(plan):
        st.markdown(words)
    with st.container(horizontal=True, vertical_alignment="center"):
        waiting_rows(plan, one)
        here = state.current_dataset().id == version.dataset
        if here and not state.pinned_version():
            if any(one.thing in _OF_PROGRAMMES for one in plan.changes):
                label, icon = "See the programmes", ":material/flag:"
                st.page_link("pages/programmes.py", label=label, icon=icon)
            st.page_link("pages/map.py", label="See the map", icon=":material/map:")
            st.page_link(
                "pages/history.py", label="History, and the way back", icon=":material/history:"
            )
        else:
            st.button(
                f"Open {escape_markdown(plan.dataset.name)}",
                type="primary",
                on_click=state.open_dataset,
                args=(version.dataset,),
            )
        if unread(one):
            label = "Go on with the next sheet of this file"
            st.button(label, on_click=next_sheet, args=(one,), icon=":material/tab:")
        st.button("Upload another list", on_click=upload.forget)


def published_words(plan: Plan, version: VersionInfo) -> tuple[str, str]:
    """That a list is published, and what it has changed."""
    told = f"It {plans.told(plan.changes)}. Everybody sees it from now on."
    return f"Version {version.number} is published.", told


def waiting_words(plan: Plan) -> str:
    """How many rows did not go in, and what to do; empty where all did."""
    if not plan.waiting:
        return ""
    return (
        f"{counted(len(plan.waiting), 'row waits', 'rows wait')} and did not go in. Mend them "
        "in the file and upload it: it holds only those rows."
    )
