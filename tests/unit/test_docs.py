"""What the documentation says is there: links, pictures, commands, pages, versions."""

import json
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import joinedup
from joinedup.store.bundled import dataset_names
from joinedup.ui.navigation import PAGES

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
    assert {"map", "network", "overview", "unconnected"} == {path.stem for path in pictures}
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


def test_each_part_of_the_glossary_is_in_order() -> None:
    for part in text("docs/glossary.md").split("\n## ")[1:]:
        terms = [term.casefold() for term in re.findall(r"^\*\*(.+?)\*\*:", part, re.MULTILINE)]
        assert terms == sorted(terms)


def test_the_changelog_names_this_version_and_its_day() -> None:
    heads = re.findall(r"^## \[([\w.]+)\](?: - (\d{4}-\d{2}-\d{2}))?$", text("CHANGELOG.md"), re.M)
    assert heads[0] == ("Unreleased", "")
    assert heads[1][0] == joinedup.__version__
    assert heads[1][1]
