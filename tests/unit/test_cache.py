"""Ten readers who open one link at once: what is computed is computed once, for all of them."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier, Lock

import pytest

from joinedup import services
from joinedup.model import Dataset
from joinedup.network.connection import Connection
from joinedup.network.scope import Scope
from joinedup.ui import cache
from tests.unit.render_samples import SOUTH_YORKSHIRE

READERS = 10
SOON_S = 30.0


def test_ten_at_once_have_one_computation_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    together, lock = Barrier(READERS), Lock()
    asked: list[date] = []
    inside, most = 0, 0

    def counted(one: Dataset, scope: Scope) -> Mapping[str, Connection]:
        nonlocal inside, most
        with lock:
            asked.append(scope.day)
            inside += 1
            most = max(most, inside)
        found = services.connections(one, scope)
        with lock:
            inside -= 1
        return found

    one = cache.dataset(SOUTH_YORKSHIRE, cache.newest(SOUTH_YORKSHIRE))
    monkeypatch.setattr(cache, "services", _Services(counted))

    def read(day: date) -> Mapping[str, Connection]:
        together.wait(SOON_S)
        return cache.connections(one, Scope(day=day))

    # Days that no other test is of: this cache is the whole process's.
    days = [date(1991, 3, 1) + timedelta(days=number) for number in range(5)]
    for day in days:
        with ThreadPoolExecutor(READERS) as readers:
            found = list(readers.map(read, [day] * READERS))
        assert all(each is found[0] for each in found)
    assert asked == days
    assert most == 1


class _Services:
    """The services of which one is counted."""

    def __init__(self, counted: object) -> None:
        self.connections = counted


def test_words_and_outlines_are_made_once_a_version() -> None:
    one = cache.dataset(SOUTH_YORKSHIRE, cache.newest(SOUTH_YORKSHIRE))
    known = {SOUTH_YORKSHIRE: "South Yorkshire"}
    assert cache.vocabulary(one, known) is cache.vocabulary(one, dict(known))
    more = cache.vocabulary(one, {**known, "new": "New"})
    assert more.words["dataset"] == {**known, "new": "New"}
    assert cache.outlines(one.id, one.version) is cache.outlines(one.id, one.version)
