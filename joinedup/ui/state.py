"""The filter state: bound widgets in the sidebar, one view for every page, notices on links.

Every filter is a Streamlit widget with ``bind="query-params"``, so the address always holds
the view. What a click on a picture selects is a widget too, a hidden one, for the same
reason. Parameters are named as in :mod:`joinedup.views`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from joinedup import views
from joinedup.errors import DatasetError, StoreError
from joinedup.model import Dataset
from joinedup.network.groups import GroupKind
from joinedup.render.sentence import spoken_date, spoken_partial
from joinedup.services import Reading, default_view, read, scope_of
from joinedup.ui import cache, versions
from joinedup.views import LinkProblem, ViewState, Vocabulary

_FIRST = "_link_read"
_PROBLEMS = "_link_problems"
_SEEN = "_versions_seen"
_UNREAD = "_versions_unread"
_LET_GO = "_version_let_go"
_FOOTPRINTS = "_footprints"
_ASKED = "_dataset_asked"
_OPTIONS = {
    "colour": "Colour by",
    "size": "Size by",
    "shade": "Shade neighbourhoods by",
    "streets": "Street map behind (needs the internet)",
    "drawing": "Draw",
    "steps": "Around the selected one",
}
_PICTURE_OPTIONS = {
    "map": ("colour", "size", "shade", "streets"),
    "network": ("colour", "size", "drawing", "steps"),
}


def today() -> date:
    """The day that a view without a date is of."""
    return date.today()


def current_dataset() -> Dataset:
    """The dataset that the view is of; the first one where the address names none.

    It is of the version that a link pins, else of the one this session first saw: what is
    published meanwhile does not change half a screen.
    """
    dataset_id = _dataset_id()
    try:
        return cache.dataset(dataset_id, pinned_version() or _seen(dataset_id))
    except (DatasetError, StoreError):
        # Only while a run takes up another address; the next run lets it go, and says so.
        return cache.dataset(dataset_id, _seen(dataset_id))


def _dataset_id() -> str:
    known = names()
    # Until its widget is drawn, what the link asks for counts.
    chosen = str(st.session_state.get("dataset", st.session_state.get(_ASKED)))
    return chosen if chosen in known else next(iter(known))


def names() -> Mapping[str, str]:
    """The footprints' names by id, as they were when this run began."""
    found: cache.Footprints | None = st.session_state.get(_FOOTPRINTS)
    return found[0] if found else cache.names()


def store_trouble() -> StoreError | None:
    """Why the store of versions could not be read when this run began; None where it could."""
    found: cache.Footprints | None = st.session_state.get(_FOOTPRINTS)
    return found[1] if found else None


def begin_run() -> None:
    """Before anything is drawn: which footprints there are, and what the link asks for.

    On later runs, a version that cannot be read is let go here, and a notice says so.
    """
    st.session_state[_FOOTPRINTS] = cache.footprints()
    if not st.session_state.get(_FIRST):
        st.session_state[_FIRST] = True
        _read_link()
        return
    dataset_id, pinned = _dataset_id(), pinned_version()
    if pinned and pinned == st.session_state.pop(_LET_GO, ""):
        st.session_state["version"] = pinned = ""
    _, gone = _opened(dataset_id, pinned)
    if gone:
        st.session_state[_PROBLEMS] = gone
        st.session_state["version"] = ""


def _opened(dataset_id: str, pinned: str) -> tuple[Dataset, list[LinkProblem]]:
    """The version to be shown; another one, and why, where it cannot be read."""
    wanted = pinned or _seen(dataset_id)
    one, why, lost = versions.opened(dataset_id, wanted)
    st.session_state[_UNREAD] = (unread() - {one.version}).union(lost)
    if not why:
        return one, []
    st.session_state.setdefault(_SEEN, {})[dataset_id] = one.version
    return one, [LinkProblem("version", wanted, why)]


def unread() -> frozenset[str]:
    """Versions that this session could not read."""
    return frozenset(st.session_state.get(_UNREAD, ()))


