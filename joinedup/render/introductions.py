"""Introductions in words: why one is suggested, what was decided, what many would do."""

from collections.abc import Iterator, Mapping

from joinedup.model import Organisation
from joinedup.render.nouns import NOUNS
from joinedup.render.sentence import spoken_date
from joinedup.services import Introduction, Target, day_of
from joinedup.store.protocol import Decision, DecisionState

_KILOMETRE = 1_000.0
#: Postcodes have one position each: what is nearer may be in one building or street.
_SAME_M = 30.0
_NEXT_DOOR = "next door"
#: Decisions in a word or two.
STATES: Mapping[DecisionState, str] = {
    "accepted": "Accepted",
    "put_off": "Put off",
    "declined": "Declined",
    "done": "Done",
    "confirmed": "Confirmed and on record",
}


def sentence_of(one: Organisation, found: Introduction) -> str:
    """Why it is suggested: ``4 of 12 members work on dementia too; ... knows both``."""
    target = found.target
    told = [*_alike(one, target)]
    if where := _where(one, target):
        told.append(where)
    if found.nearest:
        near, apart = found.nearest
        told.append(_apart(distance(apart), near.name if target.is_table else ""))
    if found.through:
        told.append(f"{found.through.name} knows both")
    if found.parts["missing"] and target.is_table:
        told.append(f"no {NOUNS[one.sector][1]} there on record")
    if found.parts["opens"]:
        told.append("would be its first tie outside its sector on record")
    words = "; ".join(told)
    if found.through and words.startswith(found.through.name):
        return words  # a name is written as it is
    return f"{words[:1].upper()}{words[1:]}"


def _apart(far: str, name: str) -> str:
    if far == _NEXT_DOOR:
        return f"{far} to {name}" if name else far
    return f"{far} from {name}" if name else f"{far} apart"


def _alike(one: Organisation, target: Target) -> Iterator[str]:
    """What most members work on or whom they serve, as it does."""
    for name, words, verb in (("themes", one.themes, "on"), ("serves", one.serves, "for")):
        count, word = max(
            ((target.counts[name].get(word, 0), word) for word in sorted(words)),
            default=(0, ""),
            key=lambda pair: pair[0],
        )
        if count and target.is_table:
            yield f"{_of(count, target)} work{'s' if count == 1 else ''} {verb} {word} too"
        elif count:
            yield f"both work {verb} {word}"


def _where(one: Organisation, target: Target) -> str:
    for level in ("neighbourhood", "place"):
        count = target.counts[level].get(getattr(one, level) or "", 0)
        if count and target.is_table:
            return f"{_of(count, target)} {'is' if count == 1 else 'are'} in its {level}"
        if count and level == "neighbourhood":
            return "both in one neighbourhood"
    return ""


def _of(count: int, target: Target) -> str:
    size = len(target.members)
    return f"{count:,} of {size:,} member{'s' if size > 1 else ''}"


def distance(metres: float) -> str:
    """``750 m``, ``1.2 km``."""
    if metres < _SAME_M:
        return _NEXT_DOOR
    if metres < _KILOMETRE:
        return f"{round(metres, -1):,.0f} m"
    return f"{metres / _KILOMETRE:,.1f} km"


def told(one: Decision) -> str:
    """``Accepted by A. Lead on 3 March 2026: they meet on Friday``."""
    day = spoken_date(day_of(one))
    why = f": {one.why}" if one.why else ""
    return f"{STATES[one.state]} by {one.author} on {day}{why}"
