"""The documents of Partner lists: what can be uploaded, and a list on its way into the record.

The first is of the page as everybody finds it. The other is of one session's upload: its columns,
its plan, or what was published of it, as the page shows it to that session.
"""

from collections.abc import Mapping

from pandas import NA

from joinedup.imports.columns import samples
from joinedup.imports.fields import Kind, field_of
from joinedup.imports.personal import Personal, mask, without_names
from joinedup.imports.plan import Plan
from joinedup.imports.tables import Table as ListTable
from joinedup.model import Dataset
from joinedup.render import plans, templates
from joinedup.render.document import Block, Figure, Figures
from joinedup.render.document import Table as PaperTable
from joinedup.ui import list_columns, list_plan, list_publish
from joinedup.ui import lists as page
from joinedup.ui.documents.making import (
    Content,
    Wanted,
    listed,
    paragraphs,
    section,
    still,
    table,
)
from joinedup.ui.upload import STEPS, Upload

_GUIDE = ("Column", "What belongs in it", "Needed?", "Example")
_COLUMNS = ("In the list", "What it holds", "Why", "Cells of it")
_ALIKE = "Alike (of 100)"
_QUESTIONS = ("In your list", "Rows", "It may be", "Against it", "Your answer")
#: Letters of cells that are shown of a column.
_MOST_LETTERS = 160


def content(wanted: Wanted) -> Content:
    """The first step: what can be uploaded, and what belongs in each column."""
    kinds = [(kind.label, kind.explanation) for kind in Kind]
    return Content(
        subject=page.subject(None, wanted.reading.dataset.name),
        sentence=page.CHOOSE,
        blocks=(
            *paragraphs(page.NOTHING_CHANGES, page.LARGEST, f"The steps: {'; '.join(STEPS)}."),
            still(("A list of", "What it looks like"), kinds, "What can be uploaded"),
            *paragraphs(page.ADDS),
            *(_guide(kind) for kind in Kind),
        ),
        sourced=False,
    )


def _guide(kind: Kind) -> Block:
    _, rows = templates.guide(kind)
    told = []
    for row in rows:
        name, help_, needed, words, example = (str(cell or "") for cell in row)
        belongs = f"{help_} Words to use: {words}." if words else help_
        told.append((name, belongs, needed, example))
    return still(_GUIDE, told, f"{kind.label}: what belongs in each column")


def content_of(one: Upload, dataset: Dataset) -> Content:
    """A list at the step that its session is at.

    Args:
        one: The list.
        dataset: The footprint on screen.
    """
    if one.plan is not None and one.step > 1:
        sentence, blocks = _planned(one, one.plan)
    elif one.table is not None:
        words = list_columns.size_words(one, one.table)
        sentence, blocks = f"{one.source.name} {words}", _columns(one, one.table)
    else:
        sentence, blocks = page.CHOOSE, ()
    return Content(
        subject=f"{page.subject(one, dataset.name)}, {STEPS[one.step].lower()}",
        sentence=sentence,
        blocks=blocks,
        sourced=False,
    )


def _columns(one: Upload, found: ListTable) -> tuple[Block, ...]:
    """The second step: what each column holds."""
    personal = one.suggested.personal.of(one.columns) if one.suggested else {}
    rows = [
        (name, *_held(one, index, personal.get(index)), _cells(one, found, index, personal))
        for index, name in enumerate(found.headings)
    ]
    if list_columns.is_drawn(one):
        rows = [(name, "", "", cells) for name, _, _, cells in rows]
    noticed = list_columns.noticed(one, found)
    return (
        still(_COLUMNS, rows, "What each column holds"),
        *((section("Noticed while reading"), *listed(noticed)) if noticed else ()),
    )


