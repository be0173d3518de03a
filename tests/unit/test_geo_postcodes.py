"""Postcodes: how they are written and how the directory is read."""

from pathlib import Path

import brotli
import msgpack
import pytest

from geo import GeographyError
from geo.postcodes import PostcodeDirectory, PostcodeRecord, normalise_postcode


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S1 2HH", "S1 2HH"),
        ("s12hh", "S1 2HH"),
        (" S1  2HH ", "S1 2HH"),
        ("dn4 8qn", "DN4 8QN"),
        ("EC1A1BB", "EC1A 1BB"),
        ("W1A\t0AX", "W1A 0AX"),
    ],
)
def test_a_postcode_is_written_as_royal_mail_writes_it(text: str, expected: str) -> None:
    assert normalise_postcode(text) == expected


@pytest.mark.parametrize("text", ["", "S1", "Sheffield", "S1 2H", "1S 2HH", "S1 2HH extra", "<b>"])
def test_what_is_no_postcode_is_refused(text: str) -> None:
    with pytest.raises(GeographyError, match="not a UK postcode"):
        normalise_postcode(text)


def write_letter(folder: Path, letter: str, content: object) -> None:
    packed = brotli.compress(msgpack.packb(content))
    (folder / f"postcodes_{letter}.msgpack.br").write_bytes(packed)


@pytest.fixture
def directory(tmp_path: Path) -> PostcodeDirectory:
    data = {
        "pcd": ["S1  1AA", "S35 1AB", "S99 9ZZ"],
        "oseast1m": [435000.0, 431000.0, None],
        "osnrth1m": [387000.0, 397000.0, None],
        "laua": ["E08000039", None, "E08000039"],
    }
    write_letter(tmp_path, "S", {"columns": list(data), "data": data})
    return PostcodeDirectory(tmp_path)


def test_padded_outcodes_are_found(directory: PostcodeDirectory) -> None:
    expected = PostcodeRecord("S1 1AA", 435000, 387000, "E08000039")
    assert directory.find("s1 1aa") == expected


def test_a_missing_district_is_empty(directory: PostcodeDirectory) -> None:
    found = directory.find("S35 1AB")
    assert found is not None
    assert found.lad_code == ""


@pytest.mark.parametrize("postcode", ["S2 2BB", "S99 9ZZ", "DN1 1AA"])
def test_unknown_or_unplaced_postcodes_are_none(
    directory: PostcodeDirectory, postcode: str
) -> None:
    assert directory.find(postcode) is None


def test_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "postcodes_S.msgpack.br").write_bytes(b"no brotli")
    with pytest.raises(GeographyError, match=r"postcodes_S\.msgpack\.br"):
        PostcodeDirectory(tmp_path).find("S1 1AA")


def test_a_file_without_its_columns_is_an_error(tmp_path: Path) -> None:
    write_letter(tmp_path, "S", {"data": {"pcd": []}})
    with pytest.raises(GeographyError, match="cannot be read"):
        PostcodeDirectory(tmp_path).find("S1 1AA")
