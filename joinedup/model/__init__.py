"""The words of the product as frozen, validated records.

:mod:`.words` are sectors, levels and states with their labels, :mod:`.dates` what a partial
date means, :mod:`.records` the rows, :mod:`.dataset` all rows of a footprint together. What is
meant for others stands in ``__all__`` here, and is imported from here. Imports
:mod:`joinedup.errors` only. Tested by ``tests/unit/test_model.py``.
"""

from joinedup.model.dataset import Dataset
from joinedup.model.dates import check_partial_date, first_day, last_day
from joinedup.model.programmes import (
    LARGEST_FIGURE,
    Action,
    Milestone,
    Programme,
    Progress,
    Statement,
    StatementKind,
    WorkState,
)
from joinedup.model.records import (
    RECORD_ID,
    SCORES,
    Area,
    Coverage,
    DeclaredFigure,
    Membership,
    Organisation,
    Partnership,
    Point,
    Provenance,
    Tie,
)
from joinedup.model.words import AreaLevel, ConnectionState, Level, Reach, Sector, Standing

__all__ = [
    "LARGEST_FIGURE",
    "RECORD_ID",
    "SCORES",
    "Action",
    "Area",
    "AreaLevel",
    "ConnectionState",
    "Coverage",
    "Dataset",
    "DeclaredFigure",
    "Level",
    "Membership",
    "Milestone",
    "Organisation",
    "Partnership",
    "Point",
    "Programme",
    "Progress",
    "Provenance",
    "Reach",
    "Sector",
    "Standing",
    "Statement",
    "StatementKind",
    "Tie",
    "WorkState",
    "check_partial_date",
    "first_day",
    "last_day",
]
