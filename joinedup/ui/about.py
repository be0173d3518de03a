"""About the data: sources, licences, dates, counts, known gaps."""

import pandas as pd
import streamlit as st

from joinedup.model import AreaLevel
from joinedup.render import tables
from joinedup.render.declared import declared_table
from joinedup.render.escaping import escape_markdown
from joinedup.render.sources import sources_frame
from joinedup.services import Reading, area_counts, declared_and_loaded
from joinedup.ui import headings, shell, tabling

#: What the licences ask us to say; Markdown.
LICENCE = (
    "Contains public sector information licensed under the [Open Government Licence v3.0]"
    "(https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/)."
)
ATTRIBUTIONS = (
    "Boundaries and area codes: Office for National Statistics. Contains OS data © Crown copyright "
    "and database right.",
    "Postcodes: contains Royal Mail data © Royal Mail copyright and database right, and National "
    "Statistics data © Crown copyright and database right.",
    "General practices, primary care networks, trusts: NHS England, Organisation Data Service.",
    "Deprivation: English Indices of Deprivation 2025, Ministry of Housing, Communities and Local "
    "Government.",
    "Charities: Charity Commission extract by way of UK-CAT (CC BY 4.0). Sports clubs: HM Revenue "
    "and Customs.",
)


#: The three states, a line each, and what decides between them; Markdown.
STATES = (
    "**Connected**: it takes part in at least one partnership that runs on the date.",
    "**No partnership on record**: it takes part in none, and a complete list covers it.",
    "**Unknown**: it takes part in none that we know of, and nobody has asked. "
    "Unknown is never counted as unconnected.",
)
STATES_WORDS = (
    "A membership without a start date counts from the date of the document that states it. "
    "A partnership that has ended counts only on dates when it ran, or when *Include past "
    "partnerships* is on."
)


def states_explained() -> None:
    """The three states and the rule that decides between them."""
    headings.section("The three states")
    st.markdown("\n".join(f"- {line}" for line in STATES) + f"\n\n{STATES_WORDS}")


#: Where no list is said to be complete.
NO_LIST = "None. So whoever is in no partnership is unknown: nobody can say that it has none."


def coverage(reading: Reading) -> None:
    """For whom absence from the record means something."""
    headings.section("Complete lists")
    lines = [f"- {escape_markdown(line)}" for line in coverage_lines(reading)]
    st.markdown("\n".join(lines) or NO_LIST)


def coverage_lines(reading: Reading) -> list[str]:
    """Each complete list with its source and date."""
    return [
        f"{one.statement} ({one.provenance.source}, {one.provenance.as_of})"
        for one in reading.dataset.coverage
    ]


def sources(reading: Reading) -> None:
    """Every source with licence, date and how many rows rest on it."""
    headings.section("Sources")
    tabling.table(sources_frame(reading), f"{reading.dataset.id}-sources", reading)


def gaps(reading: Reading) -> None:
    """Known gaps, and declared figures beside the loaded ones."""
    headings.section("Known gaps")
    shell.written_for(reading.dataset)
    st.markdown("\n".join(f"- {escape_markdown(note)}" for note in reading.dataset.notes))
    figures = declared_and_loaded(reading.dataset)
    if figures:
        headings.section("Declared and loaded")
        shell.written_for(reading.dataset)
        st.html(declared_table(figures))


def areas(reading: Reading) -> None:
    """Facts of every place and neighbourhood."""
    headings.section("Places and neighbourhoods")
    tabling.table(areas_frame(reading), f"{reading.dataset.id}-areas", reading)


def areas_frame(reading: Reading) -> pd.DataFrame:
    """The same as a table."""
    names = {area.id: area.name for area in reading.dataset.areas}
    counts = area_counts(reading, AreaLevel.PLACE) + area_counts(reading, AreaLevel.NEIGHBOURHOOD)
    return tables.area_facts(counts, names)


def attributions() -> None:
    """What the licences ask us to say."""
    headings.section("Attributions")
    st.markdown("\n".join((LICENCE, "", *(f"- {line}" for line in ATTRIBUTIONS))))
