"""Overview: the three questions answered in numbers, a small map, a small network."""

from joinedup.ui import overview, shell, state

reading = state.reading()
shell.heading("Overview", reading)
shell.tools(reading)
if reading.shown:
    overview.questions(reading)
    overview.pictures(reading)
    overview.record(reading)
else:
    shell.empty(reading)
