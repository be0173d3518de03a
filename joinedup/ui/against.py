"""What the view is compared with on Compare, and choosing it.

It stands in the address as ``against``: a day or a version. Empty, it is the version before, or
a year earlier where there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import streamlit as st

from joinedup import services, views
from joinedup.errors import DatasetError, StoreError
from joinedup.model import Dataset
from joinedup.network.scope import Scope
from joinedup.render import compare
from joinedup.render.escaping import escape_markdown
from joinedup.render.sentence import spoken_date, where
from joinedup.services import Difference, Reading, read, scope_of
from joinedup.services.quarters import quarters, year_before
from joinedup.store.protocol import VersionInfo
from joinedup.ui import cache, state, versions

_DAYS, _VERSIONS = "Two dates", "Two versions"
_MOST_NOTE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What a view is compared with, and what of the link could not be used."""

    dataset: Dataset
    day: date
    problem: str = ""


def subject(reading: Reading) -> tuple[str, str]:
    """The two halves of the page's sentence: the two sides, and what is different."""
    return sentence_of(reading, difference(reading))


def sentence_of(reading: Reading, found: Difference) -> tuple[str, str]:
    """The same of a comparison."""
    return _sides_in_words(reading, found.before), compare.summary(found)


def difference(reading: Reading) -> Difference:
    """What is different between a view and what it is compared with."""
    beside = against(reading)
    view = replace(
        reading.state, day=beside.day, version=beside.dataset.version, selected="", states=()
    )
    found = cache.connections(beside.dataset, scope_of(view))
    before = read(beside.dataset, found, view)
    return _difference(before, reading)


def _difference(before: Reading, after: Reading) -> Difference:
    sides = [(one.dataset.version, scope_of(one.state)) for one in (before, after)]
    view = after.state
    filters = (view.places, view.neighbourhood, view.sectors)
    found = _cached(after.dataset.id, *sides[0], *sides[1], filters, _before=before, _after=after)
    # What was kept may be of another selection and other colours.
    return replace(found, before=before, after=after)


@st.cache_resource(max_entries=12, show_spinner=False, hash_funcs=cache.BY_SCOPE)
def _cached(
    dataset_id: str,
    old_version: str,
    old_scope: Scope,
    new_version: str,
    new_scope: Scope,
    filters: tuple[tuple[str, ...], str, tuple[str, ...]],
    *,
    _before: Reading,
    _after: Reading,
) -> Difference:
    # The readings are what the other arguments say: they need not be hashed.
    return services.differences(
        _before,
        _after,
        cache.pairs_of(_before.dataset, old_scope),
        cache.pairs_of(_after.dataset, new_scope),
    )


def _sides_in_words(reading: Reading, before: Reading) -> str:
    said = where(replace(reading, state=replace(reading.state, states=())))
    if before.dataset.version != reading.dataset.version:
        after, earlier = (
            versions.number(one) or versions.name(one) for one in (reading.dataset, before.dataset)
        )
        return f"{said} · {after} against {earlier}"
    return f"{said} against {spoken_date(before.state.day)}"


def against(reading: Reading) -> Against:
    """What a view is compared with: what its link asks for, or what suits it."""
    asked, dataset, day = reading.state.against, reading.dataset, reading.state.day
    if not asked:
        return _suits(reading)
    if earlier := views.parse_day(asked):
        if earlier <= day:
            return Against(dataset=dataset, day=earlier)
        why = f"{spoken_date(earlier)}, which is after the day on screen"
        return replace(_suits(reading), problem=_instead(why))
    if asked in _others(dataset):
        try:
            return Against(dataset=cache.dataset(dataset.id, asked), day=day)
        except (DatasetError, StoreError):
            pass  # what follows says so
    return replace(
        _suits(reading), problem=_instead(f"“{asked}”, which is not here or cannot be read")
    )


def _instead(why: str) -> str:
    return f"This view cannot be compared with {why}. It is compared as if nothing had been chosen."


