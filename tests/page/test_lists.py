"""Partner lists by AppTest: every step of a list, of every kind, and what is refused."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.imports.fields import Kind
from joinedup.model import WorkState
from joinedup.services import history, load_dataset
from joinedup.ui import permission
from joinedup.ui.list_defaults import PROGRAMME
from tests.page.visiting import Seen, html, texts
from tests.unit import list_files as files
from tests.unit.render_samples import HOSTILE

Visit = Callable[..., AppTest]
ONWARD = "See what would change"
BACK = "Back to the columns"
TAKE_IN = "Take these answers in"
PUBLISH = "Publish as a new version"
KIND, SHEET, SECTOR = "This is a list of", "Sheet", "Sector of new organisations"
ADDRESS = "What “Where they\u2019re based” holds"
THEMES = "What “What they do” holds"
AUTHOR, NOTE = "Who publishes", "Why: a note for the history"
NEW_NAME = "Name of the new footprint"
NEW_PLACES = "Its places; those with rows are found from the postcodes"
START = "Start a new footprint from this list"
SOUTH_YORKSHIRE = "south-yorkshire"
#: What our own HTML on these pages is made of.
TAGS = {"header", "h1", "h2", "p", "ol", "li", "dl", "div", "dt", "dd", "span", "strong", "style"}


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published when a test begins, and whoever reads is at this machine.

    AppTest has no connection that could tell; ``tests/unit/test_permission.py`` has.
    """
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(permission, "_from_here", lambda: True)


def put(at: AppTest, content: bytes, name: str = "list.csv") -> AppTest:
    """Choose a file."""
    at.file_uploader[0].upload(name, content, "text/csv").run()
    assert not at.exception
    return at


def press(at: AppTest, label: str) -> AppTest:
    """Press the button that is labelled so."""
    next(one for one in at.button if one.label == label).click().run()
    assert not at.exception
    return at


def box(at: AppTest, label: str) -> Any:
    """The one box to choose from that is labelled so."""
    (found,) = [one for one in at.selectbox if one.label == label]
    return found


def field(at: AppTest, label: str) -> Any:
    (found,) = [one for one in at.text_input if one.label == label]
    return found


def planned(visit: Visit, content: bytes, name: str = "list.csv", **params: str) -> AppTest:
    """A list as far as its plan, the columns as they are suggested."""
    return press(put(visit("lists", **params), content, name), ONWARD)


def publish(at: AppTest, author: str = "Ann Example", note: str = "Spring mailing") -> AppTest:
    field(at, AUTHOR).set_value(author)
    field(at, NOTE).set_value(note)
    return press(at, PUBLISH)


def seen(at: AppTest) -> str:
    """Every text of the main part of the page."""
    kinds: list[Any] = [
        *(at.markdown, at.caption, at.info, at.warning, at.error, at.success),
    ]
    parts = [str(one.value) for kind in kinds for one in kind]
    parts += [one.label for one in [*at.button, *at.expander, *at.tabs, *at.download_button]]
    parts += [str(option) for one in at.radio for option in one.options]
    parts += [one.value.to_csv() for one in at.dataframe]
    return "\n".join([*parts, *html(at)]).replace("\\", "")


def figures(at: AppTest) -> dict[str, int]:
    """The tiles of the plan."""
    words = texts(at, "dt"), texts(at, "dd")
    return {
        label: int(count.replace(",", "")) for label, count in zip(*words, strict=True) if count
    }


