"""The same spot in every process, none shared, everything on the canvas and captioned."""

import hashlib
import math
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from joinedup.model import Dataset, Level, Sector
from joinedup.network import engine
from joinedup.network.layout import (
    ACROSS,
    HEIGHT,
    ISOLATES,
    NOWHERE,
    WIDTH,
    GroupKind,
    Layout,
    layout,
)
from joinedup.network.shapes import LARGE
from tests.unit import network_samples as sample

ROOT = Path(__file__).parents[2]


def closest(found: Layout) -> float:
    """The least distance between two nodes, by brute force in slices."""
    points = np.array(list(found.positions.values()))
    least = math.inf
    for start in range(0, len(points), 500):
        gaps = points[start : start + 500, None, :] - points[None, :, :]
        apart = np.hypot(gaps[..., 0], gaps[..., 1])
        apart[np.arange(len(apart)), np.arange(start, start + len(apart))] = math.inf
        least = min(least, float(apart.min()))
    return least


def digest(found: Layout) -> str:
    return hashlib.sha256(
        repr((sorted(found.positions.items()), found.groups)).encode()
    ).hexdigest()


def by_label(found: Layout) -> dict[str, tuple[str, ...]]:
    return {one.label: one.members for one in found.groups}


SAMPLES: dict[str, Callable[[], Dataset]] = {
    "empty": sample.dataset,
    "one": lambda: sample.dataset([sample.organisation("a")]),
    "pair": lambda: sample.from_affiliation([("a", "p")]),
    "partnership without members": lambda: sample.dataset([], [sample.partnership("p")]),
    "tied pair": lambda: sample.dataset(
        [sample.organisation("a"), sample.organisation("b")], ties=[sample.tie("a", "b")]
    ),
    "one big star": lambda: sample.from_affiliation((f"o{n}", "p") for n in range(300)),
    "one alone in many": lambda: sample.from_affiliation(("o", f"p{n}") for n in range(40)),
    "all in all": lambda: sample.from_affiliation(
        (f"o{n}", f"p{m}") for n in range(30) for m in range(5)
    ),
    "chain": lambda: sample.from_affiliation(
        pair for n in range(150) for pair in ((f"o{n}", f"p{n}"), (f"o{n + 1}", f"p{n}"))
    ),
    "women": sample.women_and_events,
    "south yorkshire": sample.south_yorkshire_like,
    "tangle": lambda: sample.random_two_mode(400, 60, 700),
    "many blocks": lambda: sample.random_two_mode(700, 120, 1800),
    "mostly isolates": lambda: sample.random_two_mode(3000, 100, 300),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_has_a_spot_of_its_own_on_the_canvas(name: str) -> None:
    dataset = SAMPLES[name]()
    found = layout(dataset)
    assert set(found.positions) == {*dataset.organisation_by_id, *dataset.partnership_by_id}
    for x, y in found.positions.values():
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
    assert closest(found) >= 6
    for group in found.groups:
        assert 0 <= group.x <= WIDTH - 50
        assert 0 <= group.y <= HEIGHT - 10


@pytest.mark.parametrize("name", ["south yorkshire", "tangle", "many blocks"])
def test_a_fresh_process_with_another_hash_seed_gives_the_same(name: str) -> None:
    code = (
        "from tests.unit.test_network_layout import SAMPLES, digest, layout;"
        f"print(digest(layout(SAMPLES[{name!r}]())))"
    )
    found = {digest(layout(SAMPLES[name]()))}
    for seed in ("1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout.strip())
    assert len(found) == 1


@pytest.mark.parametrize("name", ["south yorkshire", "tangle"])
def test_the_order_of_the_rows_does_not_matter(name: str) -> None:
    dataset = SAMPLES[name]()
    draw = random.Random(5)

    other = replace(
        dataset,
        organisations=tuple(draw.sample(dataset.organisations, len(dataset.organisations))),
        partnerships=tuple(draw.sample(dataset.partnerships, len(dataset.partnerships))),
        memberships=tuple(draw.sample(dataset.memberships, len(dataset.memberships))),
    )
    assert digest(layout(other)) == digest(layout(dataset))


def test_layouts_at_the_same_time_do_not_disturb_each_other() -> None:
    edges = [(number, (number * 7 + 1) % 40) for number in range(40)]

    def place(seed: int) -> engine.Points:
        return engine.force_layout(40, edges, seed=seed, rounds=3)

    alone = {seed: place(seed) for seed in range(6)}
    wrong: list[int] = []

    def run(seed: int) -> None:
        wrong.extend(seed for _ in range(150) if not np.array_equal(place(seed), alone[seed]))

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=run, args=(seed,)) for seed in alone]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    finally:
        sys.setswitchinterval(before)
    assert wrong == []


def test_the_shape_of_south_yorkshire() -> None:
    dataset = sample.south_yorkshire_like()
    found = layout(dataset)
    groups = by_label(found)
    assert [one.label for one in found.groups] == [
        "Ashdale",
        "Birchford",
        "Cedarham",
        ACROSS,
        "Dunmoor",
        ISOLATES,
        Sector.NHS_TRUST.label,
        Sector.VCSE.label,
        Sector.EDUCATION.label,
    ]
    assert len(groups["Ashdale"]) == 1 + 31
    assert {"system", "acute-together", "integration"} <= set(groups[ACROSS])
    assert len(groups[Sector.VCSE.label]) == 162
    assert len(groups[ISOLATES]) == 165
    everyone = [one for group in found.groups for one in group.members]
    assert len(everyone) == len(found.positions) + len(groups[ISOLATES])
    middle = np.mean([found.positions[one][0] for one in groups[ACROSS]])
    assert WIDTH * 0.35 < middle < WIDTH * 0.65


