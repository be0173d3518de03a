"""The document of Compare: both sides in one picture, in figures, and in tables."""

from joinedup.errors import MeasureError
from joinedup.render import compare as render
from joinedup.render.document import Block
from joinedup.services import Difference
from joinedup.ui import against, stills
from joinedup.ui import compare as page
from joinedup.ui.documents import who
from joinedup.ui.documents.chosen import selection
from joinedup.ui.documents.making import (
    LEFT_OUT,
    Content,
    Wanted,
    headed,
    paragraphs,
    parts_of,
    section,
    still,
    table,
)


def content(wanted: Wanted) -> Content:
    """All of the page, folded parts as well."""
    reading = wanted.reading
    found = against.difference(reading)
    told = paragraphs(against.against(reading).problem, against.explained(reading, found))
    shown = _shown(wanted, found) if reading.considered or found.gone else who.empty(reading)
    return headed(reading, (*told, *shown), against.sentence_of(reading, found))


def _shown(wanted: Wanted, found: Difference) -> tuple[Block, ...]:
    reading = wanted.reading
    kind, place = ("network", "drawn") if reading.state.picture == "network" else ("map", "at")
    position = wanted.position.get(place, "")
    return (
        stills.compared_still(
            "network" if kind == "network" else "map", found, position=position, size=wanted.size
        ),
        *paragraphs(page.off_the_map(kind, found)),
        *selection(reading),
        still(render.figure_columns(found), render.figures_rows(found), page.FIGURES),
        still(render.MOVE_COLUMNS, render.moves_rows(found), page.MOVES),
        *(table(one.frame(), one.label) for one in page.listed(found)),
        *_measures(wanted, found),
    )


def _measures(wanted: Wanted, found: Difference) -> tuple[Block, ...]:
    try:
        both = wanted.waited(lambda: page.measures_of(found))
    except MeasureError as error:
        return (section(page.EVERY_MEASURE), *paragraphs(f"{error.what}."))
    if both is None:
        return (section(page.EVERY_MEASURE), *paragraphs(LEFT_OUT))
    (before, _), (after, rest) = (parts_of(wanted.reading, side) for side in both)
    frame = render.measures_frame(before, after)
    note = " ".join(part for part in (page.MEASURES_WORDS, rest) if part)
    return (table(frame, page.EVERY_MEASURE, note=note),)