def balance(at: AppTest) -> list[int]:
    """Rows in the list, used, waiting and left out, as the sentence has them."""
    (sentence,) = texts(at, "ju-balance")
    plain = re.sub(r" \([^)]*\)", "", sentence)
    return [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", plain)]


def names_of(dataset_id: str = SOUTH_YORKSHIRE) -> set[str]:
    return {one.name for one in load_dataset(dataset_id).organisations}


# --- the file ---------------------------------------------------------------------


def test_the_first_step_offers_templates_and_the_record(visit: Visit) -> None:
    at = visit("lists")
    assert not at.exception
    assert texts(at, "ju-now") == ["Choose a file"]
    labels = [one.label for one in at.download_button]
    assert labels.count("Excel") == labels.count("CSV") == len(Kind)
    assert {"GeoJSON", "Everything (Excel)", "Organisations (CSV)"} <= set(labels)


REFUSED = {
    "a renamed PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "This file is a PDF"),
    "an empty file": (b"", "The file is empty"),
    "one column": (b"Name\r\nOak Lane\r\nRiverside\r\n", "only one column"),
    "a web page": (b"<!doctype html><table><tr><td>x</td></tr></table>", "web page"),
    "a broken workbook": (files.WORKBOOK[:900], "Excel"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_file_says_what_to_do_and_the_next_is_taken(visit: Visit, what: str) -> None:
    content, said = REFUSED[what]
    at = put(visit("lists"), content)
    (error,) = at.error
    assert said in error.value.replace("\\", "")
    problem, advice = error.value.removeprefix("**").split(".** ")
    assert problem
    assert advice.endswith(".")
    assert texts(at, "ju-now") == ["Choose a file"]
    assert "Cancel" not in [one.label for one in at.button]
    put(at, files.MESSY)
    assert not at.error
    assert texts(at, "ju-now") == ["Check the columns"]


def test_choosing_another_file_begins_anew(visit: Visit) -> None:
    at = press(put(visit("lists"), files.MESSY), "Choose another file")
    assert texts(at, "ju-now") == ["Choose a file"]
    put(at, files.TIES)
    assert box(at, KIND).value is Kind.TIES


# --- the columns ------------------------------------------------------------------


def test_columns_are_suggested_and_personal_ones_are_masked_and_left_out(visit: Visit) -> None:
    at = put(visit("lists"), files.MESSY)
    assert box(at, KIND).value is Kind.ORGANISATIONS
    chosen = {one.label: one.value for one in at.selectbox if one.label.endswith("holds")}
    assert list(chosen.values()) == ["organisation", "address", "", ""]
    assert chosen[ADDRESS] == "address"
    assert [one.value for one in at.checkbox] == [False, False, False]
    words = seen(at)
    assert "j…@…" in words
    assert not [one for one in files.PERSONAL if one in words]


def test_nhs_numbers_can_never_be_ticked_in(visit: Visit) -> None:
    rows = ("Organisation,NHS number", "Oak Lane Advice,943 476 5919")
    (never,) = put(visit("lists"), files.table(*rows)).checkbox
    assert never.disabled
    assert not never.value


def test_a_personal_column_can_be_ticked_in(visit: Visit) -> None:
    at = put(visit("lists"), files.MESSY)
    at.checkbox[0].set_value(True).run()
    assert [one.value for one in at.checkbox] == [True, False, False]
    assert "What “Contact” holds" in [one.label for one in at.selectbox]


def test_a_column_of_roles_with_a_few_names_is_used_and_stays_out_as_anything_else(
    visit: Visit,
) -> None:
    owners = ("Jo Testington", "Director of Public Health", "PMO", "CEO")
    rows = (f"Ageing well,Do thing {at},{one}" for at, one in enumerate(owners))
    at = put(visit("lists"), files.table("Programme,Action,Owner", *rows))
    owner = "What “Owner” holds"
    assert box(at, owner).value == "lead_role"
    assert not at.checkbox
    assert "J… T…" in seen(at)
    assert "Testington" not in seen(at)
    box(at, owner).set_value("theme").run()
    assert [one.label for one in at.checkbox] == ["Take it in all the same"]
    assert owner not in [one.label for one in at.selectbox]
    assert "Testington" not in seen(at)


def test_what_is_chosen_for_a_column_that_stays_out_does_not_count(visit: Visit) -> None:
    rows = ("Organisation,Home postcode,Where", "Oak Lane Advice,S1 2HH,S60 1AE")
    at = put(visit("lists"), files.table(*rows))
    at.checkbox[0].set_value(True).run()
    box(at, "What “Home postcode” holds").set_value("postcode").run()
    at.checkbox[0].set_value(False).run()
    box(at, "What “Where” holds").set_value("postcode").run()
    assert not at.warning
    press(at, ONWARD)
    (made,) = [one for one in at.dataframe if "Where and what" in one.value]
    assert "S60 1AE" in made.value["Where and what"][0]


def test_a_list_that_lacks_a_column_cannot_go_on(visit: Visit) -> None:
    at = put(visit("lists"), files.MESSY)
    box(at, "What “Group name” holds").set_value("").run()
    assert "Choose the column for" in at.warning[0].value
    onward = next(one for one in at.button if one.label == ONWARD)
    assert onward.disabled
    box(at, THEMES).set_value("organisation").run()
    box(at, ADDRESS).set_value("organisation").run()
    assert "Two columns hold “Organisation”" in at.warning[0].value


def test_choices_are_still_there_on_the_way_back(visit: Visit) -> None:
    at = put(visit("lists"), files.MESSY)
    box(at, THEMES).set_value("themes").run()
    field(at, "Source").set_value("The partnership board").run()
    (day,) = [one for one in at.date_input if one.label == "Date of the list"]
    day.set_value(date(2026, 3, 12)).run()
    options = box(at, SECTOR).options
    vcse = next(one for one in options if one.startswith("Voluntary"))
    box(at, SECTOR).select(vcse).run()
    press(press(at, ONWARD), BACK)
    assert box(at, THEMES).value == "themes"
    assert field(at, "Source").value == "The partnership board"
    assert str(box(at, SECTOR).value) == "vcse"
    (day,) = [one for one in at.date_input if one.label == "Date of the list"]
    assert day.value == date(2026, 3, 12)
    publish(press(at, ONWARD))
    (made,) = [one for one in load_dataset(SOUTH_YORKSHIRE).organisations if one.name == files.CAFE]
    assert made.themes == ("loneliness",)
    assert made.sector.value == "vcse"
    assert (made.provenance.source, made.provenance.as_of) == (
        "The partnership board",
        "2026-03-12",
    )


def test_columns_come_as_they_were_chosen_last_time(visit: Visit) -> None:
    at = put(visit("lists"), files.MESSY)
    box(at, THEMES).set_value("themes").run()
    publish(press(at, ONWARD))
    again = put(visit("lists"), files.MESSY, "next-month.csv")
    assert box(again, THEMES).value == "themes"
    assert "Columns as you chose them" in seen(again)
    other = put(visit("lists"), files.TIES)
    assert "Columns as you chose them" not in seen(other)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.MESSY, Kind.ORGANISATIONS),
        (files.MEMBERSHIPS, Kind.MEMBERSHIPS),
        (files.MATRIX, Kind.MATRIX),
        (files.TIES, Kind.TIES),
        (files.ACTIONS, Kind.ACTIONS),
        (files.WARDS, Kind.NEIGHBOURHOODS),
        (files.polygons(), Kind.NEIGHBOURHOODS),
    ],
)
def test_every_kind_is_recognised_planned_and_published(
    visit: Visit, content: bytes, kind: Kind
) -> None:
    at = put(visit("lists"), content)
    assert box(at, KIND).value is kind
    press(at, ONWARD)
    assert texts(at, "ju-now") == [ONWARD]
    rows, used, waiting, left_out = balance(at)
    assert rows == used + waiting + left_out == sum(figures(at).values())
    assert used
    publish(at)
    assert texts(at, "ju-now") == ["Published"]
    assert history(SOUTH_YORKSHIRE)[0].report["kind"] == kind.value


