"""A view into an address and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from joinedup.views.view import (
    FREE,
    KEPT,
    MANY,
    MAX_VALUE_LENGTH,
    ONE,
    PARAMETERS,
    SWITCHES,
    ViewState,
    kept,
    parse_day,
)
from joinedup.views.words import Vocabulary

#: What a parameter is called in a sentence.
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


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """A part of a link that could not be used: which, its value, and what is shown instead."""

    parameter: str
    value: str
    message: str


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


def _default(name: str, words: Vocabulary, default: ViewState) -> Any:
    """What a parameter is where a link says nothing: of drawings, the dataset's first."""
    first = next(iter(words.words.get(name, {})), None) if name == "drawing" else None
    return first or getattr(default, name)


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
