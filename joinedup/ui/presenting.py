"""The route that tells a story: a page of its own, in which the dashboard's pages stand as frames.

It is plain HTML from this server, so that it opens at once and needs no internet. The frames are
the live pages of the saved views, in the form for presenting, which :mod:`.embedding` makes.
"""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Route

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render import presenting
from joinedup.render.presenting import Around, ShownStep
from joinedup.store.meetings import StoryStep
from joinedup.store.sharing import SavedView
from joinedup.ui.front_end import base_path

_FRESH = {"cache-control": "no-store"}


def routes(assets_version: Callable[[], str]) -> list[BaseRoute]:
    """The route of every story.

    Args:
        assets_version: Gives what changes when scripts and styles do.
    """

    def answer(request: Request) -> HTMLResponse:
        return _answer(request, _around(assets_version()))

    return [Route("/joinedup/present/{story}", answer)]


def address(story_id: str, *, step: int = 1) -> str:
    """Where a story is told, from the root of this server; ``step`` counts from 1."""
    return f"{base_path()}/joinedup/present/{story_id}?step={step}"


def _around(assets_version: str) -> Around:
    base = base_path()
    return Around(
        static=f"{base}/joinedup/static",
        hashed=assets_version,
        leave=f"{base}/stories",
        notes=f"{base}/meeting_notes?embed=true",
    )


def _answer(request: Request, around: Around) -> HTMLResponse:
    try:
        one = services.find_story(request.path_params["story"])
        views = services.story_views(one) if one else {}
    except StoreError as error:
        page = presenting.nothing("The story cannot be read just now", error.hint, around)
        return HTMLResponse(page, status_code=503, headers=_FRESH)
    if one is None:
        words = (
            "There is no story under this link. Perhaps a letter is missing at its end: copy the "
            "whole link again, or choose a story from the list."
        )
        page = presenting.nothing("This story is not here", words, around)
        return HTMLResponse(page, status_code=404, headers=_FRESH)
    if not one.steps:
        words = f"“{one.name}” has no steps yet. Choose saved views for it on the page Stories."
        return HTMLResponse(presenting.nothing(one.name, words, around), headers=_FRESH)
    steps = [_shown(step, views.get(step.view)) for step in one.steps]
    speaker = request.query_params.get("speaker") == "1"
    return HTMLResponse(
        presenting.page(one.id, one.name, steps, around, speaker=speaker), headers=_FRESH
    )


def _shown(step: StoryStep, view: SavedView | None) -> ShownStep:
    """A step with the address of its picture: the page of its view, in the form for presenting."""
    picture = f"{base_path()}/{services.view_address(view)}&embed=true&present=1" if view else ""
    return ShownStep(heading=step.heading, spoken=step.spoken, address=picture)
