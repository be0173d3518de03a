"""The programmes that come with the program, held to the documents that state them.

The committed data is read alone: each figure, date and count stands in the words of its document
that ``data/reference/programmes/`` keeps beside it. Where the documents are at hand, those words
are looked up in them, in the section that the record names.
"""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from joinedup.imports.people import looks_like_person
from joinedup.model import (
    Action,
    Dataset,
    Milestone,
    Programme,
    Progress,
    Statement,
    StatementKind,
    WorkState,
)
from joinedup.store.bundled import load_dataset
from scripts.footprints.organisations import slug
from tests.unit import said
from tests.unit.test_plain_english import MOST_WORDS

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
REFERENCE = DATA / "reference" / "programmes"
SEEDS = Path(os.environ.get("JOINEDUP_SEEDS") or ROOT.parent / "shared" / "seeds")
needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the documents are not at hand: name their folder in JOINEDUP_SEEDS"
)

SY, HW = "south-yorkshire", "herefordshire-and-worcestershire"
BRADFORD, CHESHIRE = "bradford-district", "cheshire-west"
REAL = (SY, HW, BRADFORD, CHESHIRE)
HEWITT = "hewitt-review"
LONGEST_WORDS = 120

Record = Programme | Milestone | Action | Statement


class Anchor(NamedTuple):
    """Where in a document something stands, and the words that show it."""

    section: str
    words: tuple[str, ...]


class Shown(NamedTuple):
    """A record of the data, and what its file in the reference shows of it.

    Attributes:
        anchors: Its own first, then those for single fields that stand elsewhere.
        derived: Whether its name and number stand in ``footprints.json``.
    """

    id: str
    document: str
    anchors: tuple[Anchor, ...]
    derived: bool = False

    @property
    def words(self) -> str:
        """All words that show it."""
        return " ".join(one for anchor in self.anchors for one in anchor.words)


@cache
def dataset(footprint: str) -> Dataset:
    return load_dataset(footprint)


