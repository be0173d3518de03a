"""Plans of lists against South Yorkshire's real record."""

from dataclasses import replace
from typing import Any

import pytest

from joinedup.imports.choices import LEAVE_OUT, NEW, Choices
from joinedup.imports.draft import Change
from joinedup.imports.fields import Kind
from joinedup.imports.plan import Plan
from joinedup.imports.planning import Base, make_plan
from joinedup.imports.tables import Table
from joinedup.model import Level, Organisation, Sector
from tests.unit.list_samples import base, base_of, choices, plan, table

ORGANISATIONS = "organisation;postcode;charity_number;sector"
MEMBERSHIPS = "organisation;postcode;partnership;role;since"
TIES = "organisation;other;tie_kind;strength"


def codes(one: Plan) -> list[str]:
    return [problem.code for problem in one.problems]


def outcomes(one: Plan) -> list[str]:
    return [one.outcomes[row].value for row in sorted(one.outcomes)]


def organisation(one: Plan, name: str) -> Organisation:
    (found,) = [item for item in one.dataset.organisations if item.name == name]
    return found


def change(one: Plan, thing: str) -> Change:
    (found,) = [item for item in one.changes if item.thing == thing]
    return found


def adds_up(one: Plan) -> bool:
    report = one.report()
    return bool(report["rows"] == report["used"] + report["waiting"] + report["left_out"])


# --- organisations ---------------------------------------------------------------


def test_new_organisation_is_placed_by_its_postcode() -> None:
    one = plan(Kind.ORGANISATIONS, table(ORGANISATIONS, "Oak Lane Larder;S1 2HH;;vcse"))
    made = organisation(one, "Oak Lane Larder")
    assert outcomes(one) == ["new"]
    assert (made.sector, made.place) == (Sector.VCSE, "E08000039")
    assert made.neighbourhood is not None
    assert made.point is not None
    assert not made.outside
    assert (made.provenance.source, made.provenance.as_of) == ("list.csv", "2026-11-22")


def test_nothing_changes_in_the_dataset_it_is_compared_with() -> None:
    before = base().dataset.organisations
    plan(Kind.ORGANISATIONS, table(ORGANISATIONS, "Oak Lane Larder;S1 2HH;;vcse"))
    assert base().dataset.organisations == before


def test_the_id_of_a_new_organisation_is_the_same_every_time() -> None:
    rows = table(ORGANISATIONS, "Oak Lane Larder;S1 2HH;;vcse")
    ids = {organisation(plan(Kind.ORGANISATIONS, rows), "Oak Lane Larder").id for _ in range(2)}
    assert len(ids) == 1


def test_a_list_that_was_published_changes_nothing_the_second_time() -> None:
    rows = table(ORGANISATIONS, "Oak Lane Larder;S1 2HH;;vcse", "Elm Bank Advice;;1999991;")
    once = plan(Kind.ORGANISATIONS, rows)
    again = plan(Kind.ORGANISATIONS, rows, base_of(once.dataset, once.boundaries))
    assert outcomes(again) == ["unchanged", "unchanged"]
    assert again.is_empty


def test_known_number_matches_whatever_the_name_is_spelt_like() -> None:
    listed = table("organisation;ods_code", "WICKERSLEY HLTH CTR;C87018")
    one = plan(Kind.ORGANISATIONS, listed)
    assert "new" not in outcomes(one)


@pytest.mark.parametrize(
    ("cells", "code", "waits"),
    [
        ("Oak Lane Larder;ZZ99 9ZZ;;vcse", "postcode-unreadable", True),
        ("Oak Lane Larder;S1 2H;;vcse", "postcode-unreadable", True),
        ("Oak Lane Larder;S1 2HH or S2 4QA;;vcse", "postcode-several", True),
        ("Oak Lane Larder;S99 9ZZ;;vcse", "postcode-unknown", False),
        ("Oak Lane Larder;SI 2HH;;vcse", "postcode-corrected", False),
        ("Oak Lane Larder;LS1 4AP;;vcse", "outside-footprint", False),
        ("Oak Lane Larder;S1 2HH;12;vcse", "charity-number-unreadable", True),
        ("Oak Lane Larder;S1 2HH;;balloon", "sector-unread", False),
        ("Oak Lane Larder;S1 2HH;;", "sector-missing", False),
        (";S1 2HH;;vcse", "no-organisation", True),
        (";;1999991;vcse", "no-name", True),
    ],
)
def test_problems_say_where_and_what_to_do(cells: str, code: str, waits: bool) -> None:
    one = plan(Kind.ORGANISATIONS, table(ORGANISATIONS, cells))
    (problem,) = one.problems
    assert (problem.code, problem.row, problem.waits) == (code, 2, waits)
    assert problem.message
    assert problem.hint
    assert outcomes(one) == ["waiting" if waits else "new"]
    assert len(one.waiting) == waits
    assert adds_up(one)


def test_unknown_postcode_is_kept_without_a_point() -> None:
    one = plan(Kind.ORGANISATIONS, table(ORGANISATIONS, "Oak Lane Larder;S99 9ZZ;;vcse"))
    made = organisation(one, "Oak Lane Larder")
    assert (made.postcode, made.point, made.place) == ("S99 9ZZ", None, None)


def test_outside_is_kept_and_counted_apart() -> None:
    one = plan(Kind.ORGANISATIONS, table(ORGANISATIONS, "Oak Lane Larder;LS1 4AP;;vcse"))
    made = organisation(one, "Oak Lane Larder")
    assert made.outside
    assert made.place is None
    assert made.point is not None


def test_postcode_is_found_inside_an_address() -> None:
    listed = table("organisation;address", "Oak Lane Larder;The Hub, 4 Pinstone Street S12HH, UK")
    made = organisation(plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE), "Oak Lane Larder")
    assert made.postcode == "S1 2HH"


