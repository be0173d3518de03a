"""The accessibility statement, in the parts that the regulations of 2018 ask for.

Its facts are read from ``docs/accessibility.md``, so that there is no second list of known gaps.
Whom to write to is for whoever runs the dashboard to name: ``JOINEDUP_CONTACT``, an e-mail address
or a link. Source: the Public Sector Bodies (Websites and Mobile Applications) (No. 2)
Accessibility Regulations 2018, regulation 8, and the model statement that they refer to.
"""

import logging
import os
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.statement import Statement
from joinedup.render.statement import statement as recorded
from joinedup.ui import headings, printing

_LOG = logging.getLogger("joinedup")
CONTACT = "JOINEDUP_CONTACT"
_LONGEST = 300
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")
_HOST = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_SIGN = re.compile(r"[A-Za-z0-9._~:/?#@!&=+%-]+")
_REGULATIONS = (
    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
)
_ABLE = """
- use every page with the keyboard alone, the map and the network as well
- make the page four times as large, or the window as narrow as a phone, and lose nothing
- zoom into the map and the network, where names grow with the picture
- have it read out: each picture has its words, and a table with the same in it
- tell the three states apart by shape, not by colour alone
- choose dark or light, your own colours, and less movement, as your device is set
"""


def heading() -> None:
    """The page's title, and the status in a sentence."""
    st.html(
        '<header class="ju-head"><h1>Accessibility statement</h1>'
        f'<p class="ju-sentence">{escape(sentence())}</p></header>'
    )
    printing.alone()


def sentence() -> str:
    """The status in a sentence."""
    said = "fully" if recorded().compliant else "partly"
    return f"Joined Up {said} meets WCAG 2.2 at level AA."


def statement() -> None:
    """The parts of the statement, in the order of the model."""
    for title, words in parts():
        headings.section(title)
        st.markdown(words)


def parts(said: Callable[[str], str] = escape_markdown) -> tuple[tuple[str, str], ...]:
    """Heading and words of each part, as Markdown.

    Args:
        said: Makes text that is not ours safe for where it goes.
    """
    one = recorded()
    return (
        ("What this is about", "This accessibility statement applies to the dashboard Joined Up."),
        ("What you should be able to do", _ABLE),
        ("What is not accessible", _not_accessible(one)),
        ("Tell us", _tell_us(contact(), said)),
        (
            "If you are not happy with the answer",
            "You can ask the [Equality Advisory and Support Service (EASS)]"
            "(https://www.equalityadvisoryservice.com/) what to do. Its advice is free. The "
            "Equality and Human Rights Commission (EHRC) sees to it that the rules are kept.",
        ),
        ("How far it meets the standard", _status(one)),
        (
            "When this was written, and how it was tested",
            f"Prepared on {said(one.prepared)}. Last tested on {said(one.last_tested)}.\n\n"
            f"{one.tested}",
        ),
    )


def _not_accessible(one: Statement) -> str:
    if not one.gaps:
        return "No part is known to fall short."
    return "These parts are known to fall short:\n\n" + "\n".join(f"- {gap}" for gap in one.gaps)


def _status(one: Statement) -> str:
    who = (
        "Whoever runs this dashboard is committed to making it accessible, in accordance with "
        f"the {_REGULATIONS}.\n\n"
    )
    standard = "the Web Content Accessibility Guidelines version 2.2 AA standard"
    if one.compliant:
        return f"{who}This dashboard is fully compliant with {standard}."
    return (
        f"{who}This dashboard is partially compliant with {standard}, due to the "
        "non-compliances listed above."
    )


def _tell_us(to: str, said: Callable[[str], str]) -> str:
    if to:
        link = to if to.startswith("https://") else f"mailto:{to}"
        way = f"Write to [{said(to)}]({link})."
    else:
        way = (
            "Whoever runs this dashboard has not named a contact here yet, and has to. Until then, "
            "ask the person who gave you the link."
        )
    return (
        "Tell us if something does not work for you, or if you need it in another form: large "
        f"print, a recording, braille. {way}"
    )


def contact() -> str:
    """Whom to write to: an e-mail address or a link; empty where none is set, or no usable one."""
    asked = os.environ.get(CONTACT, "").strip()
    if asked and not _usable(asked):
        _LOG.warning(
            "%s has to be an e-mail address, or a link that begins with https://. It is left out.",
            CONTACT,
        )
        return ""
    return asked


def _usable(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    if _EMAIL.fullmatch(text):
        return True
    if not _SIGN.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        named = parts.hostname == parts.netloc.casefold().split(":")[0] and parts.port != 0
    except ValueError:
        return False
    return parts.scheme == "https" and named and bool(_HOST.fullmatch(parts.hostname or ""))
