"""The page of the glossary: every technical word with its meaning, to be searched and linked to."""

import streamlit as st

from joinedup.render import glossary
from joinedup.render.escaping import escape
from joinedup.render.glossary import Term
from joinedup.render.nouns import counted
from joinedup.ui import focus, headings, printing, words

_MOST_LETTERS = 100


def heading() -> None:
    """The page's title, and how many words it explains."""
    st.html(
        '<header class="ju-head"><h1>Glossary</h1>'
        f'<p class="ju-sentence">{escape(sentence())} '
        "For a link to one, add # and the word to this address, as in #tie.</p></header>"
    )
    printing.alone()


def sentence() -> str:
    """How many words it explains."""
    return f"{counted(len(glossary.terms()), 'word', 'words')} with what they mean here."


def parts() -> dict[str, list[Term]]:
    """The words by the headings that they stand under."""
    found: dict[str, list[Term]] = {}
    for one in glossary.terms():
        found.setdefault(one.part, []).append(one)
    return found


def search() -> str:
    """A box for a word. Returns what was asked for."""
    return st.text_input(
        "Find a word",
        placeholder="Type a word, then press Enter",
        key="glossary-search",
        max_chars=_MOST_LETTERS,
    ).strip()


def found(asked: str) -> None:
    """The words that were asked for; all of them, part by part, where nothing was."""
    if not asked:
        for part, terms in parts().items():
            headings.section(part)
            _list(terms)
        focus.lead_to("")
        return
    hits = glossary.matching(asked)
    if hits:
        said = f"{len(hits):,} of {len(glossary.terms()):,} words have this."
        st.html(f'<p role="status">{escape(said)}</p>')
        _list(hits)
    else:
        st.info(
            "No word of the glossary has this. Try a shorter part of it, or clear the box to see "
            "all words.",
            icon=":material/search_off:",
        )


def _list(terms: list[Term]) -> None:
    st.html(words.definitions(terms, anchored=True))
