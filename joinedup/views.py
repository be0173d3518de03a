"""The filter state of every page, and its way into a URL and back. Pure.

Imports :mod:`joinedup.model` and :mod:`joinedup.errors` only. Tested by
``tests/unit/test_views.py`` (tabled cases) and ``tests/property/test_views.py`` (round trip).

A URL carries the words on screen (``places=Rotherham``), because a link is read by people;
ids are understood as well. Nothing from a URL is evaluated: every value is looked up in a
:class:`Vocabulary`, and what is not found falls back to the default and is reported.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from joinedup.model import RECORD_ID, ConnectionState, Dataset, Level, Sector

#: Longest value that is read from a URL; longer ones are bad links or attacks.
MAX_VALUE_LENGTH = 300

#: Dates that a view can be of; beyond them a link holds a slip of the pen.
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewState:
    """What is on screen. An empty tuple means *all*.

    Attributes:
        version: Version of the dataset a link was made for; empty for the newest.
        day: The date the picture is of.
        past: Whether partnerships that have ended are counted as well.
        steps: How far around the selected organisation the network is drawn; 0 for all.
        within: Id of the group that the network is opened to; empty for everyone.
        selected: Id of an organisation, a partnership or an area; empty for none.
        against: What the view is compared with: a version, or a day (ISO 8601); empty for what
            suits the dataset.
        whatif: What would be otherwise: ``a`` is left out, ``a~b`` is a seat or a tie more, with
            ``!`` between several; empty for nothing.
        programme: Id of the programme that is open; empty for none.
        diagram: Id of the diagram that is open; empty for none.
        weights: How much each thing counts for introductions, from 0 to 5 with commas between;
            empty for what they begin with.
    """

    dataset: str
    day: date
    version: str = ""
    places: tuple[str, ...] = ()
    neighbourhood: str = ""
    sectors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    past: bool = False
    colour: str = "sector"
    size: str = "same"
    shade: str = "none"
    mark: str = "none"
    streets: bool = False
    drawing: str = "hubs"
    steps: str = "0"
    picture: str = "map"
    within: str = ""
    selected: str = ""
    against: str = ""
    whatif: str = ""
    weights: str = ""
    programme: str = ""
    diagram: str = ""


#: What the id of a group of organisations looks like; see :mod:`joinedup.network.groups`.
_GROUP = re.compile(r"[a-z]{1,20}:[A-Za-z0-9().:_-]{1,220}")
#: What free text has to look like.
_FORMS = {
    "within": _GROUP,
    "against": re.compile(r"[0-9a-f]{12}|\d{4}-\d{2}-\d{2}"),
    "weights": re.compile(r"([0-4](\.5)?|5)(,([0-4](\.5)?|5)){1,20}"),
    "whatif": re.compile(r"[A-Za-z0-9._:~!-]{1,300}"),
    "programme": RECORD_ID,
    "diagram": re.compile(r"[A-Za-z0-9]{10}"),
}
#: Parameters that hold one word of a vocabulary, several, or a switch.
ONE = (
    *("dataset", "neighbourhood", "colour", "size", "shade", "mark", "drawing", "steps"),
    "picture",
)
MANY = ("places", "sectors", "states", "levels", "kinds")
SWITCHES = ("past", "streets")
#: Free text that is part of the view; what it names is checked elsewhere.
KEPT = ("selected", "within", "against", "whatif", "weights", "programme", "diagram")
#: Free text: the view's, and what the frames keep.
FREE = ("version", *KEPT, "at", "drawn")
PARAMETERS = (*ONE, *MANY, *SWITCHES, *FREE, "date")


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


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """A part of a link that could not be used: which, its value, and what is shown instead."""

    parameter: str
    value: str
    message: str


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


def _default(name: str, words: Vocabulary, default: ViewState) -> Any:
    """What a parameter is where a link says nothing: of drawings, the dataset's first."""
    first = next(iter(words.words.get(name, {})), None) if name == "drawing" else None
    return first or getattr(default, name)


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


