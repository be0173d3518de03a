"""What would be otherwise, in words and in tables."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from joinedup.model import Dataset, Sector
from joinedup.render.what_if import (
    answer,
    contact_words,
    figures_frame,
    figures_rows,
    figures_table,
    left_out,
    names_frame,
    question,
    thing,
)
from joinedup.services import Outcome, what_if
from joinedup.services.amending import parsed
from tests.unit import network_samples as sample
from tests.unit.render_samples import HOSTILE, named, reading


def made() -> Dataset:
    people = {"a": "Ashdale", "b": "Birchford", "c": "Birchford", "lone": "Cedarham"}
    return sample.dataset(
        [sample.organisation(one, Sector.VCSE, place) for one, place in people.items()],
        [sample.partnership("board")],
        [],
        [sample.tie("a", "b"), sample.tie("b", "c")],
        [sample.coverage(Sector.VCSE)],
    )


def outcome(text: str) -> Outcome:
    return what_if(reading(made()), parsed(text, made())[0])


def row(found: Outcome, name: str) -> tuple[str, ...]:
    rows = figures_rows(found.before, found.after)
    return next(tuple(rest) for label, *rest in rows if label.startswith(name))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a", "What if a leaves?"),
        ("a~board", "What if a takes a seat in board?"),
        ("a!b~board!lone~c", "What if a leaves, b takes a seat in board and lone has a tie to c?"),
        (
            "a!b!c!lone~board!a~board",
            "What if a leaves, b leaves, c leaves and 2 more changes?",
        ),
    ],
)
def test_the_question(text: str, told: str) -> None:
    assert question(made(), parsed(text, made())[0]) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "b",
            "2 organisations have no partner left; 2 organisations would have no way to each "
            "other; 1 pair of places loses its only contact; pairs of partners go from 2 "
            "of 6 to 0 of 3.",
        ),
        (
            "lone~a",
            "1 organisation gets a connection on record; 1 organisation would get a way to 3 "
            "others; 1 pair of places gets its first contact; pairs of partners go "
            "from 2 to 3 of 6.",
        ),
        ("c~a", "Nobody loses the last partner; pairs of partners go from 2 to 3 of 6."),
        ("c~b", "Nobody loses the last partner; no pair of partners comes or goes."),
    ],
)
def test_the_answer(text: str, told: str) -> None:
    assert answer(reading(made()), outcome(text)) == told


def test_the_unknown_that_get_a_connection_are_told_apart() -> None:
    one = replace(made(), coverage=(sample.coverage(Sector.VCSE, "Ashdale"),))
    more = sample.organisation("listed", Sector.VCSE, "Ashdale")
    one = replace(one, organisations=(*one.organisations, more))
    first, both = (
        what_if(reading(one), parsed(text, one)[0]) for text in ("lone~a", "lone~a!listed~a")
    )
    said = answer(reading(one), first)
    assert said.startswith("1 organisation gets a connection on record, unknown until now; ")
    said = answer(reading(one), both)
    assert said.startswith("2 organisations get a connection on record, 1 of them unknown until ")
    told = dict(names_frame(reading(one), both)[["Who", "What changes"]].to_numpy().tolist())
    assert told["lone"] == "Gets a connection on record (unknown until now)"
    assert told["listed"] == "Gets a connection on record"


def test_figures_have_their_denominators_and_differences() -> None:
    found = outcome("b")
    assert row(found, "Organisations") == ("4", "3", "\u22121")
    assert row(found, "Connected") == ("3 of 4", "0 of 3", "\u22123")
    assert row(found, "Unknown") == ("0 of 4", "0 of 3", "none")
    assert row(found, "Density") == ("33.33%", "0.00%", "\u221233.33 points")
    assert row(found, "Fragmentation: pairs") == ("50.00%", "100.00%", "+50.00 points")
    assert row(found, "E-I index") == ("\u22121.000", "not defined", "")
    assert row(found, "Fragmentation by distance") == ("comes by itself", "", "")
    assert "\u221233.33 points" in figures_table(figures_rows(found.before, found.after))


def test_what_cannot_be_had_and_what_hardly_moves_is_said() -> None:
    found = outcome("lone~board")
    slow = {"distance_fragmentation": 0.5, "by_betweenness": None}
    rows = figures_rows({**found.before, **slow}, {**found.after, **slow}, missing="no")
    told = {label: rest for label, *rest in rows}
    assert told["Fragmentation by distance"] == ["50.00%", "50.00%", "none"]
    assert [rest for label, rest in told.items() if label.startswith("Centralisation")] == [
        ["not defined", "not defined", "none"]
    ]
    small = {**found.before, "density": (found.before["density"] or 0) + 1e-6}
    assert row(replace(found, after=small), "Density")[2] == "hardly any"
    assert figures_rows(found.before, found.after, missing="not worked out")[-1][1:] == (
        "not worked out",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (0.05184, 0.05166, ("5.18%", "5.17%", "\u22120.01 points")),
        (0.83744, 0.83736, ("83.74%", "83.74%", "hardly any")),
        (0.00004, -0.00001, ("0.00%", "0.00%", "hardly any")),
        (0.5, 0.5, ("50.00%", "50.00%", "none")),
    ],
)
def test_what_is_shown_subtracts(before: float, after: float, told: tuple[str, ...]) -> None:
    found = outcome("b")
    figures = [{**found.before, "density": value} for value in (before, after)]
    assert row(replace(found, before=figures[0], after=figures[1]), "Density") == told
    figures = [{**found.before, "ei": value} for value in (-0.8587, -0.8764)]
    assert row(replace(found, before=figures[0], after=figures[1]), "E-I") == (
        *("\u22120.859", "\u22120.876", "\u22120.017"),
    )


def test_several_parts_that_fall_apart() -> None:
    found = replace(outcome("c~b"), parted=((5, 2), (3, 1), (2, 1)))
    assert answer(reading(made()), found).startswith(
        "2 organisations would be cut off from the other 5, and likewise in 2 other parts of the "
        "network; "
    )


def test_partners_that_the_table_does_not_count_are_said() -> None:
    one = made()
    far = replace(one.organisation_by_id["a"], outside=True)
    beyond = replace(
        one, organisations=tuple(far if each.id == "a" else each for each in one.organisations)
    )
    (leaves, seat) = parsed("b!b~board", beyond)[0]
    assert left_out(reading(beyond), leaves) == (
        "1 of its 2 partners is from outside the footprint, and not counted here"
    )
    assert left_out(reading(beyond), seat) == ""
    assert left_out(reading(one), leaves) == ""
    assert left_out(reading(one, sectors=("nhs-trust",)), leaves) == ""
    assert left_out(reading(one, places=("Birchford",)), leaves) == (
        "1 of its 2 partners is from outside this view, and not counted here"
    )


def test_a_chip_is_short_and_its_cross_in_sight() -> None:
    one = made()
    long = replace(one.organisation_by_id["a"], name="The Association of Very Long Names Indeed")
    named_long = replace(
        one, organisations=tuple(long if each.id == "a" else each for each in one.organisations)
    )
    leaves, seat = parsed("a!a~board", named_long)[0]
    assert thing(named_long, leaves, short=True) == "The Association of Very Long Name… leaves"
    assert thing(named_long, seat, short=True) == "The Associati… takes a seat in board"
    assert thing(named_long, leaves).startswith(long.name)


def test_names_are_rows_of_a_table() -> None:
    found = outcome("b!lone~c")
    frame = names_frame(reading(made()), found)
    assert frame.to_numpy().tolist() == [
        ["a", "Ashdale", "No partner left"],
        ["lone", "Cedarham", "Gets a connection on record"],
        ["Ashdale and Birchford lose their only contact", "", "Places"],
        ["Birchford and Cedarham get their first contact", "", "Places"],
    ]
    assert contact_words(made(), found) == [frame["Who"][2], frame["Who"][3]]
    assert list(figures_frame(figures_rows(found.before, found.after)).columns) == [
        "Figure",
        "Now",
        "What if",
        "Difference",
    ]


def test_hostile_names_stay_text() -> None:
    one = named()
    changes = parsed("o0!o1~p", one)[0]
    assert HOSTILE[0] in question(one, changes)
    found = what_if(reading(one), changes)
    assert "<script" not in figures_table(figures_rows(found.before, found.after))
    assert _all_text(names_frame(reading(one), found).to_numpy().tolist())


def _all_text(rows: Iterable[Iterable[object]]) -> bool:
    return all(isinstance(value, str) for one in rows for value in one)
