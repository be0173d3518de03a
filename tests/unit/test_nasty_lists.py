"""Every nasty file comes to what was expected of it before anybody looked."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from joinedup import cli
from joinedup.imports.choices import Choices
from joinedup.imports.fields import Kind
from joinedup.imports.plan import Plan
from joinedup.services import partner_lists
from scripts.make_nasty_lists import EXPECTED, FOLDER
from scripts.nasty_lists import files
from scripts.nasty_lists.large import LARGE
from tests.unit.list_samples import TODAY, base

COUNTS = ("rows", "used", "waiting", "left_out", "new", "changed", "unchanged", "to_confirm")
Case = dict[str, Any]


@cache
def cases() -> dict[str, Case]:
    loaded: dict[str, Case] = yaml.safe_load((FOLDER / EXPECTED).read_text(encoding="utf-8"))
    return loaded


def marked(name: str) -> Any:
    gap = cases()[name].get("known_gap")
    return pytest.param(name, marks=[pytest.mark.xfail(reason=gap)] if gap else [], id=name)


@pytest.fixture(autouse=True)
def _own_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a person published or chose is known."""
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path_factory.getbasetemp() / "nasty-lists"))


def checked(
    path: Path, case: Case, capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of ``python -m joinedup check``."""
    words = ["check", str(path), "--footprint", case.get("footprint", "south-yorkshire")]
    words += ["--kind", case["given"]] if "given" in case else []
    code = cli.main([*words, "--json", "--date", TODAY])
    printed = capsys.readouterr()
    assert printed.err == ""
    return code, json.loads(printed.out)


def planned(name: str) -> Plan:
    """The plan of one of the files, as the page and the command line make it."""
    source = partner_lists.open_list(name, (FOLDER / name).read_bytes())
    table = partner_lists.table_of(source)
    found = partner_lists.suggest(table)
    chosen = Choices(kind=found.kind, columns=found.chosen(), source=name, as_of=TODAY)
    against = base(cases()[name].get("footprint", "south-yorkshire"))
    return partner_lists.plan_list(against, source, table, chosen)


def listed() -> list[str]:
    """The names of cases that can be used at all."""
    return [name for name, case in cases().items() if "unusable" not in case]


@pytest.mark.parametrize("name", list(map(marked, cases())))
def test_a_file_comes_to_what_is_expected(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    case = cases()[name]
    code, found = checked(FOLDER / name, case, capsys)
    problems = [(one["code"], one["row"], one["column"]) for one in found["problems"]]
    if "unusable" in case:
        assert (code, problems) == (2, [(case["unusable"], None, "")])
        assert set(map(found.get, COUNTS)) == {0}
        return
    wanted = [tuple(one) for one in case.get("problems", ())]
    assert found["kind"] == case.get("given", case["kind"])
    assert {key: found[key] for key in COUNTS} == {**dict.fromkeys(COUNTS, 0), **case["counts"]}
    assert problems == wanted
    assert code == (1 if wanted else 0)


@pytest.mark.parametrize("name", list(cases()))
def test_whatever_it_comes_to_is_told_and_adds_up(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, found = checked(FOLDER / name, cases()[name], capsys)
    assert found["rows"] == found["used"] + found["waiting"] + found["left_out"]
    assert found["used"] == found["new"] + found["changed"] + found["unchanged"]
    for one in found["problems"]:
        assert one["message"]
        assert one["hint"].endswith((".", "?"))
    found.pop("columns", None)  # headings, which the file itself has
    told = json.dumps(found, ensure_ascii=False)
    for personal in ("@example.org", "01632", "999 000", "999000", "Ann Smith"):
        assert personal not in told


@pytest.mark.parametrize("name", [marked(one) for one in listed() if "made" in cases()[one]])
def test_new_organisations_have_the_names_and_postcodes_expected(name: str) -> None:
    made = {one.name: one.postcode for one in planned(name).dataset.organisations}
    wanted = cases()[name]["made"]
    assert {one: made.get(one) for one in wanted} == wanted


@pytest.mark.parametrize(
    "name", [marked(one) for one in listed() if "partnerships" in cases()[one]]
)
def test_new_partnerships_have_the_names_expected(name: str) -> None:
    new = [one.name for one in planned(name).changes if one.thing == "partnership"]
    assert sorted(new) == cases()[name]["partnerships"]


@pytest.mark.parametrize("name", ["contacts.csv", "contacts-unsaid.csv", "nhs-numbers.csv"])
def test_people_stay_out_of_the_dataset(name: str) -> None:
    made = repr(planned(name).dataset.organisations)
    for personal in ("Ann Smith", "example.org", "01632", "999 000", "999000", "999-000"):
        assert personal not in made


@pytest.mark.parametrize("name", list(LARGE))
def test_what_is_too_large_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, refusal = LARGE[name]
    path = tmp_path / name
    path.write_bytes(make())
    code, found = checked(path, {}, capsys)
    assert (code, [one["code"] for one in found["problems"]]) == (2, [refusal])
    assert found["problems"][0]["hint"]


def test_the_files_are_those_that_the_script_makes() -> None:
    made = files()
    assert set(made) == set(cases())
    assert {path.name for path in FOLDER.iterdir()} == {*made, EXPECTED}
    for name, content in made.items():
        assert (FOLDER / name).read_bytes() == content, name
    assert max(map(len, made.values())) < 40_000
    assert sum(map(len, made.values())) < 500_000
    assert len(made) >= 60


def test_every_case_says_what_is_nasty_about_it() -> None:
    known = {
        *("nasty", "footprint", "kind", "given", "counts", "problems", "unusable", "made"),
        *("partnerships", "known_gap"),
    }
    for name, case in cases().items():
        assert case["nasty"], name
        assert case.keys() <= known, name
        assert ("unusable" in case) != ("counts" in case), name
        assert case.get("kind", Kind.MATRIX) in set(Kind), name
