"""The statement has the parts that the regulations ask for, whoever runs the dashboard."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from joinedup.render.statement import Statement, statement
from joinedup.ui import accessibility
from tests.page.visiting import texts

Visit = Callable[..., AppTest]
PARTS = [
    "What this is about",
    "What you should be able to do",
    "What is not accessible",
    "Tell us",
    "If you are not happy with the answer",
    "How far it meets the standard",
    "When this was written, and how it was tested",
]


def whole(at: AppTest) -> str:
    return "\n".join(str(one.value) for one in at.markdown)


def test_it_has_its_parts(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(accessibility.CONTACT, raising=False)
    at = visit("accessibility")
    assert not at.exception
    assert texts(at, "h1") == ["Accessibility statement"]
    assert texts(at, "ju-section") == PARTS
    told = whole(at)
    assert (
        "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations "
        "2018" in told
    )
    assert "Equality and Human Rights Commission (EHRC)" in told
    assert "https://www.equalityadvisoryservice.com/" in told
    for gap in statement().gaps:
        assert f"- {gap}" in told
    assert statement().last_tested in told
    assert "has not named a contact here yet, and has to" in told


def test_the_status_is_that_of_the_known_gaps(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = {}
    for gaps in ((), ("One thing.",)):
        one = Statement(gaps=gaps, tested="So.", prepared="today", last_tested="today")
        monkeypatch.setattr(accessibility, "recorded", lambda one=one: one)
        at = visit("accessibility")
        both[gaps] = [*texts(at, "ju-sentence"), whole(at)]
    assert both[()][0] == "Joined Up fully meets WCAG 2.2 at level AA."
    assert "fully compliant" in both[()][1]
    assert "No part is known to fall short." in both[()][1]
    assert both["One thing.",][0] == "Joined Up partly meets WCAG 2.2 at level AA."
    assert "partially compliant" in both["One thing.",][1]
    assert "non-compliances listed above" in both["One thing.",][1]


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("access@example.nhs.uk", "(mailto:access@example.nhs.uk)"),
        ("https://www.example.nhs.uk/contact", "(https://www.example.nhs.uk/contact)"),
    ],
)
def test_whoever_runs_it_can_name_a_contact(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, contact: str, link: str
) -> None:
    monkeypatch.setenv(accessibility.CONTACT, contact)
    told = whole(visit("accessibility"))
    assert link in told
    assert "has not named" not in told
