"""The words that names of organisations are made of, and how much each says.

Data for :mod:`.naming` and :mod:`.likeness`, kept by hand. Imports nothing of ours. Tested
by ``tests/unit/test_imports_naming.py``.
"""

from collections.abc import Collection

#: Each word on the right is written as the one on the left.
_SPELLINGS = {
    "and": "n",
    "avenue": "ave av",
    "association": "assoc assn asscn",
    "borough": "boro",
    "centre": "center ctr ctre cntr cntre cent",
    "charity": "charities",
    "community": "commty cmty",
    "company": "co",
    "council": "cncl",
    "district": "dist",
    "dr": "doctor",
    "drs": "doctors",
    "foundation": "fdn fndn",
    "group": "grp",
    "health": "hlth",
    "hospital": "hosp",
    "hospitals": "hosps",
    "international": "intl",
    "lane": "ln",
    "medical": "med medcl",
    "metropolitan": "met metro",
    "mount": "mt",
    "organisation": "organization org orgn",
    "partnership": "pship ptnrship partnerships",
    "practice": "pract prac practise prctce",
    "road": "rd",
    "services": "service svcs svc serv",
    "society": "soc",
    "st": "saint",
    "street": "str",
    "surgery": "surg",
    "university": "univ uni",
    "yorkshire": "yorks",
}
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"

#: How a word is written, by another way of writing it: ``saint`` is ``st``, ``two`` is ``2``.
SPELLING = (
    {word: one for one, words in _SPELLINGS.items() for word in words.split()}
    | {word: str(number) for number, word in enumerate(_NUMBERS.split(), 1)}
    | {
        word: f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"
        for number, word in enumerate(_ORDINALS.split(), 1)
    }
)

#: Short forms that mean one thing wherever they stand.
SHORT = {
    "nhsft": "nhs foundation trust",
    "nhst": "nhs trust",
    "ft": "foundation trust",
    "pcn": "primary care network",
    "pcns": "primary care network",
    "icb": "integrated care board",
    "ics": "integrated care system",
    "ccg": "clinical commissioning group",
    "nhse": "nhs england",
    "fc": "football club",
    "jfc": "junior football club",
    "rfc": "rugby football club",
    "rufc": "rugby union football club",
    "rlfc": "rugby league football club",
    "arlfc": "amateur rugby league football club",
    "ltc": "lawn tennis club",
    "cofe": "church of england",
    "mbc": "metropolitan borough council",
    "mdc": "metropolitan district council",
    "mc": "medical centre",
    "cab": "citizens advice",
    "pta": "parent teacher association",
    "wi": "womens institute",
}

#: Short forms at the end of a name that mean one of several things.
AMBIGUOUS = {
    "bc": ("borough council", "bowling club"),
    "cc": ("cricket club", "county council", "city council"),
    "dc": ("district council",),
    "gc": ("golf club",),
    "hc": ("health centre", "hockey club"),
    "rc": ("rowing club", "rugby club"),
    "sc": ("sailing club", "swimming club"),
    "tc": ("tennis club", "town council"),
}

#: Phrases and how they are written, both after each word was spelt.
PHRASES = (
    ("citizens advice bureau", "citizens advice"),
    ("citizens advice bureaux", "citizens advice"),
    ("primary care networks", "primary care network"),
    ("c of e", "church of england"),
    ("young mens christian association", "ymca"),
    ("young womens christian association", "ywca"),
    ("university of the 3rd age", "u3a"),
    ("university of 3rd age", "u3a"),
    ("council for voluntary services", "cvs"),
    ("council of voluntary services", "cvs"),
    ("pre school", "preschool"),
)

#: The contract a practice works under; the register of practices writes it into some names.
CONTRACTS = frozenset({"pms", "gms", "apms"})

#: Legal forms, at the end of a name.
LEGAL = (
    "charitable incorporated organisation",
    "community interest company",
    "limited liability partnership",
    "company limited by guarantee",
    "limited by guarantee",
    "registered charity",
    *("limited", "ltd", "cio", "scio", "cic", "plc", "llp", "inc", "clg"),
)

#: What a council is, besides a council.
RANKS = frozenset({"metropolitan", "borough", "district", "city", "county"})

#: Words that join others and say nothing themselves.
JOINING = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)

