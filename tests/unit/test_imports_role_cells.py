"""Roles are told from people's names in cells that should name a role. All names are made up."""

import pytest

from joinedup.imports.role_cells import looks_like_title, names_person, says_no_person

ROLES = """\
Director of Public Health|Programme Manager (Ageing Well)|Head of Housing & Communities|CEO|COO|CFO
Chief Exec|Chief Executive, ICB|PMO|All|TBC|ICB|Social prescribing link worker|Dr of Public Health
Director of Nursing|Chief Nurse|Deputy Medical Director|Chief Operating Officer|DPH|DASS|DPH/DASS
SRO|PM|Project Support Officer|Clinical Lead, Frailty|GP Lead|GPs|PCN Clinical Director|Place Lead
Director of Children's Services|Strategic Director, Health and Wellbeing|AD Commissioning|Matron
Assistant Director, Commissioning|Head of Service|Team Leader|Ward Manager|District Nurse|Midwife
Health Visitor|Practice Manager|Receptionist|Care Coordinator|Principal Social Worker|Doctor|Drs
Occupational Therapist|Lead Pharmacist|Finance Business Partner|HR|OD Lead|Comms|EDI Lead|NED
VCSE Alliance Chair|Non-Executive Director|Lay Member|Board secretary|All partners|Each PCN|Both
Everyone|Council|Local authority|Healthwatch Manager|Head of IT|BI|Caldicott Guardian|QI Coach
Estates Manager|Named GP for Safeguarding|Head of Transformation|PHM Lead|End of Life Lead
Consultant in Public Health|Registrar|Professor of Nursing|Prof Lead|Dr Lead|Dr (GP)|Rev Lead
Portfolio Holder|Cabinet Member for Health|Councillor|Cllrs|Lord Mayor|Lady Mayoress|Town Clerk
Lord Lieutenant|Faith leaders|Carers' champion|Experts by experience|Social Prescriber|Dean
Community Development Worker|Home care providers|Welfare Rights|Steering Group|Vacant|TBA
To be confirmed|Not assigned|New post|Chief Executive and Chair|Director of Strategy / COO|SLT
Hope Lead|Grace period lead|Victoria Centre Manager|Mark Lane Surgery Manager|Dean of Nursing
Penny Lead|Carol Service Lead|Canon Street Lead|Miss a Meal Lead|Father's Project Lead|T Level Lead
Chris Whitty House|Jo Cox House|Alan Turing Institute|Robin House Manager|St John Ambulance
Marie Curie|Sue Ryder Lead|Mary Seacole Leadership Fellow|Age UK|Mind|Turning Point
A Better Start|Guy's and St Thomas'
director of public health|board secretary|SAM|Sam's Kitchen||?|42|Band 8a Nurse"""
PEOPLE = """\
Jo Testington|Testington, Jo|JO TESTINGTON|jo testington|Jo T.|Emma M|J. Testington|J Testington
S. J. Testington|Sarah-Jane Madeup|Sián Madeup|Lucy van Madeup|Abdul al-Madeup|Dr Placeholder
Dr. A Placeholder|Mr T Madeup|Mrs Madeup (Director)|Cllr Fictional|Sir Madeup Placeholder
Director of Public Health (Jo Testington)|Head of Housing, Jo Testington|CEO Jo Testington
Jo Testington CEO|Jo Testington, Programme Manager|Programme Manager: Jo Testington|PMO: Jo
Programme Manager - Jo Testington|Jo Testington Director of Finance|Jo and Sarah|Sarah|CEO Sarah
Jo Testington / PMO|ICB (Jo Testington)|Jo Testington ICB|Jo Testington + PMO|Nurse Jo Testington
Steering group; Jo Testington|Jo Testington to lead|Jo Testington with DPH|Jo Testington and team
Grace Testington|Hope Madeup|Victoria Madeup|Mark Madeup, PMO|CEO Mark Madeup|Jo Ward|Emma Hall"""


@pytest.mark.parametrize("text", ROLES.replace("\n", "|").split("|"))
def test_a_role_is_no_person(text: str) -> None:
    assert not names_person(text)


@pytest.mark.parametrize("text", PEOPLE.replace("\n", "|").split("|"))
def test_a_name_is_found_wherever_it_stands(text: str) -> None:
    assert names_person(text)
    assert not looks_like_title(text)
    assert not says_no_person(text)


@pytest.mark.parametrize("text", ["CEO", "tbc", "To be confirmed", "Age UK", "Head of Housing"])
def test_a_role_an_organisation_or_nobody_is_said(text: str) -> None:
    assert says_no_person(text)


def test_what_is_unknown_is_neither() -> None:
    for text in ("Turning Point", "Zephyr Quillfeather", ""):
        assert not names_person(text)
        assert not says_no_person(text)


def test_a_long_cell_is_looked_through_in_no_time() -> None:
    assert not names_person("Head of " * 100_000)
    assert not names_person("(" * 100_000)
