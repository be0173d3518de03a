"""Unconnected: no partnership on record, only within its own sector, unknown."""

from joinedup.ui import shell, unconnected

reading = shell.page("Unconnected", picture="map")
if reading.shown:
    unconnected.figures(reading)
    unconnected.picture(reading)
    unconnected.lists(reading)
    unconnected.by_area(reading)
else:
    shell.empty(reading)
