"""axe-core in a page and in every frame of it.

There is no list of exceptions: what Streamlit gets wrong is mended by ``page.css`` and ``page.js``,
and told in ``docs/accessibility.md``.
"""

from importlib.resources import files
from typing import Any

from tests.browser.visits import Visit

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """(only) => axe.run(document, {runOnly: only, resultTypes: ['violations']})"""
_THERE = "() => 'axe' in window"


def violations(visit: Visit, *, rules: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with the page as it stands, a line an element; frames included.

    The visit has to be opened with ``bypass_csp``: axe-core tells its frames by script.

    Args:
        rules: Only these; else all of :data:`TAGS`.
    """
    script = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    for frame in visit.page.frames:
        if not frame.evaluate(_THERE):
            frame.evaluate(script)
    only = (
        {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(TAGS)}
    )
    found: dict[str, Any] = visit.page.evaluate(_RUN, only)
    return [
        f"{one['id']}: {' '.join(map(str, node['target']))}: {node['html'][:200]}: "
        f"{' '.join(node['failureSummary'].split())[:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
