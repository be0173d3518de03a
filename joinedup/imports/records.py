"""Rows as records: the cells of the chosen columns by field, personal data held back."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from joinedup.imports.choices import Choices
from joinedup.imports.fields import PARTNERSHIP_COLUMN
from joinedup.imports.people import looks_like_person
from joinedup.imports.personal import PersonalKind, find_personal, personal_columns
from joinedup.imports.problems import Problem
from joinedup.imports.tables import Row, Table, column_letters
from joinedup.imports.text import reread
from joinedup.imports.values import split_values

Progress = Callable[[int, int], None]

#: Rows between two looks at the clock or the cancel button.
STEP = 500
#: The heading of the column that says why a row waits, in the file of waiting rows.
REASON = "Why it waits"
#: The most characters of a name or any other text that is kept.
LONGEST = 300
#: How much of a heading or a cell a problem repeats.
LONGEST_SHOWN = 200
# Of an address, which is not kept, the postcode may stand at the end.
_LONGEST_ADDRESS = 2_000
#: Fields whose text is kept as it is, so that personal data could slip in with it.
_FREE_TEXT = frozenset(
    {
        *("organisation", "aliases", "kind", "themes", "serves", "role", "partnership"),
        *("partnership_kind", "tie_kind", "other", "neighbourhood", "source", "licence"),
        *("sector", "place", "partnership_id", "neighbourhood_id", "organisation_id"),
        *("programme_id", "programme", "action_id", "action", "theme", "evidence", "outcome"),
        *("lead_role", "due", "timing", "state", "parts", "purpose_what", "purpose_how"),
        *("purpose_why", "sponsor", "programme_led_by", "principles", "section", "kind_of_row"),
        *("details", "figure", "unit", "qualifier", "period", "part_of", "programme_kind"),
        "programme_places",
    }
)
#: Fields whose cells may hold several values; line breaks part them as well as signs do.
_SEVERAL = frozenset(
    {
        *("aliases", "themes", "serves", "parts", "programme_led_by", "programme_places"),
        "principles",
    }
)
_ADDRESSES = frozenset({"address", "postcode", "other_postcode"})
_MOST_TIMES = 5
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
#: Words for nothing, in lower case.
NOTHING = frozenset(
    {
        *("-", "--", "\u2013", "\u2014", ".", "?", "n/a", "#n/a", "na", "none", "nil", "null"),
        *("nan", "tbc", "tba", "unknown", "not known", "not applicable", "pending"),
        *("applied for", "exempt"),
    }
)
#: Fields where such a word means that nothing is stated.
_MAY_BE_NOTHING = frozenset(
    {
        "organisation",
        *("ods_code", "charity_number", "company_number", "org_id", "ons_code", "postcode"),
        *("latitude", "longitude", "easting", "northing", "since", "until", "confirmed_on"),
        *("registered_patients", "strength", "sector", "level", "as_of", "partnership"),
        *("influence", "interest"),
        *("partnership_kind", "place", "neighbourhood", "outside", "other", "role", "aliases"),
        *("themes", "serves", "kind", "tie_kind", "address"),
        *("other_ods_code", "other_charity_number", "other_postcode"),
        *("programme", "theme", "evidence", "outcome", "lead_role", "start", "due", "timing"),
        *("done_on", "kind_of_row", "sponsor", "programme_led_by", "principles", "section"),
        *("details", "figure", "unit", "qualifier", "period", "part_of", "programme_kind"),
        "programme_places",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row's cells by what they hold.

    Attributes:
        row: The row's number as a spreadsheet shows it.
        cells: Text by field; empty cells and those that say "n/a" are left out.
        ticks: In a matrix the heading and the cell of each partnership column.
        headings: The heading by field, for problems.
    """

    row: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]
    ticks: tuple[tuple[str, str], ...] = ()

    def get(self, field: str) -> str:
        """The cell of a field; empty where there is none."""
        return self.cells.get(field, "")

    def several(self, field: str) -> tuple[str, ...]:
        """The values of a cell that may hold several, each of at most 300 characters."""
        return tuple(one[:LONGEST].rstrip() for one in split_values(self.get(field)))

    def problem(
        self, code: str, field: str, message: str, hint: str, *, waits: bool = True
    ) -> Problem:
        """A problem with one cell of this row."""
        return Problem(
            code=code,
            row=self.row,
            column=self.headings.get(field, "")[:LONGEST_SHOWN],
            value=shown(self.get(field)),
            message=message,
            hint=hint,
            waits=waits,
        )


def records(
    table: Table, choices: Choices, *, progress: Progress | None = None
) -> tuple[list[Record], list[Problem]]:
    """The rows as records, and the problems of rows that hold personal data.

    Args:
        table: The rows.
        choices: Which column holds what. Columns that hold personal data count only where
            the person has ticked them in; those with NHS numbers never do.
        progress: Told rows done and rows in all; may raise to cancel.
    """
    used, problems = _without_people(used_columns(table, choices), table, choices)
    headings = {name: table.headings[index] for index, name in used.items()}
    found: list[Record] = []
    for done, row in enumerate(table.rows):
        if progress and done % STEP == 0:
            progress(done, len(table.rows))
        record = _record(row, used, table.headings, headings)
        found.append(record)
        problems += _stray(record, used, choices)
        problems += _shortened(record, row, used)
        problems += _repaired(record, row, used)
    return found, problems


