"""Partner lists, first steps: choose a file, a template, a sheet; check what columns mean."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from joinedup import services
from joinedup.errors import ListError
from joinedup.imports.choices import Choices
from joinedup.imports.columns import Suggestion, samples
from joinedup.imports.fields import FIELDS, PARTNERSHIP_COLUMN, Kind, field_of
from joinedup.imports.filling import grouped_columns
from joinedup.imports.personal import Personal, mask
from joinedup.imports.reading import MAX_BYTES
from joinedup.imports.tables import Table
from joinedup.model import Level, Sector
from joinedup.render import downloads, exports, templates
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.ui import permission, state, upload
from joinedup.ui.upload import Upload

_MEGABYTE = 1024 * 1024
_LEAVE = "Leave out"
_TELL = "Tell from the list"
_OUTLINES = "Outlines drawn on a map, each with the name of its neighbourhood."
_SECTORS: list[Sector | None] = [None, *Sector]
_LEVELS: list[Level | None] = [None, *Level]
_LONGEST_SOURCE = 120


def heading(one: Upload | None) -> None:
    """The page's title and the step it is at."""
    step = one.step if one else 0
    dots = "".join(
        f'<li class="{"ju-now" if place == step else ""}"'
        f"{' aria-current=step' if place == step else ''}>{escape(name)}</li>"
        for place, name in enumerate(upload.STEPS)
    )
    where = state.current_dataset().name
    told = (
        f"A list that starts {one.start or 'a new footprint'}"
        if one and one.new
        else f"A list for {where}"
    )
    st.html(
        '<header class="ju-head"><h1><span class="ju-page">Partner lists: </span>'
        f'{escape(told)}</h1><ol class="ju-steps">{dots}</ol></header>'
    )


def choose_file() -> None:
    """The first step: a file to upload, templates to fill in, the record to take away."""
    st.markdown(
        "Choose the list as you have it: Excel, CSV, or GeoJSON for neighbourhoods. Any columns in "
        "any order will do, with a logo row on top and addresses in one cell. Nothing changes "
        "until you have seen what it would change, and published it."
    )
    # Signing in starts the session anew, so it comes before there is anything to lose.
    permission.sign_in()
    chosen = st.file_uploader(
        "Your partner list",
        max_upload_size=MAX_BYTES // _MEGABYTE,
        key=f"file-{upload.number()}",
        help="Up to 20 MB and 100,000 rows.",
    )
    if chosen is not None:
        _open(chosen.name, chosen.getvalue())
    with st.expander("Templates, if you start from nothing"):
        _templates()
    with st.expander("Take the record with you, change it in Excel, upload it again"):
        _exports()


def _open(name: str, content: bytes) -> None:
    what = "Reading the file"
    try:
        with upload.working(what, cancel=upload.forget) as tell:
            source = services.open_list(
                name, content, progress=lambda done, total: tell(what, done, total)
            )
            one = Upload(source=source)
            _take_table(one, services.first_sheet(source))
    except ListError as error:
        refused(error)
        return
    upload.begin(one)
    st.rerun()


def _take_table(one: Upload, sheet: str) -> None:
    """Find the table in a sheet, and start with what its columns seem to mean."""
    one.table = services.table_of(one.source, sheet)
    one.sheet = sheet
    _take_kind(one, None)


def _take_kind(one: Upload, kind: Kind | None) -> None:
    if one.table is None:
        return
    found = services.suggest(one.table, kind)
    one.kind, one.columns, one.allowed = found.kind, found.chosen(), frozenset()
    one.reading += 1


def refused(error: ListError) -> None:
    """Say why a file cannot be used, and what to do."""
    told = f"**{escape_markdown(error.what)}.** {escape_markdown(error.hint)}"
    st.error(told, icon=":material/block:")


def _templates() -> None:
    st.caption("Headings, two example rows, and in the Excel file what belongs in each column.")
    for kind in Kind:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{kind.label}** · {kind.explanation}", width="stretch")
            name = f"joined-up-template-{kind.value}"
            st.download_button(
                "Excel",
                partial(templates.template_xlsx, kind),
                file_name=f"{name}.xlsx",
                mime=downloads.XLSX,
                key=f"template-xlsx-{kind.value}",
                on_click="ignore",
            )
            st.download_button(
                "CSV",
                partial(templates.template_csv, kind),
                file_name=f"{name}.csv",
                mime="text/csv",
                key=f"template-csv-{kind.value}",
                on_click="ignore",
            )
            if kind is Kind.NEIGHBOURHOODS:
                st.download_button(
                    "GeoJSON",
                    templates.template_geojson,
                    file_name=f"{name}.geojson",
                    mime="application/geo+json",
                    key="template-geojson",
                    on_click="ignore",
                )


