"""Placing a stakeholder: by figures, by dragging or by keys, and one way to save them all.

Where somebody has put an organisation is kept in the session until it is saved or undone. The
figures of the form and the points of the grid are two views of the same.
"""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from joinedup import services
from joinedup.model import SCORES, Organisation
from joinedup.render.escaping import escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined
from joinedup.render.stakeholders import group_words
from joinedup.services import NineC, Placing, Reading, Stakeholders
from joinedup.ui import choosing, headings, permission, ratings, state, writing

#: Where an organisation without any score is put first.
_MIDDLE = (SCORES[-1] + SCORES[0]) // 2
_WANTED, _DONE, _ROUND = "_stakeholder_wanted", "_stakeholder_done", "_stakeholder_round"
_MOST_NAMED = 3

Moves = dict[str, tuple[int, int]]


def moves(reading: Reading) -> Moves:
    """Power and interest by organisation, where they were put and not saved.

    Of this footprint and programme alone; what is not in this version is left out.
    """
    known = reading.dataset.organisation_by_id
    found: Moves = st.session_state.setdefault(_key(reading), {})
    return {one: scores for one, scores in found.items() if one in known}


def _key(reading: Reading) -> str:
    return f"_stakeholder_moves {reading.dataset.id} {reading.state.programme}"


def move(reading: Reading, organisation: str, power: int, interest: int) -> None:
    """Put an organisation somewhere, and select it; for callbacks only."""
    if organisation not in reading.dataset.organisation_by_id or permission.refusal():
        return
    st.session_state.setdefault(_key(reading), {})[organisation] = (power, interest)
    for name, score in (("power", power), ("interest", interest)):
        st.session_state[_figure(reading, organisation, name)] = score
    state.select(organisation)


def wanted() -> str:
    """Which point is to have the focus; see :func:`joinedup.ui.stakeholders_grid.show`."""
    return str(st.session_state.get(_WANTED, ""))


def _figure(reading: Reading, organisation: str, name: str) -> str:
    # A new round empties the fields; Streamlit has no other way.
    number = st.session_state.get(_ROUND, 0)
    return f"stakeholder-{name}-{reading.state.programme}-{organisation}-{number}"


def show(reading: Reading, found: Stakeholders) -> None:
    """The form: whom, how much power and interest, in which group, why, and who says so."""
    headings.section("Place a stakeholder")
    # What comes and goes has a place of its own: what is below it keeps the keyboard's focus.
    with st.container():
        if done := st.session_state.pop(_DONE, ""):
            st.success(escape_markdown(done), icon=":material/check_circle:")
    permission.sign_in()
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
        return
    one = _organisation(reading, found)
    if one:
        _figures(reading, found, one)
    held = moves(reading)
    if one or held:
        _save(reading, found, one, held)


def _organisation(reading: Reading, found: Stakeholders) -> Organisation | None:
    """Whom to place: what is selected, here or anywhere else.

    The list begins with those whom one expects on the grid: the members of the open programme.
    """
    known = reading.dataset.organisation_by_id
    names = choosing.organisations(reading.dataset)
    first = {one.id: names[one.id] for one in found.whole}
    chosen = reading.state.selected if reading.state.selected in known else ""
    choosing.choose(
        "Organisation",
        first | names,
        chosen,
        state.select,
        key="-stakeholder",
        others=choosing.also_known_as(reading.dataset),
        told=True,
    )
    return known.get(chosen)


def _figures(reading: Reading, found: Stakeholders, one: Organisation) -> None:
    held = moves(reading).get(one.id)
    for column, name, label in zip(
        st.columns(2),
        ("power", "interest"),
        ("Power (1 to 5)", "Interest (1 to 5)"),
        strict=True,
    ):
        with column:
            key = _figure(reading, one.id, name)
            if held:
                st.session_state[key] = held[name == "interest"]
            st.number_input(
                label,
                min_value=SCORES[0],
                max_value=SCORES[-1],
                value=None,
                step=1,
                key=key,
                on_change=_typed,
                args=(reading, one.id),
            )
    # It stays once the point is there: who comes from the figures by Tab has just reached it.
    st.button(
        "Move it on the grid" if held else "Put it on the grid to move it",
        key=f"stakeholder-put-{one.id}",
        icon=":material/open_with:",
        on_click=_put,
        args=(reading, found, one.id),
        help="Drag it, or use the arrow keys.",
    )
    groups = ["", *NineC]
    st.selectbox(
        "Group",
        groups,
        format_func=lambda group: group_words(NineC(group)) if group else "No group yet",
        key=_figure(reading, one.id, "group"),
    )
    st.text_area("Why, or what shows it", key=_figure(reading, one.id, "why"), height=80)


