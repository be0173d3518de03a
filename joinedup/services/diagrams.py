"""Driver diagrams and fishbones: begun, saved, put away.

Every save keeps the former state. Whoever saves over a state that somebody else has made
meanwhile is refused, and hears of it. What a text means is read by :mod:`.outlines`.
"""

from dataclasses import replace
from datetime import UTC, datetime

from joinedup.services.outlines import tidied
from joinedup.services.versions import store
from joinedup.store.diagramming import Diagram, DiagramKind
from joinedup.store.sharing import new_view_id, view_id


def diagrams_of(dataset: str, *, archived: bool = False) -> tuple[Diagram, ...]:
    """The diagrams of a footprint, the last changed first; put away ones only where asked for.

    Raises:
        StoreError: When the store cannot be read.
    """
    return tuple(one for one in store().diagrams(dataset) if archived or not one.archived)


def find_diagram(diagram_id: str) -> Diagram | None:
    """A diagram as it is now, put away or not, however its id was typed; None where there is none.

    Raises:
        StoreError: When the store cannot be read.
    """
    found = store().diagram_states(view_id(diagram_id))
    return found[-1] if found else None


def new_diagram(
    name: str, kind: DiagramKind, text: str, *, dataset: str, author: str, programme: str = ""
) -> Diagram:
    """Keep a first state of a diagram.

    Args:
        text: Its outline.
        dataset: Of the footprint.
        programme: Id of the programme it is about; empty for the whole footprint.

    Raises:
        StoreError: When name or author are missing, something is too long, or nothing can be
            written.
    """
    now = datetime.now(UTC)
    made = Diagram(
        id=new_view_id(),
        dataset=dataset,
        kind=kind,
        programme=programme,
        name=name,
        text=tidied(text),
        owner=author,
        created_at=now,
        author=author,
        changed_at=now,
    )
    return store().save_diagram(made)


def save_diagram(
    former: Diagram,
    *,
    author: str,
    name: str | None = None,
    text: str | None = None,
    programme: str | None = None,
    archived: bool | None = None,
) -> Diagram:
    """Keep a new state of a diagram: what is None stays as it is.

    Args:
        former: The state that the author has seen.

    Raises:
        StoreError: When somebody has saved it since, words break their bounds, or nothing can be
            written.
    """
    made = replace(
        former,
        name=former.name if name is None else name.strip(),
        text=former.text if text is None else tidied(text).strip(),
        programme=former.programme if programme is None else programme,
        archived=former.archived if archived is None else archived,
    )
    if made == former:
        return former
    changed = replace(made, author=author, changed_at=datetime.now(UTC))
    return store().save_diagram(changed, seen=former.number)
