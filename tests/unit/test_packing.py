"""Answers are packed once for everybody, and unpack to what they were."""

import gzip
import threading
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from starlette.datastructures import Headers

from joinedup.ui import packing

UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("how", ["br", "gzip"])
def test_what_is_packed_unpacks_to_the_same(how: str, tmp_path: Path) -> None:
    text = "Ünited ❤ Doncaster " * 50
    (tmp_path / "file.js").write_text(text, "utf-8")
    assert UNPACK[how](packing.packed(text, how)).decode() == text
    assert UNPACK[how](packing.packed(tmp_path / "file.js", how)).decode() == text


@pytest.mark.parametrize(
    ("asked", "how"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", ""),
        ("brotli, identity", ""),
        ("", ""),
    ],
)
def test_each_gets_what_it_unpacks(asked: str, how: str) -> None:
    answer = packing.answer("text", "text/css", Headers({"accept-encoding": asked}))
    assert answer.headers.get("content-encoding", "") == how
    assert UNPACK.get(how, bytes)(bytes(answer.body)) == b"text"
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("asked", ["", "gzip", "br"])
def test_each_may_be_kept_for_ever(asked: str) -> None:
    answer = packing.answer("text", "text/css", Headers({"accept-encoding": asked}))
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")


def test_ten_at_once_pack_once(monkeypatch: pytest.MonkeyPatch) -> None:
    packs: list[bytes] = []
    compress = gzip.compress

    def counted(data: bytes, *, mtime: int) -> bytes:
        packs.append(data)
        return compress(data, mtime=mtime)

    monkeypatch.setattr(gzip, "compress", counted)
    text = "ten at once " * 10_000
    asking = [threading.Thread(target=packing.packed, args=(text, "gzip")) for _ in range(10)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(packs) == 1
