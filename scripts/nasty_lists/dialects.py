"""One list in every writing: encodings, marks, delimiters, line ends, quotation marks."""

import codecs

from scripts.nasty_lists.parts import HEADINGS, PARTNERS, text

_ROWS = (HEADINGS, *PARTNERS)
_CURLY = ("“Friends of Zoë\u2019s Choir”", "S60 1BY", "VCS")
_COMMAS = ("Ash, Elm & Fern Advice", "S60 1BY", "VCS")


def files() -> dict[str, bytes]:
    plain = text(_ROWS)
    return {
        "utf-8-mark.csv": codecs.BOM_UTF8 + plain.encode(),
        "windows-1252.csv": text((*_ROWS, _CURLY)).encode("cp1252"),
        "utf-16-le-tabs.txt": codecs.BOM_UTF16_LE + text(_ROWS, delimiter="\t").encode("utf-16-le"),
        "utf-16-be-no-mark.csv": plain.encode("utf-16-be"),
        "sep-semicolon.csv": f"sep=;\r\n{text((*_ROWS, _COMMAS), delimiter=';')}".encode("cp1252"),
        "tabs.tsv": text((*_ROWS, _COMMAS), delimiter="\t", newline="\n").encode(),
        "pipes.txt": "\n".join(" | ".join(row) for row in (*_ROWS, _COMMAS)).encode(),
        "old-mac.csv": text(_ROWS, newline="\r").encode("cp1252"),
        "dos-end.csv": (plain + "\x1a").encode("cp1252"),
        "mixed-encodings.csv": plain.encode() + "Crèche Renée,S60 1BY,VCS\r\n".encode("cp1252"),
        "misread-twice.csv": _misread().encode(),
        "line-breaks.csv": _line_breaks(),
        "unclosed-quote.csv": _unclosed(),
        "spaces-and-quotes.csv": "\r\n".join(
            ", ".join(f'"{cell}"' for cell in row) for row in _ROWS
        ).encode(),
        "nul-bytes.csv": plain.replace(",", ",\x00\x00").encode(),
        "no-end-of-line.csv": plain.rstrip().encode(),
    }


def _misread() -> str:
    """UTF-8 that a program took for Windows-1252, and saved as UTF-8 again."""
    rows = (("St Luke\u2019s Hospice", "S11 9NE", "Charity"), ("Crèche Zoë", "S1 2HH", "VCS"))
    return text((HEADINGS, *rows)).encode().decode("cp1252")


def _line_breaks() -> bytes:
    return (
        b"Name of group,Address,Type\r\n"
        b'Oak Lane Larder,"The Hub\n4 Pinstone Street\nSheffield\nS1 2HH",VCS\r\n'
        b'Elm Bank Kitchen,"12 Oak Lane\r\nBarnsley",VCS\r\n'
        b'Sprotbrough Cricket Club,"Boat Lane, DN5 7NS",VCS\r\n'
    )


def _unclosed() -> bytes:
    lines = text(_ROWS).splitlines()
    lines[3] = f'"{lines[3]}'
    return "\r\n".join(lines).encode()
