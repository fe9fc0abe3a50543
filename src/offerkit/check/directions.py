"""Warnings about statements that run against the direction in which facts get better.

Source:
    grammar/README.md, "Counter-offers", for the directions, and "Diagnostics".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from offerkit.check.constants import amount_of
from offerkit.check.expressions import Expressions
from offerkit.check.names import Names
from offerkit.check.problems import expressions as problems
from offerkit.core import Constant, Core, FactRef
from offerkit.datatypes import OrdinalType, TextType, YesNo
from offerkit.diagnostics import Diagnostic
from offerkit.model.fields import Better, FactInfo
from offerkit.paths import View
from offerkit.scales import Level
from offerkit.syntax import nodes
from offerkit.syntax.nodes import CompareOp, Expr, RuleKind
from offerkit.values import Duration

_WANTED: Final = frozenset({RuleKind.PRO})
_OPPOSITE: Final = {">=": "<", "<=": ">"}
_MIRRORED: Final = {">=": "<=", "<=": ">=", "<": ">", ">": "<"}


@frozen
class Directions:
    """Looks for conditions and preferences against the direction of a fact."""

    names: Names
    expressions: Expressions

    def rule(self, node: nodes.Rule) -> Iterator[Diagnostic]:
        """Yield warnings about the condition of a rule."""
        wanted = (node.kind in _WANTED) is not node.unless
        yield from self._condition(node.condition, frozenset(), wanted=wanted)

    def leaving(self, node: nodes.Leaving) -> Iterator[Diagnostic]:
        """Yield warnings about the condition of a reason for leaving."""
        yield from self._condition(node.condition, frozenset(), wanted=True)

    def prefer(self, node: nodes.Prefer, subject: Core, *, rises: bool) -> Iterator[Diagnostic]:
        """Yield a warning if the better end of a preference is the worse one of its fact."""
        info = self._directed(subject)
        if info is not None and (info.better is Better.MORE) is not rises:
            yield problems.against_direction(node, info.path, more=info.better is Better.MORE)

    def _directed(self, core: Core | None) -> FactInfo | None:
        """Return the fact of the offer that an expression reads, if it has a direction."""
        if not isinstance(core, FactRef) or core.fact.view is not View.OFFERED:
            return None
        info = self.names.schema.get(core.fact.path)
        has_order = info is not None and not isinstance(info.datatype, YesNo | TextType)
        return info if has_order and info is not None and info.better is not None else None

    def _condition(
        self, node: Expr, beside: frozenset[str], *, wanted: bool
    ) -> Iterator[Diagnostic]:
        """Yield warnings about a condition, without what stands behind the names in it.

        A name can be used many times over, by other names too.

        Args:
            node: The condition.
            beside: Facts that other operands read: what one leaves out another may let in.
            wanted: Whether it speaks for the offer that the condition is true.
        """
        match node:
            case nodes.Or() | nodes.And():
                reads = [frozenset(_paths(operand)) for operand in node.operands]
                for at, operand in enumerate(node.operands):
                    others = frozenset().union(*reads[:at], *reads[at + 1 :])
                    yield from self._condition(operand, beside | others, wanted=wanted)
            case nodes.Not():
                yield from self._condition(node.operand, beside, wanted=not wanted)
            case nodes.Compare() if node.op in (CompareOp.EQ, CompareOp.NE):
                yield from self._equality(node, beside, wanted=wanted)

    def _equality(
        self, node: nodes.Compare, beside: frozenset[str], *, wanted: bool
    ) -> Iterator[Diagnostic]:
        differs = node.op is CompareOp.NE
        upwards = wanted is not differs
        for fact, other in ((node.left, node.right), (node.right, node.left)):
            info = self._directed(self.expressions.cores.get(id(fact)))
            value = self.expressions.cores.get(id(other))
            if info is None or info.path in beside or not isinstance(value, Constant):
                continue
            up = (info.better is Better.MORE) is upwards
            beyond = _beyond(info, value, up=up)
            if beyond is None:
                continue
            op = ">=" if up else "<="
            op = _OPPOSITE[op] if differs else op
            op = op if fact is node.left else _MIRRORED[op]
            written = f"{node.left.span.text} {op} {node.right.span.text}"
            yield problems.shuts_out(node, beyond, written, lets_in=differs)


def _paths(node: Expr) -> Iterator[str]:
    """Yield the facts that a condition reads, without names that stand for others."""
    match node:
        case nodes.Or() | nodes.And():
            for operand in node.operands:
                yield from _paths(operand)
        case nodes.Not():
            yield from _paths(node.operand)
        case nodes.Compare():
            yield from (
                side.name for side in (node.left, node.right) if isinstance(side, nodes.Path)
            )
        case nodes.Between():
            yield from _paths(node.subject)
        case nodes.Path():
            yield node.name


def _beyond(info: FactInfo, value: Constant, *, up: bool) -> str | None:
    """Return what is beyond a value of a fact, in words; None if nothing is."""
    if isinstance(info.datatype, OrdinalType) and isinstance(value.value, Level):
        levels = info.datatype.scale.levels
        at = value.value.rank
        beyond = levels[at + 1 :] if up else levels[:at]
        return " and ".join(f"`{level}`" for level in beyond) or None
    amount = amount_of(value)
    if amount is None:
        return None
    number = value.value.base if isinstance(value.value, Duration) else amount.value
    end = info.bounds.high if up else info.bounds.low
    if end is not None and (number >= end if up else number <= end):
        return None
    return "anything more" if up else "anything less"
