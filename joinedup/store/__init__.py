"""Where datasets come from, and where what people publish is kept.

- :mod:`.bundled` reads those that come with the program, from files, and changes nothing;
- :mod:`.protocol` says what a store of versions does, whatever keeps it: :class:`.Store`;
- :mod:`.engine` keeps versions in a database through SQLAlchemy Core: :func:`.open_store`.
  What it needs: :mod:`.codec` (a dataset as bytes and back), :mod:`.queries` (what is read
  and written), :mod:`.schema` (the tables), :mod:`.migrations` (how they came to be) and
  :mod:`.sqlite` (all that only SQLite does).

Imports :mod:`joinedup.model` and :mod:`joinedup.errors`; nothing above the store. SQL stays
in here. Tested by ``tests/unit/test_bundled.py``, ``tests/*/test_store_codec.py`` and
``tests/store/``, whose contract runs on every engine.
"""
