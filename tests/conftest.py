"""How hypothesis runs: quickly by default, the same way every time in CI, at length on request."""

import os

from hypothesis import settings

from offerkit.evaluate import program

# No deadlines: a busy machine is not a bug.
settings.register_profile("usual", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("longer", deadline=None, max_examples=500, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile("gate" if "CI" in os.environ else "usual")

# Otherwise hardly a test would decide enough offers to have its criteria compiled. That the first
# ones, which are walked, are decided alike is tested by itself.
setattr(program, "MOST_WALKED", 0)  # noqa: B010 - it is final for everybody else
