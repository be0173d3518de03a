"""Texts that Typst can set, whatever letters they have."""

import sys

import pytest

from joinedup.errors import PaperError
from joinedup.render import typesetting
from joinedup.render.typesetting import compiled, is_letter_missing, ordinary, settable

SOURCE = b'#set document(title: "-")\n#set text(font: "Source Sans Pro")\n#read("text")'


def test_letters_that_we_have_stay() -> None:
    for text in (
        "Plain",
        "Łódź, Ōtautahi, Škoda",
        "£5\N{EN DASH}6 · “quoted” → ✓",
        "Ελλάδα Москва",
        "مرحبا",
    ):
        assert settable(text) == text


def test_letters_that_we_lack_are_boxes() -> None:
    assert settable("日本 😀") == "□□ □"


def test_control_and_direction_marks_go() -> None:
    assert settable("a\x00b\x07\u202ec\ue000d\ud800e\tf") == "abcdef"


def test_a_hostile_list_of_every_letter_takes_no_time() -> None:
    every = "".join(map(chr, range(0x3000, 0x9000)))
    assert set(settable(every)) <= {"□", "\u3000", *every}
    compiled(SOURCE, {"text": settable(every).encode()}, "pdf")


def test_a_letter_that_is_missing_is_told_from_other_errors() -> None:
    with pytest.raises(PaperError) as missing:
        compiled(SOURCE, {"text": "日".encode()}, "pdf")
    assert is_letter_missing(missing.value)
    with pytest.raises(PaperError, match="could not be set for print") as other:
        compiled(b"#panic()", {}, "pdf")
    assert not is_letter_missing(other.value)


def test_ordinary_is_what_can_always_be_set() -> None:
    assert ordinary("Żółć 日\x00") == "Żółć □"


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "_MOST_S", 0.001)
    with pytest.raises(PaperError, match="could not be set for print"):
        compiled(SOURCE, {"text": b"x"}, "pdf")


def test_without_a_second_process_it_is_set_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert compiled(SOURCE, {"text": b"x"}, "pdf").startswith(b"%PDF-")


def test_the_server_does_not_keep_what_was_set() -> None:
    """Typst's own memory of what it has set would be hundreds of megabytes."""
    resource = pytest.importorskip("resource")  # not on Windows
    compiled(SOURCE, {"text": b"x"}, "pdf")
    long = b'#set document(title: "-")\n#for i in range(3000) [#i #read("text")\n\n]'
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(3):
        compiled(long, {"text": f"{number} {'some words ' * 40}".encode()}, "pdf")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 20_000  # kilobytes