def test_a_list_of_actions_asks_for_its_programme(visit: Visit) -> None:
    listed = files.table(
        "Warm Homes,,",
        "Action,Owner,Due date",
        "Open a hub,Director,March 2027",
        "Visit,Chair,2027",
    )
    at = put(visit("lists"), listed)
    assert box(at, KIND).value is Kind.ACTIONS
    assert field(at, PROGRAMME).value == "Warm Homes"
    field(at, PROGRAMME).set_value(" ").run()
    assert "Write the programme of the actions" in seen(at)
    assert [one.disabled for one in at.button if one.label == ONWARD] == [True]
    field(at, PROGRAMME).set_value("x" * 121).run()
    assert "The programme has 121 characters" in seen(at)
    field(at, PROGRAMME).set_value("Warm Places").run()
    box(at, "State of new actions").set_value(WorkState.OPEN).run()
    publish(press(at, ONWARD))
    (one,) = [one for one in load_dataset(SOUTH_YORKSHIRE).programmes if one.name == "Warm Places"]
    made = [each for each in load_dataset(SOUTH_YORKSHIRE).actions if each.programme == one.id]
    assert any("programmes" in str(each.proto.page) for each in at.get("page_link"))
    assert [(each.text, each.state) for each in made] == [
        ("Open a hub", WorkState.OPEN),
        ("Visit", WorkState.OPEN),
    ]


