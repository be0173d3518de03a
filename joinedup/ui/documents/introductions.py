"""The document of Introductions: what is to be made, what it would do, and what came of it."""

from collections.abc import Mapping, Sequence

from joinedup.render import introduction_list as render
from joinedup.render.document import Block
from joinedup.render.introductions import told
from joinedup.services import Effect, Reading
from joinedup.services.deciding import Key
from joinedup.store.protocol import Decision
from joinedup.ui import deciding, introduction_sets
from joinedup.ui import introduction_list as page
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
from joinedup.ui.introduction_list import Item

_COLUMNS = ("Introduce", "To", "Through", "Where", "What was decided")
_NONE_YET = "Whom to introduce stands on the page Unconnected, beside each organisation."


def content(wanted: Wanted) -> Content:
    """All of the page, folded parts as well."""
    reading = wanted.reading
    decided = deciding.decisions_of(reading.dataset.id)
    items = page.items_of(reading, decided)
    blocks: tuple[Block, ...] = paragraphs(page.aside_words(reading))
    if items is not None:
        blocks = (
            *blocks,
            *(() if items else paragraphs(_NONE_YET)),
            *_outlook(reading, items),
            *_lists(items),
            *_cover(reading, decided or {}),
        )
    return headed(reading, blocks, page.sentence_of_items(reading, items))


def _outlook(reading: Reading, items: Sequence[Item]) -> tuple[Block, ...]:
    planned = page.planned(items)
    if not planned:
        return ()
    found = introduction_sets.effect_of(reading, planned)
    return (
        section("What they would do"),
        *paragraphs(render.effect_words(len(planned), found)),
        *_effect(found),
    )


def _effect(found: Effect) -> tuple[Block, ...]:
    by_sector = render.sector_table(found)
    return (
        *listed(render.effect_details(found)),
        table(render.area_table(found), "Before and after, by area"),
        table(by_sector, "Before and after, by sector", note=introduction_sets.EI_WORDS),
    )


def _lists(items: Sequence[Item]) -> list[Block]:
    blocks: list[Block] = []
    for group, (heading, _) in page.GROUPS.items():
        chosen = [one for one in items if one.group == group]
        if chosen:
            note = page.PROPOSALS if group == "done" else ""
            blocks.append(decided_table(chosen, f"{heading} ({len(chosen):,})", note=note))
    return blocks


def decided_table(items: Sequence[Item], heading: str, *, note: str = "") -> Block:
    """What was decided about some introductions, the last word first."""
    rows = [
        (
            one.row.name,
            one.row.target,
            one.row.through,
            ", ".join(part for part in (one.row.neighbourhood, one.row.place) if part),
            ". ".join(told(item) for item in reversed(one.rows)),
        )
        for one in items
    ]
    return still(_COLUMNS, rows, heading, note=note)


def _cover(reading: Reading, decided: Mapping[Key, tuple[Decision, ...]]) -> tuple[Block, ...]:
    found = introduction_sets.cover_of(reading, decided)
    title = section("Every neighbourhood at least once")
    words = paragraphs(render.cover_words(found))
    if not found.chosen:
        return (title, *words)
    proposals = introduction_sets.proposals_of(found)
    effect = introduction_sets.effect_of(reading, proposals)
    frame = render.cover_frame(reading.dataset, found)
    return (
        title,
        *words,
        *paragraphs(introduction_sets.ARITHMETIC, render.effect_words(len(proposals), effect)),
        table(frame, "A small set that reaches them"),
    )
