"""Links in ids or half right: what is meant is shown, and what is wrong is named."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from joinedup.render.escaping import escape_markdown
from tests.page.visiting import notices, said

Visit = Callable[..., AppTest]


def held(at: AppTest) -> dict[str, list[str]]:
    """What the address says in the end."""
    found = at.query_params.items()
    return {name: value if isinstance(value, list) else [value] for name, value in found}


@pytest.mark.parametrize(
    ("page", "ids", "labels"),
    [
        ("overview", {"dataset": "bradford-district"}, {"dataset": ["Bradford District"]}),
        (
            "programmes",
            {"dataset": "bradford-district", "programme": "one-workforce"},
            {"dataset": ["Bradford District"], "programme": ["one-workforce"]},
        ),
        (
            "map",
            {"places": ["E08000018", "sheffield"], "sectors": "vcse", "past": "1"},
            {
                "places": ["Rotherham", "Sheffield"],
                "sectors": ["Voluntary, community and social enterprise"],
                "past": ["true"],
            },
        ),
        ("network", {"drawing": "one"}, {}),
        (
            "compare",
            {"picture": "network", "utm_source": "a"},
            {"picture": ["Network"], "utm_source": ["a"]},
        ),
    ],
)
def test_the_address_says_in_labels_what_a_link_says_in_ids(
    visit: Visit, page: str, ids: dict[str, str], labels: dict[str, list[str]]
) -> None:
    at = visit(page, **ids)
    assert held(at) == labels
    assert not at.exception
    # A reload of what stands there now shows the same.
    again = visit(page, **held(at))
    assert said(again) == said(at)
    assert held(again) == held(at)


def test_of_a_link_that_is_half_right_the_right_half_stays_in_the_address(visit: Visit) -> None:
    at = visit("map", places=["E08000018", "Atlantis"], dataset="nowhere", date="soon")
    assert held(at) == {"places": ["Rotherham"]}
    (notice,) = notices(at)
    assert all(word in notice for word in ("Atlantis", "nowhere", "soon"))


@pytest.mark.parametrize("name", ["nonsense", "*b*", "x" * 200])
def test_the_overview_says_that_there_is_no_such_page(visit: Visit, name: str) -> None:
    at = visit(places="Rotherham", no_page=name)
    (notice,) = notices(at)
    words = f"There is no page of the name “{name[:60]}”. This is the Overview."
    assert escape_markdown(words) in notice
    assert held(at) == {"places": ["Rotherham"]}
