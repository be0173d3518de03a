"""Working together: how each partnership rates itself on five principles, beside its record.

What paper has of it is made by :mod:`.documents.working_together` from the same functions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render import rating_pictures as pictures
from joinedup.render import working_together as render
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined, spoken_date, where
from joinedup.render.still_table import cell, still_table
from joinedup.render.working_together import Finding
from joinedup.services import Reading, Spread, TrendPoint
from joinedup.services.working_together import LEVELS, PRINCIPLES, SOURCE, OnRecord, answered
from joinedup.store.assessing import Assessment, AssessmentKind
from joinedup.ui import choosing, ratings, state, tabling, writing
from joinedup.ui.folding import folded

if TYPE_CHECKING:
    import pandas as pd

_KIND: AssessmentKind = "working_together"
_MOST_NAMED = 6
NONE = "No partnership has a member among those that these filters show. Take one away."
HOW_TO_BEGIN = (
    "Choose a partnership above. Each member then says how far it has come on five principles, "
    "from 0 (not started) to 4 (everyday), and what makes it say so. The page shows where "
    "members agree, how that changes, and where it differs from the record."
)
NOBODY = (
    "Nobody has rated this partnership by this day. Open “Rate this partnership” below: a few "
    "minutes for each member, best before you meet."
)
ONE_STEP = "Rated in one month so far. A trend needs ratings from two."
NO_EVIDENCE = "Nobody has written down what makes them say so."
BESIDE, TREND = "Beside the record", "Over time"
WHO, EVIDENCE = "Who has answered", "What makes them say so"
ALL = "All partnerships"
ALL_WORDS = (
    "Medians go from 0 (not started) to 4 (everyday). “The record cannot tell” is no fault: "
    "nobody has given the ties or dates that would show it."
)
SOURCES = f"Principles: {SOURCE}. The scale from 0 to 4 is ours."


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A partnership with everything that is shown of it.

    Attributes:
        id, name: Of the partnership.
        record: What its record says.
        members, raters: The names of its members, and those under which they rate, by id.
        everything: All that was ever said of it by the view's day.
        latest: Of each author the last of these.
        spreads: By principle.
        trend: By month.
        answered: Ids of the members that have rated it.
    """

    id: str
    name: str
    record: OnRecord
    members: Mapping[str, str]
    raters: Mapping[str, str]
    everything: tuple[Assessment, ...]
    latest: tuple[Assessment, ...]
    spreads: Mapping[str, Spread]
    trend: tuple[TrendPoint, ...]
    answered: tuple[str, ...]


# --- what is shown -------------------------------------------------------------------


def opened(reading: Reading) -> str:
    """Id of the partnership that is selected, else of the open programme's; empty for none."""
    one = reading.dataset
    if reading.state.selected in one.partnership_by_id:
        return reading.state.selected
    programme = one.programme_by_id.get(reading.state.programme)
    return (programme.partnership or "") if programme else ""


def offered(reading: Reading) -> dict[str, str]:
    """The names of the partnerships that have members in the view, by id, as the dataset has them.

    The one that is open is among them whatever the filters.
    """
    shown = {key for one in reading.shown for key in reading.found[one.id].partnerships}
    shown.add(opened(reading))
    return {key: one.name for key, one in reading.dataset.partnership_by_id.items() if key in shown}


def rated(reading: Reading, key: str) -> Rated:
    """A partnership with all that was said of it.

    Raises:
        StoreError: When that cannot be read.
    """
    one = reading.dataset
    record = ratings.records(reading).get(key, OnRecord(partnership=key))
    members = {member: one.organisation_by_id[member].name for member in record.members}
    every = ratings.until(ratings.opinions(one.id, _KIND), reading.state.day)
    found = tuple(item for item in every if item.subject == key)
    latest = services.latest_of(found)
    raters = render.rater_names(members)
    return Rated(
        id=key,
        name=one.partnership_by_id[key].name,
        record=record,
        members=members,
        raters=raters,
        everything=found,
        latest=latest,
        spreads=services.spreads(latest),
        trend=services.trend(found),
        answered=answered(raters, latest),
    )


def all_frame(reading: Reading) -> "pd.DataFrame":
    """Every partnership of the view with its medians, and how they stand to its record.

    Raises:
        StoreError: When the ratings cannot be read.
    """
    import pandas as pd

    one, names = reading.dataset, offered(reading)
    by_subject: dict[str, list[Assessment]] = {}
    every = ratings.until(ratings.opinions(one.id, _KIND), reading.state.day)
    for item in services.latest_of(every):
        by_subject.setdefault(item.subject, []).append(item)
    known = ratings.records(reading)
    rows = render.all_rows(
        one,
        [known.get(key, OnRecord(partnership=key)) for key in names],
        {key: services.spreads(found) for key, found in by_subject.items()},
        {key: len(found) for key, found in by_subject.items()},
    )
    return pd.DataFrame(rows, columns=list(render.ALL_COLUMNS))


