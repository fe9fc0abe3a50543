"""Divisors that may be 0, and comparisons that say the same without them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from offerkit.check.problems.expressions import unsure_divisor
from offerkit.currencies import currency_in
from offerkit.datatypes import (
    Datatype,
    DurationType,
    MoneyType,
    PayType,
    PercentType,
)
from offerkit.diagnostics import Diagnostic, Offered
from offerkit.records import Record
from offerkit.syntax import nodes
from offerkit.syntax.nodes import Expr, ProductOp
from offerkit.syntax.printer import print_expression
from offerkit.values import DurationFamily


@frozen
class UnsureDivisor(Record):
    """A divisor that may be 0."""

    node: Expr
    may_be_negative: bool
    datatype: Datatype

    def problem(self, instead: Expr | None) -> Diagnostic:
        """Return the mistake, with a comparison to write in its place if there is one."""
        positive = f"max({print_expression(self.node)}, {self._least()})"
        hint = Offered("divide by what is never 0, such as {}", (positive,))
        if instead is not None:
            same = (print_expression(instead),)
            hint = Offered("write {}, which says the same", same, hint, at=instead.span)
        return unsure_divisor(self.node, hint)

    def _least(self) -> str:
        """Return a small amount above 0."""
        match self.datatype:
            case PercentType():
                return "1%"
            case MoneyType():
                return f"1 {currency_in(self.node.span.source.text)}"
            case PayType():
                return f"1 {currency_in(self.node.span.source.text)} per year"
            case DurationType(families=families):
                family = next(one for one in DurationFamily if one in families)
                return f"1 {_SHORT[family]}"
            case _:
                return "1"


_SHORT = {
    DurationFamily.CLOCK: "min",
    DurationFamily.DAYS: "day",
    DurationFamily.MONTHS: "month",
}


def without_divisors(
    node: nodes.Compare | nodes.Between, unsure: Sequence[UnsureDivisor]
) -> Expr | None:
    """Return a comparison with both sides multiplied by divisors; None if that says another thing.

    It does if one of them may be below 0. A divisor may stay within another one, so that it is a
    mistake still: the comparison has to be tried.
    """
    if not unsure or any(one.may_be_negative for one in unsure):
        return None
    by = {print_expression(one.node): one.node for one in unsure}
    multiplied = [_times(side, by) for side in _sides(node)]
    if isinstance(node, nodes.Between):
        subject, low, high = multiplied
        return evolve(node, subject=subject, low=low, high=high)
    left, right = multiplied
    return evolve(node, left=left, right=right)


def _sides(node: nodes.Compare | nodes.Between) -> tuple[Expr, ...]:
    if isinstance(node, nodes.Between):
        return node.subject, node.low, node.high
    return node.left, node.right


def _times(node: Expr, by: dict[str, Expr]) -> Expr:
    """Return an expression times some divisors, which are left out where it is divided by them."""
    match node:
        case nodes.Sum(first=first, rest=rest):
            others = tuple((op, _times(term, by)) for op, term in rest)
            return evolve(node, first=_times(first, by), rest=others)
        case nodes.Negation(operand=operand):
            return evolve(node, operand=_times(operand, by))
        case nodes.Call(arguments=arguments):
            return evolve(node, arguments=tuple(_times(one, by) for one in arguments))
        case nodes.Product():
            return _product_times(node, by)
        case nodes.NumberLiteral(value=value) if value == 1:
            one, *more = by.values()
            return _product(one, [(ProductOp.TIMES, divisor) for divisor in more], node)
        case _:
            return _product(node, [(ProductOp.TIMES, divisor) for divisor in by.values()], node)


def _product_times(node: nodes.Product, by: dict[str, Expr]) -> Expr:
    left, kept = dict(by), list[tuple[ProductOp, Expr]]()

    def without(factor: Expr) -> Expr:
        inside = sorted(_divisors(factor) & left.keys())
        return _times(factor, {text: left.pop(text) for text in inside}) if inside else factor

    first = without(node.first)
    for op, factor in node.rest:
        text = print_expression(factor)
        if op is ProductOp.DIVIDE and text in left:
            del left[text]
        else:
            kept.append((op, without(factor) if op is ProductOp.TIMES else factor))
    return _product(first, [*kept, *((ProductOp.TIMES, one) for one in left.values())], node)


def _product(first: Expr, rest: Sequence[tuple[ProductOp, Expr]], node: Expr) -> Expr:
    if not rest:
        return first
    before = first.rest if isinstance(first, nodes.Product) else ()
    first = first.first if isinstance(first, nodes.Product) else first
    return nodes.Product(first, (*before, *rest), span=node.span)


def _divisors(node: Expr) -> set[str]:
    """Return the texts of what is divided by in an expression."""
    match node:
        case nodes.Sum(first=first, rest=rest):
            return _divisors(first).union(*(_divisors(term) for _, term in rest))
        case nodes.Product(first=first, rest=rest):
            here = {print_expression(it) for op, it in rest if op is ProductOp.DIVIDE}
            return here.union(_divisors(first), *(_divisors(it) for _, it in rest))
        case nodes.Negation(operand=operand):
            return _divisors(operand)
        case nodes.Call(arguments=arguments):
            return set().union(*map(_divisors, arguments))
        case _:
            return set()