def test_place_column_is_used_where_there_is_no_postcode() -> None:
    listed = table("organisation;place", "Oak Lane Larder;barnsley")
    made = organisation(plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE), "Oak Lane Larder")
    assert made.place == "E08000038"
    assert made.point is None


def test_place_that_contradicts_the_postcode_is_said() -> None:
    listed = table("organisation;postcode;place", "Oak Lane Larder;S1 2HH;Barnsley")
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    assert codes(one) == ["place-differs"]
    assert organisation(one, "Oak Lane Larder").place == "E08000039"


def test_coordinates_far_from_the_postcode_are_not_used() -> None:
    listed = table("organisation;postcode;latitude;longitude", "Oak Lane Larder;S1 2HH;53.55;-1.48")
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    made = organisation(one, "Oak Lane Larder")
    assert codes(one) == ["coordinates-far"]
    assert made.point is not None
    assert made.point.latitude == pytest.approx(53.38, abs=0.02)


def test_easting_and_northing_are_a_position() -> None:
    listed = table("organisation;easting;northing", "Oak Lane Larder;435300;387100")
    made = organisation(plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE), "Oak Lane Larder")
    assert made.place == "E08000039"
    assert made.point is not None


def test_empty_cells_change_nothing() -> None:
    known = next(one for one in base().dataset.organisations if one.registered_patients)
    listed = table("organisation_id;organisation;postcode;registered_patients", f"{known.id};;;")
    assert outcomes(plan(Kind.ORGANISATIONS, listed)) == ["unchanged"]


def test_change_says_old_and_new() -> None:
    known = next(one for one in base().dataset.organisations if one.registered_patients)
    listed = table("organisation_id;registered_patients", f"{known.id};4,321")
    one = plan(Kind.ORGANISATIONS, listed)
    (field,) = change(one, "organisation").fields
    assert field.field == "registered patients"
    assert (field.old, field.new) == (str(known.registered_patients), "4321")
    assert outcomes(one) == ["changed"]


@pytest.mark.parametrize("name", ["influence", "interest"])
def test_scores_of_a_stakeholder_analysis_are_from_1_to_5(name: str) -> None:
    known = base().dataset.organisations[0]
    one = plan(Kind.ORGANISATIONS, table(f"organisation_id;{name}", f"{known.id};4"))
    (field,) = change(one, "organisation").fields
    assert (field.field, field.old, field.new) == (name, "", "4")
    for text in ("0", "6", "high", "2.5"):
        bad = plan(Kind.ORGANISATIONS, table(f"organisation_id;{name}", f"{known.id};{text}"))
        assert [(one.code, one.column, one.waits) for one in bad.problems] == [
            ("number-unreadable", name, True)
        ]
        assert outcomes(bad) == ["waiting"]


def test_name_changes_only_by_our_own_id_and_the_old_one_stays_known() -> None:
    known = base().dataset.organisations[5]
    listed = table("organisation_id;organisation", f"{known.id};{known.name} Hub")
    changed = plan(Kind.ORGANISATIONS, listed).dataset.organisation_by_id[known.id]
    assert changed.name == f"{known.name} Hub"
    assert known.name in changed.aliases


def test_another_number_of_the_same_register_waits() -> None:
    known = next(
        one
        for one in base().dataset.organisations
        if any(value.startswith("GB-CHC-") for _, value in one.identifiers)
    )
    listed = table("organisation_id;charity_number", f"{known.id};1999991")
    one = plan(Kind.ORGANISATIONS, listed)
    assert outcomes(one) == ["waiting"]
    assert codes(one) == ["number-differs"]


def test_counts_of_an_area_follow_a_new_practice() -> None:
    listed = table("organisation;postcode;sector", "Pinstone Surgery;S1 2HH;gp")
    one = plan(Kind.ORGANISATIONS, listed)
    made = organisation(one, "Pinstone Surgery")
    before, after = base().dataset.area_by_id, one.dataset.area_by_id
    for area in (made.place, made.neighbourhood):
        assert after[area or ""].practices == before[area or ""].practices + 1
        assert f'"practices":{after[area or ""].practices}' in one.boundaries


def test_ons_code_that_is_none_waits() -> None:
    one = plan(Kind.ORGANISATIONS, table("organisation;ons_code", "Oak Borough Council;Oakshire"))
    assert (codes(one), outcomes(one)) == (["ons-code-unreadable"], ["waiting"])


@pytest.mark.parametrize("name", ["", "n/a", "TBC", "!!!", "\u2022"])
def test_row_without_a_name_waits(name: str) -> None:
    one = plan(Kind.ORGANISATIONS, table(ORGANISATIONS, f"{name};S1 2HH;;vcse"))
    assert (codes(one), outcomes(one)) == (["no-organisation"], ["waiting"])


def test_number_that_cannot_be_an_id_still_names_a_new_organisation() -> None:
    listed = table("organisation;org_id", "Oak Lane Larder;XI-FOO-12/34")
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    made = organisation(one, "Oak Lane Larder")
    assert made.identifiers == (("org-id", "XI-FOO-12/34"),)
    assert outcomes(plan(Kind.ORGANISATIONS, listed, base_of(one.dataset, one.boundaries))) == [
        "unchanged"
    ]


def test_text_that_is_too_long_is_shortened_and_told() -> None:
    listed = table("organisation;themes", f"{'Oak ' * 100};walking | {'x' * 400} | bowls")
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    assert [(problem.code, problem.column) for problem in one.problems] == [
        ("text-shortened", "organisation"),
        ("text-shortened", "themes"),
    ]
    (made,) = [one.dataset.organisation_by_id[change.id] for change in one.changes]
    assert len(made.name) == 299  # the 300th is a space
    assert [len(theme) for theme in made.themes] == [7, 300, 5]
    assert outcomes(one) == ["new"]


