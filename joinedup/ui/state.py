"""What a session holds: its link, its footprint in one version, and the view of its filters.

The widgets that hold the view are drawn by :mod:`.filters`; their keys are the parameters of
:mod:`joinedup.views`. Here they are read, and changed by callbacks.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from joinedup import services, views
from joinedup.errors import DatasetError, StoreError
from joinedup.model import Dataset
from joinedup.network.groups import GroupKind
from joinedup.services import Amendment, Reading, default_view, read, scope_of
from joinedup.services.amending import written
from joinedup.ui import cache, held, link_reading, versions
from joinedup.views import LinkProblem, ViewState, Vocabulary

_FIRST = "_link_read"
_PROBLEMS = "_link_problems"
_TOLD = "_link_problems_told"
_UNASKED = "_drawn_anew"
_SEEN = "_versions_seen"
_UNREAD = "_versions_unread"
_LET_GO = "_version_let_go"
_FOOTPRINTS = "_footprints"
_ASKED = "_dataset_asked"
_PAGE = "_page"
PRESENTED = "_presented"


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
        return held.dataset(dataset_id, pinned_version() or _seen(dataset_id))
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
    held.forget()
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


def is_let_go() -> bool:
    """Whether a version is pinned that cannot be read; the next run lets it go."""
    pinned = pinned_version()
    return bool(pinned) and pinned == st.session_state.get(_LET_GO)


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
        forget_filters()
    show_newest(dataset_id)


def words() -> Vocabulary:
    """What the filters of the current dataset may hold."""
    return held.vocabulary(current_dataset(), names())


def _read_link() -> None:
    """On a session's first run: read the address, keep what cannot be used as notices.

    The bound widgets read the labels in the address by themselves. Here ids are understood
    as well, and whatever falls back is said. What stands there in another way than they read is
    written anew, and the run begun again: they take it from the address alone, and what they
    have not taken from there they leave out of it.
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
    st.session_state[_PROBLEMS] = [*problems, *gone, *link_reading.stale(one, state)]
    if gone and "version" in st.query_params:
        del st.query_params["version"]
        st.session_state[_LET_GO] = version
    if not link_reading.is_known(one, state.selected):
        st.session_state["selected"] = ""
    if not link_reading.has_programme(one, state.programme):
        st.session_state["programme"] = ""
    if anew := link_reading.otherwise_written(params, state, vocabulary):
        whole = {key: st.query_params.get_all(key) for key in st.query_params} | anew
        st.query_params.from_dict({key: values for key, values in whole.items() if values})
        st.rerun()


def tell(problem: LinkProblem) -> None:
    """Have one more thing said that a link asks for and does not get."""
    st.session_state[_PROBLEMS] = [*st.session_state.get(_PROBLEMS, []), problem]


def told() -> list[LinkProblem]:
    """What was said about the link in this run."""
    return list(st.session_state.get(_TOLD, []))


def begin_page(path: str) -> None:
    """Say which page is drawn in this run; ``path`` is empty for the Overview."""
    st.session_state[_PAGE] = path or services.FIRST_PAGE


def page() -> str:
    """The path of the page that is drawn; ``overview`` for the first one."""
    return str(st.session_state.get(_PAGE, services.FIRST_PAGE))


def link_problems() -> list[LinkProblem]:
    """What of the link could not be used; told until the reader asks for something else."""
    found: list[LinkProblem] = st.session_state.pop(_PROBLEMS, [])
    if st.session_state.pop(_UNASKED, False):
        found = [*st.session_state.get(_TOLD, []), *found]
    st.session_state[_TOLD] = found
    return found


def draw_anew() -> None:
    """Run the page again though nobody asked: what was told about the link is told still."""
    st.session_state[_UNASKED] = True
    st.rerun()


def view() -> ViewState:
    """The view that the widgets hold now."""
    one, session = current_dataset(), st.session_state
    values: dict[str, Any] = {}
    vocabulary = words()
    for name in views.ONE:
        if name != "dataset" and vocabulary.find(name, str(session.get(name) or "")):
            values[name] = session[name]
        elif name == "drawing":  # a page that does not draw has no widget for it
            values[name] = first_drawing()
    for name in views.MANY:
        chosen = session.get(name) or ()
        values[name] = tuple(word for word in chosen if word in vocabulary.words[name])
    for name in views.SWITCHES:
        values[name] = bool(session.get(name))
    kept: dict[str, Any] = {name: views.kept(name, session.get(name)) for name in views.KEPT}
    found = ViewState(dataset=one.id, day=session.get("date") or today(), **kept, **values)
    return link_reading.usable(one, found)


def opinion_day() -> date:
    """The day that an opinion is of: today, or in a view of the past that view's."""
    return min(view().day, today())


def reading() -> Reading:
    """What the current view shows."""
    one, state = current_dataset(), view()
    return read(one, cache.connections(one, scope_of(state)), state)


def select(one_id: str) -> None:
    """Select an organisation, a partnership or an area; for callbacks only."""
    st.session_state["selected"] = one_id


def open_programme(one_id: str) -> None:
    """Open a programme, or none with an empty id; for callbacks only."""
    st.session_state["programme"] = one_id


def open_diagram(one_id: str) -> None:
    """Open a diagram, or the list of all with an empty id; for callbacks only."""
    st.session_state["diagram"] = one_id


def ask_what_if(amendments: Iterable[Amendment]) -> None:
    """Think of these changes, and of no others; for callbacks only."""
    st.session_state["whatif"] = written(amendments)


def is_dark() -> bool:
    """Whether the page is in its dark theme."""
    return st.context.theme.type == "dark"


def is_presented() -> bool:
    """Whether this session shows pages large and bare; once asked for, it stays so."""
    return bool(st.session_state.get(PRESENTED))


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


def link_query(state: ViewState) -> list[tuple[str, str]]:
    """The parameters of a link to this view, its date and version pinned."""
    default = default_view(next(iter(names())), today())
    return views.to_params(state, words(), default=default, pin=True)


def forget_filters() -> None:
    """Take away all that another footprint may not have; for callbacks only."""
    for name in (*views.MANY, "neighbourhood"):
        clear(name)
    for name in views.FREE:
        st.session_state[name] = ""
    # Each footprint opens in the drawing that suits its size.
    st.session_state["drawing"] = first_drawing()
