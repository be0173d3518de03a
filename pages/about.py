"""About the data: sources, licences, dates, counts, known gaps."""

from joinedup.ui import about, shell

reading = shell.page("About")
about.states_explained()
about.coverage(reading)
about.gaps(reading)
about.sources(reading)
about.areas(reading)
about.attributions()
