"""Working together: how each partnership rates itself, and what the network shows beside it."""

from joinedup.ui import shell, working_together

reading = shell.page("Working together", subject=working_together.subject)
working_together.everything(reading)
