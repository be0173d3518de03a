"""Compare by AppTest: two dates, two versions, what a link asks for, and what it says."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.render.leaflet import Picture
from joinedup.ui import compare, frames
from tests.page.test_history import damage, publish
from tests.page.visiting import notices, said, texts
from tests.unit.render_samples import TODAY, reading

Visit = Callable[..., AppTest]
DEMONSTRATION = "demonstration"


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path / "store"))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The pictures that frames are given, as they are."""
    found: list[dict[str, Any]] = []

    class Kept(Picture):
        def __init__(self, picture: dict[str, Any]) -> None:
            found.append(picture)
            super().__init__(picture)

    monkeypatch.setattr(frames, "Picture", Kept)
    return found


def numbered(number: int) -> str:
    """A version of the demonstration."""
    versions = {one.number: one.version for one in services.history(DEMONSTRATION)}
    return versions[number]


def slider(at: AppTest) -> Any:
    (found,) = at.select_slider
    return found


def test_without_an_earlier_version_it_is_a_year(visit: Visit) -> None:
    at = visit("compare")
    assert not at.exception
    assert slider(at).value == (date(2025, 11, 22), date(2026, 11, 22))
    assert said(at).startswith(
        "South Yorkshire · 22 November 2026 against 22 November 2025: Of 350 organisations:"
    )
    assert notices(at) == []
    assert [one.label for one in at.button_group] == ["Picture"]


def test_what_states_no_start_is_owned_up_to(visit: Visit) -> None:
    at = visit("compare", against="2019-03-31")
    (told,) = (one.value for one in at.caption if "state no start" in one.value)
    assert "168 of 181 seats of the later side" in told
    # Nobody may read out that they are new.
    assert "13 of 181 seats new, 168 more first on record; 14 of 14 lost" in said(at)


def test_the_slider_changes_both_days_of_the_view(visit: Visit) -> None:
    at = visit("compare", against="2019-03-31")
    options = slider(at).options
    assert "30 June 2017" in options
    slider(at).set_range(date(2017, 6, 30), date(2022, 6, 30)).run()
    assert not at.exception
    assert at.session_state["against"] == "2017-06-30"
    assert at.session_state["date"] == date(2022, 6, 30)
    assert "30 June 2022 against 30 June 2017" in said(at)
    # The day of the sidebar moves the slider in turn.
    at.date_input[0].set_value(date(2024, 1, 31)).run()
    assert slider(at).value == (date(2017, 6, 30), date(2024, 1, 31))
    slider(at).set_range(date(2018, 12, 31), date(2024, 1, 31)).run()
    assert at.session_state["against"] == "2018-12-31"


def test_the_version_before_is_what_suits(visit: Visit) -> None:
    at = visit("compare", dataset=DEMONSTRATION)
    assert not at.exception
    assert "version 8 against version 7:" in said(at)
    (chosen,) = (one for one in at.selectbox if one.key == "compare-version")
    assert chosen.value == numbered(7)
    assert len(chosen.options) == 7
    assert chosen.options[0].startswith("Version 7 of 30 June 2026: ")
    chosen.select(numbered(4)).run()
    assert at.session_state["against"] == numbered(4)
    assert "version 8 against version 4:" in said(at)
    assert "(2 merged into another)" in said(at)


def test_a_published_list_is_compared_with_what_was_before(visit: Visit) -> None:
    publish("Fresh Group", note="From the *spring* meeting")
    at = visit("compare", unfolded=["compare-who"])
    assert not at.exception
    assert "version 2 against version 1: 1 of 351 organisations new, none of 350 gone" in said(at)
    assert list(at.dataframe[0].value["Organisation"]) == ["Fresh Group"]
    # The other way round it is the older version that is on screen.
    older = services.history("south-yorkshire")[1].version
    newer = services.newest("south-yorkshire")
    at = visit("compare", version=older, against=newer)
    assert "version 1 against version 2: None of 350 organisations new, 1 of 351 gone" in said(at)
    (chosen,) = (one for one in at.selectbox if one.key == "compare-version")
    assert chosen.options[0].endswith(": From the *spring* meeting")


