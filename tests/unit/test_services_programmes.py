"""How programmes got on: what is late, who takes part, what is missing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from joinedup.model import (
    Action,
    Dataset,
    Membership,
    Milestone,
    Programme,
    Progress,
    Provenance,
    Statement,
    StatementKind,
    WorkState,
)
from joinedup.services import (
    Belonging,
    Gap,
    ProgrammeView,
    connections,
    default_view,
    is_ownerless,
    programme_gaps,
    programme_of,
    programmes_of,
    programmes_with,
    scope_of,
)
from tests.unit.render_samples import FOOTPRINTS, TODAY, dataset

SOURCE = Provenance(source="A plan (000_0.txt)", licence="Facts", as_of="2025")
TABLE, STREAM, WITHIN, LEADER = "pcn:U17022", "one-workforce-academy", "within", "hscep"
DAY = date(2026, 3, 1)


def action(number: int, **fields: Any) -> Action:
    given: dict[str, Any] = {
        "id": f"a{number}",
        "programme": "p",
        "text": f"Do {number}",
        "provenance": SOURCE,
    }
    return Action(**(given | fields))


def milestone(number: int, **fields: Any) -> Milestone:
    given: dict[str, Any] = {
        "id": f"m{number}",
        "programme": "p",
        "name": f"M {number}",
        "provenance": SOURCE,
    }
    return Milestone(**(given | fields))


def made(**tables: Any) -> Dataset:
    """Bradford with a programme of our own, which is One Workforce."""
    base = dataset("bradford-district")
    one = Programme(
        id="p", name="Ours", kind="programme", partnership="one-workforce", provenance=SOURCE
    )
    empty: dict[str, Any] = {
        "programmes": (one,),
        "milestones": (),
        "actions": (),
        "statements": (),
    }
    return replace(base, **(empty | tables))


def view(one: Dataset, day: date = DAY) -> ProgrammeView:
    found = programme_of(one, "p", day)
    assert found
    return found


def gaps(one: Dataset, day: date = DAY) -> dict[Gap, tuple[int, int]]:
    found = connections(one, scope_of(default_view(one.id, day)))
    return {gap: (part, whole) for gap, part, whole in programme_gaps(view(one, day), found)}


def test_a_day_that_has_passed_is_late_only_where_the_record_says_it_is_open() -> None:
    rows = (
        action(1, due="2026-02", state=WorkState.OPEN, lead="Director"),
        action(2, due="2026-02"),
        action(3, due="2026-03", state=WorkState.OPEN),
        action(4, state=WorkState.OPEN),
        action(5, due="2026-02", state=WorkState.DONE, done_on="2026-02-03"),
        action(6, due="2026-02", state=WorkState.DROPPED),
    )
    tally = view(made(actions=rows)).of_actions
    assert tally.total == 6
    assert [tally[one] for one in Progress] == [1, 1, 1, 1, 1, 1]
    # Not of the one that has a lead, nor of those that are done or dropped.
    assert tally.ownerless == 3


def test_who_does_it_may_be_an_organisation() -> None:
    who = dataset("bradford-district").organisations[0].id
    assert is_ownerless(action(1), DAY)
    assert not is_ownerless(action(1, organisation=who), DAY)
    assert not is_ownerless(action(1, state=WorkState.DONE), DAY)


def test_milestones_come_in_the_order_of_their_days_and_actions_by_theme() -> None:
    rows = (
        milestone(1),
        milestone(2, due="2026-06"),
        milestone(3, due="2026"),
        milestone(4, due="2025"),
    )
    acts = (action(1), action(2, theme="B"), action(3, theme="A"), action(4, theme="B"))
    one = view(made(milestones=rows, actions=acts))
    assert [row.id for row in one.milestones] == ["m4", "m2", "m3", "m1"]
    assert {theme: [row.id for row in rows] for theme, rows in one.themes().items()} == {
        "B": ["a2", "a4"],
        "A": ["a3"],
        "": ["a1"],
    }
    assert list(one.themes())[-1] == ""


def test_each_partnership_is_said_as_what_it_is_to_the_programme() -> None:
    base = dataset("bradford-district")
    within = replace(base.partnership_by_id[STREAM], id=WITHIN, part_of=STREAM)
    one = view(made(partnerships=(*base.partnerships, within)))
    parts = {group.partnership.id: group.part for group in one.groups}
    assert parts["one-workforce"] is Belonging.OWN
    assert parts[STREAM] is parts[WITHIN] is Belonging.STREAM
    assert parts[LEADER] is Belonging.LEADS
    assert one.groups[0].part is Belonging.OWN
    assert not set(one.members) & set(one.around)
    seats = {row.organisation for row in base.memberships if row.partnership == LEADER}
    assert set(one.members) | set(one.around) >= seats


def test_members_are_those_of_the_day_or_of_its_end() -> None:
    base = dataset("bradford-district")
    others = [row for row in base.memberships if row.partnership != "one-workforce"]
    seats = [
        Membership(
            organisation=base.organisations[k].id,
            partnership="one-workforce",
            since=since,
            until=until,
            provenance=SOURCE,
        )
        for k, (since, until) in enumerate(
            [("", ""), ("2016", "2017-05"), ("2018-04", "2018-12"), ("2026-08", "")]
        )
    ]

    def members(day: str, start: str = "", end: str = "") -> list[int]:
        turned = tuple(
            replace(row, start=start, end=end) if row.id == "one-workforce" else row
            for row in base.partnerships
        )
        one = made(partnerships=turned, memberships=(*others, *seats))
        (own,) = view(one, date.fromisoformat(day)).group(Belonging.OWN)
        return [k for k, row in enumerate(seats) if row.organisation in own.members]

    assert members("2026-06-01") == [0]
    assert members("2026-08-01") == [0, 3]
    assert members("2018-06-30") == [0, 2]
    assert members("2017-05-31") == [0, 1]
    # It ended some time in 2018: seen from today, those of its end are its members.
    assert members("2026-06-01", end="2018") == [0, 2]
    # It is to begin in August.
    assert members("2026-06-01", start="2026-08") == [0, 3]


def test_a_circle_of_parts_ends() -> None:
    base = dataset("bradford-district")
    turned = tuple(
        replace(row, part_of=STREAM) if row.id == "one-workforce" else row
        for row in base.partnerships
    )
    assert view(made(partnerships=turned)).groups[0].part is Belonging.OWN


def test_a_programme_is_found_by_its_work_streams() -> None:
    one = made()
    assert [found.id for found in programmes_with(one, [STREAM])] == ["p"]
    assert programmes_with(one, [TABLE, LEADER]) == ()
    assert programme_of(one, "gone", DAY) is None


def test_what_is_missing_has_its_whole() -> None:
    acts = (
        action(1, due="2026-02", evidence="A report"),
        action(2, lead="Director"),
        action(3, due="2027", lead="Director", state=WorkState.OPEN),
    )
    found = gaps(made(actions=acts, milestones=(milestone(1), milestone(2, due="2025"))))
    assert found[Gap.OWNERS] == (1, 3)
    assert found[Gap.DATES] == (1, 3)
    assert found[Gap.OUTCOMES] == (1, 3)
    assert found[Gap.EVIDENCE] == (2, 3)
    assert found[Gap.MILESTONE_DATES] == (1, 2)
    assert found[Gap.MILESTONE_OUTCOMES] == (1, 2)
    assert {Gap.WHAT, Gap.HOW, Gap.WHY, Gap.SPONSOR, Gap.LEADS, Gap.FUNDING} <= set(found)
    assert not {Gap.ACTIONS, Gap.MILESTONES} & set(found)
    empty = gaps(made())
    assert {Gap.ACTIONS, Gap.MILESTONES} <= set(empty)


def test_nobody_is_called_unconnected_whom_nobody_asked() -> None:
    # The partnership ended in 2019: today nobody knows of its members.
    found = gaps(made(), TODAY)
    members = view(made(), TODAY).members
    assert found[Gap.UNASKED] == (len(members), len(members))
    assert Gap.REACH not in found


def test_a_sum_is_followed_by_what_is_of_it_and_none_is_lost() -> None:
    def sum_(key: str, part_of: str | None = None) -> Statement:
        return Statement(
            id=key,
            programme="p",
            kind=StatementKind.FUNDING,
            name=key,
            provenance=SOURCE,
            part_of=part_of,
        )

    other = replace(sum_("figure"), kind=StatementKind.FIGURE)
    rows = (sum_("of-b", "b"), sum_("a"), sum_("b"), sum_("c", "of-b"), sum_("d", "figure"), other)
    one = view(made(statements=rows))
    assert [row.id for row in one.stated(StatementKind.FUNDING)] == ["a", "b", "of-b", "c", "d"]
    assert one.stated(StatementKind.FIGURE) == (other,)


def test_parts_of_parts_may_go_on_for_as_long_as_somebody_likes() -> None:
    rows = [
        Statement(
            id=f"s{k}",
            programme="p",
            kind=StatementKind.FUNDING,
            name="Part",
            provenance=SOURCE,
            part_of=f"s{k - 1}" if k else None,
        )
        for k in range(3_000)
    ]
    one = view(made(statements=tuple(reversed(rows))))
    assert one.stated(StatementKind.FUNDING) == tuple(rows)


def test_sources_have_their_sections_each_once() -> None:
    rows = (action(1, section="Resolved, (1)"), action(2, section="Resolved, (1)"))
    assert view(made(actions=rows)).sources() == {SOURCE: ("Resolved, (1)",)}


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_every_programme_that_comes_with_the_program_can_be_read(footprint: str) -> None:
    one = dataset(footprint)
    found = programmes_of(one, TODAY)
    assert [row.programme for row in found] == list(one.programmes)
    assert len(found) >= 2
    rows = connections(one, scope_of(default_view(one.id, TODAY)))
    for row in found:
        assert row.of_actions.total == len(row.actions) == sum(map(len, row.themes().values()))
        assert sum(row.of_actions.by.values()) == row.of_actions.total
        assert programme_gaps(row, rows)
        # Nobody has said that something of these documents is still open.
        assert row.of_actions[Progress.LATE] == row.of_milestones[Progress.LATE] == 0
    assert any(row.is_context for row in found)


def test_a_footprint_without_programmes_has_none() -> None:
    bare = replace(dataset("bradford-district"), programmes=(), actions=(), statements=())
    assert programmes_of(bare, TODAY) == ()
