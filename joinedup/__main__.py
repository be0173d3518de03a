"""``python -m joinedup``: see :mod:`joinedup.cli`."""

import sys

from joinedup.cli import main

sys.exit(main())
