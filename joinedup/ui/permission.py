"""Who may publish: anybody at this machine; elsewhere only who has signed in."""

import unicodedata
from collections.abc import Mapping
from ipaddress import ip_address

import streamlit as st

from joinedup.render.escaping import escape_markdown
from joinedup.store.wording import MAX_AUTHOR
from joinedup.ui import state

_LOOPBACK = {"localhost"}
# What the store does not take in a name: line breaks, and what turns the writing around.
_CONTROL = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTION = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
# What a proxy adds to a request that it passes on.
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def refusal() -> str:
    """Why nothing can be published from this session; empty where it can.

    Without sign-in the dashboard cannot know who publishes, so it lets only people at the
    machine itself do it: the server has to be bound to a loopback address, and the reader
    has to come from there, not through a proxy.
    """
    if trouble := state.store_trouble():
        return f"Publishing is off. {escape_markdown(f'{trouble.what}. {trouble.hint}')}"
    if sign_in_configured():
        return "" if _signed_in() else "Sign in to publish."
    if _is_loopback(st.get_option("server.address") or "") and _from_here():
        return ""
    return (
        "Publishing is off: this dashboard can be reached from other machines, and sign-in is "
        "not set up. You can look at the plan and download everything. Whoever runs the "
        "dashboard can set up sign-in as the README describes."
    )


def author() -> str:
    """The name of whoever has signed in, as a version can keep it; empty where nobody has."""
    if not (sign_in_configured() and _signed_in()):
        return ""
    return _line(st.user.get("name")) or _line(st.user.get("email"))


def _line(value: object) -> str:
    """A text on one line, without hidden characters, no longer than an author's name may be."""
    signs = (" " if _is_hidden(sign) else sign for sign in str(value or ""))
    line = " ".join("".join(signs).split())
    return line if len(line) <= MAX_AUTHOR else f"{line[: MAX_AUTHOR - 1].rstrip()}…"


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _CONTROL or unicodedata.bidirectional(sign) in _DIRECTION


def sign_in() -> None:
    """Draw a button for each way to sign in, where that is set up and nobody has."""
    if not sign_in_configured() or _signed_in():
        return
    auth = st.secrets["auth"]
    named = [name for name, value in auth.items() if isinstance(value, Mapping)]
    if "client_id" in auth or not named:
        st.button("Sign in", icon=":material/login:", on_click=st.login)
    for name in named:
        label = f"Sign in with {escape_markdown(name)}"
        st.button(label, icon=":material/login:", on_click=st.login, args=(name,))


def sign_in_configured() -> bool:
    """Whether ``.streamlit/secrets.toml`` has an ``[auth]`` section, as ``st.login`` needs."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def _signed_in() -> bool:
    return bool(st.user.get("is_logged_in"))


def _from_here() -> bool:
    # Streamlit gives no address for a reader on the machine itself.
    address = st.context.ip_address
    if any(name in st.context.headers for name in _PASSED_ON):
        return False
    return address is None or _is_loopback(address)


def _is_loopback(address: str) -> bool:
    if address.casefold() in _LOOPBACK:
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
