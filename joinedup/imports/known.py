"""The organisations on record, to be found by id, number, name, likeness and postcode.

Looks up and compares; what follows from it is decided in :mod:`.matching`. Organisations go
by their position in the record. Imports :mod:`joinedup.model`, :mod:`.naming`,
:mod:`.likeness` and :mod:`.words`. Tested by ``tests/unit/test_imports_matching.py``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import islice

from joinedup.imports.likeness import NameIndex
from joinedup.imports.naming import pack, readings
from joinedup.model import Organisation, Sector

#: A scheme (``ods``, ``org-id``, ``ons``) and a value.
Pair = tuple[str, str]
#: The most organisations at one postcode, and with one name, that are compared.
_NEIGHBOURS = 60
_NAMESAKES = 60

_KINDS_OF_NUMBER = {
    "GB-CHC": "charity number",
    "GB-SC": "charity number",
    "GB-NIC": "charity number",
    "GB-COH": "company number",
}
# Sectors that one body can be filed under by different people. "Other" says nothing.
_ALIKE_SECTORS = (
    {Sector.GENERAL_PRACTICE},
    {Sector.PRIMARY_CARE_OTHER},
    {Sector.NHS_TRUST, Sector.AMBULANCE},
    {Sector.LOCAL_AUTHORITY},
    {Sector.SOCIAL_CARE, Sector.VCSE, Sector.EDUCATION},
)


class Where(StrEnum):
    """How the places of two descriptions lie to each other, as far as both are stated."""

    SAME_POSTCODE = "same postcode"
    SAME_PLACE = "same place"
    UNKNOWN = ""
    OTHER_POSTCODE = "other postcode"
    OTHER_PLACE = "other place"

    @property
    def elsewhere(self) -> bool:
        """Whether the two are stated to be apart."""
        return self in (Where.OTHER_POSTCODE, Where.OTHER_PLACE)


class Known:
    """Organisations on record; built once, then only read.

    Args:
        organisations: Of several with one id, the first counts.
    """

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self.all: list[Organisation] = []
        self._ids: dict[str, int] = {}
        self._numbers: dict[Pair, list[int]] = defaultdict(list)
        self._names: dict[str, dict[int, bool]] = defaultdict(dict)
        self._postcodes: dict[str, list[int]] = defaultdict(list)
        names: list[tuple[int, str]] = []
        for one in organisations:
            if one.id not in self._ids:
                at = self._ids[one.id] = len(self.all)
                self.all.append(one)
                for pair in dict.fromkeys(map(canonical, one.identifiers)):
                    self._numbers[pair].append(at)
                if one.postcode.strip():
                    self._postcodes[_packed(one.postcode)].append(at)
                names += [(at, text) for text in self._enter_names(at, one)]
        self.names = NameIndex(names)

    def _enter_names(self, at: int, one: Organisation) -> Iterator[str]:
        """Enter all its names, and whether each is the name itself rather than another one."""
        others = dict.fromkeys((text for alias in one.aliases for text in readings(alias)), False)
        for text, itself in (others | dict.fromkeys(readings(one.name), True)).items():
            known = self._names[pack(text)]
            known[at] = known.get(at, False) or itself
            yield text

    def position(self, organisation: str) -> int | None:
        """Where the organisation with this id stands; None where there is none."""
        return self._ids.get(organisation.strip())

    def with_number(self, pair: Pair) -> Sequence[int]:
        """Those that have a number, the first ones of very many; ``pair`` is canonical."""
        return self._numbers.get(pair, [])[:_NAMESAKES]

    def has_number(self, at: int, pair: Pair) -> bool:
        """Whether an organisation has a number; ``pair`` is canonical."""
        return pair in map(canonical, self.all[at].identifiers)

    def is_named(self, at: int, texts: Iterable[str]) -> bool:
        """Whether an organisation has one of these normalised names, or is known by it."""
        return any(at in self._names.get(pack(text), {}) for text in texts)

    def with_name(self, texts: Iterable[str], postcode: str = "") -> dict[int, bool]:
        """Those that have one of these normalised names; whether it is the name itself.

        Of very many, all at the postcode and the first ones of the others.
        """
        found: dict[int, bool] = {}
        for text in texts:
            named = self._names.get(pack(text), {})
            some = list(islice(named, _NAMESAKES))
            if len(named) > _NAMESAKES:
                some += [at for at in self._postcodes.get(_packed(postcode), ()) if at in named]
            for at in some:
                found[at] = found.get(at, False) or named[at]
        return found

    def alike(
        self, texts: Iterable[str], postcode: str = "", *, also: int | None = None
    ) -> dict[int, float]:
        """Likeness of names (0 to 100) to those that come near, and to all at the postcode."""
        owners = list(self._postcodes.get(_packed(postcode), ())[:_NEIGHBOURS])
        owners += [] if also is None else [also]
        found: dict[int, float] = {}
        for text in texts:
            for at, score in self.names.nearest(text, owners).items():
                found[at] = max(score, found.get(at, 0.0))
        return found

    def where(self, at: int, postcode: str, place: str | None) -> Where:
        """How a postcode and a place lie to those of an organisation on record."""
        one = self.all[at]
        here, there = _packed(postcode), _packed(one.postcode)
        if here and here == there:
            return Where.SAME_POSTCODE
        if place and one.place and place != one.place:
            return Where.OTHER_PLACE
        if here and there:
            return Where.OTHER_POSTCODE
        return Where.SAME_PLACE if place and place == one.place else Where.UNKNOWN

    def other_number(self, at: int, identifiers: Iterable[Pair]) -> str:
        """The number on record where a register gave the organisation another than stated.

        Empty where none does: nothing stated, nothing on record, or the same.
        """
        known = _by_register(self.all[at].identifiers)
        for register, stated in _by_register(identifiers).items():
            if known.get(register, stated).isdisjoint(stated):
                return label(min(known[register]))
        return ""


def canonical(pair: Pair) -> Pair:
    """A number for comparing: without spaces around it, in capitals."""
    return pair[0], pair[1].strip().upper()


def label(pair: Pair) -> str:
    """A number as a person calls it: ``charity number 1234567``."""
    scheme, value = pair
    if scheme != "org-id":
        return f"{scheme.upper()} code {value}"
    register = "-".join(value.split("-")[:2])
    kind = _KINDS_OF_NUMBER.get(register)
    return f"{kind} {value.removeprefix(f'{register}-')}" if kind else f"org-id {value}"


def sectors_fit(one: Sector | None, other: Sector | None) -> bool:
    """Whether one body may be filed under both; a sector that is not stated fits any."""
    vague = {None, Sector.OTHER, Sector.NATIONAL}
    return (
        one == other
        or one in vague
        or other in vague
        or any(one in some and other in some for some in _ALIKE_SECTORS)
    )


def _by_register(identifiers: Iterable[Pair]) -> dict[str, set[Pair]]:
    found: dict[str, set[Pair]] = defaultdict(set)
    for pair in map(canonical, identifiers):
        scheme, value = pair
        register = "-".join(value.split("-")[:2]) if scheme == "org-id" else scheme
        found[register].add(pair)
    return found


def _packed(postcode: str) -> str:
    return "".join(postcode.split()).upper()
