"""A document or a story as PowerPoint, 16:9: for whoever has to put it into a deck of their own.

A title, then a slide a step with its heading, its sentence, its figures, and its picture as large
as it goes, or the first rows of its table; what the speaker says is in the notes. Tested by
``tests/unit/test_render_slides.py``.

Source: ECMA-376 (Office Open XML), as python-pptx writes it.
"""

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from joinedup.render import images
from joinedup.render.document import Document, Figure, Figures, Picture, Step, Story, Table
from joinedup.render.escaping import plain
from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date
from joinedup.render.wording import ILLUSTRATIVE, cell_text, filters_said, made, stand, web_link

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide
    from pptx.util import Length

#: The slide and its margin, in inches.
_WIDE, _HIGH, _SIDE = 13.333, 7.5, 0.45
_ACROSS = _WIDE - 2 * _SIDE
_FOOT_TOP = 6.88
#: Sizes of letters, in points; what is read at the far end of a room is no smaller.
_HEADING, _SENTENCE, _SMALL = 28, 18, 12
#: How wide a letter is, and how high a line, in parts of its size.
_LETTER, _BOLD, _LEADING = 0.48, 0.56, 1.2
#: How many lines of each a slide has room for.
_LINES_OF_HEADING, _LINES_OF_SENTENCE = 2, 4
#: How wide the figures beside a picture are, in inches, and how many stand there.
_FIGURES_WIDE, _MOST_FIGURES = 2.75, 5
#: Rows of a table, and columns, that can be read at the far end of a room.
_ROWS, _COLUMNS = 9, 6
_LONGEST_CELL = 80
#: What a property of a file holds (python-pptx refuses more).
_LONGEST_PROPERTY = 255
_PIXELS = 2_400
_BLUE, _INK, _QUIET, _AMBER = "005EB8", "212B32", "425563", "FFB81C"
_FONT = "Arial"


def slides(one: Document | Story) -> bytes:
    """A presentation: of a story with a title and its sources, of a document one slide.

    Raises:
        PaperError: When a picture cannot be drawn.
    """
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    deck.core_properties.title = plain(one.title)[:_LONGEST_PROPERTY]
    deck.core_properties.author = "Joined Up"
    deck.core_properties.language = "en-GB"
    if isinstance(one, Story):
        _title_slide(deck, one)
        for step in one.steps:
            _step_slide(deck, step)
        _sources_slide(deck, one)
    else:
        _step_slide(deck, Step(heading="", document=one))
    written = BytesIO()
    deck.save(written)
    return written.getvalue()


def _title_slide(deck: "Presentation", one: Story) -> None:
    slide = _slide(deck)
    _heading(slide, one.name, 2.1, points=40)
    footprints = dict.fromkeys(step.document.footprint for step in one.steps)
    days = dict.fromkeys(spoken_date(step.document.day) for step in one.steps)
    said = [" · ".join(footprints), " · ".join(days), *([one.note] if one.note else [])]
    _text(slide, said, (_SIDE, 4.1, _ACROSS, 2.2), points=20)
    _frame(slide, "", illustrative=_made_up(one))


def _step_slide(deck: "Presentation", step: Step) -> None:
    one = step.document
    slide = _slide(deck)
    top = _heading(slide, step.heading or one.title, 0.25)
    sentence = f"{one.subject}: {one.sentence}" if step.heading else one.sentence
    top = _paragraph(slide, sentence, top, points=_SENTENCE, most=_LINES_OF_SENTENCE)
    aside = " · ".join(part for part in (*one.caveats, filters_said(one)) if part)
    top = _paragraph(slide, aside, top, points=_SMALL, most=2, colour=_QUIET)
    picture = next(iter(one.pictures), None)
    table = next((block for block in one.blocks if isinstance(block, Table) and block.rows), None)
    figures = [item for block in one.blocks if isinstance(block, Figures) for item in block.items]
    beside = bool(figures and (picture or table))
    left = _SIDE + (_FIGURES_WIDE + 0.2) * beside
    if beside:
        _add_figures(slide, figures[:_MOST_FIGURES], top)
    if picture:
        _add_picture(slide, one, picture, (left, top))
    elif table:
        _add_table(slide, table, (left, top))
    else:
        _add_cards(slide, figures, top)
    said = " · ".join(part for part in (one.footprint, stand(one)) if part)
    _frame(slide, said, illustrative=one.illustrative, link=web_link(one))
    told = (step.note, f"Link: {one.link}" if one.link else "")
    notes: Any = slide.notes_slide.notes_text_frame
    notes.text = plain("\n\n".join(part for part in told if part))


