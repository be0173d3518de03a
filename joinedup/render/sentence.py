"""The sentence: what is on screen, in words and figures, made from the filters."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from joinedup.model import ConnectionState, Dataset, Level, Organisation, Sector, first_day
from joinedup.network.connection import Connection
from joinedup.render.nouns import NOUNS, counted
from joinedup.services import Reading, near_selected


def spoken_date(day: date) -> str:
    """``3 March 2026``."""
    return f"{day.day} {day:%B %Y}"


def spoken_partial(text: str) -> str:
    """A partial date in words: ``August 2026``, ``2018``; ``no date`` for an empty one."""
    if not text:
        return "no date"
    day = first_day(text)
    return (f"{day:%Y}", f"{day:%B %Y}", spoken_date(day))[text.count("-")]


def joined(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def where(reading: Reading) -> str:
    """The filters in words: footprint or places, sectors, date."""
    state, dataset = reading.state, reading.dataset
    areas = [dataset.area_by_id[one].name for one in state.places if one in dataset.area_by_id]
    hood = dataset.area_by_id.get(state.neighbourhood)
    parts = [hood.name if hood else joined(areas) or dataset.name]
    if state.sectors:
        parts.append(joined([Sector(one).label for one in state.sectors]))
    if state.states:
        parts.append(joined([ConnectionState(one).label.lower() for one in state.states]))
    if state.levels:
        parts.append(f"{joined([Level(one).value for one in state.levels])} level")
    parts += [joined(state.kinds)] if state.kinds else []
    parts.append(spoken_date(state.day))
    if state.past:
        parts.append("past partnerships included")
    return " · ".join(parts)


def what(reading: Reading) -> str:
    """What is counted, with denominators."""
    sectors, states, total = reading.sectors(), reading.states(), len(reading.inside)
    if not total:
        # Bodies from outside are counted apart, by the caveats.
        whose = "None of the footprint's own organisations" if reading.outside else "Nothing"
        return f"{whose} passes these filters."
    named = _named(sectors)
    kinds = [counted(count, *NOUNS[sector]) for sector, count in named]
    rest = total - sum(count for _, count in named)
    if rest:
        kinds.append(f"{rest:,} others" if rest > 1 else "1 other")
    if len(sectors) == 1:
        first = f"{kinds[0]}."
    else:
        first = f"{counted(total, 'organisation', 'organisations')}: {joined(kinds)}."
    return f"{first} {_states(states, total)}"


def _states(counts: Mapping[ConnectionState, int], total: int) -> str:
    connected = counts[ConnectionState.CONNECTED]
    none, unknown = counts[ConnectionState.NONE_ON_RECORD], counts[ConnectionState.UNKNOWN]
    if total == 1:
        state = next(state for state, count in counts.items() if count)
        return {
            ConnectionState.CONNECTED: "It has a partnership on record.",
            ConnectionState.NONE_ON_RECORD: "It has no partnership on record.",
            ConnectionState.UNKNOWN: "Whether it has a partnership is unknown.",
        }[state]
    verb = "has" if connected == 1 else "have"
    return (
        f"{connected:,} of the {total:,} {verb} a partnership on record, "
        f"{none:,} {'has' if none == 1 else 'have'} none, "
        f"{unknown:,} {'is' if unknown == 1 else 'are'} unknown."
    )


def short_source(source: str) -> str:
    """A source's name in words, without the file it was read from, which the tables keep."""
    named = re.sub(r" \((\d{3}_[0-9a-f]+\.txt|epraccur|etr)\)", "", source)
    return re.sub(r"\bCASCs\b", "community amateur sports clubs", named)


def sentence(reading: Reading) -> str:
    """The whole sentence: also the picture's alternative text and the page's printed title."""
    return f"{where(reading)}: {what(reading)}"


