"""A dataset whose every name is an attack shows text, on every page."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from joinedup import services
from joinedup.model import Dataset
from joinedup.render.escaping import escape_markdown
from joinedup.store import bundled
from tests.page.visiting import PAGES, Seen, chips, html, said, texts
from tests.unit.render_samples import HOSTILE, IMAGE

#: What our own HTML is made of. No name may bring in anything else.
TAGS = {
    *("header", "h1", "h2", "h3", "p", "ul", "li", "div", "span", "small", "style"),
    *("dl", "dt", "dd", "time", "table", "thead", "tbody", "tr", "th", "td", "img", "strong"),
}
ATTRIBUTES = {"class", "id", "aria-hidden", "role", "scope", "src", "alt", "tabindex", "aria-label"}
SOURCE = "<script>alert('source')</script>"


def rewrite(path: Path, column: str, names: Iterator[str]) -> None:
    """Give every row of a table another name and a hostile source."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row[column] = next(names)
        row["source"] = SOURCE
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """South Yorkshire with hostile names instead of its own."""
    root = tmp_path_factory.mktemp("footprints")
    one = root / "south-yorkshire"
    one.mkdir()
    for path in (bundled.ROOT / "south-yorkshire").iterdir():
        (one / path.name).write_bytes(path.read_bytes())
    rewrite(one / "organisations.csv", "name", cycle(HOSTILE))
    rewrite(one / "partnerships.csv", "name", cycle(HOSTILE))
    rewrite(one / "memberships.csv", "role", cycle(HOSTILE))
    areas = json.loads((one / "areas.geojson").read_text("utf-8"))
    for feature, name in zip(areas["features"], cycle(HOSTILE), strict=False):
        feature["properties"] |= {"name": name, "method": name, "source": SOURCE}
    (one / "areas.geojson").write_text(json.dumps(areas), "utf-8")
    about = json.loads((one / "footprint.json").read_text("utf-8"))
    about |= {"name": IMAGE, "notes": list(HOSTILE)}
    for row in [*about["declared"], *about["coverage"]]:
        row |= {"source": SOURCE, "explanation": IMAGE, "label": IMAGE, "statement": IMAGE}
    (one / "footprint.json").write_text(json.dumps(about), "utf-8")
    return root


@pytest.fixture
def hostile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dataset]:
    """The services read the hostile footprint, and the caches hold nothing of the real one."""
    about = ("dataset_ids", "dataset_names", "versions", "newest")
    for name in (*about, "load_dataset", "load_boundaries"):
        monkeypatch.setattr(bundled, name, partial(getattr(bundled, name), root=folder))
    st.cache_resource.clear()
    yield services.load_dataset("south-yorkshire")
    st.cache_resource.clear()


def markdown(at: AppTest) -> list[str]:
    """Every text on the page that Streamlit reads as Markdown."""
    kinds: list[Any] = [*at.markdown, *at.caption, *at.info, *at.warning]
    return [str(one.value) for one in kinds] + [one.label for one in [*at.button, *at.expander]]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("selected", ["", "organisation", "partnership", "place"])
def test_names_show_as_text(
    hostile: Dataset, visit: Callable[..., AppTest], page: str, selected: str
) -> None:
    one = {
        "": "",
        "organisation": hostile.memberships[0].organisation,
        "partnership": hostile.partnerships[0].id,
        "place": hostile.places[0].id,
    }[selected]
    at = visit(page, **({"selected": one} if one else {}))
    assert not at.exception
    assert not at.error
    for body in html(at):
        seen = Seen(body)
        assert seen.tags <= TAGS, body[:500]
        assert seen.attributes <= ATTRIBUTES, body[:500]
        assert all(one.startswith("/joinedup/data/") for one in seen.sources), body[:500]
    for text in markdown(at):
        bare = re.sub(r"\\.", "", text)
        for sign in ("<img", "<script", ":red[", "$x$", "](javascript", "`code`"):
            assert sign not in bare, text


@pytest.mark.parametrize("page", ["map", "network"])
def test_a_presented_picture_shows_names_as_text(
    hostile: Dataset, visit: Callable[..., AppTest], page: str
) -> None:
    at = visit(page, present="1", places=hostile.places[0].id)
    assert not at.exception
    assert said(at).startswith(f"{hostile.places[0].name} · ")
    assert all(Seen(body).tags <= TAGS for body in html(at))


def test_the_names_are_there(hostile: Dataset, visit: Callable[..., AppTest]) -> None:
    place = hostile.places[0]
    at = visit("map", places=place.id, selected=hostile.organisations[0].id)
    assert said(at).startswith(f"{place.name} · ")
    assert texts(at, "ju-one") == [HOSTILE[0]]
    assert chips(at) == [f"{escape_markdown(place.name)} ✕"]
    names = set(at.dataframe[0].value["Organisation"])
    assert names <= set(HOSTILE)
    assert len(names) > 5


def test_a_hostile_link_shows_as_text(visit: Callable[..., AppTest]) -> None:
    for name in HOSTILE:
        at = visit("map", places=name, selected=name, utm=name)
        assert not at.exception
        (warning,) = at.warning
        # A paragraph for the place and one for the selection, however many lines the name has.
        assert len(str(warning.value).split("\n\n")) == 2
        assert not set("<>`$[]*") & set(re.sub(r"\\.", "", str(warning.value)))
        assert all(Seen(body).tags <= TAGS for body in html(at))
