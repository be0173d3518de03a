"""The made-up footprint by AppTest: every page opens, and says that it is made up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from joinedup.model import Sector
from joinedup.store import bundled
from tests.page.visiting import PAGES, UNFILTERED, html, texts

Visit = Callable[..., AppTest]
ID = "demonstration"


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path / "store"))


@pytest.mark.parametrize("page", [*PAGES, *UNFILTERED])
def test_every_page_opens_and_says_that_it_is_made_up(page: str, visit: Visit) -> None:
    at = visit(page, dataset=ID)
    assert not at.exception
    assert "illustrative data" in " ".join(html(at)).casefold()


def test_the_history_lists_the_eight_versions_that_came_with_the_program(visit: Visit) -> None:
    at = visit("history", dataset=ID)
    (sentence,) = texts(at, "ju-sentence")
    assert sentence.startswith("8 versions: the made-up record")
    entries = [one.value for one in at.markdown if one.value.startswith("**Version")]
    assert [one.split("**")[1] for one in entries] == [f"Version {n}" for n in range(8, 0, -1)]


def test_an_older_version_can_be_opened_by_its_link(visit: Visit) -> None:
    old = bundled.versions(ID)[2]
    at = visit("overview", dataset=ID, version=old.version)
    assert not at.exception
    then = bundled.load_dataset(ID, old.version).organisations
    groups = sum(one.sector is Sector.VCSE for one in then)
    assert 5_500 < groups < 6_000
    assert any(f"{groups:,}" in text for text in html(at))
