"""A comparison in words, figures and tables."""

from dataclasses import replace
from datetime import date

from joinedup.model import Action, Dataset, Programme, Sector, WorkState
from joinedup.render import compare
from joinedup.render.measured import FIGURES
from joinedup.services import Part
from tests.unit import network_samples as sample
from tests.unit.compare_samples import between, compared, groups, of
from tests.unit.render_samples import HOSTILE, reading


def merging() -> tuple[Dataset, Dataset]:
    """Two of four groups become one; another is renamed, and the last one gone."""
    old = of("ab")
    merged = replace(sample.organisation("m", Sector.VCSE, "Ashdale"), aliases=("a", "b"))
    renamed = replace(sample.organisation("c", Sector.VCSE, "Ashdale"), name="Cee")
    rows = (sample.membership("m", "p"), sample.membership("c", "p"))
    new = replace(of("", everybody=""), organisations=(merged, renamed), memberships=rows)
    return replace(old, version="old"), replace(new, version="new")


def test_the_summary_has_a_denominator_everywhere() -> None:
    assert compare.summary(between(*merging())) == (
        "1 of 2 organisations new, 3 of 4 gone (2 merged into another), 1 renamed. "
        "Of 1 on both sides: 1 newly connected, none no longer connected, none newly known. "
        "None of 2 seats new, 2 more first on record; 2 of 2 lost."
    )


def test_one_record_on_two_days_has_nobody_new() -> None:
    one = replace(of("ab"), memberships=(sample.membership("a", "p", since="2025"),))
    found = compared(reading(one, day=date(2024, 1, 1)), reading(one))
    assert compare.summary(found) == (
        "Of 4 organisations: 1 newly connected, none no longer connected, none newly known. "
        "1 of 1 seats new; none of 0 lost."
    )


def test_nothing_different_is_said() -> None:
    told = compare.summary(between(of("ab"), of("ab")))
    assert told == "Nothing is different: 4 organisations on both sides."


def test_who_moved_is_told_in_a_filtered_view() -> None:
    new = of("ab")
    away = replace(new.organisations[0], place="Birchford")
    new = replace(new, version="new", organisations=(away, *new.organisations[1:]))
    told = compare.summary(between(of("ab"), new, places=("Ashdale",)))
    assert "none moved into this view, 1 out of it." in told


def test_the_table_of_figures() -> None:
    html = compare.figures_table(between(*merging()))
    rows = html.split("<tr>")
    assert (
        '<th scope="row">Organisations</th><td>4</td><td>2</td><td>1</td><td></td><td>3</td>'
        in html
    )
    # In the sentence's terms: no seat is new, two are first on record.
    cells = "<td>2</td><td>2</td><td>0</td><td>2</td><td>2</td>"
    assert f'<th scope="row">Seats in partnerships</th>{cells}' in html
    assert compare.FIRST_ON_RECORD in html
    assert len(rows) == 9


def test_where_every_seat_states_its_start_no_figure_is_told_apart() -> None:
    one = replace(of("ab"), memberships=(sample.membership("a", "p", since="2025"),))
    found = compared(reading(one, day=date(2024, 1, 1)), reading(one))
    assert compare.figure_columns(found) == ("", "Before", "Now", "New", "Gone or lost")
    rows = {name: cells for name, *cells in compare.figures_rows(found)}
    assert rows["Seats in partnerships"] == ["0", "1", "1", "0"]


def test_the_table_of_moves_adds_up() -> None:
    html = compare.moves_table(between(*merging()))
    cells = "<td>0</td><td>0</td><td>0</td><td>2</td><td>2</td>"
    assert f'<th scope="row">Connected</th>{cells}' in html
    cells = "<td>1</td><td>0</td><td>0</td><td>1</td><td>2</td>"
    assert f'<th scope="row">No partnership on record</th>{cells}' in html
    cells = "<td>1</td><td>0</td><td>0</td><td></td><td>1</td>"
    assert f'<th scope="row">New or moved in</th>{cells}' in html
    assert '<th scope="row">All now</th><td>2</td><td>0</td><td>0</td><td></td><td>2</td>' in html


