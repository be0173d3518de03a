"""What stands for all to read and names a role or an organisation: no person's name is taken."""

from collections.abc import Iterable

from joinedup.errors import StoreError
from joinedup.imports.role_cells import names_person


def check_role(text: str, what: str, known: Iterable[str] = ()) -> None:
    """Raise :class:`StoreError` where a text reads like a person's name.

    Args:
        what: What it is, for the message: ``The lead``.
        known: Names that are taken whatever they read like: ``Thomas Becket Hospice``.
    """
    if names_person(text) and _plain(text) not in {_plain(one) for one in known}:
        raise StoreError(
            f"{what} reads like a person's name",
            hint="Write a role or an organisation: Place director, Voluntary Action Barnsley.",
        )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