def _typed(reading: Reading, organisation: str) -> None:
    """Take the figures over once both are there."""
    power, interest = (
        st.session_state.get(_figure(reading, organisation, name)) for name in ("power", "interest")
    )
    if isinstance(power, int) and isinstance(interest, int):
        move(reading, organisation, power, interest)
    else:
        st.session_state.setdefault(_key(reading), {}).pop(organisation, None)


def _put(reading: Reading, found: Stakeholders, organisation: str) -> None:
    """Put an organisation where it stands already, or in the middle, and lead the focus to it."""
    if organisation not in moves(reading):
        row = found.of(organisation)
        power = round(row.power.median) if row and row.power else _MIDDLE
        interest = round(row.interest.median) if row and row.interest else _MIDDLE
        move(reading, organisation, power, interest)
    number = int(wanted().rpartition(" ")[2] or 0) + 1
    st.session_state[_WANTED] = f"{organisation} {number}"


# --- saving --------------------------------------------------------------------------


def _save(
    reading: Reading,
    found: Stakeholders,
    one: Organisation | None,
    held: Moves,
) -> None:
    with st.container():
        if held:
            _unsaved(reading, held)
    author = writing.opinion_author("stakeholder-author")
    what = f" {counted(len(held), 'opinion', 'opinions')}" if len(held) > 1 else ""
    with st.container(horizontal=True):
        pressed = st.button(f"Save{what}", type="primary", key="stakeholder-save")
        if held:
            st.button("Undo", key="stakeholder-undo", on_click=partial(_forget, reading))
    if pressed and _kept(reading, found, one, held, author):
        st.rerun()


def _unsaved(reading: Reading, held: Moves) -> None:
    """Who was put somewhere and is not saved."""
    names = reading.dataset.organisation_by_id
    some = [names[key].name for key in list(held)[:_MOST_NAMED]]
    rest = len(held) - len(some)
    told = joined([*some, f"{rest:,} more"] if rest else some)
    st.warning(f"Not saved yet: {escape_markdown(told)}", icon=":material/edit_location_alt:")


def _kept(
    reading: Reading,
    found: Stakeholders,
    one: Organisation | None,
    held: Moves,
    author: str,
) -> bool:
    """Save all that was put somewhere; says why where it cannot be, and gives False."""
    if not held or (one and one.id not in held):
        name = f" for {escape_markdown(one.name)}" if one else ""
        st.error(f"**Give both figures{name}.** Power and interest, from 1 to 5.")
        return False
    placings = [
        _placing(reading, found, key, scores, author, is_open=bool(one and one.id == key))
        for key, scores in held.items()
    ]
    dataset, programme = reading.dataset.id, reading.state.programme
    known = ratings.taken_names(reading.dataset)
    with writing.Attempt(author):
        services.place_stakeholders(
            *(dataset, programme, placings),
            author=author,
            on=state.opinion_day(),
            known=known,
        )
        _forget(reading)
        st.session_state[_DONE] = _done(reading, placings)
        return True
    return False


def _done(reading: Reading, placings: Sequence[Placing]) -> str:
    """That placings are saved, and of one which."""
    first, *others = placings
    if others:
        return f"Saved: {len(placings):,} opinions."
    name = reading.dataset.organisation_by_id[first.organisation].name
    return f"Saved: {name}, power {first.power}, interest {first.interest}."


def _placing(
    reading: Reading,
    found: Stakeholders,
    key: str,
    scores: tuple[int, int],
    author: str,
    *,
    is_open: bool,
) -> Placing:
    """What is saved of one; group and reason are in the form of the open one alone."""
    held = st.session_state
    group = str(held.get(_figure(reading, key, "group")) or "") if is_open else ""
    return Placing(
        organisation=key,
        power=scores[0],
        interest=scores[1],
        group=group or services.last_group(found.of(key), author),
        why=str(held.get(_figure(reading, key, "why")) or "") if is_open else "",
    )


def _forget(reading: Reading) -> None:
    """Take back what was put somewhere and not saved; for callbacks, and after saving."""
    st.session_state.pop(_key(reading), None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