def pinned_version() -> str:
    """The version that a link or the history asks for; empty for the newest."""
    return str(st.session_state.get("version") or "")


def _seen(dataset_id: str) -> str:
    seen: dict[str, str] = st.session_state.setdefault(_SEEN, {})
    if dataset_id not in seen:
        seen[dataset_id] = cache.newest(dataset_id)
    return seen[dataset_id]


def show_newest(dataset_id: str) -> None:
    """Show the newest version of a dataset from now on."""
    adopt(dataset_id)
    st.session_state["version"] = ""


def adopt(dataset_id: str) -> None:
    """See the newest version of a dataset without touching a widget: what was just published."""
    st.session_state.setdefault(_SEEN, {})[dataset_id] = cache.newest(dataset_id)


def show_version(version: str) -> None:
    """Show one version from now on, newest or not; for callbacks only."""
    st.session_state["version"] = version


def open_dataset(dataset_id: str) -> None:
    """Turn to another footprint in its newest version; for callbacks only."""
    if st.session_state.get("dataset") != dataset_id:
        st.session_state["dataset"] = dataset_id
        _forget_filters()
    show_newest(dataset_id)


def words() -> Vocabulary:
    """What the filters of the current dataset may hold."""
    return cache.vocabulary(current_dataset(), names())


def _read_link() -> None:
    """On a session's first run: read the address, keep what cannot be used as notices.

    The bound widgets read the labels in the address by themselves. Here ids are understood
    as well, and whatever falls back is said. Streamlit takes what it cannot read out of the
    address, so a link in ids shows its view, and "Copy link" gives it back in labels.
    """
    params = {key: st.query_params.get_all(key) for key in st.query_params}
    asked = views.Vocabulary({"dataset": dict(names())}).find(
        "dataset", (params.get("dataset") or [""])[-1]
    )
    dataset_id = asked or next(iter(names()))
    st.session_state[_ASKED] = dataset_id
    version = (params.get("version") or [""])[-1][: views.MAX_VALUE_LENGTH]
    one, gone = _opened(dataset_id, version)
    vocabulary = views.vocabulary(one, names())
    state, problems = views.parse(params, vocabulary, default=default_view(one.id, today()))
    for name, value in _otherwise_written(params, state, vocabulary).items():
        st.session_state[name] = value
    st.session_state[_PROBLEMS] = [*problems, *gone, *_stale(one, state)]
    if gone and "version" in st.query_params:
        del st.query_params["version"]
        st.session_state[_LET_GO] = version
    if not _known(one, state.selected):
        st.session_state["selected"] = ""


def _otherwise_written(
    params: Mapping[str, list[str]], state: ViewState, vocabulary: Vocabulary
) -> dict[str, Any]:
    """What the address says in ids, in another case, or in another form of a date."""
    found: dict[str, Any] = {}
    for name in (*views.ONE, *views.MANY):
        value = getattr(state, name)
        several = (value,) if isinstance(value, str) else value
        if name in params and params[name] != [vocabulary.label(name, one) for one in several]:
            found[name] = value if isinstance(value, str) else list(value)
    for name in views.SWITCHES:
        if name in params and params[name] not in (["true"], ["false"]):
            found[name] = getattr(state, name)
    if "date" in params and params["date"] != [state.day.isoformat()]:
        found["date"] = state.day
    return found


def _stale(dataset: Dataset, state: ViewState) -> list[LinkProblem]:
    problems = []
    if not _known(dataset, state.selected):
        problems.append(
            LinkProblem(
                "selected",
                state.selected,
                f"The link selects “{state.selected[:60]}”, which is not in this dataset. "
                "Nothing is selected.",
            )
        )
    return problems


def _known(dataset: Dataset, selected: str) -> bool:
    return (
        not selected
        or selected in dataset.organisation_by_id
        or selected in dataset.partnership_by_id
        or selected in dataset.area_by_id
    )


