"""Rows of one list are one organisation only for a reason that is told, or for an answer."""

from dataclasses import replace

import pytest

from joinedup.imports.choices import LEAVE_OUT, NEW
from joinedup.imports.fields import Kind
from joinedup.imports.plan import Outcome, Plan
from joinedup.imports.planning import Base
from joinedup.imports.resolving import Question
from joinedup.model import Organisation, Sector
from tests.unit.list_samples import base, base_of, plan, table

NAMES = "organisation;postcode;charity_number"
# On record in South Yorkshire, with a postcode and no charity number.
DUKE = "ods:C88030"
QUITE_ANOTHER = "which is quite another name"


def planned(*rows: str, head: str = NAMES, **answers: str) -> Plan:
    """The plan of some organisations; answers by the name that is asked about."""
    listed = table(head, *rows)
    found = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    decisions: dict[str, str] = {}
    for name, answer in answers.items():
        decisions[question(found, name.replace("_", " ")).key] = answer
        found = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE, decisions=decisions)
    return found


def question(one: Plan, name: str) -> Question:
    (found,) = [item for item in one.questions if item.name == name]
    return found


def suggested(one: Plan, name: str) -> list[str]:
    return [item.organisation for item in question(one, name).candidates]


def outcomes(one: Plan) -> list[Outcome]:
    return [one.outcomes[row] for row in sorted(one.outcomes)]


def made(one: Plan) -> dict[str, Organisation]:
    return {
        item.id: one.dataset.organisation_by_id[item.id]
        for item in one.changes
        if item.thing == "organisation" and item.new
    }


def having(one: Plan, number: str) -> list[str]:
    """Who has a number once the list is in."""
    return [
        item.name for item in one.dataset.organisations if number in dict(item.identifiers).values()
    ]


def duke() -> Organisation:
    return base().dataset.organisation_by_id[DUKE]


# --- one number, new to the record ---------------------------------------------------------

OAK = "Oak Lane Larder;S1 2HH;1999991"
CANOE = "Riverside Canoe Club;S1 2HH;1999991"


@pytest.mark.parametrize(
    ("head", "number", "label"),
    [
        ("charity_number", "1999991", "charity number 1999991"),
        ("company_number", "09999991", "company number 09999991"),
        ("ods_code", "Y99991", "ODS code Y99991"),
    ],
)
def test_one_number_with_quite_different_names_is_asked(head: str, number: str, label: str) -> None:
    rows = (f"Oak Lane Larder;{number}", f"Riverside Canoe Club;{number}")
    one = planned(*rows, head=f"organisation;{head}")
    assert outcomes(one) == [Outcome.NEW, Outcome.TO_CONFIRM]
    (first,) = made(one)
    asked = question(one, "Riverside Canoe Club")
    assert [item.organisation for item in asked.candidates] == [first]
    assert asked.candidates[0].words == f"Same {label}, quite another name"
    assert asked.conflict == f"The {label} is that of Oak Lane Larder, {QUITE_ANOTHER}"
    assert "quite another name" in one.problems[0].message


def test_one_number_with_names_alike_is_one_organisation_and_told() -> None:
    one = planned(OAK, "Oak Lane Food Larder Ltd;S1 2HH;1999991")
    (first,) = made(one).values()
    assert first.aliases == ("Oak Lane Food Larder Ltd",)
    (match,) = one.matches
    assert (match.row, match.organisation) == (3, first.id)
    assert match.reason == "Same charity number 1999991"


def test_it_is_the_one_that_a_person_says() -> None:
    (first,) = made(planned(OAK))
    one = planned(OAK, CANOE, Riverside_Canoe_Club=first)
    assert not one.questions
    assert made(one)[first].aliases == ("Riverside Canoe Club",)


def test_it_is_another_where_a_person_says_so() -> None:
    one = planned(OAK, CANOE, Riverside_Canoe_Club=NEW)
    assert not one.questions
    assert outcomes(one) == [Outcome.NEW, Outcome.NEW]
    assert having(one, "GB-CHC-1999991") == ["Oak Lane Larder", "Riverside Canoe Club"]
    assert len(made(one)) == 2


def test_a_third_row_is_asked_which_of_two_it_is() -> None:
    third = "Riverside Canoe and Kayak Club;;1999991"
    one = planned(OAK, CANOE, third, Riverside_Canoe_Club=NEW)
    assert suggested(one, "Riverside Canoe and Kayak Club") == list(made(one))
    asked = question(one, "Riverside Canoe and Kayak Club")
    assert asked.conflict == "Several rows that differ have the charity number 1999991"


