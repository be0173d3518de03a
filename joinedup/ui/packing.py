"""Answers that are packed once, for everybody, and that a browser may keep for ever."""

import gzip
from functools import lru_cache
from pathlib import Path
from threading import Lock

from starlette.datastructures import Headers
from starlette.responses import Response

_PACKING = Lock()
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable", "vary": "Accept-Encoding"}
_PACKED = {**_FOR_EVER, "content-encoding": "gzip"}


def unpacks(headers: Headers) -> bool:
    """Whether who sent these headers takes an answer packed by gzip."""
    return "gzip" in headers.get("accept-encoding", "")


def answer(content: str, media_type: str, headers: Headers) -> Response:
    """An answer whose address changes with its content, packed if the request allows it."""
    if not unpacks(headers):
        return Response(content, media_type=media_type, headers=_FOR_EVER)
    return Response(packed(content), media_type=media_type, headers=_PACKED)


def file_answer(path: Path, media_type: str) -> Response:
    """The packed content of a file that never changes under its name."""
    return Response(packed(path), media_type=media_type, headers=_PACKED)


def packed(content: str | Path) -> bytes:
    """A text or the content of a file by gzip; made once for as many as ask at the same time."""
    with _PACKING:
        return _pack(content)


# Enough for the files of a first visit, about 110, and the data of some footprints.
@lru_cache(maxsize=256)
def _pack(content: str | Path) -> bytes:
    data = content.read_bytes() if isinstance(content, Path) else content.encode()
    return gzip.compress(data, mtime=0)
