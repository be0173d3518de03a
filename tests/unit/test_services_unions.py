"""Two versions in one dataset: what is gone has a spot, and connects nobody."""

from dataclasses import replace

import pytest

from joinedup.model import Dataset, Sector
from joinedup.network.connection import connections
from joinedup.network.layout import layout
from joinedup.network.scope import Scope
from joinedup.services.unions import halves, pair_name, union
from tests.unit import network_samples as sample
from tests.unit.render_samples import TODAY

NEW, OLD = "aaaaaaaaaaaa", "bbbbbbbbbbbb"


def sides() -> tuple[Dataset, Dataset]:
    """An older version with a group, a partnership and a tie more than the newer."""
    ones = [sample.organisation(key, Sector.VCSE, "Ashdale") for key in ("a", "b", "gone")]
    rows = [sample.membership(key, "p") for key in ("a", "b", "gone")]
    old = sample.dataset(
        ones,
        [sample.partnership("p"), sample.partnership("over", area="Ashdale")],
        [*rows, sample.membership("a", "over")],
        [sample.tie("a", "gone")],
    )
    new = sample.dataset(ones[:2], [sample.partnership("p")], rows[:1])
    return replace(new, version=NEW), replace(old, version=OLD)


def test_the_union_has_what_either_has() -> None:
    found = union(*sides()).drawn
    assert found.version == f"{NEW}..{OLD}"
    assert list(found.organisation_by_id) == ["a", "b", "gone"]
    assert list(found.partnership_by_id) == ["p", "over"]


def test_what_only_the_older_has_connects_nobody() -> None:
    new, old = sides()
    scope = Scope(day=TODAY)
    found = connections(union(new, old).drawn, scope)
    assert {key: found[key] for key in ("a", "b")} == dict(connections(new, scope))
    assert found["gone"].partnerships == ()


def test_the_layout_follows_from_both() -> None:
    found = union(*sides())
    assert len(found.laid.memberships) == 5
    assert len(found.laid.ties) == 1
    spots = layout(found.laid).positions
    assert spots.keys() == {"a", "b", "gone", "p", "over"}


def test_rows_of_one_under_another_id_follow_it() -> None:
    new, old = sides()
    coded = (("ods", "C1"),)
    old = replace(
        old,
        organisations=(*old.organisations[:2], replace(old.organisations[2], identifiers=coded)),
    )
    other = replace(sample.organisation("other"), identifiers=coded)
    new = replace(new, organisations=(*new.organisations, other))
    found = union(new, old)
    assert list(found.drawn.organisation_by_id) == ["a", "b", "other"]
    assert {one.target for one in found.laid.ties} == {"other"}


def test_an_area_that_only_the_older_has_is_there() -> None:
    new, old = sides()
    bare = tuple(replace(one, place=None) for one in new.organisations)
    new = replace(new, areas=(), organisations=bare)
    assert "Ashdale" in union(new, old).drawn.area_by_id


def test_an_id_that_means_something_else_now_is_left_out() -> None:
    new, old = sides()
    new = replace(new, partnerships=(*new.partnerships, sample.partnership("gone")))
    assert "gone" not in union(new, old).drawn.organisation_by_id


def test_the_name_of_a_pair() -> None:
    assert halves(pair_name(NEW, OLD)) == (NEW, OLD)


@pytest.mark.parametrize(
    "name",
    [
        "",
        NEW,
        f"{NEW}..",
        f"..{OLD}",
        f"{NEW}...{OLD}",
        f"{NEW}..{OLD}\n",
        f"{NEW}..{OLD.upper()}",
        f"{NEW}..{OLD}..{NEW}",
        f"{NEW}../{OLD}",
        f"{NEW}..<script>",
    ],
)
def test_what_is_no_pair(name: str) -> None:
    assert halves(name) is None
