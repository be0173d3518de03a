"""Saved views: found, opened, shared, renamed and put away."""

from joinedup.ui import saved_views

found = saved_views.heading()
saved_views.listed(found)