def head(
    reading: Reading, halves: tuple[str, str] | None = None
) -> tuple[str, str, tuple[str, ...]]:
    """The two halves of a page's sentence, and what stands below it.

    Args:
        reading: The view.
        halves: Where the page is not about all that is shown.
    """
    first, second = halves or (where(reading), what(reading))
    said = caveats(reading) if halves is None or reading.dataset.illustrative else ()
    return first, second, said


def caveats(reading: Reading) -> tuple[str, ...]:
    """What must be said wherever these figures are shown."""
    dataset, day = reading.dataset, reading.state.day
    said = []
    if dataset.illustrative:
        said.append("Illustrative data: these organisations are fictional")
    elif reading.sectors().get(Sector.VCSE):
        said.append(_sample(dataset))
    if reading.outside:
        bodies = counted(len(reading.outside), "body", "bodies")
        said.append(f"{bodies} from outside the footprint, not counted here")
    if day > date.today():
        said.append("This date lies ahead: it shows what is on record today")
    if day < first_day(dataset.as_of):
        said.append(
            f"Organisations are those of {spoken_partial(dataset.as_of)}; only partnerships "
            "follow the date"
        )
    elif dataset.coverage:
        said.append("Other joint work may be unrecorded")
    return tuple(said)


def _sample(dataset: Dataset) -> str:
    declared = next((one for one in dataset.declared if one.key == "vcse"), None)
    held = sum(one.sector is Sector.VCSE and not one.outside for one in dataset.organisations)
    words = f"Voluntary groups: a partial sample, {dataset.name} {held:,}"
    if declared:
        words += f" of {declared.qualifier} {declared.figure:,}".replace("  ", " ")
    return words


#: Sectors that the sentence always names; what else there is comes last, as others.
_NAMED = (
    Sector.GENERAL_PRACTICE,
    Sector.NHS_TRUST,
    Sector.LOCAL_AUTHORITY,
    Sector.VCSE,
)


def _named(counts: Mapping[Sector, int]) -> list[tuple[Sector, int]]:
    if len(counts) <= 3:
        return list(counts.items())
    return [(sector, count) for sector, count in counts.items() if sector in _NAMED]


def about_one(reading: Reading, one: Organisation) -> tuple[str, str]:
    """The two halves of the sentence about one organisation."""
    kind = " ".join(part for part in (NOUNS[one.sector][0], _place(reading, one)) if part)
    words = _about(reading.found[one.id])
    first = f"{one.name} · {spoken_date(reading.state.day)}"
    return first, f"{kind[0].upper()}{kind[1:]}: {words}."


def _place(reading: Reading, one: Organisation) -> str:
    if one.outside:
        return "outside the footprint"
    return f"in {reading.dataset.area_by_id[one.place].name}" if one.place else ""


def _about(link: Connection) -> str:
    if link.state is ConnectionState.NONE_ON_RECORD:
        return "no partnership on record"
    if link.state is ConnectionState.UNKNOWN:
        return "whether it has a partnership is unknown"
    partners = counted(len(link.partners), "partner", "partners")
    if link.partnerships:
        number = counted(len(link.partnerships), "partnership", "partnerships")
        return f"in {number} with {partners} on record"
    # Its state counts every level and kind; what is listed follows the filters.
    return f"{partners} on record" if link.partners else "connected, but not under these filters"


def around_one(reading: Reading) -> tuple[str, str] | None:
    """The sentence's halves where only the surroundings of one organisation are drawn."""
    near, one = near_selected(reading), reading.state.selected
    if near is None or one not in reading.found:
        return None
    others = [other for other in reading.shown if other.id in near and other.id != one]
    outside = sum(other.outside for other in others)
    steps = "one step" if reading.state.steps == "1" else "two steps"
    name, about = about_one(reading, reading.dataset.organisation_by_id[one])
    drawn = f"{counted(len(others), 'other', 'others')} within {steps} of it"
    apart = f", {outside:,} of them from outside" if outside else ""
    return name, f"{about} Drawn here: {drawn}{apart}."
