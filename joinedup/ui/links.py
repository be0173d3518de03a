"""Buttons that copy: the address with date and version pinned, and any other link."""

from typing import Any

import streamlit as st

from joinedup.ui import positions, state
from joinedup.views import ViewState

_COPY = """
async function copy(text, failed, parentElement) {
  const said = parentElement.querySelector("[role=status]");
  parentElement.querySelector("button").dataset.link = text;
  let copied = false;
  try { await navigator.clipboard.writeText(text); copied = true; } catch (_) {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    copied = document.execCommand("copy");
    area.remove();
  }
  said.textContent = copied ? "Link copied" : failed;
  window.setTimeout(() => { said.textContent = ""; }, 4000);
}
"""
_SCRIPT = f"""{_COPY}{positions.READ}
export default function (component) {{
  const {{ data, parentElement }} = component;
  parentElement.querySelector("button").onclick = () => {{
    const url = new URL(window.location.href);
    url.search = "";
    data.forEach(([name, value]) => url.searchParams.append(name, value));
    keepPositions(url.searchParams);
    copy(url.toString(), "Copy it from the address bar", parentElement);
  }};
}}
"""
_TEXT_SCRIPT = f"""{_COPY}
export default function (component) {{
  const {{ data, parentElement }} = component;
  const button = parentElement.querySelector("button");
  button.textContent = data[0];
  button.onclick = () => copy(data[1], "Select the link and copy it", parentElement);
}}
"""
_HTML = '<button type="button">Copy link</button><span role="status"></span>'
_STYLE = """
button { font: inherit; font-size: 0.95rem; padding: 0 0.9rem; min-height: 2.5rem;
  cursor: pointer; border-radius: 6px; background: var(--st-background-color);
  color: var(--st-link-color); border: 1px solid var(--st-border-color); white-space: nowrap; }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid #ffb81c; outline-offset: 2px; }
span { margin-left: 0.6rem; color: var(--st-text-color); font-size: 0.9rem; }
"""


def copy_link(view: ViewState) -> None:
    """A button that puts a link to this view on the clipboard."""
    pairs: list[list[Any]] = [list(pair) for pair in state.link_query(view)]
    component = st.components.v2.component("joinedup_link", html=_HTML, css=_STYLE, js=_SCRIPT)
    # A list: of a dict Streamlit would ask whether it holds tables, and import pandas for that.
    component(data=pairs, key="copy-link", width="content", height="content")


def copy_text(link: str, label: str, *, key: str) -> None:
    """A button that puts a link on the clipboard, as it is.

    Args:
        label: What stands on it.
        key: Unique on the page.
    """
    component = st.components.v2.component("joinedup_text", html=_HTML, css=_STYLE, js=_TEXT_SCRIPT)
    component(data=[label, link], key=key, height="content")
