"""Overview: the three questions answered in numbers, a small map, a small network."""

from joinedup.ui import overview, shell, tour

reading = shell.page("Overview")
if reading.shown:
    overview.questions(reading)
    overview.other_record(reading)
    tour.invitation()
    overview.pictures(reading)
    overview.record(reading)
else:
    shell.empty(reading)
