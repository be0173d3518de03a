"""The one place where text from data becomes safe for HTML, Markdown, JSON or a spreadsheet."""

import html
import json
import re
from typing import Any

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=])")
# Control and bidi marks, and what neither XML nor UTF-8 can hold.
_SHORTCODE = re.compile(r":(?=\w)")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_RUN = re.compile(r"'*[=+\-@\x00-\x1f]")
_NEGATIVE = re.compile(r"-[0-9]+(\.[0-9]+)?")
_IN_SCRIPT = re.compile(r"[<>&\u2028\u2029]|\{(?=[{%#])")


def plain(text: object) -> str:
    """Text for a file that takes it as it is; control and bidi marks are dropped."""
    return _CONTROL.sub("", str(text))


def escape(text: object) -> str:
    """Text for HTML content and quoted attributes; control and bidi marks are dropped."""
    return html.escape(plain(text), quote=True)


def escape_markdown(text: object) -> str:
    """Text for Streamlit's Markdown, where ``:red[...]`` and ``$...$`` mean something too."""
    flat = " ".join(_CONTROL.sub("", str(text)).split())
    # Streamlit turns :heart: and :material/home: into pictures even behind a backslash; an
    # invisible word joiner keeps them apart.
    apart = _SHORTCODE.sub(":\u2060", flat)
    return _MARKDOWN.sub(r"\\\1", apart)


def script_json(value: Any) -> str:
    """JSON that can stand inside a script: no tag, no line separator ends it early.

    Nor does it hold a Jinja tag: branca compiles a finished script as a template once more,
    and would run one. Outside its texts, JSON has no brace that one of ``{%#`` follows.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def defuse(text: object) -> str:
    """Text for a spreadsheet cell: what a spreadsheet would run as a formula is quoted.

    Where the first character that is no apostrophe is one of ``= + - @`` or a control
    character (U+0000 to U+001F), one apostrophe is put in front. Texts that have apostrophes
    there already get one more, so that taking exactly one away gives every text back
    (``joinedup.imports.text.restore``). The one exception is a plain negative number, whole
    or decimal (``-1.47``): it is no formula and stays as it is.

    Source: OWASP, CSV injection.
    """
    cell = str(text)
    return f"'{cell}" if _RUN.match(cell) and not _NEGATIVE.fullmatch(cell) else cell
