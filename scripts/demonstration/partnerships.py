"""The made-up partnerships: of neighbourhoods, of places, of the system, and programmes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random

from joinedup.model import Level, Partnership
from scripts.demonstration.ground import Ground
from scripts.demonstration.history import (
    MONTHS,
    Kept,
    date_of,
    made_up_at,
    states,
    version_of,
)
from scripts.demonstration.organisations import Lexicon
from scripts.demonstration.words import THEMES

LOCAL_NETWORKS = 13
#: Those that lead others, and therefore are there throughout.
_LASTING = frozenset({"system", "board", "assembly", "hood", "pcn", "alliance"})
THEMED_NETWORKS = 18


@dataclass(frozen=True, slots=True)
class Group:
    """A partnership over the versions, and who may join it.

    Attributes:
        now: As it stands in its last version.
        begins: The month in which it began; 0 where that was before the three years.
        ends: The month in which it ended; None where it runs.
        room: How many voluntary groups it has seats for.
        theme: What those work on; empty for anything.
        purpose: What decides on its other members: ``pcn``, ``hood``, ``local``, ``board``...
        place: Id of the place that it serves, or that its neighbourhood lies in.
    """

    now: Partnership
    rows: tuple[Kept[Partnership], ...]
    begins: int
    ends: int | None
    room: int
    theme: str
    purpose: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a partnership is to be, before its dates."""

    name: str
    kind: str
    purpose: str
    level: Level
    area: str | None
    place: str | None
    room: int = 0
    theme: str = ""
    part_of: str | None = None
    led_by: str | None = None


_LOCAL = (
    ("Network", "community network"),
    ("Forum", "forum"),
    ("Project", "project"),
    ("Together", "community network"),
    ("Alliance", "neighbourhood alliance"),
)
_SYSTEM_BOARDS = (
    ("Integrated Care Partnership", "board", "system"),
    ("Acute Provider Collaborative", "provider collaborative", "acute"),
    ("Mental Health Provider Collaborative", "provider collaborative", "mental"),
    ("Primary Care Alliance", "alliance", "primary"),
    ("Research and Innovation Partnership", "partnership", "research"),
    ("Urgent Care Board", "board", "urgent"),
    ("Anchor Institutions Network", "network", "anchor"),
    ("Strategic Commissioning Alliance", "alliance", "system"),
)
_PROGRAMMES = (
    ("Healthy Ageing", ("Falls", "Frailty", "Dementia", "Loneliness")),
    ("Best Start", ("Maternity", "Early Years", "Family Hubs")),
    ("Good Work", ("Employment", "Skills", "Healthy Workplaces")),
    ("Digital Together", ("Shared Records", "Digital Inclusion", "Virtual Wards")),
    ("Fair Health", ("Health Checks", "Inclusion Health", "Screening")),
)


def partnerships(rng: Random, ground: Ground, words: Lexicon) -> list[Group]:
    """All partnerships, in the order of their ids."""
    numbers = count()
    found: list[Group] = []
    system = list(words.rest)
    rng.shuffle(system)
    for draft in _system(system):
        found.append(_made(rng, draft, next(numbers)))
    board, assembly = found[0].now.id, found[len(_SYSTEM_BOARDS)].now.id
    found += _programmes(rng, None, system, numbers, led_by=board)
    # What went before the assembly and some boards, and is over.
    for title in ("System Forum", "Recovery Board", "Test Bed", "Transformation Board"):
        draft = Draft(f"{system.pop()} {title}", "board", "system", Level.SYSTEM, None, None, 6)
        found.append(_made(rng, draft, next(numbers), over=True))
    for index, spec in enumerate(ground.drawing.places):
        found += _of_place(rng, spec.id, words.places[index], system, numbers, assembly)
    for hood in ground.sites:
        place = ground.drawing.neighbourhoods[hood].place
        for draft in _of_hood(rng, hood, place, words.local[hood]):
            found.append(_made(rng, draft, next(numbers)))
    return found


def _system(words: list[str]) -> Iterator[Draft]:
    word = words.pop()
    for name, kind, purpose in _SYSTEM_BOARDS:
        room = 8 if purpose in ("system", "anchor") else 2
        yield Draft(f"{word} {name}", kind, purpose, Level.SYSTEM, None, None, room)
    yield Draft(f"{word} VCSE Assembly", "alliance", "assembly", Level.SYSTEM, None, None, 90)
    for theme in THEMES:
        name = f"{words.pop()} {theme.title()} Collaborative"
        yield Draft(name, "alliance", "themed", Level.SYSTEM, None, None, 22, theme)


