"""However a postcode is typed, it is written one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import GeographyError
from geo.postcodes import normalise_postcode

postcodes = st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", fullmatch=True)


@given(postcodes)
def test_normalising_twice_changes_nothing(packed: str) -> None:
    once = normalise_postcode(packed)
    assert normalise_postcode(once) == once
    assert once.replace(" ", "") == packed


@given(postcodes, st.integers(0, 6), st.sampled_from([" ", "  ", "\t", "\u00a0"]))
def test_case_and_spaces_do_not_matter(packed: str, at: int, space: str) -> None:
    typed = f"{packed[:at]}{space}{packed[at:]}".lower()
    assert normalise_postcode(typed) == normalise_postcode(packed)


@given(st.text(max_size=30))
def test_any_text_gives_a_postcode_or_a_geography_error(text: str) -> None:
    try:
        found = normalise_postcode(text)
    except GeographyError:
        return
    assert found[-4] == " "
    assert found.isascii()


def test_a_long_text_is_shortened_in_the_message() -> None:
    with pytest.raises(GeographyError) as caught:
        normalise_postcode("x" * 5000)
    assert len(str(caught.value)) < 120
