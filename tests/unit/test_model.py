"""The records' rules: what they refuse, and what their dates mean."""

from dataclasses import FrozenInstanceError, replace
from datetime import date
from typing import Any

import pytest

from joinedup.errors import JoinedUpError, ModelError
from joinedup.model import (
    Area,
    AreaLevel,
    ConnectionState,
    Coverage,
    Dataset,
    Level,
    Membership,
    Organisation,
    Partnership,
    Point,
    Provenance,
    Reach,
    Sector,
    Tie,
    check_partial_date,
    first_day,
    last_day,
)

SOURCE = Provenance(source="Made up", licence="None", as_of="2026-02")
UNDATED = replace(SOURCE, as_of="")
PLACE = Area(id="E1", name="Aldham", level=AreaLevel.PLACE, provenance=SOURCE)
CORNER = Area(id="N1", name="Corner", level=AreaLevel.NEIGHBOURHOOD, parent="E1", provenance=SOURCE)


def organisation(name: str = "a", **changes: Any) -> Organisation:
    fields = {"id": name, "name": name, "sector": Sector.VCSE, "provenance": SOURCE, **changes}
    return Organisation(**fields)


def partnership(name: str = "p", **changes: Any) -> Partnership:
    fields = {
        "id": name,
        "name": name,
        "kind": "board",
        "level": Level.PLACE,
        "provenance": SOURCE,
        **changes,
    }
    return Partnership(**fields)


def membership(**changes: Any) -> Membership:
    fields = {"organisation": "a", "partnership": "p", "provenance": SOURCE, **changes}
    return Membership(**fields)


def dataset(**changes: Any) -> Dataset:
    fields: dict[str, Any] = {
        "id": "d",
        "name": "D",
        "version": "1",
        "as_of": "2026",
        "areas": (PLACE, CORNER),
        "organisations": (organisation("a"), organisation("b")),
        "partnerships": (partnership("p"),),
        "memberships": (membership(),),
        **changes,
    }
    return Dataset(**fields)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-04", date(2017, 4, 1), date(2017, 4, 30)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017-04-09", date(2017, 4, 9), date(2017, 4, 9)),
    ],
)
def test_a_partial_date_means_a_span(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["17", "2017-4", "2017-13", "2017-02-30", "2017-00", "0000", "2017-04-01T00", "April", " 2017"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ModelError, match=r"not a date|does not exist"):
        check_partial_date(text)


def test_an_empty_date_is_not_stated() -> None:
    check_partial_date("")


@pytest.mark.parametrize(
    ("start", "end", "as_of", "day", "runs"),
    [
        ("2017-04", "2022-06", "2018", date(2017, 3, 31), False),
        ("2017-04", "2022-06", "2018", date(2017, 4, 1), True),
        ("2017-04", "2022-06", "2018", date(2022, 6, 30), True),
        ("2017-04", "2022-06", "2018", date(2022, 7, 1), False),
        ("", "", "2026-07", date(2026, 6, 30), False),  # counts from its document on
        ("", "", "2026-07", date(2026, 7, 1), True),
        ("", "", "", date(1990, 1, 1), True),
        ("2018", "", "", date(2030, 1, 1), True),
    ],
)
def test_a_partnership_runs_between_its_dates(
    start: str, end: str, as_of: str, day: date, *, runs: bool
) -> None:
    source = replace(SOURCE, as_of=as_of)
    assert partnership(start=start, end=end, provenance=source).runs_on(day) is runs
    assert membership(since=start, until=end, provenance=source).runs_on(day) is runs
    tie = Tie(source="a", target="b", kind="funds", since=start, until=end, provenance=source)
    assert tie.runs_on(day) is runs


def test_a_partnership_has_ended_after_its_last_day() -> None:
    past = partnership(end="2022-06")
    assert not past.has_ended(date(2022, 6, 30))
    assert past.has_ended(date(2022, 7, 1))
    assert not partnership().has_ended(date(2099, 1, 1))


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ModelError, match="before its start"):
        partnership(start="2019", end="2018")
    assert partnership(start="2019-06", end="2019").end == "2019"


@pytest.mark.parametrize("name", ["", " x", "-x", "a b", "<b>", "x" * 101, "a/b", "é"])
def test_ids_are_plain(name: str) -> None:
    with pytest.raises(ModelError, match="id cannot be used"):
        organisation(id=name, name="fine")


@pytest.mark.parametrize("name", ["ods:B82007", "GB-CASC-faaa51a8", "body:skills-for-care", "x"])
def test_ids_of_registers_are_fine(name: str) -> None:
    assert organisation(id=name).id == name


def test_a_name_is_not_empty_and_is_kept_as_it_is() -> None:
    with pytest.raises(ModelError, match="name is empty"):
        organisation(id="x", name=" ")
    assert organisation(id="x", name="<img src=x>").name == "<img src=x>"


@pytest.mark.parametrize("field", ["source", "licence"])
def test_a_row_says_where_it_comes_from(field: str) -> None:
    with pytest.raises(ModelError, match=field):
        replace(SOURCE, **{field: ""})


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(91, 0), (-91, 0), (0, 181), (float("nan"), 0)]
)
def test_a_point_lies_on_the_earth(latitude: float, longitude: float) -> None:
    with pytest.raises(ModelError, match="WGS 84"):
        Point(latitude=latitude, longitude=longitude)


