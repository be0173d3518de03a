"""Everything known about one organisation: where, partnerships, partners, sources, gaps."""

from functools import partial

import pandas as pd
import streamlit as st

from joinedup.model import ConnectionState, Organisation, Standing
from joinedup.render import tables
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.measured import measured_table, place_words
from joinedup.render.nouns import counted
from joinedup.render.sentence import about_one, spoken_date
from joinedup.services import Measured, Reading, is_old
from joinedup.ui import (
    choosing,
    headings,
    introductions,
    panel,
    programme_links,
    state,
    tabling,
    worked_out,
)
from joinedup.ui.folding import folded

_FIND = "Find an organisation"
MISSING, NO_GAP = "What is missing", "Nothing we ask for."
MEASURED = "Where it stands in the network"
NOTHING_TO_MEASURE = "It has no partner on record under these filters: there is nothing to measure."
MEASURED_WORDS = (
    "Measured over the whole network on this date. Organisations without a tie count; whom "
    "nobody has asked is not ranked. A way that no list has is not counted."
)


def chooser(reading: Reading) -> None:
    """Find an organisation by name; see :func:`joinedup.ui.choosing.choose`."""
    if state.is_presented():
        return  # whoever tells a story has chosen
    one = reading.dataset
    choosing.choose(
        _FIND,
        choosing.organisations(one),
        reading.state.selected,
        state.select,
        others=choosing.also_known_as(one),
    )


def selected(reading: Reading) -> Organisation | None:
    """The selected organisation; None where none, or something else, is selected."""
    return reading.dataset.organisation_by_id.get(reading.state.selected)


def subject(reading: Reading) -> tuple[str, str] | None:
    """The sentence about what is selected; None where nothing is."""
    one, chosen = selected(reading), reading.state.selected
    if one:
        return about_one(reading, one)
    other = reading.dataset.partnership_by_id.get(chosen) or reading.dataset.area_by_id.get(chosen)
    if other is None:
        return None
    day = spoken_date(reading.state.day)
    return f"{other.name} · {day}", "Not an organisation, but here is what is on record about it."


def everything(reading: Reading, one: Organisation) -> None:
    """The panel, every membership past and present, partners, what is missing."""
    left, right = st.columns([1, 2])
    with left:
        panel.show(reading, titled=False)
        panel.ways(one)
    with right:
        programme_links.of_organisation(reading, one.id)
        _memberships(reading, one)
        _partners(reading, one)
        _missing(reading, one)
    introductions.section(reading, one)
    folded(MEASURED, "measured", lambda: _measured(reading, one))


def nothing(reading: Reading) -> None:
    """What to do when no organisation is selected."""
    what = reading.dataset.partnership_by_id.get(reading.state.selected)
    area = reading.dataset.area_by_id.get(reading.state.selected)
    if what or area:
        panel.show(reading)
        return
    st.info(
        "Find an organisation above, or click one on the map or in the network: this page "
        "then shows everything on record about it.",
        icon=":material/search:",
    )


def _measured(reading: Reading, one: Organisation) -> None:
    if not reading.found[one.id].partners:
        st.markdown(NOTHING_TO_MEASURE)
        return
    worked_out.show(lambda: worked_out.measured(reading), partial(_standing, reading, one))


def _standing(reading: Reading, one: Organisation, found: Measured) -> None:
    known, near = among(reading, one)
    st.html(f'<p class="ju-balance">{escape(place_words(reading, one, found, near))}</p>')
    st.html(measured_table(reading, one, found, known))
    st.caption(MEASURED_WORDS)


def among(reading: Reading, one: Organisation) -> tuple[list[str], list[str]]:
    """Ids of all that are known, and of those of its place: whom it is ranked among."""
    known = [
        other.id
        for other in reading.dataset.organisations
        if not other.outside and reading.found[other.id].state is not ConnectionState.UNKNOWN
    ]
    near = (
        [key for key in known if reading.dataset.organisation_by_id[key].place == one.place]
        if one.place
        else known
    )
    return known, near


def _memberships(reading: Reading, one: Organisation) -> None:
    title, frame = memberships(reading, one)
    headings.section(title)
    if len(frame):
        tabling.table(frame, f"{one.id.replace(':', '-')}-partnerships", reading)
    else:
        st.markdown(
            "None. Next: ask it whom it works with, and upload what it says as a list of "
            "memberships."
        )


def memberships(reading: Reading, one: Organisation) -> tuple[str, pd.DataFrame]:
    """Every seat that it has or had: heading and table."""
    rows = [row for row in reading.dataset.memberships if row.organisation == one.id]
    frame = tables.memberships(reading, rows).drop(columns="Organisation")
    return f"Partnerships on record ({len(rows):,})", frame


def _partners(reading: Reading, one: Organisation) -> None:
    title, frame, none = partners(reading, one)
    headings.section(title)
    if none:
        st.markdown(none)
    else:
        tabling.table(frame, f"{one.id.replace(':', '-')}-partners", reading)


def partners(reading: Reading, one: Organisation) -> tuple[str, pd.DataFrame, str]:
    """Who its partners are: heading, table, and why there is none where there is none."""
    link = reading.found[one.id]
    when = "ever" if reading.state.past else f"on {spoken_date(reading.state.day)}"
    rows = [reading.dataset.organisation_by_id[key] for key in link.partners]
    none = "" if rows else "None on record."
    if not rows and link.standing is Standing.HIDDEN:
        none = "Hidden by the filter on level or kind of partnership."
    title = f"Partners {when} ({len(link.partners):,})"
    return title, tables.organisations(reading, rows), none


def _missing(reading: Reading, one: Organisation) -> None:
    found = gaps(reading, one)
    headings.section(MISSING)
    st.markdown("\n".join(f"- {escape_markdown(gap)}" for gap in found) or NO_GAP)


def gaps(reading: Reading, one: Organisation) -> list[str]:
    """What the record does not say about it."""
    gaps = [
        text
        for missing, text in (
            (not one.postcode, "Its address."),
            (one.place is None and not one.outside, "Which place it belongs to."),
            (
                one.sector.value == "general-practice" and one.registered_patients is None,
                "How many patients are registered with it.",
            ),
            (
                reading.found[one.id].state is ConnectionState.UNKNOWN,
                f"Whom it works with on {spoken_date(reading.state.day)}.",
            ),
            (not one.themes, "What it works on."),
        )
        if missing
    ]
    day = reading.state.day
    running = [
        row
        for row in reading.dataset.memberships
        if row.organisation == one.id
        and row.runs_on(day)
        and reading.dataset.partnership_by_id[row.partnership].runs_on(day)
    ]
    of_all = f"of {counted(len(running), 'membership', 'memberships')} on this date"
    undated = sum(not row.confirmed_on for row in running)
    old = sum(is_old(row.confirmed_on, day) for row in running)
    if undated:
        gaps.append(f"The date of the last confirmation of {undated:,} {of_all}.")
    if old:
        gaps.append(f"A confirmation under 18 months old for {old:,} {of_all}.")
    return gaps
