"""Typst as we use it: our own letters, files in memory only, and no text that can stop it.

Its source is a file of ours; what is set comes as JSON and as pictures beside it. Typst refuses
to write an accessible PDF with a letter that no font of ours has (PDF/UA-1, 7.21), so such
letters are found first and a box takes their place.

Documents are set in a process of their own: Typst remembers all that it has set, a hundred
megabytes of a large one, and a server has to have that back.

Source: Typst's reference, https://typst.app/docs/reference/. Tested by
``tests/unit/test_render_typesetting.py``.
"""

import importlib
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from joinedup.errors import PaperError

if TYPE_CHECKING:
    import typst

_LOG = logging.getLogger("joinedup")
_ROOT = Path(__file__).resolve().parents[2]
#: Seconds after which it is given up: 7,000 organisations take about one.
_MOST_S = 60
Form = Literal["pdf", "png"]
#: The letters of everything that is set here; a package brings them.
FONT = "Source Sans Pro"
#: Stands for a letter that none of our fonts has.
BOX = "□"
#: Letters of western and central Europe, and the signs that our own words use.
_SPANS = (range(0x0A, 0x0B), range(0x20, 0x7F), range(0xA0, 0x180), range(0x2013, 0x2027))
_ORDINARY = frozenset(chr(one) for span in _SPANS for one in span)
_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ue000-\uf8ff"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)
_PROBE = f'#set document(title: "-")\n#set text(font: "{FONT}")\n#read("text")'
_MOST_PROBES = 400
_NO_LETTER = "could not be displayed"


def compiled(source: bytes, files: Mapping[str, bytes], form: Form, *, ppi: float = 144) -> bytes:
    """A document, set.

    Args:
        source: In Typst's language, of ours, never from data.
        files: What it reads, by name; UTF-8.
        form: ``pdf`` is tagged for screen readers (PDF/UA-1); of ``png`` it is the first page.
        ppi: Pixels in an inch of a PNG.

    Raises:
        PaperError: When it cannot be set.
    """
    texts = {name: content.decode() for name, content in {"main": source, **files}.items()}
    asked = json.dumps({"files": texts, "form": form, "ppi": ppi})
    try:
        # Our own interpreter and module; nothing that comes from outside is in the command.
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=asked.encode(),
            capture_output=True,
            cwd=_ROOT,
            timeout=_MOST_S,
            check=False,
        )
    except OSError as error:
        _LOG.warning("No second process for setting: %s", error)
        return _set(texts, form, ppi)
    except subprocess.TimeoutExpired as error:
        raise _refused(f"not set in {_MOST_S} seconds") from error
    if done.returncode:
        raise _refused(done.stderr.decode(errors="replace"))
    return done.stdout


def _set(texts: Mapping[str, str], form: Form, ppi: float) -> bytes:
    """The same in this process, of texts."""
    import typst

    standards: list[Any] = ["ua-1"] if form == "pdf" else []
    inputs: Any = {name: text.encode() for name, text in texts.items()}
    try:
        found: Any = typst.compile(
            inputs, font_paths=_fonts(), format=form, ppi=ppi, pdf_standards=standards
        )
    except typst.TypstError as error:
        raise _refused(error.message) from error
    return bytes(found[0] if isinstance(found, list) else found)


def _refused(said: str) -> PaperError:
    return PaperError(
        "This page could not be set for print",
        value=said,
        hint="Everything on it is on screen, and its tables can be downloaded there.",
    )


def main() -> None:
    """The other process: what is to be set from standard input, the document to standard output."""
    asked = json.loads(sys.stdin.buffer.read())
    try:
        sys.stdout.buffer.write(_set(asked["files"], asked["form"], asked["ppi"]))
    except PaperError as error:
        sys.exit(str(error.value))


def settable(text: str) -> str:
    """A text without control and direction marks, each letter that we cannot set as a box."""
    plain = _CONTROL.sub("", text)
    missing = _missing(frozenset(plain) - _ORDINARY)
    return plain.translate(dict.fromkeys(map(ord, missing), BOX)) if missing else plain


def _missing(letters: Iterable[str]) -> frozenset[str]:
    """Those of some letters that no font of ours has."""
    # In an order, so that one text is always set in one way; bounded, as a hostile list may
    # hold every letter there is.
    ordered = sorted(letters)
    asked = ordered[:_MOST_PROBES]
    return frozenset(one for one in asked if not _has(one)) | frozenset(ordered[_MOST_PROBES:])


@lru_cache(maxsize=8192)
def _has(letter: str) -> bool:
    """Whether a letter can be set: asked of Typst itself, in a millisecond."""
    try:
        _set({"main": _PROBE, "text": letter}, "pdf", 144)
    except PaperError:
        return False
    return True


def is_letter_missing(error: PaperError) -> bool:
    """Whether it was for a letter, alone or together with its neighbours, that setting failed."""
    return _NO_LETTER in str(error.value)


def ordinary(text: str) -> str:
    """A text in the letters of western and central Europe, every other one as a box."""
    return "".join(one if one in _ORDINARY else BOX for one in _CONTROL.sub("", text))


@cache
def _fonts() -> "typst.Fonts":
    import typst

    folder = Path(str(importlib.import_module("font_source_sans_pro").__file__)).parent / "files"
    # Not those of the machine: a page is the same wherever it is set. Typst brings a few of its
    # own, which hold letters that ours lacks.
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


if __name__ == "__main__":
    main()
