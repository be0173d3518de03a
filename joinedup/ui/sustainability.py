"""Sustainability: whether what a programme has improved is likely to last, by ten factors.

What paper has of it is made by :mod:`.documents.sustainability` from the same functions.
"""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render import radar
from joinedup.render import sustainability as render
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date, where
from joinedup.render.still_table import cell, still_table
from joinedup.services import Reading
from joinedup.services.sustainability import SOURCE, Scored, ScorePoint, scored
from joinedup.store.assessing import Assessment, AssessmentKind
from joinedup.ui import (
    choosing,
    headings,
    programmes,
    rating_questions,
    ratings,
    state,
    tabling,
    taking_back,
    writing,
)
from joinedup.ui.folding import folded
from joinedup.ui.rating_questions import REASON
from joinedup.views import ViewState

if TYPE_CHECKING:
    import pandas as pd

_KIND: AssessmentKind = "sustainability"
#: So many factors are named as those with most to gain.
MOST_GAIN = 3
NO_PROGRAMME = (
    "This footprint has no programme on record yet. Add one on the page Programmes, or upload a "
    "list of actions: it then can be scored here."
)
HOW_TO_BEGIN = (
    "Choose a programme. Those who work in it each score ten factors, from 0 (not at all) "
    "to 3 (fully). The page shows where the work is likely to last, and where effort helps most."
)
TEN = "The ten factors"
NOBODY = (
    "Nobody has scored this programme by this day. It takes each person ten questions, some five "
    "minutes."
)
SCORE = "Score this programme"
ONE_STEP = "Scored in one month so far. A trend needs scores from two."
NO_WHOLE = "No two months have a score of all ten factors, so there is no line over time."
EFFORT, TREND = "Where to put effort", "Over time"
ALL = "All programmes"
POINTS = "points"
SOURCES = f"{SOURCE}. The questions and the levels from 0 to 3 are in our own words."
_NEVER = "No earlier day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows in one view.

    Attributes:
        one: The programme that is open; None where none is.
        every: All programmes, in the dataset's order.
    """

    one: Scored | None
    every: tuple[Scored, ...]


# --- what is shown -------------------------------------------------------------------


def offered(reading: Reading) -> dict[str, str]:
    """The names of the programmes by id; national work that nobody here is in is left out."""
    return {one.id: one.name for one in reading.dataset.programmes if one.partnership}


def opened(reading: Reading) -> str:
    """Id of the programme that is open; of the only one where there is one; empty for none."""
    names = offered(reading)
    if reading.state.programme in names:
        return reading.state.programme
    return next(iter(names)) if len(names) == 1 else ""


def shown_in(reading: Reading) -> Shown:
    """What the page shows of a view.

    Raises:
        StoreError: When the scores cannot be read.
    """
    # A run asks twice: the sentence comes before the page.
    one = reading.dataset
    return _shown(reading, reading.state, one.version, services.last_assessment(one.id))


@st.cache_resource(max_entries=8, show_spinner=False)
def _shown(_reading: Reading, view: ViewState, version: str, last: int) -> Shown:
    found: dict[str, list[Assessment]] = {}
    for one in ratings.until(ratings.opinions(view.dataset, _KIND), view.day):
        found.setdefault(one.subject, []).append(one)
    names, key = offered(_reading), opened(_reading)
    every = tuple(scored(one, name, found.get(one, ())) for one, name in names.items())
    return Shown(one=next((one for one in every if one.id == key), None), every=every)


def subject(reading: Reading) -> tuple[str, str] | None:
    """The two halves of the page's sentence."""
    try:
        found = shown_in(reading)
    except StoreError:
        return where(reading), f"{ratings.UNREAD}."
    if one := found.one:
        return f"{one.name} · {spoken_date(reading.state.day)}", render.score_words(one.score)
    if not found.every:
        return where(reading), "This footprint has no programme on record."
    done = sum(bool(one.latest) for one in found.every)
    whole = counted(len(found.every), "programme", "programmes")
    return where(reading), f"{done:,} of {whole} {'has' if done == 1 else 'have'} been scored."


# --- the page ------------------------------------------------------------------------


def everything(reading: Reading) -> None:
    """One programme where one is open, else all of them."""
    names = offered(reading)
    if not names:
        st.info(NO_PROGRAMME, icon=":material/flag:")
        st.page_link("pages/programmes.py", label="To the programmes", icon=":material/flag:")
        return
    key = opened(reading)
    if not (state.is_presented() and key):
        choosing.choose("Programme", names, key, state.open_programme)
    if note := programmes.narrowed_words(reading, wholly=True):
        st.caption(note)
    ratings.told()
    try:
        found = shown_in(reading)
    except StoreError as error:
        if not state.store_trouble():
            writing.say(error)
        return
    if found.one:
        _one(reading, found.one)
    else:
        st.info(HOW_TO_BEGIN, icon=":material/eco:")
        headings.section(ALL)
        rows = [(name, map(cell, cells)) for name, *cells in all_rows(found)]
        st.html(still_table(render.ALL_COLUMNS, rows, kind="ju-told"))
    st.caption(escape_markdown(render.WEIGHTS))
    st.caption(escape_markdown(SOURCES))


