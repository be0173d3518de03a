"""Documents outside of a session: of every page, of links that went stale, packs on two pages."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import pypdf
import pytest
import streamlit as st
from streamlit.runtime.state import session_state_proxy

from joinedup import services
from joinedup.errors import DatasetError, DocumentError
from joinedup.model import Standing
from joinedup.render.document import Document, Figures, Step, Story, Table, Words
from joinedup.render.pdf import pdf
from joinedup.render.sentence import caveats, sentence
from joinedup.services import Proposal
from joinedup.ui import documents, menu, state, story_documents
from joinedup.ui.documents import whole
from joinedup.ui.documents.making import LEFT_OUT, PATIENCE_S
from joinedup.ui.documents.viewing import reading_of
from joinedup.ui.story_documents import MOST_ROWS, brief
from joinedup.views import ViewState
from tests.unit.render_samples import TODAY, dataset, place_id, reading

FOOTPRINT = "south-yorkshire"
ONE = "ods:RFR"


@pytest.fixture(autouse=True)
def same_day_without_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Always the same day; whoever looks for a session fails."""

    def no_session() -> Any:
        raise AssertionError("a document is made outside of a session")

    monkeypatch.setattr(state, "today", lambda: TODAY)
    monkeypatch.setattr(session_state_proxy, "get_session_state", no_session)


def view(**values: Any) -> ViewState:
    return ViewState(**{"dataset": FOOTPRINT, "day": TODAY, **values})


def in_a_thread(page: str, one: ViewState) -> Document:
    """As a route makes it."""
    made: list[Document] = []
    thread = Thread(target=lambda: made.append(documents.document(page, one)))
    thread.start()
    thread.join()
    return made[0]


def said(one: Document) -> str:
    """Every word of a document, pictures apart."""
    found = [one.title, one.sentence, *one.caveats, *one.filters, *one.sources]
    for block in one.blocks:
        if isinstance(block, Words):
            found.append(block.text)
        elif isinstance(block, Figures):
            found += [f"{item.figure} {item.label} {item.detail}" for item in block.items]
        elif isinstance(block, Table):
            found += [block.heading, block.note, *(column.name for column in block.columns)]
            found += [str(cell) for row in block.rows for cell in row]
    return "\n".join(found)


def test_every_page_of_the_menu_has_one() -> None:
    named = {path.removeprefix("pages/").removesuffix(".py"): name for path, name, *_ in menu.PAGES}
    assert named == documents.PAGES


@pytest.mark.parametrize("page", documents.PAGES)
def test_a_page_in_a_thread_of_its_own(page: str) -> None:
    made_at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    one = view(selected=ONE, whatif=ONE)
    found = in_a_thread(page, one)
    assert found.page == documents.PAGES[page]
    assert found.day == TODAY
    assert not found.illustrative
    plain = page in menu.PLAIN
    assert found.footprint == ("" if plain else "South Yorkshire")
    version = f"version 1 ({dataset().version}), as it came with the program"
    assert found.version == ("" if plain else version)
    if plain or page in ("meeting_notes", "diagrams", "lists"):
        assert found.sources == ()
    else:
        assert any(item.startswith("NHS ODS, general practices") for item in found.sources)
        assert any("Open Government Licence" in item for item in found.sources)
    assert found.filterable is (page not in menu.UNFILTERED)
    assert abs((found.made_at - datetime.now(UTC)).total_seconds()) < 60
    assert documents.document(page, one, made_at=made_at).made_at == made_at
    for block in found.blocks:
        if isinstance(block, Table):
            assert all(len(row) == len(block.columns) for row in block.rows)
    assert LEFT_OUT not in said(found)


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("overview", ["map", "network"]),
        ("map", ["map"]),
        ("network", ["network"]),
        ("unconnected", ["map"]),
        ("compare", ["map"]),
        ("organisation", ["map", "network"]),
    ],
)
def test_pictures_say_what_they_show(page: str, kinds: list[str]) -> None:
    found = documents.document(page, view(selected=ONE)).pictures
    assert [one.kind for one in found] == kinds
    assert all(one.alt and one.svg.startswith("<svg") for one in found)


def test_a_comparison_is_drawn_as_its_reader_chose() -> None:
    found = documents.document("compare", view(picture="network", against="2019-03-01"))
    assert [one.kind for one in found.pictures] == ["network"]


