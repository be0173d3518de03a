"""Numbers as people write them. Imports nothing of ours.

Tested by ``tests/unit/test_imports_values.py`` and ``tests/property/test_imports_values.py``.
"""

import re
import unicodedata

#: Cells longer than this hold no single number.
_LONGEST = 40
_WHOLE = re.compile(r"(\d{1,15}|\d{1,3}([, ]\d{3}){1,4})(\.0{1,6})?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d{1,15}(\.\d{1,20})?|\.\d{1,20})(e[+-]?\d{1,2})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([, ]\d{3}){1,4}(\.\d{1,20})?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d{1,3}(\.\d{3}){0,4},\d{1,20}", re.ASCII)


def read_whole(text: str) -> int | None:
    """A whole number, not negative: ``1,234`` and ``1234.0`` are 1234; None where it is none."""
    cleaned = _clean(text)
    match = _WHOLE.fullmatch(cleaned)
    return int(re.sub(r"[, ]", "", match[1])) if match else None


def read_decimal(text: str) -> float | None:
    """A number with or without decimals; None where it is none.

    A comma before exactly three digits stands between thousands, as the British write it;
    any other single comma is a decimal comma: ``1,234`` is 1234, ``53,38`` is 53.38.
    """
    cleaned = _clean(text)
    if _DECIMAL.fullmatch(cleaned):
        return float(cleaned)
    if _GROUPED.fullmatch(cleaned):
        return float(re.sub(r"[, ]", "", cleaned))
    if _COMMA.fullmatch(cleaned):
        return float(cleaned.replace(".", "").replace(",", "."))
    return None


def _clean(text: str) -> str:
    bare = text.strip()
    if len(bare) > _LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", bare).replace("\N{MINUS SIGN}", "-").casefold()
    return " ".join(plain.split())