def _sources_slide(deck: "Presentation", one: Story) -> None:
    """What all of it rests on, once; more slides where one is too small."""
    documents = [step.document for step in one.steps]
    sources = dict.fromkeys(source for each in documents for source in each.sources)
    views = dict.fromkeys(stand(each) for each in documents)
    lines = [*views, *sources, f"Made {made(documents[0])}", *([one.link] if one.link else [])]
    parts: list[list[str]] = [[]]
    for line in lines:
        high = sum(_height(each, _ACROSS, 14) for each in (*parts[-1], line))
        if parts[-1] and high > _FOOT_TOP - 1.3:
            parts.append([])
        parts[-1].append(line)
    for number, part in enumerate(parts):
        slide = _slide(deck)
        top = _heading(slide, "Where this comes from" + " (continued)" * bool(number), 0.25)
        _text(slide, part, (_SIDE, top, _ACROSS, _FOOT_TOP - top - 0.1), points=14)
        _frame(slide, "", illustrative=_made_up(one))


def _made_up(one: Story) -> bool:
    """Whether slides about all of a story are stamped."""
    return any(step.document.illustrative for step in one.steps)


def _slide(deck: "Presentation") -> "Slide":
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[5])  # a title alone
    return slide


def _heading(slide: "Slide", text: str, top: float, *, points: int = _HEADING) -> float:
    """Write the heading of a slide; where it ends, in inches from the top."""
    most = int(_ACROSS * 72 / (points * _BOLD)) * _LINES_OF_HEADING
    text = _shortened(text, most)
    high = _height(text, _ACROSS, points, letter=_BOLD) + 0.1
    _place(slide.shapes.title, _SIDE, top, _ACROSS, high)
    _written(slide.shapes.title, [text], points=points, bold=True, colour=_BLUE)
    return top + high


def _paragraph(
    slide: "Slide", text: str, top: float, *, points: int, most: int, colour: str = _INK
) -> float:
    """Write a paragraph of so many lines at most; where it ends, in inches from the top."""
    if not text:
        return top
    text = _shortened(text, int(_ACROSS * 72 / (points * _LETTER)) * most)
    high = _height(text, _ACROSS, points) + 0.1
    _text(slide, [text], (_SIDE, top, _ACROSS, high), points=points, colour=colour)
    return top + high


def _height(text: str, wide: float, points: float, *, letter: float = _LETTER) -> float:
    """About how high a paragraph is, in inches."""
    lines = ceil(len(text) * points * letter / (wide * 72)) or 1
    return lines * points * _LEADING / 72


def _frame(slide: "Slide", said: str, *, illustrative: bool, link: str = "") -> None:
    """The foot of a slide: what it is of, where it can be opened; made up, where it is."""
    from pptx.enum.shapes import MSO_SHAPE

    words = " · ".join(part for part in ("Joined Up", said) if part)
    stamped = 4.3 if illustrative else 0.0
    place = (_SIDE, _FOOT_TOP, _ACROSS - stamped - 0.1, 0.55)
    foot = _text(slide, [words], place, points=_SMALL, colour=_QUIET)
    if link:
        _linked(foot, link)
    if not illustrative:
        return
    stamp = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_anywhere())
    _place(stamp, _WIDE - _SIDE - stamped, _FOOT_TOP, stamped, 0.36)
    stamp.fill.solid()
    stamp.fill.fore_color.rgb = _colour(_AMBER)
    stamp.line.fill.background()
    _written(stamp, [ILLUSTRATIVE], points=_SMALL, bold=True)


def _linked(shape: Any, link: str) -> None:
    words = shape.text_frame.paragraphs[0]
    # Outside of the link, which is underlined.
    words.runs[0].text += "   "
    run = words.add_run()
    run.text = "Open this view"
    run.font.size, run.font.name = words.runs[0].font.size, _FONT
    run.hyperlink.address = plain(link)


def _add_picture(
    slide: "Slide", one: Document, picture: Picture, place: tuple[float, float]
) -> None:
    """A picture as large as it goes from a corner on, in inches."""
    left, top = place
    drawn = images.png(one, picture, wide=_PIXELS)
    added = slide.shapes.add_picture(BytesIO(drawn), *_anywhere()[:2])
    across, down = _WIDE - _SIDE - left, _FOOT_TOP - 0.08 - top
    scale = min(across / added.width, down / added.height)
    wide, high = added.width * scale, added.height * scale
    _place(added, left + (across - wide) / 2, top, wide, high)
    _describe(added, picture.kind.capitalize(), picture.alt)


