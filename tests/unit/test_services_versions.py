"""Which version is shown, the history, going back, and what is different between two."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from joinedup import services
from joinedup.errors import DatasetError, StoreError
from joinedup.model import (
    Action,
    AreaLevel,
    Dataset,
    Milestone,
    Programme,
    Statement,
    StatementKind,
    Tie,
    WorkState,
    last_day,
)
from joinedup.services import versions
from joinedup.store import bundled
from joinedup.store.protocol import Draft, Superseded, VersionInfo
from tests.unit import network_samples as sample

FOOTPRINT = "south-yorkshire"
BUNDLED = bundled.load_dataset(FOOTPRINT)


pytestmark = pytest.mark.usefixtures("fresh_store")


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


def compared(
    old: Dataset = OLD, **parts: Any
) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    """Thing, name, what happened to it, and the fields that differ."""
    return [
        (
            one.thing,
            one.name,
            "gone" if one.gone else "new" if one.new else "changed",
            [(field.field, field.old, field.new) for field in one.fields],
        )
        for one in services.compare(old, replace(old, **parts))
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


AIM = Programme(
    id="g", name="Warm Homes", kind="programme", partnership="p", provenance=BOARD.provenance
)
STEP = Milestone(id="m", programme="g", name="Framed", provenance=BOARD.provenance)
TASK = Action(
    id="x", programme="g", text="Visit the homes", organisation="a", provenance=BOARD.provenance
)
SAID = Statement(
    id="s", programme="g", kind=StatementKind.FOCUS, name="Heat", provenance=BOARD.provenance
)
AIMED = replace(OLD, programmes=(AIM,), milestones=(STEP,), actions=(TASK,), statements=(SAID,))


def test_programmes_milestones_actions_and_statements_that_are_new_or_gone() -> None:
    parts = {name: getattr(AIMED, name) for name in ("programmes", "milestones")}
    parts |= {name: getattr(AIMED, name) for name in ("actions", "statements")}
    named = [
        ("programme", "Warm Homes"),
        ("milestone", "Framed"),
        ("action", "Visit the homes"),
        ("statement", "Heat"),
    ]
    assert compared(**parts) == [(*one, "new", []) for one in named]
    none: dict[str, Any] = dict.fromkeys(parts, ())
    assert compared(AIMED, **none) == [(*one, "gone", []) for one in named]


def test_what_changes_in_programmes_milestones_and_actions() -> None:
    done = replace(TASK, state=WorkState.DONE, done_on="2026-10", organisation="b")
    assert compared(
        AIMED,
        programmes=(replace(AIM, why="Health"),),
        milestones=(replace(STEP, due="2026-09"),),
        actions=(done,),
    ) == [
        ("programme", "Warm Homes", "changed", [("why", "", "Health")]),
        ("milestone", "Framed", "changed", [("due", "", "2026-09")]),
        (
            "action",
            "Visit the homes",
            "changed",
            [("organisation", "a", "b"), ("state", "", "done"), ("done on", "", "2026-10")],
        ),
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
        ("tie", "Group a refers to Group b", "new", []),
    ]


def test_a_renamed_organisation_is_one_change() -> None:
    renamed = replace(GROUPS[0], name="Group of another name")
    tie = Tie(source="a", target="b", kind="refers to", provenance=GROUPS[0].provenance)
    old = replace(OLD, ties=(tie,))
    assert compared(old, organisations=(renamed, *GROUPS[1:])) == [
        ("organisation", "Group of another name", "changed", [("name", "Group a", renamed.name)])
    ]
    assert compared(old, partnerships=(replace(BOARD, name="Council"),)) == [
        ("partnership", "Council", "changed", [("name", "Board", "Council")])
    ]


def test_links_of_organisations_with_one_name_are_told_apart() -> None:
    twins = tuple(replace(one, name="Age UK") for one in GROUPS)
    old = replace(OLD, organisations=twins)
    assert compared(old, memberships=OLD.memberships[1:]) == [
        ("membership", "Age UK in Board", "gone", [])
    ]
    (gone,) = services.compare(old, replace(old, memberships=OLD.memberships[1:]))
    assert gone.id == "a|p|"


def test_of_one_membership_the_periods_are_told_apart() -> None:
    first = replace(sample.membership("a", "p"), since="2019", until="2021")
    again = replace(first, since="2024", until="")
    lead = replace(again, role="lead")
    old = replace(OLD, memberships=(first,))
    name = "Group a in Board (since 2024)"
    assert compared(old, memberships=(again, first)) == [("membership", name, "new", [])]
    assert compared(old, memberships=(again,)) == [
        ("membership", name, "new", []),
        ("membership", "Group a in Board (since 2019)", "gone", []),
    ]
    both = replace(OLD, memberships=(again, lead))
    assert compared(both, memberships=(lead,)) == [("membership", name, "gone", [])]
    assert compared(both, memberships=(lead, replace(again, until="2026"))) == [
        ("membership", name, "changed", [("until", "", "2026")])
    ]


def test_a_start_that_is_learnt_later_is_a_change_and_no_new_membership() -> None:
    since = replace(OLD.memberships[0], since="2024")
    assert compared(memberships=(since, *OLD.memberships[1:])) == [
        ("membership", "Group a in Board (since 2024)", "changed", [("since", "", "2024")])
    ]


def test_what_is_counted_in_an_area_is_no_change() -> None:
    counted = ("practices", "practices_with_patients", "registered_patients")
    facts: dict[str, Any] = dict.fromkeys((*counted, "lsoas", "lsoas_most_deprived"), 7)
    assert compared(areas=tuple(replace(one, **facts) for one in OLD.areas)) == []


def test_an_outline_that_was_drawn_anew_is_a_change() -> None:
    text = bundled.load_boundaries(FOOTPRINT)
    other = json.loads(text)
    hood = next(one for one in other["features"] if one["properties"]["parent"])
    hood["properties"]["practices"] += 1
    assert services.compare(BUNDLED, BUNDLED, outlines=(text, json.dumps(other))) == ()
    hood["geometry"]["coordinates"] = other["features"][0]["geometry"]["coordinates"]
    (only,) = services.compare(BUNDLED, BUNDLED, outlines=(text, json.dumps(other)))
    assert (only.thing, only.id) == ("neighbourhood", hood["id"])
    assert [(one.field, one.old, one.new) for one in only.fields] == [("outline", "", "drawn anew")]


def test_partnerships_and_areas_are_compared_too() -> None:
    assert compared(partnerships=(replace(BOARD, end="2026-03"),)) == [
        ("partnership", "Board", "changed", [("end", "", "2026-03")])
    ]
    area, *others = OLD.areas
    assert [one[:3] for one in compared(areas=(replace(area, name="Elsewhere"), *others))] == [
        ("place", "Elsewhere", "changed")
    ]
    hood = replace(area, id="h", name="Hill", level=AreaLevel.NEIGHBOURHOOD, parent=area.id)
    assert [one[:3] for one in compared(areas=(*OLD.areas, hood))] == [
        ("neighbourhood", "Hill", "new")
    ]


def test_the_first_version_is_of_the_last_day_that_the_record_speaks_of() -> None:
    (only,) = services.history(FOOTPRINT)
    assert only.created_at.date() == last_day(BUNDLED.as_of)
    assert only.created_at.tzinfo is not None


# --- a dataset that comes in several versions --------------------------------------

DEMONSTRATION = "demonstration"
EDITIONS = bundled.versions(DEMONSTRATION)


def publish_on_the_demonstration(note: str) -> VersionInfo:
    dataset = services.load_dataset(DEMONSTRATION)
    draft = Draft(
        dataset=replace(dataset, notes=(*dataset.notes, note)),
        boundaries=services.load_boundaries(DEMONSTRATION),
        author="Ann Example",
        note=note,
        kind="import",
    )
    root = versions.root_of(DEMONSTRATION)
    return services.store().publish(draft, parent=services.newest(DEMONSTRATION), root=root)


def test_all_that_came_with_the_program_is_in_the_history() -> None:
    found = services.history(DEMONSTRATION)
    assert [one.number for one in found] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert [one.version for one in found] == [one.version for one in reversed(EDITIONS)]
    assert [one.parent for one in found] == [*(one.version for one in found[1:]), None]
    assert {(one.kind, one.author) for one in found} == {("bundled", "Joined Up")}
    assert [one.note for one in found] == [one.note for one in reversed(EDITIONS)]
    assert [one.created_at.date() for one in found] == [
        last_day(one.as_of) for one in reversed(EDITIONS)
    ]
    assert services.newest(DEMONSTRATION) == EDITIONS[-1].version


@pytest.mark.parametrize("published", [False, True])
def test_each_of_them_can_be_opened(*, published: bool) -> None:
    if published:
        publish_on_the_demonstration("More")
    for one in (EDITIONS[0], EDITIONS[4], EDITIONS[7]):
        dataset = services.load_dataset(DEMONSTRATION, one.version)
        assert (dataset.version, dataset.as_of) == (one.version, one.as_of)
        assert services.load_boundaries(DEMONSTRATION, one.version) == bundled.load_boundaries(
            DEMONSTRATION, one.version
        )


def test_what_is_published_goes_on_with_the_next_number() -> None:
    first = publish_on_the_demonstration("More")
    second = publish_on_the_demonstration("Still more")
    assert (first.number, second.number) == (9, 10)
    found = services.history(DEMONSTRATION)
    assert [one.number for one in found] == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert [one.parent for one in found] == [*(one.version for one in found[1:]), None]
    assert found[2].note == EDITIONS[-1].note
    assert services.newest(DEMONSTRATION) == second.version


def test_going_back_to_an_older_one_that_came_with_the_program() -> None:
    old = EDITIONS[2]
    back = services.restore(
        *(DEMONSTRATION, old.version),
        parent=services.newest(DEMONSTRATION),
        author="Ben Sample",
        note="As it was",
    )
    assert back.number == 9
    shown = services.load_dataset(DEMONSTRATION)
    assert replace(shown, version=old.version) == bundled.load_dataset(DEMONSTRATION, old.version)


def test_asking_for_the_newest_reads_no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_values: object) -> None:
        raise AssertionError("a table was parsed")

    monkeypatch.setattr("joinedup.store.rows.table", refuse)
    assert services.newest(DEMONSTRATION) == EDITIONS[-1].version
    assert len(services.history(DEMONSTRATION)) == 8
