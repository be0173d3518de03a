"""The made-up organisations: statutory ones, providers and voluntary groups, with their past."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

from joinedup.model import Organisation, Sector
from scripts.demonstration.ground import Ground, Site
from scripts.demonstration.history import VERSIONS, Kept, made_up_at, states
from scripts.demonstration.words import made_up

LOCAL_WORDS = 12
PRACTICES = 186
#: The version up to which the two practices that merge are apart.
APART_UNTIL = 4


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation over the versions.

    Attributes:
        now: As it stands in its last version.
        rows: All its states, the oldest first.
        decile: Of the LSOA around it; 1 is the most deprived tenth.
        activity: How many partnerships it seeks; 0 for none.
        lapsed: Whether all that it took part in is over.
    """

    now: Organisation
    rows: tuple[Kept[Organisation], ...]
    decile: int
    activity: int = 0
    lapsed: bool = False

    @property
    def first(self) -> int:
        """The first version it is in."""
        return self.rows[0].first

    @property
    def last(self) -> int | None:
        """The last version it is in; None where it still is."""
        return self.rows[-1].last

    @property
    def hood(self) -> str:
        """Its neighbourhood."""
        return self.now.neighbourhood or ""


class Kind(NamedTuple):
    """A kind of organisation that stands in many neighbourhoods.

    Attributes:
        code: What ids begin with.
        endings: What names end in.
        active: How likely it takes part in anything.
    """

    code: str
    sector: Sector
    kind: str
    total: int
    endings: tuple[str, ...]
    active: float


KINDS = (
    Kind(
        *("ph", Sector.PRIMARY_CARE_OTHER, "community pharmacy", 262),
        *(("Pharmacy", "Chemist", "Late Pharmacy"), 0.62),
    ),
    Kind(
        *("dn", Sector.PRIMARY_CARE_OTHER, "dentist", 118),
        *(("Dental Practice", "Dental Care", "Smiles"), 0.4),
    ),
    Kind(
        *("op", Sector.PRIMARY_CARE_OTHER, "optician", 84),
        *(("Opticians", "Eye Care"), 0.33),
    ),
    Kind(
        *("ch", Sector.SOCIAL_CARE, "care home", 172),
        *(("Care Home", "Lodge", "Court", "House"), 0.45),
    ),
    Kind(
        *("hc", Sector.SOCIAL_CARE, "home care", 104),
        *(("Home Care", "Care at Home"), 0.5),
    ),
    Kind(
        *("sl", Sector.SOCIAL_CARE, "supported living", 44),
        *(("Supported Living", "Independent Living"), 0.5),
    ),
)
_PRACTICE_ENDINGS = (
    *("Surgery", "Medical Centre", "Health Centre", "Family Practice", "Medical Practice"),
    *("Group Practice",),
)


class Single(NamedTuple):
    """An organisation of which there are few: by place, counted as they are sorted by name."""

    id: str
    ending: str
    sector: Sector
    kind: str
    place: int | None
    influence: int


