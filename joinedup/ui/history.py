"""The history of a footprint: its versions, their reports, what each changed, and the way back."""

from functools import partial

import streamlit as st

from joinedup import services
from joinedup.errors import JoinedUpError, StoreError
from joinedup.imports.draft import Change
from joinedup.model import Dataset
from joinedup.render import downloads, plans
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date
from joinedup.store.protocol import Superseded, VersionInfo
from joinedup.ui import cache, links, permission, printing, shell, state, writing

_SHOWN = 20
_SAID = "_history_said"
_OPENED = "_history_opened"
_ROWS = 1_000
KINDS = {
    "bundled": "Came with the program",
    "import": "From a list",
    "restore": "An older version again",
    "start": "Started from a list",
    "introductions": "From introductions that came about",
    "actions": "Actions of a programme",
}


def heading() -> tuple[VersionInfo, ...]:
    """The page's title, and how many versions there are. Returns them, the newest first.

    Whoever has just opened one is led to its picture instead.
    """
    dataset = state.current_dataset()
    if st.session_state.pop(_OPENED, "") == dataset.version:
        # Without parameters of its own Streamlit would refuse, as ours are bound to widgets.
        st.switch_page("pages/overview.py", query_params={})
    found: tuple[VersionInfo, ...] = ()
    refused: StoreError | None = None
    try:
        found = services.history(dataset.id)
    except StoreError as error:
        refused = error
    shell.title("History", dataset.name)
    st.html(
        f'<header class="ju-head"><h1><span class="ju-page">History: </span>{escape(dataset.name)}'
        f'</h1><p class="ju-sentence">{escape(sentence_of(found, dataset))}</p></header>'
    )
    with st.container(horizontal=True, key="tools"):
        links.copy_link(state.view())
        printing.popover(state.view())
    # The notice above the page says so already where nothing at all can be read.
    if refused and not state.store_trouble():
        st.error(f"**{escape_markdown(refused.what)}.** {escape_markdown(refused.hint)}")
    return found


def sentence_of(found: tuple[VersionInfo, ...], dataset: Dataset) -> str:
    """How many versions there are, and which is the newest."""
    if not found:
        return "The history cannot be read now."
    last = found[0]
    count = counted(len(found), "version", "versions")
    if last.kind == "bundled":
        record = "made-up" if dataset.illustrative else "public"
        return (
            f"{count}: the {record} record as it comes with the program. Nothing else is published."
        )
    if len(found) == 1:
        return f"{count}, of {when(last)}, published by {last.author}."
    return f"{count}; the newest is of {when(last)}, published by {last.author}."


def entries(found: tuple[VersionInfo, ...]) -> None:
    """Every version with what can be done with it.

    Args:
        found: As :func:`heading` gives them.
    """
    if said := st.session_state.pop(_SAID, ""):
        st.warning(said)
    permission.sign_in()
    dataset = state.current_dataset()
    shown = int(st.session_state.get("history-shown", _SHOWN))
    for one in found[:shown]:
        with st.container(border=True, key=f"version-{one.version}"):
            _version(one, found[0], dataset.version)
    if len(found) > shown:
        st.button(
            f"Show older ones ({len(found) - shown:,} more)",
            on_click=lambda: st.session_state.update({"history-shown": shown + _SHOWN}),
        )
    if len(found) == 1:
        label = "Upload a partner list to make the next version"
        st.page_link("pages/lists.py", label=label, icon=":material/upload_file:")


def _version(one: VersionInfo, newest: VersionInfo, on_screen: str) -> None:
    marks = ["newest"] if one.version == newest.version else []
    marks += ["on screen"] if one.version == on_screen else []
    told = f" · **{' · '.join(marks)}**" if marks else ""
    published = "" if one.kind == "bundled" else f"{escape_markdown(when(one))} · "
    st.markdown(
        f"**Version {one.number}** · {published}{escape_markdown(one.author)} · "
        f"{KINDS[one.kind]}{told}"
    )
    st.markdown(escape_markdown(one.note))
    st.caption(escape_markdown(details(one)))
    with st.container(horizontal=True):
        if one.version != on_screen:
            st.button(
                "Open this version",
                key=f"open-{one.version}",
                on_click=_open,
                args=(one, newest),
                icon=":material/visibility:",
            )
        if one.version != newest.version:
            _go_back(one, newest)
        if "rows" in one.report:
            st.download_button(
                "Report (Excel)",
                partial(_report, one),
                file_name=f"{one.dataset}-version-{one.number}-report.xlsx",
                mime=downloads.XLSX,
                key=f"report-{one.version}",
                icon=":material/download:",
                on_click="ignore",
            )
    if one.parent:
        _what_changed(one)


