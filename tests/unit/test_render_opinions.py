"""How opinions moved, and which were taken back, in words and as a picture."""

from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

from joinedup import services
from joinedup.render import opinions as words
from joinedup.services.assessing import taken_back
from joinedup.store.assessing import Assessment
from tests.unit.render_samples import HOSTILE
from tests.unit.test_services_assessing import ONE

DAY = date(2026, 9, 3)
SAID = replace(ONE, author="Place board", assessed_on=date(2026, 3, 9))
GONE = replace(
    SAID,
    scores=(),
    withdrawn=True,
    withdrawn_by="Programme office",
    assessed_on=DAY,
    made_at=datetime(2026, 9, 3, 10, tzinfo=UTC),
    number=2,
)


def line(gone: Assessment) -> str:
    (told,) = words.taken_back_lines(taken_back([SAID, gone]))
    return told


def test_who_took_it_back_and_when_stands_in_a_line() -> None:
    assert line(GONE) == (
        "Taken back by Programme office on 3 September 2026: what Place board said on 9 March 2026."
    )


def test_what_was_taken_back_before_that_was_kept_says_so() -> None:
    assert line(replace(GONE, withdrawn_by="")).startswith(
        "Taken back on 3 September 2026 (by whom was not kept): what"
    )


def test_what_is_taken_back_for_a_day_that_has_passed_has_both_days() -> None:
    told = line(replace(GONE, assessed_on=date(2026, 5, 1)))
    assert "on 3 September 2026, for 1 May 2026 and later: what" in told


def test_of_many_the_last_are_told_and_the_others_counted() -> None:
    found = []
    for k in range(7):
        found += [replace(SAID, author=f"Role {k}", number=2 * k + 1)]
        found += [replace(GONE, author=f"Role {k}", number=2 * k + 2)]
    told = words.taken_back_lines(taken_back(found))
    assert len(told) == 6
    assert "Role 6" in told[0]
    assert told[-1] == "And 2 more taken back before."


def test_scores_of_two_days_move() -> None:
    later = replace(SAID, assessed_on=DAY, scores=(("power", 5), ("interest", 4)), number=3)
    other = replace(later, author="Council", scores=(("power", 2),), number=4)
    points = services.trend([SAID, later, other], "day")
    assert words.moved_rows(points) == [
        ("9 March 2026", "2", "4", "1"),
        ("3 September 2026", "3.5 (2 to 5)", "4", "2"),
    ]
    for name in HOSTILE:
        alt = words.moved_title(name, points)
        assert alt.endswith(
            ", 9 March 2026 to 3 September 2026: Power from 2 to 3.5; Interest from 4 to 4."
        )
        svg = words.moved_picture(points, alt="".join(c for c in alt if c.isprintable()))
        texts = ["".join(one.itertext()) for one in ET.fromstring(svg).iter()]  # noqa: S314
        assert {"Power", "Interest", "3.5"} <= set(texts)
