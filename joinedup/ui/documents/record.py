"""The documents of History and About: the versions, and what the record rests on."""

from collections.abc import Sequence
from contextlib import suppress

from joinedup import services
from joinedup.errors import StoreError
from joinedup.render.document import Block, Table
from joinedup.render.sentence import head
from joinedup.render.sources import sources_frame
from joinedup.services import Reading
from joinedup.store.protocol import VersionInfo
from joinedup.ui import about as about_page
from joinedup.ui import history as history_page
from joinedup.ui import shell
from joinedup.ui.documents import who
from joinedup.ui.documents.making import (
    Content,
    Wanted,
    headed,
    listed,
    paragraphs,
    plain,
    section,
    still,
    table,
)

_VERSION_COLUMNS = ("Version", "When", "By", "What", "Why", "Details")


def history(wanted: Wanted) -> Content:
    """Every version of the footprint, the newest first."""
    one = wanted.reading.dataset
    found: tuple[VersionInfo, ...] = ()
    with suppress(StoreError):  # the sentence says so
        found = services.history(one.id)
    sentence = history_page.sentence_of(found, one)
    blocks = (_versions(found, one.version),) if found else ()
    _, _, caveats = head(wanted.reading, (one.name, sentence))
    return Content(subject=one.name, sentence=sentence, caveats=caveats, blocks=blocks)


def _versions(found: Sequence[VersionInfo], on_screen: str) -> Table:
    rows = [
        (
            f"{one.number}, on screen" if one.version == on_screen else f"{one.number}",
            "" if one.kind == "bundled" else history_page.when(one),
            one.author,
            history_page.KINDS[one.kind],
            one.note,
            history_page.details(one),
        )
        for one in found
    ]
    return still(_VERSION_COLUMNS, rows, "Versions, the newest first")


def about(wanted: Wanted) -> Content:
    """The three states, complete lists, gaps, sources, areas, attributions."""
    reading = wanted.reading
    written = shell.written_words(reading.dataset)
    return headed(
        reading,
        (
            section("The three states"),
            *listed(map(plain, about_page.STATES)),
            *paragraphs(plain(about_page.STATES_WORDS)),
            section("Complete lists"),
            *(listed(about_page.coverage_lines(reading)) or paragraphs(about_page.NO_LIST)),
            section("Known gaps"),
            *paragraphs(written),
            *listed(reading.dataset.notes),
            *(who.declared(reading) if services.declared_and_loaded(reading.dataset) else ()),
            table(sources_frame(reading), "Sources"),
            *_areas(reading),
        ),
    )


def _areas(reading: Reading) -> tuple[Block, ...]:
    return (
        table(about_page.areas_frame(reading), "Places and neighbourhoods"),
        section("Attributions"),
        *paragraphs(plain(about_page.LICENCE)),
        *listed(about_page.ATTRIBUTIONS),
    )
