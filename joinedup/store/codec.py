"""A dataset as bytes and back: up to eleven parts, each JSON in one canonical form.

Equal parts have equal bytes, so versions share what did not change between them. The form
follows :mod:`joinedup.model`: an object a record, every field under its own name, keys
sorted; ``null`` and the empty text are kept apart. A field that the model gains later, with
a default, is read from older parts as that default; where it is None it is left out, so that
older parts stay the same bytes (:data:`LATER`); a table that the model gained later is a part
only where it has rows (:data:`LATER_TABLES`). The boundaries are GeoJSON text, kept as it is.

Imports :mod:`joinedup.model` and :mod:`joinedup.errors`. Tested by
``tests/unit/test_store_codec.py`` and ``tests/property/test_store_codec.py``.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from joinedup.errors import DatasetError, JoinedUpError
from joinedup.model import Dataset, Provenance

ABOUT = "about"
BOUNDARIES = "boundaries"
#: The tables of a dataset, each a part of its own.
FIRST_TABLES = ("areas", "organisations", "partnerships", "memberships", "ties")
#: Tables that versions were published without: left out where empty, empty where not there.
LATER_TABLES = ("programmes", "milestones", "actions", "statements")
TABLES = (*FIRST_TABLES, *LATER_TABLES)
#: The parts that make a :class:`Dataset`, and all that make a version.
DATASET_PARTS = (ABOUT, *TABLES)
PARTS = (*DATASET_PARTS, BOUNDARIES)
#: Fields that records gained after versions had been published; left out where None.
LATER = frozenset({"influence", "interest"})

_ABOUT = tuple(
    one.name for one in fields(Dataset) if one.name not in TABLES and one.name != "version"
)
_JSON_ERRORS = (TypeError, ValueError, RecursionError)

Reader = Callable[[Any], Any]


def encode(dataset: Dataset, boundaries: str) -> dict[str, bytes]:
    """The parts of a version by name; the dataset's own ``version`` is in none of them.

    They are read back at once: what cannot be read again is never kept.

    Raises:
        DatasetError: When a value cannot be kept, such as half a character.
    """
    about = {name: _plain(getattr(dataset, name)) for name in _ABOUT}
    parts = {ABOUT: _written(ABOUT, about)}
    for name in TABLES:
        rows = getattr(dataset, name)
        if rows or name in FIRST_TABLES:
            parts[name] = _written(name, _plain(rows))
    if decode(parts, version=dataset.version) != dataset:
        raise _not_kept("dataset", "it reads back otherwise")
    return parts | {BOUNDARIES: _bytes(BOUNDARIES, boundaries)}


def decode(parts: Mapping[str, bytes], *, version: str) -> Dataset:
    """The dataset that :func:`encode` was given, under a version.

    Args:
        parts: Those of :data:`DATASET_PARTS`; of :data:`LATER_TABLES` those that there are.

    Raises:
        DatasetError: When a part is missing or damaged, or they do not fit together.
    """
    values = {
        name: _read(name, parts, _table_reader(name))
        for name in TABLES
        if name in FIRST_TABLES or name in parts
    }
    values |= _read(ABOUT, parts, _read_about)
    try:
        return Dataset(**values, version=version)
    except JoinedUpError as error:
        raise _damaged(ABOUT, error) from error


def decode_boundaries(parts: Mapping[str, bytes]) -> str:
    """The boundaries that :func:`encode` was given.

    Raises:
        DatasetError: When the part is missing or damaged.
    """
    try:
        return parts[BOUNDARIES].decode("utf-8")
    except (KeyError, ValueError) as error:
        raise _damaged(BOUNDARIES, error) from error


def canonical_json(value: object) -> str:
    """JSON in one form: keys sorted, no spaces, no numbers that JSON does not have.

    Raises:
        TypeError, ValueError, RecursionError: When JSON cannot hold the value.
    """
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def read_table(name: str, value: Any) -> tuple[Any, ...]:
    """The records of a table of :data:`TABLES`, out of what JSON holds of them.

    Raises:
        ModelError, KeyError, TypeError, ValueError: When they cannot be read.
    """
    found: tuple[Any, ...] = _table_reader(name)(value)
    return found


# --- writing -----------------------------------------------------------------------


def _written(part: str, value: object) -> bytes:
    try:
        text = canonical_json(value)
    except _JSON_ERRORS as error:
        raise _not_kept(part, str(error)) from error
    return _bytes(part, text)


def _bytes(part: str, text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        around = text[max(error.start - 30, 0) : error.end + 30]
        raise _not_kept(part, "half a character", around) from error


def _plain(value: Any) -> Any:
    """Records as objects and tuples as lists, all the way down."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        found = {name: _plain(getattr(value, name)) for name in _names(value.__class__)}
        return {name: one for name, one in found.items() if one is not None or name not in LATER}
    return value


