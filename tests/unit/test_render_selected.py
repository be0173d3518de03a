"""What is selected, in words: states, facts with denominators, and what was confirmed when."""

from dataclasses import replace

import pytest

from joinedup import services
from joinedup.model import ConnectionState, Sector
from joinedup.render import selected
from joinedup.render.confirming import NO_DATE
from tests.unit.render_samples import HOSTILE, dataset, named, place_id, reading

BARNSLEY_PCN = next(one for one in dataset().partnerships if one.name == "Barnsley PCN")


def test_an_organisation_says_its_state_and_what_to_do_next() -> None:
    view = reading()
    by_state = {view.found[one.id].state: one.id for one in view.shown}
    unknown = next(
        key
        for key, link in view.found.items()
        if link.state is ConnectionState.UNKNOWN and not link.past_partnerships
    )
    assert selected.state_words(view, unknown).startswith("Unknown: nobody has asked")
    assert "must not be called unconnected" in selected.next_words(view.found[unknown])
    none = by_state[ConnectionState.NONE_ON_RECORD]
    assert "in a complete list of" in selected.state_words(view, none)
    assert selected.next_words(view.found["ods:RFR"]) == ""


def test_connections_are_told_with_their_confirmation() -> None:
    view = reading()
    found = services.confirmed(view.dataset, services.scope_of(view.state))
    one = view.dataset.organisation_by_id["ods:RFR"]
    lists = selected.connections_of(view, one, found)
    assert [(key, len(names.pairs)) for key, names in lists.items()] == [
        ("in", 1),
        ("past", 2),
        ("with", 15),
    ]
    wide = reading(past=True)
    assert selected.connections_of(wide, one, found)["past"].pairs == []
    members = selected.members_in_words(view, BARNSLEY_PCN, found)
    assert len(members.pairs) == 31
    assert set(members.said.values()) == {NO_DATE}


def test_a_partnership_that_does_not_run_says_so() -> None:
    view = reading()
    assert selected.running_words(view, BARNSLEY_PCN) == ""
    ended = next(one for one in view.dataset.partnerships if one.end)
    assert "not as running on 22 November 2026" in selected.running_words(view, ended)
    facts = dict(selected.partnership_facts(view, replace(ended, end="2023")))
    assert facts["Ended"] == f"2023 ({ended.end_basis})"
    assert dict(selected.partnership_facts(view, BARNSLEY_PCN))["Ends"] == ""


def test_an_area_counts_everybody_whatever_the_filters() -> None:
    area = dataset().area_by_id[place_id("Rotherham")]
    facts = dict(selected.area_facts(reading(sectors=(Sector.VCSE.value,)), area))
    assert facts["Organisations"] == "57, whatever the filters"
    assert facts["No partnership on record"] == "1 of 31 known"
    assert facts["Unknown"] == "26 of 57"
    assert selected.area_words(reading(), area) == "Place"
    hood = next(one for one in dataset().neighbourhoods if one.parent == area.id)
    assert selected.area_words(reading(), hood) == "Neighbourhood in Rotherham"


@pytest.mark.parametrize("name", HOSTILE)
def test_names_stay_as_they_are(name: str) -> None:
    view = reading(named([name, "Other"]))
    found = services.confirmed(view.dataset, services.scope_of(view.state))
    one = view.dataset.organisations[1]
    lists = selected.connections_of(view, one, found)
    assert [text for _, text in lists["with"].pairs] == [view.dataset.organisations[0].name]
