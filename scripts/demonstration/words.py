"""The made-up words that every name begins with, and what organisations are and do.

A word is a stem and an ending, put together by rule and by no gazetteer; that none of them
occurs in a name of the real footprints is tested.
"""

from random import Random
from typing import NamedTuple

STEMS = (
    *("Tessen", "Lark", "Orrin", "Quarrel", "Vessing", "Hobber", "Zennick", "Dravel", "Fintle"),
    *("Gribben", "Ispen", "Jorvel", "Keldrin", "Mirrow", "Nettlin", "Ollen", "Pruddle", "Rasken"),
    *("Sollin", "Thrupple", "Ummer", "Wexil", "Yaddle", "Brackle", "Crundel", "Fossin"),
    *("Illing", "Chobber", "Snabble", "Windle"),
)
ENDINGS = (
    *("moor", "dale", "wick", "combe", "thwaite", "holme", "garth", "mere", "fell", "stead"),
    *("croft", "bourne", "haven", "beck", "ley", "minster"),
)
#: What begins the names that several organisations in different places share.
SHARED = (
    *("Nattersby", "Tumblewhistle", "Brewsome", "Kettlewhisk", "Sunnybrisk", "Stitchaby"),
    *("Pedalwise", "Growsome", "Tunewell", "Chuckleby", "Mendwell", "Dabblesome", "Larderby"),
    *("Strollwell", "Bouncewell", "Quiltaby", "Snugglewick", "Tinkersome", "Ploughwell"),
    *("Songaby", "Wellbrisk", "Puddlewise", "Skipwell", "Hearthaby"),
)


class Work(NamedTuple):
    """What a voluntary group can be.

    Attributes:
        name: What its name ends in.
        themes, serves: What it works on, and for whom.
    """

    name: str
    kind: str
    themes: tuple[str, ...]
    serves: tuple[str, ...]


