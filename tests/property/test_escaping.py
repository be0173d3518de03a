"""No text at all gets out of the place it was written to."""

import json
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from joinedup.render.escaping import escape, escape_markdown, script_json

# Text of the characters that mean something somewhere, mixed with any other.
SIGNS = [*"<>&\"'`\\/=+-@\t\r\n :$*_[](){}#!|~.;%\u2028\u2029\u202e\x00"]
SIGNS += ["{{", "{%", "{#", "</script", "<!--", "&lt;", ":red[", "]("]
texts = st.lists(st.one_of(st.sampled_from(SIGNS), st.characters()), max_size=12).map("".join)


@given(texts)
def test_html_holds_no_markup(text: str) -> None:
    safe = escape(text)
    assert not set("<>\"'") & set(safe)
    assert set(re.findall(r"&[^;]*;?", safe)) <= {"&lt;", "&gt;", "&amp;", "&quot;", "&#x27;"}
    assert printable(unescape(safe)) == printable(text)


def printable(text: str) -> str:
    return re.sub(r"[^\x20-\x7e]", "", text)


@given(texts)
def test_markdown_is_one_line_of_plain_text(text: str) -> None:
    safe = escape_markdown(text)
    assert safe.split() == safe.split(" ") or not safe
    assert not set(re.sub(r"\\[!-/:-@\[-`{-~]", "", safe)) & set("\\`*_{}[]()#+-.!|<>~$:&")


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), texts),
        lambda inner: st.one_of(st.lists(inner), st.dictionaries(texts, inner)),
        max_leaves=8,
    )
)
def test_json_in_a_script_is_the_same_value_and_no_markup(value: object) -> None:
    text = script_json(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)
    assert not re.search("{[{%#]", text)
