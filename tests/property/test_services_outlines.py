"""Any text is an outline within its bounds; a written outline is read back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from joinedup.services import read_outline
from joinedup.services.outlines import MAX_LEVEL, MAX_LINE, MAX_LINES, MAX_LINKS, tidied

SIGNS = "-•◦▪*o§1.)a\t \n[]:partneci\\<&\u00a0\x0b\u202e\x00\r"
ANY = st.text(st.one_of(st.sampled_from(SIGNS), st.characters()), max_size=400)
WORDS = st.text(st.sampled_from("abc &<>\\\"'é😀ש"), min_size=1, max_size=20).filter(str.strip)


@given(ANY)
def test_any_text_is_read_within_bounds(text: str) -> None:
    outline = read_outline("fishbone", text)
    assert len(outline.items) <= MAX_LINES
    for at, one in enumerate(outline.items):
        assert one.text == " ".join(one.text.split()) != ""
        assert len(one.text) <= MAX_LINE
        assert 0 <= one.level <= MAX_LEVEL
        assert len(one.links) <= MAX_LINKS
        if one.parent is None:
            assert (at, one.level) == (0, 0)
        else:
            assert one.parent < at
            assert outline.items[one.parent].level == one.level - 1
    numbers = [one.line for one in outline.items]
    assert numbers == sorted(set(numbers))
    assert all(one.line >= 1 and one.message and one.hint for one in outline.problems)


@given(ANY)
def test_a_text_is_tidied_once(text: str) -> None:
    once = tidied(text)
    assert tidied(once) == once
    assert read_outline("driver", once) == read_outline("driver", text)


@given(st.data())
def test_what_is_written_is_read_back(data: st.DataObject) -> None:
    level, lines, wanted = 0, [], []
    tab = data.draw(st.sampled_from(["  ", "    ", "\t"]))
    sign = data.draw(st.sampled_from(["", "- ", "• "]))
    for _ in range(data.draw(st.integers(1, 30))):
        words = " ".join(data.draw(WORDS).split())
        links = data.draw(st.lists(WORDS.map(lambda one: " ".join(one.split())), max_size=2))
        lines.append(f"{tab * level}{sign}{words}{''.join(f' [partner: {x}]' for x in links)}")
        wanted.append((level, words, tuple(links)))
        level = data.draw(st.integers(1, min(level + 1, MAX_LEVEL)))
    outline = read_outline("driver", "\n".join(lines))
    found = [(one.level, one.text, tuple(x.words for x in one.links)) for one in outline.items]
    assert found == wanted
    assert outline.problems == ()