def parse(
    params: Mapping[str, Iterable[str]], words: Vocabulary, *, default: ViewState
) -> tuple[ViewState, tuple[LinkProblem, ...]]:
    """Read a view from URL parameters.

    Args:
        params: Values by parameter, as a URL may repeat them.
        words: What the dataset of the link may be asked for.
        default: What holds where the link says nothing or something unusable.

    Returns:
        The view, and a problem for every value that fell back. Unknown parameters are left
        alone: other tools add their own to links (``utm_source``).
    """
    found: dict[str, Any] = {}
    problems: list[LinkProblem] = []
    for name in PARAMETERS:
        texts = [text for text in params.get(name, ()) if text]
        if texts:
            good, bad = _read(name, texts, words)
            problems += [_problem(name, text) for text in bad]
            if good is not None:
                found["day" if name == "date" else name] = good
    known = {item.name for item in fields(ViewState)}
    values = {item: _default(item, words, default) for item in known}
    values.update({name: value for name, value in found.items() if name in known})
    return ViewState(**values), tuple(problems)


def to_params(
    state: ViewState, words: Vocabulary, *, default: ViewState, pin: bool = False
) -> list[tuple[str, str]]:
    """Write a view as URL parameters, labels instead of ids, defaults left out.

    Args:
        state: The view.
        words: The words of its dataset.
        default: What the page shows without parameters.
        pin: Also write the date and the version, so that the link shows the same picture
            next month.

    Returns:
        Pairs in a fixed order; parameters with several words repeat.
    """
    pairs: list[tuple[str, str]] = []
    for name in ONE:
        value = getattr(state, name)
        if value != _default(name, words, default):
            pairs.append((name, words.label(name, value)))
    for name in MANY:
        pairs += [(name, words.label(name, word)) for word in getattr(state, name)]
    pairs += [(name, "true") for name in SWITCHES if getattr(state, name)]
    found = {name: getattr(state, name) for name in KEPT}
    pairs += [(name, value) for name, value in found.items() if value]
    if pin or state.day != default.day:
        pairs.append(("date", state.day.isoformat()))
    if pin and state.version:
        pairs.append(("version", state.version))
    return pairs


def kept(name: str, text: object) -> str:
    """Free text of the view as it may be used; empty where it has another form than it must."""
    found = str(text or "")
    form = _FORMS.get(name)
    usable = len(found) <= MAX_VALUE_LENGTH and (form is None or form.fullmatch(found))
    return found if usable else ""


def parse_day(text: str) -> date | None:
    """A day from ``2026-03-01``; None where it is none, or not from 1990 to 2099."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _read(name: str, texts: list[str], words: Vocabulary) -> tuple[Any, list[str]]:
    """The usable value of one parameter (None for none), and the texts that are not."""
    if name in MANY:
        found = [(text, words.find(name, text)) for text in texts]
        good = tuple(dict.fromkeys(word for _, word in found if word is not None))
        return good or None, [text for text, word in found if word is None]
    # Of a parameter that comes twice Streamlit reads the last; of a date, which may be a range,
    # the first.
    text = texts[0] if name == "date" else texts[-1]
    value: Any = None
    if len(text) > MAX_VALUE_LENGTH:
        return None, [text]
    if name in ONE:
        value = words.find(name, text)
    elif name in SWITCHES:
        value = {"true": True, "1": True, "false": False, "0": False}.get(text.casefold())
    elif name == "date":
        value = parse_day(text)
    elif name in KEPT:
        value = kept(name, text) or None
    else:
        value = text
    return value, [text] if value is None else []


def _problem(name: str, text: str) -> LinkProblem:
    shown = text if len(text) <= 60 else text[:59] + "…"
    return LinkProblem(
        parameter=name,
        value=shown,
        message=f"The link asks for {_SPOKEN[name]} “{shown}”, which {_reason(name)}. "
        "The page shows the rest of the link without it.",
    )


def _reason(name: str) -> str:
    if name == "date":
        return "is not a day this dashboard can show"
    return "cannot be read" if name in (*SWITCHES, *FREE) else "is not in this dataset"


_SPOKEN: Mapping[str, str] = {
    "dataset": "the footprint",
    "version": "the version",
    "places": "the place",
    "neighbourhood": "the neighbourhood",
    "sectors": "the sector",
    "states": "the connection",
    "levels": "the level",
    "kinds": "the kind of partnership",
    "past": "past partnerships as",
    "streets": "the street map as",
    "colour": "the colouring",
    "size": "the size",
    "shade": "the shading",
    "mark": "the marking",
    "drawing": "the drawing",
    "steps": "the number of steps",
    "picture": "the picture",
    "selected": "the selection",
    "within": "the group",
    "against": "a comparison with",
    "whatif": "what if",
    "weights": "the weights",
    "programme": "the programme",
    "diagram": "the diagram",
    "at": "the map position",
    "drawn": "the drawing's position",
    "date": "the date",
}
