"""What counts as the same name, and what does not."""

import pytest

from joinedup.imports.naming import (
    MAX_CHARACTERS,
    guesses,
    initials,
    normalise_name,
    pack,
    readings,
)
from joinedup.imports.words import is_telling, opposed

SAME = [
    # case, spaces, invisible characters, width
    ("GOOD THINGS FOUNDATION", "Good Things Foundation"),
    ("  Crookes   Practice ", "Crookes Practice"),
    ("Crookes\u200b\u00a0Practice\ufeff", "Crookes Practice"),
    ("Crookes\tPractice\n", "Crookes Practice"),
    ("\uff23rookes Practice", "Crookes Practice"),
    # apostrophes, accents, encodings
    ("St Luke\u2019s Hospice", "St Luke's Hospice"),
    ("St Luke\u00b4s Hospice", "St Lukes Hospice"),
    ("St Luke'S Hospice", "St Luke's Hospice"),
    ("St Luke?s Hospice", "St Luke's Hospice"),
    ("St Luke\ufffds Hospice", "St Luke's Hospice"),
    ("Sheffield Childrenâ€™s", "Sheffield Children's"),
    ("CafÃ© Society", "Café Society"),
    ("Café Society", "Cafe Society"),
    ("Cafe\u0301 Society", "Cafe Society"),
    ("Łódź Society", "Lodz Society"),
    ("Canal &amp; River Trust", "Canal & River Trust"),
    # joining words and punctuation
    ("Carterknowle & Dore", "Carterknowle and Dore"),
    ("Cheshire + Wirral", "Cheshire and Wirral"),
    ("Rotherham, Doncaster & South Humber", "Rotherham Doncaster and South Humber"),
    ("Sub-Aqua Club", "Sub Aqua Club"),
    ("The Methodist Church \u2013 Barnsley Circuit", "The Methodist Church - Barnsley Circuit"),
    ("Co-operative Society", "Cooperative Society"),
    # the article and legal forms
    ("The Oakwood Surgery", "Oakwood Surgery"),
    ("Friends of the Sheffield Hospital", "The Friends Of Sheffield Hospital"),
    ("Sheffcare Limited", "Sheffcare"),
    ("SHEFFCARE LTD.", "Sheffcare"),
    ("Lung Productions CIO", "Lung Productions"),
    ("Lung Productions (Charitable Incorporated Organisation)", "Lung Productions"),
    ("Foundry Club C.I.C.", "Foundry Club Community Interest Company"),
    ("Oak Co Ltd", "Oak Company Limited"),
    ("Oak LLP", "Oak"),
    ("Oak plc", "Oak"),
    ("Oak (UK)", "Oak"),
    ("Oak (UK) Ltd", "Oak"),
    ("St Vincent De Paul Society (England And Wales)", "St Vincent de Paul Society"),
    ("Oak, registered charity no. 1017481", "Oak"),
    ("Oak (Charity Number: SC012345)", "Oak"),
    ("Oak Company No 04321567", "Oak"),
    # the NHS and councils
    ("Barnsley Hospital NHS FT", "Barnsley Hospital NHS Foundation Trust"),
    ("Barnsley Hospital NHS F.T.", "Barnsley Hospital NHS Foundation Trust"),
    ("Barnsley Hospital NHSFT", "Barnsley Hospital NHS Foundation Trust"),
    ("Barnsley Hosp. N.H.S. Foundation Trust", "Barnsley Hospital NHS Foundation Trust"),
    ("Rotherham PCN", "Rotherham Primary Care Network"),
    ("South Yorks ICB", "South Yorkshire Integrated Care Board"),
    ("Barnsley MBC", "Barnsley Metropolitan Borough Council"),
    ("Barnsley Met Boro Council", "Barnsley Metropolitan Borough Council"),
    # abbreviations
    ("Garden Lane Medical Ctr.", "Garden Lane Medical Center"),
    ("The Ridge Medical Pract.", "Ridge Medical Practice"),
    ("Saltaire Medical P'Ship", "Saltaire Medical Partnership"),
    ("Mill Rd Surgery", "Mill Road Surgery"),
    ("High St Surgery", "High Street Surgery"),
    ("23 High St", "23 High Street"),
    ("St. Johns Surgery", "Saint John's Surgery"),
    ("Dr Gilkar", "Doctor Gilkar"),
    ("Walkley M.C", "Walkley Medical Centre"),
    ("Stocksbridge R U F C Ltd", "Stocksbridge RUFC"),
    ("Willaston FC", "Willaston Football Club"),
    ("H.O.M.E", "HOME"),
    ("V. I. Sahara Group", "VI Sahara Group"),
    ("Leeds Citizens Advice Bureau", "Leeds CAB"),
    ("Leeds Young Men's Christian Association", "Leeds YMCA"),
    ("Leeds Council for Voluntary Service", "Leeds CVS"),
    ("Leeds C of E School", "Leeds CofE School"),
    ("Leeds Pre-School", "Leeds Preschool"),
    ("Seven Hills Club", "7 Hills Club"),
    ("First Leeds Scouts", "1st Leeds Scouts"),
    ("Wombwell Gms Practice", "Wombwell Practice"),
    # brackets, notes and other names
    ("Dobcroft After School Hours Care (Dash)", "Dobcroft After School Hours Care"),
    ("Rotherham Metropolitan Borough Council (RMBC)", "Rotherham Metropolitan Borough Council"),
    ("Falkland House Surgery (closed March 2025)", "Falkland House Surgery"),
    ("Falkland House Surgery - CLOSED", "Falkland House Surgery"),
    ("Emergency Aid (subject to insolvency proceedings)", "Emergency Aid"),
    ("Oak Trust (lead organisation)", "Oak Trust"),
    ("Oak Trust (formerly Elm Trust)", "Oak Trust"),
    ("Oak Ltd t/a Elm", "Oak"),
]

