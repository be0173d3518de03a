"""Stories: saved views in an order, each with a heading, told in a meeting."""

from joinedup.ui import stories

found = stories.heading()
stories.everything(found)