def test_a_sheet_can_be_chosen_and_is_read_as_its_own_kind(visit: Visit) -> None:
    at = put(visit("lists"), files.WORKBOOK, "groups.xlsx")
    assert box(at, SHEET).value == "Groups"
    assert box(at, KIND).value is Kind.ORGANISATIONS
    box(at, SHEET).set_value("Boards").run()
    assert box(at, KIND).value is Kind.MEMBERSHIPS
    assert "What “Partnership” holds" in [one.label for one in at.selectbox]
    box(at, SHEET).set_value("Read me").run()
    assert not at.exception
    assert len(at.error) == 1
    box(at, SHEET).set_value("Groups").run()
    assert not at.error
    press(at, ONWARD)
    assert balance(at)[0] == 2


def test_reading_it_as_another_kind_suggests_columns_anew(visit: Visit) -> None:
    at = put(visit("lists"), files.TIES)
    box(at, KIND).set_value(Kind.MEMBERSHIPS).run()
    assert not at.exception
    assert box(at, KIND).value is Kind.MEMBERSHIPS
    assert {"", "organisation", "partnership"} >= {
        one.value for one in at.selectbox if one.label.endswith("holds")
    }


# --- the plan ---------------------------------------------------------------------


def test_the_plan_adds_up_and_puts_the_question_side_by_side(visit: Visit) -> None:
    at = planned(visit, files.MESSY)
    assert balance(at) == [6, 2, 3, 1]
    assert figures(at) == {
        "New": 1,
        "Changed": 0,
        "Unchanged": 1,
        "To be confirmed": 1,
        "Waiting": 2,
        "Left out": 1,
    }
    (question,) = [one for one in at.radio if files.MISSPELT in one.label]
    assert question.value == ""
    assert any(files.MEANT in one for one in question.options)
    words = seen(at)
    assert "There is more than one postcode in this cell (1 row, waiting)" in words
    assert "A total, not a row of the list." in words
    assert not [one for one in files.PERSONAL if one in words]


def test_rows_left_out_are_shown_without_what_is_personal(visit: Visit) -> None:
    lines = files.MESSY.decode("cp1252").split("\r\n")
    twice = "\r\n".join([*lines[:-1], lines[4]]).encode("cp1252")
    at = planned(visit, twice)
    words = seen(at)
    assert "Says the same as row 5" in words
    assert not [one for one in files.PERSONAL if one in words]


def test_an_answer_has_to_be_taken_in_before_publishing(visit: Visit) -> None:
    at = planned(visit, files.MESSY)
    take_in = next(one for one in at.button if one.label == TAKE_IN)
    assert take_in.disabled
    (question,) = [one for one in at.radio if files.MISSPELT in one.label]
    question.set_value(files.MEANT_ID).run()
    send = next(one for one in at.button if one.label == PUBLISH)
    assert send.disabled
    assert TAKE_IN in at.warning[0].value
    press(at, TAKE_IN)
    assert not at.warning
    assert figures(at)["To be confirmed"] == 0
    assert balance(at) == [6, 3, 2, 1]
    publish(at)
    made = load_dataset(SOUTH_YORKSHIRE)
    assert files.MISSPELT in made.organisation_by_id[files.MEANT_ID].aliases
    assert files.CAFE in names_of()


def test_an_answer_that_it_is_new_makes_it_new(visit: Visit) -> None:
    at = planned(visit, files.MESSY)
    (question,) = [one for one in at.radio if files.MISSPELT in one.label]
    question.set_value("new").run()
    publish(press(at, TAKE_IN))
    assert files.MISSPELT in names_of()
    assert files.MEANT in names_of()


