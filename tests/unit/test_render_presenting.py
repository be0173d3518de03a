"""The page in which a story is told: escaped, complete without scripts, no inline script."""

import re

from joinedup.render.presenting import Around, ShownStep, nothing, page
from tests.page.visiting import Seen
from tests.unit.render_samples import HOSTILE

AROUND = Around(static="/base/static", hashed="abc", leave="/base/stories", notes="/base/notes")
STEP = ShownStep(heading="Where we are", spoken="Slowly.\nThen.", address="/map?a=1&b=2")
GONE = ShownStep(heading="Nothing here", spoken="", address="")
#: What the page is made of. No story may bring in anything else.
TAGS = set(Seen(page("id", "Name", [STEP, GONE], AROUND, speaker=False)).tags)


def test_steps_are_links_without_scripts() -> None:
    made = page("id", "Summit", [STEP, GONE], AROUND, speaker=False)
    assert '<a href="/map?a=1&amp;b=2"><span class="heading">Where we are</span></a>' in made
    assert '<p class="spoken" hidden>Slowly.\nThen.</p>' in made
    assert "The saved view of this step is gone." in made
    assert '<body class="shell" data-story="id"' in made
    assert "<title>Summit · Joined Up</title>" in made


def test_scripts_and_styles_come_from_here_and_none_is_inline() -> None:
    made = page("id", "Summit", [STEP], AROUND, speaker=False)
    assert re.findall(r"<script([^>]*)>([^<]*)", made) == [
        (' src="/base/static/present.js?v=abc"', ""),
        (' src="/base/static/present_tools.js?v=abc"', ""),
    ]
    assert "<style" not in made
    assert "//" not in made.replace("<!doctype html>", "")
    assert not re.search(r" on\w+=| style=", made)
    assert "$" not in made


def test_the_speakers_window_says_so() -> None:
    made = page("id", "Summit", [STEP], AROUND, speaker=True)
    assert '<body class="speaker"' in made
    assert "<title>Summit · Speaker&#x27;s window · Joined Up</title>" in made


def test_hostile_words_show_as_text() -> None:
    steps = [ShownStep(heading=name, spoken=name, address=f"/map?{name}") for name in HOSTILE]
    for name in HOSTILE:
        for made in (
            page(name, name, steps, AROUND, speaker=False),
            nothing(name, name, AROUND),
        ):
            seen = Seen(made)
            assert seen.tags <= TAGS
            assert not {one for one in seen.attributes if one.startswith("on")}


def test_a_page_without_a_story_leads_to_those_there_are() -> None:
    made = nothing("Not here", "Choose another.", AROUND)
    assert "<h1>Not here</h1>" in made
    assert '<a href="/base/stories">To the stories</a>' in made
