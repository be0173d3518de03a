"""The form in which datasets are kept: pinned, because stored versions must stay readable."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from joinedup.errors import DatasetError
from joinedup.model import (
    Action,
    Dataset,
    Level,
    Membership,
    Milestone,
    Organisation,
    Partnership,
    Point,
    Programme,
    Provenance,
    Sector,
    Statement,
    StatementKind,
    Tie,
    WorkState,
)
from joinedup.store.bundled import dataset_ids, load_boundaries, load_dataset
from joinedup.store.codec import (
    ABOUT,
    BOUNDARIES,
    DATASET_PARTS,
    FIRST_TABLES,
    LATER_TABLES,
    PARTS,
    decode,
    decode_boundaries,
    encode,
    read_table,
)

LIST = Provenance(source="A list", licence="Permission", as_of="2026-03")
VERSION = "0123456789ab"
OAK = Organisation(
    id="body:oak",
    name="Oak Lane Trust, naïve ☃",
    sector=Sector.VCSE,
    provenance=LIST,
    identifiers=(("org-id", "GB-CHC-1"), ("org-id", "GB-COH-2")),
    aliases=("NA", "007"),
    point=Point(latitude=53.38, longitude=-1.5),
    themes=("loneliness",),
    serves=("adults", "carers"),
)
SMALL = Dataset(
    id="small",
    name="Small",
    version=VERSION,
    as_of="2026",
    areas=(),
    organisations=(OAK, replace(OAK, id="body:elm", point=None, registered_patients=0)),
    partnerships=(Partnership(id="p", name="P", kind="board", level=Level.PLACE, provenance=LIST),),
    memberships=(Membership(organisation="body:oak", partnership="p", provenance=LIST),),
    ties=(Tie(source="body:oak", target="body:elm", kind="funds", provenance=LIST, strength=4),),
    notes=("A note",),
    illustrative=True,
)
PINNED = {
    "about": '{"as_of":"2026","coverage":[],"declared":[],"id":"small","illustrative":true,'
    '"name":"Small","notes":["A note"]}',
    "areas": "[]",
    "organisations": '[{"aliases":["NA","007"],"id":"body:oak","identifiers":[["org-id","GB-CHC-1"]'
    ',["org-id","GB-COH-2"]],"kind":"","name":"Oak Lane Trust, naïve ☃","neighbourhood":null,'
    '"outside":false,"place":null,"point":{"latitude":53.38,"longitude":-1.5},"postcode":"",'
    '"provenance":{"as_of":"2026-03","licence":"Permission","source":"A list"},'
    '"registered_patients":null,"sector":"vcse","serves":["adults","carers"],'
    '"themes":["loneliness"]},{"aliases":["NA","007"],"id":"body:elm","identifiers":'
    '[["org-id","GB-CHC-1"],["org-id","GB-COH-2"]],"kind":"","name":"Oak Lane Trust, naïve ☃",'
    '"neighbourhood":null,"outside":false,"place":null,"point":null,"postcode":"","provenance":'
    '{"as_of":"2026-03","licence":"Permission","source":"A list"},"registered_patients":0,'
    '"sector":"vcse","serves":["adults","carers"],"themes":["loneliness"]}]',
    "partnerships": '[{"area":null,"end":"","end_basis":"","id":"p","kind":"board","led_by":null,'
    '"level":"place","name":"P","part_of":null,"provenance":{"as_of":"2026-03","licence":'
    '"Permission","source":"A list"},"start":""}]',
    "memberships": '[{"confirmed_on":"","organisation":"body:oak","partnership":"p","provenance":'
    '{"as_of":"2026-03","licence":"Permission","source":"A list"},"role":"member","since":"",'
    '"until":""}]',
    "ties": '[{"confirmed_on":"","kind":"funds","provenance":{"as_of":"2026-03","licence":'
    '"Permission","source":"A list"},"since":"","source":"body:oak","strength":4,"target":'
    '"body:elm","until":""}]',
    "boundaries": '{"type": "FeatureCollection",\r\n "features": []}\n',
}
#: A dataset of later: with a programme, what it set out to do, and what a document says of it.
WORKED = replace(
    SMALL,
    programmes=(
        Programme(
            id="work",
            name="Work together",
            kind="programme",
            provenance=LIST,
            partnership="p",
            what="What",
            leads=("Director", "Chair"),
        ),
    ),
    milestones=(
        Milestone(
            id="first",
            programme="work",
            name="First",
            provenance=LIST,
            due="2026-03",
            parts=("One", "Two"),
            state=WorkState.DONE,
            done_on="2026-02-03",
        ),
    ),
    actions=(
        Action(
            id="ask",
            programme="work",
            text="Ask everyone",
            provenance=LIST,
            organisation="body:oak",
            timing="Ongoing",
        ),
    ),
    statements=(
        Statement(
            id="sum",
            programme="work",
            kind=StatementKind.FUNDING,
            name="Budget",
            provenance=LIST,
            figure=7.5,
            unit="fte",
        ),
    ),
)
_FROM_LIST = '"provenance":{"as_of":"2026-03","licence":"Permission","source":"A list"}'
PINNED_LATER = {
    "programmes": '[{"how":"","id":"work","kind":"programme","leads":["Director","Chair"],'
    '"name":"Work together","partnership":"p","places":[],"principles":[],'
    + _FROM_LIST
    + ',"section":"","sponsor":"","what":"What","why":""}]',
    "milestones": '[{"done_on":"2026-02-03","due":"2026-03","id":"first","name":"First",'
    '"parts":["One","Two"],"programme":"work",'
    + _FROM_LIST
    + ',"section":"","start":"","state":"done"}]',
    "actions": '[{"done_on":"","due":"","evidence":"","id":"ask","lead":"","organisation":'
    '"body:oak","outcome":"","programme":"work",'
    + _FROM_LIST
    + ',"section":"","start":"","state":"","text":"Ask everyone","theme":"","timing":"Ongoing"}]',
    "statements": '[{"figure":7.5,"id":"sum","kind":"funding","name":"Budget","part_of":null,'
    '"period":"","programme":"work",'
    + _FROM_LIST
    + ',"qualifier":"","section":"","text":"","unit":"fte"}]',
}


def small() -> dict[str, bytes]:
    return {name: text.encode() for name, text in PINNED.items()}


def worked() -> dict[str, bytes]:
    return small() | {name: text.encode() for name, text in PINNED_LATER.items()}


def changed(part: str, change: Callable[[Any], object]) -> dict[str, bytes]:
    """A dataset's parts with the JSON of one of them changed."""
    value = json.loads(worked()[part])
    change(value)
    return {**worked(), part: json.dumps(value).encode()}


