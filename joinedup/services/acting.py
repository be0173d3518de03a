"""Actions of programmes that people add, and what becomes of them: each makes a new version.

An added action is open from the start, so that it is late once its day has passed. What a document
says of an action stays; who said what became of it is in the history of versions.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from joinedup.errors import ModelError, StoreError
from joinedup.model import (
    Action,
    Dataset,
    Provenance,
    WorkState,
    check_partial_date,
    first_day,
    last_day,
)
from joinedup.services.roles import check_role
from joinedup.services.versions import load_boundaries, load_dataset, newest, root_of, store
from joinedup.store.protocol import Draft, Superseded, VersionInfo
from joinedup.store.sharing import new_view_id
from joinedup.store.wording import check_line

#: What the record says about an action that somebody has added on the page.
SOURCE = "Added here"
LICENCE = "Own record"
#: What stands behind the source of an action that somebody has changed on the page.
CHANGED = "; changed here"
MAX_ACTION = 300
MAX_SHORT = 120
#: So much of an action's text stands in the note of its version.
_MOST_IN_NOTE = 120
#: A round of a meeting adds its actions at once: each time one of them gets through.
_MOST_TRIES = 8
#: What can become of an action.
ActionState = Literal["done", "dropped", "open"]
_STATES = {"done": WorkState.DONE, "dropped": WorkState.DROPPED, "open": WorkState.OPEN}
_WORDS = {"done": "Marked as done", "dropped": "Dropped", "open": "Opened again"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """An action as somebody writes it; all but the text may be empty.

    Attributes:
        text: What is to be done, up to 300 characters.
        theme, lead, evidence: Up to 120, 120 and 300 characters.
        due: Partial date.
    """

    text: str
    theme: str = ""
    lead: str = ""
    due: str = ""
    evidence: str = ""


def add_action(
    dataset_id: str, programme: str, new: NewAction, *, author: str, today: date
) -> VersionInfo:
    """Write an action into the record, as a new version.

    Args:
        programme: Id of the programme.
        today: The day that the record of it is of.

    Raises:
        Superseded: When others published at the same time, again and again.
        StoreError: When words are missing or too long, the newest version has no such programme,
            or nothing can be written.
    """
    checked = _checked(new)

    def change(base: Dataset) -> tuple[Dataset, str, str]:
        if programme not in base.programme_by_id:
            raise StoreError(
                "The newest version does not have this programme any more",
                hint="Open the list of programmes again.",
            )
        one = Action(
            id=f"added-{new_view_id().lower()}",
            programme=programme,
            text=checked.text,
            theme=checked.theme,
            lead=checked.lead,
            due=checked.due,
            evidence=checked.evidence,
            state=WorkState.OPEN,
            provenance=Provenance(source=SOURCE, licence=LICENCE, as_of=today.isoformat()),
        )
        return replace(base, actions=(*base.actions, one)), one.id, f"Action added: {_cut(one)}"

    return _published(dataset_id, change, author, today)


def mark_action(
    dataset_id: str, seen: Action, becoming: ActionState, *, author: str, today: date
) -> VersionInfo:
    """Say what has become of an action, as a new version.

    Args:
        seen: The action as its reader saw it.
        today: The day on which it is done, where it is.

    Raises:
        Superseded: When others published at the same time, again and again.
        StoreError: When somebody has changed it since, it is so already, or nothing can be
            written.
    """
    done_on = today.isoformat() if becoming == "done" else ""
    changed = replace(seen, state=_STATES[becoming], done_on=done_on)
    return _changed(dataset_id, seen, changed, _WORDS[becoming], author, today)


def assign_action(
    dataset_id: str, seen: Action, *, lead: str, due: str, author: str, today: date
) -> VersionInfo:
    """Say who does an action and by when, as a new version.

    Where nobody has said what came of it, it is open from then on: whoever gives it an owner or a
    day says that it is still to be done.

    Args:
        seen: The action as its reader saw it.
        lead: A role; empty for nobody.
        due: Partial date; empty for none.

    Raises:
        Superseded: When others published at the same time, again and again.
        StoreError: When the words are too long, somebody has changed it since, it is so already,
            or nothing can be written.
    """
    lead = lead if lead == seen.lead else _role(lead)
    _check_date(due)
    early = due and seen.start and last_day(due) < first_day(seen.start)
    changed = replace(seen, lead=lead, due=due, start="" if early else seen.start)
    if changed != seen and seen.state is WorkState.NOT_STATED:
        changed = replace(changed, state=WorkState.OPEN)
    words = f"Lead {lead or 'nobody'}, due {due or 'no date'}"
    return _changed(dataset_id, seen, changed, words, author, today)


def _changed(
    dataset_id: str, seen: Action, changed: Action, words: str, author: str, today: date
) -> VersionInfo:
    if changed == seen:
        raise StoreError("Nothing is changed", hint="The record says so already.")
    source = f"{seen.provenance.source.removesuffix(CHANGED)}"
    source = source if source == SOURCE else f"{source}{CHANGED}"
    told = replace(seen.provenance, source=source, as_of=today.isoformat())
    fresh = replace(changed, provenance=told)

    def change(base: Dataset) -> tuple[Dataset, str, str]:
        if seen not in base.actions:
            raise StoreError(
                "Somebody has changed this action since you opened it",
                hint="Show the newest version, and look at it again.",
            )
        rows = tuple(fresh if row == seen else row for row in base.actions)
        return replace(base, actions=rows), seen.id, f"{words}: {_cut(seen)}"

    return _published(dataset_id, change, author, today)


def _published(
    dataset_id: str,
    change: Callable[[Dataset], tuple[Dataset, str, str]],
    author: str,
    today: date,
) -> VersionInfo:
    for _ in range(_MOST_TRIES - 1):
        with suppress(Superseded):
            return _publish(dataset_id, change, author, today)
    return _publish(dataset_id, change, author, today)


def _publish(
    dataset_id: str,
    change: Callable[[Dataset], tuple[Dataset, str, str]],
    author: str,
    today: date,
) -> VersionInfo:
    base = load_dataset(dataset_id, newest(dataset_id))
    one, action, note = change(base)
    is_newer = not base.as_of or last_day(base.as_of) < today
    draft = Draft(
        dataset=replace(one, as_of=today.isoformat() if is_newer else base.as_of),
        boundaries=load_boundaries(base.id, base.version),
        author=author,
        note=note,
        kind="actions",
        report={"actions": [action]},
    )
    return store().publish(draft, parent=base.version, root=root_of(base.id))


def _checked(new: NewAction) -> NewAction:
    hint = "Say in a sentence what is to be done."
    _check_date(new.due)
    return NewAction(
        text=check_line(" ".join(new.text.split()), "The action", MAX_ACTION, hint=hint),
        theme=_short(new.theme, "The theme"),
        lead=_role(new.lead),
        due=new.due,
        evidence=_short(new.evidence, "The evidence", MAX_ACTION),
    )


def _short(text: str, what: str, longest: int = MAX_SHORT) -> str:
    """A text that may be empty, on one line."""
    line = " ".join(text.split())
    return check_line(line, what, longest, hint="Write it again.") if line else ""


def _role(text: str) -> str:
    """Who does it: a role or an organisation, as in lists; a person's name is not taken."""
    line = _short(text, "The lead")
    check_role(line, "The lead")
    return line


def _check_date(text: str) -> None:
    try:
        check_partial_date(text)
    except ModelError as error:
        raise StoreError(error.what, value=error.value, hint=error.hint) from None


def _cut(one: Action) -> str:
    text = one.text
    return text if len(text) <= _MOST_IN_NOTE else f"{text[: _MOST_IN_NOTE - 1].rstrip()}…"
