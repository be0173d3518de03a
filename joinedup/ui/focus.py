"""Leads the reader's focus to a part of the page: a step of the tour, a word of the glossary.

A script sent with a component does it, as only the browser knows where the focus is. It moves once
for each move that it is told of, so a page that is drawn anew does not take the focus again.
"""

from typing import Any

import streamlit as st

_SCRIPT = """
const moved = new Set();
export default function (component) {
  const { data } = component;
  const [anchor, move] = data;
  const wanted = anchor || decodeURIComponent(window.location.hash.slice(1));
  const key = `${wanted} ${move}`;
  if (!wanted || moved.has(key)) return undefined;
  let tries = 100;
  const look = () => {
    const found = document.getElementById(wanted);
    if (found) {
      moved.add(key);
      found.setAttribute("tabindex", "-1");
      found.focus({ preventScroll: true });
      found.scrollIntoView({ block: "center" });
    } else if (tries > 0) {
      tries -= 1;
      waiting = window.setTimeout(look, 50);
    }
  };
  let waiting = window.setTimeout(look, 0);
  return () => window.clearTimeout(waiting);
}
"""


def lead_to(anchor: str, *, move: int = 0) -> None:
    """Lead the focus to an element of the page by its id.

    Args:
        anchor: Its id; empty for the one that the address names behind its ``#``.
        move: Tells one move to an element from the next one to the same element.
    """
    # A list: of a dict Streamlit would ask whether it holds tables, and import pandas for that.
    data: list[Any] = [anchor, move]
    st.components.v2.component("joinedup_focus", html="<span></span>", js=_SCRIPT)(
        data=data, key="focus", height="content"
    )
