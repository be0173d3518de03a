"""How well rows are matched with organisations on record, and how fast.

Right and wrong are counted over ``tests/cases/matching.yaml``; the time is that of 6,000 rows
against 7,000 organisations with made-up names. Prints both and exits 1 below a threshold::

    python -m benchmarks.matching
"""

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from joinedup.imports import identifiers
from joinedup.imports.matching import Certainty, Described, Match, Register
from joinedup.model import Organisation, Provenance, Sector
from joinedup.store.bundled import load_dataset

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "matching.yaml"
#: Right ones among automatic matches, and those found or shown among the pairs.
PRECISION = 0.99
RECALL = 0.95
#: Seconds of the processor for the rows below, the building of the register included.
SECONDS = 2.0
ROWS = 6_000
ORGANISATIONS = 7_000

# --- cases -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A labelled pair; ``tests/cases/README.md`` explains the fields."""

    footprint: str
    given: Described
    expected: str | None
    damage: str
    expect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    case: Case
    match: Match

    @property
    def automatic(self) -> bool:
        return self.match.certainty is Certainty.CERTAIN

    @property
    def shown(self) -> bool:
        """Whether the organisation meant is the one matched, or among those put to a person."""
        return self.case.expected in [one.organisation for one in self.match.candidates]

    @property
    def outcome(self) -> str:
        if self.automatic:
            return "right" if self.shown else "wrong"
        if self.case.expected is None:
            return "asked" if self.match.candidates else "left"
        return "review" if self.shown else "missed"

    @property
    def reason(self) -> str:
        """Of the organisation meant; of the best one shown where it is not there."""
        candidates = self.match.candidates
        meant = [one for one in candidates if one.organisation == self.case.expected]
        return next((one.reason for one in (*meant, *candidates)), "nothing found")

    @property
    def as_expected(self) -> bool:
        """Whether the case's own expectation holds, or the rule where it has none."""
        match self.case.expect:
            case "certain":
                return self.outcome == "right"
            case "review":
                return self.outcome == "review"
            case "none":
                return self.outcome == "left"
            case _:
                return self.outcome not in ("wrong", "missed")


def load_cases(path: Path = CASES) -> list[Case]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Case(**{**one, "given": _described(one["given"])}) for one in loaded]


def _described(given: Mapping[str, Any]) -> Described:
    """What the steps before matching make of the cells."""
    readers: Mapping[str, Callable[[str], tuple[str, str | None]]] = {
        "ods": lambda text: ("ods", identifiers.ods_code(text)),
        "charity": lambda text: ("org-id", _org_id(identifiers.charity_number(text))),
        "org_id": lambda text: ("org-id", identifiers.org_id(text)),
        "ons": lambda text: ("ons", identifiers.ons_code(text)),
    }
    pairs = [readers[key](text) for key, text in given.items() if key in readers]
    kept = {key: value for key, value in given.items() if key not in readers}
    if "sector" in kept:
        kept["sector"] = Sector(kept["sector"])
    return Described(identifiers=tuple((s, value) for s, value in pairs if value), **kept)


def _org_id(number: str | None) -> str | None:
    return identifiers.as_org_id(charity=number) if number else None


@cache
def register_of(footprint: str) -> Register:
    return Register(load_dataset(footprint).organisations)


def run(cases: Iterable[Case]) -> list[Result]:
    return [Result(case=one, match=register_of(one.footprint).match(one.given)) for one in cases]


def precision(results: Sequence[Result]) -> float:
    """Right ones among automatic matches."""
    automatic = [one for one in results if one.automatic]
    return sum(one.shown for one in automatic) / len(automatic) if automatic else 1.0


def recall(results: Sequence[Result]) -> float:
    """Matched or shown among those that are on record."""
    pairs = [one for one in results if one.case.expected is not None]
    return sum(one.shown for one in pairs) / len(pairs) if pairs else 1.0


# --- time ----------------------------------------------------------------------------

_STARTS = (
    *("Ash", "Birk", "Brad", "Chad", "Clif", "Dar", "Dun", "Elm", "Ever", "Fen", "Ful", "Gar"),
    *("Grim", "Hal", "Hoy", "Ing", "Kex", "Kirk", "Lang", "Lund", "Mar", "Mex", "Nor", "Os"),
    *("Pen", "Rav", "Skel", "Thurl", "Ul", "Went"),
)
_ENDS = (
    *("ton", "ley", "field", "worth", "by", "thorpe", "ham", "den", "wick", "borough"),
    *("bridge", "stow"),
)
_PEOPLE = (
    *("Beeley", "Dungworth", "Earnshaw", "Fearn", "Gosling", "Hargreaves", "Hobson"),
    *("Marples", "Okorie", "Patel"),
)
_PATTERNS = (
    *("{place} Medical Centre", "{place} Surgery", "The {place} Practice", "{place} Road Surgery"),
    *("{place} and District Cricket Club", "{place} Football Club Limited", "Age UK {place}"),
    *("Friends of {place} Park", "{place} Community Association", "{place} Village Hall"),
    *("{person} Charitable Trust ({place})", "{place} Primary Care Network", "{place} Playgroup"),
    *("Citizens Advice {place}", "{place} Food Bank", "{place} Carers Centre", "{place} Hospice"),
    *("{place} Baptist Church", "{place} Methodist Circuit", "{place} Youth Project CIC"),
    *("Dr {person} & Partners, {place}", "{place} Housing Association Ltd", "{place} Women's Aid"),
    *("{place} Men in Sheds CIO", "Home-Start {place}", "{place} Parish Council"),
)


