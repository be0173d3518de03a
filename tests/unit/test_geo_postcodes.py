"""Postcodes: how they are written and how the directory is read."""

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import msgpack
import numpy as np
import pytest

from geo import GeographyError, postcodes
from geo.postcodes import (
    PostcodeDirectory,
    PostcodeRecord,
    directory,
    normalise_postcode,
)
from geo.projection import to_grid


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
def made_up(tmp_path: Path) -> PostcodeDirectory:
    data = {
        "pcd": ["S1  1AA", "S35 1AB", "S99 9ZZ"],
        "oseast1m": [435000.0, 431000.0, None],
        "osnrth1m": [387000.0, 397000.0, None],
        "laua": ["E08000039", None, "E08000039"],
    }
    write_letter(tmp_path, "S", {"columns": list(data), "data": data})
    return PostcodeDirectory(tmp_path)


def test_padded_outcodes_are_found(made_up: PostcodeDirectory) -> None:
    expected = PostcodeRecord("S1 1AA", 435000, 387000, "E08000039")
    assert made_up.find("s1 1aa") == expected


def test_a_missing_district_is_empty(made_up: PostcodeDirectory) -> None:
    found = made_up.find("S35 1AB")
    assert found is not None
    assert found.lad_code == ""


@pytest.mark.parametrize("postcode", ["S2 2BB", "S99 9ZZ", "DN1 1AA"])
def test_unknown_or_unplaced_postcodes_are_none(made_up: PostcodeDirectory, postcode: str) -> None:
    assert made_up.find(postcode) is None


def test_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "postcodes_S.msgpack.br").write_bytes(b"no brotli")
    with pytest.raises(GeographyError, match=r"postcodes_S\.msgpack\.br"):
        PostcodeDirectory(tmp_path).find("S1 1AA")


@pytest.mark.parametrize(
    "columns",
    [
        {"pcd": ["S1  1AA", "S1  1AB"], "oseast1m": [1.0], "osnrth1m": [1.0], "laua": ["E"]},
        {"pcd": ["S1  1AA"], "oseast1m": ["far"], "osnrth1m": [1.0], "laua": ["E"]},
        {"pcd": [7], "oseast1m": [1.0], "osnrth1m": [1.0], "laua": ["E"]},
        {"pcd": ["S1  1A\u00c4"], "oseast1m": [1.0], "osnrth1m": [1.0], "laua": ["E"]},
    ],
)
def test_columns_that_do_not_fit_are_an_error(tmp_path: Path, columns: dict[str, object]) -> None:
    write_letter(tmp_path, "S", {"data": columns})
    with pytest.raises(GeographyError, match=r"postcodes_S\.msgpack\.br"):
        PostcodeDirectory(tmp_path).find("S1 1AA")


def test_a_file_without_its_columns_is_an_error(tmp_path: Path) -> None:
    write_letter(tmp_path, "S", {"data": {"pcd": []}})
    with pytest.raises(GeographyError, match="cannot be read"):
        PostcodeDirectory(tmp_path).find("S1 1AA")


def test_many_are_found_in_their_order(made_up: PostcodeDirectory) -> None:
    found = made_up.find_many(["S35 1AB", "nonsense", "", "s11aa", "S99 9ZZ", "DN1 1AA"])
    assert [one.postcode if one else None for one in found] == [
        *("S35 1AB", None, None, "S1 1AA", None, None)
    ]
    assert made_up.find_many([]) == []


def test_columns_tell_the_unplaced_from_the_unknown(made_up: PostcodeDirectory) -> None:
    columns = made_up.look_up(["S99 9ZZ", "S98 9ZZ", "S1 1AA"])
    assert columns.known.tolist() == [True, False, True]
    assert np.isnan(columns.metres).all(axis=1).tolist() == [True, True, False]
    assert columns.lad_codes == ["E08000039", "", "E08000039"]


