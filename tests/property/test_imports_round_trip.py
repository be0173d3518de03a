"""What goes out as a list and comes in again changes nothing and has no problem."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.imports.amounts import as_unit
from joinedup.imports.choices import Choices
from joinedup.imports.fields import EXAMPLE, Kind
from joinedup.imports.personal import find_personal
from joinedup.imports.plan import Outcome, Plan
from joinedup.imports.planning import Base
from joinedup.imports.records import NOTHING, clean, put_right
from joinedup.imports.role_cells import names_person
from joinedup.model import (
    Action,
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
from joinedup.render.exports import EXPORTED, export_csv, export_workbook
from joinedup.services import partner_lists
from tests.unit.list_samples import TODAY, base
from tests.unit.render_samples import FOOTPRINTS

# --- texts, as they are on record once a list has brought them in ------------------------

PIECES = (
    *("=1+1", "+44", "-", "@SUM(1)", "'", "''=", "|", "\\", "\\|", ";", ",", '"', '""', "\t"),
    *("• ", "_x0041_", "\n", "{", "[", "<b>", "&amp;", "NULL", "n/a", "001", "1e5", "TRUE"),
    *("Oak Lane", "Advice & Support", "Ltd", "St Mary\u2019s", "Zoë", "Ω", "مركز", "🌳", "👩🏽‍⚕️"),
    *("S1 2HH", "2024-04", "x", "lead", "total", "Total: 4", "sep=;", "#REF!", "٣", "ﬁ"),
)
pieces = st.sampled_from(PIECES)
raw = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    st.lists(pieces, min_size=1, max_size=5).map("".join),
    st.lists(pieces, min_size=1, max_size=5).map(" ".join),
    st.tuples(pieces, st.integers(50, 200)).map(lambda one: one[0] * one[1]),
)


def is_kept(text: str) -> bool:
    """Whether a list can bring it in: not empty, nothing personal, none of our examples."""
    return bool(text) and not find_personal(text) and not text.startswith(EXAMPLE)


texts = raw.map(clean).map(put_right).map(clean).filter(is_kept)
words = st.just("") | texts
several = st.lists(texts, max_size=4, unique_by=str.casefold).map(tuple)
names = texts | st.sampled_from(["Oak Lane Larder", "Elm Park Surgery", "Ash Hall", "Hub"])

# --- dates -------------------------------------------------------------------------------

days = st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(date.isoformat)
dates = st.just("") | st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda one: one[0][: one[1]])


@st.composite
def spans(draw: st.DrawFn) -> dict[str, str]:
    since, until = draw(dates), draw(dates)
    if since and until and last_day(until) < first_day(since):
        since, until = until, since
    return {"since": since, "until": until, "confirmed_on": draw(dates)}


# What a list says of a tie is never "n/a": such a tie works with the other.
tie_kinds = st.sampled_from(["refers to", "funds", "works with"]) | texts.filter(
    lambda text: text.casefold() not in NOTHING
)
provenances = st.builds(Provenance, source=texts, licence=texts, as_of=dates)

# --- records -----------------------------------------------------------------------------

# A register, and the forms that its numbers have on record.
NUMBERS = (
    ("ods", r"[A-HJ-NPU-WY][0-9]{5}"),
    ("ods", r"[RTQ][A-SU-Z][A-Z]"),
    ("ods", r"8[A-Z0-9]{4}"),
    ("org-id", r"GB-CHC-(1[0-9]{6}|[2-9][0-9]{5})(-[1-9][0-9]?)?"),
    ("org-id", r"GB-COH-(0[1-9][0-9]{6}|OC3[0-9]{5}|SC[0-9]{6}|IP[0-9]{5}R)"),
    ("org-id", r"GB-SC-SC0[0-9]{5}"),
    ("org-id", r"GB-NIC-1[0-9]{5}"),
    ("org-id", r"GB-CASC-[0-9a-f]{8}"),
    ("org-id", r"XI-EXAMPLE-[A-Z0-9]([A-Z0-9._/-]{0,8}[A-Z0-9])?"),
    ("ons", r"E0[6-9][0-9]{6}"),
)
numbers = st.one_of(
    [
        st.tuples(st.just(scheme), st.from_regex(pattern, fullmatch=True))
        for scheme, pattern in NUMBERS
    ]
)
points = st.builds(
    Point,
    latitude=st.floats(49.0, 61.0) | st.floats(49.0, 61.0).map(lambda one: round(one, 5)),
    longitude=st.floats(-9.0, 2.0) | st.floats(-9.0, 2.0).map(lambda one: round(one, 5)),
)
# Of the footprint, of elsewhere, unknown.
POSTCODES = ("", "S1 2HH", "S70 2LT", "DN1 3BU", "S60 1BY", "LS1 4AP", "S99 9ZZ", "JE2 3AB")
# Organisations and partnerships share their ids, so these begin differently.
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,12}", fullmatch=True)


@st.composite
def homes(draw: st.DrawFn) -> dict[str, Any]:
    """Place and neighbourhood of South Yorkshire, one of its places, or outside."""
    areas = base().dataset.areas
    area = draw(st.none() | st.sampled_from(areas))
    if area is None:
        return {"place": None, "neighbourhood": None, "outside": draw(st.booleans())}
    if area.parent is None:
        return {"place": area.id, "neighbourhood": None, "outside": False}
    return {"place": area.parent, "neighbourhood": area.id, "outside": False}


@st.composite
def organisations(draw: st.DrawFn) -> tuple[Organisation, ...]:
    keys = draw(st.lists(ids.map("o{}".format), unique=True, min_size=1, max_size=4))
    own = draw(st.lists(numbers, unique=True, max_size=8))
    found = []
    for position, key in enumerate(keys):
        name = draw(names)
        found.append(
            Organisation(
                id=key,
                name=name,
                sector=draw(st.sampled_from(Sector)),
                provenance=draw(provenances),
                kind=draw(words),
                identifiers=tuple(own[position :: len(keys)]),
                aliases=tuple(one for one in draw(several) if one != name),
                postcode=draw(st.sampled_from(POSTCODES)),
                point=draw(st.none() | points),
                registered_patients=draw(st.none() | st.integers(0, 999_999)),
                themes=draw(several),
                serves=draw(several),
                influence=draw(st.none() | st.integers(1, 5)),
                interest=draw(st.none() | st.integers(1, 5)),
                **draw(homes()),
            )
        )
    return tuple(found)


@st.composite
def partnerships(draw: st.DrawFn) -> tuple[Partnership, ...]:
    keys = draw(st.lists(ids.map("p{}".format), unique=True, min_size=1, max_size=3))
    return tuple(
        draw(
            st.builds(
                Partnership,
                id=st.just(key),
                name=names,
                kind=texts,
                level=st.sampled_from(Level),
                provenance=provenances,
            )
        )
        for key in keys
    )


@st.composite
def memberships(
    draw: st.DrawFn, members: Sequence[Organisation], known: Sequence[Partnership]
) -> tuple[Membership, ...]:
    """Some organisations in some partnerships, a pair in several periods."""
    found: dict[tuple[str, str, str], Membership] = {}
    for _ in range(draw(st.integers(0, 4))):
        one = Membership(
            organisation=draw(st.sampled_from(members)).id,
            partnership=draw(st.sampled_from(known)).id,
            provenance=draw(provenances),
            role=draw(words),
            **draw(spans()),
        )
        found[(one.organisation, one.partnership, one.since)] = one
    return tuple(found.values())


@st.composite
def ties(draw: st.DrawFn, members: Sequence[Organisation]) -> tuple[Tie, ...]:
    found: dict[tuple[str, str, str, str], Tie] = {}
    for _ in range(draw(st.integers(0, 3)) if len(members) > 1 else 0):
        source, target = draw(st.permutations(members))[:2]
        one = Tie(
            source=source.id,
            target=target.id,
            kind=draw(tie_kinds),
            provenance=draw(provenances),
            strength=draw(st.integers(1, 4)),
            **draw(spans()),
        )
        found[(one.source, one.target, one.kind, one.since)] = one
    return tuple(found.values())


PLACES = tuple(one.id for one in base().dataset.areas if one.parent is None)
# A role, and never a name of somebody.
roles = words.filter(lambda text: not names_person(text))
many_roles = several.map(lambda found: tuple(one for one in found if not names_person(one)))


@st.composite
def programmes(draw: st.DrawFn, known: Sequence[Partnership]) -> tuple[Programme, ...]:
    keys = draw(st.lists(ids.map("g{}".format), unique=True, max_size=2))
    return tuple(
        draw(
            st.builds(
                Programme,
                id=st.just(key),
                name=names,
                kind=texts,
                provenance=provenances,
                partnership=st.none() | st.sampled_from(known).map(lambda one: one.id),
                what=words,
                how=words,
                why=words,
                sponsor=roles,
                leads=many_roles,
                principles=several,
                section=words,
                places=st.lists(st.sampled_from(PLACES), unique=True).map(tuple),
            )
        )
        for key in keys
    )


# A unit stands beside its number, and "%" is per cent.
units = texts.filter(lambda text: text.casefold() not in NOTHING and as_unit(text) == text)
figures = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda one: round(one, 4)),
)


@st.composite
def periods(draw: st.DrawFn) -> str:
    span = draw(spans())
    start, end = span["since"], span["until"]
    return draw(st.sampled_from([start, f"{start}/{end}" if start or end else ""]))


@st.composite
def statements(draw: st.DrawFn, known: Sequence[Programme]) -> tuple[Statement, ...]:
    keys = draw(st.lists(ids.map("s{}".format), unique=True, max_size=4)) if known else ()
    found: list[Statement] = []
    for key in keys:
        one = draw(st.sampled_from(known)).id
        above = [other.id for other in found if other.programme == one]
        figure = draw(st.none() | figures)
        found.append(
            Statement(
                id=key,
                programme=one,
                kind=draw(st.sampled_from(StatementKind)),
                name=draw(texts),
                text=draw(words),
                part_of=draw(st.sampled_from([None, *above])),
                figure=figure,
                unit=draw(units) if figure is not None else "",
                qualifier=draw(words),
                period=draw(periods()),
                section=draw(words),
                provenance=draw(provenances),
            )
        )
    # The record may have a part before its whole.
    return tuple(draw(st.permutations(found)))


@st.composite
def doings(draw: st.DrawFn) -> dict[str, Any]:
    """When something is to be done, and what became of it."""
    span = draw(spans())
    state = draw(st.sampled_from(WorkState))
    return {
        "start": span["since"],
        "due": span["until"],
        "state": state,
        "done_on": draw(dates) if state is WorkState.DONE else "",
        "section": draw(words),
        "provenance": draw(provenances),
    }


@st.composite
def milestones(draw: st.DrawFn, known: Sequence[Programme]) -> tuple[Milestone, ...]:
    keys = draw(st.lists(ids.map("m{}".format), unique=True, max_size=2)) if known else ()
    return tuple(
        Milestone(
            id=key,
            programme=draw(st.sampled_from(known)).id,
            name=draw(texts),
            parts=draw(several),
            **draw(doings()),
        )
        for key in keys
    )


@st.composite
def actions(
    draw: st.DrawFn, known: Sequence[Programme], members: Sequence[Organisation]
) -> tuple[Action, ...]:
    keys = draw(st.lists(ids.map("a{}".format), unique=True, max_size=3)) if known else ()
    return tuple(
        Action(
            id=key,
            programme=draw(st.sampled_from(known)).id,
            text=draw(texts),
            theme=draw(words),
            evidence=draw(words),
            outcome=draw(words),
            lead=draw(roles),
            organisation=draw(st.none() | st.sampled_from([one.id for one in members])),
            timing=draw(words),
            **draw(doings()),
        )
        for key in keys
    )


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What stands in South Yorkshire's areas; only this is shown when a test fails."""

    organisations: tuple[Organisation, ...]
    partnerships: tuple[Partnership, ...]
    memberships: tuple[Membership, ...]
    ties: tuple[Tie, ...]
    programmes: tuple[Programme, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    actions: tuple[Action, ...] = ()
    statements: tuple[Statement, ...] = ()

    def base(self) -> Base:
        known = base()
        return replace(known, dataset=replace(known.dataset, **self.__dict__))


@st.composite
def contents(draw: st.DrawFn) -> Contents:
    members = draw(organisations())
    known = draw(partnerships())
    aims = draw(programmes(known))
    return Contents(
        organisations=members,
        partnerships=known,
        memberships=draw(memberships(members, known)),
        ties=draw(ties(members)),
        programmes=aims,
        milestones=draw(milestones(aims)),
        actions=draw(actions(aims, members)),
        statements=draw(statements(aims)),
    )


# --- out and in --------------------------------------------------------------------------


def planned(against: Base, content: bytes, sheet: str, kind: Kind | None) -> Plan:
    """The plan of an export, its columns as we suggest them, and its kind where None is told."""
    source = partner_lists.open_list("export", content)
    table = partner_lists.table_of(source, sheet)
    found = partner_lists.suggest(table, kind)
    chosen = Choices(kind=found.kind, columns=found.chosen(), source="export", as_of=TODAY)
    return partner_lists.plan_list(against, source, table, chosen)


def check(against: Base, *, told: bool) -> int:
    """Every list of a dataset, out and in again; returns how many rows there were.

    Args:
        against: The dataset and its areas.
        told: Whether it is told what each is a list of.
    """
    dataset = against.dataset
    counts = {
        Kind.ORGANISATIONS: len(dataset.organisations),
        Kind.MEMBERSHIPS: len(dataset.memberships),
        Kind.TIES: len(dataset.ties),
        Kind.ACTIONS: sum(
            map(len, (dataset.programmes, dataset.milestones, dataset.actions, dataset.statements)),
        ),
    }
    workbook = export_workbook(dataset)
    for kind in EXPORTED:
        if not counts[kind]:
            continue
        for content, sheet in ((export_csv(dataset, kind), ""), (workbook, kind.label)):
            plan = planned(against, content, sheet, kind if told else None)
            assert plan.kind is kind
            assert plan.problems == ()
            assert plan.changes == ()
            assert set(plan.outcomes.values()) == {Outcome.UNCHANGED}
            assert plan.rows == counts[kind]
            assert plan.dataset.organisations == dataset.organisations
            assert plan.dataset.partnerships == dataset.partnerships
            assert plan.dataset.memberships == dataset.memberships
            assert plan.dataset.ties == dataset.ties
            assert plan.dataset.programmes == dataset.programmes
            assert plan.dataset.milestones == dataset.milestones
            assert plan.dataset.actions == dataset.actions
            assert plan.dataset.statements == dataset.statements
    return sum(counts.values())


@pytest.fixture(autouse=True)
def _own_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a person chose for such headings is remembered."""
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path_factory.getbasetemp() / "round-trip"))


@pytest.mark.parametrize("name", FOOTPRINTS)
def test_a_bundled_footprint_comes_back_the_same(name: str) -> None:
    assert check(base(name), told=False) > 100


def _with_actions(against: Base) -> Base:
    """The demonstration with a programme of 7,000 actions, by as many organisations."""
    nowhere = Provenance(source="made up", licence="none", as_of="2026")
    one = Programme(id="all", name="Everything", kind="programme", provenance=nowhere)
    doing = tuple(
        Action(
            id=f"a{number}",
            programme="all",
            text=f"Visit number {number}",
            organisation=member.id,
            due="2026-12",
            provenance=nowhere,
        )
        for number, member in enumerate(against.dataset.organisations)
    )
    dataset = replace(
        against.dataset, programmes=(one,), actions=doing, milestones=(), statements=()
    )
    return replace(against, dataset=dataset)


@pytest.mark.parametrize("kind", EXPORTED)
def test_the_demonstration_comes_back_the_same_at_full_scale(kind: Kind) -> None:
    against = base("demonstration")
    if kind is Kind.ACTIONS:
        against = _with_actions(against)
    plan = planned(against, export_csv(against.dataset, kind), "", None)
    assert (plan.kind, plan.problems, plan.changes) == (kind, (), ())
    assert set(plan.outcomes.values()) == {Outcome.UNCHANGED}
    assert plan.rows >= 7_000


@given(contents())
def test_any_dataset_comes_back_the_same(content: Contents) -> None:
    check(content.base(), told=True)