def test_garbled_letters_are_put_right_and_told() -> None:
    listed = table("organisation;postcode;sector", "CafÃ© ZoÃ«â€™s Larder;S1 2HH;vcse")
    one = plan(Kind.ORGANISATIONS, listed)
    assert organisation(one, "Café Zoë\u2019s Larder").postcode == "S1 2HH"
    assert codes(one) == ["text-repaired"]
    again = plan(Kind.ORGANISATIONS, listed, base_of(one.dataset, one.boundaries))
    assert outcomes(again) == ["unchanged"]


def test_our_own_reasons_are_never_read_as_an_address() -> None:
    listed = table("organisation;postcode;Why it waits", "Oak Lane Larder;;Write it like S1 2HH.")
    columns = {0: "organisation", 1: "postcode", 2: "address"}
    one = Choices(kind=Kind.ORGANISATIONS, columns=columns, source="list.csv", as_of="2026-11-22")
    assert organisation(make_plan(base(), listed, one), "Oak Lane Larder").postcode == ""


@pytest.mark.parametrize(
    ("cells", "told"),
    [("Leeds;", ["place-unknown"]), ("Leeds;yes", []), ("Barnsley;", []), (";", [])],
)
def test_place_that_is_none_of_the_footprint_is_told(cells: str, told: list[str]) -> None:
    listed = table("organisation;place;outside", f"Oak Lane Larder;{cells}")
    assert codes(plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)) == told


def test_many_values_in_a_cell_are_all_kept() -> None:
    themes = [f"theme number {number}" for number in range(100)]
    listed = table("organisation;themes", f"Oak Lane Larder;{' | '.join(themes)}")
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    assert list(organisation(one, "Oak Lane Larder").themes) == themes
    assert codes(one) == []


def test_postcode_is_found_at_the_end_of_a_long_address() -> None:
    listed = table("organisation;address", f"Oak Lane Larder;{'Behind the hub, ' * 30}S1 2HH")
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    assert organisation(one, "Oak Lane Larder").postcode == "S1 2HH"


# --- the list compared with itself -------------------------------------------------


def test_the_same_row_twice_is_used_once() -> None:
    row = "Oak Lane Larder;S1 2HH;;vcse"
    one = plan(Kind.ORGANISATIONS, table(ORGANISATIONS, row, row))
    assert outcomes(one) == ["new", "left_out"]
    assert "row 2" in one.left_out[0].reason
    assert adds_up(one)


def test_two_spellings_with_one_number_are_one_organisation() -> None:
    one = plan(
        Kind.ORGANISATIONS,
        table(ORGANISATIONS, "Oak Lane Larder;;1999991;", "Oak Lane Larder Limited;;1999991;"),
    )
    assert len([item for item in one.changes if item.thing == "organisation"]) == 1


def test_two_spellings_without_a_number_are_asked_about() -> None:
    rows = ("Netherthorpe Community Larder;S1 2HH;;", "Netherthrope Comunity Larder;;;")
    one = plan(Kind.ORGANISATIONS, table(ORGANISATIONS, *rows), sector=Sector.VCSE)
    assert outcomes(one)[0] == "new"
    assert outcomes(one)[1] == "to_confirm"
    (question,) = one.questions
    first = organisation(one, "Netherthorpe Community Larder").id
    assert question.candidates[0].organisation == first

    same = plan(
        Kind.ORGANISATIONS,
        table(ORGANISATIONS, *rows),
        sector=Sector.VCSE,
        decisions={question.key: first},
    )
    assert "to_confirm" not in outcomes(same)
    assert organisation(same, "Netherthorpe Community Larder").aliases == (
        "Netherthrope Comunity Larder",
    )


def test_rows_that_disagree_wait() -> None:
    one = plan(
        Kind.ORGANISATIONS,
        table(ORGANISATIONS, "Oak Larder;S1 2HH;1999991;vcse", "Oak Larder;S2 4QA;1999991;vcse"),
    )
    assert outcomes(one) == ["new", "waiting"]
    assert codes(one) == ["rows-disagree"]


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (";;", "S2 4QA;;", "changed"),  # the row above says nothing of where it is
        (";vcse;", ";education;", "waiting"),
        (";;club", ";;society", "waiting"),
        ("S1 2HH;;", "S2 4QA;;", "waiting"),
        ("S1 2HH;;", ";vcse;", "changed"),
    ],
)
def test_only_what_a_row_above_says_can_be_contradicted(
    first: str, second: str, outcome: str
) -> None:
    listed = table("charity_number;postcode;sector;kind", f"1085857;{first}", f"1085857;{second}")
    one = plan(Kind.ORGANISATIONS, listed, against=with_charity())
    assert outcomes(one)[1] == outcome
    assert codes(one) == (["rows-disagree"] if outcome == "waiting" else [])


def with_charity() -> Base:
    """South Yorkshire with a charity that has a sector, a kind and a postcode on record."""
    listed = table(
        "organisation;charity_number;postcode;sector;kind", "Elm Advice;1085857;S3 8NH;other;group"
    )
    made = plan(Kind.ORGANISATIONS, listed)
    return base_of(made.dataset, made.boundaries)


def test_second_row_may_give_the_sector_that_the_first_lacks() -> None:
    rows = ("Oak Larder;S1 2HH;1085857;", "Oak Larder;;1085857;education")
    one = plan(Kind.ORGANISATIONS, table(ORGANISATIONS, *rows))
    assert organisation(one, "Oak Larder").sector is Sector.EDUCATION


