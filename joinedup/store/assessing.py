"""What people think of partnerships and programmes, told by scores. Pure records.

An assessment is never changed: whoever assesses the same thing again adds another, and the last
of each author counts. Imports the model alone. Written and read by :mod:`.assessments`, which
checks the bounds below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from joinedup.model import SCORES

#: A stakeholder's power and interest; a partnership on the five principles; a programme on the
#: ten factors of the NHS sustainability model.
AssessmentKind = Literal["stakeholder", "working_together", "sustainability"]
#: Words or figures by what they are about, in a fixed order.
Scores = tuple[tuple[str, int], ...]
Words = tuple[tuple[str, str], ...]

MAX_ITEMS = 12
MAX_EVIDENCE = 500
#: The scores that each kind has: those of partner lists; levels from 0 on.
SCALES: Mapping[AssessmentKind, range] = {
    "stakeholder": SCORES,
    "working_together": range(5),
    "sustainability": range(4),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What one person thinks of one thing on one day.

    Attributes:
        dataset: Of the footprint.
        kind: What is assessed.
        subject: Id of the programme or the partnership; empty for the whole footprint, which
            only stakeholders can be assessed for.
        author: Whose opinion it is: a role or an organisation.
        assessed_on: The day it is of.
        made_at: When it was kept, in UTC.
        organisation: Id of the stakeholder; empty for the other kinds.
        group: Which of the nine Cs a stakeholder is; empty for none, and for the other kinds.
        scores: By item (``power``), on the scale of the kind (:data:`SCALES`); an item nobody
            scored is not there.
        evidence: Up to 500 characters on any lines by item; may be empty.
        withdrawn: Whether what the author thought of this thing is taken back; no scores then.
        withdrawn_by: Who took it back, which need not be the author; empty for what still holds,
            and where the store did not keep it yet.
        number: Its place among all that a store keeps, from 1; 0 before it is kept.
    """

    dataset: str
    kind: AssessmentKind
    subject: str
    author: str
    assessed_on: date
    made_at: datetime
    organisation: str = ""
    group: str = ""
    scores: Scores = ()
    evidence: Words = ()
    withdrawn: bool = False
    withdrawn_by: str = ""
    number: int = 0
