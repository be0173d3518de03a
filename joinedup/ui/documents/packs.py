"""The pack of a place or a neighbourhood: two pages to take to a meeting there.

Its footprint, its network, who is unconnected, and its introductions. So that it stays two pages,
pictures are low and tables short; the pages of the dashboard have the rest. Where people have drawn
diagrams about what is done there, those follow behind.
"""

from collections.abc import Sequence
from dataclasses import replace

from joinedup.errors import DocumentError
from joinedup.model import Area, AreaLevel, Dataset, Standing
from joinedup.render import selected, tables
from joinedup.render.diagrams import KINDS
from joinedup.render.document import Block, Figure, Figures, Table
from joinedup.render.introductions import sentence_of
from joinedup.render.introductions import told as told_of
from joinedup.render.nouns import counted
from joinedup.render.unconnected import FIRST, how_sure, need, nobody
from joinedup.services import Introduction, Reading, Waiting
from joinedup.store.diagramming import Diagram
from joinedup.ui import deciding, diagrams, introduction_list, introductions, stills
from joinedup.ui import unconnected as page
from joinedup.ui.documents import diagrams as drawn
from joinedup.ui.documents.making import (
    Content,
    Wanted,
    headed,
    listed,
    paragraphs,
    section,
    still,
    table,
)
from joinedup.ui.documents.viewing import reading_of
from joinedup.ui.introduction_list import Item
from joinedup.ui.stills import Size
from joinedup.views import ViewState

#: Low pictures, in pixels: two of them and the tables have to stand on two pages.
SIZE = (1500, 520)
#: The network stands on the second page, which has more room where little else does.
ROOMY_SIZE = (1500, 660)
MOST_WAITING = 4
#: So many of each, where some are connected within their own sector only.
MOST_WAITING_BESIDE, MOST_WITHIN = 3, 2
MOST_SUGGESTED = 3
#: So many of each, where some have been decided about.
MOST_OF_BOTH = 2
#: So many diagrams are drawn behind the two pages, and so many more are named.
MOST_DIAGRAMS, MOST_NAMED = 2, 6
#: With more organisations a low picture is no place to tell them apart.
_MOST_ONE_BY_ONE = 300
_NOBODY = "Nobody here is without a partnership on record, and nobody is unknown."
_ASK = "Unknown is not unconnected: ask them first."
#: A word on what was decided, longer than this would take more lines than the pack has.
_MOST_LETTERS = 100
#: Facts of the panel that the figures of a pack have already, or that it has no room for.
_ELSEWHERE = frozenset(
    {"Organisations", "No partnership on record", "Unknown", "Boundary", "Source"}
)


def reading_of_area(state: ViewState, area_id: str) -> Reading:
    """Everybody in a place or a neighbourhood, on the day of a view.

    Raises:
        DocumentError: When the version has no such area.
        DatasetError, StoreError: When the version cannot be read.
    """
    plain = ViewState(
        dataset=state.dataset, version=state.version, day=state.day, past=state.past, drawing="hubs"
    )
    reading = reading_of(plain)
    area = reading.dataset.area_by_id.get(area_id)
    if area is None:
        raise DocumentError(
            "There is no pack of this area",
            value=area_id,
            hint="Select a place or a neighbourhood on the map, then ask for its pack.",
        )
    if area.level is AreaLevel.PLACE:
        return reading_of(replace(plain, places=(area_id,)))
    return reading_of(replace(plain, neighbourhood=area_id))


def content(wanted: Wanted, area: Area) -> Content:
    """What a pack says of an area.

    Args:
        wanted: Everybody in it, as :func:`reading_of_area` gives them.
        area: The area.
    """
    reading = wanted.reading
    to_make = _introductions(reading)
    size = _network_size(reading, to_make)
    return headed(
        reading,
        (
            _figures(reading),
            *paragraphs(_facts(reading, area)),
            _sectors(reading),
            stills.map_still(_outlined(reading, area), size=SIZE),
            *_waiting(reading),
            *_within(reading),
            stills.network_still(_readable(reading), size=size),
            *to_make,
            *_diagrams(reading, area),
        ),
    )


def _network_size(reading: Reading, beside: Sequence[Block]) -> Size:
    """How large the network can be: what was decided, and words on made-up data, need its room."""
    tables_beside = sum(isinstance(one, Table) for one in beside)
    return SIZE if reading.dataset.illustrative or tables_beside > 1 else ROOMY_SIZE


def length_words(one: Dataset, area: Area) -> str:
    """How much paper a pack is: its two pages, and the diagrams that are drawn behind them."""
    behind = len(_about(one, area)[:MOST_DIAGRAMS])
    return "2 pages" + (f" and {counted(behind, 'diagram', 'diagrams')}" if behind else "")


def _about(one: Dataset, area: Area) -> tuple[Diagram, ...]:
    place = area.id if area.level is AreaLevel.PLACE else area.parent
    return diagrams.about_place(one, place or "")


def _diagrams(reading: Reading, area: Area) -> tuple[Block, ...]:
    """A few diagrams about what is done here, the last changed first; the others by name."""
    found = _about(reading.dataset, area)
    if not found:
        return ()
    pictures = [
        block for one in found[:MOST_DIAGRAMS] for block in drawn.picture(reading.dataset, one)
    ]
    named = [f"{KINDS[one.kind]}: {one.name}" for one in found[MOST_DIAGRAMS:][:MOST_NAMED]]
    more = len(found) - MOST_DIAGRAMS - len(named)
    rest = [f"{more:,} more, on the page Diagrams"] if more > 0 else []
    return (section("Diagrams about what is done here"), *pictures, *listed([*named, *rest]))


