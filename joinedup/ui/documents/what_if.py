"""The document of What if: the changes that are thought of, and what would move."""

from collections.abc import Sequence
from contextlib import suppress

from joinedup.errors import MeasureError
from joinedup.render import what_if as render
from joinedup.render.document import Block
from joinedup.services import Amendment, Outcome
from joinedup.services.amending import parsed
from joinedup.ui import what_if as page
from joinedup.ui import worked_out
from joinedup.ui.documents.making import (
    LEFT_OUT,
    Content,
    Wanted,
    headed,
    listed,
    paragraphs,
    section,
    still,
    table,
)

_NOTHING = (
    "No change is thought of yet. Try one on the page What if: that an organisation leaves, or "
    "joins a partnership. Printed again, the document then says what would move."
)


def content(wanted: Wanted) -> Content:
    """All of the page, folded parts as well."""
    reading = wanted.reading
    amendments, unusable = parsed(reading.state.whatif, reading.dataset)
    said = paragraphs(page.unusable_words(unusable) if unusable else "")
    blocks = (*said, *(_outcome(wanted, amendments) if amendments else paragraphs(_NOTHING)))
    return headed(reading, blocks, page.subject(reading))


def _outcome(wanted: Wanted, amendments: Sequence[Amendment]) -> tuple[Block, ...]:
    reading = wanted.reading
    changes = listed(render.thing(reading.dataset, one) for one in amendments)
    with suppress(MeasureError):  # said where they are asked for
        worked_out.far_figures(reading, amendments)  # begun beside the rest, for the next print
    found = wanted.waited(lambda: worked_out.what_if(reading, amendments))
    if found is None:
        return (section("What would be otherwise"), *changes, *paragraphs(LEFT_OUT))
    heading, rows, note = _figures(wanted, amendments, found)
    names = render.names_frame(reading, found)
    return (
        section("What would be otherwise"),
        *changes,
        *paragraphs(render.answer(reading, found), *render.not_counted(reading, amendments, found)),
        still(("Figure", *render.HEADS[1:]), rows, heading, note=note),
        *paragraphs(*render.of_what(reading, amendments)),
        *((table(names, "Whom it touches"),) if len(names) else ()),
    )


def _figures(
    wanted: Wanted, amendments: Sequence[Amendment], found: Outcome
) -> tuple[str, list[tuple[str, str, str, str]], str]:
    """Heading, rows and note of the figures before and after."""
    before, after, note = found.before, found.after, ""
    try:
        far = wanted.waited(lambda: worked_out.far_figures(wanted.reading, amendments))
    except MeasureError as error:
        far, note = None, f"{error.what}."
    if far:
        before, after = {**before, **far[0]}, {**after, **far[1]}
    elif not note:
        note = LEFT_OUT
    return "Figures", render.figures_rows(before, after, missing="not worked out"), note
