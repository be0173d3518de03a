"""How alike two names are, and what counts as a slip of the keyboard."""

import pytest

from joinedup.imports.likeness import NameIndex

NAMES = (
    *("sheffield steelkings para ice hockey club", "sheffield boat club", "rotherham sailing club"),
    *("norwood medical centre", "friends of sheffield childrens hospital", "syeda"),
    *("rotherham doncaster and south humber nhs foundation trust", "bradford care nhs trust"),
    *("oldfield preschool", "wibsey medical practice"),
)
INDEX = NameIndex(enumerate(NAMES))


def best(text: str) -> tuple[str, float]:
    found = INDEX.nearest(text)
    owner = max(found, key=lambda one: found[one])
    return NAMES[owner], found[owner]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_most_like_itself(name: str) -> None:
    assert best(name) == (name, 100.0)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("steelkings hockey", NAMES[0]),
        ("rotheram sailing club", NAMES[2]),
        ("rotherham saling club", NAMES[2]),
        ("norwodo medical centre", NAMES[3]),
        ("norrwood medical centre", NAMES[3]),
        ("orwood medical centre", NAMES[3]),
        ("wibsey med practice", NAMES[9]),
        ("old field preschool", NAMES[8]),
        ("friends of sheffield ch", NAMES[4]),
        ("bradford care trust", NAMES[7]),
    ],
)
def test_damaged_names_find_their_own(text: str, name: str) -> None:
    found, alike = best(text)
    assert found == name
    assert alike >= 60


def test_a_rare_word_says_more_than_a_common_one() -> None:
    assert INDEX.weight(["steelkings"]) > INDEX.weight(["sheffield"]) > INDEX.weight(["club"])
    alike = INDEX.nearest("sheffield hockey club")
    assert alike[1] < 75


def test_likeness_is_the_weight_shared() -> None:
    shared, here = INDEX.weight(["sheffield", "club"]), INDEX.weight(["boat"])
    alike = INDEX.nearest("sheffield club")
    assert alike[1] == pytest.approx(100 * 2 * shared / (2 * shared + here))


def test_it_is_less_where_each_name_lacks_a_word() -> None:
    shared = INDEX.weight(["sheffield", "club"])
    both = 2 * shared + INDEX.weight(["boat"]) + INDEX.weight(["croquet"])
    alike = INDEX.nearest("sheffield croquet club")
    assert alike[1] == pytest.approx(0.9 * 100 * 2 * shared / both)


def test_words_broken_in_two_or_joined_are_the_same() -> None:
    assert INDEX.nearest("old field preschool")[8] == 100.0
    assert INDEX.nearest("steel kings para icehockey club sheffield")[0] == 100.0


def test_a_trust_may_have_become_a_foundation_trust() -> None:
    assert INDEX.nearest("rotherham doncaster and south humber nhs trust")[6] == 100.0


def test_a_misspelt_word_finds_a_name_alone() -> None:
    for text in ("syedaa", "syed", "sydea"):
        assert INDEX.nearest(text).keys() == {5}
    assert INDEX.nearest("siada") == {}


def test_what_a_common_word_shortens_is_not_a_place() -> None:
    index = NameIndex([(0, "park medical centre")])
    assert index.nearest("parkgate medical centre").get(0, 0.0) < 70


def test_the_likeness_of_an_owner_is_that_of_its_best_name() -> None:
    index = NameIndex([(7, "norwood hall"), (7, "elmfield rights project")])
    assert index.nearest("elmfield rights project") == {7: 100.0}


def test_one_owner_can_be_named() -> None:
    assert INDEX.nearest("quite another", owners=[1]).keys() == {1}
    assert INDEX.nearest("quite another") == {}


@pytest.mark.parametrize(
    ("text", "other", "alike"),
    [
        ("asa medical group", "aas medical group", True),
        ("afc pogmoor", "afa pogoor", True),
        ("ecclesfield group practice", "ecclesfield grouptpractice", True),
        ("fc elm", "cf elm", True),
        ("fc oak", "cf oaks", False),
        ("oak hall", "elm hall", False),
    ],
)
def test_a_slip_or_two_in_the_whole_name_count_where_one_is_named(
    text: str, other: str, *, alike: bool
) -> None:
    index = NameIndex([(7, text)])
    assert (index.nearest(other, owners=[7])[7] >= 60) is alike


def test_short_forms_both_ways() -> None:
    assert INDEX.short_forms("rdash") == {6}
    assert INDEX.short_forms("rdashft") == {6}
    assert INDEX.short_forms("rdash nhs foundation trust") == {6}
    assert INDEX.short_forms("south yorkshire eating disorders association") == {5}
    assert INDEX.short_forms("rd") == INDEX.short_forms("nothing like it") == set()


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("rotherham sailing club", True),
        ("sailing club rotherham", True),
        ("rotheram sailing club", True),
        ("rotherhamm sialing club", True),
        ("rothreham sailing club", True),
        ("potherham sailing club", False),
        ("otherham sailing club", False),
        ("srotherham sailing club", False),
        ("rotherhim sailing club", False),
        ("rothram sailing club", False),
        ("rotherham saling clb", False),
        ("rotherham sailing", False),
        ("rotherham sailing club juniors", False),
        ("rotherham rowing club", False),
    ],
)
def test_slips_of_the_keyboard(text: str, *, slip: bool) -> None:
    assert INDEX.misspelt(text, 2) is slip


def test_words_in_use_do_not_count_those_of_one_owner() -> None:
    assert INDEX.uses("rotherham") == 2
    assert INDEX.uses("rotherham", without=2) == 1
    assert INDEX.uses("sheffield", without=0) == 2
    assert INDEX.uses("nowhere") == 0


def test_opposite_names() -> None:
    index = NameIndex([(0, "rotherham south"), (0, "rotherham hub")])
    assert not index.opposed("rotherham north", 0)
    assert NameIndex([(0, "rotherham south")]).opposed("rotherham north", 0)


def test_an_empty_index_finds_nothing() -> None:
    assert NameIndex([]).nearest("anything") == {}


def test_very_many_names_with_one_word_are_not_all_compared() -> None:
    index = NameIndex((at, f"sheffield {word}") for at, word in enumerate(map(str, range(5000))))
    assert len(index.nearest("sheffield")) <= 12
