"""The ten factors of sustainability in words: the score, the rows of the tables, what to gain.

The pictures are made by :mod:`.radar`.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from joinedup.render.nouns import counted
from joinedup.render.sentence import joined, spoken_date
from joinedup.services import Spread
from joinedup.services.sustainability import (
    FACTORS,
    HIGHEST,
    LEVELS,
    MOST,
    REASONS,
    Factor,
    Score,
    ScorePoint,
)
from joinedup.store.assessing import Assessment

FACTOR_COLUMNS = ("Factor", "Level", "Lowest to highest", "Scored by")
ASK_COLUMNS = ("Factor", "Group", "What it asks")
GAIN_COLUMNS = ("Factor", "Now", "What it asks", "Scored by")
WEIGHTS = (
    "The published score weighs the factors, leadership most of all. We could not check each "
    "weight in two sources, so none is used: each factor counts alike, and the figure cannot be "
    "set beside a published one."
)
REASON_COLUMNS = ("Who", "Factors scored", "Day", "What makes them say so")
ALL_COLUMNS = ("Programme", "Score", "Where to put effort")
TIME_COLUMNS = ("Day", "Points", "Lowest to highest", "Raters who scored all ten")


def number_of(factor: Factor) -> int:
    """A factor's number on the radar, from 1."""
    return FACTORS.index(factor) + 1


def level_words(level: int) -> str:
    """A level on screen: ``2 Mostly``."""
    return f"{level} {LEVELS[level]}"


def median_words(one: Spread) -> str:
    """A median with what it is called; one between two has both names."""
    low = int(one.median)
    if one.median == low:
        return level_words(low)
    return f"{one.median:g} {LEVELS[low]} / {LEVELS[low + 1]}"


def range_words(one: Spread) -> str:
    """How far raters are apart."""
    return f"{one.lowest} to {one.highest}" if one.is_split else f"all {one.lowest}"


def score_figure(score: Score) -> str:
    """The points of the highest: ``18 of 30``; empty where nobody scored all ten."""
    return f"{score.whole.median:g} of {MOST}" if score.whole else ""


def score_words(score: Score) -> str:
    """The points with how many they are of, and who is left out of them."""
    if not score.raters:
        return "Nobody has scored this programme yet."
    if score.whole is None:
        return (
            f"{counted(score.raters, 'person has', 'people have')} scored some factors, nobody all "
            f"{len(FACTORS)}. So there are no points for the whole."
        )
    share = f"{score_figure(score)} points ({score.share:.0%} of the highest)"
    if score.raters == 1:
        return f"{share}, by one rater."
    spread = f" Raters are from {score.whole.lowest} to {score.whole.highest}."
    left = score.raters - score.whole.n
    out = f" {left:,} of {score.raters:,} left factors out and do not count here." if left else ""
    raters = counted(score.whole.n, "rater", "raters")
    return f"{share}, the median of {raters}.{spread if score.whole.is_split else ''}{out}"


def alt(name: str, spreads: Mapping[str, Spread], day: date) -> str:
    """What the radar says to those who do not see it."""
    told = [
        f"{one.name} {f'{spreads[one.key].median:g}' if one.key in spreads else 'not scored'}"
        for one in FACTORS
    ]
    return (
        f"Sustainability of {name}, {spoken_date(day)}, each factor from 0 to {HIGHEST}: "
        f"{', '.join(told)}."
    )


def factor_rows(
    spreads: Mapping[str, Spread], before: Mapping[str, Spread] | None = None
) -> list[tuple[str, ...]]:
    """Each factor with its level, its spread and its raters; with ``before`` what it was then."""
    rows: list[tuple[str, ...]] = []
    for one in FACTORS:
        held = spreads.get(one.key)
        row: tuple[str, ...] = (
            f"{number_of(one)} {one.name} ({one.group})",
            median_words(held) if held else "Not scored",
            range_words(held) if held else "",
            f"{held.n:,}" if held else "nobody",
        )
        if before is not None:
            then = before.get(one.key)
            row = (*row, median_words(then) if then else "Not scored")
        rows.append(row)
    return rows


def ask_rows() -> list[tuple[str, str, str]]:
    """All ten factors: number and name, group, and what each asks."""
    return [(f"{number_of(one)} {one.name}", one.group, one.question) for one in FACTORS]


def gain_rows(found: Sequence[tuple[Factor, Spread]]) -> list[tuple[str, str, str, str]]:
    """The factors with most to gain, with what each asks."""
    return [
        (f"{number_of(one)} {one.name}", median_words(held), one.question, f"{held.n:,}")
        for one, held in found
    ]


def gain_words(found: Sequence[tuple[Factor, Spread]], scored: int) -> str:
    """Which factors have most to gain, in a sentence.

    Args:
        scored: How many factors anybody has scored.
    """
    if not found:
        return "Every factor that was scored is at its highest level."
    least = found[0][1].median
    names = [one.name for one, held in found if held.median == least]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    at = f"at {least:g} of {HIGHEST}"
    return f"Most to gain, of {scored} factors scored: {joined(names[:3])}{more} ({at})."


def time_rows(found: Sequence[ScorePoint]) -> list[tuple[str, str, str, str]]:
    """The points of the whole at the end of each month that anything was said in."""
    rows = []
    for one in found:
        whole = one.score.whole
        rows.append(
            (
                spoken_date(one.day),
                score_figure(one.score) or "Nobody scored all ten",
                range_words(whole) if whole else "",
                f"{whole.n if whole else 0:,} of {one.score.raters:,}",
            )
        )
    return rows


def reason_rows(found: Sequence[Assessment]) -> list[tuple[str, str, str, str]]:
    """Who scored, how many factors, and what makes them say so; the newest first."""
    newest = sorted(found, key=lambda one: (one.assessed_on, one.number), reverse=True)
    return [
        (
            one.author,
            f"{len(one.scores)} of {len(FACTORS)}",
            spoken_date(one.assessed_on),
            dict(one.evidence).get(REASONS) or "Nothing written",
        )
        for one in newest
    ]


def time_alt(name: str, found: Sequence[ScorePoint]) -> str:
    """What the line over time says to those who do not see it."""
    told = [
        f"{score_figure(one.score)} points on {spoken_date(one.day)}"
        for one in found
        if one.score.whole
    ]
    return f"Sustainability of {name} over time: {'; '.join(told)}."
