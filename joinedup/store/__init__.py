"""Where datasets come from: those that come with the program (:mod:`.bundled`).

Imports :mod:`joinedup.model` and :mod:`joinedup.errors`; nothing above the store.
"""
