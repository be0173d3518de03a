"""Overview: the three questions answered in numbers, a small map, a small network."""

from joinedup.ui import overview, programme_links, shell, tour

reading = shell.page("Overview")
if reading.shown:
    overview.questions(reading)
    programme_links.on_overview(reading)
    overview.other_record(reading)
    tour.invitation()
    overview.pictures(reading)
    overview.record(reading)
else:
    shell.empty(reading)
