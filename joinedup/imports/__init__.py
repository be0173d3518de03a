"""Partner lists: bytes -> rows -> columns -> matches -> plan. Pure; problems are data.

The way of a list, one module a step:

- :mod:`.reading` turns a file into sheets of text cells, :mod:`.tables` finds the table in one;
- :mod:`.fields` says what the five kinds of list can hold, :mod:`.columns` finds it in the
  columns, :mod:`.personal` finds the columns that stay out;
- :mod:`.values` reads cells, :mod:`.placing` puts rows on the map, :mod:`.naming` and
  :mod:`.matching` find out which organisation a row means;
- :mod:`.plan` says what would change, :mod:`.apply` makes the dataset that comes of it.

Imports :mod:`joinedup.model`, :mod:`joinedup.errors` and :mod:`geo`; knows no store, no
screen and no file system. Tested by ``tests/unit/test_imports_*.py``,
``tests/property/test_imports_*.py`` and the nasty files in ``tests/cases/lists/``.
"""
