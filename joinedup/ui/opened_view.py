"""The saved view that a session has opened: its name above the page, for as long as it is true.

The address names it beside everything that it holds. Once the reader changes what is shown, or
turns to another page, it is another view, and the name leaves the address.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from joinedup import services, views
from joinedup.errors import StoreError
from joinedup.render.escaping import escape_markdown
from joinedup.render.sentence import spoken_date
from joinedup.services import VIEW_PARAMETER, SavedView, default_view
from joinedup.ui import link_reading, state
from joinedup.views import LinkProblem, ViewState

_HELD = "_saved_view_held"
_FIRST = "_saved_view_read"
#: What makes two pictures the same: page, view, and where the picture stands.
_Shown = tuple[str, ViewState, tuple[tuple[float, ...], ...]]


def begin() -> None:
    """At the start of a run: say so where the address names a view that is not kept."""
    asked = st.query_params.get(VIEW_PARAMETER, "")
    if not asked or state.store_trouble():
        return
    try:
        one = services.saved_view(asked)
    except StoreError:
        return  # the notice above the page says what is wrong with the store
    if one is None:
        state.tell(LinkProblem(VIEW_PARAMETER, asked, _unknown(asked)))
        del st.query_params[VIEW_PARAMETER]
    elif _FIRST not in st.session_state:
        _restore_day(one)
    st.session_state[_FIRST] = True


def _restore_day(one: SavedView) -> None:
    """Hold the day of a pinned view where its address, copied on that day, has lost it.

    Streamlit leaves out what is the default, and that was the default then. A view that is not
    pinned keeps no day.
    """
    day = views.parse_day(dict(one.query).get("date", ""))
    if day and "date" not in st.query_params:
        st.session_state["date"] = day


def _unknown(asked: str) -> str:
    return (
        f"The link asks for the saved view “{asked[:60]}”, which is not here. Perhaps a letter is "
        "missing at its end: copy the whole link again, or look for the view on the page "
        "Saved views."
    )


def end(above: DeltaGenerator) -> None:
    """At the end of a run: name the saved view above the page while it is what is shown.

    Args:
        above: Where its name stands.
    """
    asked = st.query_params.get(VIEW_PARAMETER, "")
    one = _found(asked) if asked else None
    if one is None:
        st.session_state.pop(_HELD, None)
        return
    now = _shown()
    if st.session_state.get(_HELD) == (one.id, now) or _is_fresh(one, now):
        st.session_state[_HELD] = (one.id, now)
        with above:
            _name(one)
    else:
        st.session_state.pop(_HELD, None)
        del st.query_params[VIEW_PARAMETER]


def _found(asked: str) -> SavedView | None:
    try:
        return services.saved_view(asked)
    except StoreError:
        return None


def _shown() -> _Shown:
    positions = tuple(position(st.query_params.get(name, "")) for name in views.POSITIONS)
    return state.page(), state.view(), positions


def position(text: str) -> tuple[float, ...]:
    """Where a picture stands, as far as an eye can tell: latitude, longitude, zoom; maybe empty."""
    try:
        numbers = [float(part) for part in text[: views.MAX_VALUE_LENGTH].split(",")]
    except ValueError:
        return ()
    return tuple(round(number, 2) for number in numbers)


def _is_fresh(one: SavedView, now: _Shown) -> bool:
    """Whether what is shown is what a saved view opens, but for what was said to be gone."""
    page, view, places = now
    dataset = state.current_dataset()
    if page != one.page or dataset.id != one.dataset:
        return False
    if not one.pinned and state.pinned_version():
        return False
    default = default_view(dataset.id, state.today())
    asked = services.view_state(one, state.words(), default=default)
    gone = any(problem.parameter == "version" for problem in state.told())
    if asked.version not in ("", dataset.version) and not gone:
        return False
    saved = tuple(position(dict(one.query).get(name, "")) for name in views.POSITIONS)
    return link_reading.usable(dataset, asked) == view and saved == places


def _name(one: SavedView) -> None:
    saved = spoken_date(services.saved_day(one))
    words = (
        f":material/bookmark: Saved view **{escape_markdown(one.name)}**, by "
        f"{escape_markdown(one.owner)} on {saved}."
    )
    if one.note:
        words += f" {escape_markdown(one.note)}"
    if one.archived_at:
        away = spoken_date(one.archived_at.astimezone().date())
        words += f" :material/archive: It was put away on {away} and may be out of date."
    with st.container(key="saved-view-line"):
        st.markdown(words)
