"""Meeting notes: what was decided, who does it, by when, and what came of it."""

from joinedup.ui import meeting_notes

meeting_notes.page()
