"""Units that amounts leave out or need not have: of another amount, or of a fact beside them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from offerkit.paths import FactPath
from offerkit.syntax import nodes
from offerkit.syntax.nodes import Expr
from offerkit.values import OWN_UNITS, DurationUnit


def in_own_unit(*operands: Expr) -> tuple[Expr, ...]:
    """Return operands with durations as plain numbers if they are in the unit that others count.

    So the canonical form of ``leave.days >= 25 days`` is ``leave.days >= 25``.

    Source:
        grammar/README.md, "Own units".
    """
    if not any(isinstance(operand, nodes.DurationLiteral) for operand in operands):
        return operands
    counted = {unit for operand in operands if (unit := _counted(operand)) is not None}
    return tuple(
        evolve(operand.number, span=operand.span)
        if isinstance(operand, nodes.DurationLiteral) and operand.unit in counted
        else operand
        for operand in operands
    )


def _counted(expression: Expr) -> DurationUnit | None:
    """Return the unit that a quantity counts, by the first fact in it that counts one."""
    parts: Sequence[Expr]
    match expression:
        case nodes.Path(name=name):
            return OWN_UNITS.get(FactPath.parse(name).path)
        case nodes.Sum(first=first, rest=rest):
            parts = (first, *(part for _, part in rest))
        case nodes.Product(first=first, rest=rest):
            scalars = (nodes.NumberLiteral, nodes.PercentLiteral)
            parts = [p for p in (first, *(p for _, p in rest)) if not isinstance(p, scalars)]
            if len(parts) > 1:
                return None  # another factor may have a unit
        case nodes.Call(arguments=arguments):
            parts = arguments
        case nodes.Negation(operand=operand):
            parts = (operand,)
        case _:
            return None
    return next(filter(None, map(_counted, parts)), None)


def with_unit_of(low: Expr, high: Expr) -> Expr:
    """Return *low* with the unit of *high* if it is a plain number: ``40..45 hours``."""
    if isinstance(low, nodes.NumberLiteral) and isinstance(high, nodes.Measured):
        return evolve(high, number=low, span=low.span)
    return low
