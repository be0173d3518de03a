"""What a view hands to the frames: marks, edges, legend, sizes."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup import services
from joinedup.model import ConnectionState, Dataset, Sector, Standing
from joinedup.network.scope import partnerships_in
from joinedup.render.nouns import heading_noun
from joinedup.render.palette import SECTORS, STANDINGS, STATES
from joinedup.render.picture import map_picture, network_picture
from joinedup.services import Reading
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset, named, place_id, reading

MARK = dict(zip(ConnectionState, "cnu", strict=True))
FILTERS: list[dict[str, Any]] = [
    {},
    {"sectors": ("vcse",)},
    {"states": ("none_on_record",)},
    {"past": True},
    {"levels": ("system",)},
    {"sectors": ("other",)},
    {"day": date(2018, 1, 1), "colour": "reach"},
    {"colour": "state", "size": "degree"},
]


def map_of(one: Reading, *, dark: bool = False, **sizes: float) -> dict[str, Any]:
    return map_picture(one, sizes, dark=dark)


def network_of(one: Reading, *, dark: bool = False, **sizes: float) -> dict[str, Any]:
    return network_picture(one, sizes, "edges.json?x=1", dark=dark)


def marked(picture: dict[str, Any], one: Reading) -> dict[str, str]:
    """The mark of each organisation, by id."""
    return dict(zip((o.id for o in one.dataset.organisations), picture["marks"], strict=True))


# --- marks -----------------------------------------------------------------------


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("filters", FILTERS)
def test_a_mark_for_every_organisation_says_its_state(
    footprint: str, filters: dict[str, Any]
) -> None:
    one = reading(dataset(footprint), **filters)
    shown = {organisation.id for organisation in one.shown}
    for picture in (map_of(one), network_of(one)):
        assert len(picture["marks"]) == len(one.dataset.organisations)
        for key, mark in marked(picture, one).items():
            letter = MARK[one.found[key].state]
            assert mark == letter if key in shown else mark in {".", letter.upper()}
        json.dumps(picture, allow_nan=False)


def test_what_a_filter_leaves_out_is_hidden_on_the_map() -> None:
    picture = map_of(reading(sectors=("general-practice",)))
    assert sum(mark in "cnu" for mark in picture["marks"]) == 170
    assert set(picture["marks"]) == {"c", "n", "."}


def test_the_selected_one_and_its_partners_stay_as_faint_context() -> None:
    trust = next(o.id for o in dataset().organisations if o.sector is Sector.NHS_TRUST)
    one = reading(sectors=("vcse",), selected=trust)
    partners = one.found[trust].partners
    assert partners
    marks = marked(map_of(one), one)
    assert marks[trust] == "C"
    shown = {organisation.id for organisation in one.shown}
    faint = {key for key, mark in marks.items() if mark.isupper()}
    assert faint == {trust, *partners} - shown


def test_the_network_keeps_the_partners_of_a_place_as_faint_context() -> None:
    one = reading(places=(place_id("Barnsley"),))
    marks = marked(network_of(one), one)
    shown = {organisation.id for organisation in one.shown}
    context = {
        row.organisation
        for row in one.dataset.memberships
        if any(row.partnership in one.found[key].partnerships for key in shown)
        and row.partnership in one.found[row.organisation].partnerships
    } - shown
    assert context <= {key for key, mark in marks.items() if mark.isupper()}
    assert context


def test_around_the_selected_one_the_network_shows_only_its_circle() -> None:
    practice = "ods:C87015"
    one = reading(selected=practice, steps="1")
    marks = marked(network_of(one), one)
    drawn = {key for key, mark in marks.items() if mark != "."}
    assert drawn == {practice, *one.found[practice].partners}
    hubs = dict(zip((p.id for p in one.dataset.partnerships), network_of(one)["hubs"], strict=True))
    assert {key for key, mark in hubs.items() if mark == "c"} == set(
        one.found[practice].partnerships
    )


# --- hubs and edges --------------------------------------------------------------


def test_without_filters_every_partnership_in_scope_is_a_hub() -> None:
    one = reading()
    scoped = {p.id for p in partnerships_in(one.dataset, services.scope_of(one.state))}
    hubs = network_of(one)["hubs"]
    assert len(hubs) == len(one.dataset.partnerships)
    assert {p.id for p, h in zip(one.dataset.partnerships, hubs, strict=True) if h == "c"} == scoped


def test_a_filter_leaves_the_partnerships_of_those_shown() -> None:
    one = reading(sectors=("local-authority",))
    hubs = network_of(one)["hubs"]
    joined = {key for o in one.shown for key in one.found[o.id].partnerships}
    assert {p.id for p, h in zip(one.dataset.partnerships, hubs, strict=True) if h == "c"} == joined


def test_the_drawing_without_hubs_has_none() -> None:
    picture = network_of(reading(drawing="organisations"))
    assert (picture["hubs"], picture["note"]) == (None, "Without a line: in none on this date")
    assert picture["edges_url"] == "edges.json?x=1"


HUBS = "Circle with a dot: a partnership. Dashed: part of another, or led by it. "


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, HUBS + "Without a line: in none on this date"),
        ({"levels": ("system",)}, HUBS + "Without a line: in none of those shown"),
        ({"kinds": ("programme",)}, HUBS + "Without a line: in none of those shown"),
        (
            {"size": "degree"},
            HUBS + "Without a line: in none on this date. Larger: more partners",
        ),
        (
            {"size": "betweenness", "drawing": "organisations", "kinds": ("programme",)},
            "Without a line: in none of those shown. Larger: more often the go-between of others",
        ),
    ],
)
def test_the_network_says_what_its_signs_mean(filters: dict[str, Any], expected: str) -> None:
    assert network_of(reading(**filters))["note"] == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("same", ""),
        ("degree", "Larger: more partners"),
        ("betweenness", "Larger: more often the go-between of others"),
    ],
)
def test_the_map_says_what_a_size_means(size: str, expected: str) -> None:
    assert map_of(reading(size=size))["note"] == expected


def lines(one: Reading) -> list[list[float]]:
    edges: list[list[float]] = map_of(one)["edges"]
    return edges


def test_lines_go_from_the_selected_organisation_to_its_partners() -> None:
    practice = "ods:C87015"
    one = reading(selected=practice)
    names = [o.id for o in one.dataset.organisations]
    assert {(names[int(a)], names[int(b)]) for a, b, _ in lines(one)} == {
        (practice, key) for key in one.found[practice].partners
    }


def test_lines_go_among_the_members_of_the_selected_partnership() -> None:
    key = next(p.id for p in dataset().partnerships if p.kind == "primary care network")
    one = reading(selected=key)
    members = [o for o, link in one.found.items() if key in link.partnerships]
    count = len(members)
    assert len(lines(one)) == count * (count - 1) / 2
    assert {weight for _, _, weight in lines(one)} == {round(1 / (count - 1), 3)}


def test_a_large_partnership_and_one_of_a_single_member_have_no_lines() -> None:
    assert lines(reading(named([f"Group {k}" for k in range(61)]), selected="p")) == []
    assert lines(reading(named([f"Group {k}" for k in range(60)]), selected="p")) != []
    assert lines(reading(named(["Alone"]), selected="p")) == []
    assert lines(reading()) == []
    assert lines(reading(selected=place_id("Barnsley"))) == []


# --- legend ----------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True])
def test_by_sector_the_legend_has_the_sectors_shown(*, dark: bool) -> None:
    one = reading(states=("connected",))
    picture = map_of(one, dark=dark)
    counts = {s: sum(o.sector is s for o in one.inside) for s in Sector}
    drawn = {o.sector for o in one.shown}
    assert picture["legend"] == [
        {
            "label": f"{heading_noun(sector)} {count}",
            "shape": SECTORS[sector].shape,
            "colour": SECTORS[sector].colour(dark=dark),
        }
        for sector, count in counts.items()
        if sector in drawn
    ]
    assert (picture["groups"], picture["shape_legend"]) == (None, [])
    assert picture["dark"] is dark


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("filters", [{}, {"levels": ("system",)}, {"places": ("E08000018",)}])
@pytest.mark.parametrize(
    ("colour", "name", "kinds", "palette"),
    [
        ("state", "state", ConnectionState, STATES),
        ("reach", "standing", Standing, STANDINGS),
    ],
)
def test_by_state_or_reach_each_organisation_has_its_digit(
    colour: str, name: str, kinds: Any, palette: Any, filters: dict[str, Any], *, dark: bool
) -> None:
    one = reading(colour=colour, **filters)
    picture = map_of(one, dark=dark)
    held = [getattr(one.found[o.id], name) for o in one.dataset.organisations]
    keys = [kind for kind in kinds if kind in held]
    assert [item["label"] for item in picture["legend"]] == [key.label for key in keys]
    assert [item["colour"] for item in picture["legend"]] == [
        palette[key].colour(dark=dark) for key in keys
    ]
    # Whatever the colour, a state is drawn as that state: hollow, or dashed.
    drawn_as = {"none_on_record": "n", "unknown": "u"}
    assert [item["state"] for item in picture["legend"]] == [
        drawn_as.get(key.value, "c") for key in keys
    ]
    assert [keys[int(digit)] for digit in picture["groups"]] == held
    assert [item["shape"] for item in picture["shape_legend"]] == [
        SECTORS[s].shape for s in Sector if any(o.sector is s for o in one.shown)
    ]


def test_what_the_filters_hide_has_a_colour_of_its_own() -> None:
    def labels(**filters: Any) -> list[str]:
        return [item["label"] for item in map_of(reading(colour="reach", **filters))["legend"]]

    assert Standing.HIDDEN.label not in labels()
    assert Standing.HIDDEN.label in labels(levels=("system",))
    assert {Standing.UNKNOWN.label, Standing.NONE_ON_RECORD.label} <= set(labels())


def test_a_sector_of_outside_bodies_only_has_no_count() -> None:
    inside = sample.organisation("in", Sector.VCSE)
    one = reading(sample.dataset([inside, sample.organisation("x", Sector.NATIONAL, outside=True)]))
    labels = ["Voluntary groups 1", "National and regional bodies (outside)"]
    assert [item["label"] for item in map_of(one)["legend"]] == labels
    by_state = reading(one.dataset, colour="state")
    assert [item["label"] for item in map_of(by_state)["shape_legend"]] == labels


def test_the_key_of_states_has_those_that_are_shown() -> None:
    def key(**filters: Any) -> list[tuple[str, int]]:
        items = map_of(reading(**filters))["state_legend"]
        return [(item["state"], item.get("outside", 0)) for item in items]

    assert key() == [("c", 0), ("n", 0), ("u", 0), ("c", 1)]
    assert key(sectors=("general-practice",)) == [("c", 0), ("n", 0)]
    assert key(states=("unknown",), sectors=("vcse",)) == [("u", 0)]
    assert key(sectors=("other",)) == []
    assert map_of(reading())["state_title"] == "Connection"
    # Coloured otherwise, the legend's own items show how each state is drawn.
    for colour in ("state", "reach"):
        assert key(colour=colour) == [("c", 1)]
        assert map_of(reading(colour=colour))["state_title"] == ""


# --- sizes, fit, the rest --------------------------------------------------------


def test_sizes_stand_in_the_order_of_the_organisations() -> None:
    first, second = dataset().organisations[0].id, dataset().organisations[1].id
    picture = map_picture(reading(), {first: 1.0, second: 0.12345}, dark=False)
    assert picture["sizes"][:3] == [1.0, 0.123, 0.0]
    assert len(picture["sizes"]) == len(dataset().organisations)
    assert map_of(reading())["sizes"] is None


def test_what_the_map_fits_to() -> None:
    place, hood = place_id("Rotherham"), dataset().neighbourhoods[0]
    assert map_of(reading())["fit"] == []
    assert map_of(reading(places=(place,)))["fit"] == [place]
    assert map_of(reading(places=(place,), neighbourhood=hood.id))["fit"] == [hood.id]


def test_the_network_fits_anew_when_what_it_shows_changes() -> None:
    views: list[dict[str, Any]] = [
        {},
        {"drawing": "organisations"},
        {"places": (place_id("Rotherham"),)},
        {"neighbourhood": dataset().neighbourhoods[0].id},
        {"steps": "1", "selected": "ods:C87015"},
        {"steps": "1", "selected": "ods:C87016"},
        {"steps": "2", "selected": "ods:C87016"},
    ]
    fits = [str(network_of(reading(**view))["fit"]) for view in views]
    assert len(set(fits)) == len(fits)
    # A selection alone must not move the drawing under the reader's hand.
    assert str(network_of(reading(selected="ods:C87015"))["fit"]) == fits[0]


def test_streets_and_shade_are_for_the_map() -> None:
    one = reading(streets=True, shade="practices")
    assert map_of(one)["streets"] is True
    assert map_of(one)["shade"]["values"]
    assert (network_of(one)["streets"], network_of(one)["shade"]) == (False, None)


@pytest.mark.parametrize("colour", ["sector", "state", "reach"])
def test_no_name_is_in_a_picture(colour: str) -> None:
    one = reading(named(), colour=colour, shade="unconnected", selected="o0")
    for picture in (map_of(one, o0=1.0), network_of(one, o0=1.0)):
        text = json.dumps(picture, ensure_ascii=False)
        assert not [name for name in HOSTILE if name in text]


def test_an_empty_dataset_has_an_empty_picture() -> None:
    empty: Dataset = replace(sample.dataset(), areas=())
    picture = map_of(reading(empty, shade="practices"))
    assert (picture["marks"], picture["edges"], picture["legend"]) == ("", [], [])
    assert network_of(reading(empty))["hubs"] == ""


def test_a_picture_is_small() -> None:
    one = reading(colour="reach", shade="patients")
    assert len(json.dumps(map_of(one))) < 10 * len(dataset().organisations) + 6000
