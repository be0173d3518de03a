"""The widgets that the view is chosen by: filters in the sidebar, the picture's options, chips.

Each is a Streamlit widget with ``bind="query-params"``, so the address always holds the view.
What a click on a picture selects is a widget too, a hidden one, for the same reason. Their
keys are the parameters of :mod:`joinedup.views`; :mod:`.state` reads what they hold.
"""

from collections.abc import Callable, Iterable

import streamlit as st

from joinedup import views
from joinedup.render.sentence import spoken_date, spoken_partial
from joinedup.ui import state, versions, words
from joinedup.views import ViewState, Vocabulary

_OPTIONS = {
    "colour": "Colour by",
    "size": "Size by",
    "shade": "Shade neighbourhoods by",
    "mark": "Mark",
    "streets": "Street map behind (needs the internet)",
    "drawing": "Draw",
    "steps": "Around the selected one",
    "picture": "Picture",
}
#: Technical words among what an option can be, which its help explains.
_EXPLAINED = {
    "colour": ("Reach",),
    "size": ("Partner", "Go-between"),
    "shade": ("IMD", "Registered patients"),
    "drawing": ("Community",),
}
_PICTURE_OPTIONS = {
    "map": ("colour", "size", "shade", "mark", "streets"),
    "network": ("colour", "size", "mark", "drawing", "steps"),
    "both": ("picture",),
}


#: What a filter is called where its value stands behind it.
_SPOKEN = {
    "places": "Place",
    "neighbourhood": "Neighbourhood",
    "sectors": "Sector",
    "states": "Connection",
    "levels": "Level of partnership",
    "kinds": "Kind of partnership",
    "date": "Date",
    "past": "Past partnerships",
}
#: Free text that only these pages set: elsewhere it is drawn only where there is some. Whatever a
#: page sets has to be drawn there before, or it does not get into the address.
_FEW = {
    "against": ("compare",),
    "weights": ("unconnected", "introductions", "organisation"),
    "programme": ("programmes", "stakeholders", "diagrams", "working_together", "sustainability"),
    "diagram": ("diagrams", "programmes"),
    "within": ("network",),
    "drawn": ("network", "compare"),
}


def sidebar(page: str, *, filters: bool = True) -> None:
    """Draw the filters; nothing else stands in the sidebar.

    Args:
        page: The page's address.
        filters: Whether the page has use for more than the footprint. Where it has none they
            are drawn hidden, so that they stay in the address for the pages that have.
    """
    with st.sidebar:
        # First, because the version that a link pins decides what the filters offer.
        with st.container(key="hidden"):
            for name in views.FREE:
                if page in _FEW.get(name, (page,)) or _is_there(name):
                    st.text_input(
                        name, key=name, bind="query-params", max_chars=views.MAX_VALUE_LENGTH
                    )
            if state.is_let_go():
                # On a first run the address wins; from the second on it can be corrected.
                st.rerun()
        _one("dataset", "Footprint", state.words(), on_change=state.forget_filters)
        # Only now is it known which footprint a link asks for.
        one, vocabulary = state.current_dataset(), state.words()
        told = [f"Record to {spoken_partial(one.as_of)}", versions.number(one)]
        st.caption(" · ".join(part for part in told if part))
        with st.container(key="filters" if filters else "hidden-filters"):
            _filters(vocabulary)


def _is_there(name: str) -> bool:
    return name in st.query_params or bool(st.session_state.get(name))


def _filters(vocabulary: Vocabulary) -> None:
    _many("places", "Place", vocabulary, "All")
    _many("sectors", "Sector", vocabulary, "All")
    _many("states", "Connection", vocabulary, "All")
    st.date_input(
        "Date",
        # Said here although it is Streamlit's own: else it takes whatever a callback sets for the
        # default, and leaves it out of the address.
        value=state.today(),
        min_value=views.FIRST_DAY,
        max_value=views.LAST_DAY,
        format="DD/MM/YYYY",
        key="date",
        help="Partnerships count if they ran on this day.",
        bind="query-params",
        persist_state="session",
    )
    with st.expander("More filters"):
        _neighbourhood(vocabulary)
        _many("levels", "Level of partnership", vocabulary, "All")
        _many("kinds", "Kind of partnership", vocabulary, "All")
        _switch("past", "Include past partnerships")


