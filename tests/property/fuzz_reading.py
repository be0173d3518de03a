"""Looks for bytes that the reader of lists neither reads nor refuses, led by coverage.

``python -m tests.property.fuzz_reading FOLDER -atheris_runs=200000`` looks for longer than
``test_imports_reading.py`` does, which runs it for some seconds. The folder holds the inputs
worth keeping; one that breaks the reader is written to the current folder, and the run ends.
Needs atheris, which is made for Linux on x86-64 only.
"""

import importlib
import sys
from pathlib import Path
from typing import Any

from tests.unit.workbook_samples import SHEET, STRINGS, packed, parts_of, workbook

ROWS: list[list[Any]] = [["Name", "Town", "Size"], ["Oak", "Leeds", 3.5], ["Elm", "York", True]]
PARTS = parts_of(workbook({"List": ROWS}))
# Text in several dialects and workbooks of cells: what the search starts from.
SEEDS = (
    b"Our partners\n\nName;Town;Size\nOak;Leeds, W;3,5\nElm;York;4\nTotal;;2\n\nSource: us\n",
    b'Name,Address,,Notes\r\n,Town,Postcode,\r\n"Oak, A",Leeds,LS1 1AA,"a\r\nb"\r\n"Elm,York\r\n',
    "sep=|\nName|Town\nCafé|'=1\n".encode("utf-16"),
    '"Name"\t"Town"\rCafé\tBath\r'.encode("cp1252"),
    b'{"type": "FeatureCollection", "features": []}',
    b"\x01" + PARTS[SHEET],
    b'\x02<c r="A1" t="s"><v>0</v></c><c t="str"><v>x</v></c><c><v>3.5</v></c>',
    b'\x02<c r="B2" t="inlineStr"><is><t>x</t></is></c><c t="e"><v>#N/A</v></c>',
    b"\x02" + b'<c t="d"><v>2024-03-01T10:00:00</v></c><c s="1"><f>A1</f><v>45000</v></c>',
    b"\x03<si><t>Name</t></si><si><r><t>To</t></r><r><t>wn</t></r></si>",
    packed(PARTS),
)
DEFAULTS = (
    "-atheris_runs=5000",
    "-max_len=4096",
    "-len_control=0",
    "-max_total_time=10",
    "-seed=1",
)


def main(folder: Path, options: list[str]) -> None:
    """Runs until nothing is left to try, or an input breaks the reader."""
    for number, seed in enumerate(SEEDS):
        (folder / f"seed-{number}").write_bytes(seed)
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["joinedup.imports"]):
        headers: Any = importlib.import_module("joinedup.imports.headers")
        reading: Any = importlib.import_module("joinedup.imports.reading")
    errors: Any = importlib.import_module("joinedup.errors")

    def try_one(data: bytes) -> None:
        try:
            source = reading.read_file("x", content_of(data))
            for sheet in source.sheets:
                headers.find_table(sheet)
        except errors.ListError:
            pass

    atheris.Setup([sys.argv[0], *DEFAULTS, *options, str(folder)], try_one)
    atheris.Fuzz()


def content_of(data: bytes) -> bytes:
    """What is read: the bytes themselves, or a workbook with them in one of its parts."""
    kind, rest = data[:1], data[1:]
    if kind == b"\x01":
        return packed({**PARTS, SHEET: rest})
    if kind == b"\x02":
        cells = b"<worksheet><sheetData><row>" + rest + b"</row></sheetData></worksheet>"
        return packed({**PARTS, SHEET: cells})
    if kind == b"\x03":
        return packed({**PARTS, STRINGS: b"<sst>" + rest + b"</sst>"})
    return data


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
