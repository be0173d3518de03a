"""The network and its parts: each by its own ties, among the known, isolates included."""

import pytest

from joinedup.model import ConnectionState, Level, Sector
from joinedup.render import tables
from joinedup.services import parts
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, dataset, reading


def test_parts_by_hand() -> None:
    one = sample.dataset(
        [
            sample.organisation("a", Sector.VCSE, "Ashdale"),
            sample.organisation("b", Sector.VCSE, "Ashdale"),
            sample.organisation("c", Sector.LOCAL_AUTHORITY, "Ashdale"),
            sample.organisation("d", Sector.VCSE, "Birchford"),
            sample.organisation("lone", Sector.LOCAL_AUTHORITY, "Birchford"),
            sample.organisation("unknown", Sector.SOCIAL_CARE, "Birchford"),
            sample.organisation("far", Sector.VCSE, "Ashdale", outside=True),
        ],
        ties=[
            *(sample.tie(*pair) for pair in ("ab", "bc", "ca", "cd")),
            sample.tie("far", "a"),
        ],
        coverage=[sample.coverage(Sector.LOCAL_AUTHORITY)],
    )
    found = {(part.kind, part.name): part for part in parts(reading(one))}
    whole = found["Footprint", "Sample"]
    assert (whole.organisations, whole.known) == (6, 5)
    assert whole.figures["ties"] == 4
    assert whole.figures["density"] == pytest.approx(4 / 10)
    assert whole.figures["isolates"] == 1
    assert whole.figures["components"] == 2
    assert whole.figures["largest"] == pytest.approx(4 / 5)
    assert whole.figures["core"] == 2
    ashdale = found["Place", "Ashdale"]
    assert (ashdale.known, ashdale.figures["ties"], ashdale.figures["density"]) == (3, 3, 1.0)
    assert ashdale.figures["transitivity"] == 1.0
    assert ashdale.figures["mean_distance"] == 1.0
    birchford = found["Place", "Birchford"]
    assert (birchford.organisations, birchford.known, birchford.figures["ties"]) == (3, 2, 0)
    assert birchford.figures["mean_distance"] is birchford.figures["transitivity"] is None
    empty = found["Place", "Cedarham"]
    assert (empty.organisations, empty.figures["density"], empty.figures["largest"]) == (
        0,
        None,
        None,
    )
    assert found["Sector", Sector.SOCIAL_CARE.label].known == 0


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_every_part_of_a_real_record(footprint: str) -> None:
    view = reading(dataset(footprint))
    found = parts(view)
    unknown = view.states()[ConnectionState.UNKNOWN]
    assert found[0].organisations == len(view.whole)
    assert found[0].organisations - found[0].known == unknown
    sectors = [part for part in found if part.kind == "Sector"]
    assert sum(part.known for part in sectors) == found[0].known
    for part in found:
        assert part.figures["density"] is None or 0 <= part.figures["density"] <= 1
        assert part.figures["isolates"] is not None
        assert part.figures["isolates"] <= part.known
    frame = tables.parts(found)
    assert list(frame["Part"]) == [part.name for part in found]
    assert frame["Density"].max() <= 1


def test_levels_narrow_the_ties_and_places_do_not() -> None:
    whole, system = reading(), reading(levels=(Level.SYSTEM.value,))
    assert parts(system)[0].figures["ties"] != parts(whole)[0].figures["ties"]
    assert parts(reading(sectors=("vcse",))) == parts(whole)