@cache
def reference(programme: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((REFERENCE / f"{programme}.json").read_text("utf-8"))
    return found


def records(found: Dataset) -> tuple[Record, ...]:
    return (*found.programmes, *found.milestones, *found.actions, *found.statements)


def work(found: Dataset) -> tuple[Milestone | Action, ...]:
    return (*found.milestones, *found.actions)


def statements(found: Dataset, kind: StatementKind, programme: str) -> list[Statement]:
    return [one for one in found.statements if (one.kind, one.programme) == (kind, programme)]


def figures(footprint: str, programme: str) -> dict[str, tuple[float | None, str, str]]:
    """Figures of a programme by the end of their id: the number, its unit, its qualifier."""
    return {
        one.id.removeprefix(f"{programme}-"): (one.figure, one.unit, one.qualifier)
        for one in dataset(footprint).statements
        if one.programme == programme and one.figure is not None
    }


@cache
def shown() -> Mapping[str, Shown]:
    """What the reference shows, by the id of the record."""
    found = [one for path in sorted(REFERENCE.glob("*.json")) for one in _shown(path.stem)]
    assert len({one.id for one in found}) == len(found)
    return {one.id: one for one in found}


def _shown(programme: str) -> Iterator[Shown]:
    held = reference(programme)
    stated = held["document"]
    source = stated["source"] if isinstance(stated, dict) else _document(stated)
    seed = source.rpartition("(")[2].removesuffix(")")
    yield Shown(programme, seed, _anchors(held["programme"]))
    for table in ("milestones", "actions", "statements"):
        for item in held.get(table, ()):
            yield Shown(f"{programme}-{item['id']}", seed, _anchors(item))
            for part in item.get("parts", ()) if table == "statements" else ():
                key = part.get("id") or f"{item['id']}-{slug(part['name'])}"
                own = {"section": item["section"], **part}
                yield Shown(f"{programme}-{key}", seed, _anchors(own))
    for item in held.get("declared", ()):
        name = f"{programme}-figure-{slug(item['key'])}"
        yield Shown(name, seed, _anchors(item), derived=True)


def _anchors(item: Mapping[str, Any]) -> tuple[Anchor, ...]:
    stated = (item, *item.get("elsewhere", ()))
    return tuple(Anchor(one["section"], tuple(one["words"])) for one in stated)


def _document(partnership: str) -> str:
    for footprint in REAL:
        if partnership in (found := dataset(footprint)).partnership_by_id:
            return found.partnership_by_id[partnership].provenance.source
    raise AssertionError(partnership)


EVERY = [(footprint, one) for footprint in REAL for one in records(dataset(footprint))]
every = pytest.mark.parametrize(
    ("footprint", "record"), EVERY, ids=[f"{where}-{one.id}" for where, one in EVERY]
)


# --- what has to be there --------------------------------------------------------------


def test_each_footprint_has_its_programmes_and_the_national_review() -> None:
    assert {one: list(dataset(one).programme_by_id) for one in REAL} == {
        SY: ["sy-integration", HEWITT],
        HW: ["hw-academy", HEWITT],
        BRADFORD: ["one-workforce", "hscep", HEWITT],
        CHESHIRE: ["cwac-strategy", HEWITT],
    }
    for footprint in REAL:
        for one in dataset(footprint).programmes:
            assert one.partnership == (None if one.id == HEWITT else one.id)
            assert one.what
            assert one.how
            assert one.why


def test_south_yorkshires_root_definition_and_principles() -> None:
    one = dataset(SY).programme_by_id["sy-integration"]
    assert "Connect the Unconnected" in one.why
    assert one.sponsor == "Executive Lead"
    assert one.principles == (
        "Agree shared ways of working",
        "Prioritise opportunities to work together",
        "Lead by example",
        "Be accountable and evidence-based",
        "Plan for sustainability from the start",
    )


def test_south_yorkshires_milestones_are_the_quarters_of_a_financial_year() -> None:
    found = dataset(SY).milestones
    assert [(one.start, one.due, len(one.parts)) for one in found] == [
        ("2024-04", "2024-06", 1),
        ("2024-07", "2024-09", 5),
        ("2024-10", "2024-12", 3),
        ("2025-01", "2025-03", 2),
    ]
    assert any("financial year" in note for note in dataset(SY).notes)


def test_only_what_the_document_says_is_done_is_done() -> None:
    """South Yorkshire's mandate was established. Of nothing else does a document say it."""
    states = {
        one.id: one.state
        for footprint in REAL
        for one in work(dataset(footprint))
        if one.state is not WorkState.NOT_STATED
    }
    assert states == {"sy-integration-q1": WorkState.DONE}
    assert "established early 2024" in shown()["sy-integration-q1"].words


def test_south_yorkshires_eight_areas_of_focus() -> None:
    found = statements(dataset(SY), StatementKind.FOCUS, "sy-integration")
    assert [one.name for one in found if one.part_of is None] == [
        "Legislation",
        "Intelligence gathering",
        "National projects",
        "Governance",
        "Forming the focus",
        "Listening and learning",
        "Stakeholder engagement",
        "Legacy learning",
    ]
    parts = Counter(str(one.part_of) for one in found if one.part_of)
    assert [parts[one.id] for one in found if one.part_of is None] == [0, 7, 2, 3, 5, 3, 18, 4]


def test_south_yorkshires_figures_are_those_that_it_declares() -> None:
    assert figures(SY, "sy-integration") == {
        "figure-places": (4, "places", ""),
        "figure-neighbourhoods": (36, "neighbourhoods", ""),
        "figure-councils": (4, "local authorities", ""),
        "figure-trusts-ambulance": (1, "ambulance services", ""),
        "figure-practices": (186, "general practices", ""),
        "figure-trusts-acute": (5, "acute hospital trusts", ""),
        "figure-trusts-community-and-mental-health": (3, "community and mental health trusts", ""),
        "figure-vcse": (6000, "VCSE organisations", "over"),
        "figure-workforce": (320000, "people", "over"),
    }
    declared = Counter((one.label, one.figure) for one in dataset(SY).declared)
    told = statements(dataset(SY), StatementKind.FIGURE, "sy-integration")
    assert Counter((one.name, one.figure) for one in told) == declared


def test_south_yorkshires_evidence() -> None:
    found = statements(dataset(SY), StatementKind.EVIDENCE, "sy-integration")
    (research,) = (one for one in found if one.period)
    assert research.period == "2022"
    assert "parity" in research.text
    assert any("QSIR" in one.name for one in found)


def test_the_academy_has_seven_equal_faculties() -> None:
    found = dataset(HW)
    faculties = [one for one in found.partnerships if one.part_of == "hw-academy"]
    assert len(faculties) == 7
    assert {one.kind for one in faculties} == {"faculty"}
    assert figures(HW, "hw-academy") == {
        "faculties": (7, "faculties", ""),
        "figure-workforce": (19_500, "people", ""),
        "figure-workforce-adult-social-care": (1_157, "people", ""),
        "social-care-share": (6, "per cent", ""),
        "figure-vcse": (300, "VCSE organisations", "some"),
    }
    assert round(100 * 1_157 / 19_500) == 6


def test_who_leads_the_social_care_faculty_is_a_role_of_an_organisation() -> None:
    found = dataset(HW)
    (led,) = (one for one in found.memberships if one.role == "faculty lead")
    assert led.partnership == "hw-academy-social-care"
    name = found.organisation_by_id[led.organisation].name
    assert name == "Herefordshire Care Homes Association"
    (told,) = (one for one in found.statements if "leads the social care" in one.name)
    assert f"The chair of the {name}" in told.text
    assert found.programme_by_id["hw-academy"].leads == ("H&W ICS Academy Director",)


def test_who_signed_the_memorandum() -> None:
    (one,) = statements(dataset(HW), StatementKind.AGREEMENT, "hw-academy")
    assert one.name == "Memorandum of understanding"
    assert "All organisations that take part" in one.text
    assert "has no list" in one.text
    found = dataset(HW)
    (signed,) = (row for row in found.memberships if "signed" in row.role)
    assert signed.partnership == "hw-academy"
    name = found.organisation_by_id[signed.organisation].name
    assert f"one that takes part, the {name}." in one.text
    assert [note for note in found.notes if f"that the {name} signed follows" in note]


def test_bradfords_partnership_and_programme() -> None:
    found = dataset(BRADFORD)
    members = [one for one in found.memberships if one.partnership == "hscep"]
    assert len(members) == 9
    assert "Nine bodies" in found.programme_by_id["hscep"].how
    assert found.partnership_by_id["one-workforce"].led_by == "hscep"
    streams = [one for one in found.partnerships if one.part_of == "one-workforce"]
    assert len(streams) == 3
    assert len(statements(found, StatementKind.FOCUS, "one-workforce")) == 3
    assert figures(BRADFORD, "one-workforce") == {
        "funding": (1_150_000, "GBP", ""),
        "economy-share": (19, "per cent", ""),
    }
    (funding,) = statements(found, StatementKind.FUNDING, "one-workforce")
    assert funding.name == "Leeds City Region Business Rates Pool"
    assert any("overnance to be reviewed" in one.name for one in found.statements)


def test_bradfords_resolutions_are_actions_with_an_owner_and_no_made_up_date() -> None:
    found = dataset(BRADFORD).actions
    assert Counter(one.theme[:12] for one in found) == {"Resolution 1": 1, "Resolution 2": 7}
    owner = "Strategic Director, Children's Services; Strategic Director, Health and Wellbeing"
    assert {(one.lead, one.organisation) for one in found} == {(owner, "ons:E08000032")}
    assert {(one.start, one.due) for one in found} == {("", "")}
    assert [one.timing for one in found if one.timing] == [
        "November/January meeting of the Board (the minutes state no year)"
    ]


def test_cheshires_intention_aims_and_thirteen_priorities() -> None:
    found = dataset(CHESHIRE)
    one = found.programme_by_id["cwac-strategy"]
    assert len(one.principles) == 3
    assert one.leads == ("Workforce Development Manager, Adult Social Care and Health",)
    priorities = statements(found, StatementKind.PRIORITY, "cwac-strategy")
    assert len(priorities) == 13
    for number, priority in enumerate(priorities, start=1):
        assert priority.name.startswith(f"{number}. ")
        assert f", 4.{number}. " in priority.section
        assert priority.text


def test_cheshires_plan_has_six_themes_with_all_their_activities() -> None:
    found = dataset(CHESHIRE).actions
    assert Counter(one.theme for one in found) == {
        "1. Joint Strategic Commissioning": 6,
        "2. Workforce Information and Demographics": 4,
        "3. Working in Partnership": 7,
        "4. Safeguarding": 3,
        "5. Professional Standards and registration": 2,
        "6. Organisational Development": 1,
    }
    when = Counter((one.start, one.due, one.timing) for one in found)
    assert when == {
        ("", "2013-06", ""): 1,
        ("", "2013-09", ""): 2,
        ("", "2013-02", "phase 1"): 1,
        ("", "2013-04", "phase 2"): 1,
        ("2013-01", "2013-06", ""): 1,
        ("", "2013-03", ""): 1,
        ("2013-04", "2014-03", ""): 6,
        ("2013-01", "2014-03", ""): 1,
        ("", "2013-04", ""): 1,
        ("", "2013-12", ""): 1,
        ("", "", "Ongoing"): 1,
        ("", "", ""): 6,
    }


def test_cheshires_leads_are_roles_and_nobody_is_made_one() -> None:
    """Four cells of the plan are empty: these have no owner. The rest have the one known role."""
    found = dataset(CHESHIRE).actions
    assert [one.id for one in found if not one.has_owner] == [
        "cwac-strategy-1-alignment-phase-1",
        "cwac-strategy-1-alignment-phase-2",
        "cwac-strategy-4-specialist-training",
        "cwac-strategy-4-consultative-support",
    ]
    owned = [one for one in found if one.has_owner]
    assert all(one.lead.startswith("Workforce Development Manager") for one in owned)
    others = {part for one in owned for part in one.lead.split("; ")[1:]}
    assert others == {
        *("Supplier Management", "HR", "NHS", "Childrens", "Corporate OD", "Skills Junction"),
        "one more person named in the plan, role not stated",
        "two more people named in the plan, roles not stated",
    }


def test_cheshires_budget_and_people() -> None:
    assert figures(CHESHIRE, "cwac-strategy") == {
        "budget": (743_656, "GBP", ""),
        "budget-staffing": (297_976, "GBP", ""),
        "budget-reduction": (250_000, "GBP", ""),
        "team": (7.5, "fte", ""),
        "team-amhp": (1.0, "fte", ""),
        "aged-65": (19_500, "people", ""),
        "aged-85": (3_000, "people", ""),
    }
    parts = {one.id: one.part_of for one in dataset(CHESHIRE).statements if one.part_of}
    assert parts == {
        "cwac-strategy-budget-staffing": "cwac-strategy-budget",
        "cwac-strategy-team-amhp": "cwac-strategy-team",
    }
    periods = {one.id: one.period for one in dataset(CHESHIRE).statements if one.period}
    assert periods["cwac-strategy-budget-reduction"] == "2013-04/2014-03"
    assert periods["cwac-strategy-aged-65"] == periods["cwac-strategy-aged-85"] == "2010/2020"


@pytest.mark.parametrize("footprint", REAL)
def test_the_hewitt_review_is_context_everywhere(footprint: str) -> None:
    found = dataset(footprint)
    assert found.programme_by_id[HEWITT].kind == "review"
    assert figures(footprint, HEWITT) == {"prevention": (1, "per cent", "at least")}
    context = statements(found, StatementKind.CONTEXT, HEWITT)
    assert [one.name for one in context if "arity" in one.name] == [
        "Parity: a workforce strategy for social care beside the NHS's"
    ]
    assert [one.period for one in context if one.period] == ["2022-11"]
    assert [one.name for one in context if one.name.startswith("Reaction")] == [
        "Reaction: spokesperson of the Department of Health and Social Care",
        "Reaction: chief executive of NHS Providers",
        "Reaction: president of the Association of Directors of Adult Social Services",
    ]


def test_it_is_the_same_review_in_every_footprint() -> None:
    same = {
        tuple(one for one in dataset(footprint).statements if one.programme == HEWITT)
        for footprint in REAL
    }
    assert len(same) == 1


def test_a_plan_of_2013_is_not_called_late() -> None:
    day = date(2026, 10, 1)
    for footprint in REAL:
        stands = {one.progress_on(day) for one in work(dataset(footprint))}
        assert stands <= {Progress.DONE, Progress.UNDATED, Progress.UNKNOWN}


# --- each record against the words that show it ----------------------------------------


def test_every_record_is_shown_and_nothing_else_is() -> None:
    held = {one.id for _, one in EVERY}
    assert held == shown().keys()


@every
def test_a_record_says_its_document_and_section(footprint: str, record: Record) -> None:
    known = shown()[record.id]
    assert record.section == known.anchors[0].section
    assert known.document in record.provenance.source
    assert record.provenance.licence == "Facts from a public document"
    own = dataset(footprint).programme_by_id[getattr(record, "programme", record.id)]
    if own.partnership:
        partnership = dataset(footprint).partnership_by_id[own.partnership]
        assert record.provenance == partnership.provenance


@pytest.mark.parametrize("known", shown().values(), ids=shown())
def test_words_are_short(known: Shown) -> None:
    for anchor in known.anchors:
        assert anchor.section.strip() == anchor.section
        assert anchor.words
        for words in anchor.words:
            assert 0 < len(words) <= LONGEST_WORDS


@every
def test_every_number_stands_in_the_words(footprint: str, record: Record) -> None:
    del footprint
    known = shown()[record.id]
    there = numbers(f"{known.words} {record.section}", apart=True)
    assert numbers(" ".join(texts(record))) <= there
    if isinstance(record, Statement) and record.figure is not None:
        assert record.figure in numbers(known.words) | spelled(known.words)


def texts(record: Record) -> Iterator[str]:
    """All that a record says in words; its source, dates and ids apart, and themes by number."""
    aside = {
        "theme",
        "id",
        "programme",
        "partnership",
        "part_of",
        "organisation",
        "places",
        "section",
    }
    aside |= {"provenance", "start", "due", "done_on", "period", "state", "kind", "figure"}
    for name in record.__dataclass_fields__.keys() - aside:
        value = getattr(record, name)
        yield from value if isinstance(value, tuple) else (value,)


_SCALE = {"k": 1_000, "m": 1_000_000, "million": 1_000_000}
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def numbers(text: str, *, apart: bool = False) -> set[float]:
    """The numbers in a text: ``£1.15m`` is 1,150,000 and ``2013/14`` is 2013 and 2014.

    Args:
        apart: Whether ``4.10.`` is 4 and 10 as well, and ``1.6 million`` 1.6.
    """
    whole = re.sub(r"\b(\d\d)(\d\d)/(\d\d)\b", r"\1\2 \1\3", text)
    found = set()
    for digits, scale in re.findall(r"(\d[\d,]*(?:\.\d+)?) ?(k\b|k\+|m\b|million)?", whole, re.I):
        plain = digits.replace(",", "")
        found.add(float(plain) * _SCALE.get(scale.lower().rstrip("+"), 1))
        if apart:
            found |= {float(plain), *map(float, plain.split("."))}
    return found


def spelled(text: str) -> set[float]:
    """The numbers that a text has in letters."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    return {float(number) for number, word in enumerate(_SPELLED, start=1) if word in words}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("over 320K individuals", {320_000}),
        ("6k+ VCSE organisations", {6_000}),
        ("£1.15m funding", {1_150_000}),
        ("£743,656 of which 7.5 fte", {743_656, 7.5}),
        ("For 2013/14 less £250,000.", {2013, 2014, 250_000}),
        ("from 1.6million to 1.8", {1_600_000, 1.8}),
        ("the months and kin", set()),
    ],
)
def test_numbers_are_read(text: str, found: set[float]) -> None:
    assert numbers(text) == found


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Our reading of quarters: those of the financial year that the route begins in.
_QUARTERS = {
    "Q1": {"2024-04", "2024-06"},
    "Q2": {"2024-07", "2024-09"},
    "Q3": {"2024-10", "2024-12"},
    "Q4": {"2025-01", "2025-03"},
}


@every
def test_every_date_stands_in_the_words(footprint: str, record: Record) -> None:
    del footprint
    if isinstance(record, Programme):
        return
    known = shown()[record.id]
    stated = record.period.split("/") if isinstance(record, Statement) else []
    if isinstance(record, Milestone | Action):
        stated = [record.start, record.due, record.done_on]
    assert {one for one in stated if one} <= dates(f"{known.words} {record.section}")
    if isinstance(record, Action) and record.timing:
        assert record.timing.partition(" (")[0] in known.words


def dates(text: str) -> set[str]:
    """The partial dates that a text can mean: years, months, days, quarters, financial years."""
    found = set(re.findall(r"\b\d{4}\b", text))
    for day, month, year in re.findall(r"(?:(\d{1,2}), )?\b([A-Z][a-z]{2})[a-z]*,? (\d{4})", text):
        if month in _MONTHS:
            whole = f"{year}-{_MONTHS.index(month) + 1:02d}"
            found |= {whole, f"{whole}-{int(day):02d}"} if day else {whole}
    for year, after in re.findall(r"\b(\d{4})/(\d{2})\b", text):
        found |= {f"{year}-04", f"{year[:2]}{after}-03"}
    for quarter, months in _QUARTERS.items():
        found |= months if re.search(rf"\b{quarter}\b", text) else set()
    return found


# --- nobody is named -------------------------------------------------------------------

#: SHA-256 of each name in the documents, in lower case: of the whole, and of the surname where it
#: is no other word. The names themselves stay out of this repository.
NAMES = frozenset(
    [
        *("f0c16960643dc020", "2ae04b4e026b4a38", "4abdf61c7f407a44", "d0e32f8d56ac0bd3"),
        *("719e5688fb408832", "a9d43d6e6cc69479", "054634746f47f588", "615b9d1c5e819c8c"),
        *("55220ac0a0f92f70", "851113d1869ef1af", "fd23394e55719098", "a04f114e9d2472c0"),
        *("0ec67435f9b5162a", "8f9602aa161e406b", "becc768763965795", "ccebc82d3d16e316"),
        *("deac1141965f4ac7", "90e6b8626e8ff4c0", "c1d1af2be530ba79", "0db0cfe5b6d846e0"),
        *("7c5232c54cf5dce6", "b8746e3fc5eb4f3d", "ac816e579f4f429d", "4900c08512b6aee2"),
    ]
)
FILES = (*REFERENCE.glob("*.json"), *(DATA / "footprints").glob("*/programmes.json"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def named(text: str) -> set[str]:
    """The digests of names of which one occurs in a text."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    return {digest(one) for one in (*words, *pairs)} & NAMES


def test_a_name_would_be_found() -> None:
    made_up = "Nobody Madeupname"
    assert digest(made_up.lower()) not in NAMES
    assert re.findall(r"[^\W\d_]+", f"Led by {made_up}.".lower())[-2:] == ["nobody", "madeupname"]


@pytest.mark.parametrize(
    "path", [*FILES, DATA / "reference" / "footprints.json"], ids=lambda one: one.parent.name
)
def test_nobody_of_the_documents_is_named(path: Path) -> None:
    assert named(path.read_text("utf-8")) == set()


@every
def test_sentences_are_short(footprint: str, record: Record) -> None:
    """As on every page: see :mod:`tests.unit.test_plain_english`."""
    del footprint
    for text in texts(record):
        for sentence in said.sentences(text):
            assert len(said.words(sentence)) <= MOST_WORDS, sentence


@every
def test_leads_are_roles(footprint: str, record: Record) -> None:
    del footprint
    leads = [record.lead] if isinstance(record, Action) else []
    if isinstance(record, Programme):
        leads = [record.sponsor, *record.leads]
    for lead in leads:
        for part in lead.split("; "):
            assert not looks_like_person(part)


# --- against the documents -------------------------------------------------------------


@cache
def lines(document: str) -> tuple[str, ...]:
    """The lines of a document that hold something, each with single spaces."""
    text = (SEEDS / document).read_text("utf-8")
    return tuple(line for one in text.splitlines() if (line := plain(one)))


def plain(text: str) -> str:
    return " ".join(text.split())


def heading(line: str) -> str:
    """A line as a heading: without a bullet, small figures, stars, or a mark at its end."""
    return re.sub(r"^- |[₀-₉*]|\*\*", "", line).strip(" :-")


def within(document: str, section: str) -> str:
    """The text of a section: ``a heading, one below it, paragraph 3`` or ``(2)``.

    It goes up to the next heading of any section of as many parts, or to the end; a paragraph
    is a line.
    """
    parts = section.split(", ")
    at = -1
    for part in parts:
        if number := re.fullmatch(r"paragraph (\d+)", part):
            return lines(document)[at + int(number[1])]
        at = next(
            index
            for index, line in enumerate(lines(document))
            if index > at and is_heading(line, part)
        )
    known = [
        anchor.section.split(", ")
        for one in shown().values()
        if one.document == document
        for anchor in one.anchors
    ]
    depth = len(parts)
    beside = {
        one[depth - 1] for one in known if len(one) >= depth and one[:depth][:-1] == parts[:-1]
    }
    ends = beside | {one[0] for one in known}
    rest = []
    for line in lines(document)[at + 1 :]:
        if any(is_heading(line, one) for one in ends):
            break
        rest.append(line)
    return " ".join([lines(document)[at], *rest])


def is_heading(line: str, part: str) -> bool:
    """Whether a line is the heading, or begins with it: ``(2)``, ``4.7. A title``, ``Action:``."""
    if re.match(r"\(\d+\)|\d+\.\d+\.", part):
        return heading(line).startswith(heading(part))
    return heading(line) == heading(part) or line.startswith(f"{part}: ")


@needs_seeds
@pytest.mark.parametrize("known", shown().values(), ids=shown())
def test_the_words_stand_in_the_document_where_the_record_says(known: Shown) -> None:
    for anchor in known.anchors:
        text = within(known.document, anchor.section)
        for words in anchor.words:
            assert plain(words) in text, (anchor.section, words)


#: Names of things that the documents and we have alike: they are nobody's wording.
NAMES_OF_THINGS = (
    "Allied healthcare professionals",
    "Association of Directors of Adult Social Services",
    "Bradford Health and Social Care Economic Partnership",
    "Community Led Local Development Programmes",
    "Department of Health and Social Care",
    "Health and Social Care Integration Programme",
    "Healthcare science",
    "Leeds City Region Business Rates Pool",
    "National Minimum Data Set for Social Care",
    "Nursing and midwifery",
    "Skills for Care: National Adult Social Care Workforce Strategy",
    "Voluntary, community and social enterprise",
    "West Yorkshire and Harrogate ICS workforce programme",
)
#: So many words in a row may stand in a document and in our description of it.
MOST_IN_A_ROW = 6
_BREAK = "|"


def tokens(text: str) -> list[str]:
    """Its words in lower case, without apostrophes."""
    return re.findall(r"[a-z0-9]+", re.sub(r"['\u2019]", "", text.lower()))


def longest_run(text: str, document: str) -> tuple[str, ...]:
    """The longest run of words that a text has in common with a document, names of things apart."""
    own = f" {' '.join(tokens(text))} "
    for name in NAMES_OF_THINGS:
        own = own.replace(f" {' '.join(tokens(name))} ", f" {_BREAK} ")
    theirs, words = f" {' '.join(tokens(document))} ", own.split()
    longest: tuple[str, ...] = ()
    for start in range(len(words)):
        while f" {' '.join(words[start : start + len(longest) + 1])} " in theirs:
            if start + len(longest) + 1 > len(words):
                break
            longest = tuple(words[start : start + len(longest) + 1])
    return longest


@pytest.mark.parametrize(
    ("text", "document", "run"),
    [
        ("So that people have it early.", "to ensure that people get it", "that people"),
        ("People\u2019s needs, early", "the people's needs early on", "peoples needs early"),
        ("for Healthcare science there", "for healthcare science there", "for"),
        ("the early bird", "an early bird", "early bird"),
        ("nothing", "of it", ""),
    ],
)
def test_runs_are_measured(text: str, document: str, run: str) -> None:
    assert " ".join(longest_run(text, document)) == run


@needs_seeds
@every
def test_descriptions_are_in_our_own_words(footprint: str, record: Record) -> None:
    del footprint
    document = (SEEDS / shown()[record.id].document).read_text("utf-8")
    # Who leads and who sponsors are names of roles, of teams and of bodies.
    roles = {getattr(record, "lead", ""), getattr(record, "sponsor", "")}
    roles |= {*getattr(record, "leads", ())}
    for text in set(texts(record)) - roles:
        run = longest_run(text, document)
        assert len(run) <= MOST_IN_A_ROW, " ".join(run)


@needs_seeds
def test_every_document_is_shown() -> None:
    there = {path.name for path in SEEDS.glob("*.txt")}
    assert {one.document for one in shown().values()} <= there


@needs_seeds
def test_the_names_are_those_of_the_documents() -> None:
    """Each digest is that of a name that stands in a document."""
    documents = {one.document for one in shown().values()}
    found = set().union(*(named((SEEDS / one).read_text("utf-8")) for one in documents))
    assert found == NAMES
