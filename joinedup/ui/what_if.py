"""What if: the changes that are thought of, how one is added, and what would move."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from joinedup import views
from joinedup.errors import MeasureError
from joinedup.render import what_if as render
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.sentence import where
from joinedup.services import Amendment, Outcome, Proposal, Reading
from joinedup.services.amending import parsed, written
from joinedup.ui import choosing, deciding, permission, state, tabling, worked_out, writing
from joinedup.ui.folding import folded

_WHO, _SEAT, _WHOM = "_whatif_who", "_whatif_seat", "_whatif_whom"
_KIND = "whatif-kind"
_KINDS = {
    "out": "An organisation leaves",
    "seat": "One takes a seat in a partnership",
    "tie": "Two get a tie to each other",
}
_MOST_NAMED = 12
_COMES = "Two figures take a few seconds, and come by themselves."


def subject(reading: Reading) -> tuple[str, str] | None:
    """The two halves of the page's sentence: where and when, and what if; None for no change."""
    amendments = _amendments(reading)
    if not amendments:
        return None
    return where(reading), render.question(reading.dataset, amendments)


def changes(reading: Reading) -> None:
    """What is thought of, each to be taken away again, and how another one is added."""
    amendments, unusable = parsed(reading.state.whatif, reading.dataset)
    if unusable:
        st.warning(escape_markdown(unusable_words(unusable)), icon=":material/link_off:")
    if state.is_presented():
        return  # the sentence has them
    _chips(reading, amendments)
    if amendments:
        folded("Change something else as well", "whatif", partial(_add, reading, amendments))
    else:
        with st.container(border=True):
            _add(reading, amendments)
    st.caption(
        "Try one thing or several. Nothing is saved unless you ask for it: the link holds what you "
        "try, and “Copy link” passes it on."
    )


def unusable_words(unusable: Sequence[str]) -> str:
    """What of the address could not be used."""
    return (
        f"The link asks what if with {', '.join(unusable)}, which this version of the record does "
        "not have. It is left out."
    )


def outcome(reading: Reading) -> None:
    """What would move; without a change, where to begin."""
    amendments = _amendments(reading)
    if amendments:
        worked_out.show(
            lambda: worked_out.what_if(reading, amendments), partial(_outcome, reading, amendments)
        )
        return
    st.markdown("Not sure where to begin? The Network page names those that others hang on most.")
    label = "If one leaves: who holds others together"
    st.page_link("pages/network.py", label=label, icon=":material/hub:")


def _amendments(reading: Reading) -> tuple[Amendment, ...]:
    return parsed(reading.state.whatif, reading.dataset)[0]


def _chips(reading: Reading, amendments: Sequence[Amendment]) -> None:
    if not amendments:
        return
    with st.container(horizontal=True, key="whatif-chips"):
        for number, one in enumerate(amendments):
            rest = [*amendments[:number], *amendments[number + 1 :]]
            st.button(
                f"{escape_markdown(render.thing(reading.dataset, one, short=True))} ✕",
                key=f"whatif-{number}",
                help=f"{escape_markdown(render.thing(reading.dataset, one))}: take this away",
                on_click=state.ask_what_if,
                args=(rest,),
            )
        st.button(
            "Start again",
            type="tertiary",
            icon=":material/restart_alt:",
            on_click=state.ask_what_if,
            args=((),),
        )


def _add(reading: Reading, amendments: Sequence[Amendment]) -> None:
    """Choose what would be otherwise, and add it to the rest."""
    kind = st.radio(
        "What would be otherwise?",
        list(_KINDS),
        format_func=_KINDS.__getitem__,
        key=_KIND,
        horizontal=True,
    )
    names = choosing.organisations(reading.dataset)
    left, right = st.columns(2)
    with left:
        who = _chosen("Organisation", _WHO, names, reading)
    target = ""
    with right:
        if kind == "seat":
            tables = {one.id: one.name for one in reading.dataset.partnerships}
            target = _chosen("Partnership", _SEAT, tables, reading)
        elif kind == "tie":
            target = _chosen("The other organisation", _WHOM, names, reading)
    complete = bool(who) and (kind == "out" or bool(target))
    one = Amendment(organisation=who, target=target)
    refused = _refusal(reading, amendments, one) if complete else ""
    st.button(
        "See what would move",
        type="primary",
        disabled=not complete or bool(refused),
        on_click=_added,
        args=((*amendments, one),),
    )
    if refused:
        st.caption(refused)


