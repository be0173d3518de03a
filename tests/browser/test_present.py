"""A story told from start to end in a browser, by every means; and notes taken on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from joinedup import services
from joinedup.store.meetings import Story, StoryStep
from scripts.servers import Server
from tests.browser.axe import violations
from tests.browser.steps import download, fits, sheets
from tests.browser.visits import MAP_FRAME, Visit, open_page, wait_idle

HEADINGS = ["Where we are", "Who works together", "Who is left out"]
SPOKEN = "Slowly.\nThen the gaps."


@dataclass(frozen=True)
class Told:
    """A server with a story of a map, a network and the unconnected; and one with a gap."""

    server: Server
    story: Story
    gap: Story


@pytest.fixture(scope="module")
def told(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("meetings")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOINEDUP_STORE", str(folder))
        story, gap = _stories()
        services.store().dispose()
        return Told(start_server(env={"JOINEDUP_STORE": str(folder)}), story, gap)


def _stories() -> tuple[Story, Story]:
    def saved(name: str, page: str, **query: str) -> services.SavedView:
        return services.save_view(
            name=name,
            owner="A. Lead",
            dataset="south-yorkshire",
            page=page,
            query=list(query.items()),
            pinned=True,
        )

    views = [
        saved("Map", "map", places="Rotherham", date="2026-03-03"),
        saved("Net", "network", places="Barnsley", date="2026-03-03"),
        saved("Left out", "unconnected", places="Sheffield", date="2026-03-03"),
    ]
    made = services.new_story("Summit", views, author="A. Lead")
    steps = [
        StoryStep(view=step.view, heading=heading, spoken=SPOKEN if number == 0 else "")
        for number, (step, heading) in enumerate(zip(made.steps, HEADINGS, strict=True))
    ]
    made = services.save_story(made, author="A. Lead", steps=steps)
    gone = [StoryStep(view="0000000000", heading="Nothing here"), steps[0]]
    gap = services.new_story("With a gap", author="A. Lead")
    return made, services.save_story(gap, author="A. Lead", steps=gone)


def present(visit: Visit, story: Story, **params: str | int) -> Page:
    query = "&".join(f"{name}={value}" for name, value in params.items())
    visit.page.goto(f"{visit.base_url}/joinedup/present/{story.id}?{query}")
    return visit.page


def picture(page: Page, step: int) -> FrameLocator:
    """The frame of a step, which counts from 1."""
    return page.frame_locator(f'iframe[title^="Picture of step {step}:"]')


def shows(page: Page, step: int, story: str = "Summit") -> None:
    """Wait until a step is on show, everywhere it is told."""
    heading = HEADINGS[step - 1]
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator("#place")).to_have_text(f"{step} of 3")
    expect(page.locator("#said")).to_have_text(f"Step {step} of 3: {heading}")
    expect(page).to_have_title(f"{step} of 3: {heading} · {story}")
    assert page.url.endswith(f"step={step}")
    frame = page.locator(f'iframe[title="Picture of step {step}: {heading}"]')
    expect(frame).to_be_visible()
    expect(frame).not_to_have_attribute("inert", "")
    # All others are out of sight and out of reach.
    expect(page.locator("#stage iframe:visible")).to_have_count(1)


def sentence(page: Page, step: int) -> str:
    """What the page in a step's frame says, once it is there."""
    found = picture(page, step).locator(".ju-sentence")
    found.wait_for(state="attached")
    return found.text_content() or ""


