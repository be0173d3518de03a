"""Introductions: what is to be made, what it would do, and what came of it."""

from joinedup.ui import introduction_list, shell

reading = shell.page("Introductions", subject=introduction_list.subject)
introduction_list.everything(reading)