def _held(one: Upload, index: int, personal: Personal | None) -> tuple[str, str]:
    """What a column holds, and why that is suggested, or why it stays out."""
    if personal and index not in one.allowed:
        return "Left out: personal data", personal.reason
    name = one.columns.get(index, "")
    if not name:
        return list_columns.LEAVE, ""
    label = field_of(one.kind or Kind.ORGANISATIONS, name).label
    suggested = one.suggested.columns[index] if one.suggested else None
    return label, suggested.reason if suggested and suggested.field == name else ""


def _cells(one: Upload, found: ListTable, index: int, personal: Mapping[int, Personal]) -> str:
    """Cells of a column; those of personal data are masked, as on screen."""
    some, what = samples(found, index), personal.get(index)
    held = one.columns.get(index, "")
    shown = [mask(text, what.kind) if what else without_names(text, held) for text in some]
    return " · ".join(shown)[:_MOST_LETTERS] or "empty"


def _planned(one: Upload, plan: Plan) -> tuple[str, tuple[Block, ...]]:
    """The third step and the last: the sentence, and all that the plan says."""
    balance = plans.balance(plan)
    published: tuple[Block, ...] = ()
    if one.published is not None:
        head, rest = list_publish.published_words(plan, one.published)
        published = paragraphs(f"{head} {rest}", list_publish.waiting_words(plan))
    else:
        published = paragraphs(f"Publishing this {plans.told(plan.changes)}.")
    tiles = tuple(
        Figure(figure=f"{plan.count(outcome):,} of {plan.rows:,}", label=label)
        for outcome, label in list_plan.PHASES.items()
    )
    return balance, (
        Figures(items=tiles),
        *published,
        *paragraphs(list_plan.outside_words(plan, one)),
        *listed(plan.notes[: list_plan.MOST_NOTES]),
        *_questions(plan, one),
        *_changes(plan),
        *_problems(plan),
        *_rows(plan, one),
    )


def _questions(plan: Plan, one: Upload) -> tuple[Block, ...]:
    rows = [
        (
            " · ".join([asked.name, *(f"{key}: {said}" for key, said in asked.details.items())]),
            ", ".join(map(str, asked.rows[:10])),
            "; ".join(
                f"{list_plan.candidate_words(item.organisation, plan)}: {item.words}"
                for item in asked.candidates
            ),
            asked.conflict,
            list_plan.answer_words(asked, one, plan),
        )
        for asked in plan.questions
    ]
    heading = f"To be confirmed ({len(rows):,})"
    return (still(_QUESTIONS, rows, heading, note=list_plan.NEARLY),) if rows else ()


def _changes(plan: Plan) -> tuple[Block, ...]:
    """What is new, and what changes; of a long list the first rows."""
    total = sum(one.new for one in plan.changes)
    changed = [one for one in plan.changes if not one.new]
    fresh = table(plans.new_things(plan, total), f"What is new ({total:,})")
    frame = plans.changes(changed, plans.names_of(plan.dataset))
    other = table(frame, f"What changes ({len(changed):,})")
    return tuple(one for one in (fresh, other) if one.rows)


def _problems(plan: Plan) -> tuple[Block, ...]:
    groups = plans.grouped(list_plan.problems_of(plan))
    tables: list[PaperTable] = []
    for message, hint, found in groups:
        frame = plans.problems(found)[["Row", "Column", "Value"]]
        tables.append(table(frame, list_plan.group_words(message, found), note=hint))
    return (section("Problems"), *tables) if tables else ()


def _rows(plan: Plan, one: Upload) -> tuple[Block, ...]:
    """Who was recognised, and which rows are left out."""
    matches = plans.matches(plan, len(plan.matches))
    # As text: a cell is empty where a person said so, which is no figure that is not known.
    alike = ["" if one is None else f"{one}" for one in matches[_ALIKE].replace({NA: None})]
    known = table(matches.assign(**{_ALIKE: alike}), f"Recognised ({len(plan.matches):,})")
    rows = [list_plan.without_personal(item, one) for item in plan.left_out]
    left = table(plans.left_out(rows), f"Left out ({len(rows):,})")
    return tuple(one for one in (known, left) if one.rows)
