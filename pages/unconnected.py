"""Unconnected: no partnership on record, only within its own sector, unknown."""

from joinedup.ui import shell, state, unconnected

reading = state.reading()
shell.heading("Unconnected", reading)
shell.tools(reading, picture="map")
if reading.shown:
    unconnected.figures(reading)
    unconnected.picture(reading)
    unconnected.lists(reading)
    unconnected.by_area(reading)
else:
    shell.empty(reading)
