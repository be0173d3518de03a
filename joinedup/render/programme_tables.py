"""Programmes as tables, for the page, for paper and for spreadsheets; words: :mod:`.programmes`."""

from typing import TYPE_CHECKING

from joinedup.model import Dataset, StatementKind
from joinedup.render import programme_sources
from joinedup.render import programme_statements as statements
from joinedup.render import programmes as words
from joinedup.render.sentence import spoken_date
from joinedup.render.timeline import planned_words
from joinedup.services import ProgrammeView, Reading, is_ownerless

if TYPE_CHECKING:
    import pandas as pd

ACTION_COLUMNS = (
    *("Theme", "Action", "Lead", "When", "How it stands", "Done on", "Owner", "Evidence"),
    *("Outcome", "Source", "Section", "As of"),
)
MILESTONE_COLUMNS = (
    *("Milestone", "What belongs to it", "Planned for", "How it stands", "Done on"),
    *("Source", "Section", "As of"),
)
STATEMENT_COLUMNS = ("Kind", "Name", "Figure", "In words", "Source", "Section", "As of")


def programme_frame(reading: Reading, one: ProgrammeView) -> "pd.DataFrame":
    """What a programme is, how it stands on which day, and where that is from: one row a fact."""
    import pandas as pd

    dataset, found = reading.dataset, one.programme
    newest = [("Date of the newest record", dataset.as_of)] if dataset.as_of else []
    made_up = [("Note", "Every organisation here is fictional.")] if dataset.illustrative else []
    records = [
        ("Programme", found.name),
        ("Dataset", dataset.name),
        ("Version", dataset.version),
        *newest,
        *made_up,
        ("As of", spoken_date(one.day)),
        *words.purpose(found),
        *words.people(dataset, found),
        *(("How it stands", line) for line in words.standing_lines(one)),
        *(("Source", line) for line in programme_sources.source_lines(one)),
    ]
    return pd.DataFrame(records, columns=["What", "In words"])


def board_frames(reading: Reading, one: ProgrammeView) -> "dict[str, pd.DataFrame]":
    """The sheets of the workbook that a board takes away, by name; those without a row left out."""
    frames = {
        "Programme": programme_frame(reading, one),
        "Actions": actions_frame(reading.dataset, one),
        "Milestones": milestones_frame(one),
        "Who takes part": members_frame(reading, one),
        "On record": statements_frame(one),
    }
    return {name: frame for name, frame in frames.items() if len(frame)}


def members_frame(reading: Reading, one: ProgrammeView) -> "pd.DataFrame":
    """One row an organisation that takes part, or stands around it: its state, and where it is."""
    import pandas as pd

    known, areas = reading.dataset.organisation_by_id, reading.dataset.area_by_id
    records = [
        (
            known[key].name,
            known[key].sector.label,
            "outside the footprint"
            if known[key].outside
            else areas[known[key].place or ""].name
            if known[key].place
            else "",
            reading.found[key].state.label,
            reading.found[key].standing.label,
            part,
        )
        for key, part in words.member_rows(reading, one)
    ]
    columns = ["Organisation", "Sector", "Place", "Connection", "Reach", "In"]
    return pd.DataFrame(records, columns=columns)


def actions_frame(dataset: Dataset, one: ProgrammeView) -> "pd.DataFrame":
    """One row an action, in the order of its themes."""
    import pandas as pd

    records = [
        (
            row.theme,
            row.text,
            words.owner_words(dataset, row),
            words.when_words(row),
            row.progress_on(one.day).label,
            row.done_on,
            words.NO_OWNER if is_ownerless(row, one.day) else "",
            row.evidence,
            row.outcome,
            row.provenance.source,
            row.section,
            row.provenance.as_of,
        )
        for rows in one.themes().values()
        for row in rows
    ]
    return pd.DataFrame(records, columns=list(ACTION_COLUMNS))


def milestones_frame(one: ProgrammeView) -> "pd.DataFrame":
    """One row a milestone, the earliest first."""
    import pandas as pd

    records = [
        (
            row.name,
            "; ".join(row.parts),
            planned_words(row.start, row.due),
            row.progress_on(one.day).label,
            row.done_on,
            row.provenance.source,
            row.section,
            row.provenance.as_of,
        )
        for row in one.milestones
    ]
    return pd.DataFrame(records, columns=list(MILESTONE_COLUMNS))


def statements_frame(one: ProgrammeView) -> "pd.DataFrame":
    """One row a fact: funding, agreements, figures and what else a document says."""
    import pandas as pd

    records = [
        (
            row.kind.label,
            row.name,
            statements.figure_words(row),
            row.text,
            row.provenance.source,
            row.section,
            row.provenance.as_of,
        )
        for kind in StatementKind
        for row in one.stated(kind)
    ]
    return pd.DataFrame(records, columns=list(STATEMENT_COLUMNS))
