"""The document of Unconnected: figures, the working list, the map, answers, and areas."""

from collections.abc import Sequence

from joinedup.model import AreaLevel
from joinedup.render import tables
from joinedup.render import unconnected as render
from joinedup.render.document import Block, Figure, Figures, Table
from joinedup.render.nouns import counted
from joinedup.services import Reading, Waiting, area_counts
from joinedup.ui import deciding, shell, stills
from joinedup.ui import unconnected as page
from joinedup.ui.documents.chosen import selection
from joinedup.ui.documents.making import Content, Wanted, headed, paragraphs, section, still, table

#: So many rows of the working list are printed: each takes three lines or more.
MOST_WAITING = 100
_COLUMNS = ("Organisation", "Connection", "How sure", "Since", "Near", "Need")


def content(wanted: Wanted) -> Content:
    """All of the page, folded parts as well."""
    reading = wanted.reading
    return headed(
        reading,
        (
            figures(reading),
            *_working_list(reading),
            section("Where they are"),
            stills.map_still(reading, at=wanted.position.get("at", ""), size=wanted.size),
            *paragraphs(shell.unlocated_words(reading)),
            *selection(reading),
            *_answers(reading),
            *_areas(reading),
        ),
    )


def figures(reading: Reading) -> Figures:
    """How many stand where, each with its denominator."""
    return Figures(
        items=tuple(
            Figure(figure=f"{count:,} of {whole}", label=words)
            for _, count, whole, words in page.cards(reading)
        )
    )


def _working_list(reading: Reading) -> tuple[Block, ...]:
    rows, title = page.waiting_in(reading), section("Where to begin")
    if not rows:
        return (title, *paragraphs(render.nobody(reading)))
    first = counted(len(rows), "organisation", "organisations")
    return (
        title,
        *paragraphs(page.list_words(rows, len(reading.whole))),
        waiting_table(reading, rows, f"Table: all {first} of the list", MOST_WAITING),
    )


def waiting_table(reading: Reading, rows: Sequence[Waiting], heading: str, most: int) -> Table:
    """The first rows of the working list, in the words of the page."""
    under_way = deciding.under_way_of(deciding.decisions_of(reading.dataset.id) or {})
    told = [_told(reading, one, under_way.get(one.organisation.id, 0)) for one in rows[:most]]
    short = still(_COLUMNS, told, heading)
    total = len(rows) if len(rows) > most else None
    return Table(heading=heading, columns=short.columns, rows=short.rows, total=total)


def _told(reading: Reading, one: Waiting, under_way: int) -> tuple[str, ...]:
    facts = dict(render.facts(one, under_way))
    state = f"{render.FIRST}. {one.standing.label}" if one.comes_first else one.standing.label
    more = [f"{name}: {facts[name]}" for name in ("Voice", "Under way") if name in facts]
    return (
        f"{one.organisation.name} ({render.what_and_where(reading, one)})",
        state,
        facts["How sure"],
        facts["Since"],
        facts["Near"],
        ". ".join([facts["Need"], *more]),
    )


def _answers(reading: Reading) -> tuple[Block, ...]:
    places, sectors = page.answers(reading)
    return (
        section("Who has answered, and how fresh it is"),
        *paragraphs(page.coverage_words(reading.state)),
        table(
            render.asked_frame(places, "Place"),
            "Answers by place",
            note=page.unplaced_words(reading, AreaLevel.PLACE),
        ),
        table(render.asked_frame(sectors, "Sector"), "Answers by sector"),
    )


def _areas(reading: Reading) -> tuple[Block, ...]:
    names = {area.id: area.name for area in reading.dataset.areas}
    places = tables.area_states(area_counts(reading, AreaLevel.PLACE), names)
    hoods = tables.area_states(area_counts(reading, AreaLevel.NEIGHBOURHOOD), names)
    told = (page.unplaced_words(reading, AreaLevel.NEIGHBOURHOOD), page.CATCHMENTS)
    return (
        section("How many, by area and sector"),
        table(
            places,
            "By place",
            without=("Place",),
            note=page.unplaced_words(reading, AreaLevel.PLACE),
        ),
        table(hoods, "By neighbourhood", note=" ".join(one for one in told if one)),
        table(tables.sector_states(reading), "By sector"),
    )
