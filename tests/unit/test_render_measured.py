"""Where one organisation stands: the right numbers and ranks, in words without a gap."""

from xml.etree import ElementTree

import pytest

from joinedup.model import Dataset, Sector
from joinedup.network.groups import GroupKind
from joinedup.render.blocks import group_name
from joinedup.render.measured import measured_table, ordinal, place_words
from joinedup.services import between_sectors, measure_all, rank, scope_of
from tests.unit import network_samples as sample
from tests.unit.render_samples import reading


def rows(html: str) -> dict[str, list[str]]:
    table = ElementTree.fromstring(html)  # noqa: S314 - it is our own, and this reads it strictly
    found = ["".join(cell.itertext()) for row in table.iter("tr") for cell in row]
    return {found[k]: found[k + 1 : k + 4] for k in range(4, len(found), 4)}


def path() -> Dataset:
    """A council between a practice and two voluntary groups that know each other."""
    sectors = {
        "practice": Sector.GENERAL_PRACTICE,
        "council": Sector.LOCAL_AUTHORITY,
        "group": Sector.VCSE,
        "club": Sector.VCSE,
    }
    return sample.dataset(
        [sample.organisation(one, sector, "Ashdale") for one, sector in sectors.items()],
        ties=[
            sample.tie("practice", "council"),
            sample.tie("council", "group"),
            sample.tie("council", "club"),
            sample.tie("group", "club"),
        ],
    )


def test_the_one_between_others() -> None:
    view = reading(path())
    found, known = measure_all(view.dataset, scope_of(view.state)), sorted(view.found)
    one = view.dataset.organisation_by_id["council"]
    said = rows(measured_table(view, one, found, known))
    assert said["Partners"][:2] == ["3", "1 of 4"]
    assert said["Go-between"][:2] == ["66.67%", "1 of 4"]
    assert said["Nearness"][:2] == ["1.000", "1 of 4"]
    assert said["Circles"][0] == "2.33"
    assert said["Holds others together"][0] == "Yes"
    assert said["Between sectors"] == ["4", "", "4 between three different sectors"]
    assert said["Between places"] == ["4", "", "4 within its own place"]
    assert said["Community"] == [
        "4",
        "",
        "One of the smaller communities in Ashdale, which have 4 members together",
    ]
    assert place_words(view, one, found, known) == (
        "Of the 4 known organisations in Ashdale it is the one most often on the shortest way "
        "between two others: next to it, most often between a practice and a voluntary group."
    )


def test_one_on_no_way_has_no_rank_for_it() -> None:
    view = reading(path())
    found, known = measure_all(view.dataset, scope_of(view.state)), sorted(view.found)
    one = view.dataset.organisation_by_id["club"]
    said = rows(measured_table(view, one, found, known))
    assert said["Go-between"][:2] == ["0.00%", ""]
    assert said["Partners"][:2] == ["2", "2 of 4"]
    assert said["Between sectors"][2] == "Never between two who share no table or tie"
    assert place_words(view, one, found, known).endswith("on no shortest way between two others.")


def test_the_sectors_that_it_stands_between() -> None:
    view = reading(path())
    assert between_sectors(view, "council") == (Sector.GENERAL_PRACTICE, Sector.VCSE)
    assert between_sectors(view, "club") is None
    alike = sample.dataset(
        [sample.organisation(one, Sector.GENERAL_PRACTICE, "Ashdale") for one in "abc"],
        ties=[sample.tie("a", "b"), sample.tie("b", "c")],
    )
    view = reading(alike)
    found = measure_all(alike, scope_of(view.state))
    one = alike.organisation_by_id["b"]
    assert place_words(view, one, found, sorted(view.found)).endswith("between two practices.")


def test_everybody_with_a_partner_is_in_a_community_that_is_named_and_counted() -> None:
    view = reading()
    found = measure_all(view.dataset, scope_of(view.state))
    for one in view.inside:
        if view.found[one.id].partners:
            size, _, says = rows(measured_table(view, one, found, [one.id]))["Community"]
            group = next(each for each in found.groups if one.id in each.members)
            assert size == str(len(group.members))
            small = group.kind is GroupKind.SMALLER
            name = group_name(view, found.groups, group).removeprefix("Community: ")
            assert says.startswith("One of the smaller" if small else f"{name}: with ")


def test_all_that_is_asked_of_an_organisation_is_there() -> None:
    view = reading(path())
    found, known = measure_all(view.dataset, scope_of(view.state)), sorted(view.found)
    said = rows(measured_table(view, view.dataset.organisation_by_id["council"], found, known))
    assert list(said) == [
        *("Partners", "Tables", "Go-between", "Nearness", "Core", "Circles", "Constraint"),
        *("Holds others together", "Between sectors", "Between places", "Community"),
    ]


def test_equal_ones_share_their_rank() -> None:
    values = {"a": 3.0, "b": 2.0, "c": 2.0, "d": 1.0}
    assert [rank(values, one, values) for one in "abcd"] == [1, 2, 2, 4]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "the one"), (2, "the 2nd"), (3, "the 3rd"), (11, "the 11th"), (112, "the 112th")],
)
def test_ranks_in_words(number: int, said: str) -> None:
    assert ordinal(number) == said
    assert ordinal(1_022) == "the 1,022nd"
