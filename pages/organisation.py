"""Organisation: everything known about one; reached from a click anywhere, and by link."""

from joinedup.ui import organisation, shell

reading = shell.page("Organisation", subject=organisation.subject)
organisation.chooser(reading)
one = organisation.selected(reading)
if one:
    organisation.everything(reading, one)
else:
    organisation.nothing(reading)
