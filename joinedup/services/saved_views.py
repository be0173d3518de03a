"""Views that people save under a name, and the addresses that open them again.

What is kept is the page and the parameters of its address, nothing else: a saved view is opened
by the same code that reads any link, so what cannot be shown any more is said in the same words.
Who saved, renamed or put away a view is kept with when, and nothing of it is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from joinedup.errors import DatasetError, StoreError
from joinedup.services.versions import dataset_names, store
from joinedup.store.sharing import Pairs, SavedView, new_view_id, view_id
from joinedup.views import MAX_VALUE_LENGTH, PARAMETERS, ViewState, Vocabulary, parse

#: The parameter of the address that names a saved view.
VIEW_PARAMETER = "view"
#: The page that stands at the root of the address.
FIRST_PAGE = "overview"
#: What makes the picture of March stay the picture of March.
PINS = ("date", "version")


def saved_views(dataset_id: str | None = None) -> tuple[SavedView, ...]:
    """Every saved view as it is now, or those of one footprint; archived ones too.

    Returns:
        The last saved first.

    Raises:
        StoreError: When the store cannot be read.
    """
    return store().saved_views(dataset_id)


def saved_view(text: str) -> SavedView | None:
    """The saved view that an id means, as it is now; None where there is none.

    Args:
        text: An id in any case; letters that stand for figures (``O``, ``I``, ``L``) are
            understood.

    Raises:
        StoreError: When the store cannot be read.
    """
    found = view_id(text)
    return store().saved_view(found) if found else None


def saved_view_states(text: str) -> tuple[SavedView, ...]:
    """What has become of a saved view: each of its states, the oldest first.

    Raises:
        StoreError: When the store cannot be read.
    """
    found = view_id(text)
    return store().saved_view_states(found) if found else ()


def save_view(
    *,
    name: str,
    owner: str,
    dataset: str,
    page: str,
    query: Iterable[tuple[str, str]],
    pinned: bool,
    note: str = "",
) -> SavedView:
    """Keep a view under a name.

    Args:
        name: 1 to 100 characters on one line.
        owner: Who saves it.
        dataset: Id of its footprint.
        page: Path of its page; ``overview`` for the first one.
        query: The parameters of its address with date and version, and where the picture stands.
        pinned: Whether date and version are kept; else it shows the newest version today.
        note: What it is for, up to 500 characters on one line; may be empty.

    Raises:
        StoreError: When words break their bounds, or nothing can be written.
    """
    now = datetime.now(UTC)
    return store().save_view(
        SavedView(
            id=new_view_id(),
            name=name,
            note=note,
            owner=owner,
            dataset=dataset,
            page=page,
            query=stored_query(query, pinned=pinned),
            pinned=pinned,
            created_at=now,
            author=owner,
            changed_at=now,
        )
    )


def edit_view(one: SavedView, *, name: str, note: str, author: str) -> SavedView:
    """Give a saved view another name or note.

    Args:
        one: As its reader saw it.

    Raises:
        StoreError: When words break their bounds, somebody has changed it since, or nothing can
            be written.
    """
    return _changed(replace(one, name=name, note=note), author)


def archive_view(one: SavedView, *, author: str) -> SavedView:
    """Put a saved view away; its link still opens it, and says so.

    Raises:
        StoreError: As :func:`edit_view`.
    """
    return _changed(replace(one, archived_at=datetime.now(UTC)), author)


def restore_view(one: SavedView, *, author: str) -> SavedView:
    """Take a saved view out again.

    Raises:
        StoreError: As :func:`edit_view`.
    """
    return _changed(replace(one, archived_at=None), author)


def _changed(one: SavedView, author: str) -> SavedView:
    now = datetime.now(UTC)
    return store().save_view(replace(one, author=author, changed_at=now), seen=one.number)


def stored_query(query: Iterable[tuple[str, str]], *, pinned: bool) -> Pairs:
    """The parameters of an address that make up a view; others are left out.

    Raises:
        StoreError: When a value is too long for a link.
    """
    kept = [name for name in PARAMETERS if pinned or name not in PINS]
    found = tuple((name, value) for name, value in query if name in kept and value)
    for name, value in found:
        if len(value) > MAX_VALUE_LENGTH:
            raise StoreError(
                "This view cannot be saved: part of its address is too long",
                value=f"{name}={value}",
                hint=f"A value may have {MAX_VALUE_LENGTH} characters.",
            )
    return found


def view_address(one: SavedView) -> str:
    """The address of the page with all parameters of a saved view, below the dashboard's own.

    It names its footprint, whichever is the first by now, and by the name that it has now.

    Returns:
        For example ``map?dataset=South+Yorkshire&places=Rotherham&view=0123456789``.
    """
    rest = [(name, value) for name, value in one.query if name != "dataset"]
    pairs = [("dataset", _name_now(one.dataset)), *rest, (VIEW_PARAMETER, one.id)]
    return f"{page_path(one.page)}?{urlencode(pairs)}"


def page_path(page: str) -> str:
    """Where a page stands below the dashboard's own address: the first one at its root."""
    return "" if page == FIRST_PAGE else page


def _name_now(dataset_id: str) -> str:
    """What a footprint is called; its id where nobody knows, or another one has the same name.

    The address of an opened page keeps a footprint by its name only.
    """
    try:
        names = dataset_names()
    except (DatasetError, StoreError):
        return dataset_id
    name = names.get(dataset_id, dataset_id)
    same = sum(other.casefold() == name.casefold() for other in names.values())
    return name if same == 1 else dataset_id


def short_address(one: SavedView) -> str:
    """The short link of a saved view, below the dashboard's own address."""
    return f"?{urlencode([(VIEW_PARAMETER, one.id)])}"


def view_state(one: SavedView, words: Vocabulary, *, default: ViewState) -> ViewState:
    """The view that a saved one opens in a dataset, without what the dataset does not have.

    Args:
        words: What the dataset may be asked for.
        default: What holds where it says nothing, today's date and the newest version for
            example.
    """
    return parse(params(one.query), words, default=default)[0]


def params(query: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """Parameters by name, as a URL may repeat them."""
    found: dict[str, list[str]] = {}
    for name, value in query:
        found.setdefault(name, []).append(value)
    return found


def saved_day(one: SavedView) -> date:
    """The day on which a view was saved, where the program runs."""
    return one.created_at.astimezone().date()
