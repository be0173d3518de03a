"""The history by AppTest: versions, what each changed, opening an old one, going back."""

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.model import Dataset
from joinedup.render.sentence import spoken_date
from joinedup.services import history, load_dataset
from joinedup.store.engine import FILE_NAME, SqlStore
from joinedup.store.protocol import Draft, VersionInfo
from joinedup.ui import permission
from tests.page import test_lists as lists
from tests.page.visiting import PAGES, UNFILTERED, html, notices, texts
from tests.unit import list_files as files
from tests.unit.render_samples import HOSTILE, SOUTH_YORKSHIRE
from tests.unit.test_server import get

Visit = Callable[..., AppTest]
OPEN, BACK, REALLY, WHO = "Open this version", "Go back to this version", "Go back", "Who goes back"
SHOW_NEWEST, RELOAD = "Show the newest", "Reload"
OLDER, NEWER = "You are looking at an older version", "There is a new version"
REPORT, COMPARE = "Report (Excel)", "Compare with the version before"
ADDED = "Oak Lane Advice"


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published when a test begins, and whoever reads is at this machine."""
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(permission, "_from_here", lambda: True)


def changed(dataset: Dataset, name: str) -> Dataset:
    """The dataset with one organisation more, a copy of its first."""
    first = dataset.organisations[0]
    one = replace(first, id=f"list:{len(dataset.organisations)}", name=name, identifiers=())
    return replace(dataset, organisations=(*dataset.organisations, one))


def publish(name: str = ADDED, author: str = "Ann Example", note: str = "Spring") -> VersionInfo:
    """A version with one organisation more, as a list would make it."""
    before = load_dataset(SOUTH_YORKSHIRE)
    draft = Draft(
        dataset=changed(before, name),
        boundaries=services.load_boundaries(SOUTH_YORKSHIRE),
        author=author,
        note=note,
        kind="import",
        file_name="spring.xlsx",
        file_sha256="ab" * 32,
        report={"rows": 4, "used": 2, "waiting": 1, "left_out": 1, "problems": []},
    )
    root = services.versions.root_of(SOUTH_YORKSHIRE)
    return services.store().publish(draft, parent=before.version, root=root)


def entries(at: AppTest) -> list[str]:
    """The first line of every version."""
    return [one.value.replace("\\", "") for one in at.markdown if one.value.startswith("**Version")]


def plain(text: str) -> str:
    """A text without its Markdown."""
    return text.replace("\\", "").replace("*", "").replace("\u2060", "")


def line(at: AppTest) -> str:
    """What stands above the page about versions."""
    found = [one.value for one in at.markdown if OLDER in one.value or NEWER in one.value]
    return "".join(found)


def buttons(at: AppTest, label: str) -> list[Any]:
    return [one for one in at.button if one.label == label]


def names(at: AppTest) -> set[str]:
    """The organisations in the map's table."""
    at.switch_page("pages/map.py").run()
    assert not at.exception
    return set(at.dataframe[0].value["Organisation"])


def test_what_came_with_the_program_is_the_first_version(visit: Visit) -> None:
    at = visit("history")
    assert not at.exception
    assert texts(at, "h1") == ["History: South Yorkshire"]
    (one,) = entries(at)
    assert one.startswith("**Version 1**")
    assert "newest · on screen" in one
    assert "Nothing else is published" in texts(at, "ju-sentence")[0]
    assert not buttons(at, OPEN) + buttons(at, BACK)
    assert not [one for one in at.download_button if one.label == REPORT]


def test_a_version_says_who_when_why_and_from_what(visit: Visit) -> None:
    made = publish()
    at = visit("history")
    first, second = entries(at)
    assert first.startswith("**Version 2** · ")
    assert "Ann Example · From a list" in first
    assert first.endswith("**newest · on screen**")
    assert second.startswith("**Version 1** · ")
    words = "\n".join(one.value.replace("\\", "") for one in [*at.markdown, *at.caption])
    assert "Spring" in words
    assert f"In links: {made.version} · spring.xlsx (sha256 abababababab…)" in words
    assert "4 rows: 2 used, 1 waiting, 1 left out" in words
    assert [one.label for one in at.download_button] == [REPORT]
    assert "2 versions" in texts(at, "ju-sentence")[0]


