"""Saved views as use cases: what is kept of an address, and the address that comes of it."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest

from joinedup import services, views
from joinedup.errors import StoreError
from joinedup.services import SavedView, default_view
from joinedup.services.saved_views import stored_query
from tests.unit.render_samples import TODAY, dataset

#: By its name the package gives the function that is called the same.
MODULE = sys.modules["joinedup.services.saved_views"]
QUERY = (
    ("places", "Rotherham"),
    ("places", "Sheffield"),
    ("selected", "ods:RFR"),
    ("date", "2026-03-03"),
    ("version", "4d24a07ab382"),
    ("at", "53.43,-1.35,12"),
)


pytestmark = pytest.mark.usefixtures("fresh_store")


def save(name: str = "Rotherham", *, page: str = "map", pinned: bool = True) -> SavedView:
    return services.save_view(
        name=name,
        owner="A. Lead",
        dataset="south-yorkshire",
        page=page,
        query=QUERY,
        pinned=pinned,
    )


def test_a_saved_view_is_found_by_its_id_however_it_is_typed() -> None:
    kept = save()
    assert services.saved_view(kept.id.upper()) == kept
    assert services.saved_view(f" {kept.id} ") == kept
    assert services.saved_view("nothing") is None
    assert services.saved_view("'; DROP TABLE saved_views; --") is None
    assert services.saved_views() == services.saved_views("south-yorkshire") == (kept,)
    assert services.saved_views("bradford-district") == ()


def test_a_pinned_one_keeps_date_and_version_another_one_does_not() -> None:
    assert save().query == QUERY
    assert {name for name, _ in save(pinned=False).query} == {"places", "selected", "at"}


def test_what_is_no_part_of_a_view_is_not_kept() -> None:
    more = [("utm_source", "mail"), ("embed", "true"), ("view", "0123456789"), ("places", "")]
    assert stored_query([*QUERY, *more], pinned=True) == QUERY


def test_a_value_that_no_link_can_hold_is_refused() -> None:
    with pytest.raises(StoreError, match="too long"):
        stored_query([("whatif", "x" * (views.MAX_VALUE_LENGTH + 1))], pinned=True)


def test_its_address_opens_the_page_with_all_that_was_saved() -> None:
    kept = save()
    parts = urlsplit(services.view_address(kept))
    assert parts.path == "map"
    assert parse_qsl(parts.query) == [
        ("dataset", "South Yorkshire"),
        *QUERY,
        ("view", kept.id),
    ]
    assert services.short_address(kept) == f"?view={kept.id}"
    overview = services.view_address(save(page="overview"))
    assert overview.startswith("?dataset=South+Yorkshire&places=Rotherham&")


def test_its_address_names_the_footprint_as_it_is_called_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def named(query: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, str]]:
        one = replace(save(), dataset="bradford-district", query=query)
        return parse_qsl(urlsplit(services.view_address(one)).query)[:-1]

    assert named() == [("dataset", "Bradford District")]
    assert named((("dataset", "Its former name"),)) == [("dataset", "Bradford District")]
    # Of two with one name, and where nobody knows, the id says which.
    same = {"bradford-district": "Here", "other": "HERE"}
    monkeypatch.setattr(MODULE, "dataset_names", lambda: same)
    assert named() == [("dataset", "bradford-district")]
    monkeypatch.setattr(MODULE, "dataset_names", lambda: {"other": "Other"})
    assert named() == [("dataset", "bradford-district")]


def test_it_means_the_view_that_its_address_opens() -> None:
    words = views.vocabulary(dataset(), {"south-yorkshire": "South Yorkshire"})
    default = default_view("south-yorkshire", TODAY)
    view = services.view_state(save(), words, default=default)
    assert len(view.places) == 2
    assert (view.selected, view.version) == ("ods:RFR", "4d24a07ab382")
    assert view.day.isoformat() == "2026-03-03"
    newest = services.view_state(save(pinned=False), words, default=default)
    assert (newest.day, newest.version) == (TODAY, "")


def test_renaming_putting_away_and_taking_out_keep_who_did_it() -> None:
    kept = save()
    renamed = services.edit_view(kept, name="Another", note="Why", author="B. Lead")
    away = services.archive_view(renamed, author="C. Lead")
    back = services.restore_view(away, author="D. Lead")
    assert services.saved_view_states(kept.id) == (kept, renamed, away, back)
    assert [one.author for one in (kept, renamed, away, back)] == [
        "A. Lead",
        "B. Lead",
        "C. Lead",
        "D. Lead",
    ]
    assert {one.owner for one in (kept, renamed, away, back)} == {"A. Lead"}
    assert (kept.archived_at, back.archived_at) == (None, None)
    assert away.archived_at is not None
    assert away.archived_at <= datetime.now(UTC)
    assert services.view_address(back) == services.view_address(kept)
    with pytest.raises(StoreError, match=r"D\. Lead has changed this view"):
        services.edit_view(kept, name="Lost", note="", author="A. Lead")
