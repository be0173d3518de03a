"""What becomes of introductions: decided, done, and written into the record.

Everything that was decided is kept with who and when; the last word about an introduction holds.
One that is done is a tie that is proposed: it counts in no figure until somebody confirms it,
which publishes a version with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from joinedup.errors import StoreError
from joinedup.model import Dataset, Provenance, last_day
from joinedup.network.connection import Connection, connections
from joinedup.network.scope import Scope
from joinedup.services.amending import Amendment, amended
from joinedup.services.versions import (
    load_boundaries,
    load_dataset,
    newest,
    root_of,
    store,
)
from joinedup.store.protocol import Decision, DecisionState, Draft, Superseded, VersionInfo

#: The ids of the two ends: who is introduced to whom is one introduction in both directions.
Key = frozenset[str]
#: What the record says about a tie that came of an introduction.
SOURCE = "Introduction made and confirmed here"
LICENCE = "Own record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An introduction that somebody is to decide about: three ids, ``through`` maybe empty."""

    organisation: str
    target: str
    through: str = ""

    @property
    def key(self) -> Key:
        """The two ends."""
        return frozenset((self.organisation, self.target))


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What came of confirming.

    Attributes:
        version: What was published; None where all of it was on record already.
        confirmed: The introductions that are on record now.
        left: Those that are not: an end is not in the newest version, or the table does not run
            today.
    """

    version: VersionInfo | None
    confirmed: tuple[Key, ...]
    left: tuple[Key, ...]


def key_of(one: Decision) -> Key:
    """The two ends of what a decision is about."""
    return frozenset((one.organisation, one.target))


def day_of(one: Decision) -> date:
    """The day of a decision, where the program runs."""
    return one.decided_at.astimezone().date()


def decided(dataset_id: str) -> Mapping[Key, tuple[Decision, ...]]:
    """What was decided about each introduction, the oldest first.

    Raises:
        StoreError: When the store cannot be read.
    """
    found: dict[Key, tuple[Decision, ...]] = {}
    for one in store().decisions(dataset_id):
        found[key_of(one)] = (*found.get(key_of(one), ()), one)
    return found


def last_decision(dataset_id: str) -> int:
    """The number of the last decision about a footprint, cheaply; 0 where there is none.

    Raises:
        StoreError: When the store cannot be read.
    """
    return store().last_decision(dataset_id)


def decide(
    dataset_id: str,
    proposals: Iterable[Proposal],
    state: DecisionState,
    *,
    author: str,
    why: str = "",
    seen: int | None = None,
) -> None:
    """Keep what was decided about some introductions: all of it, or nothing.

    Args:
        dataset_id: The footprint.
        proposals: What it is about.
        state: What was decided.
        author: Who decided.
        why: The reason; needed where it is declined.
        seen: The number of the last decision that the author has seen; None for whatever.

    Raises:
        StoreError: When the author is missing, one is declined without a reason, somebody was
            quicker, or nothing can be written.
    """
    now = datetime.now(UTC)
    store().decide(
        [
            Decision(
                dataset=dataset_id,
                organisation=one.organisation,
                target=one.target,
                through=one.through,
                state=state,
                why=why,
                author=author,
                decided_at=now,
            )
            for one in proposals
        ],
        seen=seen,
    )


def is_joined(found: Mapping[str, Connection], key: Key) -> bool:
    """Whether the record joins both ends: one sits at the other, or they are partners."""
    for one in key:
        if link := found.get(one):
            (other,) = key - {one}
            return other in link.partnerships or other in link.partners
    return False


def confirm(dataset_id: str, keys: Iterable[Key], *, author: str, today: date) -> Confirmation:
    """Write introductions that are done into the record, as a new version.

    Raises:
        Superseded: When somebody published at the same time, twice.
        StoreError: When none of them is done, the author is missing, or nothing can be written.
    """
    wanted = tuple(dict.fromkeys(keys))
    try:
        return _confirm(dataset_id, wanted, author, today)
    except Superseded:
        return _confirm(dataset_id, wanted, author, today)


def _confirm(dataset_id: str, keys: Sequence[Key], author: str, today: date) -> Confirmation:
    base = load_dataset(dataset_id, newest(dataset_id))
    last = {key: found[-1] for key, found in decided(dataset_id).items()}
    done = [last[key] for key in keys if key in last and last[key].state == "done"]
    usable = [one for one in done if _can_be(base, one, today)]
    if not usable:
        raise StoreError(
            "None of these can be confirmed",
            hint="They are not done any more, not in the newest version, or the table does not "
            "run today. Open the page again.",
        )
    found = connections(base, Scope(day=today))
    fresh = [one for one in usable if not is_joined(found, key_of(one))]
    published = _publish(base, fresh, author, today) if fresh else None
    proposals = [
        Proposal(organisation=one.organisation, target=one.target, through=one.through)
        for one in usable
    ]
    decide(dataset_id, proposals, "confirmed", author=author)
    confirmed = tuple(key_of(one) for one in usable)
    left = tuple(key for key in keys if key not in confirmed)
    return Confirmation(version=published, confirmed=confirmed, left=left)


def _can_be(base: Dataset, one: Decision, today: date) -> bool:
    """Whether both ends are there, and the table runs."""
    if one.organisation not in base.organisation_by_id:
        return False
    table = base.partnership_by_id.get(one.target)
    return table.runs_on(today) if table else one.target in base.organisation_by_id


def _publish(base: Dataset, done: Sequence[Decision], author: str, today: date) -> VersionInfo:
    one = base
    # A copy of the dataset for each day, not for each introduction.
    for since in sorted({day_of(item).isoformat() for item in done}):
        one = amended(
            one,
            [
                Amendment(organisation=item.organisation, target=item.target)
                for item in done
                if day_of(item).isoformat() == since
            ],
            Provenance(source=SOURCE, licence=LICENCE, as_of=since),
            since=since,
            confirmed_on=today.isoformat(),
        )
    count = f"{len(done):,} introduction{'' if len(done) == 1 else 's'}"
    is_newer = not base.as_of or last_day(base.as_of) < today
    draft = Draft(
        dataset=replace(one, as_of=today.isoformat() if is_newer else base.as_of),
        boundaries=load_boundaries(base.id, base.version),
        author=author,
        note=f"{count} that came about",
        kind="introductions",
        report={"introductions": [[item.organisation, item.target] for item in done]},
    )
    return store().publish(draft, parent=base.version, root=root_of(base.id))
