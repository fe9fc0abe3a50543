"""How hypothesis runs: quickly by default, the same way every time in CI, at length on request."""

import os

from hypothesis import settings

# No deadlines: a busy machine is not a bug.
settings.register_profile("usual", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile("gate" if "CI" in os.environ else "usual")
