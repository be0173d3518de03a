"""The questions that a rating is made of: the five principles, and the ten factors."""

from collections.abc import Sequence

import streamlit as st

from joinedup.render.sustainability import number_of
from joinedup.services import sustainability, working_together
from joinedup.ui import headings

#: What a question is answered with by whoever does not know.
CANNOT_SAY = "Cannot say"
#: The heading of what people give as their reasons.
REASON = "What makes them say so"


def principles(name: str) -> tuple[dict[str, int], dict[str, str]]:
    """The five principles, each with a field for evidence.

    Args:
        name: What the keys of the widgets end in.

    Returns:
        Levels and evidence by principle; what nobody answered is left out.
    """
    scores: dict[str, int] = {}
    evidence: dict[str, str] = {}
    for one in working_together.PRINCIPLES:
        label = f"**{one.name}**  \n{one.question}"
        level = _choice(label, working_together.LEVELS, f"{one.key}-{name}")
        if level is not None:
            scores[one.key] = level
        words = st.text_area(
            f"What makes you say so: {one.name}", key=f"why-{one.key}-{name}", height=80
        )
        if words.strip():
            evidence[one.key] = words
    return scores, evidence


def factors(name: str) -> tuple[dict[str, int], dict[str, str]]:
    """The ten factors by their groups, and one field for reasons.

    Args:
        name: What the keys of the widgets end in.

    Returns:
        Levels by factor, and what makes them say so; what nobody answered is left out.
    """
    scores: dict[str, int] = {}
    for group in sustainability.GROUPS:
        headings.section(group)
        for one in sustainability.FACTORS:
            if one.group != group:
                continue
            label = f"**{number_of(one)} {one.name}**  \n{one.question}"
            level = _choice(label, sustainability.LEVELS, f"{one.key}-{name}")
            if level is not None:
                scores[one.key] = level
    words = st.text_area(f"{REASON} (if you like)", key=f"why-{name}", height=80)
    return scores, {sustainability.REASONS: words} if words.strip() else {}


def _choice(label: str, levels: Sequence[str], key: str) -> int | None:
    """A question with a level for an answer; None for whoever cannot say."""
    options: list[int | None] = [None, *range(len(levels))]
    return st.radio(
        label,
        options,
        format_func=lambda one: CANNOT_SAY if one is None else f"{one} {levels[one]}",
        key=key,
        horizontal=True,
    )