# --- where a row says that it is -------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ("S1 2HH;Rotherham;;", "place-differs", "place"),
        ("S1 2HH;;Barnsley Dearne;", "neighbourhood-differs", "neighbourhood"),
        (";Atlantis;;", "place-unknown", "place"),
        (";;Atlantis;", "neighbourhood-unknown", "neighbourhood"),
        (";Sheffield;Barnsley Dearne;", "neighbourhood-differs", "neighbourhood"),
        ("S1 2HH;;;perhaps", "outside-unreadable", "outside"),
    ],
)
def test_contradicting_home_of_a_new_organisation_is_said(
    cells: str, code: str, column: str
) -> None:
    listed = table(
        "organisation;sector;postcode;place;neighbourhood;outside", f"Oak Larder;vcse;{cells}"
    )
    one = plan(Kind.ORGANISATIONS, listed)
    (problem,) = one.problems
    assert (problem.code, problem.column, problem.waits) == (code, column, False)
    assert outcomes(one) == ["new"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("Rotherham;;", "place-differs"),
        (";Barnsley Dearne;", "neighbourhood-differs"),
        ("Atlantis;;", "place-unknown"),
        (";Atlantis;", "neighbourhood-unknown"),
        (";;perhaps", "outside-unreadable"),
    ],
)
def test_home_that_the_record_has_otherwise_stays_and_is_said(cells: str, code: str) -> None:
    listed = table("ods_code;place;neighbourhood;outside", f"C88087;{cells}")
    one = plan(Kind.ORGANISATIONS, listed)
    assert codes(one) == [code]
    assert outcomes(one) == ["unchanged"]


def test_neighbourhood_is_taken_where_nothing_else_says_where_it_is() -> None:
    listed = table("organisation;sector;place", "Oak Larder;vcse;Barnsley")
    made = plan(Kind.ORGANISATIONS, listed)
    before = base_of(made.dataset, made.boundaries)
    one = plan(
        Kind.ORGANISATIONS,
        table("organisation;neighbourhood", "Oak Larder;Barnsley Dearne"),
        before,
    )
    assert outcomes(one) == ["changed"]
    found = organisation(one, "Oak Larder")
    assert one.dataset.area_by_id[found.neighbourhood or ""].name == "Barnsley Dearne"
    # In another place it is not.
    other = plan(
        Kind.ORGANISATIONS, table("organisation;neighbourhood", "Oak Larder;Porter Valley"), before
    )
    assert outcomes(other) == ["unchanged"]
    assert codes(other) == ["neighbourhood-differs"]


# --- questions -------------------------------------------------------------------


def doubtful() -> tuple[Table, Plan]:
    listed = table(ORGANISATIONS, "Sprotborough Criket Club;;;vcse")
    return listed, plan(Kind.ORGANISATIONS, listed)


def test_doubtful_row_waits_and_is_asked_about() -> None:
    _, one = doubtful()
    assert outcomes(one) == ["to_confirm"]
    assert codes(one) == ["to-confirm"]
    assert [row.number for row in one.waiting] == [2]
    assert one.questions[0].candidates[0].words
    assert one.is_empty


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(NEW, "new"), (LEAVE_OUT, "left_out"), (None, "changed")],
)
def test_answers_decide(answer: str | None, outcome: str) -> None:
    listed, asked = doubtful()
    question = asked.questions[0]
    chosen = answer or question.candidates[0].organisation
    one = plan(Kind.ORGANISATIONS, listed, decisions={question.key: chosen})
    assert outcomes(one) == [outcome]
    assert not one.questions
    if answer is None:
        assert "Sprotborough Criket Club" in one.dataset.organisation_by_id[chosen].aliases


def test_an_answer_that_names_nothing_known_is_asked_again() -> None:
    listed, asked = doubtful()
    one = plan(Kind.ORGANISATIONS, listed, decisions={asked.questions[0].key: "ods:NOWHERE"})
    assert outcomes(one) == ["to_confirm"]


def test_new_one_with_a_known_number_gets_an_id_of_its_own() -> None:
    known = next(one for one in base().dataset.organisations if one.id.startswith("ods:"))
    code = dict(known.identifiers)["ods"]
    listed = table("organisation;ods_code", f"Utterly Different Body;{code}")
    asked = plan(Kind.ORGANISATIONS, listed)
    (question,) = asked.questions
    assert question.conflict
    one = plan(Kind.ORGANISATIONS, listed, decisions={question.key: NEW}, sector=Sector.VCSE)
    assert one.dataset.organisation_by_id[known.id] == known
    assert organisation(one, "Utterly Different Body").id != known.id


# --- memberships -----------------------------------------------------------------


def test_membership_of_a_known_organisation_in_a_new_partnership() -> None:
    known = next(one for one in base().dataset.organisations if one.place == "E08000038")
    listed = table(
        "organisation_id;partnership;role;since",
        f"{known.id};Barnsley Falls Prevention Alliance;lead;April 2025",
    )
    one = plan(Kind.MEMBERSHIPS, listed)
    made = one.dataset.memberships[-1]
    partnership = one.dataset.partnership_by_id[made.partnership]
    assert (made.organisation, made.role, made.since) == (known.id, "lead", "2025-04")
    assert (partnership.level, partnership.area) == (Level.PLACE, "E08000038")
    assert outcomes(one) == ["new"]


def test_partnership_of_members_of_two_places_works_in_the_system() -> None:
    by_place = {one.place: one for one in base().dataset.organisations if one.place}
    rows = [f"{one.id};Winter Alliance" for one in list(by_place.values())[:2]]
    one = plan(Kind.MEMBERSHIPS, table("organisation_id;partnership", *rows))
    assert change(one, "partnership").new
    assert one.dataset.partnerships[-1].level is Level.SYSTEM


