"""The diagrams of a footprint and of its programmes: their list, and the one that is open.

:mod:`.diagram_editing` writes one, :mod:`.diagram_pictures` draws it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from joinedup import services
from joinedup.errors import StoreError
from joinedup.model import Dataset
from joinedup.render.diagrams import KINDS
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date
from joinedup.services import Outline
from joinedup.services.outlines import OutlineLink
from joinedup.store.diagramming import Diagram, DiagramKind
from joinedup.ui import (
    choosing,
    diagram_editing,
    diagram_pictures,
    headings,
    links,
    permission,
    printing,
    state,
    writing,
)
from joinedup.ui.folding import folded, in_turns
from joinedup.ui.front_end import base_path
from joinedup.views import ViewState

UNREAD = "The diagrams cannot be read just now."
HOW_TO_BEGIN = (
    "A driver diagram shows what an aim hangs on, and what to change. A fishbone shows the causes "
    "of a problem. Both are made from a few lines of text: begin with the worked example."
)
ALL = "All of the footprint"
GONE = "There is no diagram under this link."
_BEGIN: Mapping[DiagramKind, tuple[str, str]] = {
    "driver": ("New driver diagram", ":material/account_tree:"),
    "fishbone": ("New fishbone", ":material/set_meal:"),
}
#: So many actions and partners have a button each; the list has all.
_MOST_LINKS = 40
_SHOWN = 20


def page() -> None:
    """What is being written, else the one that is open, else the list."""
    dataset, view = state.current_dataset(), state.view()
    try:
        found, one = recorded(dataset, view)
    except StoreError as error:
        _heading(dataset.name, UNREAD)
        if not state.store_trouble():
            writing.say(error)
        return
    _heading(*head(dataset, view, found, one))
    permission.sign_in()
    diagram_editing.tell_saved()
    diagram_editing.tell_trouble()
    if diagram_editing.opened(view.diagram, dataset.id):
        diagram_editing.editor(dataset)
    elif one:
        _one(dataset, view, one)
    else:
        _list(dataset, view, found)


def recorded(dataset: Dataset, view: ViewState) -> tuple[tuple[Diagram, ...], Diagram | None]:
    """The diagrams of the programme that is open, else of the footprint, put away or not.

    Beside them the diagram that is open; None where none is, or there is no such diagram.

    Raises:
        StoreError: When they cannot be read.
    """
    found = services.diagrams_of(dataset.id, archived=True)
    wanted = tuple(one for one in found if view.programme in ("", one.programme))
    one = services.find_diagram(view.diagram) if view.diagram else None
    return wanted, one if one and one.dataset == dataset.id else None


def head(
    dataset: Dataset, view: ViewState, found: Sequence[Diagram], one: Diagram | None
) -> tuple[str, str]:
    """What the page is about, and its sentence."""
    if one:
        return one.name, f"{told(dataset, one)}."
    programme = dataset.programme_by_id.get(view.programme)
    subject = programme.name if programme else dataset.name
    shown = [each for each in found if not each.archived]
    if not shown:
        return subject, "There is no diagram yet."
    kinds = [each.kind for each in shown]
    parts = [
        counted(kinds.count(kind), KINDS[kind].lower(), f"{KINDS[kind].lower()}s")
        for kind in KINDS
        if kind in kinds
    ]
    return subject, f"{counted(len(shown), 'diagram', 'diagrams')}: {' and '.join(parts)}."


def told(dataset: Dataset, one: Diagram) -> str:
    """What a diagram is, what it is about, and who made and changed it."""
    day = spoken_date(changed_on(one))
    parts = [
        KINDS[one.kind],
        f"about {about(dataset, one)}",
        f"made by {one.owner}",
        f"changed by {one.author} on {day}",
        *(["put away"] if one.archived else []),
    ]
    return " · ".join(parts)


def changed_on(one: Diagram) -> date:
    """The day on which a diagram was changed last, where the program runs."""
    return one.changed_at.astimezone().date()


def about(dataset: Dataset, one: Diagram) -> str:
    """The programme that a diagram is about, in words."""
    if not one.programme:
        return "the whole footprint"
    programme = dataset.programme_by_id.get(one.programme)
    return programme.name if programme else f"{one.programme} (not in this version)"


def _heading(subject: str, sentence: str) -> None:
    st.html(
        f'<header class="ju-head"><h1><span class="ju-page">Diagrams: </span>{escape(subject)}</h1>'
        f'<p class="ju-sentence">{escape(sentence)}</p></header>'
    )
    printing.alone()


# --- the list ------------------------------------------------------------------------


def _list(dataset: Dataset, view: ViewState, found: Sequence[Diagram]) -> None:
    if view.diagram:
        st.info(GONE, icon=":material/link_off:")
    choosing.programme(dataset, view.programme, ALL, state.open_programme)
    current = [one for one in found if not one.archived]
    if not current:
        st.info(HOW_TO_BEGIN, icon=":material/account_tree:")
    _new(dataset, view)
    _cards(dataset, current, "current")
    away = [one for one in found if one.archived]
    if away:
        folded(f"Put away ({len(away):,})", "diagrams-away", lambda: _cards(dataset, away, "away"))


def _new(dataset: Dataset, view: ViewState) -> None:
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
        return
    with st.container(horizontal=True):
        for kind, (label, icon) in _BEGIN.items():
            st.button(
                label,
                key=f"diagram-new-{kind}",
                icon=icon,
                on_click=diagram_editing.begin,
                args=(kind, dataset.id, view.programme),
            )


def _cards(dataset: Dataset, found: Sequence[Diagram], use: str) -> None:
    in_turns(found, partial(_card, dataset), f"diagrams-{use}", most=_SHOWN)


def _card(dataset: Dataset, one: Diagram) -> None:
    with st.container(border=True, key=f"diagram-{one.id}"):
        words = escape_markdown(told(dataset, one))
        st.markdown(f"**{escape_markdown(one.name)}**  \n:small[{words}]")
        st.button("Open", key=f"diagram-open-{one.id}", on_click=state.open_diagram, args=(one.id,))


def about_place(dataset: Dataset, place: str) -> tuple[Diagram, ...]:
    """The diagrams of programmes that work in a place, the last changed first.

    Those of the whole footprint are about every place. None where they cannot be read.
    """
    here = {one.id for one in dataset.programmes if not one.places or place in one.places}
    try:
        found = services.diagrams_of(dataset.id)
    except StoreError:
        return ()
    return tuple(one for one in found if not one.programme or one.programme in here)


def beside(dataset: Dataset, programme: str) -> None:
    """On another page: the ways to the diagrams of a programme, and to make one."""
    try:
        found = [one for one in services.diagrams_of(dataset.id) if one.programme == programme]
    except StoreError:
        return  # the notice at the top of the page says so
    if found:
        headings.section("Diagrams")
    with st.container(key="list-diagrams-beside"):
        for one in found[:_SHOWN]:
            label = f"{KINDS[one.kind]}: {escape_markdown(one.name)}"
            key, pick = f"diagram-beside-{one.id}", state.open_diagram
            if st.button(label, key=key, type="tertiary", on_click=pick, args=(one.id,)):
                st.switch_page("pages/diagrams.py", query_params={})
    label = "All its diagrams" if found else "Draw a driver diagram or a fishbone"
    st.page_link("pages/diagrams.py", label=label, icon=":material/account_tree:")


# --- the one that is open ------------------------------------------------------------


def _one(dataset: Dataset, view: ViewState, one: Diagram) -> None:
    _tools(view, one)
    outline = diagram_pictures.outline_of(dataset, one.kind, one.text, one.programme)
    diagram_pictures.show(outline, one.name)
    _linked(dataset, outline)
    _away(one)


def _tools(view: ViewState, one: Diagram) -> None:
    """The way back, the way to change it, and what can be taken away."""
    if state.is_presented():
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "All diagrams",
            key="diagrams-all",
            icon=":material/arrow_back:",
            on_click=state.open_diagram,
            args=("",),
        )
        if not permission.refusal():
            st.button(
                "Change",
                key="diagram-change",
                icon=":material/edit:",
                on_click=diagram_editing.change,
                args=(one,),
            )
        for form, label in (("svg", "Picture (SVG)"), ("png", "Picture (PNG)")):
            st.link_button(label, _address(view, form), icon=":material/download:")
        links.copy_link(view)


def _address(view: ViewState, form: str) -> str:
    """The address of the picture as a file."""
    query = urlencode(state.link_query(view))
    return f"{base_path()}/joinedup/documents/diagrams.{form}?{query}"


def linked_in(outline: Outline) -> tuple[OutlineLink, ...]:
    """The actions and partners of an outline that are on record, each once, in its order."""
    found = {
        (link.kind, link.target): link for one in outline.items for link in one.links if link.target
    }
    return tuple(found.values())


def link_words(dataset: Dataset, link: OutlineLink) -> str:
    """An action or a partner in words: what it is called, and how the action stands today."""
    action = next((one for one in dataset.actions if one.id == link.target), None)
    if link.kind == "action" and action:
        return f"Action: {link.name} ({action.progress_on(state.today()).label.lower()})"
    return f"Partner: {link.name}"


def _linked(dataset: Dataset, outline: Outline) -> None:
    found = linked_in(outline)
    if not found:
        return
    headings.section("Linked actions and partners")
    with st.container(key="list-diagram-links"):
        for link in found[:_MOST_LINKS]:
            _link(dataset, link)
    if len(found) > _MOST_LINKS:
        st.caption(f"{len(found) - _MOST_LINKS:,} more are in the list above.")


def _link(dataset: Dataset, link: OutlineLink) -> None:
    """A button that leads to an action's programme, an organisation or a partnership."""
    label, key = escape_markdown(link_words(dataset, link)), f"diagram-{link.kind}-{link.target}"
    if link.kind == "action":
        programmes = {one.id: one.programme for one in dataset.actions}
        goes, take, args = "programmes", state.open_programme, (programmes[link.target],)
    else:
        is_organisation = link.target in dataset.organisation_by_id
        goes, take = "organisation" if is_organisation else "network", state.select
        args = (link.target,)
    if st.button(label, key=key, type="tertiary", on_click=take, args=args):
        # Without parameters of its own Streamlit would refuse, as ours are bound to widgets.
        st.switch_page(f"pages/{goes}.py", query_params={})


def _away(one: Diagram) -> None:
    if permission.refusal():
        return
    label = "Take out again" if one.archived else "Put away"

    def draw() -> None:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            writing.author_input("diagram-author")
            st.button(
                label,
                key="diagram-archive",
                on_click=diagram_editing.put_away,
                args=(one,),
                kwargs={"archived": not one.archived},
            )

    folded(label, "diagram-away", draw)
