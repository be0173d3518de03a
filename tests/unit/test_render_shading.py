"""Areas shaded by a figure: the words, the classes, the legend."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.model import Area, AreaLevel, ConnectionState
from joinedup.render.palette import RAMPS
from joinedup.render.shading import TITLES, _edges, _step, figure, patients, shading
from joinedup.services import AreaCount, area_counts
from joinedup.views import SHADES
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset, reading

AREA = replace(
    sample.place("Ashdale"),
    practices=5,
    practices_with_patients=3,
    registered_patients=24_600,
    lsoas=40,
    lsoas_most_deprived=10,
)


def count(area: Area = AREA, connected: int = 3, none: int = 1, unknown: int = 6) -> AreaCount:
    states = dict(zip(ConnectionState, (connected, none, unknown), strict=True))
    return AreaCount(area=area, organisations=sum(states.values()), states=states, own_sector=0)


# --- one area's figure -----------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "value", "text", "detail"),
    [
        ("practices", 5, "5", "5 general practices"),
        ("patients", 24_600, "25k", "24,600 patients on the lists of 3 of 5 practices"),
        ("deprivation", 0.25, "25%", "10 of 40 LSOAs (25%)"),
        ("unconnected", 0.25, "1 of 4", "1 of 4 with information"),
    ],
)
def test_a_figure_has_its_denominator(measure: str, value: float, text: str, detail: str) -> None:
    found = figure(count(), measure)
    assert found
    assert (found.value, found.text, found.detail) == (value, text, detail)


def test_the_unknown_are_no_part_of_the_share() -> None:
    few, many = figure(count(unknown=0), "unconnected"), figure(count(unknown=99), "unconnected")
    assert few == many


@pytest.mark.parametrize(
    ("measure", "row"),
    [
        ("patients", count(replace(AREA, practices_with_patients=0, registered_patients=0))),
        ("deprivation", count(replace(AREA, lsoas=0, lsoas_most_deprived=0))),
        ("unconnected", count(connected=0, none=0)),
        ("none", count()),
        ("nonsense", count()),
    ],
)
def test_where_nothing_is_known_there_is_no_figure(measure: str, row: AreaCount) -> None:
    assert figure(row, measure) is None


def test_nobody_unconnected_is_a_figure_all_the_same() -> None:
    found = figure(count(none=0), "unconnected")
    assert found
    assert (found.value, found.text) == (0, "0 of 3")


def test_words_for_one_and_for_none() -> None:
    one = figure(count(replace(AREA, practices=1)), "practices")
    none = figure(count(replace(AREA, practices=0)), "practices")
    assert one
    assert none
    assert (one.detail, none.detail) == ("1 general practice", "no general practices")
    assert patients(count(replace(AREA, practices=0))) == "no practice stands in it"


# --- classes ---------------------------------------------------------------------


def steps(values: list[float], *, share: bool) -> tuple[list[float], list[int]]:
    edges = _edges(values, share=share)
    return edges, [_step(value, edges) for value in values]


def check(values: list[float], *, share: bool) -> None:
    edges, found = steps(values, share=share)
    assert edges == sorted(set(edges))
    assert edges[0] == 0
    assert 2 <= len(edges) <= 6
    for value, step in zip(values, found, strict=True):
        low, high = edges[step], edges[step + 1]
        assert low < value or step == 0
        assert value <= high * (1 + 1e-12)
    if share:
        assert edges[-1] <= 1 + 1e-12


@given(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=40))
def test_every_count_falls_in_its_class(values: list[int]) -> None:
    check([float(value) for value in values], share=False)


@given(
    st.lists(
        st.integers(1, 400).flatmap(lambda n: st.integers(0, n).map(lambda k: k / n)),
        min_size=1,
        max_size=40,
    )
)
def test_every_share_falls_in_its_class(values: list[float]) -> None:
    check(values, share=True)


@pytest.mark.parametrize(
    ("values", "share", "edges"),
    [
        ([], False, [0, 1]),
        ([], True, [0, 1]),
        ([0.0], False, [0, 1]),
        ([0.0], True, [0, 0.02]),
        ([7.0], False, [0, 2, 4, 6, 8]),
        ([34.0], False, [0, 10, 20, 30, 40]),
        ([250_000.0], False, [0, 50_000, 100_000, 150_000, 200_000, 250_000]),
        ([1.0], True, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        ([0.07], True, [0, 0.02, 0.04, 0.06, 0.08]),
    ],
)
def test_edges_are_round(values: list[float], edges: list[float], *, share: bool) -> None:
    assert _edges(values, share=share) == pytest.approx(edges)


# --- the whole -------------------------------------------------------------------


def shaded(rows: list[AreaCount], measure: str, *, dark: bool = False) -> dict[str, Any]:
    found = shading(rows, measure, dark=dark)
    assert found is not None
    return found


@pytest.mark.parametrize("measure", ["none", "", "nonsense"])
def test_no_measure_no_shading(measure: str) -> None:
    assert shading([count()], measure, dark=False) is None


def test_every_shade_that_can_be_chosen_has_its_title() -> None:
    assert set(SHADES) - {"none"} == set(TITLES)


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("measure", TITLES)
@pytest.mark.parametrize("dark", [False, True])
def test_on_real_data_steps_colours_and_legend_fit(
    footprint: str, measure: str, *, dark: bool
) -> None:
    rows = list(area_counts(reading(dataset(footprint)), AreaLevel.NEIGHBOURHOOD))
    found = shaded(rows, measure, dark=dark)
    assert found["title"] == TITLES[measure]
    assert [one["colour"] for one in found["legend"]] == found["ramp"]
    assert len(set(found["ramp"])) == len(found["ramp"]) <= 5
    assert set(found["ramp"]) <= set(RAMPS[dark])
    known = {one.area.id for one in rows if figure(one, measure)}
    assert set(found["values"]) == known
    for one in found["values"].values():
        assert 0 <= one["step"] < len(found["ramp"])
        assert one["text"]


def test_the_legend_in_words() -> None:
    rows = [count(replace(AREA, id=str(k), practices=k)) for k in (0, 3, 7)]
    labels = [one["label"] for one in shaded(rows, "practices")["legend"]]
    assert labels == ["0 to 2", "to 4", "to 6", "to 8"]
    whole = [
        count(replace(AREA, id="a"), connected=0, none=4),
        count(replace(AREA, id="b"), connected=4, none=0),
    ]
    labels = [one["label"] for one in shaded(whole, "unconnected")["legend"]]
    assert (labels[0], labels[-1]) == ("0% to 20%", "to 100%")


def test_no_areas_and_nothing_known() -> None:
    assert shaded([], "practices")["values"] == {}
    found = shaded([count(connected=0, none=0)], "unconnected")
    assert (found["values"], len(found["legend"])) == ({}, 1)


def test_a_name_is_in_no_shading() -> None:
    rows = [count(replace(AREA, name=name, id=f"a{k}")) for k, name in enumerate(HOSTILE)]
    text = str(shaded(rows, "practices"))
    assert not any(name in text for name in HOSTILE)
