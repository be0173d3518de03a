"""Files that are no lists, whatever their names say; each has to be refused in clear words."""

import json

from scripts.nasty_lists.parts import HEADINGS, PARTNERS, package, table, text
from scripts.nasty_lists.workbooks import files as workbooks

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_TYPES = '<?xml version="1.0"?><Types xmlns="x"/>'


def files() -> dict[str, bytes]:
    return {
        **_other_formats(),
        **_other_packages(),
        "empty.csv": b"",
        "mark-only.csv": b"\xef\xbb\xbf",
        "commas-only.csv": b",,,\r\n,,,\r\n , ,\t,\r\n",
        "headings-only.csv": table(HEADINGS),
        "one-column.csv": "\r\n".join(["Organisation", *(row[0] for row in PARTNERS)]).encode(),
        "binary.csv": bytes(range(256)) * 8,
    }


def _other_formats() -> dict[str, bytes]:
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in PARTNERS)
    return {
        "renamed-pdf.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n",
        "renamed-picture.xlsx": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64),
        "web-page.xls": f"<html><body><table>{page}</table></body></html>".encode(),
        "excel-2003.xml": b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>\n',
        "old-excel.xls": _OLE + "Workbook".encode("utf-16-le") + bytes(112),
        "protected.xlsx": _OLE + "EncryptedPackage".encode("utf-16-le") + bytes(96),
        "compressed.csv": b"\x1f\x8b\x08\x00" + bytes(32),
        "list.json": json.dumps(
            [dict(zip(HEADINGS, row, strict=True)) for row in PARTNERS]
        ).encode(),
        "topology.json": b'{"type": "Topology", "objects": {}, "arcs": []}',
    }


def _other_packages() -> dict[str, bytes]:
    several = workbooks()["several-sheets.xlsx"]
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///">]><workbook>&a;</workbook>'
    )
    return {
        "cut-off.xlsx": several[: len(several) // 2],
        "letter.xlsx": package(
            {"[Content_Types].xml": _TYPES, "word/document.xml": "<w:document/>"}
        ),
        "open-document.xlsx": package(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}
        ),
        "archive.xlsx": package({"list.csv": text((HEADINGS, *PARTNERS))}),
        "entities.xlsx": package({"[Content_Types].xml": _TYPES, "xl/workbook.xml": bomb}),
    }
