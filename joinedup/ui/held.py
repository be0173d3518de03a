"""What a run of a page asks of the caches once: a page needs its dataset and words many times.

Each question to a cache of Streamlit takes its time, as it makes a key of what it is asked.
"""

from collections.abc import Mapping
from weakref import ref

import streamlit as st

from joinedup.model import Dataset
from joinedup.ui import cache
from joinedup.views import Vocabulary

_DATASET = "_dataset_held"
_WORDS = "_words_held"


def forget() -> None:
    """At the start of a run: what was held may not be there any more."""
    for name in (_DATASET, _WORDS):
        st.session_state.pop(name, None)


def dataset(dataset_id: str, version: str) -> Dataset:
    """A dataset in one of its versions.

    Raises:
        DatasetError, StoreError: As :func:`cache.dataset`.
    """
    asked, held = st.session_state.get(_DATASET, ("", None))
    one: Dataset | None = held() if held and asked == (dataset_id, version) else None
    if one is None:
        one = cache.dataset(dataset_id, version)
        # A session that stays open must not keep what the cache has let go.
        st.session_state[_DATASET] = ((dataset_id, version), ref(one))
    return one


def vocabulary(one: Dataset, names: Mapping[str, str]) -> Vocabulary:
    """What the filters of a dataset may hold, where these footprints are to choose from."""
    asked, held = st.session_state.get(_WORDS, ("", None))
    found: Vocabulary | None = held if asked == (one.id, one.version) else None
    if found is None:
        found = cache.vocabulary(one, names)
        st.session_state[_WORDS] = ((one.id, one.version), found)
    return found
