"""Stories are made of saved views, changed, put away, and nothing of them is lost."""

import pytest

from joinedup import services
from joinedup.errors import StoreError
from joinedup.store.meetings import MAX_HEADING, Story, StoryStep
from joinedup.store.sharing import SavedView

LEAD = "A. Lead"


pytestmark = pytest.mark.usefixtures("fresh_store")


def saved(name: str, note: str = "") -> SavedView:
    return services.save_view(
        name=name,
        owner=LEAD,
        dataset="south-yorkshire",
        page="map",
        query=[],
        pinned=False,
        note=note,
    )


@pytest.fixture
def story() -> Story:
    return services.new_story("Summit", [saved("Here", "Slowly"), saved("There")], author=LEAD)


def test_nothing_is_told_at_first() -> None:
    assert services.all_stories() == ()
    assert services.find_story("nothing") is None


def test_views_become_steps_with_name_and_note(story: Story) -> None:
    assert services.find_story(story.id) == story
    assert services.all_stories() == (story,)
    assert [(one.heading, one.spoken) for one in story.steps] == [("Here", "Slowly"), ("There", "")]
    assert (story.owner, story.author, story.number > 0) == (LEAD, LEAD, True)


def test_a_long_name_is_a_heading_all_the_same() -> None:
    assert len(services.step_of(saved("x" * MAX_HEADING)).heading) == MAX_HEADING


def test_two_stories_have_two_links(story: Story) -> None:
    assert services.new_story("Summit", author=LEAD).id != story.id


def test_a_link_is_understood_however_it_was_typed(story: Story) -> None:
    assert services.find_story(f" {story.id.upper()} ") == story


def test_what_is_not_given_stays(story: Story) -> None:
    renamed = services.save_story(story, author="B. Lead", name="Winter")
    assert (renamed.name, renamed.steps, renamed.owner) == ("Winter", story.steps, LEAD)
    assert renamed.author == "B. Lead"
    assert renamed.created_at == story.created_at <= renamed.changed_at
    fewer = services.save_story(renamed, author=LEAD, steps=story.steps[:1])
    assert (fewer.name, fewer.steps) == ("Winter", story.steps[:1])
    assert services.store().story_states(story.id) == (story, renamed, fewer)


def test_saving_without_a_change_adds_no_state(story: Story) -> None:
    assert services.save_story(story, author="B. Lead", name=story.name) is story
    assert services.store().story_states(story.id) == (story,)


def test_who_is_slower_hears_of_it(story: Story) -> None:
    services.save_story(story, author="B. Lead", name="Winter")
    with pytest.raises(StoreError, match=r"B\. Lead has saved this story in the meantime"):
        services.save_story(story, author=LEAD, name="Spring")


def test_what_is_put_away_is_there_for_those_who_ask(story: Story) -> None:
    away = services.save_story(story, author=LEAD, archived=True)
    assert services.all_stories() == ()
    assert services.all_stories(archived=True) == (away,)
    assert services.find_story(story.id) == away


def test_views_that_are_gone_are_left_out(story: Story) -> None:
    steps = [*story.steps, StoryStep(view="0000000000", heading="Gone")]
    found = services.story_views(services.save_story(story, author=LEAD, steps=steps))
    assert [found[step.view].name for step in story.steps] == ["Here", "There"]
    assert set(found) == {step.view for step in story.steps}


@pytest.mark.parametrize(
    ("index", "by", "order"),
    [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc"), (0, 9, "bca"), (1, 0, "abc")],
)
def test_steps_move_as_far_as_there_is_room(index: int, by: int, order: str) -> None:
    assert "".join(services.moved("abc", index, by)) == order