def test_groups_and_stars_do_not_overlap() -> None:
    found = layout(sample.south_yorkshire_like())
    boxes = []
    for group in found.groups:
        if group.kind is not GroupKind.ISOLATES:
            points = np.array([found.positions[one] for one in group.members])
            boxes.append((points.min(axis=0), points.max(axis=0)))
    for number, (low, high) in enumerate(boxes):
        for other_low, other_high in boxes[:number]:
            assert (low > other_high).any() or (other_low > high).any()


def test_a_hub_stands_in_the_middle_of_its_members() -> None:
    dataset = sample.south_yorkshire_like()
    found = layout(dataset)
    members = [one for one in found.positions if one.startswith("gp-Ashdale")]
    hub = np.array(found.positions["pcn-Ashdale-00"])
    points = np.array([found.positions[one] for one in members])
    assert np.hypot(*(points.mean(axis=0) - hub)) < 5
    radii = sorted({round(float(np.hypot(*(point - hub)))) for point in points})
    assert len(radii) <= 4  # two rings, each rounded either way


def test_every_practice_stands_nearest_to_its_own_hub() -> None:
    dataset = sample.south_yorkshire_like()
    spots = {one: np.array(spot) for one, spot in layout(dataset).positions.items()}
    for row in dataset.memberships:
        if row.partnership.startswith("pcn-"):
            distance = {
                one.id: float(np.hypot(*(spots[one.id] - spots[row.organisation])))
                for one in dataset.partnerships
            }
            assert min(distance, key=distance.__getitem__) == row.partnership


def test_a_shared_member_stands_between_its_hubs_and_leaves_fan_outwards() -> None:
    ends = {"p": [f"a{number}" for number in range(4)], "q": [f"b{number}" for number in range(4)]}
    rows = [(one, hub) for hub, ones in ends.items() for one in (*ones, "shared")]
    found = layout(sample.from_affiliation(rows)).positions
    spots = {one: np.array(spot) for one, spot in found.items()}
    hubs = spots["q"] - spots["p"]
    along = {one: float((spot - spots["p"]) @ hubs / (hubs @ hubs)) for one, spot in spots.items()}
    assert along["shared"] == pytest.approx(0.5, abs=0.05)
    assert np.mean([along[one] for one in ends["p"]]) < 0
    assert np.mean([along[one] for one in ends["q"]]) > 1


@pytest.mark.parametrize(
    ("places", "label"),
    [
        ("Ashdale Ashdale", "Ashdale"),
        ("Ashdale Ashdale Birchford", "Ashdale"),
        ("Ashdale Birchford", ACROSS),
        ("Ashdale Ashdale Birchford Cedarham", ACROSS),
        ("", NOWHERE),
    ],
)
def test_a_component_goes_where_most_of_it_is(places: str, label: str) -> None:
    ones = [sample.organisation(f"o{n}", place=place) for n, place in enumerate(places.split())]
    ones.append(sample.organisation("anywhere"))
    rows = [sample.membership(one.id, "board") for one in ones]
    found = layout(sample.dataset(ones, [sample.partnership("board")], rows))
    assert list(by_label(found)) == [label]


def test_isolates_stand_below_everyone_else() -> None:
    found = layout(sample.south_yorkshire_like())
    lone = set(by_label(found)[ISOLATES])
    highest = max(found.positions[one][1] for one in lone)
    lowest = min(spot[1] for one, spot in found.positions.items() if one not in lone)
    assert highest + 40 < lowest
    assert highest < 0.3 * HEIGHT


def test_a_closed_partnership_and_a_filter_have_the_same_spots() -> None:
    # The layout takes no scope: what has ended keeps its spot, and its members stay with it.
    dataset = sample.dataset(
        [sample.organisation("a"), sample.organisation("b")],
        [sample.partnership("old", end="2019")],
        [sample.membership("a", "old", until="2018"), sample.membership("b", "old")],
    )
    assert [one.label for one in layout(dataset).groups] == [NOWHERE]


def test_a_programme_and_its_work_streams_stand_together() -> None:
    programme = sample.partnership("programme", Level.SYSTEM)
    streams = [
        replace(sample.partnership(f"stream-{number}", Level.SYSTEM), part_of="programme")
        for number in range(4)
    ]
    led = replace(sample.partnership("led", Level.SYSTEM), led_by="programme")
    dataset = sample.dataset([], [programme, *streams, led])
    found = layout(dataset)
    assert by_label(found) == {ACROSS: tuple(found.positions)}
    hub = np.array(found.positions["programme"])
    apart = [np.hypot(*(np.array(found.positions[one.id]) - hub)) for one in (*streams, led)]
    assert max(apart) - min(apart) < 0.1


def test_in_a_footprint_of_one_place_the_system_is_that_place() -> None:
    dataset = sample.dataset(
        [sample.organisation("a", place="Ashdale")],
        [sample.partnership("board", Level.SYSTEM)],
        [sample.membership("a", "board")],
    )
    assert list(by_label(layout(dataset))) == [ACROSS]
    one_place = replace(dataset, areas=dataset.areas[:1])
    assert list(by_label(layout(one_place))) == ["Ashdale"]


def test_seven_thousand_organisations_in_time() -> None:
    dataset = sample.random_two_mode(7000, 1200, 20000)
    started = time.perf_counter()
    found = layout(dataset)
    assert time.perf_counter() - started < 10
    assert len(found.positions) == 8200 > LARGE
    assert closest(found) > 4
    assert digest(layout(dataset)) == digest(found)
