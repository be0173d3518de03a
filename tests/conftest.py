"""What all tests share: how hard Hypothesis tries, and a store of their own.

The same examples every time, so that a red run is red again; ``HYPOTHESIS_PROFILE=thorough``
looks for new ones. Nothing that a test publishes gets into the store of this machine.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from joinedup import services

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session", autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty store of versions, which servers that tests start use as well."""
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOINEDUP_STORE", str(folder))
        yield folder


@pytest.fixture
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty store for one test alone: its folder."""
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    yield tmp_path
    services.store().dispose()
