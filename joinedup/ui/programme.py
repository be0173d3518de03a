"""The page of one programme: purpose, figures, timeline, actions, what is missing, members."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import streamlit as st

from joinedup.model import Action, Milestone, Partnership, Programme, Progress, Statement
from joinedup.model import StatementKind as Kind
from joinedup.render import programme_parts as parts
from joinedup.render import programme_sources, programme_tables
from joinedup.render import programmes as words
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.services import (
    Belonging,
    ProgrammeView,
    Reading,
    is_ownerless,
    programme_gaps,
    seats_by_sector,
)
from joinedup.ui import (
    diagrams,
    headings,
    parity,
    programme_forms,
    programmes,
    server,
    small_pictures,
    state,
    tabling,
)
from joinedup.ui.folding import folded, in_turns
from joinedup.ui.menu import PAGES

PURPOSE, MILESTONES, ACTIONS = "What it is for", "Milestones", "Actions by theme"
MISSING, NO_GAP = "What is missing", "Nothing we ask for."
MEMBERS, SOURCES = "Who takes part", "Where this is from"
NO_THEME = "Without a theme"
NO_MILESTONE = "No milestone is on record. A list of actions can bring them."
NO_ACTION = "No action is on record."
_HOW_TO_ACT = "Add the first one below, or upload a list of actions."
PARITY = "Equal partners, in this footprint"
NO_PARITY = parity.NO_SHARED
PARITY_WORDS = "The page Parity says more: board by board, and who works with whom."
STANDS_WORDS = (
    "Late: the record says that it is still open after its day. Past its date with no outcome on "
    "record: nobody has said what came of it, which is not late."
)
#: What a document says, in the order in which it is told, with its heading.
STATED = {
    Kind.FOCUS: "Areas of focus",
    Kind.PRIORITY: "Strategic priorities",
    Kind.FUNDING: "Funding",
    Kind.AGREEMENT: "Agreements",
    Kind.FIGURE: "Figures",
    Kind.EVIDENCE: "Evidence",
    Kind.CONTEXT: "Context",
}
#: So many actions are told one by one; the table has all.
MOST_ACTIONS = 200
#: So many members are named at a time; each takes time to draw.
_MOST_NAMES = 24
#: Pages that are about the programme that is open as well.
_BESIDE = ("stakeholders", "diagrams", "working_together", "sustainability")
_ALL, _LATE, _OWNERLESS = "All", "Late", "No owner"
_ASKS_FOR_PARITY = ("parity", "equal partner")


def everything(reading: Reading, one: ProgrammeView) -> None:
    """All of a programme, from what it is for to where that is from."""
    _tools(reading, one)
    if note := programmes.narrowed_words(reading):
        st.caption(note)
    if counts := parts.counts(one):
        st.html(counts)
    _purpose(reading, one)
    if one.milestones or not one.is_context:
        _milestones(reading, one)
    if one.actions or not one.is_context:
        _actions(reading, one)
    if not one.is_context:
        _missing(reading, one)
        _members(reading, one)
    _stated(reading, one)
    if not state.is_presented():
        diagrams.beside(reading.dataset, one.programme.id)
    _sources(one)


def _tools(reading: Reading, one: ProgrammeView) -> None:
    """The way back to the list, and what a board takes away."""
    if state.is_presented():
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "All programmes",
            key="programmes-all",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=state.open_programme,
            args=("",),
        )
        programme_forms.board_download(reading, one)
        for path, label, address, icon in () if one.is_context else PAGES:
            if address in _BESIDE:
                st.page_link(path, label=label, icon=icon, width="content")


def _heading(
    text: str,
    rows: Iterable[Programme | Milestone | Action | Statement] = (),
    above: ProgrammeView | None = None,
) -> None:
    """A heading, and below it where what follows comes from.

    Args:
        text: The heading.
        rows: What follows.
        above: The programme whose own source stands in full further up.
    """
    headings.section(text)
    known = above.programme.provenance if above else None
    if source := programme_sources.source_words(rows, known):
        st.caption(f"Source: {escape_markdown(source)}")


def _purpose(reading: Reading, one: ProgrammeView) -> None:
    _heading(PURPOSE, [one.programme])
    pairs = [*words.purpose(one.programme), *words.people(reading.dataset, one.programme)]
    st.html(parts.facts(pairs))


def _milestones(reading: Reading, one: ProgrammeView) -> None:
    _heading(MILESTONES, one.milestones, one)
    if not one.milestones:
        st.markdown(NO_MILESTONE)
        return
    alt, dark = escape(words.timeline_title(one)), state.is_dark()
    wide, narrow = (
        escape(server.timeline_url(reading, dark=dark, narrow=narrow)) for narrow in (False, True)
    )
    # The style sheet shows one of the two: a phone has no room for names beside the bars.
    st.html(
        f'<img class="ju-timeline" src="{wide}" alt="{alt}">'
        f'<img class="ju-timeline-narrow" src="{narrow}" alt="{alt}">'
    )
    if note := words.first_of(words.MOST_DRAWN, len(one.milestones), "milestones"):
        st.caption(note)
    name = f"{reading.dataset.id}-{one.programme.id}-milestones"
    folded(
        f"Table: {counted(len(one.milestones), 'milestone', 'milestones')}",
        "milestones",
        lambda: tabling.table(programme_tables.milestones_frame(one), name, reading),
    )


def _actions(reading: Reading, one: ProgrammeView) -> None:
    _heading(ACTIONS, one.actions, one)
    if not one.actions:
        st.markdown(NO_ACTION if state.is_presented() else f"{NO_ACTION} {_HOW_TO_ACT}")
    else:
        shown = _chosen(one)
        for theme, rows in by_theme(one, shown, MOST_ACTIONS).items():
            st.html(f'<h3 class="ju-list">{escape(theme or NO_THEME)}</h3>')
            st.html(parts.action_list(reading.dataset, rows, one))
        if note := words.first_of(MOST_ACTIONS, len(shown), "actions"):
            st.caption(note)
        st.caption(STANDS_WORDS)
        _tables(reading, one)
    programme_forms.forms(one)


def by_theme(
    one: ProgrammeView, wanted: Iterable[Action], most: int
) -> Mapping[str, Sequence[Action]]:
    """The first of some of its actions, by theme in the order of the record."""
    keys, left = {row.id for row in wanted}, most
    found: dict[str, Sequence[Action]] = {}
    for theme, rows in one.themes().items():
        kept = [row for row in rows if row.id in keys][:left]
        left -= len(kept)
        if kept:
            found[theme] = kept
    return found


def _chosen(one: ProgrammeView) -> Sequence[Action]:
    """The actions that the choice above them lets pass."""
    late = [row for row in one.actions if row.progress_on(one.day) is Progress.LATE]
    ownerless = [row for row in one.actions if is_ownerless(row, one.day)]
    if state.is_presented() or not (late or ownerless):
        return one.actions
    rows = {_ALL: one.actions, _LATE: late, _OWNERLESS: ownerless}
    whole = len(one.actions)
    chosen = st.segmented_control(
        "Show which actions",
        list(rows),
        format_func=lambda name: (
            f"{name} ({len(rows[name]):,})"
            if name == _ALL
            else f"{name} ({len(rows[name]):,} of {whole:,})"
        ),
        default=_ALL,
        key=f"actions-shown-{one.programme.id}",
        label_visibility="collapsed",
        required=True,
    )
    found = rows[chosen or _ALL]
    if not found:
        st.markdown("No action is so.")
    return found


def _tables(reading: Reading, one: ProgrammeView) -> None:
    """The same actions as a table."""
    if state.is_presented():
        return
    name = f"{reading.dataset.id}-{one.programme.id}-actions"
    folded(
        f"Table: {counted(len(one.actions), 'action', 'actions')}",
        "actions",
        lambda: tabling.table(programme_tables.actions_frame(reading.dataset, one), name, reading),
    )


def _stated(reading: Reading, one: ProgrammeView) -> None:
    """What else its documents say, kind by kind."""
    for kind, heading in STATED.items():
        rows = one.stated(kind)
        if rows:
            _heading(heading, rows, one)
            st.html(parts.statement_list(rows))
    if asks_for_parity(one):
        _parity(reading)


def asks_for_parity(one: ProgrammeView) -> bool:
    """Whether it asks that some be equal partners, which the page Parity measures."""
    said = " ".join(f"{row.name} {row.text}" for row in one.statements).casefold()
    return any(words in said for words in _ASKS_FOR_PARITY)


def _parity(reading: Reading) -> None:
    """What is asked for, measured here."""
    headings.section(PARITY)
    lines = parity_lines(reading)
    st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines) or NO_PARITY)
    st.caption(PARITY_WORDS)
    st.page_link("pages/parity.py", label="To Parity", icon=":material/balance:")


def parity_lines(reading: Reading) -> list[str]:
    """Of those who are to be equal partners: their seats beside their size, as Parity has them."""
    return [
        f"{size}; at the tables {seats.lower()} {of}"
        for seats, of, size in parity.cards(seats_by_sector(reading))
    ]


def _missing(reading: Reading, one: ProgrammeView) -> None:
    found = gaps(reading, one)
    headings.section(MISSING)
    st.markdown("\n".join(f"- {escape_markdown(gap)}" for gap in found) or NO_GAP)


def gaps(reading: Reading, one: ProgrammeView) -> list[str]:
    """What the record does not say about it, or what it has none of."""
    return words.gap_words(programme_gaps(one, reading.found))


def _members(reading: Reading, one: ProgrammeView) -> None:
    headings.section(MEMBERS)
    own = one.group(Belonging.OWN)[0].partnership
    lines = [words.group_words(group) for group in one.groups]
    st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines))
    rows = words.member_rows(reading, one)
    if not rows:
        return
    _pictures(reading, own)
    if note := words.as_of_words(reading, one):
        st.caption(note)
    with st.container(key="list-programme-members", gap=None):
        _names(reading, [key for key, _ in rows])
    name = f"{reading.dataset.id}-{one.programme.id}-members"
    folded(
        f"Table: {counted(len(rows), 'organisation', 'organisations')}",
        "members",
        lambda: tabling.table(programme_tables.members_frame(reading, one), name, reading),
    )


def _names(reading: Reading, keys: Sequence[str]) -> None:
    """The first of them, and the way to the others."""
    # In a room nobody presses a button for more.
    told = keys[:_MOST_NAMES] if state.is_presented() else keys
    in_turns(told, partial(_name, reading), "members", most=_MOST_NAMES)
    if len(told) < len(keys):
        st.caption(words.first_of(_MOST_NAMES, len(keys), "organisations"))


def _name(reading: Reading, key: str) -> None:
    """A member with its connection on the day; leads to its own page."""
    one = reading.dataset.organisation_by_id[key]
    said = escape_markdown(words.connection_words(reading, key))
    label = f"{escape_markdown(one.name)} :small[({said})]"
    own = f"programme-member-{key}"
    if st.button(label, key=own, type="tertiary", on_click=state.select, args=(key,)):
        # Without parameters of its own Streamlit would refuse, as ours are bound to widgets.
        st.switch_page("pages/organisation.py", query_params={})


def _pictures(reading: Reading, own: Partnership) -> None:
    """A small map and a small network of those who take part, and the ways to the large ones."""
    for column, kind in zip(st.columns(2), small_pictures.KINDS, strict=True):
        own_key = f"programme-picture-{kind}"
        with column, st.container(border=True, height="stretch", key=own_key):
            address = server.picture_url(kind, reading, dark=state.is_dark())
            alt = escape(small_pictures.title(kind, reading))
            st.html(f'<img class="ju-picture" src="{escape(address)}" alt="{alt}">')
            if kind == "network" and (key := small_pictures.key_words(reading)):
                st.caption(escape_markdown(key))
            if not state.is_presented():
                _open(kind, reading, own)


def _open(kind: str, reading: Reading, own: Partnership) -> None:
    pressed = st.button(
        "Open them on the map" if kind == "map" else "Open them in the network",
        key=f"programme-{kind}",
        icon=":material/map:" if kind == "map" else ":material/hub:",
        on_click=partial(_show, own.id, ended=not own.runs_on(reading.state.day)),
    )
    if pressed:
        # Without parameters of its own Streamlit would refuse, as ours are bound to widgets.
        st.switch_page(f"pages/{kind}.py", query_params={})


def _show(partnership: str, *, ended: bool) -> None:
    """Select a partnership; of one that has ended only the past knows its members."""
    state.select(partnership)
    if ended:
        st.session_state["past"] = True


def _sources(one: ProgrammeView) -> None:
    headings.section(SOURCES)
    lines = programme_sources.source_lines(one)
    st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines))
