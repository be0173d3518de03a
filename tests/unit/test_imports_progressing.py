"""What lists say became of an action."""

import pytest

from joinedup.imports.progressing import is_colour, read_state
from joinedup.model import WorkState


@pytest.mark.parametrize(
    ("state", "texts"),
    [
        (WorkState.OPEN, ["open", "In progress", "Not started", "ongoing", "On hold", "Overdue"]),
        (WorkState.OPEN, ["Amber", "R", "green", "No", "50%", "75 % complete", "pending"]),
        (WorkState.OPEN, ["In progress: with the board", "Not complete", "Partially complete"]),
        (WorkState.DONE, ["done", "Complete", "COMPLETED", "Closed", "Yes", "\u2713", "100%"]),
        (WorkState.DONE, ["Complete - March 2026", "Completed (June)", "Blue", "Done."]),
        (WorkState.DROPPED, ["dropped", "Cancelled", "Withdrawn", "No longer required"]),
        (WorkState.DROPPED, ["Superseded by the winter plan - see below", "closed - not done"][1:]),
        (WorkState.NOT_STATED, ["", "n/a", "-", "TBC", "Not known"]),
        (None, ["With the board", "x" * 500, "Completely rethought", "=1+1"]),
    ],
)
def test_states_are_read_from_the_words_that_people_use(
    state: WorkState | None, texts: list[str]
) -> None:
    assert {text: read_state(text) for text in texts} == dict.fromkeys(texts, state)


def test_the_models_own_words_are_read_as_themselves() -> None:
    assert [read_state(one.value) for one in WorkState] == list(WorkState)


def test_a_colour_is_told() -> None:
    assert is_colour(" Amber ")
    assert not is_colour("open")