def _neighbourhood(vocabulary: Vocabulary) -> None:
    """Those of the places chosen, place by place; what is chosen already can always stay."""
    chosen = st.session_state.get("places") or ()
    parents = {area.id: area.parent for area in state.current_dataset().neighbourhoods}
    labels = vocabulary.words["neighbourhood"]
    # On a first run only the address has it.
    asked = st.session_state.get("neighbourhood", st.query_params.get("neighbourhood"))
    held = vocabulary.find("neighbourhood", str(asked or ""))
    offered = [key for key in labels if not chosen or parents[key] in chosen or key == held]
    found = {"neighbourhood": {key: labels[key] for key in offered}}
    _one("neighbourhood", "Neighbourhood", Vocabulary(found), empty="All")


def picture_options(kind: str) -> None:
    """How the picture is drawn: colours and sizes, and for the map what lies under it.

    What the page's picture has no use for is drawn hidden where it is not what it begins with, so
    that it stays in the address and in the session until a page has use for it again.
    """
    if kind == "both":
        _picture()
    elif kind:
        with st.popover("Picture options", icon=":material/tune:"):
            _options(_PICTURE_OPTIONS[kind])
    hidden = [name for name in _OPTIONS if name not in _PICTURE_OPTIONS.get(kind, ())]
    # In the sidebar, where a hidden thing takes no place from a row.
    with st.sidebar.container(key="hidden-options"):
        _options([name for name in hidden if _is_set(name)])


def _is_set(name: str) -> bool:
    """Whether an option is in the address, or is not what it begins with: a widget takes time."""
    held = st.session_state.get(name)
    first = False if name in views.SWITCHES else next(iter(state.words().words[name]))
    return name in st.query_params or held not in (None, first)


def _picture() -> None:
    """Which of two pictures a page shows, in plain sight."""
    st.segmented_control(
        _OPTIONS["picture"],
        list(views.PICTURES),
        format_func=views.PICTURES.__getitem__,
        default=next(iter(views.PICTURES)),
        key="picture",
        label_visibility="collapsed",
        required=True,
        bind="query-params",
        persist_state="session",
    )


def _options(names: Iterable[str]) -> None:
    vocabulary = state.words()
    for name in names:
        if name in views.SWITCHES:
            _switch(name, _OPTIONS[name])
        else:
            _one(name, _OPTIONS[name], vocabulary)


def _one(
    name: str,
    label: str,
    vocabulary: Vocabulary,
    *,
    empty: str = "",
    on_change: Callable[[], None] | None = None,
) -> None:
    options = dict(vocabulary.words[name])
    if empty:
        options = {"": empty, **options}
    # Another version of the record may not have the word any more.
    if name in st.session_state and st.session_state[name] not in options:
        st.session_state[name] = next(iter(options))
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=name,
        on_change=on_change,
        help="\n\n".join(words.meaning(term) for term in _EXPLAINED.get(name, ())) or None,
        bind="query-params",
        persist_state="session",
    )


def _many(name: str, label: str, vocabulary: Vocabulary, empty: str) -> None:
    options = vocabulary.words[name]
    held = st.session_state.get(name) or []
    if any(word not in options for word in held):
        st.session_state[name] = [word for word in held if word in options]
    st.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        key=name,
        placeholder=empty,
        bind="query-params",
        persist_state="session",
    )


def _switch(name: str, label: str) -> None:
    st.toggle(label, key=name, bind="query-params", persist_state="session")


def chips(view: ViewState) -> list[tuple[str, str | None, str]]:
    """Active filters as parameter, word and what stands on the chip."""
    return chips_of(view, state.words())


def in_words(view: ViewState, vocabulary: Vocabulary) -> list[str]:
    """The same on paper: ``Place: Rotherham``."""
    return [f"{_SPOKEN[name]}: {label}" for name, _, label in chips_of(view, vocabulary)]


def chips_of(view: ViewState, vocabulary: Vocabulary) -> list[tuple[str, str | None, str]]:
    """The same for the words of any dataset, outside of a session."""
    found: list[tuple[str, str | None, str]] = [
        (name, word, vocabulary.label(name, word))
        for name in views.MANY
        for word in getattr(view, name)
    ]
    if view.neighbourhood:
        label = vocabulary.label("neighbourhood", view.neighbourhood)
        found.append(("neighbourhood", None, label))
    if view.day != state.today():
        found.append(("date", None, spoken_date(view.day)))
    if view.past:
        found.append(("past", None, "Past included"))
    return found