def _exports() -> None:
    dataset = state.current_dataset()
    st.caption(
        "A list adds and changes; it takes nothing away. A row that you delete and a cell that "
        "you clear stay on record: to take back what was published, go back in the History."
    )
    with st.container(horizontal=True):
        st.download_button(
            "Everything (Excel)",
            lambda: exports.export_workbook(dataset),
            file_name=exports.export_name(dataset, None, "xlsx"),
            mime=downloads.XLSX,
            icon=":material/download:",
            on_click="ignore",
        )
        for kind in (Kind.ORGANISATIONS, Kind.MEMBERSHIPS, Kind.TIES):
            st.download_button(
                f"{kind.label} (CSV)",
                partial(exports.export_csv, dataset, kind),
                file_name=exports.export_name(dataset, kind, "csv"),
                mime="text/csv",
                key=f"export-{kind.value}",
                icon=":material/download:",
                on_click="ignore",
            )


def check_columns(one: Upload) -> None:
    """The second step: what the list is, what each column holds, what is left out."""
    table = one.table
    if table is None or one.kind is None:
        return
    _about(one, table)
    suggested = services.suggest(table, one.kind)
    personal = suggested.personal
    one.personal = frozenset(personal)
    _kind_and_sheet(one, [kind for kind, _ in suggested.kinds])
    if suggested.remembered:
        st.caption("Columns as you chose them for a list with the same headings.")
    told = "What the outlines are of" if _is_drawn(one) else "What each column holds"
    st.html(f'<h2 class="ju-section">{told}</h2>')
    for index, name in enumerate(table.headings):
        if _is_drawn(one):
            st.html(_told(name, " · ".join(samples(table, index)) or "empty"))
        elif index not in personal:
            _column(one, table, index, suggested.columns[index])
    if personal and not _is_drawn(one):
        _personal(one, table, personal)
    _more(one)
    _onward(one, table, _used(one, personal))


def _is_drawn(one: Upload) -> bool:
    """Whether the list is of polygons: nothing can be chosen about those."""
    return one.source.format == "geojson"


def _about(one: Upload, table: Table) -> None:
    count = len(table.left_out)
    more = f"{count:,} more {'is' if count == 1 else 'are'} left out as totals or notes."
    rows = counted(len(table.rows), "row", "rows")
    size = f"{rows} and {counted(len(table.headings), 'column', 'columns')}"
    if _is_drawn(one):
        size = counted(len(table.rows), "outline", "outlines")
    st.markdown(f"**{escape_markdown(one.source.name)}** has {size}.{f' {more}' if count else ''}")
    notes = [*one.source.notes, *table.notes]
    if table.title:
        notes.insert(0, f"Above the headings it says: {table.title}")
    if notes:
        with st.expander(f"Noticed while reading ({len(notes):,})"):
            st.markdown("\n".join(f"- {escape_markdown(note)}" for note in notes[:100]))


def _kind_and_sheet(one: Upload, kinds: list[Kind]) -> None:
    if _is_drawn(one):
        kinds = [Kind.NEIGHBOURHOODS]
    left, right = st.columns(2)
    with left:
        chosen = st.selectbox(
            "This is a list of",
            kinds,
            index=kinds.index(one.kind) if one.kind in kinds else 0,
            format_func=lambda kind: kind.label,
            # Another sheet may hold another kind of list.
            key=f"kind-{upload.number()}-{one.sheet}",
        )
        st.caption(_OUTLINES if _is_drawn(one) else chosen.explanation)
        if chosen is not one.kind:
            _take_kind(one, chosen)
            st.rerun()
    names = [sheet.name for sheet in one.source.sheets]
    if len(names) > 1:
        with right:
            picked = st.selectbox(
                "Sheet", names, index=names.index(one.sheet), key=f"sheet-{upload.number()}"
            )
            st.caption(f"The file has {len(names)} sheets. One is read at a time.")
            if picked != one.sheet:
                _change_sheet(one, picked)


