"""The words that parameters may hold: choices that are always the same, and those of a dataset."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from joinedup.model import ConnectionState, Dataset, Level, Sector

COLOURS = {
    "sector": "Sector",
    "place": "Place",
    "state": "Connection",
    "reach": "Reach of partnerships",
}
SIZES = {"same": "All the same", "degree": "Number of partners", "betweenness": "Go-between"}
SHADES = {
    "none": "Nothing",
    "practices": "General practices",
    "patients": "Registered patients",
    "deprivation": "Deprivation",
    "unconnected": "Share with no partnership on record",
}
MARKS = {"none": "Nothing", "fragile": "Who holds others together"}
DRAWINGS = {
    "hubs": "Partnerships and members",
    "organisations": "Organisations only",
    "blocks": "Places and sectors",
    "communities": "Communities",
}
#: Drawings in which a mark is a group of organisations.
GROUPED = ("blocks", "communities")
#: A footprint with more organisations opens as blocks: one by one they would be a ball of wool.
MOST_ONE_BY_ONE = 1500
#: The pictures of a page that has a choice of them.
PICTURES = {"map": "Map", "network": "Network"}
STEPS = {"0": "Everything", "1": "One step", "2": "Two steps"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that each parameter may hold in one dataset: id to label, in order."""

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def label(self, parameter: str, word: str) -> str:
        """The label of a word; the word itself where it has none."""
        return self.words.get(parameter, {}).get(word, word)

    def find(self, parameter: str, text: str) -> str | None:
        """The id that ``text`` names, as a label or an id, or None."""
        words = self.words.get(parameter, {})
        if text in words.values():
            return next(word for word, label in words.items() if label == text)
        if text in words:
            return text
        wanted = text.strip().casefold()
        return next((word for word, label in words.items() if label.casefold() == wanted), None)


def vocabulary(dataset: Dataset, dataset_names: Mapping[str, str]) -> Vocabulary:
    """The words of one dataset; labels are unique within each parameter."""
    kinds = sorted({partnership.kind for partnership in dataset.partnerships})
    occurring = {organisation.sector for organisation in dataset.organisations}
    return Vocabulary(
        {
            "dataset": _distinct(dataset_names, {}),
            "places": _distinct({area.id: area.name for area in dataset.places}, {}),
            "neighbourhood": _neighbourhoods(dataset),
            "sectors": {one.value: one.label for one in Sector if one in occurring},
            "states": {state.value: state.label for state in ConnectionState},
            "levels": {level.value: level.value.capitalize() for level in Level},
            "kinds": _distinct({kind: kind[:1].upper() + kind[1:] for kind in kinds}, {}),
            "colour": COLOURS,
            "size": SIZES,
            "shade": SHADES,
            "mark": MARKS,
            "drawing": _drawings(dataset),
            "steps": STEPS,
            "picture": PICTURES,
        }
    )


def _drawings(dataset: Dataset) -> dict[str, str]:
    """The drawings, the one that suits the dataset's size first: a link without one shows it."""
    if len(dataset.organisations) <= MOST_ONE_BY_ONE:
        return DRAWINGS
    return {"blocks": DRAWINGS["blocks"], **DRAWINGS}


def _neighbourhoods(dataset: Dataset) -> dict[str, str]:
    """Names of neighbourhoods; those of one name carry their place."""
    parents = {
        one.id: dataset.area_by_id[one.parent].name for one in dataset.neighbourhoods if one.parent
    }
    return _distinct({one.id: one.name for one in dataset.neighbourhoods}, parents)


def _distinct(labels: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """Labels that can be told apart: shared ones carry what is in ``more``, then their id."""
    told = _told_apart(labels, more)
    return _told_apart(told, {word: word for word in told})


def _told_apart(labels: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    counts = Counter(label.casefold() for label in labels.values())
    return {
        word: f"{label} ({more[word]})" if word in more and counts[label.casefold()] > 1 else label
        for word, label in labels.items()
    }
