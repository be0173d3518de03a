"""The bones every page shares: the sentence, chips, link and empty state."""

from collections.abc import Callable

import streamlit as st

from joinedup.errors import StoreError
from joinedup.model import Dataset
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.sentence import head
from joinedup.services import Reading, loosen
from joinedup.ui import filters, links, printing, sharing, state, versions
from joinedup.ui.menu import NO_PAGE
from joinedup.views import LinkProblem

_Subject = Callable[[Reading], tuple[str, str] | None]

NOTHING = "No organisation passes these filters together."
_PARAMETER_NAMES = {
    "places": "the place",
    "neighbourhood": "the neighbourhood",
    "sectors": "the sector",
    "states": "the connection",
}


def page(name: str, *, picture: str = "", subject: _Subject | None = None) -> Reading:
    """Draw the top of a page: its sentence, and the row of tools below. Returns what it shows.

    Args:
        name: Name of the page, for those who hear the heading instead of seeing the menu.
        picture: ``map`` or ``network`` where the page has such a picture, ``both`` where its
            reader chooses.
        subject: Gives the two halves of the sentence, or None, where it isn't always about
            all that is shown.
    """
    head = st.container()
    with st.container(horizontal=True, vertical_alignment="center", key="tools"):
        active = st.container(horizontal=True, vertical_alignment="center", width="content")
        # Before the view is read: on a first run these take their values from the link.
        filters.picture_options(picture)
        reading = state.reading()
        links.copy_link(reading.state)
        sharing.popover(reading)
        printing.popover(reading.state)
    with head:
        _heading(name, reading, subject(reading) if subject else None)
    with active:
        _chips(reading)
    return reading


def _heading(name: str, reading: Reading, halves: tuple[str, str] | None) -> None:
    first, second, said = head(reading, halves)
    notes = escape(" · ".join(said))
    title(name, first)
    st.html(
        f'<header class="ju-head"><h1><span class="ju-page">{escape(name)}: </span>'
        f'{escape(first)}</h1><p class="ju-sentence">{escape(second)}</p>'
        f'<p class="ju-caveats">{notes}</p></header>'
    )


def title(name: str, subject: str = "") -> None:
    """Name the browser's window and tab: the page, what it is about, and whose it is."""
    about = ": ".join(part for part in (name, subject) if part)
    st.set_page_config(page_title=f"{about} - Joined Up")


def _chips(reading: Reading) -> None:
    for name, word, label in filters.chips(reading.state):
        st.button(
            f"{escape_markdown(label)} ✕",
            key=f"chip-{name}-{word}",
            help="Take this filter away",
            on_click=state.clear,
            args=(name, word),
        )


def no_page(path: str) -> None:
    """Where an address of no page led to the Overview: say so.

    Args:
        path: Of the page that is drawn; empty for the Overview.
    """
    if asked := st.query_params.get(NO_PAGE, ""):
        if not path:
            words = f"There is no page of the name “{asked[:60]}”. This is the Overview."
            state.tell(LinkProblem(NO_PAGE, asked, words))
        del st.query_params[NO_PAGE]


def notices() -> None:
    """That the store cannot be read, and what of the link could not be used."""
    if trouble := state.store_trouble():
        st.warning(_without_store(trouble), icon=":material/database_off:")
    problems = state.link_problems()
    if problems:
        said = "\n\n".join(escape_markdown(one.message) for one in problems)
        st.warning(said, icon=":material/link_off:")


def _without_store(trouble: StoreError) -> str:
    if versions.is_published(state.current_dataset()):
        shown = "What is on screen was read before; keep this page open if you need it."
    else:
        shown = (
            "Footprints are shown as they come with the program: versions that people have "
            "published are not shown."
        )
    return (
        f"**{escape_markdown(trouble.what)}.** {shown} Nothing can be published until it is "
        f"mended. {escape_markdown(trouble.hint)} The server's log names the file."
    )


def empty(reading: Reading) -> None:
    """Say that nothing passes, and which filter to loosen; where no filters are, only the first."""
    if state.is_presented():
        st.info(NOTHING, icon=":material/filter_alt_off:")
        return
    helpful = loosen(reading.dataset, reading.found, reading.state)
    st.info(empty_words(helpful), icon=":material/filter_alt_off:")
    with st.container(horizontal=True):
        if helpful:
            st.button(
                f"Take away {_PARAMETER_NAMES[helpful]}",
                type="primary",
                on_click=state.clear,
                args=(helpful,),
            )
        st.button("Clear all filters", on_click=state.clear_all)


def empty_words(helpful: str | None) -> str:
    """That nothing passes; ``helpful`` is the parameter to loosen, None where none alone helps."""
    return NOTHING + (
        f" Loosen {_PARAMETER_NAMES[helpful]} first." if helpful else " Clear them all."
    )


def written_for(dataset: Dataset) -> None:
    """Above words that were written by hand for what came with us: that lists came since then."""
    if words := written_words(dataset):
        st.caption(words)


def written_words(dataset: Dataset) -> str:
    """The same in words; empty where nothing came since then."""
    if not versions.is_published(dataset):
        return ""
    return (
        "Written for the record that came with the program. Lists published since then may "
        "have changed what this speaks of, the neighbourhoods for example."
    )


def unlocated(reading: Reading) -> None:
    """How many of those shown stand nowhere on the map."""
    if words := unlocated_words(reading):
        st.caption(words)


def unlocated_words(reading: Reading) -> str:
    """The same in words; empty where all are on the map."""
    missing = sum(one.point is None for one in reading.shown)
    if not missing:
        return ""
    return (
        f"{missing:,} of the {len(reading.shown):,} in the table have no address on record "
        "and are not on the map."
    )