def _outlined(reading: Reading, area: Area) -> Reading:
    """The same with the area selected, so that a map has a strong line around it."""
    return replace(reading, state=replace(reading.state, selected=area.id))


def _readable(reading: Reading) -> Reading:
    """The same with a network that a low picture can hold: of a large area its sectors."""
    if len(reading.shown) <= _MOST_ONE_BY_ONE:
        return reading
    return replace(reading, state=replace(reading.state, drawing="blocks"))


def _figures(reading: Reading) -> Figures:
    """How many of those here stand where; four cards stand in a row."""
    return Figures(
        items=tuple(
            Figure(figure=f"{count:,} of {whole}", label=words)
            for kind, count, whole, words in page.cards(reading)
            if kind != "hidden"
        )
    )


def _facts(reading: Reading, area: Area) -> str:
    """Patients, practices and deprivation, in a paragraph."""
    found = [
        f"{name}: {words}"
        for name, words in selected.area_facts(reading, area)
        if words and name not in _ELSEWHERE
    ]
    return f"{selected.area_words(reading, area)}. {'. '.join(found)}."


def _sectors(reading: Reading) -> Table:
    """Who is here, by sector, with the three states of each."""
    return table(tables.sector_states(reading), "Who is here, by sector")


def _waiting(reading: Reading) -> tuple[Block, ...]:
    """Those without a partnership on record and the unknown, need first."""
    everybody, title = page.waiting_in(reading), "Who is unconnected"
    rows = [one for one in everybody if one.standing is not Standing.OWN_SECTOR]
    if not rows:
        said = _NOBODY if everybody else nobody(reading)
        return (section(title), *paragraphs(said))
    most = MOST_WAITING if len(rows) == len(everybody) else MOST_WAITING_BESIDE
    told = [_row(one) for one in rows[:most]]
    short = still(("Organisation", "Connection", "How sure", "Need"), told, title)
    more = len(rows) - len(told)
    parts = [f"The first {most} of {len(rows):,}, need first."] if more else []
    parts += [_ASK] if any(one.standing is Standing.UNKNOWN for one in rows) else []
    note = " ".join(parts)
    return (Table(heading=title, columns=short.columns, rows=short.rows, note=note),)


def _within(reading: Reading) -> tuple[Block, ...]:
    """Those who are connected, though to nobody beyond their sector; need first."""
    rows = [one for one in page.waiting_in(reading) if one.standing is Standing.OWN_SECTOR]
    if not rows:
        return ()
    heads = ("Organisation", "How sure", "Need")
    told = [(name, sure, needed) for name, _, sure, needed in map(_row, rows[:MOST_WITHIN])]
    first = f"The first {len(told)} of {len(rows):,}. " if len(rows) > len(told) else ""
    note = f"{first}They are connected, to nobody of another sector."
    return (still(heads, told, "Only within its own sector", note=note),)


def _row(one: Waiting) -> tuple[str, ...]:
    state = f"{FIRST}. {one.standing.label}" if one.comes_first else one.standing.label
    return (one.organisation.name, state, _begun(how_sure(one)), _begun(need(one)))


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _cut(text: str) -> str:
    whole = _begun(text)
    return whole if len(whole) <= _MOST_LETTERS else f"{whole[: _MOST_LETTERS - 1].rstrip()}…"


def _introductions(reading: Reading) -> tuple[Block, ...]:
    """Whom to bring to whom: one suggestion for each of the first, and what was decided."""
    decided = deciding.decisions_of(reading.dataset.id)
    chosen, title = introductions.weights_in(""), "Introductions to make"
    items = introduction_list.items_of(reading, decided)
    told = []
    for one in page.waiting_in(reading)[: MOST_OF_BOTH if items else MOST_SUGGESTED]:
        found = introductions.suggested(reading, one.organisation, chosen, decided).found
        if found:
            told.append(_suggestion(one, found[0]))
    note = introductions.suggestions_words(reading)
    made = _decided(items)
    if not told:
        return (section(title), *paragraphs("Nothing on record speaks for one here."), *made)
    return (still(("Introduce", "To", "Through", "Why"), told, title, note=note), *made)


def _suggestion(one: Waiting, found: Introduction) -> tuple[str, ...]:
    through = found.through.name if found.through else "Nobody on record"
    why = _begun(sentence_of(one.organisation, found))
    return (one.organisation.name, found.target.name, through, why)


def _decided(items: Sequence[Item] | None) -> tuple[Block, ...]:
    """What was decided, with what became of it; the last ones first."""
    if not items:
        return ()
    rows = [
        (one.row.name, one.row.target, introduction_list.GROUPS[one.group][0], _who(one))
        for one in sorted(items, key=lambda one: -one.rows[-1].number)[:MOST_OF_BOTH]
    ]
    title = f"Introductions decided about ({len(items):,})"
    return (still(("Introduce", "To", "State", "Last word"), rows, title),)


def _who(one: Item) -> str:
    return _cut(told_of(one.rows[-1]))
