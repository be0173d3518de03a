"""The bundled datasets, real ones and damaged ones."""

import csv
import hashlib
import json
import shutil
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from joinedup.errors import DatasetError
from joinedup.model import Dataset, Level, Organisation, Sector, WorkState
from joinedup.store.bundled import (
    ROOT,
    dataset_ids,
    dataset_names,
    load_boundaries,
    load_dataset,
    newest,
    versions,
)

SY = "south-yorkshire"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def south_yorkshire() -> Dataset:
    return load_dataset(SY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of datasets with a copy of South Yorkshire that a test may damage."""
    shutil.copytree(ROOT / SY, tmp_path / SY)
    return tmp_path


def inside(dataset: Dataset) -> list[Organisation]:
    return [one for one in dataset.organisations if not one.outside]


def test_south_yorkshire_comes_first() -> None:
    assert dataset_ids() == (
        "south-yorkshire",
        "bradford-district",
        "cheshire-west",
        "herefordshire-and-worcestershire",
        "demonstration",
    )


def test_names_are_read_without_the_rows(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "footprint.json").write_text('{"name": "Beta"}')
    assert dataset_names(root=tmp_path) == {"b": "Beta"}
    assert dataset_names()[SY] == "South Yorkshire"


def test_the_numbers_of_south_yorkshire(south_yorkshire: Dataset) -> None:
    ours = inside(south_yorkshire)
    assert len(south_yorkshire.places) == 4
    assert len(south_yorkshire.neighbourhoods) == 34
    assert Counter(one.sector for one in ours) == {
        Sector.GENERAL_PRACTICE: 170,
        Sector.NHS_TRUST: 8,
        Sector.AMBULANCE: 1,
        Sector.LOCAL_AUTHORITY: 4,
        Sector.SOCIAL_CARE: 1,
        Sector.VCSE: 164,
        Sector.EDUCATION: 1,
        Sector.NATIONAL: 1,
    }
    trusts = Counter(one.kind for one in ours if one.sector is Sector.NHS_TRUST)
    assert trusts == {"acute": 5, "community and mental health": 3}
    assert len(ours) == 350
    assert len(south_yorkshire.organisations) - len(ours) == 8


def test_south_yorkshires_networks(south_yorkshire: Dataset) -> None:
    networks = [one for one in south_yorkshire.partnerships if one.id.startswith("pcn:")]
    assert len(networks) == 29
    assert {one.level for one in networks} == {Level.NEIGHBOURHOOD}
    members = [one for one in south_yorkshire.memberships if one.partnership.startswith("pcn:")]
    assert len(members) == 168
    assert Counter(one.provenance.as_of for one in members) == {"2026-07": 161, "2024-10": 7}
    # Six area councils share one network, which therefore serves the whole place.
    assert south_yorkshire.partnership_by_id["pcn:U16464"].area == "E08000038"
    areas = {one.area for one in networks if one.id != "pcn:U16464"}
    assert areas == {one.id for one in south_yorkshire.neighbourhoods if one.parent != "E08000038"}


@pytest.mark.parametrize(
    ("dataset_id", "counts"),
    [  # places, neighbourhoods, inside, outside, partnerships, memberships
        ("south-yorkshire", (4, 34, 350, 8, 32, 209)),
        ("bradford-district", (1, 12, 134, 7, 18, 74)),
        ("cheshire-west", (1, 9, 114, 3, 10, 48)),
        ("herefordshire-and-worcestershire", (2, 15, 252, 0, 23, 80)),
    ],
)
def test_the_counts_of_each_footprint(dataset_id: str, counts: tuple[int, ...]) -> None:
    found = load_dataset(dataset_id)
    ours = inside(found)
    assert counts == (
        len(found.places),
        len(found.neighbourhoods),
        len(ours),
        len(found.organisations) - len(ours),
        len(found.partnerships),
        len(found.memberships),
    )


@pytest.mark.parametrize("dataset_id", dataset_ids())
def test_areas_add_up_to_their_places(dataset_id: str) -> None:
    found = load_dataset(dataset_id)
    for place in found.places:
        own = [one for one in found.neighbourhoods if one.parent == place.id]
        for count in (
            "practices",
            "practices_with_patients",
            "registered_patients",
            "lsoas",
            "lsoas_most_deprived",
        ):
            assert sum(getattr(one, count) for one in own) == getattr(place, count)
        assert all(one.lsoas > 0 for one in own)
        assert all(one.approximate and one.method.startswith("Approximate") for one in own)


@pytest.mark.parametrize("dataset_id", dataset_ids())
def test_every_located_member_of_a_place_has_a_neighbourhood(dataset_id: str) -> None:
    for one in load_dataset(dataset_id).organisations:
        assert (one.neighbourhood is not None) == (one.place is not None and one.point is not None)
        assert not (one.outside and one.place)


def test_old_codes_of_places_are_aliases(south_yorkshire: Dataset) -> None:
    aliases = {one.id: one.aliases for one in south_yorkshire.places}
    assert aliases == {
        "E08000038": ("E08000016",),
        "E08000017": (),
        "E08000018": (),
        "E08000039": ("E08000019",),
    }


def test_trusts_with_a_head_office_elsewhere_belong_here(south_yorkshire: Dataset) -> None:
    for code in ("RX8", "RXG"):
        trust = south_yorkshire.organisation_by_id[f"ods:{code}"]
        assert not trust.outside
        assert trust.place is None
        assert trust.point is not None
    assert load_dataset("bradford-district").organisation_by_id["ods:RXG"].outside


def test_bodies_of_other_areas_are_outside(south_yorkshire: Dataset) -> None:
    assert {one.name for one in south_yorkshire.organisations if one.outside} == {
        "ADASS",
        "Bassetlaw District Council",
        "Chesterfield Royal Hospital NHS Foundation Trust",
        "East Midlands Ambulance Service NHS Trust",
        "NHS England",
        "Nottinghamshire County Council",
        "Nottinghamshire Healthcare NHS Foundation Trust",
        "Skills for Care",
    }


def test_practices_beyond_the_places_are_outside_but_members() -> None:
    bradford = load_dataset("bradford-district")
    practice = bradford.organisation_by_id["ods:B82007"]
    assert practice.outside
    assert practice.place is None
    assert any(one.organisation == "ods:B82007" for one in bradford.memberships)


def test_a_practice_without_a_district_is_found_by_its_postcode() -> None:
    found = load_dataset("herefordshire-and-worcestershire")
    assert found.organisation_by_id["ods:M81007"].place == "E10000034"


def test_practices_without_a_network_have_no_membership(south_yorkshire: Dataset) -> None:
    members = {one.organisation for one in south_yorkshire.memberships}
    alone = [
        one
        for one in inside(south_yorkshire)
        if one.sector is Sector.GENERAL_PRACTICE and one.id not in members
    ]
    assert {one.id for one in alone} == {"ods:Y08645", "ods:C88046"}
    (coverage,) = south_yorkshire.coverage
    assert all(coverage.covers(one, date(2026, 7, 1)) for one in alone)
    assert not any(coverage.covers(one, date(2026, 6, 30)) for one in alone)


def test_blank_patients_are_unknown_not_none(south_yorkshire: Dataset) -> None:
    assert south_yorkshire.organisation_by_id["ods:Y08645"].registered_patients is None
    assert south_yorkshire.organisation_by_id["ods:C88046"].registered_patients == 6915


def test_past_partnerships_have_an_end_and_its_basis(south_yorkshire: Dataset) -> None:
    system = south_yorkshire.partnership_by_id["syb-ics"]
    assert (system.start, system.end) == ("2017-04", "2022-06")
    assert system.end_basis.startswith("stated")
    running = south_yorkshire.partnership_by_id["sy-integration"]
    assert (running.start, running.end) == ("2024", "")


def test_programmes_lead_and_hold_each_other_instead_of_being_bodies() -> None:
    bradford = load_dataset("bradford-district").partnership_by_id
    assert bradford["one-workforce"].led_by == "hscep"
    assert bradford["one-workforce-academy"].part_of == "one-workforce"
    assert bradford["one-workforce-academy"].led_by == "hscep"
    academy = load_dataset("herefordshire-and-worcestershire")
    assert academy.partnership_by_id["hw-academy-medical"].part_of == "hw-academy"
    assert academy.partnership_by_id["hw-academy"].part_of is None
    names = {one.name for one in academy.partnerships}
    assert not any(one.name in names for one in academy.organisations)


def test_declared_figures_stand_beside_ours(south_yorkshire: Dataset) -> None:
    declared = {one.key: (one.figure, one.qualifier) for one in south_yorkshire.declared}
    assert declared == {
        "places": (4, ""),
        "neighbourhoods": (36, ""),
        "councils": (4, ""),
        "trusts.ambulance": (1, ""),
        "practices": (186, ""),
        "trusts.acute": (5, ""),
        "trusts.community_and_mental_health": (3, ""),
        "vcse": (6000, "over"),
        "workforce": (320000, "over"),
    }
    assert all(one.explanation for one in south_yorkshire.declared)


@pytest.mark.parametrize("dataset_id", dataset_ids())
def test_every_row_states_its_source_and_licence(dataset_id: str) -> None:
    found = load_dataset(dataset_id)
    sources = [
        *(row.provenance for row in found.areas),
        *(row.provenance for row in found.organisations),
        *(row.provenance for row in found.partnerships),
        *(row.provenance for row in found.memberships),
        *(row.provenance for row in found.ties),
        *(row.provenance for row in found.programmes),
        *(row.provenance for row in found.milestones),
        *(row.provenance for row in found.actions),
        *(row.provenance for row in found.statements),
    ]
    assert all(one.source and one.licence for one in sources)
    made_up = {"CC0"} if found.illustrative else set()
    assert {one.licence for one in sources} <= made_up | {
        "OGL v3",
        "OGL v3 / CC BY 4.0",
        "Facts from a public document",
    }
    assert found.illustrative is (dataset_id == "demonstration")
    assert found.notes


def test_a_version_is_the_hash_of_the_files(root: Path) -> None:
    before = load_dataset(SY, root=root).version
    assert before == load_dataset(SY).version
    assert len(before) == 12
    path = root / SY / "partnerships.csv"
    path.write_bytes(path.read_bytes().replace(b"Porter Valley PCN", b"Porter Vale PCN"))
    assert load_dataset(SY, root=root).version != before


def test_boundaries_are_the_files_text() -> None:
    text = load_boundaries(SY)
    assert text.encode() == (ROOT / SY / "areas.geojson").read_bytes()
    assert len(json.loads(text)["features"]) == 38


def test_loading_is_quick_enough_to_do_at_every_start() -> None:
    load_dataset(SY)
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        load_dataset(SY)
        spent.append(time.perf_counter() - begun)
    assert min(spent) < 0.05


def rewrite(path: Path, **changes: str) -> None:
    """Change cells of the first row of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows[0] |= changes
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    "text",
    [HOSTILE, "=HYPERLINK(1)", "NA", "007", 'Line\nbreak, "quoted"', "  spaced  ", "naïve ☃"],
)
def test_text_is_loaded_unchanged(root: Path, text: str) -> None:
    rewrite(root / SY / "organisations.csv", name=text, postcode="0071")
    first = load_dataset(SY, root=root).organisations[0]
    assert first.name == text
    assert first.postcode == "0071"


