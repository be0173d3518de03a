"""The document of Stakeholders: the grid, whom to ask first, everybody's scores, who is missing."""

from joinedup.errors import StoreError
from joinedup.render import opinions as words
from joinedup.render import stakeholder_grid as drawing
from joinedup.render import stakeholders as render
from joinedup.render.document import Block, Picture, Table
from joinedup.services import Reading, Stakeholders
from joinedup.ui import stakeholders as page
from joinedup.ui import stakeholders_said, taking_back
from joinedup.ui.documents.chosen import selection
from joinedup.ui.documents.making import (
    Content,
    Wanted,
    headed,
    listed,
    paragraphs,
    section,
    still,
)

#: So many rows are printed: each takes two lines or more.
MOST_ROWS = 60


def content(wanted: Wanted) -> Content:
    """All of the page, folded parts as well; what nobody has saved is not on paper."""
    reading = wanted.reading
    halves = page.halves(reading)
    try:
        found = page.stakeholders_in(reading)
    except StoreError:
        return headed(reading, (), halves)
    if not found.rows:
        blocks: tuple[Block, ...] = (
            *paragraphs(render.HOW_TO_BEGIN),
            *selection(reading),
            *_selected(reading, found),
            *_next(reading, found),
        )
        return headed(reading, blocks, halves)
    return headed(
        reading,
        (
            *_grid(reading, found),
            *_ask_first(found),
            _table(found),
            *_opinions(found),
            *selection(reading),
            *_selected(reading, found),
            *_next(reading, found),
            *_meanings(),
        ),
        halves,
    )


def _grid(reading: Reading, found: Stakeholders) -> tuple[Block, ...]:
    points = page.points_in(reading, found, {})
    aside = paragraphs(*render.aside_words(found, len(points)))
    if not points:
        return aside
    title = page.title(reading, found)
    return (Picture(kind="chart", svg=drawing.still_grid(points, title), alt=title), *aside)


def _ask_first(found: Stakeholders) -> tuple[Block, ...]:
    parts: list[Block] = [section(page.FIRST), *paragraphs(render.flagged_words(found))]
    for flag, heading in page.FLAGGED.items():
        rows = [one for one in found.flagged if one.flag is flag]
        if not rows:
            continue
        parts.append(section(f"{heading} ({len(rows):,})", 2))
        told = (f"{one.organisation.name}: {render.flag_words(one)}" for one in rows[:MOST_ROWS])
        parts += listed(told)
        if len(rows) > MOST_ROWS:
            parts += paragraphs(f"And {len(rows) - MOST_ROWS:,} more, which the page has.")
    return tuple(parts)


def _table(found: Stakeholders) -> Table:
    rows = [render.row_of(one, k) for k, one in enumerate(found.rows[:MOST_ROWS], start=1)]
    short = still(render.HEADS, rows, "Stakeholders, numbered as on the grid")
    total = len(found.rows) if len(found.rows) > MOST_ROWS else None
    return Table(heading=short.heading, columns=short.columns, rows=short.rows, total=total)


def _opinions(found: Stakeholders) -> tuple[Block, ...]:
    """What each author says, of those that people have scored."""
    rows = [
        (one.organisation.name, render.opinion_words(said))
        for one in found.rows[:MOST_ROWS]
        for said in one.opinions
        if said.kept
    ]
    return (still(("Organisation", "Who says what"), rows, "What is said of them"),) if rows else ()


def _selected(reading: Reading, found: Stakeholders) -> tuple[Block, ...]:
    """How the scores of the one that is selected moved, and what of them was taken back."""
    one = reading.dataset.organisation_by_id.get(reading.state.selected)
    if one is None:
        return ()
    everything = stakeholders_said.history(reading, one.id)
    gone = paragraphs(*taking_back.lines(everything))
    points = stakeholders_said.moved(everything)
    if not points:
        return gone
    alt = words.moved_title(one.name, points)
    aside = stakeholders_said.without_list(found.of(one.id))
    note = f"{words.TREND_WORDS} {aside}".strip()
    return (
        *gone,
        Picture(kind="chart", svg=words.moved_picture(points, alt=alt, is_paper=True), alt=alt),
        *paragraphs(alt),
        still(words.TREND_COLUMNS, words.moved_rows(points), words.TREND, note=note),
    )


def _next(reading: Reading, found: Stakeholders) -> tuple[Block, ...]:
    if not found.unplaced:
        return ()
    rows = page.next_to_place(reading, found)
    told = listed(f"{one.name}, {reading.found[one.id].state.label.lower()}" for one in rows[:20])
    more = f"And {len(rows) - 20:,} more." if len(rows) > 20 else ""
    return (
        section("Not placed yet"),
        *paragraphs(page.next_words(reading, found)),
        *told,
        *paragraphs(more),
    )


def _meanings() -> tuple[Block, ...]:
    quarters = (f"{drawing.QUARTERS[one]}: {words}." for one, words in render.QUARTER_WORDS.items())
    groups = (f"{name}: {meaning}." for name, meaning in render.GROUPS.values())
    return (section("What the quarters and the groups mean"), *listed((*quarters, *groups)))
