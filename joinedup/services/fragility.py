"""Whom the network hangs on: what it would lose with one organisation. Pure."""

from joinedup.model import Dataset
from joinedup.network.fragility import Loss, losses
from joinedup.network.graph import organisation_graph
from joinedup.network.scope import Scope


def losses_of(dataset: Dataset, scope: Scope) -> tuple[Loss, ...]:
    """The organisations that others hang on, the worst first; all others lose nothing but theirs.

    The worst are those without whom most pairs of others have no way to each other any more;
    then those whose ties are the only ones between two places; then those who leave most
    without a partner. Those from outside count: they hold others together as well.
    """
    place = {one.id: one.place for one in dataset.organisations if one.place}
    found = losses(organisation_graph(dataset, scope), place)
    hanging = [one for one in found if one.pairs or one.contacts or one.cut_off]
    return tuple(
        sorted(hanging, key=lambda one: (-one.pairs, -len(one.contacts), -len(one.cut_off)))
    )
