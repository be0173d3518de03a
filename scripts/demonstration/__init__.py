"""Builds ``data/footprints/demonstration``: a made-up ICS at full scale on a real map.

The areas and postcodes are South Yorkshire's; every organisation, partnership, membership and
tie is made up, and every name begins with a word that is made up, too. Everything comes from
one seed: the same code gives the same bytes.

Randomness is :class:`random.Random` with ``random``, ``randrange``, ``choice``, ``choices``,
``sample`` and ``shuffle`` alone, and no set is walked through, so that it does not depend on
the version of Python. Tested by ``tests/unit/test_demonstration.py`` and
``tests/store/test_rebuild.py``.
"""
