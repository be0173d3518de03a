"""Keeping where somebody puts stakeholders on the grid of power and interest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from joinedup.errors import StoreError
from joinedup.model import SCORES
from joinedup.services.assessing import author_key
from joinedup.services.stakeholders import INTEREST, POWER, WHY, NineC, Stakeholder
from joinedup.services.versions import store
from joinedup.store.assessing import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where somebody puts an organisation on the grid."""

    organisation: str
    power: int
    interest: int
    group: str = ""
    why: str = ""


def place_stakeholders(
    dataset_id: str, programme: str, placings: Sequence[Placing], *, author: str, on: date
) -> None:
    """Keep where somebody puts organisations: all of it, or nothing.

    Args:
        programme: Its id; empty for the whole footprint.
        author: A role or an organisation.
        on: The day it is of.

    Raises:
        StoreError: When a score is not on the scale, words break their bounds, or nothing can be
            written.
    """
    for one in placings:
        if one.power not in SCORES or one.interest not in SCORES:
            raise StoreError(
                "Power and interest are scored from 1 to 5",
                value=(one.power, one.interest),
                hint="Give a whole number for each.",
            )
        if one.group and one.group not in set(NineC):
            raise StoreError("There is no such group of stakeholders", value=one.group)
    now = datetime.now(UTC)
    store().assess([_assessment(dataset_id, programme, one, author, on, now) for one in placings])


def _assessment(
    dataset_id: str, programme: str, one: Placing, author: str, on: date, now: datetime
) -> Assessment:
    return Assessment(
        dataset=dataset_id,
        kind="stakeholder",
        subject=programme,
        author=author,
        assessed_on=on,
        made_at=now,
        organisation=one.organisation,
        group=one.group,
        scores=((POWER, one.power), (INTEREST, one.interest)),
        evidence=((WHY, one.why),),
    )


def last_group(found: Stakeholder | None, author: str) -> str:
    """The group that an author has put an organisation into before; empty for none."""
    own = author_key(author)
    said = found.opinions if found else ()
    return next((one.group for one in said if one.kept and author_key(one.author) == own), "")
