"""Truths as sets of what may be: ``grammar/README.md``, "Truth"."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from itertools import product
from typing import Final, Never, TypeAlias

from offerkit.text import Named

Point: TypeAlias = int
"""What a truth may be, in the order of ``and`` and ``or``: false, not applying, true."""


@enum.unique
class Kleene(Named):
    """A truth: one of false, "does not apply" and true, or several of them, if it is unknown.

    What is single follows strong Kleene logic, with ``DOES_NOT_APPLY`` in the middle: ``&`` is the
    least in the order ``FALSE`` < ``DOES_NOT_APPLY`` < ``TRUE``, ``|`` the greatest, and ``~``
    swaps ``FALSE`` and ``TRUE``. What is unknown can be all that its operands allow.
    """

    FALSE = 0
    """It does not hold."""
    UNKNOWN = 1
    """True or false; as the truth of a ``Finding``, any that is not known."""
    TRUE = 2
    """It holds."""
    DOES_NOT_APPLY = 3
    """It is about something that is not there."""
    NOT_TRUE = 4
    """False, or it does not apply."""
    NOT_FALSE = 5
    """True, or it does not apply."""
    ANYTHING = 6
    """True, false, or it does not apply."""

    def __and__(self, other: Kleene) -> Kleene:
        return AND[self._value_][other._value_]

    def __or__(self, other: Kleene) -> Kleene:
        return OR[self._value_][other._value_]

    def __invert__(self) -> Kleene:
        return NOT[self._value_]

    def same(self, other: Kleene) -> Kleene:
        """Return whether two truths are the same."""
        return SAME[self._value_][other._value_]

    @property
    def is_open(self) -> bool:
        """Whether it is unknown which of several it is."""
        return _IS_OPEN[self._value_]

    @property
    def applies(self) -> Kleene:
        """Whether it is about something that there is: ``TRUE``, ``FALSE`` or ``UNKNOWN``."""
        return _APPLIES[self._value_]

    @property
    def if_it_applies(self) -> Kleene:
        """The truth if it applies: ``TRUE``, ``FALSE`` or ``UNKNOWN``."""
        return _IF_IT_APPLIES[self._value_]

    @property
    def holds(self) -> Kleene:
        """Whether it is true: ``TRUE``, ``FALSE`` (also if it does not apply) or ``UNKNOWN``."""
        return _HOLDS[self._value_]

    @property
    def shown(self) -> Kleene:
        """``UNKNOWN`` for every truth that is open; the others as they are."""
        return Kleene.UNKNOWN if self.is_open else self

    @property
    def possible(self) -> tuple[Kleene, ...]:
        """What it may be, true first and "does not apply" last."""
        return _POSSIBLE[self._value_]

    def __bool__(self) -> Never:
        # A stray `if truth:` would take UNKNOWN for yes or for no; both are wrong.
        raise TypeError("a Kleene truth value is not a bool; compare it with Kleene.TRUE")

    def __str__(self) -> str:
        return _WORDS[self._value_]

    @classmethod
    def of(cls, value: bool) -> Kleene:
        """Return ``TRUE`` or ``FALSE`` for a Python bool."""
        return cls.TRUE if value else cls.FALSE


_FALSE, _NEITHER, _TRUE = range(3)
_POINTS: Final[dict[Kleene, frozenset[Point]]] = {
    Kleene.FALSE: frozenset({_FALSE}),
    Kleene.UNKNOWN: frozenset({_FALSE, _TRUE}),
    Kleene.TRUE: frozenset({_TRUE}),
    Kleene.DOES_NOT_APPLY: frozenset({_NEITHER}),
    Kleene.NOT_TRUE: frozenset({_FALSE, _NEITHER}),
    Kleene.NOT_FALSE: frozenset({_NEITHER, _TRUE}),
    Kleene.ANYTHING: frozenset({_FALSE, _NEITHER, _TRUE}),
}
_BY_POINTS: Final = {points: truth for truth, points in _POINTS.items()}
# By the values of truths, in their order: what is asked of each again and again.
_IS_OPEN: Final = [len(_POINTS[truth]) > 1 for truth in Kleene]
_APPLIES: Final = [
    (Kleene.UNKNOWN if len(points) > 1 else Kleene.FALSE) if _NEITHER in points else Kleene.TRUE
    for points in map(_POINTS.__getitem__, Kleene)
]
_IF_IT_APPLIES: Final = [
    _BY_POINTS.get(_POINTS[truth] - {_NEITHER}, Kleene.UNKNOWN) for truth in Kleene
]
_WORDS: Final = [truth.shown.name.lower().replace("_", " ") for truth in Kleene]
_SINGLES: Final = (Kleene.TRUE, Kleene.FALSE, Kleene.DOES_NOT_APPLY)
_POSSIBLE: Final = [
    tuple(one for one in _SINGLES if _POINTS[one] <= _POINTS[truth]) for truth in Kleene
]
_HOLDS: Final = [
    truth.shown if _TRUE in points else Kleene.FALSE for truth, points in _POINTS.items()
]


def _table(operation: Callable[[Point, Point], Point]) -> tuple[tuple[Kleene, ...], ...]:
    """Return the results of an operation on all that two truths may be, by their values."""

    def of(one: Kleene, other: Kleene) -> Kleene:
        pairs = product(_POINTS[one], _POINTS[other])
        return _BY_POINTS[frozenset(operation(*pair) for pair in pairs)]

    return tuple(tuple(of(one, other) for other in Kleene) for one in Kleene)


AND: Final = _table(min)
OR: Final = _table(max)
SAME: Final = _table(
    lambda one, other: _NEITHER if _NEITHER in (one, other) else _TRUE * (one == other)
)
NOT: Final = tuple(_BY_POINTS[frozenset(_TRUE - point for point in _POINTS[one])] for one in Kleene)


def tally(least: int, truths: Iterable[Kleene]) -> Kleene:
    """Return whether at least *least* of one or more truths are true.

    One that does not apply is not true, and if none applies, the whole does not.
    """
    found = {(0, False)}
    for truth in truths:
        found = {
            (min(count + (point == _TRUE), least), applies or point != _NEITHER)
            for count, applies in found
            for point in _POINTS[truth]
        }
    return _BY_POINTS[
        frozenset(_TRUE * (count >= least) if applies else _NEITHER for count, applies in found)
    ]
