"""The tour: two minutes through the pages, two sentences a step, left whenever one likes.

Where a reader is in it stands in the address (``tour=3``), so that it survives a reload; a session
remembers it as well, because Streamlit takes what is bound to no widget out of the address when
the page changes. That somebody has seen it is kept by their browser alone, as one word.
"""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from joinedup.render.escaping import escape
from joinedup.ui import focus

PARAMETER = "tour"
_HELD = "_tour"
_MOVED = "_tour_moved"
_MOVES = "_tour_moves"
_ANCHOR = "tour-step"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: on which page it is, what it is about, and two sentences."""

    path: str
    page: str
    title: str
    words: str


STEPS = (
    Step(
        path="pages/overview.py",
        page="",
        title="The line at the top",
        words="The line at the top says in words and figures what is on screen. It changes with "
        "every filter, and can be read out in a meeting as it stands.",
    ),
    Step(
        path="pages/overview.py",
        page="",
        title="Filters",
        words="Choose a place, a sector or a date in the sidebar; on a phone the arrow at the top "
        "opens it. What you have chosen follows you from page to page, and a press on its name "
        "above the picture takes it away.",
    ),
    Step(
        path="pages/map.py",
        page="map",
        title="The map",
        words="Each mark is an organisation: filled if it is connected, a ring if it has no "
        "partnership on record, dotted if nobody has asked. Choose one, and the panel beside the "
        "map says whom it works with.",
    ),
    Step(
        path="pages/network.py",
        page="network",
        title="The network",
        words="Here lines show who works with whom, wherever they are. The table below has the "
        "same in rows, to sort, to search and to download.",
    ),
    Step(
        path="pages/unconnected.py",
        page="unconnected",
        title="The unconnected",
        words="This is the list to work from: those with no partnership on record, by need. "
        "Whoever is unknown has not been asked yet, and is never counted as unconnected.",
    ),
    Step(
        path="pages/introductions.py",
        page="introductions",
        title="Introductions",
        words="Beside each organisation that has nobody stands whom it could be introduced to, "
        "and why. What you decide about that comes together here, with who decided and when.",
    ),
    Step(
        path="pages/overview.py",
        page="",
        title="Take it with you",
        words="“Share this view” gives a short link that opens exactly what you see, and “Print” "
        "puts it on paper. The words of each page are explained at its foot.",
    ),
)

_SCRIPT = """
const SEEN = "joinedup-tour";
const seen = () => {
  try { return window.localStorage.getItem(SEEN) === "seen"; } catch (_) { return false; }
};
const see = () => {
  try { window.localStorage.setItem(SEEN, "seen"); } catch (_) { /* it is offered again */ }
};
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const offer = parentElement.querySelector("p");
  if (data[0] === "taken") see();
  offer.hidden = data[0] === "taken" || seen();
  const [start, dismiss] = offer.querySelectorAll("button");
  start.onclick = () => { see(); setTriggerValue("start", true); };
  dismiss.onclick = () => { see(); offer.hidden = true; };
}
"""
_HTML = """<p hidden>New here? <button type="button">Take the tour (2 minutes)</button>
<button type="button">No, thank you</button></p>"""
_STYLE = """
p { margin: 0; font-size: 1rem; color: var(--st-text-color); }
p[hidden] { display: none; }
button { font: inherit; padding: 0.25rem 0.3rem; min-height: 1.75rem; cursor: pointer; border: 0;
  background: transparent; color: var(--st-link-color); text-decoration: underline; }
button:focus-visible { outline: 3px solid #ffb81c; outline-offset: 2px; }
"""


def show(page: str) -> None:
    """Draw the step that the reader is at, above the page; nothing where no tour is on.

    Args:
        page: The address of the page that is on screen; empty for the Overview.
    """
    number = _number()
    if not number:
        return
    step = STEPS[number - 1]
    if st.session_state.pop(_MOVED, False) and step.page != page:
        st.switch_page(step.path, query_params={PARAMETER: str(number)})
    with st.container(border=True, key="tour"):
        st.html(
            '<div class="ju-tour" role="region" aria-label="Tour">'
            f'<p id="{_ANCHOR}" tabindex="-1"><strong>{escape(step.title)}</strong> '
            f"<span>Tour, step {number} of {len(STEPS)}</span></p>"
            f"<p>{escape(step.words)}</p></div>"
        )
        _buttons(number, away=step.page != page)
        # Scripts alone, which take no place.
        with st.container(key="tour-scripts"):
            _component("taken")
            if moves := st.session_state.get(_MOVES, 0):
                focus.lead_to(_ANCHOR, move=moves)


def _buttons(number: int, *, away: bool) -> None:
    last = number == len(STEPS)
    with st.container(horizontal=True, key="tour-buttons"):
        if away:
            st.button("Show me", type="primary", key="tour-show", on_click=_move, args=(number,))
        if number > 1:
            st.button("Back", key="tour-back", on_click=_move, args=(number - 1,))
        if not last:
            st.button(
                "Next",
                type="secondary" if away else "primary",
                key="tour-next",
                on_click=_move,
                args=(number + 1,),
            )
        st.button(
            "Finish the tour" if last else "Leave the tour",
            type="primary" if last and not away else "tertiary",
            key="tour-leave",
            on_click=_leave,
        )


def invitation() -> None:
    """Offer the tour to a browser that has not seen it; for the Overview alone."""
    if not _number():
        _component("offer")


def start() -> None:
    """Begin at the first step; for callbacks only."""
    _move(1)


def _component(use: str) -> None:
    offer = st.components.v2.component("joinedup_tour", html=_HTML, css=_STYLE, js=_SCRIPT)
    # A list: of a dict Streamlit would ask whether it holds tables, and import pandas for that.
    data: list[Any] = [use]
    offer(data=data, key=f"tour-{use}", height="content", on_start_change=start)


def _number() -> int:
    """The step that the address or the session is at, from 1; 0 for none."""
    asked = st.query_params.get(PARAMETER)
    if asked is None:
        held = int(st.session_state.get(_HELD, 0))
        if held:
            st.query_params[PARAMETER] = str(held)
        return held
    number = step_number(asked)
    if number:
        st.session_state[_HELD] = number
    else:
        del st.query_params[PARAMETER]
        st.session_state.pop(_HELD, None)
        st.warning(
            f"The link asks for a step of the tour that there is not: it has {len(STEPS)}. "
            "You can start it at the foot of each page.",
            icon=":material/link_off:",
        )
    return number


def step_number(text: str) -> int:
    """The number of a step as an address has it; 0 for anything that is not one."""
    known = {str(number): number for number in range(1, len(STEPS) + 1)}
    return known.get(text, 0)


def _move(number: int) -> None:
    held = st.session_state
    held[_HELD], held[_MOVED], held[_MOVES] = number, True, held.get(_MOVES, 0) + 1
    st.query_params[PARAMETER] = str(number)


def _leave() -> None:
    for name in (_HELD, _MOVED, _MOVES):
        st.session_state.pop(name, None)
    st.query_params.pop(PARAMETER, None)
