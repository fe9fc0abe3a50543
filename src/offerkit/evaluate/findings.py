"""What a decision reports: the outcome of each statement, what it read, broken promises."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from offerkit.data import Key, keys, shape
from offerkit.evaluate.verdict import StatementKind, UnitRange
from offerkit.kleene import Kleene
from offerkit.paths import FactPath
from offerkit.span import Span
from offerkit.values import AtLeast, FactValue, Scalar


@frozen
class Reading:
    """A fact that a statement read: its value and where it was learned."""

    fact: FactPath
    value: FactValue | AtLeast[Scalar]
    """As stated; a derived fact's is computed, and ``AtLeast`` where it has no high end."""
    source: str | None = None
    """From the offer's ``[sources]``."""
    assumed: bool = False
    """Whether the value is the file's ``assume`` and not the offer's."""
    parts: tuple[Reading, ...] = ()
    """What a derived fact was computed from; empty for a fact that offers state."""

    def walk(self) -> Iterator[Reading]:
        """Yield the reading, and those that it was computed from."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def stated_parts(self) -> tuple[Reading, ...]:
        """The stated facts that a derived one was computed from, each once; else empty."""
        found: dict[FactPath, Reading] = {}
        for part in self.walk():
            if part is not self and not part.parts:
                found.setdefault(part.fact, part)
        return tuple(found.values())


@keys("kind label truth weight value readings missing", Key("place", "span"))
@frozen
class Finding:
    """The outcome of one statement."""

    kind: StatementKind
    label: str
    truth: Kleene
    """Whether the condition holds; for a preference, whether its grade is above 0."""
    span: Span
    """The whole statement, in the criteria."""
    weight: int
    """0 for a statement that is not weighed."""
    value: UnitRange | None
    """What it adds to the score, from 0 to 1, before its weight; None when not weighed."""
    readings: tuple[Reading, ...]
    """The facts it read, in order of first mention; behind them hours that converted a pay."""
    missing: tuple[FactPath, ...]
    """The facts that left it open, in order.

    Empty when it is settled, when all it lacks is a rate, and when all that is open is what
    shares that cannot be sold will be worth.
    """

    @property
    def settled(self) -> bool:
        """Whether learning more cannot change it."""
        return self.truth is not Kleene.UNKNOWN and (self.value is None or self.value.is_exact)


class Difference(enum.Enum):
    """How what was found differs from what was promised."""

    LESS = "less"
    MORE = "more"
    OTHER = "other"
    """Different, and of a datatype without an order."""


@frozen
class BrokenPromise:
    """A fact that was promised one way and found another."""

    fact: str
    promised: FactValue
    found: FactValue
    direction: Difference
    source: str | None = None


STATED: Final = shape("fact value source assumed")
"""The form of a reading without the readings that it was computed from."""
STATEMENT: Final = shape("kind label weight", Key("place", "span"))
"""The form of a statement without its outcome."""
