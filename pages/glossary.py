"""Glossary: what each technical word means here."""

from joinedup.ui import glossary

glossary.heading()
glossary.found(glossary.search())
