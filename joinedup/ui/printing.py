"""The "Print" popover: a view on paper, as a file, as a picture, as a slide.

Where map and network stand is known to the browser only, so a script of ours puts together the
address of a document when somebody asks for it, fetches it, and hands it over as a download.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from joinedup.render.document import Document
from joinedup.render.pdf import PAPERS, Paper
from joinedup.ui import menu, positions, state
from joinedup.ui.front_end import base_path
from joinedup.views import ViewState

#: What stands on a button, the name and the form of its document, and what its address adds.
_Offer = list[Any]
_ONE_FILE = "One file (HTML), for a laptop without network"
#: Pages with pictures, and of what kind; the picture of a comparison is its reader's choice.
_PICTURES = {
    "overview": ("map", "network"),
    "map": ("map",),
    "network": ("network",),
    "unconnected": ("map",),
}

_SCRIPT = (
    positions.READ
    + """
export default function (component) {
  const { data, parentElement } = component;
  const [base, pairs, papers, offers] = data;
  const root = parentElement.querySelector("section");
  // The page may be drawn anew while a document is being made: what was said stays.
  const shown = JSON.stringify(data);
  if (root.dataset.shown === shown) return;
  root.dataset.shown = shown;
  const make = (tag, attributes, text) => {
    const one = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => one.setAttribute(name, value));
    one.textContent = text;
    return one;
  };
  const said = make("p", { role: "status" }, "");
  const address = (name, form, more) => {
    const query = new URLSearchParams(pairs);
    keepPositions(query);
    more.forEach(([one, value]) => query.set(one, value));
    const paper = root.querySelector("input:checked");
    if (form === "pdf") query.set("paper", paper.value);
    return `${window.location.origin}${base}/joinedup/documents/${name}.${form}?${query}`;
  };
  const save = async (answer) => {
    const link = document.createElement("a");
    const content = await answer.blob();
    link.href = URL.createObjectURL(content);
    link.download = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") || "")?.[1]
      || "joined-up";
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    said.textContent = `Done: ${link.download} is among your downloads.`;
  };
  let busy = false;
  const fetched = async (name, form, more) => {
    if (busy) return;
    busy = true;
    said.textContent = "Making it. This can take some seconds.";
    said.scrollIntoView({ block: "nearest" });
    try {
      const answer = await fetch(address(name, form, more));
      if (answer.ok) await save(answer);
      else said.textContent = (await answer.text()).slice(0, 600);
    } catch (_) {
      said.textContent = "The dashboard does not answer. Check the network, then try again.";
    }
    busy = false;
  };
  root.replaceChildren();
  const box = make("fieldset", {}, "");
  box.append(make("legend", {}, "Paper"));
  papers.forEach((paper, at) => {
    const label = make("label", {}, "");
    const choice = make("input", { type: "radio", name: "paper", value: paper }, "");
    choice.checked = at === 0;
    label.append(choice, paper);
    box.append(label);
  });
  root.append(box);
  offers.forEach(([label, name, form, more]) => {
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", () => fetched(name, form, more));
    root.append(button);
  });
  root.append(said);
}
"""
)
_STYLE = """
section { display: grid; gap: 0.5rem; min-width: min(17rem, 80vw); color: var(--st-text-color); }
fieldset { display: flex; gap: 1.2rem; align-items: center; border: 0; margin: 0; padding: 0; }
legend { float: left; padding: 0; }
label { display: inline-flex; gap: 0.4rem; align-items: center; min-height: 2rem; cursor: pointer; }
input { width: 1.15rem; height: 1.15rem; margin: 0; accent-color: var(--st-primary-color); }
button { font: inherit; font-size: 0.95rem; padding: 0.3rem 0.9rem; min-height: 2.5rem;
  text-align: left; cursor: pointer; border-radius: 6px; color: var(--st-link-color);
  background: var(--st-background-color); border: 1px solid var(--st-border-color); }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible, input:focus-visible { outline: 3px solid #ffb81c; outline-offset: 2px; }
p { margin: 0; min-height: 1.4em; font-size: 0.95rem; overflow-wrap: anywhere; }
"""


def popover(view: ViewState, more: Sequence[_Offer] = ()) -> None:
    """The popover of the page that is drawn; its buttons are made when it is opened.

    Args:
        view: What the page shows.
        more: What it offers besides the page itself.
    """
    box = _box()
    if box.open:
        with box:
            _component([*_of_page(state.page(), view), *more], view)


def alone(*, story: str = "") -> DeltaGenerator:
    """The same on a page without other tools; the row that it stands in.

    Args:
        story: The id of the story that is being changed; empty for none.
    """
    row = st.container(horizontal=True, vertical_alignment="center", key="tools")
    with row:
        popover(state.view(), _of_story(story))
    return row


def of_session(make: Callable[[], Document], name: str) -> None:
    """The popover of what only this session has, so that no address can ask for it.

    Args:
        make: Makes the document, in a thread without a session.
        name: Of the files, without an ending.
    """
    with st.container(horizontal=True, key="tools"):
        box = _box()
    if not box.open:
        return
    with box:
        for paper in PAPERS:
            _download(f"PDF to print ({paper})", partial(_pdf, make, paper), f"{name}-{paper}.pdf")
        _download(_ONE_FILE, partial(_html, make), f"{name}.html")


def _box() -> Any:
    return st.popover("Print", icon=":material/print:", key="print", on_change="rerun")


def _download(label: str, make: Callable[[], bytes], name: str) -> None:
    st.download_button(
        label, make, file_name=name, key=f"print-{name}", on_click="ignore", width="stretch"
    )


def _pdf(make: Callable[[], Document], paper: Paper) -> bytes:
    # Imported here, as in :func:`_html`: needed by those only who print.
    from joinedup.render import pdf

    return pdf.pdf(make(), paper=paper)


def _html(make: Callable[[], Document]) -> bytes:
    from joinedup.render import html_file

    return html_file.html_file(make()).encode()


def _component(offers: list[_Offer], view: ViewState) -> None:
    component = st.components.v2.component(
        "joinedup_print", html="<section></section>", css=_STYLE, js=_SCRIPT
    )
    # A list: of a dict Streamlit would ask whether it holds tables, and import pandas for that.
    pairs = [list(pair) for pair in state.link_query(view)]
    data = [base_path(), pairs, list(PAPERS), offers]
    component(data=data, key="print-it", height="content")


def _of_page(page: str, view: ViewState) -> list[_Offer]:
    offers: list[_Offer] = [
        ["PDF to print", page, "pdf", []],
        [_ONE_FILE, page, "html", []],
    ]
    if page not in menu.PLAIN:  # nothing that stands on a slide
        offers.append(["PowerPoint slide", page, "pptx", []])
    kinds = (view.picture,) if page == "compare" else _PICTURES.get(page, ())
    for kind in kinds:
        offers.append([f"{kind.capitalize()} as picture (PNG)", page, "png", [["of", kind]]])
        offers.append([f"{kind.capitalize()} as drawing (SVG)", page, "svg", [["of", kind]]])
    if area := _area(view):
        offers.append([_pack(area), "pack", "pdf", [["area", area]]])
    return offers


def _pack(area: str) -> str:
    # Imported here: documents are needed by those only who print.
    from joinedup.ui.documents import packs

    dataset = state.current_dataset()
    one = dataset.area_by_id[area]
    return f"Pack for {one.name} ({packs.length_words(dataset, one)})"


def _of_story(one: str) -> list[_Offer]:
    """A story as it is saved; nothing where there is none."""
    if not one:
        return []
    name = f"story-{one}"
    return [["This story (PDF)", name, "pdf", []], ["This story (PowerPoint)", name, "pptx", []]]


def _area(view: ViewState) -> str:
    """The place or neighbourhood that the view is about; empty where it is about none, or more."""
    known = state.current_dataset().area_by_id
    chosen = [view.selected] if view.selected in known else []
    chosen += [view.neighbourhood] if view.neighbourhood else []
    chosen += list(view.places) if len(view.places) == 1 else []
    return next((one for one in chosen if one in known), "")