@pytest.mark.parametrize(
    "dataset_id",
    ["nowhere", "", ".", "..", "../south-yorkshire", "south-yorkshire/", "/etc", "A\0"],
)
def test_an_unknown_dataset_is_an_error(root: Path, dataset_id: str) -> None:
    for load in (load_dataset, load_boundaries):
        with pytest.raises(DatasetError, match="no dataset of this name"):
            load(dataset_id, root=root)


def test_a_path_out_of_the_folder_is_refused(root: Path) -> None:
    with pytest.raises(DatasetError, match="no dataset of this name"):
        load_dataset(f"../{root.name}/{SY}", root=root)


#: What makes a dataset; the LSOAs beside them are for lists of neighbourhoods.
FILES = sorted(path.name for path in (ROOT / SY).iterdir() if path.name != "lsoas.geojson")


@pytest.mark.parametrize("name", [one for one in FILES if one != "programmes.json"])
def test_a_missing_file_is_an_error(root: Path, name: str) -> None:
    (root / SY / name).unlink()
    with pytest.raises(DatasetError, match=r"missing|no dataset"):
        load_dataset(SY, root=root)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'{"a": 1}', b"[1]", b'a,b\n"1'])
def test_a_damaged_file_is_an_error(root: Path, name: str, content: bytes) -> None:
    (root / SY / name).write_bytes(content)
    with pytest.raises(DatasetError, match="damaged"):
        load_dataset(SY, root=root)


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("organisations.csv", {"sector": "hospital"}),
        ("organisations.csv", {"place": "E99999999"}),
        ("organisations.csv", {"outside": "maybe"}),
        ("organisations.csv", {"latitude": "fifty"}),
        ("organisations.csv", {"latitude": ""}),
        ("organisations.csv", {"registered_patients": "many"}),
        ("organisations.csv", {"source": ""}),
        ("partnerships.csv", {"start": "soon"}),
        ("partnerships.csv", {"part_of": "nothing"}),
        ("memberships.csv", {"organisation": "ods:NONE"}),
    ],
)
def test_a_row_that_breaks_a_rule_is_an_error(
    root: Path, file: str, changes: dict[str, str]
) -> None:
    rewrite(root / SY / file, **changes)
    with pytest.raises(DatasetError, match="damaged"):
        load_dataset(SY, root=root)


