"""Excel workbooks as packages: checked, unpacked and packed anew before anything reads them.

The reader of workbooks (calamine) trusts what it is given: one cell far away, or a count
that is not true, makes it ask for more memory than there is, which ends the whole process.
So nothing reaches it that was not seen here: each part is unpacked within bounds, every
cell reference is checked, and the package it reads is one that was written here.

Sources: ECMA-376 part 2 (packages); calamine issue 684 (counts that are not true).
"""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from joinedup.errors import ListError
from joinedup.imports.text import SAVE_AS

#: The most bytes that a workbook may have when unpacked, and the most parts.
MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 2_000

# How far a part may grow; only looked at where a part is large.
_MOST_GROWTH, _LARGE = 500, 1024 * 1024
_CHUNK = 1024 * 1024
_ENTRY = b"PK\x01\x02"
_WORKBOOK = "xl/workbook.xml"
_READ = (".xml", ".rels")
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError),
    *(NotImplementedError, RuntimeError, KeyError, IndexError),
)
# What else comes as a zip: a part that it has, what it is, and what to do about it.
_OTHERS = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", SAVE_AS),
    ("content.xml", "an OpenDocument file", "Save it as “Excel workbook (.xlsx)” or CSV."),
    ("word/document.xml", "a Word document", "Copy its table into Excel and save it as .xlsx."),
    ("ppt/presentation.xml", "a PowerPoint file", "Copy its table into Excel; save it as .xlsx."),
    ("index/document.iwa", "a Numbers document", "In Numbers, choose File, Export To, Excel."),
    ("index.zip", "a Numbers document", "In Numbers, choose File, Export To, Excel."),
)


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook that hold text, by name.

    Raises:
        ListError: When it is no workbook, damaged, protected by a password, or would be too
            large unpacked.
    """
    if content.count(_ENTRY) > MAX_PARTS:
        raise _too_large()
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = _entries(package)
            _check_kind(entries)
            return _read_parts(package, entries)
    except _UNREADABLE as error:
        raise broken() from error


def pack(parts: Mapping[str, bytes]) -> BytesIO:
    """A package of these parts, not compressed."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    stream.seek(0)
    return stream


def broken() -> ListError:
    """The refusal of a workbook that cannot be read."""
    return ListError(
        "broken-workbook",
        "This Excel workbook is damaged or unusual and cannot be read",
        hint="Open it in Excel, save it as “Excel workbook (.xlsx)” and upload that file.",
    )


def _entries(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The entries of a package by their names, in the spelling of the standard."""
    entries: dict[str, zipfile.ZipInfo] = {}
    seen = set()
    for info in package.infolist():
        name = info.filename.replace("\\", "/").removeprefix("/")
        if name.lower() in seen:
            raise broken()
        seen.add(name.lower())
        entries[_WORKBOOK if name.lower() == _WORKBOOK else name] = info
    return entries


def _check_kind(entries: Mapping[str, zipfile.ZipInfo]) -> None:
    if _WORKBOOK in entries:
        return
    names = {name.lower() for name in entries}
    for part, what, hint in _OTHERS:
        if part in names:
            raise ListError("wrong-format", f"This file is {what}", hint=hint)
    raise ListError(
        "wrong-format",
        "This file is a zip archive and not an Excel workbook",
        hint="Unpack it and upload the list inside.",
    )


def _read_parts(
    package: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]
) -> dict[str, bytes]:
    """The parts that are XML, unpacked within bounds; pictures and the like stay packed."""
    wanted = {name: info for name, info in entries.items() if name.lower().endswith(_READ)}
    if any(info.flag_bits & 0x1 for info in wanted.values()):
        raise protected()
    if sum(info.file_size for info in wanted.values()) > MAX_UNPACKED:
        raise _too_large()
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    for name, info in wanted.items():
        parts[name] = _read_part(package, info, left)
        left -= len(parts[name])
    return parts


def _read_part(package: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    if info.file_size > max(_LARGE, _MOST_GROWTH * info.compress_size):
        raise _too_large()
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise broken()
    chunks = []
    with package.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _too_large()
            chunks.append(chunk)
    part = b"".join(chunks)
    # Workbooks have no document type and are UTF-8; both are how harm is done or hidden.
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise ListError(
            "unsafe-workbook",
            "This Excel workbook holds instructions to load other files and was not opened",
            hint="Copy the list into a new workbook, save that and upload it.",
        )
    if b"\x00" in part:
        raise broken()
    return part


def protected() -> ListError:
    """The refusal of a workbook that only opens with a password."""
    return ListError(
        "password-protected",
        "This file is protected by a password",
        hint="Open it in Excel, take the password off (File, Info, Protect Workbook) and save it.",
    )


def _too_large() -> ListError:
    return ListError(
        "workbook-too-large",
        "This Excel workbook is far larger than it looks and was not opened",
        hint="Copy the list into a new workbook, save that and upload it.",
    )
