"""Sustainability: whether what a programme has improved is likely to last."""

from joinedup.ui import shell, sustainability

reading = shell.page("Sustainability", subject=sustainability.subject)
sustainability.everything(reading)