def test_a_sample_of_a_district_is_spread_and_bounded(tmp_path: Path) -> None:
    data = {
        "pcd": [f"S1  {number}AA" for number in range(10)],
        "oseast1m": [float(number) for number in range(10)],
        "osnrth1m": [0.0] * 9 + [None],
        "laua": ["E08000039"] * 8 + ["E08000018", "E08000039"],
    }
    write_letter(tmp_path, "S", {"data": data})
    made_up = PostcodeDirectory(tmp_path)
    assert made_up.sample("E08000039", "S", 4)[:, 0].tolist() == [0, 2, 4, 6]
    assert len(made_up.sample("E08000039", "S", 100)) == 8
    assert len(made_up.sample("E09000001", "S", 4)) == 0
    assert len(made_up.sample("E08000039", "D", 4)) == 0


def test_a_district_s_postcodes_come_as_they_are_written(made_up: PostcodeDirectory) -> None:
    found, metres = made_up.of_district("E08000039", "S")
    assert (found, metres.tolist()) == (["S1 1AA"], [[435000, 387000]])
    found, metres = made_up.of_district("E09000001", "S")
    assert (found, metres.shape) == ([], (0, 2))


def test_every_so_many_postcodes_come_with_their_district(made_up: PostcodeDirectory) -> None:
    (metres, codes), *rest = made_up.every(1)
    assert rest == []
    assert metres.tolist() == [[435000, 387000], [431000, 397000]]
    assert codes == ["E08000039", ""]
    assert [len(codes) for _metres, codes in made_up.every(2)] == [1]


# --- the installed directory ---------------------------------------------------------


def test_the_installed_directory_is_shared() -> None:
    assert directory() is directory()


def test_a_missing_package_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postcodes, "PACKAGE", "no_such_package")
    with pytest.raises(GeographyError, match="make install"):
        postcodes._installed.__wrapped__()


def test_a_well_known_postcode_is_where_it_is() -> None:
    assert directory().find("S1 2HH") == PostcodeRecord("S1 2HH", 435359, 387191, "E08000039")


def test_northern_ireland_is_not_in_cheshire() -> None:
    """Its references are on the Irish Grid; Belfast City Hall is at 54.5965 N, 5.9301 W."""
    found = directory().find("BT1 5GS")
    assert found is not None
    assert math.dist((found.easting, found.northing), to_grid(-5.9301, 54.5965)) < 150


def test_ended_postcodes_are_held_like_those_in_use() -> None:
    """AB1 was recoded to AB10 and others in 1996. The directory has no dates to tell by."""
    assert directory().find("AB1 0AA") is not None


def test_what_has_no_position_is_known() -> None:
    columns = directory().look_up(["JE1 0BD", "S1 2HH", "ZZ1 1ZZ"])
    assert columns.known.tolist() == [True, True, False]
    assert np.isnan(columns.metres[0]).all()


@pytest.fixture
def fresh() -> PostcodeDirectory:
    """The installed directory with nothing read yet."""
    return PostcodeDirectory(directory()._folder)


def test_only_the_letters_asked_for_are_read(fresh: PostcodeDirectory) -> None:
    fresh.find_many(["S1 2HH", "S70 2TA", "DN1 3BU"])
    assert sorted(fresh._letters) == ["D", "S"]


def test_many_threads_read_a_letter_once(
    fresh: PostcodeDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    original = postcodes._read_letter

    def counted(path: Path) -> postcodes._Letter:
        read.append(path.name)
        return original(path)

    monkeypatch.setattr(postcodes, "_read_letter", counted)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(fresh.find, ["U1 1AA", "UB1 1AA", "UB1 1AB"] * 8))
    assert len({one for one in found if one}) == 2
    assert read == ["postcodes_U.msgpack.br"]


def test_a_letter_takes_18_bytes_a_postcode(fresh: PostcodeDirectory) -> None:
    """All 2.7 million in 49 MB; as records they would take 600."""
    held = fresh._letter("S")
    assert len(held.keys) > 350_000
    assert held.keys.nbytes + held.grid.nbytes + held.districts.nbytes == 18 * len(held.keys)
