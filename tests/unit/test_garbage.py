"""Searches for garbage stay short: what has been looked through for long is set aside."""

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from joinedup.ui import garbage
from joinedup.ui.garbage import KEPT_S, LONG_S, ShortSearches


class Ring:
    """An object that refers to itself, which only a search for garbage frees."""

    def __init__(self) -> None:
        self.me = self


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Nothing of this process stays set aside, and nobody is called any more."""
    before = list(gc.callbacks)
    yield
    gc.callbacks[:] = before
    gc.unfreeze()


def searched(callback: ShortSearches, work: Clock, seconds: float, *, generation: int = 2) -> None:
    """A full search that takes so long, with the collector's own calls before and after it."""
    callback("start", {"generation": generation})
    gc.collect()
    work.now += seconds
    callback("stop", {"generation": generation})


def test_what_has_outlived_a_long_search_is_set_aside() -> None:
    work = Clock()
    callback = ShortSearches(Clock(), work)
    searched(callback, work, LONG_S / 2)
    assert gc.get_freeze_count() == 0
    searched(callback, work, LONG_S * 2, generation=1)
    assert gc.get_freeze_count() == 0
    kept = [{"number": [number]} for number in range(1000)]
    searched(callback, work, LONG_S * 2)
    assert gc.get_freeze_count() > len(kept)


def test_a_ring_that_was_set_aside_goes_with_the_next_thorough_search() -> None:
    clock, work = Clock(), Clock()
    callback = ShortSearches(clock, work)
    ring = Ring()
    gone = ref(ring)
    searched(callback, work, LONG_S * 2)
    del ring
    clock.now = KEPT_S
    searched(callback, work, 0)
    assert gone() is not None
    clock.now = KEPT_S + 1
    searched(callback, work, 0)
    assert gone() is None
    # What is left is set aside again, and stays so as long.
    searched(callback, work, LONG_S * 2)
    clock.now = 2 * KEPT_S
    searched(callback, work, 0)
    assert gc.get_freeze_count() > 0


def test_what_is_no_longer_referred_to_goes_at_once() -> None:
    class Plain:
        pass

    work = Clock()
    plain = Plain()
    gone = ref(plain)
    searched(ShortSearches(Clock(), work), work, LONG_S * 2)
    del plain
    assert gone() is None


def test_the_collector_calls_it_once() -> None:
    garbage.keep_searches_short()
    garbage.keep_searches_short()
    assert sum(isinstance(one, ShortSearches) for one in gc.callbacks) == 1
    # Enough to look through that this very machine needs more than the limit for it.
    kept = [[number] for number in range(2_000_000)]
    gc.collect()
    assert gc.get_freeze_count() >= len(kept) // 2


def test_no_search_while_the_program_is_imported() -> None:
    with garbage.none_meanwhile():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_a_program_that_fails_to_start_leaves_searches_on() -> None:
    def fail() -> None:
        raise ImportError

    with pytest.raises(ImportError), garbage.none_meanwhile():
        fail()
    assert gc.isenabled()