def test_the_form_stays_what_it_is() -> None:
    assert {name: part.decode() for name, part in encode(SMALL, PINNED["boundaries"]).items()} == (
        PINNED
    )


def test_the_pinned_form_is_read() -> None:
    assert decode(small(), version=VERSION) == SMALL
    assert decode_boundaries(small()) == PINNED["boundaries"]


def test_programmes_are_parts_only_where_there_are_any() -> None:
    """A version that was published without them stays the same bytes, and is still read."""
    assert not PINNED.keys() & set(LATER_TABLES)
    assert {name: part.decode() for name, part in encode(WORKED, PINNED[BOUNDARIES]).items()} == (
        PINNED | PINNED_LATER
    )
    assert decode(worked(), version=VERSION) == WORKED
    assert decode(small(), version=VERSION).programmes == ()


def test_each_of_the_later_tables_comes_alone() -> None:
    """Nothing but the row is written: not the empty tables beside it."""
    only = replace(WORKED, milestones=(), actions=())
    assert encode(only, "").keys() - encode(SMALL, "").keys() == {"programmes", "statements"}
    assert decode(encode(only, ""), version=VERSION) == only


def test_an_empty_later_table_is_no_table() -> None:
    empty = small() | dict.fromkeys(LATER_TABLES, b"[]")
    assert decode(empty, version=VERSION) == SMALL


def test_every_part_has_a_name() -> None:
    assert tuple(encode(WORKED, "")) == PARTS
    assert tuple(encode(SMALL, "")) == (ABOUT, *FIRST_TABLES, BOUNDARIES)
    assert set(PARTS) - set(DATASET_PARTS) == {BOUNDARIES}


def test_a_table_is_read_alone() -> None:
    rows = json.loads(PINNED_LATER["actions"])
    assert read_table("actions", rows) == WORKED.actions
    assert read_table("actions", []) == ()
    del rows[0]["theme"], rows[0]["organisation"]
    assert read_table("actions", rows) == (replace(WORKED.actions[0], organisation=None),)


@pytest.mark.parametrize("dataset_id", dataset_ids())
def test_the_real_datasets_come_back(dataset_id: str) -> None:
    dataset, boundaries = load_dataset(dataset_id), load_boundaries(dataset_id)
    parts = encode(dataset, boundaries)
    assert decode(parts, version=dataset.version) == dataset
    assert decode_boundaries(parts) == boundaries


def test_the_version_is_no_content() -> None:
    assert encode(replace(SMALL, version="f" * 12), "") == encode(SMALL, "")
    assert decode(small(), version="f" * 12).version == "f" * 12


def test_nothing_and_the_empty_text_differ() -> None:
    assert OAK.place is None
    with pytest.raises(DatasetError, match="place"):
        decode(changed("organisations", lambda rows: rows[0].update(place="")), version=VERSION)


