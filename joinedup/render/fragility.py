"""What would break without an organisation, in words; and those that others hang on, marked."""

from collections.abc import Collection, Sequence
from typing import Any

from joinedup.model import Dataset
from joinedup.network.fragility import Loss
from joinedup.render.nouns import counted
from joinedup.render.picture import overlay
from joinedup.render.sentence import joined
from joinedup.services import Reading

_MOST_NAMED = 3


def what_breaks(reading: Reading, one: Loss) -> str:
    """``11 organisations would be cut off from the other 4,071; Raven Trust has no partner``."""
    told = []
    if one.pairs and one.sizes[0] > 1:  # else all of them have no partner, which is said below
        told.append(cut_words(one.sizes))
    areas = reading.dataset.area_by_id
    for contact in sorted(
        sorted(areas[str(place)].name for place in pair) for pair in one.contacts
    ):
        told.append(f"{joined(contact)} would have no tie")
    if one.cut_off:
        names = [reading.dataset.organisation_by_id[key].name for key in one.cut_off]
        rest = len(names) - _MOST_NAMED
        named = names[:_MOST_NAMED] + ([f"{rest:,} more"] if rest > 0 else [])
        told.append(f"{joined(named)} would have no partner")
    return "; ".join(told)


def cut_words(sizes: Sequence[int]) -> str:
    """Who is cut off from whom where a part of the network falls into pieces.

    Args:
        sizes: Organisations in each of two pieces or more, the largest first.
    """
    largest, *rest = sizes
    if largest == 1:
        return f"{len(sizes):,} organisations would have no way to each other"
    cut = counted(sum(rest), "organisation", "organisations")
    return f"{cut} would be cut off from the other {largest:,}"


def meeting_words(sizes: Sequence[int]) -> str:
    """Who gets a way to whom where such pieces grow together."""
    largest, *rest = sizes
    if largest == 1:
        return f"{len(sizes):,} organisations would get a way to each other"
    some = counted(sum(rest), "organisation", "organisations")
    return f"{some} would get a way to {largest:,} others"


def with_marks(picture: dict[str, Any], dataset: Dataset, ids: Collection[str]) -> dict[str, Any]:
    """A picture in which organisations bear a mark, and whose key says what it means."""
    says = "one of those that others hang on most"
    item = {"overlay": "!", "label": f"Holds others together ({len(ids):,})", "says": says}
    letters = "".join("!" if one.id in ids else "." for one in dataset.organisations)
    return {**picture, **overlay(letters, [item], title="Marked")}