_CHARITY, _GROUP, _CIC, _CLUB = (
    "registered charity",
    "community group",
    "community interest company",
    "sports club",
)
WORKS = (
    Work("Lunch Club", _GROUP, ("food", "loneliness"), ("older people",)),
    Work("Food Pantry", _GROUP, ("food", "poverty"), ("families",)),
    Work("Foodbank", _CHARITY, ("food", "poverty"), ("everyone",)),
    Work("Community Kitchen", _CIC, ("food", "skills"), ("everyone",)),
    Work("Advice Centre", _CHARITY, ("debt advice", "poverty"), ("adults",)),
    Work("Law Centre", _CHARITY, ("debt advice", "housing"), ("adults",)),
    Work("Credit Union", _GROUP, ("debt advice",), ("adults",)),
    Work("Carers Group", _GROUP, ("carers",), ("carers",)),
    Work("Young Carers", _CHARITY, ("carers", "young people"), ("young people", "carers")),
    Work("Dementia Circle", _GROUP, ("dementia", "loneliness"), ("older people", "carers")),
    Work("Memory Café", _GROUP, ("dementia",), ("older people",)),
    Work("Befriending Scheme", _CHARITY, ("loneliness",), ("older people",)),
    Work("Neighbour Help", _GROUP, ("loneliness", "transport"), ("older people",)),
    Work("Community Transport", _CIC, ("transport",), ("older people", "disabled people")),
    Work("Stroke Club", _GROUP, ("long-term conditions",), ("disabled people",)),
    Work("Diabetes Group", _GROUP, ("long-term conditions",), ("adults",)),
    Work("Breathing Group", _GROUP, ("long-term conditions", "exercise"), ("older people",)),
    Work("Disability Forum", _CHARITY, ("disability",), ("disabled people",)),
    Work("Deaf Club", _GROUP, ("disability",), ("disabled people",)),
    Work("Sight Support", _CHARITY, ("disability",), ("disabled people", "older people")),
    Work("Learning Disability Network", _CHARITY, ("disability",), ("disabled people",)),
    Work("Autism Hub", _CHARITY, ("disability", "mental health"), ("families",)),
    Work("Wellbeing Centre", _CHARITY, ("mental health",), ("adults",)),
    Work("Talking Space", _CIC, ("mental health",), ("adults",)),
    Work("Counselling", _CHARITY, ("mental health", "bereavement"), ("adults",)),
    Work("Bereavement Circle", _GROUP, ("bereavement",), ("adults",)),
    Work("Hospice", _CHARITY, ("bereavement", "long-term conditions"), ("everyone",)),
    Work("Recovery Group", _GROUP, ("addiction",), ("adults",)),
    Work("Night Shelter", _CHARITY, ("housing",), ("homeless people",)),
    Work("Housing Trust", _CHARITY, ("housing",), ("families",)),
    Work("Tenants Association", _GROUP, ("housing", "neighbourhood"), ("everyone",)),
    Work("Women's Refuge", _CHARITY, ("domestic abuse",), ("women",)),
    Work("Women's Circle", _GROUP, ("domestic abuse", "loneliness"), ("women",)),
    Work("Tool Shed", _GROUP, ("loneliness", "mental health"), ("men",)),
    Work("Welcome Group", _GROUP, ("migration",), ("refugees",)),
    Work("Language Café", _GROUP, ("migration", "skills"), ("refugees",)),
    Work("Youth Club", _GROUP, ("young people",), ("young people",)),
    Work("Youth Trust", _CHARITY, ("young people", "skills"), ("young people",)),
    Work("Outdoor Youth Group", _GROUP, ("young people",), ("young people",)),
    Work("Playgroup", _GROUP, ("early years",), ("families",)),
    Work("Toddlers", _GROUP, ("early years",), ("families",)),
    Work("Family Centre", _CHARITY, ("early years", "poverty"), ("families",)),
    Work("Breastfeeding Group", _GROUP, ("early years",), ("families",)),
    Work("Job Club", _CIC, ("employment", "skills"), ("adults",)),
    Work("Skills Workshop", _CIC, ("employment", "skills"), ("adults",)),
    Work("Repair Café", _GROUP, ("environment", "skills"), ("everyone",)),
    Work("Community Garden", _GROUP, ("environment", "exercise"), ("everyone",)),
    Work("Allotments", _GROUP, ("environment", "food"), ("everyone",)),
    Work("Wildlife Group", _GROUP, ("environment",), ("everyone",)),
    Work("Walking Group", _GROUP, ("exercise",), ("everyone",)),
    Work("Football Club", _CLUB, ("exercise", "young people"), ("young people",)),
    Work("Cricket Club", _CLUB, ("exercise",), ("everyone",)),
    Work("Bowls Club", _CLUB, ("exercise", "loneliness"), ("older people",)),
    Work("Dance Group", _GROUP, ("arts", "exercise"), ("everyone",)),
    Work("Community Choir", _GROUP, ("arts", "loneliness"), ("everyone",)),
    Work("Brass Band", _GROUP, ("arts",), ("everyone",)),
    Work("Arts Collective", _CIC, ("arts", "mental health"), ("adults",)),
    Work("History Society", _GROUP, ("arts", "neighbourhood"), ("everyone",)),
    Work("Digital Champions", _GROUP, ("digital inclusion", "skills"), ("older people",)),
    Work("Community Association", _CHARITY, ("neighbourhood",), ("everyone",)),
    Work("Residents Group", _GROUP, ("neighbourhood",), ("everyone",)),
    Work("Development Trust", _CHARITY, ("neighbourhood", "employment"), ("everyone",)),
    Work("Volunteer Centre", _CHARITY, ("neighbourhood", "skills"), ("everyone",)),
    Work("Pride Group", _GROUP, ("mental health", "loneliness"), ("LGBT+ people",)),
    Work("Veterans Hub", _GROUP, ("mental health", "loneliness"), ("veterans",)),
)
#: The works whose groups share one name in several places.
SHARED_WORKS = ("Café", "Lunch Club", "Community Choir", "Food Pantry", "Toddlers", "Tool Shed")
THEMES = tuple(sorted({theme for work in WORKS for theme in work.themes}))


def made_up(rng: Random) -> list[str]:
    """Every stem with every ending, shuffled."""
    words = [stem + ending for stem in STEMS for ending in ENDINGS]
    rng.shuffle(words)
    return words
