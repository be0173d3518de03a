"""What the tests of views, services and render share: real readings, and hostile names."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from joinedup import services
from joinedup.model import Dataset
from joinedup.services import Reading
from joinedup.views import ViewState
from tests.unit import network_samples as sample

TODAY = date(2026, 11, 22)
SOUTH_YORKSHIRE = "south-yorkshire"
FOOTPRINTS = (
    SOUTH_YORKSHIRE,
    "bradford-district",
    "cheshire-west",
    "herefordshire-and-worcestershire",
)

IMAGE = "<img src=x onerror=alert(1)>"
HOSTILE = (
    IMAGE,
    "</script><script>alert(1)</script>",
    "</title></svg><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "&lt;b&gt; &amp; co",
    '=HYPERLINK("http://evil.example","click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    ":red[x] :material/home: $x$ **b** _i_",
    "[link](javascript:alert(1))",
    "`code` ~~gone~~ # head",
    "back\\slash \\u003c",
    "{{ 7 * 7 }} {% raw %}",
    "bidi \u202egnp.exe\u202c \u2066x\u2069",
    "line\u2028separator\u2029",
    "nul\x00bell\x07",
    "two\nlines\tand tab",
    "Ünïcödé 漢字 😀",
)


@cache
def dataset(footprint: str = SOUTH_YORKSHIRE) -> Dataset:
    return services.load_dataset(footprint)


def reading(one: Dataset | None = None, **filters: Any) -> Reading:
    """A view of a dataset (South Yorkshire where none is given), read through the services."""
    one = one or dataset()
    state = ViewState(**{"dataset": one.id, "day": TODAY, **filters})
    found = services.connections(one, services.scope_of(state))
    return services.read(one, found, state)


def place_id(name: str, one: Dataset | None = None) -> str:
    return next(area.id for area in (one or dataset()).places if area.name == name)


def named(names: Iterable[str] = HOSTILE) -> Dataset:
    """A made-up dataset: a voluntary group a name, all in one partnership of the first's name."""
    names = list(names)
    groups = [
        replace(sample.organisation(f"o{k}", place=sample.PLACES[0]), name=name)
        for k, name in enumerate(names)
    ]
    alliance = replace(sample.partnership("p"), name=names[0], kind=names[0])
    rows = [sample.membership(one.id, "p") for one in groups]
    made = sample.dataset(groups, [alliance], rows)
    areas = tuple(replace(area, name=names[0]) for area in made.areas[:1]) + made.areas[1:]
    return replace(made, name=names[0], areas=areas)
