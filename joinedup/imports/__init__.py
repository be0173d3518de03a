"""Partner lists: bytes -> rows -> columns -> matches -> plan. Pure; problems are data.

The way of a list, and which modules each step has:

1. A file becomes sheets of text cells: :mod:`.reading`, over :mod:`.text` and
   :mod:`.delimited` (CSV and its kin), :mod:`.packages`, :mod:`.cells` and :mod:`.workbooks`
   (Excel).
2. In a sheet the table is found: :mod:`.tables`, :mod:`.headers`, :mod:`.heading_rows`,
   :mod:`.asides` (totals, footnotes).
3. Columns get a meaning: :mod:`.fields` says what the six kinds of list can hold,
   :mod:`.columns` suggests it (:mod:`.headings`, :mod:`.shapes`, :mod:`.evidence`),
   :mod:`.personal` finds what stays out (:mod:`.people`). :mod:`.choices` is what a person
   decides.
4. Cells become values: :mod:`.values`, :mod:`.dates`, :mod:`.figures`, :mod:`.positions`,
   :mod:`.identifiers`, :mod:`.timing`, :mod:`.progressing`; :mod:`.filling` fills what is said
   once for several rows; rows become :mod:`.records`.
5. Rows find their place on the map (:mod:`.placing`, :mod:`.areas`, :mod:`.polygons`) and
   their organisation (:mod:`.matching`, over :mod:`.naming`, :mod:`.words`,
   :mod:`.likeness`, :mod:`.known`, :mod:`.doubts`; :mod:`.subjects` says who a row is
   about, :mod:`.resolving` what becomes of them; :mod:`.partnerships`).
6. A :mod:`.draft` of the dataset collects what would change: :mod:`.organisations`,
   :mod:`.links` (memberships, matrices, ties), :mod:`.actions` (with :mod:`.programmes`,
   :mod:`.action_facts`, :mod:`.action_shelf`), :mod:`.neighbourhoods`; :mod:`.work` holds a plan
   in the making, :mod:`.planning` runs it, :mod:`.plan` is what comes of it, with its
   :mod:`.problems`.

Imports :mod:`joinedup.model`, :mod:`joinedup.errors` and :mod:`geo`; knows no store, no
screen and no file system. Tested by ``tests/unit/test_imports_*.py``,
``tests/property/test_imports_*.py`` and the nasty files in ``tests/cases/lists/``.
"""