def swipe(page: Page, by: int) -> None:
    """A finger across the heading, to the left for the next step."""
    touch = page.context.new_cdp_session(page)
    at, y = 600, 40

    def send(kind: str, points: list[dict[str, Any]]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", [{"x": at, "y": y}])
    send("touchMove", [{"x": at + by // 2, "y": y}])
    send("touchMove", [{"x": at + by, "y": y}])
    send("touchEnd", [])


def test_a_story_is_told_from_start_to_end(told: Told, new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(server=told.server, has_touch=True)
    page = present(visit, told.story)
    shows(page, 1)
    assert "Rotherham" in (picture(page, 1).locator("h1").text_content() or "")
    length = page.evaluate("history.length")
    # The next one is there before it is asked for.
    assert "organisations" in sentence(page, 2)
    drawn = picture(page, 2).frame_locator(MAP_FRAME).locator("canvas").first
    drawn.wait_for(state="attached")
    for keys in (("ArrowRight", "ArrowLeft"), ("PageDown", "PageUp")):
        forth, back = keys
        page.keyboard.press(forth)
        shows(page, 2)
        expect(drawn).to_be_visible()
        page.keyboard.press(forth)
        shows(page, 3)
        assert "Sheffield" in (picture(page, 3).locator("h1").text_content() or "")
        page.keyboard.press(forth)
        shows(page, 3)
        page.keyboard.press(back)
        page.keyboard.press(back)
        shows(page, 1)
    page.keyboard.press(" ")
    shows(page, 2)
    page.keyboard.press("End")
    shows(page, 3)
    page.keyboard.press("Home")
    shows(page, 1)
    page.get_by_role("button", name="Next").click()
    shows(page, 2)
    page.get_by_role("button", name="Back").click()
    shows(page, 1)
    swipe(page, -200)
    shows(page, 2)
    swipe(page, 200)
    shows(page, 1)
    swipe(page, -30)
    shows(page, 1)
    assert page.evaluate("history.length") == length
    assert visit.outside_requests == []
    assert visit.console_errors == []


def test_the_sentence_stands_close_below_the_heading(
    told: Told, new_visit: Callable[..., Visit]
) -> None:
    page = present(new_visit(server=told.server), told.story)
    shows(page, 1)
    heading = page.locator("body > header").bounding_box()
    said = picture(page, 1).locator(".ju-head").bounding_box()
    assert heading
    assert said
    assert 0 <= said["y"] - (heading["y"] + heading["height"]) < 16


def test_keys_reach_the_story_from_inside_a_picture(
    told: Told, new_visit: Callable[..., Visit]
) -> None:
    page = present(new_visit(server=told.server), told.story)
    shows(page, 1)
    picture(page, 1).locator(".ju-sentence").click()
    page.keyboard.press("ArrowRight")
    shows(page, 2)
    page.keyboard.press("ArrowLeft")
    shows(page, 1)
    inside = picture(page, 1).frame_locator(MAP_FRAME)
    inside.locator("#map_div").click(position={"x": 30, "y": 200})
    # In the map arrow keys move the map; a clicker's keys still turn the page.
    page.keyboard.press("ArrowRight")
    shows(page, 1)
    page.keyboard.press("PageDown")
    shows(page, 2)
    page.keyboard.press("PageUp")
    shows(page, 1)
    box = inside.get_by_role("combobox")
    box.fill("n")
    box.press("PageDown")
    box.press("b")
    shows(page, 1)
    expect(page.locator("#black")).to_be_hidden()


def test_a_link_opens_at_its_step_with_an_equal_view(
    told: Told, new_visit: Callable[..., Visit]
) -> None:
    first = new_visit(server=told.server)
    page = present(first, told.story)
    shows(page, 1)
    page.keyboard.press("PageDown")
    shows(page, 2)
    said = sentence(page, 2)
    second = new_visit(server=told.server)
    second.page.goto(page.url)
    shows(second.page, 2)
    assert sentence(second.page, 2) == said
    for shown in (page, second.page):
        frame = picture(shown, 2).frame_locator(MAP_FRAME)
        frame.locator("canvas").first.wait_for()
        frames = [one for one in shown.frames if "streamlit_folium" in one.url]
        frames[0].wait_for_function("() => window.joinedup?.ready === true")

    def drawn(shown: Page) -> list[int]:
        parents = [one for one in shown.frames if "/network" in one.url]
        inner = parents[0].child_frames
        found: list[int] = inner[0].evaluate(
            "() => [joinedup.organisations, joinedup.partnerships]"
        )
        return found

    expect(picture(second.page, 2).frame_locator(MAP_FRAME).locator("canvas").first).to_be_visible()
    assert drawn(page) == drawn(second.page)
    assert drawn(page)[0] > 0
    # Steps that are not there lead to the nearest that is.
    for step, shown_step in (("99", 3), ("-1", 1), ("x", 1)):
        shows(present(second, told.story, step=step), shown_step)


def test_what_a_speaker_needs(told: Told, new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(server=told.server)
    page = present(visit, told.story)
    shows(page, 1)
    page.keyboard.press("s")
    expect(page.locator("#spoken")).to_be_visible()
    expect(page.locator("#spoken p")).to_have_text(SPOKEN)
    page.keyboard.press("s")
    expect(page.locator("#spoken")).to_be_hidden()
    for key in ("b", "."):
        page.keyboard.press(key)
        expect(page.locator("#black")).to_be_visible()
        page.keyboard.press(key)
        expect(page.locator("#black")).to_be_hidden()
    page.keyboard.press("b")
    page.keyboard.press("PageDown")
    expect(page.locator("#black")).to_be_hidden()
    shows(page, 2)
    page.keyboard.press("p")
    page.mouse.move(300, 400)
    # Over a frame, too, it stands where the pointer is, to the pixel.
    expect(page.locator("#ring")).to_have_css(
        "transform", re.compile(r"matrix\(1, 0, 0, 1, (299|300)[.\d]*, (399|400)[.\d]*\)")
    )
    page.keyboard.press("t")
    expect(page.get_by_role("timer")).to_have_text("00:02")
    page.get_by_role("button", name="Timer").click()
    page.get_by_label("Minutes to count down from").fill("1")
    page.get_by_role("button", name="Count down").click()
    expect(page.get_by_role("timer")).to_have_text("00:58 left")
    page.reload()
    shows(page, 2)
    expect(page.get_by_role("timer")).to_contain_text("left")
    page.keyboard.press("t")
    expect(page.get_by_role("timer")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Speaker")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("f")
    expect(page.locator(":root:fullscreen")).to_have_count(1)
    page.keyboard.press("f")
    expect(page.locator(":root:fullscreen")).to_have_count(0)
    page.keyboard.press("Escape")
    page.wait_for_url("**/stories**")


def test_on_a_phone_escape_closes_more_and_black_is_black(
    told: Told, new_visit: Callable[..., Visit]
) -> None:
    page = present(
        new_visit(server=told.server, viewport={"width": 390, "height": 844}), told.story
    )
    shows(page, 1)
    more = page.get_by_role("button", name="More")
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(more).to_have_attribute("aria-expanded", "false")
    shows(page, 1)
    page.keyboard.press("b")
    black = page.get_by_role("button", name="Black screen")
    expect(black).to_be_visible()
    expect(black).to_have_text("")
    page.keyboard.press("Escape")
    expect(black).to_be_hidden()
    shows(page, 1)


def test_the_speakers_window_keeps_in_step(told: Told, new_visit: Callable[..., Visit]) -> None:
    page = present(new_visit(server=told.server), told.story, step=2)
    shows(page, 2)
    page.mouse.move(300, 300)
    with page.expect_popup() as opening:
        page.get_by_role("button", name="Speaker\u2019s window").click()
    other = opening.value
    expect(other.get_by_role("heading", level=1)).to_have_text(HEADINGS[1])
    expect(other.locator("#coming")).to_contain_text(HEADINGS[2])
    page.keyboard.press("PageUp")
    expect(other.get_by_role("heading", level=1)).to_have_text(HEADINGS[0])
    expect(other.locator("#spoken")).to_have_text(SPOKEN)
    other.keyboard.press("PageDown")
    other.keyboard.press("t")
    shows(page, 2)
    expect(page.get_by_role("timer")).to_be_visible()
    assert other.locator("iframe").count() == 0
    # Opened by hand at another step, it comes to where the pictures are.
    other.goto(other.url.replace("step=2", "step=3"))
    expect(other.get_by_role("heading", level=1)).to_have_text(HEADINGS[1])
    shows(page, 2)


def test_a_view_that_is_gone_does_not_stop_the_story(
    told: Told, new_visit: Callable[..., Visit]
) -> None:
    page = present(new_visit(server=told.server), told.gap)
    said = page.locator(".gone")
    expect(said).to_contain_text("The saved view of this step is gone.")
    expect(said).to_be_visible()
    page.keyboard.press("PageDown")
    expect(said).to_be_hidden()
    assert "organisations" in sentence(page, 2)


def test_a_story_that_is_not_there_leads_to_those_that_are(
    told: Told, new_visit: Callable[..., Visit]
) -> None:
    visit = new_visit(server=told.server)
    visit.page.goto(f"{visit.base_url}/joinedup/present/nothing")
    expect(visit.page.get_by_role("heading")).to_have_text("This story is not here")
    visit.page.get_by_role("link", name="To the stories").click()
    expect(visit.page.get_by_role("link", name="Present").first).to_be_visible()


def test_a_note_taken_on_the_way_is_listed_and_downloaded(
    told: Told, new_visit: Callable[..., Visit], tmp_path: Path
) -> None:
    visit = new_visit(server=told.server)
    page = present(visit, told.story, step=2)
    shows(page, 2)
    page.keyboard.press("n")
    pad = page.frame_locator("#pad")
    expect(pad.get_by_text("About step 2 of 3: Who works together")).to_be_visible()
    pad.get_by_text("Action", exact=True).click()
    area = pad.get_by_label("What is to be done?")
    area.fill("Invite the trust")
    area.press("Tab")
    # Keys typed here turn no page, and what was begun is still there after closing.
    area.press("PageDown")
    area.press("Escape")
    expect(page.locator("#paper")).to_be_hidden()
    shows(page, 2)
    page.keyboard.press("n")
    expect(area).to_have_value("Invite the trust")
    pad.get_by_label("Who (a role").fill("Place director")
    pad.get_by_label("Your name").fill("A. Sample")
    pad.get_by_label("Your name").press("Tab")
    pad.get_by_role("button", name="Save the note").click()
    expect(pad.get_by_text("The note is kept")).to_be_visible()

    other = new_visit(server=told.server)
    open_page(other, "/meeting_notes")
    expect(other.page.locator(".ju-sentence")).to_have_text(
        "1 note; 1 still open, none of these overdue."
    )
    row = [other.page.get_by_role("button", name=name) for name in ("Print", "Take a note")]
    tops = [one.bounding_box() for one in row]
    assert tops[0]
    assert tops[1]
    assert abs(tops[0]["y"] - tops[1]["y"]) < 10
    card = other.page.locator("[class*='st-key-meeting-note-']")
    expect(card).to_contain_text("Invite the trust")
    expect(card).to_contain_text("Place director")
    expect(card).to_contain_text("in the story “Summit”")
    link = card.get_by_role("link", name="Open the view")
    leads_to = other.page.context.request.get(f"{told.server.url}{link.get_attribute('href')}")
    assert "/network?" in leads_to.url
    pressed = other.page.get_by_role("button", name="Download these notes (Excel)")
    ((name, rows),) = sheets(download(other, pressed)).items()
    assert name == "Meeting notes"
    assert rows[1][:3] == ["Action", "Invite the trust", "Place director"]
    pressed = other.page.get_by_role("button", name="Download these notes (CSV)")
    assert "Invite the trust" in download(other, pressed).decode("utf-8-sig")
    other.page.get_by_label("Your name").fill("B. Sample")
    other.page.get_by_label("Your name").press("Tab")
    other.page.get_by_role("button", name="Mark done").click()
    expect(card).to_contain_text("done, said by B. Sample")
    assert visit.outside_requests == other.outside_requests == []
    assert visit.console_errors == other.console_errors == []


def test_a_story_is_made_in_the_browser(told: Told, new_visit: Callable[..., Visit]) -> None:
    visit = new_visit(server=told.server)
    open_page(visit, "/stories")
    visit.page.get_by_label("Name of the story").fill("Made here")
    visit.page.get_by_role("combobox", name="Saved views").click()
    visit.page.get_by_role("option", name="Net").click()
    visit.page.keyboard.press("Escape")
    visit.page.get_by_label("Your name").fill("A. Sample")
    visit.page.get_by_label("Your name").press("Tab")
    visit.page.get_by_role("button", name="Make the story").click()
    visit.page.get_by_role("button", name="Save the story").wait_for()
    wait_idle(visit)
    visit.page.get_by_role("button", name="All stories").click()
    wait_idle(visit)
    link = visit.page.locator("[class*='st-key-story-']").filter(has_text="Made here")
    with visit.page.expect_popup() as opening:
        link.get_by_role("link", name="Present").click()
    expect(opening.value.locator("#place")).to_have_text("1 of 1")
    assert visit.console_errors == []


@pytest.mark.parametrize("width", [320, 390])
def test_everything_fits_a_phone(told: Told, new_visit: Callable[..., Visit], width: int) -> None:
    visit = new_visit(server=told.server, viewport={"width": width, "height": 640})
    page = present(visit, told.story)
    shows(page, 1)
    page.get_by_role("button", name="More").click()
    for name in ("Back", "Next", "Full screen", "Take a note", "Leave"):
        one = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
        box = one.bounding_box()
        assert box, name
        assert box["height"] >= 44, name
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= width, name
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for path in ("/stories", "/meeting_notes"):
        open_page(visit, path)
        assert fits(visit)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(
    told: Told, new_visit: Callable[..., Visit], colours: str, width: int
) -> None:
    visit = new_visit(
        server=told.server,
        viewport={"width": width, "height": 800},
        color_scheme=colours,
        bypass_csp=True,
    )
    page = present(visit, told.story)
    shows(page, 1)
    picture(page, 1).locator(".ju-sentence").wait_for(state="attached")
    found = {"shell": violations(visit)}
    for key, box in (("n", "#paper"), ("s", "#spoken"), ("?", "#keys")):
        page.keyboard.press(key)
        expect(page.locator(box)).to_be_visible()
        if key == "n":
            page.frame_locator("#pad").get_by_text("About step 1").wait_for()
        found[key] = violations(visit)
        page.keyboard.press("Escape")
    page.goto(f"{page.url}&speaker=1")
    expect(page.locator("#coming")).to_be_visible()
    found["speaker"] = violations(visit)
    present(visit, told.gap)
    expect(page.locator(".gone")).to_be_visible()
    found["gap"] = violations(visit)
    page.goto(f"{visit.base_url}/joinedup/present/nothing")
    found["nothing"] = violations(visit)
    open_page(visit, "/stories")
    found["stories"] = violations(visit)
    visit.page.get_by_role("button", name="Change").first.click()
    visit.page.get_by_role("button", name="Save the story").wait_for()
    wait_idle(visit)
    found["change"] = violations(visit)
    open_page(visit, "/meeting_notes")
    found["notes"] = violations(visit)
    assert {name: lines for name, lines in found.items() if lines} == {}
