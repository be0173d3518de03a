"""Working together: how each partnership rates itself on five principles, beside its record.

What paper has of it is made by :mod:`.documents.working_together` from the same functions.
"""

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from joinedup.errors import StoreError
from joinedup.render import all_ratings
from joinedup.render import programmes as programme_words
from joinedup.render import rating_pictures as pictures
from joinedup.render import working_together as render
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined, spoken_date, where
from joinedup.render.still_table import cell, still_table
from joinedup.render.working_together import Finding
from joinedup.services import Reading
from joinedup.services.working_together import LEVELS, PRINCIPLES, SOURCE
from joinedup.store.assessing import SCALES
from joinedup.ui import (
    choosing,
    headings,
    rating_questions,
    ratings,
    state,
    tabling,
    taking_back,
    writing,
)
from joinedup.ui.folding import folded
from joinedup.ui.rated_partnerships import KIND, Rated, Shown, offered, opened, shown_in
from joinedup.ui.rating_questions import REASON

if TYPE_CHECKING:
    import pandas as pd

_MOST_NAMED = 6
NONE = "No partnership has a member among those that these filters show. Take one away."
NONE_ON_RECORD = "No partnership has a member on record on this day. Another date may show some."
HOW_TO_BEGIN = (
    "Choose a partnership. Each member then says how far it has come on five principles, "
    "from 0 (not started) to 4 (everyday), and what makes it say so. The page shows where "
    "members agree, how that changes, and where it differs from the record."
)
NOBODY = (
    "Nobody has rated this partnership by this day. It takes each member a few minutes, best "
    "before you meet."
)
RATE = "Rate this partnership"
ONE_STEP = "Rated in one month so far. A trend needs ratings from two."
BESIDE, TREND = "Beside the record", "Over time"
WHO, EVIDENCE = "Who has answered", REASON
ALL = "All partnerships"
ALL_WORDS = (
    "Medians go from 0 (not started) to 4 (everyday). “The record cannot tell” is no fault: "
    "nobody has given the ties or dates that would show it."
)
SOURCES = f"Principles: {SOURCE}. The scale from 0 to 4 is ours."


def subject(reading: Reading) -> tuple[str, str] | None:
    """The two halves of the page's sentence."""
    try:
        found = shown_in(reading)
    except StoreError:
        return where(reading), f"{ratings.UNREAD}."
    if one := found.one:
        words = render.sentence(len(one.latest), len(one.members), len(one.answered), one.spreads)
        return f"{one.name} · {spoken_date(reading.state.day)}", words
    return where(reading), all_ratings.all_words(found.rows, narrowed=ratings.is_narrowed(reading))


def none_words(reading: Reading) -> str:
    """Why there is no partnership to rate, and what to do."""
    return NONE if ratings.is_narrowed(reading) else NONE_ON_RECORD


# --- the page ------------------------------------------------------------------------


def everything(reading: Reading) -> None:
    """One partnership where one is open; below it, or alone, all of them."""
    if not (state.is_presented() and opened(reading)):
        choosing.choose("Partnership", offered(reading), opened(reading), state.select)
    ratings.told()
    try:
        found = shown_in(reading)
    except StoreError as error:
        if not state.store_trouble():
            writing.say(error)
        return
    if found.one:
        _one(reading, found.one)
        label = f"{ALL} ({len(found.rows):,})"
        folded(label, "all-partnerships", partial(_all, reading, found))
    elif found.rows:
        st.info(HOW_TO_BEGIN, icon=":material/diversity_3:")
        headings.section(ALL)
        _all(reading, found)
    else:
        st.info(none_words(reading), icon=":material/filter_alt_off:")
    st.caption(escape_markdown(SOURCES))


def _all(reading: Reading, found: Shown) -> None:
    tabling.table(found.frame, f"{reading.dataset.id}-working-together", reading)
    st.caption(ALL_WORDS)


def _one(reading: Reading, one: Rated) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _picture(one)
        if not state.is_presented():
            folded(RATE, "rate", partial(_rate, reading, one))
    with right:
        _beside(one)
        _who(one)
    _over_time(one)
    if one.latest:
        _evidence(one)
        label = "Table: the five principles"
        folded(label, "principles", partial(_table, reading, one))
        taking_back.part(one.latest, "a rating")