def test_a_level_that_is_told_from_the_members_is_said() -> None:
    known = base().dataset.organisations[0]
    listed = table("organisation_id;partnership", f"{known.id};Winter Alliance")
    (note,) = plan(Kind.MEMBERSHIPS, listed).notes
    assert "Winter Alliance (place)" in note
    assert plan(Kind.MEMBERSHIPS, listed, level=Level.PLACE).notes == ()


def test_several_partnerships_in_one_cell_are_several_memberships() -> None:
    known = base().dataset.organisations[0]
    listed = table("organisation_id,partnership".replace(",", ";"), f"{known.id};A")
    rows = (replace(listed.rows[0], cells=(known.id, "Winter Alliance; Falls Board")),)
    one = plan(Kind.MEMBERSHIPS, replace(listed, rows=rows))
    new = {change.name for change in one.changes if change.thing == "partnership"}
    assert new == {"Winter Alliance", "Falls Board"}


def test_a_person_in_a_matrix_waits_and_is_not_repeated() -> None:
    for cell in ("jane@example.org", "Jane Smith", "ask 07700 900123"):
        others = (f"Group {number};x;x" for number in range(20))
        one = matrix(*others, f"Oak Lane Larder;{cell};x")
        assert codes(one)[-1] == "personal-data"
        assert cell not in repr(one.report())
        assert outcomes(one)[-1] == "waiting"


def test_an_address_is_not_repeated_where_it_holds_personal_data() -> None:
    listed = table("organisation;address", "Oak Lane Larder;Oak Lane, ask jane@example.org")
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    assert "example.org" not in repr(one.report())


def test_both_coordinates_may_stand_in_one_cell() -> None:
    listed = table("organisation;latitude", "Oak Lane Larder;53.38, -1.47")
    made = organisation(plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE), "Oak Lane Larder")
    assert made.place == "E08000039"


def test_half_a_position_waits() -> None:
    listed = table("organisation;latitude", "Oak Lane Larder;53.38")
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    assert codes(one) == ["coordinates-unreadable"]


def test_person_decides_the_level_where_the_list_does_not() -> None:
    known = base().dataset.organisations[0]
    listed = table("organisation_id;partnership", f"{known.id};Winter Alliance")
    one = plan(Kind.MEMBERSHIPS, listed, level=Level.SYSTEM)
    assert one.dataset.partnerships[-1].level is Level.SYSTEM


def test_known_partnership_is_found_by_its_name() -> None:
    known = base().dataset.partnerships[0]
    member = base().dataset.organisations[0]
    listed = table("organisation_id;partnership", f"{member.id};{known.name.upper()}")
    one = plan(Kind.MEMBERSHIPS, listed)
    assert one.dataset.memberships[-1].partnership == known.id
    assert len(one.dataset.partnerships) == len(base().dataset.partnerships)


def test_organisation_without_any_partnership_comes_in() -> None:
    one = plan(Kind.MEMBERSHIPS, table(MEMBERSHIPS, "Oak Lane Larder;S1 2HH;;;"))
    made = organisation(one, "Oak Lane Larder")
    assert outcomes(one) == ["new"]
    assert all(row.organisation != made.id for row in one.dataset.memberships)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Oak Lane Larder;S1 2HH;Winter Alliance;;sometime", "date-unreadable"),
        (";;Winter Alliance;;", "no-organisation"),
    ],
)
def test_bad_membership_waits_with_everything_it_brings(row: str, code: str) -> None:
    one = plan(Kind.MEMBERSHIPS, table(MEMBERSHIPS, row))
    assert outcomes(one) == ["waiting"]
    assert code in codes(one)
    assert one.is_empty


def test_changed_role_is_told_field_by_field() -> None:
    known = base().dataset.memberships[0]
    listed = table(
        "organisation_id;partnership_id;role", f"{known.organisation};{known.partnership};chair"
    )
    one = plan(Kind.MEMBERSHIPS, listed)
    (field,) = change(one, "membership").fields
    assert (field.field, field.old, field.new) == ("role", known.role, "chair")
    assert outcomes(one) == ["changed"]


def test_second_period_is_a_second_membership() -> None:
    known = base().dataset.organisations[0].id
    head = "organisation_id;partnership;since;until"
    rows = (f"{known};Winter Alliance;2020;2021", f"{known};Winter Alliance;2024;")
    one = plan(Kind.MEMBERSHIPS, table(head, *rows))
    spans = [(row.since, row.until) for row in one.dataset.memberships[-2:]]
    assert spans == [("2020", "2021"), ("2024", "")]


def test_end_before_its_start_waits() -> None:
    known = base().dataset.organisations[0].id
    listed = table("organisation_id;partnership;since;until", f"{known};Winter Alliance;2024;2020")
    one = plan(Kind.MEMBERSHIPS, listed)
    assert outcomes(one) == ["waiting"]
    assert codes(one) == ["row-contradicts-itself"]


def test_partnership_of_our_own_id_can_be_renamed() -> None:
    known = base().dataset.memberships[0]
    listed = table(
        "organisation_id;partnership_id;partnership",
        f"{known.organisation};{known.partnership};A Better Name",
    )
    one = plan(Kind.MEMBERSHIPS, listed)
    assert one.dataset.partnership_by_id[known.partnership].name == "A Better Name"


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("Oak Lane Larder;PCN 12;Falls Board", "new"),
        ("Oak Lane Larder;PCN 12;", "waiting"),
        ("Oak Lane Larder;;???", "waiting"),
    ],
)
def test_id_that_is_none_of_ours_needs_a_name(row: str, outcome: str) -> None:
    listed = table("organisation;partnership_id;partnership", row)
    one = plan(Kind.MEMBERSHIPS, listed, sector=Sector.VCSE)
    assert outcomes(one) == [outcome]
    assert codes(one) == (["no-partnership-name"] if outcome == "waiting" else [])
    again = plan(Kind.MEMBERSHIPS, listed, base_of(one.dataset, one.boundaries), sector=Sector.VCSE)
    assert again.is_empty


