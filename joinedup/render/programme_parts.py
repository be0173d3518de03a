"""Programmes as short pieces of HTML to read: boxes, labels, lists. Words: :mod:`.programmes`."""

from collections.abc import Iterable, Sequence

from joinedup.model import Action, Dataset, Progress, Statement
from joinedup.render import programme_statements as statements
from joinedup.render import programmes as words
from joinedup.render.escaping import escape
from joinedup.render.programme_sources import brief_source
from joinedup.services import ProgrammeView

#: The classes of the labels, by what stands on them.
_CLASSES = {
    Progress.LATE.label: "late",
    Progress.DUE.label: "due",
    Progress.DONE.label: "done",
    Progress.DROPPED.label: "dropped",
    Progress.UNDATED.label: "undated",
    Progress.UNKNOWN.label: "unknown",
    words.NO_OWNER: "ownerless",
}
#: Said above what holds for every action of a theme.
ALL_OF_THESE = "All of these"
#: How lines begin that stand alone; see :func:`.programmes.more_lines`.
_LONG = ("Evidence: ", "Outcome: ")
#: Letters of what a programme does that its box in the list has room for.
_MOST_PURPOSE = 220


def flag(text: str, number: str = "") -> str:
    """A label with its own shape: ``Late``; with a number ``Late: 2 of 14``."""
    told = f"{text}: {number}" if number else text
    return f'<span class="ju-flag ju-flag-{_CLASSES[text]}">{escape(told)}</span>'


def box(one: ProgrammeView) -> str:
    """A programme in the list: what it is for, how it stands, where that is from."""
    found = one.programme
    purpose = words.summary(found)
    if len(purpose) > _MOST_PURPOSE:
        purpose = f"{purpose[: _MOST_PURPOSE - 1].rstrip()}…"
    items = "".join(f"<li>{escape(row)}</li>" for row in words.standing_lines(one))
    marks = "".join(glance(one))
    marks = f'<p class="ju-flags">{marks}</p>' if marks else ""
    return (
        f'<div class="ju-programme"><h3>{escape(found.name)}</h3>{marks}'
        f'<p class="ju-words">{escape(purpose)}</p><ul>{items}</ul>'
        f'<p class="ju-quiet">{escape(brief_source(found))}</p></div>'
    )


def glance(one: ProgrammeView) -> list[str]:
    """What is late and what nobody does, as labels with their numbers; nothing where all is well.

    Late milestones and late actions count apart.
    """
    found = []
    for name, tally in (("milestones", one.of_milestones), ("actions", one.of_actions)):
        if tally[Progress.LATE]:
            number = f"{tally[Progress.LATE]:,} of {tally.total:,} {name}"
            found.append(flag(Progress.LATE.label, number))
    if one.of_actions.ownerless:
        number = f"{one.of_actions.ownerless:,} of {one.of_actions.total:,} actions"
        found.append(flag(words.NO_OWNER, number))
    return found


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with what is said of each."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pairs)
    return f'<dl class="ju-purpose">{rows}</dl>'


def counts(one: ProgrammeView) -> str:
    """The figures at a glance, each with its whole; empty where nothing is counted.

    Milestones stand in a row of their own, above the actions.
    """
    rows: dict[str, str] = {}
    for number, whole, text, kind in words.glance_rows(one):
        noun, _, _ = text.partition(" ")
        rows[noun] = rows.get(noun, "") + (
            f'<div class="ju-count ju-{kind}"><p class="ju-figure">{number:,}'
            f"<small> of {whole:,} {escape(text)}</small></p></div>"
        )
    return "".join(f'<div class="ju-counts ju-glance">{items}</div>' for items in rows.values())


def action_list(dataset: Dataset, rows: Sequence[Action], view: ProgrammeView) -> str:
    """Actions, one below the other, with their labels; what is true of all is said once above."""
    told = [_told(dataset, row) for row in rows]
    shared = [part for part in told[0] if all(part in other for other in told)]
    shared = shared if len(rows) > 1 else []
    items = "".join(
        _action(row, [part for part in parts if part not in shared], view)
        for row, parts in zip(rows, told, strict=True)
    )
    above = f'<div class="ju-shared">{_small([ALL_OF_THESE, *shared])}</div>' if shared else ""
    return f'{above}<ul class="ju-acts">{items}</ul>'


def _told(dataset: Dataset, one: Action) -> list[str]:
    """Who does it and when, and what is to come of it; what is empty is not told."""
    lead, when = words.owner_words(dataset, one), words.when_words(one)
    told = [f"Lead: {lead}" if lead else "", f"By when: {when}" if when else ""]
    told += [words.done_words(one), *words.more_lines(one)]
    return [part for part in told if part]


def _action(one: Action, told: Sequence[str], view: ProgrammeView) -> str:
    marks = "".join(flag(text) for text in words.flags(one, view))
    inner = f"<div><p>{escape(one.text)}</p>{_small(told)}</div>"
    return f'<li>{inner}<p class="ju-flags">{marks}</p></li>'


def _small(told: Sequence[str]) -> str:
    """Small print: who and when in one line, each other thing in its own."""
    brief = [part for part in told if not part.startswith(_LONG)]
    lines = [" · ".join(brief), *(part for part in told if part.startswith(_LONG))]
    return "".join(f'<p class="ju-quiet">{escape(line)}</p>' for line in lines if line)


def statement_list(rows: Sequence[Statement]) -> str:
    """What a document says: name, figure and words of each; parts stand further in."""
    items = []
    for row, text, is_part in statements.folded_parts(rows):
        kind = ' class="ju-part"' if is_part else ""
        name = escape(statements.part_name(row, is_part=is_part))
        said = f" <span>{escape(text)}</span>" if text else ""
        items.append(f"<li{kind}><strong>{name}</strong>{said}</li>")
    return f'<ul class="ju-stated">{"".join(items)}</ul>'
