"""Measures and parity on their pages: what was counted, where it comes from, board by board."""

import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.model import Sector
from joinedup.network.mixing import Mixing
from joinedup.network.pairs import pairs
from joinedup.render.escaping import escape_markdown
from joinedup.render.measured import whole_words
from joinedup.render.parity import board_words
from joinedup.ui import worked_out
from tests.page.visiting import html, texts
from tests.unit.render_samples import reading

Visit = Callable[..., AppTest]


def opened(visit: Visit, **params: str | list[str]) -> AppTest:
    """The network page with the measures worked out."""
    at = visit("network", unfolded=("measures",), **params)
    worked_out._PARTS.ask(f"last {params}", tuple, patience=60)
    return at.run()


def test_communities_are_measured_by_the_names_that_the_network_has(visit: Visit) -> None:
    at = opened(visit, drawing="Communities")
    assert not at.exception
    (frame,) = [one.value for one in at.dataframe if "Density (%)" in one.value.columns]
    rows = frame[frame["Kind"] == "Community"]
    assert len(rows) > 20
    assert rows["Part"].is_unique
    at = visit("network", unfolded=("blocks",), drawing="Communities")
    (drawn,) = [one.value for one in at.dataframe if "Group" in one.value.columns]
    assert set(rows["Part"]) == {one for one in drawn["Group"] if one.startswith("Community: ")}


def test_measures_say_what_was_counted_and_what_others_found(visit: Visit) -> None:
    at = opened(visit, levels=["System"], date="2025-03-01")
    (frame,) = [one.value for one in at.dataframe if "Density (%)" in one.value.columns]
    assert set(frame["Counted"]) == {"Partnerships at system level on 1 March 2025"}
    assert set(frame["Those without a tie"]) == {"count"}
    captions = "\n".join(one.value for one in at.caption)
    assert escape_markdown("Counted: partnerships at system level on 1 March 2025") in captions
    assert "those without a tie count" in captions
    # Published densities, with who published them.
    assert "2.2%" in captions
    assert "30%" in captions
    assert {"10.1186/s12961-025-01303-1", "10.1186/s12889-016-3194-7"} <= set(
        re.findall(r"\[doi:([^\]]+)\]", captions)
    )


def test_the_whole_network_stands_above_the_table_in_words(visit: Visit) -> None:
    at = opened(visit)
    figure, words = whole_words(services.parts(reading())[0])
    assert texts(at, "ju-balance") == [f"{figure} {words}"]


def test_parity_names_the_board_furthest_from_its_size(visit: Visit) -> None:
    at = visit("parity", dataset="demonstration")
    assert not at.exception
    view = reading(services.load_dataset("demonstration"))
    first = services.seats_by_board(view)[0]
    told = texts(at, "ju-balance")[0]
    assert first.board.partnership.name in told
    assert board_words(view, first) in told
    assert any("equal partners" in one.value for one in at.caption)


def mixed(visit: Visit, **params: str | list[str]) -> AppTest:
    """The page with who works with whom worked out."""
    at = visit("parity", **params)
    worked_out._MIXED.ask(f"last {params}", lambda: mixing_of(reading()), patience=60)
    return at.run()


def mixing_of(view: services.Reading) -> Mixing:
    found = pairs(view.dataset, services.scope_of(view.state))
    return services.mixing_of(view, found, "sector")


def test_the_headline_is_seats_beside_other_sectors(visit: Visit) -> None:
    at = visit("parity")
    cards = next(body for body in html(at) if 'class="ju-counts"' in body)
    rows = {one.sector: one for one in services.seats_by_sector(reading())}
    shared = sum(one.shared_seats for one in rows.values())
    councils = rows[Sector.LOCAL_AUTHORITY]
    assert f">{councils.shared_seats}<small> of {shared} seats beside other sectors" in cards
    assert ">None on record<small>" in cards
    assert "Social care providers: 1 of 350 organisations, and nobody has asked it<" in cards
    at = visit("parity", dataset="cheshire-west")
    assert not any('class="ju-counts"' in body for body in html(at))
    assert any("members of two sectors" in one.value for one in at.markdown)


def test_a_large_table_of_pairs_is_led_by_a_few_and_folded(visit: Visit) -> None:
    at = mixed(visit)
    assert not at.exception
    tables = [body for body in html(at) if "ju-wide ju-mixing" in body]
    assert len(tables) == 1, "four places are read at a glance, the sectors are not"
    (led,) = [body for body in html(at) if 'class="ju-cells"' in body]
    assert led.count("<li>") == 3
    told = texts(at, "ju-balance")
    assert not any("E-I" in one for one in told)
    assert any(one.endswith("no clear sign of fewer.") for one in told)
    assert sum("E-I index" in one.value for one in at.caption) == 2
    told_of = escape_markdown("Within Barnsley: 465 of the 466 pairs come from one partnership")
    assert any(one.value.startswith(told_of) for one in at.markdown)
    at = mixed(visit, places="Barnsley")
    assert any("no other place in this view" in one.value for one in at.markdown)


def test_every_board_opens_as_a_table_with_a_sentence_a_row(visit: Visit) -> None:
    at = visit("parity", unfolded=("board-seats",))
    view = reading()
    (frame,) = [one.value for one in at.dataframe if "In words" in one.value.columns]
    assert list(frame["In words"]) == [
        board_words(view, one) for one in services.seats_by_board(view)
    ]
    assert frame["Difference"].abs().max() > 0


def test_where_no_board_is_mixed_parity_says_so(visit: Visit) -> None:
    at = visit("parity", dataset="cheshire-west")
    assert not at.exception
    assert "In every partnership of this view one sector has over three of four seats." in [
        one.value for one in at.markdown
    ]
    assert not any("Furthest" in body for body in html(at))
