"""The sentence in words and figures: what gets read out in a meeting."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.model import Coverage, Dataset, DeclaredFigure, Organisation, Sector
from joinedup.render.nouns import NOUNS, counted, heading_noun
from joinedup.render.sentence import about_one, caveats, joined, sentence, spoken_date, what, where
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, dataset, named, place_id, reading

ASHDALE = sample.PLACES[0]


def made(
    organisations: Iterable[Organisation], *pairs: tuple[str, str], cover: Sector | None = None
) -> Dataset:
    coverage: list[Coverage] = [sample.coverage(cover)] if cover else []
    names = sorted({name for _, name in pairs})
    return sample.dataset(
        organisations,
        [sample.partnership(name) for name in names],
        [sample.membership(one, name) for one, name in pairs],
        coverage=coverage,
    )


def groups(number: int, sector: Sector = Sector.VCSE) -> list[Organisation]:
    return [sample.organisation(f"{sector.value}-{k}", sector, ASHDALE) for k in range(number)]


# --- nouns -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "no practices"), (1, "1 practice"), (2, "2 practices"), (6000, "6,000 practices")],
)
def test_counted(number: int, expected: str) -> None:
    assert counted(number, "practice", "practices") == expected


def test_every_sector_has_its_nouns() -> None:
    assert list(NOUNS) == list(Sector)
    assert all(one != several for one, several in NOUNS.values())


@pytest.mark.parametrize(
    ("sector", "expected"),
    [
        (Sector.VCSE, "Voluntary groups"),
        (Sector.NHS_TRUST, "NHS trusts"),
        (Sector.OTHER, "Other bodies"),
    ],
)
def test_a_heading_keeps_what_is_written_large(sector: Sector, expected: str) -> None:
    assert heading_noun(sector) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_joined(parts: list[str], expected: str) -> None:
    assert joined(parts) == expected


def test_a_day_is_spoken_without_a_zero() -> None:
    assert spoken_date(date(2026, 3, 3)) == "3 March 2026"


# --- what ------------------------------------------------------------------------


def test_nothing() -> None:
    assert what(reading(made([]))) == "nothing passes these filters."
    assert what(reading(sectors=("other",))) == "nothing passes these filters."


def test_only_bodies_from_outside() -> None:
    one = reading(made([sample.organisation("out", Sector.NATIONAL, outside=True)]))
    assert what(one) == "none of the footprint's own organisations passes these filters."
    assert caveats(one) == ("1 body from outside, counted apart.",)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (made(groups(1)), "1 voluntary group. Whether it has a partnership is unknown."),
        (
            made(groups(1), ("vcse-0", "p")),
            "1 voluntary group. It has a partnership on record.",
        ),
        (
            made(groups(1), cover=Sector.VCSE),
            "1 voluntary group. It has no partnership on record.",
        ),
    ],
)
def test_one_organisation(one: Dataset, expected: str) -> None:
    assert what(reading(one)) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            made(groups(3), ("vcse-0", "p")),
            "3 voluntary groups. 1 of the 3 has a partnership on record, "
            "0 have none on record, 2 are unknown.",
        ),
        (
            made(groups(3), ("vcse-0", "p"), ("vcse-1", "p"), cover=Sector.VCSE),
            "3 voluntary groups. 2 of the 3 have a partnership on record, "
            "1 has none on record, 0 are unknown.",
        ),
        (
            made([*groups(1), *groups(2, Sector.GENERAL_PRACTICE)], cover=Sector.GENERAL_PRACTICE),
            "3 organisations: 2 practices and 1 voluntary group. 0 of the 3 have a partnership "
            "on record, 2 have none on record, 1 is unknown.",
        ),
    ],
)
def test_several(one: Dataset, expected: str) -> None:
    assert what(reading(one)) == expected


@pytest.mark.parametrize(("more", "rest"), [(1, "1 other"), (2, "2 others")])
def test_small_sectors_are_put_together(more: int, rest: str) -> None:
    sectors = [Sector.GENERAL_PRACTICE, Sector.NHS_TRUST, Sector.VCSE, Sector.EDUCATION]
    organisations = [one for sector in sectors for one in groups(3, sector)]
    said = what(reading(made([*organisations, *groups(more, Sector.OTHER)])))
    assert said.startswith(
        f"{12 + more} organisations: 3 practices, 3 NHS trusts, 3 voluntary groups, "
        f"3 education and research bodies and {rest}. "
    )


def test_thousands_have_a_comma() -> None:
    assert what(reading(made(groups(1200)))).startswith("1,200 voluntary groups. 0 of the 1,200 ")


# --- where -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, "South Yorkshire · 22 November 2026"),
        ({"places": ("Rotherham",)}, "Rotherham · 22 November 2026"),
        ({"places": ("Rotherham", "Sheffield")}, "Rotherham and Sheffield · 22 November 2026"),
        (
            {"sectors": ("nhs-trust", "vcse"), "places": ("Rotherham",)},
            "Rotherham · NHS trust and Voluntary, community and social enterprise · "
            "22 November 2026",
        ),
        (
            {"states": ("none_on_record", "unknown")},
            "South Yorkshire · no partnership on record and unknown · 22 November 2026",
        ),
        ({"day": date(2018, 1, 1)}, "South Yorkshire · 1 January 2018"),
        (
            {"past": True},
            "South Yorkshire · 22 November 2026 · past partnerships included",
        ),
    ],
)
def test_where(filters: dict[str, Any], expected: str) -> None:
    places = tuple(place_id(name) for name in filters.get("places", ()))
    assert where(reading(**{**filters, "places": places})) == expected


def test_a_neighbourhood_stands_for_its_place() -> None:
    hood = dataset().neighbourhoods[0]
    one = reading(neighbourhood=hood.id, places=(hood.parent,))
    assert where(one) == f"{hood.name} · 22 November 2026"


def test_the_whole_sentence_on_real_data() -> None:
    one = reading(places=(place_id("Rotherham"),), sectors=("general-practice",))
    assert sentence(one) == (
        "Rotherham · General practice · 22 November 2026: 29 practices. 28 of the 29 have a "
        "partnership on record, 1 has none on record, 0 are unknown."
    )


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_the_figures_are_those_of_the_reading(footprint: str) -> None:
    one = reading(dataset(footprint))
    connected, none, unknown = (f"{count:,}" for count in one.states().values())
    total = f"{len(one.inside):,}"
    assert f"{connected} of the {total} ha" in what(one)
    assert f" {none} ha" in what(one)
    assert what(one).endswith(f" {unknown} are unknown.")


# --- what must be said beside it -------------------------------------------------


def test_the_sample_of_voluntary_groups_is_called_one() -> None:
    assert caveats(reading()) == (
        "Voluntary groups: a partial sample of 164, over 6,000 declared.",
        "8 bodies from outside, counted apart.",
    )
    assert caveats(reading(sectors=("general-practice",))) == ()


def test_without_a_declared_figure_the_sample_stands_alone() -> None:
    assert caveats(reading(made(groups(2)))) == ("Voluntary groups: a partial sample of 2.",)
    figure = DeclaredFigure(key="vcse", label="x", figure=300, provenance=sample.provenance())
    one = replace(made(groups(2)), declared=(figure,))
    assert caveats(reading(one)) == ("Voluntary groups: a partial sample of 2, 300 declared.",)


def test_illustrative_data_says_so() -> None:
    one = replace(made(groups(2)), illustrative=True)
    assert caveats(reading(one)) == ("Illustrative data: these organisations are fictional.",)


# --- about one -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "filters", "expected"),
    [
        (
            made(groups(1)),
            {},
            f"Voluntary group in {ASHDALE}: whether it has a partnership is unknown.",
        ),
        (
            made(groups(1), cover=Sector.VCSE),
            {},
            f"Voluntary group in {ASHDALE}: no partnership on record.",
        ),
        (
            made(groups(2), ("vcse-0", "p"), ("vcse-1", "p")),
            {},
            f"Voluntary group in {ASHDALE}: in 1 partnership with 1 partner on record.",
        ),
        (
            made(groups(3), *((f"vcse-{k}", p) for k in range(3) for p in "pq")),
            {},
            f"Voluntary group in {ASHDALE}: in 2 partnerships with 2 partners on record.",
        ),
        (
            made(groups(1), ("vcse-0", "p")),
            {},
            f"Voluntary group in {ASHDALE}: in 1 partnership with no partners on record.",
        ),
        (
            made(groups(2), ("vcse-0", "p"), ("vcse-1", "p")),
            {"levels": ("system",)},
            f"Voluntary group in {ASHDALE}: connected, but not under these filters.",
        ),
        (
            made([sample.organisation("vcse-0", Sector.NHS_TRUST, outside=True)]),
            {},
            "NHS trust outside the footprint: whether it has a partnership is unknown.",
        ),
        (
            made([sample.organisation("vcse-0", Sector.OTHER)]),
            {},
            "Other body: whether it has a partnership is unknown.",
        ),
    ],
)
def test_about_one(one: Dataset, filters: dict[str, Any], expected: str) -> None:
    first, second = about_one(reading(one, **filters), one.organisation_by_id["vcse-0"])
    assert (first, second) == ("vcse-0 · 22 November 2026", expected)


def test_about_one_that_is_tied_directly() -> None:
    one = sample.dataset(groups(2), ties=[sample.tie("vcse-0", "vcse-1")])
    assert about_one(reading(one), one.organisations[0])[1] == (
        f"Voluntary group in {ASHDALE}: 1 partner on record."
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_the_sentence_passes_names_on_as_they_are(name: str) -> None:
    """Escaping is left to where it is shown, so that nothing is escaped twice."""
    one = reading(named([name]), places=(ASHDALE,))
    assert where(one).startswith(f"{name} · ")
    assert about_one(one, one.shown[0])[0] == f"{name} · 22 November 2026"
