"""A document as one HTML file that needs nothing else: for a laptop without a network.

Pictures stand in it as SVG, tables as tables. One script of ours, allowed by its hash, sorts,
searches and enlarges; without it everything can be read. The file's own policy forbids whatever
else a hostile name might try. Tested by ``tests/unit/test_render_html_file.py`` and, with the
network off, by ``tests/browser/test_paper.py``.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from joinedup.render.document import Cell, Column, Document, Figures, Picture, Table, Words
from joinedup.render.escaping import escape
from joinedup.render.wording import (
    ILLUSTRATIVE,
    cell_text,
    filters_said,
    made,
    notes_of,
    rows_of,
    sorted_by,
    stand,
    web_link,
)

_STATIC = Path(__file__).parent / "static"
_OPENING = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SELECTORS = re.compile(r"([^{}]+)\{")
_NAMED = re.compile(r'(?P<before>\bid="|url\(#|href="#)(?P<name>[\w.-]+)')


def html_file(one: Document) -> str:
    """The whole file, UTF-8."""
    script, style = _script(), _style()
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(one.title)} · Joined Up</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'{_top(one)}<main id="content" tabindex="-1">\n{_head(one)}{_blocks(one)}</main>\n'
        f"{_foot(one)}<script>{script}</script>\n</body>\n</html>\n"
    )


@cache
def _script() -> str:
    return (_STATIC / "file.js").read_text("utf-8")


@cache
def _style() -> str:
    return (_STATIC / "file.css").read_text("utf-8")


def _hash(script: str) -> str:
    """What a policy calls a script by (CSP level 2)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def _top(one: Document) -> str:
    stamp = f'<span class="stamp">{ILLUSTRATIVE}</span>' if one.illustrative else ""
    return (
        '<a class="skip" href="#content">Skip to the content</a>\n'
        f"<header><b>Joined Up</b><span>{escape(one.footprint)}</span>{stamp}</header>\n"
    )


def _head(one: Document) -> str:
    caveats = f'<p class="quiet">{escape(" · ".join(one.caveats))}</p>\n' if one.caveats else ""
    said = filters_said(one)
    filters = f"<p>{escape(said)}</p>\n" if said else ""
    return (
        f'<h1>{escape(one.title)}</h1>\n<p class="sentence">{escape(one.sentence)}</p>\n'
        f"{caveats}{filters}"
    )


def _foot(one: Document) -> str:
    sources = "".join(f"<li>{escape(source)}</li>" for source in one.sources)
    link = (
        f'<p>{escape(one.link_words)}: <a rel="noreferrer" href="{escape(address)}">'
        f"{escape(address)}</a></p>\n"
        if (address := web_link(one))
        else ""
    )
    return (
        f"<footer>\n<h2>Where this comes from</h2>\n<p>{escape(stand(one))} · made "
        f"{escape(made(one))}.</p>\n{f'<ul>{sources}</ul>' if sources else ''}\n{link}</footer>\n"
    )


def _blocks(one: Document) -> str:
    level, parts = 1, []
    for number, block in enumerate(one.blocks, start=1):
        if isinstance(block, Words):
            # A part without its section would leave out a step between headings.
            level = min(block.level + 1, level + 1) if block.level else level
            tag = f"h{level}" if block.level else "p"
            parts.append(f"<{tag}>{escape(block.text)}</{tag}>\n")
        elif isinstance(block, Figures):
            parts.append(_figures(block))
        elif isinstance(block, Picture):
            parts.append(_picture(block, number))
        else:
            parts.append(_table(block, level + 1))
    return "".join(parts)


def _figures(one: Figures) -> str:
    items = "".join(
        f"<li><b>{escape(item.figure)}</b>{escape(item.label)}"
        f"{f'<small>{escape(item.detail)}</small>' if item.detail else ''}</li>"
        for item in one.items
    )
    return f'<ul class="figures">{items}</ul>\n'


def _picture(one: Picture, number: int) -> str:
    caption = f"<figcaption>{escape(one.caption)}</figcaption>" if one.caption else ""
    name = f"picture-{number}"
    return (
        f'<figure id="{name}"><div class="picture" role="group" '
        f'aria-label="{one.kind.capitalize()}; arrow keys move it, plus and minus enlarge it">'
        f"{_own(one.svg, name)}</div>{caption}</figure>\n"
    )


def _own(svg: str, name: str) -> str:
    """A picture whose styles and names reach nothing but itself."""
    inline = _OPENING.sub("", svg, count=1)

    def scoped(found: re.Match[str]) -> str:
        rules = _SELECTORS.sub(
            lambda rule: ",".join(f"#{name} {one.strip()}" for one in rule[1].split(",")) + "{",
            found[1],
        )
        return f"<style>{rules}</style>"

    return _NAMED.sub(rf"\g<before>{name}-\g<name>", _STYLE.sub(scoped, inline))


def _table(one: Table, level: int) -> str:
    heads = "".join(
        f'<th scope="col"{_kind(column)}>{escape(column.name)}</th>' for column in one.columns
    )
    rows = "".join(f"<tr>{_row(row, one.columns)}</tr>\n" for row in rows_of(one))
    notes = "".join(f'<p class="quiet">{escape(note)}</p>\n' for note in notes_of(one))
    heading = f"<h{level}>{escape(one.heading)}</h{level}>\n" if one.heading else ""
    if not rows:
        return f"{heading}{notes}"
    name = escape(one.heading or "Table")
    return (
        f'{heading}<div class="scroll" role="region" tabindex="0" aria-label="{name}">'
        f"<table><caption>{name}</caption><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>{rows}</tbody></table></div>\n{notes}"
    )


def _row(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> str:
    cells = []
    for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
        text, by = cell_text(cell), sorted_by(cell)
        value = "" if by == text else f' data-value="{escape(by)}"'
        tag = '<th scope="row"' if at == 0 else "<td"
        cells.append(f"{tag}{_kind(column)}{value}>{escape(text)}</{tag[1:3]}>")
    return "".join(cells)


def _kind(column: Column) -> str:
    return ' class="number"' if column.number else ""