def test_the_filters_in_words() -> None:
    one = view(
        places=(place_id("Rotherham"),),
        sectors=("vcse",),
        states=("unknown",),
        levels=("system",),
        past=True,
        day=date(2019, 3, 1),
    )
    assert documents.document("map", one).filters == (
        "Place: Rotherham",
        "Sector: Voluntary, community and social enterprise",
        "Connection: Unknown",
        "Level of partnership: System",
        "Date: 1 March 2019",
        "Past partnerships: Past included",
    )
    assert documents.document("map", view()).filters == ()


def test_only_sources_of_what_is_shown() -> None:
    found = documents.document("map", view(sectors=("general-practice",))).sources
    assert any(one.startswith("NHS ODS, general practices, ") for one in found)
    assert not any("HMRC register" in one for one in found)


@pytest.mark.parametrize("page", documents.PAGES)
def test_a_view_of_nobody_says_so(page: str) -> None:
    one = view(sectors=("general-practice",), places=("E08000018",), states=("unknown",))
    found = documents.document(page, one)
    assert found.blocks or page == "history"
    if page in ("overview", "map", "network", "unconnected", "parity", "what_if"):
        assert "No organisation passes these filters together." in said(found)


def test_what_takes_too_long_goes_on_and_is_there_for_the_next_print(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of a page's figures is begun, also those behind one that is not there yet."""
    go_on, begun = Event(), Event()
    what_if, far = services.what_if, services.far_figures_of

    def held(*asked: Any) -> Any:
        assert go_on.wait(60)
        return what_if(*asked)

    def noticed(*asked: Any) -> Any:
        begun.set()
        return far(*asked)

    monkeypatch.setattr(services, "what_if", held)
    monkeypatch.setattr(services, "far_figures_of", noticed)
    monkeypatch.setattr(whole, "PATIENCE_S", 0.0)
    one = view(whatif="ods:RFF", places=(place_id("Barnsley"),))
    assert LEFT_OUT in said(documents.document("what_if", one))
    assert begun.wait(20)
    go_on.set()
    until = monotonic() + 60
    while LEFT_OUT in (text := said(documents.document("what_if", one))) and monotonic() < until:
        sleep(0.05)
    assert LEFT_OUT not in text
    assert "not worked out" not in text


def test_a_document_does_not_wait_for_long() -> None:
    assert PATIENCE_S <= 8


def test_an_unknown_page_is_refused() -> None:
    with pytest.raises(DocumentError, match="charts"):
        documents.document("charts", view())
    with pytest.raises(DocumentError):
        documents.of_query("../map", [])
    with pytest.raises(DatasetError):
        documents.document("map", view(version="0" * 12))


def test_a_link_makes_the_same_document_as_its_view() -> None:
    pairs = [
        ("places", "Rotherham"),
        ("places", "Barnsley"),
        ("sectors", "general-practice"),
        ("date", "2026-03-03"),
        ("at", "53.4,-1.3,11"),
        ("utm_source", "mail"),
    ]
    found, problems = documents.of_query("map", pairs, link="https://example.org/map")
    same = view(
        places=(place_id("Rotherham"), place_id("Barnsley")),
        sectors=("general-practice",),
        day=date(2026, 3, 3),
    )
    beside = documents.document(
        "map",
        same,
        position={"at": "53.4,-1.3,11"},
        link="https://example.org/map",
        made_at=found.made_at,
    )
    assert problems == ()
    assert found == beside
    assert found.link == "https://example.org/map"
    whole = documents.document("map", same)
    assert found.pictures[0].svg != whole.pictures[0].svg


def test_what_of_a_link_is_stale_is_told() -> None:
    pairs = [
        ("places", "Atlantis"),
        ("selected", "ods:gone"),
        ("version", "0123456789ab"),
        ("sectors", "vcse"),
    ]
    found, problems = documents.of_query("map", pairs)
    assert [one.parameter for one in problems] == ["places", "version", "selected"]
    assert found.filters == ("Sector: Voluntary, community and social enterprise",)
    assert found.sentence == documents.document("map", view(sectors=("vcse",))).sentence


def test_a_selected_partnership_or_place_is_told_of() -> None:
    table = next(one for one in dataset().partnerships if one.name == "Barnsley PCN")
    text = said(documents.document("map", view(selected=table.id)))
    assert "Selected: Barnsley PCN" in text
    assert "Members (31)" in text
    text = said(documents.document("map", view(selected=place_id("Barnsley"))))
    assert "Selected: Barnsley" in text
    assert "patients on the lists of" in text


def areas() -> list[str]:
    one = dataset()
    return [*(area.id for area in one.places), *(area.id for area in one.neighbourhoods[::5])]


def cells(one: Document) -> list[object]:
    """Every cell of its tables."""
    tables = [block for block in one.blocks if isinstance(block, Table)]
    return [cell for table in tables for row in table.rows for cell in row]


def pages(one: Document) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf(one))).pages)


