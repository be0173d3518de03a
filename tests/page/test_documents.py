"""What is on screen is what is on paper: pages beside their documents, view by view."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.model import Dataset
from joinedup.render.document import Document, Figures, Table, Words
from joinedup.render.sentence import spoken_partial
from joinedup.services import Proposal
from joinedup.store.engine import FILE_NAME
from joinedup.ui import documents
from tests.page.test_hostile_names import folder, hostile
from tests.page.visiting import PAGES, html, texts
from tests.unit.render_samples import HOSTILE

__all__ = ["folder", "hostile"]
Visit = Callable[..., AppTest]
Params = Mapping[str, str | list[str]]
TRUST = "ods:RFR"
#: Everything that a page folds away.
FOLDED = (
    *("organisations", "partnerships", "blocks", "measures", "fragility", "waiting"),
    *("board-seats", "mixing-sector", "mixing-place", "compare-states", "compare-who"),
    *("compare-links", "compare-pairs", "compare-measures", "measured", "whatif-tables"),
    *("introductions", "effect-planned"),
)
VIEWS: tuple[Params, ...] = (
    {},
    {"places": ["Rotherham", "Barnsley"], "sectors": "general-practice", "past": "true"},
    {"date": "2019-03-01"},
    {"states": "unknown", "levels": "system"},
    {"selected": TRUST, "steps": "1", "whatif": TRUST},
    {"places": "Rotherham", "sectors": "general-practice", "states": "unknown"},
    {"dataset": "herefordshire-and-worcestershire", "picture": "network"},
)
#: Words of a page for those who are at it: they tell what to press.
AT_THE_PAGE = (
    "“Mark” among the picture options",
    "Try one thing or several",
    "Choose one to see whom to introduce it to",
    "Nothing is saved",
    "Record to",
    "the download has all of them",
    # A document waits for it, and says what it did not wait for.
    "This is being worked out",
)


def pairs(params: Params) -> list[tuple[str, str]]:
    return [
        (name, one)
        for name, value in params.items()
        for one in ([value] if isinstance(value, str) else value)
    ]


def spoken(one: Document) -> str:
    """Every word of a document, on one line."""
    found = [one.title, one.sentence, *one.caveats]
    for block in one.blocks:
        if isinstance(block, Words):
            found.append(block.text)
        elif isinstance(block, Figures):
            found += [f"{item.figure} {item.label} {item.detail}" for item in block.items]
        elif isinstance(block, Table):
            found += [block.heading, *(column.name for column in block.columns)]
            found += [str(cell) for row in block.rows for cell in row]
            found.append(block.note)
    return flat(" ".join(found))


def flat(text: str) -> str:
    return " ".join(text.split())


def bare(markdown: str) -> str:
    """Markdown as it is read: no marks, no escapes, no addresses of links."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"(?<!\\)\*+", "", text)
    return flat(re.sub(r"\\(.)", r"\1", text).replace("\u2060", ""))


