"""What is selected, as the panel beside a picture has it."""

from collections.abc import Iterable

from joinedup.model import Area, Organisation, Partnership
from joinedup.render import selected
from joinedup.render.document import Block, Table
from joinedup.render.selected import Names
from joinedup.services import Reading, scope_of
from joinedup.ui import cache
from joinedup.ui.documents.making import facts, paragraphs, section, still

#: A list of names is cut after so many on paper.
MOST_NAMES = 100


def selection(reading: Reading) -> tuple[Block, ...]:
    """What is selected: what it is, its connections, what to do next; empty for nothing."""
    one, chosen = reading.dataset, reading.state.selected
    if chosen in one.organisation_by_id:
        organisation = one.organisation_by_id[chosen]
        return (section(f"Selected: {organisation.name}"), *about(reading, organisation))
    if chosen in one.partnership_by_id:
        return _partnership(reading, one.partnership_by_id[chosen])
    if chosen in one.area_by_id:
        return _area(reading, one.area_by_id[chosen])
    return ()


def about(reading: Reading, one: Organisation, *, lists: bool = True) -> tuple[Block, ...]:
    """An organisation: what it is, its state, what to do next.

    ``lists`` names its partnerships and partners as well, where no tables of them follow.
    """
    found = cache.confirmed(reading.dataset, scope_of(reading.state))
    link = reading.found[one.id]
    return (
        *paragraphs(
            one.sector.label,
            f"{selected.state_words(reading, one.id)}.",
            "" if one in reading.shown else selected.LEFT_OUT,
        ),
        facts(selected.place_facts(reading, one), "What is on record"),
        *(_lists(selected.connections_of(reading, one, found).values()) if lists else ()),
        *paragraphs(selected.next_words(link)),
    )


def _partnership(reading: Reading, one: Partnership) -> tuple[Block, ...]:
    found = cache.confirmed(reading.dataset, scope_of(reading.state))
    members = selected.members_in_words(reading, one, found)
    return (
        section(f"Selected: {one.name}"),
        *paragraphs(selected.kind_words(one), selected.running_words(reading, one)),
        facts(selected.partnership_facts(reading, one), "What is on record"),
        *(_lists([members]) if members.pairs else paragraphs(selected.NO_MEMBER)),
    )


def _area(reading: Reading, one: Area) -> tuple[Block, ...]:
    return (
        section(f"Selected: {one.name}"),
        *paragraphs(
            selected.area_words(reading, one), selected.APPROXIMATE if one.approximate else ""
        ),
        facts(selected.area_facts(reading, one), "What is on record"),
    )


def _lists(several: Iterable[Names]) -> list[Table]:
    return [_list(one) for one in several if one.pairs]


def _list(one: Names) -> Table:
    title, pairs, said = one
    heading = f"{title} ({len(pairs):,})"
    rows = [(name, said.get(key, "")) for key, name in pairs[:MOST_NAMES]]
    noted = any(words for _, words in rows)
    heads = ("Name", "Confirmed") if noted else ("Name",)
    found = still(heads, [row[: len(heads)] for row in rows], heading)
    rest = len(pairs) - len(rows)
    note = f"And {rest:,} more, which the page has." if rest else ""
    return Table(heading=found.heading, columns=found.columns, rows=found.rows, note=note)