def test_where_the_version_before_cannot_be_read_it_is_a_year(visit: Visit) -> None:
    made = publish("Fresh Group")
    publish("Riverside Choir")
    damage(made.version)
    at = visit("compare")
    assert "22 November 2026 against 22 November 2025" in said(at)
    assert notices(at) == []
    at = visit("compare", against=made.version)
    assert "22 November 2026 against 22 November 2025" in said(at)
    (notice,) = notices(at)
    assert "cannot be compared with" in notice


def test_of_an_older_version_it_is_the_one_before_that(visit: Visit) -> None:
    at = visit("compare", dataset=DEMONSTRATION, version=numbered(3))
    assert "version 3 against version 2:" in said(at)


def test_of_the_first_version_it_is_a_year(visit: Visit) -> None:
    at = visit("compare", dataset=DEMONSTRATION, version=numbered(1))
    assert slider(at).value == (date(2025, 11, 22), date(2026, 11, 22))
    (kinds,) = (one for one in at.button_group if one.key == "compare-by")
    kinds.set_value("Two versions").run()
    assert not at.exception
    assert at.session_state["against"] == numbered(8)


def test_from_versions_to_dates_and_back(visit: Visit) -> None:
    at = visit("compare", dataset=DEMONSTRATION)
    (kinds,) = (one for one in at.button_group if one.key == "compare-by")
    kinds.set_value("Two dates").run()
    assert at.session_state["against"] == "2025-11-22"
    assert "against 22 November 2025" in said(at)
    (kinds,) = (one for one in at.button_group if one.key == "compare-by")
    kinds.set_value("Two versions").run()
    assert at.session_state["against"] == numbered(7)


@pytest.mark.parametrize(
    ("against", "why"),
    [
        ("000000000000", "“000000000000”, which is not here"),
        ("2025-02-30", "“2025-02-30”, which is not here"),
        ("1066-10-14", "“1066-10-14”, which is not here"),
        ("2027-01-31", "31 January 2027, which is after the day on screen"),
    ],
)
def test_what_cannot_be_compared_with_falls_back_and_is_said(
    visit: Visit, against: str, why: str
) -> None:
    at = visit("compare", against=against)
    assert not at.exception
    (notice,) = notices(at)
    assert why in notice.replace("\\", "")
    assert "22 November 2026 against 22 November 2025" in said(at)


def test_a_link_with_nonsense_is_told_once(visit: Visit) -> None:
    at = visit("compare", against="<script>")
    (notice,) = notices(at)
    assert "a comparison with" in notice
    assert "22 November 2026 against 22 November 2025" in said(at)


def test_its_own_version_is_no_other(visit: Visit) -> None:
    at = visit("compare", dataset=DEMONSTRATION, against=numbered(8))
    (notice,) = notices(at)
    assert "cannot be compared with" in notice
    assert "version 8 against version 7:" in said(at)


def test_the_filters_hold_for_both_sides(visit: Visit) -> None:
    at = visit("compare", dataset=DEMONSTRATION, places="Barnsley", against=numbered(5))
    assert said(at).startswith("Barnsley · 22 November 2026 · version 8 against version 5: 40 of")
    assert "Of 1,292 on both sides" in said(at)


def test_the_filter_on_connection_is_set_aside_and_said(visit: Visit) -> None:
    whole, narrow = visit("compare"), visit("compare", states="Connected")
    assert texts(whole, "ju-sentence") == texts(narrow, "ju-sentence")
    assert any("filter on connection is set aside" in one.value for one in narrow.caption)
    assert not any("filter on connection" in one.value for one in whole.caption)


