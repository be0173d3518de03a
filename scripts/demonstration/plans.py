"""What the made-up programmes set out to do, in words and dates.

Some of it is done, some late, some without an owner or a date, and of some nobody has said what
came of it: everything that a programme can have and can lack.
"""

from typing import NamedTuple

from joinedup.model import StatementKind, WorkState

_NOT_STATED, _OPEN, _DONE, _DROPPED = WorkState


class Step(NamedTuple):
    """A milestone: its name, its quarter, what belongs to it, and what became of it."""

    name: str
    start: str
    due: str
    parts: tuple[str, ...]
    state: WorkState = _NOT_STATED
    done_on: str = ""


class Task(NamedTuple):
    """An action.

    Attributes:
        member: The how-manieth of the programme's members does it; None for none of them.
    """

    theme: str
    text: str
    outcome: str
    lead: str = ""
    member: int | None = None
    due: str = ""
    state: WorkState = _NOT_STATED
    done_on: str = ""
    timing: str = ""
    evidence: str = ""


class Said(NamedTuple):
    """A statement; ``whole`` is the how-manieth of its programme's that it is a part of."""

    kind: StatementKind
    name: str
    text: str = ""
    figure: float | None = None
    unit: str = ""
    qualifier: str = ""
    period: str = ""
    whole: int | None = None


class Plan(NamedTuple):
    """A programme: the partnership whose name ends as it says, and all its work."""

    id: str
    ending: str
    what: str
    how: str
    why: str
    sponsor: str
    leads: tuple[str, ...]
    principles: tuple[str, ...]
    steps: tuple[Step, ...]
    tasks: tuple[Task, ...]
    said: tuple[Said, ...]


