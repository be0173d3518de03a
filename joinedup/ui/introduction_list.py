"""All introductions of a footprint: what is to be made, what it would do, and what came of it.

They are made today: the page looks at today's network, all levels and kinds. Filters on place,
neighbourhood and sector narrow it; the others do not.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from joinedup import services
from joinedup.network.connection import Connection
from joinedup.render import downloads, introduction_list
from joinedup.render.escaping import escape_markdown
from joinedup.render.introduction_list import Row
from joinedup.render.introductions import sentence_of, told
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined, spoken_date, where
from joinedup.services import Confirmation, Proposal, Reading
from joinedup.services.deciding import Key
from joinedup.store.protocol import Decision
from joinedup.ui import (
    cache,
    deciding,
    headings,
    introduction_sets,
    introductions,
    noting,
    permission,
    state,
    writing,
)
from joinedup.ui.folding import folded

#: The order of the page: heading and words of the sentence by what became of them.
GROUPS = {
    "done": ("Done, to be confirmed", "done and to be confirmed"),
    "accepted": ("To be made", "to be made"),
    "put_off": ("Put off", "put off"),
    "declined": ("Declined", "declined"),
    "confirmed": ("On record", "on record"),
    "lost": ("Was confirmed, and is not in this version", "no longer on record"),
}
PROPOSALS = "Until somebody confirms them these are proposals and count in no figure."
_CONFIRMING = (
    "Confirming says that they work together: it writes them into the record as a new version, "
    "with who and when."
)
#: Sections that stand open; the others are folded.
_OPEN = ("done", "accepted", "lost")
_SHOWN = 25
_SAID = "_introductions_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An introduction that somebody decided about; ``group`` is one of :data:`GROUPS`."""

    proposal: Proposal
    row: Row
    rows: tuple[Decision, ...]
    group: str


def subject(reading: Reading) -> tuple[str, str]:
    """The sentence: how many introductions are where."""
    return sentence_of_items(reading, items_of(reading, deciding.decisions(reading)))


def sentence_of_items(reading: Reading, items: Sequence[Item] | None) -> tuple[str, str]:
    """The same of what :func:`items_of` gives."""
    first = f"{where(reading).rsplit(' · ', 1)[0]} · {spoken_date(state.today())}"
    if items is None:
        return first, "What was decided about introductions cannot be read just now"
    if not items:
        return first, "No introduction has been decided about yet"
    counts = [
        (sum(one.group == group for one in items), words) for group, (_, words) in GROUPS.items()
    ]
    parts = [f"{count:,} {words}" for count, words in counts if count]
    return first, f"Introductions: {joined(parts)}"


def items_of(
    reading: Reading, decided: Mapping[Key, tuple[Decision, ...]] | None
) -> list[Item] | None:
    """What was decided about whom the filters let pass, by place and name; None for unreadable.

    Args:
        reading: The view.
        decided: As :func:`joinedup.ui.deciding.decisions` gives it.
    """
    if decided is None:
        return None
    passing = {one.id for one in reading.considered}
    is_whole = len(passing) == len(reading.dataset.organisations)
    found = cache.connections(reading.dataset, introductions.scope())
    items = [
        _item(reading, found, key, rows)
        for key, rows in decided.items()
        if is_whole or key & passing
    ]
    return sorted(items, key=lambda one: (one.row.place, one.row.name, one.row.target, one.row.key))


def _item(
    reading: Reading, found: Mapping[str, Connection], key: Key, rows: tuple[Decision, ...]
) -> Item:
    last = rows[-1]
    proposal = Proposal(organisation=last.organisation, target=last.target, through=last.through)
    group: str = last.state
    if services.is_joined(found, key):
        group = "confirmed"
    elif group == "confirmed":
        group = "lost"
    row = introduction_list.row(reading.dataset, proposal, rows)
    return Item(proposal=proposal, row=row, rows=rows, group=group)


def everything(reading: Reading) -> None:
    """What was decided, by state; what it would do; a set that reaches every neighbourhood."""
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/check_circle:")
    permission.sign_in()
    if words := aside_words(reading):
        st.caption(words)
    items = items_of(reading, deciding.decisions(reading))
    if items is None:
        return
    if not items:
        _how_to_begin()
    introduction_sets.outlook(reading, planned(items))
    for group, (heading, _) in GROUPS.items():
        if chosen := [one for one in items if one.group == group]:
            _section(reading, group, heading, chosen)
    if items:
        _download(reading, items)
    introduction_sets.cover(reading)


def planned(items: Sequence[Item]) -> list[Proposal]:
    """What is to be made, or done and not confirmed yet."""
    return [one.proposal for one in items if one.group in ("accepted", "done") and one.row.there]


def aside_words(reading: Reading) -> str:
    """Which filters are set aside here; empty for none."""
    view = reading.state
    other = (view.levels, view.kinds, view.states, view.past, view.day != state.today())
    if not any(other):
        return ""
    return (
        "Introductions are made today, across all levels and kinds of partnership: the filters "
        "on these, on connection and on the date are set aside here."
    )


