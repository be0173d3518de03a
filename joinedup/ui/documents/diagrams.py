"""The document of Diagrams: one with its picture and every line of it, or the list of all."""

from collections.abc import Sequence

from joinedup import services
from joinedup.errors import PaperError, StoreError
from joinedup.model import Dataset
from joinedup.render import diagrams as render
from joinedup.render.document import Block, Picture
from joinedup.render.sentence import spoken_date
from joinedup.store.diagramming import Diagram
from joinedup.ui import diagram_pictures
from joinedup.ui import diagrams as page
from joinedup.ui.documents.making import Content, Wanted, listed, paragraphs, section, still

_COLUMNS = ("Name", "Kind", "About", "Made by", "Changed")
_LINES = ("What", "Words", "Linked to")
#: So many diagrams of a programme are drawn on its paper; the others are named.
MOST_DRAWN = 4


def content(wanted: Wanted) -> Content:
    """The diagram that is open, else the list; what is put away comes last."""
    one, view = wanted.reading.dataset, wanted.reading.state
    try:
        found, opened = page.recorded(one, view)
    except StoreError:
        return Content(subject=one.name, sentence=page.UNREAD, blocks=(), sourced=False)
    subject, sentence = page.head(one, view, found, opened)
    if opened:
        blocks = drawn(one, opened)
    else:
        blocks = (*paragraphs(page.GONE if view.diagram else ""), *_lists(one, found))
    return Content(subject=subject, sentence=sentence, blocks=blocks, sourced=False)


def drawn(dataset: Dataset, one: Diagram) -> tuple[Block, ...]:
    """A diagram with all that its page says of it."""
    outline = diagram_pictures.outline_of(dataset, one.kind, one.text, one.programme)
    rows = render.lines_of(outline)
    problems = diagram_pictures.problem_lines(outline)
    links = [page.link_words(dataset, link) for link in page.linked_in(outline)]
    return (
        *picture(dataset, one),
        *((still(_LINES, rows, "Every line"),) if rows else ()),
        *((section("Linked actions and partners"), *listed(links)) if links else ()),
        *((section("About the text"), *listed(problems)) if problems else ()),
    )


def picture(dataset: Dataset, one: Diagram) -> tuple[Block, ...]:
    """A diagram alone; why it cannot be drawn where that is so."""
    outline = diagram_pictures.outline_of(dataset, one.kind, one.text, one.programme)
    title = render.title_of(outline, one.name)
    try:
        svg = diagram_pictures.svg(outline, title)
    except PaperError as error:
        return paragraphs(f"{error.what}. {error.hint}")
    return (Picture(kind="chart", svg=svg, alt=title, caption=title),)


def of_programme(dataset: Dataset, programme: str) -> tuple[Block, ...]:
    """The diagrams of a programme, for its own paper: the first drawn, the others by name.

    Empty where it has none, or where they cannot be read.
    """
    try:
        found = [one for one in services.diagrams_of(dataset.id) if one.programme == programme]
    except StoreError:
        return ()
    if not found:
        return ()
    pictures = [block for one in found[:MOST_DRAWN] for block in picture(dataset, one)]
    rest = [f"{render.KINDS[one.kind]}: {one.name}" for one in found[MOST_DRAWN:]]
    return (section("Diagrams"), *pictures, *listed(rest))


def _lists(dataset: Dataset, found: Sequence[Diagram]) -> tuple[Block, ...]:
    current = [one for one in found if not one.archived]
    away = [one for one in found if one.archived]
    blocks: tuple[Block, ...] = (_table(dataset, current, "Diagrams"),) if current else ()
    if not current:
        blocks = paragraphs(page.HOW_TO_BEGIN)
    return (*blocks, *((_table(dataset, away, f"Put away ({len(away):,})"),) if away else ()))


def _table(dataset: Dataset, found: Sequence[Diagram], heading: str) -> Block:
    rows = [
        (
            one.name,
            render.KINDS[one.kind],
            page.about(dataset, one),
            one.owner,
            f"{spoken_date(page.changed_on(one))}, {one.author}",
        )
        for one in found
    ]
    return still(_COLUMNS, rows, heading)
