"""The route of a story: what it answers, and to whom."""

import html
from pathlib import Path

import pytest
import streamlit as st

from joinedup import services
from joinedup.store.engine import FILE_NAME
from joinedup.store.meetings import Story, StoryStep
from joinedup.ui import presenting, server
from tests.unit.test_server import get

LEAD = "A. Lead"


pytestmark = pytest.mark.usefixtures("fresh_store")


@pytest.fixture
def story() -> Story:
    view = services.save_view(
        name="Here",
        owner=LEAD,
        dataset="south-yorkshire",
        page="map",
        query=[("places", "Rotherham")],
        pinned=False,
    )
    return services.new_story("Summit", [view], author=LEAD)


def test_the_picture_of_a_step_is_the_live_page_of_its_view(story: Story) -> None:
    answer = get(presenting.address(story.id))
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    view = services.saved_view(story.steps[0].view)
    assert view
    address = f"/{services.view_address(view)}&embed=true&present=1"
    assert "/map?" in address
    assert f'href="{html.escape(address)}"' in answer.body.decode()
    assert server.assets_version() in answer.body.decode()


def test_the_page_is_as_we_made_it(story: Story) -> None:
    """Nothing of Streamlit's own start is put into it, and its policy has no inline script."""
    answer = get(presenting.address(story.id), accept="text/html")
    assert "__streamlit" not in answer.body.decode()
    assert "modulepreload" not in answer.body.decode()
    assert "frame-src 'self'" in answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"].split("style-src")[0]


def test_what_is_before_all_paths_is_honoured(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    option = st.get_option
    monkeypatch.setattr(
        st, "get_option", lambda name: "joined/up" if name == "server.baseUrlPath" else option(name)
    )
    assert presenting.address(story.id, step=3) == (
        f"/joined/up/joinedup/present/{story.id}?step=3"
    )
    made = get(f"/joinedup/present/{story.id}").body.decode()
    for address in ("map?", "joinedup/static/present.js", "stories", "meeting_notes?embed"):
        assert f'"/joined/up/{address}' in made


def test_the_speakers_window_is_the_same_story(story: Story) -> None:
    made = get(f"{presenting.address(story.id)}&speaker=1").body.decode()
    assert '<body class="speaker"' in made


def test_a_story_that_is_put_away_can_still_be_told(story: Story) -> None:
    services.save_story(story, author=LEAD, archived=True)
    assert get(presenting.address(story.id)).status == 200


def test_a_step_without_its_view_has_no_picture(story: Story) -> None:
    gone = [StoryStep(view="0000000000", heading="Gone"), *story.steps]
    services.save_story(story, author=LEAD, steps=gone)
    made = get(presenting.address(story.id)).body.decode()
    assert "The saved view of this step is gone." in made
    assert "Rotherham" in made


@pytest.mark.parametrize("name", ["nothing", "0123456789", "\x00", "x" * 500, "..", "\U0001f600"])
def test_a_story_that_is_not_there_gets_a_friendly_page(name: str) -> None:
    answer = get(f"/joinedup/present/{name}")
    assert answer.status == 404
    assert "This story is not here" in answer.body.decode()
    assert "To the stories" in answer.body.decode()


def test_a_story_without_steps_says_what_to_do() -> None:
    one = services.new_story("<b>Empty", author=LEAD)
    answer = get(presenting.address(one.id))
    assert (answer.status, "has no steps yet" in answer.body.decode()) == (200, True)
    assert "<b>" not in answer.body.decode()


def test_a_store_that_cannot_be_read_is_said(fresh_store: Path) -> None:
    (fresh_store / FILE_NAME).write_bytes(b"not a database at all" * 100)
    answer = get(presenting.address("0123456789"))
    assert answer.status == 503
    assert "cannot be read just now" in answer.body.decode()
