"""The text of driver diagrams and fishbones: what is drawn of it, and what is said."""

from dataclasses import replace

import pytest

from joinedup.model import (
    Action,
    Dataset,
    Level,
    Organisation,
    Partnership,
    Programme,
    Provenance,
    Sector,
)
from joinedup.services import Outline, linked, read_outline
from joinedup.services.outlines import MAX_LINE, MAX_LINES, MAX_LINKS, tidied

SOURCE = Provenance(source="A list", as_of="2026", licence="none")


def shape(text: str) -> list[tuple[int, str]]:
    """The levels and the words of a text."""
    return [(one.level, one.text) for one in read_outline("driver", text).items]


TREE = [(0, "Aim"), (1, "One"), (2, "Two"), (3, "Three"), (3, "Four"), (1, "Five"), (2, "Six")]


@pytest.mark.parametrize(
    "text",
    [
        "Aim\n- One\n  - Two\n    - Three\n    - Four\n- Five\n  - Six",
        "Aim\n  One\n    Two\n      Three\n      Four\n  Five\n    Six",
        "Aim\nOne\n    Two\n        Three\n        Four\nFive\n    Six",
        "Aim\n\tOne\n\t\tTwo\n\t\t\tThree\n\t\t\tFour\n\tFive\n\t\tSix",
        "Aim\r\n\r\n* One\r\n\t* Two\r\n\t\t* Three\r\n\t\t* Four\r\n* Five\r\n\t* Six\r\n",
        # As Word writes a list of three levels, and PowerPoint one with its own signs.
        "Aim\n•\tOne\no\tTwo\n▪\tThree\n▪\tFour\n•\tFive\no\tSix",
        "Aim\n•\tOne\no\tTwo\n§\tThree\n§\tFour\n•\tFive\no\tSix",
        "Aim\n\uf0b7 One\n  ◦ Two\n    \uf0a7 Three\n    \uf0a7 Four\n\uf0b7 Five\n  ◦ Six",
        "Aim\n1.\tOne\na.\tTwo\n-\tThree\n-\tFour\n2.\tFive\na.\tSix",
        "Aim\nOne\n- Two\n  - Three\n  - Four\nFive\n- Six",
        "- Aim\n  - One\n    - Two\n      - Three\n      - Four\n  - Five\n    - Six",
        # Out again to a place between two lines.
        "Aim\n One\n    Two\n     Three\n     Four\n Five\n   Six",
        "Aim\n\u2013 One\n\u00a0\u00a0\u2014 Two\n    -Three\n    •Four\n\u2013 Five\n  ● Six",
    ],
)
def test_a_list_is_read_however_it_is_indented(text: str) -> None:
    outline = read_outline("driver", text)
    assert [(one.level, one.text) for one in outline.items] == TREE
    assert outline.problems == ()


def test_each_item_belongs_to_the_one_above_it() -> None:
    outline = read_outline("fishbone", "E\n- a\n  - b\n\n  - c\n- d")
    assert [one.parent for one in outline.items] == [None, 0, 1, 1, 0]
    assert [one.line for one in outline.items] == [1, 2, 3, 5, 6]
    assert outline.children(0) == (1, 4)


@pytest.mark.parametrize("text", ["", " \n\t\n", "-\n*", "\x00"])
def test_nothing_is_drawn_of_nothing(text: str) -> None:
    assert read_outline("driver", text) == Outline(kind="driver", items=())


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("2 people", "2 people"),
        ("1.5 million", "1.5 million"),
        ("-5% waiting", "-5% waiting"),
        ("o clock", "o clock"),
        ("A.  Name", "Name"),
        ("*stressed*", "*stressed*"),
        ("  two   spaces ", "two spaces"),
        ("soft\x0bbreak", "soft break"),
        ("a\x00b\u202ec", "abc"),
    ],
)
def test_only_signs_of_a_list_are_taken_away(line: str, text: str) -> None:
    assert shape(f"Aim\n{line}")[-1][1] == text


def test_a_fifth_level_is_drawn_on_the_fourth_and_said() -> None:
    outline = read_outline("driver", "A\n b\n  c\n   d\n    e\n    f\n   g\n  h")
    levels = [(one.level, one.text) for one in outline.items][4:]
    assert levels == [(3, "e"), (3, "f"), (3, "g"), (2, "h")]
    assert [(one.line, one.value) for one in outline.problems] == [(5, "e"), (6, "f")]
    assert "change idea" in outline.problems[0].message


def test_bounds_are_said_and_hold() -> None:
    outline = read_outline("driver", "A\n" + "\n".join(["- x"] * MAX_LINES) + "\n- y")
    assert len(outline.items) == MAX_LINES
    assert [one.line for one in outline.problems] == [MAX_LINES + 1]
    assert read_outline("driver", "A\n" + "- x\n" * (MAX_LINES - 1)).problems == ()
    long = read_outline("driver", f"A\n- {'x' * MAX_LINE}\n- {'y' * (MAX_LINE + 1)}")
    assert [len(one.text) for one in long.items] == [1, MAX_LINE, MAX_LINE]
    assert [(one.line, len(one.value)) for one in long.problems] == [(3, 60)]
    many = read_outline("driver", "A" + " [partner: x]" * (MAX_LINKS + 1))
    assert len(many.items[0].links) == MAX_LINKS
    assert "11 links" in many.problems[0].message


def test_links_stand_at_the_end_of_a_line() -> None:
    outline = read_outline(
        "driver", "A [see note]\n- b [Partner: One  Two][action:do it ] \n- [partner: C]"
    )
    assert [one.text for one in outline.items] == ["A [see note]", "b", "C"]
    found = [[(link.kind, link.words) for link in one.links] for one in outline.items]
    assert found == [[], [("partner", "One Two"), ("action", "do it")], [("partner", "C")]]
    assert outline.problems == ()


