"""About the data: sources, licences, dates, counts, known gaps."""

from joinedup.ui import about, shell, state

reading = state.reading()
shell.heading("About the data", reading)
shell.tools(reading)
about.states_explained()
about.coverage(reading)
about.gaps(reading)
about.sources(reading)
about.areas(reading)
about.attributions()