def subject(reading: Reading) -> tuple[str, str] | None:
    """The two halves of the page's sentence."""
    try:
        key = opened(reading)
        if key:
            one = rated(reading, key)
            words = render.sentence(
                len(one.latest), len(one.members), len(one.answered), one.spreads
            )
            return f"{one.name} · {spoken_date(reading.state.day)}", words
        frame = all_frame(reading)
    except StoreError:
        return where(reading), f"{ratings.UNREAD}."
    done = int((frame["Raters"] > 0).sum())
    whole = counted(len(frame), "partnership", "partnerships")
    return where(reading), f"{done:,} of {whole} {'has' if done == 1 else 'have'} rated themselves."


# --- the page ------------------------------------------------------------------------


def everything(reading: Reading) -> None:
    """One partnership where one is open; below it, or alone, all of them."""
    if not (state.is_presented() and opened(reading)):
        choosing.choose("Partnership", offered(reading), opened(reading), state.select)
    ratings.told()
    try:
        key = opened(reading)
        one = rated(reading, key) if key else None
        frame = all_frame(reading)
    except StoreError as error:
        if not state.store_trouble():
            writing.say(error)
        return
    if frame.empty:
        st.info(NONE, icon=":material/filter_alt_off:")
    elif one:
        _one(reading, one)
        label = f"{ALL} ({len(frame):,})"
        folded(label, "all-partnerships", partial(_all, reading, frame))
    else:
        st.info(HOW_TO_BEGIN, icon=":material/diversity_3:")
        ratings.section(ALL)
        _all(reading, frame)
    st.caption(escape_markdown(SOURCES))


def _all(reading: Reading, frame: "pd.DataFrame") -> None:
    tabling.table(frame, f"{reading.dataset.id}-working-together", reading)
    st.caption(ALL_WORDS)


def _one(reading: Reading, one: Rated) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _picture(one)
        if not state.is_presented():
            folded("Rate this partnership", "rate", partial(_rate, reading, one))
    with right:
        _beside(one)
        _who(one)
    _over_time(one)
    if one.latest:
        _evidence(one)
        label = "Table: the five principles"
        folded(label, "principles", partial(_table, reading, one))


def _picture(one: Rated) -> None:
    if not one.latest:
        st.info(NOBODY, icon=":material/edit_note:")
        return
    alt = render.title(one.name, one.spreads)
    ratings.picture(pictures.bars(one.spreads, alt=alt, dark=state.is_dark()), alt)


def _beside(one: Rated) -> None:
    ratings.section(BESIDE)
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
    ratings.section(WHO)
    st.markdown(escape_markdown(who_words(one)))


def who_words(one: Rated) -> str:
    """How many members have answered, who has not, and who else has."""
    whole, done = len(one.members), len(one.answered)
    if not whole:
        return "It has no members on record on this day."
    have = "has" if done == 1 else "have"
    told = f"{done:,} of {counted(whole, 'member', 'members')} {have} rated it."
    missing = [name for key, name in one.members.items() if key not in one.answered]
    rest = len(missing) - _MOST_NAMED
    more = [f"{rest:,} more"] if rest > 0 else []
    if missing:
        told += f" Not yet: {joined([*missing[:_MOST_NAMED], *more])}."
    others = len(one.latest) - done
    if others > 0:
        told += f" Besides, {counted(others, 'other has', 'others have')} rated it."
    return told


def _over_time(one: Rated) -> None:
    if not one.latest:
        return
    ratings.section(TREND)
    if len(one.trend) < 2:
        st.markdown(ONE_STEP)
        return
    alt = pictures.trend_title(one.name, one.trend)
    drawn = pictures.trend_picture(one.trend, alt=alt, dark=state.is_dark())
    ratings.picture(drawn, alt, small=True)
    folded("Table: over time", "trend", partial(_trend_table, one))


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


# --- the form ------------------------------------------------------------------------


def _rate(reading: Reading, one: Rated) -> None:
    levels = "  \n".join(render.level_words(level) for level in range(len(LEVELS)))
    st.caption(levels)
    ratings.form(_KIND, reading, one.id, one.raters, one.latest, _ask)


def _ask(name: str) -> tuple[dict[str, int], dict[str, str]]:
    scores: dict[str, int] = {}
    evidence: dict[str, str] = {}
    for one in PRINCIPLES:
        label = f"**{one.name}**  \n{one.question}"
        level = ratings.choice(label, LEVELS, f"{one.key}-{name}")
        if level is not None:
            scores[one.key] = level
        words = st.text_area(
            f"What makes you say so: {one.name}", key=f"why-{one.key}-{name}", height=80
        )
        if words.strip():
            evidence[one.key] = words
    return scores, evidence