def _suits(reading: Reading) -> Against:
    """The version before the one on screen, or a year earlier where there is none."""
    dataset, day = reading.dataset, reading.state.day
    earlier = next(iter(_earlier(dataset)), "")
    if earlier:
        try:
            return Against(dataset=cache.dataset(dataset.id, earlier), day=day)
        except (DatasetError, StoreError):
            pass  # a day of the version on screen can always be read
    return Against(dataset=dataset, day=year_before(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """A version of a footprint, for choosing it."""

    id: str
    number: int
    words: str


def _others(dataset: Dataset) -> Mapping[str, str]:
    """The other versions of a footprint in words, the newest first; none where none are known."""
    return {one.id: one.words for one in _known(dataset) if one.id != dataset.version}


def _earlier(dataset: Dataset) -> list[str]:
    """The versions before the one on screen, the newest first."""
    numbers = {one.id: one.number for one in _known(dataset)}
    own = numbers.get(dataset.version, 0)
    return [one for one, number in numbers.items() if number < own]


def _known(dataset: Dataset) -> tuple[_Version, ...]:
    try:
        return _history(dataset.id, cache.newest(dataset.id))
    except StoreError:
        return ()


@st.cache_resource(max_entries=16, show_spinner=False)
def _history(dataset_id: str, newest: str) -> tuple[_Version, ...]:
    """The versions, the newest first; they are the same as long as the newest is."""
    return tuple(
        _Version(id=one.version, number=one.number, words=_in_words(one))
        for one in services.history(dataset_id)
    )


def _in_words(one: VersionInfo) -> str:
    day = spoken_date(one.created_at.astimezone().date())
    return f"Version {one.number} of {day}: {one.note[:_MOST_NOTE]}"


def sides(reading: Reading, found: Difference) -> None:
    """What is compared with what: two dates on a slider, or two versions."""
    beside, others = against(reading), _others(reading.dataset)
    if beside.problem:
        st.warning(escape_markdown(beside.problem), icon=":material/link_off:")
    if state.is_presented():
        return  # whoever tells a story has chosen
    kind = _DAYS if beside.dataset.version == reading.dataset.version else _VERSIONS
    with st.container(horizontal=True, vertical_alignment="bottom", key="sides"):
        if others:
            st.session_state["compare-by"] = kind
            st.segmented_control(
                "Compare",
                [_DAYS, _VERSIONS],
                key="compare-by",
                required=True,
                on_change=partial(_take_kind, reading),
            )
        if kind == _DAYS:
            _days(reading, beside.day)
        else:
            _versions(others, beside.dataset)
    st.caption(explained(reading, found))
    if found.nothing and reading.considered:
        st.caption(
            f"To see a change, choose {'another day' if kind == _DAYS else 'another version'}."
        )


def _days(reading: Reading, before: date) -> None:
    after = reading.state.day
    known = (one for one in quarters(reading.dataset) if one <= state.today())
    days = sorted({*known, before, after})
    st.session_state["compare-days"] = (before, after)
    st.select_slider(
        "From and to, quarter by quarter",
        days,
        value=(before, after),  # that it has two ends; where they are, the state says
        format_func=spoken_date,
        key="compare-days",
        on_change=_take_days,
    )


def _take_days() -> None:
    before, after = st.session_state["compare-days"]
    st.session_state["against"], st.session_state["date"] = before.isoformat(), after


def _versions(others: Mapping[str, str], before: Dataset) -> None:
    st.session_state["compare-version"] = before.version
    st.selectbox(
        "The version on screen against",
        list(others),
        format_func=others.__getitem__,
        key="compare-version",
        on_change=_take_version,
        width=460,
    )


def _take_version() -> None:
    st.session_state["against"] = st.session_state["compare-version"]


def _take_kind(reading: Reading) -> None:
    """Turn from two days to two versions, or back."""
    if st.session_state["compare-by"] == _DAYS:
        st.session_state["against"] = year_before(reading.state.day).isoformat()
    else:
        others = _earlier(reading.dataset) or list(_others(reading.dataset))
        st.session_state["against"] = others[0]


def explained(reading: Reading, found: Difference) -> str:
    """What two days, or two versions, can tell."""
    same = found.before.dataset.version == reading.dataset.version
    told = (
        "One record on two days: organisations have no dates of their own, so that only what "
        "joins them can be new or lost."
        if same
        else f"Two records, both as they tell of {spoken_date(reading.state.day)}. What somebody "
        "only now wrote down is new here too."
    )
    if found.undated:
        told += (
            f" {found.undated:,} of {found.seats.after:,} seats of the later side state no start: "
            "they count from the date of their document, and may be as old as the others. The "
            "pairs that they make, the lists below and the picture have them as new."
        )
    aside = " The filter on connection is set aside here." if reading.state.states else ""
    return f"{told}{aside}"
