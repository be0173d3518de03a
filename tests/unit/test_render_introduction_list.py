"""Many introductions in words, and the spreadsheet for a meeting."""

import io
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from joinedup.model import Sector, Standing
from joinedup.network.pairs import pairs
from joinedup.render import downloads, introduction_list
from joinedup.render.introductions import told
from joinedup.services import (
    Amendment,
    Cover,
    Effect,
    Proposal,
    cover,
    effect,
    prepare,
    scope_of,
)
from joinedup.services.introduction_sets import AreaEffect
from joinedup.store.protocol import Decision
from tests.unit.render_samples import HOSTILE, named, reading

VIEW = reading()
LONELY = VIEW.dataset.organisation_by_id["ods:C88046"]
TABLE = next(one for one in VIEW.dataset.partnerships if one.name == "Peak Edge PCN")
HERE = Proposal(organisation=LONELY.id, target=TABLE.id)
GROUND = prepare(VIEW.dataset, scope_of(VIEW.state), VIEW.found)
WHEN = datetime(2026, 3, 3, 12, tzinfo=UTC)


def sheet(content: bytes) -> list[list[object]]:
    """The rows of the only sheet of a workbook."""
    (found,) = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_name(found).to_python()]


def decision(**about: str) -> Decision:
    values = {
        "dataset": VIEW.dataset.id,
        "organisation": LONELY.id,
        "target": TABLE.id,
        "state": "accepted",
        "author": "A. Lead",
        **about,
    }
    return Decision(decided_at=WHEN, **values)  # type: ignore[arg-type]


def counts(none: int, unknown: int, across: int = 5) -> dict[Standing, int]:
    return {
        **dict.fromkeys(Standing, 0),
        Standing.ACROSS_SECTORS: across,
        Standing.NONE_ON_RECORD: none,
        Standing.UNKNOWN: unknown,
    }


def area(name: str, before: tuple[int, ...], after: tuple[int, ...]) -> AreaEffect:
    return AreaEffect(name=name, organisations=100, before=counts(*before), after=counts(*after))


def test_a_decision_is_told_with_who_and_when() -> None:
    assert told(decision()) == "Accepted by A. Lead on 3 March 2026"
    declined = decision(state="declined", why="Too far to travel")
    assert told(declined) == "Declined by A. Lead on 3 March 2026: Too far to travel"


def test_what_a_set_would_do_is_said_with_its_denominator() -> None:
    found = Effect(
        areas=(
            area("Everywhere", (50, 20, 5), (38, 19, 18)),
            area("Doncaster", (41, 20, 0), (29, 20, 12)),
            area("Sheffield", (9, 0, 5), (9, 0, 5)),
            area("Barnsley", (0, 20, 0), (0, 19, 1)),
        ),
        ei={Sector.VCSE: (-0.62, -0.48), Sector.EDUCATION: (None, 1.0), Sector.OTHER: (0.1, 0.101)},
    )
    assert introduction_list.effect_words(12, found) == (
        "In all of Everywhere, these 12 introductions would bring organisations that work across "
        "sectors from 5 to 18, those with no partnership on record from 50 to 38 and the unknown "
        "from 20 to 19, of 100."
    )
    assert introduction_list.effect_details(found) == [
        "No partnership on record: Doncaster 41 to 29 of 100.",
        "Unknown: Barnsley 20 to 19 of 100.",
        "Across sectors: Doncaster 0 to 12 of 100, Barnsley 0 to 1 of 100.",
        "E-I index: voluntary groups \u22120.62 to \u22120.48, education and research bodies no "
        "tie to +1.00. At +1 all ties are with other sectors, at \u22121 none.",
    ]


def test_no_change_is_said_as_such() -> None:
    same = Effect(areas=(area("Everywhere", (5, 5), (5, 5)),), ei={Sector.VCSE: (0.1, 0.101)})
    words = introduction_list.effect_words(3, same)
    assert words == ("These 3 introductions would bring new ties, and change nobody's connection.")
    assert introduction_list.effect_words(1, same).startswith("This introduction would bring new")
    assert introduction_list.effect_details(same) == []


def _cover(**about: object) -> Cover:
    values: dict[str, object] = {
        "chosen": (),
        "neighbourhoods": 34,
        "lacking": 0,
        "unreached": (),
        "least": 0,
    }
    return Cover(**{**values, **about})  # type: ignore[arg-type]