def test_row_that_waits_brings_nothing_in() -> None:
    """Its organisation and its partnership are new, its dates contradict each other."""
    listed = table("organisation;partnership;since;until", "Oak Lane;Winter Alliance;2024;2020")
    assert plan(Kind.MEMBERSHIPS, listed, sector=Sector.VCSE).is_empty
    listed = table("organisation;other;since;until", "Oak Lane;Ash Hall;2024;2020")
    assert plan(Kind.TIES, listed, sector=Sector.VCSE).is_empty


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (";lead;2024;", ";LEAD;2024;", "unchanged"),
        (";lead;2024;", ";;2024;", "unchanged"),
        (";lead;2024;", ";chair;2024;", "waiting"),
        (";lead;2024;", ";chair;;", "waiting"),
        (";lead;2024;2025", ";lead;2024;2026", "waiting"),
        (";lead;2020;2021", ";chair;2024;", "new"),
        (";;2024;", ";lead;2024;", "changed"),
    ],
)
def test_rows_on_one_membership_have_to_agree(first: str, second: str, outcome: str) -> None:
    head = "organisation;partnership;role;since;until"
    rows = (f"Oak Lane;Winter Alliance{cells}" for cells in (first, second))
    one = plan(Kind.MEMBERSHIPS, table(head, *rows), sector=Sector.VCSE)
    assert outcomes(one) == ["new", outcome]
    assert codes(one) == (["rows-disagree"] if outcome == "waiting" else [])
    if outcome == "waiting":
        assert "Row 2" in one.problems[0].message
        assert not any(3 in change.rows for change in one.changes)


def test_rows_on_one_tie_have_to_agree() -> None:
    rows = ("Oak Lane;Ash Hall;funds;2", "Oak Lane;Ash Hall;funds;4", "Oak Lane;Ash Hall;refers;4")
    one = plan(Kind.TIES, table(TIES, *rows), sector=Sector.VCSE)
    assert outcomes(one) == ["new", "waiting", "new"]
    assert [(problem.code, problem.column) for problem in one.problems] == [
        ("rows-disagree", "strength")
    ]


def test_row_that_contradicts_the_record_changes_nothing() -> None:
    listed = table(
        "organisation;partnership;since;until", "Netherthorpe Larder;Winter Alliance;2024;"
    )
    once = plan(Kind.MEMBERSHIPS, listed, sector=Sector.VCSE)
    ended = table("organisation;partnership;until", "Netherthorpe Larder;Winter Alliance;2020")
    one = plan(Kind.MEMBERSHIPS, ended, base_of(once.dataset, once.boundaries))
    assert (outcomes(one), codes(one)) == (["waiting"], ["row-contradicts-itself"])
    assert one.is_empty


def spelt_twice(**more: Any) -> Plan:
    known = base().dataset.organisations[0].id
    rows = (f"{known};Winter Alliance", f"{known};Winter Aliance")
    return plan(Kind.MEMBERSHIPS, table("organisation_id;partnership", *rows), **more)


def test_two_spellings_of_a_new_partnership_are_asked_about() -> None:
    asked = spelt_twice()
    assert outcomes(asked) == ["new", "to_confirm"]
    (question,) = asked.questions
    first = question.candidates[0].organisation
    assert (question.about, question.name) == ("partnership", "Winter Aliance")
    same = spelt_twice(decisions={question.key: first})
    assert outcomes(same) == ["new", "unchanged"]
    assert len(same.dataset.partnerships) == len(base().dataset.partnerships) + 1
    other = spelt_twice(decisions={question.key: NEW})
    assert outcomes(other) == ["new", "new"]
    assert len(other.dataset.partnerships) == len(base().dataset.partnerships) + 2


def test_known_partnership_with_a_sign_between_its_words_is_one() -> None:
    before = base()
    known = replace(before.dataset.partnerships[0], name="Falls; frailty | ageing well")
    dataset = replace(before.dataset, partnerships=(known, *before.dataset.partnerships[1:]))
    listed = table("organisation;postcode;sector;partnership", "Oak Larder;S1 2HH;vcse;x")
    cells = ("Oak Larder", "S1 2HH", "vcse", "Falls; frailty | ageing well")
    listed = replace(listed, rows=(replace(listed.rows[0], cells=cells),))
    one = plan(Kind.MEMBERSHIPS, listed, base_of(dataset, before.boundaries))
    assert [item.thing for item in one.changes] == ["organisation", "membership"]
    assert one.dataset.memberships[-1].partnership == known.id


# --- matrices --------------------------------------------------------------------


def matrix(
    *rows: str, headings: str = "organisation;Winter Alliance;Falls Board", **more: Any
) -> Plan:
    listed = table(headings, *rows)
    columns = {0: "organisation", 1: "partnership_column", 2: "partnership_column"}
    one = Choices(
        kind=Kind.MATRIX,
        columns=columns,
        source="list.csv",
        as_of="2026-11-22",
        sector=Sector.VCSE,
        **more,
    )
    return make_plan(base(), listed, one)


