"""A document, or a story, as PDF: A4 or A3, vector pictures, tagged for screen readers.

What stands where is decided in ``static/document.typ``; here its data is made ready: every text
as plain text that our letters can set, every number as it is read. Tested by
``tests/unit/test_render_pdf.py``.

Source: PDF/UA-1 (ISO 14289-1), as Typst checks it.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from joinedup.errors import PaperError
from joinedup.render import typesetting
from joinedup.render.document import Document, Figures, Picture, Step, Story, Table, Words
from joinedup.render.qr import qr_svg
from joinedup.render.table_fitting import broken, fit
from joinedup.render.typesetting import compiled, is_letter_missing, settable
from joinedup.render.wording import (
    cell_text,
    filters_said,
    made,
    notes_of,
    rows_of,
    stand,
    web_link,
)

Paper = Literal["A4", "A3"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
_SOURCE = Path(__file__).parent / "static" / "document.typ"
#: What an upright page and one on its side have room for, in millimetres of A4.
_UPRIGHT, _ON_ITS_SIDE = (184.0, 258.0), (271.0, 171.0)
#: How high the top of the first page is, a row of figures, and a paragraph, in millimetres of A4.
_TOP, _FIGURES, _PARAGRAPH = 36.0, 22.0, 8.0
#: A cell with more letters may run on to the next page.
_ROW = 400
#: A table that would be so much wider than its page, were nothing wrapped, is turned.
_WRAPPED = 1.3
#: Points in a millimetre.
_POINTS = 72 / 25.4
#: Longer words are broken, wherever that may be: nothing may run out of its column.
_LONG_WORD = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b])")


def pdf(one: Document | Story, *, paper: Paper = "A4") -> bytes:
    """The PDF of a document, or of all documents of a story one after the other.

    Raises:
        PaperError: When it cannot be set.
    """
    try:
        return _set(one, paper, settable)
    except PaperError as error:
        if not is_letter_missing(error):
            raise
        # Some letters can be set alone, but not above or beside each other.
        return _set(one, paper, typesetting.ordinary)


_Clean = Callable[[str], str]


def _set(one: Document | Story, paper: Paper, clean: _Clean) -> bytes:
    steps = one.steps if isinstance(one, Story) else (Step(heading="", document=one),)
    files: dict[str, bytes] = {}
    data: dict[str, Any] = {
        "paper": paper,
        "fonts": [typesetting.FONT],
        "title": one.title,
        "description": steps[0].document.sentence,
        "note": one.note if isinstance(one, Story) else "",
        "documents": [_prepared(step, files, clean) for step in steps],
        "end": [],
    }
    if isinstance(one, Story):
        data["end"] = [_end(one, files)]
        for each in data["documents"]:
            each.update(sources=[], qr="", brief=True)
    files["data.json"] = json.dumps(_cleaned(data, clean), ensure_ascii=False).encode()
    return compiled(_source(), files, "pdf")


def _end(one: Story, files: dict[str, bytes]) -> dict[str, Any]:
    """The sources of all steps, once."""
    documents = [step.document for step in one.steps]
    link = one.link if one.link.startswith(("http://", "https://")) else ""
    return {
        "stand": "; ".join(dict.fromkeys(stand(each) for each in documents)),
        "sources": list(dict.fromkeys(source for each in documents for source in each.sources)),
        "qr": _code(link, files),
        "link": link,
        "link_words": "This story in a browser",
    }


@cache
def _source() -> bytes:
    return _SOURCE.read_bytes()


def _cleaned(value: Any, clean: _Clean) -> Any:
    """The same with every text in it made settable."""
    if isinstance(value, str):
        return _LONG_WORD.sub("\\g<0>\u200b", clean(value))
    if isinstance(value, Mapping):
        # An address is not to be changed; Typst itself knows where one can be broken.
        return {
            key: clean(item) if key == "link" else _cleaned(item, clean)
            for key, item in value.items()
        }
    return [_cleaned(item, clean) for item in value] if isinstance(value, list | tuple) else value


def _prepared(step: Step, files: dict[str, bytes], clean: _Clean) -> dict[str, Any]:
    """What the source reads of one document; its pictures are added to the files."""
    one = step.document
    return {
        "page": one.page,
        "title": step.heading or one.title,
        "heading": one.title if step.heading else "",
        "sentence": one.sentence,
        "caveats": one.caveats,
        "filters": filters_said(one).partition(": "),
        "footprint": one.footprint,
        "illustrative": one.illustrative,
        "landscape": _on_its_side(one),
        "stand": stand(one),
        "printed": f"printed {made(one)}",
        "sources": one.sources,
        "qr": _code(web_link(one), files),
        "link": web_link(one),
        "link_words": one.link_words,
        "brief": False,
        "blocks": _blocks(one, files, clean),
    }


def _blocks(one: Document, files: dict[str, bytes], clean: _Clean) -> list[dict[str, Any]]:
    level, found = 1, []
    room = _room(one)
    for block in one.blocks:
        if isinstance(block, Words):
            # Below the title stand sections, and parts only in a section (PDF/UA-1, 7.4.2).
            level = min(block.level + 1, level + 1) if block.level else level
            found.append({"form": "words", "level": level * bool(block.level), "text": block.text})
        elif isinstance(block, Figures):
            items = [
                {"figure": item.figure, "label": item.label, "detail": item.detail}
                for item in block.items
            ]
            found.append({"form": "figures", "items": items})
        elif isinstance(block, Picture):
            found.append(_picture(block, files, clean))
        else:
            found.append(_table(block, level + 1, room))
    return found


def _picture(one: Picture, files: dict[str, bytes], clean: _Clean) -> dict[str, Any]:
    name = f"picture-{len(files)}.svg"
    files[name] = clean(one.svg).encode()
    wide, high = one.size
    return {
        "form": "picture",
        "file": name,
        "alt": one.alt,
        "caption": one.caption,
        "ratio": wide / high,
    }


def _table(one: Table, level: int, room: float) -> dict[str, Any]:
    rows = _texts(one)
    found = fit(one.columns, rows, room)
    columns = [
        {
            "name": broken(column.name, found.letters),
            "number": column.number,
            "turned": found.turned and column.number,
            "width": width,
        }
        for column, width in zip(one.columns, found.widths, strict=True)
    ]
    return {
        "form": "table",
        "heading": one.heading,
        "level": level,
        "size": found.size,
        # A row goes to the next page as a whole, unless it may be a page of its own.
        "whole": all(len(cell) <= _ROW for row in rows for cell in row),
        "columns": columns,
        "rows": [[broken(cell, found.letters) for cell in row] for row in rows],
        "notes": notes_of(one),
    }


def _room(one: Document) -> float:
    """How wide a document's pages are between their margins, in points of A4."""
    return (_ON_ITS_SIDE if _on_its_side(one) else _UPRIGHT)[0] * _POINTS


