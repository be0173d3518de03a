"""The headings within a page have one form, which one function writes."""

import re
from pathlib import Path

from joinedup.ui import headings

UI = Path(headings.__file__).parent
WRITTEN_OUT = re.compile(r"""st\.html\(f?['"]<h2 class="ju-section">""")


def test_no_page_writes_a_heading_out() -> None:
    found = [
        one.name
        for one in UI.rglob("*.py")
        if one.name != "headings.py" and WRITTEN_OUT.search(one.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert WRITTEN_OUT.search((UI / "headings.py").read_text(encoding="utf-8"))
