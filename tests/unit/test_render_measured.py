"""Where one organisation stands: the right numbers and ranks, in words without a gap."""

from xml.etree import ElementTree

import pytest

from joinedup.model import Dataset, Sector
from joinedup.render.measured import measured_table, ordinal, place_words
from joinedup.services import measure_all, rank, scope_of
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
    said = rows(measured_table(one, found, known))
    assert said["Partners"][:2] == ["3", "1 of 4"]
    assert said["Go-between"][:2] == ["66.67%", "1 of 4"]
    assert said["Nearness"][:2] == ["1.000", "1 of 4"]
    assert said["Circles"][0] == "2.33"
    assert said["Holds others together"][0] == "Yes"
    assert said["Between sectors"] == ["4", "", "4 between three different sectors"]
    assert said["Between places"] == ["4", "", "4 within its own place"]
    assert place_words(view, one, found, known) == (
        "Of the 4 known organisations in Ashdale it is the one most often on the shortest way "
        "between two others, mostly between three different sectors."
    )


def test_one_on_no_way_has_no_rank_for_it() -> None:
    view = reading(path())
    found, known = measure_all(view.dataset, scope_of(view.state)), sorted(view.found)
    one = view.dataset.organisation_by_id["club"]
    said = rows(measured_table(one, found, known))
    assert said["Go-between"][:2] == ["0.00%", ""]
    assert said["Partners"][:2] == ["2", "2 of 4"]
    assert said["Between sectors"][2] == "Never between two who share no table or tie"
    assert place_words(view, one, found, known).endswith("on no shortest way between two others.")


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
