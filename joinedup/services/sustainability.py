"""Sustainability: whether what a programme has improved is likely to last. Pure.

The ten factors are those of the NHS Sustainability Model. Its published score gives each level of
each factor a weight of its own. We could check only some of these weights, so none of them is
used: a level counts 0 to 3, and what is shown is the share of the highest. Tested by
``tests/unit/test_services_sustainability.py``.

Source: Maher, Gustafson and Evans, NHS Sustainability Model, NHS Institute for Innovation and
Improvement, 2010.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from joinedup.services.assessing import Spread, latest_of, spread_of, spreads, trend
from joinedup.store.assessing import SCALES, Assessment

Group = Literal["Process", "Staff", "Organisation"]
GROUPS: tuple[Group, ...] = ("Process", "Staff", "Organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One of the ten factors.

    Attributes:
        key: Under which its levels are kept.
        name: What the model calls it.
        short: The same for a picture.
        group: Which of the three groups it belongs to.
        question: What it asks of a programme, in our own words.
    """

    key: str
    name: str
    short: str
    group: Group
    question: str


FACTORS = (
    Factor(
        key="benefits",
        name="Benefits beyond helping patients",
        short="Wider benefits",
        group="Process",
        question="Does it make work easier or save waste, besides helping people who need care?",
    ),
    Factor(
        key="credibility",
        name="Credibility of the benefits",
        short="Credible benefits",
        group="Process",
        question="Can everyone see what is better, and is there proof of it?",
    ),
    Factor(
        key="adaptability",
        name="Adaptability of the improved process",
        short="Can adapt",
        group="Process",
        question="Would it go on if a key person, a team or the money went?",
    ),
    Factor(
        key="monitoring",
        name="Effectiveness of the system to monitor progress",
        short="Tracks progress",
        group="Process",
        question="Do we keep on measuring, and tell everyone what we find?",
    ),
    Factor(
        key="training",
        name="Staff involvement and training",
        short="Staff trained",
        group="Staff",
        question="Did staff help to shape it, and have they learned how to do it?",
    ),
    Factor(
        key="behaviours",
        name="Staff behaviours toward the change",
        short="Staff behind it",
        group="Staff",
        question="Do staff share ideas on it, and think that it is the better way?",
    ),
    Factor(
        key="senior",
        name="Senior leadership engagement",
        short="Senior leaders",
        group="Staff",
        question="Do senior leaders take part, give time to it, and answer for it?",
    ),
    Factor(
        key="clinical",
        name="Clinical leadership engagement",
        short="Clinical leaders",
        group="Staff",
        question="Do clinical leaders take part, give time to it, and answer for it?",
    ),
    Factor(
        key="fit",
        name="Fit with the organisation's goals and culture",
        short="Fits our goals",
        group="Organisation",
        question="Does it serve aims that we hold, and have we kept up such changes before?",
    ),
    Factor(
        key="infrastructure",
        name="Infrastructure",
        short="Means in place",
        group="Organisation",
        question="Are the people, rooms, tools and rules there to keep it going?",
    ),
)
#: What each level means, from 0 on; the words are ours.
LEVELS = ("Not at all", "A little", "Mostly", "Fully")
HIGHEST = SCALES["sustainability"][-1]
#: The points that all factors make together at best.
MOST = HIGHEST * len(FACTORS)
SOURCE = (
    "Factors: NHS Sustainability Model, NHS Institute for Innovation and Improvement, 2010 "
    "(L. Maher, D. Gustafson, A. Evans)"
)
#: Under which what was written about all factors together is kept.
REASONS = "reasons"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What several people make of all ten factors, in points of :data:`MOST`.

    Attributes:
        raters: How many have scored anything.
        whole: The spread of the points of those who scored all ten; None where nobody did. Sums of
            fewer factors cannot be set beside them.
    """

    raters: int
    whole: Spread | None

    @property
    def share(self) -> float | None:
        """The median as a share of the highest, from 0 to 1; None where nobody scored all ten."""
        return self.whole.median / MOST if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePoint:
    """The scores at the end of a day.

    Attributes:
        day: The last day of a month that anything was said on.
        score: Of all factors together.
        spreads: By factor.
    """

    day: date
    score: Score
    spreads: Mapping[str, Spread]


def score_of(found: Sequence[Assessment]) -> Score:
    """All factors together.

    Args:
        found: The last opinion of each author, as :func:`joinedup.services.latest_of` gives it.
    """
    keys = {one.key for one in FACTORS}
    totals = [
        sum(score for item, score in one.scores if item in keys)
        for one in found
        if keys <= {item for item, _ in one.scores}
    ]
    return Score(raters=len(found), whole=spread_of(totals) if totals else None)


def over_time(found: Iterable[Assessment]) -> tuple[ScorePoint, ...]:
    """The scores by month, the oldest first; months at whose end nothing counted are left out.

    Args:
        found: All that was ever said of one programme.
    """
    return tuple(
        ScorePoint(day=one.day, score=score_of(one.latest), spreads=one.spreads)
        for one in trend(found)
        if one.spreads
    )


def most_to_gain(found: Iterable[Assessment]) -> tuple[tuple[Factor, Spread], ...]:
    """The factors that are not yet full, those with most to gain first.

    Of two with as much to gain, the one that its raters are further apart on comes first.

    Args:
        found: The last opinion of each author.
    """
    held = spreads(found)
    open_ones = [
        (one, held[one.key])
        for one in FACTORS
        if one.key in held and held[one.key].median < HIGHEST
    ]
    return tuple(
        sorted(open_ones, key=lambda pair: (pair[1].median, pair[1].lowest - pair[1].highest))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A programme with all that was said of it.

    Attributes:
        id, name: Of the programme.
        everything: All that was ever said of it by a day.
        latest: Of each author the last of these.
        spreads: By factor.
        score: Of all factors together.
        gain: The factors with most to gain first.
        points: The scores by month.
    """

    id: str
    name: str
    everything: tuple[Assessment, ...]
    latest: tuple[Assessment, ...]
    spreads: Mapping[str, Spread]
    score: Score
    gain: tuple[tuple[Factor, Spread], ...]
    points: tuple[ScorePoint, ...]

    @property
    def earlier(self) -> tuple[ScorePoint, ...]:
        """The months before the last one: what the radar can be compared with."""
        return self.points[:-1]


def scored(programme: str, name: str, found: Iterable[Assessment]) -> Scored:
    """A programme with all that was said of it.

    Args:
        programme: Its id.
        found: What was said of it by the day of the view.
    """
    everything = tuple(found)
    latest = latest_of(everything)
    return Scored(
        id=programme,
        name=name,
        everything=everything,
        latest=latest,
        spreads=spreads(latest),
        score=score_of(latest),
        gain=most_to_gain(latest),
        points=over_time(everything),
    )
