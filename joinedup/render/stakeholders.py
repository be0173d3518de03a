"""Stakeholders in words: the nine groups, the sentence, the rows of the table, the flags."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from joinedup.model import ConnectionState, Organisation
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined, spoken_date
from joinedup.render.stakeholder_grid import QUARTERS
from joinedup.render.stakeholder_marks import FLAGS, Point
from joinedup.services import (
    Flag,
    NineC,
    Opinion,
    Quarter,
    Reading,
    Spread,
    Stakeholder,
    Stakeholders,
)

if TYPE_CHECKING:
    import pandas as pd

#: The groups with what each is here, in our own words.
GROUPS: Mapping[NineC, tuple[str, str]] = {
    NineC.COMMISSIONERS: ("Commissioners", "they pay for the work, or decide that it is paid for"),
    NineC.CUSTOMERS: ("Customers", "they take up what the work offers, for the people they serve"),
    NineC.COLLABORATORS: ("Collaborators", "they do the work with you"),
    NineC.CONTRIBUTORS: ("Contributors", "they give something to it: staff, data, rooms, advice"),
    NineC.CHANNELS: ("Channels", "through them you reach others"),
    NineC.COMMENTATORS: ("Commentators", "others listen to what they say about it"),
    NineC.CONSUMERS: ("Consumers", "the work is for them in the end: patients, carers, residents"),
    NineC.CHAMPIONS: ("Champions", "they believe in it, and speak up for it"),
    NineC.COMPETITORS: ("Competitors", "they do something similar, or want the same money or time"),
}
#: What each quarter asks for, in a sentence.
QUARTER_WORDS: Mapping[Quarter, str] = {
    Quarter.MANAGE: "much power, much interest: work with them closely",
    Quarter.SATISFY: "much power, little interest: see that they can live with it",
    Quarter.INFORM: "little power, much interest: tell them, and let them help",
    Quarter.ASK: (
        "little power, little interest: nobody may have asked them yet. Ask before you decide "
        "that they can be left alone"
    ),
}
HOW_TO_BEGIN = (
    "Nobody has been placed yet. Choose an organisation. Say how much power and how much interest "
    "it has, from 1 to 5, and save it under your role. Others add theirs: the grid shows the "
    "middle of all, and how far they are apart."
)
UNREAD = "What people think of stakeholders cannot be read just now."
HEADS = (
    *("No", "Organisation", "Group", "Power", "Interest", "Opinions", "Connection", "Quarter"),
    *("Flagged", "Need around it"),
)


def group_label(group: str) -> str:
    """A group's name on screen; empty for none."""
    return GROUPS[NineC(group)][0] if group in set(NineC) else ""


def group_words(group: NineC) -> str:
    """A group's name with what it is."""
    name, meaning = GROUPS[group]
    return f"{name}: {meaning}"


def groups_of(one: Stakeholder) -> str:
    """Which groups it is said to be in; by how many, where they differ."""
    if len(one.groups) == 1:
        return group_label(one.groups[0][0])
    whole = sum(count for _, count in one.groups)
    return ", ".join(f"{group_label(group)} ({count} of {whole})" for group, count in one.groups)


def score_words(spread: Spread | None) -> str:
    """``2``, ``2.5 (1 to 4)``, or that nobody has scored it."""
    if spread is None:
        return "not scored"
    middle = f"{spread.median:g}"
    return f"{middle} ({spread.lowest} to {spread.highest})" if spread.is_split else middle


def opinions_words(one: Stakeholder) -> str:
    """How many opinions there are, lists apart."""
    people = sum(found.kept is not None for found in one.opinions)
    words = [counted(people, "opinion", "opinions")] if people else []
    words += ["a partner list"] if len(one.opinions) > people else []
    return " and ".join(words)


def need_words(one: Stakeholder) -> str:
    """How much need there is around it, with its denominator."""
    area = one.area
    if area is None or not area.lsoas:
        return "Not known"
    return (
        f"{area.lsoas_most_deprived} of {area.lsoas} small areas of {area.name} are among "
        "England's most deprived fifth"
    )