@cache
def _names(record: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(record))


def _with_default(record: Any) -> frozenset[str]:
    return frozenset(one.name for one in fields(record) if one.default is not MISSING)


# --- reading -----------------------------------------------------------------------


def _read(part: str, parts: Mapping[str, bytes], reader: Reader) -> Any:
    try:
        return reader(json.loads(parts[part].decode("utf-8"), parse_constant=_no_number))
    except (JoinedUpError, KeyError, *_JSON_ERRORS) as error:
        raise _damaged(part, error) from error


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number")


@cache
def _table_reader(name: str) -> Reader:
    return _reader(get_type_hints(Dataset)[name])


def _read_about(value: Any) -> dict[str, Any]:
    hints = get_type_hints(Dataset)
    readers = {name: _reader(hints[name]) for name in _ABOUT}
    return _values(value, readers, _with_default(Dataset))


@cache
def _reader(hint: Any) -> Reader:
    """What turns JSON into values of a type, and refuses everything else."""
    if hint in _SCALARS:
        return _scalar(*_SCALARS[hint])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint is Provenance:
        return _shared(_record(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        return _record(hint)
    inner = get_args(hint)
    if get_origin(hint) is tuple:
        return _several(inner[0]) if inner[-1] is Ellipsis else _fixed(inner)
    if get_origin(hint) in (Union, UnionType) and len(inner) == 2 and inner[1] is type(None):
        return _optional(inner[0])
    raise TypeError(f"The codec has no form for {hint}")


# A whole number is a float too, but True is no number.
_SCALARS: Mapping[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    bool: (bool,),
    float: (float, int),
}


def _scalar(*types: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) not in types:
            raise ValueError(f"{value!r} should be {types[0].__name__}")
        return value

    return read


def _optional(hint: Any) -> Reader:
    reader = _reader(hint)
    return lambda value: None if value is None else reader(value)


def _several(hint: Any) -> Reader:
    reader = _reader(hint)
    return lambda value: tuple([reader(one) for one in _list(value)])


def _fixed(hints: tuple[Any, ...]) -> Reader:
    readers = tuple(_reader(one) for one in hints)

    def read(value: Any) -> tuple[Any, ...]:
        return tuple(reader(one) for reader, one in zip(readers, _list(value), strict=True))

    return read


def _record(record: type) -> Reader:
    hints = get_type_hints(record)
    readers = {name: _reader(hints[name]) for name in _names(record)}
    optional = _with_default(record)
    return lambda value: record(**_values(value, readers, optional))


def _shared(reader: Reader) -> Reader:
    """Read equal objects once: thousands of rows name a handful of sources."""

    @lru_cache(maxsize=4096)
    def read(items: tuple[tuple[str, Any], ...]) -> Any:
        return reader(dict(items))

    return lambda value: read(tuple(value.items())) if isinstance(value, dict) else reader(value)


def _values(value: Any, readers: Mapping[str, Reader], optional: frozenset[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{value!r} should be an object")
    found = {name: readers[name](one) for name, one in value.items()}
    if len(found) < len(readers) and (absent := readers.keys() - found.keys() - optional):
        raise KeyError(min(absent))
    return found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{value!r} should be a list")
    return value


# --- errors ------------------------------------------------------------------------


def _not_kept(part: str, reason: str, value: object = None) -> DatasetError:
    return DatasetError(
        f"Something in the {part} cannot be kept ({_shorten(reason)})",
        value=value,
        hint="Find the text or number in the list, type it again, and upload the list again.",
    )


def _damaged(part: str, error: Exception) -> DatasetError:
    return DatasetError(
        f"The stored {part} cannot be read ({type(error).__name__}: {_shorten(str(error))})",
        hint="Open another version, or restore the store from a backup.",
    )


def _shorten(text: str) -> str:
    return text if len(text) <= 200 else text[:199] + "…"
