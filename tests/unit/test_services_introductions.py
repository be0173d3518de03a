"""Introductions: by hand, deterministic, and better than what anybody would try first."""

from dataclasses import replace

import pytest

from benchmarks.introductions import davis, is_better, karate, measure
from joinedup.model import Dataset, Organisation, Point, Sector
from joinedup.render.introductions import sentence_of
from joinedup.services import (
    Weights,
    connections,
    introduction,
    introductions,
    prepare,
    scope_of,
)
from joinedup.services.introductions import metres
from joinedup.store import bundled
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, dataset, reading


def village() -> Dataset:
    """A lonely dementia group, a forum down the road, one far away, and one it could hear of."""
    here, road = Point(longitude=-1.5, latitude=53.5), Point(longitude=-1.5, latitude=53.51)
    far = Point(longitude=-1.0, latitude=53.5)

    def group(name: str, place: str, point: Point, *themes: str) -> Organisation:
        one = sample.organisation(name, Sector.VCSE, place)
        return replace(one, point=point, themes=themes)

    return sample.dataset(
        [
            group("lonely", "Ashdale", here, "dementia"),
            group("near-a", "Ashdale", road, "dementia"),
            group("near-b", "Ashdale", road, "gardens"),
            group("far-a", "Birchford", far, "dementia"),
            group("far-b", "Birchford", far, "gardens"),
            sample.organisation("council", Sector.LOCAL_AUTHORITY, "Ashdale"),
        ],
        [sample.partnership("forum"), sample.partnership("distant"), sample.partnership("empty")],
        [
            *(sample.membership(one, "forum") for one in ("near-a", "near-b", "council")),
            *(sample.membership(one, "distant") for one in ("far-a", "far-b")),
        ],
    )


def test_who_has_nobody_is_brought_to_those_near_who_do_the_same() -> None:
    view = reading(village())
    ground = prepare(view.dataset, scope_of(view.state), view.found)
    first, second, *meetings = introductions(ground, "lonely")
    assert not any(item.target.is_table for item in meetings)
    assert (first.target.id, second.target.id) == ("forum", "distant")
    assert first.through is None
    assert first.parts["themes"] == pytest.approx(1 / 3)
    assert first.parts["partners"] == 0
    lonely = view.dataset.organisation_by_id["lonely"]
    assert sentence_of(lonely, first) == (
        "1 of 3 members works on dementia too; 3 of 3 members are in its place; 1.1 km from "
        "near-a; would be its first tie outside its sector on record"
    )


def test_partners_lead_where_there_are_any() -> None:
    one = village()
    one = replace(one, ties=(sample.tie("lonely", "far-a"),))
    view = reading(one)
    ground = prepare(one, scope_of(view.state), view.found)
    weights = Weights(partners=5, place=0, nearness=0)
    first = introductions(ground, "lonely", weights)[0]
    assert first.target.id == "distant"
    assert first.through
    assert first.through.id == "far-a"
    lonely = one.organisation_by_id["lonely"]
    assert "far-a knows both" in sentence_of(lonely, first)
    assert "outside its sector" not in sentence_of(lonely, first)


