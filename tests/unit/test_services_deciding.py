"""Introductions are decided about, done, and written into the record, and nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from joinedup import services
from joinedup.errors import StoreError
from joinedup.model import ConnectionState
from joinedup.services import Proposal, connections, deciding, default_view, scope_of, versions
from joinedup.store import bundled
from joinedup.store.protocol import Draft

FOOTPRINT = "south-yorkshire"
#: What is done is on record from the day it was done: the real one.
TODAY = datetime.now(UTC).date()
BUNDLED = bundled.load_dataset(FOOTPRINT)
LONELY = "ods:C88046"
TABLE = next(one for one in BUNDLED.partnerships if one.name == "Peak Edge PCN").id
OTHER = next(one.id for one in BUNDLED.organisations if one.name == "Waverley Medical Centre")
TO_TABLE = Proposal(organisation=LONELY, target=TABLE)
TO_OTHER = Proposal(organisation=LONELY, target=OTHER, through="ods:RFF")


pytestmark = pytest.mark.usefixtures("fresh_store")


def state_of(organisation: str) -> ConnectionState:
    one = services.load_dataset(FOOTPRINT)
    return connections(one, scope_of(default_view(one.id, TODAY)))[organisation].state


def test_nothing_is_decided_at_first() -> None:
    assert services.decided(FOOTPRINT) == {}


def test_the_last_word_holds_and_all_of_them_are_kept() -> None:
    services.decide(FOOTPRINT, [TO_TABLE, TO_OTHER], "accepted", author="A. Lead")
    services.decide(FOOTPRINT, [TO_TABLE], "declined", author="B. Lead", why="They know each other")
    found = services.decided(FOOTPRINT)
    assert list(found) == [TO_TABLE.key, TO_OTHER.key]
    first, last = found[TO_TABLE.key]
    assert (first.state, first.author) == ("accepted", "A. Lead")
    assert (last.state, last.author, last.why) == ("declined", "B. Lead", "They know each other")
    (only,) = found[TO_OTHER.key]
    assert (only.state, only.through) == ("accepted", "ods:RFF")
    assert services.decided("bradford-district") == {}


def test_declining_needs_a_reason() -> None:
    with pytest.raises(StoreError, match="The reason is missing"):
        services.decide(FOOTPRINT, [TO_TABLE], "declined", author="A. Lead")
    assert services.decided(FOOTPRINT) == {}


def test_done_is_a_proposal_until_it_is_confirmed() -> None:
    services.decide(FOOTPRINT, [TO_TABLE, TO_OTHER], "done", author="A. Lead")
    assert services.newest(FOOTPRINT) == BUNDLED.version
    assert state_of(LONELY) is ConnectionState.NONE_ON_RECORD

    keys = list(services.decided(FOOTPRINT))
    confirmed = services.confirm(FOOTPRINT, keys, author="B. Lead", today=TODAY)
    assert (set(confirmed.confirmed), confirmed.left) == (set(keys), ())
    made = confirmed.version
    assert made
    assert (made.kind, made.author, made.number) == ("introductions", "B. Lead", 2)
    assert made.note == "2 introductions that came about"
    after = services.load_dataset(FOOTPRINT)
    assert state_of(LONELY) is ConnectionState.CONNECTED
    (row,) = [one for one in after.memberships if one.organisation == LONELY]
    assert (row.partnership, row.confirmed_on) == (TABLE, TODAY.isoformat())
    assert row.provenance.source == deciding.SOURCE
    (tie,) = [one for one in after.ties if LONELY in (one.source, one.target)]
    assert {tie.source, tie.target} == {LONELY, OTHER}
    found = services.decided(FOOTPRINT)
    assert [rows[-1].state for rows in found.values()] == ["confirmed"] * 2
    assert [rows[-1].author for rows in found.values()] == ["B. Lead"] * 2
    assert [rows[0].author for rows in found.values()] == ["A. Lead"] * 2


def test_what_is_only_accepted_is_not_confirmed() -> None:
    services.decide(FOOTPRINT, [TO_TABLE], "accepted", author="A. Lead")
    with pytest.raises(StoreError, match="None of these can be confirmed"):
        services.confirm(FOOTPRINT, [TO_TABLE.key], author="B. Lead", today=TODAY)
    with pytest.raises(StoreError, match="None of these can be confirmed"):
        services.confirm(FOOTPRINT, [frozenset(("nobody", TABLE))], author="B. Lead", today=TODAY)
    assert services.newest(FOOTPRINT) == BUNDLED.version


def test_what_is_on_record_already_only_gets_its_last_word() -> None:
    running = {one.id for one in BUNDLED.partnerships if one.runs_on(TODAY)}
    row = next(
        one for one in BUNDLED.memberships if one.runs_on(TODAY) and one.partnership in running
    )
    known = Proposal(organisation=row.organisation, target=row.partnership)
    services.decide(FOOTPRINT, [known], "done", author="A. Lead")
    found = services.confirm(FOOTPRINT, [known.key], author="B. Lead", today=TODAY)
    assert (found.version, found.confirmed) == (None, (known.key,))
    assert services.newest(FOOTPRINT) == BUNDLED.version
    assert services.decided(FOOTPRINT)[known.key][-1].state == "confirmed"


def test_what_is_gone_from_the_record_stays_done() -> None:
    services.decide(FOOTPRINT, [TO_TABLE, TO_OTHER], "done", author="A. Lead")
    without = replace(
        BUNDLED, organisations=tuple(one for one in BUNDLED.organisations if one.id != OTHER)
    )
    without = replace(
        without,
        memberships=tuple(one for one in without.memberships if one.organisation != OTHER),
    )
    draft = Draft(
        dataset=without,
        boundaries=services.load_boundaries(FOOTPRINT),
        author="C. Lead",
        note="It closed",
        kind="import",
    )
    services.store().publish(draft, parent=BUNDLED.version, root=versions.root_of(FOOTPRINT))
    keys = list(services.decided(FOOTPRINT))
    confirmed = services.confirm(FOOTPRINT, keys, author="B. Lead", today=TODAY)
    assert (confirmed.confirmed, confirmed.left) == ((TO_TABLE.key,), (TO_OTHER.key,))
    found = services.decided(FOOTPRINT)
    assert found[TO_TABLE.key][-1].state == "confirmed"
    assert found[TO_OTHER.key][-1].state == "done"


def test_without_a_name_nothing_is_confirmed() -> None:
    services.decide(FOOTPRINT, [TO_TABLE], "done", author="A. Lead")
    with pytest.raises(StoreError, match="Your name is missing"):
        services.confirm(FOOTPRINT, [TO_TABLE.key], author=" ", today=TODAY)
    assert services.newest(FOOTPRINT) == BUNDLED.version
    assert services.decided(FOOTPRINT)[TO_TABLE.key][-1].state == "done"


def test_a_meeting_is_one_introduction_in_both_directions() -> None:
    turned = Proposal(organisation=OTHER, target=LONELY)
    services.decide(FOOTPRINT, [TO_OTHER], "done", author="A. Lead")
    services.decide(FOOTPRINT, [turned], "done", author="B. Lead")
    ((key, rows),) = services.decided(FOOTPRINT).items()
    assert key == TO_OTHER.key == turned.key
    assert [one.author for one in rows] == ["A. Lead", "B. Lead"]
    services.confirm(FOOTPRINT, [key, key], author="B. Lead", today=TODAY)
    ties = [
        one for one in services.load_dataset(FOOTPRINT).ties if LONELY in (one.source, one.target)
    ]
    assert len(ties) == 1


def test_confirming_twice_writes_once() -> None:
    services.decide(FOOTPRINT, [TO_TABLE], "done", author="A. Lead")
    first = services.confirm(FOOTPRINT, [TO_TABLE.key], author="B. Lead", today=TODAY)
    with pytest.raises(StoreError, match="None of these can be confirmed"):
        services.confirm(FOOTPRINT, [TO_TABLE.key], author="B. Lead", today=TODAY)
    assert first.version
    assert services.newest(FOOTPRINT) == first.version.version


def test_a_seat_at_a_table_that_has_ended_is_not_confirmed() -> None:
    ended = next(one for one in BUNDLED.partnerships if one.has_ended(TODAY))
    past = Proposal(organisation=LONELY, target=ended.id)
    services.decide(FOOTPRINT, [past, TO_TABLE], "done", author="A. Lead")
    found = services.confirm(FOOTPRINT, [past.key, TO_TABLE.key], author="B. Lead", today=TODAY)
    assert (found.confirmed, found.left) == ((TO_TABLE.key,), (past.key,))
    assert services.decided(FOOTPRINT)[past.key][-1].state == "done"


def test_going_back_shows_that_it_is_no_longer_on_record() -> None:
    services.decide(FOOTPRINT, [TO_TABLE], "done", author="A. Lead")
    made = services.confirm(FOOTPRINT, [TO_TABLE.key], author="B. Lead", today=TODAY).version
    assert made

    def joined() -> bool:
        one = services.load_dataset(FOOTPRINT)
        found = connections(one, scope_of(default_view(one.id, TODAY)))
        return services.is_joined(found, TO_TABLE.key)

    assert joined()
    services.restore(
        FOOTPRINT, BUNDLED.version, parent=made.version, author="C. Lead", note="Back to 1"
    )
    assert not joined()
    # And can be done again.
    services.decide(FOOTPRINT, [TO_TABLE], "done", author="A. Lead")
    services.confirm(FOOTPRINT, [TO_TABLE.key], author="B. Lead", today=TODAY)
    assert joined()


def test_who_is_slower_than_another_decision_hears_of_it() -> None:
    services.decide(FOOTPRINT, [TO_TABLE], "accepted", author="A. Lead")
    seen = services.last_decision(FOOTPRINT)
    services.decide(FOOTPRINT, [TO_TABLE], "put_off", author="B. Lead", seen=seen)
    with pytest.raises(StoreError, match=r"B\. Lead has decided about this"):
        services.decide(FOOTPRINT, [TO_TABLE], "done", author="C. Lead", seen=seen)


def test_the_record_is_as_new_as_what_was_confirmed() -> None:
    services.decide(FOOTPRINT, [TO_TABLE], "done", author="A. Lead")
    services.confirm(FOOTPRINT, [TO_TABLE.key], author="B. Lead", today=TODAY)
    assert services.load_dataset(FOOTPRINT).as_of == TODAY.isoformat()
