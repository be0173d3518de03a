"""Routes below ``/joinedup/documents/``: a view on paper, as a file, as a picture, as slides.

An address is read like that of the page itself, so that a document shows what the page shows.
Documents are made and set in a few threads of their own: eighty people who press Print at once
wait for each other, and nobody else waits for them.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache, partial
from threading import BoundedSemaphore
from typing import Literal, TypeVar, get_args
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from joinedup import views
from joinedup.errors import JoinedUpError, PaperError, StoreError
from joinedup.render.document import Document, Story, file_name
from joinedup.render.pdf import PAPERS, Paper
from joinedup.services.saved_views import page_path, params
from joinedup.ui.front_end import base_path

_LOG = logging.getLogger("joinedup")
Form = Literal["pdf", "html", "png", "svg", "pptx"]
FORMS: tuple[Form, ...] = get_args(Form)
MEDIA_TYPES: Mapping[Form, str] = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OF_STORIES: tuple[Form, ...] = ("pdf", "pptx")
_PICTURES: tuple[Form, ...] = ("png", "svg")
_STORY, _PACK = "story-", "pack"
#: What of a view a pack is of; it sets the filters aside.
_OF_A_PACK = ("dataset", "version", "date", "past")
_LONGEST = 8_000
#: Making may wait for figures that are worked out elsewhere; setting keeps a core busy.
_MAKING = ThreadPoolExecutor(4, thread_name_prefix="making")
_SETTING = ThreadPoolExecutor(2, thread_name_prefix="setting")
#: Who comes when so many are waiting is asked to come back.
_PLACES = BoundedSemaphore(100)
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_FRESH = {"cache-control": "no-store"}
_AGAIN = "Open the page in the browser, and print from there."
_Result = TypeVar("_Result")


class _Refused(Exception):
    """That there can be no document for an address, in words for whoever asked."""

    def __init__(self, status: int, said: str) -> None:
        self.status, self.said = status, said
        super().__init__(said)


def routes() -> list[BaseRoute]:
    """The routes of documents."""
    return [Route("/joinedup/documents/{name}.{form}", _answer)]


async def _answer(request: Request) -> Response:
    if not _PLACES.acquire(blocking=False):
        return _plain(503, "Many people are printing just now. Try again in a minute.")
    try:
        return await _made(request)
    except _Refused as refused:
        return _plain(refused.status, refused.said)
    except PaperError as error:
        _LOG.error("A document could not be set: %s", error)
        return _plain(500, f"{error.what}. {error.hint}")
    except StoreError as error:
        return _plain(503, f"{error.what}. {error.hint}")
    except JoinedUpError as error:
        return _plain(404, str(error))
    except Exception:
        _LOG.exception("A document could not be made")
        return _plain(500, f"Sorry, this document could not be made. {_AGAIN}")
    finally:
        _PLACES.release()


def _plain(status: int, words: str) -> Response:
    return PlainTextResponse(f"{words}\n", status_code=status, headers=_FRESH)


async def _made(request: Request) -> Response:
    form, paper = _form(request), _paper(request)
    one = await _in(_MAKING, partial(_document, request))
    kind = _kind(request, one) if form in _PICTURES else ""
    content = await _in(_SETTING, partial(_written, _to_the_minute(one), form, paper, kind))
    name = file_name(one, form, kind)
    headers = {**_FRESH, "content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


async def _in(pool: ThreadPoolExecutor, work: Callable[[], _Result]) -> _Result:
    return await asyncio.get_running_loop().run_in_executor(pool, work)


def _form(request: Request) -> Form:
    """The form that an address asks for."""
    asked, name = request.path_params["form"], request.path_params["name"]
    offered = _OF_STORIES if name.startswith(_STORY) else FORMS
    found = next((one for one in offered if one == asked), None)
    if found is None:
        raise _Refused(404, f"A document can be one of {', '.join(offered)}. {_AGAIN}")
    if len(request.url.query) > _LONGEST:
        raise _Refused(400, f"This address is too long. {_AGAIN}")
    return found


def _paper(request: Request) -> Paper:
    asked = request.query_params.get("paper", PAPERS[0])
    found = next((one for one in PAPERS if one == asked), None)
    if found is None:
        raise _Refused(400, f"Paper can be {' or '.join(PAPERS)}. {_AGAIN}")
    return found


def _kind(request: Request, one: Document | Story) -> str:
    """Of what a picture is asked for; the first of a page where nothing is said."""
    kinds = [each.kind for each in one.pictures] if isinstance(one, Document) else []
    asked = request.query_params.get("of", kinds[0] if kinds else "")
    if asked not in kinds:
        raise _Refused(404, f"This page has no such picture. {_AGAIN}")
    return asked


def _document(request: Request) -> Document | Story:
    """What an address asks for; the slow part, which may wait for figures."""
    # Imported here: pages come with widgets, which the application cannot have at its start.
    from joinedup.ui import documents, story_documents
    from joinedup.ui.linked_views import view_of

    name: str = request.path_params["name"]
    wide = request.path_params["form"] == "pptx"
    if name.startswith(_STORY):
        story = name.removeprefix(_STORY)
        return story_documents.story_document(story, root=_root(request), wide=wide)
    # Nothing else: it would stand in the link on paper, in words of whoever made the address.
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] in views.PARAMETERS]
    if name == _PACK:
        view, problems = view_of(params(pairs))
        area = request.query_params.get("area", "")
        chosen = [*(pair for pair in pairs if pair[0] in _OF_A_PACK), ("selected", area)]
        made = documents.pack(view, area, link=_link(request, "map", chosen))
    else:
        link = _link(request, name, pairs)
        made, problems = documents.of_query(name, pairs, link=link, wide=wide)
    if problems:
        raise _Refused(400, f"{' '.join(one.message for one in problems)} {_AGAIN}")
    return made


def _link(request: Request, page: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The address of a page in a view; empty where it is not known under which name we are."""
    root = _root(request)
    return f"{root}/{page_path(page)}?{urlencode(pairs)}" if root else ""


def _root(request: Request) -> str:
    """Where the dashboard is, as the browser that asks knows it."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        return ""
    # Behind a proxy only the browser knows whether it is https: it says from which page it asks.
    secure = request.headers.get("referer", "").startswith(f"https://{host}/")
    scheme = "https" if secure else request.url.scheme
    return f"{scheme}://{host}{base_path()}"


def _to_the_minute(one: Document | Story) -> Document | Story:
    """The same, as made in a full minute: what eighty people ask for at once is set once."""
    if isinstance(one, Story):
        steps = (replace(each, document=_floored(each.document)) for each in one.steps)
        return replace(one, steps=tuple(steps))
    return _floored(one)


def _floored(one: Document) -> Document:
    return replace(one, made_at=one.made_at.replace(second=0, microsecond=0))


# Few, as that of a long story may have twenty megabytes.
@lru_cache(maxsize=4)
def _written(one: Document | Story, form: Form, paper: Paper, kind: str) -> bytes:
    """A document in its form.

    Raises:
        PaperError: When it cannot be set.
    """
    # Imported here: typst and python-pptx are needed by those only who print.
    from joinedup.render import html_file, images, pdf, slides

    if form == "pdf":
        return pdf.pdf(one, paper=paper)
    if form == "pptx" or isinstance(one, Story):
        return slides.slides(one)
    if form == "html":
        return html_file.html_file(one).encode()
    picture = next(each for each in one.pictures if each.kind == kind)
    if form == "svg":
        return images.svg(one, picture).encode()
    return images.png(one, picture)
