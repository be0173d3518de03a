"""What the popover "Print" offers is what there is to be had."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.ui import documents, printing

Visit = Callable[..., AppTest]
VIEW = {"dataset": "south-yorkshire", "places": "Rotherham"}


pytestmark = pytest.mark.usefixtures("fresh_store")


@pytest.fixture
def offered(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[list[Any]]]:
    """What the open popover of a page offers: label, document, form, what its address adds."""
    told: list[list[list[Any]]] = []
    monkeypatch.setattr(printing, "_component", lambda offers, *_: told.append(offers))

    def ask(page: str, **params: str) -> list[list[Any]]:
        at = visit(page, unfolded=(), **params)
        at.session_state["print"] = True
        assert not at.run().exception
        return told[-1]

    return ask


def pictures(offers: list[list[Any]]) -> set[str]:
    """Of what a picture is offered, as drawing and as image."""
    kinds = [
        {str(dict(more)["of"]) for _, _, asked, more in offers if asked == form}
        for form in ("png", "svg")
    ]
    assert kinds[0] == kinds[1]
    return kinds[0]


@pytest.mark.parametrize("page", ["overview", "map", "network", "unconnected", "parity", "about"])
def test_pictures_are_offered_where_the_document_has_them(
    offered: Callable[..., list[list[Any]]], page: str
) -> None:
    made, problems = documents.of_query(page, [*VIEW.items()])
    assert not problems
    found = pictures(offered(page, **VIEW))
    assert found == {one.kind for one in made.pictures if one.kind != "chart"}


@pytest.mark.parametrize("kind", ["map", "network"])
def test_a_comparison_gives_the_picture_that_it_shows(
    offered: Callable[..., list[list[Any]]], kind: str
) -> None:
    assert pictures(offered("compare", **VIEW, picture=kind.capitalize())) == {kind}


def test_a_pack_is_offered_of_one_area_only(offered: Callable[..., list[list[Any]]]) -> None:
    def packs(**params: str) -> list[str]:
        return [label for label, name, _, _ in offered("map", **params) if name == "pack"]

    assert packs(**VIEW) == ["Pack for Rotherham (2 pages)"]
    assert packs(dataset="south-yorkshire") == []


@pytest.mark.parametrize(
    ("kept", "words"), [(1, "2 pages and 1 diagram"), (3, "2 pages and 2 diagrams")]
)
def test_a_pack_says_how_many_diagrams_follow_behind_its_two_pages(
    offered: Callable[..., list[list[Any]]], kept: int, words: str
) -> None:
    for number in range(kept):
        services.new_diagram(
            f"Drawn {number}",
            text="Aim\n- One",
            kind="driver",
            dataset="south-yorkshire",
            author="A. Lead",
        )
    labels = [label for label, name, _, _ in offered("map", **VIEW) if name == "pack"]
    assert labels == [f"Pack for Rotherham ({words})"]
