"""Partner lists, first step: choose a file, or take a template or the record away."""

from functools import partial

import streamlit as st

from joinedup.errors import ListError
from joinedup.imports.fields import Kind
from joinedup.imports.reading import MAX_BYTES
from joinedup.render import downloads, exports, templates
from joinedup.render.document import Document
from joinedup.render.escaping import escape, escape_markdown
from joinedup.services import Reading, partner_lists
from joinedup.ui import permission, printing, shell, state, upload
from joinedup.ui.upload import Upload

_MEGABYTE = 1024 * 1024
CHOOSE = "Choose the list as you have it: Excel, CSV, or GeoJSON for neighbourhoods."
NOTHING_CHANGES = (
    "Any columns in any order will do, with a logo row on top and addresses in one cell. Nothing "
    "changes until you have seen what it would change, and published it."
)
LARGEST = "Up to 20 MB and 100,000 rows."
TEMPLATES = "Headings, two example rows, and in the Excel file what belongs in each column."
ADDS = (
    "A list adds and changes; it takes nothing away. A row that you delete and a cell that "
    "you clear stay on record: to take back what was published, go back in the History."
)


def heading(one: Upload | None) -> None:
    """The page's title and the step it is at."""
    step = one.step if one else 0
    dots = "".join(
        f'<li class="{"ju-now" if place == step else ""}"'
        f"{' aria-current=step' if place == step else ''}>{escape(name)}</li>"
        for place, name in enumerate(upload.STEPS)
    )
    told = subject(one, state.current_dataset().name)
    shell.title("Partner lists", f"{told}, {upload.STEPS[step].lower()}")
    st.html(
        '<header class="ju-head"><h1><span class="ju-page">Partner lists: </span>'
        f'{escape(told)}</h1><ol class="ju-steps">{dots}</ol></header>'
    )
    if one is None:
        printing.alone()
    else:
        reading = state.reading()
        name = f"partner-list-{one.source.name.rpartition('.')[0] or 'rows'}"
        printing.of_session(lambda: _document(one, reading), name)


def subject(one: Upload | None, where: str) -> str:
    """What the page is about: a list for a footprint, or one that starts a new one.

    Args:
        where: Name of the footprint on screen.
    """
    if one and one.new:
        return f"A list that starts {one.start or 'a new footprint'}"
    return f"A list for {where}"


def _document(one: Upload, reading: Reading) -> Document:
    # Imported here: documents are made by those only who print.
    from joinedup.ui import documents

    return documents.of_list(one, reading)


def choose_file() -> None:
    """The first step: a file to upload, templates to fill in, the record to take away."""
    st.markdown(f"{CHOOSE} {NOTHING_CHANGES}")
    # Signing in starts the session anew, so it comes before there is anything to lose.
    permission.sign_in()
    if refused_here := permission.refusal():
        # Said before the work of three steps, not after it.
        st.info(refused_here)
    chosen = st.file_uploader(
        "Your partner list",
        max_upload_size=MAX_BYTES // _MEGABYTE,
        key=f"file-{upload.number()}",
        help=LARGEST,
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
            source = partner_lists.open_list(
                name, content, progress=lambda done, total: tell(what, done, total)
            )
            one = Upload(source=source)
            take_table(one, partner_lists.first_sheet(source))
    except ListError as error:
        refused(error)
        return
    upload.begin(one)
    st.rerun()


def take_table(one: Upload, sheet: str) -> None:
    """Find the table in a sheet, and start with what its columns seem to mean."""
    one.table = partner_lists.table_of(one.source, sheet)
    one.sheet = sheet
    take_kind(one, None)


def take_kind(one: Upload, kind: Kind | None) -> None:
    """Start with what the columns seem to mean in a list of a kind; None for the likeliest."""
    if one.table is None:
        return
    one.suggested = found = partner_lists.suggest(one.table, kind)
    one.kind, one.columns, one.allowed = found.kind, found.chosen(), frozenset()
    one.reading += 1


def unread(one: Upload) -> list[str]:
    """Names of the sheets of a list's file that nothing was published from yet."""
    return [sheet.name for sheet in one.source.sheets if sheet.name not in one.read]


def next_sheet(one: Upload) -> None:
    """Go on with the next sheet of the file that holds a table; for callbacks only."""
    upload.forget()
    if one.published is not None:
        # Where the sheet before went; that may be a footprint that it started.
        state.open_dataset(one.published.dataset)
    for name in unread(one):
        fresh = Upload(source=one.source, read=one.read)
        try:
            take_table(fresh, name)
        except ListError:
            continue
        upload.begin(fresh)
        return


def refused(error: ListError) -> None:
    """Say why a file cannot be used, and what to do."""
    told = f"**{escape_markdown(error.what)}.** {escape_markdown(error.hint)}"
    st.error(told, icon=":material/block:")


def _templates() -> None:
    st.caption(TEMPLATES)
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
    st.caption(ADDS)
    with st.container(horizontal=True):
        st.download_button(
            "Everything (Excel)",
            lambda: exports.export_workbook(dataset),
            file_name=exports.export_name(dataset, None, "xlsx"),
            mime=downloads.XLSX,
            icon=":material/download:",
            on_click="ignore",
        )
        for kind in exports.EXPORTED:
            st.download_button(
                f"{kind.label} (CSV)",
                partial(exports.export_csv, dataset, kind),
                file_name=exports.export_name(dataset, kind, "csv"),
                mime="text/csv",
                key=f"export-{kind.value}",
                icon=":material/download:",
                on_click="ignore",
            )