def test_a_row_with_too_many_cells_is_an_error(root: Path) -> None:
    path = root / SY / "memberships.csv"
    path.write_bytes(path.read_bytes() + b"a,b\n")
    with pytest.raises(DatasetError, match="too many or too few"):
        load_dataset(SY, root=root)


# --- several versions in one set of files ----------------------------------------------


def in_versions(root: Path, **changes: object) -> None:
    """Give South Yorkshire three versions; all rows stand in all of them."""
    about = json.loads((root / SY / "footprint.json").read_text("utf-8"))
    stated = [{"as_of": f"2026-0{n}", "note": f"Note {n}", "areas": {}} for n in (1, 2, 3)]
    about |= {"versions": stated, **changes}
    (root / SY / "footprint.json").write_text(json.dumps(about), "utf-8")
    for name in ("organisations.csv", "partnerships.csv", "memberships.csv"):
        stand(root, name, lambda _row: ("1", ""))


def stand(root: Path, name: str, when: Callable[[dict[str, str]], tuple[str, str]]) -> None:
    """Write into the rows of a table in which versions they stand."""
    path = root / SY / name
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [
            row | dict(zip(("first_version", "last_version"), when(row), strict=True))
            for row in csv.DictReader(lines)
        ]
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_most_datasets_have_one_version_which_stays_what_it_was() -> None:
    (only,) = versions(SY)
    dataset = load_dataset(SY)
    assert (only.number, only.version, only.as_of) == (1, dataset.version, dataset.as_of)
    assert only.note == ""
    assert newest(SY) == dataset.version
    assert load_dataset(SY, dataset.version) == dataset
    # Links that people have copied name it.
    assert (
        dataset.version
        == hashlib.sha256(
            b"".join(
                f"{name}\0{len(content)}\0".encode() + content
                for name in sorted(FILES)
                for content in [(ROOT / SY / name).read_bytes()]
            )
        ).hexdigest()[:12]
    )