SINGLES = (
    *(Single(f"co{n}", "Council", Sector.LOCAL_AUTHORITY, "council", n, 5) for n in range(4)),
    Single("ac0", "Hospital NHS Trust", Sector.NHS_TRUST, "acute", 0, 5),
    Single("ac1", "Hospitals NHS Trust", Sector.NHS_TRUST, "acute", 1, 5),
    Single("ac2", "General Hospital NHS Trust", Sector.NHS_TRUST, "acute", 2, 5),
    Single("ac3", "Teaching Hospitals NHS Trust", Sector.NHS_TRUST, "acute", 3, 5),
    Single("ac4", "Children's Hospital NHS Trust", Sector.NHS_TRUST, "acute", 3, 4),
    *(
        Single(f"mh{n}", ending, Sector.NHS_TRUST, "community and mental health", place, 4)
        for n, ending, place in (
            (0, "Partnership NHS Trust", 0),
            (1, "Community Health NHS Trust", 1),
            (2, "Care NHS Trust", 3),
        )
    ),
    Single("am0", "Ambulance Service NHS Trust", Sector.AMBULANCE, "ambulance", 2, 4),
    *(
        Single(f"cl{n}", ending, Sector.EDUCATION, "college", place, 2)
        for n, (ending, place) in enumerate(
            (
                *(("College", 0), ("College", 1), ("Sixth Form College", 1), ("College", 2)),
                *(("College", 3), ("Sixth Form College", 3), ("Adult College", 3)),
            )
        )
    ),
    Single("un0", "University", Sector.EDUCATION, "university", 3, 4),
    Single("un1", "Metropolitan University", Sector.EDUCATION, "university", 3, 3),
    Single("nt0", "Integrated Care Board", Sector.NATIONAL, "integrated care board", 3, 5),
    Single("nt1", "Innovation Network", Sector.NATIONAL, "regional body", None, 3),
    Single("nt2", "Skills Alliance", Sector.NATIONAL, "national body", None, 2),
    Single("nt3", "Lottery Fund", Sector.NATIONAL, "national body", None, 3),
    Single("ot0", "Housing Association", Sector.OTHER, "housing association", 0, 3),
    Single("ot1", "Homes", Sector.OTHER, "housing association", 1, 3),
    Single("ot2", "Police and Fire", Sector.OTHER, "emergency service", 2, 4),
    Single("ot3", "Leisure Trust", Sector.OTHER, "leisure trust", 3, 2),
)


class Lexicon(NamedTuple):
    """Which made-up words are used where.

    Attributes:
        places: One for each place, by name.
        local: By neighbourhood.
        rest: For the system.
    """

    places: tuple[str, ...]
    local: Mapping[str, tuple[str, ...]]
    rest: tuple[str, ...]


def lexicon(rng: Random, ground: Ground) -> Lexicon:
    """Hand out the words."""
    words = made_up(rng)
    places = tuple(words[: len(ground.drawing.places)])
    used = len(places)
    local = {}
    for hood in ground.sites:
        local[hood] = tuple(words[used : used + LOCAL_WORDS])
        used += LOCAL_WORDS
    return Lexicon(places, local, tuple(words[used:]))


def statutory(rng: Random, ground: Ground, words: Lexicon) -> list[Body]:
    """Councils, trusts, universities and other bodies of which there are few."""
    found = []
    sites = _by_place(ground)
    places = [spec.id for spec in ground.drawing.places]
    outer = list(words.rest)
    rng.shuffle(outer)
    for one in SINGLES:
        site = None if one.place is None else rng.choice(sites[places[one.place]])
        word = words.places[one.place or 0] if one.id.startswith("co") else outer.pop()
        made = Organisation(
            id=f"demo:{one.id}",
            name=f"{word} {one.ending}",
            sector=one.sector,
            kind=one.kind,
            provenance=made_up_at(1),
            outside=one.place is None,
            influence=one.influence,
            interest=rng.randrange(2, 6),
        )
        found.append(_body(_at(made, site), site.decile if site else 10, activity=1))
    return found


def practices(rng: Random, ground: Ground, words: Lexicon) -> list[Body]:
    """186 practices, and the two that became one of them."""
    shares = shared_out(PRACTICES, {hood: len(one) for hood, one in ground.sites.items()}, least=2)
    found: list[Body] = []
    for hood, count in shares.items():
        names = _names(rng, words.local[hood], _PRACTICE_ENDINGS, count)
        for name, site in zip(names, _sites(rng, ground.sites[hood], count, 0.2), strict=True):
            made = Organisation(
                id=f"demo:gp{len(found):03d}",
                name=name,
                sector=Sector.GENERAL_PRACTICE,
                kind="general practice",
                provenance=made_up_at(1),
                registered_patients=None if rng.random() < 0.04 else rng.randrange(21, 185) * 100,
                influence=rng.randrange(2, 4),
                interest=rng.randrange(1, 6),
            )
            # A few are in no network, as there always are.
            active = rng.random() >= 0.02
            found.append(_body(_at(made, site), site.decile, activity=int(active)))
    return _merged(rng, found, words)