def _of_place(
    rng: Random,
    place: str,
    word: str,
    words: list[str],
    numbers: Iterator[int],
    assembly: str,
) -> Iterator[Group]:
    def draft(name: str, kind: str, purpose: str, room: int, theme: str = "") -> Draft:
        return Draft(name, kind, purpose, Level.PLACE, place, place, room, theme)

    board = _made(rng, draft(f"{word} Place Partnership", "board", "board", 4), next(numbers))
    yield board
    wellbeing = draft(f"{word} Health and Wellbeing Board", "board", "board", 3)
    yield _made(rng, wellbeing, next(numbers))
    alliance = draft(f"{word} VCSE Alliance", "alliance", "alliance", 130)
    yield _made(rng, replace(alliance, led_by=assembly), next(numbers))
    for name, kind, purpose in (
        ("Care Providers Forum", "forum", "care"),
        ("Pharmacy Committee", "local committee", "pharmacy"),
        ("Dental Network", "local committee", "dental"),
        ("Eye Care Network", "local committee", "optical"),
        ("GP Federation", "provider collaborative", "federation"),
        ("Hospital Discharge Board", "board", "discharge"),
    ):
        yield _made(rng, draft(f"{word} {name}", kind, purpose, 2), next(numbers))
    for theme in rng.sample(THEMES, THEMED_NETWORKS):
        title, kind = rng.choice(
            (("Network", "network"), ("Forum", "forum"), ("Alliance", "alliance"))
        )
        room = rng.choice((20, 28, 36, 50, 70))
        made = draft(f"{word} {theme.title()} {title}", kind, "themed", room, theme)
        yield _made(rng, made, next(numbers), over=rng.random() < 0.08)
    yield from _programmes(rng, place, words, numbers, led_by=board.now.id)


def _of_hood(rng: Random, hood: str, place: str, words: Sequence[str]) -> Iterator[Draft]:
    def draft(name: str, kind: str, purpose: str, room: int, theme: str = "") -> Draft:
        return Draft(name, kind, purpose, Level.NEIGHBOURHOOD, hood, place, room, theme)

    yield draft(f"{words[0]} Primary Care Network", "primary care network", "pcn", 0)
    yield draft(f"{words[0]} Neighbourhood Partnership", "neighbourhood partnership", "hood", 16)
    endings = [(word, *ending) for word in words for ending in _LOCAL]
    for word, title, kind in rng.sample(endings, LOCAL_NETWORKS):
        theme = rng.choice(THEMES) if rng.random() < 0.5 else ""
        topic = f" {theme.title()}" if theme else ""
        # Few are large.
        room = rng.choices((8, 12, 18, 26, 40), (30, 30, 22, 12, 6))[0]
        yield draft(f"{word}{topic} {title}", kind, "local", room, theme)


def _programmes(
    rng: Random,
    place: str | None,
    words: list[str],
    numbers: Iterator[int],
    *,
    led_by: str,
) -> Iterator[Group]:
    """Programmes and their work streams; two in a place, all in the system."""
    level = Level.PLACE if place else Level.SYSTEM
    for title, streams in rng.sample(_PROGRAMMES, 2 if place else len(_PROGRAMMES)):
        word = words.pop()
        whole = Draft(
            *(f"{word} {title} Programme", "programme", "programme", level, place, place, 5),
            led_by=led_by,
        )
        programme = _made(rng, whole, next(numbers), over=rng.random() < 0.2)
        yield programme
        for stream in streams:
            part = Draft(
                *(f"{word} {stream} Work Stream", "work stream", "stream", level, place, place),
                room=rng.choice((6, 10, 16)),
                part_of=programme.now.id,
            )
            yield _made(rng, part, next(numbers), within=programme)


def _made(
    rng: Random, draft: Draft, number: int, *, over: bool = False, within: Group | None = None
) -> Group:
    """A partnership with its dates: most began before the three years, a few are over."""
    lasting = draft.purpose in _LASTING
    begins = 0 if lasting or rng.random() < 0.6 else rng.randrange(0, 22)
    ending = over or (not lasting and rng.random() < 0.03)
    ends = rng.randrange(begins + 8, MONTHS - 2) if ending else None
    if within:  # a work stream runs while its programme does
        begins, ends = within.begins, within.ends
    before = begins == 0 and not within
    start = str(rng.randrange(2016, 2023)) if before else date_of(begins)
    first = version_of(begins)
    made = Partnership(
        id=f"demo:p{number:03d}",
        name=draft.name,
        kind=draft.kind,
        level=draft.level,
        area=draft.area,
        start=start,
        part_of=draft.part_of,
        led_by=draft.led_by,
        provenance=made_up_at(first),
    )
    found = [(first, made)]
    if ends is not None:
        version = max(first, version_of(ends))
        done = replace(made, end=date_of(ends), end_basis="stated", provenance=made_up_at(version))
        found.append((version, done))
    return Group(
        *(found[-1][1], tuple(states(found, None)), begins, ends),
        *(draft.room, draft.theme, draft.purpose, draft.place),
    )