def test_ticks_and_roles_are_memberships() -> None:
    one = matrix("Oak Lane Larder;x;chair", "Elm Bank Advice;;yes", "Ash Hall;;")
    made = one.dataset.memberships[len(base().dataset.memberships) :]
    names = one.dataset.partnership_by_id
    told = {
        (one.dataset.organisation_by_id[m.organisation].name, names[m.partnership].name, m.role)
        for m in made
    }
    assert told == {
        ("Oak Lane Larder", "Winter Alliance", "member"),
        ("Oak Lane Larder", "Falls Board", "chair"),
        ("Elm Bank Advice", "Falls Board", "member"),
    }
    assert organisation(one, "Ash Hall").sector is Sector.VCSE


def test_upper_heading_row_is_no_part_of_a_partnership() -> None:
    one = matrix(
        "Oak Lane Larder;x;x", headings="organisation;Boards: Winter Alliance;Boards: Falls Board"
    )
    names = [partnership.name for partnership in one.dataset.partnerships[-2:]]
    assert names == ["Winter Alliance", "Falls Board"]


def test_cell_that_is_neither_tick_nor_role_waits() -> None:
    one = matrix("Oak Lane Larder;???;x")
    assert outcomes(one) == ["waiting"]
    assert codes(one) == ["tick-unreadable"]
    assert one.problems[0].column == "Winter Alliance"


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        ("Boards: Winter;Networks: Falls", ["Winter", "Falls"]),
        ("Boards: Winter;Networks: Winter", ["Boards: Winter", "Networks: Winter"]),
        ("Sheffield: Winter;Barnsley: Falls", ["Sheffield: Winter", "Barnsley: Falls"]),
    ],
)
def test_group_over_the_headings_stays_where_it_says_something(
    headings: str, names: list[str]
) -> None:
    one = matrix("Oak Lane Larder;x;x", headings=f"organisation;{headings}")
    assert [partnership.name for partnership in one.dataset.partnerships[-2:]] == names


def test_two_columns_for_one_partnership_are_one_membership() -> None:
    one = matrix("Oak Lane Larder;lead;chair", headings="organisation;Foundry PCN;FOUNDRY PCN")
    (made,) = one.dataset.memberships[len(base().dataset.memberships) :]
    assert (made.partnership, made.role) == ("pcn:U20350", "lead, chair")


def test_columns_of_a_matrix_are_different_partnerships() -> None:
    one = matrix("Oak Lane Larder;x;x", headings="organisation;Oak Board;Oak Boards")
    assert outcomes(one) == ["new"]
    assert len(one.dataset.partnerships) == len(base().dataset.partnerships) + 2


def test_column_that_is_left_out_takes_its_ticks_with_it_and_not_the_row() -> None:
    headings = "organisation;Winter Alliance;Maltby Wickersly PCN"
    asked = matrix("Oak Lane Larder;x;x", headings=headings)
    (question,) = asked.questions
    assert outcomes(asked) == ["to_confirm"]
    one = matrix("Oak Lane Larder;x;x", headings=headings, decisions={question.key: LEAVE_OUT})
    assert outcomes(one) == ["new"]
    assert len(one.dataset.memberships) == len(base().dataset.memberships) + 1


def test_columns_that_stand_for_people_stay_out() -> None:
    one = matrix("Oak Lane Larder;x;x", headings="organisation;Ann Smith;jo@example.org")
    assert codes(one) == ["personal-data", "personal-data"]
    assert "Ann" not in repr(one.report())
    assert "example.org" not in repr(one.report())
    assert len(one.dataset.memberships) == len(base().dataset.memberships)
    assert outcomes(one) == ["new"]


def test_invisible_marks_do_not_get_into_a_partnership_s_name() -> None:
    one = matrix("Oak Lane Larder;x;", headings="organisation;Winter \u202eAlliance;Falls Board")
    assert one.dataset.partnerships[-1].name == "Winter Alliance"


# --- ties ------------------------------------------------------------------------


def test_tie_between_a_known_and_a_new_organisation() -> None:
    known = base().dataset.organisations[0]
    listed = table(TIES, f"Oak Lane Larder;{known.name};refers to;3")
    one = plan(Kind.TIES, listed, sector=Sector.VCSE)
    if one.questions:
        pytest.fail("the name is unique on record")
    (tie,) = one.dataset.ties
    assert (tie.target, tie.kind, tie.strength) == (known.id, "refers to", 3)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Oak Lane Larder;Elm Bank Advice;refers to;9", "strength-unreadable"),
        ("Oak Lane Larder;Oak Lane Larder;refers to;2", "tie-to-itself"),
    ],
)
def test_bad_tie_waits(row: str, code: str) -> None:
    one = plan(Kind.TIES, table(TIES, row), sector=Sector.VCSE)
    assert outcomes(one) == ["waiting"]
    assert codes(one) == [code]
    assert one.is_empty


def test_kinds_of_tie_that_differ_by_capitals_are_one() -> None:
    rows = ("Oak Larder;Elm Shed;Refers to;2", "Oak Larder;Elm Shed;refers to;2")
    one = plan(Kind.TIES, table(TIES, *rows), sector=Sector.VCSE)
    assert outcomes(one) == ["new", "unchanged"]
    assert len(one.dataset.ties) == 1


# --- personal data ---------------------------------------------------------------


def test_personal_column_stays_out_unless_ticked_in() -> None:
    listed = table(
        "organisation;postcode;themes",
        "Oak Lane Larder;S1 2HH;ann@example.org",
        "Elm Bank Advice;S1 2HH;bob@example.org",
    )
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    assert "example.org" not in repr(one.dataset.organisations)
    ticked = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE, allowed=frozenset({2}))
    assert organisation(ticked, "Oak Lane Larder").themes == ("ann@example.org",)


def test_stray_address_in_a_good_column_waits_and_is_not_repeated() -> None:
    rows = [f"Group number {number};S1 2HH;walking" for number in range(30)]
    listed = table("organisation;postcode;themes", *rows, "Oak Lane;S1 2HH;ask ann@example.org")
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE)
    (problem,) = [item for item in one.problems if item.code == "personal-data"]
    assert problem.row == 32
    assert "example.org" not in repr(one.report())


