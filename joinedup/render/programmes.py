"""Programmes in words: for page, paper and slides. Their tables are in :mod:`.programme_tables`."""

from collections.abc import Iterable, Mapping, Sequence

from joinedup.model import (
    Action,
    Dataset,
    Milestone,
    Programme,
    Progress,
    Provenance,
    Statement,
)
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined, short_source, spoken_date, spoken_partial
from joinedup.render.timeline import planned_words, stands_words
from joinedup.services import Belonging, Gap, Group, ProgrammeView, Reading, Tally, is_ownerless

NO_OWNER = "No owner"
#: A source that stands in full further up.
SAME = "the same document"
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
    Progress.UNDATED: "without a date",
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
    Gap.MILESTONE_DATES: "{n} of {whole} milestones {has} no date.",
    Gap.MILESTONE_OUTCOMES: "{n} of {whole} milestones {are} past {their} date, and no outcome is "
    "on record: ask what came of it.",
    Gap.ACTIONS: "Actions: none is on record.",
    Gap.OWNERS: "{n} of {whole} actions {has} no owner.",
    Gap.DATES: "{n} of {whole} actions {has} no date.",
    Gap.EVIDENCE: "{n} of {whole} actions {do} not say what would show that it is done.",
    Gap.OUTCOMES: "{n} of {whole} actions {are} past {their} date, and no outcome is on record: "
    "ask what came of it.",
    Gap.FUNDING: "Funding: no sum is on record.",
}
#: How the verbs of these sentences go for several, for one.
_VERBS = (
    {"has": "have", "are": "are", "do": "do", "their": "their"},
    {"has": "has", "are": "is", "do": "does", "their": "its"},
)
_CURRENCIES = {"GBP": "£"}
_UNITS = {"percent": "%", "fte": " full-time posts"}


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


def members_words(one: ProgrammeView) -> str:
    """How many take part: ``9 members``, with those around it apart."""
    if one.is_context:
        return "national context: nobody here is a member of it"
    members = counted(len(one.members), "member", "members")
    if not one.members:
        members = "no member of its own is on record"
    if not one.around:
        return members
    beside = {part for part in (Belonging.LEADS, Belonging.LED) if one.group(part)}
    where = "in what leads it" if beside == {Belonging.LEADS} else "in what it leads"
    where = "in what leads it or what it leads" if len(beside) > 1 else where
    return f"{members}; {len(one.around):,} more {where}"


def tally_words(tally: Tally, noun: str, nouns: str) -> str:
    """``14 actions: 2 late, 5 due, 7 without a date; 3 have no owner``."""
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

    Nothing is told of nought, but that none is done and none is late.
    """
    cells = []
    for tally, noun in ((one.of_milestones, "milestones"), (one.of_actions, "actions")):
        if tally.total:
            unknown = f"{noun} past their date with no outcome on record"
            cells += [
                (tally[Progress.DONE], tally.total, f"{noun} done", "across"),
                (tally[Progress.LATE], tally.total, f"{noun} late", "none_on_record"),
                (tally.ownerless, tally.total, f"{noun} without an owner", "own"),
                (tally[Progress.UNDATED], tally.total, f"{noun} without a date", "hidden"),
                (tally[Progress.UNKNOWN], tally.total, unknown, "unknown"),
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
    """Members, milestones and actions in a line each."""
    rows = [members_words(one)]
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


def figure_words(one: Statement) -> str:
    """``£743,656``, ``over 19,500 people``, ``1%``; empty where it states no figure."""
    if one.figure is None:
        return ""
    number = f"{one.figure:,.0f}" if float(one.figure).is_integer() else f"{one.figure:,}"
    if sign := _CURRENCIES.get(one.unit):
        number = f"{sign}{number}"
    else:
        number += _UNITS.get(one.unit, f" {one.unit}")
    return f"{one.qualifier} {number}".strip()


def period_words(one: Statement) -> str:
    """``2013``, ``April 2013 to March 2014``; empty where it is of no period."""
    start, _, end = one.period.partition("/")
    return planned_words(start, end) if end else spoken_partial(start) if start else ""


def folded_parts(rows: Sequence[Statement]) -> list[tuple[Statement, str, bool]]:
    """Statements with what is said of each; whether it is a part of the one before.

    Parts that have nothing but a name are told in one line with what they are parts of.
    """
    ids = {row.id for row in rows}
    bare = [row for row in rows if row.part_of in ids and row.figure is None and not row.text]
    found = []
    for row in rows:
        if row in bare and not any(other.part_of == row.id for other in rows):
            continue
        names = [other.name for other in bare if other.part_of == row.id]
        said = [statement_words(row), f"{'; '.join(names)}." if names else ""]
        found.append((row, " ".join(part for part in said if part), row.part_of in ids))
    return found


def statement_words(one: Statement) -> str:
    """Its figure, when that is of, and what is said of it."""
    period = period_words(one)
    head = figure_words(one) + (f" ({period})" if period and one.figure is not None else "")
    if period and one.figure is None:
        head = _capital(period)
    return ". ".join(part for part in (head, one.text) if part)


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


def source_words(
    rows: Iterable[Programme | Milestone | Action | Statement], known: Provenance | None = None
) -> str:
    """Where some rows come from: each source with its file, date and sections.

    That which was named in full above, ``known``, is called :data:`SAME`.
    """
    found: dict[Provenance, dict[str, None]] = {}
    for row in rows:
        sections = found.setdefault(row.provenance, {})
        if row.section:
            sections[row.section] = None
    return ". ".join(_source(a, list(b), SAME if a == known else "") for a, b in found.items())


def _source(one: Provenance, sections: Sequence[str], called: str = "") -> str:
    # Those of one chapter stand together: "Minutes, paragraph 5, paragraph 7".
    chapters: dict[str, list[str]] = {}
    for section in sections:
        chapter, _, rest = section.rpartition(", ")
        chapters.setdefault(chapter or rest, []).extend([rest] if chapter else [])
    told = "; ".join(", ".join([chapter, *rest]) for chapter, rest in chapters.items())
    where = f": {told}" if told and told != one.source else ""
    return f"{called or _dated(one.source, one.as_of)}{where}"


def _dated(source: str, as_of: str) -> str:
    """A source with its date, where its own name does not say one."""
    date = spoken_partial(as_of) if as_of else "undated"
    return source if date in source else f"{source}, {date}"


def source_lines(one: ProgrammeView) -> list[str]:
    """What a programme rests on: document, date, licence, and the sections that were used."""
    return [
        f"{_source(found, sections)} ({found.licence})" for found, sections in one.sources().items()
    ]


def brief_source(one: Programme) -> str:
    """Its document and date, in a line."""
    return _dated(short_source(one.provenance.source), one.provenance.as_of)


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