def cell(value: Any) -> object:
    """A cell of a page's table as paper has it."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, float | int):
        return float(value)
    text = str(value)
    return spoken_partial(text) if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text) else text


def has_table(one: Document, frame: pd.DataFrame) -> bool:
    """Whether a document has the rows of a table, and most of its columns."""
    return any(_is_of(block, frame) for block in one.blocks if isinstance(block, Table))


def _is_of(block: Table, frame: pd.DataFrame) -> bool:
    names = [column.name for column in block.columns]
    if not set(names) <= set(map(str, frame.columns)) or len(names) < len(frame.columns) / 2:
        return False
    rows = [[cell(value) for value in row] for row in block.rows]
    kept = frame[names].itertuples(index=False, name=None)
    return rows == [[cell(value) for value in row] for row in kept]


def opened(visit: Visit, page: str, params: Params) -> tuple[AppTest, Document]:
    """The page and its document; what takes long is there when the page is drawn."""
    found, problems = documents.of_query(page, pairs(params))
    assert problems == ()
    at = visit(page, unfolded=FOLDED, **params)
    assert not at.exception
    return at, found


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("params", VIEWS, ids=lambda one: "-".join(one) or "all")
def test_a_page_and_its_document_say_the_same(visit: Visit, page: str, params: Params) -> None:
    at, found = opened(visit, page, params)
    assert texts(at, "h1") == [f"{found.page}: {found.subject}"]
    assert texts(at, "ju-sentence") == [found.sentence]
    assert texts(at, "ju-caveats") == [" · ".join(found.caveats)]
    text = spoken(found)
    for words in [*texts(at, "ju-balance"), *texts(at, "ju-state")]:
        assert flat(words) in text
    for one in at.caption:
        words = bare(str(one.value)).split(" “Mark”")[0]
        assert words in text or any(mark in words for mark in AT_THE_PAGE), words


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("params", VIEWS, ids=lambda one: "-".join(one) or "all")
def test_a_page_and_its_document_have_the_same_figures(
    visit: Visit, page: str, params: Params
) -> None:
    at, found = opened(visit, page, params)
    text = spoken(found)
    for kind in ("ju-figure", "ju-cells", "td", "dd"):
        for words in texts(at, kind):
            for word in re.findall(r"\d[\d,.%]*", words):
                assert word in text, (kind, words)
    cards = [one for one in found.blocks if isinstance(one, Figures)]
    items = [f"{item.figure}{item.label}{item.detail}" for one in cards for item in one.items]
    # Cards have no blanks between their lines.
    beside = ["".join(words.split()) for words in texts(at, "ju-count")]
    assert beside == ["".join(item.split()) for item in items] or page == "overview"
    for frame in [one.value for one in at.dataframe]:
        if page == "unconnected" and "How sure" in frame:
            continue  # in words on paper, see below
        if frame.empty:
            continue  # nothing to print
        if {"Part", "Kind"} <= set(frame.columns) and (asked := params.get("places")):
            # Of all parts, paper has the footprint and the places of the filters.
            places = [asked] if isinstance(asked, str) else asked
            frame = frame[frame["Part"].isin([found.footprint, *places])]
        assert has_table(found, frame), list(frame.columns)


def test_the_working_list_is_in_the_same_order_and_words(visit: Visit) -> None:
    at, found = opened(visit, "unconnected", {"places": "Rotherham"})
    (table,) = [one.value for one in at.dataframe if "How sure" in one.value]
    (printed,) = [
        one for one in found.blocks if isinstance(one, Table) and "of the list" in one.heading
    ]
    rows = zip(printed.rows, table.itertuples(index=False), strict=True)
    for row, beside in rows:
        assert str(row[0]).startswith(str(beside.Organisation))
        assert str(row[1]).endswith(str(beside.Connection))
        assert str(row[2]).casefold() == str(beside[6]).casefold()
    shown = [flat(words) for words in texts(at, "ju-waiting")]
    for words, row in zip(shown, printed.rows, strict=False):
        assert str(row[3]) in words
        assert str(row[4]) in words


def test_chips_are_the_filters(visit: Visit) -> None:
    params: Params = {
        "places": ["Rotherham"],
        "states": "unknown",
        "date": "2019-03-01",
        "past": "true",
    }
    at, found = opened(visit, "map", params)
    chips = [one.label for one in at.button if str(one.key).startswith("chip-")]
    assert [one.partition(": ")[2] for one in found.filters] == [bare(one)[:-2] for one in chips]


def test_seven_thousand_are_the_first_five_hundred(visit: Visit) -> None:
    params: Params = {"dataset": "demonstration"}
    at = visit("map", **params)
    found, _ = documents.of_query("map", pairs(params))
    assert texts(at, "ju-sentence") == [found.sentence]
    assert found.illustrative
    (frame,) = [one.value for one in at.dataframe]
    (table,) = [one for one in found.blocks if isinstance(one, Table)]
    assert len(frame) == len(table.rows) == 500
    assert table.total == len(services.load_dataset("demonstration").organisations)
    assert has_table(found, frame)


@pytest.mark.usefixtures("fresh_store", "may_write")
def test_introductions_as_decided(visit: Visit) -> None:
    one = services.load_dataset("south-yorkshire")
    table = next(each for each in one.partnerships if each.name == "Peak Edge PCN").id
    lonely, trust = "ods:C88046", "ods:RFF"
    for state, proposal, why in (
        ("accepted", Proposal(organisation=lonely, target=table), "On Friday"),
        ("put_off", Proposal(organisation=trust, target=lonely), "In spring"),
        ("done", Proposal(organisation=trust, target=table), ""),
    ):
        services.decide(one.id, [proposal], state, author="A. Lead", why=why)  # type: ignore[arg-type]
    at, found = opened(visit, "introductions", {})
    assert texts(at, "ju-sentence") == [found.sentence]
    assert "1 done and to be confirmed, 1 to be made and 1 put off" in found.sentence
    text = spoken(found)
    for heading in ("Done, to be confirmed (1)", "To be made (1)", "Put off (1)"):
        assert heading in text
    assert "In spring" in text
    for one_said in at.caption:
        words = bare(str(one_said.value))
        if "A. Lead" in words:
            assert words in text
    for words in texts(at, "ju-balance"):
        assert flat(words) in text
    organisation, _ = documents.of_query("organisation", [("selected", lonely)])
    assert "Accepted by A. Lead on " in spoken(organisation)


@pytest.mark.usefixtures("fresh_store", "may_write")
def test_history_has_every_version(visit: Visit, fresh_store: Path) -> None:
    assert not (fresh_store / FILE_NAME).exists()
    at = visit("history")
    found, _ = documents.of_query("history", [])
    assert texts(at, "ju-sentence") == [found.sentence]
    assert texts(at, "h1") == [f"{found.page}: {found.subject}"]
    (table,) = [one for one in found.blocks if isinstance(one, Table)]
    said = " ".join(bare(str(one.value)) for one in [*at.markdown, *at.caption])
    for row in table.rows:
        for words in (row[2], row[3], row[4], row[5]):
            assert flat(str(words)) in said


@pytest.mark.parametrize("page", documents.PAGES)
def test_hostile_names_stay_plain_text(hostile: Dataset, page: str) -> None:
    organisation = hostile.memberships[0].organisation
    asked = [("selected", organisation), ("whatif", organisation)]
    found, problems = documents.of_query(page, asked)
    assert problems == ()
    text = spoken(found)
    assert "\\" not in text.replace("back\\slash", "").replace("\\u003c", "")
    assert "&lt;img" not in text
    if page in ("map", "network", "organisation", "unconnected"):
        assert any(flat(name) in text for name in HOSTILE)
    for one in found.pictures:
        assert "<img" not in one.svg
        assert "<script" not in one.svg


def test_the_figures_of_the_overview_are_its_cards(visit: Visit) -> None:
    at, found = opened(visit, "overview", {"places": "Sheffield"})
    cards = [flat(words) for words in texts(at, "ju-card")]
    (figures,) = [one for one in found.blocks if isinstance(one, Figures)]
    for card, one in zip(cards, figures.items, strict=True):
        assert one.figure in card
        assert all(row in card for row in one.detail.split("; "))
    assert len(html(at)) > 3
