"""What a view shows outside of a session."""

from joinedup.services import Reading, read, scope_of
from joinedup.ui import cache, link_reading
from joinedup.views import ViewState


def reading_of(view: ViewState) -> Reading:
    """What a view shows; of the newest version where it names none.

    Raises:
        DatasetError, StoreError: When its version cannot be read.
    """
    one = cache.dataset(view.dataset, view.version or cache.newest(view.dataset))
    usable = link_reading.usable(one, view)
    return read(one, cache.connections(one, scope_of(usable)), usable)
