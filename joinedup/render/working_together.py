"""How partnerships rate themselves, beside their record: the words and the rows of the tables.

The pictures are made by :mod:`.rating_pictures`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from joinedup.render.escaping import plain
from joinedup.render.nouns import NOUNS, counted
from joinedup.render.sentence import joined, spoken_date, spoken_partial
from joinedup.render.still_text import shorten
from joinedup.services import Spread, TrendPoint, author_key
from joinedup.services.working_together import (
    HIGHEST,
    LEVELS,
    MEANINGS,
    PRINCIPLES,
    SAYS_NO,
    SAYS_YES,
    Match,
    OnRecord,
    accountable,
    together,
)
from joinedup.store.assessing import Assessment
from joinedup.store.wording import MAX_AUTHOR

RATING_COLUMNS = ("Principle", "Median", "Lowest to highest", "Rated by")
EVIDENCE_COLUMNS = ("Who", "Rating", "Day", "What makes them say so")
TREND_WORDS = "Medians at the end of each month with a rating; in brackets how many had rated it."
#: How each finding is drawn: the colour of its edge, and its sign.
SIGNS: Mapping[Match, tuple[str, str]] = {
    Match.NOT_ASKED: ("unknown", "○"),
    Match.UNKNOWN: ("unknown", "?"),
    Match.SAYS_MORE: ("none_on_record", "▲"),
    Match.SAYS_LESS: ("own", "▼"),
    Match.NO_CONFLICT: ("across", "●"),
}
SILENT = (
    "On the other three principles the record has nothing to say: whom somebody works with "
    "shows neither what was agreed, nor who leads, nor what is planned."
)
#: So many letters of an id tell two members of one name apart: its end, which differs.
_MOST_ID = 40
#: What it says of itself with a high rating, and with a low one.
_TOGETHER = ("puts working together first", "does not put working together first")
_SHOWS = ("shows what it does", "does not show what it does")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a partnership says of itself beside its record, on one principle.

    Attributes:
        principle: Its name.
        match: How the two stand to each other.
        words: The same as a sentence, with figures and denominators.
    """

    principle: str
    match: Match
    words: str


def rater_names(members: Mapping[str, str]) -> dict[str, str]:
    """Under what name each member rates: its own, on one line, no longer than a store keeps.

    Where two would be taken for one, each has its id behind its name.

    Args:
        members: Their names by id.
    """
    lines = {key: " ".join(plain(name).split()) for key, name in members.items()}
    names = {key: shorten(line, MAX_AUTHOR) for key, line in lines.items()}
    times = Counter(map(author_key, names.values()))
    return {
        key: f"{shorten(lines[key], MAX_AUTHOR - _MOST_ID - 3)} ({key[-_MOST_ID:]})"
        if times[author_key(name)] > 1
        else name
        for key, name in names.items()
    }


def level_words(level: int) -> str:
    """A rating with what it means."""
    return f"{level} {LEVELS[level]}: {MEANINGS[level]}"


def points(number: float) -> str:
    """A median: ``3``, ``2.5``."""
    return f"{number:g}"


def range_words(one: Spread) -> str:
    """How far raters are apart."""
    return f"{one.lowest} to {one.highest}" if one.is_split else f"all {one.lowest}"


def spread_words(one: Spread, most: int = HIGHEST) -> str:
    """A median with its spread and how many it is of, in a few words."""
    raters = counted(one.n, "rater", "raters")
    if one.n == 1:
        return f"{points(one.median)} of {most}, {raters}"
    return f"median {points(one.median)} of {most}, {range_words(one)}, {raters}"


def level_name(median: float) -> str:
    """What a median is called; of one between two, both."""
    low = int(median)
    if median == low:
        return LEVELS[low]
    return f"{LEVELS[low]} / {LEVELS[low + 1]}"


# --- the sentence --------------------------------------------------------------------


def sentence(rated: int, members: int, answered: int, spreads: Mapping[str, Spread]) -> str:
    """What is on screen about one partnership.

    Args:
        rated: How many have rated it.
        members: How many members it has on record.
        answered: How many of these are among them.
    """
    if not rated:
        whose = f"none of its {counted(members, 'member', 'members')}" if members else "nobody"
        return f"Not rated yet: {whose} has said how it works together."
    whose = f"{answered:,} of its {counted(members, 'member', 'members')}"
    told = f"Rated by {rated:,}; {whose} among them." if members else f"Rated by {rated:,}."
    ordered = sorted(
        ((spreads[one.key].median, one.name) for one in PRINCIPLES if one.key in spreads),
        key=lambda pair: pair[0],
    )
    if not ordered or ordered[0][0] == ordered[-1][0]:
        return told
    (low, weak), (high, strong) = ordered[0], ordered[-1]
    return (
        f"{told} Furthest on: {strong} ({points(high)} of {HIGHEST}). "
        f"Least far on: {weak} ({points(low)} of {HIGHEST})."
    )


def title(name: str, spreads: Mapping[str, Spread]) -> str:
    """What the picture of the ratings says to those who do not see it."""
    told = [
        f"{one.name}: {spread_words(spreads[one.key])}"
        if one.key in spreads
        else f"{one.name}: not rated"
        for one in PRINCIPLES
    ]
    return f"How {name} rates itself. {'; '.join(told)}."


# --- the rows of the tables ----------------------------------------------------------


