"""Organisation: everything known about one; reached from a click anywhere, and by link."""

from joinedup.ui import organisation, shell, state

reading = state.reading()
one = organisation.selected(reading)
shell.heading("Organisation", reading, subject=organisation.subject(reading, one))
shell.tools(reading)
organisation.chooser(reading)
if one:
    organisation.everything(reading, one)
else:
    organisation.nothing(reading)
