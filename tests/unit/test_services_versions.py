"""Which version is shown, the history, going back, and what is different between two."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from joinedup import services
from joinedup.errors import DatasetError, StoreError
from joinedup.model import Dataset, Tie, last_day
from joinedup.services import versions
from joinedup.store import bundled
from joinedup.store.protocol import Draft, Superseded, VersionInfo
from tests.unit import network_samples as sample

FOOTPRINT = "south-yorkshire"
BUNDLED = bundled.load_dataset(FOOTPRINT)


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    yield
    services.store().dispose()


def publish(
    make: Callable[[Dataset], Dataset] = lambda one: replace(one, notes=(*one.notes, "More.")),
    **about: Any,
) -> VersionInfo:
    """A version of South Yorkshire, its newest one changed."""
    draft = Draft(
        dataset=make(services.load_dataset(FOOTPRINT)),
        boundaries=services.load_boundaries(FOOTPRINT),
        **{"author": "Ann Example", "note": "Spring", "kind": "import", **about},
    )
    root = versions.root_of(FOOTPRINT)
    return services.store().publish(draft, parent=services.newest(FOOTPRINT), root=root)


def started(name: str = "Leeds trial") -> VersionInfo:
    """A dataset that only the store has."""
    draft = Draft(
        dataset=replace(sample.dataset([], [], []), id="leeds-trial", name=name),
        boundaries='{"type": "FeatureCollection", "features": []}',
        author="Ann Example",
        note="A start",
        kind="start",
    )
    return services.store().publish(draft, parent=None)


def test_what_came_with_the_program_is_shown_until_somebody_publishes() -> None:
    assert services.newest(FOOTPRINT) == BUNDLED.version
    assert services.published(FOOTPRINT) == ""
    assert services.load_dataset(FOOTPRINT) == BUNDLED
    (only,) = services.history(FOOTPRINT)
    assert (only.number, only.version, only.kind) == (1, BUNDLED.version, "bundled")
    assert only.parent is None


def test_from_then_on_the_newest_version_is_shown() -> None:
    made = publish()
    assert services.newest(FOOTPRINT) == services.published(FOOTPRINT) == made.version
    newest = services.load_dataset(FOOTPRINT)
    assert (newest.version, newest.notes[-1]) == (made.version, "More.")
    assert services.load_dataset(FOOTPRINT, made.version) == newest
    assert [one.number for one in services.history(FOOTPRINT)] == [2, 1]
    assert services.newest("cheshire-west") == bundled.load_dataset("cheshire-west").version


def test_every_version_can_be_opened() -> None:
    first, second = publish(), publish()
    assert services.load_dataset(FOOTPRINT, BUNDLED.version) == BUNDLED
    assert services.load_dataset(FOOTPRINT, first.version).notes.count("More.") == 1
    assert services.load_dataset(FOOTPRINT, second.version).notes.count("More.") == 2
    for version in (BUNDLED.version, first.version, second.version):
        assert services.load_boundaries(FOOTPRINT, version) == bundled.load_boundaries(FOOTPRINT)


@pytest.mark.parametrize("version", ["000000000000", "nonsense", "' OR 1=1 --"])
@pytest.mark.parametrize("published", [False, True])
def test_a_version_that_is_not_there_is_said(version: str, *, published: bool) -> None:
    if published:
        publish()
    with pytest.raises(DatasetError):
        services.load_dataset(FOOTPRINT, version)
    with pytest.raises(DatasetError):
        services.load_boundaries(FOOTPRINT, version)


@pytest.mark.parametrize("dataset_id", ["nowhere", "../south-yorkshire", ""])
def test_a_dataset_that_is_not_there_is_said(dataset_id: str) -> None:
    for ask in (services.newest, services.load_dataset, services.history):
        with pytest.raises(DatasetError):
            ask(dataset_id)


def test_a_dataset_started_from_a_list_stands_among_the_others() -> None:
    before = services.dataset_ids()
    made = started()
    assert services.dataset_ids() == (*before, "leeds-trial")
    assert services.dataset_names()["leeds-trial"] == "Leeds trial"
    assert services.newest("leeds-trial") == made.version
    assert services.load_dataset("leeds-trial").name == "Leeds trial"
    assert [one.kind for one in services.history("leeds-trial")] == ["start"]
    assert versions.root_of("leeds-trial") is None


def test_going_back_makes_a_new_version_of_the_same_contents() -> None:
    made = publish()
    back = services.restore(
        FOOTPRINT, BUNDLED.version, parent=made.version, author="Ben Sample", note="Back to 1"
    )
    assert (back.number, back.kind, back.author) == (3, "restore", "Ben Sample")
    assert replace(services.load_dataset(FOOTPRINT), version=BUNDLED.version) == BUNDLED
    assert services.load_dataset(FOOTPRINT, made.version).notes[-1] == "More."
    forth = services.restore(
        FOOTPRINT, made.version, parent=back.version, author="Ben Sample", note="And forth"
    )
    assert services.load_dataset(FOOTPRINT, forth.version).notes[-1] == "More."


def test_going_back_is_refused_when_somebody_was_quicker_or_no_name_is_given() -> None:
    made = publish()
    last = publish(author="Cara Quick")
    with pytest.raises(Superseded) as refused:
        services.restore(FOOTPRINT, BUNDLED.version, parent=made.version, author="B", note="x")
    assert [one.author for one in refused.value.between] == ["Cara Quick"]
    with pytest.raises(StoreError):
        services.restore(FOOTPRINT, BUNDLED.version, parent=last.version, author=" ", note="x")
    with pytest.raises(DatasetError):
        services.restore(FOOTPRINT, "0" * 12, parent=last.version, author="B", note="x")
    assert len(services.history(FOOTPRINT)) == 3


# --- what is different ------------------------------------------------------------

GROUPS = [replace(sample.organisation(key), name=f"Group {key}") for key in "abc"]
BOARD = replace(sample.partnership("p"), name="Board")
OLD = sample.dataset(GROUPS, [BOARD], [sample.membership("a", "p"), sample.membership("b", "p")])


def compared(**parts: Any) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    """Thing, name, what happened to it, and the fields that differ."""
    return [
        (
            one.thing,
            one.name,
            "gone" if one.gone else "new" if one.new else "changed",
            [(field.field, field.old, field.new) for field in one.fields],
        )
        for one in services.compare(OLD, replace(OLD, **parts))
    ]


def test_nothing_is_different_from_itself() -> None:
    assert compared() == []
    assert compared(version="another", as_of="2026-11") == []


def test_organisations_that_are_new_changed_and_gone() -> None:
    first, second, _ = GROUPS
    fresh = replace(first, id="d", name="Group d")
    moved = replace(second, postcode="S1 2HH")
    assert compared(organisations=(first, moved, fresh)) == [
        ("organisation", "Group b", "changed", [("postcode", second.postcode, "S1 2HH")]),
        ("organisation", "Group d", "new", []),
        ("organisation", "Group c", "gone", []),
    ]


def test_links_are_named_by_what_they_join() -> None:
    row = replace(sample.membership("c", "p"), since="2025-04")
    assert compared(memberships=(*OLD.memberships[1:], row)) == [
        ("membership", "Group c in Board (since 2025-04)", "new", []),
        ("membership", "Group a in Board", "gone", []),
    ]
    tie = Tie(source="a", target="b", kind="refers to", provenance=GROUPS[0].provenance)
    assert compared(ties=(tie, tie)) == [
        ("tie", "Group a refers to Group b", "new", []),
        ("tie", "Group a refers to Group b (2)", "new", []),
    ]


def test_partnerships_and_areas_are_compared_too() -> None:
    assert compared(partnerships=(replace(BOARD, end="2026-03"),)) == [
        ("partnership", "Board", "changed", [("end", "", "2026-03")])
    ]
    area, *others = OLD.areas
    assert [one[:3] for one in compared(areas=(replace(area, name="Elsewhere"), *others))] == [
        ("neighbourhood", "Elsewhere", "changed")
    ]


def test_the_first_version_is_of_the_last_day_that_the_record_speaks_of() -> None:
    (only,) = services.history(FOOTPRINT)
    assert only.created_at.date() == last_day(BUNDLED.as_of)
    assert only.created_at.tzinfo is not None
