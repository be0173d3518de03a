"""The filter state of every page, and its way into a URL and back. Pure.

:mod:`.view` says what is on screen, :mod:`.words` what each parameter may hold in a dataset,
:mod:`.addresses` reads and writes links. What is meant for others stands in ``__all__`` here, and
is imported from here. Imports :mod:`joinedup.model` only. Tested by
``tests/unit/test_views_*.py`` (tabled cases) and ``tests/property/test_views.py`` (round trip).

A URL carries the words on screen (``places=Rotherham``), because a link is read by people;
ids are understood as well. Nothing from a URL is evaluated: every value is looked up in a
:class:`Vocabulary`, and what is not found falls back to the default and is reported.
"""

from joinedup.views.addresses import LinkProblem, parse, to_params
from joinedup.views.view import (
    FIRST_DAY,
    FREE,
    KEPT,
    LAST_DAY,
    MANY,
    MAX_VALUE_LENGTH,
    ONE,
    PARAMETERS,
    POSITIONS,
    SWITCHES,
    ViewState,
    kept,
    parse_day,
)
from joinedup.views.words import (
    DRAWINGS,
    GROUPED,
    MOST_ONE_BY_ONE,
    PICTURES,
    SHADES,
    Vocabulary,
    vocabulary,
)

__all__ = [
    "DRAWINGS",
    "FIRST_DAY",
    "FREE",
    "GROUPED",
    "KEPT",
    "LAST_DAY",
    "MANY",
    "MAX_VALUE_LENGTH",
    "MOST_ONE_BY_ONE",
    "ONE",
    "PARAMETERS",
    "PICTURES",
    "POSITIONS",
    "SHADES",
    "SWITCHES",
    "LinkProblem",
    "ViewState",
    "Vocabulary",
    "kept",
    "parse",
    "parse_day",
    "to_params",
    "vocabulary",
]