def test_weights_decide_and_size_alone_is_no_reason() -> None:
    view = reading(village())
    ground = prepare(view.dataset, scope_of(view.state), view.found)
    none = Weights(
        **dict.fromkeys(("neighbourhood", "place", "themes", "serves"), 0.0),
        **dict.fromkeys(("sector", "nearness", "partners", "size", "missing", "opens"), 0.0),
    )
    assert {one.score for one in introductions(ground, "lonely", none)} == {0.0}
    bare = replace(view.dataset.organisation_by_id["lonely"], point=None, themes=(), place=None)
    bare = replace(bare, sector=Sector.EDUCATION)
    others = [one for one in view.dataset.organisations if one.id != "lonely"]
    plain = replace(view.dataset, organisations=(*others, bare))
    scope = scope_of(view.state)
    assert introductions(prepare(plain, scope, connections(plain, scope)), "lonely") == ()


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_real_records_give_five_at_most_and_always_the_same(footprint: str) -> None:
    view = reading(dataset(footprint))
    ground = prepare(view.dataset, scope_of(view.state), view.found)
    for one in view.inside[:: max(1, len(view.inside) // 25)]:
        found = introductions(ground, one.id)
        assert len(found) <= 5
        assert found == introductions(ground, one.id)
        tables = [item.target.id for item in found]
        assert len(tables) == len(set(tables))
        assert not set(tables) & set(view.found[one.id].partnerships)
        assert all(0 <= value <= 1 for item in found for value in item.parts.values())
        assert all(sentence_of(one, item) for item in found)


def test_distances_are_in_metres() -> None:
    sheffield, barnsley = (
        Point(longitude=-1.4701, latitude=53.3811),
        Point(longitude=-1.4797, latitude=53.5526),
    )
    assert metres(sheffield, barnsley) == pytest.approx(19_100, rel=0.01)


def test_ours_is_better_than_what_anybody_would_try_first() -> None:
    assert is_better(measure(bundled.load_dataset("demonstration"), most=400))


@pytest.mark.parametrize(("network", "mirrored"), [(davis(), False), (karate(), True)])
def test_on_known_networks_ours_is_no_worse_than_adamic_adar(
    network: Dataset, mirrored: bool
) -> None:
    found = measure(network, mirrored=mirrored)["keep a tie"]
    assert found["ours"].mrr > found["Adamic-Adar"].mrr
    assert found["ours"].hits >= found["Adamic-Adar"].hits
    assert found["ours"].hits > found["random in the neighbourhood"].hits


def test_who_has_nobody_also_hears_whom_it_could_meet() -> None:
    view = reading(village())
    ground = prepare(view.dataset, scope_of(view.state), view.found)
    lonely = view.dataset.organisation_by_id["lonely"]
    found = [item for item in introductions(ground, "lonely") if not item.target.is_table]
    assert [item.target.id for item in found] == ["near-a", "near-b", "council"]
    assert [sentence_of(lonely, item) for item in found] == [
        "Both work on dementia; 1.1 km apart",
        "1.1 km apart",
        "Would be its first tie outside its sector on record",
    ]


def test_a_go_between_is_named_who_knows_both() -> None:
    one = replace(village(), ties=(sample.tie("lonely", "near-a"),))
    view = reading(one)
    ground = prepare(one, scope_of(view.state), view.found)
    council = next(item for item in introductions(ground, "lonely") if item.target.id == "council")
    assert council.through
    assert council.through.id == "near-a"
    told = sentence_of(one.organisation_by_id["lonely"], council)
    assert told == "near-a knows both; would be its first tie outside its sector on record"


def test_a_table_that_lacks_its_sector_says_so() -> None:
    one = village()
    kept = [row for row in one.memberships if row.organisation not in ("far-a", "far-b")]
    one = replace(one, memberships=(*kept, sample.membership("council", "distant")))
    view = reading(one)
    ground = prepare(one, scope_of(view.state), view.found)
    distant = next(item for item in introductions(ground, "lonely") if item.target.id == "distant")
    assert (distant.parts["missing"], distant.parts["opens"]) == (1.0, 1.0)
    told = sentence_of(one.organisation_by_id["lonely"], distant)
    assert "no voluntary groups there on record" in told


def test_what_was_declined_makes_room_for_another() -> None:
    view = reading()
    ground = prepare(view.dataset, scope_of(view.state), view.found)
    before = introductions(ground, "ods:C88046")
    after = introductions(ground, "ods:C88046", away={before[0].target.id, before[-1].target.id})
    assert len(after) == len(before) == 5
    assert not {before[0].target.id, before[-1].target.id} & {item.target.id for item in after}


def test_whoever_has_its_own_sector_only_hears_of_another_one() -> None:
    view = reading()
    ground = prepare(view.dataset, scope_of(view.state), view.found)
    for one in view.inside:
        partners = {
            view.dataset.organisation_by_id[key].sector for key in view.found[one.id].partners
        }
        if one.place and partners <= {one.sector}:
            found = introductions(ground, one.id)
            assert any(item.parts["opens"] for item in found), one.name


def test_one_introduction_is_as_in_the_ranking() -> None:
    view = reading()
    ground = prepare(view.dataset, scope_of(view.state), view.found)
    for item in introductions(ground, "ods:C88046"):
        assert introduction(ground, "ods:C88046", item.target.id, Weights()) == item
    assert introduction(ground, "nobody", "ods:RFF", Weights()) is None
    assert introduction(ground, "ods:C88046", "nobody", Weights()) is None