def test_what_it_changed_is_compared_on_demand(visit: Visit) -> None:
    publish()
    at = visit("history")
    assert not at.dataframe
    next(one for one in at.toggle if one.label == COMPARE).set_value(True).run()
    assert not at.exception
    assert "It adds 1 organisation." in [one.value for one in at.markdown]
    (table,) = at.dataframe
    assert table.value.to_dict("records") == [
        {"What": "Organisation", "Name": ADDED, "Change": "New", "Before": "", "After": ""}
    ]


def test_an_older_version_can_be_opened_and_left_again(visit: Visit) -> None:
    publish()
    at = visit("history")
    assert line(at) == ""
    (button,) = buttons(at, OPEN)
    button.click().run()
    assert not at.exception
    assert texts(at, "h1")[0].startswith("Overview: ")
    assert OLDER in line(at)
    assert at.session_state["version"] == history(SOUTH_YORKSHIRE)[1].version
    at.switch_page("pages/history.py").run()
    assert entries(at)[1].endswith("**on screen**")
    assert ADDED not in names(at)
    assert OLDER in line(at)
    (button,) = buttons(at, SHOW_NEWEST)
    button.click().run()
    assert line(at) == ""
    assert not at.session_state["version"]
    assert ADDED in names(at)


def test_a_link_opens_an_older_version(visit: Visit) -> None:
    publish()
    publish("Riverside Choir")
    middle = history(SOUTH_YORKSHIRE)[1].version
    at = visit("map", version=middle)
    assert not at.warning
    assert OLDER in line(at)
    shown = set(at.dataframe[0].value["Organisation"])
    assert ADDED in shown
    assert "Riverside Choir" not in shown
    assert OLDER not in line(visit("map", version=history(SOUTH_YORKSHIRE)[0].version))


def test_what_is_published_meanwhile_is_said_and_changes_nothing(visit: Visit) -> None:
    at = visit("map")
    publish()
    at.run()
    assert NEWER in line(at)
    assert ADDED not in set(at.dataframe[0].value["Organisation"])
    (button,) = buttons(at, RELOAD)
    button.click().run()
    assert line(at) == ""
    assert ADDED in set(at.dataframe[0].value["Organisation"])


def test_going_back_is_a_new_version(visit: Visit) -> None:
    publish()
    at = visit("history")
    (name,) = [one for one in at.text_input if one.label == WHO]
    name.set_value("Ben Sample")
    (button,) = buttons(at, REALLY)
    button.click().run()
    assert not at.exception
    assert not at.warning
    newest, before, root = history(SOUTH_YORKSHIRE)
    assert (newest.number, newest.kind, newest.author) == (3, "restore", "Ben Sample")
    assert newest.note == "Back to version 1"
    assert load_dataset(SOUTH_YORKSHIRE).organisations == (
        load_dataset(SOUTH_YORKSHIRE, root.version).organisations
    )
    assert entries(at)[0].endswith("**newest · on screen**")
    assert ADDED not in names(at)
    # Whoever has given a name once goes back, and forth, in one click.
    at.switch_page("pages/history.py").run()
    button = next(one for one in buttons(at, BACK) if before.version in one.key)
    button.click().run()
    assert history(SOUTH_YORKSHIRE)[0].number == 4
    assert ADDED in names(at)


def test_the_name_counts_that_stands_there_when_the_button_is_pressed(visit: Visit) -> None:
    publish()
    at = visit("history")
    (name,) = [one for one in at.text_input if one.label == WHO]
    name.set_value("Be").run()
    (name,) = [one for one in at.text_input if one.label == WHO]
    name.set_value("Ben Sample")
    (button,) = buttons(at, REALLY)
    button.click().run()
    assert history(SOUTH_YORKSHIRE)[0].author == "Ben Sample"