@pytest.mark.parametrize("area", areas())
def test_a_pack_is_two_pages(area: str) -> None:
    link = f"https://joined-up.example.nhs.uk/map?dataset=south-yorkshire&selected={area}"
    found = documents.pack(view(sectors=("vcse",)), area, link=link)
    assert pages(found) == 2
    name = dataset().area_by_id[area].name
    assert found.title.startswith(f"Pack: {name} · ")
    headings = [one.heading for one in found.blocks if isinstance(one, Table)]
    assert headings[0] == "Who is here, by sector"
    assert headings[-1] == "Introductions to make"
    assert {*headings[1:-1]} <= {"Who is unconnected", "Only within its own sector"}
    assert found.extent == f"Pack for {name}: everything in it, no other filter"
    assert found.link_words == f"Open {name} on the map"
    assert not any("…" in str(cell) for cell in cells(found))
    # A strong line around it: 5 of a place, 3.5 of a neighbourhood.
    assert re.search(r'stroke-width="(5|3\.5)"', found.pictures[0].svg.partition('"outlines"')[2])
    assert [one.kind for one in found.pictures] == ["map", "network"]
    # The second page has room for more than the first.
    assert found.pictures[1].size[1] > 1.2 * found.pictures[0].size[1]
    (figures,) = [one for one in found.blocks if isinstance(one, Figures)]
    assert all(" of " in one.figure for one in figures.items)


def test_a_pack_of_the_largest_footprint_is_two_pages() -> None:
    one = services.load_dataset("demonstration")
    asked = ViewState(dataset=one.id, day=TODAY)
    for area in (one.places[0].id, one.neighbourhoods[0].id):
        found = documents.pack(asked, area)
        assert found.illustrative
        assert pages(found) == 2


def test_a_pack_says_what_the_pages_say() -> None:
    rotherham = place_id("Rotherham")
    found = documents.pack(view(), rotherham)
    beside = reading(places=(rotherham,))
    assert f"{found.subject}: {found.sentence}" == sentence(beside)
    assert found.caveats == caveats(beside)
    listed = documents.document("unconnected", view(places=(rotherham,)))
    (working,) = [one for one in listed.blocks if isinstance(one, Table) and "list" in one.heading]
    (short,) = [
        one
        for one in found.blocks
        if isinstance(one, Table) and one.heading == "Who is unconnected"
    ]
    first = [str(row[0]) for row in short.rows]
    own = Standing.OWN_SECTOR.label
    beside_it = [row for row in working.rows if not str(row[1]).endswith(own)]
    assert len(first) == 3
    for name, row in zip(first, beside_it, strict=False):
        assert str(row[0]).startswith(name)
    assert f"The first 3 of {len(beside_it)}" in short.note


def test_those_within_their_own_sector_are_not_among_the_unconnected() -> None:
    one = services.load_dataset("demonstration")
    found = documents.pack(ViewState(dataset=one.id, day=TODAY), one.places[0].id)
    by_heading = {block.heading: block for block in found.blocks if isinstance(block, Table)}
    unconnected, within = by_heading["Who is unconnected"], by_heading["Only within its own sector"]
    states = {str(row[1]).rpartition(". ")[2] for row in unconnected.rows}
    assert states <= {Standing.NONE_ON_RECORD.label, Standing.UNKNOWN.label}
    assert len(within.rows) == 2
    assert "They are connected" in within.note


def test_a_story_has_a_page_or_two_of_each_step() -> None:
    for page in ("overview", "unconnected", "parity", "network", "map", "compare"):
        made = documents.document(page, view(places=(place_id("Rotherham"),)))
        found = brief(made)
        tables = [block for block in found.blocks if isinstance(block, Table)]
        assert found.pictures == made.pictures
        assert len(tables) <= 1
        assert all(0 < len(one.rows) <= MOST_ROWS for one in tables)
        assert not any("easure" in one.heading for one in tables)
        steps = (Step(heading="One", document=found), Step(heading="Two", document=found))
        # The sources stand once, at the end.
        assert len(pypdf.PdfReader(io.BytesIO(pdf(Story(name="Both", steps=steps)))).pages) <= 5


