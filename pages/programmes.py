"""Programmes: what each is for, its milestones and actions, and what is missing."""

from joinedup.ui import programme, programmes, shell

reading = shell.page("Programmes", subject=programmes.subject)
one = programmes.opened(reading)
if one:
    programme.everything(reading, one)
else:
    programmes.listing(reading)