def test_nhs_numbers_never_go_in() -> None:
    rows = ("Oak Lane Larder;943 476 5919", "Elm Bank Advice;401 023 2137")
    listed = table("organisation;themes", *rows)
    one = plan(Kind.ORGANISATIONS, listed, sector=Sector.VCSE, allowed=frozenset({1}))
    assert all(not item.themes for item in one.dataset.organisations)


# --- all -------------------------------------------------------------------------


def test_example_rows_of_templates_are_left_out() -> None:
    one = plan(Kind.ORGANISATIONS, table(ORGANISATIONS, "Example: Oak Lane;S1 2HH;;vcse"))
    assert outcomes(one) == ["left_out"]
    assert "example" in one.left_out[0].reason.casefold()


def test_progress_can_cancel() -> None:
    listed = table(ORGANISATIONS, "Oak Lane Larder;S1 2HH;;vcse")
    told: list[str] = []

    def tell(what: str, done: int, total: int) -> None:
        told.append(what)
        if what.startswith("Comparing"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_plan(base(), listed, choices(Kind.ORGANISATIONS, listed), tell=tell)
    assert told[0].startswith("Reading")


def test_report_counts_every_row_once() -> None:
    one = plan(
        Kind.ORGANISATIONS,
        table(
            ORGANISATIONS,
            "Oak Lane Larder;S1 2HH;;vcse",
            "Oak Lane Larder;S1 2HH;;vcse",
            "Elm Bank;S1 2H;;vcse",
            "Sprotborough Criket Club;;;vcse",
        ),
    )
    report = one.report()
    keys = ("rows", "used", "waiting", "left_out", "new", "changed", "unchanged", "to_confirm")
    assert [report[key] for key in keys] == [4, 1, 2, 1, 1, 0, 0, 1]
    assert set(one.reasons()) == {4, 5}


# --- what a list must not do ---------------------------------------------------------


def test_confirming_a_membership_does_not_make_it_begin_today() -> None:
    known = next(one for one in base().dataset.memberships if not one.since)
    head = "organisation_id;partnership_id;confirmed_on"
    listed = table(head, f"{known.organisation};{known.partnership};2026-11")
    (changed,) = set(plan(Kind.MEMBERSHIPS, listed).dataset.memberships) - set(
        base().dataset.memberships
    )
    assert changed.confirmed_on == "2026-11"
    assert changed.provenance.as_of == known.provenance.as_of


def test_renaming_a_partnership_does_not_make_it_begin_today() -> None:
    known = next(one for one in base().dataset.partnerships if not one.start)
    member = next(one for one in base().dataset.memberships if one.partnership == known.id)
    head = "organisation_id;partnership_id;partnership"
    listed = table(head, f"{member.organisation};{known.id};A Better Name")
    renamed = plan(Kind.MEMBERSHIPS, listed).dataset.partnership_by_id[known.id]
    assert (renamed.name, renamed.provenance.as_of) == ("A Better Name", known.provenance.as_of)


def test_a_partnership_does_not_take_the_id_of_an_organisation() -> None:
    known = base().dataset.organisations[0].id
    listed = table(
        "organisation;partnership;partnership_id", f"Oak Lane Larder;Falls Board;{known}"
    )
    made = plan(Kind.MEMBERSHIPS, listed, sector=Sector.VCSE).dataset.partnerships[-1]
    assert made.name == "Falls Board"
    assert made.id != known


@pytest.mark.parametrize(
    "name", ["Parkwood Dental Surgery", "Crookes Vet Medical Centre", "Hallam Churches Council"]
)
def test_a_name_alone_makes_nobody_a_practice_or_a_council(name: str) -> None:
    one = plan(Kind.ORGANISATIONS, table("organisation;postcode", f"{name};S1 2HH"))
    assert organisation(one, name).sector is Sector.OTHER
    assert codes(one) == ["sector-missing"]


@pytest.mark.parametrize("cell", ["declined", "left 2022", "invited?"])
def test_who_declined_or_left_is_no_member(cell: str) -> None:
    others = (f"Group {number};x;x" for number in range(9))
    one = matrix(*others, f"Oak Lane Larder;{cell};x")
    assert codes(one) == ["tick-unreadable"]


def test_tbc_is_no_tick() -> None:
    one = matrix("Oak Lane Larder;tbc;x")
    added = one.dataset.memberships[len(base().dataset.memberships) :]
    assert len(added) == 1


def test_confirming_who_is_meant_does_not_move_them() -> None:
    known = next(
        one for one in base().dataset.organisations if one.name.startswith("Sprotbrough C")
    )
    listed = table(
        "organisation;postcode;partnership", "Sprotborough Criket Club;LS1 4AP;Falls Board"
    )
    (question,) = plan(Kind.MEMBERSHIPS, listed).questions
    one = plan(Kind.MEMBERSHIPS, listed, decisions={question.key: known.id})
    after = one.dataset.organisation_by_id[known.id]
    assert (after.postcode, after.point, after.outside) == (known.postcode, known.point, False)
    assert "Sprotborough Criket Club" in after.aliases


def test_an_unknown_postcode_takes_nobody_off_their_place() -> None:
    known = next(one for one in base().dataset.organisations if one.neighbourhood and one.point)
    one = plan(Kind.ORGANISATIONS, table("organisation_id;postcode", f"{known.id};S99 9ZZ"))
    after = one.dataset.organisation_by_id[known.id]
    assert after.postcode == "S99 9ZZ"
    assert (after.point, after.place) == (known.point, known.place)
    assert after.neighbourhood == known.neighbourhood