def _how_to_begin() -> None:
    st.info(
        "Choose somebody on the page Unconnected: beside it stands whom to introduce it to. What "
        "you accept, put off or decline comes together here, with who decided and when.",
        icon=":material/handshake:",
    )
    st.page_link("pages/unconnected.py", label="To the unconnected", icon=":material/link_off:")


def _section(reading: Reading, group: str, heading: str, items: Sequence[Item]) -> None:
    title, draw = f"{heading} ({len(items):,})", partial(_rows, items)
    if group not in _OPEN:
        folded(title, f"introductions-{group}", draw)
        return
    headings.section(title)
    if group == "done":
        _confirm(reading, items)
    draw()


def _rows(items: Sequence[Item]) -> None:
    for number, one in enumerate(items[:_SHOWN]):
        with st.container(border=True, key=f"introduced-{one.group}-{number}"):
            _row(one)
    if len(items) > _SHOWN:
        st.caption(f"The first {_SHOWN} of {len(items):,}; the spreadsheet has all of them.")
    if items[0].group == "confirmed":
        st.caption("The way back is the page History, which goes back to an earlier version.")


def _row(one: Item) -> None:
    row = one.row
    left, right = st.columns([5, 2], vertical_alignment="center")
    with left:
        through = f" through **{escape_markdown(row.through)}**" if row.through else ""
        area = ", ".join(part for part in (row.neighbourhood, row.place) if part)
        st.markdown(
            f"**{escape_markdown(row.name)}** to **{escape_markdown(row.target)}**{through}"
            + (f"  \n{escape_markdown(area)}" if area else "")
        )
        # All that was decided, the last word first.
        st.caption("  \n".join(escape_markdown(told(item)) for item in reversed(one.rows)))
    with right, st.container(horizontal=True):
        if row.there:
            _open(one)
        if one.group != "confirmed":
            deciding.button(one.proposal, one.rows, (row.name, row.target))
        dataset, name = state.current_dataset().id, f"{row.name} to {row.target}"
        noting.beside(dataset, name, one.proposal.organisation, one.proposal.target)


def _open(one: Item) -> None:
    """Selects the organisation and goes to its page."""
    key = f"open-{one.proposal.organisation}~{one.proposal.target}"
    if st.button("Open", key=key, on_click=state.select, args=(one.proposal.organisation,)):
        st.switch_page("pages/organisation.py")


def _confirm(reading: Reading, items: Sequence[Item]) -> None:
    """Ties that are proposed: confirming writes them into the record."""
    usable = [one for one in items if one.row.there]
    st.caption(f"{PROPOSALS} {_CONFIRMING}")
    if refusal := permission.refusal():
        st.info(refusal, icon=":material/lock:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        author = writing.author_input("confirm-author")
        label = f"Confirm {counted(len(usable), 'tie', 'ties')} into the record"
        pressed = st.button(label, type="primary", key="confirm", disabled=not usable)
    if not pressed:
        return
    made: Confirmation | None = None
    with writing.Attempt(author):
        keys = [one.proposal.key for one in usable]
        made = services.confirm(reading.dataset.id, keys, author=author, today=state.today())
    if made:
        st.session_state[_SAID] = _confirmed_words(made, usable)
        state.adopt(reading.dataset.id)
        st.rerun()


def _confirmed_words(made: Confirmation, items: Sequence[Item]) -> str:
    version = f" as version {made.version.number}" if made.version else ""
    said = f"{counted(len(made.confirmed), 'tie is', 'ties are')} on record now{version}."
    left = [one.row for one in items if one.proposal.key in made.left]
    if left:
        names = joined([f"{row.name} to {row.target}" for row in left])
        said += (
            f" Not confirmed, because the newest version does not have both ends or the table does "
            f"not run today: {escape_markdown(names)}."
        )
    return said


def _download(reading: Reading, items: Sequence[Item]) -> None:
    st.download_button(
        "Spreadsheet for a meeting (Excel)",
        _workbook(reading, items),
        file_name=f"{reading.dataset.id}-introductions-{state.today().isoformat()}.xlsx",
        mime=downloads.XLSX,
        key="introductions-xlsx",
        icon=":material/download:",
        on_click="ignore",
    )


def _workbook(reading: Reading, items: Sequence[Item]) -> Callable[[], bytes]:
    """Makes the spreadsheet when it is asked for: finding every reason takes a while."""
    ground, weights = introductions.ground(reading), introductions.chosen()

    def make() -> bytes:
        why = {}
        for one in items:
            found = services.introduction(
                ground, one.proposal.organisation, one.proposal.target, weights
            )
            if found:
                known = reading.dataset.organisation_by_id[one.proposal.organisation]
                why[one.row.key] = sentence_of(known, found)
        frame = introduction_list.frame([one.row for one in items], why)
        return downloads.frame_to_xlsx(frame, "Introductions")

    return make
