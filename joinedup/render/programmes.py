"""Programmes in words: for page, paper and slides. Their tables are in :mod:`.programme_tables`."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from joinedup.model import (
    Action,
    ConnectionState,
    Dataset,
    Programme,
    Progress,
)
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined, spoken_date, spoken_partial
from joinedup.render.timeline import planned_words, stands_words
from joinedup.services import (
    Belonging,
    Gap,
    Going,
    Group,
    Lasting,
    ProgrammeView,
    Reading,
    Tally,
    is_ownerless,
)

NO_OWNER = "No owner"
#: So many milestones are drawn: a picture of more is as long as a corridor.
MOST_DRAWN = 60
#: How a member's part in a programme is said.
_PARTS: Mapping[Belonging, str] = {
    Belonging.OWN: "the programme",
    Belonging.STREAM: "work stream",
    Belonging.LED: "led by it",
    Belonging.LEADS: "leads it",
}
_STANDING_WORDS = {
    Progress.LATE: "late",
    Progress.DUE: "due",
    Progress.DONE: "done",
    Progress.DROPPED: "dropped",
    Progress.UNDATED: "without a day",
    Progress.UNKNOWN: "past their date with no outcome on record",
}
_GAPS: Mapping[Gap, str] = {
    Gap.WHAT: "What it does.",
    Gap.HOW: "By what means.",
    Gap.WHY: "To what end.",
    Gap.SPONSOR: "A sponsor.",
    Gap.LEADS: "Who leads it.",
    Gap.MEMBERS: "Members: nobody is on record as taking part.",
    Gap.REACH: "{n} of {whole} known members {has} no partner of another sector on record.",
    Gap.UNASKED: "{n} of {whole} members {are} unknown on this day: nobody has asked.",
    Gap.MILESTONES: "Milestones: none is on record.",
    Gap.MILESTONE_DATES: "{n} of {whole} milestones {has} no day by which {they} due.",
    Gap.MILESTONE_OUTCOMES: "{n} of {whole} milestones {are} past {their} date, and no outcome is "
    "on record: ask what came of it.",
    Gap.ACTIONS: "Actions: none is on record.",
    Gap.OWNERS: "{n} of {whole} actions {has} no owner.",
    Gap.DATES: "{n} of {whole} actions {has} no day by which {they} due.",
    Gap.EVIDENCE: "{n} of {whole} actions {do} not say what would show that it is done.",
    Gap.OUTCOMES: "{n} of {whole} actions {are} past {their} date, and no outcome is on record: "
    "ask what came of it.",
    Gap.FUNDING: "Funding: no sum is on record.",
}
#: How the verbs of these sentences go for several, for one.
_VERBS = (
    {"has": "have", "are": "are", "do": "do", "their": "their", "they": "they are"},
    {"has": "has", "are": "is", "do": "does", "their": "its", "they": "it is"},
)
#: Whether a programme goes on, as far as the record says; nothing of what does.
_GOING: Mapping[Going, str] = {
    Going.ENDED: "Ended {when}",
    Going.NO_NEWS: "Last documented {when}: whether it goes on is not on record",
    Going.TO_BEGIN: "To begin {when}",
    Going.NOT_YET_WRITTEN_OF: "First documented {when}, after this day",
    Going.UNDATED: "Its source has no date: how current this is, is not on record",
}


def list_halves(reading: Reading, found: Sequence[ProgrammeView]) -> tuple[str, str]:
    """The two halves of the sentence about all programmes of a footprint."""
    first = f"{reading.dataset.name} · {spoken_date(reading.state.day)}"
    own = [one for one in found if not one.is_context]
    context = len(found) - len(own)
    if not found:
        return first, "No programme is on record yet."
    parts = [counted(len(own), "programme", "programmes")]
    parts += [f"{context:,} of national context"] if context else []
    words = [f"{_capital(joined(parts))}."]
    actions = sum(one.of_actions.total for one in own)
    if actions:
        late = sum(one.of_actions[Progress.LATE] for one in own)
        ownerless = sum(one.of_actions.ownerless for one in own)
        unknown = sum(one.of_actions[Progress.UNKNOWN] for one in own)
        told = [
            f"{late or 'none'} {'is' if late <= 1 else 'are'} late",
            f"{ownerless:,} {'has' if ownerless == 1 else 'have'} no owner" if ownerless else "",
            f"{unknown:,} {'is' if unknown == 1 else 'are'} {_past(unknown)}" if unknown else "",
        ]
        whole = counted(actions, "action", "actions")
        words.append(f"Of {whole}, {joined([part for part in told if part])}.")
    return first, " ".join(words)


def one_halves(reading: Reading, one: ProgrammeView) -> tuple[str, str]:
    """The two halves of the sentence about one programme."""
    first = f"{one.programme.name} · {spoken_date(reading.state.day)}"
    return first, " ".join(f"{line}." for line in standing_lines(one))


def lasting_words(found: Lasting, members: Collection[str] = ()) -> str:
    """Whether it goes on, and as of when its members are; empty where it runs on the day."""
    if found.going is Going.ON:
        return ""
    told = _GOING[found.going].format(when=_at(found.when))
    _, _, basis = found.basis.partition(": ")
    told += f" ({basis})" if basis else ""
    return f"{told}; members as of then" if found.of_then and members else told


def _at(when: str) -> str:
    """``in March 2014``, ``on 3 March 2014``."""
    if not when:
        return ""
    return f"{'on' if len(when) == len('2026-01-31') else 'in'} {spoken_partial(when)}"


def members_words(one: ProgrammeView) -> str:
    """How many take part: ``9 members``, with its work streams and those around it apart."""
    if one.is_context:
        return "national context: nobody here is a member of it"
    members = counted(len(one.members), "member", "members")
    if not one.members:
        members = "no member of its own is on record"
    own = {key for group in one.group(Belonging.OWN) for key in group.members}
    if more := len(one.members) - len(own):
        streams = "work stream" if len(one.group(Belonging.STREAM)) == 1 else "work streams"
        members += f": {len(own) or 'none'} of its own, {more:,} more in its {streams}"
    if not one.around:
        return members
    return f"{members}; {len(one.around):,} more {around_words(one)}"


def around_words(one: ProgrammeView) -> str:
    """Where those are that stand around it: ``in what leads it``."""
    beside = {part for part in (Belonging.LEADS, Belonging.LED) if one.group(part)}
    if len(beside) > 1:
        return "in what leads it or what it leads"
    return "in what leads it" if beside == {Belonging.LEADS} else "in what it leads"


def tally_words(tally: Tally, noun: str, nouns: str) -> str:
    """``14 actions: 2 late, 5 due, 7 without a day; 3 have no owner``."""
    if not tally.total:
        return f"no {noun} is on record"
    parts = [
        f"{tally[key]:,} {_past(tally[key]) if key is Progress.UNKNOWN else words}"
        for key, words in _STANDING_WORDS.items()
        if tally[key]
    ]
    told = f"{counted(tally.total, noun, nouns)}: {', '.join(parts)}"
    if tally.ownerless:
        told += f"; {tally.ownerless:,} {'has' if tally.ownerless == 1 else 'have'} no owner"
    return told


def _past(number: int) -> str:
    return f"past {'its' if number == 1 else 'their'} date with no outcome on record"


def glance_rows(one: ProgrammeView) -> list[tuple[int, int, str, str]]:
    """What is counted of it at a glance: how many, of how many, of what, and with what mark.

    Each stands somewhere, so all but those without an owner add up to the whole. Nothing is told
    of nought, but that none is done and none is late.
    """
    cells = []
    for tally, noun in ((one.of_milestones, "milestones"), (one.of_actions, "actions")):
        if tally.total:
            unknown = f"{noun} past their date with no outcome on record"
            cells += [
                (tally[Progress.DONE], tally.total, f"{noun} done", "across"),
                (tally[Progress.LATE], tally.total, f"{noun} late", "none_on_record"),
                (tally[Progress.DUE], tally.total, f"{noun} due", "due"),
                (tally[Progress.UNDATED], tally.total, f"{noun} without a day", "hidden"),
                (tally[Progress.UNKNOWN], tally.total, unknown, "unknown"),
                (tally[Progress.DROPPED], tally.total, f"{noun} dropped", "hidden"),
                (tally.ownerless, tally.total, f"{noun} without an owner", "own"),
            ]
    return [cell for cell in cells if cell[0] or cell[3] in ("across", "none_on_record")]


def purpose(one: Programme) -> list[tuple[str, str]]:
    """What it does, by what means, to what end; what is empty is not told."""
    pairs = (("What", one.what), ("How", one.how), ("Why", one.why))
    return [(name, text) for name, text in pairs if text]


def summary(one: Programme) -> str:
    """What a programme is for in a line."""
    return one.what or one.why or one.how or "What it is for is not on record."


def standing_lines(one: ProgrammeView) -> list[str]:
    """Whether it goes on, its members, milestones and actions, in a line each."""
    rows = [members_words(one)]
    if one.lasting and (lasting := lasting_words(one.lasting, one.members)):
        rows.insert(0, lasting)
    if one.of_milestones.total or not one.is_context:
        rows.append(tally_words(one.of_milestones, "milestone", "milestones"))
    if one.of_actions.total or not one.is_context:
        rows.append(tally_words(one.of_actions, "action", "actions"))
    return [_capital(row) for row in rows]


def people(dataset: Dataset, one: Programme) -> list[tuple[str, str]]:
    """Who stands for it, where it works, what it works by; what is empty is not told."""
    places = joined([dataset.area_by_id[key].name for key in one.places])
    whole = "" if one.partnership is None else "The whole footprint"
    pairs = (
        ("Kind", _capital(one.kind)),
        ("Sponsor", one.sponsor),
        ("Lead" if len(one.leads) == 1 else "Leads", "; ".join(one.leads)),
        ("Places", places or whole),
        ("Principles", "; ".join(one.principles)),
    )
    return [(name, text) for name, text in pairs if text]


def gap_words(found: Iterable[tuple[Gap, int, int]]) -> list[str]:
    """What is missing, a sentence each."""
    return [
        _GAPS[gap].format(n=f"{n:,}", whole=f"{whole:,}", **_VERBS[n == 1])
        for gap, n, whole in found
    ]


def owner_words(dataset: Dataset, one: Action) -> str:
    """Who does it: a role, an organisation, or both; empty where nobody is named."""
    name = dataset.organisation_by_id[one.organisation].name if one.organisation else ""
    return "; ".join(part for part in (one.lead, name) if part)


def when_words(one: Action) -> str:
    """By when, with the document's own words where they say more."""
    planned = planned_words(one.start, one.due)
    if planned and one.timing:
        return f"{planned} ({one.timing})"
    return planned or one.timing


