"""Whatever a dataset holds, it comes back from its bytes the same; no bytes crash the reader."""

import json
from dataclasses import fields
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from joinedup.errors import DatasetError
from joinedup.model import Dataset
from joinedup.store.codec import (
    DATASET_PARTS,
    LATER_TABLES,
    decode,
    decode_boundaries,
    encode,
)
from tests.property.datasets import datasets, texts

values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)


@given(datasets(), texts)
def test_a_dataset_comes_back_the_same(dataset: Dataset, boundaries: str) -> None:
    parts = encode(dataset, boundaries)
    assert {name for name in LATER_TABLES if name in parts} == {
        name for name in LATER_TABLES if getattr(dataset, name)
    }
    back = decode(parts, version=dataset.version)
    assert back == dataset
    assert [type(getattr(back, one.name)) for one in fields(Dataset)] == [
        type(getattr(dataset, one.name)) for one in fields(Dataset)
    ]
    assert decode_boundaries(parts) == boundaries
    assert encode(back, decode_boundaries(parts)) == parts


@given(datasets(), st.data())
def test_a_part_of_another_shape_is_an_error(dataset: Dataset, data: st.DataObject) -> None:
    """One value somewhere inside a part is put in the place of any other."""
    parts = encode(dataset, "")
    name = data.draw(st.sampled_from(sorted(parts.keys() & set(DATASET_PARTS))))
    changed = damaged(json.loads(parts[name]), data)
    content = json.dumps(changed).encode()
    try:
        back = decode({**parts, name: content}, version=dataset.version)
    except DatasetError:
        return
    # What was read all the same is a valid value in the place of another.
    again = encode(back, "")
    assert again.get(name, b"[]") == json.dumps(
        changed, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode("utf-8")


def damaged(value: Any, data: st.DataObject) -> Any:
    keys = list(range(len(value)) if isinstance(value, list) else value)
    key = data.draw(st.sampled_from(keys)) if keys else None
    if key is None:
        return data.draw(values)
    deeper = isinstance(value[key], list | dict) and data.draw(st.integers(0, 4))
    changed = damaged(value[key], data) if deeper else data.draw(values)
    copy = value.copy()
    copy[key] = changed
    return copy


@given(st.sampled_from(DATASET_PARTS), st.binary(max_size=40))
def test_any_bytes_are_an_error_or_an_empty_table(name: str, content: bytes) -> None:
    parts = encode(EMPTY, "")
    try:
        back = decode({**parts, name: content}, version=EMPTY.version)
    except DatasetError:
        return
    assert back == EMPTY


EMPTY = Dataset(
    id="empty",
    name="Empty",
    version="0" * 12,
    as_of="",
    areas=(),
    organisations=(),
    partnerships=(),
    memberships=(),
)
