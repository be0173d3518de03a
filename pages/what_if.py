"""What if: one organisation out, a seat or a tie more, and what would move."""

from joinedup.ui import shell, what_if

reading = shell.page("What if", subject=what_if.subject)
if reading.shown:
    what_if.changes(reading)
    what_if.outcome(reading)
else:
    shell.empty(reading)
