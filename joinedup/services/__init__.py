"""The use cases: the one door for pages, the command line and, later, an API.

:mod:`.readings` applies views to datasets, :mod:`.versions` knows the datasets and their
history, :mod:`.comparing` what two versions differ in, :mod:`.parity` who has a seat,
:mod:`.fragility` whom the network hangs on, :mod:`.measured` where each one stands in it,
:mod:`.parts` what the network and its parts measure, :mod:`.introductions` whom to bring where,
:mod:`.partner_lists` plans and publishes partner lists. What is meant for others stands in
``__all__`` here. May import :mod:`joinedup.imports`, :mod:`joinedup.network`,
:mod:`joinedup.store`, :mod:`joinedup.views` and below. Nothing is cached here:
:mod:`joinedup.ui.cache` does that.
"""

from joinedup.network.connection import connections
from joinedup.services.comparing import compare
from joinedup.services.fragility import losses_of
from joinedup.services.introductions import (
    Ground,
    Introduction,
    Weights,
    introductions,
    prepare,
)
from joinedup.services.measured import Measured, measure_all, rank
from joinedup.services.parity import Board, By, SectorSeats, boards, mixing_of, seats_by_sector
from joinedup.services.parts import Part, parts
from joinedup.services.readings import (
    OLD_AFTER_DAYS,
    AreaCount,
    Declared,
    Reading,
    area_counts,
    declared_and_loaded,
    default_view,
    drawn_in_network,
    is_old,
    loosen,
    members_of,
    near_selected,
    read,
    scope_of,
    summary,
)
from joinedup.services.versions import (
    dataset_ids,
    dataset_names,
    history,
    load_boundaries,
    load_dataset,
    newest,
    published,
    restore,
    store,
)

__all__ = [
    "OLD_AFTER_DAYS",
    "AreaCount",
    "Board",
    "By",
    "Declared",
    "Ground",
    "Introduction",
    "Measured",
    "Part",
    "Reading",
    "SectorSeats",
    "Weights",
    "area_counts",
    "boards",
    "compare",
    "connections",
    "dataset_ids",
    "dataset_names",
    "declared_and_loaded",
    "default_view",
    "drawn_in_network",
    "history",
    "introductions",
    "is_old",
    "load_boundaries",
    "load_dataset",
    "loosen",
    "losses_of",
    "measure_all",
    "members_of",
    "mixing_of",
    "near_selected",
    "newest",
    "parts",
    "prepare",
    "published",
    "rank",
    "read",
    "restore",
    "scope_of",
    "seats_by_sector",
    "store",
    "summary",
]
