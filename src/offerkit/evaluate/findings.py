"""Findings of a decision: outcomes of statements, facts that they read, promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from offerkit.check.constants import as_fact_value
from offerkit.core import CheckedPreference, CheckedStatement, FactRef
from offerkit.data import Key, keys, shape
from offerkit.datatypes import Bounds
from offerkit.evaluate.verdict import StatementKind, UnitRange
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED
from offerkit.model.schema import Schema
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.span import Span
from offerkit.text import Named
from offerkit.values import AtLeast, FactValue, Scalar, written_weight


@frozen
class SetAside(Record):
    """A stated or assumed value behind a gate that is closed, or may be."""

    stated: FactValue
    because: str
    """What closes the gate: ``remote.policy is remote``."""
    surely: bool
    """Whether it is closed, so that the value does not count; otherwise it counts if it is open."""


@frozen
class Reading(Record):
    """A fact that a statement read: its value and its source."""

    fact: FactPath
    """The fact that was read."""
    value: FactValue | AtLeast[Scalar]
    """Stated or computed value; ``AtLeast`` if a derived fact has no upper bound."""
    source: str | None = None
    """Entry in the offer's ``[sources]``."""
    assumed: bool = False
    """Whether the value comes from an ``assume`` in the criteria."""
    parts: tuple[Reading, ...] = ()
    """Facts that a derived fact was computed from, or on which a stated one hangs.

    Of the latter, those that bear on its value: they close it, or leave open whether it counts.
    """
    inherited: bool = False
    """Whether a counter-offer does not state it, so that it is as in the current job."""
    set_aside: SetAside | None = None
    """A stated value that does not count, or may not; None if *value* is what was stated."""

    def walk(self) -> Iterator[Reading]:
        """Yield the reading and, recursively, its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def stated_parts(self) -> tuple[Reading, ...]:
        """The stated facts that a derived one was computed from, each once; else empty."""
        found: dict[FactPath, Reading] = {}
        for part in self.walk():
            if part is not self and part.fact.path not in DERIVED:
                found.setdefault(part.fact, part)
        return tuple(found.values())


@keys(
    "kind label truth",
    Key("may_be", "may_be.possible"),
    Key("weight", "weight_data"),
    "value graded readings missing",
    Key("place", "span"),
)
@frozen
class Finding(Record):
    """The outcome of one statement."""

    kind: StatementKind
    """Kind of statement."""
    label: str
    """Label of the statement: its own, or else its text."""
    truth: Kleene
    """Truth of the condition; for a preference, whether its grade is above 0.

    One of ``TRUE``, ``FALSE``, ``DOES_NOT_APPLY`` and ``UNKNOWN``.
    """
    span: Span
    """Place of the whole statement in the criteria."""
    weight: Fraction
    """Weight in the score, as written, of a percentage the percent; 0 if it is not weighed."""
    value: UnitRange | None
    """Contribution to the score, from 0 to 1, before weighting; None if it adds nothing.

    That is so if it is not weighed, or does not apply. If it only may not apply, this is what it
    adds if it does.
    """
    readings: tuple[Reading, ...]
    """Facts that it read, in order of first mention, then hours used to convert pay."""
    missing: tuple[FactPath, ...]
    """Facts that left it open, in order.

    Empty if the outcome is settled, if only a rate is missing, and if only the future worth of
    shares that cannot be sold is open.
    """
    may_be: Kleene
    """What its truth may be, ``truth`` if that is known."""
    in_percent: bool = False
    """Whether the criteria write their weights in percent."""
    _grading: Callable[[], FactValue] | None = field(default=None, eq=False, repr=False)
    """Returns ``graded``, which a verdict does not need."""

    @property
    def graded(self) -> FactValue | None:
        """Of a preference that applies, the amount or level that is graded; otherwise None.

        Amounts are in the unit of its ends, whatever the offer states them in. ``UNKNOWN`` if
        nothing is known of it; a range is rounded outwards if its ends have no exact decimal.
        """
        return None if self._grading is None or self.value is None else self._grading()

    @property
    def written_weight(self) -> str:
        """The weight as the criteria write it: ``3``, ``1.5``, ``35%``."""
        return written_weight(self.weight, in_percent=self.in_percent)

    @property
    def weight_data(self) -> int | str:
        """The weight as data: a whole number, otherwise as written: ``1.5``, ``35%``."""
        over, under = self.weight.as_integer_ratio()
        return over if under == 1 and not self.in_percent else self.written_weight

    @property
    def settled(self) -> bool:
        """Whether learning more cannot change it."""
        return not self.may_be.is_open and (self.value is None or self.value.is_exact)


class Difference(Named):
    """Direction of the difference between what was promised and what was found."""

    LESS = "less"
    """Less, or lower on the scale, than was promised."""
    MORE = "more"
    """More, or higher on the scale, than was promised."""
    OTHER = "other"
    """Different values of a datatype without an order."""


@frozen
class _ComparedPromise(Record):
    fact: str
    """Path of the fact, without a view."""
    promised: FactValue
    """The value that was promised."""
    found: FactValue
    """The value that the offer states."""
    direction: Difference
    """Direction of the difference, from what was promised to what was found."""
    source: str | None = None
    """Source of the value found."""
    promise_source: str | None = None
    """Source of the promise."""


@frozen
class BrokenPromise(_ComparedPromise):
    """A fact that is certainly worse than was promised.

    Where it is not known which way is better: one that is certainly different.
    """


@frozen
class ExceededPromise(_ComparedPromise):
    """A fact that is certainly better than was promised."""


@frozen
class UnstatedPromise(Record):
    """A promise about a fact that the offer itself does not state."""

    fact: str
    """Path of the fact, without a view."""
    promised: FactValue
    """The value that was promised."""
    source: str | None = None
    """Source of the promise."""


@frozen
class Outlier(Record):
    """A number of the author's own that is far from what a preference asks for: a slip, perhaps."""

    fact: FactPath
    """A fact that was declared without bounds."""
    value: Decimal
    """The number that the offer states."""
    label: str
    """Label of the preference."""
    low: Decimal
    """The lower of its ends."""
    high: Decimal
    """The higher of them; *value* is further beyond an end than they are apart."""


def outliers_of(
    statements: Iterable[CheckedStatement], findings: Iterable[Finding], schema: Schema
) -> tuple[Outlier, ...]:
    """Return the author's own numbers, without bounds, that are far beyond what is asked for.

    Source:
        grammar/README.md, "prefer".
    """
    if not schema.own:
        return ()
    found = []
    for statement, finding in zip(statements, findings, strict=True):
        if not isinstance(statement, CheckedPreference):
            continue
        subject = statement.subject
        if not isinstance(subject, FactRef) or subject.fact.path not in schema.own:
            continue
        value = finding.readings[0].value
        if schema.facts[subject.fact.path].bounds != Bounds() or not isinstance(value, Decimal):
            continue
        ends = [as_fact_value(end) for end in (statement.worst, statement.best)]
        low, high = sorted(end for end in ends if isinstance(end, Decimal))
        if not 2 * low - high <= value <= 2 * high - low:
            found.append(Outlier(subject.fact, value, finding.label, low, high))
    return tuple(found)


STATED: Final = shape("fact value source assumed")
"""The form of a reading without the readings that it was computed from."""
STATEMENT: Final = shape("kind label", Key("weight", "weight_data"), Key("place", "span"))
"""The form of a statement without its outcome."""
