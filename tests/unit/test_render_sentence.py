"""The sentence in words and figures: what gets read out in a meeting."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.model import Coverage, Dataset, DeclaredFigure, Organisation, Sector
from joinedup.render.nouns import NOUNS, counted, heading_noun
from joinedup.render.sentence import (
    about_one,
    around_one,
    caveats,
    joined,
    sentence,
    short_source,
    spoken_date,
    what,
    where,
)
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


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("NHS ODS, NHS trusts (etr)", "NHS ODS, NHS trusts"),
        ("NHS ODS, general practices (epraccur)", "NHS ODS, general practices"),
        ("HMRC register of CASCs", "HMRC register of community amateur sports clubs"),
        ("A list (2026)", "A list (2026)"),
    ],
)
def test_a_source_is_named_in_words(source: str, expected: str) -> None:
    assert short_source(source) == expected


# --- what ------------------------------------------------------------------------


def test_nothing() -> None:
    assert what(reading(made([]))) == "Nothing passes these filters."
    assert what(reading(sectors=("other",))) == "Nothing passes these filters."


def test_only_bodies_from_outside() -> None:
    one = reading(made([sample.organisation("out", Sector.NATIONAL, outside=True)]))
    assert what(one) == "None of the footprint's own organisations passes these filters."
    assert caveats(one) == ("1 body from outside the footprint, not counted here",)


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
            "0 have none, 2 are unknown.",
        ),
        (
            made(groups(3), ("vcse-0", "p"), ("vcse-1", "p"), cover=Sector.VCSE),
            "3 voluntary groups. 2 of the 3 have a partnership on record, "
            "1 has none, 0 are unknown.",
        ),
        (
            made([*groups(1), *groups(2, Sector.GENERAL_PRACTICE)], cover=Sector.GENERAL_PRACTICE),
            "3 organisations: 2 practices and 1 voluntary group. 0 of the 3 have a partnership "
            "on record, 2 have none, 1 is unknown.",
        ),
    ],
)
def test_several(one: Dataset, expected: str) -> None:
    assert what(reading(one)) == expected


@pytest.mark.parametrize(("more", "rest"), [(1, "4 others"), (2, "5 others")])
def test_sectors_that_are_not_named_are_put_together(more: int, rest: str) -> None:
    sectors = [Sector.GENERAL_PRACTICE, Sector.NHS_TRUST, Sector.VCSE, Sector.EDUCATION]
    organisations = [one for sector in sectors for one in groups(3, sector)]
    said = what(reading(made([*organisations, *groups(more, Sector.OTHER)])))
    assert said.startswith(
        f"{12 + more} organisations: 3 practices, 3 NHS trusts, 3 voluntary groups and {rest}. "
    )


def test_a_named_sector_is_named_however_small() -> None:
    sizes = {
        Sector.NHS_TRUST: 1,
        Sector.LOCAL_AUTHORITY: 1,
        Sector.VCSE: 2,
        Sector.EDUCATION: 9,
        Sector.NATIONAL: 8,
        Sector.OTHER: 7,
    }
    said = what(
        reading(made(one for sector, size in sizes.items() for one in groups(size, sector)))
    )
    assert said.startswith(
        "28 organisations: 1 NHS trust, 1 council, 2 voluntary groups and 24 others. "
    )
    few = {Sector.EDUCATION: 1, Sector.NATIONAL: 1, Sector.OTHER: 1}
    said = what(reading(made(one for sector, size in few.items() for one in groups(size, sector))))
    assert said.startswith(
        "3 organisations: 1 education or research body, 1 national or regional body and "
        "1 other body. "
    )
    one_more = {Sector.GENERAL_PRACTICE: 2, Sector.NHS_TRUST: 2, Sector.VCSE: 2, Sector.OTHER: 1}
    said = what(
        reading(made(one for sector, size in one_more.items() for one in groups(size, sector)))
    )
    assert said.startswith(
        "7 organisations: 2 practices, 2 NHS trusts, 2 voluntary groups and 1 other. "
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
        ({"levels": ("system",)}, "South Yorkshire · system level · 22 November 2026"),
        (
            {"levels": ("place", "system"), "kinds": ("programme", "alliance")},
            "South Yorkshire · place and system level · programme and alliance · 22 November 2026",
        ),
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
        "partnership on record, 1 has none, 0 are unknown."
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


UNRECORDED = "Other joint work may be unrecorded"


def test_the_sample_of_voluntary_groups_is_called_one() -> None:
    assert caveats(reading()) == (
        "Voluntary groups: a partial sample, South Yorkshire 164 of over 6,000",
        "8 bodies from outside the footprint, not counted here",
        UNRECORDED,
    )
    assert caveats(reading(sectors=("general-practice",))) == (UNRECORDED,)


def test_without_a_declared_figure_the_sample_stands_alone() -> None:
    assert caveats(reading(made(groups(2)))) == ("Voluntary groups: a partial sample, Sample 2",)
    figure = DeclaredFigure(key="vcse", label="x", figure=300, provenance=sample.provenance())
    one = replace(made(groups(2)), declared=(figure,))
    assert caveats(reading(one)) == ("Voluntary groups: a partial sample, Sample 2 of 300",)


def test_illustrative_data_says_so() -> None:
    one = replace(made(groups(2)), illustrative=True)
    assert caveats(reading(one)) == ("Illustrative data: these organisations are fictional",)


def test_before_the_lists_only_partnerships_follow_the_date() -> None:
    def last(day: date) -> str:
        return caveats(reading(sectors=("general-practice",), day=day))[-1]

    assert dataset().as_of == "2026-08"
    earlier = "Organisations are those of August 2026; only partnerships follow the date"
    assert last(date(2018, 1, 1)) == last(date(2026, 7, 31)) == earlier
    assert last(date(2026, 8, 1)) == last(date(2030, 1, 1)) == UNRECORDED
    # Nothing is on a list here, so there is nothing that a list could have missed.
    assert caveats(reading(made(groups(1, Sector.OTHER)))) == ()
    covered = made(groups(1, Sector.OTHER), cover=Sector.OTHER)
    assert caveats(reading(covered)) == (UNRECORDED,)


def test_a_date_ahead_says_that_it_shows_the_record_of_today() -> None:
    ahead = "This date lies ahead: it shows what is on record today"
    assert ahead in caveats(reading(day=date(2099, 12, 31)))
    assert ahead not in caveats(reading(day=date.today()))


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


def test_around_one_says_how_many_others_and_how_many_from_outside() -> None:
    acute = "ods:RHQ"
    one = reading(steps="1", selected=acute)
    partners = [one.dataset.organisation_by_id[key] for key in one.found[acute].partners]
    outside = sum(other.outside for other in partners)
    assert outside
    halves = around_one(one)
    about = about_one(one, one.dataset.organisation_by_id[acute])
    assert halves == (
        about[0],
        f"{about[1]} Drawn here: {len(partners)} others within one step of it, "
        f"{outside} of them from outside.",
    )
    practice = around_one(reading(steps="1", selected="ods:C87015"))
    assert practice
    assert practice[1].endswith(" Drawn here: 4 others within one step of it.")
    two = around_one(
        reading(made(groups(2), ("vcse-0", "p"), ("vcse-1", "p")), steps="2", selected="vcse-0")
    )
    assert two
    assert two[1].endswith(" Drawn here: 1 other within two steps of it.")


@pytest.mark.parametrize(
    "filters",
    [{}, {"selected": "ods:C87015"}, {"steps": "1"}, {"steps": "1", "selected": "syb-ics"}],
)
def test_around_nobody_there_is_nothing_to_say(filters: dict[str, Any]) -> None:
    assert around_one(reading(**filters)) is None


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