def _add_table(slide: "Slide", one: Table, place: tuple[float, float]) -> None:
    from pptx.util import Inches

    left, top = place
    columns, rows = one.columns[:_COLUMNS], one.rows[:_ROWS]
    across = _WIDE - _SIDE - left
    added = slide.shapes.add_table(
        *(len(rows) + 1, len(columns)),
        *(Inches(left), Inches(top), Inches(across), Inches(0.4 * (len(rows) + 1))),
    )
    _describe(added, one.heading or "Table", one.heading)
    lines = [[column.name for column in columns]]
    lines += [[cell_text(cell) for cell in row[:_COLUMNS]] for row in rows]
    weights = [min(max(len(line[at]) for line in lines), 40) + 4 for at in range(len(columns))]
    for at, weight in enumerate(weights):
        added.table.columns[at].width = Inches(across * weight / sum(weights))
    for down, line in enumerate(lines):
        for at, text in enumerate(line):
            _cell(added.table.cell(down, at), text, head=down == 0, number=columns[at].number)
    total = max(one.total or 0, len(one.rows))
    if total > len(rows) or len(one.columns) > _COLUMNS:
        said = f"The first {len(rows):,} of {counted(total, 'row', 'rows')} of “{one.heading}”."
        _text(slide, [said], (left, 6.5, across, 0.35), points=_SMALL, colour=_QUIET)


def _cell(cell: Any, text: str, *, head: bool, number: bool) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches

    _written(
        cell,
        [_shortened(text, _LONGEST_CELL)],
        points=12,
        bold=head,
        colour="FFFFFF" if head else _INK,
    )
    cell.fill.solid()
    cell.fill.fore_color.rgb = _colour(_BLUE if head else "FFFFFF")
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    if number:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _shortened(text: str, most: int) -> str:
    """A text of so many letters at the most: a slide cannot grow."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _add_figures(slide: "Slide", items: Sequence[Figure], top: float) -> None:
    """Figures below each other, beside what is larger."""
    high = min((_FOOT_TOP - top) / len(items), 1.5)
    for at, item in enumerate(items):
        y = top + at * high
        _text(slide, [item.figure], (_SIDE, y, _FIGURES_WIDE, 0.45), points=22, colour=_BLUE)
        lines = max(int((high - 0.45) * 72 / (_SMALL * _LEADING)), 1)
        letters = int((_FIGURES_WIDE - 0.2) * 72 / (_SMALL * _LETTER))
        said = _shortened(_said(item), lines * letters)
        place = (_SIDE, y + 0.4, _FIGURES_WIDE, high - 0.42)
        _text(slide, [said], place, points=_SMALL)


def _add_cards(slide: "Slide", items: Sequence[Figure], top: float) -> None:
    """Figures alone on a slide, three in a row."""
    across = _ACROSS / 3
    for at, item in enumerate(items[:6]):
        left, y = _SIDE + at % 3 * across, top + 0.3 + at // 3 * 2.1
        _text(slide, [item.figure], (left, y, across, 0.8), points=36, colour=_BLUE)
        said = _shortened(_said(item), 140)
        _text(slide, [said], (left, y + 0.75, across - 0.3, 1.1), points=16)


def _said(item: Figure) -> str:
    return " · ".join(part for part in (item.label, item.detail) if part)


def _describe(shape: Any, name: str, alt: str) -> None:
    """What a shape is called, and what it says to those who do not see it."""
    shape.name = plain(name)
    described = shape._element.xpath("./*/p:cNvPr")[0]  # python-pptx has no word for it
    described.set("descr", plain(alt))


def _anywhere() -> "tuple[Length, Length, Length, Length]":
    """Where a shape stands until it is placed."""
    from pptx.util import Length

    nothing = Length(0)
    return nothing, nothing, nothing, nothing


def _place(shape: Any, left: float, top: float, wide: float, high: float) -> None:
    """Put a shape on its slide; in inches."""
    from pptx.util import Inches

    shape.left, shape.top = Inches(left), Inches(top)
    shape.width, shape.height = Inches(wide), Inches(high)


def _text(
    slide: "Slide",
    lines: list[str],
    place: tuple[float, float, float, float],
    *,
    points: int,
    colour: str = _INK,
) -> Any:
    """A box of text; its place as left, top, width and height in inches."""
    box = slide.shapes.add_textbox(*_anywhere())
    _place(box, *place)
    _written(box, lines, points=points, bold=False, colour=colour)
    return box


def _written(holder: Any, lines: list[str], *, points: int, bold: bool, colour: str = _INK) -> None:
    """Write lines into a shape or a cell, each a paragraph."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    frame = holder.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = plain(line)
        run.font.size, run.font.bold, run.font.name = Pt(points), bold, _FONT
        run.font.color.rgb = _colour(colour)


def _colour(code: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(code)
