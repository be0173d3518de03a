"""The document of Working together: how a partnership rates itself, beside its record."""

from joinedup.render import rating_pictures as pictures
from joinedup.render import working_together as render
from joinedup.render.document import Block, Picture
from joinedup.services import Reading
from joinedup.services.working_together import PRINCIPLES
from joinedup.ui import taking_back
from joinedup.ui import working_together as page
from joinedup.ui.documents.making import (
    Content,
    Wanted,
    of_store,
    paragraphs,
    section,
    still,
    table,
)
from joinedup.ui.rated_partnerships import Rated, shown_in
from joinedup.ui.ratings import UNREAD


def content(wanted: Wanted) -> Content:
    """All of the page, folded parts as well."""
    return of_store(wanted.reading, _blocks, page.subject, unread=f"{UNREAD}.")


def _blocks(reading: Reading) -> tuple[Block, ...]:
    found = shown_in(reading)
    sources = paragraphs(page.SOURCES)
    if not found.rows:
        return (*paragraphs(page.none_words(reading)), *sources)
    every = table(found.frame, page.ALL, note=page.ALL_WORDS)
    one = found.one
    if one is None:
        return (*paragraphs(page.HOW_TO_BEGIN), every, *sources)
    return (
        *_ratings(one),
        *_beside(one),
        section(page.WHO),
        *paragraphs(page.who_words(one), *taking_back.lines(one.everything)),
        *_over_time(one),
        *_evidence(one),
        every,
        *sources,
    )


def _ratings(one: Rated) -> tuple[Block, ...]:
    if not one.latest:
        return paragraphs(page.NOBODY)
    alt = render.title(one.name, one.spreads)
    drawn = Picture(kind="chart", svg=pictures.bars(one.spreads, alt=alt), alt=alt)
    rows = render.rating_rows(one.spreads)
    return (drawn, still(render.RATING_COLUMNS, rows, "The five principles"))


def _beside(one: Rated) -> tuple[Block, ...]:
    rows = [
        (found.principle, found.match.label, found.words)
        for found in render.findings(one.spreads, one.record)
    ]
    heads = ("Principle", "Finding", "What is said, and what is on record")
    note = f"{render.sectors_words(one.record)} {render.SILENT}"
    return (still(heads, rows, page.BESIDE, note=note),)


def _over_time(one: Rated) -> tuple[Block, ...]:
    if not one.latest:
        return ()
    if len(one.trend) < 2:
        return (section(page.TREND), *paragraphs(page.ONE_STEP))
    alt = pictures.trend_title(one.name, one.trend, pictures.NAMES)
    return (
        Picture(kind="chart", svg=page.trend_picture(one, alt), alt=alt),
        still(
            render.trend_columns(one.trend),
            render.trend_rows(one.trend),
            page.TREND,
            note=render.TREND_WORDS,
        ),
    )


def _evidence(one: Rated) -> tuple[Block, ...]:
    if not one.latest:
        return ()
    rows = [
        (principle.name, *cells)
        for principle in PRINCIPLES
        for cells in render.evidence_rows(one.latest, principle.key)
    ]
    return (still(("Principle", *render.EVIDENCE_COLUMNS), rows, page.EVIDENCE),)