def test_the_cover_says_how_small_it_could_be() -> None:
    found = cover(GROUND)
    assert introduction_list.cover_words(found) == (
        f"In {found.lacking} of 34 neighbourhoods nobody has a partner of another sector on "
        f"record. {len(found.chosen)} introductions would reach all of them; fewer than "
        f"{found.least} could not."
    )
    assert introduction_list.cover_words(_cover()).startswith("All 34 neighbourhoods have an")
    assert introduction_list.cover_words(_cover(neighbourhoods=0)).startswith("No neighbourhood")
    none = introduction_list.cover_words(_cover(lacking=2, unreached=("A", "B")))
    assert none.endswith("No introduction that is still open reaches any of them.")
    exact = _cover(chosen=found.chosen[:1], lacking=3, unreached=("A",), least=1)
    words = introduction_list.cover_words(exact)
    assert words.endswith("1 introduction would reach 2; no fewer could.")


def test_a_row_names_both_ends_and_says_who_is_gone() -> None:
    through = Proposal(organisation=LONELY.id, target=TABLE.id, through="ods:RFF")
    one = introduction_list.row(VIEW.dataset, through, [decision(why="Friday"), decision()])
    assert (one.name, one.target, one.there) == (LONELY.name, "Peak Edge PCN", True)
    assert one.through == VIEW.dataset.organisation_by_id["ods:RFF"].name
    assert (one.sector, one.place) == ("General practice", "Sheffield")
    # The last reason that anybody gave stays.
    assert (one.last, one.note) == (decision(), "Friday")
    gone = introduction_list.row(
        VIEW.dataset, Proposal(organisation="ods:GONE", target=TABLE.id, through="ods:GONE")
    )
    assert (gone.name, gone.through, gone.there) == ("ods:GONE (gone)", "", False)


def test_the_spreadsheet_has_room_for_who_and_by_when() -> None:
    rows = [
        introduction_list.row(VIEW.dataset, HERE, [decision(why="On Friday")]),
        introduction_list.row(VIEW.dataset, Proposal(organisation=LONELY.id, target="ods:RFF")),
    ]
    frame = introduction_list.frame(rows, {rows[0].key: "Next door"})
    content = downloads.frame_to_xlsx(frame, "Introductions")
    heads, first, second = sheet(content)
    assert heads[-2:] == ["Who makes it", "By when"]
    found = dict(zip(heads, first, strict=True))
    assert found["Introduce"] == LONELY.name
    assert found["Why it is suggested"] == "Next door"
    assert (found["State"], found["Decided by"], found["Note"]) == (
        "Accepted",
        "A. Lead",
        "On Friday",
    )
    assert dict(zip(heads, second, strict=True))["State"] == "Suggested"


def test_tables_have_every_area_and_sector() -> None:
    chosen = cover(GROUND).chosen
    tied = pairs(VIEW.dataset, scope_of(VIEW.state))
    found = effect(
        VIEW.dataset,
        scope_of(VIEW.state),
        VIEW.found,
        tied,
        [Amendment(organisation=one.id, target=target.id) for one, target, *_ in chosen],
    )
    areas = introduction_list.area_table(found)
    assert areas["Area"].tolist() == ["South Yorkshire", *(one.name for one in VIEW.dataset.places)]
    assert (areas["Organisations"] == areas.filter(like=", now").sum(axis=1)).all()
    assert (areas["Organisations"] == areas.filter(like=", then").sum(axis=1)).all()
    sectors = introduction_list.sector_table(found)
    assert len(sectors) == len(VIEW.sectors())
    frame = introduction_list.cover_frame(VIEW.dataset, cover(GROUND))
    assert len(frame) == len(chosen)
    assert frame["Reaches"].all()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text_in_the_spreadsheet(name: str) -> None:
    one = named([name])
    proposal = Proposal(organisation="o0", target="p")
    row = introduction_list.row(one, proposal, [decision(why="-1+1", author="=A()")])
    content = downloads.frame_to_xlsx(introduction_list.frame([row], {}), "Introductions")
    heads, cells = sheet(content)
    found = dict(zip(heads, cells, strict=True))
    # What a spreadsheet would compute is quoted.
    assert (found["Decided by"], found["Note"]) == ("'=A()", "'-1+1")
    assert all(isinstance(cell, str) for cell in cells)
