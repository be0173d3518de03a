"""Who may publish: at this machine anybody, elsewhere only who has signed in."""

from types import SimpleNamespace
from typing import Any

import pytest

from joinedup.errors import StoreError
from joinedup.store.wording import check_author
from joinedup.ui import permission, state

HERE, ELSEWHERE = "localhost", "0.0.0.0"  # noqa: S104
OFF, SIGN_IN = "Publishing is off", "Sign in to publish."


@pytest.fixture
def streamlit(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What Streamlit tells of the server, the reader and the settings; to be changed."""
    fake: Any = SimpleNamespace(address=HERE, secrets={}, user={}, drawn=[], login=object())
    fake.context = SimpleNamespace(ip_address=None, headers={})
    fake.get_option = lambda name: {"server.address": fake.address}[name]
    fake.button = lambda label, **options: fake.drawn.append(
        (label, options["on_click"], options.get("args", ()))
    )
    monkeypatch.setattr(permission, "st", fake)
    return fake


@pytest.mark.parametrize("address", ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"])
@pytest.mark.parametrize("reader", [None, "127.0.0.1", "::1"])
def test_at_this_machine_anybody_may(streamlit: Any, address: str, reader: str | None) -> None:
    streamlit.address, streamlit.context.ip_address = address, reader
    assert permission.refusal() == ""


@pytest.mark.parametrize("address", [None, "", ELSEWHERE, "::", "10.0.0.7", "joinedup.example.org"])
def test_a_server_that_others_can_reach_refuses(streamlit: Any, address: str | None) -> None:
    streamlit.address = address
    assert permission.refusal().startswith(OFF)


@pytest.mark.parametrize("reader", ["192.168.1.9", "2001:db8::1", "nonsense"])
def test_a_reader_from_elsewhere_is_refused(streamlit: Any, reader: str) -> None:
    streamlit.context.ip_address = reader
    assert permission.refusal().startswith(OFF)


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip"])
def test_a_reader_through_a_proxy_is_refused(streamlit: Any, header: str) -> None:
    streamlit.context.headers = {header: "127.0.0.1"}
    assert permission.refusal().startswith(OFF)


@pytest.mark.parametrize("address", [HERE, ELSEWHERE])
def test_with_sign_in_only_who_has_signed_in_may(streamlit: Any, address: str) -> None:
    streamlit.address, streamlit.secrets = address, {"auth": {"client_id": "x"}}
    assert permission.refusal() == SIGN_IN
    assert permission.author() == ""
    streamlit.user = {"is_logged_in": False, "name": "Cara"}
    assert permission.refusal() == SIGN_IN
    streamlit.user = {"is_logged_in": True, "name": "Cara Person", "email": "cara@example.org"}
    assert permission.refusal() == ""
    assert permission.author() == "Cara Person"
    streamlit.user = {"is_logged_in": True, "email": "cara@example.org"}
    assert permission.author() == "cara@example.org"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Cara Person", "Cara Person"),
        ("Cara" + " Person" * 30, "Cara" + " Person" * 13 + " Per…"),
        ("x" * 101, "x" * 99 + "…"),
        ("y" * 100, "y" * 100),
        ("  Cara \n\t Person\u2028(NHS) ", "Cara Person (NHS)"),
        ("\u202eCara\u2066 Person\x00", "Cara Person"),
        (
            "\u06a9\u06cc\u0645\u06cc\u0627\u200c\u0646",
            "\u06a9\u06cc\u0645\u06cc\u0627\u200c\u0646",
        ),
        (" \n ", "cara@example.org"),
        (None, "cara@example.org"),
    ],
)
def test_a_name_is_one_that_the_store_keeps(streamlit: Any, name: str | None, kept: str) -> None:
    streamlit.secrets = {"auth": {"client_id": "x"}}
    streamlit.user = {"is_logged_in": True, "name": name, "email": "cara@example.org"}
    assert permission.author() == kept == check_author(kept)


def test_without_a_store_nobody_may(streamlit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert permission.refusal() == ""
    damaged = StoreError("The store is damaged", hint="Put back a *copy*.")
    monkeypatch.setattr(state, "store_trouble", lambda: damaged)
    streamlit.secrets = {"auth": {"client_id": "x"}}
    for user in ({}, {"is_logged_in": True, "name": "Cara Person"}):
        streamlit.user = user
        told = permission.refusal().replace("\\", "")
        assert told == "Publishing is off. The store is damaged. Put back a *copy*."


def test_without_sign_in_nobody_has_a_name(streamlit: Any) -> None:
    streamlit.user = {"is_logged_in": True, "name": "Cara Person"}
    assert permission.author() == ""


def test_settings_that_are_not_there_are_no_sign_in(streamlit: Any) -> None:
    class NoFile(dict[str, Any]):
        def __contains__(self, name: object) -> bool:
            raise FileNotFoundError

    streamlit.secrets = NoFile()
    assert not permission.sign_in_configured()
    assert permission.refusal() == ""


def test_there_is_a_button_for_each_way_to_sign_in(streamlit: Any) -> None:
    permission.sign_in()
    assert streamlit.drawn == []
    streamlit.secrets = {"auth": {"client_id": "x", "nhs": {"client_id": "y"}}}
    permission.sign_in()
    assert streamlit.drawn == [
        ("Sign in", streamlit.login, ()),
        ("Sign in with nhs", streamlit.login, ("nhs",)),
    ]
    streamlit.drawn.clear()
    streamlit.user = {"is_logged_in": True}
    permission.sign_in()
    assert streamlit.drawn == []
    streamlit.user, streamlit.secrets = {}, {"auth": {"google": {"client_id": "y"}}}
    permission.sign_in()
    assert [one[0] for one in streamlit.drawn] == ["Sign in with google"]