def _change_sheet(one: Upload, sheet: str) -> None:
    try:
        _take_table(one, sheet)
    except ListError as error:
        refused(error)
        return
    st.rerun()


def _column(one: Upload, table: Table, index: int, suggested: Suggestion | None = None) -> None:
    names = ["", *(item.name for item in FIELDS[one.kind or Kind.ORGANISATIONS])]
    labels = {item.name: item.label for item in FIELDS[one.kind or Kind.ORGANISATIONS]}
    left, right = st.columns([3, 2], vertical_alignment="center")
    name, held = table.headings[index], one.columns.get(index, "")
    shown = " · ".join(samples(table, index)) or "empty"
    why = suggested.reason if suggested and held and held == suggested.field else ""
    with left:
        st.html(_told(name, shown, why))
    with right:
        chosen = st.selectbox(
            f"What “{escape_markdown(name)}” holds",
            names,
            index=names.index(held),
            format_func=lambda item: labels.get(item, _LEAVE),
            key=f"column-{one.reading}-{index}",
            label_visibility="collapsed",
        )
    one.columns = {key: value for key, value in one.columns.items() if key != index}
    if chosen:
        one.columns[index] = chosen


def _told(head: str, text: str, why: str = "") -> str:
    """A column's heading, why it is suggested or stays out, and cells of it."""
    reason = f" · {escape(why)}" if why else ""
    return (
        f'<p class="ju-column"><strong>{escape(head)}</strong>{reason}'
        f"<span>{escape(text[:160])}</span></p>"
    )


def _personal(one: Upload, table: Table, personal: Mapping[int, Personal]) -> None:
    st.html('<h2 class="ju-section">Left out: personal data</h2>')
    st.caption(
        "The record is about organisations. Names, e-mail addresses and telephone numbers of "
        "people stay out unless you tick them in; NHS numbers never go in."
    )
    allowed = set(one.allowed)
    for index, what in personal.items():
        left, right = st.columns([3, 2], vertical_alignment="center")
        masked = " · ".join(mask(text, what.kind) for text in samples(table, index))
        with left:
            st.html(_told(table.headings[index], masked, what.reason))
        with right:
            ticked = st.checkbox(
                "Never goes in" if what.never else "Take it in all the same",
                value=index in allowed,
                disabled=what.never,
                key=f"allow-{one.reading}-{index}",
            )
        if ticked and not what.never:
            allowed.add(index)
        else:
            allowed.discard(index)
    one.allowed = frozenset(allowed)
    for index in sorted(allowed):
        _column(one, table, index)


def _used(one: Upload, personal: Mapping[int, Personal]) -> dict[int, str]:
    """The columns that go in: what is suggested for one of personal data does not count."""
    return {
        index: name
        for index, name in one.columns.items()
        if index not in personal or index in one.allowed
    }


def _more(one: Upload) -> None:
    """What holds for all rows that do not say it themselves."""
    st.html('<h2 class="ju-section">For all rows that do not say it</h2>')
    # Streamlit forgets what a widget held while another step was on screen.
    kept = one.choices
    left, middle, right = st.columns(3)
    with left:
        st.text_input(
            "Source",
            value=kept.source if kept else one.source.name[:_LONGEST_SOURCE],
            max_chars=_LONGEST_SOURCE,
            key=f"source-{upload.number()}",
        )
    with middle:
        st.date_input(
            "Date of the list",
            value=date.fromisoformat(kept.as_of) if kept else date.today(),
            format="DD/MM/YYYY",
            key="rows-date",
        )
    with right:
        if one.kind in (Kind.ORGANISATIONS, Kind.TIES):
            st.selectbox(
                "Sector of new organisations",
                _SECTORS,
                index=_SECTORS.index(kept.sector if kept else None),
                format_func=lambda sector: sector.label if sector else _TELL,
                key="rows-sector",
            )
        elif one.kind in (Kind.MEMBERSHIPS, Kind.MATRIX):
            st.selectbox(
                "Level of new partnerships",
                _LEVELS,
                index=_LEVELS.index(kept.level if kept else None),
                format_func=lambda level: level.value.capitalize() if level else _TELL,
                key="rows-level",
            )


