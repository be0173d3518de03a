"""Versions as a session meets them: opened, or the next best one; in words, by number and day.

A version goes by its number wherever a person reads, and by its 12 digits in links alone.
"""

from collections.abc import Iterator

from joinedup import services
from joinedup.errors import DatasetError, StoreError
from joinedup.model import Dataset
from joinedup.render.sentence import spoken_date
from joinedup.store.protocol import VersionInfo
from joinedup.ui import cache


def opened(dataset_id: str, version: str) -> tuple[Dataset, str, tuple[str, ...]]:
    """A version; where it cannot be read the newest that can, why, and all that could not.

    Raises:
        DatasetError, StoreError: When no version can be read.
    """
    unread: list[str] = []
    refused: DatasetError | StoreError | None = None
    for one in _candidates(dataset_id, version):
        if one in unread:
            continue
        try:
            found = _whole(dataset_id, one)
        except (DatasetError, StoreError) as error:
            refused = refused or error
            unread.append(one)
        else:
            why = _why(dataset_id, version, refused, found) if refused else ""
            return found, why, tuple(unread)
    raise refused or DatasetError("There is no such version", value=version)


def _whole(dataset_id: str, version: str) -> Dataset:
    # A version whose outlines are damaged has no map: it counts as damaged from the start.
    cache.boundaries(dataset_id, version)
    return cache.dataset(dataset_id, version)


def _candidates(dataset_id: str, version: str) -> Iterator[str]:
    """The version that is asked for, then all others, the newest first; asked for as needed."""
    yield version
    yield cache.newest(dataset_id)
    try:
        yield from [one.version for one in services.history(dataset_id)]
    except StoreError:
        yield from cache.came_with_us(dataset_id)


def _why(dataset_id: str, version: str, error: Exception, shown: Dataset) -> str:
    instead = f"This is {name(shown)} instead; figures may differ."
    if isinstance(error, StoreError):
        return f"The version that was asked for cannot be read: {error.what}. {instead}"
    known = cache.version_info(dataset_id, version)
    if known is None:
        return (
            f"The link was made for version {version[:12]} of this footprint's data, which is "
            f"not here. {instead} The history lists the versions that are here."
        )
    return (
        f"{_capital(words(known))} is damaged and cannot be opened. {instead} "
        "The history lists the other versions; whoever runs this dashboard can put back a copy "
        "of the store from a backup."
    )


def name(one: Dataset) -> str:
    """The version of a dataset for a person: ``version 3 of 4 May 2026``."""
    known = cache.version_info(one.id, one.version)
    if known is not None:
        return words(known)
    if one.version in cache.came_with_us(one.id):
        return "the record as it comes with the program"
    return f"a version that the history does not list ({one.version[:7]})"


def in_full(one: Dataset) -> str:
    """The version of a dataset on paper, where nobody can look it up: with its id and author."""
    known = cache.version_info(one.id, one.version)
    if known is None:
        return name(one)
    if known.kind == "bundled":
        return f"version {known.number} ({one.version}), as it came with the program"
    day = spoken_date(known.created_at.astimezone().date())
    return f"version {known.number} ({one.version}), published on {day} by {known.author}"


def number(one: Dataset) -> str:
    """The version's number in as few words as it takes; empty where nobody knows it."""
    known = cache.version_info(one.id, one.version)
    return f"version {known.number}" if known else ""


def words(one: VersionInfo) -> str:
    """A version by number and day; what came with the program has no day of publishing."""
    if one.kind == "bundled":
        return f"version {one.number}, as it came with the program"
    return f"version {one.number} of {spoken_date(one.created_at.astimezone().date())}"


def is_published(one: Dataset) -> bool:
    """Whether people's lists went into a footprint that came with the program."""
    known = cache.version_info(one.id, one.version)
    ours = cache.came_with_us(one.id)
    return bool(ours) and one.version not in ours and (known is None or known.kind != "bundled")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