def point_words(one: Stakeholder, moved: tuple[int, int] | None) -> str:
    """A point in a sentence, for those who hear it."""
    name = one.organisation.name
    if moved:
        return f"{name}: power {moved[0]}, interest {moved[1]}, not saved"
    said = [
        f"{name}: power {score_words(one.power)}, interest {score_words(one.interest)}",
        opinions_words(one),
        one.state.label.lower(),
    ]
    said += [FLAGS[one.flag].lower()] if one.flag else []
    return ", ".join(said)


def points_of(
    found: Stakeholders,
    rows: Sequence[Stakeholder],
    moves: Mapping[str, tuple[int, int]],
    selected: str,
) -> list[Point]:
    """Rows as points of the grid; those moved and not saved stand where they were moved to.

    Args:
        found: All of them, which number them.
        rows: Which are drawn.
        moves: Power and interest by organisation.
    """
    numbers = {one.organisation.id: k for k, one in enumerate(found.rows, start=1)}
    return [
        _point(one, numbers[one.organisation.id], moves.get(one.organisation.id), selected)
        for one in rows
        if one.is_placed or one.organisation.id in moves
    ]


def _point(one: Stakeholder, number: int, moved: tuple[int, int] | None, selected: str) -> Point:
    medians = (one.power.median if one.power else 0.0, one.interest.median if one.interest else 0.0)
    power, interest = moved or medians
    return Point(
        number=number,
        id=one.organisation.id,
        name=one.organisation.name,
        sector=one.organisation.sector,
        state=one.state,
        power=power,
        interest=interest,
        powers=one.power,
        interests=one.interest,
        flag=one.flag,
        is_moved=moved is not None,
        is_selected=one.organisation.id == selected,
        words=point_words(one, moved),
    )


def new_point(
    one: Organisation, state: ConnectionState, number: int, moved: tuple[int, int], selected: str
) -> Point:
    """The point of an organisation that nobody has scored yet, where it was moved to."""
    return Point(
        number=number,
        id=one.id,
        name=one.name,
        sector=one.sector,
        state=state,
        power=moved[0],
        interest=moved[1],
        powers=None,
        interests=None,
        flag=Flag.NONE,
        is_moved=True,
        is_selected=one.id == selected,
        words=f"{one.name}: power {moved[0]}, interest {moved[1]}, not saved",
    )


# --- sentences -----------------------------------------------------------------------


def sentence(found: Stakeholders, *, of_programme: bool, narrowed: bool = False) -> str:
    """How many of whom are placed, by how many, and who must not be overlooked.

    Args:
        narrowed: Whether filters leave some out.
    """
    whole = len(found.whole)
    what = ("member", "members") if of_programme else ("organisation", "organisations")
    listed = {one.id for one in found.whole}
    nobody = f"No {what[0]} {'among those shown' if narrowed else 'on record'}"
    among = sum(one.organisation.id in listed for one in found.placed)
    said = [f"{among:,} of {counted(whole, *what)} placed" if whole else nobody]
    beside = sum(one.organisation.id in found.around for one in found.placed)
    if beside:
        said.append(f"{beside:,} of those in what leads it or what it leads")
    if more := len(found.placed) - among - beside:
        said.append(
            f"{more:,} who {'is no member' if more == 1 else 'are no members'}"
            if of_programme
            else f"{more:,} from outside"
        )
    if found.authors:
        said.append(f"by {counted(found.authors, 'author', 'authors')}")
    flags = [
        f"{len(rows):,} to {FLAGS[flag].lower()}"
        for flag in (Flag.ASK_FIRST, Flag.FIND_OUT)
        if (rows := [one for one in found.flagged if one.flag is flag])
    ]
    ending = f"; {joined(flags)}" if flags else ""
    return f"{', '.join(said)}{ending}."


