"""Rating a partnership and a programme in a browser: by keys alone, seen at once, printed."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from joinedup import services
from joinedup.services.sustainability import FACTORS
from joinedup.services.working_together import PRINCIPLES
from joinedup.store.assessing import AssessmentKind
from scripts.servers import Server
from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP
from tests.browser.steps import fits
from tests.browser.test_access import GIVEN, PHONE, SIZES, WINDOWS
from tests.browser.test_paper import NEEDS_POPPLER, given, print_popover, sentence, tool
from tests.browser.visits import Visit, open_page, wait_idle

#: In the demonstration: none of its twelve members has a tie to another sector.
DENTAL = "demo:p063"
FOOTPRINT, PROGRAMME = "south-yorkshire", "sy-integration"
MARCH, SEPTEMBER = date(2026, 3, 9), date(2026, 9, 3)
OPEN: Mapping[str, dict[str, str]] = {
    "/working_together": {"dataset": "demonstration", "selected": DENTAL, "date": "2026-11-22"},
    "/sustainability": {"programme": PROGRAMME, "date": "2026-11-22"},
}
FORMS = {
    "/working_together": "Rate this partnership",
    "/sustainability": "Score this programme",
}


@pytest.fixture
def begin(
    start_server: Callable[..., Server],
    new_visit: Callable[..., Visit],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Visit]:
    """Open a browser on a server with a store of its own, which this test writes into as well."""
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))
    server = start_server(env={"JOINEDUP_STORE": str(tmp_path)})

    def opened(**options: Any) -> Visit:
        return new_visit(server=server, **options)

    return opened


def rate(kind: AssessmentKind, author: str, level: int, on: date) -> None:
    """Keep what somebody thinks, on every question alike."""
    dataset, subject, keys = (
        ("demonstration", DENTAL, [one.key for one in PRINCIPLES])
        if kind == "working_together"
        else (FOOTPRINT, PROGRAMME, [one.key for one in FACTORS])
    )
    services.assess(
        dataset,
        kind,
        subject,
        dict.fromkeys(keys, level),
        author=author,
        on=on,
        evidence={"ways": "We signed a plan.", "reasons": "Two leaders left in the summer."},
    )


def picture(page: Page) -> str:
    """What the first picture says to those who do not see it."""
    return str(page.locator(".ju-rating").first.get_attribute("alt"))


def unfold(visit: Visit, name: str) -> None:
    visit.page.get_by_text(name, exact=True).first.click()
    wait_idle(visit)


def test_a_partnership_is_rated_by_keyboard_alone(begin: Callable[..., Visit]) -> None:
    visit = begin()
    page, keys = visit.page, visit.page.keyboard
    open_page(visit, "/working_together", **OPEN["/working_together"])
    assert "none of its 12 members has said" in sentence(page)
    form = page.locator("summary", has_text="Rate this partnership")
    form.focus()
    keys.press("Enter")
    wait_idle(visit)
    page.get_by_role("combobox", name="Which member").focus()
    keys.type("Ollencroft Smiles")
    keys.press("Enter")
    wait_idle(visit)
    for number, one in enumerate(PRINCIPLES):
        page.get_by_role("radiogroup").nth(number + 1).get_by_role("radio").first.focus()
        for _ in range(4):
            keys.press("ArrowRight")
        expect(page.get_by_role("radio", name="3 Usual").nth(number)).to_be_checked()
        page.get_by_label(f"What makes you say so: {one.name}").focus()
        keys.type(f"Because of number {number}.")
    page.get_by_role("button", name="Save the rating").focus()
    keys.press("Enter")
    expect(page.get_by_text("The rating of Ollencroft Smiles is kept.")).to_be_visible()
    wait_idle(visit)
    assert sentence(page).startswith("Rated by 1; 1 of its 12 members among them.")
    assert "Lead by example: 3 of 4, 1 rater" in picture(page)
    expect(page.locator(".ju-finding").first).to_contain_text("▲ Says more than is on record")
    unfold(visit, "What makes them say so")
    expect(page.get_by_role("cell", name="Because of number 4.")).to_be_visible()
    assert visit.console_errors == []
    assert visit.outside_requests == []


@pytest.mark.parametrize("leave", ["Enter", "Tab", "click"])
def test_a_typed_role_rates_a_partnership_with_members(
    begin: Callable[..., Visit], leave: str
) -> None:
    """However its field is left, the role is taken."""
    visit = begin()
    page, keys = visit.page, visit.page.keyboard
    open_page(visit, "/working_together", **OPEN["/working_together"])
    unfold(visit, "Rate this partnership")
    whose = page.get_by_role("radiogroup", name="Whose opinion")
    expect(whose.get_by_role("radio", name="A member")).to_be_checked()
    whose.get_by_text("Another role or organisation").click()
    field = page.get_by_label("A role or an organisation")
    field.focus()
    keys.type("Place director")
    if leave == "click":
        page.get_by_label(f"What makes you say so: {PRINCIPLES[0].name}").click()
    else:
        keys.press(leave)
    wait_idle(visit)
    expect(field).to_have_value("Place director")
    page.get_by_role("radiogroup").nth(1).get_by_text("3 Usual").click()
    page.get_by_role("button", name="Save the rating").click()
    expect(page.get_by_text("The rating of Place director is kept.")).to_be_visible()
    wait_idle(visit)
    assert sentence(page).startswith("Rated by 1; 0 of its 12 members among them.")


def test_another_month_makes_a_trend(begin: Callable[..., Visit]) -> None:
    rate("sustainability", "Programme lead", 1, MARCH)
    visit = begin()
    page = visit.page
    open_page(visit, "/sustainability", **OPEN["/sustainability"])
    expect(page.get_by_text("A trend needs scores from two.")).to_be_visible()
    assert "Infrastructure 1." in picture(page)
    rate("sustainability", "Programme lead", 2, SEPTEMBER)
    page.reload()
    wait_idle(visit)
    assert sentence(page).startswith("20 of 30 points (67% of the highest)")
    assert "Infrastructure 2." in picture(page)
    line = page.locator(".ju-rating").nth(1)
    expect(line).to_have_attribute(
        "alt", re.compile("10 of 30 points on 9 March 2026; 20 of 30 points on 3 September 2026")
    )
    # The pictures are drawn: none of them is refused by the page's policy.
    for one in page.locator(".ju-rating").all():
        assert one.evaluate("(image) => image.complete && image.naturalWidth > 0")
    assert visit.console_errors == []


@pytest.mark.parametrize("path", OPEN)
def test_no_violations_and_nothing_beyond_the_window(
    begin: Callable[..., Visit], path: str
) -> None:
    for kind in ("working_together", "sustainability"):
        rate(kind, "Programme lead", 1, MARCH)
        rate(kind, "Programme lead", 3, SEPTEMBER)
        rate(kind, "Place board", 2, SEPTEMBER)
    for size, scheme, rules in WINDOWS:
        visit = begin(**GIVEN, viewport=SIZES[size], color_scheme=scheme)
        open_page(visit, path, **OPEN[path])
        assert violations(visit, rules=rules) == [], (size, scheme)
        told = "What makes them say so"
        for name in (FORMS[path], told, "Table: over time", "Take a rating back"):
            unfold(visit, name)
        assert violations(visit, rules=rules) == [], (size, scheme, "unfolded")
        assert fits(visit), (size, scheme)
        visit.page.context.close()


@NEEDS_POPPLER
@pytest.mark.parametrize("path", OPEN)
def test_it_is_printed(begin: Callable[..., Visit], tmp_path: Path, path: str) -> None:
    for kind in ("working_together", "sustainability"):
        rate(kind, "Programme lead", 1, MARCH)
        rate(kind, "Place board", 2, SEPTEMBER)
    visit = begin(viewport=DESKTOP)
    open_page(visit, path, **OPEN[path])
    found = given(print_popover(visit), "PDF to print")
    name = tmp_path / "page.pdf"
    found.save_as(name)
    text = " ".join(tool("pdftotext", "-layout", name, "-").split())
    assert sentence(visit.page) in text
    for words in ("9 March 2026", "3 September 2026", "Programme lead", "Place board"):
        assert words in text, words
    # Drawings, not screenshots.
    assert len(tool("pdfimages", "-list", name).splitlines()) == 2


def test_a_phone_reads_the_radar(begin: Callable[..., Visit]) -> None:
    rate("sustainability", "Programme lead", 2, SEPTEMBER)
    visit = begin(viewport=PHONE)
    open_page(visit, "/sustainability", **OPEN["/sustainability"])
    box = visit.page.locator(".ju-rating").first.bounding_box()
    assert box is not None
    # Fifteen units of 500 are the letters.
    assert box["width"] * 15 / 500 > 10