def _open(one: VersionInfo, newest: VersionInfo) -> None:
    """Show a version from now on, and a page with its picture; for callbacks only."""
    if one.version == newest.version:
        state.show_newest(one.dataset)
    else:
        state.show_version(one.version)
    st.session_state[_OPENED] = one.version


def _what_changed(one: VersionInfo) -> None:
    with st.expander("What it changed"):
        if not st.toggle("Compare with the version before", key=f"compare-{one.version}"):
            return
        try:
            found, names = _compared(one)
        except JoinedUpError as error:
            st.warning(
                "One of the two versions cannot be read. "
                f"{escape_markdown(error.what)}. {escape_markdown(error.hint)}"
            )
            return
        st.markdown(f"It {escape_markdown(plans.told(found))}.")
        if found:
            st.dataframe(
                plans.changes(found[:_ROWS], names).drop(columns="Rows"),
                hide_index=True,
                width="stretch",
            )
        if len(found) > _ROWS:
            st.caption(f"The first {_ROWS:,} of {len(found):,}.")


def _compared(one: VersionInfo) -> tuple[tuple[Change, ...], dict[str, str]]:
    """What a version changed, and the names of the areas that it speaks of."""
    pair = (one.parent or "", one.version)
    before, after = (cache.dataset(one.dataset, version) for version in pair)
    first, second = (cache.boundaries(one.dataset, version) for version in pair)
    found = services.compare(before, after, outlines=(first, second))
    return found, plans.names_of(before, after)


def _go_back(one: VersionInfo, newest: VersionInfo) -> None:
    if permission.refusal():
        return
    known = permission.author() or writing.author()
    told = (
        f"What everybody sees becomes version {one.number} again, as a new version. "
        f"Version {newest.number} stays in the history."
    )
    label, icon, key = "Go back to this version", ":material/undo:", f"back-{one.version}"
    if known:
        st.button(label, icon=icon, key=key, help=told, on_click=_restore, args=(one, newest))
        return
    with st.popover(label, icon=icon):
        st.markdown(told)
        st.text_input("Who goes back", key=f"who-{one.version}")
        st.button("Go back", type="primary", key=key, on_click=_restore, args=(one, newest))


def _restore(one: VersionInfo, newest: VersionInfo) -> None:
    """Publish an older version again; for callbacks only."""
    if refusal := permission.refusal():
        st.session_state[_SAID] = refusal
        return
    written = str(st.session_state.get(f"who-{one.version}") or "")
    author = permission.author() or written or writing.author()
    note = f"Back to version {one.number}"
    try:
        services.restore(one.dataset, one.version, parent=newest.version, author=author, note=note)
    except Superseded as error:
        st.session_state[_SAID] = (
            f"{escape_markdown(error.between[-1].author)} has just published a newer version. "
            "Nothing was changed; look at the history again."
        )
    except JoinedUpError as error:
        st.session_state[_SAID] = f"{escape_markdown(error.what)}. {escape_markdown(error.hint)}"
    else:
        writing.remember_author(author)
        state.show_newest(one.dataset)


def _report(one: VersionInfo) -> bytes:
    about = [
        ("Footprint", one.dataset),
        ("Version", f"{one.number} ({one.version})"),
        ("When", when(one)),
        ("Who", one.author),
        ("Why", one.note),
        ("File", one.file_name),
        ("SHA-256 of the file", one.file_sha256),
    ]
    return downloads.to_xlsx(plans.report_sheets(one.report, about))


def details(one: VersionInfo) -> str:
    """Its id, the list it was made from, and what became of its rows."""
    parts = [f"In links: {one.version}"]
    if one.file_name:
        parts.append(f"{one.file_name} (sha256 {one.file_sha256[:12]}…)")
    report = one.report
    if "rows" in report:
        parts.append(
            f"{counted(int(report['rows']), 'row', 'rows')}: {report['used']:,} used, "
            f"{report['waiting']:,} waiting, {report['left_out']:,} left out"
        )
    return " · ".join(parts)


def when(one: VersionInfo) -> str:
    """Day and time of a version, where the program runs."""
    local = one.created_at.astimezone()
    return f"{spoken_date(local.date())}, {local:%H:%M}"