def test_many_questions_come_in_pages_and_can_be_answered_at_once(visit: Visit) -> None:
    clubs = [one.name for one in load_dataset(SOUTH_YORKSHIRE).organisations if "Club" in one.name]
    rows = [f"{name[1:]},DN5 7NB" for name in clubs[:25]]
    at = planned(visit, files.table("Organisation,Postcode", *rows))
    asked = figures(at)["To be confirmed"]
    assert asked > 20
    questions = [one for one in at.radio if one.label.startswith("What is")]
    assert len(questions) == 10
    at.number_input(key="questions-page").set_value(-(-asked // 10)).run()
    assert not at.exception
    last = [one for one in at.radio if one.label.startswith("What is")]
    assert len(last) == (asked - 1) % 10 + 1
    for one in last:
        one.set_value("new")
    press(at.run(), TAKE_IN)
    # The last page is not there any more.
    assert figures(at)["To be confirmed"] == asked - len(last)
    press(at, f"Say “new” for the {asked - len(last)} without an answer")
    assert figures(at)["To be confirmed"] == 0


def test_another_footprint_means_another_plan(visit: Visit) -> None:
    at = planned(visit, files.MESSY)
    assert figures(at)["Unchanged"] == 1
    at.selectbox(key="dataset").set_value("bradford-district").run()
    assert not at.exception
    assert figures(at)["Unchanged"] == 0
    publish(at)
    assert files.CAFE in names_of("bradford-district")
    assert files.CAFE not in names_of()


def test_a_list_that_changes_nothing_cannot_be_published(visit: Visit) -> None:
    rows = ("Organisation,Postcode", "Rotherham Sailing Club,S26 7XA")
    at = planned(visit, files.table(*rows))
    assert "nothing to publish" in seen(at)
    assert PUBLISH not in [one.label for one in at.button]


# --- publishing -------------------------------------------------------------------


def test_publishing_asks_for_a_name_and_a_note(visit: Visit) -> None:
    at = planned(visit, files.MESSY)
    publish(at, author="", note="  ")
    assert "Write who publishes and why," in at.error[0].value
    publish(at, author="Ann Example", note="  ")
    assert "Write why," in at.error[0].value
    publish(at, author="Ann Example", note="turned \u202ernd")
    assert "hidden characters" in at.error[0].value
    assert len(history(SOUTH_YORKSHIRE)) == 1


def test_what_is_published_is_a_version_and_on_screen(visit: Visit) -> None:
    at = publish(planned(visit, files.MESSY, "messy.csv"))
    assert texts(at, "ju-now") == ["Published"]
    assert "Version 2 is published" in at.success[0].value
    assert "3 rows wait" in seen(at)
    newest = history(SOUTH_YORKSHIRE)[0]
    assert (newest.number, newest.author, newest.note) == (2, "Ann Example", "Spring mailing")
    assert newest.file_name == "messy.csv"
    assert [newest.report[name] for name in ("rows", "used", "waiting", "left_out")] == [6, 2, 3, 1]
    at.switch_page("pages/map.py").run()
    assert files.CAFE in set(at.dataframe[0].value["Organisation"])


def test_whoever_came_by_a_link_to_a_version_gets_to_the_new_one(visit: Visit) -> None:
    at = publish(planned(visit, files.MESSY, version=load_dataset(SOUTH_YORKSHIRE).version))
    press(at, "Open South Yorkshire")
    at.switch_page("pages/map.py").run()
    assert files.CAFE in set(at.dataframe[0].value["Organisation"])


def test_the_other_sheets_of_a_workbook_come_next(visit: Visit) -> None:
    onward = "Go on with the next sheet of this file"
    at = publish(press(put(visit("lists"), files.WORKBOOK, "groups.xlsx"), ONWARD))
    press(at, onward)
    assert box(at, SHEET).value == "Boards"
    publish(press(at, ONWARD))
    assert [one.report.get("kind") for one in history(SOUTH_YORKSHIRE)] == [
        "memberships",
        "organisations",
        None,
    ]
    # What is left is no table; the file chooser stands there again.
    press(at, onward)
    assert at.file_uploader


def test_the_next_sheet_goes_where_the_one_before_went(visit: Visit) -> None:
    at = put(visit("lists"), files.WORKBOOK, "groups.xlsx")
    (where,) = [one for one in at.radio if START in one.options]
    where.set_value(True).run()
    field(at, NEW_NAME).set_value("Groups trial").run()
    (places,) = [one for one in at.multiselect if one.label == NEW_PLACES]
    places.set_value(["E08000035"]).run()
    publish(press(at, ONWARD))
    press(at, "Go on with the next sheet of this file")
    assert "A list for Groups trial" in seen(at)


def test_the_name_is_remembered_for_the_next_list(visit: Visit) -> None:
    at = publish(planned(visit, files.MESSY))
    press(at, "Upload another list")
    press(put(at, files.TIES), ONWARD)
    assert field(at, AUTHOR).value == "Ann Example"


def test_who_comes_second_is_told_and_gets_a_new_plan(visit: Visit) -> None:
    first, second = planned(visit, files.MESSY), planned(visit, files.MEMBERSHIPS)
    publish(first, "Ann *Example*", "Spring <b>mailing</b>")
    publish(second, "Ben Sample", "Alliance")
    words = seen(second)
    assert "Ann *Example* published version 2 (Spring <b>mailing</b>)" in words
    assert texts(second, "ju-now") == [ONWARD]
    assert len(history(SOUTH_YORKSHIRE)) == 2
    publish(second, "Ben Sample", "Alliance")
    assert history(SOUTH_YORKSHIRE)[0].number == 3
    assert {files.CAFE, "Oak Lane Advice"} <= names_of()


def test_a_list_can_start_a_footprint(visit: Visit) -> None:
    names = ("Oak Lane Advice", "Riverside Choir", "Harehills Pantry", "Wharfe Rowing")
    rows = [f"{name},LS1 1UR" for name in names]
    at = put(visit("lists"), files.table("Organisation,Postcode", *rows))
    (where,) = [one for one in at.radio if START in one.options]
    where.set_value(True).run()
    assert "needs a name" in at.warning[0].value
    (places,) = [one for one in at.multiselect if one.label == NEW_PLACES]
    assert places.options[:2] == ["Leeds (4 rows)", "Adur"]
    assert places.value == ["E08000035"]
    field(at, NEW_NAME).set_value("Leeds trial").run()
    press(press(at, ONWARD), BACK)
    assert field(at, NEW_NAME).value == "Leeds trial"
    press(at, ONWARD)
    assert figures(at)["New"] == 4
    publish(at)
    assert services.dataset_names()["leeds-trial"] == "Leeds trial"
    press(at, "Open Leeds trial")
    at.switch_page("pages/map.py").run()
    assert not at.exception
    assert texts(at, "h1")[0].startswith("Map: Leeds trial")
    assert len(at.dataframe[0].value) == 4


@pytest.mark.parametrize("name", ["South Yorkshire", "south  yorkshire", "!!!"])
def test_a_footprint_needs_a_name_of_its_own(visit: Visit, name: str) -> None:
    at = put(visit("lists"), files.MESSY)
    (where,) = [one for one in at.radio if START in one.options]
    where.set_value(True).run()
    field(at, NEW_NAME).set_value(name).run()
    press(at, ONWARD)
    assert at.error
    press(at, BACK)
    assert field(at, NEW_NAME).value == name


# --- who may ----------------------------------------------------------------------


def test_elsewhere_publishing_is_off_and_says_why(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("joinedup.ui.permission.st.get_option", lambda _: "0.0.0.0")  # noqa: S104
    at = visit("lists")
    assert "Publishing is off" in at.info[0].value  # before three steps of work, and after them
    at = planned(visit, files.MESSY)
    assert "Publishing is off" in at.info[0].value
    assert PUBLISH not in [one.label for one in at.button]
    assert [one.label for one in at.download_button] == ["Download the 3 waiting rows to mend"]


def test_with_sign_in_set_up_one_signs_in_first(visit: Visit) -> None:
    at = put(visit("lists"), files.MESSY)
    at.secrets = {"auth": {"client_id": "x", "redirect_uri": "y"}}
    at.user = {"is_logged_in": False}
    press(at, ONWARD)
    assert at.info[0].value == "Sign in to publish."
    assert "Sign in" in [one.label for one in at.button]
    assert PUBLISH not in [one.label for one in at.button]
    at.user = {"is_logged_in": True, "name": "Cara Person"}
    at.run()
    publish(at, author="Somebody Else")
    assert history(SOUTH_YORKSHIRE)[0].author == "Cara Person"


# --- hostile names ----------------------------------------------------------------

MARKUP = ("<img", "<script", ":red[", "$x$", "](javascript", "`code`")


def markdown(at: AppTest) -> list[str]:
    """Every text that Streamlit reads as Markdown, without what is escaped in it."""
    kinds: list[Any] = [
        *(at.markdown, at.caption, at.info, at.warning, at.error, at.success),
    ]
    parts = [str(one.value) for kind in kinds for one in kind]
    widgets: list[Any] = [*at.button, *at.expander, *at.tabs, *at.radio, *at.selectbox]
    parts += [one.label for one in [*widgets, *at.checkbox]]
    parts += [option for one in at.radio if one.label.startswith("What") for option in one.options]
    return [re.sub(r"\\.", "", part) for part in parts]


def stays_text(at: AppTest) -> None:
    for body in html(at):
        assert Seen(body).tags <= TAGS, body[:500]
    for text in markdown(at):
        assert not [sign for sign in MARKUP if sign in text], text


def test_hostile_lists_stay_text_on_every_step(visit: Visit) -> None:
    hostile = [one for one in HOSTILE if not {"\n", "\x00"} & set(one)]
    fields = ["Organisation", "Postcode", *hostile]
    club = "Sprotbrough Cricket Club"
    names = [*hostile, *(f"{club} {one}" for one in hostile[:8])]
    rows = [[name, "DN5 7NB", *hostile] for name in names]
    stream = io.StringIO()
    csv.writer(stream).writerows([fields, *rows])
    at = put(visit("lists"), stream.getvalue().encode(), f"{HOSTILE[0]} :red[x] `code`.csv")
    stays_text(at)
    press(at, ONWARD)
    assert figures(at)["To be confirmed"] > 3
    stays_text(at)
    publish(at, HOSTILE[10], f"{HOSTILE[0]} {HOSTILE[10]}")
    assert texts(at, "ju-now") == ["Published"]
    stays_text(at)
    at.switch_page("pages/history.py").run()
    assert HOSTILE[10] in seen(at).replace("\u2060", "")
    stays_text(at)


def test_hostile_actions_stay_text_on_every_step(visit: Visit) -> None:
    hostile = [one for one in HOSTILE if not {"\n", "\x00"} & set(one)]
    head = ["Programme", "Action", "Theme", "Lead role", "Due", "Status"]
    rows = [[one, one, one, f"Director {one}", one, one] for one in hostile]
    stream = io.StringIO()
    csv.writer(stream).writerows([[HOSTILE[0]], head, *rows])
    at = put(visit("lists"), stream.getvalue().encode(), "actions.csv")
    assert box(at, KIND).value is Kind.ACTIONS
    stays_text(at)
    press(at, ONWARD)
    stays_text(at)
    publish(at)
    assert texts(at, "ju-now") == ["Published"]
    at.switch_page("pages/programmes.py").run()
    for body in html(at):
        assert Seen(body).tags <= TAGS | {"h3", "ul"}, body[:500]
    assert not [sign for text in markdown(at) for sign in MARKUP if sign in text]


def test_hostile_funding_stays_text_on_every_step_and_on_its_programme(visit: Visit) -> None:
    hostile = [one for one in HOSTILE if not {"\n", "\x00"} & set(one)]
    head = ["Programme", "Action", "Kind of row", "In words", "Figure", "Unit", "Period", "Part of"]
    rows = [
        ["Warm Homes", one, "funding", one, one if number % 2 else "5", one, "2026", ""]
        for number, one in enumerate(hostile)
    ]
    stream = io.StringIO()
    csv.writer(stream).writerows([head, *rows])
    at = put(visit("lists"), stream.getvalue().encode(), "funding.csv")
    assert box(at, KIND).value is Kind.ACTIONS
    press(at, ONWARD)
    stays_text(at)
    publish(at)
    assert texts(at, "ju-now") == ["Published"]
    (programme,) = [
        one
        for one in services.load_dataset("south-yorkshire").programmes
        if one.name == "Warm Homes"
    ]
    at = visit("programmes", programme=programme.id)
    assert "Funding" in seen(at)
    for body in html(at):
        assert Seen(body).tags <= TAGS | {"h3", "ul"}, body[:500]
    assert not [sign for text in markdown(at) for sign in MARKUP if sign in text]


def test_a_refused_hostile_file_stays_text(visit: Visit) -> None:
    name = ":red[x] `code` <img src=x>.csv"
    at = put(visit("lists"), b"one column\r\nonly\r\n", name)
    assert len(at.error) == 1
    stays_text(at)
