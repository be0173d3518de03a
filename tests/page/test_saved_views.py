"""Saved views: saved from a page, opened again, named above the page, listed and changed."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.services import SavedView
from joinedup.ui import permission, sharing, state
from tests.page.visiting import Seen, html, notices, said, texts
from tests.unit.render_samples import HOSTILE, IMAGE, dataset

Visit = Callable[..., AppTest]
FOOTPRINT = "south-yorkshire"
ORIGIN = "https://joined.example.org"
PLACE = {"at": "53.43,-1.35,12", "drawn": "450,800,0"}


pytestmark = pytest.mark.usefixtures("fresh_store", "may_write")


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the browser tells of itself, which AppTest has none of."""
    monkeypatch.setattr(sharing, "_where", lambda: (ORIGIN, PLACE))
    monkeypatch.setattr(sharing, "origin_of_session", lambda: ORIGIN)


def save(
    *query: tuple[str, str],
    name: str = "In March",
    note: str = "",
    page: str = "map",
    pinned: bool = False,
    **more: Any,
) -> SavedView:
    return services.save_view(
        name=name,
        note=note,
        owner="A. Lead",
        dataset=more.get("dataset", FOOTPRINT),
        page=page,
        query=query or [("places", "Rotherham")],
        pinned=pinned,
    )


def opened(visit: Visit, one: SavedView, **more: str) -> AppTest:
    """Open the page that a short link leads to."""
    query = parse_qs(urlsplit(services.view_address(one)).query)
    return visit(one.page, unfolded=(), **{**query, **more})


def named(at: AppTest) -> list[str]:
    """What the page says of the saved view that it shows."""
    return [one.value for one in at.markdown if str(one.value).startswith(":material/bookmark:")]


# --- sharing -----------------------------------------------------------------------


def test_a_view_is_saved_from_its_page(visit: Visit) -> None:
    at = visit("map", unfolded=(), places="Rotherham", selected="ods:RFR", date="2026-03-03")
    at.session_state["share"] = True
    at.run()
    at.text_input(key="view-name").set_value("In March")
    at.text_input(key="view-owner").set_value("A. Lead")
    at = next(one for one in at.button if one.label == "Save this view").click().run()
    assert not at.exception
    (one,) = services.saved_views()
    assert (one.name, one.owner, one.page, one.pinned) == ("In March", "A. Lead", "map", True)
    assert one.query == (
        ("places", "Rotherham"),
        ("selected", "ods:RFR"),
        ("date", "2026-03-03"),
        ("version", dataset().version),
        ("at", "53.43,-1.35,12"),
    )
    assert texts(at, "ju-short-link") == [f"{ORIGIN}/?view={one.id}"]
    # Another filter is another view, which is not saved yet.
    at.multiselect(key="places").set_value([]).run()
    assert texts(at, "ju-short-link") == []


def test_without_a_name_nothing_is_saved_and_it_says_so(visit: Visit) -> None:
    at = visit("network", unfolded=())
    at.session_state["share"] = True
    at.run()
    at.text_input(key="view-owner").set_value("A. Lead")
    at = next(one for one in at.button if one.label == "Save this view").click().run()
    assert ["The name is missing" in one.value for one in at.error] == [True]
    assert services.saved_views() == ()


def test_who_may_not_save_is_told_and_can_share_all_the_same(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permission, "refusal", lambda: "Sign in to publish.")
    at = visit("map", unfolded=())
    at.session_state["share"] = True
    at.run()
    assert "Sign in to publish." in [one.value for one in at.info]
    assert "Save this view" not in [one.label for one in at.button]
    assert any("ju-code" in body for body in html(at))


def test_the_code_to_embed_holds_the_view_and_no_name_can_leave_it(visit: Visit) -> None:
    at = visit("network", unfolded=(), places="Rotherham")
    at.session_state["share"] = True
    at.run()
    (code,) = at.code
    assert code.value.startswith(f'<iframe src="{ORIGIN}/network?places=Rotherham&amp;')
    assert "drawn=450,800,0&amp;embed=true" in code.value
    assert "at=" not in code.value
    at = visit("unconnected", unfolded=())
    at.session_state["share"] = True
    assert not at.run().code


@pytest.mark.parametrize(
    "origin",
    ["", "javascript:alert(1)", "https://a.example/path", 'https://a"onload=', "https://a\n", 7],
)
def test_only_an_origin_and_positions_are_taken_from_a_browser(origin: object) -> None:
    assert sharing.usable([origin, "<b>", "1,2"]) == ("", {})
    found = sharing.usable([ORIGIN, "53.43,-1.35,12", "450,800,0"])
    assert found == (ORIGIN, {"at": "53.43,-1.35,12", "drawn": "450,800,0"})


