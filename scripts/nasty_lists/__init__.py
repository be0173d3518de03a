"""Partner lists that go wrong in every way that lists go wrong; made, never collected.

Organisations are real ones of the bundled footprints, as they stand on record, and made-up
ones. Nobody in here exists: addresses end in ``example.org``, telephone numbers are of the
range that Ofcom keeps for drama (01632 960000 to 960999), NHS numbers are test numbers (999).

``dialects`` are encodings and delimiters, ``layouts`` what stands around a table, ``cells``
what stands in one, ``links`` memberships, matrices and ties, ``actions`` what programmes are to
do, ``areas`` neighbourhoods, ``workbooks`` Excel, ``own`` our own files, ``refused`` what is no
list, and ``large`` what is made when it is needed only.
"""

from scripts.nasty_lists import (
    actions,
    areas,
    cells,
    dialects,
    layouts,
    links,
    own,
    refused,
    workbooks,
)

_MODULES = (dialects, layouts, cells, links, actions, areas, workbooks, own, refused)


def files() -> dict[str, bytes]:
    """The files by name; the same bytes every time.

    Raises:
        ValueError: When two have one name.
    """
    found: dict[str, bytes] = {}
    for module in _MODULES:
        made = module.files()
        if twice := found.keys() & made.keys():
            raise ValueError(f"Two files are called {sorted(twice)[0]}.")
        found |= made
    return found
