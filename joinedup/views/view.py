"""What is on screen: the record of it, its parameters, and what free text and days may hold."""

import re
from dataclasses import dataclass
from datetime import date

from joinedup.model import RECORD_ID

#: Longest value that is read from a URL; longer ones are bad links or attacks.
MAX_VALUE_LENGTH = 300

#: Dates that a view can be of; beyond them a link holds a slip of the pen.
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)

#: What the id of a group of organisations looks like; see :mod:`joinedup.network.groups`.
_GROUP = re.compile(r"[a-z]{1,20}:[A-Za-z0-9().:_-]{1,220}")
#: What free text has to look like.
_FORMS = {
    "within": _GROUP,
    "against": re.compile(r"[0-9a-f]{12}|\d{4}-\d{2}-\d{2}"),
    "weights": re.compile(r"([0-4](\.5)?|5)(,([0-4](\.5)?|5)){1,20}"),
    "whatif": re.compile(r"[A-Za-z0-9._:~!-]{1,300}"),
    "programme": RECORD_ID,
    "diagram": re.compile(r"[A-Za-z0-9]{10}"),
}
#: Parameters that hold one word of a vocabulary, several, or a switch.
ONE = (
    *("dataset", "neighbourhood", "colour", "size", "shade", "mark", "drawing", "steps"),
    "picture",
)
MANY = ("places", "sectors", "states", "levels", "kinds")
SWITCHES = ("past", "streets")
#: Free text that is part of the view; what it names is checked elsewhere.
KEPT = ("selected", "within", "against", "whatif", "weights", "programme", "diagram")
#: Where the map and the network stand: no part of the view, the frames keep them.
POSITIONS = ("at", "drawn")
#: Free text: the view's, and what the frames keep.
FREE = ("version", *KEPT, *POSITIONS)
PARAMETERS = (*ONE, *MANY, *SWITCHES, *FREE, "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewState:
    """What is on screen. An empty tuple means *all*.

    Attributes:
        version: Version of the dataset a link was made for; empty for the newest.
        day: The date the picture is of.
        past: Whether partnerships that have ended are counted as well.
        steps: How far around the selected organisation the network is drawn; 0 for all.
        within: Id of the group that the network is opened to; empty for everyone.
        selected: Id of an organisation, a partnership or an area; empty for none.
        against: What the view is compared with: a version, or a day (ISO 8601); empty for what
            suits the dataset.
        whatif: What would be otherwise: ``a`` is left out, ``a~b`` is a seat or a tie more, with
            ``!`` between several; empty for nothing.
        programme: Id of the programme that is open; empty for none.
        diagram: Id of the diagram that is open; empty for none.
        weights: How much each thing counts for introductions, from 0 to 5 with commas between;
            empty for what they begin with.
    """

    dataset: str
    day: date
    version: str = ""
    places: tuple[str, ...] = ()
    neighbourhood: str = ""
    sectors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    past: bool = False
    colour: str = "sector"
    size: str = "same"
    shade: str = "none"
    mark: str = "none"
    streets: bool = False
    drawing: str = "hubs"
    steps: str = "0"
    picture: str = "map"
    within: str = ""
    selected: str = ""
    against: str = ""
    whatif: str = ""
    weights: str = ""
    programme: str = ""
    diagram: str = ""


def kept(name: str, text: object) -> str:
    """Free text of the view as it may be used; empty where it has another form than it must."""
    found = str(text or "")
    form = _FORMS.get(name)
    usable = len(found) <= MAX_VALUE_LENGTH and (form is None or form.fullmatch(found))
    return found if usable else ""


def parse_day(text: str) -> date | None:
    """A day from ``2026-03-01``; None where it is none, or not from 1990 to 2099."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
