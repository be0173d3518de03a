"""Fixtures for tests of pages: the whole dashboard by AppTest, always on the same day."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from joinedup.ui import permission, server, state, warming
from tests.page.visiting import ROOT
from tests.unit.render_samples import TODAY


@pytest.fixture(scope="session", autouse=True)
def warmed() -> None:
    """What the server imports soon after its start: a first page does not wait for it here."""
    for module in warming.MODULES:
        importlib.import_module(module)


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every view without a date is of the same day, whenever the tests run."""
    monkeypatch.setattr(state, "today", lambda: TODAY)


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the application does at its start: AppTest forgets it before every run."""
    begin = PagesManager.__init__

    def then_decide(self: PagesManager, *args: Any, **options: Any) -> None:
        begin(self, *args, **options)
        server.let_navigation_decide()

    monkeypatch.setattr(PagesManager, "__init__", then_decide)


@pytest.fixture
def fresh_store(fresh_store: Path) -> Iterator[Path]:
    """The same, and no page remembers what another store held."""
    st.cache_resource.clear()
    yield fresh_store
    st.cache_resource.clear()


@pytest.fixture
def may_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads may write: AppTest has no connection that could tell who it is."""
    monkeypatch.setattr(permission, "refusal", lambda: "")


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """Open a page in a new session, as a link does: ``visit("map", places="Rotherham")``.

    The tables below the pictures are unfolded, as most tests read them.
    """

    def begin(
        page: str = "overview",
        *,
        unfolded: Sequence[str] = ("organisations", "partnerships"),
        **params: str | list[str],
    ) -> AppTest:
        at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        if page != "overview":
            # Before the first run AppTest knows a page by the name of its file: so ours has
            # the same name as its address, which test_every_page_has_its_address holds.
            at.switch_page(f"pages/{page}.py")
        at.query_params.update(params)
        for name in unfolded:
            at.session_state[f"fold-{name}"] = True
        return at.run()

    return begin