def all_rows(found: Shown) -> list[tuple[str, str, str]]:
    """Every programme with its score and where most is to be gained."""
    return [
        (
            one.name,
            render.score_words(one.score),
            render.gain_words(one.gain, len(one.spreads)) if one.spreads else "",
        )
        for one in found.every
    ]


def _one(reading: Reading, one: Scored) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with right:
        _score(one)
        before = _earlier(one)
        _effort(one)
    with left:
        _radar(one, before)
        if not state.is_presented():
            folded(SCORE, "score", partial(_rate, reading, one))
        taking_back.told(one.everything)
    if not one.latest:
        _asked()
        return
    _over_time(one)
    folded("Table: the ten factors", "factors", partial(_table, reading, one, before))
    folded(REASON, "reasons", partial(_reasons, one))
    taking_back.part(one.latest, "a rating")


def _asked() -> None:
    """The ten factors with what each asks: what there is to score, while nobody has."""
    headings.section(TEN)
    rows = render.ask_rows()
    items = "".join(f"<li><strong>{escape(a)}</strong>: {escape(c)}</li>" for a, _, c in rows)
    st.html(f'<ul class="ju-gains ju-asks">{items}</ul>')


def _score(one: Scored) -> None:
    if figure := render.score_figure(one.score):
        st.html(
            f'<div class="ju-count ju-own"><p class="ju-figure">{escape(figure)}'
            f"<small> {POINTS}</small></p></div>"
        )


def _earlier(one: Scored) -> ScorePoint | None:
    """The earlier month that is drawn beside this one."""
    if not one.earlier:
        return None
    if state.is_presented():
        return one.earlier[-1]
    found = dict(enumerate(one.earlier))
    chosen = st.selectbox(
        "Compare with",
        [-1, *found],
        index=len(found),
        format_func=lambda key: spoken_date(found[key].day) if key in found else _NEVER,
        key=f"compare-{one.id}-{len(found)}",
        width=260,
    )
    return found.get(chosen)


def _radar(one: Scored, before: ScorePoint | None) -> None:
    if not one.latest:
        words = NOBODY if state.is_presented() else f"{NOBODY} Open “{SCORE}” below."
        st.info(words, icon=":material/edit_note:")
        return
    day = one.points[-1].day
    alt = render.alt(one.name, one.spreads, day)
    ratings.picture(
        radar.radar(one.spreads, day, alt=alt, before=before, dark=state.is_dark()), alt
    )


def _effort(one: Scored) -> None:
    if not one.spreads:
        return
    headings.section(EFFORT)
    st.markdown(escape_markdown(render.gain_words(one.gain, len(one.spreads))))
    items = "".join(
        f"<li><strong>{escape(name)}</strong>: {escape(now)}. {escape(asks)}</li>"
        for name, now, asks, _ in render.gain_rows(one.gain[:MOST_GAIN])
    )
    if items:
        st.html(f'<ul class="ju-gains">{items}</ul>')


def _over_time(one: Scored) -> None:
    headings.section(TREND)
    if words := trend_words(one):
        st.markdown(words)
    else:
        alt = render.time_alt(one.name, one.points)
        drawn = radar.over_time(one.points, alt=alt, dark=state.is_dark())
        ratings.picture(drawn, alt, small=True)
    if len(one.points) > 1:
        folded("Table: over time", "over-time", partial(_time_table, one))


def trend_words(one: Scored) -> str:
    """Why there is no line over time; empty where there is one."""
    if len(one.points) < 2:
        return ONE_STEP
    return "" if sum(bool(point.score.whole) for point in one.points) > 1 else NO_WHOLE


def _time_table(one: Scored) -> None:
    rows = [(day, map(cell, cells)) for day, *cells in render.time_rows(one.points)]
    st.html(still_table(render.TIME_COLUMNS, rows))


def _table(reading: Reading, one: Scored, before: ScorePoint | None) -> None:
    tabling.table(frame_of(one, before), f"{one.id.replace(':', '-')}-factors", reading)


def frame_of(one: Scored, before: ScorePoint | None) -> "pd.DataFrame":
    """Each factor with its level, its spread and its raters, and what it was before."""
    import pandas as pd

    rows = render.factor_rows(one.spreads, before.spreads if before else None)
    return pd.DataFrame(rows, columns=list(columns_of(before)))


def columns_of(before: ScorePoint | None) -> tuple[str, ...]:
    """The headings of the table of factors."""
    return (*render.FACTOR_COLUMNS, *([f"On {spoken_date(before.day)}"] if before else []))


def _reasons(one: Scored) -> None:
    rows = [(who, map(cell, cells)) for who, *cells in render.reason_rows(one.latest)]
    st.html(still_table(render.REASON_COLUMNS, rows, kind="ju-told"))


def _rate(reading: Reading, one: Scored) -> None:
    ratings.form(_KIND, reading, one.id, {}, one.latest, rating_questions.factors)
