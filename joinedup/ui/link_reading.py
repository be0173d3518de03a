"""What an address says that the widgets cannot read by themselves, and what is not there any more.

Pure: :mod:`.state` asks on a session's first run, and keeps what is found.
"""

from collections.abc import Mapping
from dataclasses import replace

from joinedup import views
from joinedup.model import Dataset
from joinedup.views import LinkProblem, ViewState, Vocabulary


def otherwise_written(
    params: Mapping[str, list[str]], state: ViewState, vocabulary: Vocabulary
) -> dict[str, list[str]]:
    """What the address says in ids, in another case, or in another form of a date.

    Args:
        params: Values by parameter, as the address has them.
        state: The view that they mean.
        vocabulary: The words of its dataset.

    Returns:
        What has to stand there instead, as the widgets read it, by parameter; no value where
        nothing that stands there can be used.
    """
    meant: dict[str, list[str]] = {}
    for name in (*views.ONE, *views.MANY):
        value = getattr(state, name)
        several = (value,) if isinstance(value, str) else value
        meant[name] = [vocabulary.label(name, one) for one in several if one]
    for name in views.SWITCHES:
        meant[name] = [str(getattr(state, name)).lower()]
    meant["date"] = [state.day.isoformat()]
    return {name: rows for name, rows in meant.items() if params.get(name, rows) != rows}


def stale(dataset: Dataset, state: ViewState) -> list[LinkProblem]:
    """That what a link selects or opens is not in the dataset; empty where it is."""
    found = []
    if not is_known(dataset, state.selected):
        found.append(
            LinkProblem(
                "selected",
                state.selected,
                f"The link selects “{state.selected[:60]}”, which is not in this dataset. "
                "Nothing is selected.",
            )
        )
    if not has_programme(dataset, state.programme):
        found.append(
            LinkProblem(
                "programme",
                state.programme,
                f"The link opens the programme “{state.programme[:60]}”, which is not in this "
                "dataset. No programme is open.",
            )
        )
    return found


def usable(dataset: Dataset, state: ViewState) -> ViewState:
    """A view in one version, without what that version does not have."""
    return replace(
        state,
        version=dataset.version,
        selected=state.selected if is_known(dataset, state.selected) else "",
        programme=state.programme if has_programme(dataset, state.programme) else "",
        within="" if state.drawing in views.GROUPED else state.within,
    )


def has_programme(dataset: Dataset, programme: str) -> bool:
    """Whether a dataset has the programme that is open; none is always there."""
    return not programme or programme in dataset.programme_by_id


def is_known(dataset: Dataset, selected: str) -> bool:
    """Whether a dataset has what is selected; nothing is always there."""
    return (
        not selected
        or selected in dataset.organisation_by_id
        or selected in dataset.partnership_by_id
        or selected in dataset.area_by_id
    )
