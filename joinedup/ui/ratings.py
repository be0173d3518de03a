"""What the pages of ratings share: what was said, by whom it can be said, and how it is kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from joinedup import services
from joinedup.model import Dataset
from joinedup.network.scope import Scope
from joinedup.render.charts import image
from joinedup.render.escaping import escape_markdown
from joinedup.render.sentence import spoken_date
from joinedup.services import Reading, scope_of
from joinedup.services.working_together import OnRecord, on_record
from joinedup.store.assessing import Assessment, AssessmentKind
from joinedup.ui import cache, permission, state, writing

UNREAD = "The ratings cannot be read just now"
_SAID = "_rating_said"
_COUNT = "_rating_count"
_ROLE = "A role or an organisation"
_MEMBER, _OTHER, _OWN = "A member", "Another role or organisation", "My own name"


def opinions(dataset_id: str, kind: AssessmentKind) -> tuple[Assessment, ...]:
    """Everything that was ever said of a kind in a footprint, read once while nothing is added.

    Raises:
        StoreError: When it cannot be read.
    """
    return _opinions(dataset_id, kind, services.last_assessment(dataset_id))


@st.cache_resource(max_entries=32, show_spinner=False)
def _opinions(dataset_id: str, kind: AssessmentKind, number: int) -> tuple[Assessment, ...]:
    return services.assessed(dataset_id, kind)


def until(found: Iterable[Assessment], day: date) -> tuple[Assessment, ...]:
    """What had been said by a day."""
    return tuple(one for one in found if one.assessed_on <= day)


def records(reading: Reading) -> Mapping[str, OnRecord]:
    """What the record says of the members of every partnership, whatever the filters."""
    one = reading.dataset
    return _records(one.id, one.version, scope_of(reading.state).widened)


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs=cache.BY_SCOPE)
def _records(dataset_id: str, version: str, scope: Scope) -> Mapping[str, OnRecord]:
    one = cache.dataset(dataset_id, version)
    return on_record(one, cache.connections(one, scope), cache.confirmed(one, scope), scope)


def is_narrowed(reading: Reading) -> bool:
    """Whether filters leave organisations or partnerships out."""
    view = reading.state
    asked = (view.places, view.neighbourhood, view.sectors, view.states, view.levels, view.kinds)
    return any(asked)


def picture(svg: str, alt: str, *, small: bool = False) -> None:
    """A chart in the page; a small one is no wider than two thirds of the others."""
    st.html(image(svg, alt, "ju-rating ju-rating-small" if small else "ju-rating"))


def told() -> None:
    """That a rating was kept in the run before."""
    if words := st.session_state.pop(_SAID, ""):
        st.success(words, icon=":material/check_circle:")


# --- the form ------------------------------------------------------------------------


def form(
    kind: AssessmentKind,
    reading: Reading,
    subject: str,
    members: Mapping[str, str],
    found: Sequence[Assessment],
    ask: Callable[[str], tuple[dict[str, int], dict[str, str]]],
) -> None:
    """The form for a rating: who, of which day, and what ``ask`` draws.

    Args:
        subject: Id of the partnership or the programme.
        members: Under what names those rate who can be chosen from a list, by id.
        found: The last opinion of each author on the subject.
        ask: Draws the questions under keys that end in its argument, and gives the scores and the
            evidence by item.
    """
    if refusal := permission.refusal():
        permission.sign_in()
        st.info(refusal, icon=":material/lock:")
        return
    # A new number empties the form; Streamlit has no other way.
    name = f"{kind}-{subject}-{st.session_state.get(_COUNT, 0)}"
    author = _author(f"{kind}-{subject}", members)
    _former(author, found)
    with st.form(f"rate-{name}", border=False):
        scores, evidence = ask(name)
        on = st.date_input(
            "Day it is of",
            value=state.opinion_day(),
            max_value=state.today(),
            format="DD/MM/YYYY",
            key=f"day-{name}",
            width=200,
        )
        pressed = st.form_submit_button("Save the rating", type="primary")
    keep = partial(
        services.assess,
        *(reading.dataset.id, kind, subject, scores),
        author=author,
        on=on,
        evidence=evidence,
        known=(*members.values(), *taken_names(reading.dataset)),
    )
    if pressed and _is_whole(author, scores) and _kept(keep, author):
        st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
        st.session_state[_SAID] = f"The rating of {escape_markdown(author)} is kept."
        st.rerun()


def _author(key: str, members: Mapping[str, str]) -> str:
    """Whose opinion it is: a member chosen from a list, or a role or organisation typed in."""
    if not members:
        return writing.opinion_author(f"by-{key}", _ROLE)
    # Two controls: what is typed into a list and is not on it is lost with Tab or a click.
    whose = (_MEMBER, _OWN if permission.author() else _OTHER)
    if st.radio(writing.WHO, whose, key=f"whose-{key}", horizontal=True) != _MEMBER:
        return writing.opinion_author(f"by-{key}", _ROLE)
    chosen = st.selectbox(
        "Which member",
        list(members),
        index=None,
        format_func=members.__getitem__,
        placeholder="Choose a member",
        filter_mode="contains",
        key=f"who-{key}",
        width=480,
    )
    return members[chosen] if chosen else ""


def taken_names(dataset: Dataset) -> Iterator[str]:
    """Names that may stand beside a score though they read like a person's.

    Those of organisations, and of whoever has signed in.
    """
    yield permission.author()
    for one in dataset.organisations:
        yield from (one.name, *one.aliases)


def _former(author: str, found: Sequence[Assessment]) -> None:
    """What the author said before."""
    own = services.author_key(author)
    former = next((one for one in found if services.author_key(one.author) == own), None)
    if former is None:
        return
    st.caption(
        f"{escape_markdown(former.author)} rated this on {spoken_date(former.assessed_on)}. "
        "A new rating takes its place; the old one stays readable."
    )


def _is_whole(author: str, scores: Mapping[str, int]) -> bool:
    """Whether there is something to keep; says what is missing where there is not."""
    if not author.strip():
        st.error("**Whose opinion it is, is missing.** Choose a member, or write a role.")
    elif not scores:
        st.error("**Nothing is rated yet.** Answer one question at least.")
    return bool(author.strip() and scores)


def _kept(keep: Callable[[], None], author: str) -> bool:
    with writing.Attempt(author):
        keep()
        return True
    return False
