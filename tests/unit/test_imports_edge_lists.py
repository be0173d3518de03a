"""Plain lists of ties: what they come to, and what each fault is told as."""

import pytest

from joinedup.errors import MeasureError
from joinedup.imports.edge_lists import read_edges, read_groups


def test_pairs_stand_once_in_the_order_of_the_file() -> None:
    found = read_edges(b"source,target\nb,a\na,b\na,c\nc,c\n")
    assert dict(found.edges) == {("b", "a"): 2.0, ("a", "c"): 1.0}
    assert list(found.edges) == [("b", "a"), ("a", "c")]
    assert found.loops == 1


def test_columns_stand_in_any_order_and_weights_may_be_left_out() -> None:
    text = '\ufeffWeight,TARGET,note,Source\r\n0.5,Åse Group,x,"B, C"\r\n,d,,e\r\n\r\n'
    assert dict(read_edges(text.encode()).edges) == {("B, C", "Åse Group"): 0.5, ("e", "d"): 1.0}


def test_names_are_what_stands_in_the_cells() -> None:
    found = read_edges(b"source,target\n 01 ,1\nNA,null\n")
    assert list(found.edges) == [("01", "1"), ("NA", "null")]


def test_groups_by_node() -> None:
    assert read_groups(b"node,group\na,x\nb,y\na,x\n") == {"a": "x", "b": "y"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "There is no column “source”"),
        (b"from,to\na,b\n", "There is no column “source”"),
        (b"source,target\na,b\na,\n", "Row 3 has no target"),
        (b"source,target\na\n", "Row 2 has no target"),
        (b"source,target,weight\na,b,heavy\n", "row 2"),
        (b"source,target,weight\na,b,0\n", "row 2"),
        (b"source,target,weight\na,b,nan\n", "row 2"),
        (b"source,target,weight\na,b,1e999\n", "row 2"),
        (b"source,target\n\xff\xfe,b\n", "no UTF-8"),
        (b"source,target\n" + b"x" * 40_000 + b",b\n", "Row 2"),
        (b"source,target\n" + b"x" * 200_000 + b",b\n", "Row 2"),
        (b"x" * (20 * 1024 * 1024 + 1), "20 MB"),
        (b"source,target\n" + b"a,b\n" * 100_001, "100,000"),
    ],
)
def test_a_bad_list_is_refused_with_what_to_do(content: bytes, told: str) -> None:
    with pytest.raises(MeasureError) as refused:
        read_edges(content)
    assert told in refused.value.what
    assert refused.value.hint


def test_a_node_of_two_groups_is_refused() -> None:
    with pytest.raises(MeasureError, match="Row 3 gives a second group to one node: 'a'"):
        read_groups(b"node,group\na,x\na,y\n")
