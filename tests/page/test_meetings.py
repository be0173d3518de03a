"""Stories are made and changed; notes of meetings are taken, listed, done and withdrawn."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from joinedup import services, views
from joinedup.render import meeting_notes as words
from joinedup.render.downloads import frame_to_xlsx
from joinedup.services import NoteSubject
from joinedup.store.engine import FILE_NAME
from joinedup.store.meetings import Story, StoryStep
from joinedup.store.sharing import SavedView
from joinedup.ui import permission
from tests.page.visiting import Seen, html, labels, said
from tests.unit.render_samples import HOSTILE, IMAGE, TODAY, dataset

Visit = Callable[..., AppTest]
FOOTPRINT = "south-yorkshire"
LONELY = "ods:C88046"
HERE = NoteSubject(dataset=FOOTPRINT, organisation=LONELY)


pytestmark = pytest.mark.usefixtures("fresh_store", "may_write")


def saved(name: str = "Where we are", page: str = "map") -> SavedView:
    return services.save_view(
        name=name, owner="A. Lead", dataset=FOOTPRINT, page=page, query=[], pinned=False
    )


def story(name: str = "Summit") -> Story:
    views = [saved(), saved("Who works together", "network")]
    return services.new_story(name, views, author="A. Lead")


# --- stories -------------------------------------------------------------------------


def test_without_saved_views_the_page_says_what_to_do_first(visit: Visit) -> None:
    at = visit("stories")
    assert not at.exception
    assert said(at).endswith("There is no story yet.")
    assert any("Save one view for each thing" in one.value for one in at.info)


def test_a_story_is_made_of_saved_views_in_the_order_chosen(visit: Visit) -> None:
    first, second = saved(), saved("Who works together", "network")
    at = visit("stories")
    at.text_input(key="story-name").set_value("Summit")
    at.multiselect(key="story-views").set_value([second.id, first.id])
    at.text_input(key="story-author").set_value("A. Lead")
    at.button(key="story-make").click().run()
    assert not at.exception
    (made,) = services.all_stories()
    assert (made.name, made.owner) == ("Summit", "A. Lead")
    assert [one.view for one in made.steps] == [second.id, first.id]
    assert [one.heading for one in made.steps] == ["Who works together", "Where we are"]
    # The page goes on to headings and speaker's notes.
    assert "Save the story" in labels(at)


def test_what_a_story_lacks_is_said(visit: Visit) -> None:
    saved()
    at = visit("stories")
    at.button(key="story-make").click().run()
    assert ["The name is missing" in one.value for one in at.error] == [True]
    assert services.all_stories() == ()


def test_a_text_that_is_too_long_arrives_and_is_answered(visit: Visit) -> None:
    one = services.new_story("Summit", [saved()], author="A. Lead")
    at, (step,) = opened(visit, one)
    fields = [*at.text_input, *at.text_area]
    # Streamlit takes nothing of a paste that is longer than a field's own bound.
    assert {item.label for item in fields if item.max_chars} <= set(views.FREE)
    name, note = f"story-heading-{step}", f"story-spoken-{step}"
    for key, field, most, what in (
        (name, "text_input", 100, "The heading of step 1"),
        (note, "text_area", 1_000, "The speaker's note of step 1"),
    ):
        long = "x" * (most + 1)
        getattr(at, field)(key=key).set_value(long)
        at.button(key="story-save").click().run()
        (error,) = (item.value for item in at.error)
        assert what in error.replace("\\", "")
        assert f"has {most + 1:,} characters" in error
        assert f"Keep it to {most:,} at most" in error
        assert getattr(at, field)(key=key).value == long
        getattr(at, field)(key=key).set_value("Short")
    at.text_input(key="story-author").set_value("A. Lead")
    at.button(key="story-save").click().run()
    assert not at.error


def test_places_and_what_is_put_away_are_said_of_a_view(visit: Visit) -> None:
    view = services.save_view(
        name="Four places",
        owner="A. Lead",
        dataset=FOOTPRINT,
        page="map",
        query=[("places", name) for name in ("Barnsley", "Doncaster", "Rotherham", "Sheffield")],
        pinned=False,
    )
    words = "Four places (Map, South Yorkshire, Barnsley, Doncaster, 2 more"
    one = services.new_story("Summit", [view, saved()], author="A. Lead")
    at = visit("stories")
    assert f"{words})" in next(item for item in at.multiselect if item.key == "story-views").options
    assert not any("put away since" in item.value for item in at.markdown)
    services.archive_view(view, author="A. Lead")
    at, _ = opened(visit, one)
    assert any(f"{words}, put away)" in item.value.replace("\\", "") for item in at.markdown)
    at = visit("stories")
    assert any("1 step shows a view put away since" in item.value for item in at.markdown)


def opened(visit: Visit, one: Story) -> tuple[AppTest, list[int]]:
    """The page with a story that is being changed, and the numbers of its steps."""
    at = visit("stories")
    at.button(key=f"change-{one.id}").click().run()
    assert not at.exception
    keys = [str(item.key) for item in at.text_input]
    name = "story-heading-"
    return at, [int(key.removeprefix(name)) for key in keys if key.startswith(name)]


def name_of(at: AppTest) -> Any:
    return next(one for one in at.text_input if one.label == "Name of the story")


def test_steps_are_worded_moved_taken_out_and_added(visit: Visit) -> None:
    one = story()
    third = saved("Who is left out", "unconnected")
    at, (first, second) = opened(visit, one)
    assert at.button(key=f"story-up-{first}").disabled
    assert at.button(key=f"story-down-{second}").disabled
    at.text_input(key=f"story-heading-{first}").set_value("Our footprint")
    at.text_area(key=f"story-spoken-{first}").set_value("Slowly.\nThen the gaps.")
    at.button(key=f"story-down-{first}").click().run()
    at.button(key=f"story-out-{second}").click().run()
    at.selectbox(key="story-add").set_value(third.id)
    at.button(key="story-add-press").click().run()
    assert any(item.value == "Not saved yet." for item in at.caption)
    assert services.find_story(one.id) == one
    at.text_input(key="story-author").set_value("B. Lead")
    at.button(key="story-save").click().run()
    assert [item.value for item in at.success] == ["The story is saved."]
    # Beside what was pressed, as the top of a long story is out of sight.
    order = [getattr(item, "value", "") or getattr(item, "key", "") for item in at.main]
    assert order.index("The story is saved.") > order.index("story-save")
    made = services.find_story(one.id)
    assert made
    assert made.steps == (
        StoryStep(
            view=one.steps[0].view, heading="Our footprint", spoken="Slowly.\nThen the gaps."
        ),
        StoryStep(view=third.id, heading="Who is left out"),
    )
    assert (made.owner, made.author) == ("A. Lead", "B. Lead")
    assert services.store().story_states(one.id) == (one, made)


def test_who_saves_over_somebody_elses_state_is_refused_and_led_to_it(visit: Visit) -> None:
    one = story()
    at, _ = opened(visit, one)
    services.save_story(one, author="B. Lead", name="Winter summit")
    name_of(at).set_value("Spring summit")
    at.text_input(key="story-author").set_value("A. Lead")
    at.button(key="story-save").click().run()
    assert ["has saved this story" in item.value for item in at.error] == [True]
    at.button(key="story-newer").click().run()
    assert name_of(at).value == "Winter summit"
    assert services.all_stories()[0].name == "Winter summit"


def test_leaving_says_whether_it_loses_something(visit: Visit) -> None:
    one = story()
    at = visit("stories")
    at.button(key=f"change-{one.id}").click().run()
    assert at.button(key="story-back").label == "All stories"
    heading = next(box for box in at.text_input if box.value == "Where we are")
    heading.set_value("Here").run()
    assert at.button(key="story-back").label == "Back without saving"
    at.button(key="story-back").click().run()
    assert services.all_stories() == (one,)


def test_saved_views_that_cannot_be_read_leave_the_stories(visit: Visit, tmp_path: Path) -> None:
    one = story()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as store, store:
        store.execute("UPDATE saved_views SET query = '{'")
    at = visit("stories")
    assert not at.exception
    assert any("damaged" in error.value for error in at.error)
    assert any("Summit" in text.value for text in at.markdown)
    # Nothing is said about how many views there are.
    assert not at.info
    at.button(key=f"change-{one.id}").click().run()
    assert not at.exception


def test_a_story_is_put_away_and_taken_out_again(visit: Visit) -> None:
    one = story()
    at, _ = opened(visit, one)
    at.text_input(key="story-author").set_value("A. Lead")
    at.button(key="story-archive").click().run()
    assert said(at).endswith("There is no story yet.")
    assert services.all_stories() == ()
    at.toggle(key="stories-away").set_value(True).run()
    at.button(key=f"change-{one.id}").click().run()
    at.button(key="story-archive").click().run()
    assert [item.name for item in services.all_stories()] == ["Summit"]


def test_a_step_whose_view_is_gone_says_so(visit: Visit) -> None:
    one = services.save_story(
        story(), author="A. Lead", steps=[StoryStep(view="0000000000", heading="Gone")]
    )
    at, _ = opened(visit, one)
    assert any("its saved view is gone" in item.value for item in at.markdown)


def test_who_may_not_publish_can_look_and_present(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = story()
    services.take_note(HERE, "action", "Invite them", author="A. Lead")
    monkeypatch.setattr(permission, "refusal", lambda: "Publishing is off.")
    at = visit("stories")
    assert "Make the story" not in labels(at)
    links = [str(item.proto.url) for item in at.get("link_button")]
    assert f"/joinedup/present/{one.id}?step=1" in links
    assert f"/joinedup/documents/story-{one.id}.pptx" in links
    at.button(key=f"change-{one.id}").click().run()
    assert not {"Save the story", "Put away", "Take out"} & set(labels(at))
    assert [item.value for item in at.info] == ["Publishing is off."]
    at = visit("organisation", selected=LONELY)
    at.button(key=f"note-{FOOTPRINT}~~{LONELY}~~").click().run()
    assert "Save the note" not in labels(at)
    assert "Publishing is off." in [item.value for item in at.info]
    at = visit("meeting_notes")
    assert not {"Take a note", "Mark done", "Withdraw"} & set(labels(at))
    at = visit("meeting_notes", story=one.id, step="1")
    assert [item.value for item in at.info] == ["Publishing is off."]


# --- notes of meetings ---------------------------------------------------------------


def test_at_first_the_page_says_how_to_begin(visit: Visit) -> None:
    at = visit("meeting_notes")
    assert not at.exception
    assert said(at) == "South Yorkshire: No note has been taken yet."
    assert any("press N while a story is shown" in item.value for item in at.info)


def test_a_note_is_taken_beside_a_story(visit: Visit) -> None:
    one = story()
    at = visit("meeting_notes", story=one.id, step="2")
    name = f"{FOOTPRINT}~{one.steps[1].view}~~~{one.id}"
    at.radio(key=f"kind-{name}-0").set_value("decision")
    at.text_area(key=f"text-{name}-0").set_value("We meet monthly")
    at.text_input(key=f"who-{name}-0").set_value("Place director")
    at.date_input(key=f"by-{name}-0").set_value(TODAY + timedelta(days=7))
    at.button(key=f"keep-{name}-0").click().run()
    assert ["Your name is missing" in item.value for item in at.error] == [True]
    at.text_input(key=f"note-author-{name}").set_value("A. Lead")
    at.button(key=f"keep-{name}-0").click().run()
    assert ["The note is kept" in item.value for item in at.success] == [True]
    (kept,) = services.notes_of(FOOTPRINT)
    assert (kept.kind, kept.text, kept.who) == ("decision", "We meet monthly", "Place director")
    assert (kept.by_when, kept.author) == (TODAY + timedelta(days=7), "A. Lead")
    assert (kept.view, kept.story) == (one.steps[1].view, one.id)
    # The form is empty for the next one.
    assert at.text_area(key=f"text-{name}-1").value == ""


def test_a_note_is_of_the_footprint_that_its_view_shows(visit: Visit) -> None:
    view = services.save_view(
        name="Bradford",
        owner="A. Lead",
        dataset="bradford-district",
        page="map",
        query=[],
        pinned=False,
    )
    one = services.new_story("Elsewhere", [view], author="A. Lead")
    at = visit("meeting_notes", story=one.id, step="1")
    name = f"bradford-district~{view.id}~~~{one.id}"
    at.text_area(key=f"text-{name}-0").set_value("Ask them")
    at.text_input(key=f"note-author-{name}").set_value("A. Lead")
    at.button(key=f"keep-{name}-0").click().run()
    assert [kept.text for kept in services.notes_of("bradford-district")] == ["Ask them"]
    assert services.notes_of(FOOTPRINT) == ()


@pytest.mark.parametrize("step", ["0", "3", "x", "\u0664", "9" * 400])
def test_a_step_that_is_not_there_shows_the_list(visit: Visit, step: str) -> None:
    at = visit("meeting_notes", story=story().id, step=step)
    assert not at.exception
    assert said(at).startswith("South Yorkshire: ")


def test_a_note_is_taken_beside_an_organisation(visit: Visit) -> None:
    services.take_note(HERE, "note", "They asked for a visit", author="B. Lead")
    at = visit("organisation", selected=LONELY)
    name = f"{FOOTPRINT}~~{LONELY}~~"
    at.button(key=f"note-{name}").click().run()
    assert any("They asked for a visit" in item.value for item in at.caption)
    at.text_area(key=f"text-{name}-0").set_value("Visit them")
    at.text_input(key=f"note-author-{name}").set_value("A. Lead")
    # AppTest runs the whole page where a browser runs the dialog alone.
    at.button(key=f"note-{name}").click()
    at.button(key=f"keep-{name}-0").click().run()
    assert not at.exception
    assert [one.text for one in services.notes_of(FOOTPRINT)] == [
        "They asked for a visit",
        "Visit them",
    ]


def test_a_note_is_taken_beside_an_introduction(visit: Visit) -> None:
    target = next(one for one in dataset().partnerships if one.name == "Peak Edge PCN").id
    proposal = services.Proposal(organisation=LONELY, target=target)
    services.decide(FOOTPRINT, [proposal], "accepted", author="A. Lead")
    at = visit("introductions")
    name = f"{FOOTPRINT}~~{LONELY}~{target}~"
    at.button(key=f"note-{name}").click().run()
    at.text_area(key=f"text-{name}-0").set_value("On Friday")
    at.text_input(key=f"note-author-{name}").set_value("A. Lead")
    at.button(key=f"note-{name}").click()
    at.button(key=f"keep-{name}-0").click().run()
    (kept,) = services.notes_of(FOOTPRINT)
    assert (kept.organisation, kept.target) == (LONELY, target)
    at = visit("meeting_notes")
    text = " ".join(item.value for item in at.caption)
    assert "Beauchief Medical Practice to Peak Edge PCN" in text


def shown(at: AppTest) -> list[str]:
    """The notes on the page, in their order."""
    return [
        item.value.rsplit("\n", 1)[-1]
        for item in at.markdown
        if item.value.startswith(("**Decision**", "**Action**", "**Note**"))
    ]


def test_the_list_is_ordered_and_filtered(visit: Visit) -> None:
    one = story()
    in_story = NoteSubject(dataset=FOOTPRINT, view=one.steps[0].view, story=one.id)
    late, soon = TODAY - timedelta(days=3), TODAY + timedelta(days=3)
    services.take_note(HERE, "action", "Soon", author="A. Lead", by_when=soon)
    services.take_note(in_story, "decision", "Late", author="A. Lead", by_when=late)
    services.take_note(HERE, "note", "Said", author="A. Lead")
    at = visit("meeting_notes")
    assert said(at) == "South Yorkshire: 3 notes; 2 still open, 1 of these overdue."
    assert shown(at) == ["Late", "Soon", "Said"]
    (overdue,) = [item.value for item in at.markdown if "Overdue" in item.value]
    assert overdue.startswith("**Decision** · **:material/warning: Overdue**")
    assert any(item.value.startswith("**Action** · **Open**") for item in at.markdown)
    assert any("3 days overdue" in item.value for item in at.caption)
    at.selectbox(key="notes-order").set_value("newest").run()
    assert shown(at) == ["Said", "Late", "Soon"]
    at.toggle(key="notes-open").set_value(True).run()
    assert shown(at) == ["Late", "Soon"]
    at.selectbox(key="notes-story").set_value(one.id).run()
    assert shown(at) == ["Late"]
    at.multiselect(key="notes-kinds").set_value(["action"]).run()
    assert shown(at) == []
    assert any("No note passes" in item.value for item in at.info)


def test_a_note_is_done_open_again_and_withdrawn(visit: Visit) -> None:
    one = services.take_note(HERE, "action", "Visit them", author="A. Lead")
    at = visit("meeting_notes")
    at.text_input(key="notes-author").set_value("B. Lead")
    at.button(key=f"note-done-{one.id}").click().run()
    assert said(at) == "South Yorkshire: 1 note, none still open."
    assert any("done, said by B\\. Lead" in item.value for item in at.caption)
    at.button(key=f"note-open-{one.id}").click().run()
    assert said(at) == "South Yorkshire: 1 note; 1 still open, none of these overdue."
    at.button(key=f"note-withdrawn-{one.id}").click().run()
    assert said(at).endswith("No note has been taken yet.")
    states = [item.state for item in services.store().meeting_notes(FOOTPRINT)]
    assert states == ["open", "done", "open", "withdrawn"]


def test_the_name_written_in_a_form_is_taken_for_the_list(visit: Visit) -> None:
    one = services.take_note(HERE, "action", "Visit them", author="A. Lead")
    at = visit("meeting_notes")
    assert at.text_input(key="notes-author").value == ""
    name = f"{FOOTPRINT}~~~~"
    at.button(key=f"note-{name}").click().run()
    at.text_area(key=f"text-{name}-0").set_value("We meet")
    at.text_input(key=f"note-author-{name}").set_value("B. Lead")
    at.button(key=f"note-{name}").click()
    at.button(key=f"keep-{name}-0").click().run()
    assert at.text_input(key="notes-author").value == "B. Lead"
    # Whoever empties it to write another name is left to.
    at.text_input(key="notes-author").set_value("").run()
    assert at.text_input(key="notes-author").value == ""
    at.text_input(key="notes-author").set_value("C. Lead")
    at.button(key=f"note-done-{one.id}").click().run()
    assert any("done, said by C\\. Lead" in item.value for item in at.caption)


def test_hostile_words_show_as_text(visit: Visit) -> None:
    plain = [name for name in HOSTILE if name.isprintable()]
    assert plain
    for name in plain:
        one = services.new_story(name[:100], [saved(name[:100])], author=name[:100])
        about = NoteSubject(dataset=FOOTPRINT, view=one.steps[0].view, story=one.id)
        services.take_note(about, "action", name, author=name[:100], who=name[:100])
    for page in ("stories", "meeting_notes"):
        at = visit(page)
        assert not at.exception
        texts = [str(item.value) for item in [*at.markdown, *at.caption]]
        assert not any("<img" in text.replace("\\", "") and "\\<" not in text for text in texts)
    one = services.new_story(IMAGE[:100], author="A. Lead")
    at = visit("stories")
    at.button(key=f"change-{one.id}").click().run()
    assert not at.exception
    assert not {"img", "script"} & {tag for body in html(at) for tag in Seen(body).tags}


def test_the_spreadsheet_has_every_note() -> None:
    one = services.take_note(HERE, "action", "=1+1", author="A. Lead", by_when=TODAY)
    rows = [words.NoteRow(note=one, about="Beauchief")]
    book = CalamineWorkbook.from_filelike(
        BytesIO(frame_to_xlsx(words.frame(rows, TODAY), "Meeting notes"))
    )
    heads, values = book.get_sheet_by_index(0).to_python()
    assert values[heads.index("Note")] == "'=1+1"
    assert values[heads.index("State")] == "Open"
