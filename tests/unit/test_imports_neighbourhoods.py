"""Lists of neighbourhoods: LSOAs, wards and polygons, against the real footprints."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from geo.geojson import shapes_in
from geo.projection import to_grid
from joinedup.errors import ListError
from joinedup.imports.choices import Choices
from joinedup.imports.fields import Kind
from joinedup.imports.neighbourhoods import plan_neighbourhoods, table_of_polygons
from joinedup.imports.plan import Outcome, Plan
from joinedup.imports.planning import Base
from joinedup.model import Area, AreaLevel
from joinedup.render.templates import template_geojson
from joinedup.store.geography import load_lsoas
from tests.unit.list_samples import TODAY, base, base_of, choices, table

SY = "south-yorkshire"
BARNSLEY, SHEFFIELD = "E08000038", "E08000039"
TWO_CENTRALS = "herefordshire-and-worcestershire"
HEADINGS = "lsoa_code;neighbourhood"


@cache
def lsoas(footprint: str = SY) -> tuple[Mapping[str, Any], ...]:
    """What is known of each LSOA: code, name, place, neighbourhood, ward."""
    features = json.loads(load_lsoas(footprint) or "")["features"]
    return tuple(one["properties"] for one in features)


def of_place(place: str) -> list[Mapping[str, Any]]:
    return [one for one in lsoas() if one["place"] == place]


def plan(
    headings: str, *rows: str, against: Base | None = None, footprint: str = SY, **more: Any
) -> Plan:
    listed = table(headings, *rows)
    chosen = choices(Kind.NEIGHBOURHOODS, listed, **more)
    return plan_neighbourhoods(against or base(footprint), listed, chosen, load_lsoas(footprint))


def feature(name: str, geometry: Mapping[str, Any], **properties: str) -> dict[str, Any]:
    properties = {"name": name, **properties}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def square(west: float, south: float, size: float = 0.02) -> dict[str, Any]:
    """A square in degrees (WGS 84)."""
    corners = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
    ring = [[west + x, south + y] for x, y in corners]
    return {"type": "Polygon", "coordinates": [ring]}


IN_BARNSLEY = square(-1.49, 53.54)
IN_SHEFFIELD = square(-1.48, 53.38)
IN_LEEDS = square(-1.55, 53.80)


def drawn(*features: Mapping[str, Any], against: Base | None = None) -> Plan:
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    listed = table_of_polygons(content)
    chosen = Choices(
        kind=Kind.NEIGHBOURHOODS,
        columns={0: "neighbourhood", 1: "neighbourhood_id", 2: "place"},
        source="drawn.geojson",
        as_of=TODAY,
    )
    return plan_neighbourhoods(against or base(), listed, chosen, load_lsoas(SY), content)


def codes(one: Plan) -> list[str]:
    return [problem.code for problem in one.problems]


def outcomes(one: Plan) -> list[str]:
    return [one.outcomes[row].value for row in sorted(one.outcomes)]


def hoods(one: Plan, place: str) -> dict[str, Area]:
    return {area.name: area for area in one.dataset.neighbourhoods if area.parent == place}


def again(one: Plan) -> Base:
    return base_of(one.dataset, one.boundaries)


def halves(key: str = "code") -> tuple[str, ...]:
    """Barnsley in two: North and South, by code of the LSOA."""
    own = of_place(BARNSLEY)
    middle = len(own) // 2
    return tuple(f"{one[key]};{'North' if at < middle else 'South'}" for at, one in enumerate(own))


# --- LSOAs -----------------------------------------------------------------------


def test_the_neighbourhoods_of_a_place_are_replaced_by_those_of_the_list() -> None:
    one = plan(HEADINGS, *halves())
    assert set(outcomes(one)) == {"new"}
    assert codes(one) == []
    made = hoods(one, BARNSLEY)
    assert set(made) == {"North", "South"}
    counted = made["North"].lsoas + made["South"].lsoas
    assert counted == base().dataset.area_by_id[BARNSLEY].lsoas
    assert "list.csv" in made["North"].method
    assert made["North"].provenance.as_of == TODAY
    assert set(shapes_in(one.boundaries)) == {area.id for area in one.dataset.areas}


def test_what_a_list_does_not_name_stays_where_it_is() -> None:
    """Waiting rows that are mended and uploaded add to what the first upload made."""
    codes = [one["code"] for one in of_place(BARNSLEY)]
    first = plan("lsoa_code;neighbourhood", *(f"{code};New Town" for code in codes[:30]))
    made = shapes_in(first.boundaries)
    (new_town,) = [area for name, area in hoods(first, BARNSLEY).items() if name == "New Town"]
    whole = shapes_in(base().boundaries)[BARNSLEY].area
    parts = [made[area.id] for area in hoods(first, BARNSLEY).values()]
    assert sum(part.area for part in parts) == pytest.approx(whole, rel=0.01)

    rows = [f"{code};New Town" for code in codes[30:40]]
    second = plan("lsoa_code;neighbourhood", *rows, against=again(first))
    grown = shapes_in(second.boundaries)[new_town.id]
    assert grown.area > made[new_town.id].area
    assert made[new_town.id].difference(grown).area < 0.001 * grown.area
    assert hoods(second, BARNSLEY)["New Town"].lsoas > new_town.lsoas


def test_other_places_keep_theirs() -> None:
    one = plan(HEADINGS, *halves())
    known = [area for area in base().dataset.areas if area.parent != BARNSLEY]
    assert [area for area in one.dataset.areas if area.parent != BARNSLEY] == known


def test_what_goes_is_told() -> None:
    one = plan(HEADINGS, *halves())
    gone = {change.id for change in one.changes if change.gone}
    assert gone == {area.id for area in base().dataset.neighbourhoods if area.parent == BARNSLEY}
    new = {change.name for change in one.changes if change.new}
    assert new == {"North (Barnsley)", "South (Barnsley)"}


def test_organisations_are_put_into_the_new_ones_by_their_position() -> None:
    one = plan(HEADINGS, *halves())
    ids = {area.id for area in hoods(one, BARNSLEY).values()}
    own = [item for item in one.dataset.organisations if item.place == BARNSLEY and item.point]
    assert len(own) > 50
    assert {item.neighbourhood for item in own} == ids
    told = {change.id for change in one.changes if change.thing == "organisation"}
    assert told == {item.id for item in own}
    elsewhere = [item for item in one.dataset.organisations if item.place == SHEFFIELD]
    assert elsewhere == [item for item in base().dataset.organisations if item.place == SHEFFIELD]


def test_practices_of_the_new_ones_are_counted() -> None:
    made = hoods(plan(HEADINGS, *halves()), BARNSLEY).values()
    assert sum(area.practices for area in made) == base().dataset.area_by_id[BARNSLEY].practices


def test_organisation_without_a_position_loses_a_neighbourhood_that_goes() -> None:
    home = hoods_on_record(BARNSLEY)[0]
    lost = next(one for one in base().dataset.organisations if one.neighbourhood == home.id)
    nowhere = replace(lost, point=None)
    organisations = tuple(
        nowhere if one.id == lost.id else one for one in base().dataset.organisations
    )
    against = replace(base(), dataset=replace(base().dataset, organisations=organisations))
    one = plan(HEADINGS, *halves(), against=against)
    assert one.dataset.organisation_by_id[lost.id].neighbourhood is None
    assert one.dataset.organisation_by_id[lost.id].place == BARNSLEY


def hoods_on_record(place: str) -> list[Area]:
    return [area for area in base().dataset.neighbourhoods if area.parent == place]


def test_partnerships_of_a_neighbourhood_that_goes_serve_its_place() -> None:
    rows = [f"{one['code']};All of it" for one in of_place(SHEFFIELD)]
    one = plan(HEADINGS, *rows)
    assert base().dataset.partnership_by_id["pcn:U20350"].area == "U20350"
    assert one.dataset.partnership_by_id["pcn:U20350"].area == SHEFFIELD
    areas = set(one.dataset.area_by_id)
    assert {item.area for item in one.dataset.partnerships if item.area} <= areas
    told = {change.id for change in one.changes if change.thing == "partnership"}
    assert "pcn:U20350" in told


def test_the_same_list_twice_changes_nothing() -> None:
    once = plan(HEADINGS, *halves())
    twice = plan(HEADINGS, *halves(), against=again(once))
    assert set(outcomes(twice)) == {"unchanged"}
    assert twice.is_empty
    assert twice.dataset == once.dataset
    assert twice.boundaries == once.boundaries


def test_the_list_of_what_is_on_record_changes_nothing() -> None:
    names = {area.id: area.name for area in base().dataset.neighbourhoods}
    rows = [f"{one['code']};{names[one['neighbourhood']]}" for one in lsoas()]
    one = plan(HEADINGS, *rows)
    assert set(outcomes(one)) == {"unchanged"}
    assert one.is_empty
    assert one.problems == ()


def test_one_that_stays_as_it_is_keeps_what_is_on_record_of_it() -> None:
    """Where one of six gets another outline, the other five are as they were."""
    names = {area.id: area.name for area in base().dataset.neighbourhoods}
    own = of_place(BARNSLEY)
    rows = [f"{one['code']};{names[one['neighbourhood']]}" for one in own]
    moved = next(at for at, one in enumerate(own) if one["neighbourhood"] == "barnsley-north")
    rows[moved] = f"{own[moved]['code']};Barnsley Central"
    one = plan(HEADINGS, *rows)
    changed = {change.id for change in one.changes if change.thing == "neighbourhood"}
    assert changed == {"barnsley-north", "barnsley-central"}
    for area in hoods_on_record(BARNSLEY):
        assert (one.dataset.area_by_id[area.id] == area) is (area.id not in changed)
        assert one.dataset.area_by_id[area.id].lsoas > 0


@pytest.mark.parametrize(
    ("headings", "cell"),
    [
        ("lsoa_code;neighbourhood", "E01007317"),
        ("lsoa_code;neighbourhood", " e01007317 "),
        ("lsoa_name;neighbourhood", "barnsley 018a"),
        ("ward;neighbourhood", "Stairfoot Ward"),
    ],
)
def test_an_area_is_known_by_its_code_or_name(headings: str, cell: str) -> None:
    one = plan(headings, f"{cell};East End")
    assert outcomes(one) == ["new"]
    assert hoods(one, BARNSLEY)["East End"].lsoas > 0


def test_lsoas_of_2021_stand_for_those_they_were_cut_from() -> None:
    cut = next(one for one in lsoas() if len(one["lsoas21"]) > 1)
    rows = [f"{later[0]};East End" for later in cut["lsoas21"]]
    one = plan(HEADINGS, *rows)
    assert outcomes(one) == ["new", "new"]
    (change,) = [change for change in one.changes if change.new]
    assert change.rows == (2, 3)


def test_areas_that_a_list_forgets_are_told() -> None:
    own = of_place(BARNSLEY)
    one = plan(HEADINGS, *halves()[:-2])
    (problem,) = one.problems
    assert (problem.code, problem.row, problem.waits) == ("areas-left-over", None, False)
    assert problem.message.startswith(f"2 of the {len(own)} LSOAs of Barnsley")
    assert own[-1]["code"] in problem.value


# --- names and ids -----------------------------------------------------------------


def test_a_name_in_other_letters_is_the_same_neighbourhood() -> None:
    names = {area.id: area.name.upper() for area in base().dataset.neighbourhoods}
    rows = [f"{one['code']};{names[one['neighbourhood']]}" for one in of_place(BARNSLEY)]
    assert set(outcomes(plan(HEADINGS, *rows))) == {"unchanged"}


def test_our_own_id_renames() -> None:
    rows = [
        f"{one['code']};New {one['neighbourhood']};{one['neighbourhood']}"
        for one in of_place(BARNSLEY)
    ]
    one = plan("lsoa_code;neighbourhood;neighbourhood_id", *rows)
    assert set(outcomes(one)) == {"changed"}
    assert one.dataset.area_by_id["barnsley-north"].name == "New barnsley-north"
    fields = {field.field for change in one.changes for field in change.fields}
    assert fields == {"name"}
    assert not any(change.gone for change in one.changes)


def test_an_id_alone_is_enough() -> None:
    rows = [f"{one['code']};{one['neighbourhood']}" for one in of_place(BARNSLEY)]
    assert set(outcomes(plan("lsoa_code;neighbourhood_id", *rows))) == {"unchanged"}


def test_two_names_for_one_id_wait() -> None:
    first, second = of_place(BARNSLEY)[:2]
    one = plan(
        "lsoa_code;neighbourhood;neighbourhood_id",
        f"{first['code']};Here;barnsley-north",
        f"{second['code']};There;barnsley-north",
    )
    assert outcomes(one) == ["changed", "waiting"]
    assert "rows-disagree" in codes(one)


def test_a_new_one_may_have_the_name_that_another_gives_up() -> None:
    first, second = of_place(BARNSLEY)[:2]
    one = plan(
        "lsoa_code;neighbourhood;neighbourhood_id",
        f"{first['code']};Uplands;barnsley-north",
        f"{second['code']};Barnsley North;",
    )
    assert outcomes(one) == ["changed", "new"]
    made = hoods(one, BARNSLEY)
    assert made["Uplands"].id == "barnsley-north"
    assert made["Barnsley North"].id != "barnsley-north"


def test_places_may_have_a_neighbourhood_of_one_name_each() -> None:
    rows = [f"{of_place(place)[0]['code']};Central" for place in (BARNSLEY, SHEFFIELD)]
    one = plan(HEADINGS, *rows)
    assert outcomes(one) == ["new", "new"]
    assert hoods(one, BARNSLEY)["Central"].id != hoods(one, SHEFFIELD)["Central"].id


# --- rows that cannot be used ----------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "row", "code", "column"),
    [
        ("lsoa_code;neighbourhood", "E01999999;North", "area-unknown", "lsoa_code"),
        ("lsoa_code;neighbourhood", ";North", "area-missing", "lsoa_code"),
        ("lsoa_code;neighbourhood", "E01007317;", "neighbourhood-missing", "neighbourhood"),
        ("lsoa_code;neighbourhood;as_of", "E01007317;North;soon", "date-unreadable", "as_of"),
        ("ward;neighbourhood", "Atlantis;North", "area-unknown", "ward"),
        ("ward;neighbourhood;place", "Stairfoot;North;Sheffield", "area-unknown", "ward"),
        ("ward;neighbourhood;place", "Stairfoot;North;Wakefield", "place-unknown", "place"),
    ],
)
def test_a_row_that_cannot_be_used_waits(headings: str, row: str, code: str, column: str) -> None:
    one = plan(headings, row)
    (problem,) = one.problems
    assert (problem.code, problem.row, problem.column, problem.waits) == (code, 2, column, True)
    assert outcomes(one) == ["waiting"]
    assert [waiting.number for waiting in one.waiting] == [2]
    assert one.is_empty
    assert one.dataset == base().dataset


def test_an_area_in_two_neighbourhoods_waits_the_second_time() -> None:
    one = plan(HEADINGS, "E01007317;North", "E01007318;North", "e01007317;South")
    assert outcomes(one) == ["new", "new", "waiting"]
    twice = next(problem for problem in one.problems if problem.code == "area-twice")
    assert (twice.row, twice.message.split()[:2]) == (4, ["Row", "2"])


def test_an_area_twice_in_the_same_neighbourhood_is_fine() -> None:
    one = plan(HEADINGS, "E01007317;North", "E01007317;NORTH")
    assert outcomes(one) == ["new", "new"]


def test_a_ward_of_two_places_waits_until_the_place_is_told() -> None:
    untold = plan("ward;neighbourhood", "Central;Middle", footprint=TWO_CENTRALS)
    assert (outcomes(untold), codes(untold)) == (["waiting"], ["area-several"])
    told = plan("ward;neighbourhood;place", "Central;Middle;Herefordshire", footprint=TWO_CENTRALS)
    assert outcomes(told) == ["new"]


def test_example_rows_of_the_template_are_left_out() -> None:
    one = plan(HEADINGS, "E01007317;Example: Central", "E01007318;Central")
    assert outcomes(one) == ["left_out", "new"]
    assert "example" in one.left_out[0].reason


def test_good_rows_go_on_and_every_row_counts_once() -> None:
    one = plan(HEADINGS, *halves(), "E01999999;North", ";South", "E01007317;Nowhere")
    report = one.report()
    assert report["rows"] == report["used"] + report["waiting"] + report["left_out"]
    assert (report["used"], report["waiting"]) == (len(of_place(BARNSLEY)), 3)
    assert set(hoods(one, BARNSLEY)) == {"North", "South"}


def test_a_footprint_without_lsoas_takes_polygons_only() -> None:
    listed = table(HEADINGS, "E01007317;North")
    chosen = choices(Kind.NEIGHBOURHOODS, listed)
    with pytest.raises(ListError) as refused:
        plan_neighbourhoods(base(), listed, chosen, None)
    assert refused.value.code == "no-lsoas"
    content = json.dumps(feature("North", IN_BARNSLEY)).encode()
    one = plan_neighbourhoods(base(), table_of_polygons(content), chosen, None, content)
    assert outcomes(one) == ["new"]
    assert hoods(one, BARNSLEY)["North"].lsoas == 0


# --- polygons ------------------------------------------------------------------------


def test_polygons_are_put_into_the_place_they_lie_in() -> None:
    one = drawn(feature("North", IN_BARNSLEY), feature("South", IN_SHEFFIELD))
    assert outcomes(one) == ["new", "new"]
    assert hoods_new(one, BARNSLEY) == {"North"}
    assert hoods_new(one, SHEFFIELD) == {"South"}
    assert "drawn.geojson" in hoods(one, BARNSLEY)["North"].method


def test_the_same_polygons_twice_change_nothing() -> None:
    features = [feature("North", IN_BARNSLEY), feature("South", square(-1.46, 53.54))]
    twice = drawn(*features, against=again(drawn(*features)))
    assert outcomes(twice) == ["unchanged", "unchanged"]
    assert twice.is_empty


def test_an_outline_that_moved_is_a_change() -> None:
    once = drawn(feature("North", IN_BARNSLEY))
    one = drawn(feature("North", square(-1.485, 53.54)), against=again(once))
    assert outcomes(one) == ["changed"]
    change = next(change for change in one.changes if change.thing == "neighbourhood")
    assert [field.field for field in change.fields] == ["outline"]


def test_metres_of_the_national_grid_are_understood() -> None:
    ring = [list(to_grid(*corner)) for corner in IN_BARNSLEY["coordinates"][0]]
    metres = drawn(feature("North", {"type": "Polygon", "coordinates": [ring]}))
    degrees = drawn(feature("North", IN_BARNSLEY))
    found = [hoods(one, BARNSLEY)["North"].id for one in (metres, degrees)]
    shapes = [shapes_in(one.boundaries)[found[0]] for one in (metres, degrees)]
    assert found[0] == found[1]
    assert shapes[0].symmetric_difference(shapes[1]).area < 0.001 * shapes[0].area


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (feature("North", IN_LEEDS), "outside-footprint"),
        (feature("North", IN_LEEDS, place="Barnsley"), "outside-footprint"),
        (feature("", IN_BARNSLEY), "polygon-unnamed"),
        (feature("jo@example.org", IN_BARNSLEY), "personal-data"),
        (feature("North", {"type": "Point", "coordinates": [-1.48, 53.55]}), "no-polygon"),
        (feature("North", square(53.54, -1.49)), "polygon-swapped"),
        (feature("North", square(2.35, 48.85)), "polygon-elsewhere"),
    ],
)
def test_a_polygon_that_cannot_be_used_waits(one: Mapping[str, Any], code: str) -> None:
    found = drawn(one, feature("South", IN_SHEFFIELD))
    assert outcomes(found) == ["waiting", "new"]
    assert [(problem.code, problem.row) for problem in found.problems if problem.waits] == [
        (code, 1)
    ]
    assert not hoods_new(found, BARNSLEY)


def hoods_new(one: Plan, place: str) -> set[str]:
    return set(hoods(one, place)) - {area.name for area in hoods_on_record(place)}


def test_a_polygon_in_another_place_than_it_says_is_used_where_it_lies() -> None:
    one = drawn(feature("North", IN_SHEFFIELD, place="Barnsley"))
    (problem,) = one.problems
    assert (problem.code, problem.value, problem.waits) == ("place-differs", "Barnsley", False)
    assert "North" in hoods(one, SHEFFIELD)
    assert hoods(one, BARNSLEY) == {area.name: area for area in hoods_on_record(BARNSLEY)}


def test_a_sliver_does_not_replace_the_neighbourhoods_of_a_place() -> None:
    """Most of it lies in Wakefield, outside the footprint; its edge reaches into Barnsley."""
    one = drawn(feature("Border", square(-1.45, 53.60, 0.08)))
    assert codes(one) == ["outside-footprint"]
    assert one.is_empty


def test_an_outline_that_crosses_itself_is_mended_and_told() -> None:
    ring = [[-1.49, 53.54], [-1.47, 53.56], [-1.47, 53.54], [-1.49, 53.56], [-1.49, 53.54]]
    one = drawn(feature("North", {"type": "Polygon", "coordinates": [ring]}))
    assert codes(one) == ["polygon-mended"]
    assert outcomes(one) == ["new"]


def test_two_spellings_of_one_name_make_one_neighbourhood() -> None:
    one = drawn(
        feature("St Mary's", IN_BARNSLEY, place="Barnsley"),
        feature("ST. MARYS", square(-1.46, 53.54)),
    )
    assert outcomes(one) == ["new", "new"]
    (made,) = [area for name, area in hoods(one, BARNSLEY).items() if name.startswith("St")]
    (change,) = [change for change in one.changes if change.new]
    assert change.rows == (1, 2)
    assert shapes_in(one.boundaries)[made.id].area > 1.9 * 0.02**2


def test_the_example_of_our_own_template_is_left_out() -> None:
    content = template_geojson()
    chosen = Choices(kind=Kind.NEIGHBOURHOODS, columns={}, source="template", as_of=TODAY)
    one = plan_neighbourhoods(base(), table_of_polygons(content), chosen, load_lsoas(SY), content)
    assert outcomes(one) == ["left_out"]
    assert one.is_empty


def test_every_feature_is_a_row() -> None:
    features: Sequence[Any] = (
        feature("North", IN_BARNSLEY),
        None,
        {"type": "Feature", "properties": None, "geometry": None},
        feature("North", square(-1.46, 53.54)),
        feature("Far", IN_LEEDS),
    )
    one = drawn(*features)
    assert outcomes(one) == ["new", "waiting", "waiting", "new", "waiting"]
    report = one.report()
    assert report["rows"] == report["used"] + report["waiting"] + report["left_out"] == 5
    assert one.count(Outcome.NEW) == 2


def test_the_levels_of_all_areas_stay_in_order() -> None:
    one = drawn(feature("North", IN_BARNSLEY))
    levels = [area.level for area in one.dataset.areas]
    assert levels == sorted(levels, key=list(AreaLevel).index)
