"""A document as one file: whole, harmless, and readable without its script."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from joinedup.render.document import Words
from joinedup.render.html_file import html_file
from tests.unit.document_samples import HOSTILE, document, hostile, picture, table

VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """What a page is made of: its tags with attributes, and the text in each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def text(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


def test_it_is_one_file_and_asks_for_nothing() -> None:
    text = html_file(document())
    page = Page(text)
    assert text.startswith("<!DOCTYPE html>")
    assert page.all("html") == [{"lang": "en-GB"}]
    assert page.text("title")[0] == "Map: Rotherham · 3 March 2026 · Joined Up"
    assert not page.all("link")
    assert not page.all("iframe")
    assert [one for one in page.all("script") if "src" in one] == []
    asked = [one.get("src") or one.get("href") for _, one in page.tags]
    outside = {one for one in asked if one and not one.startswith("#")}
    assert outside == {document().link}
    assert "@import" not in text
    assert "url(http" not in text


def test_its_policy_allows_its_own_script_and_nothing_else() -> None:
    text = html_file(document())
    policy = next(
        one["content"]
        for one in Page(text).all("meta")
        if one.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"script-src 'sha256-{digest}'"]
    assert "connect-src" not in policy


def test_it_says_what_the_page_says() -> None:
    page = Page(html_file(document(illustrative=True)))
    said = " ".join(text for _, text in page.texts)
    for words in (
        "Map: Rotherham · 3 March 2026",
        "12 of the 41 have no partnership on record",
        "Filters: Place: Rotherham · Sector: Voluntary",
        "Illustrative data: these organisations are made up",
        "12 of 41",
        "Each mark is one.",
        "Twelve groups wait",
        "version 3 (0123456789ab)",
        "made 4 July 2026, 10:05",
        "NHS England, Organisation Data Service",
    ):
        assert words in said, words


def test_tables_are_tables() -> None:
    page = Page(html_file(document(blocks=(table(3, total=9),))))
    assert page.text("caption") == ["Organisations"]
    heads = [one for one in page.all("th") if one.get("scope") == "col"]
    assert [one.get("class") for one in heads] == [None, None, "number"]
    assert len([one for one in page.all("th") if one.get("scope") == "row"]) == 3
    values = [one.get("data-value") for one in page.all("td")]
    assert values == ["2026-03-03", "1000", "2026-03-03", "", "2026-03-03", "3000"]
    assert any("The first 3 of 9 rows." in text for text in page.text("p"))
    assert not Page(html_file(document(blocks=(table(0),)))).all("table")


def test_the_styles_of_a_picture_reach_nothing_but_itself() -> None:
    text = html_file(document(blocks=(picture(), picture("network"))))
    found = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)[1:]
    for number, style in enumerate(found, start=1):
        selectors = re.findall(r"([^{}]+)\{", style)
        assert selectors
        assert all(one.startswith(f"#picture-{number} ") for one in selectors)
    page = Page(text)
    named = [one["id"] for _, one in page.tags if "id" in one]
    assert len(named) == len(set(named))
    clips = [one["clip-path"] for one in page.all("g")]
    assert clips == ["url(#picture-1-window)", "url(#picture-2-window)"]


def test_headings_never_leave_out_a_step() -> None:
    blocks = (table(1), Words(text="A part", level=2), Words(text="A section", level=1), table(1))
    tags = [tag for tag, _ in Page(html_file(document(blocks=blocks))).tags if tag[0] == "h"]
    levels = [int(tag[1]) for tag in tags if tag[1:].isdigit()]
    assert levels == [1, 2, 2, 2, 3, 2]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_text(name: str) -> None:
    everyday, page = Page(html_file(document())), Page(html_file(hostile()))
    fine: dict[str, Any] = {
        "tags": {tag for tag, _ in everyday.tags},
        "attributes": {key for _, one in everyday.tags for key in one},
    }
    assert {tag for tag, _ in page.tags} <= fine["tags"]
    assert {key for _, one in page.tags for key in one} <= fine["attributes"]
    assert len(page.all("script")) == 1
    said = " ".join(text for _, text in page.texts)
    assert re.sub("[\x00-\x08\u202e\ud800]", "", name) in said


def test_a_link_that_is_none_of_ours_is_left_out() -> None:
    assert not Page(html_file(document(link="javascript:alert(1)"))).all("a")[1:]
