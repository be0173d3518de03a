"""Pages in a frame: map and network for other sites, and any page large and bare for a meeting.

``embed=true`` is Streamlit's own parameter. Of map and network it leaves the sentence, the picture
and where it comes from. ``present=1`` makes any page large, without menu, filters and tools. The
widgets that hold the view are drawn all the same, and hidden by the style sheet.
"""

from pathlib import Path
from typing import Any

import streamlit as st

from joinedup.model import Dataset
from joinedup.render.escaping import escape
from joinedup.render.sentence import head, short_source
from joinedup.services import Reading
from joinedup.ui import filters, shell, state, versions
from joinedup.ui.framing import EMBEDDED

_STYLE = Path(__file__).parents[1] / "render" / "static" / "embed.css"
_MOST_SOURCES = 2

# Where the picture stands is known to the browser only: the link takes it from the address.
_SCRIPT = """
export default function (component) {
  const { data, parentElement } = component;
  parentElement.querySelector("span").textContent = data[0];
  const link = parentElement.querySelector("a");
  link.textContent = data[1];
  link.hidden = !data[1];
  const aim = () => {
    const url = new URL(window.location.href);
    ["embed", "embed_options", "present"].forEach((name) => url.searchParams.delete(name));
    link.href = url.toString();
  };
  aim();
  ["pointerenter", "pointerdown", "focus", "click"].forEach((name) => { link["on" + name] = aim; });
}
"""
_HTML = '<p><span></span> <a target="_blank" rel="noopener"></a></p>'
_FOOT_STYLE = """
p { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin: 0;
  font-size: 0.85rem; line-height: 1.4; color: var(--st-text-color); }
a { color: var(--st-link-color); }
a:focus-visible { outline: 3px solid #ffb81c; outline-offset: 2px; }
"""


def begin() -> None:
    """At the start of a run: remember whether the page is presented; styles where it is bare."""
    if st.query_params.get("present") == "1":
        st.session_state[state.PRESENTED] = True
    if is_bare():
        st.html(_STYLE)
        kind = "presented" if state.is_presented() else "embedded"
        st.html(f'<span class="ju-{kind}"></span>')


def is_bare() -> bool:
    """Whether menu, filters and tools are left out."""
    return state.is_presented() or is_embedded()


def is_embedded() -> bool:
    """Whether the page is asked for in the form for other sites."""
    return bool(st.context.is_embedded)


def run(page: Any) -> None:
    """Draw a page: of map and network in a frame only the picture; any other as it is."""
    if is_bare() and page.url_path in EMBEDDED:
        _picture(page.url_path)
    else:
        page.run()


def _picture(kind: str) -> None:
    # Imported here: the frames come with folium, which other pages do without.
    from joinedup.ui import frames

    above = st.container()
    with st.container(key="hidden-embedded"):
        # Before the view is read: on a first run these take their values from the link.
        filters.picture_options(kind)
    reading = state.reading()
    with above:
        _heading(kind, reading, frames.network_subject(reading) if kind == "network" else None)
    if not reading.shown:
        st.info(shell.NOTHING if state.is_presented() else shell.empty_words(None))
    if kind == "map":
        frames.draw_map(reading)
    else:
        frames.draw_network(reading)
    _foot(reading)


def _heading(kind: str, reading: Reading, halves: tuple[str, str] | None) -> None:
    first, second, said = head(reading, halves)
    st.html(
        f'<header class="ju-head"><h1><span class="ju-page">{kind.capitalize()}: </span>'
        f'{escape(first)}</h1><p class="ju-sentence">{escape(second)}</p>'
        f'<p class="ju-caveats">{escape(" · ".join(said))}</p></header>'
    )


def _foot(reading: Reading) -> None:
    # The date stands in the sentence above.
    words = f"{versions.name(reading.dataset)} · {sources(reading.dataset)}"
    label = "" if state.is_presented() else "Open in Joined Up"
    foot = st.components.v2.component("joinedup_foot", html=_HTML, css=_FOOT_STYLE, js=_SCRIPT)
    foot(data=[words[:1].upper() + words[1:], label], key="embedded-foot", height="content")


def sources(one: Dataset) -> str:
    """The sources of a dataset that most of it rests on, in a few words."""
    counts: dict[str, int] = {}
    for record in one.organisations:
        name = short_source(record.provenance.source)
        counts[name] = counts.get(name, 0) + 1
    names = sorted(counts, key=lambda name: (-counts[name], name))
    if not names:
        return "No source on record"
    rest = len(names) - _MOST_SOURCES
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"Source: {'; '.join(names[:_MOST_SOURCES])}{more}"
