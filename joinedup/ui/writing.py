"""What every form that writes into the store shares: who writes, and what went wrong.

No field where people write has Streamlit's ``max_chars``: it refuses a longer paste as a whole and
without a word. The store's check says how long a text is and may be, and the text stays.
"""

import streamlit as st

from joinedup.errors import JoinedUpError
from joinedup.render.escaping import escape_markdown
from joinedup.ui import permission

WHO = "Whose opinion"
_WHOSE = "Write a role or an organisation, not a person's name: it stands beside the score."
_NAMED = "Saved under your name, as you have signed in."
_AUTHOR = "_author"
_OFFERED = "_author_offered"


def author() -> str:
    """The name that this session wrote under last; empty where it has not."""
    return str(st.session_state.get(_AUTHOR, ""))


def remember_author(name: str) -> None:
    """Keep the name for the next time in this session."""
    st.session_state[_AUTHOR] = name


def author_input(key: str, label: str = "Your name") -> str:
    """Who writes: whoever has signed in, else who is written here."""
    if known := permission.author():
        return known
    _offer(key)
    return st.text_input(label, key=key, width=320)


def _offer(key: str) -> None:
    """Write the name that another form has just learned into a field that is still empty."""
    offered: dict[str, str] = st.session_state.setdefault(_OFFERED, {})
    if key not in st.session_state or (offered.get(key) != author() and not st.session_state[key]):
        st.session_state[key] = author()
    # Once for each name: whoever empties the field can write another.
    offered[key] = author()


def opinion_author(key: str, label: str = WHO) -> str:
    """Whose opinion it is, and as what it will stand beside it."""
    name = author_input(key, label)
    st.caption(_NAMED if permission.author() else _WHOSE)
    return name


class Attempt:
    """Within it something is written into the store; where that is refused, it is said.

    Who wrote is remembered for the next form. A refusal ends the block and nothing else: return
    from within what holds when all went well. No rerun belongs in it.
    """

    def __init__(self, author: str) -> None:
        self._author = author

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        """Say what was refused; whatever else went wrong goes its way."""
        if error is None:
            remember_author(self._author)
        elif isinstance(error, JoinedUpError):
            say(error)
            return True
        return False


def say(error: JoinedUpError) -> None:
    """What went wrong, and what to do."""
    st.error(f"**{escape_markdown(error.what)}.** {escape_markdown(error.hint)}")
