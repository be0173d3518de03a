"""The view that an address asks for, outside of a session: for routes, documents and unfurling."""

from collections.abc import Mapping, Sequence

from joinedup import views
from joinedup.services import default_view
from joinedup.ui import cache, link_reading, state, versions
from joinedup.views import LinkProblem, ViewState


def view_of(params: Mapping[str, Sequence[str]]) -> tuple[ViewState, tuple[LinkProblem, ...]]:
    """The view of an address, of a version that can be read, and what of it fell back.

    Args:
        params: Values by parameter, as an address may repeat them.

    Raises:
        DatasetError, StoreError: When no version can be read.
    """
    names = cache.names()
    asked = views.Vocabulary({"dataset": dict(names)}).find(
        "dataset", (params.get("dataset") or [""])[-1]
    )
    dataset_id = asked or next(iter(names))
    version = (params.get("version") or [""])[-1][: views.MAX_VALUE_LENGTH]
    one, why, _ = versions.opened(dataset_id, version or cache.newest(dataset_id))
    gone = [LinkProblem("version", version, why)] if why else []
    view, problems = views.parse(
        params, cache.vocabulary(one, names), default=default_view(one.id, state.today())
    )
    stale = link_reading.stale(one, view)
    return link_reading.usable(one, view), (*problems, *gone, *stale)