def test_one_left_out_is_nobody_to_be_compared_with() -> None:
    rows = ("Elm Bank Advice;;1999992", OAK, CANOE, "Canoe Riverside;;1999991")
    asked = planned(*rows)
    answers = {question(asked, name).key: LEAVE_OUT for name in ("Riverside Canoe Club",)}
    one = plan(Kind.ORGANISATIONS, table(NAMES, *rows), sector=Sector.VCSE, decisions=answers)
    assert outcomes(one)[2] is Outcome.LEFT_OUT
    assert suggested(one, "Canoe Riverside") == [list(made(one))[1]]


def test_a_number_that_a_later_row_brought_counts_too() -> None:
    """The second row is the first's by its ODS code; the third has the second's charity number."""
    head = "organisation;ods_code;charity_number"
    rows = ("Oak Lane Larder;Y99991;", "Oak Lane Larder;Y99991;1999991")
    unlike = planned(*rows, "Riverside Canoe Club;;1999991", head=head)
    (first,) = made(unlike)
    assert suggested(unlike, "Riverside Canoe Club") == [first]
    alike = planned(*rows, "Oak Lane Larder Trust;;1999991", head=head)
    assert list(made(alike)) == [first]
    assert having(alike, "GB-CHC-1999991") == ["Oak Lane Larder"]


def test_one_that_is_another_row_still_asked_about_is_asked_as_well() -> None:
    rows = (
        *("Netherthorpe Community Larder;S1 2HH;", "Netherthrope Comunity Larder;;1999991"),
        "Netherthrope Comunity Larder Ltd;S2 2TD;1999991",
    )
    one = planned(*rows)
    assert outcomes(one) == [Outcome.NEW, Outcome.TO_CONFIRM, Outcome.TO_CONFIRM]
    (first,) = made(one)
    assert suggested(one, "Netherthrope Comunity Larder") == [first]
    settled = planned(*rows, Netherthrope_Comunity_Larder=first)
    assert not settled.questions
    assert list(made(settled)) == [first]


def test_a_number_without_a_name_above_is_nobody_else() -> None:
    one = planned(";;1999991", OAK, CANOE)
    assert outcomes(one) == [Outcome.WAITING, Outcome.NEW, Outcome.TO_CONFIRM]
    assert [problem.code for problem in one.problems] == ["no-name", "to-confirm"]


def test_other_ids_with_one_name_are_one_organisation_and_told() -> None:
    """The ids of somebody else's list mean nothing here."""
    rows = ("x:1;Oak Lane Larder;S1 2HH", "x:2;Oak Lane Larder;S1 2HH")
    one = planned(*rows, head="organisation_id;organisation;postcode")
    assert len(made(one)) == 1
    assert [match.reason for match in one.matches] == ["Same name, same postcode"]


# --- a number that the list adds to one on record ----------------------------------------------


def on_record(number: str = "1999991") -> str:
    return f"{duke().name};{duke().postcode};{number}"


@pytest.mark.parametrize("first", [True, False])
def test_a_new_one_with_the_number_added_to_a_known_one_is_asked(*, first: bool) -> None:
    rows = [CANOE, on_record()] if first else [on_record(), CANOE]
    one = planned(*rows)
    assert one.outcomes[3 - first] is Outcome.TO_CONFIRM
    asked = question(one, "Riverside Canoe Club")
    assert asked.candidates[0].organisation == DUKE
    assert asked.candidates[0].words == "Same charity number 1999991, quite another name"
    row = 3 if first else 2
    told = f"Row {row} gives the charity number 1999991 to Duke Medical Centre"
    assert asked.conflict == told
    assert having(one, "GB-CHC-1999991") == ["Duke Medical Centre"]


def test_a_new_one_is_the_known_one_where_number_and_name_say_so() -> None:
    one = planned("Duke Street Medics and Company;;1999991", on_record())
    assert not made(one)
    assert not one.questions
    reasons = {match.row: match.reason for match in one.matches}
    assert reasons[2] == "Same charity number 1999991"


def test_the_number_of_a_known_one_is_a_new_ones_where_a_person_says_so() -> None:
    row = "Riverside Canoe Club;;1999991"
    one = planned(on_record(), row, Riverside_Canoe_Club=NEW)
    assert outcomes(one) == [Outcome.CHANGED, Outcome.NEW]
    same = planned(on_record(), row, Riverside_Canoe_Club=DUKE)
    assert not made(same)
    assert "Riverside Canoe Club" in same.dataset.organisation_by_id[DUKE].aliases


