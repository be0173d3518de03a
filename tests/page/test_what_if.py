"""The What if page: choosing what would be otherwise, what would move, and the link to it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from joinedup import services, views
from joinedup.render.escaping import escape_markdown
from joinedup.render.sentence import sentence
from joinedup.services import load_dataset, losses_of, scope_of
from joinedup.ui import permission, worked_out
from tests.page.visiting import html, labels, notices, said, texts
from tests.unit.render_samples import dataset, place_id, reading

Visit = Callable[..., AppTest]
TRUST = "ods:RFR"
PCN = "pcn:U88280"
OTHER = "ods:RHQ"
HOLDS = "Who holds others together"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits until its figures are there, however busy the machine is."""
    found = worked_out._WHAT_IF
    monkeypatch.setattr(found, "ask", partial(found.ask, patience=60))


def name(one: str) -> str:
    known = dataset()
    return (known.organisation_by_id.get(one) or known.partnership_by_id[one]).name


def figures(at: AppTest) -> dict[str, list[str]]:
    """The cells of each row of the figures."""
    (table,) = [body for body in html(at) if 'aria-label="Figures"' in body]
    rows = [row.split("<td>") for row in table.split("<tr>")[2:]]
    return {
        head.split(">")[1].split("<")[0]: [cell.split("</td>")[0] for cell in cells]
        for head, *cells in rows
    }


def press(at: AppTest, label: str) -> AppTest:
    (button,) = [one for one in at.button if one.label == label]
    return button.click().run()


def test_without_a_change_the_page_says_what_to_do(visit: Visit) -> None:
    at = visit("what_if")
    assert not at.exception
    assert said(at) == sentence(reading())
    assert any("Nothing is saved" in one.value for one in at.caption)
    (go,) = [one for one in at.button if one.label == "See what would move"]
    assert go.disabled
    assert texts(at, "ju-balance") == []


def test_one_leaves_and_comes_back(visit: Visit) -> None:
    at = visit("what_if")
    at = at.selectbox(key="find_whatif_who").set_value(TRUST).run()
    at = press(at, "See what would move")
    assert not at.exception
    assert at.session_state["whatif"] == TRUST
    assert said(at).endswith(f"What if {name(TRUST)} leaves?")
    assert figures(at)["Organisations"] == ["350", "349", "\u22121"]
    assert len(texts(at, "ju-balance")) == 1
    at = press(at, f"{escape_markdown(name(TRUST))} leaves ✕")
    assert at.session_state["whatif"] == ""
    assert texts(at, "ju-balance") == []


def test_a_seat_and_a_tie_are_added_to_what_is_there(visit: Visit) -> None:
    at = visit("what_if", unfolded=("whatif",), whatif=TRUST)
    at = at.radio(key="whatif-kind").set_value("seat").run()
    at = at.selectbox(key="find_whatif_who").set_value(OTHER).run()
    at = at.selectbox(key="find_whatif_seat").set_value(PCN).run()
    at = press(at, "See what would move")
    assert at.session_state["whatif"] == f"{TRUST}!{OTHER}~{PCN}"
    at = at.radio(key="whatif-kind").set_value("tie").run()
    at = at.selectbox(key="find_whatif_who").set_value(OTHER).run()
    at = at.selectbox(key="find_whatif_whom").set_value(OTHER).run()
    assert "Choose two different organisations." in [one.value for one in at.caption]
    at = at.selectbox(key="find_whatif_whom").set_value("ods:RCU").run()
    at = press(at, "See what would move")
    assert not at.exception
    assert at.session_state["whatif"] == f"{TRUST}!{OTHER}~{PCN}!{OTHER}~ods:RCU"
    assert figures(at)["Organisations"][1] == "349"
    at = press(at, "Start again")
    assert at.session_state["whatif"] == ""