def flags(one: Action, view: ProgrammeView) -> list[str]:
    """What is to be seen of an action at a glance: how it stands, and that nobody does it."""
    found = [one.progress_on(view.day).label]
    return [*found, NO_OWNER] if is_ownerless(one, view.day) else found


def done_words(one: Action) -> str:
    """When it was done; empty where that is not on record."""
    day = len(one.done_on) == len("2026-01-31")
    return f"Done {'on' if day else 'in'} {spoken_partial(one.done_on)}" if one.done_on else ""


def more_lines(one: Action) -> list[str]:
    """What would show that it is done, and what is to come of it."""
    pairs = (("Evidence", one.evidence), ("Outcome", one.outcome))
    return [f"{name}: {text}" for name, text in pairs if text]


def group_words(one: Group) -> str:
    """``Work stream: One Workforce Academy (3 members on record)``."""
    words = _capital(_PARTS[one.part])
    members = counted(len(one.members), "member", "members") if one.members else "nobody"
    return f"{words}: {one.partnership.name} ({members} on record)"


def member_rows(reading: Reading, one: ProgrammeView) -> list[tuple[str, str]]:
    """Ids of all that take part or stand around it, with what each is in."""
    found: dict[str, list[str]] = {}
    for group in one.groups:
        for member, role in group.members.items():
            words = f"{_PARTS[group.part]}: {group.partnership.name}"
            found.setdefault(member, []).append(f"{words} ({role})")
    rows = reading.dataset.organisations if found else ()
    return [(row.id, "; ".join(found[row.id])) for row in rows if row.id in found]


