"""What lists say became of an action: open, done or dropped, in the words that people use.

Red, amber and green say how an open action fares; blue is what is done. Imports
:mod:`joinedup.model` only. Tested by ``tests/unit/test_imports_progressing.py``.
"""

import re
from collections.abc import Mapping

from joinedup.model import WorkState

_LONGEST = 200
_NOTHING = frozenset(
    {"", "-", "--", "\u2013", "\u2014", ".", "?", "n/a", "na", "none", "nil", "tbc", "tba"}
    | {"unknown", "not known", "not stated", "not applicable", "null", "nan", "#n/a"}
)
#: Words for the colours of a rating, for which a note is due.
COLOURS = frozenset(
    {"red", "amber", "yellow", "green", "blue", "r", "a", "g", "b", "r/a", "a/r", "a/g", "g/a"}
    | {"red/amber", "amber/red", "amber/green", "green/amber"}
)
_WORDS: Mapping[WorkState, str] = {
    WorkState.OPEN: "open|in progress|inprogress|in-progress|in hand|ongoing|on-going|on going|"
    "started|not started|not yet started|yet to start|to start|to do|todo|to be done|on track|"
    "off track|planned|outstanding|delayed|overdue|late|behind|behind schedule|at risk|active|"
    "under way|underway|pending|new|agreed|assigned|on hold|paused|deferred|partially complete|"
    "partly complete|partially completed|part complete|nearly complete|incomplete|not complete|"
    "not completed|not done|work in progress|wip|due|not yet due|slipped|slipping|scheduled|"
    "carried forward|live|current|awaiting start|mostly on track|no|n|false|red|amber|yellow|"
    "green|r|a|g|r/a|a/r|a/g|g/a|red/amber|amber/red|amber/green|green/amber",
    WorkState.DONE: "done|complete|completed|closed|finished|achieved|delivered|met|yes|y|true|"
    "x|\u2713|\u2714|\u2705|\u2611|blue|b|actioned|implemented|resolved|fully complete|"
    "action complete|action closed|all done|signed off|complete and closed|completed and closed",
    WorkState.DROPPED: "dropped|cancelled|canceled|withdrawn|abandoned|stopped|superseded|"
    "no longer required|no longer needed|not required|not proceeding|removed|terminated|void|"
    "not going ahead|discontinued|rejected|declined|no longer relevant|closed - not done|"
    "closed not done",
}
_STATES = {word: state for state, words in _WORDS.items() for word in words.split("|")}
_PERCENT = re.compile(r"(\d{1,3})(?:\.\d{1,4})? ?%(?: (?:complete|completed|done))?")
# "Complete - March 2024" and "In progress: with the board" begin with their state.
_BEHIND = re.compile(r"\s*(?:[:;,.(\u2013\u2014/]|\s-\s).*$", re.DOTALL)


def read_state(text: str) -> WorkState | None:
    """The state that a cell names; not stated for ``n/a`` and the like, None for other words."""
    if len(text) > _LONGEST:
        return None
    plain = " ".join(text.casefold().split()).strip(" *!")
    if plain in _NOTHING:
        return WorkState.NOT_STATED
    for words in (plain, _BEHIND.sub("", plain)):
        if words in _STATES:
            return _STATES[words]
        if match := _PERCENT.fullmatch(words):
            return WorkState.DONE if int(match[1]) >= 100 else WorkState.OPEN
    return None


def is_colour(text: str) -> bool:
    """Whether a cell is a rating by colour: ``Amber``, ``G``."""
    return text.strip().casefold() in COLOURS