def test_versions_have_names_dates_and_notes(root: Path) -> None:
    in_versions(root)
    found = versions(SY, root=root)
    assert [(one.number, one.as_of, one.note) for one in found] == [
        (1, "2026-01", "Note 1"),
        (2, "2026-02", "Note 2"),
        (3, "2026-03", "Note 3"),
    ]
    assert len({one.version for one in found}) == 3
    assert newest(SY, root=root) == found[-1].version == load_dataset(SY, root=root).version
    for one in found:
        dataset = load_dataset(SY, one.version, root=root)
        assert (dataset.version, dataset.as_of) == (one.version, one.as_of)


def test_a_row_stands_from_its_first_to_its_last_version(root: Path) -> None:
    in_versions(root)
    gone, late = sorted({"ods:C88046", "GB-CASC-062d637b"}, key=lambda one: one != "ods:C88046")
    stand(root, "memberships.csv", lambda row: ("1", "1" if row["organisation"] == gone else ""))
    spans = {gone: ("1", "2"), late: ("3", "")}
    stand(root, "organisations.csv", lambda row: spans.get(row["id"], ("1", "")))
    held = [
        set(load_dataset(SY, one.version, root=root).organisation_by_id) & {gone, late}
        for one in versions(SY, root=root)
    ]
    assert held == [{gone}, {gone}, {late}]


