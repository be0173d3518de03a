"""A dataset with a few things otherwise: one left out, a seat or a tie more. Pure.

What-ifs, sets of introductions and introductions that came about are all asked through here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from joinedup.errors import ModelError
from joinedup.model import Dataset, Membership, Provenance, Tie

#: What the ties are called that are only thought of, or came of an introduction.
INTRODUCED = "introduced to"


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


def amended(
    dataset: Dataset,
    amendments: Iterable[Amendment],
    provenance: Provenance,
    *,
    since: str = "",
    confirmed_on: str = "",
) -> Dataset:
    """The dataset with all amendments; its ``version`` is the old one's, and not to be trusted.

    Whoever is left out goes with its memberships and ties; a seat that is taken on the day
    already is taken once more, which no figure counts twice.

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
    )
