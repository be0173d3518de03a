"""Old ties, in words and in pictures: what nobody has confirmed for over 18 months."""

from typing import Any

from joinedup.model import Dataset
from joinedup.render.sentence import spoken_partial
from joinedup.services import Confirmed

NO_DATE = "no date of confirmation"
_KEY = {"old": True, "label": "Dotted: not confirmed for over 18 months"}


def confirmed_words(found: Confirmed, text: str) -> str:
    """``not confirmed since March 2023``; empty where the date is recent enough."""
    if not text:
        return NO_DATE
    return f"not confirmed since {spoken_partial(text)}" if text in found.old else ""


def with_old_lines(picture: dict[str, Any], dataset: Dataset, found: Confirmed) -> dict[str, Any]:
    """A picture whose old lines are drawn as such, and whose key says so where there can be some.

    The map's lines get one more figure each: 1 where the line is old, else 0. The network's
    lines are fetched with theirs (:func:`joinedup.render.columns.network_lines`).
    """
    edges = picture.get("edges")
    if edges:
        ids = [one.id for one in dataset.organisations]
        edges = [
            [one, other, weight, int(found.pair(ids[one], ids[other]) in found.old)]
            for one, other, weight in edges
        ]
    drawn = any(old for *_, old in edges) if edges else bool(picture.get("edges_url"))
    if not (drawn and found.old):
        return {**picture, "edges": edges} if edges else picture
    changed = {**picture, "state_legend": [*picture["state_legend"], _KEY]}
    return {**changed, "edges": edges} if edges else changed
