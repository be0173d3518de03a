"""Joined Up: maps an integrated care system's footprint and its partnership network.

Layers, top to bottom; imports point down only (``pyproject.toml`` checks it):

``pages -> joinedup.ui -> joinedup.{render, views, services} -> joinedup.{network, store}
-> joinedup.model``; :mod:`geo` stands at the bottom and imports nothing of ours.
"""

__version__ = "0.1.0"