def test_patients_are_unknown_or_not_negative() -> None:
    assert organisation().registered_patients is None
    assert organisation(registered_patients=0).registered_patients == 0
    with pytest.raises(ModelError, match="negative"):
        organisation(registered_patients=-1)


@pytest.mark.parametrize("name", ["influence", "interest"])
def test_influence_and_interest_are_unknown_or_from_1_to_5(name: str) -> None:
    assert getattr(organisation(), name) is None
    for score in (1, 5):
        assert getattr(organisation("a", **{name: score}), name) == score
    for score in (0, 6, -1):
        with pytest.raises(ModelError, match=f"{name} is from 1 to 5"):
            organisation("a", **{name: score})


@pytest.mark.parametrize("strength", [0, 5])
def test_a_ties_strength_is_one_to_four(strength: int) -> None:
    with pytest.raises(ModelError, match="1 to 4"):
        Tie(source="a", target="b", kind="funds", strength=strength, provenance=SOURCE)


def test_a_tie_joins_two() -> None:
    with pytest.raises(ModelError, match="to itself"):
        Tie(source="a", target="a", kind="funds", provenance=SOURCE)


def test_only_a_neighbourhood_has_a_place() -> None:
    with pytest.raises(ModelError, match="has a place"):
        replace(CORNER, parent=None)
    with pytest.raises(ModelError, match="has a place"):
        replace(PLACE, parent="E2")


@pytest.mark.parametrize(
    ("changes", "day", "covered"),
    [
        ({}, date(2026, 2, 1), True),
        ({}, date(2026, 1, 31), False),
        ({"place": "E1"}, date(2026, 3, 1), True),
        ({"sector": Sector.SOCIAL_CARE}, date(2026, 3, 1), False),
        ({"outside": True}, date(2026, 3, 1), False),
    ],
)
def test_coverage_holds_for_a_sector_from_a_date(
    changes: dict[str, Any], day: date, *, covered: bool
) -> None:
    whole = Coverage(sector=Sector.VCSE, statement="All are listed", provenance=SOURCE)
    assert whole.covers(organisation(**changes), day) is covered


def test_coverage_of_a_place_leaves_the_others_unknown() -> None:
    of_place = Coverage(sector=Sector.VCSE, statement="All", place="E1", provenance=UNDATED)
    assert of_place.covers(organisation(place="E1"), date(2026, 1, 1))
    assert not of_place.covers(organisation(place="E2"), date(2026, 1, 1))
    assert not of_place.covers(organisation(), date(2026, 1, 1))


def test_a_dataset_finds_its_rows_by_id() -> None:
    found = dataset()
    assert found.organisation_by_id["b"].name == "b"
    assert found.partnership_by_id["p"].kind == "board"
    assert found.area_by_id["N1"] is CORNER
    assert (found.places, found.neighbourhoods) == ((PLACE,), (CORNER,))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"areas": (PLACE, PLACE)}, "one area id"),
        ({"organisations": (organisation("a"), organisation("a"))}, "one organisation id"),
        ({"partnerships": (partnership("p"), partnership("p"))}, "one partnership id"),
        ({"organisations": (organisation("a", place="E9"),)}, "a place that is not"),
        ({"organisations": (organisation("a", neighbourhood="N9"),)}, "a neighbourhood that is"),
        ({"partnerships": (partnership("p", area="E9"),)}, "an? area that is not"),
        ({"partnerships": (partnership("p", part_of="q"),)}, "a partnership that is not"),
        ({"partnerships": (partnership("p", led_by="q"),)}, "a partnership that is not"),
        ({"memberships": (membership(organisation="z"),)}, "an? organisation that is not"),
        ({"memberships": (membership(partnership="z"),)}, "a partnership that is not"),
        (
            {"ties": (Tie(source="a", target="z", kind="funds", provenance=SOURCE),)},
            "an? organisation that is not",
        ),
    ],
)
def test_a_dataset_refuses_rows_that_contradict_each_other(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        dataset(**changes)


def test_records_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        organisation().name = "b"  # type: ignore[misc]


@pytest.mark.parametrize("words", [Sector, ConnectionState, Reach])
def test_every_word_has_a_label(words: Any) -> None:
    labels = [word.label for word in words]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_sectors_stand_in_the_fixed_order() -> None:
    assert [sector.value for sector in Sector] == [
        "general-practice",
        "nhs-trust",
        "ambulance",
        "pharmacy-dentistry-optometry",
        "local-authority",
        "social-care",
        "vcse",
        "education-and-research",
        "national-and-regional",
        "other",
    ]


def test_a_message_says_what_the_value_and_what_to_try() -> None:
    error = JoinedUpError("This is odd", value="x" * 500, hint="Try y.")
    assert str(error).startswith("This is odd: 'xxx")
    assert str(error).endswith("…. Try y.")
    assert len(str(error)) < 160


def test_an_organisation_and_a_partnership_have_ids_of_their_own() -> None:
    with pytest.raises(ModelError, match="Two rows share one organisation or partnership id: 'a'"):
        dataset(partnerships=(partnership("p"), partnership("a")))


def test_what_only_a_list_names_is_in_no_register() -> None:
    complete = Coverage(sector=Sector.VCSE, statement="All are listed", provenance=SOURCE)
    day = date(2026, 11, 22)
    listed, known = organisation("list:oak-lane-larder"), organisation("a")
    assert complete.covers(replace(known, sector=Sector.VCSE), day)
    assert not complete.covers(replace(listed, sector=Sector.VCSE), day)
