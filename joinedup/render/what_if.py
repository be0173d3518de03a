"""What would be otherwise, in words and as tables: amendments, figures before and after, names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from joinedup.model import ConnectionState, Dataset
from joinedup.render.fragility import cut_words, meeting_words
from joinedup.render.nouns import counted
from joinedup.render.sentence import joined, where
from joinedup.render.still_table import cell, scrolled, still_table
from joinedup.services import Amendment, Outcome, Reading

_IDLE = (
    "this moves nothing here. The partnership does not run on this date, the filters on level or "
    "kind leave it out, or one of the two leaves."
)
_OUTSIDE = "the table counts neither it nor its ties."
#: Headings of :func:`figures_rows`.
HEADS = ("", "Now", "What if", "Difference")
#: Labels of the figures, how each is written, and which other one it is a part of.
_ROWS = (
    ("organisations", "Organisations", "count", ""),
    ("connected", "Connected", "count", "known"),
    ("none_on_record", "No partnership on record", "count", "known"),
    ("unknown", "Unknown", "count", "organisations"),
    ("ties", "Pairs that share a partnership or a tie", "count", ""),
    ("density", "Density: share of all pairs that do", "share", ""),
    ("isolates", "Known, without a partner among these", "count", "known"),
    ("components", "Separate parts, each alone counted as one", "count", ""),
    ("largest", "Share in the largest part", "share", ""),
    ("fragmentation", "Fragmentation: pairs with no way to each other", "share", ""),
    ("distance_fragmentation", "Fragmentation by distance", "share", ""),
    ("ei", "E-I index: across sectors (1) or within (\u22121)", "index", ""),
    ("by_betweenness", "Centralisation by betweenness: 1 hangs on one", "index", ""),
)
_NOT_YET, _UNDEFINED = "comes by itself", "not defined"
_DIGITS = {"count": 0, "share": 2, "index": 3}
_MOST_NAMED = 3
#: Letters of one name, and of each of two, on a button whose cross has to stay in sight.
_MOST_LETTERS, _MOST_OF_TWO = 34, 14


def thing(dataset: Dataset, one: Amendment, *, short: bool = False) -> str:
    """An amendment in words: ``Raven Trust leaves``; ``short`` cuts long names."""
    most = (_MOST_OF_TWO if one.target else _MOST_LETTERS) if short else None
    name = _cut(dataset.organisation_by_id[one.organisation].name, most)
    if not one.target:
        return f"{name} leaves"
    if one.target in dataset.partnership_by_id:
        return f"{name} takes a seat in {_cut(dataset.partnership_by_id[one.target].name, most)}"
    return f"{name} has a tie to {_cut(dataset.organisation_by_id[one.target].name, most)}"


def _cut(name: str, most: int | None) -> str:
    return name if most is None or len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _pairs(outcome: Outcome) -> str:
    """From how many of all pairs of known organisations to how many they go."""
    first, second = outcome.before["ties"], outcome.after["ties"]
    if first == second:
        return "no pair of partners comes or goes"
    before, after = (_possible(one["known"]) for one in (outcome.before, outcome.after))
    told = _written(first, "count") + ("" if before == after else f" of {before:,}")
    return f"pairs of partners go from {told} to {_written(second, 'count')} of {after:,}"


def _possible(known: float | None) -> int:
    count = int(known or 0)
    return count * (count - 1) // 2


def left_out(reading: Reading, one: Amendment) -> str:
    """``3 of its 15 partners are from outside the footprint``: what the table does not count.

    Empty where it counts all of them, or nobody leaves.
    """
    if one.target:
        return ""
    own = {other.id for other in reading.whole}
    partners = reading.found[one.organisation].partners
    missing = [key for key in partners if key not in own]
    if one.organisation not in own or not missing:
        return ""
    known = reading.dataset.organisation_by_id
    beyond = "the footprint" if all(known[key].outside for key in missing) else "this view"
    verb = "is" if len(missing) == 1 else "are"
    of = f"of its {counted(len(partners), 'partner', 'partners')}"
    return f"{len(missing):,} {of} {verb} from outside {beyond}, and not counted here"


def question(dataset: Dataset, amendments: Sequence[Amendment]) -> str:
    """All of them as one question, the first few by name."""
    things = [thing(dataset, one) for one in amendments]
    rest = len(things) - _MOST_NAMED
    more = [counted(rest, "more change", "more changes")] if rest > 0 else []
    return f"What if {joined([*things[:_MOST_NAMED], *more])}?"


def answer(reading: Reading, outcome: Outcome) -> str:
    """What moves from a view, in a sentence or two to be read out."""
    parts = []
    if outcome.cut_off:
        count = counted(len(outcome.cut_off), "organisation has", "organisations have")
        parts.append(f"{count} no partner left")
    if outcome.connected:
        parts.append(_connected(reading, outcome))
    parts += _ways(outcome.parted, cut_words) + _ways(outcome.joined, meeting_words)
    if outcome.contacts_lost:
        lose = ("pair of places loses its", "pairs of places lose their")
        parts.append(f"{counted(len(outcome.contacts_lost), *lose)} only contact")
    if outcome.contacts_gained:
        get = ("pair of places gets its", "pairs of places get their")
        parts.append(f"{counted(len(outcome.contacts_gained), *get)} first contact")
    if not parts:
        parts.append("nobody loses the last partner")
    parts.append(_pairs(outcome))
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def until_now(reading: Reading, one: str) -> str:
    """What stands behind an organisation that gets a connection, where it was unknown before."""
    unknown = reading.found[one].state is ConnectionState.UNKNOWN
    return " (unknown until now)" if unknown else ""


def _connected(reading: Reading, outcome: Outcome) -> str:
    total = len(outcome.connected)
    told = f"{counted(total, 'organisation gets', 'organisations get')} a connection on record"
    unknown = sum(bool(until_now(reading, one)) for one in outcome.connected)
    if not unknown:
        return told
    return f"{told}, {'' if total == 1 else f'{unknown:,} of them '}unknown until now"


def _ways(parts: Sequence[Sequence[int]], words: Callable[[Sequence[int]], str]) -> list[str]:
    """What becomes of the largest part that changes, and how many others do as well."""
    if not parts:
        return []
    rest = len(parts) - 1
    elsewhere = counted(rest, "other part", "other parts")
    return [f"{words(parts[0])}{f', and likewise in {elsewhere} of the network' if rest else ''}"]


def not_counted(reading: Reading, amendments: Sequence[Amendment], outcome: Outcome) -> list[str]:
    """Which changes move nothing, and who is from outside: a line each."""
    dataset, known = reading.dataset, reading.dataset.organisation_by_id
    outside = sorted(
        {known[one.organisation].name for one in amendments if known[one.organisation].outside}
    )
    return [
        *(f"{thing(dataset, one)}: {_IDLE}" for one in outcome.idle),
        *(f"{name} is from outside the footprint: {_OUTSIDE}" for name in outside),
    ]


def of_what(reading: Reading, amendments: Sequence[Amendment]) -> list[str]:
    """What the figures leave out, and whom they are of: a line each."""
    told = [
        f"{thing(reading.dataset, one)}: {words}."
        for one in amendments
        if (words := left_out(reading, one))
    ]
    told.append(
        f"Of the footprint's own organisations in this view: {where(reading)}. "
        "From pairs on, among the known ones; those without a partner count. Whoever is unknown "
        "stays unknown unless a change gives it a seat or a tie. Who loses or gets a way to each "
        "other is told of the whole network, as on the Network page."
    )
    return told


def names_lists(reading: Reading, outcome: Outcome) -> list[tuple[str, list[str]]]:
    """For whom something begins or ends, under a title each; none that is empty."""
    known = reading.dataset.organisation_by_id
    lists = (
        ("No partner left", [known[one].name for one in outcome.cut_off]),
        (
            "Get a connection on record",
            [f"{known[one].name}{until_now(reading, one)}" for one in outcome.connected],
        ),
        ("Contacts between places", contact_words(reading.dataset, outcome)),
    )
    return [(title, names) for title, names in lists if names]


def contact_words(dataset: Dataset, outcome: Outcome) -> list[str]:
    """``Barnsley and Doncaster lose their only contact``: a line for each pair of places."""
    areas = dataset.area_by_id
    return [
        f"{joined(sorted(areas[one].name for one in pair))} {what} contact"
        for contacts, what in (
            (outcome.contacts_lost, "lose their only"),
            (outcome.contacts_gained, "get their first"),
        )
        for pair in contacts
    ]


def figures_table(rows: Iterable[tuple[str, str, str, str]]) -> str:
    """HTML of what :func:`figures_rows` gives."""
    body = ((name, map(cell, texts)) for name, *texts in rows)
    return scrolled("Figures", still_table(HEADS, body, kind="ju-wide ju-narrow"))


def figures_rows(
    before: Mapping[str, float | None], after: Mapping[str, float | None], *, missing: str = ""
) -> list[tuple[str, str, str, str]]:
    """What each figure is called, its two values with their denominators, and the difference.

    Args:
        before, after: As :class:`joinedup.services.Outcome` has them; some may be missing.
        missing: What stands for these; empty for that they are on their way.
    """
    found = []
    for key, name, form, whole in _ROWS:
        if key in before and key in after:
            first, second = (_of(figures, key, form, whole) for figures in (before, after))
            found.append((name, first, second, _change(before[key], after[key], form)))
        else:
            found.append((name, missing or _NOT_YET, "", ""))
    return found


def figures_frame(rows: Sequence[tuple[str, str, str, str]]) -> pd.DataFrame:
    """The same rows, for a table to download."""
    return pd.DataFrame(rows, columns=["Figure", *HEADS[1:]])


def names_frame(reading: Reading, outcome: Outcome) -> pd.DataFrame:
    """One row an organisation or pair of places for which something begins or ends."""
    known = reading.dataset.organisation_by_id
    areas = reading.dataset.area_by_id
    changes = [(one, "No partner left") for one in outcome.cut_off]
    changes += [
        (one, f"Gets a connection on record{until_now(reading, one)}") for one in outcome.connected
    ]
    records = [
        (known[one].name, areas[known[one].place or ""].name if known[one].place else "", words)
        for one, words in changes
    ]
    records += [(words, "", "Places") for words in contact_words(reading.dataset, outcome)]
    return pd.DataFrame(records, columns=["Who", "Place", "What changes"])


def _of(figures: Mapping[str, float | None], key: str, form: str, whole: str) -> str:
    told = _written(figures[key], form)
    return f"{told} of {_written(figures[whole], 'count')}" if whole else told


def _written(value: float | None, form: str) -> str:
    if value is None:
        return _UNDEFINED
    if form == "count":
        return f"{value:,.0f}"
    told = _minus(f"{_shown(value, form)}")
    return f"{told}%" if form == "share" else told


def _shown(value: float, form: str) -> Decimal:
    """A value as far as it is shown: shares in percent with two digits, others with three."""
    digits = _DIGITS[form]
    told = Decimal(f"{value * (100 if form == 'share' else 1):.{digits}f}")
    return told if told else abs(told)  # no minus before a zero


def _change(before: float | None, after: float | None, form: str) -> str:
    """``+3``, ``+0.12 points``; ``none``, or ``hardly any`` where it is too small to be shown."""
    if before is None or after is None:
        return "none" if before is after else ""
    if before == after:
        return "none"
    # Of what is shown, so that whoever subtracts the two gets the same.
    shown = _shown(after, form) - _shown(before, form)
    if not shown:
        return "hardly any"
    told = _minus(f"{shown:+,}")
    return f"{told} points" if form == "share" else told


def _minus(text: str) -> str:
    return text.replace("-", "\u2212")
