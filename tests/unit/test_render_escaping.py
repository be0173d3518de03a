"""Text from data stays text, wherever it goes."""

import json
import re
from html.parser import HTMLParser

import pytest

from joinedup.render.escaping import defuse, escape, escape_markdown, script_json
from tests.unit.render_samples import HOSTILE

#: Marks that turn the reading direction: a name with them can show as another.
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Seen(HTMLParser):
    """What a browser would see: elements, their attributes and the text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def stripped(text: str) -> str:
    """The text without control and bidi characters, which no name needs."""
    return BIDI.sub("", "".join(c for c in text if c in "\t\n\r" or not 0 <= ord(c) < 32))


# --- HTML ------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_in_html_a_name_is_one_text(name: str) -> None:
    seen = Seen(f"<p>{escape(name)}</p>")
    assert [tag for tag, _ in seen.elements] == ["p"]
    assert seen.text == stripped(name)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_in_an_attribute_a_name_is_one_value(name: str, quote: str) -> None:
    seen = Seen(f"<p title={quote}{escape(name)}{quote}>x</p>")
    assert seen.elements == [("p", {"title": stripped(name)})]


def test_escape_takes_what_is_no_text() -> None:
    assert (escape(7), escape(None)) == ("7", "None")


def test_control_and_bidi_characters_are_dropped() -> None:
    assert escape("a\x00b\x07c\x7f\x85d\u202ee\u2066f") == "abcdef"
    assert escape("one\ttwo\nthree") == "one\ttwo\nthree"
    assert escape("Zażółć “ok” 漢字 😀") == "Zażółć “ok” 漢字 😀"


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\ud800"])
def test_what_xml_and_utf8_cannot_hold_is_dropped(character: str) -> None:
    assert escape(f"a{character}b") == "ab"


# --- Markdown --------------------------------------------------------------------

SPECIAL = set("\\`*_{}[]()#+-.!|<>~$:&=")


@pytest.mark.parametrize("name", HOSTILE)
def test_in_markdown_every_special_character_is_escaped(name: str) -> None:
    text = escape_markdown(name)
    bare = re.sub(r"\\[\\`*_{}\[\]()#+\-.!|<>~$:&=]", "", text)
    assert not SPECIAL & set(bare)
    read = re.sub(r"\\(.)", r"\1", text).replace("\u2060", "")
    assert read == " ".join(stripped(name).split())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (":red[x]", "\\:\u2060red\\[x\\]"),
        ("One: two", r"One\: two"),
        (":material/home:", "\\:\u2060material/home\\:"),
        ("$x$", r"\$x\$"),
        ("`code`", r"\`code\`"),
        ("1. one", r"1\. one"),
        ("===", r"\=\=\="),  # below a line it would make a heading of it
        ("a\n\n# b", r"a \# b"),
        ("a\u2028b", "a b"),
        ("St Mary's & Co", r"St Mary's \& Co"),
        ("\\*not bold\\*", r"\\\*not bold\\\*"),
    ],
)
def test_markdown(name: str, expected: str) -> None:
    assert escape_markdown(name) == expected


# --- JSON in a script ------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_in_a_script_json_is_the_same_value(name: str) -> None:
    value = {"name": name, name: [name, 1, None, True, 0.5]}
    text = script_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)
    assert not re.search("{[{%#]", text)


def test_a_script_element_is_not_ended() -> None:
    page = f"<script>f({script_json('</script><img src=x onerror=alert(1)>')})</script>"
    assert [tag for tag, _ in Seen(page).elements] == ["script"]
    assert page.lower().count("</script") == 1
    assert "<!--" not in script_json("<!-- <script>")


def test_json_is_compact_and_has_no_invented_words() -> None:
    assert script_json({"a": [1, "é"]}) == '{"a":[1,"é"]}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        script_json(float("nan"))


# --- spreadsheets ----------------------------------------------------------------


@pytest.mark.parametrize("start", [*"=+-@\t\r\n\x00\x1f", "'=", "''-"])
def test_what_a_spreadsheet_would_run_is_quoted(start: str) -> None:
    assert defuse(f"{start}1+1") == f"'{start}1+1"
    assert defuse(start) == f"'{start}"


@pytest.mark.parametrize("text", ["", "a=1", "1+1", "St Mary's", " =1", "'quoted", "'", "é"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert defuse(text) == text


@pytest.mark.parametrize("text", ["-1", "-1.47", "-007"])
def test_a_plain_negative_number_stays_as_it_is(text: str) -> None:
    assert defuse(text) == text


@pytest.mark.parametrize(
    "text", ["-1+1", "+1", "-1.", "-.5", "-1e5", "-1,5", "-1\n", "-\u0661", "'-1"]
)
def test_what_only_looks_like_a_number_is_quoted(text: str) -> None:
    assert defuse(text) == f"'{text}"
