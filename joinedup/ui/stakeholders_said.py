"""What is said of the stakeholder that is selected: opinions, over time, and taken back."""

from collections.abc import Sequence

import streamlit as st

from joinedup import services
from joinedup.render import opinions as words
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.stakeholders import opinion_words
from joinedup.render.still_table import cell, still_table
from joinedup.services import Reading, Stakeholder, TrendPoint
from joinedup.store.assessing import Assessment
from joinedup.ui import ratings, state, taking_back
from joinedup.ui.folding import folded

SAID = "What is said of it"


def of_subject(reading: Reading) -> tuple[Assessment, ...]:
    """All that was ever said of stakeholders for the programme that is open, or without one.

    Raises:
        StoreError: When the store cannot be read.
    """
    found = ratings.opinions(reading.dataset.id, "stakeholder")
    return tuple(one for one in found if one.subject == reading.state.programme)


def history(reading: Reading, organisation: str) -> tuple[Assessment, ...]:
    """All that was said of one organisation by the day of the view.

    Raises:
        StoreError: When the store cannot be read.
    """
    found = ratings.until(of_subject(reading), reading.state.day)
    return tuple(one for one in found if one.organisation == organisation)


def moved(everything: Sequence[Assessment]) -> tuple[TrendPoint, ...]:
    """How the scores of an organisation moved; empty where they are of fewer than two days."""
    points = tuple(one for one in services.trend(everything, "day") if one.spreads)
    return points if len(points) > 1 else ()


def without_list(row: Stakeholder | None) -> str:
    """That a partner list says something too, which is of no day; empty where none does."""
    has_list = row is not None and any(one.kept is None for one in row.opinions)
    return words.WITHOUT_LIST if has_list else ""


def show(reading: Reading, organisation: str, row: Stakeholder | None) -> None:
    """All of it, and a way to take an opinion back.

    Args:
        row: The organisation with what counts on the day of the view; None where nobody has
            scored it.
    """
    everything = history(reading, organisation)
    kept = [one.kept for one in row.opinions if one.kept] if row else []
    if row:
        st.html(f'<h3 class="ju-list">{SAID}</h3>')
        for one in row.opinions:
            st.caption(escape_markdown(opinion_words(one)))
    taking_back.told(everything)
    _over_time(reading, organisation, moved(everything), row)
    taking_back.part(kept, "an opinion")


def _over_time(
    reading: Reading, organisation: str, found: Sequence[TrendPoint], row: Stakeholder | None
) -> None:
    if not found:
        return
    name = reading.dataset.organisation_by_id[organisation].name
    alt = words.moved_title(name, found)
    st.html(f'<h3 class="ju-list">{escape(words.TREND)}</h3>')
    ratings.picture(words.moved_picture(found, alt=alt, dark=state.is_dark()), alt)
    for told in (alt, without_list(row)):
        if told:
            st.caption(escape_markdown(told))
    folded("Table: over time", "stakeholder-trend", lambda: _table(found))


def _table(found: Sequence[TrendPoint]) -> None:
    rows = [(day, map(cell, cells)) for day, *cells in words.moved_rows(found)]
    st.html(still_table(words.TREND_COLUMNS, rows))
    st.caption(words.TREND_WORDS)
