"""What a view is made of: its parameters, and the days it can be of."""

from dataclasses import fields
from datetime import date

import pytest

from joinedup import views
from joinedup.views import ViewState, parse_day


def test_a_parameter_for_every_field_and_back() -> None:
    held = {item.name for item in fields(ViewState)}
    assert held - set(views.PARAMETERS) == {"day"}
    assert set(views.PARAMETERS) - held == {"date", "at", "drawn"}
    assert len(views.PARAMETERS) == len(set(views.PARAMETERS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-02-29", None),
        ("1899-12-31", None),
        ("2201-01-01", None),
        ("", None),
        ("2026-3-1", None),
        ("01/03/2026", None),
        ("2026-03-01T00:00", None),
        ("-2026-03-01", None),
    ],
)
def test_a_day(text: str, expected: date | None) -> None:
    assert parse_day(text) == expected
