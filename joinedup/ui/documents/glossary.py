"""The document of Glossary: every technical word with its meaning."""

from joinedup.ui import glossary as page
from joinedup.ui.documents.making import Content, Wanted, still


def content(wanted: Wanted) -> Content:
    """All words, part by part."""
    blocks = tuple(
        still(("Word", "What it means"), [(one.name, one.meaning) for one in terms], part)
        for part, terms in page.parts().items()
    )
    return Content(subject="", sentence=page.sentence(), blocks=blocks, sourced=False)