def test_what_is_there_already_is_refused(visit: Visit) -> None:
    member = next(row.organisation for row in dataset().memberships if row.partnership == PCN)
    at = visit("what_if", unfolded=("whatif",), whatif=TRUST, selected=TRUST)
    assert "That is among the changes already." in [one.value for one in at.caption]
    at = visit("what_if", selected=member)
    at = at.radio(key="whatif-kind").set_value("seat").run()
    at = at.selectbox(key="find_whatif_seat").set_value(PCN).run()
    assert "It has a seat there already." in [one.value for one in at.caption]


def test_a_full_link_says_so_kindly(visit: Visit) -> None:
    ids: list[str] = []
    for one in dataset().organisation_by_id:
        if len("!".join([*ids, one])) <= views.MAX_VALUE_LENGTH:
            ids.append(one)
    rest = next(one for one in dataset().organisation_by_id if one not in ids and len(one) > 9)
    at = visit("what_if", unfolded=("whatif",), whatif="!".join(ids), selected=rest)
    assert not at.exception
    assert any("A link holds no more than this" in one.value for one in at.caption)


def test_parts_that_cannot_be_used_are_left_out_and_said(visit: Visit) -> None:
    at = visit("what_if", whatif=f"ods:GONE!{TRUST}")
    assert not at.exception
    (warning,) = notices(at)
    assert "GONE" in warning
    assert said(at).endswith(f"What if {name(TRUST)} leaves?")
    assert notices(visit("what_if", whatif="<b>")) != []


def test_filters_on_place_narrow_the_figures_and_are_said(visit: Visit) -> None:
    at = visit("what_if", whatif=TRUST, places="Rotherham")
    place = place_id("Rotherham")
    inside = [one for one in dataset().organisations if one.place == place and not one.outside]
    assert figures(at)["Organisations"][0] == f"{len(inside):,}"
    assert any(escape_markdown("in this view: Rotherham") in one.value for one in at.caption)


def test_every_figure_and_name_is_in_a_table_to_download(visit: Visit) -> None:
    at = visit("what_if", unfolded=("whatif-tables",), whatif=TRUST)
    first, second = (one.value for one in at.dataframe)
    assert list(first.columns) == ["Figure", "Now", "What if", "Difference"]
    assert set(figures(at)) == set(first["Figure"])
    assert list(second.columns) == ["Who", "Place", "What changes"]


def test_partners_from_outside_are_said_not_to_count(visit: Visit) -> None:
    known = dataset().organisation_by_id
    partners = reading().found[TRUST].partners
    outside = sum(known[one].outside for one in partners)
    assert outside
    said_so = f"{outside} of its {len(partners)} partners are from outside the footprint"
    assert any(said_so in one.value for one in visit("what_if", whatif=TRUST).caption)


def test_who_loses_the_last_partner_is_named(visit: Visit) -> None:
    view = reading(dataset("bradford-district"))
    worst, *_ = losses_of(view.dataset, scope_of(view.state))
    at = visit("what_if", dataset="bradford-district", whatif=worst.node)
    assert not at.exception
    answer = texts(at, "ju-balance")[0]
    assert "would be cut off" in answer or "no partner left" in answer
    names = [view.dataset.organisation_by_id[one].name for one in worst.cut_off]
    assert set(names) <= set(texts(at, "li"))


def test_the_panel_leads_here(visit: Visit) -> None:
    at = visit("map", selected=TRUST)
    at = press(at, "What if it left?")
    assert not at.exception
    assert at.session_state["whatif"] == TRUST
    assert texts(at, "h1")[0].startswith("What if: ")
    assert said(at).endswith(f"What if {name(TRUST)} leaves?")


def test_whoever_has_no_partner_is_not_asked_about(visit: Visit) -> None:
    view = reading()
    alone = next(one.id for one in view.whole if not view.found[one.id].partners)
    assert "What if it left?" not in labels(visit("map", selected=alone))