def test_areas_can_have_had_other_counts(root: Path) -> None:
    other = {"E08000038": {"practices": 99}}
    stated = [
        {"as_of": "2025", "note": "Old", "areas": other},
        {"as_of": "2026", "note": "New", "areas": {}},
    ]
    in_versions(root, versions=stated)
    old, new = versions(SY, root=root)
    counts = [
        (
            load_dataset(SY, one.version, root=root).area_by_id["E08000038"].practices,
            *(
                item["properties"]["practices"]
                for item in json.loads(load_boundaries(SY, one.version, root=root))["features"]
                if item["id"] == "E08000038"
            ),
        )
        for one in (old, new)
    ]
    assert counts == [(99, 99), (31, 31)]


def test_a_version_that_is_not_there_is_said(root: Path) -> None:
    in_versions(root)
    for version in ("000000000000", "1", load_dataset(SY).version):
        for read in (load_dataset, load_boundaries):
            with pytest.raises(DatasetError, match="no such version"):
                read(SY, version, root=root)


@pytest.mark.parametrize(
    "span", [("0", ""), ("4", ""), ("2", "1"), ("1", "4"), ("", ""), ("x", "")]
)
def test_a_row_that_stands_in_no_version_is_damage(root: Path, span: tuple[str, str]) -> None:
    in_versions(root)
    stand(root, "partnerships.csv", lambda _row: span)
    with pytest.raises(DatasetError, match="damaged"):
        load_dataset(SY, root=root)


def test_rows_have_to_say_in_which_versions_they_stand(root: Path) -> None:
    in_versions(root)
    shutil.copy(ROOT / SY / "memberships.csv", root / SY / "memberships.csv")
    with pytest.raises(DatasetError, match="no column first_version"):
        load_dataset(SY, root=root)


@pytest.mark.parametrize("versions", [[{"as_of": "soon", "note": ""}], [{"note": ""}], 3])
def test_versions_that_cannot_be_read_are_damage(root: Path, versions: object) -> None:
    in_versions(root, versions=versions)
    with pytest.raises(DatasetError, match="damaged"):
        newest(SY, root=root)


# --- ties, themes and scores -----------------------------------------------------------

TIES = "organisation,other,kind,strength,since,until,confirmed_on,source,licence,as_of\n"


def test_ties_are_read_where_there_are_any(root: Path) -> None:
    before = newest(SY, root=root)
    row = "ods:C88046,GB-CASC-062d637b,refers to,3,2025,,2026-01,A list,Permission,2026-02\n"
    (root / SY / "ties.csv").write_text(TIES + row)
    (tie,) = load_dataset(SY, root=root).ties
    assert (tie.source, tie.target, tie.kind, tie.strength) == (
        *("ods:C88046", "GB-CASC-062d637b", "refers to"),
        3,
    )
    assert (tie.since, tie.until, tie.confirmed_on) == ("2025", "", "2026-01")
    assert newest(SY, root=root) != before


