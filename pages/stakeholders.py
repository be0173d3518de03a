"""Stakeholders: who has how much power and interest, as several people see it."""

from joinedup.ui import shell, stakeholders

reading = shell.page("Stakeholders", subject=stakeholders.subject)
if reading.shown:
    stakeholders.everything(reading)
else:
    shell.empty(reading)
