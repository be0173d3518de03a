"""The document of Sustainability: the ten factors of a programme, and where to put effort."""

from joinedup.render import radar
from joinedup.render import sustainability as render
from joinedup.render.document import Block, Figure, Figures, Picture
from joinedup.services import Reading
from joinedup.services.sustainability import Scored
from joinedup.ui import programmes, taking_back
from joinedup.ui import sustainability as page
from joinedup.ui.documents.making import (
    Content,
    Wanted,
    of_store,
    paragraphs,
    section,
    still,
)
from joinedup.ui.rating_questions import REASON
from joinedup.ui.ratings import UNREAD


def content(wanted: Wanted) -> Content:
    """All of the page, folded parts as well; beside the month before, as the page begins."""
    return of_store(wanted.reading, _blocks, page.subject, unread=f"{UNREAD}.")


def _blocks(reading: Reading) -> tuple[Block, ...]:
    found = page.shown_in(reading)
    if not found.every:
        return paragraphs(page.NO_PROGRAMME)
    narrowed = paragraphs(programmes.narrowed_words(reading, wholly=True))
    notes = paragraphs(render.WEIGHTS, page.SOURCES)
    one = found.one
    if one is None:
        every = still(render.ALL_COLUMNS, page.all_rows(found), page.ALL)
        return (*narrowed, *paragraphs(page.HOW_TO_BEGIN), every, *notes)
    gone = paragraphs(*taking_back.lines(one.everything))
    if not one.latest:
        asked = still(render.ASK_COLUMNS, render.ask_rows(), page.TEN)
        return (*narrowed, *paragraphs(page.NOBODY), *gone, asked, *notes)
    shown = (*_factors(one), *gone, *_effort(one), *_over_time(one), *_reasons(one))
    return (*narrowed, *shown, *notes)


def _factors(one: Scored) -> tuple[Block, ...]:
    before = one.earlier[-1] if one.earlier else None
    day = one.points[-1].day
    alt = render.alt(one.name, one.spreads, day)
    drawn = radar.radar(one.spreads, day, alt=alt, before=before)
    rows = render.factor_rows(one.spreads, before.spreads if before else None)
    figure = render.score_figure(one.score)
    card = (Figures(items=(Figure(figure=figure, label=page.POINTS),)),) if figure else ()
    return (
        *card,
        Picture(kind="chart", svg=drawn, alt=alt),
        still(page.columns_of(before), rows, page.TEN),
    )


def _effort(one: Scored) -> tuple[Block, ...]:
    words = render.gain_words(one.gain, len(one.spreads))
    if not one.gain:
        return (section(page.EFFORT), *paragraphs(words))
    rows = render.gain_rows(one.gain[: page.MOST_GAIN])
    return (still(render.GAIN_COLUMNS, rows, page.EFFORT, note=words),)


def _over_time(one: Scored) -> tuple[Block, ...]:
    words = page.trend_words(one)
    if words:
        drawn: tuple[Block, ...] = (section(page.TREND), *paragraphs(words))
    else:
        alt = render.time_alt(one.name, one.points)
        drawn = (Picture(kind="chart", svg=radar.over_time(one.points, alt=alt), alt=alt),)
    if len(one.points) < 2:
        return drawn
    return (*drawn, still(render.TIME_COLUMNS, render.time_rows(one.points), page.TREND))


def _reasons(one: Scored) -> tuple[Block, ...]:
    return (still(render.REASON_COLUMNS, render.reason_rows(one.latest), REASON),)
