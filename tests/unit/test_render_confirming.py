"""Old ties in words and in pictures."""

from dataclasses import replace
from typing import Any

from joinedup.model import Dataset
from joinedup.render.confirming import NO_DATE, confirmed_words, with_old_lines
from joinedup.render.picture import map_picture, network_picture
from joinedup.services import confirmed, scope_of
from tests.unit import network_samples as sample
from tests.unit.render_samples import reading

KEY = "Dotted: not confirmed for over 18 months"


def made(*dates: str) -> Dataset:
    """One partnership, with a member for each date of confirmation."""
    return sample.dataset(
        [sample.organisation(f"o{k}") for k, _ in enumerate(dates)],
        [sample.partnership("p")],
        [
            replace(sample.membership(f"o{k}", "p"), confirmed_on=text)
            for k, text in enumerate(dates)
        ],
    )


def drawn(one: Dataset, **filters: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The map and the network of a view, with what is old."""
    view = reading(one, **filters)
    found = confirmed(one, scope_of(view.state))
    pictures = (map_picture(view, {}, dark=False), network_picture(view, {}, "edges", dark=False))
    first, second = (with_old_lines(picture, one, found) for picture in pictures)
    return first, second


def labels(picture: dict[str, Any]) -> list[str]:
    return [item["label"] for item in picture["state_legend"]]


def test_in_words() -> None:
    one = made("2023-03", "2026-09", "")
    found = confirmed(one, scope_of(reading(one).state))
    assert [confirmed_words(found, found.seat(f"o{k}", "p")) for k in range(3)] == [
        "not confirmed since March 2023",
        "",
        NO_DATE,
    ]


def test_lines_of_the_map_say_whether_they_are_old() -> None:
    on_map, _ = drawn(made("2026-09", "2023-03", "2026-08", ""), selected="o0")
    assert on_map["edges"] == [[0, 1, 0, 1], [0, 2, 0, 0], [0, 3, 0, 0]]
    assert KEY in labels(on_map)
    among, _ = drawn(made("2026-09", "2023-03", "2026-08"), selected="p")
    assert [edge[3] for edge in among["edges"]] == [1, 0, 1]


def test_the_key_says_so_only_where_something_can_be_old() -> None:
    old, fresh = made("2023-03", "2026-09"), made("2026-09", "")
    assert [KEY in labels(picture) for picture in drawn(old)] == [False, True]
    assert [KEY in labels(picture) for picture in drawn(fresh, selected="o0")] == [False, False]
    on_map, _ = drawn(made("2026-09", "2026-08", "2020"), selected="o0", past=True)
    assert [edge[3] for edge in on_map["edges"]] == [0, 1]
