"""A page's content with what stands on every document: filters, version, sources, day, link."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from types import MappingProxyType

from joinedup.errors import DocumentError
from joinedup.render.document import Document
from joinedup.render.sentence import short_source, spoken_partial
from joinedup.render.sources import sources_frame
from joinedup.services import Reading
from joinedup.ui import about, cache, filters, menu, state, stills, versions
from joinedup.ui.documents import (
    accessibility,
    compare,
    diagrams,
    glossary,
    introductions,
    lists,
    meeting_notes,
    network,
    organisation,
    packs,
    parity,
    programmes,
    record,
    saved_views,
    stakeholders,
    stories,
    sustainability,
    unconnected,
    what_if,
    who,
    working_together,
)
from joinedup.ui.documents.making import PATIENCE_S, Content, Wanted, headed, plain
from joinedup.ui.documents.viewing import reading_of
from joinedup.ui.upload import Upload
from joinedup.views import ViewState

_MAKERS: Mapping[str, Callable[[Wanted], Content]] = {
    "overview": who.overview,
    "map": who.on_the_map,
    "network": network.content,
    "unconnected": unconnected.content,
    "introductions": introductions.content,
    "organisation": organisation.content,
    "parity": parity.content,
    "compare": compare.content,
    "what_if": what_if.content,
    "programmes": programmes.content,
    "diagrams": diagrams.content,
    "working_together": working_together.content,
    "sustainability": sustainability.content,
    "stakeholders": stakeholders.content,
    "saved_views": saved_views.content,
    "stories": stories.content,
    "meeting_notes": meeting_notes.content,
    "lists": lists.content,
    "history": record.history,
    "about": record.about,
    "glossary": glossary.content,
    "accessibility": accessibility.content,
}
#: Pages that say nothing else where nobody passes the filters.
_NEEDS_SOME = ("overview", "unconnected", "parity", "what_if", "stakeholders")
#: The names of the pages by the names of their scripts, in the order of the menu.
PAGES: Mapping[str, str] = MappingProxyType(
    {Path(path).stem: name for path, name, _, _ in menu.PAGES if Path(path).stem in _MAKERS}
)


def document(
    page: str,
    state: ViewState,
    *,
    position: Mapping[str, str] = MappingProxyType({}),
    link: str = "",
    made_at: datetime | None = None,
    wide: bool = False,
    until: float | None = None,
) -> Document:
    """A page in one view.

    Args:
        page: One of :data:`PAGES`.
        state: The view; of the newest version where it names none.
        position: Where map and network stand, by the parameters ``at`` and ``drawn``.
        link: Opens the same view in a browser; empty where the address is not known.
        made_at: When it is made, UTC; None for now.
        wide: Whether its pictures are to be of the shape of a slide.
        until: When it stops to wait for what takes long, on the clock of ``time.monotonic``; None
            for its usual patience. Several documents of one file share theirs.

    Raises:
        DocumentError: When there is no such page.
        DatasetError, StoreError: When the version cannot be read.
    """
    if page not in _MAKERS:
        raise DocumentError(
            "There is no document of this page",
            value=page,
            hint=f"There are documents of {', '.join(PAGES)}.",
        )
    reading = reading_of(state)
    size = stills.SLIDE_SIZE if wide else stills.SIZE
    until = monotonic() + PATIENCE_S if until is None else until
    wanted = Wanted(reading=reading, position=position, until=until, size=size)
    found = _empty(reading) if page in _NEEDS_SOME and not reading.shown else _MAKERS[page](wanted)
    used = () if page in menu.UNFILTERED else _filters(reading)
    sources = (*_sources(reading), plain(about.LICENCE), *about.ATTRIBUTIONS)
    made = _framed(PAGES[page], reading, found, used, sources, link=link, made_at=made_at)
    made = replace(made, filterable=page not in menu.UNFILTERED)
    return (
        replace(made, footprint="", illustrative=False, version="") if page in menu.PLAIN else made
    )


def of_list(one: Upload, reading: Reading) -> Document:
    """A partner list on its way into the record: no address could ask for it.

    Args:
        one: The list as its session has it.
        reading: What the session shows.
    """
    found = lists.content_of(one, reading.dataset)
    made = _framed(PAGES["lists"], reading, found, (), (), link="", made_at=None)
    named = one.plan.dataset.name if one.plan else made.footprint
    return replace(made, footprint=named, filterable=False)


def pack(state: ViewState, area_id: str, *, link: str = "") -> Document:
    """What there is to know about a place or a neighbourhood, on two pages.

    Args:
        state: Its dataset, version and day count; its filters on who is shown are set aside.
        area_id: The place or the neighbourhood.
        link: Opens the area in a browser; empty where the address is not known.

    Raises:
        DocumentError: When the version has no such area.
        DatasetError, StoreError: When the version cannot be read.
    """
    reading = packs.reading_of_area(state, area_id)
    wanted = Wanted(reading=reading, until=monotonic() + PATIENCE_S)
    found = packs.content(wanted, reading.dataset.area_by_id[area_id])
    # In running text: a list would take the room of a table.
    rights = " ".join((plain(about.LICENCE, addresses=False), *about.ATTRIBUTIONS))
    sources = ("; ".join(_sources(reading)), rights)
    made = _framed("Pack", reading, found, (), sources, link=link, made_at=None)
    name = reading.dataset.area_by_id[area_id].name
    return replace(
        made,
        upright=True,
        extent=f"Pack for {name}: everything in it, no other filter",
        link_words=f"Open {name} on the map",
    )


def _framed(
    name: str,
    reading: Reading,
    found: Content,
    used: tuple[str, ...],
    sources: tuple[str, ...],
    *,
    link: str,
    made_at: datetime | None,
) -> Document:
    one = reading.dataset
    return Document(
        page=name,
        subject=found.subject,
        sentence=found.sentence,
        caveats=found.caveats,
        filters=used,
        blocks=found.blocks,
        footprint=one.name,
        illustrative=one.illustrative,
        day=reading.state.day if found.sourced else state.today(),
        version=versions.in_full(one),
        sources=sources if found.sourced else (),
        link=link,
        made_at=made_at or datetime.now(UTC),
    )


def _filters(reading: Reading) -> tuple[str, ...]:
    words = cache.vocabulary(reading.dataset, cache.names())
    return tuple(filters.in_words(reading.state, words))


def _sources(reading: Reading) -> tuple[str, ...]:
    """Each source of what is shown with its date and licence."""
    rows = sources_frame(reading, only_shown=True).to_dict("records")
    return tuple(
        f"{short_source(one['Source'])}, {_dated(one['Date'])}, {one['Licence']}" for one in rows
    )


def _dated(text: str) -> str:
    return text if text == "undated" else spoken_partial(text)


def _empty(reading: Reading) -> Content:
    """A page that says nothing but that nobody passes the filters."""
    blocks = who.empty(reading)
    return headed(reading, blocks)
