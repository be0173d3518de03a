"""The view that an address asks a document of, and what of it could not be used."""

from collections.abc import Sequence

from joinedup import views
from joinedup.render.document import Document
from joinedup.services.saved_views import params
from joinedup.ui.documents import whole
from joinedup.ui.linked_views import view_of
from joinedup.views import POSITIONS, LinkProblem


def of_query(
    page: str,
    pairs: Sequence[tuple[str, str]],
    *,
    link: str = "",
    wide: bool = False,
    until: float | None = None,
) -> tuple[Document, tuple[LinkProblem, ...]]:
    """The document of a page in the view that an address holds.

    Args:
        page: See :data:`joinedup.ui.documents.PAGES`.
        pairs: Its parameters; one with several values comes several times.
        link: Opens the same view in a browser.
        wide: Whether its pictures are to be of the shape of a slide.
        until: When it stops to wait, as :func:`joinedup.ui.documents.document` takes it.

    Returns:
        The document, and what of the address fell back, as the page itself would say.

    Raises:
        DocumentError: When there is no such page.
        DatasetError, StoreError: When no version can be read.
    """
    asked = params(pairs)
    view, problems = view_of(asked)
    position = {name: asked[name][-1] for name in POSITIONS if name in asked}
    short = {name: text[: views.MAX_VALUE_LENGTH] for name, text in position.items()}
    made = whole.document(page, view, position=short, link=link, wide=wide, until=until)
    return made, problems