def test_going_back_needs_a_name(visit: Visit) -> None:
    publish()
    at = visit("history")
    (button,) = buttons(at, REALLY)
    button.click().run()
    assert "name is missing" in at.warning[0].value
    assert len(history(SOUTH_YORKSHIRE)) == 2


def test_who_was_quicker_is_told(visit: Visit) -> None:
    publish()
    at = visit("history")
    publish("Riverside Choir", author="Cara *Quick*")
    (name,) = [one for one in at.text_input if one.label == WHO]
    name.set_value("Ben Sample")
    (button,) = buttons(at, REALLY)
    button.click().run()
    assert "Cara *Quick* has just published" in at.warning[0].value.replace("\\", "")
    assert len(history(SOUTH_YORKSHIRE)) == 3


def test_elsewhere_there_is_no_going_back(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    monkeypatch.setattr(permission, "_from_here", lambda: False)
    at = visit("history")
    assert not buttons(at, BACK) + buttons(at, REALLY)
    assert buttons(at, OPEN)
    assert [one.label for one in at.download_button] == [REPORT]


def test_a_long_history_shows_the_newest_first(visit: Visit) -> None:
    for number in range(21):
        publish(f"Group {number}")
    at = visit("history")
    assert len(entries(at)) == 20
    assert entries(at)[0].startswith("**Version 22**")
    next(one for one in at.button if one.label.startswith("Show older ones (2 more)")).click().run()
    assert len(entries(at)) == 22


def test_another_footprint_has_a_history_of_its_own(visit: Visit) -> None:
    publish()
    at = visit("history")
    at.selectbox(key="dataset").set_value("cheshire-west").run()
    assert not at.exception
    assert len(entries(at)) == 1
    assert line(at) == ""


def test_a_person_reads_numbers_and_days_and_no_hashes(visit: Visit) -> None:
    made = publish()
    publish("Riverside Choir")
    at = visit("map", version=made.version)
    day = spoken_date(made.created_at.astimezone().date())
    assert f"older version of South Yorkshire: version 2 of {day}." in plain(line(at))
    assert "Record to August 2026 · version 2" in [one.value for one in at.caption]
    assert made.version[:7] not in "".join(html(at) + [one.value for one in at.caption])
    first = visit("map", version=history(SOUTH_YORKSHIRE)[2].version)
    assert "version 1, as it came with the program." in plain(line(first))


def test_opening_the_newest_again_shows_it(visit: Visit) -> None:
    made = publish()
    at = visit("history", version=history(SOUTH_YORKSHIRE)[1].version)
    (button,) = buttons(at, OPEN)
    assert made.version in button.key
    button.click().run()
    assert texts(at, "h1")[0].startswith("Overview: ")
    assert line(at) == ""
    assert not at.session_state["version"]
    assert ADDED in names(at)


# --- what cannot be read ----------------------------------------------------------


def stored() -> sqlite3.Connection:
    return sqlite3.connect(Path(os.environ["JOINEDUP_STORE"]) / FILE_NAME, isolation_level=None)


def damage(version: str, part: str = "organisations") -> None:
    """Break a part of a version, as a failing disk would."""
    with closing(stored()) as connection:
        known = "SELECT sha256 FROM version_parts WHERE version = ? AND part = ?"
        done = connection.execute(
            f"UPDATE parts SET body = x'00' WHERE sha256 = ({known})",  # noqa: S608
            (version, part),
        )
        assert done.rowcount == 1


def test_a_damaged_version_that_a_link_asks_for_is_said(visit: Visit) -> None:
    made = publish()
    publish("Riverside Choir")
    damage(made.version)
    at = visit("map", version=made.version)
    assert not at.exception
    (notice,) = map(plain, notices(at))
    assert notice.startswith("Version 2 of ")
    assert "is damaged and cannot be opened. This is version 3 of" in notice
    assert "backup" in notice
    assert not at.session_state["version"]
    assert line(at) == ""
    assert "Riverside Choir" in set(at.dataframe[0].value["Organisation"])
    assert notices(at.run()) == []


def test_a_version_that_is_not_here_is_not_called_damaged(visit: Visit) -> None:
    publish()
    at = visit("map", version="0" * 12)
    (notice,) = map(plain, notices(at))
    assert "version 000000000000 of this footprint's data, which is not here" in notice
    assert "This is version 2 of" in notice
    assert "damaged" not in notice


def test_a_damaged_version_that_is_opened_from_the_history_is_said(visit: Visit) -> None:
    made = publish()
    publish("Riverside Choir")
    damage(made.version)
    at = visit("history")
    next(one for one in buttons(at, OPEN) if made.version in one.key).click().run()
    assert not at.exception
    assert texts(at, "h1") == ["History: South Yorkshire"]
    (notice,) = map(plain, notices(at))
    assert notice.startswith("Version 2 of ")
    assert "This is version 3 of" in notice
    assert not at.session_state["version"]
    assert entries(at)[0].endswith("**newest · on screen**")


def test_of_a_damaged_newest_version_the_one_before_is_shown(visit: Visit) -> None:
    publish()
    made = publish("Riverside Choir")
    damage(made.version)
    at = visit("map")
    (notice,) = map(plain, notices(at))
    assert notice.startswith("Version 3 of ")
    assert "This is version 2 of" in notice
    shown = [plain(one.value) for one in at.run().markdown]
    assert any(
        "The newest version cannot be read. What is on screen is version 2" in one for one in shown
    )
    assert line(at) == ""
    assert ADDED in names(at)


def test_without_any_readable_version_the_record_of_the_program_is_shown(visit: Visit) -> None:
    made = publish()
    damage(made.version, "boundaries")
    at = visit("map")
    assert not at.exception
    (notice,) = map(plain, notices(at))
    assert "This is version 1, as it came with the program instead" in notice
    shown = [plain(one.value) for one in at.markdown]
    assert any("The newest version cannot be read" in one for one in shown)
    assert line(at) == ""
    assert ADDED not in names(at)


def test_a_history_of_which_a_row_is_damaged_says_so(visit: Visit) -> None:
    publish()
    with closing(stored()) as connection:
        connection.execute("UPDATE versions SET created_at = 'soon' WHERE number = 2")
    at = visit("history")
    assert not at.exception
    assert "A row of the store of versions is damaged." in plain(at.error[0].value)
    assert ADDED in names(at)


def test_of_several_damaged_versions_none_is_offered(visit: Visit) -> None:
    first, second = publish(), publish("Riverside Choir")
    for one in (first, second):
        damage(one.version)
    at = visit("map", version=first.version)
    (notice,) = map(plain, notices(at))
    assert notice.startswith("Version 2 of ")
    assert "This is version 1" in notice
    assert line(at) == ""


def test_a_comparison_with_a_damaged_version_is_refused_in_words(visit: Visit) -> None:
    made = publish()
    publish("Riverside Choir")
    damage(made.version)
    at = visit("history")
    next(one for one in at.toggle if one.label == COMPARE).set_value(True).run()
    assert not at.exception
    assert "One of the two versions cannot be read" in notices(at)[0]
    assert len(entries(at)) == 3


def test_outlines_that_are_damaged_are_not_found() -> None:
    made = publish()
    damage(made.version, "boundaries")
    path = f"/joinedup/data/{SOUTH_YORKSHIRE}/{made.version}"
    assert get(f"{path}/organisations.json").status == 200
    assert get(f"{path}/areas.json").status == 404


@pytest.fixture
def garbage(tmp_path: Path) -> None:
    """A store that is no store any more."""
    publish()
    (tmp_path / "store" / FILE_NAME).write_bytes(b"This is no database. " * 1_000)


@pytest.mark.usefixtures("garbage")
@pytest.mark.parametrize("page", [*PAGES, *UNFILTERED])
def test_with_a_damaged_store_the_public_record_is_shown(visit: Visit, page: str) -> None:
    at = visit(page)
    assert not at.exception
    told = plain(notices(at)[0])
    assert "The store of versions is damaged" in told
    assert "backup" in told
    assert "versions that people have published are not shown" in told
    assert len(at.selectbox(key="dataset").options) >= 4
    assert "South Yorkshire" in texts(at, "h1")[0] + "".join(html(at))
    if page == "map":
        assert ADDED not in set(at.dataframe[0].value["Organisation"])
    # It stays until the store is mended.
    assert plain(notices(at.run())[0]) == told


@pytest.mark.usefixtures("garbage")
def test_with_a_damaged_store_history_and_publishing_say_why_not(visit: Visit) -> None:
    at = visit("history")
    assert "cannot be read" in texts(at, "ju-sentence")[0]
    assert len(notices(at)) == 1
    assert not [*entries(at), *at.error]

    def refusal() -> None:
        import streamlit as st

        from joinedup.ui import permission, state

        state.begin_run()
        st.text(permission.refusal())

    (told,) = AppTest.from_function(refusal).run().text
    assert plain(told.value).startswith("Publishing is off. The store of versions is damaged")


def test_a_store_that_breaks_meanwhile_takes_nothing_off_the_screen(
    visit: Visit, tmp_path: Path
) -> None:
    publish()
    at = visit("map")
    assert ADDED in set(at.dataframe[0].value["Organisation"])
    (tmp_path / "store" / FILE_NAME).write_bytes(b"This is no database. " * 1_000)
    at.run()
    assert not at.exception
    assert "What is on screen was read before" in plain(notices(at)[0])
    assert line(at) == ""
    assert ADDED in set(at.dataframe[0].value["Organisation"])


def test_columns_that_cannot_be_remembered_are_no_failed_publication(visit: Visit) -> None:
    publish()
    with closing(stored()) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON memories BEGIN SELECT RAISE(FAIL, 'full'); END"
        )
    at = lists.planned(visit, files.table("Organisation,Postcode", "Elm Bank Shed,S1 2HH"))
    lists.publish(at)
    assert not at.error
    assert "Version 3 is published." in at.success[0].value
    assert len(history(SOUTH_YORKSHIRE)) == 3


