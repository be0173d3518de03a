"""What would break without an organisation, in words."""

from joinedup.network.fragility import Loss
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined
from joinedup.services import Reading

_MOST_NAMED = 3


def what_breaks(reading: Reading, one: Loss) -> str:
    """``12 pairs of others have no way to each other; Barnsley and Doncaster have no tie``."""
    told = []
    if one.pairs:
        pairs = counted(one.pairs, "pair of others has", "pairs of others have")
        told.append(f"{pairs} no way to each other")
    areas = reading.dataset.area_by_id
    for contact in sorted(
        sorted(areas[str(place)].name for place in pair) for pair in one.contacts
    ):
        told.append(f"{joined(contact)} have no tie")
    if one.cut_off:
        names = [reading.dataset.organisation_by_id[key].name for key in one.cut_off]
        rest = len(names) - _MOST_NAMED
        named = names[:_MOST_NAMED] + ([f"{rest:,} more"] if rest > 0 else [])
        told.append(f"{joined(named)} {'has' if len(names) == 1 else 'have'} no partner")
    return "; ".join(told)
