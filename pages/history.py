"""History: every version of the footprint, what it changed, and the way back."""

from joinedup.ui import history

found = history.heading()
history.entries(found)