def test_those_that_others_hang_on_lead_here_and_are_marked(visit: Visit) -> None:
    at = visit("network", unfolded=("fragility",), dataset="bradford-district", mark=HOLDS)
    assert not at.exception
    worst = losses_of(dataset("bradford-district"), scope_of(reading().state))
    found = [one for one in at.button if str(one.key).startswith("what-if-fragile-")]
    assert [str(one.key).removeprefix("what-if-fragile-") for one in found] == [
        one.node for one in worst[:10]
    ]
    at = found[0].click().run()
    assert at.session_state["whatif"] == worst[0].node
    assert texts(at, "h1")[0].startswith("What if: ")


def test_the_marked_ones_are_named_below_the_picture(visit: Visit) -> None:
    one = dataset("bradford-district")
    worst = [loss.node for loss in losses_of(one, scope_of(reading(one).state))]
    for mark, named in ((HOLDS, worst), ("Nothing", [])):
        at = visit("map", dataset=one.id, mark=mark)
        assert not at.exception
        buttons = [b for b in at.button if str(b.key).startswith("marked-")]
        assert [str(b.key).removeprefix("marked-") for b in buttons] == named
        for button in buttons[:1]:
            assert button.click().run().session_state["selected"] == worst[0]


def test_only_those_in_the_view_are_named(visit: Visit) -> None:
    one = dataset("bradford-district")
    worst = [loss.node for loss in losses_of(one, scope_of(reading(one).state))]
    for sector, named in (("general-practice", worst), ("vcse", [])):
        at = visit("network", unfolded=("fragility",), dataset=one.id, sectors=sector)
        keys = [str(b.key) for b in at.button if str(b.key).startswith("what-if-fragile-")]
        assert keys == [f"what-if-fragile-{key}" for key in named]


@pytest.mark.parametrize("page", ["map", "network"])
def test_where_nobody_holds_others_together_it_is_said(visit: Visit, page: str) -> None:
    assert losses_of(dataset(), scope_of(reading().state)) == ()
    at = visit(page, mark=HOLDS)
    assert not at.exception
    assert any(one.value.startswith("Nothing is marked.") for one in at.caption)
    assert not any("marked" in one.value for one in visit(page).caption)


def test_at_full_scale_an_organisation_is_searched_for(visit: Visit) -> None:
    one = load_dataset("demonstration")
    at = visit("what_if", dataset="demonstration")
    (box,) = [box for box in at.text_input if box.label == "Organisation"]
    at = box.set_value(one.organisations[0].name).run()
    (found,) = [b for b in at.button if b.key == f"found_whatif_who-{one.organisations[0].id}"]
    at = found.click().run()
    assert not at.exception
    (go,) = [b for b in at.button if b.label == "See what would move"]
    assert not go.disabled
    # What is chosen stands there as the same button, which takes it away again.
    (chosen,) = [b for b in at.button if b.label.startswith("Chosen: ")]
    assert chosen.key == found.key
    at = chosen.click().run()
    assert not at.exception
    assert not [b for b in at.button if b.label.startswith("Chosen: ")]


def test_a_seat_becomes_an_introduction_only_when_somebody_asks(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    st.cache_resource.clear()
    monkeypatch.setattr(permission, "refusal", lambda: "")
    seat, leaves = f"{OTHER}~{PCN}", TRUST
    at = visit("what_if", whatif=f"{seat}!{leaves}")
    assert services.decided("south-yorkshire") == {}
    at.text_input(key="whatif-author").set_value("A. Lead")
    at = press(at, "Put it on the list of introductions")
    assert not at.exception
    ((key, rows),) = services.decided("south-yorkshire").items()
    assert key == frozenset((OTHER, PCN))
    assert [(one.state, one.author) for one in rows] == [("accepted", "A. Lead")]
    assert "Put it on the list of introductions" not in labels(at)
    # Who leaves is in the record as before.
    assert TRUST in load_dataset("south-yorkshire").organisation_by_id
    assert not any("list of introductions" in one for one in labels(visit("what_if", whatif=TRUST)))
    services.store().dispose()
    st.cache_resource.clear()