def _picture(one: Rated) -> None:
    if not one.latest:
        words = NOBODY if state.is_presented() else f"{NOBODY} Open “{RATE}” below."
        st.info(words, icon=":material/edit_note:")
        return
    alt = render.title(one.name, one.spreads)
    ratings.picture(pictures.bars(one.spreads, alt=alt, dark=state.is_dark()), alt)


def _beside(one: Rated) -> None:
    headings.section(BESIDE)
    boxes = "".join(_box(found) for found in render.findings(one.spreads, one.record))
    st.html(f"{boxes}<p>{escape(render.sectors_words(one.record))}</p>")
    st.caption(render.SILENT)


def _box(found: Finding) -> str:
    kind, sign = render.SIGNS[found.match]
    return (
        f'<div class="ju-finding ju-{kind}"><p><strong>{sign} '
        f"{escape(found.match.label)}</strong></p>"
        f"<p>{escape(found.principle)}. {escape(found.words)}</p></div>"
    )


def _who(one: Rated) -> None:
    headings.section(WHO)
    st.markdown(escape_markdown(who_words(one)))
    taking_back.told(one.everything)


def who_words(one: Rated) -> str:
    """How many members have answered, who has not, and who else has."""
    whole, done = len(one.members), len(one.answered)
    if not whole:
        return "It has no members on record on this day."
    have = "has" if done == 1 else "have"
    told = f"{done:,} of {counted(whole, 'member', 'members')} {have} rated it."
    if one.record.of_then:
        told = f"{programme_words.lasting_words(one.lasting, one.members)}. {told}"
    missing = [name for key, name in one.members.items() if key not in one.answered]
    rest = len(missing) - _MOST_NAMED
    more = [f"{rest:,} more"] if rest > 0 else []
    if missing:
        told += f" Not yet: {joined([*missing[:_MOST_NAMED], *more])}."
    others = len(one.latest) - done
    if others > 0:
        told += f" Besides, {counted(others, 'other has', 'others have')} rated it."
    if one.in_streams:
        told += f" {one.in_streams:,} more {'is' if one.in_streams == 1 else 'are'} in its work "
        told += "streams alone, which are rated by themselves."
    return told


def _over_time(one: Rated) -> None:
    if not one.latest:
        return
    headings.section(TREND)
    if len(one.trend) < 2:
        st.markdown(ONE_STEP)
        return
    alt = pictures.trend_title(one.name, one.trend, pictures.NAMES)
    ratings.picture(trend_picture(one, alt, dark=state.is_dark()), alt, small=True)
    folded("Table: over time", "trend", partial(_trend_table, one))


def trend_picture(one: Rated, alt: str, *, dark: bool = False) -> str:
    """The medians over time."""
    return pictures.trend_picture(one.trend, pictures.NAMES, SCALES[KIND], alt=alt, dark=dark)


def _trend_table(one: Rated) -> None:
    rows = [(name, map(cell, cells)) for name, *cells in render.trend_rows(one.trend)]
    st.html(still_table(render.trend_columns(one.trend), rows))
    st.caption(render.TREND_WORDS)


def _evidence(one: Rated) -> None:
    folded(EVIDENCE, "evidence", partial(_evidence_tables, one))


def _evidence_tables(one: Rated) -> None:
    for principle in PRINCIPLES:
        st.html(f"<h3>{escape(principle.name)}</h3><p>{escape(principle.question)}</p>")
        found = render.evidence_rows(one.latest, principle.key)
        rows = [(name, map(cell, cells)) for name, *cells in found]
        if rows:
            st.html(still_table(render.EVIDENCE_COLUMNS, rows, kind="ju-told"))
        else:
            st.markdown("Nobody has rated this one.")


def _table(reading: Reading, one: Rated) -> None:
    tabling.table(frame_of(one), f"{one.id.replace(':', '-')}-principles", reading)


def frame_of(one: Rated) -> "pd.DataFrame":
    """Each principle with its median, its spread, how many rated it, and how it began."""
    import pandas as pd

    return pd.DataFrame(render.rating_rows(one.spreads), columns=list(render.RATING_COLUMNS))


def _rate(reading: Reading, one: Rated) -> None:
    levels = "  \n".join(render.level_words(level) for level in range(len(LEVELS)))
    st.caption(levels)
    ratings.form(KIND, reading, one.id, one.raters, one.latest, rating_questions.principles)
