"""The popover "Share this view": a saved view and its short link, QR codes, code to embed it.

Its parts are drawn once it is open. Where the picture stands, and under which address people reach
the dashboard, is known to the browser only: a component tells it while the popover is open.
"""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render.charts import image
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.qr import MOST_IN_CODE, qr_png, qr_svg
from joinedup.services import Reading, SavedView
from joinedup.services.saved_views import page_path, stored_query
from joinedup.ui import headings, links, permission, positions, state, writing
from joinedup.ui.framing import EMBEDDED
from joinedup.ui.front_end import base_path
from joinedup.views import POSITIONS

_STYLE = Path(__file__).parents[1] / "render" / "static" / "sharing.css"
_SAVED = "_view_saved"
_WHERE = "share-where"
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\[\]:-]{1,260}")
_POSITION = re.compile(r"-?[0-9.]{1,12},-?[0-9.]{1,12},-?[0-9.]{1,8}")
#: A longer link is not for typing off a slide.
_MOST_TYPED = 80
#: Where a picture stands, by the page that has it.
_POSITIONS = {"map": ("at",), "network": ("drawn",)}

_SCRIPT = (
    positions.READ
    + """
export default function (component) {
  const { setStateValue } = component;
  let told = "";
  const tell = () => {
    const found = [window.location.origin, ...positions().map(([, text]) => text)];
    if (found.join(" ") === told) return;
    told = found.join(" ");
    setStateValue("where", found);
  };
  tell();
  // The picture may be moved while this is open: before a button is pressed it is asked again.
  const names = ["pointerdown", "keydown"];
  names.forEach((name) => document.addEventListener(name, tell, true));
  return () => names.forEach((name) => document.removeEventListener(name, tell, true));
}
"""
)


def popover(reading: Reading) -> None:
    """The button "Share this view", and behind it everything there is to share this view by."""
    with st.popover(
        "Share this view", icon=":material/share:", key="share", on_change="rerun"
    ) as box:
        if box.open:
            _contents(reading)


def _contents(reading: Reading) -> None:
    st.html(_STYLE)
    shown = st.container()
    # Last, because what draws nothing still takes the place of a line.
    origin, places = _where()
    if not origin:
        return  # the browser tells it in a moment, and the page is drawn anew
    page = state.page()
    query = [*state.link_query(reading.state), *_standing(page, places)]
    with shown:
        known: SavedView | None = st.session_state.get(_SAVED)
        if known and known.page == page and known.query == _kept(known, query):
            _saved(origin, known)
        else:
            _save(reading, page, query)
            headings.section("QR code of this address, without saving")
            _code(_address(origin, page, query), "joined-up-link", words="this address")
        if page in EMBEDDED:
            _embed_code(origin, page, query)


