"""What takes too long to be waited for: worked out beside the pages, once, and shared by all.

A page asks, draws without it, and asks again from a fragment until it is there.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

Value = TypeVar("Value")
#: How long the first to ask for a value waits: small footprints have theirs by then.
PATIENCE_S = 0.3


class Later(Generic[Value]):
    """Values by key, each made once, in one thread beside the pages, first asked for first.

    Args:
        most: How many values are kept; those asked for longest ago go first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Future[Value]] = OrderedDict()
        self._lock = Lock()
        self._asked: SimpleQueue[tuple[Future[Value], Callable[[], Value]]] = SimpleQueue()
        self._worker: Thread | None = None

    def ask(
        self, key: Hashable, make: Callable[[], Value], *, patience: float = PATIENCE_S
    ) -> Value | None:
        """The value of a key, or None while it is still being made.

        Only the first to ask waits, and no longer than ``patience`` seconds.

        Raises:
            Exception: What ``make`` raised; whoever asks next has it tried again.
        """
        with self._lock:
            new = key not in self._held
            found = self._held.setdefault(key, Future())
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)[1].cancel()
            if new:
                self._asked.put((found, make))
            if self._worker is None:
                # A daemon, so that a server that is stopped does not wait for it.
                self._worker = Thread(target=self._work, daemon=True)
                self._worker.start()
        try:
            return found.result(timeout=patience if new else 0)
        except Exception:
            if not found.done():
                return None
            self._forget(key, found)
            if found.cancelled():
                return None
            raise

    def _work(self) -> None:
        while True:
            asked, make = self._asked.get()
            if not asked.set_running_or_notify_cancel():
                continue
            try:
                asked.set_result(make())
            except BaseException as error:  # whatever it is, whoever asks is told
                asked.set_exception(error)

    def _forget(self, key: Hashable, failed: Future[Value]) -> None:
        with self._lock:
            if self._held.get(key) is failed:
                del self._held[key]
