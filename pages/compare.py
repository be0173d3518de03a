"""Compare: what is new, gone and different between two dates or two versions."""

from joinedup.ui import against, compare, shell

reading = shell.page("Compare", picture="both", subject=against.subject)
found = against.difference(reading)
against.sides(reading, found)
if reading.considered or found.gone:
    compare.picture(reading, found)
    compare.tables(reading, found)
else:
    shell.empty(reading)
