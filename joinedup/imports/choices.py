"""What a person decides about a list; suggested by us, changeable by them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from joinedup.imports.fields import Kind
from joinedup.model import Level, Provenance, Sector, WorkState

#: Answers to a question beside an organisation's or partnership's id.
NEW = "new"
LEAVE_OUT = "leave-out"

#: What a list's rows are licensed under where they do not say it.
LICENCE = "Supplied by partners; not for reuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How a list is to be read.

    Attributes:
        columns: Field name by index of the column, from 0; other columns are left out.
        allowed: Indices of personal columns that the person has ticked in.
        decisions: Answers to questions, by the question's key: an id, :data:`NEW` or
            :data:`LEAVE_OUT`.
        source: What the rows are sourced as where they do not say it: the file's name.
        as_of: Partial date of the list, for rows that do not say theirs.
        sector: Of new organisations whose row names none; None to tell from the name.
        fill_down: Whether columns that are written once for a group of rows are filled from
            above; see :mod:`.filling`.
        level: Of new partnerships whose rows name none; None to tell from their members.
        programme: Name of the programme of actions whose rows name none; may be empty.
        state: Of new actions whose row says nothing of it; None to tell from the list: open where
            other rows say what became of them, else not stated.
    """

    kind: Kind
    columns: Mapping[int, str]
    source: str
    as_of: str
    licence: str = LICENCE
    allowed: frozenset[int] = frozenset()
    decisions: Mapping[str, str] = field(default_factory=dict)
    fill_down: bool = True
    sector: Sector | None = None
    level: Level | None = None
    programme: str = ""
    state: WorkState | None = None

    @property
    def provenance(self) -> Provenance:
        """The provenance of rows that state none of their own."""
        return Provenance(source=self.source, licence=self.licence, as_of=self.as_of)