def link_problems() -> list[LinkProblem]:
    """What of the link could not be used; shown once."""
    problems: list[LinkProblem] = st.session_state.pop(_PROBLEMS, [])
    return problems


def sidebar(*, filters: bool = True) -> None:
    """Draw the filters; nothing else stands in the sidebar.

    Args:
        filters: Whether the page has use for more than the footprint. Where it has none they
            are drawn hidden, so that they stay in the address for the pages that have.
    """
    with st.sidebar:
        # First, because the version that a link pins decides what the filters offer.
        with st.container(key="hidden"):
            for name in ("selected", "within", "at", "drawn", "version"):
                st.text_input(name, key=name, bind="query-params", max_chars=200)
            if pinned_version() and pinned_version() == st.session_state.get(_LET_GO):
                # On a first run the address wins; from the second on it can be corrected.
                st.rerun()
        _one("dataset", "Footprint", words(), on_change=_forget_filters)
        # Only now is it known which footprint a link asks for.
        one, vocabulary = current_dataset(), words()
        told = [f"Record to {spoken_partial(one.as_of)}", versions.number(one)]
        st.caption(" · ".join(part for part in told if part))
        with st.container(key="filters" if filters else "hidden-filters"):
            _filters(vocabulary)


def _filters(vocabulary: Vocabulary) -> None:
    _many("places", "Place", vocabulary, "All")
    _many("sectors", "Sector", vocabulary, "All")
    _many("states", "Connection", vocabulary, "All")
    st.date_input(
        "Date",
        min_value=views.FIRST_DAY,
        max_value=views.LAST_DAY,
        format="DD/MM/YYYY",
        key="date",
        help="Partnerships count if they ran on this day.",
        bind="query-params",
        persist_state="session",
    )
    with st.expander("More filters"):
        _one("neighbourhood", "Neighbourhood", vocabulary, empty="All")
        _many("levels", "Level of partnership", vocabulary, "All")
        _many("kinds", "Kind of partnership", vocabulary, "All")
        _switch("past", "Include past partnerships")


def picture_options(kind: str) -> None:
    """How the picture is drawn: colours and sizes, and for the map what lies under it.

    What the page's picture has no use for is drawn hidden, so that it stays in the address
    and in the session until a page has use for it again.
    """
    if kind:
        with st.popover("Picture options", icon=":material/tune:"):
            _options(_PICTURE_OPTIONS[kind])
    hidden = set(_OPTIONS) - set(_PICTURE_OPTIONS.get(kind, ()))
    with st.container(key="hidden-options"):
        _options([name for name in _OPTIONS if name in hidden])


def _options(names: Iterable[str]) -> None:
    vocabulary = words()
    for name in names:
        if name in views.SWITCHES:
            _switch(name, _OPTIONS[name])
        else:
            _one(name, _OPTIONS[name], vocabulary)


def view() -> ViewState:
    """The view that the widgets hold now."""
    one, held = current_dataset(), st.session_state
    values: dict[str, Any] = {}
    vocabulary = words()
    for name in views.ONE:
        if name != "dataset" and vocabulary.find(name, str(held.get(name) or "")):
            values[name] = held[name]
    for name in views.MANY:
        chosen = held.get(name) or ()
        values[name] = tuple(word for word in chosen if word in vocabulary.words[name])
    for name in views.SWITCHES:
        values[name] = bool(held.get(name))
    selected = held.get("selected") or ""
    within = str(held.get("within") or "")
    return ViewState(
        dataset=one.id,
        version=one.version,
        day=held.get("date") or today(),
        selected=selected if _known(one, selected) else "",
        within=within if values.get("drawing") not in views.GROUPED else "",
        **values,
    )


def reading() -> Reading:
    """What the current view shows."""
    one, state = current_dataset(), view()
    return read(one, cache.connections(one, scope_of(state)), state)


def select(one_id: str) -> None:
    """Select an organisation, a partnership or an area; for callbacks only."""
    st.session_state["selected"] = one_id


