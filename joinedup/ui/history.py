"""The history of a footprint: its versions, their reports, what each changed, and the way back."""

from functools import partial

import streamlit as st

from joinedup import services
from joinedup.errors import JoinedUpError
from joinedup.render import downloads, plans
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import spoken_date
from joinedup.store.protocol import MAX_AUTHOR, Superseded, VersionInfo
from joinedup.ui import cache, permission, state, upload

_SHOWN = 20
_SAID = "_history_said"
_ROWS = 1_000
_KINDS = {
    "bundled": "Came with the program",
    "import": "From a list",
    "restore": "An older version again",
    "start": "Started from a list",
}


def heading() -> None:
    """The page's title, and how many versions there are."""
    dataset = state.current_dataset()
    found = services.history(dataset.id)
    st.html(
        f'<header class="ju-head"><h1><span class="ju-page">History: </span>{escape(dataset.name)}'
        f'</h1><p class="ju-sentence">{escape(_sentence(found))}</p></header>'
    )


def _sentence(found: tuple[VersionInfo, ...]) -> str:
    last = found[0]
    count = counted(len(found), "version", "versions")
    if last.kind == "bundled":
        return (
            f"{count}: the public record as it comes with the program. Nothing else is published."
        )
    if len(found) == 1:
        return f"{count}, of {_when(last)}, published by {last.author}."
    return f"{count}; the newest is of {_when(last)}, published by {last.author}."


def versions() -> None:
    """Every version, the newest first."""
    if said := st.session_state.pop(_SAID, ""):
        st.warning(said)
    permission.sign_in()
    dataset = state.current_dataset()
    found = services.history(dataset.id)
    shown = int(st.session_state.get("history-shown", _SHOWN))
    for one in found[:shown]:
        with st.container(border=True, key=f"version-{one.version}"):
            _version(one, found[0], dataset.version)
    if len(found) > shown:
        st.button(
            f"Show older ones ({len(found) - shown:,} more)",
            on_click=lambda: st.session_state.update({"history-shown": shown + _SHOWN}),
        )


def _version(one: VersionInfo, newest: VersionInfo, on_screen: str) -> None:
    marks = ["newest"] if one.version == newest.version else []
    marks += ["on screen"] if one.version == on_screen else []
    told = f" · **{' · '.join(marks)}**" if marks else ""
    when = "" if one.kind == "bundled" else f"{escape_markdown(_when(one))} · "
    st.markdown(
        f"**Version {one.number}** · {when}{escape_markdown(one.author)} · {_KINDS[one.kind]}{told}"
    )
    st.markdown(escape_markdown(one.note))
    st.caption(escape_markdown(_details(one)))
    with st.container(horizontal=True):
        if one.version != on_screen:
            st.button(
                "Open this version",
                key=f"open-{one.version}",
                on_click=state.show_newest if one.version == newest.version else state.show_version,
                args=(one.dataset if one.version == newest.version else one.version,),
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


def _what_changed(one: VersionInfo) -> None:
    with st.expander("What it changed"):
        if not st.toggle("Compare with the version before", key=f"compare-{one.version}"):
            return
        before = cache.dataset(one.dataset, one.parent or "")
        after = cache.dataset(one.dataset, one.version)
        found = services.compare(before, after)
        names = plans.area_names(before, after)
        st.markdown(f"It {escape_markdown(plans.told(found))}.")
        if found:
            st.dataframe(
                plans.changes(found[:_ROWS], names).drop(columns="Rows"),
                hide_index=True,
                width="stretch",
            )
        if len(found) > _ROWS:
            st.caption(f"The first {_ROWS:,} of {len(found):,}.")


def _go_back(one: VersionInfo, newest: VersionInfo) -> None:
    if permission.refusal():
        return
    known = permission.author() or upload.author()
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
        st.text_input("Who goes back", max_chars=MAX_AUTHOR, key=f"who-{one.version}")
        st.button("Go back", type="primary", key=key, on_click=_restore, args=(one, newest))


def _restore(one: VersionInfo, newest: VersionInfo) -> None:
    """Publish an older version again; for callbacks only."""
    if refusal := permission.refusal():
        st.session_state[_SAID] = refusal
        return
    written = str(st.session_state.get(f"who-{one.version}") or "")
    author = permission.author() or written or upload.author()
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
        upload.remember_author(author)
        state.show_newest(one.dataset)


def _report(one: VersionInfo) -> bytes:
    about = [
        ("Footprint", one.dataset),
        ("Version", f"{one.number} ({one.version})"),
        ("When", _when(one)),
        ("Who", one.author),
        ("Why", one.note),
        ("File", one.file_name),
        ("SHA-256 of the file", one.file_sha256),
    ]
    return downloads.to_xlsx(plans.report_sheets(one.report, about))


def _details(one: VersionInfo) -> str:
    parts = [f"version {one.version}"]
    if one.file_name:
        parts.append(f"{one.file_name} (sha256 {one.file_sha256[:12]}…)")
    report = one.report
    if "rows" in report:
        parts.append(
            f"{counted(int(report['rows']), 'row', 'rows')}: {report['used']:,} used, "
            f"{report['waiting']:,} waiting, {report['left_out']:,} left out"
        )
    return " · ".join(parts)


def _when(one: VersionInfo) -> str:
    local = one.created_at.astimezone()
    return f"{spoken_date(local.date())}, {local:%H:%M}"


def line() -> None:
    """Above every page: that an older version is on screen, or that a newer one is there."""
    dataset = state.current_dataset()
    if state.pinned_version() and cache.newest(dataset.id) != dataset.version:
        with st.container(horizontal=True, vertical_alignment="center", key="version-line"):
            st.markdown(
                f":material/history: You are looking at an older version ({dataset.version[:7]}) "
                f"of {escape_markdown(dataset.name)}.",
                width="content",
            )
            st.button("Show the newest", on_click=state.show_newest, args=(dataset.id,))
    elif not state.pinned_version():
        _watch(dataset.id, dataset.version)


@st.fragment(run_every=5)
def _watch(dataset_id: str, version: str) -> None:
    """Look for a newer version now and then; say so, and change nothing on screen."""
    if cache.newest(dataset_id) == version:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="version-line"):
        st.markdown(
            ":material/update: There is a new version of this footprint. What is on screen is "
            "still the one before.",
            width="content",
        )
        if st.button("Reload", on_click=state.show_newest, args=(dataset_id,)):
            st.rerun()