def used_columns(table: Table, choices: Choices) -> Mapping[int, str]:
    """The columns that are read: chosen, and not personal unless ticked in.

    Our own reasons in a file of waiting rows that comes back are never read.
    """
    personal = personal_columns(table, choices.columns)
    return {
        index: name
        for index, name in choices.columns.items()
        if name
        and 0 <= index < len(table.headings)
        and table.headings[index] != REASON
        and (index not in personal or (index in choices.allowed and not personal[index].never))
    }


def shown(text: str) -> str:
    """A cell as a problem may repeat it: short, and not at all where it holds personal data."""
    return "" if find_personal(text) else text[:LONGEST_SHOWN]


def clean(text: str, longest: int = LONGEST) -> str:
    """Text on one line, single spaces, nothing invisible, at most 300 characters."""
    return _visible(text)[:longest].rstrip()


def _visible(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).split())


def _cell(name: str, text: str) -> str:
    """A cell as its field needs it; where it may hold several values, its lines stay apart."""
    if name in _SEVERAL:
        lines = (_visible(put_right(_visible(line))) for line in text.splitlines())
        return "\n".join(filter(None, lines))
    if name in _FREE_TEXT:
        text = put_right(_visible(text))
    return clean(text, _LONGEST_ADDRESS if name in _ADDRESSES else LONGEST)


def put_right(text: str) -> str:
    """A text without letters that another program garbled: ``CafÃ©`` is ``Café``.

    Some were garbled more than once.
    """
    for _ in range(_MOST_TIMES):
        now = reread(text)
        if now == text:
            break
        text = now
    return text


def _record(
    row: Row, used: Mapping[int, str], names: Sequence[str], headings: Mapping[str, str]
) -> Record:
    cells: dict[str, str] = {}
    ticks: list[tuple[str, str]] = []
    for index, name in used.items():
        text = _cell(name, row.cells[index])
        if name == PARTNERSHIP_COLUMN:
            ticks.append((clean(put_right(names[index])) or names[index], text))
        elif text and not (name in _MAY_BE_NOTHING and text.casefold() in NOTHING):
            cells.setdefault(name, text)
    return Record(row=row.number, cells=cells, headings=headings, ticks=tuple(ticks))


def _without_people(
    used: Mapping[int, str], table: Table, choices: Choices
) -> tuple[Mapping[int, str], list[Problem]]:
    """The columns without those of a matrix that stand for a person and not a partnership."""
    ticked = [index for index, name in used.items() if name == PARTNERSHIP_COLUMN]
    people = {index for index in ticked if looks_like_person(table.headings[index])}
    if 2 * len(people) < len(ticked):
        people = set()  # a partnership may be called after somebody
    out = {index for index in ticked if index in people or find_personal(table.headings[index])}
    out -= choices.allowed
    problems = [
        Problem(
            code="personal-data",
            message=f"The heading of column {column_letters(index)} seems to be a person's name "
            "or address; its ticks stay out",
            hint="Give the column the name of the partnership; people are not recorded.",
            waits=False,
        )
        for index in sorted(out)
    ]
    return {index: name for index, name in used.items() if index not in out}, problems


def _stray(record: Record, used: Mapping[int, str], choices: Choices) -> list[Problem]:
    """Personal data in a cell of a column that is otherwise fine: the row waits."""
    allowed = {used[index] for index in choices.allowed if index in used}
    problems = []
    for name in _FREE_TEXT & record.cells.keys():
        kinds = set(find_personal(record.cells[name]))
        if name in allowed:
            kinds &= {PersonalKind.NHS_NUMBER}
        if kinds:
            words = " and ".join(sorted(kind.label for kind in kinds))
            problem = record.problem(
                "personal-data",
                name,
                f"This cell seems to hold personal data ({words})",
                "Take it out of the cell; who takes part is recorded by organisation.",
            )
            # The value itself would carry it into the report.
            problems.append(replace(problem, value=""))
    return problems


def _shortened(record: Record, row: Row, used: Mapping[int, str]) -> list[Problem]:
    """Cells of which only the beginning goes in."""
    return [
        record.problem(
            "text-shortened",
            name,
            f"This text is longer than {LONGEST} characters; only its beginning goes in",
            "Shorten it, if what matters stands at its end.",
            waits=False,
        )
        for index, name in used.items()
        if name in _FREE_TEXT
        and len(row.cells[index]) > LONGEST
        and any(len(one) > LONGEST for one in _texts(record, name, row.cells[index]))
    ]


def _texts(record: Record, name: str, text: str) -> tuple[str, ...]:
    return split_values(record.get(name)) if name in _SEVERAL else (_visible(text),)


def _repaired(record: Record, row: Row, used: Mapping[int, str]) -> list[Problem]:
    """Cells whose garbled letters were put right."""
    return [
        record.problem(
            "text-repaired",
            name,
            "Letters in this cell had been garbled by another program and were put right",
            "Check how it is spelt.",
            waits=False,
        )
        for index, name in used.items()
        if name in _FREE_TEXT
        and not row.cells[index].isascii()
        and put_right(text := _visible(row.cells[index])) != text
    ]
