"""Diagrams: driver diagrams and fishbones of a footprint and its programmes, made from text."""

from joinedup.ui import diagrams

diagrams.page()