def aside_words(found: Stakeholders, drawn: int) -> list[str]:
    """Who has been scored and is not on the grid, and why."""
    said = []
    if drawn < len(found.placed):
        said.append(
            f"{drawn:,} of {len(found.placed):,} are drawn: first those that people have scored, "
            "then those to ask, then by power. The table has all of them."
        )
    if half := len(found.rows) - len(found.placed):
        has, stands = ("has", "stands") if half == 1 else ("have", "stand")
        said.append(f"{half:,} {has} only one of the two scores, and {stands} in the table alone.")
    if found.left_out:
        verb = "is" if found.left_out == 1 else "are"
        said.append(f"{found.left_out:,} more {verb} scored, and left out by the filters.")
    if found.gone:
        verb = "is" if found.gone == 1 else "are"
        said.append(f"{found.gone:,} more {verb} scored, and not in this version of the record.")
    return said


def flag_words(one: Stakeholder) -> str:
    """Why it is flagged."""
    power = score_words(one.power)
    if one.flag is Flag.ASK_FIRST:
        return f"Power {power} of 5. No partnership on record. {need_words(one)}."
    return f"Power {power} of 5. Nobody knows its partnerships: ask. {need_words(one)}."


def flagged_words(found: Stakeholders) -> str:
    """Of how many the flagged are, and of how many the need is not known."""
    low = [one for one in found.rows if one.is_low]
    missing = sum(one.need_is_missing for one in low)
    if not low:
        return "Nobody who has been placed has little power."
    said = (
        f"{len(found.flagged):,} of {counted(len(low), 'organisation', 'organisations')} with "
        "little power. Need is high where a fifth or more of the small areas of a neighbourhood "
        "are among England's most deprived fifth."
    )
    if missing:
        said += f" Around {missing:,} of these the need is not known: they may belong here."
    return said


def opinion_words(one: Opinion) -> str:
    """What one author says, in a line."""
    scores = [
        f"{name} {score}"
        for name, score in (("power", one.power), ("interest", one.interest))
        if score is not None
    ]
    said = [f"{one.author}: {', '.join(scores)}"]
    said += [group_label(one.group)] if one.group else []
    said += [one.why.replace("\n", " ")] if one.why else []
    said += [spoken_date(one.kept.assessed_on)] if one.kept else []
    return ". ".join(said)


# --- the table -----------------------------------------------------------------------


def row_of(one: Stakeholder, number: int) -> tuple[str, ...]:
    """A row of the table in words, in the order of :data:`HEADS`."""
    return (
        str(number),
        one.organisation.name,
        groups_of(one),
        score_words(one.power),
        score_words(one.interest),
        opinions_words(one),
        one.state.label,
        QUARTERS[one.quarter] if one.quarter else "Not on the grid",
        FLAGS.get(one.flag, ""),
        need_words(one),
    )


def frame(reading: Reading, found: Stakeholders) -> "pd.DataFrame":
    """One row a stakeholder, in the order of the grid's numbers."""
    import pandas as pd

    areas = reading.dataset.area_by_id
    records = []
    for number, one in enumerate(found.rows, start=1):
        power, interest, place = one.power, one.interest, one.organisation.place
        records.append(
            {
                "No": number,
                "Organisation": one.organisation.name,
                "Sector": one.organisation.sector.label,
                "Place": areas[place].name if place else "",
                "Group": groups_of(one),
                "Power": power.median if power else None,
                "Power, lowest": power.lowest if power else None,
                "Power, highest": power.highest if power else None,
                "Interest": interest.median if interest else None,
                "Interest, lowest": interest.lowest if interest else None,
                "Interest, highest": interest.highest if interest else None,
                "Opinions": len(one.opinions),
                "Of a list": sum(not said.kept for said in one.opinions),
                "Connection": one.state.label,
                "Quarter": QUARTERS[one.quarter] if one.quarter else "",
                "Flagged": FLAGS.get(one.flag, ""),
                "Need around it": need_words(one),
                "Id": one.organisation.id,
            }
        )
    whole = [f"{name}, {end}" for name in ("Power", "Interest") for end in ("lowest", "highest")]
    return pd.DataFrame(records).astype(dict.fromkeys(whole, "Int64"))