def made_up(seed: int = 20260801) -> tuple[list[Organisation], list[Described]]:
    """Organisations, and rows of which 55% are those, 20% are misspelt, 25% are others."""
    rng = random.Random(seed)
    places = [start + end for start in _STARTS for end in _ENDS]
    names: dict[str, None] = {}
    while len(names) < ORGANISATIONS + ROWS // 4:
        pattern = rng.choice(_PATTERNS)
        names[pattern.format(place=rng.choice(places), person=rng.choice(_PEOPLE))] = None
    nowhere = Provenance(source="made up", licence="none")
    organisations = [
        Organisation(
            id=f"made-up:{number}",
            name=name,
            sector=Sector.VCSE,
            provenance=nowhere,
            postcode=_postcode(rng),
        )
        for number, name in enumerate(list(names)[:ORGANISATIONS])
    ]
    others = list(names)[ORGANISATIONS:]
    return organisations, [_row(rng, organisations, others) for _ in range(ROWS)]


def _postcode(rng: random.Random) -> str:
    outward = f"{rng.choice(['S', 'DN', 'BD', 'HR'])}{rng.randrange(1, 40)}"
    return f"{outward} {rng.randrange(1, 9)}{rng.choice('ABDE')}{rng.choice('HJL')}"


def _row(rng: random.Random, known: Sequence[Organisation], others: Sequence[str]) -> Described:
    share = rng.random()
    one = rng.choice(known)
    postcode = one.postcode if rng.random() < 0.6 else ""
    if share < 0.55:
        return Described(name=one.name.upper() if share < 0.2 else one.name, postcode=postcode)
    if share < 0.75:
        at = rng.randrange(1, len(one.name) - 1)
        return Described(name=one.name[:at] + one.name[at + 1 :], postcode=postcode)
    return Described(name=rng.choice(others), postcode=_postcode(rng) if postcode else "")


def seconds(rounds: int = 3) -> tuple[float, float]:
    """The best of some rounds: to build the register, and to match all rows."""
    organisations, rows = made_up()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        register = Register(organisations)
        built = time.process_time()
        register.match_all(rows)
        times.append((built - start, time.process_time() - built))
    return min(times, key=sum)


# --- printing --------------------------------------------------------------------------

_OUTCOMES = ("right", "wrong", "review", "missed", "asked", "left")


def table(results: Sequence[Result], by: Callable[[Result], str], heading: str) -> str:
    """Cases by outcome, a line for each reason or damage, and for all."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for one in results:
        groups[by(one)].append(one)
    lines = [f"{heading:24}" + "".join(f"{word:>9}" for word in ("cases", *_OUTCOMES)) + _SHARES]
    for name, some in [*sorted(groups.items()), ("all", list(results))]:
        count = Counter(one.outcome for one in some)
        figures = [len(some), *(count[outcome] for outcome in _OUTCOMES)]
        shares = f"{precision(some):>11.3f}{recall(some):>9.3f}"
        lines.append(f"{name:24}" + "".join(f"{figure:>9}" for figure in figures) + shares)
    return "\n".join(lines)


_SHARES = f"{'precision':>11}{'recall':>9}"
_LEGEND = """
right, wrong: matched automatically. review: put to a person, the right one among those shown.
missed: on record, not shown. asked, left: not on record, and something shown or nothing."""


def main() -> int:
    results = run(load_cases())
    print(table(results, lambda one: one.reason, "reason"), _LEGEND, sep="\n", end="\n\n")
    print(table(results, lambda one: one.case.damage, "damage"), end="\n\n")
    for one in results:
        if not one.as_expected:
            wanted = one.case.expect or "right or review"
            print(f"{one.outcome}, not {wanted}: {one.case.given} -> {one.match}")
    build, match = seconds()
    print(
        f"{ROWS:,} rows against {ORGANISATIONS:,} organisations: "
        f"{build:.2f} s to build the register, {match:.2f} s to match (limit {SECONDS} s together)"
    )
    good = precision(results) >= PRECISION and recall(results) >= RECALL
    return 0 if good and build + match <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
