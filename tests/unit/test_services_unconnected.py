"""The working list of the unconnected: who is on it, in which order, and what it rests on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.model import (
    Area,
    AreaLevel,
    Dataset,
    Level,
    Membership,
    Organisation,
    Partnership,
    Point,
    Sector,
    Standing,
)
from joinedup.services import Basis, Voice, Waiting, waiting
from joinedup.services.introductions import metres
from joinedup.services.unconnected import Since
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, dataset, place_id, reading


def hood(name: str, lsoas: int, deprived: int, patients: int = 0) -> Area:
    return Area(
        id=name,
        name=name,
        level=AreaLevel.NEIGHBOURHOOD,
        parent="Ashdale",
        provenance=sample.provenance(),
        lsoas=lsoas,
        lsoas_most_deprived=deprived,
        registered_patients=patients,
        practices_with_patients=1 if patients else 0,
    )


HOODS = (
    *(hood("Poor", 10, 8, 9_000), hood("Poorer", 10, 8, 9_500), hood("Mixed", 10, 3)),
    *(hood("Rich", 10, 0), hood("Blank", 0, 0)),
)


def group(name: str, where: str | None = None, **about: Any) -> Organisation:
    one = sample.organisation(name, about.pop("sector", Sector.VCSE), "Ashdale")
    return replace(one, neighbourhood=where, **about)


def town(
    groups: Iterable[Organisation],
    memberships: Iterable[Membership] = (),
    *more: Partnership,
    **about: Any,
) -> Dataset:
    made = sample.dataset(coverage=[sample.coverage(Sector.VCSE, as_of="2024-05")])
    return replace(
        made,
        areas=(*made.areas, *HOODS),
        organisations=tuple(groups),
        partnerships=(
            sample.partnership("club"),
            sample.partnership("forum", area="Poor"),
            sample.partnership("old", end="2023-06"),
            *more,
        ),
        memberships=tuple(memberships),
        **about,
    )


def rows(one: Dataset, **filters: Any) -> dict[str, Waiting]:
    return {row.organisation.id: row for row in waiting(reading(one, **filters))}


def test_need_and_little_voice_come_first_and_are_not_lost() -> None:
    one = town(
        [
            group("loud", "Poor", influence=5),
            group("silent", "Poor", influence=1),
            group("unscored", "Poor"),
            group("mixed", "Mixed", influence=1),
            group("rich", "Rich", influence=1),
            group("nowhere", influence=1),
            group("asked-by-nobody", "Poor", influence=1, sector=Sector.EDUCATION),
            group("own-a", "Poor", influence=1),
            group("own-b", "Poor", influence=1),
        ],
        [sample.membership(key, "club") for key in ("own-a", "own-b")],
    )
    found = rows(one)
    assert list(found) == [
        *("silent", "mixed", "unscored", "loud", "nowhere", "rich"),
        *("own-a", "own-b", "asked-by-nobody"),
    ]
    assert [key for key, row in found.items() if row.comes_first] == ["silent", "mixed"]
    assert found["silent"].voice is Voice.LITTLE
    assert found["unscored"].voice is Voice.NOT_SCORED
    assert found["loud"].voice is Voice.MORE


def test_who_works_across_sectors_or_is_outside_is_not_on_the_list() -> None:
    one = town(
        [
            group("across"),
            group("council", sector=Sector.LOCAL_AUTHORITY),
            replace(group("foreign"), place=None, outside=True),
            group("lonely"),
        ],
        [sample.membership(key, "club") for key in ("across", "council")],
    )
    assert list(rows(one)) == ["lonely"]


def test_more_patients_around_come_first_among_equals_then_more_on_its_list() -> None:
    practice = {"sector": Sector.GENERAL_PRACTICE, "where": "Poor"}
    one = town(
        [
            group("small", registered_patients=2_000, **practice),
            group("large", registered_patients=8_000, **practice),
            group("uncounted", **practice),
            group("group", "Poor", sector=Sector.OTHER),
            group("elsewhere", "Poorer", sector=Sector.OTHER),
            group("large-list", "Poorer", sector=Sector.GENERAL_PRACTICE, registered_patients=9),
        ]
    )
    found = rows(one)
    # Practices do not come after others because their own list is shorter than all lists around.
    assert list(found) == ["large-list", "elsewhere", "large", "small", "group", "uncounted"]
    assert [(row.on_list, row.around) for row in found.values()] == [
        *((9, 9_500), (None, 9_500), (8_000, 9_000), (2_000, 9_000)),
        *((None, 9_000), (None, 9_000)),
    ]
    assert rows(town([group("group", "Rich")]))["group"].around is None


def test_deprivation_is_a_share_or_not_known() -> None:
    one = town([group(name, name) for name in ("Poor", "Mixed", "Rich", "Blank")])
    found = rows(one)
    assert {key: row.deprivation for key, row in found.items()} == {
        "Poor": 0.8,
        "Mixed": 0.3,
        "Rich": 0.0,
        "Blank": None,
    }
    assert [key for key, row in found.items() if row.is_deprived] == ["Poor", "Mixed"]


def test_it_says_what_it_rests_on_and_since_when() -> None:
    one = town(
        [
            group("never"),
            group("left"),
            group("unknown", sector=Sector.EDUCATION),
            group("own-a"),
            group("own-b"),
        ],
        [
            sample.membership("left", "club", since="2020", until="2025-03"),
            sample.membership("left", "old"),
            replace(sample.membership("own-a", "club"), confirmed_on="2025-02"),
            replace(sample.membership("own-a", "forum"), confirmed_on="2026-02"),
            sample.membership("own-b", "club"),
        ],
    )
    found = rows(one)
    assert found["never"].complete_as_of == "2024-05"
    assert not found["never"].complete_here
    local = replace(one, coverage=(sample.coverage(Sector.VCSE, "Ashdale", as_of="2024-05"),))
    assert rows(local)["never"].complete_here
    assert found["never"].since == Since("2024-05", Basis.LIST)
    assert found["left"].since == Since("2025-03", Basis.LEFT, "club")
    assert found["unknown"].complete_as_of == ""
    assert found["unknown"].since == Since("", Basis.RECORD)
    assert found["unknown"].standing is Standing.UNKNOWN
    assert found["own-a"].confirmed_on == "2026-02"
    assert found["own-a"].complete_as_of == ""
    # A list that it is not missing from dates nothing of it.
    assert found["own-a"].since == Since("", Basis.RECORD)
    assert found["own-b"].confirmed_on == ""
    dated = replace(one.organisations[2], provenance=sample.provenance("2024"))
    found = rows(replace(one, organisations=(dated,), memberships=()))
    assert found["unknown"].since == Since("2024", Basis.RECORD)


@pytest.mark.parametrize(
    ("until", "end", "told"),
    [
        ("", "2023-06", Since("2023-06", Basis.CLOSED, "short")),
        ("2022", "2023-06", Since("2022", Basis.LEFT, "short")),
        ("2026", "2023-06", Since("2023-06", Basis.CLOSED, "short")),
        ("2023-05", "2023", Since("2023-05", Basis.LEFT, "short")),
        ("2023", "2023", Since("2023", Basis.CLOSED, "short")),
    ],
)
def test_of_two_ends_the_earlier_counts(until: str, end: str, told: Since) -> None:
    seat = sample.membership("left", "short", since="2021", until=until)
    one = town([group("left")], [seat], sample.partnership("short", start="2021", end=end))
    assert rows(one)["left"].since == told


def test_an_ended_tie_counts_as_a_partnership_does() -> None:
    one = town(
        [group("tied"), group("other"), group("both")],
        [sample.membership("both", "old")],
        ties=(
            sample.tie("tied", "other", since="2020", until="2024-02"),
            sample.tie("tied", "both", since="2020", until="2021"),
        ),
    )
    found = {key: row.since for key, row in rows(one).items()}
    assert found == {
        "tied": Since("2024-02", Basis.TIE, "other"),
        "other": Since("2024-02", Basis.TIE, "tied"),
        "both": Since("2023-06", Basis.CLOSED, "old"),
    }


@pytest.mark.parametrize("filters", [{"levels": ("system",)}, {"kinds": ("board",)}])
def test_a_filter_does_not_hide_what_it_left(filters: dict[str, tuple[str, ...]]) -> None:
    one = town([group("left")], [sample.membership("left", "club", until="2025-03")])
    assert Level.SYSTEM not in {partnership.level for partnership in one.partnerships}
    assert rows(one, **filters)["left"].since == Since("2025-03", Basis.LEFT, "club")


def test_a_filter_keeps_those_off_the_list_whom_it_hides() -> None:
    one = town([group("in"), group("out")], [sample.membership("in", "club")])
    assert list(rows(one)) == ["out", "in"]
    assert list(rows(one, levels=("system",))) == ["out"]


def test_a_past_view_knows_nothing_of_what_came_later() -> None:
    one = town(
        [group("left"), group("left-too")],
        [
            sample.membership("left", "club", since="2018", until="2019"),
            sample.membership("left", "forum", since="2025", until="2025-06"),
        ],
        ties=(sample.tie("left", "left-too", since="2025", until="2025-09"),),
    )
    then = rows(one, day=date(2024, 6, 1))
    assert then["left"].since == Since("2019", Basis.LEFT, "club")
    assert then["left-too"].since == Since("2024-05", Basis.LIST)
    now = rows(one)
    assert now["left"].since == now["left-too"].since._replace(last="left-too")
    assert now["left-too"].since == Since("2025-09", Basis.TIE, "left")


def test_those_marked_to_come_first_come_first() -> None:
    marked = [row.comes_first for row in waiting(reading(dataset("demonstration")))]
    assert sum(marked) > 5
    assert marked == sorted(marked, reverse=True)


def test_what_is_near_is_connected_and_of_another_sector() -> None:
    def at(name: str, longitude: float, **about: Any) -> Organisation:
        return group(name, "Poor", point=Point(latitude=53.5, longitude=longitude), **about)

    one = town(
        [
            at("lonely", -1.50),
            at("same-sector", -1.501),
            at("unconnected-school", -1.502, sector=Sector.EDUCATION),
            at("council", -1.52, sector=Sector.LOCAL_AUTHORITY),
            at("far-trust", -1.60, sector=Sector.NHS_TRUST),
            group("no-address"),
        ],
        [
            sample.membership("same-sector", "club"),
            *(sample.membership(key, "forum") for key in ("council", "far-trust", "same-sector")),
        ],
    )
    found = rows(one)
    near = found["lonely"].near
    assert near
    assert near.organisation.id == "council"
    council, lonely = (one.organisation_by_id[key].point for key in ("council", "lonely"))
    assert council
    assert lonely
    assert near.metres == metres(council, lonely)
    assert found["lonely"].tables == ("forum",)
    assert found["no-address"].near is None
    assert found["no-address"].tables == ()


@pytest.mark.parametrize("footprint", [*FOOTPRINTS, "demonstration"])
def test_real_records_list_each_once_with_the_nearest_by_hand(footprint: str) -> None:
    view = reading(dataset(footprint))
    found = waiting(view)
    listed = [row.organisation.id for row in found]
    expected = {
        one.id
        for one in view.inside
        if view.found[one.id].standing
        in (Standing.NONE_ON_RECORD, Standing.OWN_SECTOR, Standing.UNKNOWN)
    }
    assert len(listed) == len(set(listed))
    assert set(listed) == expected
    there = [
        one
        for one in view.dataset.organisations
        if one.point and not one.outside and view.found[one.id].partners
    ]
    for row in found[:: max(1, len(found) // 15)]:
        one = row.organisation
        apart = [
            metres(one.point, other.point)
            for other in there
            if one.point and other.point and other.sector is not one.sector
        ]
        assert (row.near is None) == (not apart)
        if row.near:
            assert row.near.metres == pytest.approx(min(apart), rel=0.02)


def test_filters_narrow_the_list() -> None:
    whole = waiting(reading())
    place = place_id("Rotherham")
    part = waiting(reading(places=(place,)))
    assert [row for row in whole if row.organisation.place == place] == list(part)
    none = waiting(reading(states=("none_on_record",)))
    assert {row.standing for row in none} == {Standing.NONE_ON_RECORD}


def test_what_was_confirmed_later_is_not_told_in_a_past_view() -> None:
    seat = replace(sample.membership("a", "club", since="2020"), confirmed_on="2026-10")
    one = town([group("a"), group("b")], [seat, sample.membership("b", "club")])
    assert rows(one)["a"].confirmed_on == "2026-10"
    assert rows(one, day=date(2025, 1, 1))["a"].confirmed_on == ""