DIFFERENT = [
    ("Crabbs Cross Surgery", "Crabbs Cross Medical Centre"),
    ("Conisbrough Group Practice", "Conisbrough Medical Practice"),
    ("Oakwood Surgery", "Oakwood Practice"),
    ("St Mary's Church", "St Marie's Church"),
    ("1st Leeds Scouts", "2nd Leeds Scouts"),
    ("Rotherham North PCN", "Rotherham South PCN"),
    ("Barnsley CVS", "Barnsley CVS Trading"),
    ("The Coal Industry Organisation", "The Coal Industry Organisation 2014"),
    ("The Springfield Surgery (Bingley)", "The Springfield Surgery (Ilkley)"),
    ("Worcester City Council", "Worcestershire County Council"),
    ("St Ives Surgery", "Street Ives Surgery"),
    ("Barnsley Hospital NHS Trust", "Barnsley Hospital Charity"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_written_two_ways_is_one_name(one: str, other: str) -> None:
    assert pack(normalise_name(one)) == pack(normalise_name(other)) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert not {pack(text) for text in readings(one)} & {pack(text) for text in readings(other)}


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Sheffield Para Ice Hockey Clu B", "Sheffield Para Ice Hockey Club"),
        ("Barnsley Rugby Union Football Club Limit Ed", "Barnsley Rugby Union Football Club"),
        ("West Bowling Footba ll Club", "West Bowling Football Club"),
        ("Kirk Sandall Sports Assoc Iation", "Kirk Sandall Sports Association"),
        ("City of Sheffield Waterpolo Club", "City of Sheffield Water Polo Club"),
    ],
)
def test_broken_words_come_together_when_packed(broken: str, whole: str) -> None:
    assert pack(normalise_name(broken)) == pack(normalise_name(whole))


@pytest.mark.parametrize("nothing", ["", "  ", "???", "--", "(uk)", "\u200b"])
def test_a_name_without_letters_is_empty(nothing: str) -> None:
    assert normalise_name(nothing) == ""
    assert readings(nothing) == guesses(nothing) == ()


@pytest.mark.parametrize("only", ["The Ltd", "Limited", "The", "CIO"])
def test_something_of_a_name_always_stays(only: str) -> None:
    assert normalise_name(only)


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Oak Trust (formerly Elm Trust)", ["elm trust"]),
        ("Oak Trust, previously known as Elm Trust", ["elm trust"]),
        ("Oak Ltd t/a Elm Cafe Ltd", ["elm cafe"]),
        ("Oak Ltd trading as Elm", ["elm"]),
        ("Oak Trust (now Elm Trust)", ["elm trust"]),
        ("Oak a.k.a. Elm", ["elm"]),
        ("Now or Never Theatre", []),
        ("The Well Known as Elm", ["elm"]),
        ("City of Bradford Metropolitan District Council", ["bradford council"]),
        ("Nottinghamshire County Council", ["nottinghamshire council"]),
        ("Worksop Town Council", []),
        ("City Council", []),
        ("Hill Brow Surgery Pms Practice", ["hill brow surgery"]),
        ("Darton Health Centre Practice", ["darton health centre"]),
        ("St Michael's Hospice (Incorporating The Freda Pearce Foundation)", []),
    ],
)
def test_other_names_in_a_name(name: str, others: list[str]) -> None:
    assert list(readings(name)[1:]) == others


def test_a_short_form_at_the_end_is_only_guessed() -> None:
    assert guesses("Idle C.C.") == ("idle cricket club", "idle county council", "idle city council")
    assert guesses("Idle Cricket Club") == ()
    assert readings("Idle CC") == ("idle cc",)


def test_initials_with_and_without_small_words() -> None:
    assert initials(["rotherham", "and", "south", "humber"]) == {"rash", "rsh"}
    assert initials([]) == set()


def test_two_letters_in_a_bracket_are_no_short_form() -> None:
    assert normalise_name("Norwood Hall (NH)") == "norwood hall nh"
    assert normalise_name("Norwood Hall (NHA) Annexe") == "norwood hall nha annexe"


def test_a_long_cell_is_cut() -> None:
    assert len(normalise_name("x" * 100_000)) == MAX_CHARACTERS


@pytest.mark.parametrize(
    "name",
    ["rotherham sailing club", "skillshouse", "citizens advice cheshire west", "okorie foundation"],
)
def test_telling_names(name: str) -> None:
    assert is_telling(name)


@pytest.mark.parametrize(
    "name",
    [
        *("high street surgery", "village surgery", "village surgeries group", "space", "mind"),
        *("citizens advice", "age uk", "friends of park", "st marys church", "lee foundation"),
        *("adass", "clifton medical centre", "", "7", "1st scouts"),
    ],
)
def test_names_that_many_could_have(name: str) -> None:
    assert not is_telling(name)


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("rotherham north", "rotherham south", True),
        ("rotherham north", "rotherham", False),
        ("rotherham north", "rotherham north", False),
        ("1st scouts", "2nd scouts", True),
        ("coal 2014", "coal", True),
        ("penistone ladies choir", "penistone mens choir", True),
        ("worcester city council", "worcester county council", True),
        ("oak surgery", "elm surgery", False),
    ],
)
def test_names_that_say_the_opposite(one: str, other: str, *, says: bool) -> None:
    assert opposed(one.split(), other.split()) is says
    assert opposed(other.split(), one.split()) is says
