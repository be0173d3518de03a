"""The steps of a partner list in a browser: choose, check, plan, publish."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator
from python_calamine import CalamineWorkbook

from tests.browser.visits import Visit, open_page, wait_idle

ONWARD = "See what would change"
PUBLISH = "Publish as a new version"
AUTHOR, NOTE = "Who publishes", "Why: a note for the history"
UPLOADER = '[data-testid="stFileUploader"] input[type="file"]'


def button(visit: Visit, name: str) -> Locator:
    return visit.page.get_by_role("button", name=name, exact=True)


def press(visit: Visit, name: str) -> None:
    """Press a button and wait for what comes of it."""
    button(visit, name).click()
    wait_idle(visit)


def main(visit: Visit) -> str:
    """The text of the main part of the page."""
    return visit.page.get_by_test_id("stMain").inner_text()


def choose(visit: Visit, content: bytes | Path, name: str = "list.csv") -> None:
    """Choose a file; the page has taken it, or refused it, when this returns."""
    box = visit.page.locator(UPLOADER)
    if isinstance(content, Path):
        box.set_input_files(content)
    else:
        box.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    button(visit, ONWARD).or_(visit.page.get_by_test_id("stAlert")).first.wait_for()
    wait_idle(visit)


def balance(visit: Visit) -> str:
    """The plan's sentence of rows, without what stands in brackets."""
    return re.sub(r" \([^)]*\)", "", visit.page.locator(".ju-balance").inner_text())


def plan(visit: Visit, content: bytes, name: str = "list.csv", **params: str) -> None:
    """Take a list as far as its plan, its columns as they are suggested."""
    open_page(visit, "/lists", **params)
    choose(visit, content, name)
    press(visit, ONWARD)
    visit.page.locator(".ju-balance").wait_for()


def publish(visit: Visit, author: str, note: str) -> None:
    visit.page.get_by_label(AUTHOR).fill(author)
    visit.page.get_by_label(NOTE).fill(note)
    press(visit, PUBLISH)


def download(visit: Visit, pressed: Locator) -> bytes:
    """What a download button gives."""
    with visit.page.expect_download() as waiting:
        pressed.click()
    return waiting.value.path().read_bytes()


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """The rows of every sheet of an Excel workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def fits(visit: Visit) -> bool:
    """Whether nothing on the page goes beyond its window, or the part of it that scrolls."""
    found: bool = visit.page.evaluate(
        """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
            .every((box) => box.scrollWidth <= box.clientWidth)"""
    )
    return found
