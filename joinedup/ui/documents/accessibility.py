"""The document of Accessibility: the statement that the regulations ask for."""

from joinedup.render.document import Words
from joinedup.ui import accessibility as page
from joinedup.ui.documents.making import Content, Wanted, listed, paragraphs, plain, section


def content(wanted: Wanted) -> Content:
    """All parts of the statement."""
    blocks: list[Words] = []
    for title, words in page.parts(said=str):
        blocks.append(section(title))
        for part in words.strip().split("\n\n"):
            blocks += _read(part)
    return Content(subject="", sentence=page.sentence(), blocks=tuple(blocks), sourced=False)


def _read(part: str) -> tuple[Words, ...]:
    """A list or a paragraph of our own Markdown."""
    if part.startswith("- "):
        return listed(plain(line.removeprefix("- ")) for line in part.splitlines())
    return paragraphs(plain(" ".join(part.split())))
