"""What the documentation says is there: links, pictures, commands, pages, columns, problems."""

import ast
import json
import os
import re
import shlex
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import joinedup
from geo import geojson
from joinedup import services
from joinedup.imports import packages, polygons, reading, records, tables
from joinedup.imports.choices import Choices
from joinedup.imports.columns import missing_groups
from joinedup.imports.fields import FIELDS, Kind
from joinedup.imports.plan import Outcome, Plan
from joinedup.services import partner_lists
from joinedup.store import queries, wording
from joinedup.store.bundled import dataset_names
from joinedup.store.engine import FILE_NAME, open_store
from joinedup.ui.menu import PAGES

ROOT = Path(__file__).resolve().parents[2]
ADRS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
PROSE = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "data" / "README.md"],
)
WINDOWS = [
    r"py -m venv .venv ; .venv\Scripts\python -m pip install -r requirements.txt",
    r".venv\Scripts\python -m streamlit run dashboard.py",
]
MOST_BYTES = 400_000


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


README = text("README.md")
GUIDE = text("docs/partner-lists.md")


def blocks(markdown: str) -> list[str]:
    """What stands in fences, without the fences."""
    return re.findall(r"^```\w*\n(.*?)^```$", markdown, re.MULTILINE | re.DOTALL)


def links(path: Path) -> Iterator[str]:
    """Targets of links and pictures outside fences."""
    prose = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    yield from re.findall(r"\]\(([^)\s]+)\)", prose)