def _chosen(label: str, key: str, names: Mapping[str, str], reading: Reading) -> str:
    """A box to choose one by name, and what is chosen in it, or selected before that."""
    found = str(st.session_state.get(key, reading.state.selected if key == _WHO else ""))
    found = found if found in names else ""
    others = choosing.also_known_as(reading.dataset)
    choosing.choose(label, names, found, _taking(key), key=key, others=others, told=True)
    return found


def _taking(key: str) -> Callable[[str], None]:
    def take(one: str) -> None:
        st.session_state[key] = one

    return take


def _refusal(reading: Reading, amendments: Sequence[Amendment], one: Amendment) -> str:
    """Why a change cannot be added; empty where it can."""
    if one.organisation == one.target:
        return "Choose two different organisations."
    if one in amendments:
        return "That is among the changes already."
    if one.target in reading.found[one.organisation].partnerships:
        return "It has a seat there already."
    if len(written((*amendments, one))) > views.MAX_VALUE_LENGTH:
        return "A link holds no more than this: take a change away to add another."
    return ""


def _added(amendments: Sequence[Amendment]) -> None:
    state.ask_what_if(amendments)
    for key in (_WHO, _SEAT, _WHOM):
        st.session_state[key] = ""


def _outcome(reading: Reading, amendments: Sequence[Amendment], found: Outcome) -> None:
    st.html(f'<p class="ju-balance">{escape(render.answer(reading, found))}</p>')
    for words in render.not_counted(reading, amendments, found):
        st.caption(escape_markdown(words))
    rows = _figures(reading, amendments, found)
    for words in render.of_what(reading, amendments):
        st.caption(escape_markdown(words))
    _names(reading, found)
    _put_on_list(reading, amendments)
    folded("Tables to download", "whatif-tables", lambda: _tables(reading, rows, found))


def _figures(
    reading: Reading, amendments: Sequence[Amendment], found: Outcome
) -> list[tuple[str, str, str, str]]:
    """Draw the figures before and after; those that take seconds come by themselves."""
    ask = partial(worked_out.far_figures, reading, amendments)
    before, after, missing, far = found.before, found.after, "", None
    try:
        far = ask()
    except MeasureError as error:
        missing = f"{error.what}."
    if far:
        before, after = {**before, **far[0]}, {**after, **far[1]}
    rows = render.figures_rows(before, after, missing="not worked out" if missing else "")
    st.html(render.figures_table(rows))
    if missing:
        st.caption(escape_markdown(missing))
    elif not far:
        worked_out.comes_by_itself(ask, _COMES)
    return rows


def _names(reading: Reading, found: Outcome) -> None:
    shown = render.names_lists(reading, found)
    if not shown:
        return
    for column, (title, names) in zip(st.columns(len(shown)), shown, strict=True):
        with column:
            rest = len(names) - _MOST_NAMED
            items = [f"<li>{escape(name)}</li>" for name in names[:_MOST_NAMED]]
            more = [f"<li>and {rest:,} more, which the table has</li>"] if rest > 0 else []
            st.html(
                f'<h2 class="ju-section">{escape(title)} ({len(names):,})</h2>'
                f"<ul>{''.join(items + more)}</ul>"
            )


def _put_on_list(reading: Reading, amendments: Sequence[Amendment]) -> None:
    """Seats and ties that are thought of become introductions to be made, if somebody asks."""
    wanted = [one for one in amendments if one.target]
    if not wanted or permission.refusal():
        return
    decided = deciding.decisions(reading)
    if decided is None:
        return
    wished = [Proposal(organisation=one.organisation, target=one.target) for one in wanted]
    fresh = [one for one in wished if one.key not in decided]
    if not fresh:
        label = "On the list of introductions"
        st.page_link("pages/introductions.py", label=label, icon=":material/handshake:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        author = writing.author_input("whatif-author")
        label = f"Put {'it' if len(fresh) == 1 else 'them'} on the list of introductions"
        pressed = st.button(label, key="whatif-keep", icon=":material/handshake:")
    if pressed and deciding.keep(fresh, "accepted", author=author):
        st.rerun()


def _tables(reading: Reading, rows: Sequence[tuple[str, str, str, str]], found: Outcome) -> None:
    name = f"{reading.dataset.id}-what-if"
    tabling.table(render.figures_frame(rows), name, reading)
    tabling.table(render.names_frame(reading, found), f"{name}-names", reading)
