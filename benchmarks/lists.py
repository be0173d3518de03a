"""How long a partner list takes: 6,000 rows against 7,000 known organisations, 10,000 postcodes.

Run it with ``python -m benchmarks.lists``; it ends with 1 where a budget of the design is
missed. The organisations beyond South Yorkshire's real ones are made up, and seeded.
"""

import csv
import io
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from geo.postcodes import directory
from joinedup.imports.choices import Choices
from joinedup.imports.placing import Placer
from joinedup.imports.planning import Base
from joinedup.model import Dataset, Organisation, Provenance, Sector
from joinedup.render import plans
from joinedup.services import partner_lists
from joinedup.store import bundled

KNOWN, ROWS, POSTCODES = 7_000, 6_000, 10_000
REVIEW_BUDGET_S, POSTCODE_BUDGET_S = 5.0, 0.5
RUNS = 5
_FIRST = """
    Oak Elm Ash Birch River Hill Park Mill Bridge Green Moor Dale Wood Stone Field Brook Cross
    Castle Abbey North South East West High Low Old New Upper Lower
"""
_ABOUT = """
    Community Advice Youth Carers Women Family Garden Food Sports Cricket Football Heritage Arts
    Music Dementia Debt Housing Faith Wellbeing Autism Disability Veterans Refugee
"""
_FORM = "Trust Group Club Centre Project Association Forum Network Society Hub Alliance"
_MADE_UP = Provenance(source="Made up for this benchmark", licence="Ours", as_of="2026")


def main() -> int:
    """Measure both budgets, print a line each, and say whether they are met."""
    chance = random.Random(3)
    dataset = known(chance)
    base = partner_lists.base_of(dataset, bundled.load_boundaries(dataset.id))
    content = listed(dataset, chance)
    real = [one.postcode for one in dataset.organisations if one.postcode]
    postcodes = [(chance.choice(real), None) for _ in range(POSTCODES)]
    checks = (
        (f"review of {ROWS:,} rows against {KNOWN:,}", review(base, content), REVIEW_BUDGET_S),
        (
            f"geocode and locate {POSTCODES:,} postcodes",
            locate(base.placer, postcodes),
            POSTCODE_BUDGET_S,
        ),
    )
    met = True
    for what, work, budget in checks:
        work()  # warm
        taken = sorted(_timed(work) for _ in range(RUNS))
        middle = taken[RUNS // 2]
        met &= middle <= budget
        print(
            f"{what}: median {middle:.2f} s, {taken[0]:.2f} to {taken[-1]:.2f} over {RUNS} runs; "
            f"budget {budget:.0f} s: {'met' if middle <= budget else 'MISSED'}"
        )
    return 0 if met else 1


def known(chance: random.Random) -> Dataset:
    """South Yorkshire's record with made-up organisations up to 7,000."""
    dataset = bundled.load_dataset("south-yorkshire")
    homes = [one for one in dataset.organisations if one.postcode and one.place]
    more = []
    for number in range(KNOWN - len(dataset.organisations)):
        home = chance.choice(homes)
        more.append(
            Organisation(
                id=f"made-up:{number}",
                name=_name(chance),
                sector=Sector.VCSE,
                postcode=home.postcode,
                point=home.point,
                place=home.place,
                neighbourhood=home.neighbourhood,
                provenance=_MADE_UP,
            )
        )
    return replace(dataset, organisations=(*dataset.organisations, *more))


def listed(dataset: Dataset, chance: random.Random) -> bytes:
    """A list of which half is on record as it stands, a fifth misspelt, the rest unknown."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("Organisation name", "Post code", "Type", "Contact e-mail"))
    for number in range(ROWS):
        one = chance.choice(dataset.organisations)
        name, draw = one.name, chance.random()
        if draw < 0.3:
            name = _name(chance)
        elif draw < 0.5:
            name = name.replace("e", "", 1)
        postcode = one.postcode if chance.random() < 0.7 else ""
        writer.writerow((name, postcode, "VCS", f"office{number}@example.org"))
    return text.getvalue().encode()


def review(base: Base, content: bytes) -> Callable[[], None]:
    """Everything from the bytes of the file to the tables of the review screen."""

    def work() -> None:
        source = partner_lists.open_list("list.csv", content)
        table = partner_lists.table_of(source)
        found = partner_lists.suggest(table)
        choices = Choices(
            kind=found.kind, columns=found.chosen(), source=source.name, as_of="2026-11-22"
        )
        plan = partner_lists.plan_list(base, source, table, choices)
        plans.balance(plan)
        plans.new_things(plan, 1_000)
        plans.changes(plan.changes[:1_000], plans.names_of(plan.dataset))
        plans.grouped(plan.problems)

    return work


def locate(placer: Placer, postcodes: list[tuple[str, None]]) -> Callable[[], None]:
    """Points, places and neighbourhoods of postcodes."""
    directory()

    def work() -> None:
        placer.place_all(postcodes)

    return work


def _name(chance: random.Random) -> str:
    return " ".join(chance.choice(words.split()) for words in (_FIRST, _FIRST, _ABOUT, _FORM))


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
