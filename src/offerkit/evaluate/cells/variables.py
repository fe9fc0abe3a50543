"""The cells of facts: the parts of their values that no comparison with constants tells apart.

Cells follow from the criteria alone. An offer only says which of them are left, and whoever learns
a fact never leaves more of them: that is what keeps whatever is concluded from cells monotone.

Source:
    grammar/README.md, "Exact verdicts".
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import define, evolve, field, frozen

from offerkit import core as c
from offerkit.check.constants import exact_decimal
from offerkit.datatypes import (
    Datatype,
    DateType,
    DurationType,
    MoneyType,
    PayType,
)
from offerkit.evaluate.facts import BASIS, PLAIN, Facts, Scope, World
from offerkit.evaluate.quantities import base_of, measured
from offerkit.evaluate.semantics import judge, judged
from offerkit.evaluate.sets import Fold, texts_of
from offerkit.intervals import Interval
from offerkit.kleene import Kleene
from offerkit.paths import FactPath
from offerkit.span import NOWHERE
from offerkit.values import (
    DOES_NOT_APPLY,
    PER_YEAR,
    UNKNOWN,
    Duration,
    DurationFamily,
    FactValue,
    Money,
    Pay,
    Period,
    one_end,
)

FALSE, NEITHER, TRUE = 1, 2, 4
"""The bits of a mask: what a truth may be."""
MASKS: Final = {
    truth: sum(
        bit
        for bit, one in (
            (FALSE, Kleene.FALSE),
            (NEITHER, Kleene.DOES_NOT_APPLY),
            (TRUE, Kleene.TRUE),
        )
        if one in truth.possible
    )
    for truth in Kleene
}
TRUTHS: Final = {mask: truth for truth, mask in MASKS.items()}


@frozen
class Piece:
    """A part of a number line: a point, or what lies between two ends that are not in it."""

    low: Fraction | None
    high: Fraction | None
    point: Fraction | None = field(init=False, eq=False, repr=False)
    """The only value, if it is a single one."""

    @point.default
    def _only_value(self) -> Fraction | None:
        return self.low if self.low == self.high else None

    @property
    def is_point(self) -> bool:
        """Whether it is a single value."""
        return self.point is not None

    def meets(self, interval: Interval) -> bool:
        """Return whether it has a value in common with an interval, whose ends are in it."""
        low, high, point = self.low, self.high, self.point
        if point is not None:
            above = interval.low is None or interval.low <= point
            return above and (interval.high is None or point <= interval.high)
        below = interval.high is None or low is None or low < interval.high
        above = interval.low is None or high is None or interval.low < high
        return below and above


Cell: TypeAlias = Piece | bool | str | Kleene | None
"""A piece of a line, a truth, a text; of a comparison its truth. None is "does not apply".

Of a text, ``""`` is every text that the criteria do not name.
"""
NOTHING: Final = None

Seen: TypeAlias = tuple[int, tuple[FactPath, ...], tuple[FactPath, ...]]
"""The cells left, as bits, the facts that leave open which, and those that leave open whether any.