@pytest.mark.parametrize(
    "row", ["ods:C88046,nobody,funds,1,,,,S,L,", "ods:C88046,GB-CASC-062d637b,funds,5,,,,S,L,"]
)
def test_a_tie_that_cannot_be_is_damage(root: Path, row: str) -> None:
    (root / SY / "ties.csv").write_text(TIES + row + "\n")
    with pytest.raises(DatasetError, match="damaged"):
        load_dataset(SY, root=root)


def test_themes_people_served_and_scores_are_read(root: Path) -> None:
    rewrite(root / SY / "organisations.csv", themes="food|debt", serves="", influence="5")
    first = load_dataset(SY, root=root).organisations[0]
    assert (first.themes, first.serves) == (("food", "debt"), ())
    assert (first.influence, first.interest) == (5, None)
    rewrite(root / SY / "organisations.csv", influence="6")
    with pytest.raises(DatasetError, match="from 1 to 5"):
        load_dataset(SY, root=root)


# --- programmes ------------------------------------------------------------------------

LIST = {"source": "A list", "licence": "Permission", "as_of": "2026-02"}
WORK = {"id": "work", "name": "Work together", "kind": "programme", "provenance": LIST}
TASK = {"id": "ask", "programme": "work", "text": "Ask everyone", "provenance": LIST}


def work(root: Path, tables: object) -> None:
    """Write the programmes of South Yorkshire anew."""
    (root / SY / "programmes.json").write_text(json.dumps(tables), "utf-8")


def test_programmes_may_be_absent(root: Path) -> None:
    before = newest(SY, root=root)
    (root / SY / "programmes.json").unlink()
    found = load_dataset(SY, root=root)
    assert [*found.programmes, *found.milestones, *found.actions, *found.statements] == []
    assert found.version != before
    work(root, {})
    assert load_dataset(SY, root=root).programmes == ()


def test_programmes_are_read_in_the_form_of_the_codec(root: Path) -> None:
    task = TASK | {"organisation": "ods:C88046", "state": "open", "due": "2026-03"}
    work(root, {"actions": [task], "programmes": [WORK | {"partnership": "sy-integration"}]})
    found = load_dataset(SY, root=root)
    assert (found.milestones, found.statements) == ((), ())
    assert found.programme_by_id["work"].provenance.source == "A list"
    (action,) = found.actions
    assert (action.organisation, action.state, action.due) == (
        *("ods:C88046", WorkState.OPEN, "2026-03"),
    )


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"plans": []}, "there is no table plans"),
        ({"organisations": []}, "there is no table organisations"),
        ({"programmes": {}}, "should be a list"),
        ({"programmes": [WORK | {"colour": "red"}]}, "colour"),
        ({"programmes": [WORK | {"name": " "}]}, "name is empty"),
        ({"programmes": [{"id": "work"}]}, "KeyError"),
        ({"programmes": [WORK, WORK]}, "share one programme id"),
        ({"programmes": [WORK | {"partnership": "nothing"}]}, "names a partnership"),
        ({"programmes": [WORK], "actions": [TASK | {"organisation": "x"}]}, "organisation"),
        ({"actions": [TASK]}, "names a programme"),
    ],
)
def test_programmes_that_cannot_be_are_damage(root: Path, tables: object, said: str) -> None:
    work(root, tables)
    with pytest.raises(DatasetError, match="damaged") as raised:
        load_dataset(SY, root=root)
    assert said in str(raised.value)


def test_programmes_stand_in_all_versions(root: Path) -> None:
    in_versions(root)
    work(root, {"programmes": [WORK]})
    for one in versions(SY, root=root):
        assert list(load_dataset(SY, one.version, root=root).programme_by_id) == ["work"]


def test_the_demonstration_opens_fast() -> None:
    """At full scale: 7,000 organisations, 20,000 memberships and ties; the best of three."""
    took = []
    for _ in range(3):
        start = time.perf_counter()
        load_dataset("demonstration")
        took.append(time.perf_counter() - start)
    assert min(took) < 0.8
