"""The document of Programmes: all of them, or the one that is open, for a board."""

from collections.abc import Iterable, Sequence

from joinedup.model import Action, Milestone, Programme, Statement
from joinedup.render import programme_sources, programme_statements, programme_tables
from joinedup.render import programmes as words
from joinedup.render.document import Block, Figure, Figures, Picture
from joinedup.render.timeline import timeline
from joinedup.services import ProgrammeView, Reading, programmes_of
from joinedup.ui import programme as page
from joinedup.ui import programmes
from joinedup.ui.documents import diagrams
from joinedup.ui.documents.making import (
    Content,
    Wanted,
    facts,
    headed,
    listed,
    paragraphs,
    section,
    still,
    table,
)
from joinedup.ui.tabling import MOST_ROWS

_SOURCED = ("Source", "Section", "As of")
_ACTION_HEADS = ("Action", "Lead", "By when", "How it stands")


def content(wanted: Wanted) -> Content:
    """The programme that is open; all of them where none is."""
    reading = wanted.reading
    one = programmes.opened(reading)
    blocks = _one(reading, one) if one else _list(reading)
    narrowed = paragraphs(programmes.narrowed_words(reading))
    return headed(reading, (*narrowed, *blocks), programmes.subject(reading))


def _list(reading: Reading) -> tuple[Block, ...]:
    found = programmes_of(reading.dataset, reading.state.day)
    own = [one for one in found if not one.is_context]
    context = [one for one in found if one.is_context]
    blocks: list[Block] = []
    blocks += [_rows(own, "Programmes")] if own else paragraphs(programmes.HOW_TO_BEGIN)
    if context:
        blocks += [_rows(context, programmes.CONTEXT), *paragraphs(programmes.CONTEXT_WORDS)]
    return tuple(blocks)


def _rows(found: Sequence[ProgrammeView], heading: str) -> Block:
    rows = [
        (
            one.programme.name,
            words.summary(one.programme),
            " ".join(f"{line}." for line in words.standing_lines(one)),
            programme_sources.brief_source(one.programme),
        )
        for one in found
    ]
    return still(("Programme", "What it is for", "How it stands", "Source"), rows, heading)


def _one(reading: Reading, one: ProgrammeView) -> tuple[Block, ...]:
    found = one.programme
    figures = tuple(
        Figure(figure=f"{number:,} of {whole:,}", label=text)
        for number, whole, text, _ in words.glance_rows(one)
    )
    told = [*words.purpose(found), *words.people(reading.dataset, found)]
    own = () if one.is_context else (*_missing(reading, one), *_members(reading, one))
    return (
        *((Figures(items=figures),) if figures else ()),
        facts(told, page.PURPOSE),
        *_source([found]),
        *_milestones(one),
        *_actions(reading, one),
        *own,
        *_stated(reading, one),
        *diagrams.of_programme(reading.dataset, found.id),
        section(page.SOURCES),
        *listed(programme_sources.source_lines(one)),
    )


def _source(
    rows: Iterable[Programme | Milestone | Action | Statement], above: ProgrammeView | None = None
) -> tuple[Block, ...]:
    found = programme_sources.source_words(rows, above.programme.provenance if above else None)
    return paragraphs(f"Source: {found}" if found else "")


def _milestones(one: ProgrammeView) -> tuple[Block, ...]:
    if not one.milestones:
        none = () if one.is_context else paragraphs(page.NO_MILESTONE)
        return (section(page.MILESTONES), *none) if none else ()
    title, drawn = words.timeline_title(one), one.milestones[: words.MOST_DRAWN]
    return (
        section(page.MILESTONES),
        Picture(kind="chart", svg=timeline(drawn, one.day, title=title), alt=title),
        *paragraphs(words.first_of(words.MOST_DRAWN, len(one.milestones), "milestones")),
        table(programme_tables.milestones_frame(one), "Milestones, one by one", without=_SOURCED),
        *_source(one.milestones, one),
    )


def _actions(reading: Reading, one: ProgrammeView) -> tuple[Block, ...]:
    if not one.actions:
        none = () if one.is_context else paragraphs(page.NO_ACTION)
        return (section(page.ACTIONS), *none) if none else ()
    blocks: list[Block] = [section(page.ACTIONS)]
    for theme, rows in page.by_theme(one, one.actions, MOST_ROWS).items():
        told = [_action(reading, row, one) for row in rows]
        blocks.append(still(_ACTION_HEADS, told, theme or page.NO_THEME))
    notes = (words.first_of(MOST_ROWS, len(one.actions), "actions"), page.STANDS_WORDS)
    return (*blocks, *paragraphs(*notes), *_source(one.actions, one))


def _action(reading: Reading, row: Action, one: ProgrammeView) -> tuple[str, ...]:
    more = " ".join(f"{line.removesuffix('.')}." for line in words.more_lines(row))
    stands = "; ".join((*words.flags(row, one), *filter(None, [words.done_words(row)])))
    lead, when = words.owner_words(reading.dataset, row), words.when_words(row)
    return (f"{row.text} {more}".strip(), lead, when, stands)


def _missing(reading: Reading, one: ProgrammeView) -> tuple[Block, ...]:
    found = page.gaps(reading, one)
    return (section(page.MISSING), *(listed(found) or paragraphs(page.NO_GAP)))


def _members(reading: Reading, one: ProgrammeView) -> tuple[Block, ...]:
    lines = listed(words.group_words(group) for group in one.groups)
    frame = programme_tables.members_frame(reading, one)
    rows = (table(frame, "The organisations, with their connection on this day"),)
    if not len(frame):
        return (section(page.MEMBERS), *lines)
    return (section(page.MEMBERS), *lines, *paragraphs(words.as_of_words(reading, one)), *rows)


def _stated(reading: Reading, one: ProgrammeView) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for kind, heading in page.STATED.items():
        rows = one.stated(kind)
        if rows:
            told = [
                (programme_statements.part_name(row, is_part=is_part), text)
                for row, text, is_part in programme_statements.folded_parts(rows)
            ]
            blocks += [still(("What", "In words"), told, heading), *_source(rows, one)]
    if page.asks_for_parity(one):
        lines = page.parity_lines(reading) or [page.NO_PARITY]
        blocks += [section(page.PARITY), *listed(lines), *paragraphs(page.PARITY_WORDS)]
    return tuple(blocks)