def test_closed_it_draws_nothing(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError("drawn though nobody opened it")

    monkeypatch.setattr(sharing, "_where", never)
    assert not visit("map", unfolded=()).exception


# --- opening -----------------------------------------------------------------------


def test_an_opened_view_is_named_until_something_else_is_shown(visit: Visit) -> None:
    one = save(("places", "Rotherham"), ("at", "53.43,-1.35,12"), note="For the summit")
    at = opened(visit, one)
    (words,) = named(at)
    assert "**In March**" in words
    assert "For the summit" in words
    assert at.query_params["view"] == one.id
    assert not at.warning
    # Nothing was changed: it stays.
    assert named(at.run())
    assert at.query_params["view"] == one.id
    at.multiselect(key="places").set_value(["doncaster"]).run()
    assert named(at) == []
    assert "view" not in at.query_params


@pytest.mark.parametrize(
    "other",
    [
        {"places": "Sheffield"},
        {"selected": "ods:RFR"},
        {"date": "2020-01-01"},
        {"colour": "Place"},
        {"at": "53.9,-1.0,9"},
        {"dataset": "bradford-district"},
    ],
)
def test_a_name_on_another_view_is_no_longer_said(visit: Visit, other: dict[str, str]) -> None:
    one = save(("places", "Rotherham"), ("at", "53.43,-1.35,12"))
    at = opened(visit, one, **other)
    assert named(at) == []
    assert "view" not in at.query_params


def test_nor_on_a_version_that_is_held_where_the_newest_is_meant(visit: Visit) -> None:
    at = opened(visit, save(), version=dataset().version)
    assert named(at) == []
    assert said(at).startswith("Rotherham · ")


def test_nor_on_another_page(visit: Visit) -> None:
    one = save()
    at = visit("network", unfolded=(), places="Rotherham", view=one.id)
    assert named(at) == []
    assert said(at).startswith("Rotherham · ")


def test_a_pinned_view_is_of_its_day_though_the_address_has_lost_it(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = save(
        ("places", "Rotherham"),
        ("date", "2026-03-03"),
        ("version", dataset().version),
        pinned=True,
    )
    # Saved on 3 March, and copied on that day from the address bar, where a default is left out.
    at = visit("map", unfolded=(), places="Rotherham", version=dataset().version, view=one.id)
    assert "3 March 2026" in said(at)
    assert len(named(at)) == 1


def test_one_that_is_not_pinned_is_of_today(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    one = save(("places", "Rotherham"), ("date", "2020-01-01"))
    assert len(named(opened(visit, one))) == 1
    monkeypatch.setattr(state, "today", lambda: date(2027, 5, 5))
    at = opened(visit, one)
    assert "5 May 2027" in said(at)
    assert len(named(at)) == 1


def test_an_archived_one_opens_and_says_so(visit: Visit) -> None:
    one = services.archive_view(save(), author="A. Lead")
    at = opened(visit, one)
    (words,) = named(at)
    assert "It was put away on" in words
    assert said(at).startswith("Rotherham · ")


@pytest.mark.parametrize("name", ["zzzzzzzzzz", "nothing", *HOSTILE])
def test_an_unknown_one_opens_the_first_page_and_says_so(visit: Visit, name: str) -> None:
    at = visit(view=name)
    assert not at.exception
    (notice,) = notices(at)
    assert "asks for the saved view" in notice
    assert "<img" not in re.sub(r"\\.", "", notice)
    assert "view" not in at.query_params
    assert not at.run().warning


STALE = {
    "places": ("Atlantis", "the place “Atlantis”", "map"),
    "neighbourhood": ("Gone", "the neighbourhood “Gone”", "map"),
    "sectors": ("Magic", "the sector “Magic”", "map"),
    "selected": ("ods:GONE", "selects “ods:GONE”", "map"),
    "version": ("000000000000", "version 000000000000", "map"),
    "within": ("block:gone:vcse", "opens a group that is not there", "network"),
    "whatif": ("ods:GONE", "GONE", "what_if"),
    "against": ("000000000000", "“000000000000”, which is not here", "compare"),
    "dataset": ("", "the footprint “atlantis”", "map"),
}


@pytest.mark.parametrize("name", STALE)
def test_what_is_gone_is_said_and_the_rest_is_shown(visit: Visit, name: str) -> None:
    value, words, page = STALE[name]
    if name == "dataset":
        one = save(page=page, dataset="atlantis")
    else:
        one = save(("sectors", "General practice"), (name, value), page=page, pinned=True)
    at = opened(visit, one)
    assert not at.exception
    assert any(words in told.replace("\\", "").replace("\u2060", "") for told in notices(at))
    if name != "dataset":
        assert "eneral practice" in "".join(texts(at, "h1")) or page == "what_if"
        # Nothing was changed by the reader: the link keeps its name.
        assert len(named(at)) == 1


def test_a_partnership_and_an_area_that_are_gone_are_said(visit: Visit) -> None:
    for gone in ("body:gone", "E00000000"):
        at = opened(visit, save(("selected", gone)))
        (notice,) = notices(at)
        assert "is not in this dataset" in notice


# --- the list ----------------------------------------------------------------------


def rows(at: AppTest) -> list[str]:
    """The names on the list, in order."""
    return [text.split("\n")[0] for text in texts(at, "a")]


def test_at_first_the_list_says_how_to_begin(visit: Visit) -> None:
    at = visit("saved_views", unfolded=())
    assert not at.exception
    assert texts(at, "ju-sentence") == ["None yet."]
    assert any("Nobody has saved a view yet" in one.value for one in at.info)


def test_the_list_is_searched_and_ordered(visit: Visit) -> None:
    save(name="Beta", page="network")
    save(("places", "Sheffield"), name="alpha", note="Voluntary groups")
    save(name="Gamma", page="overview")
    at = visit("saved_views", unfolded=())
    assert texts(at, "ju-sentence") == ["3 saved views."]
    assert rows(at) == ["Gamma", "alpha", "Beta"]
    at.selectbox(key="view-order").set_value("Name").run()
    assert rows(at) == ["alpha", "Beta", "Gamma"]
    at.selectbox(key="view-order").set_value("Page").run()
    assert rows(at) == ["alpha", "Beta", "Gamma"]
    for words, found in (("sheffield", "alpha"), ("voluntary ALPHA", "alpha"), ("network", "Beta")):
        at.text_input(key="view-search").set_value(words).run()
        assert rows(at) == [found], words
        assert any("1 of 3 saved views." in piece for piece in html(at))
    at.text_input(key="view-search").set_value("nowhere").run()
    assert rows(at) == []
    assert any("No saved view has these words" in one.value for one in at.info)


def test_a_long_list_comes_in_parts(visit: Visit) -> None:
    for number in range(30):
        save(name=f"View {number:02}")
    at = visit("saved_views", unfolded=())
    assert len(rows(at)) == 25
    at = at.button(key="more-views-current").click().run()
    assert len(rows(at)) == 30


def press(at: AppTest, label: str) -> AppTest:
    return next(one for one in at.button if one.label == label).click().run()


def test_a_view_is_renamed_put_away_and_taken_out_again(visit: Visit) -> None:
    one = save()
    at = visit("saved_views", unfolded=("archived-views",))
    at.session_state[f"share-{one.id}"] = True
    at.run()
    assert texts(at, "ju-short-link") == [f"{ORIGIN}/?view={one.id}"]
    next(box for box in at.text_input if box.label == "Name").set_value("In April")
    at.text_input(key=f"author-{one.id}").set_value("B. Lead")
    at = press(at, "Save the changes")
    assert rows(at) == ["In April"]
    at = press(at, "Put it away")
    assert texts(at, "ju-sentence") == ["1 saved view, 1 of them put away."]
    (now,) = services.saved_views()
    assert now.archived_at is not None
    at = press(at, "Take it out again")
    (now,) = services.saved_views()
    assert (now.archived_at, now.name, now.author, now.owner) == (
        None,
        "In April",
        "B. Lead",
        "A. Lead",
    )
    assert any("put away" in one.value and "taken out again" in one.value for one in at.caption)


def test_what_was_typed_before_putting_away_is_kept_and_told(visit: Visit) -> None:
    one = save()
    at = visit("saved_views", unfolded=("archived-views",))
    at.session_state[f"share-{one.id}"] = True
    at.run()
    next(box for box in at.text_input if box.label == "Name").set_value("Former")
    next(box for box in at.text_input if box.label == "What it is for").set_value("Out of date")
    at.text_input(key=f"author-{one.id}").set_value("B. Lead")
    at = press(at, "Put it away")
    (now,) = services.saved_views()
    assert (now.name, now.note, now.archived_at is None) == ("Former", "Out of date", False)
    (told,) = [item.value for item in at.caption if "B\\. Lead" in item.value]
    for words in ("put away", "named “Former”, before “In March”", "note changed"):
        assert words in told


def test_whoever_was_slower_is_told_and_nothing_is_written_over(visit: Visit) -> None:
    one = save()
    at = visit("saved_views", unfolded=())
    at.session_state[f"share-{one.id}"] = True
    at.run()
    next(box for box in at.text_input if box.label == "Name").set_value("Slower")
    at.text_input(key=f"author-{one.id}").set_value("B. Lead")
    services.edit_view(one, name="Quicker", note="Theirs", author="C. Lead")
    at = press(at, "Save the changes")
    assert ["has changed this view in the meantime" in one.value for one in at.error] == [True]
    # What they typed is still there, and pressing again changes nothing.
    assert next(box for box in at.text_input if box.label == "Name").value == "Slower"
    assert press(at, "Save the changes").error
    assert [(now.name, now.note) for now in services.saved_views()] == [("Quicker", "Theirs")]
    # Opened again, it is the view as it is now.
    at.session_state[f"share-{one.id}"] = False
    at.run()
    at.session_state[f"share-{one.id}"] = True
    at.run()
    assert next(box for box in at.text_input if box.label == "Name").value == "Quicker"
    next(box for box in at.text_input if box.label == "Name").set_value("Slower")
    at.text_input(key=f"author-{one.id}").set_value("B. Lead")
    assert not press(at, "Save the changes").error
    assert [(now.name, now.note) for now in services.saved_views()] == [("Slower", "Theirs")]


def test_who_may_not_publish_can_share_and_not_change(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = save()
    monkeypatch.setattr(permission, "refusal", lambda: "Sign in to publish.")
    at = visit("saved_views", unfolded=())
    at.session_state[f"share-{one.id}"] = True
    at.run()
    assert [item.value for item in at.info] == ["Sign in to publish."]
    assert not {"Save the changes", "Put it away"} & {button.label for button in at.button}
    assert texts(at, "ju-short-link") == [f"{ORIGIN}/?view={one.id}"]


def test_hostile_names_stay_text(visit: Visit) -> None:
    for name in [one for one in HOSTILE if one.isprintable()]:
        save(name=name[:100], note=name[:500])
    save(("places", IMAGE), name="Place")
    at = visit("saved_views", unfolded=())
    assert not at.exception
    for body in html(at):
        seen = Seen(body)
        assert not seen.tags & {"script", "svg", "iframe", "img", "b"}, body[:300]
        assert not {one for one in seen.attributes if one.startswith("on")}
    one = save(name=IMAGE[:100])
    (words,) = named(opened(visit, one))
    assert "<img" not in re.sub(r"\\.", "", words)


# --- large and bare ----------------------------------------------------------------


@pytest.mark.parametrize("page", ["map", "network"])
def test_a_presented_picture_stands_alone_and_holds_its_view(visit: Visit, page: str) -> None:
    at = visit(page, places="Rotherham", colour="Place", selected="ods:RFR", present="1")
    assert not at.exception
    assert said(at).startswith("Rotherham · ")
    assert at.session_state["colour"] == "place"
    assert at.session_state["selected"] == "ods:RFR"
    assert not at.dataframe
    assert texts(at, "ju-one") == []
    assert [one for one in html(at) if "ju-presented" in one]


def test_a_presented_organisation_has_its_first_rows_and_nothing_to_choose(visit: Visit) -> None:
    asked = {"dataset": "south-yorkshire", "selected": "ods:RFR"}
    desk, wall = visit("organisation", **asked), visit("organisation", **asked, present="1")
    assert len(desk.dataframe) == 2
    assert not wall.dataframe
    assert not wall.main.selectbox
    for frame in (one.value for one in desk.dataframe):
        told = texts(wall, "th")
        assert set(frame.columns[:6]) <= set(told)
        assert set(frame.iloc[:9, 0]) <= set(told)
    assert [one.value for one in wall.caption if one.value == "The first 9 of 15 rows."]


@pytest.mark.parametrize("page", ["introductions", "what_if"])
def test_nothing_can_be_changed_where_a_page_is_presented(visit: Visit, page: str) -> None:
    desk, wall = (visit(page, places="Rotherham", **more) for more in ({}, {"present": "1"}))
    fields = [len([*at.main.text_input, *at.main.radio, *at.main.selectbox]) for at in (desk, wall)]
    assert fields[0] > 0
    assert fields[1] == 0


def test_another_page_in_the_same_frame_is_presented_too(visit: Visit) -> None:
    at = visit("overview", unfolded=(), present="1")
    at = at.switch_page("pages/map.py").run()
    assert [one for one in html(at) if "ju-presented" in one]
    assert not at.dataframe


def test_without_being_asked_nothing_is_bare(visit: Visit) -> None:
    for value in ("0", "", "true", "<b>"):
        at = visit("map", unfolded=(), present=value)
        assert not [one for one in html(at) if "ju-presented" in one]
        assert texts(at, "ju-kicker") != []
