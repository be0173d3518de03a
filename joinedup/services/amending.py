"""A dataset with a few things otherwise: one left out, a seat or a tie more. Pure.

What-ifs, sets of introductions and introductions that came about are all asked through here.
In an address ``a`` is left out, ``a~b`` takes a seat or meets another, with ``!`` between several.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from joinedup.errors import ModelError
from joinedup.model import Dataset, Membership, Provenance, Tie

#: What the ties are called that are only thought of, or came of an introduction.
INTRODUCED = "introduced to"
#: What stands in an address between amendments, and in one before its target.
_BETWEEN, _WITH = "!", "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One thing otherwise.

    Attributes:
        organisation: Id of the one it is about.
        target: Where it takes a seat (id of a partnership) or whom it meets (id of another
            organisation); empty where it is left out.
    """

    organisation: str
    target: str = ""


def parsed(text: str, dataset: Dataset) -> tuple[tuple[Amendment, ...], tuple[str, ...]]:
    """What an address says is otherwise, each thing once, and the parts that cannot be used.

    A part is unusable where it names what is not in the dataset, or one and the same twice.
    """
    found: dict[frozenset[str], Amendment] = {}
    unusable = []
    for part in filter(None, text.split(_BETWEEN)):
        organisation, joint, target = part.partition(_WITH)
        known = target in dataset.partnership_by_id or target in dataset.organisation_by_id
        usable = organisation != target and (known if joint else not target)
        if usable and organisation in dataset.organisation_by_id:
            one = Amendment(organisation=organisation, target=target)
            found.setdefault(frozenset({organisation, target}), one)
        else:
            unusable.append(part)
    return tuple(found.values()), tuple(unusable)


def written(amendments: Iterable[Amendment]) -> str:
    """Amendments as :func:`parsed` reads them; no id holds either of the two signs."""
    return _BETWEEN.join(
        _WITH.join(filter(None, (one.organisation, one.target))) for one in amendments
    )


def amended(
    dataset: Dataset,
    amendments: Iterable[Amendment],
    provenance: Provenance,
    *,
    since: str = "",
    confirmed_on: str = "",
) -> Dataset:
    """The dataset with all amendments; its ``version`` is the old one's, and not to be trusted.

    Whoever is left out goes with its memberships and ties, and does no action any more; a seat
    that is taken on the day already is taken once more, which no figure counts twice.

    Args:
        dataset: As it is.
        amendments: What is otherwise.
        provenance: Of the new memberships and ties.
        since, confirmed_on: Partial dates of them.

    Raises:
        ModelError: When an amendment names something that is not in the dataset, or joins an
            organisation with itself.
    """
    memberships, ties, gone = list(dataset.memberships), list(dataset.ties), set()
    for one in amendments:
        if one.organisation not in dataset.organisation_by_id:
            raise ModelError("There is no such organisation", value=one.organisation)
        if not one.target:
            gone.add(one.organisation)
        elif one.target in dataset.partnership_by_id:
            memberships.append(
                Membership(
                    organisation=one.organisation,
                    partnership=one.target,
                    provenance=provenance,
                    since=since,
                    confirmed_on=confirmed_on,
                )
            )
        elif one.target in dataset.organisation_by_id:
            ties.append(
                Tie(
                    source=one.organisation,
                    target=one.target,
                    kind=INTRODUCED,
                    provenance=provenance,
                    since=since,
                    confirmed_on=confirmed_on,
                )
            )
        else:
            raise ModelError("There is no such organisation or partnership", value=one.target)
    return replace(
        dataset,
        organisations=tuple(one for one in dataset.organisations if one.id not in gone),
        memberships=tuple(one for one in memberships if one.organisation not in gone),
        ties=tuple(one for one in ties if not {one.source, one.target} & gone),
        actions=tuple(
            replace(one, organisation=None) if one.organisation in gone else one
            for one in dataset.actions
        ),
    )