def test_a_cut_table_says_how_many_rows_there_are() -> None:
    (table,) = [
        block
        for block in brief(documents.document("map", view())).blocks
        if isinstance(block, Table)
    ]
    assert len(table.rows) <= MOST_ROWS
    assert table.total == len(reading_of(view()).shown)


@pytest.mark.parametrize("page", ["network", "compare"])
def test_measures_keep_to_the_places_of_the_filters(page: str) -> None:
    def measured(one: Document) -> Table:
        (found,) = [
            block
            for block in one.blocks
            if isinstance(block, Table) and {"Part", "Kind"} <= {c.name for c in block.columns}
        ]
        return found

    whole = measured(documents.document(page, view()))
    some = measured(documents.document(page, view(places=(place_id("Rotherham"),))))
    part = [column.name for column in some.columns].index("Part")
    assert {row[part] for row in some.rows} == {"South Yorkshire", "Rotherham"}
    assert len({row[part] for row in whole.rows}) > 10
    assert "the table on the page, and its download, has" in some.note
    assert "the table on the page, and its download, has" not in whole.note


def test_a_what_if_without_a_change_says_what_to_do() -> None:
    assert "Try one on the page What if" in said(documents.document("what_if", view()))


def test_pictures_for_slides_have_their_shape() -> None:
    usual, wide = (
        documents.document("map", view(), wide=wide).pictures[0] for wide in (False, True)
    )
    assert wide.size[0] / wide.size[1] > 1.2 * usual.size[0] / usual.size[1]


def test_an_area_that_is_not_there_has_no_pack() -> None:
    with pytest.raises(DocumentError, match="U00000"):
        documents.pack(view(), "U00000")


@pytest.fixture
def fresh_store(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
    services.store().dispose()


@pytest.mark.usefixtures("fresh_store")
def test_a_pack_tells_what_was_decided_and_stays_two_pages() -> None:
    one = services.load_dataset("demonstration")
    place = one.places[2].id
    people = [item.id for item in one.organisations if item.place == place and not item.outside]
    table = one.partnerships[0].id
    proposals = [Proposal(organisation=key, target=table) for key in people[:5]]
    services.decide(one.id, proposals, "accepted", author="A. Lead", why="They meet on Friday")
    found = documents.pack(ViewState(dataset=one.id, day=TODAY), place)
    assert "Introductions decided about (" in said(found)
    assert "Accepted by A. Lead on " in said(found)
    assert pages(found) == 2


@pytest.mark.usefixtures("fresh_store")
def test_long_reasons_leave_a_pack_its_two_pages() -> None:
    one, place = dataset(), place_id("Barnsley")
    target = max(one.partnerships, key=lambda each: len(each.name)).id
    hoods = [area.id for area in one.neighbourhoods if area.parent == place]
    people = [
        [item.id for item in one.organisations if item.neighbourhood == hood][:3] for hood in hoods
    ]
    proposals = [Proposal(organisation=key, target=target) for some in people for key in some]
    why = "They meet on Friday, and the manager brings the list of everybody who has asked. " * 2
    services.decide(one.id, proposals, "accepted", author="A. Lead, Programme Lead", why=why)
    link = f"https://joined-up.example.nhs.uk/map?dataset={one.id}&selected={place}&date=2026-11-22"
    assert pages(documents.pack(view(), place, link=link)) == 2


@pytest.mark.usefixtures("fresh_store")
def test_the_steps_of_a_story_wait_no_longer_than_one_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ends: list[float] = []

    def asked(*args: Any, until: float, **more: Any) -> Any:
        ends.append(until)
        return documents.of_query(*args, until=until, **more)

    monkeypatch.setattr(story_documents, "of_query", asked)
    views = [
        services.save_view(
            name=page, owner="A. Lead", dataset=FOOTPRINT, page=page, query=[], pinned=False
        )
        for page in ("map", "about")
    ]
    story = services.new_story("Summit", views, author="A. Lead")
    begun = monotonic()
    story_documents.story_document(story.id, root="")
    assert len(ends) == 2
    assert ends[0] == ends[1] <= begun + PATIENCE_S + 1


def test_a_document_stops_to_wait_when_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    make = whole._MAKERS["about"]

    def noted(wanted: Any) -> Any:
        asked.append(wanted.until)
        return make(wanted)

    monkeypatch.setattr(whole, "_MAKERS", {"about": noted})
    documents.of_query("about", [], until=12.5)
    assert asked == [12.5]