def providers(rng: Random, ground: Ground, words: Lexicon) -> list[Body]:
    """Pharmacies, dentists, opticians and social care providers."""
    found = []
    weights = {hood: len(one) for hood, one in ground.sites.items()}
    for kind in KINDS:
        number = 0
        for hood, count in shared_out(kind.total, weights, least=0).items():
            names = _names(rng, words.local[hood], kind.endings, count)
            for name, site in zip(names, _sites(rng, ground.sites[hood], count, 0.15), strict=True):
                active = rng.random() < kind.active
                scored = active and rng.random() < 0.5
                made = Organisation(
                    id=f"demo:{kind.code}{number:03d}",
                    name=name,
                    sector=kind.sector,
                    kind=kind.kind,
                    provenance=made_up_at(1),
                    influence=rng.randrange(1, 4) if scored else None,
                    interest=rng.randrange(1, 5) if scored else None,
                )
                found.append(_body(_at(made, site), site.decile, activity=int(active)))
                number += 1
    return found


def shared_out(total: int, weights: Mapping[str, int], *, least: int) -> dict[str, int]:
    """A number shared out by weight, whole and exact: the largest remainders get one more."""
    free = total - least * len(weights)
    whole = sum(weights.values())
    shares = {one: least + free * weight // whole for one, weight in weights.items()}
    remainders = sorted(weights, key=lambda one: (-(free * weights[one] % whole), one))
    for one in remainders[: total - sum(shares.values())]:
        shares[one] += 1
    return shares


def placed_at(made: Organisation, site: Site) -> Organisation:
    """An organisation at a postcode."""
    return replace(
        made,
        postcode=site.postcode,
        point=site.point,
        place=site.place,
        neighbourhood=site.neighbourhood,
    )


def renamed(rng: Random, one: Body, name: str) -> Body:
    """The body with a new name from some version on; the old one stays known."""
    version = rng.randrange(max(2, one.first + 1), VERSIONS + 1)
    now = replace(one.now, name=name, aliases=(one.now.name,), provenance=made_up_at(version))
    return replace(one, now=now, rows=tuple(states([(one.first, one.now), (version, now)], None)))


def _at(made: Organisation, site: Site | None) -> Organisation:
    return made if site is None else placed_at(made, site)


def _body(made: Organisation, decile: int, activity: int) -> Body:
    return Body(made, (Kept(made, 1),), decile, activity)


def _by_place(ground: Ground) -> dict[str, list[Site]]:
    found: dict[str, list[Site]] = {}
    for sites in ground.sites.values():
        for site in sites:
            found.setdefault(site.place, []).append(site)
    return found


def _names(rng: Random, words: Sequence[str], endings: Iterable[str], count: int) -> Iterator[str]:
    every = [f"{word} {ending}" for ending in endings for word in words]
    return iter(rng.sample(every, count))


def _sites(rng: Random, sites: Sequence[Site], count: int, together: float) -> list[Site]:
    """Postcodes; some organisations share one, as in a health centre."""
    found: list[Site] = []
    for _ in range(count):
        again = found and rng.random() < together
        found.append(rng.choice(found if again else sites))
    return found


def _merged(rng: Random, found: list[Body], words: Lexicon) -> list[Body]:
    """The practices with two of one neighbourhood apart until they became the last one."""
    new = found[-1]
    siblings = [one for one in found[:-1] if one.hood == new.hood and one.now.registered_patients]
    site = rng.choice(siblings)
    apart = []
    for number, word in enumerate(rng.sample(words.local[new.hood], 2)):
        made = replace(
            new.now,
            id=f"demo:gp{len(found) + number:03d}",
            name=f"{word} Village Surgery",
            registered_patients=4300 + 1700 * number,
        )
        row = Kept(made, 1, APART_UNTIL)
        apart.append(Body(made, (row,), new.decile, activity=1))
    now = replace(
        site.now,
        id=new.now.id,
        name=new.now.name,
        aliases=tuple(one.now.name for one in apart),
        registered_patients=sum(one.now.registered_patients or 0 for one in apart),
        provenance=made_up_at(APART_UNTIL + 1),
    )
    rows = (Kept(now, APART_UNTIL + 1),)
    return [*found[:-1], Body(now, rows, site.decile, activity=1), *apart]
