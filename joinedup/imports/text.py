"""Bytes -> text, and what is done to the text of single cells.

Encodings, in the order in which they are tried: a byte order mark, UTF-16 without one
where the pattern of zero bytes makes it evident, UTF-8, and last Windows-1252, which fits
almost anything and is therefore said to be a guess.
"""

import codecs
import re

from joinedup.errors import ListError

#: What to do about a file that cannot be read, in words that fit Excel and its kin.
SAVE_AS = "Open it in Excel and save it as “CSV UTF-8” or “Excel workbook (.xlsx)”."

# White space of every kind, and the marks that take no room on screen.
_BLANK = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
)
_DEFUSED = re.compile(r"'+[=+\-@\x00-\x1f]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
# UTF-8 that another program took for Windows-1252, byte by byte: "Childrenâ€™s".
_GARBLED = re.compile(r"[ÂÃ][\u0080-\u00ff€-™Œ-ž]|â[\u0080-\u00ff€-™Œ-ž]{2}")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# Every byte as Windows-1252 has it; the five that mean nothing there as control characters.
_WINDOWS = {
    code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)
}
_BYTES_LEFT = {0xDC00 + code: _WINDOWS.get(code, chr(code)) for code in range(0x80, 0x100)}

_GUESSED = (
    "The file does not say how its letters are written; it was read as Windows-1252. "
    "Check names with accents."
)
_MIXED = (
    "Most of the file is UTF-8, but some letters in it are not; these were read as "
    "Windows-1252. Check names with accents."
)


def restore(cell: str) -> str:
    """A cell as it was before an export defused it: the inverse of the exports' defusing.

    Exports put one apostrophe before a text whose first character that is no apostrophe is
    ``=``, ``+``, ``-``, ``@`` or a control character. Exactly one is taken away again.

    Source: OWASP, CSV injection.
    """
    return cell[1:] if cell[:1] == "'" and _DEFUSED.match(cell) else cell


def tidy(cell: str) -> str:
    """A cell without the white space and invisible marks around its text."""
    return cell.strip(_BLANK)


def reread(text: str) -> str:
    """A text whose letters were garbled once, put right: ``CafÃ©`` is ``Café``."""
    return text if text.isascii() else _GARBLED.sub(_ungarbled, text)


def _ungarbled(found: re.Match[str]) -> str:
    try:
        octets = b"".join(
            one.encode("latin-1") if ord(one) < 256 else one.encode("cp1252") for one in found[0]
        )
        return octets.decode("utf-8")
    except UnicodeError:
        return found[0]


def decode(content: bytes) -> tuple[str, str, tuple[str, ...]]:
    """The text of a file.

    Returns:
        The text without a byte order mark; its encoding (``utf-8``, ``utf-16-le``,
        ``utf-16-be`` or ``windows-1252``); and notes, where the encoding was guessed.

    Raises:
        ListError: When it is no text.
    """
    text, encoding, notes = _decode(content)
    # Programs of the days of DOS end a file with Ctrl-Z.
    text = text.removesuffix("\x1a").removeprefix("\ufeff")
    # Some text holds a stray control character; what is no text holds them everywhere.
    if "\x00" in text or len(_CONTROL.findall(text)) > max(2, len(text) // 50):
        raise _not_text()
    return text, encoding, notes


def _decode(content: bytes) -> tuple[str, str, tuple[str, ...]]:
    wide = _wide_encoding(content)
    if wide:
        try:
            return content.decode(wide), wide, ()
        except UnicodeDecodeError as error:
            raise _not_text() from error
    try:
        return content.decode(), "utf-8", ()
    except UnicodeDecodeError:
        pass
    text = content.decode(errors="surrogateescape")
    strays = len(_NOT_UTF8.findall(text))
    if content.startswith(codecs.BOM_UTF8) or len(_BEYOND_ASCII.findall(text)) >= 2 * strays:
        return text.translate(_BYTES_LEFT), "utf-8", (_MIXED,)
    return content.decode("latin-1").translate(_WINDOWS), "windows-1252", (_GUESSED,)


def _wide_encoding(content: bytes) -> str:
    """``utf-16-le`` or ``utf-16-be`` where that is evident; otherwise empty."""
    if content.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if content.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    start = content[:4096]
    first, second = start[::2].count(0), start[1::2].count(0)
    most = len(start) * 0.35
    if second > most and first <= second // 20:
        return "utf-16-le"
    if first > most and second <= first // 20:
        return "utf-16-be"
    return ""


def _not_text() -> ListError:
    return ListError("not-text", "This file is neither text nor an Excel workbook", hint=SAVE_AS)