def test_nothing_passes_the_filters(visit: Visit) -> None:
    at = visit("compare", places="Barnsley", sectors="Ambulance")
    assert not at.exception
    assert [one.value[:15] for one in at.info] == ["No organisation"]


def test_the_picture_has_ghosts_and_new_ones(visit: Visit, drawn: list[dict[str, Any]]) -> None:
    visit("compare", dataset=DEMONSTRATION, against=numbered(5))
    (picture,) = drawn
    counts = {letter: picture["overlay"].count(letter) for letter in "+xcuk"}
    assert counts == {"+": 185, "x": 76, "c": 107, "u": 54, "k": 37}
    assert len(picture["overlay"]) == len(picture["marks"]) == 7000 + 76
    assert picture["circles"] is False


def test_colour_and_selection_are_those_of_now(visit: Visit, drawn: list[dict[str, Any]]) -> None:
    one = services.load_dataset("south-yorkshire").organisations[0].id
    visit("compare")
    visit("compare", selected=one, colour="Connection")
    first, second = drawn
    assert (first["selected"], second["selected"]) == ("", one)
    assert (first["groups"], bool(second["groups"])) == (None, True)


def test_the_network_too(visit: Visit, drawn: list[dict[str, Any]]) -> None:
    at = visit("compare", dataset=DEMONSTRATION, picture="Network")
    assert not at.exception
    picture = drawn[-1]
    assert picture["overlay"].count("x") == 26
    assert {"x", "C"} <= set(picture["hubs"])


def test_presented_it_speaks_of_no_tables(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bool] = []

    def noted(*_: object, tables: bool) -> str:
        told.append(tables)
        return ""

    monkeypatch.setattr(compare, "off_the_map", noted)
    visit("compare")
    visit("compare", present="1")
    assert told == [True, False]
    monkeypatch.undo()
    record = SimpleNamespace(organisation_by_id={"one": SimpleNamespace(point=None)})
    side: Any = SimpleNamespace(dataset=record)
    kinds: Any = dict.fromkeys(("gone", "connected", "unconnected", "learned"), ())
    found: Any = SimpleNamespace(before=side, after=side, new=("one",), **kinds)
    desk, wall = (compare.off_the_map("map", found, tables=tables) for tables in (True, False))
    assert desk == f"{wall} The tables have them."


def test_one_that_is_gone_says_so(visit: Visit) -> None:
    at = visit("compare", dataset=DEMONSTRATION, against=numbered(4))
    at.session_state["selected"] = "demo:gp186"
    at.run()
    assert not at.exception
    assert texts(at, "ju-one") == ["Zennickmere Village Surgery"]
    assert texts(at, "ju-next") == ["Merged into Fintlemere Family Practice. Before: connected."]


@pytest.mark.parametrize(
    ("part", "column"),
    [
        ("compare-who", "Change"),
        ("compare-links", "What"),
        ("compare-states", "Before"),
        ("compare-pairs", "With"),
    ],
)
def test_every_table_has_its_download(visit: Visit, part: str, column: str) -> None:
    at = visit("compare", dataset=DEMONSTRATION, unfolded=[part])
    assert not at.exception
    (frame,) = at.dataframe
    assert column in frame.value.columns
    assert len(frame.value) > 0
    (download,) = at.get("download_button")
    assert download.proto.label == "Download this table (CSV)"


def test_every_measure_before_and_now(visit: Visit) -> None:
    at = visit("compare", against="2017-06-30", unfolded=["compare-measures"])
    for _ in range(60):
        if at.dataframe:
            break
        at.run()
    found = at.dataframe[0].value
    ties = found[(found["Measure"] == "Ties") & (found["Kind"] == "Footprint")]
    sides = [reading(day=day) for day in (date(2017, 6, 30), TODAY)]
    before, now = (services.parts(one)[0].figures["ties"] for one in sides)
    assert before
    assert now
    assert list(ties[["Before", "Now", "Change"]].iloc[0]) == [before, now, now - before]
