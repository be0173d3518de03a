"""LSOAs and districts that come with the program."""

import json
from pathlib import Path

import pytest

from joinedup.errors import DatasetError
from joinedup.store.bundled import dataset_ids
from joinedup.store.geography import load_districts, load_lsoas


@pytest.mark.parametrize("one", dataset_ids())
def test_every_bundled_dataset_has_lsoas(one: str) -> None:
    text = load_lsoas(one)
    assert text is not None
    assert len(json.loads(text)["features"]) > 200


@pytest.mark.parametrize("one", ["leeds", "", "../footprints/south-yorkshire", "south-yorkshire/."])
def test_other_datasets_have_none(one: str) -> None:
    assert load_lsoas(one) is None


def dataset_of_its_own(root: Path) -> Path:
    (root / "leeds").mkdir()
    (root / "leeds" / "footprint.json").write_text("{}")
    return root / "leeds" / "lsoas.geojson"


def test_a_folder_of_datasets_may_lack_them(tmp_path: Path) -> None:
    path = dataset_of_its_own(tmp_path)
    assert load_lsoas("leeds", root=tmp_path) is None
    path.write_text("{}")
    assert load_lsoas("leeds", root=tmp_path) == "{}"


def test_damaged_lsoas_are_an_error(tmp_path: Path) -> None:
    dataset_of_its_own(tmp_path).write_bytes(b"\xff")
    with pytest.raises(DatasetError, match=r"lsoas\.geojson"):
        load_lsoas("leeds", root=tmp_path)


def test_districts_are_those_of_the_country() -> None:
    assert len(json.loads(load_districts())["features"]) == 318


def test_missing_districts_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"districts\.geojson"):
        load_districts(folder=tmp_path)
