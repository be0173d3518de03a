"""What the links at the ends of an outline's lines mean: actions and partners on record. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from joinedup.model import Action, Dataset, Organisation, Partnership
from joinedup.services.outlines import LinkKind, Outline, OutlineLink, OutlineProblem, shortened

#: So many names are offered where none or several are meant, if they are so alike (of 100).
_NAMED = 3
_ALIKE = 70
_MOST_SEARCHED = 10
_NO_WORD = re.compile(r"[\W_]+")


def linked(outline: Outline, dataset: Dataset, programme: str = "") -> Outline:
    """An outline with its links looked up.

    Args:
        outline: As :func:`read_outline` gives it.
        dataset: In whose version actions, organisations and partnerships are looked for.
        programme: Whose actions come first where several would do; empty for none.
    """
    if not any(one.links for one in outline.items):
        return outline
    known = _Known(dataset, programme)
    items, problems = [], list(outline.problems)
    for one in outline.items:
        links = []
        for link in one.links:
            found, problem = known.find(link, one.line)
            links.append(found)
            problems += [problem] if problem else []
        items.append(replace(one, links=tuple(links)))
    problems.sort(key=lambda one: one.line)
    return replace(outline, items=tuple(items), problems=tuple(problems))


class _Known:
    """What links can mean: names on record by how they are compared, made once for an outline."""

    def __init__(self, dataset: Dataset, programme: str) -> None:
        self._dataset = dataset
        self._programme = programme
        self._searched = 0

    def find(self, link: OutlineLink, line: int) -> tuple[OutlineLink, OutlineProblem | None]:
        found = self._meant(link)
        if len(found) == 1:
            ((target, name),) = found.items()
            return replace(link, target=target, name=name), None
        several = bool(found)
        near = list(found.items())[:_NAMED] if several else self._near(link)
        message = (
            f"{len(found):,} {_SEVERAL[link.kind]} are called so; the line is drawn without a link."
            if several
            else f"{_NONE[link.kind]} is called so; the line is drawn without a link."
        )
        hint = _HINTS[link.kind]
        if near:
            shown = "; ".join(f"{shortened(name)} ({key})" for key, name in near)
            hint = f"Write the id in brackets: {shown}." if several else f"Nearest: {shown}."
        return link, OutlineProblem(
            line=line, value=shortened(link.words), message=message, hint=hint
        )

    def _meant(self, link: OutlineLink) -> dict[str, str]:
        """What a link means, by id: by its id, by its name, of an action by a part of its text."""
        wanted = _plain(link.words)
        if link.kind == "partner":
            named = self._nodes.get(link.words)
            return {link.words: named} if named else self._partners.get(wanted, {})
        meant: tuple[list[Action], ...] = (
            [one for one, _ in self._actions if one.id == link.words],
            [one for one, text in self._actions if text == wanted],
            [one for one, text in self._actions if f" {wanted} " in f" {text} "],
        )
        found = next((some for some in meant if some), []) if wanted else []
        own = [one for one in found if one.programme == self._programme]
        return {one.id: one.text for one in own or found}

    @cached_property
    def _actions(self) -> list[tuple[Action, str]]:
        return [(one, _plain(one.text)) for one in self._dataset.actions]

    @cached_property
    def _nodes(self) -> Mapping[str, str]:
        """The names of organisations and partnerships by id."""
        nodes: tuple[Organisation | Partnership, ...] = (
            *self._dataset.organisations,
            *self._dataset.partnerships,
        )
        return {one.id: one.name for one in nodes}

    @cached_property
    def _partners(self) -> Mapping[str, dict[str, str]]:
        """The same by name; by another name only where nobody has it as its own."""
        own: dict[str, dict[str, str]] = {}
        for key, name in self._nodes.items():
            own.setdefault(_plain(name), {})[key] = name
        others: dict[str, dict[str, str]] = {}
        for one in self._dataset.organisations:
            for alias in one.aliases:
                others.setdefault(_plain(alias), {})[one.id] = one.name
        found = {**others, **own}
        found.pop("", None)
        return found

    def _near(self, link: OutlineLink) -> Sequence[tuple[str, str]]:
        """A few names that look alike; a long list of slips would take too long to search for."""
        from rapidfuzz import fuzz, process

        self._searched += 1
        if self._searched > _MOST_SEARCHED:
            return []
        offered: Mapping[str, Mapping[str, str]] = self._partners
        if link.kind == "action":
            offered = {text: {one.id: one.text} for one, text in self._actions}
        found = process.extract(
            _plain(link.words),
            list(offered),
            scorer=fuzz.token_sort_ratio,
            limit=_NAMED,
            score_cutoff=_ALIKE,
        )
        return [pair for text, _, _ in found for pair in offered[text].items()][:_NAMED]


_SEVERAL: Mapping[LinkKind, str] = {
    "action": "actions",
    "partner": "organisations or partnerships",
}
_NONE: Mapping[LinkKind, str] = {
    "action": "No action on record",
    "partner": "No organisation or partnership on record",
}
_HINTS: Mapping[LinkKind, str] = {
    "action": "Write some words of the action as they stand on the page Programmes.",
    "partner": "Write the name as it stands on the page Organisation.",
}


def _plain(text: str) -> str:
    """A name for comparing: lower case, words with one space between them."""
    return _NO_WORD.sub(" ", text.casefold().replace("&", " and ")).strip()
