"""Answers are packed once for everybody, and unpack to what they were."""

import gzip
import threading
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from joinedup.ui import packing

TAKES_GZIP = Headers({"accept-encoding": "gzip, deflate, br"})


def test_what_is_packed_unpacks_to_the_same(tmp_path: Path) -> None:
    text = "Ünited ❤ Doncaster " * 50
    (tmp_path / "file.js").write_text(text, "utf-8")
    assert gzip.decompress(packing.packed(text)).decode() == text
    assert gzip.decompress(packing.packed(tmp_path / "file.js")).decode() == text


@pytest.mark.parametrize("asked", [{}, {"accept-encoding": "br"}, {"accept-encoding": "identity"}])
def test_who_does_not_unpack_gets_it_as_it_is(asked: dict[str, str]) -> None:
    answer = packing.answer("text", "text/css", Headers(asked))
    assert answer.body == b"text"
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"


def test_both_may_be_kept_for_ever() -> None:
    for headers in (Headers({}), TAKES_GZIP):
        answer = packing.answer("text", "text/css", headers)
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
    asking = [threading.Thread(target=packing.packed, args=(text,)) for _ in range(10)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(packs) == 1
