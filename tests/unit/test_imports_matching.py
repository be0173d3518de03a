"""Which evidence counts, in which order, and what makes a match doubtful."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

import pytest

from joinedup.imports.known import Known, Where, canonical, label, sectors_fit
from joinedup.imports.matching import MOST, STEP, Certainty, Described, Match, Register
from joinedup.model import Organisation, Provenance, Sector

NOWHERE = Provenance(source="made up", licence="none")
NUMBERS = count()


def known(
    name: str,
    *,
    id: str = "",
    ods: str = "",
    org_ids: Iterable[str] = (),
    ons: str = "",
    aliases: tuple[str, ...] = (),
    postcode: str = "",
    place: str | None = None,
    sector: Sector = Sector.VCSE,
) -> Organisation:
    numbers = [("ods", ods), ("ons", ons), *(("org-id", value) for value in org_ids)]
    return Organisation(
        id=id or f"x:{next(NUMBERS)}",
        name=name,
        sector=sector,
        provenance=NOWHERE,
        identifiers=tuple(pair for pair in numbers if pair[1]),
        aliases=aliases,
        postcode=postcode,
        place=place,
    )


DUKE = known(
    "Duke Medical Centre",
    id="ods:C88030",
    ods="C88030",
    postcode="S2 2TD",
    place="sheffield",
    sector=Sector.GENERAL_PRACTICE,
)
ELM = known(
    "Elmfield Advice Centre Ltd",
    id="elm",
    org_ids=("GB-CHC-1046060", "GB-COH-04321567"),
    aliases=("Elmfield Rights Project", "EAC"),
    postcode="S1 2HH",
    place="sheffield",
)
COUNCIL = known(
    "Rotherham Metropolitan Borough Council",
    id="rmbc",
    ons="E08000018",
    sector=Sector.LOCAL_AUTHORITY,
    place="rotherham",
)
BOARD = known("Regional Workforce Consortium", id="board", sector=Sector.NATIONAL)
REGISTER = Register([DUKE, ELM, COUNCIL, BOARD])


def match(name: str, **said: object) -> Match:
    return REGISTER.match(Described(name=name, **said))  # type: ignore[arg-type]


def assert_certain(found: Match, organisation: str, reason: str, words: str = "") -> None:
    assert found.certainty is Certainty.CERTAIN, found
    assert not found.conflict
    (one,) = found.candidates
    assert (one.organisation, one.reason) == (organisation, reason)
    assert words in one.words


def assert_doubtful(found: Match, organisation: str, reason: str = "", conflict: str = "") -> None:
    assert found.certainty is Certainty.DOUBTFUL, found
    first = found.candidates[0]
    assert first.organisation == organisation
    assert reason in ("", first.reason)
    assert conflict in found.conflict


# --- certain ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "organisation", "reason", "words"),
    [
        ({"name": "Elmfield Advice Hub", "id": "elm"}, "elm", "id", "The id it has here"),
        ({"name": "EAC", "id": "elm"}, "elm", "id", ""),
        ({"name": "", "id": " elm "}, "elm", "id", ""),
        (
            {"name": "Duke", "identifiers": (("ods", "C88030"),)},
            *("ods:C88030", "ods", "Same ODS code C88030"),
        ),
        (
            {"name": "Elmfield", "identifiers": (("org-id", "GB-CHC-1046060"),)},
            *("elm", "org-id", "Same charity number 1046060"),
        ),
        (
            {"name": "", "identifiers": (("org-id", "gb-coh-04321567"),)},
            *("elm", "org-id", "Same company number 04321567"),
        ),
        (
            {"name": "RMBC", "identifiers": (("ons", "E08000018"),)},
            *("rmbc", "ons", "Same ONS code E08000018"),
        ),
        (
            {"name": "ELMFIELD ADVICE CENTER", "postcode": "S1 2HH"},
            *("elm", "name-postcode", "Same name, same postcode"),
        ),
        (
            {"name": "Elmfield Rights Project", "postcode": "S1 2HH"},
            *("elm", "alias-postcode", "Known by this name too, same postcode"),
        ),
        (
            {"name": "Elmfield Advice Centre", "place": "sheffield"},
            *("elm", "name-place", "Same name, same place"),
        ),
        (
            {"name": "Elmfield Advice Centre"},
            *("elm", "name-unique", "Same name, and no other on record has it"),
        ),
        ({"name": "Elmfield Rights Project"}, "elm", "alias-unique", ""),
        ({"name": "Rotherham Council"}, "rmbc", "name-unique", ""),
        (
            {"name": "Regional Workforce Consortium", "postcode": "LS1 1AA", "place": "leeds"},
            *("board", "name-unique", ""),
        ),
        (
            {"name": "Elmfeild Advice Centre", "postcode": "S1 2HH"},
            *("elm", "misspelt-postcode", "% alike, same postcode"),
        ),
    ],
)
def test_certain(said: dict[str, object], organisation: str, reason: str, words: str) -> None:
    assert_certain(REGISTER.match(Described(**said)), organisation, reason, words)  # type: ignore[arg-type]


def test_an_id_of_elsewhere_counts_as_none() -> None:
    assert_certain(
        match("Duke Medical Centre", id="x:9", postcode="S2 2TD"), DUKE.id, "name-postcode"
    )


def test_the_postcode_on_record_may_be_untidy() -> None:
    register = Register([known("Oak Hall", id="oak", postcode=" bd88bd ")])
    found = register.match(Described(name="Oak Hall", postcode="BD8 8BD"))
    assert_certain(found, "oak", "name-postcode")


# --- doubtful ---------------------------------------------------------------------------


def test_an_id_and_a_number_of_two_organisations() -> None:
    found = match("Elmfield", id="elm", identifiers=(("ods", "C88030"),))
    assert_doubtful(found, "elm", "id", "The id is that of Elmfield Advice Centre Ltd")
    assert [one.organisation for one in found.candidates] == ["elm", "ods:C88030"]


def test_an_id_with_quite_another_name() -> None:
    found = match("Riverside Canoe Club", id="elm")
    assert_doubtful(found, "elm", "id", "The id is that of Elmfield Advice Centre Ltd, which is")
    assert [one.words for one in found.candidates] == ["The id it has here, quite another name"]
    # The number bears out the id, not the name.
    numbers = (("org-id", "GB-CHC-1046060"),)
    assert_doubtful(match("Riverside Canoe Club", id="elm", identifiers=numbers), "elm", "id")


def test_an_id_with_the_name_of_another() -> None:
    for name in ("Duke Medical Centre", "Duke Medical Centr"):
        found = match(name, id="elm", postcode="S2 2TD")
        assert_doubtful(found, "elm", "id", "the name that of Duke Medical Centre")
        assert [one.organisation for one in found.candidates] == ["elm", DUKE.id]


def test_an_id_with_the_opposite_name() -> None:
    register = Register([known("Rotherham South PCN", id="south")])
    found = register.match(Described(name="Rotherham North PCN", id="south"))
    assert_doubtful(found, "south", "id", "quite another name")


def test_an_id_and_a_number_that_several_have() -> None:
    number = "GB-CHC-1046060"
    register = Register(
        [
            known("Elm Trust", id="trust", org_ids=[number], ods="C88030"),
            known("Elm Trading", id="trading", org_ids=[number]),
        ]
    )
    for name, others in (("", ()), ("Elm Trusts", ()), ("Elm Trust", (("ods", "C88030"),))):
        numbers = (("org-id", number), *others)
        found = register.match(Described(name=name, id="trading", identifiers=numbers))
        assert_doubtful(found, "trading", "id", "Elm Trading")
        assert [one.organisation for one in found.candidates] == ["trading", "trust"]
        assert [one.words for one in found.candidates] == [
            *("The id it has here", "Same charity number 1046060")
        ]
        shared = "which shares the charity number 1046060 with Elm Trust"
        assert (shared in found.conflict) is not bool(others)
    # As an export has it: its own id, name and number leave no doubt.
    for one, name in (("trust", "Elm Trust"), ("trading", "Elm Trading")):
        row = Described(name=name, id=one, identifiers=(("org-id", number),))
        assert_certain(register.match(row), one, "id")


def test_of_very_many_with_one_name_an_id_or_number_finds_its_own() -> None:
    register = Register([known("Elim", id=f"x:{one}", ods=f"C{10000 + one}") for one in range(80)])
    assert_certain(register.match(Described(name="Elim", id="x:79")), "x:79", "id")
    row = Described(name="Elim", identifiers=(("ods", "C10079"),))
    assert_certain(register.match(row), "x:79", "ods")


def test_two_numbers_of_two_organisations() -> None:
    numbers = (("ods", "C88030"), ("org-id", "GB-CHC-1046060"))
    found = match("Duke Medical Centre", identifiers=numbers)
    assert_doubtful(found, DUKE.id, "ods", "Its numbers are those of different organisations")


def test_a_number_that_several_have() -> None:
    register = Register(
        [known(name, org_ids=("GB-CHC-1046060",)) for name in ("Elm Trust", "Elm Trading")]
    )
    found = register.match(Described(name="Elm Trust", identifiers=(("org-id", "GB-CHC-1046060"),)))
    assert found.certainty is Certainty.DOUBTFUL
    assert len(found.candidates) == 2
    assert found.conflict == "Several organisations on record have the charity number 1046060"


def test_a_number_with_the_name_of_another() -> None:
    found = match("Duke Medical Centre", identifiers=(("org-id", "GB-CHC-1046060"),))
    assert_doubtful(found, "elm", "org-id", "the name that of Duke Medical Centre")
    assert [one.organisation for one in found.candidates] == ["elm", DUKE.id]


def test_a_number_with_nearly_the_name_of_another() -> None:
    found = match("Duke Medical Centr", identifiers=(("org-id", "GB-CHC-1046060"),))
    assert_doubtful(found, "elm", "org-id", "the name that of Duke Medical Centre")


def test_a_number_with_quite_another_name() -> None:
    found = match("Riverside Canoe Club", identifiers=(("ods", "C88030"),))
    assert_doubtful(found, DUKE.id, "ods", "quite another name")


def test_a_number_with_the_opposite_name() -> None:
    register = Register([known("Rotherham South PCN", id="south", ods="U12345")])
    found = register.match(Described(name="Rotherham North PCN", identifiers=(("ods", "U12345"),)))
    assert_doubtful(found, "south", "ods", "quite another name")


def test_a_short_form_is_no_other_name() -> None:
    found = match("DMC", identifiers=(("ods", "C88030"),))
    assert_certain(found, DUKE.id, "ods")


def test_one_right_number_and_one_wrong() -> None:
    numbers = (("org-id", "GB-CHC-1046060"), ("org-id", "GB-COH-00000123"))
    found = match("Elmfield Advice Centre", identifiers=numbers)
    assert_doubtful(found, "elm", "org-id", "has the company number 04321567")


def test_the_name_and_postcode_with_another_number() -> None:
    found = match("Duke Medical Centre", postcode="S2 2TD", identifiers=(("ods", "C88999"),))
    assert_doubtful(found, DUKE.id, "name-postcode", "has the ODS code C88030")


def test_a_number_of_another_register_says_nothing() -> None:
    numbers = (("org-id", "GB-CHC-1199999"),)
    found = match("Duke Medical Centre", postcode="S2 2TD", identifiers=numbers)
    assert_certain(found, DUKE.id, "name-postcode")


def test_the_same_name_elsewhere() -> None:
    found = match("Duke Medical Centre", postcode="S65 1DA")
    assert_doubtful(found, DUKE.id, "name", "elsewhere")
    assert found.candidates[0].words == "Same name, other postcode"
    assert_doubtful(match("Elmfield Advice Centre", place="leeds"), "elm", "name", "elsewhere")


def test_the_same_name_elsewhere_with_another_number_is_another() -> None:
    numbers = (("ods", "C88999"),)
    found = match("Duke Medical Centre", postcode="S65 1DA", identifiers=numbers)
    assert found == Match(certainty=Certainty.NONE)


def test_the_same_name_in_another_sector() -> None:
    found = match("Elmfield Advice Centre", sector=Sector.GENERAL_PRACTICE)
    assert_doubtful(found, "elm", "name", "another sector: Voluntary")


def test_a_council_and_a_club() -> None:
    found = match("Rotherham Metropolitan Borough Council", sector=Sector.VCSE)
    assert_doubtful(found, "rmbc", "name", "Local authority")


@pytest.mark.parametrize(
    "name", ["Citizens Advice", "Age UK", "Friends of the Park", "The Surgery", "St Mary's Church"]
)
def test_a_name_of_many_needs_a_postcode(name: str) -> None:
    register = Register([known(name, id="one", postcode="S1 1AA", place="sheffield")])
    assert_doubtful(register.match(Described(name=name)), "one", "name", "Many organisations")
    assert_doubtful(register.match(Described(name=name, place="sheffield")), "one", "name-place")
    assert_certain(register.match(Described(name=name, postcode="S1 1AA")), "one", "name-postcode")


def test_twins() -> None:
    twins = [known("Elim Alliance", id=one, postcode="S1 1AA") for one in ("a", "b")]
    found = Register(twins).match(Described(name="Elim Alliance", postcode="S1 1AA"))
    assert_doubtful(found, "a", conflict="Several organisations on record have this name and post")
    assert len(found.candidates) == 2


def test_namesakes_are_told_apart_by_postcode_and_place() -> None:
    register = Register(
        [
            known("Thorneloe Project", id="a", postcode="S1 1AA", place="sheffield"),
            known("Thorneloe Project", id="b", postcode="S60 1AA", place="rotherham"),
        ]
    )
    by_postcode = register.match(Described(name="Thorneloe Project", postcode="S60 1AA"))
    assert_certain(by_postcode, "b", "name-postcode")
    by_place = register.match(Described(name="Thorneloe Project", place="rotherham"))
    assert_certain(by_place, "b", "name-place")
    neither = register.match(Described(name="Thorneloe Project"))
    assert_doubtful(neither, "a", "name", "Several organisations on record have this name")


def test_a_namesake_elsewhere_leaves_one_without_postcode_in_doubt() -> None:
    record = [known("Thorneloe Project", id="a"), known("Thorneloe Project", postcode="S1 1AA")]
    given = Described(name="Thorneloe Project", postcode="S60 1AA")
    assert_certain(Register(record[:1]).match(given), "a", "name-unique")
    assert_doubtful(Register(record).match(given), "a", "name", "Several organisations")


def test_a_short_form_is_put_to_a_person() -> None:
    found = match("EAC", place="leeds")
    assert_doubtful(found, "elm", "alias")
    register = Register([known("South Yorkshire Eating Disorders Association", id="syeda")])
    assert_doubtful(register.match(Described(name="SYEDA")), "syeda", "acronym")
    register = Register([known("SYEDA", id="syeda")])
    whole = Described(name="South Yorkshire Eating Disorders Association")
    assert_doubtful(register.match(whole), "syeda", "acronym")


def test_a_guess_needs_a_postcode() -> None:
    register = Register([known("Idleby Cricket Club", id="idle", postcode="BD10 9LE")])
    assert_doubtful(register.match(Described(name="Idleby CC")), "idle", "name", "short form")
    found = register.match(Described(name="Idleby CC", postcode="BD10 9LE"))
    assert_certain(found, "idle", "name-postcode")


# --- never automatic -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "row"),
    [
        ("Rotherham South PCN", "Rotherham North PCN"),
        ("2nd Sheffield Scouts", "1st Sheffield Scouts"),
        ("11th Sheffield Scouts", "12th Sheffield Scouts"),
        ("Clifton Medical Centre", "Clifton Medical Practice"),
        ("St Marie's", "St Mary's"),
        ("St Mark's Church Hall", "St Mary's Church Hall"),
        ("Barnsley CVS Trading", "Barnsley CVS"),
        ("Barnsley CVS", "Barnsley CVS Trading"),
        ("Crabbs Cross Surgery", "Crabbs Cross Medical Centre"),
        ("Coal Welfare Organisation", "Coal Welfare Organisation 2014"),
        ("Friends of Graves Park", "Graves Park"),
        ("Penistone Ladies Choir", "Penistone Mens Choir"),
        ("Clover City Practice", "Clover Group Practice"),
        ("Norton Cricket Club", "Horton Cricket Club"),
        ("Herefordshire Blind Association", "Bedfordshire Blind Association"),
        ("Martins Hall", "Marvins Hall"),
        ("Herefordshire Blind Association", "Hertfordshire Blind Association"),
        ("Hatfield Hall", "Hayfield Hall"),
    ],
)
def test_near_twins_at_one_postcode_are_never_matched(record: str, row: str) -> None:
    register = Register([known(record, postcode="S1 1AA")])
    found = register.match(Described(name=row, postcode="S1 1AA"))
    assert found.certainty is not Certainty.CERTAIN


def test_a_word_that_others_use_is_no_slip() -> None:
    record = [known("Norwood Hall", id="norwood", postcode="S1 1AA")]
    given = Described(name="Nowrood Hall", postcode="S1 1AA")
    assert_certain(Register(record).match(given), "norwood", "misspelt-postcode")
    record.append(known("Nowrood Chapel", postcode="S2 2AA"))
    assert_doubtful(Register(record).match(given), "norwood", "fuzzy-postcode")


def test_a_slip_with_a_rival_at_the_postcode_is_doubtful() -> None:
    record = [
        known("Norwood Hall", id="norwood", postcode="S1 1AA"),
        known("Norwold Hall", postcode="S1 1AA"),
    ]
    given = Described(name="Norwod Hall", postcode="S1 1AA")
    assert_certain(Register(record[:1]).match(given), "norwood", "misspelt-postcode")
    assert_doubtful(Register(record).match(given), "norwood", "fuzzy-postcode")


def test_the_same_name_elsewhere_leaves_other_word_orders_in_doubt() -> None:
    record = [known("Hall Norwood", id="here", postcode="S1 1AA")]
    given = Described(name="Norwood Hall", postcode="S1 1AA")
    assert_certain(Register(record).match(given), "here", "misspelt-postcode")
    record.append(known("Norwood Hall", id="there", postcode="S2 2AA"))
    assert_doubtful(Register(record).match(given), "here", "fuzzy-postcode", "elsewhere")


def test_a_slip_elsewhere_or_with_another_number_or_sector_is_doubtful() -> None:
    register = Register([known("Norwood Hall", id="norwood", ods="C88030", postcode="S1 1AA")])
    slip = Described(name="Norwod Hall", postcode="S1 1AA")
    assert_certain(register.match(slip), "norwood", "misspelt-postcode")
    for other in (
        replace(slip, postcode="S2 2AA"),
        replace(slip, identifiers=(("ods", "C88999"),)),
        replace(slip, sector=Sector.GENERAL_PRACTICE),
    ):
        assert_doubtful(register.match(other), "norwood")


# --- nothing --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "???", "Sheffield Flourish", "Medical Centre Supplies"])
def test_nothing_near(name: str) -> None:
    assert match(name) == Match(certainty=Certainty.NONE)


def test_a_new_number_rules_out_names_that_are_only_alike() -> None:
    register = Register([known("Crookes Practice", ods="C88079")])
    given = Described(name="Crookes Valley Practice")
    assert register.match(given).certainty is Certainty.DOUBTFUL
    numbered = replace(given, identifiers=(("ods", "C88998"),))
    assert register.match(numbered).certainty is Certainty.NONE


def test_an_empty_record_knows_nobody() -> None:
    assert Register([]).match(Described(name="Anybody")).certainty is Certainty.NONE


# --- candidates ------------------------------------------------------------------------------


def test_at_most_five_are_shown_and_the_nearest_comes_first() -> None:
    record = [known(f"Thorneloe Project {number}", postcode="S1 1AB") for number in range(9)]
    record.append(known("Thorneloe Project", id="here", postcode="S1 1AB"))
    found = Register(record).match(Described(name="Thorneloe", postcode="S1 1AB"))
    assert_doubtful(found, "here", "fuzzy-postcode")
    assert len(found.candidates) == MOST
    assert len({one.organisation for one in found.candidates}) == MOST


def test_the_words_say_how_alike() -> None:
    found = match("Elmfield Advice", postcode="S1 2HH")
    first = found.candidates[0]
    assert first.words == f"Name {first.score:.0f}% alike, same postcode"
    assert 80 < first.score < 100


# --- all rows -----------------------------------------------------------------------------------


def test_all_rows_are_matched_in_their_order() -> None:
    rows = [Described(name=name) for name in ("Elmfield Advice Centre", "Nobody", "Elmfield")]
    assert REGISTER.match_all(rows) == [REGISTER.match(one) for one in rows]
    assert REGISTER.match_all([]) == []


def test_progress_is_told_and_may_cancel() -> None:
    rows = [Described(name=f"Nobody {number}") for number in range(STEP + 1)]
    said: list[tuple[int, int]] = []
    REGISTER.match_all(rows, progress=lambda done, of: said.append((done, of)))
    assert said == [(0, STEP + 1), (STEP, STEP + 1), (STEP + 1, STEP + 1)]

    def cancel(done: int, _: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        REGISTER.match_all(rows, progress=cancel)


def test_a_list_is_compared_with_itself() -> None:
    record = [known("Norwood Hall", id=one, postcode="S1 1AA") for one in ("a", "b")]
    register = Register([*record, known("Norwod Hall", id="c", postcode="S1 1AA")])
    one = Described(name="Norwood Hall", postcode="S1 1AA", id="a")
    assert_certain(register.match(one), "a", "id")
    assert_certain(register.match(one, without="a"), "b", "name-postcode")
    alone = Register([record[0], known("Norwod Hall", id="c", postcode="S1 1AA")])
    slip = Described(name="Norwod Hall", postcode="S1 1AA")
    assert_certain(alone.match(slip, without="c"), "a", "misspelt-postcode")


def test_of_two_with_one_id_the_first_counts() -> None:
    register = Register([known("First Hall", id="a"), known("Second Hall", id="a")])
    assert register.match(Described(name="Second Hall")).certainty is Certainty.NONE


def test_a_name_that_thousands_share_is_still_told_by_postcode() -> None:
    record = [known("Boots", postcode=f"S{n} 1AA", id=f"boots:{n}") for n in range(2000)]
    register = Register(record)
    assert_certain(
        register.match(Described(name="Boots", postcode="S1999 1AA")), "boots:1999", "name-postcode"
    )
    assert register.match(Described(name="Boots")).certainty is Certainty.DOUBTFUL


def test_a_number_that_thousands_share_is_bounded() -> None:
    record = [known(f"Hall {n}", org_ids=("GB-CHC-1046060",)) for n in range(2000)]
    given = Described(name="Hall", identifiers=(("org-id", "GB-CHC-1046060"),))
    assert len(Register(record).match(given).candidates) == MOST


@pytest.mark.parametrize(
    "name",
    ["x" * 100_000, "(ab) " * 20_000, "a " * 50_000, "t/a " * 20_000, "\x00\ud800", "(" * 9999],
)
def test_hostile_names_are_only_names(name: str) -> None:
    assert isinstance(match(name, postcode="S1 2HH"), Match)


# --- the record --------------------------------------------------------------------------------


def test_where_two_are() -> None:
    register = Known([ELM, BOARD])
    assert register.where(0, "S1 2HH", "leeds") is Where.SAME_POSTCODE
    assert register.where(0, "S1 2HJ", "leeds") is Where.OTHER_PLACE
    assert register.where(0, "S1 2HJ", "sheffield") is Where.OTHER_POSTCODE
    assert register.where(0, "", "sheffield") is Where.SAME_PLACE
    assert register.where(1, "S1 2HJ", "sheffield") is Where.UNKNOWN
    assert register.where(0, "", None) is Where.UNKNOWN


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("ods", "C88030"), "ODS code C88030"),
        (("ons", "E08000018"), "ONS code E08000018"),
        (("org-id", "GB-CHC-1046060"), "charity number 1046060"),
        (("org-id", "GB-SC-SC038416"), "charity number SC038416"),
        (("org-id", "GB-COH-OC300312"), "company number OC300312"),
        (("org-id", "GB-CASC-062d637b"), "org-id GB-CASC-062d637b"),
    ],
)
def test_numbers_are_called_as_people_do(pair: tuple[str, str], words: str) -> None:
    assert label(pair) == words


def test_capitals_and_spaces_in_numbers_do_not_count() -> None:
    assert canonical(("org-id", " gb-casc-062d637b ")) == ("org-id", "GB-CASC-062D637B")


def test_sectors_that_one_body_can_be_filed_under() -> None:
    assert sectors_fit(Sector.VCSE, Sector.SOCIAL_CARE)
    assert sectors_fit(Sector.OTHER, Sector.GENERAL_PRACTICE)
    assert sectors_fit(None, Sector.GENERAL_PRACTICE)
    assert not sectors_fit(Sector.VCSE, Sector.LOCAL_AUTHORITY)
    assert not sectors_fit(Sector.PRIMARY_CARE_OTHER, Sector.GENERAL_PRACTICE)
