"""A view survives its way into a URL and back, and no URL can break the reading of one."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup import views
from joinedup.services import dataset_names, default_view
from joinedup.views import ViewState, Vocabulary, parse, to_params, vocabulary
from tests.unit.render_samples import FOOTPRINTS, TODAY, dataset

DEFAULT = default_view("south-yorkshire", TODAY)
WORDS = {one: vocabulary(dataset(one), dataset_names()) for one in FOOTPRINTS}


@st.composite
def states(draw: st.DrawFn, footprint: str) -> ViewState:
    """Any valid view of a footprint."""
    words, one = WORDS[footprint].words, dataset(footprint)
    hood = draw(st.sampled_from(["", *words["neighbourhood"]]))
    chosen: dict[str, Any] = {
        name: draw(st.sampled_from(list(words[name])))
        for name in views.ONE
        if name not in ("dataset", "neighbourhood")
    }
    several: dict[str, Any] = {
        name: tuple(draw(st.lists(st.sampled_from(list(words[name])), unique=True)))
        for name in views.MANY
    }
    selectable = ["", *one.organisation_by_id, *one.partnership_by_id, *one.area_by_id]
    return ViewState(
        dataset=footprint,
        day=draw(st.dates(views.FIRST_DAY, views.LAST_DAY)),
        version=draw(st.sampled_from(["", one.version])),
        neighbourhood=hood,
        selected=draw(st.sampled_from(selectable)),
        within=draw(st.sampled_from(["", "block:(outside):vcse", "community:ods:C88046"])),
        against=draw(st.sampled_from(["", "0123456789ab", "2024-03-31"])),
        whatif=draw(st.sampled_from(["", "ods:C88046", "ods:C88046~body:a!ods:C81047"])),
        weights=draw(st.sampled_from(["", "2,1,1,1,1,0.5,0.5,1,2,1.5"])),
        diagram=draw(st.sampled_from(["", "0123456789"])),
        past=draw(st.booleans()),
        streets=draw(st.booleans()),
        **chosen,
        **several,
    )


def through_a_url(state: ViewState, words: Vocabulary, *, pin: bool) -> tuple[ViewState, int]:
    query = urlencode(to_params(state, words, default=DEFAULT, pin=pin))
    found, problems = parse(parse_qs(query), words, default=DEFAULT)
    return found, len(problems)


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@given(data=st.data())
def test_a_pinned_link_gives_the_same_view(footprint: str, data: st.DataObject) -> None:
    state = data.draw(states(footprint))
    assert through_a_url(state, WORDS[footprint], pin=True) == (state, 0)


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@given(data=st.data())
def test_a_link_that_is_not_pinned_loses_the_version_only(
    footprint: str, data: st.DataObject
) -> None:
    state = data.draw(states(footprint))
    expected = replace(state, version="")
    assert through_a_url(state, WORDS[footprint], pin=False) == (expected, 0)


texts = st.one_of(
    st.text(),
    st.text(min_size=290, max_size=310),
    st.sampled_from(["true", "2026-01-01", "Rotherham", "sector", "\x00", "\ud800"]),
)


@given(
    params=st.dictionaries(
        st.one_of(st.sampled_from(views.PARAMETERS), st.text()),
        st.lists(texts, max_size=5),
        max_size=8,
    )
)
def test_no_link_breaks_the_reading(params: dict[str, list[str]]) -> None:
    words = WORDS["south-yorkshire"]
    state, problems = parse(params, words, default=DEFAULT)
    for name in views.ONE:
        value = getattr(state, name)
        assert value == getattr(DEFAULT, name) or value in words.words[name]
    for name in views.MANY:
        assert set(getattr(state, name)) <= set(words.words[name])
    assert all(len(one.value) <= 60 for one in problems)
    # What was read can be written, and is then read without a problem.
    again = parse(
        parse_qs(urlencode(to_params(state, words, default=DEFAULT), errors="replace")),
        words,
        default=DEFAULT,
    )
    assert replace(again[0], selected="", version="") == replace(state, selected="", version="")
