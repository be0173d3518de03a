"""Keeping where somebody puts stakeholders on the grid of power and interest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from joinedup.errors import StoreError
from joinedup.services.assessing import WHOSE, author_key
from joinedup.services.roles import check_role
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
    dataset_id: str,
    programme: str,
    placings: Sequence[Placing],
    *,
    author: str,
    on: date,
    known: Iterable[str] = (),
) -> None:
    """Keep where somebody puts organisations: all of it, or nothing.

    Args:
        programme: Its id; empty for the whole footprint.
        author: A role or an organisation.
        on: The day it is of.
        known: As of :func:`joinedup.services.assessing.assess`.

    Raises:
        StoreError: When the author reads like a person, a score is not on the scale, words break
            their bounds, or nothing can be written.
    """
    check_role(author, WHOSE, known)
    for one in placings:
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
