"""What people think of partnerships and programmes, told by scores. Pure records.

An assessment is never changed: whoever assesses the same thing again adds another, and the last
of each author counts. Imports nothing. Written and read by :mod:`.assessments`, which checks the
bounds below.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

#: A stakeholder's power and interest; a partnership on the five principles; a programme on the
#: ten factors of the NHS sustainability model.
AssessmentKind = Literal["stakeholder", "working_together", "sustainability"]
#: Words or figures by what they are about, in a fixed order.
Scores = tuple[tuple[str, int], ...]
Words = tuple[tuple[str, str], ...]

MAX_ITEMS = 12
MAX_EVIDENCE = 500
#: Scores are whole numbers from 0 to this.
MAX_SCORE = 10


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
        scores: From 0 to 10 by item (``power``); an item nobody scored is not there.
        evidence: Up to 500 characters on any lines by item; may be empty.
        withdrawn: Whether the author takes back what it thought of this thing; no scores then.
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
    number: int = 0
