"""Accessibility: the statement that the regulations for public bodies ask for."""

from joinedup.ui import accessibility

accessibility.heading()
accessibility.statement()
