"""What a record rests on: every row has its source, and each source its newest date."""

from dataclasses import replace

import pandas as pd
import pytest

from joinedup.model import Provenance
from joinedup.render.sources import sources_frame
from joinedup.store.codec import LATER_TABLES
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, dataset, reading


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_every_row_of_the_dataset_rests_on_a_source(footprint: str) -> None:
    one = dataset(footprint)
    frame = sources_frame(reading(one))
    counts = pd.Series(dtype=int)
    for words in frame["Rows"]:
        for part in words.split(", "):
            number, kind = part.split(" ")
            counts[kind] = counts.get(kind, 0) + int(number.replace(",", ""))
    assert counts["organisations"] == len(one.organisations)
    assert counts["memberships"] == len(one.memberships)
    assert counts["partnerships"] == len(one.partnerships)
    assert counts["areas"] == len(one.areas)
    for table in LATER_TABLES:
        assert counts.get(table, 0) == len(getattr(one, table))
    assert not frame.duplicated(["Source", "Licence"]).any()


def test_the_newest_date_of_a_source_is_shown() -> None:
    organisations = [
        replace(
            sample.organisation(f"o{k}"),
            provenance=Provenance(source="list", licence="free", as_of=as_of),
        )
        for k, as_of in enumerate(["2024-12-31", "2025", "", "2025-03"])
    ]
    frame = sources_frame(reading(replace(sample.dataset(organisations), areas=())))
    assert list(frame["Date"]) == ["2025"]
    undated = sources_frame(reading(replace(sample.dataset(organisations[2:3]), areas=())))
    assert list(undated["Date"]) == ["undated"]


def test_an_empty_table_keeps_its_columns() -> None:
    empty = reading(replace(sample.dataset(), areas=()))
    assert list(sources_frame(empty).columns) == ["Source", "Date", "Licence", "Rows"]


def test_only_what_is_shown() -> None:
    some = sources_frame(reading(sectors=("general-practice",)), only_shown=True)
    every = sources_frame(reading())
    assert 0 < len(some) < len(every)
    assert set(some["Source"]) <= set(every["Source"])