def test_a_number_added_to_two_known_ones_is_asked() -> None:
    other = next(
        one
        for one in base().dataset.organisations
        if one.sector is Sector.GENERAL_PRACTICE and one.postcode and one.id != DUKE
    )
    rows = (on_record(), f"{other.name};{other.postcode};1999991")
    one = planned(*rows)
    assert outcomes(one) == [Outcome.CHANGED, Outcome.TO_CONFIRM]
    assert suggested(one, other.name) == [other.id, DUKE]
    (asked,) = one.questions
    assert asked.conflict == "Row 2 gives the charity number 1999991 to Duke Medical Centre"
    for answer, expected in ((other.id, Outcome.CHANGED), (NEW, Outcome.NEW)):
        found = plan(
            Kind.ORGANISATIONS,
            table(NAMES, *rows),
            sector=Sector.VCSE,
            decisions={asked.key: answer},
        )
        assert not found.questions
        assert found.outcomes[3] is expected


def test_the_same_row_twice_is_no_collision() -> None:
    one = planned(on_record(), f"THE {on_record()}")
    assert not one.questions


# --- an id of ours with quite another name -----------------------------------------------------

RENAMED = "organisation_id;organisation"


def test_a_known_id_with_quite_another_name_is_asked() -> None:
    one = planned(f"{DUKE};Riverside Canoe Club", head=RENAMED)
    assert outcomes(one) == [Outcome.TO_CONFIRM]
    asked = question(one, "Riverside Canoe Club")
    assert asked.candidates[0].organisation == DUKE
    assert asked.candidates[0].words == "The id it has here, quite another name"
    assert asked.conflict == f"The id is that of {duke().name}, {QUITE_ANOTHER}"
    assert not one.changes


def test_an_answer_renames_or_makes_another() -> None:
    row = f"{DUKE};Riverside Canoe Club"
    renamed = planned(row, head=RENAMED, Riverside_Canoe_Club=DUKE)
    now = renamed.dataset.organisation_by_id[DUKE]
    assert now.name == "Riverside Canoe Club"
    assert duke().name in now.aliases
    apart = planned(row, head=RENAMED, Riverside_Canoe_Club=NEW)
    assert apart.dataset.organisation_by_id[DUKE] == duke()
    assert [one.name for one in made(apart).values()] == ["Riverside Canoe Club"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("St Marys", "St Mary's Centre"),
        ("Pond Street Penguin Project", "PSPP"),
        ("PSPP", "Pond Street Penguin Project"),
        ("Oak Lane Larder", "Oak Lane Community Larder"),
        ("Oak Lane", ""),
    ],
)
def test_a_correction_renames_without_a_question(before: str, after: str) -> None:
    known = replace(duke(), id="x:1", name=before, identifiers=(), aliases=())
    one = plan(Kind.ORGANISATIONS, table(RENAMED, f"x:1;{after}"), with_known(known))
    assert not one.questions
    assert one.dataset.organisation_by_id["x:1"].name == (after or before)


def test_of_very_many_with_one_name_each_is_itself() -> None:
    """Only the first sixty of a name are compared with; ids tell all of them apart."""
    many = [
        replace(duke(), id=f"x:{number}", name="Elim", identifiers=(), postcode="")
        for number in range(80)
    ]
    rows = (f"{one.id};Elim" for one in many)
    one = plan(Kind.ORGANISATIONS, table(RENAMED, *rows), with_known(*many))
    assert not one.questions
    assert one.is_empty


def with_known(*more: Organisation) -> Base:
    against = base()
    dataset = replace(against.dataset, organisations=(*against.dataset.organisations, *more))
    return base_of(dataset, against.boundaries)


# --- at one postcode ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("South Yorkshire Penguin Trust", "SYPT"),
        ("SYPT", "South Yorkshire Penguin Trust"),
        ("Friends of Netherthorpe Ponds", "FNP"),
        ("Friends of Netherthorpe Ponds", "FoNP"),
        ("Pond Street Penguin Project (PSPP)", "PSPP"),
        ("Pond Street Penguin Project", "PSPP Ltd"),
        ("Pond Street Penguin Project", "P.S.P.P."),
        ("Penguin Watch", "Pengiun Watch"),
        ("Penguin Watch", "Pengwin Watch"),
        ("Penguin Watch", "Penguins Watch"),
        ("Penguin Watch", "PenguinWatch"),
        ("Hallam Hub", "Halam Hub"),
        ("Hallam Hub", "Hallam Hubb"),
        ("The Elms", "The Ellms"),
        ("Zest", "Zesst"),
        ("Zest", "Zest Sheffield"),
        ("Asa Medical Group", "Aas Medical Group"),
        ("Ecclesfield Group Pract", "Ecclesfield GrouptPract"),
    ],
)
@pytest.mark.parametrize("number", ["", "1999991"])
def test_two_spellings_at_one_postcode_are_never_silently_two(
    first: str, second: str, number: str
) -> None:
    one = planned(f"{first};S1 2HH;{number}", f"{second};S1 2HH;")
    assert len(made(one)) == 1
    assert one.questions or one.matches
