"""The overview: three questions answered in numbers, two small pictures, two lists."""

from dataclasses import dataclass, replace

import streamlit as st

from joinedup.model import ConnectionState, Dataset, Standing
from joinedup.network.connection import count_standings, count_states
from joinedup.render.declared import declared_in, declared_table
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import NOUNS, counted
from joinedup.render.sentence import short_source, spoken_partial
from joinedup.services import Reading, declared_and_loaded
from joinedup.services.deciding import SOURCE
from joinedup.ui import headings, server, shell, small_pictures, state

_ICONS = {"map": "map", "network": "hub"}
#: The footprint that is made up, for trying things out.
_DEMONSTRATION = "demonstration"
#: A figure of more letters is set smaller, so that it stays on one line.
_SHORT_FIGURE = 10
#: How many changes are told.
MOST_CHANGES = 6
NOTHING_KNOWN = "nothing is on record for this date: ask them, or choose another date"
NOTHING_DECLARED = "No public document declares figures for this footprint."


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One of the three questions, answered.

    Attributes:
        figure: With its denominator, where it is a part of something.
        words: What it counts.
        rows: More of it, a line each.
    """

    question: str
    figure: str
    words: str
    rows: tuple[str, ...]


def questions(reading: Reading) -> None:
    """Who is here, where integration happens, who is unconnected; each with a way on."""
    ways = (
        ("pages/map.py", "See them on the map", ":material/map:"),
        ("pages/network.py", "See the network", ":material/hub:"),
        ("pages/unconnected.py", "See who they are", ":material/link_off:"),
    )
    for column, one, (page, label, icon) in zip(st.columns(3), cards(reading), ways, strict=True):
        with column, st.container(border=True, height="stretch"):
            _draw(one)
            st.page_link(page, label=label, icon=icon)


def cards(reading: Reading) -> tuple[Card, Card, Card]:
    """The three questions with their answers."""
    return _who(reading), _where(reading), _unconnected(reading)


def pictures(reading: Reading) -> None:
    """A small map and a small network, each a way to the large one."""
    # A programme that is open elsewhere would cut them to those who take part in it.
    reading = replace(reading, state=replace(reading.state, programme=""))
    columns = st.columns(2)
    for column, kind in zip(columns, small_pictures.KINDS, strict=True):
        with column, st.container(border=True, height="stretch"):
            address = server.picture_url(kind, reading, dark=state.is_dark())
            words = small_pictures.title(kind, reading)
            st.html(f'<img class="ju-picture" src="{escape(address)}" alt="{escape(words)}">')
            page, icon = f"pages/{kind}.py", f":material/{_ICONS[kind]}:"
            st.page_link(page, label=f"Open the {kind}", icon=icon)


def other_record(reading: Reading) -> None:
    """A way from the public record to the made-up one, where everything can be tried, and back."""
    known = state.names()
    if reading.dataset.illustrative:
        target = next((one for one in known if one != reading.dataset.id), None)
        words, act = "This is made-up data.", f"Back to {known[target]}" if target else ""
    else:
        target = _DEMONSTRATION if _DEMONSTRATION in known else None
        words, act = "Try everything on made-up data:", "open the demonstration"
    if target:
        with st.container(horizontal=True, vertical_alignment="center", key="other-record"):
            st.markdown(words, width="content")
            st.button(
                escape_markdown(act),
                type="tertiary",
                on_click=state.open_dataset,
                args=(target,),
            )


def record(reading: Reading) -> None:
    """What changed last, and declared figures beside the loaded ones."""
    left, right = st.columns([2, 3])
    with left:
        headings.section("What changed last")
        items = "".join(
            f"<li><time>{escape(spoken_partial(when))}</time><span>{escape(what)}</span></li>"
            for when, what in changes(reading.dataset)[:MOST_CHANGES]
        )
        st.html(f'<ul class="ju-changes">{items}</ul>')
    with right:
        headings.section("Declared and loaded")
        figures = declared_and_loaded(reading.dataset)
        if figures:
            shell.written_for(reading.dataset)
            st.html(declared_table(figures))
            st.caption(escape_markdown(declared_in(figures)))
        else:
            st.markdown(NOTHING_DECLARED)


def changes(dataset: Dataset) -> list[tuple[str, str]]:
    """Dated events of the record, newest first: starts, ends, and new lists."""
    events = [(one.start, f"{one.name} started") for one in dataset.partnerships if one.start]
    events += [(one.end, f"{one.name} ended") for one in dataset.partnerships if one.end]
    newest: dict[str, str] = {}
    records = [one.provenance for one in dataset.organisations]
    records += [one.provenance for one in dataset.memberships]
    records += [one.provenance for one in dataset.ties]
    for record in records:
        newest[record.source] = max(newest.get(record.source, ""), record.as_of)
    events += [(when, _came(source)) for source, when in newest.items() if when]
    return sorted(set(events), key=lambda event: (event[0], event[1]), reverse=True)


def _came(source: str) -> str:
    if source == SOURCE:
        return "An introduction came about"
    return f"Newest list from {short_source(source)}"


def _who(reading: Reading) -> Card:
    total = len(reading.inside)
    rows = [counted(count, *NOUNS[sector]) for sector, count in reading.sectors().items()]
    return _card("Who is here?", (total, None), "organisations on record", rows)


def _where(reading: Reading) -> Card:
    standings = count_standings(reading.found, (one.id for one in reading.whole))
    known = len(reading.whole) - standings[Standing.UNKNOWN]
    places, own = standings[Standing.ACROSS_PLACES], standings[Standing.OWN_SECTOR]
    across = standings[Standing.ACROSS_SECTORS] + places
    alone = sum(reading.found[one.id].alone for one in reading.whole)
    of_these = f"all {places:,}" if places == across > 1 else f"{places:,} of these"
    rows = [f"{of_these} across places as well", f"{own:,} only within their own sector"]
    if alone:
        rows[-1] += f", {alone:,} of them with no other member"
    if standings[Standing.HIDDEN]:
        rows.append(f"{standings[Standing.HIDDEN]:,} by none of the partnerships shown")
    words = f"known ones {'works' if across == 1 else 'work'} across sectors, on record"
    return _card("Where does integration happen?", (across, known), words, rows if known else [])


def _unconnected(reading: Reading) -> Card:
    states = count_states(reading.found, (one.id for one in reading.whole))
    total, unknown = len(reading.whole), states[ConnectionState.UNKNOWN]
    none, known = states[ConnectionState.NONE_ON_RECORD], len(reading.whole) - unknown
    rows = [
        f"{unknown:,} of {total:,} are unknown: nobody has asked",
        f"{states[ConnectionState.CONNECTED]:,} of {known:,} are connected",
    ]
    words = f"known ones {'has' if none == 1 else 'have'} no partnership on record"
    return _card("Who is unconnected?", (none, known), words, rows if known else rows[:1])


def _card(question: str, share: tuple[int, int | None], words: str, rows: list[str]) -> Card:
    """One question with its figure; a share of nobody is not known, which is not none."""
    part, whole = share
    figure = f"{part:,}" if whole is None else f"{part:,} of {whole:,}"
    if whole == 0:
        figure, words = "Not known", NOTHING_KNOWN
    return Card(question=question, figure=figure, words=words, rows=tuple(rows))


def _draw(one: Card) -> None:
    long = " ju-long" if len(one.figure) > _SHORT_FIGURE else ""
    items = "".join(f"<li>{escape(row)}</li>" for row in one.rows)
    st.html(
        f'<div class="ju-card ju-card-{len(one.rows)}"><h2>{escape(one.question)}</h2>'
        f'<p class="ju-figure{long}">{escape(one.figure)}</p>'
        f'<p class="ju-words">{escape(one.words)}</p><ul>{items}</ul></div>'
    )
