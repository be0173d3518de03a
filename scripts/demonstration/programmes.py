"""The two made-up programmes as records; :mod:`.plans` says what they set out to do.

They stand in all versions, and name only what does so, too.
"""

from collections.abc import Iterable, Sequence

from joinedup.errors import DatasetError
from joinedup.model import Action, Membership, Milestone, Organisation, Programme, Statement
from scripts.demonstration.history import AS_OF, VERSIONS, Kept, in_version, made_up_on
from scripts.demonstration.partnerships import Group
from scripts.demonstration.plans import PLANS, Plan
from scripts.footprints.programmes import Programmes

#: Nothing is recorded after it, though some of the work is due later.
RECORDED = made_up_on(AS_OF[-1])
SECTION = "Made up"


def programmes(
    networks: Iterable[Group],
    organisations: Sequence[Kept[Organisation]],
    memberships: Sequence[Kept[Membership]],
) -> Programmes:
    """The made-up programmes and what belongs to them.

    Raises:
        DatasetError: When no lasting partnership has the name that a programme asks for.
    """
    lasting = [one for one in networks if one.rows[0].first == 1 and one.ends is None]
    always = set.intersection(
        *({one.id for one in in_version(organisations, number + 1)} for number in range(VERSIONS))
    )
    found = Programmes((), (), (), ())
    for plan in PLANS:
        group = _named(lasting, plan.ending)
        members = sorted(
            one.record.organisation
            for one in memberships
            if one.record.partnership == group.now.id
            if one.first == 1 and one.last is None and one.record.organisation in always
        )
        found = Programmes(
            (*found.programmes, _programme(plan, group)),
            (*found.milestones, *_milestones(plan)),
            (*found.actions, *_actions(plan, members)),
            (*found.statements, *_statements(plan)),
        )
    return found


def _named(lasting: Iterable[Group], ending: str) -> Group:
    for one in lasting:
        if one.now.name.endswith(ending):
            return one
    raise DatasetError("No lasting partnership has this name", value=ending)


def _programme(plan: Plan, group: Group) -> Programme:
    return Programme(
        id=plan.id,
        name=group.now.name,
        kind=group.now.kind,
        partnership=group.now.id,
        what=plan.what,
        how=plan.how,
        why=plan.why,
        sponsor=plan.sponsor,
        leads=plan.leads,
        places=(group.place,) if group.place else (),
        principles=plan.principles,
        provenance=RECORDED,
        section=SECTION,
    )


def _milestones(plan: Plan) -> Iterable[Milestone]:
    for number, one in enumerate(plan.steps, start=1):
        yield Milestone(
            id=f"{plan.id}-m{number}",
            programme=plan.id,
            provenance=RECORDED,
            section=SECTION,
            **one._asdict(),
        )


def _actions(plan: Plan, members: Sequence[str]) -> Iterable[Action]:
    for number, one in enumerate(plan.tasks, start=1):
        stated = one._asdict()
        member = stated.pop("member")
        yield Action(
            id=f"{plan.id}-a{number}",
            programme=plan.id,
            organisation=None if member is None else members[member % len(members)],
            provenance=RECORDED,
            section=SECTION,
            **stated,
        )


def _statements(plan: Plan) -> Iterable[Statement]:
    for number, one in enumerate(plan.said):
        stated = one._asdict()
        whole = stated.pop("whole")
        yield Statement(
            id=f"{plan.id}-s{number}",
            programme=plan.id,
            part_of=None if whole is None else f"{plan.id}-s{whole}",
            provenance=RECORDED,
            section=SECTION,
            **stated,
        )
