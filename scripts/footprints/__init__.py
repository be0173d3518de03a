"""Builds ``data/footprints`` from ``data/reference`` and two registry packages.

``inputs`` reads, ``areas`` draws places and neighbourhoods, ``lsoas`` what they are made of,
``organisations``, ``partnerships`` and ``programmes`` turn tables into records of
:mod:`joinedup.model`, ``build`` puts a footprint together, ``districts`` draws the rest of the
country, ``write`` and ``readme`` give bytes. Imports :mod:`geo`, :mod:`joinedup.model`,
:mod:`joinedup.store.codec` and :mod:`joinedup.errors`. Tested by ``tests/store/test_rebuild.py``.
"""
