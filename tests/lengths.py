"""How many examples the laws take that cost more time than most."""

from __future__ import annotations

from typing import Final

from hypothesis import settings

_USUAL: Final = 100
"""What hypothesis tries by itself."""


def fewer(examples: int) -> settings:
    """Return settings for so many examples, and for as many times more when run at length."""
    assert settings.default is not None
    times = max(settings.default.max_examples / _USUAL, 1)
    return settings(max_examples=round(examples * times))
