"""The engines that the contract runs on, and stores of them."""

from collections.abc import Callable, Iterator, Mapping
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from joinedup.store.engine import open_store
from joinedup.store.protocol import Store
from tests.store.publishing import fork_server

#: How each engine names an empty store of its own, given an empty folder.
ENGINES: Mapping[str, Callable[[Path], str]] = {
    "sqlite": lambda folder: str(folder / "versions.sqlite3"),
}


@pytest.fixture(params=ENGINES)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """What ``open_store`` takes, for each engine."""
    return ENGINES[request.param](tmp_path)


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """An empty store, on each engine."""
    opened = open_store(target)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def processes() -> ForkServerContext:
    """Where processes come from."""
    return fork_server()
