"""Opinions that are not of now: how those of a stakeholder moved, and which were taken back."""

from collections.abc import Mapping, Sequence

from joinedup.render.rating_pictures import trend_picture, trend_title
from joinedup.render.sentence import spoken_date
from joinedup.render.stakeholders import score_words
from joinedup.services import TrendPoint
from joinedup.services.assessing import TakenBack
from joinedup.services.stakeholders import INTEREST, POWER
from joinedup.store.assessing import SCALES

TREND = "Over time"
TREND_COLUMNS = ("Day", "Power", "Interest", "Opinions")
TREND_WORDS = (
    "Medians at the end of each day with an opinion; in brackets the lowest and the highest."
)
WITHOUT_LIST = "What the partner list says has no date, and is left out here."
_AXES: Mapping[str, str] = {POWER: "Power", INTEREST: "Interest"}
#: In units of a chart: as wide as its column, so that its letters have the usual height.
_IN_PANEL, _ON_PAPER = 330.0, 760.0
#: So many are told of what was taken back.
_MOST_TOLD = 5


# --- how they moved ------------------------------------------------------------------


def moved_title(name: str, found: Sequence[TrendPoint]) -> str:
    """How a stakeholder's scores moved, in a sentence.

    Args:
        found: Two days at the least.
    """
    return trend_title(name, found, _AXES)


def moved_picture(
    found: Sequence[TrendPoint], *, alt: str, dark: bool = False, is_paper: bool = False
) -> str:
    """The same as a small line each for power and interest, on the scale of the grid.

    Args:
        is_paper: Whether it stands on a page of paper instead of in the panel.
    """
    wide = _ON_PAPER if is_paper else _IN_PANEL
    return trend_picture(found, _AXES, SCALES["stakeholder"], alt=alt, wide=wide, dark=dark)


def moved_rows(found: Sequence[TrendPoint]) -> list[tuple[str, str, str, str]]:
    """The same as rows, in the order of :data:`TREND_COLUMNS`."""
    return [
        (
            spoken_date(one.day),
            score_words(one.spreads.get(POWER)),
            score_words(one.spreads.get(INTEREST)),
            f"{len(one.latest):,}",
        )
        for one in found
    ]


# --- what was taken back -------------------------------------------------------------


def taken_back_lines(found: Sequence[TakenBack]) -> list[str]:
    """Who took back what, a line each, the newest first; how many more there are."""
    told = [_taken_back(one) for one in found[:_MOST_TOLD]]
    rest = len(found) - _MOST_TOLD
    return [*told, f"And {rest:,} more taken back before."] if rest > 0 else told


def _taken_back(one: TakenBack) -> str:
    gone, former = one.gone, one.former
    when = gone.made_at.astimezone().date()
    # Somebody who looks back may have taken it back for a day that has passed.
    of = "" if gone.assessed_on == when else f", for {spoken_date(gone.assessed_on)} and later"
    who = f"by {gone.withdrawn_by} " if gone.withdrawn_by else ""
    unknown = "" if gone.withdrawn_by else " (by whom was not kept)"
    said = f"what {former.author} said on {spoken_date(former.assessed_on)}"
    return f"Taken back {who}on {spoken_date(when)}{unknown}{of}: {said}."
