"""Ties that nobody has confirmed for long are said in the panel, and told from undated ones."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from joinedup.model import Dataset
from joinedup.render.confirming import NO_DATE
from joinedup.services import Confirmed, confirmed, load_dataset, scope_of
from tests.unit.render_samples import reading

Visit = Callable[..., AppTest]
ID = "demonstration"
UNDATED = "None of these has a date of confirmation."


def record() -> tuple[Dataset, Confirmed]:
    one = load_dataset(ID)
    return one, confirmed(one, scope_of(reading(one).state))


def told(at: AppTest, use: str) -> dict[str, str]:
    """What stands on the buttons of one of the panel's lists, by id."""
    start = f"{use}-"
    return {
        str(one.key).removeprefix(start): one.label
        for one in at.button
        if str(one.key).startswith(start)
    }


def test_each_partnership_and_partner_says_when_it_was_not_confirmed_since(visit: Visit) -> None:
    one, found = record()
    members = {hub: text for held in found.seats.values() for hub, text in held.items()}
    assert members
    chosen = next(
        key
        for key, held in found.seats.items()
        if len(held) <= 8 and set(held.values()) & found.old and "" in held.values()
    )
    for page in ("map", "organisation"):
        labels = told(visit(page, dataset=ID, selected=chosen), "in")
        assert labels
        for hub, label in labels.items():
            text = found.seat(chosen, hub)
            assert ("not confirmed since" in label) == (text in found.old)
            assert (NO_DATE in label) == (not text)
    partners = told(visit("map", dataset=ID, selected=chosen), "with")
    for key, label in partners.items():
        assert ("not confirmed since" in label) == (found.pair(chosen, key) in found.old)
    assert one.organisation_by_id[chosen].name


def test_a_partnership_says_it_of_its_members(visit: Visit) -> None:
    _, found = record()
    hub = next(
        key
        for key in {hub for held in found.seats.values() for hub in held}
        if {held[key] for held in found.seats.values() if key in held} & found.old
    )
    labels = told(visit("map", dataset=ID, selected=hub), "member")
    assert labels
    for key, label in labels.items():
        assert ("not confirmed since" in label) == (found.seat(key, hub) in found.old)


def test_where_no_date_is_on_record_it_is_said_once(visit: Visit) -> None:
    at = visit("map", selected="pcn:U88280")
    assert [one.value for one in at.caption].count(UNDATED) == 1
    assert not any(NO_DATE in label for label in told(at, "member").values())
