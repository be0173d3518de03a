"""Keeps Python's search for garbage short, however large the data that every session shares.

Streamlit looks through all objects for garbage after every run of a page. With a footprint of
7,000 organisations in memory that took three quarters of each run, and found nothing in the
footprint: records stay. So what has outlived a long search is set aside (``gc.freeze``), and
looked through again only once in a while. Memory that is no longer referred to is freed at
once, set aside or not; only rings of objects wait for the next thorough search.
"""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

#: A full search that takes longer sets aside what it has looked through.
LONG_S = 0.01
#: How long what is set aside stays so, at most until the next full search after it.
KEPT_S = 600.0

_OLDEST = 2


class ShortSearches:
    """A callback of the garbage collector; see the module.

    Args:
        clock: Seconds that pass; decides when to look through everything again.
        work: Seconds that this thread has worked; measures a search.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        work: Callable[[], float] = time.thread_time,
    ) -> None:
        self._clock, self._work = clock, work
        self._thorough = clock()
        self._began = 0.0

    def __call__(self, phase: str, info: Mapping[str, Any]) -> None:
        """Called by the collector before (``start``) and after (``stop``) each search."""
        if info["generation"] < _OLDEST:
            return
        if phase == "start":
            now = self._clock()
            if now - self._thorough > KEPT_S:
                self._thorough = now
                gc.unfreeze()
            self._began = self._work()
        elif self._work() - self._began > LONG_S:
            gc.freeze()


def keep_searches_short() -> None:
    """Do so from now on in this process; a second call changes nothing."""
    if not any(isinstance(one, ShortSearches) for one in gc.callbacks):
        gc.callbacks.append(ShortSearches())


@contextmanager
def none_meanwhile() -> Iterator[None]:
    """No search while the program is imported, and what was imported is set aside after it.

    Nothing of it is garbage, and looking for some takes a fifth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