_PRINCIPLES = (
    "Ask people first",
    "Decide as near to the street as can be",
    "Share what is known",
    "Leave nobody out",
)
_AGEING = Plan(
    id="ageing",
    ending="Healthy Ageing Programme",
    what="Help older people to stay well, active and at home.",
    how="Groups, practices and the council agree on one offer for each neighbourhood, and tell "
    "each other whom it does not reach.",
    why="So that fewer people fall, and nobody grows old alone.",
    sponsor="Director of place",
    leads=("Programme lead for ageing", "Voluntary sector lead"),
    principles=_PRINCIPLES,
    steps=(
        Step("Everybody is asked", "2025-10", "2025-12", ("List of groups",), _DONE, "2025-12-11"),
        Step(
            "One offer agreed",
            "2026-01",
            "2026-03",
            ("Draft", "Agreement"),
            _DONE,
            "2026-05",
        ),
        Step("First neighbourhoods begin", "2026-04", "2026-06", ("Six of them",), _OPEN),
        Step("Half-year review", "2026-07", "2026-09", ("Report to the board",)),
        Step("All neighbourhoods begin", "2026-10", "2027-03", ("The other thirty",), _OPEN),
        Step("What is left to do", "2028-01", "2028-03", ("Plan for the next years",), _OPEN),
    ),
    tasks=(
        Task(
            "Falls",
            "Train staff and volunteers to spot who may fall.",
            "Fewer falls at home.",
            lead="Falls lead",
            member=0,
            due="2026-02",
            state=_DONE,
            done_on="2026-01-20",
            evidence="Two hundred people trained.",
        ),
        Task(
            "Falls",
            "Give every lunch club a contact in the falls team.",
            "Help comes sooner.",
            lead="Falls lead",
            member=1,
            due="2026-05",
            state=_OPEN,
        ),
        Task(
            "Falls",
            "Fit grab rails within two weeks of being asked.",
            "Homes are safer.",
            due="2026-06-30",
            state=_OPEN,
        ),
        Task(
            "Loneliness",
            "Write one list of befriending schemes.",
            "People can be sent on.",
            lead="Voluntary sector lead",
            member=2,
            due="2025-12",
            state=_DONE,
            done_on="2026-02",
        ),
        Task(
            "Loneliness",
            "Ring everybody who comes home from hospital alone.",
            "Nobody waits.",
            member=3,
            due="2027-06",
            state=_OPEN,
        ),
        Task("Loneliness", "Find drivers for the winter.", "People can get out.", timing="Winter"),
        Task(
            "Dementia",
            "Open a memory café in each neighbourhood.",
            "Carers get a rest.",
            lead="Programme lead for ageing",
            due="2025-09",
        ),
        Task(
            "Dementia",
            "Share care plans with the ambulance service.",
            "Fewer admissions.",
            lead="Programme lead for ageing",
            member=4,
            due="2026-03",
            state=_DROPPED,
            timing="Waits for shared records",
        ),
        Task(
            "",
            "Tell the board each quarter how far the programme is.",
            "The board can help.",
            lead="Programme lead for ageing",
            state=_OPEN,
            timing="Ongoing",
        ),
    ),
    said=(
        Said(StatementKind.FOCUS, "Falls", "Safe at home, and steady on one's feet."),
        Said(StatementKind.FOCUS, "Strength classes", whole=0),
        Said(StatementKind.FOCUS, "Checks of the home", whole=0),
        Said(StatementKind.FOCUS, "Loneliness", "Somebody to talk to, and somewhere to go."),
        Said(StatementKind.PRIORITY, "1. Neighbourhoods with the most people living alone"),
        Said(
            StatementKind.FUNDING,
            "Budget",
            "For the whole programme.",
            480_000,
            "GBP",
            period="2026-04/2027-03",
        ),
        Said(StatementKind.FUNDING, "Grants to groups", "", 300_000, "GBP", whole=5),
        Said(StatementKind.FUNDING, "Staff", "", 180_000, "GBP", whole=5),
        Said(StatementKind.FIGURE, "Programme team", "", 3.5, "fte"),
        Said(StatementKind.FIGURE, "People aged 65 and over", "", 40_000, "people", "some"),
        Said(StatementKind.AGREEMENT, "Agreement on one offer", "Signed by all members."),
        Said(StatementKind.EVIDENCE, "Survey of lunch clubs", "Asked who does not come, and why."),
        Said(StatementKind.CONTEXT, "A hard winter", "More people than usual asked for help."),
    ),
)
_DIGITAL = Plan(
    id="digital",
    ending="Digital Together Programme",
    what="Let records and skills reach everybody who cares for people.",
    how="Practices, trusts, care homes and groups agree on what is shared, and learn together.",
    why="So that nobody has to tell their story twice.",
    sponsor="Chief digital officer",
    leads=("Programme manager",),
    principles=_PRINCIPLES,
    steps=(
        Step("Who has what", "2025-04", "2025-06", ("Survey of systems",), _DONE, "2025-06"),
        Step("Rules of sharing", "2025-07", "2025-12", ("Agreement", "Training"), _OPEN),
        Step("First shared record", "2026-07", "2026-12", ("Two practices", "One trust"), _OPEN),
        Step("Everybody who wants to", "2027-10", "2027-12", (), _OPEN),
    ),
    tasks=(
        Task(
            "Shared records",
            "Agree which parts of a record are shared.",
            "Clear rules.",
            lead="Information lead",
            member=0,
            due="2025-09",
            state=_DONE,
            done_on="2025-11",
        ),
        Task(
            "Shared records",
            "Connect the first care homes.",
            "Homes see discharge letters.",
            lead="Information lead",
            member=1,
            due="2026-03",
            state=_OPEN,
        ),
        Task(
            "Shared records",
            "Ask patients what they want to be shared.",
            "Trust.",
            due="2026-08",
            state=_OPEN,
        ),
        Task(
            "Digital inclusion",
            "Lend tablets through libraries.",
            "More people online.",
            lead="Inclusion lead",
            member=2,
            due="2027-03",
            state=_OPEN,
        ),
        Task("Digital inclusion", "Find volunteers to teach.", "People help each other."),
        Task(
            "Digital inclusion",
            "Count who cannot book online.",
            "We know whom we leave out.",
            member=3,
            due="2025-12",
        ),
    ),
    said=(
        Said(StatementKind.FOCUS, "Shared records", "One record that all who care can read."),
        Said(StatementKind.FOCUS, "Digital inclusion", "Nobody is left behind."),
        Said(StatementKind.FUNDING, "Grant", "One payment.", 1_200_000, "GBP", "up to"),
        Said(StatementKind.EVIDENCE, "Survey of systems", "Who uses which, and what it can share."),
    ),
)
PLANS = (_AGEING, _DIGITAL)
