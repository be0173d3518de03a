"""Unconnected: a list to work from, how far to trust it, and where they are."""

from joinedup.ui import shell, unconnected

reading = shell.page("Unconnected", picture="map")
if reading.shown:
    unconnected.figures(reading)
    unconnected.working_list(reading)
    unconnected.picture(reading)
    unconnected.coverage(reading)
    unconnected.by_area(reading)
else:
    shell.empty(reading)
