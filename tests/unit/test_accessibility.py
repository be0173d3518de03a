"""Whom to write to about accessibility: an address or a link, and nothing else from outside."""

import logging

import pytest

from joinedup.ui import accessibility


@pytest.mark.parametrize(
    "text",
    [
        "access@example.nhs.uk",
        "a.b+c_d%e@sub.example.org",
        "https://www.example.nhs.uk/contact-us",
        "https://example.org:8443/form?about=joined-up&x=1#top",
    ],
)
def test_a_contact_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(accessibility.CONTACT, f" {text} ")
    assert accessibility.contact() == text


@pytest.mark.parametrize(
    "text",
    [
        *("http://example.org", "javascript:alert(1)", "//example.org", "example.org", "someone"),
        *("https://", "https://localhost/", "https://user:word@example.org/", "https://a b.org"),
        *("https://example.org/)[x](y", "https://example.org/<b>", "mailto:a@b.org", "a@b"),
        *("a@b.org,c@d.org", "a@b.org\nBcc: c@d.org", "https://[::1", "https://example.org:x/"),
        *("https://example.org:0/", "a@" + "b" * 400 + ".org", "https://e.org/" + "x" * 400),
    ],
)
def test_anything_else_is_left_out_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    monkeypatch.setenv(accessibility.CONTACT, text)
    with caplog.at_level(logging.WARNING, "joinedup"):
        assert accessibility.contact() == ""
    assert "has to be an e-mail address, or a link" in caplog.text


@pytest.mark.parametrize("text", ["", "  "])
def test_none_is_none(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    monkeypatch.setenv(accessibility.CONTACT, text)
    assert accessibility.contact() == ""
    assert caplog.text == ""
