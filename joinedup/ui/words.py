"""The technical words of each page with what they mean, out of the glossary."""

from joinedup.render import glossary
from joinedup.render.escaping import escape
from joinedup.render.glossary import Term

#: What the filters, the sentence and the menu say on any page.
_EVERYWHERE = (
    *("Connected", "Footprint", "General practice", "ICB", "ICS", "Illustrative", "Level"),
    *("Neighbourhood", "No partnership on record", "ODS", "Organisation", "Partner", "Partnership"),
    *(
        "Past partnership",
        "PCN",
        "Place",
        "Programme",
        "Provider collaborative",
        "Sector",
        "Trust",
        "Unknown",
    ),
    *("Unconnected", "VCSE", "Version", "Work stream"),
)
#: What a page says besides, by its address.
PAGES = {
    "": (
        *("Ambulance trust", "Approximate catchment", "Area council", "CASC", "Council"),
        *("Declared and loaded", "Introduction", "Known", "Membership"),
        *("National context", "Outside"),
    ),
    "map": (
        *("Approximate catchment", "Community", "Council", "Go-between", "IMD", "Introduction"),
        *("Known", "LSOA", "Old tie", "Outside", "Reach", "Registered patients", "Selection"),
        *("Tie", "What if"),
    ),
    "network": (
        *("Approximate catchment", "Betweenness", "Community", "Council", "Degree", "E-I index"),
        *("Ego view", "Fragmentation", "Go-between", "Hub", "Introduction", "Isolate", "Known"),
        *("Layout", "Old tie", "Outside", "Projection", "Reach", "Seat", "Selection", "Tie"),
        *("What if",),
    ),
    "unconnected": (
        *("Approximate catchment", "Community", "Council", "Coverage statement", "Go-between"),
        *("IMD", "Introduction", "Known", "LSOA", "Old tie", "Outside", "Own sector only"),
        *("Reach", "Registered patients", "Selection", "Tie", "Voice", "What if", "Working list"),
    ),
    "introductions": (
        *("Confirmed on", "E-I index", "Introduction", "Known", "Outside", "Proposed tie"),
        *("Reach", "Seat", "Tie"),
    ),
    "organisation": (
        *("Approximate catchment", "As of", "Betweenness", "Community", "Confirmed on", "Council"),
        *("Degree", "Go-between", "Hub", "Introduction", "Isolate", "Known", "Membership"),
        *("Old tie", "Other name", "Outside", "Projection", "Reach", "Registered patients", "Seat"),
        *("Selection", "Tie", "What if"),
    ),
    "parity": (
        *("Ambulance trust", "At random", "Community", "Council", "E-I index", "Introduction"),
        *("Known", "Left out", "Outside", "Seat", "Tie"),
    ),
    "compare": (
        *("Approximate catchment", "Betweenness", "Community", "Council", "E-I index"),
        *("Fragmentation", "Introduction", "Known", "Newly connected", "Newly known", "Outside"),
        *("Seat", "Selection", "Tie", "What if"),
    ),
    "what_if": (
        *("Betweenness", "Council", "E-I index", "Fragmentation", "Hub", "Introduction", "Known"),
        *("Outside", "Proposed tie", "Seat", "Tie", "What if"),
    ),
    "diagrams": (
        *("Change idea", "Driver diagram", "Fishbone", "Primary driver", "Secondary driver"),
    ),
    "working_together": (
        *("Council", "Illustrative", "Known", "Median", "Outside", "Rating", "Seat"),
        *("Sustainability", "Tie", "Working Together Pathway"),
    ),
    "sustainability": ("Known", "Median", "Outside", "Rating", "Sustainability", "Tie"),
    "stakeholders": (
        *("Approximate catchment", "Council", "Go-between", "IMD", "Introduction", "Known"),
        *("LSOA", "Median", "Nine Cs", "Opinion", "Outside", "Power and interest grid"),
        *("Selection", "Spread", "Stakeholder", "Tie", "What if"),
    ),
    "programmes": (
        *("Action", "Driver diagram", "Fishbone", "Illustrative", "Introduction", "Known", "Late"),
        *("Milestone",),
        *("National context", "Outside", "Owner", "Own sector only", "Reach", "Seat", "Selection"),
        *("Template", "Tie"),
    ),
    "saved_views": ("History", "Introduction", "Note", "Outside", "Selection", "View"),
    "stories": (
        *("History", "Introduction", "Known", "Note", "Outside", "Saved view", "Selection"),
        *("Story", "View"),
    ),
    "meeting_notes": (
        *("History", "Introduction", "Known", "Meeting note", "Note", "Outside", "Saved view"),
        *("Selection", "Story", "View"),
    ),
    "lists": (
        *(
            "Action",
            "Alone",
            "As of",
            "Changed",
            "History",
            "Introduction",
            "Known",
            "Left out",
            "LSOA",
        ),
        *(
            "Matrix",
            "Membership",
            "Note",
            "Other name",
            "Outside",
            "Partner list",
            "Personal data",
            "Plan",
        ),
        *("Publish", "Template", "Tie", "To be confirmed", "Waiting row", "Ward"),
    ),
    "history": (
        *("Going back", "History", "Introduction", "Known", "Left out", "Note", "Publish"),
        *("Report", "Used", "Waiting row"),
    ),
    "about": (
        *("Acute trust", "Approximate catchment", "Area council", "CASC", "Council"),
        *("Coverage statement", "Declared and loaded", "IMD", "Introduction", "Known", "LSOA"),
        *(
            "Membership",
            "Milestone",
            "ONS",
            "Org-id",
            "Outside",
            "Registered patients",
            "Tie",
            "Ward",
        ),
    ),
}


def on_page(page: str) -> tuple[list[Term], list[Term]]:
    """The technical words of a page, and those of any page, each in the order of the alphabet.

    Args:
        page: Its address; empty for the Overview.
    """
    own = set(PAGES.get(page, ()))
    return _sorted(own), _sorted(set(_EVERYWHERE) - own)


def _sorted(names: set[str]) -> list[Term]:
    return [glossary.named(name) for name in sorted(names, key=str.casefold)]


def definitions(found: list[Term], *, anchored: bool = False) -> str:
    """Terms with their meanings as HTML.

    Args:
        anchored: Whether an address can lead to each of them by its anchor.
    """
    rows = "".join(
        f"<dt{_anchor(one) if anchored else ''}>{escape(one.name)}</dt>"
        f"<dd>{escape(one.meaning)}</dd>"
        for one in found
    )
    return f'<dl class="ju-glossary">{rows}</dl>'


def _anchor(one: Term) -> str:
    return f' id="{escape(one.anchor)}"'


def meaning(name: str) -> str:
    """What a term means, for the help of a widget that names it."""
    one = glossary.named(name)
    return f"{one.name}: {one.meaning[:1].lower()}{one.meaning[1:]}"
