"""The pages of the menu by name."""

from joinedup.services import FIRST_PAGE
from joinedup.ui.menu import PAGES, page_name


def test_a_page_is_called_what_the_menu_calls_it() -> None:
    assert page_name(FIRST_PAGE) == page_name("") == "Overview"
    assert page_name("what_if") == "What if"
    assert [page_name(url) for _, _, url, _ in PAGES] == [title for _, title, _, _ in PAGES]


def test_one_that_is_gone_is_called_by_its_path() -> None:
    assert page_name("former") == "former"
