"""The labelled pairs, each one's own expectation, and what holds for every name on record."""

import random
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from benchmarks.matching import (
    PRECISION,
    RECALL,
    Case,
    Result,
    load_cases,
    main,
    precision,
    recall,
    register_of,
    run,
    table,
)
from joinedup.imports.matching import Candidate, Certainty, Described, Match
from joinedup.imports.naming import pack, readings
from joinedup.model import Organisation
from joinedup.store.bundled import dataset_ids, load_dataset

CASES = load_cases()
FOOTPRINTS = (
    "south-yorkshire",
    "bradford-district",
    "cheshire-west",
    "herefordshire-and-worcestershire",
)


def title(case: Case) -> str:
    return f"{case.damage}: {case.given.name or case.given.identifiers}"


@pytest.mark.parametrize("case", CASES, ids=title)
def test_a_case_comes_out_as_expected(case: Case) -> None:
    result = run([case])[0]
    assert result.as_expected, f"{result.outcome}: {result.match}"


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 220
    assert sum(case.expected is None for case in CASES) >= 70
    assert len({case.damage for case in CASES}) >= 20
    assert {case.footprint for case in CASES} == set(FOOTPRINTS)


def test_no_case_is_there_twice() -> None:
    seen = Counter((case.footprint, case.given) for case in CASES)
    assert [given for given, times in seen.items() if times > 1] == []


def test_each_case_means_an_organisation_of_its_footprint() -> None:
    known = {name: load_dataset(name).organisation_by_id for name in FOOTPRINTS}
    assert [c for c in CASES if c.expected and c.expected not in known[c.footprint]] == []


def test_every_automatic_match_of_the_cases_is_right() -> None:
    results = run(CASES)
    assert [title(one.case) for one in results if one.outcome == "wrong"] == []
    assert precision(results) >= PRECISION


def test_nearly_all_pairs_are_matched_or_shown() -> None:
    assert recall(run(CASES)) >= RECALL


def test_every_automatic_match_carries_its_reason() -> None:
    for result in run(CASES):
        assert all(one.reason and one.words for one in result.match.candidates)


# --- every name on record -------------------------------------------------------------


def everybody() -> Iterator[tuple[str, Organisation]]:
    for footprint in FOOTPRINTS:
        yield from ((footprint, one) for one in load_dataset(footprint).organisations)


def postcode_of(one: Organisation) -> str:
    packed = "".join(one.postcode.split())
    return f"{packed[:-3]} {packed[-3:]}" if packed else ""


def keys(one: Organisation) -> set[str]:
    return {pack(text) for name in (one.name, *one.aliases) for text in readings(name)}


def test_an_organisation_that_is_left_out_is_never_taken_for_another() -> None:
    wrong = []
    for footprint, one in everybody():
        for postcode in (postcode_of(one), ""):
            given = Described(name=one.name, postcode=postcode, sector=one.sector)
            match = register_of(footprint).match(given, without=one.id)
            if match.certainty is Certainty.CERTAIN:
                other = load_by_id(footprint)[match.candidates[0].organisation]
                # Six bodies share their very name; no name can tell them apart.
                if not keys(one) & keys(other):
                    wrong.append((one.name, other.name))
    assert wrong == []


def test_an_organisation_of_one_footprint_is_not_taken_for_one_of_another() -> None:
    wrong = []
    for footprint, one in everybody():
        given = Described(name=one.name, postcode=postcode_of(one))
        for other in set(FOOTPRINTS) - {footprint}:
            match = register_of(other).match(given)
            if match.certainty is Certainty.CERTAIN:
                wrong += [(one.id, c) for c in match.candidates if c.organisation != one.id]
    assert wrong == []


def test_an_organisation_is_found_by_its_own_name_and_postcode() -> None:
    doubtful = Counter[str]()
    for footprint, one in everybody():
        if one.postcode:
            match = register_of(footprint).match(
                Described(name=one.name, postcode=postcode_of(one))
            )
            assert one.id in [candidate.organisation for candidate in match.candidates]
            doubtful[match.conflict] += 1
    assert doubtful.keys() == {"", "Several organisations on record have this name and postcode"}
    assert doubtful["Several organisations on record have this name and postcode"] == 7


def drop(name: str, at: int) -> str:
    return name[:at] + name[at + 1 :]


def swap(name: str, at: int) -> str:
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def double(name: str, at: int) -> str:
    return name[: at + 1] + name[at:]


@pytest.mark.parametrize("slip", [drop, swap, double])
def test_a_slip_of_the_keyboard_loses_few_and_mistakes_none(
    slip: Callable[[str, int], str],
) -> None:
    rng = random.Random(5)
    found = Counter[str]()
    for footprint, one in everybody():
        name = slip(one.name, rng.randrange(1, len(one.name) - 1))
        given = Described(name=name, postcode=postcode_of(one))
        match = register_of(footprint).match(given)
        shown = one.id in [candidate.organisation for candidate in match.candidates]
        assert shown or match.certainty is not Certainty.CERTAIN, (name, match)
        found["shown" if shown else "missed"] += 1
    assert found["shown"] / found.total() >= RECALL


def load_by_id(footprint: str) -> dict[str, Organisation]:
    if footprint not in _BY_ID:
        _BY_ID[footprint] = dict(load_dataset(footprint).organisation_by_id)
    return _BY_ID[footprint]


_BY_ID: dict[str, dict[str, Organisation]] = {}


def test_all_bundled_footprints_with_real_names_have_cases() -> None:
    real = {name for name in dataset_ids() if not load_dataset(name).illustrative}
    assert set(FOOTPRINTS) == real


# --- the benchmark itself ---------------------------------------------------------------


def result(*, expected: str | None, matched: str, sure: bool) -> Result:
    one = Candidate(organisation=matched, score=90, reason="fuzzy", words="Name 90% alike")
    certainty = Certainty.CERTAIN if sure else Certainty.DOUBTFUL
    case = Case(footprint="x", given=Described(name="x"), expected=expected, damage="typo")
    return Result(case=case, match=Match(certainty=certainty, candidates=(one,)))


def test_right_and_wrong_are_counted() -> None:
    some = [
        result(expected="a", matched="a", sure=True),
        result(expected="a", matched="b", sure=True),
        result(expected=None, matched="b", sure=True),
        result(expected="a", matched="a", sure=False),
        result(expected="a", matched="b", sure=False),
        result(expected=None, matched="b", sure=False),
    ]
    assert [one.outcome for one in some] == ["right", *["wrong"] * 2, "review", "missed", "asked"]
    assert precision(some) == pytest.approx(1 / 3)
    assert recall(some) == pytest.approx(2 / 4)
    assert table(some, lambda one: one.reason, "reason").splitlines()[-1].split()[:3] == [
        *("all", "6", "1")
    ]


def test_the_benchmark_fails_on_a_wrong_match(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.matching.seconds", lambda: (0.1, 0.1))
    assert main() == 0
    wrong = [result(expected=None, matched="b", sure=True)]
    monkeypatch.setattr("benchmarks.matching.run", lambda _: wrong)
    assert main() == 1
    assert "wrong, not right or review" in capsys.readouterr().out
