"""Whatever a list says, a match is one of three kinds and keeps its promises."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from joinedup.imports import identifiers
from joinedup.imports.matching import MOST, Certainty, Described, Match, Register
from joinedup.imports.naming import MAX_CHARACTERS, normalise_name, pack, readings
from joinedup.model import Organisation, Provenance, Sector

# Few words, postcodes and numbers, so that organisations resemble and contradict each other.
WORDS = (
    *("Norwood", "Norwod", "Clifton", "Rotherham", "North", "South", "1st", "2nd", "St", "Mary's"),
    *("Medical", "Centre", "Surgery", "Practice", "Trust", "Trading", "Friends of", "The", "Ltd"),
    *("NHS Foundation Trust", "(formerly Norwood)", "t/a", "&", "CC", "Council", "Metropolitan"),
)
names = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
    st.text(min_size=1, max_size=40).filter(lambda text: text.strip() != ""),
)
postcodes = st.sampled_from(["", "S1 1AA", "S65 1DA"])
places = st.sampled_from([None, "sheffield", "rotherham"])
numbers = st.lists(
    st.sampled_from([("ods", "C88030"), ("ods", "C88031"), ("org-id", "GB-CHC-1046060")]),
    max_size=2,
    unique=True,
).map(tuple)
sectors = st.sampled_from([Sector.VCSE, Sector.GENERAL_PRACTICE, Sector.LOCAL_AUTHORITY])
records = st.lists(
    st.builds(
        Organisation,
        id=st.sampled_from("abcdefghijkl"),
        name=names,
        sector=sectors,
        provenance=st.just(Provenance(source="made up", licence="none")),
        identifiers=numbers,
        aliases=st.lists(names, max_size=1).map(tuple),
        postcode=postcodes,
        place=places,
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)
rows = st.builds(
    Described,
    name=st.one_of(names, st.just("")),
    id=st.sampled_from(["", "a", "b", "elsewhere"]),
    identifiers=numbers,
    postcode=postcodes,
    place=places,
    sector=st.one_of(st.none(), sectors),
)


def chosen(match: Match) -> str | None:
    return match.candidates[0].organisation if match.certainty is Certainty.CERTAIN else None


@given(records, rows)
def test_a_match_keeps_its_promises(record: Sequence[Organisation], row: Described) -> None:
    match = Register(record).match(row)
    found = [one.organisation for one in match.candidates]
    assert len(found) == len(set(found)) <= MOST
    assert set(found) <= {one.id for one in record}
    assert all(0 <= one.score <= 100 and one.reason and one.words for one in match.candidates)
    match match.certainty:
        case Certainty.CERTAIN:
            assert len(found) == 1
            assert not match.conflict
        case Certainty.DOUBTFUL:
            assert found
        case Certainty.NONE:
            assert not found
            assert not match.conflict


@given(records, rows, st.randoms(use_true_random=False))
def test_the_order_of_the_record_does_not_matter(
    record: list[Organisation], row: Described, shuffler: Random
) -> None:
    before = Register(record).match(row)
    shuffler.shuffle(record)
    after = Register(record).match(row)
    assert chosen(before) == chosen(after)
    assert before.certainty is after.certainty


@given(records, rows)
def test_one_left_out_is_never_found(record: Sequence[Organisation], row: Described) -> None:
    match = Register(record).match(row, without="a")
    assert "a" not in [one.organisation for one in match.candidates]
    rest = Register([one for one in record if one.id != "a"])
    assert chosen(match) == chosen(rest.match(row if row.id != "a" else replace(row, id="")))


@given(records)
def test_every_organisation_is_found_by_its_id(record: Sequence[Organisation]) -> None:
    register = Register(record)
    for one in record:
        numbers = one.identifiers if readings(one.name) else ()
        match = register.match(Described(name=one.name, id=one.id, identifiers=numbers))
        assert chosen(match) == one.id
        other = register.match(Described(name="Quite Another Name", id=one.id))
        assert other.candidates[0].organisation == one.id
        assert other.certainty is not Certainty.CERTAIN


@given(records)
def test_a_twin_makes_a_name_doubtful(record: Sequence[Organisation]) -> None:
    for one in record:
        twin = replace(one, id="twin", identifiers=())
        row = Described(name=one.name, postcode=one.postcode, place=one.place)
        assert chosen(Register([*record, twin]).match(row)) is None


@given(records, st.lists(rows, max_size=6))
def test_all_rows_at_once_or_one_by_one(
    record: Sequence[Organisation], many: Sequence[Described]
) -> None:
    register = Register(record)
    assert register.match_all(many) == [register.match(one) for one in many]


# --- names and numbers -------------------------------------------------------------------


@given(st.text(max_size=2 * MAX_CHARACTERS))
def test_any_text_has_a_normal_form(text: str) -> None:
    name = normalise_name(text)
    assert name == " ".join(name.split())
    assert name == name.casefold()
    assert readings(text)[:1] == ((name,) if name else ())
    assert bool(pack(name)) is bool(name)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join))
def test_how_a_name_is_typed_does_not_matter(name: str) -> None:
    plain = normalise_name(name)
    assert normalise_name(f"  {name.upper()} ") == plain
    assert normalise_name(name.replace(" ", " \u200b ")) == plain
    assert normalise_name(name.replace("'", "\u2019")) == plain
    assert normalise_name(f"{name} & Son") == normalise_name(f"{name} and Son")


@given(st.text(max_size=60))
def test_any_text_gives_a_number_or_none(text: str) -> None:
    for read in (
        identifiers.ods_code,
        identifiers.charity_number,
        identifiers.company_number,
        identifiers.org_id,
        identifiers.ons_code,
    ):
        found = read(text)
        assert found is None or (found.isascii() and read(found) == found)


@given(st.integers(1, 99_999_999))
def test_zeros_that_a_spreadsheet_took_come_back(number: int) -> None:
    whole = f"{number:08d}"
    found = identifiers.company_number(str(number))
    assert found == (whole if number > 999 else None)
