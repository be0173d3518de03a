"""Hypothesis strategies for small valid datasets, with every field of the model in use."""

from typing import Any

from hypothesis import strategies as st

from joinedup.model import (
    Action,
    Area,
    AreaLevel,
    Coverage,
    Dataset,
    DeclaredFigure,
    Level,
    Membership,
    Milestone,
    Organisation,
    Partnership,
    Point,
    Programme,
    Provenance,
    Sector,
    Statement,
    StatementKind,
    Tie,
    WorkState,
    first_day,
    last_day,
)

#: Any text that UTF-8 can hold, and such that cannot stand for nothing.
texts = st.text(max_size=12)
names = st.text(min_size=1, max_size=12).filter(str.strip)
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,8}", fullmatch=True)
dataset_ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
versions = st.from_regex(r"[0-9a-f]{12}", fullmatch=True)
counts = st.integers(0, 10**9)
scores = st.none() | st.integers(1, 5)
many_texts = st.lists(texts, max_size=3).map(tuple)
days = st.dates()
#: Texts as :mod:`joinedup.model` takes them: empty, a year, a month, a day.
partial_dates = st.one_of(
    st.just(""),
    days.map(lambda day: day.isoformat()[:4]),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()),
)
provenances = st.builds(Provenance, source=names, licence=names, as_of=partial_dates)
points = st.builds(Point, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, str]:
    """Two partial dates, of which the second is not before the first."""
    since, until = draw(partial_dates), draw(partial_dates)
    turned = since and until and last_day(until) < first_day(since)
    return (until, since) if turned else (since, until)


def one_of_or_none(known: list[str]) -> st.SearchStrategy[str | None]:
    """One of the ids at hand, or none."""
    return st.sampled_from([None, *known])


def areas(places: list[str], neighbourhoods: list[str]) -> st.SearchStrategy[tuple[Area, ...]]:
    """An area for each id; a neighbourhood lies in one of the places."""
    facts: dict[str, Any] = {
        "aliases": many_texts,
        "approximate": st.booleans(),
        "method": texts,
        "practices": counts,
        "practices_with_patients": counts,
        "registered_patients": counts,
        "lsoas": counts,
        "lsoas_most_deprived": counts,
        "provenance": provenances,
    }
    rows = [
        st.builds(Area, id=st.just(one), name=names, level=st.just(AreaLevel.PLACE), **facts)
        for one in places
    ]
    rows += [
        st.builds(
            Area,
            id=st.just(one),
            name=names,
            level=st.just(AreaLevel.NEIGHBOURHOOD),
            parent=st.sampled_from(places),
            **facts,
        )
        for one in neighbourhoods
    ]
    return st.tuples(*rows)


def organisations(known: list[str], area_ids: list[str]) -> st.SearchStrategy[Any]:
    """An organisation for each id."""
    return st.tuples(
        *(
            st.builds(
                Organisation,
                id=st.just(one),
                name=names,
                sector=st.sampled_from(Sector),
                provenance=provenances,
                kind=texts,
                identifiers=st.lists(
                    st.tuples(st.sampled_from(["ods", "org-id", "ons"]), texts), max_size=3
                ).map(tuple),
                aliases=many_texts,
                postcode=texts,
                point=st.none() | points,
                place=one_of_or_none(area_ids),
                neighbourhood=one_of_or_none(area_ids),
                outside=st.booleans(),
                registered_patients=st.none() | counts,
                themes=many_texts,
                serves=many_texts,
                influence=scores,
                interest=scores,
            )
            for one in known
        )
    )


@st.composite
def partnerships(draw: st.DrawFn, known: list[str], area_ids: list[str]) -> Any:
    """A partnership for each id; some are part of one another, or led by one."""
    found = []
    for one in known:
        start, end = draw(spans())
        found.append(
            Partnership(
                id=one,
                name=draw(names),
                kind=draw(texts),
                level=draw(st.sampled_from(Level)),
                provenance=draw(provenances),
                area=draw(one_of_or_none(area_ids)),
                start=start,
                end=end,
                end_basis=draw(texts),
                part_of=draw(one_of_or_none(known)),
                led_by=draw(one_of_or_none(known)),
            )
        )
    return tuple(found)


@st.composite
def memberships(draw: st.DrawFn, members: list[str], known: list[str]) -> Any:
    """Some of the organisations in some of the partnerships, a pair perhaps twice."""
    found = []
    for _ in range(draw(st.integers(0, 3)) if members and known else 0):
        since, until = draw(spans())
        found.append(
            Membership(
                organisation=draw(st.sampled_from(members)),
                partnership=draw(st.sampled_from(known)),
                provenance=draw(provenances),
                role=draw(texts),
                since=since,
                until=until,
                confirmed_on=draw(partial_dates),
            )
        )
    return tuple(found)


@st.composite
def ties(draw: st.DrawFn, members: list[str]) -> Any:
    """Ties between some of the organisations."""
    found = []
    for _ in range(draw(st.integers(0, 2)) if len(members) > 1 else 0):
        source, target = draw(st.permutations(members))[:2]
        since, until = draw(spans())
        found.append(
            Tie(
                source=source,
                target=target,
                kind=draw(texts),
                provenance=draw(provenances),
                strength=draw(st.integers(1, 4)),
                since=since,
                until=until,
                confirmed_on=draw(partial_dates),
            )
        )
    return tuple(found)


