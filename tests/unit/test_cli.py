"""The command line: the same numbers, only JSON on standard output, errors on the other."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from joinedup import __version__, cli, services
from joinedup.store.engine import FILE_NAME
from tests.unit.render_samples import FOOTPRINTS, dataset

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    *("places", "neighbourhoods", "practices", "pcns", "trusts", "councils", "vcse"),
    *("organisations", "outside", "partnerships", "memberships", "connection", "declared"),
}


def joinedup(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, warnings being errors."""
    command = [sys.executable, "-W", "error", "-m", "joinedup", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60
    )


def test_json_alone_goes_to_standard_output() -> None:
    done = joinedup("summary", "south-yorkshire", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert set(found) >= KEYS
    whole = KEYS - {"trusts", "connection", "declared"}
    assert all(type(found[key]) is int for key in whole)
    assert set(found["trusts"]) == {"total", "acute", "community_and_mental_health", "ambulance"}
    assert set(found["connection"]) == {"connected", "none_on_record", "unknown"}
    assert (found["practices"], found["pcns"], found["vcse"]) == (170, 29, 164)
    assert found["date"] == date.today().isoformat()


def test_a_bad_footprint_exits_with_2_and_a_message_on_standard_error() -> None:
    done = joinedup("summary", "atlantis", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'atlantis'" in done.stderr
    assert "south-yorkshire" in done.stderr
    assert "Traceback" not in done.stderr


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(words) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_the_numbers_are_those_of_the_services(
    footprint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = run(capsys, "summary", footprint, "--json", "--date", "2018-01-01")
    assert json.loads(printed) == services.summary(dataset(footprint), date(2018, 1, 1))


def test_a_date_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    now, then = (
        json.loads(run(capsys, "summary", "south-yorkshire", "--json", "--date", day))
        for day in ("2026-11-22", "2018-01-01")
    )
    assert now["connection"] != then["connection"]
    assert (now["organisations"], then["date"]) == (then["organisations"], "2018-01-01")


def test_without_json_it_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    printed = run(capsys, "summary", "south-yorkshire", "--date", "2026-11-22")
    lines = printed.splitlines()
    assert {"practices: 170", "trusts", "  acute: 5", "    loaded: not loaded"} <= set(lines)
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(printed)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("summary",),
        ("nonsense",),
        ("summary", "south-yorkshire", "--date", "soon"),
        ("summary", "south-yorkshire", "--date", "2026-02-30"),
        ("summary", "south-yorkshire", "--nonsense"),
    ],
)
def test_what_cannot_be_understood_exits_with_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    printed = capsys.readouterr()
    assert (stopped.value.code, printed.out) == (2, "")
    assert "usage: python -m joinedup" in printed.err


@pytest.mark.parametrize("name", ["../south-yorkshire", "/etc", "", "SOUTH-YORKSHIRE", "<img>"])
def test_a_footprint_is_never_a_path(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["summary", name, "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "There is no dataset of this name" in printed.err


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--version"])
    assert (stopped.value.code, capsys.readouterr().out.strip()) == (0, __version__)


# --- lists -----------------------------------------------------------------------

COUNTS = ("rows", "used", "waiting", "left_out", "new", "changed", "unchanged", "to_confirm")
CLEAN = "Organisation,Postcode,Sector\nOak Lane Larder,S1 2HH,vcse\nElm Bank Shed,S1 2HH,vcse\n"
MESSY = (
    "Partner list 2026,,,\n"
    "Organisation;Post code;Type;E-mail\n"
    "Oak Lane Larder;s12hh;VCS;ann@example.org\n"
    "Elm Bank Shed;S1 2;VCS;bob@example.org\n"
    "Sprotborough Criket Club;;VCS;eve@example.org\n"
)


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for a list, and a store of its own beside it."""
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path / "store"))
    return tmp_path


def write(folder: Path, content: str | bytes, name: str = "list.csv") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def check(path: str, *words: str) -> tuple[int, dict[str, Any]]:
    done = joinedup("check", path, "--footprint", "south-yorkshire", "--json", *words)
    assert "Traceback" not in done.stderr
    return done.returncode, json.loads(done.stdout)


def test_a_clean_list_exits_with_0(listed: Path) -> None:
    code, found = check(write(listed, CLEAN))
    assert code == 0
    assert [found[key] for key in COUNTS] == [2, 2, 0, 0, 2, 0, 0, 0]
    assert found["problems"] == []
    assert found["columns"] == {
        "Organisation": "organisation",
        "Postcode": "postcode",
        "Sector": "sector",
    }


def test_a_list_with_problems_exits_with_1_and_says_each(listed: Path) -> None:
    code, found = check(write(listed, MESSY))
    assert code == 1
    assert [found[key] for key in COUNTS] == [3, 1, 2, 0, 1, 0, 0, 1]
    problems = found["problems"]
    assert [(one["code"], one["row"]) for one in problems] == [
        ("postcode-unreadable", 4),
        ("to-confirm", 5),
    ]
    assert {"code", "row", "column", "value", "message", "hint"} <= set(problems[0])
    assert (problems[0]["column"], problems[0]["value"]) == ("Post code", "S1 2")
    assert "example.org" not in json.dumps(found)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty-file"), (b"%PDF-1.7 something", None), (b"Name\nOak\nElm\n", "one-column")],
)
def test_an_unusable_file_exits_with_2(listed: Path, content: bytes, code: str | None) -> None:
    done, found = check(write(listed, content))
    assert done == 2
    (problem,) = found["problems"]
    assert problem["hint"]
    assert code in (None, problem["code"])


def test_a_missing_file_exits_with_2_without_a_traceback(listed: Path) -> None:
    done = joinedup("check", str(listed / "nowhere.csv"), "--footprint", "south-yorkshire")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere.csv" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("case", "told", "codes"),
    [
        ("footprint", "There is no dataset of this name", []),
        ("sheet", "There is no sheet of this name", ["no-such-sheet"]),
        ("file", "This file cannot be read", ["file-unreadable"]),
        ("empty", "", ["empty-file"]),
        ("store", "The store of versions is damaged", []),
    ],
)
def test_with_json_there_is_always_json(
    listed: Path, case: str, told: str, codes: list[str]
) -> None:
    path = write(listed, "" if case == "empty" else CLEAN)
    words = {
        "footprint": ["check", path, "--footprint", "atlantis"],
        "sheet": ["check", path, "--footprint", "south-yorkshire", "--sheet", "Nowhere"],
        "file": ["check", f"{path}.gone", "--footprint", "south-yorkshire"],
    }.get(case, ["check", path, "--footprint", "south-yorkshire"])
    if case == "store":
        (listed / "store").mkdir()
        (listed / "store" / FILE_NAME).write_bytes(b"This is no database. " * 1_000)
    done = joinedup(*words, "--json")
    assert (done.returncode, done.stderr) == (2, "")
    found = json.loads(done.stdout)
    assert [found[key] for key in COUNTS] == [0] * len(COUNTS)
    assert [one["code"] for one in found["problems"]] == codes
    assert set(found["error"]) == {"what", "hint"}
    assert found["error"]["what"].startswith(told)
    assert all(found["error"].values())
    # Without it, it is said in words, and nothing else.
    plain = joinedup(*words)
    assert (plain.returncode, plain.stdout) == (2, "")
    assert plain.stderr.startswith(found["error"]["what"])
    assert "Traceback" not in plain.stderr


def test_help_needs_no_store(listed: Path) -> None:
    (listed / "store").mkdir()
    (listed / "store" / FILE_NAME).write_bytes(b"This is no database. " * 1_000)
    done = joinedup("summary", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "south-yorkshire" in done.stdout


def test_the_kind_can_be_said(listed: Path) -> None:
    path = write(listed, "Name,Postcode,Network\nOak Lane Larder,S1 2HH,Winter Alliance\n")
    for kind in ("organisations", "memberships"):
        assert check(path, "--kind", kind)[1]["kind"] == kind


def test_what_is_published_is_there_and_changes_nothing_twice(listed: Path) -> None:
    path = write(listed, CLEAN)
    words = ("publish", path, "--footprint", "south-yorkshire", "--note", "First list")
    done = joinedup(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "version 2" in done.stdout
    summary = json.loads(joinedup("summary", "south-yorkshire", "--json").stdout)
    assert summary["vcse"] == 164 + 2
    again = joinedup(*words)
    assert again.returncode == 2
    assert "changes nothing" in again.stderr


def test_the_programme_of_actions_can_be_said(listed: Path) -> None:
    path = write(listed, "Action,Owner,Due\nOpen a hub,Director,March 2027\n")
    code, found = check(path)
    assert (code, found["problems"][0]["code"]) == (2, "column-missing")
    code, found = check(path, "--programme", "Warm Homes")
    assert (code, found["kind"], found["used"]) == (0, "actions", 1)
    assert found["changes"]["programme_new"] == 1


def test_checking_writes_nothing(listed: Path) -> None:
    check(write(listed, CLEAN))
    assert not (listed / "store").exists()


# --- measures --------------------------------------------------------------------


@pytest.fixture
def karate_files(tmp_path: Path) -> tuple[str, str]:
    """Zachary's club as a list of ties, and who went with whom."""
    graph = nx.karate_club_graph()
    edges, groups = tmp_path / "edges.csv", tmp_path / "groups.csv"
    lines = [f"{one},{other}" for one, other in graph.edges()]
    edges.write_text("\n".join(["source,target", *lines]), "utf-8")
    lines = [f"{node},{club}" for node, club in graph.nodes(data="club")]
    groups.write_text("\n".join(["node,group", *lines]), "utf-8")
    return str(edges), str(groups)


def test_measures_of_a_list_of_ties(
    karate_files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    edges, groups = karate_files
    found = json.loads(run(capsys, "measures", edges, "--groups", groups, "--json"))
    assert (found["n"], found["m"], found["isolates"], found["components"]) == (34, 78, 0, 1)
    rounded = {name: round(value, 4) for name, value in found["centralisation"].items()}
    assert (rounded["degree"], rounded["betweenness"]) == (0.3996, 0.4056)
    assert rounded["closeness"] == 0.2982
    assert round(found["density"], 4) == 0.1390
    assert round(found["transitivity"], 4) == 0.2557
    assert round(found["ei"], 4) == -0.7179
    assert found["brokerage"] == {
        **{"coordinator": 510, "representative": 128, "gatekeeper": 128},
        **{"itinerant": 20, "liaison": 0},
    }
    nodes = {one["id"]: one for one in found["nodes"]}
    assert round(nodes["0"]["betweenness"], 4) == 0.4376
    assert [one for one, row in nodes.items() if row["articulation"]] == ["0"]
    keys = {"id", "degree", "betweenness", "closeness", "harmonic", "constraint", "core"}
    assert set(nodes["33"]) >= {*keys, "articulation"}


def test_measures_without_groups_and_in_parts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edges, groups = tmp_path / "edges.csv", tmp_path / "groups.csv"
    edges.write_text("source,target,weight\na,b,2\nb,c,0.5\n", "utf-8")
    found = json.loads(run(capsys, "measures", str(edges), "--json"))
    assert found["ei"] is found["brokerage"] is None
    assert [one["strength"] for one in found["nodes"]] == [2.0, 2.5, 0.5]
    groups.write_text("node,group\na,x\nb,x\nc,y\nd,y\n", "utf-8")
    found = json.loads(run(capsys, "measures", str(edges), "--groups", str(groups), "--json"))
    assert (found["n"], found["isolates"], found["components"]) == (4, 1, 2)
    assert found["centralisation"]["closeness"] is None
    assert found["centralisation"]["harmonic"] > 0
    (alone,) = [one for one in found["nodes"] if one["id"] == "d"]
    assert (alone["constraint"], alone["harmonic"], alone["closeness"]) == (None, 0.0, 0.0)
    text = run(capsys, "measures", str(edges), "--groups", str(groups))
    assert "density: 0.3333" in text
    assert "closeness: not defined" in text
    assert "Isolates count." in text


def test_measures_of_ties_that_go_one_way(
    karate_files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edges = tmp_path / "one-way.csv"
    edges.write_text("source,target\na,b\nb,c\nc,b\n", "utf-8")
    plain = json.loads(run(capsys, "measures", str(edges), "--json"))
    found = json.loads(run(capsys, "measures", str(edges), "--directed", "--json"))
    assert list(found) == list(plain)
    assert list(found["nodes"][0]) == list(plain["nodes"][0])
    assert (plain["m"], found["m"]) == (2, 3), "there and back are two"
    assert found["density"] == 3 / 6
    # The one way from a to c passes b, of the (n-1)(n-2) = 2 that there are for it.
    assert [one["betweenness"] for one in found["nodes"]] == [0, 0.5, 0]
    # Nobody leads to a; a and c lead to b in one step; b in one and a in two lead to c.
    assert [one["harmonic"] for one in found["nodes"]] == [0, 1, 0.75]
    assert [one["degree"] for one in found["nodes"]] == [1, 3, 2]
    assert found["centralisation"]["closeness"] is None
    assert "Each tie counts one way." in run(capsys, "measures", str(edges), "--directed")
    # Zachary's ties, written down both ways, are those that the published roles count.
    both = tmp_path / "both.csv"
    rows = Path(karate_files[0]).read_text("utf-8").splitlines()[1:]
    back = [",".join(reversed(row.split(","))) for row in rows]
    both.write_text("\n".join(["source,target", *rows, *back]), "utf-8")
    groups = karate_files[1]
    found = json.loads(
        run(capsys, "measures", str(both), "--groups", groups, "--directed", "--json")
    )
    assert list(found["brokerage"].values()) == [510, 128, 128, 20, 0]
    assert round(found["ei"], 4) == -0.7179


def test_measures_with_weights_where_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edges = tmp_path / "edges.csv"
    edges.write_text("source,target,weight\na,b,3\na,c,1\n", "utf-8")
    plain = json.loads(run(capsys, "measures", str(edges), "--json"))
    found = json.loads(run(capsys, "measures", str(edges), "--weighted", "--json"))
    assert plain["nodes"][0]["constraint"] == pytest.approx(0.5**2 + 0.5**2)
    assert found["nodes"][0]["constraint"] == pytest.approx(0.75**2 + 0.25**2)
    assert found["nodes"][0]["strength"] == plain["nodes"][0]["strength"] == 4
    unweighted = ("degree", "betweenness", "closeness", "harmonic", "core", "articulation")
    for one, other in zip(plain["nodes"], found["nodes"], strict=True):
        assert [one[name] for name in unweighted] == [other[name] for name in unweighted]


def test_measures_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edges = tmp_path / "edges.csv"
    edges.write_text("source,target\n", "utf-8")
    found = json.loads(run(capsys, "measures", str(edges), "--json"))
    assert (found["n"], found["m"], found["density"], found["nodes"]) == (0, 0, 0.0, [])


@pytest.mark.parametrize("words", ["from,to\na,b\n", "source,target\na,\n"])
def test_a_bad_list_of_ties_exits_with_2(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edges = tmp_path / "edges.csv"
    edges.write_text(words, "utf-8")
    assert cli.main(["measures", str(edges), "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err


def test_a_node_without_a_group_exits_with_2(
    karate_files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = tmp_path / "few.csv"
    groups.write_text("node,group\n0,x\n", "utf-8")
    assert cli.main(["measures", karate_files[0], "--groups", str(groups)]) == 2
    assert "33 of 34 have no group" in capsys.readouterr().err
