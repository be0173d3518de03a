"""LSOAs by code, name and ward, and neighbourhoods made of them."""

import json
from typing import Any

import pytest
import shapely

from geo import GeographyError
from geo.lsoas import Lsoas, neighbourhoods_from_lsoas


def feature(column: int, code: str, name: str, **other: Any) -> dict[str, Any]:
    x = round(-1.5 + column * 0.01, 5)
    ring = [[x, 53.0], [x + 0.01, 53.0], [x + 0.01, 53.01], [x, 53.01], [x, 53.0]]
    stated = {"place": "P1", "neighbourhood": "n", "ward": "Hill & Dale", "lsoas21": []}
    return {
        "type": "Feature",
        "id": code,
        "properties": {"code": code, "name": name, "covered_by": None} | stated | other,
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[round(a, 5), b] for a, b in ring]],
        },
    }


def later(code: str, name: str, ward: str = "Hill & Dale") -> list[Any]:
    return [code, name, ward, 3, -1.495, 53.005]


TEXT = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            feature(0, "E01000001", "Ayton 001A", lsoas21=[later("E01000001", "Ayton 001A")]),
            # Split: two of 2021 in it.
            feature(
                1,
                "E01000002",
                "Ayton 001B",
                lsoas21=[later("E01030001", "Ayton 001E"), later("E01030002", "Ayton 001F")],
            ),
            # Merged: the point of the new one lies in the first.
            feature(2, "E01000003", "Ayton 002A", lsoas21=[later("E01030003", "Ayton 002C")]),
            feature(3, "E01000004", "Ayton 002B", covered_by="E01030003", ward="Mill's End"),
            # Unchanged, but its point lies outside its generalised outline.
            feature(4, "E01000005", "Ayton 003A", covered_by="E01000005"),
            feature(
                5,
                "E01000006",
                "Beeton 001A",
                place="P2",
                lsoas21=[
                    later("E01000006", "Beeton 001A"),
                    later("E01000005", "Ayton 003A"),
                ],
            ),
        ],
    }
)


@pytest.fixture(scope="module")
def lsoas() -> Lsoas:
    return Lsoas(TEXT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E01000001", ["E01000001"]),
        (" e01000001 ", ["E01000001"]),
        ("E01030002", ["E01000002"]),
        ("E01030003", ["E01000003", "E01000004"]),
        ("E01000005", ["E01000005"]),
        ("Ayton 001A", ["E01000001"]),
        ("ayton  001f", ["E01000002"]),
        ("Ayton 002C", ["E01000003", "E01000004"]),
        ("Mills End", ["E01000004"]),
        ("MILL\u2019S END Ward", ["E01000004"]),
        ("Ayton", []),
        ("", []),
    ],
)
def test_a_text_means_lsoas_of_2011(lsoas: Lsoas, text: str, expected: list[str]) -> None:
    assert list(lsoas.find(text)) == expected


def test_a_ward_of_two_places_is_told_by_the_place(lsoas: Lsoas) -> None:
    assert {lsoas.by_code[one].place for one in lsoas.find("Hill and Dale")} == {"P1", "P2"}
    assert lsoas.find("Hill and Dale", place="P2") == ("E01000006",)
    assert lsoas.find("Mills End", place="P2") == ()


def test_points_come_by_place(lsoas: Lsoas) -> None:
    assert len(lsoas.points_in("P1")) == 4
    assert [one.code for one in lsoas.points_in("P2")] == ["E01000006", "E01000005"]


def test_neighbourhoods_are_unions_of_their_lsoas(lsoas: Lsoas) -> None:
    chosen = {"E01000001": "b", "E01000002": "b", "E01000003": "a", "E01000006": "a"}
    found = neighbourhoods_from_lsoas(chosen, lsoas)
    assert list(found) == ["a", "b"]
    assert found["b"].equals(shapely.box(-1.5, 53.0, -1.48, 53.01))
    assert found["b"].exterior.is_ccw
    assert found["a"].geom_type == "MultiPolygon"


def test_an_unknown_lsoa_is_an_error(lsoas: Lsoas) -> None:
    with pytest.raises(GeographyError, match="E01999999"):
        neighbourhoods_from_lsoas({"E01000001": "a", "E01999999": "a"}, lsoas)


@pytest.mark.parametrize("text", ["", "{}", '{"features": [{}]}', '{"features": [null]}'])
def test_damaged_text_is_an_error(text: str) -> None:
    with pytest.raises(GeographyError, match="damaged"):
        Lsoas(text)
