"""Choosing one of many by name: from a list, or where there are too many by searching."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from joinedup.model import Dataset
from joinedup.render.escaping import escape_markdown

#: A list of more names is searched on the server: a name takes 40 bytes, on every visit.
_MOST_LISTED = 1_000
_MOST_FOUND = 20


def organisations(dataset: Dataset) -> dict[str, str]:
    """The names of all organisations by id, each with its place."""
    areas = dataset.area_by_id
    return {
        one.id: f"{one.name}, {areas[one.place].name}" if one.place else one.name
        for one in dataset.organisations
    }


def also_known_as(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """Other names of those organisations that have some, by id."""
    return {one.id: one.aliases for one in dataset.organisations if one.aliases}


def programme(dataset: Dataset, chosen: str, none: str, take: Callable[[str], None]) -> None:
    """Let one programme be chosen, or none; nothing where there is none.

    Args:
        chosen: The id that is chosen now; empty for none.
        none: What it is called to choose none.
        take: As of :func:`choose`.
    """
    names = {"": none, **{one.id: one.name for one in dataset.programmes}}
    if len(names) > 1:
        choose("Programme", names, chosen, take, key="-programme")


def choose(
    label: str,
    names: Mapping[str, str],
    chosen: str,
    take: Callable[[str], None],
    *,
    key: str = "",
    others: Mapping[str, Sequence[str]] | None = None,
    told: bool = False,
    most: int = _MOST_LISTED,
    asks: str = "part of a name",
) -> None:
    """Let one of many be chosen.

    Args:
        label: What is chosen, above the box.
        names: What is shown of each, by id.
        chosen: The id that is chosen now; empty for none.
        take: Called back with the id that is chosen; with an empty one where it is taken away.
        key: What tells the box from others on the page.
        others: Other names by id, which a search finds too.
        told: Whether what is chosen stands below a search, to be taken away: a list shows it
            anyway.
        most: So many are listed; more are searched.
        asks: What is typed to find one.
    """
    if len(names) > most:
        _search(label, names, chosen if told else "", take, key, others or {}, asks)
    else:
        _list(label, names, chosen, take, key, asks)


def _list(
    label: str,
    names: Mapping[str, str],
    chosen: str,
    take: Callable[[str], None],
    key: str,
    asks: str,
) -> None:
    # Written, not given as its index: under another key the box would lose the keyboard's focus.
    own, shown = f"find{key}", chosen if chosen in names else None
    if own not in st.session_state or st.session_state[own] != shown:
        st.session_state[own] = shown
    st.selectbox(
        label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=f"Type {asks}",
        key=own,
        on_change=lambda: take(st.session_state[own] or ""),
    )


def _search(
    label: str,
    names: Mapping[str, str],
    chosen: str,
    take: Callable[[str], None],
    key: str,
    others: Mapping[str, Sequence[str]],
    asks: str,
) -> None:
    """A box for part of a name, and a button for each that has it.

    Below the box stands what is chosen, as the same button: it keeps the keyboard's focus.
    """
    # Not the list's key: where a footprint is chosen that is searched, the box begins empty.
    own = f"search{key}"
    asked = st.text_input(
        label, placeholder=f"Type {asks}, then press Enter", key=own, max_chars=100
    )
    is_asked = bool(asked.strip())
    found = named_like(names, others, asked) if is_asked else [chosen] if chosen in names else []
    with st.container(key=f"list-found{key}", gap=None):
        for one in found[:_MOST_FOUND]:
            st.button(
                f"{'' if is_asked else 'Chosen: '}{escape_markdown(names[one])}",
                key=f"found{key}-{one}",
                type="tertiary",
                icon=None if is_asked else ":material/close:",
                on_click=_taken,
                args=(own, take, one if is_asked else ""),
            )
    if is_asked and not found:
        st.caption("Nothing has this. Try a shorter part of it.")
    elif len(found) > _MOST_FOUND:
        st.caption(f"And {len(found) - _MOST_FOUND:,} more: type more of it.")


def named_like(
    names: Mapping[str, str], others: Mapping[str, Sequence[str]], text: str
) -> list[str]:
    """Ids of those with every word of a text in one of their names.

    Those that begin with the text come first.
    """
    whole = text.casefold().strip()
    found = [
        one
        for one, name in names.items()
        if _holds("\n".join((name, *others.get(one, ()))).casefold(), whole)
    ]
    return sorted(found, key=lambda one: (not names[one].casefold().startswith(whole), names[one]))


def _holds(known: str, whole: str) -> bool:
    return all(word in known for word in whole.split())


def _taken(own: str, take: Callable[[str], None], one: str) -> None:
    st.session_state[own] = ""
    take(one)
