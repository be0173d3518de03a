"""The words that parameters may hold, in real footprints and in made-up ones."""

from collections import Counter
from dataclasses import replace

import pytest

from joinedup.model import Area, AreaLevel, Dataset, Sector
from joinedup.services import dataset_names
from joinedup.views import Vocabulary, vocabulary
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, dataset


def words(footprint: str = "south-yorkshire") -> Vocabulary:
    return vocabulary(dataset(footprint), dataset_names())


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_no_two_words_of_a_parameter_share_a_label(footprint: str) -> None:
    for name, labels in words(footprint).words.items():
        counts = Counter(label.casefold() for label in labels.values())
        assert [label for label, count in counts.items() if count > 1] == [], name


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_every_word_is_found_by_its_label_and_its_id(footprint: str) -> None:
    vocabulary = words(footprint)
    for name, labels in vocabulary.words.items():
        for word, label in labels.items():
            assert vocabulary.find(name, label) == word
            assert vocabulary.find(name, label.upper()) == word
            assert vocabulary.find(name, word) == word


def test_neighbourhoods_of_one_name_carry_their_place() -> None:
    labels = words_of([("n1", "Central", "Ashdale"), ("n2", "Central", "Birchford")])
    assert labels == {"n1": "Central (Ashdale)", "n2": "Central (Birchford)"}


def test_neighbourhoods_of_one_name_in_one_place_carry_their_id_as_well() -> None:
    labels = words_of([("n1", "Central", "Ashdale"), ("n2", "central", "Ashdale")])
    assert len({label.casefold() for label in labels.values()}) == 2


def test_kinds_that_differ_in_their_capital_only_are_told_apart() -> None:
    made = sample.dataset(
        partnerships=[sample.partnership(kind, kind=kind) for kind in ("board", "Board")]
    )
    vocabulary_of_kinds = vocabulary(made, {})
    labels = vocabulary_of_kinds.words["kinds"]
    assert len(set(labels.values())) == 2
    assert {vocabulary_of_kinds.find("kinds", label) for label in labels.values()} == set(labels)


def words_of(hoods: list[tuple[str, str, str]]) -> dict[str, str]:
    areas = tuple(
        Area(
            id=key,
            name=name,
            level=AreaLevel.NEIGHBOURHOOD,
            parent=parent,
            provenance=sample.provenance(),
        )
        for key, name, parent in hoods
    )
    made: Dataset = sample.dataset()
    return dict(vocabulary(replace(made, areas=made.areas + areas), {}).words["neighbourhood"])


def test_sectors_keep_their_order() -> None:
    occurring = {one.sector for one in dataset().organisations}
    expected = [sector.value for sector in Sector if sector in occurring]
    assert list(words().words["sectors"]) == expected
    assert len(expected) < len(Sector)


def test_a_word_without_a_label_is_its_own() -> None:
    assert words().label("places", "E99999999") == "E99999999"
    assert Vocabulary().label("places", "x") == "x"
    assert Vocabulary().find("places", "x") is None
