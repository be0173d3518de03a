"""The demonstration made smaller or larger, as a footprint of its own in the bundled format.

Everything is seeded, and what one organisation has to do stays as it is at 7,000: its number of
memberships and ties, and the sizes of its partnerships. So whatever grows faster than the
number of organisations does so by the program, not by a denser network.
"""

import csv
import json
import random
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.apps import FOOTPRINT
from joinedup.store import bundled

NAME = "scaled"
_SEED = 4
#: Copies stand up to so many degrees beside each other, about 300 m.
_APART = 0.003
_VERSIONS = ("first_version", "last_version")
_TABLES = ("organisations", "partnerships", "memberships", "ties")

Row = dict[str, str]
Tables = Mapping[str, Sequence[Row]]


def write(root: Path, count: int) -> Path:
    """Write a footprint of ``count`` organisations below ``root``; its folder.

    ``JOINEDUP_FOOTPRINTS`` set to ``root`` then serves this footprint and no other.
    """
    source, folder = bundled.ROOT / FOOTPRINT, root / NAME
    folder.mkdir(parents=True)
    shutil.copy(source / "areas.geojson", folder)
    about = json.loads((source / "footprint.json").read_text(encoding="utf-8"))
    del about["versions"]
    about |= {"id": NAME, "name": f"Scaled to {count:,} organisations"}
    (folder / "footprint.json").write_text(json.dumps(about), encoding="utf-8")
    for name, rows in tables(newest(source), count).items():
        _write(folder / f"{name}.csv", rows)
    return folder


def newest(source: Path) -> Tables:
    """The rows of a bundled dataset's newest version, by table."""
    found = {}
    for name in _TABLES:
        with (source / f"{name}.csv").open(encoding="utf-8", newline="") as text:
            rows = [row for row in csv.DictReader(text) if not row["last_version"]]
        found[name] = [{k: v for k, v in row.items() if k not in _VERSIONS} for row in rows]
    return found


def tables(whole: Tables, count: int) -> Tables:
    """As many organisations as asked for, and what they are in: whole copies, then a part."""
    size, chance = len(whole["organisations"]), random.Random(_SEED)
    found: dict[str, list[Row]] = {name: [] for name in _TABLES}
    copy = 0
    while count > 0:
        copy += 1
        part = _part(whole, min(count, size), chance) if count < size else whole
        renamed = part if copy == 1 else _Copy(copy, chance).of(part)
        for name, rows in renamed.items():
            found[name] += rows
        count -= size
    return found


def _part(whole: Tables, count: int, chance: random.Random) -> Tables:
    """Some of the organisations; partnerships are folded together, so that none gets smaller."""
    share = count / len(whole["organisations"])
    organisations = _some(whole["organisations"], count, chance)
    partnerships = _some(
        whole["partnerships"], max(1, round(share * len(whole["partnerships"]))), chance
    )
    ids = [one["id"] for one in organisations]
    kept = set(ids)
    chosen = [one["id"] for one in partnerships]
    folded = {
        one["id"]: chosen[number % len(chosen)] for number, one in enumerate(whole["partnerships"])
    }
    memberships = {
        (one["organisation"], folded[one["partnership"]], one["role"]): one
        | {"partnership": folded[one["partnership"]]}
        for one in whole["memberships"]
        if one["organisation"] in kept
    }
    others = {one["id"]: ids[n % len(ids)] for n, one in enumerate(whole["organisations"])}
    others |= {one: one for one in ids}
    ties = {
        frozenset((one["organisation"], other)): one | {"other": other}
        for one in whole["ties"]
        if one["organisation"] in kept and (other := others[one["other"]]) != one["organisation"]
    }
    known = set(chosen)
    return {
        "organisations": organisations,
        "partnerships": [
            one | {key: one[key] if one[key] in known else "" for key in ("part_of", "led_by")}
            for one in partnerships
        ],
        "memberships": list(memberships.values()),
        "ties": list(ties.values()),
    }


def _some(rows: Sequence[Row], count: int, chance: random.Random) -> list[Row]:
    """A seeded choice, in the order of the rows."""
    return [rows[number] for number in sorted(chance.sample(range(len(rows)), count))]


@dataclass(frozen=True, slots=True)
class _Copy:
    """One more copy: ids and names get its number, and everybody stands a little aside."""

    number: int
    chance: random.Random

    def of(self, part: Tables) -> Tables:
        ids = {
            "organisations": ("id",),
            "partnerships": ("id", "part_of", "led_by"),
            "memberships": ("organisation", "partnership"),
            "ties": ("organisation", "other"),
        }
        return {
            name: [self._renamed(row, ids[name]) for row in rows] for name, rows in part.items()
        }

    def _renamed(self, row: Row, ids: Sequence[str]) -> Row:
        found = dict(row)
        for key in ids:
            found[key] = f"{row[key]}-{self.number}" if row[key] else ""
        if row.get("name"):
            found["name"] = f"{row['name']} {self.number}"
        for key in ("latitude", "longitude"):
            if row.get(key):
                aside = self.chance.uniform(-_APART, _APART)
                found[key] = f"{float(row[key]) + aside:.5f}"
        return found


def _write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