# --- how often the store is asked -------------------------------------------------


@pytest.mark.parametrize("page", ["map", "history"])
def test_a_run_asks_the_store_for_each_thing_once(
    visit: Visit, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    at = visit(page)
    opened: list[str] = []
    for name in ("dataset_names", "versions", "newest"):
        real = getattr(SqlStore, name)

        def asked(self: SqlStore, *words: str, real: Any = real, name: str = name) -> Any:
            opened.append(name)
            return real(self, *words)

        monkeypatch.setattr(SqlStore, name, asked)
    begun: list[object] = []

    def note(connection: object) -> None:
        begun.append(connection)

    event.listen(Engine, "begin", note)
    try:
        at.run()
    finally:
        event.remove(Engine, "begin", note)
    assert not at.exception
    assert sorted(opened) == ["dataset_names", "newest", *["versions"] * (page == "history")]
    assert len(begun) == len(opened)


def test_the_notes_of_a_published_version_say_what_they_were_written_for(visit: Visit) -> None:
    told = "Written for the record that came with the program."
    assert not [one for one in visit("about").caption if told in one.value]
    publish()
    assert len([one for one in visit("about").caption if told in one.value]) == 2


def test_hostile_authors_and_notes_stay_text(visit: Visit) -> None:
    for name in (HOSTILE[14], HOSTILE[11], HOSTILE[10], HOSTILE[6], HOSTILE[0]):
        publish(name, author=name, note=name)
    at = visit("history")
    for one in at.toggle:
        if one.label == COMPARE:
            one.set_value(True)
    at.run()
    assert not at.exception
    for one in [*at.markdown, *at.caption]:
        bare = re.sub(r"\\.", "", one.value)
        assert not [sign for sign in ("<img", ":red[", "$x$", "](javascript") if sign in bare]
    assert "<img" not in "".join(html(at))
    assert HOSTILE[0] in texts(at, "ju-sentence")[0]
