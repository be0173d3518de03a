"""Sustainability: whether what a programme has improved is likely to last, by ten factors.

What paper has of it is made by :mod:`.documents.sustainability` from the same functions.
"""

from collections.abc import Mapping, Sequence
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
from joinedup.services import Reading, Spread
from joinedup.services.sustainability import (
    FACTORS,
    GROUPS,
    LEVELS,
    REASONS,
    SOURCE,
    Factor,
    Score,
    ScorePoint,
    most_to_gain,
    over_time,
    score_of,
)
from joinedup.store.assessing import Assessment, AssessmentKind
from joinedup.ui import choosing, ratings, state, tabling, writing
from joinedup.ui.folding import folded

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
    "Choose a programme above. Those who work in it each score ten factors, from 0 (not at all) "
    "to 3 (fully). The page shows where the work is likely to last, and where effort helps most."
)
TEN = "The ten factors"
NOBODY = (
    "Nobody has scored this programme by this day. Open “Score this programme” below: ten "
    "questions, some five minutes for each person."
)
ONE_STEP = "Scored in one month so far. A trend needs scores from two."
NO_WHOLE = "No two months have a score of all ten factors, so there is no line over time."
EFFORT, TREND, REASON = "Where to put effort", "Over time", "What makes them say so"
ALL = "All programmes"
POINTS = "points"
SOURCES = f"{SOURCE}. The questions and the levels from 0 to 3 are in our own words."
_NEVER = "No earlier day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A programme with everything that is shown of it.

    Attributes:
        id, name: Of the programme.
        latest: The last opinion of each author by the view's day.
        spreads: By factor.
        score: Of all factors together.
        gain: The factors with most to gain first.
        points: The scores by month.
    """

    id: str
    name: str
    latest: tuple[Assessment, ...]
    spreads: Mapping[str, Spread]
    score: Score
    gain: tuple[tuple[Factor, Spread], ...]
    points: tuple[ScorePoint, ...]

    @property
    def earlier(self) -> tuple[ScorePoint, ...]:
        """The months before the last one: what the radar can be compared with."""
        return self.points[:-1]


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


def scored(reading: Reading, key: str) -> Scored:
    """A programme with all that was said of it by the view's day.

    Raises:
        StoreError: When that cannot be read.
    """
    return _scored(key, offered(reading)[key], _by_programme(reading).get(key, []))


def _by_programme(reading: Reading) -> Mapping[str, Sequence[Assessment]]:
    """All that was said by the view's day, by what it is about."""
    found: dict[str, list[Assessment]] = {}
    for one in ratings.until(ratings.opinions(reading.dataset.id, _KIND), reading.state.day):
        found.setdefault(one.subject, []).append(one)
    return found


def _scored(key: str, name: str, found: Sequence[Assessment]) -> Scored:
    latest = services.latest_of(found)
    return Scored(
        id=key,
        name=name,
        latest=latest,
        spreads=services.spreads(latest),
        score=score_of(latest),
        gain=most_to_gain(latest),
        points=over_time(found),
    )


def all_scored(reading: Reading) -> list[Scored]:
    """Every programme with all that was said of it.

    Raises:
        StoreError: When that cannot be read.
    """
    found = _by_programme(reading)
    return [_scored(key, name, found.get(key, [])) for key, name in offered(reading).items()]


def subject(reading: Reading) -> tuple[str, str] | None:
    """The two halves of the page's sentence."""
    key, names = opened(reading), offered(reading)
    try:
        if key:
            day = spoken_date(reading.state.day)
            return f"{names[key]} · {day}", render.score_words(scored(reading, key).score)
        done = sum(bool(one.latest) for one in all_scored(reading))
    except StoreError:
        return where(reading), f"{ratings.UNREAD}."
    if not names:
        return where(reading), "No programme on record."
    whole = counted(len(names), "programme", "programmes")
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
    ratings.told()
    try:
        if key:
            _one(reading, scored(reading, key))
        else:
            st.info(HOW_TO_BEGIN, icon=":material/eco:")
            ratings.section(ALL)
            rows = [(name, map(cell, cells)) for name, *cells in all_rows(reading)]
            st.html(still_table(render.ALL_COLUMNS, rows, kind="ju-told"))
    except StoreError as error:
        if not state.store_trouble():
            writing.say(error)
        return
    st.caption(escape_markdown(render.WEIGHTS))
    st.caption(escape_markdown(SOURCES))


def all_rows(reading: Reading) -> list[tuple[str, str, str]]:
    """Every programme with its score and where most is to be gained.

    Raises:
        StoreError: When the scores cannot be read.
    """
    return [
        (
            one.name,
            render.score_words(one.score),
            render.gain_words(one.gain, len(one.spreads)) if one.spreads else "",
        )
        for one in all_scored(reading)
    ]


def _one(reading: Reading, one: Scored) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with right:
        _score(one)
        before = _earlier(one)
        _effort(one)
    with left:
        _radar(reading, one, before)
        if not state.is_presented():
            folded("Score this programme", "score", partial(_rate, reading, one))
    if not one.latest:
        _asked()
        return
    _over_time(one)
    folded("Table: the ten factors", "factors", partial(_table, reading, one, before))
    folded(REASON, "reasons", partial(_reasons, one))


def _asked() -> None:
    """The ten factors with what each asks: what there is to score, while nobody has."""
    ratings.section(TEN)
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


def _radar(reading: Reading, one: Scored, before: ScorePoint | None) -> None:
    if not one.latest:
        st.info(NOBODY, icon=":material/edit_note:")
        return
    day = one.points[-1].day
    alt = render.alt(one.name, one.spreads, day)
    ratings.picture(
        radar.radar(one.spreads, day, alt=alt, before=before, dark=state.is_dark()), alt
    )


def _effort(one: Scored) -> None:
    if not one.spreads:
        return
    ratings.section(EFFORT)
    st.markdown(escape_markdown(render.gain_words(one.gain, len(one.spreads))))
    items = "".join(
        f"<li><strong>{escape(name)}</strong>: {escape(now)}. {escape(asks)}</li>"
        for name, now, asks, _ in render.gain_rows(one.gain[:MOST_GAIN])
    )
    if items:
        st.html(f'<ul class="ju-gains">{items}</ul>')


def _over_time(one: Scored) -> None:
    ratings.section(TREND)
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


# --- the form ------------------------------------------------------------------------


def _rate(reading: Reading, one: Scored) -> None:
    ratings.form(_KIND, reading, one.id, {}, one.latest, _ask)


def _ask(name: str) -> tuple[dict[str, int], dict[str, str]]:
    scores: dict[str, int] = {}
    for group in GROUPS:
        ratings.section(group)
        for one in FACTORS:
            if one.group != group:
                continue
            label = f"**{render.number_of(one)} {one.name}**  \n{one.question}"
            level = ratings.choice(label, LEVELS, f"{one.key}-{name}")
            if level is not None:
                scores[one.key] = level
    words = st.text_area(f"{REASON} (if you like)", key=f"why-{name}", height=80)
    return scores, {REASONS: words} if words.strip() else {}
