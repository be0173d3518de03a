"""What all tests share: how hard Hypothesis tries.

The same examples every time, so that a red run is red again; ``HYPOTHESIS_PROFILE=thorough``
looks for new ones.
"""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
