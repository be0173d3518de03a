"""What many introductions would do, and a small set that reaches every neighbourhood."""

from collections.abc import Mapping, Sequence

import streamlit as st

from joinedup import services
from joinedup.network.scope import Scope
from joinedup.render import introduction_list
from joinedup.render.escaping import escape, escape_markdown
from joinedup.services import Amendment, Cover, Effect, Proposal, Reading
from joinedup.services.deciding import Key
from joinedup.store.protocol import Decision
from joinedup.ui import (
    cache,
    deciding,
    headings,
    introductions,
    permission,
    state,
    tabling,
    writing,
)
from joinedup.ui.folding import folded

#: What stands above the set that reaches every neighbourhood.
ARITHMETIC = (
    "This is arithmetic on the record, not advice: whoever reaches most neighbourhoods comes "
    "first, then who reaches most of the rest. Swap in whom you know. A neighbourhood is "
    "reached when one of its organisations has a partner of another sector, through a shared "
    "partnership or directly."
)
EI_WORDS = (
    "E-I: ties with other sectors less ties within, over all of them. Among the "
    "footprint's own organisations; a proposal counts here as a tie."
)


def outlook(reading: Reading, proposals: Sequence[Proposal]) -> None:
    """What all that are accepted or done would do to the figures."""
    if not proposals:
        return
    found = effect_of(reading, proposals)
    headings.section("What they would do")
    words = introduction_list.effect_words(len(proposals), found)
    st.html(f'<p class="ju-balance">{escape(words)}</p>')
    _effect_details(reading, found, "planned")


def cover(reading: Reading) -> None:
    """A small set after which every neighbourhood has a tie across sectors."""
    one, decided = reading.dataset, deciding.decisions(reading) or {}
    found = cover_of(reading, decided)
    headings.section("Every neighbourhood at least once")
    st.html(f'<p class="ju-balance">{escape(introduction_list.cover_words(found))}</p>')
    if not found.chosen:
        return
    st.caption(ARITHMETIC)
    proposals = proposals_of(found)
    effect = effect_of(reading, proposals)
    st.markdown(escape_markdown(introduction_list.effect_words(len(proposals), effect)))
    _accept_all(reading, [item for item in proposals if item.key not in decided], len(proposals))
    frame = introduction_list.cover_frame(one, found)
    tabling.table(frame, f"{one.id}-every-neighbourhood", reading)


def cover_of(reading: Reading, decided: Mapping[Key, tuple[Decision, ...]]) -> Cover:
    """The set for a view, without what was put off or declined."""
    one = reading.dataset
    refused = {key for key, rows in decided.items() if rows[-1].state in ("declined", "put_off")}
    away = tuple(sorted(tuple(sorted(key)) for key in refused))
    places = (reading.state.places, reading.state.neighbourhood)
    return _covered(one.id, one.version, introductions.scope(), away, places)


def proposals_of(found: Cover) -> list[Proposal]:
    """The introductions of a set."""
    return [
        Proposal(organisation=who.id, target=target.id, through=through.id if through else "")
        for who, target, through, _ in found.chosen
    ]


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=cache.BY_SCOPE)
def _covered(
    dataset_id: str,
    version: str,
    scope: Scope,
    away: tuple[tuple[str, ...], ...],
    places: tuple[tuple[str, ...], str],
) -> Cover:
    ground = introductions.prepared(dataset_id, version, scope)
    refused = {frozenset(key) for key in away}
    chosen, hood = places
    within = [
        area.id
        for area in ground.dataset.neighbourhoods
        if (not chosen or area.parent in chosen) and hood in ("", area.id)
    ]
    return services.cover(ground, within=within, leave_out=lambda *ends: frozenset(ends) in refused)


def _accept_all(reading: Reading, fresh: Sequence[Proposal], count: int) -> None:
    """A button that accepts all of a set that nobody has decided about; presented, none."""
    if state.is_presented() or deciding.decisions(reading) is None or permission.refusal():
        return
    if not fresh:
        st.caption("All of them are on the list.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        author = writing.author_input("cover-author")
        label = _accept_words(len(fresh), count)
        pressed = st.button(label, key="cover-accept")
    if pressed and deciding.keep(fresh, "accepted", author=author):
        st.rerun()


def _accept_words(fresh: int, count: int) -> str:
    if count == 1:
        return "Accept it"
    return f"Accept these {fresh:,}" if fresh == count else f"Accept the other {fresh:,}"


def _effect_details(reading: Reading, found: Effect, key: str) -> None:
    details = introduction_list.effect_details(found)
    st.markdown("\n".join(f"- {escape_markdown(line)}" for line in details))
    name = f"{reading.dataset.id}-introductions-{key}"

    def draw() -> None:
        tabling.table(introduction_list.area_table(found), f"{name}-by-area", reading)
        tabling.table(introduction_list.sector_table(found), f"{name}-by-sector", reading)
        st.caption(EI_WORDS)

    folded("Table: before and after", f"effect-{key}", draw)


def effect_of(reading: Reading, proposals: Sequence[Proposal]) -> Effect:
    """What some introductions would do to the whole footprint."""
    one = reading.dataset
    keys = tuple(sorted(_ends(item) for item in proposals))
    return _effect(one.id, one.version, introductions.scope(), keys)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=cache.BY_SCOPE)
def _effect(
    dataset_id: str, version: str, scope: Scope, keys: tuple[tuple[str, str], ...]
) -> Effect:
    one = cache.dataset(dataset_id, version)
    amendments = [Amendment(organisation=key, target=target) for key, target in keys]
    found, tied = cache.connections(one, scope), cache.pairs_of(one, scope)
    return services.effect(one, scope, found, tied, amendments)


def _ends(proposal: Proposal) -> tuple[str, str]:
    return proposal.organisation, proposal.target
