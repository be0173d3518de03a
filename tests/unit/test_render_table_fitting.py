"""Columns side by side: what is measured, and what poppler reads on the page."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from joinedup.render.document import Column, Table
from joinedup.render.pdf import pdf
from joinedup.render.table_fitting import GUTTER, TEXT, broken, fit
from tests.unit.document_samples import document

NEEDS_POPPLER = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="poppler is not installed: scripts/install_poppler.py"
)
UPRIGHT = 521.0
NUMBERS = tuple(
    Column(name=name, number=True)
    for name in (
        *("Organisations", "Known", "Ties", "Density (%)", "Without a tie", "Components"),
        *("Centralisation by betweenness", "Transitivity", "Mean distance", "Fragmentation"),
    )
)
WORDS = (Column(name="Place"), Column(name="Neighbourhood"))
CELLS = ("Rotherham", "Rother Valley South")


def wide(times: int) -> Table:
    columns = (*WORDS, *NUMBERS * times)
    rows = tuple((*CELLS, *range(1_000, 1_000 + len(NUMBERS) * times)) for _ in range(3))
    return Table(heading="Measures", columns=columns, rows=rows)


def test_a_small_table_is_set_in_its_usual_size() -> None:
    found = fit(WORDS, [CELLS], UPRIGHT)
    assert (found.size, found.easy) == (0.86, True)
    assert sum(found.widths) == pytest.approx(UPRIGHT)


def test_a_wide_one_is_smaller_then_its_heads_are_turned() -> None:
    def of(times: int, room: float) -> tuple[float, bool]:
        cells = [[*CELLS, *("1,000" for _ in NUMBERS * times)]]
        found = fit((*WORDS, *NUMBERS * times), cells, room)
        assert sum(found.widths) <= room * 1.001
        return found.size, found.turned

    assert of(1, 768) == (0.86, False)
    assert of(1, 620) == (0.74, False)
    assert of(1, 400) == (0.74, True)
    assert of(2, 768) == (0.74, True)


def test_long_words_are_broken_where_nothing_else_helps() -> None:
    columns = tuple(Column(name="Z" * 60) for _ in range(12))
    found = fit(columns, [["Z" * 60] * 12], UPRIGHT)
    assert not found.easy
    assert sum(found.widths) <= UPRIGHT * 1.001
    assert max(map(len, broken("Z" * 60, found.letters).split("\u200b"))) == found.letters
    assert min(found.widths) > 2 * GUTTER * found.size * TEXT


def test_nothing_to_set() -> None:
    assert fit((), [], UPRIGHT).widths == ()


@NEEDS_POPPLER
@pytest.mark.parametrize("times", [1, 2])
def test_no_two_words_of_a_table_touch(times: int, tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(pdf(document(blocks=(wide(times),))))
    subprocess.run(
        ["pdftotext", "-bbox", "one.pdf", "out.html"], cwd=tmp_path, check=True, capture_output=True
    )
    number = r"([\d.]+)"
    found = re.findall(
        rf'<word xMin="{number}" yMin="{number}" xMax="{number}" yMax="{number}">(.*?)</word>',
        (tmp_path / "out.html").read_text(encoding="utf-8"),
    )
    heads = {word for column in (*WORDS, *NUMBERS) for word in column.name.split()}
    boxes = [
        (tuple(map(float, place)), text)
        for *place, text in found
        if text in heads
        or text in "Rother Valley South Rotherham"
        or re.fullmatch(r"1,0\d\d", text)
    ]
    assert len(boxes) > 30 * times
    texts = [text for _, text in boxes]
    assert {"Organisations", "Known", "Rotherham"} <= {*texts}
    for at, (one, text) in enumerate(boxes):
        for other, beside in boxes[at + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            # Boxes are as high as a line with its leading: what is drawn is lower.
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across <= 0 or down <= 3.5, (text, beside)
