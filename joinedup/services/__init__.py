"""The use cases: the one door for pages, the command line and, later, an API.

:mod:`.readings` applies views to datasets, :mod:`.versions` knows the datasets and their
history, :mod:`.comparing` what two versions differ in, :mod:`.differences` two sides of
a comparison, :mod:`.parity` who has a seat,
:mod:`.fragility` whom the network hangs on, :mod:`.measured` where each one stands in it,
:mod:`.parts` what the network and its parts measure, :mod:`.unconnected` whom to begin with,
:mod:`.introductions` whom to bring where, :mod:`.introduction_sets` what many of them would do,
:mod:`.covering` a small set that reaches every neighbourhood,
:mod:`.deciding` what became of them,
:mod:`.amending` and :mod:`.what_if` what would be otherwise, :mod:`.confirming` which ties are old,
:mod:`.partner_lists` plans and publishes partner lists. What is meant for others stands in
``__all__`` here. May import :mod:`joinedup.imports`, :mod:`joinedup.network`,
:mod:`joinedup.store`, :mod:`joinedup.views` and below. Nothing is cached here:
:mod:`joinedup.ui.cache` does that.
"""

from joinedup.network.connection import connections
from joinedup.services.amending import Amendment
from joinedup.services.comparing import compare
from joinedup.services.confirming import Confirmed, confirmed
from joinedup.services.counterparts import Becoming
from joinedup.services.covering import Cover, cover
from joinedup.services.deciding import (
    Confirmation,
    Proposal,
    confirm,
    day_of,
    decide,
    decided,
    is_joined,
    last_decision,
)
from joinedup.services.differences import Difference, Links, differences
from joinedup.services.fragility import losses_of
from joinedup.services.introduction_sets import AreaEffect, Effect, effect
from joinedup.services.introductions import (
    Ground,
    Introduction,
    Target,
    Weights,
    introduction,
    introductions,
    prepare,
)
from joinedup.services.measured import Measured, between_sectors, measure_all, rank
from joinedup.services.parity import (
    Board,
    BoardSeats,
    By,
    Maker,
    SectorSeats,
    boards,
    makers_of,
    mixing_of,
    seats_by_board,
    seats_by_sector,
)
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
from joinedup.services.unconnected import Asked, Basis, Since, Voice, Waiting, asked, waiting
from joinedup.services.unions import Union, halves, pair_name, union
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
from joinedup.services.what_if import (
    Figures,
    Outcome,
    amended_reading,
    far_figures_of,
    what_if,
)

__all__ = [
    "OLD_AFTER_DAYS",
    "Amendment",
    "AreaCount",
    "AreaEffect",
    "Asked",
    "Basis",
    "Becoming",
    "Board",
    "BoardSeats",
    "By",
    "Confirmation",
    "Confirmed",
    "Cover",
    "Declared",
    "Difference",
    "Effect",
    "Figures",
    "Ground",
    "Introduction",
    "Links",
    "Maker",
    "Measured",
    "Outcome",
    "Part",
    "Proposal",
    "Reading",
    "SectorSeats",
    "Since",
    "Target",
    "Union",
    "Voice",
    "Waiting",
    "Weights",
    "amended_reading",
    "area_counts",
    "asked",
    "between_sectors",
    "boards",
    "compare",
    "confirm",
    "confirmed",
    "connections",
    "cover",
    "dataset_ids",
    "dataset_names",
    "day_of",
    "decide",
    "decided",
    "declared_and_loaded",
    "default_view",
    "differences",
    "drawn_in_network",
    "effect",
    "far_figures_of",
    "halves",
    "history",
    "introduction",
    "introductions",
    "is_joined",
    "is_old",
    "last_decision",
    "load_boundaries",
    "load_dataset",
    "loosen",
    "losses_of",
    "makers_of",
    "measure_all",
    "members_of",
    "mixing_of",
    "near_selected",
    "newest",
    "pair_name",
    "parts",
    "prepare",
    "published",
    "rank",
    "read",
    "restore",
    "scope_of",
    "seats_by_board",
    "seats_by_sector",
    "store",
    "summary",
    "union",
    "waiting",
    "what_if",
]
