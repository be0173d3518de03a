"""Programmes: the list, the page of each that comes with the program, adding and changing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.model import Action, Dataset, Milestone, Progress, WorkState
from joinedup.render.document import Picture, Table, Words
from joinedup.render.sentence import spoken_date
from joinedup.services import Belonging, NewAction, versions
from joinedup.store.protocol import Draft
from joinedup.ui import documents, permission, programme_forms, programmes, small_pictures
from joinedup.ui.documents.viewing import reading_of
from joinedup.views import ViewState
from tests.page.visiting import Seen, html, labels, notices, said, texts
from tests.unit.render_samples import HOSTILE, TODAY

Visit = Callable[..., AppTest]
BRADFORD, ONE_WORKFORCE = "bradford-district", "one-workforce"
#: Each seed's row: its footprint, its programme, and what must be on its page.
SEEDS = {
    "001_abe755a092fd057b.txt": ("south-yorkshire", "sy-integration", "Milestone 1"),
    "000_629a2f9622c280ee.txt": ("herefordshire-and-worcestershire", "hw-academy", "19,500"),
    "003_42fc8cc7dcca2475.txt": (BRADFORD, ONE_WORKFORCE, "£1,150,000"),
    "004_02ca708c48d350a4.txt": ("cheshire-west", "cwac-strategy", "£743,656"),
    "002_6a81bcb459b854d2.txt": ("south-yorkshire", "hewitt-review", "1 per cent"),
}


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    monkeypatch.setattr(permission, "refusal", lambda: "")
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
    services.store().dispose()


def one_of(visit: Visit, dataset: str, programme: str, **params: str) -> AppTest:
    at = visit("programmes", dataset=dataset, programme=programme, **params)
    assert not at.exception
    return at


def field(at: AppTest, kind: str, name: str) -> Any:
    """The field of a form whose key begins so."""
    (found,) = (one for one in at.get(kind) if str(one.key).startswith(name))
    return found


def press(at: AppTest, name: str) -> AppTest:
    field(at, "button", name).click()
    return at.run()


def unfold(at: AppTest, name: str) -> AppTest:
    at.session_state[f"fold-{name}-{ONE_WORKFORCE}-0"] = True
    return at.run()


def shown(at: AppTest) -> str:
    """All that stands on the page."""
    return " ".join([*html(at), *(str(one.value) for one in [*at.markdown, *at.caption])])


def plain(text: object) -> str:
    """Markdown as it is read."""
    return str(text).replace("\\", "")


def newest() -> list[Action]:
    return list(services.load_dataset(BRADFORD).actions)


def test_the_list_has_a_box_for_each_and_context_apart(visit: Visit) -> None:
    at = visit("programmes", dataset=BRADFORD)
    assert not at.exception
    own = services.load_dataset(BRADFORD).programmes
    names = [one.name for one in own]
    assert sorted(texts(at, "h3")) == sorted(names)
    assert texts(at, "h3")[-1] == "The Hewitt review of integrated care systems"
    assert programmes.CONTEXT in " ".join(texts(at, "ju-section"))
    assert "2 programmes and 1 of national context" in said(at)
    assert {f"Open {name}" for name in names} <= set(labels(at))


@pytest.mark.parametrize(
    ("dataset", "programme", "words"),
    [
        (BRADFORD, ONE_WORKFORCE, "Last documented in 2019: whether it goes on is not on record"),
        ("cheshire-west", "cwac-strategy", "Ended in March 2014"),
        ("herefordshire-and-worcestershire", "hw-academy", "Its source has no date"),
    ],
)
def test_what_is_not_current_says_so_on_the_list_the_page_and_paper(
    visit: Visit, dataset: str, programme: str, words: str
) -> None:
    assert words in shown(visit("programmes", dataset=dataset))
    at = one_of(visit, dataset, programme)
    assert words in said(at)
    assert ("Ended" in said(at)) == (programme == "cwac-strategy")
    listed = documents.document("programmes", view(dataset, ""))
    assert words in " ".join(str(block) for block in listed.blocks)
    # A programme that goes on has no such words.
    assert "ocumented" not in said(one_of(visit, "south-yorkshire", "sy-integration"))


def test_who_was_in_it_is_said_with_why_nothing_is_known_today(visit: Visit) -> None:
    at = one_of(visit, BRADFORD, ONE_WORKFORCE)
    assert "This is who took part in 2019." in shown(at)
    keys = "programme-member-"
    names = [plain(one.label) for one in at.button if str(one.key).startswith(keys)]
    assert "SkillsHouse :small[(unknown: in 2 partnerships before)]" in names
    assert not any("(unknown)" in name for name in names)


@pytest.mark.parametrize(
    ("dataset", "programme"),
    [(BRADFORD, ONE_WORKFORCE), (BRADFORD, "hscep"), ("demonstration", "ageing")],
)
def test_three_pages_count_the_same_members(visit: Visit, dataset: str, programme: str) -> None:
    one = programmes.opened(reading_of(view(dataset, programme)))
    assert one
    (own,) = one.group(Belonging.OWN)
    whole, held = len(one.members), len(own.members)
    more = whole - held
    told = said(one_of(visit, dataset, programme))
    assert f" {whole} members" in told
    assert (f": {held} of its own, {more} more in its work streams" in told) == (more > 0)
    at = visit("working_together", dataset=dataset, programme=programme)
    assert f"of {held} members have rated it" in shown(at)
    assert (f"{more} more are in its work streams alone" in shown(at)) == (more > 0)
    assert f"{held} members" in said(at)
    assert f"of {whole} members placed" in said(
        visit("stakeholders", dataset=dataset, programme=programme)
    )


def test_who_leads_it_is_no_stranger_among_its_stakeholders(visit: Visit) -> None:
    one = programmes.opened(reading_of(view(BRADFORD, ONE_WORKFORCE)))
    assert one
    university, gp = "body:university-of-bradford", "ods:B83005"
    assert university in one.around
    assert gp not in (*one.members, *one.around)
    placings = [services.Placing(organisation=key, power=4, interest=2) for key in (university, gp)]
    services.place_stakeholders(BRADFORD, ONE_WORKFORCE, placings, author="PMO", on=TODAY)
    told = said(visit("stakeholders", dataset=BRADFORD, programme=ONE_WORKFORCE))
    assert "0 of 2 members placed, 1 of those in what leads it or what it leads, " in told
    assert "1 who is no member" in told


def test_all_who_take_part_are_named_and_of_very_many_the_first(visit: Visit) -> None:
    def names(at: AppTest) -> list[str]:
        return [one.label for one in at.button if str(one.key).startswith("programme-member-")]

    found = names(one_of(visit, "south-yorkshire", "sy-integration"))
    assert len(found) == 16
    assert any("Sheffield City Council" in name for name in found)
    at = one_of(visit, "demonstration", "ageing")
    assert len(names(at)) == 24
    (more,) = (one for one in at.button if one.key == "more-members")
    assert more.label == "Show 24 more of 60"
    assert len(names(more.click().run())) == 48


def test_the_partnerships_of_the_small_network_have_names(visit: Visit) -> None:
    at = one_of(visit, BRADFORD, ONE_WORKFORCE)
    told = "A: One Workforce programme; B: One Workforce: Inclusive Community Recruitment; C: "
    (key,) = (found for one in at.caption if (found := plain(one.value)).startswith("A: "))
    assert key == f"{told}Bradford Health and Social Care Economic Partnership"
    one = programmes.opened(reading_of(view("demonstration", "ageing")))
    assert one
    assert list(small_pictures.letters(one).values()) == list("ABCDEFG")[: len(one.groups)]


def test_national_work_is_not_said_to_be_referred_to(visit: Visit) -> None:
    told = shown(visit("programmes", dataset="cheshire-west"))
    assert programmes.CONTEXT_WORDS in told
    assert "programmes here refer to" not in told


def test_open_leads_to_its_page_and_back(visit: Visit) -> None:
    at = visit("programmes", dataset=BRADFORD)
    at.button(key=f"open-{ONE_WORKFORCE}").click().run()
    assert said(at).startswith("One Workforce programme · 22 November 2026: ")
    ways = {str(one.proto.page) for one in at.get("page_link")}
    assert {"stakeholders", "diagrams", "working_together", "sustainability"} <= ways
    at.button(key="programmes-all").click().run()
    assert said(at).startswith("Bradford District · ")


@pytest.mark.parametrize("seed", SEEDS)
def test_each_seed_has_its_page_with_its_file_and_section(visit: Visit, seed: str) -> None:
    footprint, programme, words = SEEDS[seed]
    at = one_of(visit, footprint, programme)
    one = services.load_dataset(footprint).programme_by_id[programme]
    assert said(at).startswith(f"{one.name} · ")
    text = shown(at).replace("\\", "")
    assert words in text
    assert seed in text
    assert one.section in text
    assert texts(at, "ju-purpose")


@pytest.mark.parametrize("seed", SEEDS)
def test_each_seed_is_reached_from_the_overview_of_its_footprint(visit: Visit, seed: str) -> None:
    footprint, programme, _ = SEEDS[seed]
    at = visit(dataset=footprint)
    links = [one.proto for one in at.get("page_link")]
    assert f"programme={programme}" in [one.query_string for one in links]
    name = services.load_dataset(footprint).programme_by_id[programme].name
    blocks = documents.document("overview", ViewState(dataset=footprint, day=TODAY)).blocks
    assert any(isinstance(one, Words) and name in one.text for one in blocks)


def test_the_hewitt_review_has_the_figures_of_parity_here(visit: Visit) -> None:
    at = one_of(visit, "south-yorkshire", "hewitt-review")
    assert "Equal partners, in this footprint" in texts(at, "ju-section")
    board = visit("parity")
    for figure in texts(board, "ju-figure"):
        number = figure.split(" of ")[0].split()[0]
        assert f"at the tables {number.lower()}" in shown(at).replace("\\", "")
    assert any("parity" in str(one.proto.page) for one in at.get("page_link"))
    # Nobody here is a member of it: nothing is missing, and nobody takes part.
    assert "What is missing" not in texts(at, "ju-section")
    assert labels(at).count("Open them on the map") == 0


def test_a_footprint_without_programmes_says_what_to_do(visit: Visit) -> None:
    one = services.load_dataset(BRADFORD)
    bare = replace(one, programmes=(), milestones=(), actions=(), statements=())
    draft = Draft(
        dataset=bare,
        boundaries=services.load_boundaries(BRADFORD),
        author="A. Lead",
        note="Without programmes",
        kind="import",
    )
    services.store().publish(draft, parent=one.version, root=versions.root_of(BRADFORD))
    at = visit("programmes", dataset=BRADFORD)
    assert any(found.value == programmes.HOW_TO_BEGIN for found in at.info)
    assert said(at).endswith("No programme is on record yet.")
    assert any("lists" in str(found.proto.page) for found in at.get("page_link"))
    # The Overview has no row of them.
    links = [found.proto.query_string for found in visit(dataset=BRADFORD).get("page_link")]
    assert not any("programme=" in found for found in links)


def test_a_programme_that_is_gone_is_said_and_the_list_is_shown(visit: Visit) -> None:
    at = visit("programmes", dataset=BRADFORD, programme="gone")
    (notice,) = notices(at)
    assert "opens the programme “gone”" in notice
    assert said(at).startswith("Bradford District · ")
    assert notices(visit("map", programme="gone"))
    assert not notices(visit("map", programme="sy-integration"))


def test_an_action_is_added_and_is_late(visit: Visit) -> None:
    at = unfold(one_of(visit, BRADFORD, ONE_WORKFORCE), "add-action")
    field(at, "text_area", "action-text").set_value("Ask every care home")
    field(at, "date_input", "action-due").set_value(date(2026, 3, 1))
    press(at, "action-add")
    # Without a name nothing is published, and what was written stays.
    assert any("Your name is missing" in str(one.value) for one in at.error)
    assert field(at, "text_area", "action-text").value == "Ask every care home"
    field(at, "text_input", "action-author").set_value("A. Lead")
    press(at, "action-add")
    assert not at.exception
    assert "version 2" in str(at.success[0].value)
    (made,) = (row for row in newest() if row.text == "Ask every care home")
    assert made.progress_on(TODAY) is Progress.LATE
    assert "1 late" in said(at)
    assert texts(at, "ju-flag-late") == ["Late"]
    assert texts(at, "ju-flag-ownerless") == ["No owner"]
    assert "Actions of a programme" in shown(visit("history", dataset=BRADFORD))
    # The list shows it at a glance as well.
    at.button(key="programmes-all").click().run()
    assert texts(at, "ju-flag-late") == ["Late: 1 of 9 actions"]
    assert texts(at, "ju-flag-ownerless") == ["No owner: 1 of 9 actions"]


def test_late_ones_can_be_seen_alone(visit: Visit) -> None:
    new = NewAction(text="Ask every care home", lead="Director", due="2026-03-01")
    services.add_action(BRADFORD, ONE_WORKFORCE, new, author="A. Lead", today=TODAY)
    at = one_of(visit, BRADFORD, ONE_WORKFORCE)
    assert len(texts(at, "ju-flag-undated")) == 8
    control: Any = at.get("button_group")[0]
    control.set_value("Late").run()
    assert not at.exception
    assert ["Ask every care home" in text for text in texts(at, "ju-acts")] == [True]
    assert len(texts(at, "ju-flag-late")) == 1
    assert not texts(at, "ju-flag-undated")


def test_an_action_is_marked_done_and_given_an_owner(visit: Visit) -> None:
    at = unfold(one_of(visit, BRADFORD, ONE_WORKFORCE), "change-action")
    seen = next(row for row in newest() if row.programme == ONE_WORKFORCE)
    # Nothing is changed by a press too many: none is chosen at first.
    assert not any(str(one.key).startswith("change-save") for one in at.button)
    field(at, "selectbox", "find-action").set_value(seen.id).run()
    field(at, "text_input", "change-author").set_value("A. Lead")
    press(at, "change-save")
    assert "1 done" in said(at)
    at.session_state[f"fold-change-action-{ONE_WORKFORCE}-1"] = True
    at.run()
    field(at, "selectbox", "find-action").set_value(seen.id).run()
    field(at, "radio", "change-how").set_value("assign").run()
    field(at, "text_input", "change-lead").set_value("Board secretary")
    press(at, "change-save")
    assert "Board secretary" in shown(at)
    assert next(row for row in newest() if row.id == seen.id).lead == "Board secretary"


def test_of_many_actions_one_is_found_by_its_words(visit: Visit) -> None:
    base = services.load_dataset(BRADFORD)
    rows = tuple(
        replace(base.actions[0], id=f"many-{number}", text=f"Ask number {number:,}", lead="PMO")
        for number in range(6_000)
    )
    twins = [replace(rows[1], id=f"twin-{theme}", theme=theme) for theme in ("Staff", "Money")]
    _published(replace(base, actions=(*base.actions, *rows, *twins)))
    at = unfold(one_of(visit, BRADFORD, ONE_WORKFORCE), "change-action")
    # None of them is sent before somebody asks for it.
    assert not any("Ask number" in option for one in at.selectbox for option in one.options)
    box = field(at, "text_input", "search-action")
    box.set_value("ask").run()
    found = [one for one in at.button if str(one.key).startswith("found-action-")]
    assert len(found) == 20
    assert "And 5,982 more: type more of it." in [one.value for one in at.caption]
    box.set_value("number 4,321").run()
    press(at, "found-action-many-4321")
    assert any(one.label.startswith("Chosen: Ask number 4,321") for one in at.button)
    field(at, "text_input", "change-author").set_value("A. Lead")
    press(at, "change-save")
    assert next(row for row in newest() if row.id == "many-4321").state is WorkState.DONE
    # It is found by its theme as well, which tells it from one that begins alike.
    at.session_state[f"fold-change-action-{ONE_WORKFORCE}-1"] = True
    at.run()
    field(at, "text_input", "search-action").set_value("money").run()
    (one,) = (each for each in at.button if str(each.key).startswith("found-action-"))
    assert one.label.startswith("Ask number 1 \\(Money, ")


def test_who_may_not_publish_is_told_why(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permission, "refusal", lambda: "Publishing is off.")
    at = one_of(visit, BRADFORD, ONE_WORKFORCE)
    assert any(one.value == "Publishing is off." for one in at.info)
    assert not any(one.label == programme_forms.ADD for one in at.expander)


def test_an_older_version_is_not_written_into(visit: Visit) -> None:
    version = services.newest(BRADFORD)
    new = NewAction(text="Ask every care home")
    services.add_action(BRADFORD, ONE_WORKFORCE, new, author="A. Lead", today=TODAY)
    at = one_of(visit, BRADFORD, ONE_WORKFORCE, version=version)
    assert "8 actions" in said(at)
    assert not any(one.label == programme_forms.ADD for one in at.expander)
    at.button(key="programme-newest").click().run()
    assert "9 actions" in said(at)


def test_the_timeline_is_a_picture_with_its_words(visit: Visit) -> None:
    at = one_of(visit, "south-yorkshire", "sy-integration")
    sources = [one for body in html(at) for one in Seen(body).sources]
    assert sum("timeline.svg" in one and "programme=sy-integration" in one for one in sources) == 2
    assert any("narrow=true" in one for one in sources)
    at.session_state["fold-milestones"] = True
    at.run()
    frame = at.dataframe[0].value
    assert len(frame) == len(services.load_dataset("south-yorkshire").milestones)
    assert set(frame["How it stands"]) <= {one.label for one in Progress}


def test_filters_do_not_cut_a_programme_and_the_page_says_so(visit: Visit) -> None:
    whole = said(one_of(visit, BRADFORD, ONE_WORKFORCE))
    at = one_of(visit, BRADFORD, ONE_WORKFORCE, sectors="general-practice")
    assert said(at) == whole
    assert any(one.value == programmes.NARROWED for one in at.caption)


def test_on_another_day_it_stands_otherwise(visit: Visit) -> None:
    at = one_of(visit, "south-yorkshire", "sy-integration", date="2024-08-01")
    assert "3 due" in said(at)


def test_an_organisation_and_a_partnership_lead_to_their_programme(visit: Visit) -> None:
    dataset = services.load_dataset(BRADFORD)
    member = next(row.organisation for row in dataset.memberships if row.partnership == "hscep")
    for page, chosen in (("organisation", member), ("map", "hscep")):
        at = visit(page, dataset=BRADFORD, selected=chosen)
        assert not at.exception
        found = [one.proto.query_string for one in at.get("page_link")]
        assert "programme=hscep" in found, page


def test_presented_it_has_no_forms_and_no_ways_out(visit: Visit) -> None:
    at = one_of(visit, BRADFORD, ONE_WORKFORCE, present="1")
    assert not at.get("download_button")
    assert "All programmes" not in labels(at)
    assert not at.get("page_link")
    assert not any(
        one.label in (programme_forms.ADD, programme_forms.CHANGE) for one in at.expander
    )


def test_a_saved_view_keeps_the_programme_that_is_open() -> None:
    one = services.save_view(
        name="For the board",
        owner="A. Lead",
        dataset=BRADFORD,
        page="programmes",
        query=[("programme", ONE_WORKFORCE), ("actions", "late")],
        pinned=False,
    )
    assert one.query == (("programme", ONE_WORKFORCE),)


def view(dataset: str, programme: str) -> ViewState:
    return ViewState(dataset=dataset, day=TODAY, programme=programme)


BOARD = ("Programme", "Actions", "Milestones", "Who takes part", "On record")


def book_of(dataset: str, programme: str) -> CalamineWorkbook:
    reading = reading_of(view(dataset, programme))
    one = programmes.opened(reading)
    assert one
    return CalamineWorkbook.from_filelike(BytesIO(programme_forms._workbook(reading, one)))


@pytest.mark.parametrize(
    ("dataset", "programme", "left_out"),
    [
        ("south-yorkshire", "sy-integration", {"Actions"}),
        (BRADFORD, ONE_WORKFORCE, {"Milestones"}),
        (BRADFORD, "hscep", {"Actions", "Milestones"}),
        (BRADFORD, "hewitt-review", {"Actions", "Milestones", "Who takes part"}),
        ("demonstration", "ageing", set()),
    ],
)
def test_every_programme_has_a_workbook_and_no_sheet_of_it_is_empty(
    visit: Visit, dataset: str, programme: str, left_out: set[str]
) -> None:
    book = book_of(dataset, programme)
    assert book.sheet_names == [name for name in BOARD if name not in left_out]
    for name in book.sheet_names:
        assert len(book.get_sheet_by_name(name).to_python()) > 1
    at = one_of(visit, dataset, programme)
    assert "For the board (Excel)" in [str(one.proto.label) for one in at.get("download_button")]


def test_the_workbook_says_what_it_is_of_and_as_of_when() -> None:
    rows = book_of(BRADFORD, ONE_WORKFORCE).get_sheet_by_name("Programme").to_python()
    said = {str(what): str(words) for what, words in rows}
    base = services.load_dataset(BRADFORD)
    assert said["Programme"] == base.programme_by_id[ONE_WORKFORCE].name
    assert (said["Dataset"], said["Version"]) == (base.name, base.version)
    assert said["As of"] == spoken_date(TODAY)
    assert {"What", "How", "Why", "Kind", "Lead", "Source"} <= said.keys()
    stands = " ".join(str(words) for what, words in rows if what == "How it stands")
    assert "Last documented in 2019" in stands
    assert "2 members; 9 more in what leads it" in stands
    assert "8 actions: 8 without a day" in stands
    made_up = book_of("demonstration", "ageing").get_sheet_by_name("Programme").to_python()
    assert ["Note", "Every organisation here is fictional."] in made_up


def test_the_board_takes_away_actions_milestones_and_facts() -> None:
    reading = reading_of(view("cheshire-west", "cwac-strategy"))
    one = programmes.opened(reading)
    assert one
    book = book_of("cheshire-west", "cwac-strategy")
    rows = book.get_sheet_by_name("Actions").to_python()
    assert len(rows) == 1 + len(one.actions)
    assert {"Theme", "Lead", "When", "How it stands", "Owner", "Section"} <= set(rows[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_on_the_page_is_on_paper(visit: Visit, seed: str) -> None:
    footprint, programme, words = SEEDS[seed]
    at = one_of(visit, footprint, programme)
    made = documents.document("programmes", view(footprint, programme))
    assert f"{made.subject}: {made.sentence}" == said(at)
    cells = " ".join(
        str(cell)
        for block in made.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    )
    assert words in cells
    one = services.load_dataset(footprint)
    for row in one.actions:
        if row.programme == programme:
            assert row.text in cells
    held = [block for block in made.blocks if isinstance(block, Picture)]
    assert len(held) == any(row.programme == programme for row in one.milestones)


def test_hostile_words_stay_text(visit: Visit) -> None:
    for name in HOSTILE:
        line = " ".join(name.split())
        if any(sign in line for sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2069\x00\x07"):
            continue
        new = NewAction(text=line, theme=line, lead=line, evidence=line)
        services.add_action(BRADFORD, ONE_WORKFORCE, new, author="A. Lead", today=TODAY)
    at = one_of(visit, BRADFORD, ONE_WORKFORCE)
    assert not at.exception
    text = " ".join(texts(at, "ju-acts"))
    assert "<img src=x onerror=alert(1)>" in text
    for body in html(at):
        assert not Seen(body).tags & {"script", "a"}
        assert "onerror" not in Seen(body).attributes


# --- many of everything, and another footprint ---------------------------------------


def test_a_programme_is_let_go_where_another_footprint_is_chosen(visit: Visit) -> None:
    at = one_of(visit, BRADFORD, ONE_WORKFORCE)
    assert said(at).startswith("One Workforce programme · ")
    at.selectbox(key="dataset").select("south-yorkshire").run()
    assert not at.exception
    assert said(at).startswith("South Yorkshire · ")
    assert at.session_state["programme"] == ""
    assert "programme" not in at.query_params
    assert not at.warning  # nobody asked for what is not there


def _with_many(rows: int) -> None:
    """A version of Bradford in which One Workforce has so many late actions and milestones."""
    base = services.load_dataset(BRADFORD)
    source = base.programmes[0].provenance
    actions = tuple(
        Action(
            id=f"many-{k}",
            programme=ONE_WORKFORCE,
            text=f"Do the thing of number {k}",
            theme=f"Theme {k % 3}",
            due="2025-01",
            state=WorkState.OPEN,
            provenance=source,
        )
        for k in range(rows)
    )
    milestones = tuple(
        Milestone(
            id=f"mile-{k}",
            programme=ONE_WORKFORCE,
            name=f"Stone {k}",
            due="2025-01",
            provenance=source,
        )
        for k in range(rows // 10)
    )
    _published(replace(base, actions=actions, milestones=milestones))


def _published(made: Dataset) -> None:
    draft = Draft(
        dataset=made,
        boundaries=services.load_boundaries(BRADFORD),
        author="Chair",
        note="Many",
        kind="import",
    )
    services.store().publish(draft, parent=made.version, root=versions.root_of(BRADFORD))


def test_thousands_of_actions_are_told_in_part_on_page_and_paper(visit: Visit) -> None:
    _with_many(2_000)
    at = one_of(visit, BRADFORD, ONE_WORKFORCE)
    assert not at.exception
    captions = [one.value for one in at.caption]
    assert "The first 200 of 2,000 actions." in captions
    assert "The first 60 of 200 milestones." in captions
    assert "Do the thing of number" in shown(at)
    assert shown(at).count("Do the thing of number") == 200
    assert shown(at).count("Stone ") < 200
    made = documents.document("programmes", view(BRADFORD, ONE_WORKFORCE))
    told = [one for one in made.blocks if isinstance(one, Words)]
    assert any(one.text == "The first 500 of 2,000 actions." for one in told)
    rows = [row for one in made.blocks if isinstance(one, Table) for row in one.rows]
    assert sum("Do the thing of number" in str(row) for row in rows) == 500


def test_of_very_many_programmes_the_first_have_a_box(visit: Visit) -> None:
    base = services.load_dataset(BRADFORD)
    more = tuple(replace(base.programmes[0], id=f"more-{k}", name=f"More {k}") for k in range(50))
    _published(replace(base, programmes=(*more, *base.programmes)))
    at = visit("programmes", dataset=BRADFORD)
    assert not at.exception
    assert len([name for name in texts(at, "h3") if name.startswith("More ")]) == 40
    own = sum(one.partnership is not None for one in base.programmes)
    assert f"{50 + own} programmes" in said(at)
    button = at.button(key="more-programmes-own")
    assert button.label == f"Show {10 + own} more of {50 + own}"
    button.click().run()
    assert len([name for name in texts(at, "h3") if name.startswith("More ")]) == 50
    assert "more-programmes-own" not in [one.key for one in at.button]