def _on_its_side(one: Document) -> bool:
    """Whether what is in a document gets larger, or only fits, on a page on its side."""
    if one.upright:
        return False
    if one.pictures and _size_on(_ON_ITS_SIDE, one) > 1.05 * _size_on(_UPRIGHT, one):
        return True
    room = _UPRIGHT[0] * _POINTS
    tables = [block for block in one.blocks if isinstance(block, Table)]
    fits = [fit(item.columns, _texts(item), room) for item in tables]
    # Beside pictures a table may wrap its cells: they are what the page is for.
    most = room * (3 if one.pictures else _WRAPPED)
    return any(not each.easy or each.asked > most for each in fits)


def _size_on(page: tuple[float, float], one: Document) -> float:
    """About how wide the first picture of a document gets on its page, in millimetres of A4."""
    wide, high = page
    taken = _TOP
    for block in one.blocks:
        if isinstance(block, Picture):
            across, down = block.size
            return min(wide, (high - taken) * across / down)
        if isinstance(block, Table):
            taken = 0.0  # what comes after a table begins a page
        elif taken:
            taken += _FIGURES if isinstance(block, Figures) else _PARAGRAPH
    return wide


def _texts(one: Table) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in rows_of(one)]


def _code(link: str, files: dict[str, bytes]) -> str:
    """The name of the picture with a link's QR code; empty where there is none."""
    drawn = qr_svg(link)
    if not drawn:
        return ""
    name = f"code-{len(files)}.svg"
    files[name] = drawn.encode()
    return name
