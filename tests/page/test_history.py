"""The history by AppTest: versions, what each changed, opening an old one, going back."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.model import Dataset
from joinedup.services import history, load_dataset
from joinedup.store.protocol import Draft, VersionInfo
from joinedup.ui import permission
from tests.page.visiting import html, texts
from tests.unit.render_samples import HOSTILE, SOUTH_YORKSHIRE

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
    assert f"version {made.version} · spring.xlsx (sha256 abababababab…)" in words
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
    assert OLDER in line(at)
    assert at.session_state["version"] == history(SOUTH_YORKSHIRE)[1].version
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
