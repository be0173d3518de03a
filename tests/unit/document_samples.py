"""A document with everything in it, made by hand, for the tests of its writers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from joinedup.render.document import (
    Column,
    Document,
    Figure,
    Figures,
    Picture,
    Step,
    Story,
    Table,
    Words,
)
from joinedup.render.escaping import escape

#: Names that somebody may have typed, or sent to see what happens.
HOSTILE = (
    "</script><script>window.broken = 1</script>",
    ']]> & <b onclick="broken()">\'',
    '#panic("x") $x^2$ \\ @ref = *bold* _it_ `raw`',
    '=HYPERLINK("http://example.org")',
    "Łódź مرحبا 日本語 😀 \x00\x07\u202e\ue000\ud800",
    "Z" * 300,
)


def picture(kind: Any = "map", label: str = "Rotherham", *, wide: int = 900) -> Picture:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} 600" width="{wide}" '
        f'height="600"><title>{escape(label)}</title><style>.mark{{fill:#005eb8}}text{{font:30px '
        'Arial,sans-serif}</style><clipPath id="window"><rect width="800" height="500"/></clipPath>'
        f'<g clip-path="url(#window)"><circle class="mark" cx="300" cy="300" r="120"/>'
        f'<text x="80" y="90">{escape(label)}</text></g></svg>'
    )
    return Picture(kind=kind, svg=svg, alt=f"A {kind} of {label}", caption="Each mark is one.")


def table(rows: int = 3, *, total: int | None = None) -> Table:
    return Table(
        heading="Organisations",
        columns=(
            Column(name="Organisation"),
            Column(name="Since"),
            Column(name="Partners", number=True),
        ),
        rows=tuple(
            (f"Organisation {number:03}", "3 March 2026", None if number == 2 else number * 1_000)
            for number in range(1, rows + 1)
        ),
        total=total,
    )


def document(**changes: Any) -> Document:
    """A map of Rotherham with figures, a picture, words and a table."""
    one = Document(
        page="Map",
        subject="Rotherham · 3 March 2026",
        sentence="41 voluntary groups: 12 of the 41 have no partnership on record.",
        caveats=("Voluntary groups: a partial sample",),
        filters=("Place: Rotherham", "Sector: Voluntary"),
        blocks=(
            Figures(
                items=(
                    Figure(figure="12 of 41", label="have none on record", detail="all asked"),
                    Figure(figure="9 of 41", label="are unknown"),
                )
            ),
            picture(),
            Words(text="What it says", level=1),
            Words(text="Twelve groups wait for an introduction."),
            table(),
        ),
        footprint="South Yorkshire",
        illustrative=False,
        day=date(2026, 3, 3),
        version="version 3 (0123456789ab), published on 1 March 2026",
        made_at=datetime(2026, 7, 4, 9, 5, tzinfo=UTC),
        sources=("NHS England, Organisation Data Service, 1 March 2026, OGL v3.0",),
        link="http://localhost:8501/map?places=Rotherham&date=2026-03-03",
    )
    return replace(one, **changes)


def hostile() -> Document:
    """A document in which every text is hostile."""
    rows = tuple((name, name, name) for name in HOSTILE)
    columns = tuple(Column(name=name, number=at == 2) for at, name in enumerate(HOSTILE[:3]))
    every = " ".join(HOSTILE)
    return document(
        page=HOSTILE[0],
        subject=every,
        sentence=every,
        caveats=HOSTILE,
        filters=HOSTILE,
        footprint=every,
        version=every,
        sources=HOSTILE,
        blocks=(
            Words(text=every, level=2),
            Figures(items=tuple(Figure(figure=one, label=one, detail=one) for one in HOSTILE)),
            replace(picture(label=every), alt=every, caption=every),
            Table(heading=every, columns=columns, rows=rows, note=every),
        ),
    )


def story() -> Story:
    """A story of three steps: a picture, a table, figures alone."""
    figures, rows = document().blocks[:1], (table(12),)
    return Story(
        name="Where do voluntary groups meet practices?",
        note="For the summit",
        link="http://localhost:8501/joinedup/present/0123456789?step=1",
        steps=(
            Step(heading="Who is here", document=document(), note="Say hello first."),
            Step(heading="The list", document=document(blocks=rows, illustrative=True)),
            Step(
                heading="In figures", document=document(blocks=figures, sources=("Census, 2021",))
            ),
        ),
    )
