"""How the partnerships of a view rate themselves: what was said, read and summed up once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from joinedup import services
from joinedup.model import Dataset
from joinedup.render import all_ratings
from joinedup.render.working_together import rater_names
from joinedup.services import Reading, Spread, TrendPoint
from joinedup.services.belonging import Lasting, lasting_of, only_in_streams
from joinedup.services.working_together import OnRecord, answered, at_its_end
from joinedup.store.assessing import Assessment, AssessmentKind
from joinedup.ui import ratings
from joinedup.views import ViewState

if TYPE_CHECKING:
    import pandas as pd

KIND: AssessmentKind = "working_together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A partnership with everything that is shown of it.

    Attributes:
        id, name: Of the partnership.
        record: What its record says.
        members, raters: The names of its members, and those under which they rate, by id.
        everything: All that was ever said of it by the view's day.
        latest: Of each author the last of these.
        spreads: By principle.
        trend: By month.
        answered: Ids of the members that have rated it.
        lasting: Whether it goes on on the view's day.
        in_streams: How many are in its work streams alone.
    """

    id: str
    name: str
    record: OnRecord
    members: Mapping[str, str]
    raters: Mapping[str, str]
    everything: tuple[Assessment, ...]
    latest: tuple[Assessment, ...]
    spreads: Mapping[str, Spread]
    trend: tuple[TrendPoint, ...]
    answered: tuple[str, ...]
    lasting: Lasting
    in_streams: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows in one view.

    Attributes:
        one: The partnership that is open; None where none is.
        rows: All partnerships of the view with their medians, the rated ones first.
    """

    one: Rated | None
    rows: tuple[all_ratings.Row, ...]

    @property
    def frame(self) -> "pd.DataFrame":
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=list(all_ratings.ALL_COLUMNS))


def opened(reading: Reading) -> str:
    """Id of the partnership that is selected, else of the open programme's; empty for none."""
    one = reading.dataset
    if reading.state.selected in one.partnership_by_id:
        return reading.state.selected
    programme = one.programme_by_id.get(reading.state.programme)
    return (programme.partnership or "") if programme else ""


def offered(reading: Reading) -> dict[str, str]:
    """The names of the partnerships that have members in the view, by id, as the dataset has them.

    The one that is open is among them whatever the filters.
    """
    shown = {key for one in reading.shown for key in reading.found[one.id].partnerships}
    shown.add(opened(reading))
    return {key: one.name for key, one in reading.dataset.partnership_by_id.items() if key in shown}


def shown_in(reading: Reading) -> Shown:
    """What the page shows of a view.

    Raises:
        StoreError: When the ratings cannot be read.
    """
    # A run asks twice: the sentence comes before the page.
    one = reading.dataset
    return _shown(reading, reading.state, one.version, services.last_assessment(one.id))


@st.cache_resource(max_entries=8, show_spinner=False)
def _shown(_reading: Reading, view: ViewState, version: str, last: int) -> Shown:
    by_subject: dict[str, list[Assessment]] = {}
    for item in ratings.until(ratings.opinions(view.dataset, KIND), view.day):
        by_subject.setdefault(item.subject, []).append(item)
    key, dataset = opened(_reading), _reading.dataset
    known = dict(ratings.records(_reading))
    if key and key not in known:
        known[key] = at_its_end(dataset, key, view.day)
    latest = {one: services.latest_of(found) for one, found in by_subject.items()}
    rows = all_ratings.all_rows(
        dataset,
        [known.get(one, OnRecord(partnership=one)) for one in offered(_reading)],
        {one: services.spreads(found) for one, found in latest.items()},
        {one: len(found) for one, found in latest.items()},
    )
    one = _rated(dataset, known[key], by_subject.get(key, []), view.day) if key else None
    return Shown(one=one, rows=tuple(rows))


def _rated(dataset: Dataset, record: OnRecord, found: Sequence[Assessment], day: date) -> Rated:
    key = record.partnership
    one = dataset.partnership_by_id[key]
    members = {member: dataset.organisation_by_id[member].name for member in record.members}
    latest = services.latest_of(found)
    raters = rater_names(members)
    return Rated(
        id=key,
        name=one.name,
        record=record,
        members=members,
        raters=raters,
        everything=tuple(found),
        latest=latest,
        spreads=services.spreads(latest),
        trend=services.trend(found),
        answered=answered(raters, latest),
        lasting=lasting_of(one, (), day),
        in_streams=len(only_in_streams(dataset, key, day)),
    )
