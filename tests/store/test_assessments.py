"""What every store does with assessments, on every engine."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from joinedup.errors import StoreError
from joinedup.store import assessments, migrations
from joinedup.store.assessing import (
    MAX_EVIDENCE,
    MAX_ITEMS,
    SCALES,
    Assessment,
    AssessmentKind,
)
from joinedup.store.engine import open_store
from joinedup.store.protocol import Store
from tests.store.publishing import SY, assert_whole, publish_on_top

WHEN = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)
PLACED = Assessment(
    dataset=SY,
    kind="stakeholder",
    subject="prog:discovery",
    author="Place director",
    assessed_on=DAY,
    made_at=WHEN,
    organisation="ods:C88046",
    group="consumers",
    scores=(("power", 1), ("interest", 5)),
    evidence=(("why", "Nobody asked them.\nThey hold the patients."),),
)
RATED = Assessment(
    dataset=SY,
    kind="working_together",
    subject="body:alliance",
    author="Alliance board",
    assessed_on=DAY,
    made_at=WHEN,
    scores=(("trust", 0), ("plan", 4)),
)
GONE = replace(PLACED, scores=(), evidence=(), withdrawn=True, withdrawn_by="Programme office")


def bare(found: tuple[Assessment, ...]) -> tuple[Assessment, ...]:
    """Assessments without the numbers that the store gave them."""
    return tuple(replace(one, number=0) for one in found)


def test_a_store_that_is_not_there_has_none(store: Store) -> None:
    assert store.assessments(SY) == ()
    assert store.assessments(SY, "stakeholder") == ()
    assert store.last_assessment(SY) == 0


def test_what_was_said_comes_back_in_its_order(store: Store) -> None:
    store.assess([RATED, PLACED])
    store.assess([replace(PLACED, dataset="bradford")])
    assert bare(store.assessments(SY)) == (RATED, PLACED)
    assert bare(store.assessments(SY, "stakeholder")) == (PLACED,)
    assert bare(store.assessments(SY, "working_together")) == (RATED,)
    assert store.assessments(SY, "sustainability") == ()
    assert bare(store.assessments("bradford")) == (replace(PLACED, dataset="bradford"),)
    first, second = store.assessments(SY)
    assert 0 < first.number < second.number == store.last_assessment(SY)
    assert store.last_assessment("bradford") > second.number


def test_whoever_thinks_again_adds_to_what_was_said(store: Store) -> None:
    again = replace(PLACED, scores=(("power", 4),), made_at=WHEN + timedelta(hours=1))
    for one in (PLACED, again, GONE):
        store.assess([one])
    assert bare(store.assessments(SY)) == (PLACED, again, GONE)


def test_who_took_an_opinion_back_is_kept_beside_whose_it_was(store: Store) -> None:
    store.assess([PLACED])
    store.assess([replace(GONE, withdrawn_by=" Programme office ")])
    first, last = store.assessments(SY)
    assert (first.author, first.withdrawn_by) == ("Place director", "")
    assert (last.author, last.withdrawn_by) == ("Place director", "Programme office")
    assert first.scores == PLACED.scores


@pytest.mark.parametrize("kind", SCALES)
def test_each_kind_has_a_scale_of_its_own(store: Store, kind: AssessmentKind) -> None:
    one = PLACED if kind == "stakeholder" else replace(RATED, kind=kind)
    ends = SCALES[kind][0], SCALES[kind][-1]
    for score in ends:
        store.assess([replace(one, scores=(("power", score),))])
    hint = f"a whole number from {ends[0]} to {ends[1]}"
    for score in (ends[0] - 1, ends[1] + 1):
        with pytest.raises(StoreError, match=hint):
            store.assess([replace(one, scores=(("power", score),))])
    assert [dict(kept.scores)["power"] for kept in store.assessments(SY)] == list(ends)


def test_a_stakeholder_of_the_whole_footprint_is_kept(store: Store) -> None:
    least = replace(PLACED, subject="", group="", evidence=())
    store.assess([least])
    assert bare(store.assessments(SY)) == (least,)


def test_nothing_is_kept_of_nothing(store: Store) -> None:
    store.assess([])
    assert store.assessments(SY) == ()


def test_all_are_kept_or_none(store: Store) -> None:
    with pytest.raises(StoreError, match="Your name is missing"):
        store.assess([PLACED, replace(RATED, author="")])
    assert store.assessments(SY) == ()


def test_more_than_a_store_keeps_are_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assessments, "MOST_KEPT", 2)
    store.assess([PLACED])
    with pytest.raises(StoreError, match="Too many assessments"):
        store.assess([RATED, PLACED])
    store.assess([replace(PLACED, dataset="bradford")])  # of another footprint there is room
    store.assess([RATED])
    assert bare(store.assessments(SY)) == (PLACED, RATED)


def test_no_more_than_so_many_at_once(store: Store) -> None:
    with pytest.raises(StoreError, match="too many assessments at once"):
        store.assess([PLACED] * (assessments.MOST_AT_ONCE + 1))
    assert store.assessments(SY) == ()


def test_those_who_write_at_once_are_all_kept(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda i: store.assess([replace(PLACED, author=f"Role {i}")]), range(12)))
    found = store.assessments(SY)
    assert {one.author for one in found} == {f"Role {i}" for i in range(12)}
    assert len({one.number for one in found}) == 12


def test_they_outlive_the_program_and_versions_keep_out_of_their_way(
    target: str, store: Store
) -> None:
    publish_on_top(store, "first")
    store.assess([PLACED])
    publish_on_top(store, "second")
    assert bare(open_store(target).assessments(SY)) == (PLACED,)
    assert_whole(store)


def test_words_lose_space_around_them_and_times_are_utc(store: Store) -> None:
    there = WHEN.astimezone(timezone(timedelta(hours=1)))
    words = (("why", " a\r\n\tb "), ("power", "  "))
    store.assess([replace(PLACED, author=" Board ", made_at=there, evidence=words)])
    (kept,) = store.assessments(SY)
    assert (kept.author, kept.evidence) == ("Board", (("why", "a\n b"),))
    assert (kept.made_at, kept.made_at.utcoffset()) == (WHEN, timedelta(0))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"dataset": "../x"}, "cannot have this id"),
        ({"kind": "gossip"}, "no such kind of assessment"),
        ({"subject": "a b"}, "This id cannot be used"),
        ({"organisation": "<b>"}, "This id cannot be used"),
        ({"organisation": ""}, "Only stakeholders are organisations"),
        ({"kind": "sustainability"}, "Only stakeholders are organisations"),
        ({"kind": "sustainability", "organisation": "", "subject": ""}, "is missing"),
        ({"kind": "sustainability", "organisation": ""}, "no such group"),
        ({"group": "Consumers!"}, "no such group"),
        ({"author": " "}, "Your name is missing"),
        ({"author": "x" * 101}, "Your name has 101 characters"),
        ({"author": "two\nlines"}, "line breaks"),
        ({"made_at": datetime(2026, 3, 3)}, "no zone"),
        ({"scores": ()}, "Nothing was scored"),
        ({"withdrawn": True}, "has no scores"),
        ({"scores": (), "withdrawn": True}, "Your name is missing"),
        ({"scores": (), "withdrawn": True, "withdrawn_by": "a\nb"}, "line breaks"),
        ({"withdrawn_by": "Board"}, "Nothing is taken back"),
        ({"scores": (("power", True),)}, "not on its scale"),
        ({"scores": (("power", 2.5),)}, "not on its scale"),
        ({"scores": (("Power!", 2),)}, "no such item"),
        ({"scores": (("power", 2), ("power", 3))}, "no such item"),
        ({"scores": tuple((f"a{i}", 1) for i in range(MAX_ITEMS + 1))}, "too many items"),
        ({"evidence": (("<b>", "x"),)}, "no such item"),
        ({"evidence": (("why", "x" * (MAX_EVIDENCE + 1)),)}, "501 characters"),
        ({"evidence": (("why", "a\u202eb"),)}, "hidden characters"),
    ],
)
def test_what_breaks_its_bounds_is_not_kept(
    store: Store, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(StoreError, match=message):
        store.assess([replace(PLACED, **wrong)])
    assert store.assessments(SY) == ()


def test_the_largest_is_kept(store: Store) -> None:
    items = [f"{i:x}".rjust(40, "a") for i in range(MAX_ITEMS)]
    largest = replace(
        PLACED,
        author="\u2764" * 100,
        scores=tuple((item, SCALES["stakeholder"][-1]) for item in items),
        evidence=tuple((item, "\u2764" * MAX_EVIDENCE) for item in items),
    )
    store.assess([largest])
    assert bare(store.assessments(SY)) == (largest,)


@pytest.mark.parametrize("name", ["", "../x", "A b", "\ud800", "x" * 101])
def test_odd_names_have_none(store: Store, name: str) -> None:
    store.assess([PLACED])
    assert store.assessments(name) == ()
    assert store.last_assessment(name) == 0


# --- of SQLite alone -----------------------------------------------------------------


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE assessments SET kind = 'gossip'",
        "UPDATE assessments SET scores = '[1]'",
        "UPDATE assessments SET scores = '{\"power\": true}'",
        "UPDATE assessments SET scores = '{\"power\": 6}'",
        "UPDATE assessments SET evidence = '{\"why\": 1}'",
        "UPDATE assessments SET evidence = 'no json'",
        "UPDATE assessments SET made_at = 'yesterday'",
        "UPDATE assessments SET assessed_on = 'yesterday'",
    ],
)
def test_a_damaged_row_is_said_to_be_one(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "versions.sqlite3"
    open_store(path).assess([PLACED])
    connection = sqlite3.connect(path)
    connection.execute(damage)
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="damaged"):
        open_store(path).assessments(SY)


def test_a_store_from_before_gets_the_table_and_keeps_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "versions.sqlite3"
    names = [one.name for one in migrations.MIGRATIONS]
    before = migrations.MIGRATIONS[: names.index("0005_assessments")]
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", before)
        publish_on_top(open_store(path), "first")
    older = open_store(path).versions(SY)
    assert open_store(path).assessments(SY) == ()
    open_store(path).assess([PLACED])
    assert bare(open_store(path).assessments(SY)) == (PLACED,)
    assert open_store(path).versions(SY) == older


def test_a_store_from_before_does_not_know_who_took_something_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "versions.sqlite3"
    names = [one.name for one in migrations.MIGRATIONS]
    before = migrations.MIGRATIONS[: names.index("0007_withdrawn_by")]
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", before)
        publish_on_top(open_store(path), "first")
    row = assessments.rows_of([GONE])[0]
    del row["withdrawn_by"]
    connection = sqlite3.connect(path)
    marks = ", ".join("?" * len(row))
    connection.execute(
        f"INSERT INTO assessments ({', '.join(row)}) VALUES ({marks})",  # noqa: S608
        list(row.values()),
    )
    connection.commit()
    connection.close()
    assert bare(open_store(path).assessments(SY)) == (replace(GONE, withdrawn_by=""),)
    open_store(path).assess([PLACED, GONE])
    assert bare(open_store(path).assessments(SY))[1:] == (PLACED, GONE)
