"""Warnings about comparisons that have the same outcome for every offer."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TypeAlias

from attrs import define, frozen

from offerkit.check.constants import amount_of, is_constant, ordered
from offerkit.check.names import Names, Report
from offerkit.check.problems import expressions as problems
from offerkit.core import (
    Constant,
    Core,
    Equal,
    FactRef,
    Less,
    LessEqual,
    Member,
    Overlaps,
    Within,
    children,
    datatype_of,
)
from offerkit.datatypes import DateType, DurationType, OrdinalType, TextSetType, TextType, YesNo
from offerkit.model.fields import FactInfo, bounds_text
from offerkit.paths import View
from offerkit.records import Record
from offerkit.scales import Level
from offerkit.span import Span
from offerkit.syntax.nodes import Quantifier
from offerkit.text import fold
from offerkit.values import PER_YEAR, Duration, Pay

Comparison: TypeAlias = Less | LessEqual | Equal | Member | Overlaps | Within

_NEVER, _ALWAYS, _SAME = "is never true", "is always true", "has the same outcome for every offer"


@frozen
class _Ends(Record):
    """The bounds of an operand; None for no bound, or one that does not compare."""

    low: Fraction | None = None
    high: Fraction | None = None


@define
class Lint:
    """Reports comparisons and conditions whose outcome does not depend on the offer."""

    names: Names
    report: Report

    def comparison(self, core: Comparison, span: Span, *, negated: bool = False) -> Core:
        """Return *core*, reported if its outcome never differs; *negated* if inside a ``not``.

        Source:
            grammar/README.md, "Diagnostics".
        """
        outcome = self._outcome(core)
        if outcome is not None:
            swapped = {_NEVER: _ALWAYS, _ALWAYS: _NEVER} if negated else {}
            words = swapped.get(outcome, outcome)
            if words == _ALWAYS and self._may_not_apply(core):
                words = "is true whenever it applies"
            self.report.add(problems.never_differs(span, words, self._hint(core)))
        return core

    def _may_not_apply(self, core: Core) -> bool:
        if isinstance(core, FactRef):
            info = self.names.schema.facts[core.fact.path]
            return core.fact.view is View.CURRENT or info.may_not_apply
        return any(map(self._may_not_apply, children(core)))

    def between(self, at_least: LessEqual, at_most: LessEqual, span: Span) -> None:
        """Report a ``between`` that is always true or never true."""
        outcomes = {self._outcome(at_least), self._outcome(at_most)}
        words = _NEVER if _NEVER in outcomes else outcomes.pop() if len(outcomes) == 1 else None
        if words is not None:
            hint = self._hint(at_least) or self._hint(at_most)
            self.report.add(problems.never_differs(span, words, hint))

    def count(self, quantifier: Quantifier, number: int, among: int, span: Span) -> None:
        """Report a count of *among* conditions that is always true or never."""
        most = among if quantifier is not Quantifier.AT_MOST else among - 1
        if number > most:
            words = _ALWAYS if quantifier is Quantifier.AT_MOST else _NEVER
            named = f"there are {among} conditions" if among > 1 else "there is one condition"
            self.report.add(problems.never_differs(span, words, named))
        elif number == 0 and quantifier is Quantifier.AT_LEAST:
            self.report.add(problems.never_differs(span, _ALWAYS))

    def empty_between(self, span: Span) -> None:
        """Report a ``between`` whose first end is above its second."""
        self.report.add(problems.never_differs(span, _NEVER, "write the lower end first"))

    def condition(self, core: Core, span: Span) -> None:
        """Report a condition that is a constant."""
        if isinstance(core, Constant):
            self.report.add(problems.never_differs(span, _ALWAYS if core.value else _NEVER))

    def subject(self, core: Core, span: Span) -> None:
        """Report a graded preference whose grade is a constant."""
        if is_constant(core):
            self.report.add(problems.never_differs(span, _SAME))

    def _outcome(self, core: Comparison) -> str | None:
        match core:
            case Less(left=left, right=right) | LessEqual(left=left, right=right):
                return self._same(left, right) or self._order(core)
            case Equal(left=left, right=right):
                return self._same(left, right) or self._equality(left, right)
            case Member(item=item, container=container):
                return _membership(item, container)
            case _:
                return self._same(core.left, core.right) or _sets(core)

    def _same(self, left: Core, right: Core) -> str | None:
        if is_constant(left) or left != right:
            return None
        return "compares something with itself"

    def _order(self, core: Less | LessEqual) -> str | None:
        left, right = self._pair(core.left, core.right)
        strict = isinstance(core, Less)
        if _is_below(left.high, right.low, or_equal=not strict):
            return _ALWAYS
        if _is_below(right.high, left.low, or_equal=strict):
            return _NEVER
        return _SAME if _undecided_constants(core.left, core.right) else None

    def _equality(self, left: Core, right: Core) -> str | None:
        if isinstance(left, Constant) and isinstance(right, Constant):
            one, other = left.value, right.value
            if isinstance(one, str) and isinstance(other, str):
                return _ALWAYS if fold(one) == fold(other) else _NEVER
            if isinstance(one, bool) and isinstance(other, bool):
                return _ALWAYS if one is other else _NEVER
        one_ends, other_ends = self._pair(left, right)
        if _is_below(one_ends.high, other_ends.low) or _is_below(other_ends.high, one_ends.low):
            return _NEVER
        if is_constant(left) and is_constant(right) and one_ends.low is not None:
            return _ALWAYS
        return _SAME if _undecided_constants(left, right) else None

    def _pair(self, left: Core, right: Core) -> tuple[_Ends, _Ends]:
        if is_constant(left) and is_constant(right):
            both = ordered([left, right])
            if both is None:
                return _Ends(), _Ends()
            one, other = both
            return _Ends(one, one), _Ends(other, other)
        datatypes = datatype_of(left), datatype_of(right)
        if all(isinstance(one, DurationType) for one in datatypes) and len({*datatypes}) == 2:
            # Only 0 is the same in days and in months.
            return _zero_or_none(self._ends(left)), _zero_or_none(self._ends(right))
        return self._ends(left), self._ends(right)

    def _ends(self, core: Core) -> _Ends:
        if isinstance(core, FactRef):
            return _fact_ends(self.names.schema.facts[core.fact.path])
        if not isinstance(core, Constant):
            return _Ends()
        if isinstance(core.value, Level):
            return _Ends(Fraction(core.value.rank), Fraction(core.value.rank))
        if isinstance(core.value, date):
            return _Ends()
        amount = amount_of(core)
        if amount is None:
            return _Ends()
        # The bounds of money and pay are 0, which compares without currency and period.
        value = Fraction(core.value.base) if isinstance(core.value, Duration) else amount.value
        return _Ends(value, value)

    def _hint(self, core: Core) -> str | None:
        if isinstance(core, Less | LessEqual | Equal) and core.left != core.right:
            for side in (core.left, core.right):
                info = self.names.schema.get(side.fact.path) if isinstance(side, FactRef) else None
                if info is not None and not _is_unbounded(info):
                    return f"`{info.path}` is {bounds_text(info)}"
        return None


def _zero_or_none(ends: _Ends) -> _Ends:
    return _Ends(*(end if end == 0 else None for end in (ends.low, ends.high)))


def _fact_ends(info: FactInfo) -> _Ends:
    match info.datatype:
        case OrdinalType(scale=scale):
            return _Ends(Fraction(0), Fraction(len(scale.levels) - 1))
        case DurationType(families=families) if len(families) > 1:
            # The upper bound depends on the unit; 0 is the lower bound in every unit.
            return _Ends(Fraction(0) if info.bounds.low == 0 else None)
        case YesNo() | TextType() | TextSetType() | DateType():
            return _Ends()
        case _ if info.bounds.unit is not None:
            # What it is in other currencies, or for other periods, only the sign tells.
            is_positive = info.bounds.low is not None and info.bounds.low >= 0
            return _Ends(Fraction(0) if is_positive else None)
        case _:
            low, high = info.bounds.low, info.bounds.high
            return _Ends(
                None if low is None else Fraction(low), None if high is None else Fraction(high)
            )


def _is_unbounded(info: FactInfo) -> bool:
    """Return whether a fact has no bounds worth mentioning."""
    if isinstance(info.datatype, OrdinalType | YesNo | TextType | TextSetType | DateType):
        return True
    return info.bounds.low is None and info.bounds.high is None


def _is_below(one: Fraction | None, other: Fraction | None, *, or_equal: bool = False) -> bool:
    if one is None or other is None:
        return False
    return one <= other if or_equal else one < other


def _undecided_constants(left: Core, right: Core) -> bool:
    """Return whether constants differ only in currency, so that only rates can decide."""
    if not is_constant(left) or not is_constant(right):
        return False
    units = [amount.unit for side in (left, right) if (amount := amount_of(side)) is not None]
    # Pay per hour or day depends on the hours of the offer.
    by_offer = any(isinstance(unit, Pay) and unit.per not in PER_YEAR for unit in units)
    return len(units) == 2 and not by_offer


def _membership(item: Core, container: Core) -> str | None:
    texts = _texts(container)
    if not texts:
        return None if texts is None else _NEVER
    if not isinstance(item, Constant) or not isinstance(item.value, str):
        return None
    return _ALWAYS if fold(item.value) in texts else _NEVER


def _sets(core: Overlaps | Within) -> str | None:
    left, right = _texts(core.left), _texts(core.right)
    if isinstance(core, Overlaps):
        if left == set() or right == set():
            return _NEVER
        return None if left is None or right is None else (_ALWAYS if left & right else _NEVER)
    if left == set():
        return _ALWAYS
    return None if left is None or right is None else (_ALWAYS if left <= right else _NEVER)


def _texts(core: Core) -> set[str] | None:
    """Return the folded texts of a constant set, or None for any other expression."""
    value = core.value if isinstance(core, Constant) else None
    return set(map(fold, value)) if isinstance(value, frozenset) else None
