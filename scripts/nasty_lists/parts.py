"""What the nasty lists are put together from."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

Row = Sequence[str]

HEADINGS = ("Organisation name", "Postcode", "Sector")
#: Two of South Yorkshire's record, as they stand there, and two made-up ones.
PARTNERS = (
    ("Sprotbrough Cricket Club", "DN5 7NS", "VCS"),
    ("Good Things Foundation", "S1 2BX", "Charity"),
    ("Oak Lane Larder", "S1 2HH", "VCS"),
    ("Café Zoë Advice", "S70 2LT", "VCS"),
)


def text(rows: Iterable[Row], *, delimiter: str = ",", newline: str = "\r\n") -> str:
    """Rows as a text with a delimiter, quoted where needed."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return buffer.getvalue()


def table(*rows: Row) -> bytes:
    """Rows as a CSV file: UTF-8 without a mark, CRLF."""
    return text(rows).encode()


def package(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of these parts, not compressed: the same bytes whatever compresses elsewhere."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as made:
        for name, part in parts.items():
            made.writestr(zipfile.ZipInfo(name), part)
    return buffer.getvalue()


def repacked(content: bytes) -> bytes:
    """A package with the same parts, not compressed."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return package({name: made.read(name) for name in made.namelist()})
