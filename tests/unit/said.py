"""What the product says to a reader, out of its source: every text of several words.

Python's texts are read by :mod:`ast`: literals, joined literals, and f-strings in which each
placeholder is one plain word. A text that is code (styles, scripts, SQL, patterns) is left out by
its looks, a docstring by its place. Of the frames' scripts it is the quoted texts of several
words. Of documents it is what stands between headings, code and tables.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Packages of which every text of several words may reach a screen, a page or a file.
FOLDERS = (
    *("pages", "joinedup/ui", "joinedup/render", "joinedup/services", "joinedup/imports"),
    *("joinedup/store", "joinedup/network", "joinedup/model", "joinedup/views", "geo"),
)
FILES = ("joinedup/errors.py",)
#: Documents that are shown in the dashboard, and the guide that stands beside them.
DOCUMENTS = ("docs/glossary.md", "docs/partner-lists.md", "docs/accessibility.md")
SCRIPTS = "joinedup/render/static"
#: A text of fewer words is a name or a label.
FEWEST_WORDS = 4

#: Looks of what is no text for people.
_CODE = re.compile(
    r"\{\s*[\w\"-]+\s*:|;\s*$|=>|</?script|</?style|\b(SELECT|INSERT|CREATE|PRAGMA|DELETE)\b"
    r"|\\[dwsbAZ(\[]|\(\?|^\s*/\*|--[\w-]+:|^#import|#let\b|default-src|xmlns|viewBox|http-equiv"
    r"|^[\w./:%{}+-]+$|image/svg|joinedup\.|\{% |fill=|\.v=|^M|\w\|\w"
)
#: Words to be recognised, not said: all in small letters, with no mark between them.
_LIST = re.compile(r"[a-zé0-9\s]{150,}")
_TAG = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(h\d|p|li|dt|dd|div|th|td|small|title|summary)>|<br ?/?>")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*")


def words(text: str) -> list[str]:
    """The words of a text; figures are none."""
    return _WORD.findall(text)


@cache
def modules() -> dict[str, tuple[str, ...]]:
    """Every text of every module, script and document, by its path from the project's folder."""
    found: dict[str, tuple[str, ...]] = {}
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    for path in [*paths, *(ROOT / name for name in FILES)]:
        found[_name(path)] = tuple(in_python(path.read_text("utf-8")))
    for path in sorted((ROOT / SCRIPTS).glob("*.js")):
        found[_name(path)] = tuple(in_script(path.read_text("utf-8")))
    for name in DOCUMENTS:
        if (ROOT / name).is_file():
            found[name] = tuple(in_document((ROOT / name).read_text("utf-8")))
    return {name: texts for name, texts in found.items() if texts}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def in_python(source: str) -> Iterator[str]:
    """The texts of a module, as a reader gets them."""
    tree = ast.parse(source)
    skipped = set(_docstrings(tree)) | set(_inside(tree))
    for node in ast.walk(tree):
        if id(node) not in skipped:
            text = _text(node)
            if text is not None and not _CODE.search(text) and not _LIST.fullmatch(text):
                yield from _plain(text)


def in_script(source: str) -> Iterator[str]:
    """The quoted texts of a script that begin or end as a sentence or a label does."""
    bare = re.sub(r"^\s*(//|\*|/\*).*$", "", source, flags=re.MULTILINE)
    for double, template in _QUOTED.findall(bare):
        text = double or re.sub(r"\$\{[^}]*\}", "one", template)
        if not _CODE.search(text) and re.search(r"[A-Za-z] [A-Za-z]", text):
            yield from _plain(text)


def in_document(source: str) -> Iterator[str]:
    """The paragraphs and the points of a document."""
    bare = re.sub(r"^```.*?^```", "", source, flags=re.MULTILINE | re.DOTALL)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", bare):
        if not block.lstrip().startswith(("#", "|", "![")):
            text = re.sub(r"^\s*([-*]|\d+\.) ", "", " ".join(block.split()))
            yield from _plain(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text.

    They end with a full stop, a question or exclamation mark, a colon or a semicolon, as Rudolf
    Flesch counted them ("How to Write Plain English", 1979): each is a thought of its own. So is
    what stands between two middle dots.
    """
    parts = re.split(r"(?<=[.!?:;…])[\"”\u2019)]*\s+|\s·\s|\n", text)
    return [part.strip() for part in parts if words(part)]


def _docstrings(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for one in body if isinstance(body, list) else ():
            if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
                yield id(one.value)


def _inside(tree: ast.AST) -> Iterator[int]:
    """Parts of f-strings, what is compiled as a pattern, and lists of words that are split."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (id(one) for one in node.values)
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            yield id(node.format_spec)
            yield from (id(one) for one in ast.walk(node.format_spec))
        elif isinstance(node, ast.Call) and _called(node.func) in {"compile", "sub", "text"}:
            yield from (id(one) for argument in node.args for one in ast.walk(argument))
        elif isinstance(node, ast.Attribute) and node.attr == "split":
            yield id(node.value)


def _called(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(one.value) if isinstance(one, ast.Constant) else "one" for one in node.values
        )
    return None


def _plain(text: str) -> Iterator[str]:
    """A text without its marks, a paragraph at a time; labels are left out."""
    bare = _TAG.sub(" ", _BLOCK_END.sub("\n\n", text))
    bare = _LINK.sub(r"\1", bare).replace("**", "").replace("*", "").replace("`", "")
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*- )", bare):
        flat = " ".join(paragraph.split()).removeprefix("- ")
        if len(words(flat)) >= FEWEST_WORDS:
            yield flat
