"""How organisations are counted in words."""

from joinedup.model import Sector

#: How a sector's organisations are counted in a sentence: one, several.
NOUNS = {
    Sector.GENERAL_PRACTICE: ("practice", "practices"),
    Sector.NHS_TRUST: ("NHS trust", "NHS trusts"),
    Sector.AMBULANCE: ("ambulance trust", "ambulance trusts"),
    Sector.PRIMARY_CARE_OTHER: (
        "pharmacy, dentist or optician",
        "pharmacies, dentists and opticians",
    ),
    Sector.LOCAL_AUTHORITY: ("council", "councils"),
    Sector.SOCIAL_CARE: ("social care provider", "social care providers"),
    Sector.VCSE: ("voluntary group", "voluntary groups"),
    Sector.EDUCATION: ("education or research body", "education and research bodies"),
    Sector.NATIONAL: ("national or regional body", "national and regional bodies"),
    Sector.OTHER: ("other body", "other bodies"),
}


def counted(number: int, one: str, several: str) -> str:
    """``1 practice``, ``29 practices``, ``no practices``."""
    return f"{number:,} {one if number == 1 else several}" if number else f"no {several}"


def heading_noun(sector: Sector) -> str:
    """A sector's plural as it stands in a key: ``Voluntary groups``."""
    several = NOUNS[sector][1]
    return several if several[:2].isupper() else several[0].upper() + several[1:]
