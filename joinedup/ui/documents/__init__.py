"""Each page of the dashboard in one view, as a document for paper, a file or slides.

A module makes the document of a page from the functions that the page itself has its figures,
words and rows from: what is on screen is what is on paper. Nothing here knows of a session, so
that a route can make a document in a thread of its own. Tested by
``tests/unit/test_ui_documents*.py`` and, against the pages, by ``tests/page/test_documents*.py``.
"""

from joinedup.ui.documents.asking import of_query
from joinedup.ui.documents.whole import PAGES, document, of_list, pack

__all__ = ["PAGES", "document", "of_list", "of_query", "pack"]