The last are those of which it may turn out that they do not apply.
"""


@define(eq=False)
class Variable(ABC):
    """Something of which the criteria tell finitely many cells apart."""

    key: Hashable
    cells: tuple[Cell, ...]
    fact: FactPath | None = None

    @property
    def all(self) -> int:
        """All cells, as bits."""
        return (1 << len(self.cells)) - 1

    def seen(self, facts: Facts) -> Seen | None:
        """Return the cells left, and what leaves open which; None if comparisons tell more.

        By parts these may compare in another unit, too.
        """
        return None

    @abstractmethod
    def left(self, facts: Facts) -> int:
        """Return the cells that the facts of an offer leave, as bits."""

    def bits(self, wanted: Iterable[Cell]) -> int:
        """Return some of the cells as bits."""
        some = list(wanted)
        return sum(1 << at for at, cell in enumerate(self.cells) if cell in some)


@define(eq=False)
class OfFact(Variable):
    """The value of a fact."""

    def left(self, facts: Facts) -> int:
        """Return the cells that the facts of an offer leave, as bits."""
        assert self.fact is not None
        if facts.world.schema.facts[self.fact.path].derived:
            return self._applying(UNKNOWN, facts)
        value = facts.value(self.fact)
        if value is DOES_NOT_APPLY:
            return self.bits([NOTHING])
        nothing = self.bits([NOTHING]) if facts.doubts(self.fact) else 0
        return nothing | self._applying(value, facts)

    def seen(self, facts: Facts) -> Seen | None:
        """Return the cells left, and what leaves open which."""
        assert self.fact is not None
        return self.left(facts), facts.missing(self.fact), facts.doubts(self.fact)

    @abstractmethod
    def _applying(self, value: FactValue, facts: Facts) -> int:
        """Return the cells that are left if the fact applies."""


@define(eq=False)
class OnLine(OfFact):
    """A quantity, in pieces between thresholds; or a level."""

    scope: Scope = field(kw_only=True)

    def seen(self, facts: Facts) -> Seen | None:
        """Return the cells left, and what leaves open which; None if it is in another unit."""
        assert self.fact is not None
        info = facts.world.schema.facts[self.fact.path]
        datatype = info.datatype
        is_in_both = isinstance(datatype, DurationType) and len(datatype.families) > 1
        if info.derived or is_in_both:
            return None
        supposed = facts.stretch(self.fact)
        unit = one_end(facts.value(self.fact)) if supposed is None else supposed.unit
        if isinstance(unit, Money | Pay) and unit.currency != self.scope.currency:
            return None
        missing = measured(self.fact, facts, self.scope).missing
        return self.left(facts), missing, facts.doubts(self.fact)

    def _applying(self, value: FactValue, facts: Facts) -> int:
        assert self.fact is not None
        known = measured(self.fact, facts, self.scope).interval
        return sum(
            1 << at
            for at, cell in enumerate(self.cells)
            if isinstance(cell, Piece) and cell.meets(known)
        )


@define(eq=False)
class ByTheHour(OnLine):
    """An amount of pay that is compared with amounts per hour or per day, which offers convert."""

    ref: c.FactRef = field(kw_only=True)
    _ends: dict[Fraction, c.Constant] = field(factory=dict, init=False)

    def seen(self, facts: Facts) -> Seen | None:
        """Return None: comparisons by the hour are made by the year, too."""
        return None

    def _applying(self, value: FactValue, facts: Facts) -> int:
        below, above = (
            {place: self._holds(place, facts, is_below=is_below) for place in self._places}
            for is_below in (True, False)
        )
        found = 0
        for at, cell in enumerate(self.cells):
            if not isinstance(cell, Piece):
                continue
            low, high = cell.low, cell.high
            if cell.is_point:
                assert low is not None
                fits = bool(below[low] & FALSE and above[low] & FALSE)
            else:
                fits = (low is None or bool(above[low] & TRUE)) and (
                    high is None or bool(below[high] & TRUE)
                )
            found |= fits << at
        return found

    @property
    def _places(self) -> Iterator[Fraction]:
        return (cell.low for cell in self.cells if isinstance(cell, Piece) and cell.low is not None)

    def _holds(self, place: Fraction, facts: Facts, *, is_below: bool) -> int:
        end = self._ends.get(place)
        if end is None:
            amount = exact_decimal(place)
            assert amount is not None
            pay = Pay(amount, self.scope.currency or "", self.scope.basis)
            end = self._ends[place] = c.Constant(pay, PayType(), span=NOWHERE)
        sides = (self.ref, end) if is_below else (end, self.ref)
        return MASKS[judge(c.Less(*sides, span=NOWHERE), facts).truth]


@define(eq=False)
class OfTruth(OfFact):
    """A yes/no fact."""

    def _applying(self, value: FactValue, facts: Facts) -> int:
        return self.bits([value] if isinstance(value, bool) else [False, True])


@define(eq=False)
class OfText(OfFact):
    """A text: those that the criteria name, and all others."""

    fold: Fold = field(kw_only=True)

    def _applying(self, value: FactValue, facts: Facts) -> int:
        if not isinstance(value, str):
            return self.all & ~self.bits([NOTHING])
        folded = self.fold(value)
        return self.bits([folded if folded in self.cells else OTHER])


OTHER: Final = ""


@define(eq=False)
class Contains(Variable):
    """Whether a set contains a text, or one that the criteria do not name."""

    text: str = field(kw_only=True)
    named: Set[str] = field(kw_only=True)
    fold: Fold = field(kw_only=True)

    def seen(self, facts: Facts) -> Seen | None:
        """Return the cells left, and what leaves open which."""
        assert self.fact is not None
        return self.left(facts), facts.missing(self.fact), ()

    def left(self, facts: Facts) -> int:
        """Return the cells that the facts of an offer leave, as bits."""
        assert self.fact is not None
        known = texts_of(facts.value(self.fact), self.fold)
        must, may = known.must, known.may
        if self.text == OTHER:
            surely, never = bool(must - self.named), may is not None and may <= self.named
        else:
            surely, never = self.text in must, may is not None and self.text not in may
        return self.bits([*([] if surely else [False]), *([] if never else [True])])


@define(eq=False)
class Applies(OfFact):
    """Whether a set applies that may not."""

    def _applying(self, value: FactValue, facts: Facts) -> int:
        return self.bits([True])


@define(eq=False)
class Loose(Variable):
    """The truth of a comparison that is none of a fact with constants alone."""

    core: c.Core = field(kw_only=True)
    world: World = field(kw_only=True)

    def left(self, facts: Facts) -> int:
        """Return what the truth may be, as bits."""
        return self.bits(judged(self.core, facts).truth.possible)


@define(eq=False)
class Job(Variable):
    """Whether there is a present job."""

    def left(self, facts: Facts) -> int:
        """Return whether there may be a job or none, as bits."""
        current = facts.offer.current
        return self.all if current is None else self.bits([current is not DOES_NOT_APPLY])


# --- lines ---------------------------------------------------------------------------------------

_NONE, _WHOLE = Fraction(0), Fraction(1)


@frozen
class Line:
    """A quantity as *slope* times a fact plus *rest*; without a fact, the slope is 0."""

    slope: Fraction
    rest: Fraction
    facts: frozenset[c.FactRef]
    units: frozenset[str]
    """Currencies and families of durations of its amounts."""
    bases: frozenset[Period] = frozenset()
    """Periods of its amounts of pay, those that are parts of a year as that."""


def line_of(core: c.Core, lets: Sequence[Line | None]) -> Line | None:
    """Return a quantity or level as a line; None if it is none.

    Args:
        core: Any expression.
        lets: The lines of the ``let`` values that it may refer to; see ``lines_of``.
    """
    match core:
        case c.Constant(value=bool() | str() | frozenset()):
            return None
        case c.Constant(value=value):
            amount, units, bases = base_of(value), set[str](), set[Period]()
            if isinstance(value, Pay):
                amount *= PER_YEAR.get(value.per, 1)
                bases.add(BASIS[value.per])
            if isinstance(value, Money | Pay):
                units.add(value.currency)
            elif isinstance(value, Duration):
                units.add(value.unit.family.value)
            return Line(_NONE, amount, frozenset(), frozenset(units), frozenset(bases))
        case c.FactRef():
            return Line(_WHOLE, _NONE, frozenset({core}), frozenset())
        case c.LetRef(index=index):
            return lets[index]
        case c.Sum(terms=terms):
            lines = [line_of(term, lets) for term in terms]
            found = [line for line in lines if line is not None]
            if len(found) < len(lines):
                return None
            return Line(
                sum((line.slope for line in found), Fraction(0)),
                sum((line.rest for line in found), Fraction(0)),
                frozenset[c.FactRef]().union(*(line.facts for line in found)),
                frozenset[str]().union(*(line.units for line in found)),
                frozenset[Period]().union(*(line.bases for line in found)),
            )
        case c.Scaled(operand=operand, factor=factor):
            line = line_of(operand, lets)
            if line is None:
                return None
            return evolve(line, slope=line.slope * factor, rest=line.rest * factor)
        case _:
            return None


def lines_of(bindings: Iterable[c.Core]) -> list[Line | None]:
    """Return the lines of ``let`` values, in order, so that a long chain is no deep recursion."""
    found: list[Line | None] = []
    for let in bindings:
        found.append(line_of(let, found))
    return found


def axis_of(datatype: Datatype, units: frozenset[str], bases: frozenset[Period]) -> Scope | None:
    """Return the unit in which a fact stands on one line with constants; None if on none."""
    match datatype:
        case MoneyType() | PayType():
            [currency] = units if len(units) == 1 else ("",)
            [basis] = bases if len(bases) == 1 else (Period.YEAR,)
            return Scope(currency, basis) if currency and len(bases) < 2 else None
        case DurationType(families=families):
            if len(families) > 1:
                # In days, of which a month has more or fewer.
                return PLAIN if len(units) == 1 else None
            [family] = families
            if not units <= {family.value}:
                return None
            return Scope(in_months=family is DurationFamily.MONTHS)
        case DateType():
            return PLAIN if units <= {DurationFamily.DAYS.value} else None
        case _:
            return PLAIN


def pieces(bounds: Interval, places: Iterable[Fraction], *, whole: bool) -> tuple[Piece, ...]:
    """Return the points and what lies between them within bounds, from low to high.

    Args:
        bounds: Both ends included.
        places: Where comparisons change.
        whole: Whether there are only whole numbers, so that nothing may lie between two.
    """
    ends = {end for end in (bounds.low, bounds.high) if end is not None}
    inside = {place for place in places if Interval.exact(place) in bounds}
    points = sorted(ends | inside)
    if whole:
        points = sorted(
            {
                place
                for at in points
                for place in (Fraction(at.__floor__()), Fraction(at.__ceil__()))
                if Interval.exact(place) in bounds
            }
        )
    found: list[Piece] = []
    if bounds.low is None:
        found.append(Piece(None, points[0] if points else None))
    for at, point in enumerate(points):
        found.append(Piece(point, point))
        after = points[at + 1] if at + 1 < len(points) else None
        if after is None and bounds.high is not None:
            break
        if whole and after is not None and after - point <= 1:
            continue
        found.append(Piece(point, after))
    return tuple(found)