def _kept(known: SavedView, query: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    try:
        return stored_query(query, pinned=known.pinned)
    except StoreError:
        return ()  # what cannot be saved is not what was saved


def _where() -> tuple[str, dict[str, str]]:
    """The address that people reach the dashboard by, and where map and network stand."""
    tell = st.components.v2.component("joinedup_where", js=_SCRIPT)
    told: Any = tell(key=_WHERE, on_where_change=lambda: None).get("where")
    return usable(told or [""] * (1 + len(POSITIONS)))


def usable(told: Sequence[object]) -> tuple[str, dict[str, str]]:
    """What of a browser's word can be used: an origin, and positions by parameter.

    Args:
        told: The origin, where the map stands, where the network stands; each may be anything.
    """
    origin, *places = (str(part)[:300] for part in told)
    kept = {
        name: text
        for name, text in zip(POSITIONS, places, strict=True)
        if _POSITION.fullmatch(text)
    }
    return origin if _ORIGIN.fullmatch(origin) else "", kept


def _standing(page: str, places: dict[str, str]) -> list[tuple[str, str]]:
    names = _POSITIONS.get(page, ())
    return [(name, places[name]) for name in names if name in places]


def _address(origin: str, page: str, query: Sequence[tuple[str, str]]) -> str:
    written = urlencode(query, quote_via=quote, safe=",:~!")
    return f"{origin}{base_path()}/{page_path(page)}?{written}"


def short_link(origin: str, one: SavedView) -> str:
    """The short link of a saved view, as it is pasted into a chat."""
    return f"{origin}{base_path()}/{services.short_address(one)}"


def origin_of_session() -> str:
    """The address that this session's reader has the dashboard by; empty where it is not known."""
    parts = urlsplit(st.context.url or "")
    found = f"{parts.scheme}://{parts.netloc}"
    return found if _ORIGIN.fullmatch(found) else ""


def _save(reading: Reading, page: str, query: Sequence[tuple[str, str]]) -> None:
    headings.section("Save this view")
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
        permission.sign_in()
        return
    with st.form("save-view", border=False):
        name = st.text_input("Name", key="view-name")
        note = st.text_input("What it is for (if you like)")
        pinned = st.toggle(
            "Keep this date and version",
            value=True,
            help="On: the picture stays as it is today. Off: the link always shows the newest "
            "version, on the day it is opened.",
        )
        owner = writing.author_input("view-owner")
        pressed = st.form_submit_button("Save this view", type="primary")
    if not pressed:
        return
    kept: SavedView | None = None
    with writing.Attempt(owner):
        kept = services.save_view(
            name=name,
            note=note,
            owner=owner,
            dataset=reading.dataset.id,
            page=page,
            query=query,
            pinned=pinned,
        )
    if kept:
        st.session_state[_SAVED] = kept
        st.rerun()


def _saved(origin: str, one: SavedView) -> None:
    st.success(f"Saved as **{escape_markdown(one.name)}**.", icon=":material/bookmark_added:")
    show(origin, one)
    st.page_link("pages/saved_views.py", label="All saved views", icon=":material/bookmarks:")


def show(origin: str, one: SavedView) -> None:
    """The short link of a saved view with its button to copy it, and its QR code."""
    link = short_link(origin, one)
    st.html(f'<p class="ju-short-link">{escape(link)}</p>')
    links.copy_text(link, "Copy short link", key=f"copy-{one.id}")
    _code(link, f"joined-up-{one.id}", words=one.name)


def _code(link: str, file_name: str, *, words: str) -> None:
    """A QR code: small here, filling the window on request, and as files for slides."""
    drawn = qr_svg(link)
    if not drawn:
        st.caption(
            f"This address is too long for a QR code, which holds {MOST_IN_CODE} characters. Save "
            "the view first: its short link always fits."
        )
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"code-{file_name}"):
        st.html(image(drawn, f"QR code of {words}", "ju-code"), width="content")
        if st.button("Show large", key=f"large-{file_name}", icon=":material/open_in_full:"):
            _large(link, words)
        for kind, make in (("svg", partial(str.encode, drawn)), ("png", partial(qr_png, link))):
            st.download_button(
                kind.upper(),
                make,
                file_name=f"{file_name}.{kind}",
                mime="image/svg+xml" if kind == "svg" else "image/png",
                key=f"{kind}-{file_name}",
                icon=":material/download:",
                help=f"Download the QR code as {kind.upper()}, for a slide or a poster",
                on_click="ignore",
            )


@st.dialog("Scan to open this view", width="large")
def _large(link: str, words: str) -> None:
    st.html(_STYLE)
    code = image(qr_svg(link), f"QR code of {words}", "ju-code-big")
    typed = f'<p class="ju-short-link">{escape(link)}</p>' if len(link) <= _MOST_TYPED else ""
    st.html(f'<div class="ju-code-large">{code}{typed}</div>')


def _embed_code(origin: str, page: str, query: Sequence[tuple[str, str]]) -> None:
    headings.section("Show it on an intranet page")
    address = _address(origin, page, [*query, ("embed", "true")])
    title = f"Joined Up: {page}"
    code = (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="600" '
        'style="border:0" loading="lazy" allow="clipboard-write"></iframe>'
    )
    st.code(code, language="html", wrap_lines=True)
    st.caption(
        "Paste it into the page. Whoever runs this dashboard has to allow the intranet's address "
        "once: its setting is JOINEDUP_EMBED_ORIGINS."
    )