def programmes(
    known: list[str], partnership_ids: list[str], area_ids: list[str]
) -> st.SearchStrategy[Any]:
    """A programme for each id."""
    places = st.lists(st.sampled_from(area_ids), max_size=2) if area_ids else st.just([])
    return st.tuples(
        *(
            st.builds(
                Programme,
                id=st.just(one),
                name=names,
                kind=texts,
                provenance=provenances,
                partnership=one_of_or_none(partnership_ids),
                what=texts,
                how=texts,
                why=texts,
                sponsor=texts,
                leads=many_texts,
                places=places.map(tuple),
                principles=many_texts,
                section=texts,
            )
            for one in known
        )
    )


@st.composite
def milestones(draw: st.DrawFn, known: list[str]) -> Any:
    """Milestones of some of the programmes."""
    found = []
    for one in draw(st.lists(ids, unique=True, max_size=2)) if known else ():
        start, due = draw(spans())
        state, done_on = draw(outcomes())
        found.append(
            Milestone(
                id=one,
                programme=draw(st.sampled_from(known)),
                name=draw(names),
                provenance=draw(provenances),
                start=start,
                due=due,
                parts=draw(many_texts),
                state=state,
                done_on=done_on,
                section=draw(texts),
            )
        )
    return tuple(found)


@st.composite
def actions(draw: st.DrawFn, known: list[str], members: list[str]) -> Any:
    """Actions of some of the programmes, by organisations or by nobody."""
    found = []
    for one in draw(st.lists(ids, unique=True, max_size=2)) if known else ():
        start, due = draw(spans())
        state, done_on = draw(outcomes())
        found.append(
            Action(
                id=one,
                programme=draw(st.sampled_from(known)),
                text=draw(names),
                provenance=draw(provenances),
                theme=draw(texts),
                evidence=draw(texts),
                outcome=draw(texts),
                lead=draw(texts),
                organisation=draw(one_of_or_none(members)),
                start=start,
                due=due,
                timing=draw(texts),
                state=state,
                done_on=done_on,
                section=draw(texts),
            )
        )
    return tuple(found)


@st.composite
def outcomes(draw: st.DrawFn) -> tuple[WorkState, str]:
    """A state, and a day where it is done."""
    state = draw(st.sampled_from(WorkState))
    return state, draw(partial_dates) if state is WorkState.DONE else ""


@st.composite
def statements(draw: st.DrawFn, known: list[str]) -> Any:
    """Statements about some of the programmes; some are part of one another."""
    found = []
    own = draw(st.lists(ids, unique=True, max_size=3)) if known else []
    for place, one in enumerate(own):
        start, end = draw(spans())
        found.append(
            Statement(
                id=one,
                programme=draw(st.sampled_from(known)),
                kind=draw(st.sampled_from(StatementKind)),
                name=draw(names),
                provenance=draw(provenances),
                text=draw(texts),
                part_of=draw(one_of_or_none(own[:place])),
                figure=draw(st.none() | st.floats(-1e15, 1e15) | counts),
                unit=draw(names),
                qualifier=draw(texts),
                period=f"{start}/{end}" if end else start,
                section=draw(texts),
            )
        )
    return tuple(found)


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """A valid dataset of a few rows a table."""
    area_ids = draw(st.lists(ids, unique=True, max_size=3))
    members = draw(st.lists(ids, unique=True, max_size=3))
    # No organisation and partnership share an id.
    known = draw(st.lists(ids.filter(lambda one: one not in members), unique=True, max_size=2))
    working = draw(st.lists(ids, unique=True, max_size=2))
    return Dataset(
        id=draw(dataset_ids),
        name=draw(names),
        version=draw(versions),
        as_of=draw(partial_dates),
        areas=draw(areas(area_ids[:2], area_ids[2:])),
        organisations=draw(organisations(members, area_ids)),
        partnerships=draw(partnerships(known, area_ids)),
        memberships=draw(memberships(members, known)),
        ties=draw(ties(members)),
        programmes=draw(programmes(working, known, area_ids)),
        milestones=draw(milestones(working)),
        actions=draw(actions(working, members)),
        statements=draw(statements(working)),
        coverage=draw(
            st.lists(
                st.builds(
                    Coverage,
                    sector=st.sampled_from(Sector),
                    statement=texts,
                    provenance=provenances,
                    place=one_of_or_none(area_ids),
                ),
                max_size=2,
            ).map(tuple)
        ),
        declared=draw(
            st.lists(
                st.builds(
                    DeclaredFigure,
                    key=texts,
                    label=texts,
                    figure=counts,
                    provenance=provenances,
                    qualifier=texts,
                    explanation=texts,
                ),
                max_size=2,
            ).map(tuple)
        ),
        notes=draw(many_texts),
        illustrative=draw(st.booleans()),
    )
