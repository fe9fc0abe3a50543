"""Strong Kleene logic: the three truth values of ``grammar/README.md``, "Truth"."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Never


@enum.unique
class Kleene(enum.Enum):
    """A truth value of strong Kleene logic, ordered ``FALSE`` < ``UNKNOWN`` < ``TRUE``.

    ``&`` is the minimum, ``|`` the maximum, ``~`` swaps ``FALSE`` and ``TRUE``.
    """

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __and__(self, other: Kleene) -> Kleene:
        return self if self.value <= other.value else other

    def __or__(self, other: Kleene) -> Kleene:
        return self if self.value >= other.value else other

    def __invert__(self) -> Kleene:
        return _SWAPPED[self]

    def __bool__(self) -> Never:
        # A stray `if truth:` would take UNKNOWN for yes or for no; both are wrong.
        raise TypeError("a Kleene truth value is not a bool; compare it with Kleene.TRUE")

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def of(cls, value: bool) -> Kleene:
        """Return ``TRUE`` or ``FALSE`` for a Python bool."""
        return cls.TRUE if value else cls.FALSE


def tally(least: int, truths: Iterable[Kleene]) -> Kleene:
    """Return whether at least *least* of some truths are true."""
    truths = tuple(truths)
    if sum(truth is Kleene.TRUE for truth in truths) >= least:
        return Kleene.TRUE
    possible = sum(truth is not Kleene.FALSE for truth in truths) >= least
    return Kleene.UNKNOWN if possible else Kleene.FALSE


_SWAPPED = {
    Kleene.FALSE: Kleene.TRUE,
    Kleene.UNKNOWN: Kleene.UNKNOWN,
    Kleene.TRUE: Kleene.FALSE,
}
