"""A footprint in one version: all its rows, which refer to nothing that is not there.

Imports :mod:`joinedup.errors` and the other modules of the model. Tested by
``tests/unit/test_model.py`` and ``tests/unit/test_model_programmes.py``.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from joinedup.errors import ModelError
from joinedup.model.dates import check_partial_date
from joinedup.model.programmes import Action, Milestone, Programme, Statement
from joinedup.model.records import (
    Area,
    Coverage,
    DeclaredFigure,
    Membership,
    Organisation,
    Partnership,
    Tie,
)
from joinedup.model.words import AreaLevel


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """Everything on screen: one footprint in one version.

    Attributes:
        version: Hash of the contents; a link can name it.
        as_of: Partial date of its newest record.
        illustrative: True where the organisations are fictional; every screen says so.
        notes: Known gaps, a sentence each.

    Raises:
        ModelError: When a row refers to something that is not there, or an id comes twice.
    """

    id: str
    name: str
    version: str
    as_of: str
    areas: tuple[Area, ...]
    organisations: tuple[Organisation, ...]
    partnerships: tuple[Partnership, ...]
    memberships: tuple[Membership, ...]
    ties: tuple[Tie, ...] = ()
    programmes: tuple[Programme, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    actions: tuple[Action, ...] = ()
    statements: tuple[Statement, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    declared: tuple[DeclaredFigure, ...] = ()
    notes: tuple[str, ...] = ()
    illustrative: bool = False

    def __post_init__(self) -> None:
        check_partial_date(self.as_of)
        _check_unique("area", (area.id for area in self.areas))
        _check_unique("organisation", (item.id for item in self.organisations))
        _check_unique("partnership", (item.id for item in self.partnerships))
        nodes = [*self.organisation_by_id, *self.partnership_by_id]
        _check_unique("organisation or partnership", nodes)
        areas = {None, *(area.id for area in self.areas)}
        for item in self.organisations:
            _check_known("place", item.place, areas)
            _check_known("neighbourhood", item.neighbourhood, areas)
        partnerships = {None, *self.partnership_by_id}
        for partnership in self.partnerships:
            _check_known("area", partnership.area, areas)
            _check_known("partnership", partnership.part_of, partnerships)
            _check_known("partnership", partnership.led_by, partnerships)
        for membership in self.memberships:
            _check_known("organisation", membership.organisation, self.organisation_by_id)
            _check_known("partnership", membership.partnership, self.partnership_by_id)
        for tie in self.ties:
            _check_known("organisation", tie.source, self.organisation_by_id)
            _check_known("organisation", tie.target, self.organisation_by_id)
        self._check_programmes()

    def _check_programmes(self) -> None:
        _check_unique("programme", (one.id for one in self.programmes))
        _check_unique("milestone", (one.id for one in self.milestones))
        _check_unique("action", (one.id for one in self.actions))
        _check_unique("statement", (one.id for one in self.statements))
        statements = {None, *(one.id for one in self.statements)}
        partnerships = {None, *self.partnership_by_id}
        organisations = {None, *self.organisation_by_id} if self.actions else set()
        for programme in self.programmes:
            _check_known("partnership", programme.partnership, partnerships)
            for place in programme.places:
                _check_known("place", place, self.area_by_id)
        parts: tuple[Milestone | Action | Statement, ...]
        for parts in (self.milestones, self.actions, self.statements):
            for part in parts:
                _check_known("programme", part.programme, self.programme_by_id)
        for action in self.actions:
            _check_known("organisation", action.organisation, organisations)
        for statement in self.statements:
            _check_known("statement", statement.part_of, statements)
        _check_no_circle({one.id: one.part_of for one in self.statements})

    @cached_property
    def organisation_by_id(self) -> Mapping[str, Organisation]:
        """Organisations by id, in the order of the dataset."""
        return {item.id: item for item in self.organisations}

    @cached_property
    def partnership_by_id(self) -> Mapping[str, Partnership]:
        """Partnerships by id, in the order of the dataset."""
        return {item.id: item for item in self.partnerships}

    @cached_property
    def programme_by_id(self) -> Mapping[str, Programme]:
        """Programmes by id, in the order of the dataset."""
        return {item.id: item for item in self.programmes}

    @cached_property
    def area_by_id(self) -> Mapping[str, Area]:
        """Places and neighbourhoods by id."""
        return {item.id: item for item in self.areas}

    @cached_property
    def places(self) -> tuple[Area, ...]:
        """The places, by name."""
        return tuple(area for area in self.areas if area.level is AreaLevel.PLACE)

    @cached_property
    def neighbourhoods(self) -> tuple[Area, ...]:
        """The neighbourhoods, by place and name."""
        return tuple(area for area in self.areas if area.level is AreaLevel.NEIGHBOURHOOD)


def _check_unique(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ModelError(f"Two rows share one {what} id", value=one)
        seen.add(one)


def _check_no_circle(wholes: Mapping[str, str | None]) -> None:
    """Refuse what is a part of itself, by whatever way: whoever follows it would never end."""
    ending: set[str | None] = {None}
    for one in wholes:
        way: dict[str, None] = {}
        step: str | None = one
        while step is not None and step not in ending:
            if step in way:
                raise ModelError("A statement is a part of itself", value=step)
            way[step] = None
            step = wholes[step]
        ending.update(way)


def _check_known(what: str, one: str | None, known: Container[str | None]) -> None:
    if one not in known:
        raise ModelError(f"A row names a {what} that is not in the dataset", value=one)
