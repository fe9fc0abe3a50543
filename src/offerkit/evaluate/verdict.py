"""The rule: contributions of statements to the score, and the verdicts still possible.

The rule exists only here. Deciding, what-if, comparing and questions call it, and generated code
is tested against it.

Source:
    grammar/README.md, "Score", "Verdicts" and "Counter-offers".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final, TypeAlias, TypeVar

from attrs import field, frozen

from offerkit.arguments import shown
from offerkit.core import (
    CheckedCriteria,
    CheckedPreference,
    CheckedRule,
    CheckedStatement,
    Constant,
    Equal,
    FactRef,
)
from offerkit.data import Key, fraction_text, keys, shape
from offerkit.datatypes import TextType
from offerkit.kleene import Kleene
from offerkit.literals import rounded_digits
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.span import NOWHERE
from offerkit.text import Named
from offerkit.values import trimmed


class Verdict(Named):
    """Recommendation for an offer: decline < consider < accept.

    ``FIND_OUT`` has no place in this order, and comparing it raises ``TypeError``; to sort
    offers, use ``key``.
    """

    DECLINE = "decline"
    """A dealbreaker applies, or the score is below the one to decline."""
    CONSIDER = "consider"
    """No dealbreaker applies, and the score does not reach the one to accept."""
    ACCEPT = "accept"
    """No dealbreaker applies, and the score reaches the one to accept."""
    FIND_OUT = "find_out"
    """More than one of the others is still possible."""

    @property
    def key(self) -> int:
        """Place in a list, from 0: decline, find out, consider, accept."""
        return _KEYS[self]

    def __lt__(self, other: object) -> bool:
        return _rank(self) < _rank(other)

    def __le__(self, other: object) -> bool:
        return _rank(self) <= _rank(other)

    def __gt__(self, other: object) -> bool:
        return _rank(self) > _rank(other)

    def __ge__(self, other: object) -> bool:
        return _rank(self) >= _rank(other)


_KEYS: Final = {
    verdict: key
    for key, verdict in enumerate(
        (Verdict.DECLINE, Verdict.FIND_OUT, Verdict.CONSIDER, Verdict.ACCEPT)
    )
}


def _rank(verdict: object) -> int:
    if not isinstance(verdict, Verdict):
        raise TypeError(f"a verdict compares with verdicts only, not with {shown(verdict)}")
    if verdict is Verdict.FIND_OUT:
        words = "it can become any of those that are possible"
        raise TypeError(f"Verdict.FIND_OUT is neither above nor below a verdict: {words}")
    return _KEYS[verdict]


ORDERED: Final = (Verdict.DECLINE, Verdict.CONSIDER, Verdict.ACCEPT)
"""Verdicts that can be possible, low to high; the rank of a verdict is its index."""
DECLINE, CONSIDER, ACCEPT = range(len(ORDERED))


class StatementKind(Named):
    """The kinds of statement that a decision reports on."""

    DEALBREAKER = "dealbreaker"
    """Rules an offer out while its condition is true."""
    PRO = "pro"
    """Counts for an offer while its condition is true."""
    CON = "con"
    """Counts against an offer while its condition is true."""
    CAUTION = "caution"
    """Is reported while its condition is true, and never counts."""
    PREFER = "prefer"
    """Counts by degrees, by a quantity between two ends."""
    LEAVING = "leaving"
    """A reason for leaving the current job, and what would address it."""


def _percent(end: Fraction) -> str:
    over, under = end.as_integer_ratio()
    if under == 1:  # as is that of all but preferences and the score
        return str(100 * over)
    whole, hundredths = divmod(rounded_digits(end, 4), 100)
    return trimmed(f"{whole}.{hundredths:02}")


_END: Final = shape(
    Key("exact", "", fraction_text, doc="A fraction of 1, as text."),
    Key("percent", "", _percent, doc="Percent with at most two decimals, as text."),
)


@keys(Key("low", form=_END), Key("high", form=_END))
@frozen
class UnitRange(Record):
    """An interval within 0 to 1, both ends included; exact."""

    low: Fraction
    """The lower end."""
    high: Fraction
    """The upper end, at least ``low``."""

    @property
    def is_exact(self) -> bool:
        """Whether both ends are the same."""
        return self.low is self.high or self.low == self.high

    def __str__(self) -> str:
        """The range in whole percent, rounded half to even; for exact ends use the fields."""
        low, high = (f"{round(100 * end)}%" for end in (self.low, self.high))
        return low if low == high else f"{low} to {high}"


KIND: Final = FactPath("offer.kind")
IS_COUNTER: Final = Equal(
    FactRef(KIND, TextType(("new", "counter")), span=NOWHERE),
    Constant("counter", TextType(), span=NOWHERE),
    span=NOWHERE,
)
"""Condition of an offer being a counter-offer."""

_NONE: Final = Fraction(0)
_WHOLE: Final = Fraction(1)
NOTHING: Final = UnitRange(_NONE, _NONE)
ALL: Final = UnitRange(_WHOLE, _WHOLE)
EITHER: Final = UnitRange(_NONE, _WHOLE)
_BY_TRUTH: Final = {Kleene.FALSE: NOTHING, Kleene.UNKNOWN: EITHER, Kleene.TRUE: ALL}
WEIGHED: Final = frozenset({StatementKind.PRO, StatementKind.CON, StatementKind.PREFER})
"""The kinds of statement that count in the score."""


def kind_of(statement: CheckedStatement) -> StatementKind:
    """Return the kind of a statement."""
    if isinstance(statement, CheckedRule):
        return StatementKind(statement.kind.value)
    is_graded = isinstance(statement, CheckedPreference)
    return StatementKind.PREFER if is_graded else StatementKind.LEAVING


def contribution(kind: StatementKind, truth: Kleene) -> UnitRange | None:
    """Return the contribution of a condition to the score, before weighting, if it applies.

    None if it is not weighed, or does not apply. A preference contributes its grade instead.
    """
    if kind not in WEIGHED or truth is Kleene.DOES_NOT_APPLY:
        return None
    truth = truth.if_it_applies
    return _BY_TRUTH[truth if kind is StatementKind.PRO else ~truth]


def rules_out(kind: StatementKind, truth: Kleene, is_counter: Kleene) -> Kleene:
    """Return whether a statement rules the offer out: a dealbreaker, a reason left unaddressed.

    Args:
        kind: Of the statement.
        truth: Of its condition; of a reason for leaving, whether the offer addresses it.
        is_counter: Whether the offer is a counter-offer.
    """
    if kind is StatementKind.DEALBREAKER:
        return truth.holds
    return is_counter & ~truth.holds if kind is StatementKind.LEAVING else Kleene.FALSE


_Weight = TypeVar("_Weight", int, Fraction | int)
Weighed: TypeAlias = tuple[Fraction | int, Fraction | int, Fraction | int, Kleene]
"""A weight, the least and the greatest contribution, and whether the statement applies."""


@frozen
class Means(Record):
    """The least and the greatest weighted mean of statements some of which may fall away."""

    low: Fraction
    high: Fraction
    may_lack: bool
    """Whether all of them may fall away, so that there is no mean."""

    @classmethod
    def of(cls, weighed: Iterable[Weighed]) -> Means | None:
        """Return the means; None if no statement can apply.

        Source:
            grammar/README.md, "Score".
        """
        some = [one for one in weighed if one[3] is not Kleene.FALSE]
        if not some:
            return None
        low = _least_mean([(weight, low, applies) for weight, low, _, applies in some])
        high = -_least_mean([(weight, -high, applies) for weight, _, high, applies in some])
        return cls(low, high, not any(one[3] is Kleene.TRUE for one in some))


def _least_mean(weighed: Sequence[tuple[Fraction | int, Fraction | int, Kleene]]) -> Fraction:
    """Return the least mean of those that apply and any of the others, at least one in all."""
    sure = [(weight, value) for weight, value, applies in weighed if applies is Kleene.TRUE]
    total: Fraction | int = sum(weight * value for weight, value in sure)
    whole = sum(weight for weight, _ in sure)
    others = [one for one in weighed if one[2] is not Kleene.TRUE]
    for weight, value, _ in sorted(others, key=lambda one: one[1]):
        # Each lowers the mean while it is below it; the first one, at the least, begins it.
        if not whole or value * whole < total:
            total, whole = total + weight * value, whole + weight
    return Fraction(total, whole)


def counting(
    weights: Sequence[_Weight], values: Sequence[Fraction | int], applies: Sequence[Kleene]
) -> list[_Weight]:
    """Return the weights of the statements that count for their least mean, 0 for the others.

    What is equal to the mean counts, which it leaves as it is.
    """
    rows = zip(weights, values, applies, strict=True)
    some = [row for row in rows if row[2] is not Kleene.FALSE]
    least = _least_mean(some) if some else 0
    return [
        weight * (of is Kleene.TRUE or (of is Kleene.UNKNOWN and value <= least))
        for weight, value, of in zip(weights, values, applies, strict=True)
    ]


@frozen
class Thresholds(Record):
    """The scores at which the verdict changes, as shares of 1; None for a missing threshold."""

    decline_below: Fraction | None
    accept_at: Fraction | None
    _ratios: tuple[tuple[int, int] | None, ...] = field(init=False, eq=False, repr=False)

    @_ratios.default
    def _as_ratios(self) -> tuple[tuple[int, int] | None, ...]:
        # Comparing whole numbers is several times quicker than comparing fractions.
        ends = (self.decline_below, self.accept_at)
        return tuple(None if end is None else end.as_integer_ratio() for end in ends)

    @classmethod
    def of(cls, checked: CheckedCriteria) -> Thresholds:
        """Return the thresholds of criteria."""
        ends = (checked.decline_below, checked.accept_at)
        return cls(*(None if percent is None else Fraction(percent) / 100 for percent in ends))

    @property
    def all(self) -> tuple[Fraction, ...]:
        """Thresholds in the criteria, low to high."""
        return tuple(end for end in (self.decline_below, self.accept_at) if end is not None)

    def rank(self, total: Fraction | int, whole: Fraction | int) -> int:
        """Return the rank of the verdict on a score alone.

        Args:
            total: The sum of weight times contribution, in any unit.
            whole: The sum of the weights in the same unit; 0 if nothing is weighed.
        """
        below, accept = self._ratios
        if not whole:
            return CONSIDER
        if below is not None and total * below[1] < below[0] * whole:
            return DECLINE
        if accept is not None and total * accept[1] >= accept[0] * whole:
            return ACCEPT
        return CONSIDER

    def ranks(
        self,
        ruled_out: Kleene,
        low: Fraction | int,
        high: Fraction | int,
        whole: Fraction | int,
        *,
        may_lack: bool = False,
    ) -> tuple[int, int]:
        """Return the lowest and the highest rank still possible; all between are possible too.

        Args:
            ruled_out: Whether any statement rules the offer out.
            low: The least total that is still possible; see ``rank``.
            high: The greatest.
            whole: See ``rank``.
            may_lack: Whether there may be no score, because nothing that is weighed may apply.
        """
        if ruled_out is Kleene.TRUE:
            return DECLINE, DECLINE
        highest = self.rank(high, whole)
        lowest = highest if low == high else self.rank(low, whole)
        if may_lack:
            lowest, highest = min(lowest, CONSIDER), max(highest, CONSIDER)
        return (DECLINE if ruled_out is Kleene.UNKNOWN else lowest), highest

    def possible(
        self,
        ruled_out: Kleene,
        low: Fraction | int,
        high: Fraction | int,
        whole: int,
        *,
        may_lack: bool = False,
    ) -> tuple[Verdict, ...]:
        """Return the verdicts still possible, low to high; see ``ranks``."""
        lowest, highest = self.ranks(ruled_out, low, high, whole, may_lack=may_lack)
        return ORDERED[lowest : highest + 1]
