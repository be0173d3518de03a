"""Builds ``data/footprints`` from ``data/reference`` and two registry packages.

``inputs`` reads, ``areas`` draws places and neighbourhoods, ``organisations`` and
``partnerships`` turn tables into records of :mod:`joinedup.model`, ``build`` puts a
footprint together, ``write`` and ``readme`` give bytes. Imports :mod:`geo`,
:mod:`joinedup.model` and :mod:`joinedup.errors`. Tested by ``tests/store/test_rebuild.py``.
"""