def _fill_down(table: Table, columns: Mapping[int, str]) -> bool:
    """Ask what empty cells mean where a column is written once for each group of rows."""
    found = grouped_columns(table, columns)
    if not found:
        return True
    names = ", ".join(f"“{escape_markdown(table.headings[index])}”" for index in found)
    return st.checkbox(
        f"Empty cells of {names} mean the one above them",
        value=True,
        key=f"fill-down-{upload.number()}",
    )


def _onward(one: Upload, table: Table, columns: dict[int, str]) -> None:
    one.choices = replace(_choices(one, columns), fill_down=_fill_down(table, columns))
    if unused := _unused(table, columns, one.personal):
        st.info(f"Not used: {escape_markdown(', '.join(unused))}", icon=":material/visibility_off:")
    _target(one, table, one.choices)
    missing = _missing(one, columns)
    if missing:
        st.warning(missing, icon=":material/edit:")
    with st.container(horizontal=True):
        st.button("Choose another file", on_click=upload.forget)
        if st.button("See what would change", type="primary", disabled=bool(missing)):
            # Answers stay: each is kept by what the rows say, and asked again if that changes.
            one.plan, one.step = None, 2
            # The plan is made against what is newest.
            state.adopt(state.current_dataset().id)
            st.rerun()


def _unused(table: Table, columns: Mapping[int, str], personal: Collection[int]) -> list[str]:
    """Headings of the columns that nothing is taken from, those of personal data apart."""
    return [
        name
        for index, name in enumerate(table.headings)
        if index not in columns and index not in personal
    ]


def _missing(one: Upload, columns: Mapping[int, str]) -> str:
    """What has to be chosen before going on, in words; empty where nothing is missing."""
    chosen = [name for name in columns.values() if name != PARTNERSHIP_COLUMN]
    kind = one.kind or Kind.ORGANISATIONS
    for name in chosen:
        if chosen.count(name) > 1:
            return f"Two columns hold “{field_of(kind, name).label}”: leave one of them out."
    if groups := services.missing_columns(one.source, kind, columns):
        return f"Choose the column for: {'; '.join(groups)}. Or read the list as another kind."
    if one.new and not (one.start and one.places):
        return "A new footprint needs a name and at least one place."
    return ""


def _choices(one: Upload, columns: dict[int, str]) -> Choices:
    held = st.session_state
    day = held.get("rows-date") or date.today()
    return Choices(
        kind=one.kind or Kind.ORGANISATIONS,
        columns=columns,
        allowed=one.allowed,
        source=(held.get(f"source-{upload.number()}") or "").strip()
        or one.source.name[:_LONGEST_SOURCE],
        as_of=day.isoformat(),
        sector=held.get("rows-sector") if one.kind in (Kind.ORGANISATIONS, Kind.TIES) else None,
        level=held.get("rows-level"),
    )


def _target(one: Upload, table: Table, choices: Choices) -> None:
    """Into the footprint on screen, or a new one of the list's own places."""
    st.html('<h2 class="ju-section">Where it goes</h2>')
    here = state.current_dataset().name
    new = st.radio(
        "Where the list goes",
        [False, True],
        format_func=lambda fresh: (
            "Start a new footprint from this list" if fresh else f"Into {escape_markdown(here)}"
        ),
        index=int(one.new),
        key=f"target-{upload.number()}",
        label_visibility="collapsed",
    )
    one.new = bool(new)
    if not one.new:
        return
    name = st.text_input(
        "Name of the new footprint",
        value=one.start,
        max_chars=80,
        key=f"new-name-{upload.number()}",
    )
    found = services.places_found(table, choices)
    labels = {code: f"{place} ({counted(rows, 'row', 'rows')})" for code, place, rows in found}
    most = found[0][2] if found else 0
    # A place that a single row names is more likely where a partner's head office is.
    likely = [code for code, _, rows in found if rows * 20 >= most and (rows > 1 or most == 1)]
    one.places = tuple(
        st.multiselect(
            "Its places, found from the postcodes",
            list(labels),
            default=[code for code in one.places if code in labels] or likely,
            format_func=labels.__getitem__,
            key=f"new-places-{upload.number()}",
            help="Rows elsewhere are kept and counted as outside the footprint.",
        )
    )
    one.start = name.strip()
