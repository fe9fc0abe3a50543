"""Arithmetic in expressions: sums, products and quotients, exact, and done at once on constants."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import define, evolve

from offerkit.check.constants import (
    ExactAmount,
    add,
    amount_of,
    constant,
    in_one_unit,
    in_own_unit,
    is_constant,
    is_date,
    moved_date,
)
from offerkit.check.names import Names, Report
from offerkit.check.operands import CALCULABLE, agreement, as_factor, broken, is_broken, is_factor
from offerkit.check.problems import expressions as problems
from offerkit.check.reach import MOST_DIGITS, Reach, reach
from offerkit.core import (
    Constant,
    Core,
    FactRef,
    Moved,
    Product,
    Quotient,
    Scaled,
    Sum,
    datatype_of,
    is_open,
)
from offerkit.datatypes import (
    ALL_CALENDAR,
    Datatype,
    DateType,
    DurationType,
    ErrorType,
    Number,
    PercentType,
)
from offerkit.span import Span
from offerkit.syntax import nodes
from offerkit.syntax.nodes import Expr, ProductOp, SumOp
from offerkit.values import Duration, DurationFamily, DurationUnit

_DAYS: Final = DurationType(frozenset({DurationFamily.DAYS}))
_SCALARS: Final = (Number, PercentType)


@define
class Arithmetic:
    """The part of checking expressions that is about arithmetic."""

    report: Report
    names: Names

    @abstractmethod
    def value(self, node: Expr) -> Core:
        """Return an expression as typed core."""

    @abstractmethod
    def agree(self, written: Sequence[Expr], cores: Sequence[Core]) -> Datatype:
        """Return the common datatype of operands; operands without one are reported."""

    def calculable(self, op: str, node: Expr, *, or_date: bool = False) -> Core:
        """Return an operand of arithmetic; one that is none is reported."""
        core = self.value(node)
        datatype = datatype_of(core)
        if isinstance(datatype, (*CALCULABLE, ErrorType)) or (
            or_date and isinstance(datatype, DateType)
        ):
            return core
        self.report.add(problems.no_arithmetic(op, node.span, datatype))
        return broken(node.span)

    def sum(self, node: nodes.Sum) -> Core:
        """Return a sum or difference."""
        if self.names.is_hyphenated(node):
            return broken(node.span)
        nodes_ = (node.first, *(term for _, term in node.rest))
        signs = (node.rest[0][0], *(sign for sign, _ in node.rest))
        terms = [
            self.calculable(sign.value, term, or_date=True)
            for sign, term in zip(signs, nodes_, strict=True)
        ]
        if is_broken(*terms):
            return broken(node.span)
        if any(isinstance(datatype_of(term), DateType) for term in terms):
            return self._with_dates(node, nodes_, terms)
        datatype = self.agree(nodes_, terms := in_own_unit(terms))
        if isinstance(datatype, ErrorType):
            return broken(node.span)
        signed = [terms[0]]
        for (sign, _), term in zip(node.rest, terms[1:], strict=True):
            minus = sign is SumOp.MINUS
            signed.append(self.scaled(term, Fraction(-1), term.span) if minus else term)
        return self._added(signed, datatype, node.span)

    def _with_dates(self, node: nodes.Sum, written: Sequence[Expr], terms: list[Core]) -> Core:
        """Return a sum with dates in it, worked out from left to right.

        Source:
            grammar/README.md, "Arithmetic".
        """
        so_far, rest = terms[0], list(zip(node.rest, terms[1:], strict=True))
        for number, ((sign, right), term) in enumerate(rest, 1):
            span = node.span.source.span(written[0].span.start, right.span.end)
            one, other = datatype_of(so_far), datatype_of(term)
            minus, is_date = sign is SumOp.MINUS, isinstance(other, DateType)
            by = self.scaled(term, Fraction(-1), term.span) if minus and not is_date else term
            if isinstance(one, DateType) and is_date and minus:
                so_far = self._days_between(so_far, term, span)
            elif (
                isinstance(one, DateType)
                and isinstance(other, DurationType)
                and other.families <= ALL_CALENDAR
            ):
                so_far = self._moved(so_far, by, span)
            elif isinstance(one, DateType) or is_date:
                self.report.add(problems.no_date_arithmetic(sign.value, right, one, other))
                return broken(node.span)
            elif (both := agreement(one, other)) is None:
                self.report.add(problems.disagree(right, other, written[number - 1], one))
                return broken(node.span)
            else:
                so_far = self._added([so_far, by], both, span)
            if is_broken(so_far):
                return broken(node.span)
        return evolve(so_far, span=node.span)

    def _moved(self, start: Core, by: Core, span: Span) -> Core:
        if is_constant(start) and is_constant(by):
            found = moved_date(start, by)
            if found is not None and not is_date(found):
                self.report.add(problems.no_such_date(span))
                return broken(span)
            if found is not None:
                return Constant(date.fromordinal(found), DateType(), span=span)
        return Moved(start, by, DateType(), span=span)

    def _days_between(self, later: Core, earlier: Core, span: Span) -> Core:
        if isinstance(later, Constant) and isinstance(earlier, Constant):
            assert isinstance(later.value, date)
            assert isinstance(earlier.value, date)
            days = Decimal((later.value - earlier.value).days)
            return Constant(Duration(days, DurationUnit.DAY), _DAYS, span=span)
        minus = Scaled(earlier, Fraction(-1), DateType(), span=earlier.span)
        return Sum((later, minus), _DAYS, span=span)

    def _added(self, terms: list[Core], datatype: Datatype, span: Span) -> Core:
        constants = terms if all(map(is_constant, terms)) else []
        amounts = [amount for term in constants if (amount := amount_of(term)) is not None]
        total = add(amounts)
        if total is not None:
            return self._fitting(total, span)
        core = Sum(tuple(terms), datatype, span=span)
        # The digits of facts and constants are bounded by themselves.
        is_flat = all(isinstance(term, FactRef | Constant) for term in terms)
        return core if is_flat else self._in_digits(core)

    def _fitting(self, amount: ExactAmount, span: Span) -> Core:
        if amount.fits:
            return constant(amount, span)
        self.report.add(problems.number_too_large(span))
        return broken(span)

    def scaled(self, operand: Core, factor: Fraction, span: Span) -> Core:
        """Return *operand* times a constant."""
        amount = amount_of(operand)
        if amount is not None:
            return self._fitting(amount.times(factor), span)
        if isinstance(operand, Scaled):
            factor *= operand.factor
            operand = operand.operand
        if not ExactAmount(factor).fits:
            self.report.add(problems.number_too_large(span))
            return broken(span)
        return self._in_digits(Scaled(operand, factor, datatype_of(operand), span=span))

    def product(self, node: nodes.Product) -> Core:
        """Return a product or quotient."""
        so_far = self.calculable(node.rest[0][0].value, node.first)
        for op, written in node.rest:
            right = self.calculable(op.value, written)
            span = node.span.source.span(node.first.span.start, written.span.end)
            if is_broken(so_far, right) or is_open(so_far, right):
                if op is ProductOp.DIVIDE and not is_broken(right) and not is_open(right):
                    self._above_0(right, written)
                so_far = broken(span)
            elif op is ProductOp.TIMES:
                so_far = self._times(so_far, right, written, span)
            else:
                so_far = self._over(so_far, right, written, span)
        # The span of the product includes brackets around it.
        return evolve(so_far, span=node.span)

    def _times(self, left: Core, right: Core, written: Expr, span: Span) -> Core:
        one, other = datatype_of(left), datatype_of(right)
        if not isinstance(one, _SCALARS) and not isinstance(other, _SCALARS):
            self.report.add(problems.two_units(written, left.span, one))
            return broken(span)
        if is_constant(left) and (not is_constant(right) or not is_factor(left, right)):
            left, right = right, left
        # Now if a side is constant, it is the right one; if both are, that without a unit.
        if is_constant(right) and isinstance(datatype_of(right), _SCALARS):
            return self.scaled(left, as_factor(right), span)
        if isinstance(datatype_of(right), _SCALARS):
            left, right = right, left
        (left, one_factor), (right, other_factor) = _apart(left), _apart(right)
        scalar, quantity = self._reach(left), self._reach(right)
        is_fixed = is_constant(right)
        written_out = scalar.facts.isdisjoint(quantity.facts) and (
            is_fixed
            or (scalar.is_stated and not quantity.has_product)
            or (quantity.is_stated and not scalar.has_product)
        )
        datatype = _product_type(datatype_of(left), datatype_of(right))
        core = Product(left, right, datatype, written_out, span=span)
        return self._times_exactly(core, one_factor * other_factor, span)

    def _over(self, left: Core, right: Core, written: Expr, span: Span) -> Core:
        """Return a quotient, whose divisor is above 0."""
        if {Number, DurationType} == {type(datatype_of(side)) for side in (left, right)}:
            left, right = in_own_unit((left, right))
        one, other = datatype_of(left), datatype_of(right)
        is_ratio = not isinstance(other, Number) and agreement(one, other) is not None
        if not is_ratio and not isinstance(other, _SCALARS):
            self.report.add(problems.bad_divisor(written, other, one))
            return broken(span)
        amounts = amount_of(left), amount_of(right)
        if amounts[1] is not None and not amounts[1].value:
            self.report.add(problems.division_by_zero(written))
            return broken(span)
        if is_ratio and amounts[0] is not None and amounts[1] is not None:
            same = in_one_unit((amounts[0], amounts[1]))
            if same is not None:
                ratio = same[0].value / same[1].value
                return self._fitting(ExactAmount(ratio), span)
        if amounts[1] is not None and not is_ratio:
            return self.scaled(left, 1 / as_factor(right), span)
        above_0 = self._above_0(right, written)
        if above_0 is None:
            return broken(span)
        (left, factor), (right, divided_by) = _apart(left), above_0
        known, above = self._reach(right), self._reach(left)
        apart = known.facts.isdisjoint(above.facts)
        written_out = known.is_stated and not above.has_product and apart
        datatype = one if not is_ratio and not isinstance(one, Number) else Number()
        core = Quotient(left, right, datatype, written_out, span=span)
        return self._times_exactly(core, factor / divided_by, span)

    def _above_0(self, divisor: Core, written: Expr) -> tuple[Core, Fraction] | None:
        """Return a divisor as what is above 0 and a factor; None if it may be 0, which is noted."""
        core, factor = _apart(divisor)
        known = self._reach(core)
        if known.ends.high is not None and known.ends.high < 0:
            return self.scaled(core, Fraction(-1), core.span), -factor
        if known.ends.low is None or known.ends.low <= 0 or not factor:
            self.unsure_divisor(written, may_be_negative=known.may_be_negative(factor))
            return None
        return core, factor

    def _times_exactly(self, core: Product | Quotient, factor: Fraction, span: Span) -> Core:
        """Return a product or quotient times a constant that its parts had."""
        return self._in_digits(core) if factor == 1 else self.scaled(core, factor, span)

    def _in_digits(self, core: Core) -> Core:
        """Return a quantity, broken if it may have too many digits."""
        if self._reach(core).digits > MOST_DIGITS:
            self.report.add(problems.too_many_digits(core.span, MOST_DIGITS))
            return broken(core.span)
        return core

    def _reach(self, core: Core) -> Reach:
        return reach(core, self.names.schema, self.names.reaches)

    @abstractmethod
    def unsure_divisor(self, divisor: Expr, *, may_be_negative: bool) -> None:
        """Note a divisor that may be 0."""


def _apart(core: Core) -> tuple[Core, Fraction]:
    """Return a quantity without its constant factor, and that."""
    return (core.operand, core.factor) if isinstance(core, Scaled) else (core, Fraction(1))


def _product_type(scalar: Datatype, quantity: Datatype) -> Datatype:
    """Return the datatype of a product of two quantities, neither of which is a constant number.

    Source:
        grammar/README.md, "Arithmetic" and "Own units".
    """
    match scalar, quantity:
        case _, PercentType():
            return scalar
        case Number(), Number():
            return Number()
        case _:
            return quantity