_BODIES = """
    academy alliance ambulance association board branch centre chapel charity choir church clinic
    club college committee company congregation council fellowship federation forum foundation
    group guild hall healthcare healthwatch hospice hospital hospitals hub institute league
    mission mosque museum network nursery orchestra organisation partners partnership pharmacy
    playgroup practice preschool project projects school schools services shop society surgery
    team theatre trust trustees trusts union university workshop
"""
_WORK = """
    action active activity advice advocacy after age aid art arts athletic befriending benefit
    bereavement bowling bowls cancer care carers charitable childcare clinical coffee
    commissioning community concern contact counselling cricket crisis cultural culture day
    dementia dental dentist development disability domestic drop education faith food foodbank
    football friend friends fund furniture future garden gardens general golf good grammar gym
    gymnastics hardship health heart help helping heritage history hockey home homeless homes
    hope house housing independent infant information integrated justice lawn learning leisure
    life link lunch management market medical memorial mental motor music nursing open orienteers
    out over park pastoral physical play players primary promise rainbow recreation recreational
    relief rescue research resource respite riding rights rugby running sailing sheltered social
    sports squash stroke support swimming table tennis therapy together trade training transport
    victim village voice voluntary volunteer volunteers walking watch welfare well wellbeing work
    working world
"""
_PEOPLE = """
    adult all amateur asian baptist black blind boys catholic child children childrens christ
    christian citizens city community country county deaf diocesan disabled district elderly
    england families family first girls international islamic junior kids ladies lions local
    london men mencap mens methodist metropolitan mind mothers national neighbourhood new nhs
    older parent parents parish people peoples red refugee regional relate residents retired
    rotary royal salvation samaritans scout scouts guides senior seniors student students teacher
    town u3a uk united veterans women womens ymca young youth
"""
_HOUSES_AND_SAINTS = """
    abbey albert andrew andrews ann anne annes anns ash beech beeches birch blue bridge brook
    avenue castle cedar cedars central chestnut court cross crown david davids dr drs east eastern
    elm elms field fields gate george georges grange great green ground high hill hollies holly holy
    james john johns king kings lake lakeside laurel lime limes little lane lodge low lower luke
    lukes manor mark marks martin martins mary marys meadow meadows michael michaels mill moor
    mount nicholas north northern oak oaks old orchard paul pauls peter peters poplar poplars
    prince princess queen queens river road riverside rose saints saviours south southern spring
    springs st station stephen stephens street sunshine thomas trinity upper valley victoria view
    west western white willow willows wood woods
"""
# Places of which several counties have one.
_PLACES = """
    ashton aston broughton burton charlton clifton easton eaton hampton hatfield hilton houghton
    kingston langley marston middleton milton morton newport newton norton preston richmond
    stanley stoke stratton sutton thornton thorpe upton walton weston whitchurch woodhouse
    woodside
"""

#: Words before which *St* is a street, as it is at the end of a name; else it is a saint.
AFTER_STREET = frozenset(
    {*_BODIES.split(), "baptist", "community", "dental", "general", "health", "medical"}
    | {"methodist", "primary", "social", "sports"}
)

#: Words of thousands of names; alone, or with one another, they name nobody.
COMMON = JOINING.union(*(some.split() for some in (_BODIES, _WORK, _PEOPLE))).union(
    _HOUSES_AND_SAINTS.split(), _PLACES.split()
)

_CONTRASTS = tuple(
    frozenset(group.split())
    for group in (
        "north south east west central northern southern eastern western",
        "junior juniors youth senior seniors veterans adult adults",
        "boys girls men mens women womens ladies gentlemen",
        "upper lower middle",
        "old new",
        "county city town parish",
    )
)


def is_telling(normalised: str) -> bool:
    """Whether a normalised name can hardly belong to two bodies.

    It has a word that is not common to many names, and a second word, or one long enough:
    ``rotherham sailing club`` and ``skillshouse`` do, ``high st surgery`` and ``space`` do not.
    """
    words = [word for word in normalised.split() if word not in JOINING]
    rare = [word for word in words if not _is_common(word) and word.isalpha() and len(word) > 3]
    return bool(rare) and (len(words) > 1 or len(rare[0]) > 5)


def _is_common(word: str) -> bool:
    singular = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    return word in COMMON or singular in COMMON


def opposed(some: Collection[str], others: Collection[str]) -> bool:
    """Whether the words of two names say opposite things.

    They have other numbers, or one says north and the other south, one boys and one girls.
    """
    one, other = set(some), set(others)
    return _numbers(one) != _numbers(other) or any(
        one & group and other & group and not one & other & group for group in _CONTRASTS
    )


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if word[:1].isdigit()}
