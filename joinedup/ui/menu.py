"""The pages of the menu: script, name, address and picture of each, and their headings."""

from joinedup.services.saved_views import page_path

#: The first stands at the root of the address.
PAGES = (
    ("pages/overview.py", "Overview", "", ":material/home:"),
    ("pages/map.py", "Map", "map", ":material/map:"),
    ("pages/network.py", "Network", "network", ":material/hub:"),
    ("pages/unconnected.py", "Unconnected", "unconnected", ":material/link_off:"),
    ("pages/introductions.py", "Introductions", "introductions", ":material/handshake:"),
    ("pages/organisation.py", "Organisation", "organisation", ":material/apartment:"),
    ("pages/parity.py", "Parity", "parity", ":material/balance:"),
    ("pages/compare.py", "Compare", "compare", ":material/compare_arrows:"),
    ("pages/what_if.py", "What if", "what_if", ":material/rule:"),
    ("pages/programmes.py", "Programmes", "programmes", ":material/flag:"),
    ("pages/stakeholders.py", "Stakeholders", "stakeholders", ":material/groups:"),
    ("pages/diagrams.py", "Diagrams", "diagrams", ":material/account_tree:"),
    (
        "pages/working_together.py",
        "Working together",
        "working_together",
        ":material/diversity_3:",
    ),
    ("pages/sustainability.py", "Sustainability", "sustainability", ":material/eco:"),
    ("pages/saved_views.py", "Saved views", "saved_views", ":material/bookmarks:"),
    ("pages/stories.py", "Stories", "stories", ":material/slideshow:"),
    ("pages/meeting_notes.py", "Meeting notes", "meeting_notes", ":material/edit_note:"),
    ("pages/lists.py", "Partner lists", "lists", ":material/upload_file:"),
    ("pages/history.py", "History", "history", ":material/history:"),
    ("pages/about.py", "About", "about", ":material/info:"),
    ("pages/glossary.py", "Glossary", "glossary", ":material/dictionary:"),
    ("pages/accessibility.py", "Accessibility", "accessibility", ":material/accessibility_new:"),
)
#: Under which heading of the menu a page stands; those without one stand in the menu itself.
HEADINGS = {
    **dict.fromkeys(("parity", "compare", "what_if"), "Questions"),
    **dict.fromkeys(
        (
            "programmes",
            "stakeholders",
            "working_together",
            "sustainability",
            "diagrams",
        ),
        "Programmes",
    ),
    **dict.fromkeys(("saved_views", "stories", "meeting_notes"), "Share"),
    **dict.fromkeys(("lists", "history", "about", "glossary", "accessibility"), "Record"),
}
#: Pages that are about the whole footprint, whatever the filters say.
UNFILTERED = (
    "saved_views",
    "stories",
    "meeting_notes",
    "diagrams",
    "lists",
    "history",
    "glossary",
    "accessibility",
)
#: Of these, pages that are about no footprint.
PLAIN = ("saved_views", "stories", "glossary", "accessibility")
#: The parameter of the Overview's address that names a page that there is not.
NO_PAGE = "no_page"


def page_name(path: str) -> str:
    """The name of a page by its path, ``overview`` for the first; the path where there is none."""
    asked = page_path(path)
    return next((title for _, title, url, _ in PAGES if url == asked), path)
