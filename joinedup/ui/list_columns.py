"""Partner lists, second step: what the list is, what each column holds, where it goes."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import streamlit as st

from joinedup.errors import ListError
from joinedup.imports.choices import Choices
from joinedup.imports.columns import Suggestion, samples
from joinedup.imports.fields import FIELDS, PARTNERSHIP_COLUMN, Kind, field_of
from joinedup.imports.filling import grouped_columns
from joinedup.imports.personal import Personal, mask, without_names
from joinedup.imports.tables import Table
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.services import partner_lists
from joinedup.ui import headings, list_defaults, state, upload
from joinedup.ui.lists import refused, take_kind, take_table
from joinedup.ui.upload import Upload

LEAVE = "Leave out"
_OUTLINES = "Outlines drawn on a map, each with the name of its neighbourhood."


def check_columns(one: Upload) -> None:
    """The second step: what the list is, what each column holds, what is left out."""
    table, suggested = one.table, one.suggested
    if table is None or suggested is None:
        return
    _about(one, table)
    personal = suggested.personal.of(one.columns)
    one.personal = frozenset(personal)
    _kind_and_sheet(one, [kind for kind, _ in suggested.kinds])
    if suggested.remembered:
        st.caption("Columns as you chose them for a list with the same headings.")
    told = "What the outlines are of" if is_drawn(one) else "What each column holds"
    headings.section(told)
    for index, name in enumerate(table.headings):
        if is_drawn(one):
            st.html(_told(name, " · ".join(samples(table, index)) or "empty"))
        elif index not in personal:
            _column(one, table, index, suggested.columns[index])
    if personal and not is_drawn(one):
        _personal(one, table, personal)
    if suggested.personal.of(one.columns).keys() != personal.keys():
        st.rerun()  # another use of a column: whether it stays out hangs on that
    list_defaults.for_all_rows(one)
    _onward(one, table, _used(one, personal))


def is_drawn(one: Upload) -> bool:
    """Whether the list is of polygons: nothing can be chosen about those."""
    return one.source.format == "geojson"


def _about(one: Upload, table: Table) -> None:
    st.markdown(f"**{escape_markdown(one.source.name)}** {size_words(one, table)}")
    if notes := noticed(one, table):
        with st.expander(f"Noticed while reading ({len(notes):,})"):
            st.markdown("\n".join(f"- {escape_markdown(note)}" for note in notes[:100]))


def size_words(one: Upload, table: Table) -> str:
    """``has 12 rows and 3 columns. 2 more are left out as totals or notes.``."""
    count = len(table.left_out)
    more = f" {count:,} more {'is' if count == 1 else 'are'} left out as totals or notes."
    rows = counted(len(table.rows), "row", "rows")
    size = f"{rows} and {counted(len(table.headings), 'column', 'columns')}"
    if is_drawn(one):
        size = counted(len(table.rows), "outline", "outlines")
    return f"has {size}.{more if count else ''}"


def noticed(one: Upload, table: Table) -> list[str]:
    """What was noticed while reading, a sentence each."""
    above = [f"Above the headings it says: {table.title}"] if table.title else []
    return [*above, *one.source.notes, *table.notes]


def _kind_and_sheet(one: Upload, kinds: list[Kind]) -> None:
    if is_drawn(one):
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
        st.caption(_OUTLINES if is_drawn(one) else chosen.explanation)
        if chosen is not one.kind:
            take_kind(one, chosen)
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
        take_table(one, sheet)
    except ListError as error:
        refused(error)
        return
    st.rerun()


def _column(one: Upload, table: Table, index: int, suggested: Suggestion | None = None) -> None:
    names = ["", *(item.name for item in FIELDS[one.kind or Kind.ORGANISATIONS])]
    labels = {item.name: item.label for item in FIELDS[one.kind or Kind.ORGANISATIONS]}
    left, right = st.columns([3, 2], vertical_alignment="center")
    name, held = table.headings[index], one.columns.get(index, "")
    shown = " · ".join(without_names(text, held) for text in samples(table, index)) or "empty"
    why = suggested.reason if suggested and held and held == suggested.field else ""
    with left:
        st.html(_told(name, shown, why))
    with right:
        chosen = st.selectbox(
            f"What “{escape_markdown(name)}” holds",
            names,
            index=names.index(held),
            format_func=lambda item: labels.get(item, LEAVE),
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
    headings.section("Left out: personal data")
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
    one.choices = replace(list_defaults.choices(one, columns), fill_down=_fill_down(table, columns))
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
    programme = one.choices.programme if one.choices else ""
    if groups := partner_lists.missing_columns(one.source, kind, columns, programme=programme):
        if kind is Kind.ACTIONS and len(groups) == 1 and "action" in columns.values():
            return f"Write the programme of the actions, or choose the column for: {groups[0]}."
        return f"Choose the column for: {'; '.join(groups)}. Or read the list as another kind."
    if one.new and not (one.start and one.places):
        return "A new footprint needs a name and at least one place."
    return list_defaults.too_long(one)


def _target(one: Upload, table: Table, choices: Choices) -> None:
    """Into the footprint on screen, or a new one of the list's own places."""
    headings.section("Where it goes")
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
        key=f"new-name-{upload.number()}",
    )
    found = partner_lists.possible_places(table, choices)
    labels = {
        code: f"{place} ({counted(rows, 'row', 'rows')})" if rows else place
        for code, place, rows in found
    }
    most = found[0][2] if found else 0
    # A place that a single row names is more likely where a partner's head office is.
    likely = [code for code, _, rows in found if rows * 20 >= most and (rows > 1 or most == 1)]
    one.places = tuple(
        st.multiselect(
            "Its places; those with rows are found from the postcodes",
            list(labels),
            default=[code for code in one.places if code in labels] or likely,
            format_func=labels.__getitem__,
            key=f"new-places-{upload.number()}",
            help="Rows elsewhere are kept and counted as outside the footprint.",
        )
    )
    one.start = name.strip()