def anchors(path: Path) -> set[str]:
    """A file's headings as links name them."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


# --- links and pictures ------------------------------------------------------------


def test_there_is_something_to_check() -> None:
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "architecture.md"} <= {
        path.name for path in PROSE
    }
    assert ROOT / "docs" / "partner-lists.md" in PROSE
    assert len(list(links(ROOT / "README.md"))) > 10
    assert len(ADRS) >= 6


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    broken = []
    for link in links(path):
        name, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_pictures_are_one_screen_and_small() -> None:
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert {"map", "network", "overview", "programmes", "unconnected"} == {
        path.stem for path in pictures
    }
    for path in pictures:
        head = path.read_bytes()[:24]
        assert struct.unpack(">II", head[16:24]) == (1280, 800), path.name
        assert path.stat().st_size <= MOST_BYTES, path.name


def test_the_first_screen_has_one_picture_and_two_commands() -> None:
    first = README[: README.index("On Windows")]
    assert re.findall(r"!\[[^\]]+\]\(([^)]+)\)", first) == ["docs/images/map.png"]
    commands = [line.split("#")[0].strip() for line in blocks(first)[0].splitlines()]
    assert commands == ["make run", "make test"]
    assert len(blocks(first)) == 1


# --- commands ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_every_make_target_that_is_named_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z][a-z -]*):(?!=)", text("Makefile"), re.MULTILINE))
    known = {word for group in targets for word in group.split()}
    named = set(re.findall(r"(?:^|`|; )make ([a-z-]+)", text(name), re.MULTILINE))
    assert named
    assert named <= known


def test_windows_needs_two_lines_and_they_name_what_is_there() -> None:
    assert "\n".join(WINDOWS) + "\n" in blocks(README)
    assert (ROOT / "requirements.txt").is_file()
    assert (ROOT / "dashboard.py").is_file()


def run_module(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a documented ``python -m ...`` line with the Python of this process."""
    words = line.split()
    assert words[1] == "-m"
    return subprocess.run(
        [sys.executable, *words[1:]],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_summary_runs_as_shown() -> None:
    line = ".venv/bin/python -m joinedup summary south-yorkshire --json"
    assert f"{line}\n" in blocks(README)
    done = run_module(line)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert (found["places"], found["neighbourhoods"], found["practices"]) == (4, 34, 170)


def test_a_footprint_of_ones_own_is_found_where_the_variable_points(tmp_path: Path) -> None:
    assert "`JOINEDUP_FOOTPRINTS=/path/to/folder make run`" in README
    shutil.copytree(ROOT / "data" / "footprints" / "cheshire-west", tmp_path / "my-own-2")
    line = "python -m joinedup summary my-own-2 --json"
    assert run_module(line).returncode == 2
    done = run_module(line, JOINEDUP_FOOTPRINTS=str(tmp_path))
    assert json.loads(done.stdout)["id"] == "my-own-2"


CHECK = ".venv/bin/python -m joinedup check partners.csv --footprint south-yorkshire --json"
PUBLISH = (
    ".venv/bin/python -m joinedup publish partners.csv --footprint south-yorkshire "
    '--note "List of March"'
)
BACKUP = (
    '.venv/bin/python -c "import sqlite3; '
    "sqlite3.connect('data/store/joinedup.sqlite3').backup(sqlite3.connect('backup.sqlite3'))\""
)


def run_line(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a documented line in a folder with the Python of this process."""
    words = shlex.split(line)
    assert words[0] == ".venv/bin/python"
    return subprocess.run(
        [sys.executable, *words[1:]],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("document", [README, GUIDE], ids=["README", "guide"])
def test_lists_are_checked_and_published_as_shown(document: str, tmp_path: Path) -> None:
    assert f"{CHECK}\n{PUBLISH}\n" in blocks(document)
    (tmp_path / "partners.csv").write_text(example("Memberships"), encoding="utf-8")
    checked = run_line(CHECK, tmp_path, JOINEDUP_STORE=str(tmp_path))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert json.loads(checked.stdout)["new"] == 2
    published = run_line(PUBLISH, tmp_path, JOINEDUP_STORE=str(tmp_path))
    assert (published.returncode, published.stderr) == (0, "")
    (newest, _) = open_store(tmp_path).versions("south-yorkshire")
    assert newest.note == "List of March"


#: What cannot be said of a list that cannot be used.
NOT_OF_UNUSABLE = {"kind", "changes", "notes", "columns"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Name,Post code,Sector\nOak Lane Community Trust,S70 2TA,VCSE\n", 0),
        ("Name,Post code\nOak Lane Community Trust,S70 2TA\n", 1),
        ("Name,Post code,Sector\nOak Lane Community Trust,S70,VCSE\n", 1),
        ("", 2),
    ],
)
def test_exit_codes_and_keys_are_those_of_the_guide(
    content: str, code: int, tmp_path: Path
) -> None:
    assert re.findall(r"^\| ([012]) \| .+ \|$", GUIDE, re.MULTILINE) == ["0", "1", "2"]
    (tmp_path / "partners.csv").write_text(content, encoding="utf-8")
    done = run_line(CHECK, tmp_path, JOINEDUP_STORE=str(tmp_path))
    assert done.returncode == code
    found = json.loads(done.stdout)
    table, sentence = GUIDE.split("| key | what it holds |\n| --- | --- |\n")[1].split("\n\n")[:2]
    cells = [row.split("|")[1] for row in table.splitlines()]
    keys = {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}
    assert keys - set(found) == (NOT_OF_UNUSABLE if code == 2 else {"error"})
    assert set(found) <= keys
    assert found["used"] + found["waiting"] + found["left_out"] == found["rows"]
    fields = re.findall(r"`(\w+)`", sentence)
    assert all(sorted(one) == sorted(fields) for one in found["problems"])
    assert bool(found["problems"]) == (code > 0)


def test_the_store_is_copied_as_shown(tmp_path: Path) -> None:
    assert f"{BACKUP}\n" in blocks(README)
    folder = tmp_path / "data" / "store"
    assert FILE_NAME == "joinedup.sqlite3"
    (tmp_path / "partners.csv").write_text(example("Ties"), encoding="utf-8")
    assert run_line(PUBLISH, tmp_path, JOINEDUP_STORE=str(folder)).returncode == 0
    assert run_line(BACKUP, tmp_path).returncode == 0
    copied, own = open_store(tmp_path / "backup.sqlite3"), open_store(folder)
    assert copied.versions("south-yorkshire") == own.versions("south-yorkshire")
    assert len(copied.versions("south-yorkshire")) == 2


# --- partner lists -------------------------------------------------------------------


def part(heading: str) -> str:
    """The part of the guide below a heading, up to the next one."""
    return re.split(rf"^##+ {heading}\n", GUIDE, flags=re.M)[1].split("\n##")[0]


def example(heading: str) -> str:
    """The list that the guide shows for a kind."""
    (found,) = blocks(part(heading))
    return found


def planned(content: str) -> Plan:
    """The plan of a list for South Yorkshire as it comes with the program."""
    dataset = services.load_dataset("south-yorkshire")
    base = partner_lists.base_of(dataset, services.load_boundaries(dataset.id, dataset.version))
    source = partner_lists.open_list("partners.csv", content.encode())
    table = partner_lists.table_of(source)
    found = partner_lists.suggest(table)
    choices = Choices(
        kind=found.kind, columns=found.chosen(), source=source.name, as_of="2026-03-01"
    )
    return partner_lists.plan_list(base, source, table, choices)


@pytest.mark.parametrize("kind", Kind)
def test_the_example_of_each_kind_is_read_as_one(kind: Kind) -> None:
    plan = planned(example(kind.label))
    assert plan.kind is kind
    assert {one.code for one in plan.problems} <= {"areas-left-over"}  # an example is short
    assert plan.used == plan.rows == len(example(kind.label).splitlines()) - 1
    assert not plan.is_empty


@pytest.mark.parametrize("kind", Kind)
def test_the_guide_says_what_each_kind_needs(kind: Kind) -> None:
    said = " ".join(part(kind.label).split())
    assert f": {'; '.join(missing_groups(kind, {}))}." in said


def documented_columns() -> Iterator[str]:
    """A row of the guide's table for each thing that a column can hold."""
    kinds: dict[tuple[str, str, str], list[str]] = {}
    for kind in Kind:
        for field in FIELDS[kind]:
            name = f"`{field.name}`" if field.exported else ""
            kinds.setdefault((field.label, name, field.help), []).append(kind.value)
    for (label, name, told), lists in kinds.items():
        where = "all" if len(lists) == len(Kind) else ", ".join(lists)
        yield f"| {label} | {name} | {told.replace('|', chr(92) + '|')} | {where} |"


def test_the_table_of_columns_is_that_of_the_fields() -> None:
    rows = [line for line in part("Columns").splitlines() if line.startswith("|")]
    assert rows[2:] == list(documented_columns())


# What stands between braces in the codes that are put together.
FAMILIES = {
    "{}-unreadable": ("ods-code", "charity-number", "company-number", "org-id", "ons-code"),
    "too-many-{}": ("corners", "areas"),
    "{}-unknown": ("place", "neighbourhood"),
    "{}-differs": ("place", "neighbourhood"),
}
WHOLE, WAITS, GOES_IN = "The list cannot be used.", "The row waits.", "The row goes in; look at it."
#: Refusals of one area of a GeoJSON file; those of the whole file are raised the same way.
OF_AN_AREA = frozenset(
    {"no-polygon", "polygon-broken", "polygon-elsewhere", "polygon-swapped", "polygon-unnamed"}
)


def codes_in(node: ast.expr) -> set[str]:
    """The codes that an argument can be: a text, one of two, or one of a family."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return codes_in(node.body) | codes_in(node.orelse)
    if isinstance(node, ast.JoinedStr):
        pattern = "".join(
            str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values
        )
        return {pattern.format(word) for word in FAMILIES[pattern]}
    return set()


def problem_of(call: ast.Call) -> tuple[ast.expr, str] | None:
    """The argument that is the code of a problem, and in which table it belongs."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    keywords = {one.arg: one.value for one in call.keywords}
    waits = keywords.get("waits")
    row = GOES_IN if isinstance(waits, ast.Constant) and waits.value is False else WAITS
    if name in ("ListError", "GeoJsonError") and call.args:
        return call.args[0], WHOLE
    if name == "problem":
        return call.args[0], row
    if name == "Problem":
        return keywords["code"], row
    return (call.args[1], GOES_IN) if name == "_said" else None


@cache
def codes_of_the_program() -> frozenset[tuple[str, str]]:
    """Every code of a problem with the table that it belongs in, out of the program's text."""
    folders = [ROOT / "joinedup" / name for name in ("imports", "services", "ui")]
    files = [*(path for one in folders for path in one.glob("*.py"))]
    files += [ROOT / "joinedup" / "cli.py", ROOT / "geo" / "geojson.py"]
    found = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (known := problem_of(node)):
                argument, where = known
                found |= {
                    (code, WAITS if code in OF_AN_AREA else where) for code in codes_in(argument)
                }
    return frozenset(found)


def test_every_problem_is_in_the_guide_and_no_other() -> None:
    written = set()
    for table in (WHOLE, WAITS, GOES_IN):
        rows = part("Problems").split(f"**{table}**")[1].split("\n**")[0]
        for codes, meaning, what_to_do in re.findall(
            r"^\| (`.+?`) \| (.+) \| (.+) \|$", rows, re.M
        ):
            assert meaning
            assert what_to_do
            written |= {(code, table) for code in re.findall(r"`([^`]+)`", codes)}
    assert written == codes_of_the_program()
    assert len(written) > 60


def test_the_words_of_the_plan_are_explained() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \| .+ \|$", part("The plan"), re.MULTILINE)
    names = {Outcome.TO_CONFIRM: "to be confirmed", Outcome.LEFT_OUT: "left out"}
    assert rows == ["word", *(names.get(one, one.value) for one in Outcome)]


def test_the_limits_are_those_of_the_program() -> None:
    said = part("Limits")
    numbers = [
        *(
            f"{reading.MAX_BYTES // 1024**2} MB",
            f"{tables.MAX_ROWS:,}",
            f"| {tables.MAX_COLUMNS} |",
        ),
        *(
            f"{tables.MAX_CELLS:,}",
            f"{tables.MAX_CELL:,}",
            f"{packages.MAX_UNPACKED // 1024**2} MB",
        ),
        f"with up to {records.LONGEST}",
        f"{geojson.MAX_FEATURES:,} and {geojson.MAX_CORNERS:,}",
        f"above {polygons.MAX_DRAWN_CORNERS:,} corners",
        f"{wording.MAX_AUTHOR} and {wording.MAX_NOTE} characters",
        *(f"| {partner_lists.PROBLEMS_KEPT:,};", f"newest {queries.MAX_MEMORIES:,}"),
    ]
    assert [one for one in numbers if one not in said] == []


# --- names -------------------------------------------------------------------------


def test_the_readme_names_every_page_with_its_address() -> None:
    rows = dict(re.findall(r"^\| ([A-Z][\w ]+) \| `(/\w*)` \|", README, re.MULTILINE))
    assert rows == {title: f"/{address}" for _, title, address, *_ in PAGES}


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_every_footprint_is_named(name: str) -> None:
    words = " ".join(text(name).split())
    assert [one for one in dataset_names().values() if one not in words] == []


def test_the_index_lists_every_decision_under_its_own_title() -> None:
    rows = re.findall(r"^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \|$", text("docs/adr/README.md"), re.M)
    expected = []
    for path in ADRS:
        number, title = path.read_text(encoding="utf-8").splitlines()[0].split(". ", 1)
        assert number == f"# {int(path.name[:4])}"
        expected.append((path.name[:4], path.name, title))
    assert rows == expected
    assert len({number for number, *_ in rows}) == len(rows)


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_a_decision_has_its_parts(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert re.search(r"^Status: \w+", content, re.MULTILINE)
    parts = [content.index(f"## {part}\n") for part in ("Context", "Decision", "Consequences")]
    assert parts == sorted(parts)


def test_the_glossary_explains_each_term_once() -> None:
    glossary = text("docs/glossary.md")
    terms = [term.casefold() for term in re.findall(r"^\*\*(.+?)\*\*:", glossary, re.MULTILINE)]
    assert len(terms) > 40
    assert sorted(set(terms)) == sorted(terms)
    assert {"footprint", "place", "neighbourhood", "pcn", "unknown", "isolate"} <= set(terms)


def test_the_glossary_has_the_words_that_the_guide_leans_on() -> None:
    terms = set(re.findall(r"^\*\*(.+?)\*\*:", text("docs/glossary.md").casefold(), re.MULTILINE))
    leaned_on = {one.casefold() for one in re.findall(r"(?<!\*)\*(\w[\w ]*)\*(?!\*)", GUIDE)}
    assert {"plan", "version"} <= leaned_on
    assert leaned_on - {"italics"} <= terms


def test_each_part_of_the_glossary_is_in_order() -> None:
    for part in text("docs/glossary.md").split("\n## ")[1:]:
        terms = [term.casefold() for term in re.findall(r"^\*\*(.+?)\*\*:", part, re.MULTILINE)]
        assert terms == sorted(terms)


def test_the_changelog_names_this_version_and_its_day() -> None:
    heads = re.findall(r"^## \[([\w.]+)\](?: - (\d{4}-\d{2}-\d{2}))?$", text("CHANGELOG.md"), re.M)
    assert heads[0] == ("Unreleased", "")
    assert heads[1][0] == joinedup.__version__
    assert heads[1][1]