def is_dark() -> bool:
    """Whether this reader's page is in its dark theme."""
    return st.context.theme.type == "dark"


def first_drawing() -> str:
    """The drawing that the current footprint opens in."""
    return next(iter(words().words["drawing"]))


def open_group(group: str) -> None:
    """Show the organisations of a group; for callbacks only.

    One of a place and a sector is what the filters of these names show; any other has no
    filter, and stands in the address by its id.
    """
    kind, _, rest = group.partition(":")
    where, _, sector = rest.rpartition(":")
    vocabulary = words()
    filters = kind == GroupKind.BLOCK and bool(vocabulary.find("places", where))
    if filters and vocabulary.find("sectors", sector):
        st.session_state["places"], st.session_state["sectors"] = [where], [sector]
        group = ""
    st.session_state["within"] = group
    st.session_state["drawing"] = "hubs"
    st.session_state["drawn"] = ""


def leave_group(drawing: str) -> None:
    """Show the groups again: what opening one may have narrowed is widened; for callbacks only."""
    chosen = [st.session_state.get(name) or [] for name in ("places", "sectors")]
    if all(len(words) == 1 for words in chosen):
        clear("places")
        clear("sectors")
    st.session_state["within"] = st.session_state["drawn"] = ""
    st.session_state["drawing"] = drawing


def clear(name: str, word: str | None = None) -> None:
    """Take one filter away, or one word of it; for callbacks only."""
    if name == "date":
        st.session_state["date"] = today()
    elif name in views.SWITCHES:
        st.session_state[name] = False
    elif name in views.MANY:
        kept = [one for one in st.session_state.get(name, []) if word and one != word]
        st.session_state[name] = kept
    else:
        st.session_state[name] = ""


def clear_all() -> None:
    """Take every filter away; the selection stays. For callbacks only."""
    for name in (*views.MANY, "neighbourhood", "date", "past"):
        clear(name)


def chips(state: ViewState) -> list[tuple[str, str | None, str]]:
    """Active filters as parameter, word and what stands on the chip."""
    vocabulary = words()
    found: list[tuple[str, str | None, str]] = [
        (name, word, vocabulary.label(name, word))
        for name in views.MANY
        for word in getattr(state, name)
    ]
    if state.neighbourhood:
        label = vocabulary.label("neighbourhood", state.neighbourhood)
        found.append(("neighbourhood", None, label))
    if state.day != today():
        found.append(("date", None, spoken_date(state.day)))
    if state.past:
        found.append(("past", None, "Past included"))
    return found


def link_query(state: ViewState) -> list[tuple[str, str]]:
    """The parameters of a link to this view, its date and version pinned."""
    default = default_view(next(iter(names())), today())
    return views.to_params(state, words(), default=default, pin=True)


def _forget_filters() -> None:
    for name in (*views.MANY, "neighbourhood"):
        clear(name)
    for name in ("selected", "within", "at", "drawn", "version"):
        st.session_state[name] = ""
    # Each footprint opens in the drawing that suits its size.
    st.session_state["drawing"] = first_drawing()


def _one(
    name: str,
    label: str,
    vocabulary: Vocabulary,
    *,
    empty: str = "",
    on_change: Callable[[], None] | None = None,
) -> None:
    options = dict(vocabulary.words[name])
    if empty:
        options = {"": empty, **options}
    # Another version of the record may not have the word any more.
    if name in st.session_state and st.session_state[name] not in options:
        st.session_state[name] = next(iter(options))
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=name,
        on_change=on_change,
        bind="query-params",
        persist_state="session",
    )


def _many(name: str, label: str, vocabulary: Vocabulary, empty: str) -> None:
    options = vocabulary.words[name]
    held = st.session_state.get(name) or []
    if any(word not in options for word in held):
        st.session_state[name] = [word for word in held if word in options]
    st.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        key=name,
        placeholder=empty,
        bind="query-params",
        persist_state="session",
    )


def _switch(name: str, label: str) -> None:
    st.toggle(label, key=name, bind="query-params", persist_state="session")
