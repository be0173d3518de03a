"""Partner lists, second step: what holds for all rows that do not say it themselves."""

from datetime import date
from typing import Any

import streamlit as st

from joinedup.imports.choices import Choices
from joinedup.imports.fields import Kind
from joinedup.imports.programmes import programme_in
from joinedup.model import Level, Sector, WorkState
from joinedup.ui import headings, upload
from joinedup.ui.upload import Upload

_TELL = "Tell from the list"
_SECTORS: list[Sector | None] = [None, *Sector]
_LEVELS: list[Level | None] = [None, *Level]
_STATES: list[WorkState | None] = [None, WorkState.OPEN, WorkState.NOT_STATED]
_STATE_WORDS = {WorkState.OPEN: "Open", WorkState.NOT_STATED: "Not stated"}
PROGRAMME = "Programme of the actions"
_LONGEST_SOURCE, _LONGEST_NAME, _LONGEST_PROGRAMME = 120, 80, 120


def for_all_rows(one: Upload) -> None:
    """What holds for all rows that do not say it themselves."""
    headings.section("For all rows that do not say it")
    # Streamlit forgets what a widget held while another step was on screen.
    kept = one.choices
    left, middle, right = st.columns(3)
    with left:
        st.text_input(
            "Source",
            value=kept.source if kept else one.source.name[:_LONGEST_SOURCE],
            key=f"source-{upload.number()}",
        )
    with middle:
        st.date_input(
            "Date of the list",
            value=date.fromisoformat(kept.as_of) if kept else date.today(),
            format="DD/MM/YYYY",
            key="rows-date",
        )
    with right:
        if one.kind in (Kind.ORGANISATIONS, Kind.TIES):
            st.selectbox(
                "Sector of new organisations",
                _SECTORS,
                index=_SECTORS.index(kept.sector if kept else None),
                format_func=lambda sector: sector.label if sector else _TELL,
                key="rows-sector",
            )
        elif one.kind in (Kind.MEMBERSHIPS, Kind.MATRIX):
            st.selectbox(
                "Level of new partnerships",
                _LEVELS,
                index=_LEVELS.index(kept.level if kept else None),
                format_func=lambda level: level.value.capitalize() if level else _TELL,
                key="rows-level",
            )
        elif one.kind is Kind.ACTIONS:
            _of_actions(one, kept)


def _of_actions(one: Upload, kept: Choices | None) -> None:
    """The programme of actions whose rows name none, and what holds where no state is said."""
    # What stands above the headings is often the programme's name, where no column holds it.
    named = {"programme", "programme_id"} & set(one.columns.values())
    title = programme_in(one.table.title) if one.table and not named else ""
    given = kept.programme if kept and kept.kind is Kind.ACTIONS else title[:_LONGEST_PROGRAMME]
    st.text_input(
        PROGRAMME,
        value=given,
        key=f"rows-programme-{upload.number()}",
        help="A programme or a partnership on record by its name, or a new one.",
    )
    st.selectbox(
        "State of new actions",
        _STATES,
        index=_STATES.index(kept.state if kept else None),
        format_func=lambda state: _TELL if state is None else _STATE_WORDS[state],
        key="rows-state",
        help="Open actions are late once their day has passed; those not stated never are.",
    )


def too_long(one: Upload) -> str:
    """What was written that is longer than it may be, in words; empty where nothing is."""
    source = one.choices.source if one.choices else ""
    programme = one.choices.programme if one.choices else ""
    for what, text, most in (
        ("The source", source, _LONGEST_SOURCE),
        ("The programme", programme, _LONGEST_PROGRAMME),
        ("The name of the new footprint", one.start if one.new else "", _LONGEST_NAME),
    ):
        if len(text) > most:
            return f"{what} has {len(text):,} characters. Keep it to {most:,} at most."
    return ""


def choices(one: Upload, columns: dict[int, str]) -> Choices:
    """How the list is to be read, as the page says now."""
    held = st.session_state
    day = held.get("rows-date") or date.today()
    return Choices(
        kind=one.kind or Kind.ORGANISATIONS,
        columns=columns,
        allowed=one.allowed,
        source=(held.get(f"source-{upload.number()}") or "").strip()
        or one.source.name[:_LONGEST_SOURCE],
        as_of=day.isoformat(),
        sector=held.get("rows-sector") if one.kind in (Kind.ORGANISATIONS, Kind.TIES) else None,
        level=held.get("rows-level"),
        **_choices_of_actions(one),
    )


def _choices_of_actions(one: Upload) -> dict[str, Any]:
    if one.kind is not Kind.ACTIONS:
        return {}
    held = st.session_state
    written = held.get(f"rows-programme-{upload.number()}") or ""
    return {"programme": " ".join(written.split()), "state": held.get("rows-state")}
