"""Ways to the page of a programme: from the Overview, from an organisation, from a partnership."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from joinedup.model import Programme
from joinedup.render.escaping import escape_markdown
from joinedup.services import Reading, programmes_with
from joinedup.ui import state

#: More would no more be a row.
_MOST = 6


def on_overview(reading: Reading) -> None:
    """A quiet row with the programmes of a footprint; nothing where there is none."""
    found = reading.dataset.programmes
    if not found or state.is_presented():
        return
    own = [one for one in found if one.partnership is not None]
    context = [one for one in found if one.partnership is None]
    _row({"Programmes": own, "National context": context}, "overview")


def overview_words(reading: Reading) -> str:
    """The same row on paper; empty where there is none."""
    found = reading.dataset.programmes
    own = [one.name for one in found if one.partnership is not None]
    context = [one.name for one in found if one.partnership is None]
    parts = (("Programmes", own), ("National context", context))
    return ". ".join(f"{label}: {'; '.join(names)}" for label, names in parts if names)


def of_organisation(reading: Reading, organisation: str) -> None:
    """The programmes that an organisation takes part in, at any time in the record."""
    if not reading.dataset.programmes:
        return
    held = [
        row.partnership for row in reading.dataset.memberships if row.organisation == organisation
    ]
    of_partnerships(reading, held, "organisation")


def of_partnerships(reading: Reading, partnerships: Iterable[str], use: str = "panel") -> None:
    """The programmes that some partnerships are, or are work streams of."""
    found = programmes_with(reading.dataset, partnerships)
    _row({"Programme" if len(found) == 1 else "Programmes": found}, use)


def _row(groups: Mapping[str, Sequence[Programme]], use: str) -> None:
    if not any(groups.values()):
        return
    key = f"programmes-row-{use}"
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        for label, rows in groups.items():
            if rows:
                st.markdown(f"{label}:", width="content")
            for one in rows[:_MOST]:
                way(one, use)
            if len(rows) > _MOST:
                label = f"All {len(rows):,}"
                st.page_link("pages/programmes.py", label=label, icon=":material/flag:")


def way(one: Programme, use: str) -> None:
    """A way to the page of a programme; ``use`` tells it from the same one elsewhere."""
    name = escape_markdown(one.name)
    if not st.session_state.get("programme"):
        asked = {"programme": one.id}
        st.page_link("pages/programmes.py", label=name, query_params=asked, width="content")
        return
    # One is open already, in a widget: its value would win over that of a link.
    key, show = f"programme-{use}-{one.id}", state.open_programme
    if st.button(name, key=key, type="tertiary", on_click=show, args=(one.id,)):
        # Without parameters of its own Streamlit would refuse, as ours are bound to widgets.
        st.switch_page("pages/programmes.py", query_params={})