def test_a_field_that_came_later_is_its_default_in_older_parts() -> None:
    older = changed("organisations", lambda rows: [row.pop("themes") for row in rows])
    assert decode(older, version=VERSION).organisations[0] == replace(OAK, themes=())
    older = changed("about", lambda about: about.pop("notes"))
    assert decode(older, version=VERSION) == replace(WORKED, notes=())


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("organisations", lambda rows: rows[0].update(colour="red"), "colour"),
        ("organisations", lambda rows: rows[0].pop("name"), "name"),
        ("organisations", lambda rows: rows[0].update(name=7), "7 should be str"),
        ("organisations", lambda rows: rows[0].update(name=None), "None should be str"),
        ("organisations", lambda rows: rows[0].update(name=" "), "name is empty"),
        ("organisations", lambda rows: rows[0].update(outside=1), "1 should be bool"),
        ("organisations", lambda rows: rows[0].update(registered_patients=True), "should be int"),
        ("organisations", lambda rows: rows[0].update(registered_patients=1.5), "should be int"),
        ("organisations", lambda rows: rows[0].update(sector="bank"), "bank"),
        ("organisations", lambda rows: rows[0].update(aliases="NA"), "should be a list"),
        ("organisations", lambda rows: rows[0]["identifiers"][0].append("x"), "zip"),
        ("organisations", lambda rows: rows[0]["point"].update(latitude=91), "outside WGS 84"),
        ("organisations", lambda rows: rows[0]["point"].update(latitude="1"), "should be float"),
        ("organisations", lambda rows: rows.append([]), "should be an object"),
        ("organisations", lambda rows: rows.append(rows[0]), "share one organisation id"),
        ("memberships", lambda rows: rows[0].update(organisation="?"), "not in the dataset"),
        ("ties", lambda rows: rows[0].update(strength=5), "strength"),
        ("programmes", lambda rows: rows[0].update(partnership="?"), "not in the dataset"),
        ("programmes", lambda rows: rows[0].update(leads="Chair"), "should be a list"),
        ("programmes", lambda rows: rows.append(rows[0]), "share one programme id"),
        ("milestones", lambda rows: rows[0].update(state="late"), "late"),
        ("milestones", lambda rows: rows[0].update(state="open"), "Only what is done"),
        ("actions", lambda rows: rows[0].update(programme="?"), "not in the dataset"),
        ("actions", lambda rows: rows[0].update(programme=None), "None should be str"),
        ("statements", lambda rows: rows[0].update(kind="rumour"), "rumour"),
        ("statements", lambda rows: rows[0].update(figure="7"), "should be float"),
        ("statements", lambda rows: rows[0].update(figure=10**400), "number and a unit"),
        ("statements", lambda rows: rows[0].update(part_of="?"), "not in the dataset"),
        ("about", lambda about: about.update(version="f" * 12), "version"),
        ("about", lambda about: about.pop("id"), "id"),
        ("about", lambda about: about.update(as_of="soon"), "soon"),
    ],
)
def test_what_the_model_cannot_hold_is_damage(
    part: str, change: Callable[[Any], object], said: str
) -> None:
    with pytest.raises(DatasetError, match=said) as raised:
        decode(changed(part, change), version=VERSION)
    assert "cannot be read" in str(raised.value)


@pytest.mark.parametrize("part", DATASET_PARTS)
@pytest.mark.parametrize(
    "content",
    [b"", b"null", b"7", b'"x"', b"[7]", b"[[]]", b"\xff", b"[", b"[NaN]", b"[" * 100_000],
    ids=lambda content: repr(content[:6]),
)
def test_damaged_bytes_are_damage(part: str, content: bytes) -> None:
    with pytest.raises(DatasetError, match=f"stored {part} cannot be read"):
        decode({**worked(), part: content}, version=VERSION)


@pytest.mark.parametrize("part", PINNED)
def test_a_missing_part_is_damage(part: str) -> None:
    parts = small()
    del parts[part]
    with pytest.raises(DatasetError, match=f"stored {part} cannot be read"):
        decode_boundaries(parts) if part == "boundaries" else decode(parts, version=VERSION)


def test_a_missing_programme_is_damage_where_something_names_it() -> None:
    parts = worked()
    del parts["programmes"]
    with pytest.raises(DatasetError, match="programme that is not in the dataset"):
        decode(parts, version=VERSION)


def test_boundaries_that_are_no_text_are_damage() -> None:
    with pytest.raises(DatasetError, match="stored boundaries cannot be read"):
        decode_boundaries({"boundaries": b"\xff"})


def test_half_a_character_is_refused_where_it_stands() -> None:
    half = replace(SMALL, organisations=(replace(OAK, aliases=("Oak \ud83d Lane",)),), ties=())
    with pytest.raises(DatasetError, match=r"organisations.*half a character.*Oak \\ud83d Lane"):
        encode(half, "")
    with pytest.raises(DatasetError, match=r"boundaries.*half a character"):
        encode(SMALL, "\udfff")


@pytest.mark.parametrize(
    "count", [1.5, "7", float("nan"), 10**5000, object()], ids=lambda one: type(one).__name__
)
def test_what_could_not_be_read_again_is_refused(count: Any) -> None:
    """A frozen record does not check its types: the codec does, before anything is kept."""
    odd = replace(SMALL, organisations=(*SMALL.organisations[1:], bent(OAK, count)))
    with pytest.raises(DatasetError):
        encode(odd, "")


def bent(one: Organisation, patients: Any) -> Organisation:
    copy = replace(one)
    object.__setattr__(copy, "registered_patients", patients)
    return copy


def test_a_list_in_the_place_of_a_tuple_is_refused() -> None:
    names: Any = ["A", "B"]
    with pytest.raises(DatasetError, match="reads back otherwise"):
        encode(replace(SMALL, organisations=(replace(OAK, aliases=names),), ties=()), "")
