"""Programmes as short pieces of HTML to read: boxes, labels, lists. Words: :mod:`.programmes`."""

from collections.abc import Iterable, Sequence

from joinedup.model import Action, Dataset, Progress, Statement
from joinedup.render import programmes as words
from joinedup.render.escaping import escape
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
        f'<p class="ju-quiet">{escape(words.brief_source(found))}</p></div>'
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
    """The figures at a glance, each with its whole; empty where nothing is counted."""
    items = "".join(
        f'<div class="ju-count ju-{kind}"><p class="ju-figure">{number:,}'
        f"<small> of {whole:,} {escape(text)}</small></p></div>"
        for number, whole, text, kind in words.glance_rows(one)
    )
    return f'<div class="ju-counts">{items}</div>' if items else ""


def action_list(dataset: Dataset, rows: Sequence[Action], view: ProgrammeView) -> str:
    """Actions, one below the other, with their labels."""
    return f'<ul class="ju-acts">{"".join(_action(dataset, row, view) for row in rows)}</ul>'


def _action(dataset: Dataset, one: Action, view: ProgrammeView) -> str:
    marks = "".join(flag(text) for text in words.flags(one, view))
    lead, when = words.owner_words(dataset, one), words.when_words(one)
    told = [f"Lead: {lead}" if lead else "", f"By when: {when}" if when else ""]
    told.append(words.done_words(one))
    lines = [" · ".join(part for part in told if part), *words.more_lines(one)]
    small = "".join(f'<p class="ju-quiet">{escape(line)}</p>' for line in lines if line)
    return f'<li><div><p>{escape(one.text)}</p>{small}</div><p class="ju-flags">{marks}</p></li>'


def statement_list(rows: Sequence[Statement]) -> str:
    """What a document says: name, figure and words of each; parts stand further in."""
    items = []
    for row, text, is_part in words.folded_parts(rows):
        kind = ' class="ju-part"' if is_part else ""
        of = "of it " if is_part and row.figure is not None else ""
        said = f" <span>{escape(of + text)}</span>" if text else ""
        items.append(f"<li{kind}><strong>{escape(row.name)}</strong>{said}</li>")
    return f'<ul class="ju-stated">{"".join(items)}</ul>'
