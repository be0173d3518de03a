"""Partner lists, last steps: what would change, questions, publishing, and what came of it."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from joinedup.errors import ListError
from joinedup.imports.choices import LEAVE_OUT, NEW
from joinedup.imports.plan import Outcome, Plan
from joinedup.imports.planning import Base
from joinedup.imports.problems import Problem
from joinedup.imports.resolving import Question
from joinedup.imports.tables import LeftOut
from joinedup.render import downloads, plans
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.services import partner_lists
from joinedup.ui import cache, state, upload
from joinedup.ui.lists import refused
from joinedup.ui.upload import Upload

_QUESTIONS = 10
_FEW = 3
_ROWS = 1_000
MOST_NOTES = 20
_ASK_LATER = ""
NEARLY = (
    "These are nearly the same as something on record, or bear its number under another name. "
    "Nothing is merged unless you say so; rows without an answer wait."
)
TAKE_IN = "Take these answers in"
PHASES = {
    Outcome.NEW: "New",
    Outcome.CHANGED: "Changed",
    Outcome.UNCHANGED: "Unchanged",
    Outcome.TO_CONFIRM: "To be confirmed",
    Outcome.WAITING: "Waiting",
    Outcome.LEFT_OUT: "Left out",
}


def see_plan(one: Upload) -> None:
    """The third step: the plan, what has to be asked, and the button that publishes it."""
    if one.said:
        st.info(one.said, icon=":material/group:")
    if one.plan and not one.new and one.plan.dataset.id != state.current_dataset().id:
        # Another footprint was chosen in the sidebar meanwhile; the answers were about the other.
        one.plan, one.decisions = None, {}
    plan = one.plan or _made(one)
    if plan is None:
        st.button("Back to the columns", on_click=upload.go, args=(1,))
        return
    _figures(plan)
    _caution(plan, one)
    with st.container(horizontal=True):
        st.button("Back to the columns", on_click=_back, icon=":material/arrow_back:")
        waiting_rows(plan, one)
    _tabs(plan, one)


def _back() -> None:
    one = upload.current()
    if one is not None:
        one.plan = None
    upload.go(1)


def _made(one: Upload) -> Plan | None:
    """Make the plan, telling how far it is; None, and the reason on screen, where it fails."""
    if one.table is None or one.choices is None:
        return None
    choices = replace(one.choices, decisions=dict(one.decisions))
    try:
        with upload.working("Comparing the list with the record", cancel=_back) as tell:
            one.plan = partner_lists.plan_list(
                _base(one), one.source, one.table, choices, tell=tell
            )
    except ListError as error:
        refused(error)
        return None
    return one.plan


def _base(one: Upload) -> Base:
    if one.new:
        return partner_lists.base_of_new(one.start, one.places)
    dataset_id = state.current_dataset().id
    return _kept_base(dataset_id, cache.newest(dataset_id))


@st.cache_resource(max_entries=4, show_spinner=False)
def _kept_base(dataset_id: str, version: str) -> Base:
    """What lists are compared with: a version and its areas, ready to find postcodes in."""
    return partner_lists.base_of(
        cache.dataset(dataset_id, version), cache.boundaries(dataset_id, version)
    )


def _figures(plan: Plan) -> None:
    cells = "".join(
        f'<div class="ju-tile ju-tile-{outcome.value}"><dt>{escape(label)}</dt>'
        f"<dd>{plan.count(outcome):,}</dd></div>"
        for outcome, label in PHASES.items()
    )
    st.html(
        f'<p class="ju-balance">{escape(plans.balance(plan))}</p><dl class="ju-tiles">{cells}</dl>'
    )


def _caution(plan: Plan, one: Upload) -> None:
    """What would be easy to overlook: the wrong footprint, and what was taken for granted."""
    if words := outside_words(plan, one):
        st.warning(escape_markdown(words), icon=":material/wrong_location:")
    if plan.notes:
        st.markdown("\n".join(f"- {escape_markdown(note)}" for note in plan.notes[:MOST_NOTES]))


def outside_words(plan: Plan, one: Upload) -> str:
    """That most rows lie outside the footprint, and what to do; empty where they do not."""
    outside = sum(problem.code == "outside-footprint" for problem in plan.problems)
    if one.new or outside * 2 <= plan.rows:
        return ""
    return (
        f"{outside:,} of the {plan.rows:,} rows lie outside {plan.dataset.name}. Is this the "
        "right footprint? Another one can be chosen in the sidebar; the step before can start a "
        "new one."
    )


def waiting_rows(plan: Plan, one: Upload) -> None:
    """The rows that wait, with the reasons, to take away; nothing where none does."""
    if plan.waiting:
        st.download_button(
            f"Download the {counted(len(plan.waiting), 'waiting row', 'waiting rows')} to mend",
            lambda: downloads.frame_to_xlsx(plans.waiting(plan), "Waiting rows"),
            file_name=f"waiting-{one.source.name.rpartition('.')[0] or 'rows'}.xlsx",
            mime=downloads.XLSX,
            icon=":material/download:",
            on_click="ignore",
        )


def _tabs(plan: Plan, one: Upload) -> None:
    new = [change for change in plan.changes if change.new]
    changed = [change for change in plan.changes if not change.new]
    problems = problems_of(plan)
    titles = [
        f"To be confirmed ({len(plan.questions):,})",
        f"What is new ({len(new):,})",
        f"What changes ({len(changed):,})",
        f"Problems ({len(problems):,})",
        f"Recognised ({len(plan.matches):,})",
        f"Left out ({len(plan.left_out):,})",
    ]
    questions, fresh, other, wrong, recognised, left = st.tabs(
        titles, default=titles[0 if plan.questions else 1 if new or not problems else 3]
    )
    with questions:
        _questions(plan, one)
    with fresh:
        _table(plans.new_things(plan, _ROWS), len(new), "Nothing is new.")
    with other:
        frame = plans.changes(changed[:_ROWS], plans.names_of(plan.dataset))
        _table(frame, len(changed), "Nothing on record changes.")
    with wrong:
        _problems(plan)
    with recognised:
        empty = "No row means an organisation that was known before."
        _table(plans.matches(plan, _ROWS), len(plan.matches), empty)
    with left:
        rows = [without_personal(item, one) for item in plan.left_out[:_ROWS]]
        _table(plans.left_out(rows), len(plan.left_out), "No row is left out.")


def without_personal(left: LeftOut, one: Upload) -> LeftOut:
    """A row that is left out, without the cells of columns that stay out."""
    hidden = one.personal - one.allowed
    cells = ("" if index in hidden else cell for index, cell in enumerate(left.row.cells))
    return replace(left, row=replace(left.row, cells=tuple(cells)))


def _table(frame: pd.DataFrame, total: int, empty: str) -> None:
    if not total:
        st.caption(empty)
        return
    st.dataframe(frame, hide_index=True, width="stretch")
    if total > _ROWS:
        st.caption(f"The first {_ROWS:,} of {total:,}. All of them are counted above.")


def problems_of(plan: Plan) -> list[Problem]:
    """What is wrong with rows; what has to be confirmed is asked for instead."""
    return [one for one in plan.problems if one.code != "to-confirm"]


def _problems(plan: Plan) -> None:
    groups = plans.grouped(problems_of(plan))
    if not groups:
        st.caption("No problems.")
    for message, hint, found in groups:
        with st.expander(escape_markdown(group_words(message, found))):
            st.markdown(escape_markdown(hint))
            frame = plans.problems(found[:_ROWS])
            st.dataframe(frame[["Row", "Column", "Value"]], hide_index=True, width="stretch")


def group_words(message: str, found: Sequence[Problem]) -> str:
    """What is wrong with some rows, how many they are, and what becomes of them."""
    effect = "waiting" if found[0].waits else "going in all the same"
    return f"{message} ({counted(len(found), 'row', 'rows')}, {effect})"


def _questions(plan: Plan, one: Upload) -> None:
    if not plan.questions:
        st.caption("Nothing has to be confirmed.")
        return
    st.caption(NEARLY)
    pages = (len(plan.questions) - 1) // _QUESTIONS + 1
    page = 1
    if pages > 1:
        page = int(st.number_input(f"Page (there are {pages:,})", 1, pages, key="questions-page"))
    for question in plan.questions[(page - 1) * _QUESTIONS : page * _QUESTIONS]:
        with st.container(border=True):
            _question(question, one, plan)
    with st.container(horizontal=True):
        if st.button(TAKE_IN, type="primary", disabled=not pending(plan, one)):
            one.plan = None
            st.rerun()
        if len(plan.questions) > _FEW:
            _for_the_rest(plan, one)


def _for_the_rest(plan: Plan, one: Upload) -> None:
    """One answer to all questions that have none, for those who have looked through them."""
    rest = [question for question in plan.questions if question.key not in one.decisions]
    best = {question.key: question.candidates[0].organisation for question in rest}
    new = {question.key: NEW for question in rest}
    count = f"{len(rest):,} without an answer"
    for label, answers in (
        (f"Take the first suggestion for the {count}", best),
        (f"Say “new” for the {count}", new),
    ):
        if rest and st.button(label):
            one.decisions |= answers
            one.plan = None
            st.rerun()


def _question(question: Question, one: Upload, plan: Plan) -> None:
    left, right = st.columns(2)
    with left:
        st.caption(f"In your list · {counted(len(question.rows), 'row', 'rows')}: {_few(question)}")
        details = " · ".join(f"{key}: {value}" for key, value in question.details.items())
        st.markdown(f"**{escape_markdown(question.name)}**")
        if details:
            st.markdown(escape_markdown(details))
        if question.conflict:
            st.markdown(f":material/warning: {escape_markdown(question.conflict)}")
    options = _options(question)
    labels = _answers(question)
    for item in question.candidates:
        name = escape_markdown(candidate_words(item.organisation, plan))
        labels[item.organisation] = f"It is **{name}** · {escape_markdown(item.words)}"
    given = one.decisions.get(question.key, _ASK_LATER)
    with right:
        st.radio(
            f"What is “{escape_markdown(question.name)}”?",
            options,
            index=options.index(given) if given in options else 0,
            format_func=labels.__getitem__,
            key=f"answer-{question.key}",
            on_change=upload.answer,
            args=(question.key, f"answer-{question.key}"),
        )


def _answers(question: Question) -> dict[str, str]:
    """What can be answered besides the suggestions."""
    return {
        _ASK_LATER: "Not sure: let it wait",
        NEW: f"None of these: a new {question.about}",
        LEAVE_OUT: "Leave it out of the record",
    }


def answer_words(question: Question, one: Upload, plan: Plan) -> str:
    """What this session has answered so far."""
    given = one.decisions.get(question.key, _ASK_LATER)
    if given not in _options(question):
        given = _ASK_LATER
    return _answers(question).get(given) or f"It is {candidate_words(given, plan)}"


def _options(question: Question) -> list[str]:
    """What can be answered, "not sure" first."""
    return [_ASK_LATER, *(item.organisation for item in question.candidates), NEW, LEAVE_OUT]


def pending(plan: Plan, one: Upload) -> int:
    """How many questions have an answer that the plan does not know yet."""
    given = ((one.decisions.get(item.key, _ASK_LATER), item) for item in plan.questions)
    return sum(answer in _options(item)[1:] for answer, item in given)


def _few(question: Question) -> str:
    shown = ", ".join(str(row) for row in question.rows[:5])
    return f"{shown} …" if len(question.rows) > 5 else shown


def candidate_words(one_id: str, plan: Plan) -> str:
    """The candidate's name and what tells it from others of that name."""
    known = plan.dataset.organisation_by_id.get(one_id)
    if known is None:
        named = plan.dataset.partnership_by_id.get(one_id)
        other = plan.dataset.programme_by_id.get(one_id) or named
        return other.name if other else f"another row of this list ({one_id})"
    area = plan.dataset.area_by_id.get(known.place or "")
    more = [known.postcode, area.name if area else "", *(value for _, value in known.identifiers)]
    told = ", ".join(part for part in more if part)
    return f"{known.name} ({told})" if told else known.name
