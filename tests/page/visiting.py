"""What tests of pages read off an AppTest."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from streamlit.testing.v1 import AppTest

from joinedup.ui import cache, small_pictures

ROOT = Path(__file__).resolve().parents[2]
#: Pages that show a view, with its sentence at the top.
PAGES = (
    *("overview", "map", "network", "unconnected", "introductions", "parity"),
    *("compare", "what_if", "organisation", "about", "working_together", "sustainability"),
    *("stakeholders", "programmes"),
)
#: Of these, those whose sentence is about something else than what the view shows.
OWN_SENTENCE = (
    *("introductions", "compare", "programmes", "stakeholders"),
    *("working_together", "sustainability"),
)
#: Pages that are about the whole footprint, whatever the view.
UNFILTERED = ("meeting_notes", "diagrams", "lists", "history")
#: Pages that are about no footprint.
PLAIN = ("saved_views", "stories", "glossary", "accessibility")


class Seen(HTMLParser):
    """The elements of a piece of HTML, as pairs of class and text, and what it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[list[str]] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.sources: list[str] = []
        self._open: list[int] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.sources += [value or "" for name, value in attrs if name == "src"]
        self._open.append(len(self.texts))
        self.texts.append([dict(attrs).get("class") or tag, ""])

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for one in self._open:
            self.texts[one][1] += data


def html(at: AppTest) -> list[str]:
    """Every piece of HTML on the page."""
    return [str(one.proto.body) for one in at.get("html")]


def texts(at: AppTest, kind: str) -> list[str]:
    """The texts of all elements of a class, or of a tag without one."""
    return [text for body in html(at) for name, text in Seen(body).texts if kind in name.split()]


def pictures(at: AppTest) -> list[str]:
    """The drawings of the page's small pictures, as their addresses get them."""
    found = []
    for address in (one for body in html(at) for one in Seen(body).sources):
        url = urlsplit(address)
        *_, dataset_id, version, name = url.path.split("/")
        kind = {f"overview-{kind}.svg": kind for kind in small_pictures.KINDS}[name]
        one, params = cache.dataset(dataset_id, version), parse_qs(url.query)
        found.append(small_pictures.draw(kind, one, params, dark=params["dark"] == ["true"]))
    return found


def said(at: AppTest) -> str:
    """The page's sentence, without the page's name."""
    (heading,) = texts(at, "h1")
    (rest,) = texts(at, "ju-sentence")
    return f"{heading.split(': ', 1)[1]}: {rest}"


def notices(at: AppTest) -> list[str]:
    return [str(one.value) for one in at.warning]


def labels(at: AppTest) -> list[str]:
    return [one.label for one in at.button]


def chips(at: AppTest) -> list[str]:
    return [one.label for one in at.button if str(one.key).startswith("chip-")]