def rating_rows(spreads: Mapping[str, Spread]) -> list[tuple[str, str, str, str]]:
    """Each principle with its median, its spread and how many rated it."""
    rows = []
    for one in PRINCIPLES:
        held = spreads.get(one.key)
        if held is None:
            rows.append((one.name, "Not rated", "", "nobody"))
        else:
            median = f"{points(held.median)} of {HIGHEST}, {level_name(held.median)}"
            rows.append((one.name, median, range_words(held), f"{held.n:,}"))
    return rows


def trend_rows(found: Sequence[TrendPoint]) -> list[tuple[str, ...]]:
    """Each principle with its median at the end of each step."""
    return [
        (one.name, *(_median_of(point.spreads.get(one.key)) for point in found))
        for one in PRINCIPLES
    ]


def _median_of(one: Spread | None) -> str:
    return f"{points(one.median)} ({one.n:,})" if one else "not rated"


def trend_columns(found: Sequence[TrendPoint]) -> tuple[str, ...]:
    """The headings of the same."""
    return ("Principle", *(spoken_date(point.day) for point in found))


def evidence_rows(found: Iterable[Assessment], key: str) -> list[tuple[str, str, str, str]]:
    """Who rated a principle how, and what makes them say so; the newest first."""
    held = [(one, dict(one.scores), dict(one.evidence)) for one in found]
    rows = [
        (
            one.author,
            f"{scores[key]} {LEVELS[scores[key]]}" if key in scores else "not rated",
            spoken_date(one.assessed_on),
            evidence.get(key) or "Nothing written",
        )
        for one, scores, evidence in sorted(
            held, key=lambda row: (row[0].assessed_on, row[0].number), reverse=True
        )
        if key in scores or key in evidence
    ]
    return rows


# --- against the record --------------------------------------------------------------


def findings(spreads: Mapping[str, Spread], record: OnRecord) -> tuple[Finding, Finding]:
    """The two principles that the record has something to say on."""
    said, shown = spreads.get("opportunities"), spreads.get("accountable")
    first, second = together(said, record), accountable(shown, record)
    names = {one.key: one.name for one in PRINCIPLES}
    return (
        Finding(
            principle=names["opportunities"],
            match=first,
            words=_told(_TOGETHER, said, across_words(record)),
        ),
        Finding(
            principle=names["accountable"],
            match=second,
            words=_told(_SHOWS, shown, seats_words(record)),
        ),
    )


def _told(says: tuple[str, str], said: Spread | None, record: str) -> str:
    if said is None:
        return f"Nobody has rated this yet. On record: {record}."
    does, does_not = says
    verb = does
    if said.median <= SAYS_NO:
        verb = does_not
    elif said.median < SAYS_YES:
        verb = f"in part {does}"
    return f"Says that it {verb} ({spread_words(said)}). On record: {record}."


def _no_seat(record: OnRecord) -> str:
    """That there is nothing to go by: nobody is in it, or nobody on that day."""
    if record.of_then:
        return "no seat in it is on record for this day, so nothing can be said"
    return "it has no members on this day, so nothing can be said"


def across_words(record: OnRecord) -> str:
    """How many members work with another sector beyond this partnership."""
    whole = len(record.members)
    if not whole or record.of_then:
        return _no_seat(record)
    members = counted(whole, "member", "members")
    seats = f"{len(record.shared):,} of them {'sits' if len(record.shared) == 1 else 'sit'}"
    if not record.shared:
        seats = "none of them sits"
    elsewhere = f"{seats} with another sector in another partnership"
    if not record.has_ties:
        end = "" if record.shared else ", so nothing can be said"
        return f"it has {members}; {elsewhere}. The record holds no ties between two{end}"
    if not record.tied:
        return f"none of its {members} has a tie across sectors; {elsewhere}"
    have = "has" if len(record.tied) == 1 else "have"
    return f"{len(record.tied):,} of its {members} {have} a tie across sectors; {elsewhere}"


def seats_words(record: OnRecord) -> str:
    """When the seats of its members were last confirmed."""
    seats, whole = record.seats, len(record.members)
    if not whole or record.of_then:
        return _no_seat(record)
    if seats.undated == whole:
        return (
            f"no date of confirmation for any of its {counted(whole, 'seat', 'seats')}, so "
            "nothing can be said"
        )
    parts = [
        f"{seats.confirmed:,} of its {counted(whole, 'seat', 'seats')} confirmed within 18 months"
    ]
    parts += [f"{seats.old:,} longer ago"] if seats.old else []
    parts += [f"{seats.undated:,} without a date"] if seats.undated else []
    # Of a year alone nobody knows the day: it is read kindly, and that is said.
    year = ", where a year counts to its last day" if len(seats.newest) == len("2026") else ""
    return f"{', '.join(parts)}; the newest is of {spoken_partial(seats.newest)}{year}"


def sectors_words(record: OnRecord) -> str:
    """Who its members are."""
    whole = len(record.members)
    if not whole:
        return (
            "No member is on record on this day. An earlier date may show some, and so may past "
            "partnerships."
        )
    names = joined([NOUNS[one][1] for one in record.sectors])
    one_sector = " Its members are all of one sector." if len(record.sectors) == 1 else ""
    return f"{counted(whole, 'member', 'members').capitalize()} on record: {names}.{one_sector}"
