"""Programmes, milestones, actions and statements, as documents state them.

``data/reference/programmes/`` has a file for each programme. Beside every record it holds where
it stands in the document (``section``), and the words there that show it (``words``). Those are
for checking by hand and by ``tests/unit/test_data_programmes.py``, and go no further.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from joinedup.errors import DatasetError
from joinedup.model import Action, Milestone, Programme, Statement
from joinedup.store.codec import read_table
from scripts.footprints.inputs import Inputs
from scripts.footprints.organisations import document_provenance, slug

FOLDER = "programmes"
#: What is only for checking.
_CHECKED = ("words", "elsewhere")
#: A part of a statement is of the same kind, and stands in the same place.
_INHERITED = ("kind", "section")

Row = Mapping[str, Any]


class Programmes(NamedTuple):
    """The programmes of a footprint and what belongs to them, by the tables of the model."""

    programmes: tuple[Programme, ...]
    milestones: tuple[Milestone, ...]
    actions: tuple[Action, ...]
    statements: tuple[Statement, ...]


def programmes(inputs: Inputs, footprint: str) -> Programmes:
    """The programmes of a footprint, in the order of ``footprints.json``.

    Raises:
        DatasetError: When a file is missing, or a figure it names is not declared.
        ModelError: When a record breaks a rule of the model.
    """
    texts = inputs.texts[footprint]
    found: dict[str, list[Row]] = {name: [] for name in Programmes._fields}
    for one in texts["programmes"]:
        for name, rows in _tables(inputs, one, texts["declared"]).items():
            found[name] += rows
    return Programmes(**{name: read_table(name, rows) for name, rows in found.items()})


def _tables(inputs: Inputs, programme: str, declared: Iterable[Row]) -> dict[str, list[Row]]:
    path = inputs.reference / FOLDER / f"{programme}.json"
    if not path.exists():
        raise DatasetError("The file of a programme is missing", value=path.name)
    held = json.loads(path.read_text(encoding="utf-8"))
    provenance = _provenance(inputs, held["document"])

    def row(item: Row) -> Row:
        own = {name: value for name, value in item.items() if name not in _CHECKED}
        return {**own, "programme": programme, "provenance": provenance}

    def named(item: Row) -> Row:
        whole = {"part_of": f"{programme}-{item['part_of']}"} if item.get("part_of") else {}
        return row({**item, "id": f"{programme}-{item['id']}", **whole})

    stated = [*held.get("statements", ()), *_figures(held.get("declared", ()), declared)]
    head = row({"id": programme, **held["programme"]})
    return {
        "programmes": [{name: value for name, value in head.items() if name != "programme"}],
        "milestones": [named(item) for item in held.get("milestones", ())],
        "actions": [named(item) for item in held.get("actions", ())],
        "statements": [named(item) for item in _with_parts(stated)],
    }


def _provenance(inputs: Inputs, document: Any) -> Mapping[str, str]:
    """Of the partnership whose document it is; or as it stands, where no partnership has it."""
    if isinstance(document, dict):
        return document
    found = document_provenance(inputs, document)
    return {"source": found.source, "licence": found.licence, "as_of": found.as_of}


def _with_parts(stated: Iterable[Row]) -> Iterable[Row]:
    """Statements, each before its parts; a part without an id of its own takes it from its name."""
    for item in stated:
        yield {name: value for name, value in item.items() if name != "parts"}
        for part in item.get("parts", ()):
            common = {name: item[name] for name in _INHERITED}
            key = part.get("id") or f"{item['id']}-{slug(part['name'])}"
            yield {**common, **part, "id": key, "part_of": item["id"]}


def _figures(wanted: Iterable[Row], declared: Iterable[Row]) -> Iterable[Row]:
    """Figures that the footprint declares: their numbers stand in ``footprints.json`` alone."""
    known = {item["key"]: item for item in declared}
    for item in wanted:
        key = item["key"]
        if key not in known:
            raise DatasetError("A programme names a figure that is not declared", value=key)
        yield {
            "id": f"figure-{slug(key)}",
            "kind": "figure",
            "name": known[key]["label"],
            "figure": known[key]["figure"],
            "qualifier": known[key]["qualifier"],
            **{name: value for name, value in item.items() if name != "key"},
        }
