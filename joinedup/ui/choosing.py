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
) -> None:
    """Let one of many be chosen.

    Args:
        label: What is chosen, above the box.
        names: What is shown of each, by id.
        chosen: The id that is chosen now; empty for none.
        take: Called back with the id that is chosen; with an empty one where it is taken away.
        key: What tells the box from others on the page.
        others: Other names by id, which a search finds too.
        told: Whether what is chosen is said below a search: a list shows it anyway.
    """
    if len(names) > _MOST_LISTED:
        _search(label, names, take, key, others or {})
        if told and chosen in names:
            st.caption(f"Chosen: {escape_markdown(names[chosen])}")
    else:
        _list(label, names, chosen, take, key)


def _list(
    label: str, names: Mapping[str, str], chosen: str, take: Callable[[str], None], key: str
) -> None:
    # The key names what is chosen, so that a choice made elsewhere shows here as well.
    own = f"find{key}-{chosen}"
    st.selectbox(
        label,
        list(names),
        index=list(names).index(chosen) if chosen in names else None,
        format_func=names.__getitem__,
        placeholder="Type part of a name",
        key=own,
        on_change=lambda: take(st.session_state[own] or ""),
    )


def _search(
    label: str,
    names: Mapping[str, str],
    take: Callable[[str], None],
    key: str,
    others: Mapping[str, Sequence[str]],
) -> None:
    """A box for part of a name, and a button for each that has it."""
    own = f"find{key}"
    asked = st.text_input(
        label, placeholder="Type part of a name, then press Enter", key=own, max_chars=100
    )
    if not asked.strip():
        return
    found = named_like(names, others, asked)
    with st.container(key=f"list-found{key}", gap=None):
        for one in found[:_MOST_FOUND]:
            st.button(
                escape_markdown(names[one]),
                key=f"found{key}-{one}",
                type="tertiary",
                on_click=_taken,
                args=(own, take, one),
            )
    if not found:
        st.caption("Nothing has this in its name. Try a shorter part of it.")
    elif len(found) > _MOST_FOUND:
        st.caption(f"And {len(found) - _MOST_FOUND:,} more: type more of the name.")


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