@pytest.mark.parametrize(
    ("line", "text", "said"),
    [
        ("- b [partner: x] and more", "b [partner: x] and more", "middle of a line"),
        ("- b [action: x", "b [action: x", "middle of a line"),
        ("- b [partner: ]", "b", "says no partner"),
        ("- b [action:]", "b", "says no action"),
    ],
)
def test_a_link_that_is_none_is_said(line: str, text: str, said: str) -> None:
    outline = read_outline("driver", f"A\n{line}")
    assert outline.items[1].text == text
    assert outline.items[1].links == ()
    assert [one.line for one in outline.problems] == [2]
    assert said in outline.problems[0].message


def test_a_tidied_text_stays_as_it_is() -> None:
    text = "A\r\n•\tb\no\tc\n\td\x00\u2028e"
    assert tidied(text) == "A\n•   b\n◦   c\n    d e"
    assert tidied(tidied(text)) == tidied(text)
    assert read_outline("driver", tidied(text)) == read_outline("driver", text)


# --- what the links mean -----------------------------------------------------------------


def organisation(key: str, name: str, *aliases: str) -> Organisation:
    return Organisation(
        id=key, name=name, sector=Sector.VCSE, kind="group", aliases=aliases, provenance=SOURCE
    )


def action(key: str, text: str, programme: str = "p") -> Action:
    return Action(id=key, programme=programme, text=text, provenance=SOURCE)


DATASET = Dataset(
    id="small",
    name="Small",
    version="0" * 12,
    as_of="2026",
    areas=(),
    organisations=(
        organisation("ods:A1", "Age & Care", "Old Age and Care", "Shared"),
        organisation("ods:B1", "Shared"),
        organisation("ods:C1", "Twin"),
        organisation("ods:C2", "Twin"),
    ),
    partnerships=(
        Partnership(
            id="board", name="The Board", kind="board", level=Level.SYSTEM, provenance=SOURCE
        ),
    ),
    memberships=(),
    programmes=(
        Programme(id="p", name="P", kind="programme", provenance=SOURCE),
        Programme(id="q", name="Q", kind="programme", provenance=SOURCE),
    ),
    actions=(
        action("a1", "Write to all practices"),
        action("a2", "Write to all practices", "q"),
        action("a3", "Write"),
    ),
)


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("partner: Age & Care", "ods:A1"),
        ("partner: age and  CARE", "ods:A1"),
        ("partner: old age and care", "ods:A1"),
        ("partner: ods:A1", "ods:A1"),
        ("partner: Shared", "ods:B1"),  # its own name comes before another's other name
        ("partner: The board", "board"),
        ("partner: board", "board"),
        ("action: a2", "a2"),
        ("action: write", "a3"),
        ("action: to all practices", "a1"),  # of its own programme
        ("action: Write to all practices.", "a1"),
    ],
)
def test_a_link_is_found_by_name_and_by_id(link: str, target: str) -> None:
    found = linked(read_outline("driver", f"A [{link}]"), DATASET, "p")
    assert [one.target for one in found.items[0].links] == [target]
    assert found.problems == ()
    assert found.items[0].links[0].name


@pytest.mark.parametrize(
    ("link", "message", "hint"),
    [
        ("partner: Twin", "2 organisations or partnerships are called so", "Twin (ods:C2)"),
        ("partner: The Bord", "No organisation or partnership", "Nearest: The Board (board)"),
        ("partner: zzzz", "No organisation or partnership", "the page Organisation"),
        ("partner: ...", "No organisation or partnership", "the page Organisation"),
        ("partner: a1", "No organisation or partnership", "the page Organisation"),
        ("action: all practices", "2 actions are called so", "(a1)"),
        ("action: practice", "No action on record", "."),
        ("action: zzzz", "No action on record", "the page Programmes"),
        ("action: -", "No action on record", "the page Programmes"),
    ],
)
def test_what_is_not_found_is_said_and_drawn_without_a_link(
    link: str, message: str, hint: str
) -> None:
    found = linked(read_outline("driver", f"A\n\n- b [{link}]"), DATASET, "")
    assert [one.target for one in found.items[1].links] == [""]
    (problem,) = found.problems
    assert (problem.line, problem.value) == (3, link.split(": ")[1])
    assert message in problem.message
    assert hint in problem.hint


def test_remarks_stand_in_the_order_of_the_lines() -> None:
    text = "A [partner: zzzz]\n b [partner:]\n c [action: zzzz]"
    assert [one.line for one in linked(read_outline("driver", text), DATASET).problems] == [1, 2, 3]


def test_of_many_slips_only_the_first_are_searched_for() -> None:
    text = "A\n" + "- x [partner: The Bord]\n" * 20
    hints = [one.hint for one in linked(read_outline("driver", text), DATASET).problems]
    assert ["Nearest" in one for one in hints] == [True] * 10 + [False] * 10


def test_without_links_nothing_is_looked_up() -> None:
    outline = read_outline("driver", "A\n- b")
    assert linked(outline, replace(DATASET, organisations=()), "") is outline


@pytest.mark.parametrize("written", ["Aim: fewer falls", "AIM :fewer falls", "fewer falls"])
def test_the_first_line_need_not_say_what_it_is(written: str) -> None:
    found = read_outline("driver", f"{written}\n- Aim: stays where it is not the first")
    assert [one.text for one in found.items] == [
        "fewer falls",
        "Aim: stays where it is not the first",
    ]


def test_a_first_line_of_one_word_is_kept() -> None:
    assert [one.text for one in read_outline("driver", "Aim:").items] == ["Aim:"]
