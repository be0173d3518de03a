"""Values that take long: made once for everybody, never waited for, tried again after an error."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier, Event
from typing import NoReturn

import pytest

from joinedup.ui.later import Later

SOON_S = 30.0


def test_ten_who_ask_at_once_have_it_made_once() -> None:
    later: Later[int] = Later(most=4)
    together, go = Barrier(10), Event()
    made: list[int] = []

    def make() -> int:
        go.wait(SOON_S)
        made.append(1)
        return 7

    def ask(_: int) -> int | None:
        together.wait(SOON_S)
        return later.ask("key", make, patience=0)

    with ThreadPoolExecutor(10) as readers:
        assert list(readers.map(ask, range(10))) == [None] * 10
    go.set()
    assert later.ask("other", lambda: 8, patience=SOON_S) == 8
    assert later.ask("key", make) == 7
    assert made == [1]


def test_the_first_waits_a_little_and_has_what_is_quick() -> None:
    assert Later[int](most=4).ask("key", lambda: 7, patience=SOON_S) == 7


def test_one_is_made_after_the_other() -> None:
    later: Later[str] = Later(most=4)
    go, running = Event(), list[str]()

    def slow() -> str:
        running.append("slow")
        go.wait(SOON_S)
        running.append("slow is done")
        return "slow"

    def quick() -> str:
        running.append("quick")
        return "quick"

    assert later.ask(1, slow, patience=0) is None
    assert later.ask(2, quick, patience=0.05) is None
    go.set()
    assert later.ask(3, lambda: "last", patience=SOON_S) == "last"
    assert later.ask(2, quick) == "quick"
    assert running == ["slow", "slow is done", "quick"]


def test_an_error_is_told_and_then_it_is_tried_again() -> None:
    later: Later[int] = Later(most=4)

    def fail() -> NoReturn:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        later.ask("key", fail, patience=SOON_S)
    assert later.ask("key", lambda: 7, patience=SOON_S) == 7


def test_an_error_of_time_is_an_error_too() -> None:
    def fail() -> NoReturn:
        raise TimeoutError("too late")

    with pytest.raises(TimeoutError, match="too late"):
        Later[int](most=4).ask("key", fail, patience=SOON_S)


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    later: Later[int] = Later(most=2)
    made: list[str] = []

    def ask(key: str) -> int | None:
        def make() -> int:
            made.append(key)
            return 1

        return later.ask(key, make, patience=SOON_S)

    for key in ("a", "b", "a", "c", "a", "b"):
        assert ask(key) == 1
    assert made == ["a", "b", "c", "b"]


def test_one_that_went_before_its_turn_is_asked_for_anew() -> None:
    later: Later[int] = Later(most=1)
    go = Event()

    def slow() -> int:
        go.wait(SOON_S)
        return 1

    assert later.ask("slow", slow, patience=0) is None
    with ThreadPoolExecutor(1) as reader:
        waiting = reader.submit(later.ask, "queued", lambda: 2, patience=SOON_S)
        while "queued" not in later._held:
            wait([waiting], timeout=0.01)
        assert later.ask("newest", lambda: 3, patience=0) is None
        assert waiting.result(SOON_S) is None
    go.set()
    assert later.ask("queued", lambda: 2, patience=SOON_S) == 2
