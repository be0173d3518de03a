"""Diagrams are begun, saved, put away; nobody's text is written over unseen."""

from pathlib import Path

import pytest

from joinedup import services
from joinedup.errors import StoreError
from joinedup.store.diagramming import Diagram

SY = "south-yorkshire"


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path))


def begun(name: str = "One") -> Diagram:
    return services.new_diagram(
        name, "driver", "Aim\r\n\t- a\x00 ", dataset=SY, author="A. Lead", programme="p"
    )


def test_a_new_one_is_tidied_and_found() -> None:
    one = begun()
    assert (one.text, one.owner, one.author) == ("Aim\n    - a", "A. Lead", "A. Lead")
    assert (one.kind, one.dataset, one.programme, one.archived) == ("driver", SY, "p", False)
    assert services.find_diagram(one.id) == one
    assert services.find_diagram(f" {one.id.upper()} ") == one
    assert services.find_diagram("nothing") is None
    assert services.diagrams_of(SY) == (one,)
    assert services.diagrams_of("bradford-district") == ()


def test_a_change_keeps_what_is_not_said() -> None:
    one = begun()
    two = services.save_diagram(one, author="B. Lead", text="Another\n\tb", programme="")
    assert (two.text, two.name, two.programme) == ("Another\n    b", "One", "")
    assert (two.owner, two.author, two.created_at) == ("A. Lead", "B. Lead", one.created_at)
    three = services.save_diagram(two, author="C. Lead", name=" Two ", archived=True)
    assert (three.name, three.archived) == ("Two", True)
    assert services.diagrams_of(SY) == ()
    assert services.diagrams_of(SY, archived=True) == (three,)


def test_no_change_is_no_state() -> None:
    one = begun()
    assert services.save_diagram(one, author="B", name="One ", text="Aim\n\t- a\n") is one
    assert services.find_diagram(one.id) == one


def test_a_lost_update_is_refused() -> None:
    one = begun()
    theirs = services.save_diagram(one, author="B. Lead", text="Theirs")
    with pytest.raises(StoreError, match=r"B\. Lead has saved this diagram in the meantime"):
        services.save_diagram(one, author="A. Lead", text="Mine")
    assert services.find_diagram(one.id) == theirs
    assert services.save_diagram(theirs, author="A. Lead", text="Mine").text == "Mine"