def connection_words(reading: Reading, key: str) -> str:
    """What a member is on the view's day, and why nothing is known of it where nothing is."""
    found = reading.found[key]
    if found.state is not ConnectionState.UNKNOWN:
        return found.state.label.lower()
    before = len(found.past_partnerships)
    known = f"in {counted(before, 'partnership', 'partnerships')} before" if before else ""
    return f"unknown: {known or 'nobody has asked'}"


def as_of_words(reading: Reading, one: ProgrammeView) -> str:
    """That those who take part are not those of the view's day; empty where they are."""
    if one.lasting is None or not one.lasting.of_then:
        return ""
    return (
        f"This is who took part {_at(one.lasting.when)}. In brackets: what the record says of each "
        f"on {spoken_date(reading.state.day)}."
    )


def timeline_title(one: ProgrammeView) -> str:
    """The alternative text of its timeline: every milestone with how it stands."""
    drawn = one.milestones[:MOST_DRAWN]
    told = [f"{row.name}: {stands_words(row, row.progress_on(one.day))}" for row in drawn]
    more = len(one.milestones) - len(drawn)
    told += [f"{more:,} more are in the table"] if more else []
    return f"Timeline of {one.programme.name} on {spoken_date(one.day)}. {'. '.join(told)}."


def first_of(most: int, whole: int, nouns: str) -> str:
    """That only the first of something are told one by one; empty where all are."""
    return f"The first {most:,} of {whole:,} {nouns}." if whole > most else ""


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
