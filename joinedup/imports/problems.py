"""What is wrong with a list, as data: where, what, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a person should know about one row, or about the whole list.

    Attributes:
        code: Short and stable, for grouping and for tests: ``postcode-unknown``.
        message: What is wrong, in a sentence, without row, column and value.
        hint: What to do about it, in a sentence.
        row: Number of the row as a spreadsheet shows it, from 1; None for the whole list.
        column: The heading in the file; empty where the problem has no column.
        value: The cell as it was, shortened to 200 characters; empty where there is none.
        waits: Whether the row waits for it; otherwise the row goes on and this is said of it.
    """

    code: str
    message: str
    hint: str
    row: int | None = None
    column: str = ""
    value: str = ""
    waits: bool = True