def test_every_organisation_has_a_row_with_its_change() -> None:
    frame = compare.organisations_frame(between(*merging()))
    rows = [tuple(row) for row in frame[["Change", "Organisation", "Before"]].to_numpy()]
    assert rows == [
        ("New", "m", "a and b"),
        ("Merged into m", "a", "a"),
        ("Merged into m", "b", "b"),
        ("Gone", "d", "d"),
        ("Renamed", "Cee", "c"),
    ]


def test_a_half_of_a_split_names_what_it_came_of() -> None:
    (one,) = (replace(one, identifiers=(("ods", "C1"),)) for one in groups("a"))
    old = replace(of("", everybody=""), organisations=(one,))
    halves = (one, replace(one, id="b", name="Half"))
    new = replace(of("", everybody=""), organisations=halves)
    (row,) = compare.organisations_frame(between(old, new)).to_numpy()
    assert tuple(row[:3]) == ("New", "Half", "a")


def test_moved_ones_are_in_the_table() -> None:
    new = of("ab")
    away = replace(new.organisations[0], place="Birchford")
    new = replace(new, organisations=(away, *new.organisations[1:]))
    frame = compare.organisations_frame(between(of("ab"), new, places=("Ashdale",)))
    assert frame.to_dict("records")[0] == {
        "Change": "Moved out",
        "Organisation": "a",
        "Before": "a",
        "Sector": Sector.VCSE.label,
        "Place": "Birchford",
    }


def test_seats_ties_and_pairs_have_a_row_each() -> None:
    old, new = of("ab", ties=[sample.tie("a", "d")]), of("bc")
    found = between(old, new)
    rows = [tuple(row) for row in compare.links_frame(found).to_numpy()]
    assert rows == [
        ("New", "Seat", "c", "p"),
        ("Lost", "Seat", "a", "p"),
        ("Lost", "Tie: refers to", "a", "d"),
    ]
    assert [tuple(row) for row in compare.pairs_frame(found).to_numpy()] == [
        ("New", "b", "c"),
        ("Lost", "a", "b"),
        ("Lost", "a", "d"),
    ]


def test_transitions_are_told_apart_in_words() -> None:
    told = compare.moves_frame(between(of("ab"), of("bc")))
    assert list(told["Change"]) == ["Newly connected", "No longer connected"]
    learned = compare.moves_frame(between(of("ab", covered=False), of("abc")))
    assert list(learned["Change"]) == [
        "Newly known: connected",
        "Newly known: no partnership on record",
    ]
    assert list(learned["Before"]) == ["Unknown", "Unknown"]


def part(ties: float | None, name: str = "Ashdale") -> Part:
    figures = {**dict.fromkeys(FIGURES), "ties": ties}
    return Part(kind="Place", name=name, organisations=4, known=3, figures=figures)


def test_every_measure_before_and_now() -> None:
    frame = compare.measures_frame([part(2), part(1, "Closed")], [part(5), part(None, "Opened")])
    ties = frame[frame["Measure"] == "Ties"].set_index("Part")
    assert list(ties.loc["Ashdale", ["Before", "Now", "Change"]]) == [2, 5, 3]
    assert ties.loc["Closed", "Before"] == 1
    assert ties.loc[["Closed", "Opened"], "Change"].isna().all()
    assert len(frame) == 3 * (len(FIGURES) + 2)


def test_names_stay_text() -> None:
    old = of("ab")
    named = tuple(replace(one, name=HOSTILE[0]) for one in old.organisations)
    found = between(replace(old, organisations=named), of("c"))
    assert "<img" not in compare.summary(found)
    assert "<img" not in compare.moves_table(found) + compare.figures_table(found)


def test_what_changes_in_programmes_is_counted_and_listed() -> None:
    one = Programme(id="g", name="Warm Homes", kind="programme", provenance=sample.provenance())
    doing = Action(
        id="x", programme="g", text="Visit", organisation="a", provenance=sample.provenance()
    )
    old = replace(of("ab"), programmes=(one,), actions=(doing,))
    new = replace(old, actions=(replace(doing, organisation="b", state=WorkState.DONE),))
    found = between(old, new)
    assert not found.nothing
    assert compare.summary(found).endswith("1 change in programmes, their milestones and actions.")
    names = [old.organisation_by_id[key].name for key in "ab"]
    assert [tuple(row) for row in compare.programmes_frame(found).to_numpy()] == [
        ("Action", "Visit", "organisation", *names),
        ("Action", "Visit", "state", "", "done"),
    ]
    assert between(old, old).nothing
