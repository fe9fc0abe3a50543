"""Warnings about statements that run against the direction in which facts get better.

Source:
    grammar/README.md, "Counter-offers", for the directions, and "Diagnostics".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from attrs import define, field

from offerkit.check.constants import amount_of
from offerkit.check.expressions import Expressions
from offerkit.check.names import Names
from offerkit.check.problems import expressions as problems
from offerkit.core import Constant, FactRef
from offerkit.datatypes import OrdinalType, TextType, YesNo
from offerkit.diagnostics import Diagnostic
from offerkit.model.fields import Better, FactInfo
from offerkit.paths import View
from offerkit.scales import Level
from offerkit.syntax import nodes
from offerkit.syntax.nodes import CompareOp, Expr, Quantifier, RuleKind
from offerkit.values import Duration

Found: TypeAlias = dict[Diagnostic, str]
"""Warnings, each with the fact that it is about."""
_OPPOSITE: Final = {">=": "<", "<=": ">"}
_MIRRORED: Final = {">=": "<=", "<=": ">=", "<": ">", ">": "<"}


@define
class Directions:
    """Looks for conditions and preferences against the direction of a fact."""

    names: Names
    expressions: Expressions
    _behind: dict[tuple[str, bool], Found] = field(factory=dict)
    """The warnings about what a name stands for, if it is wanted, and if not."""
    _reads: dict[str, frozenset[str]] = field(factory=dict)
    """The facts that what a name stands for reads."""
    _values: dict[str, Expr] = field(factory=dict)
    """What a name stands for; of a name for another name, what that stands for."""

    def let(self, node: nodes.Let) -> None:
        """Look at what a name stands for; the names in it come before it."""
        if node.value is None:
            return
        name = node.name.value
        self._reads[name] = self._facts(node.value)
        self._values[name] = self._value(node.value)
        for wanted in (True, False):
            self._behind[name, wanted] = self._condition(node.value, wanted=wanted)

    def rule(self, node: nodes.Rule) -> Iterable[Diagnostic]:
        """Return warnings about the condition of a rule."""
        wanted = (node.kind is RuleKind.PRO) is not node.unless
        return self._condition(node.condition, wanted=wanted)

    def leaving(self, node: nodes.Leaving) -> Iterable[Diagnostic]:
        """Return warnings about the condition of a reason for leaving."""
        return self._condition(node.condition, wanted=True)

    def prefer(self, node: nodes.Prefer, *, rises: bool) -> Iterator[Diagnostic]:
        """Yield a warning if the better end of a preference is the worse one of its fact."""
        info = self._directed(node.subject)
        if info is not None and (info.better is Better.MORE) is not rises:
            yield problems.against_direction(node, info.path, more=info.better is Better.MORE)

    def _value(self, node: Expr) -> Expr:
        return self._values.get(node.name, node) if isinstance(node, nodes.Path) else node

    def _directed(self, node: Expr) -> FactInfo | None:
        """Return the fact of the offer that an operand reads, if it has a direction."""
        core = self.expressions.cores.get(id(self._value(node)))
        if not isinstance(core, FactRef) or core.fact.view is not View.OFFERED:
            return None
        info = self.names.schema.facts[core.fact.path]
        has_order = not isinstance(info.datatype, YesNo | TextType)
        return info if has_order and info.better is not None else None

    def _condition(self, node: Expr, *, wanted: bool) -> Found:
        """Return warnings about a condition; *wanted*: whether it speaks for the offer if true.

        What one operand leaves out, another that reads the same fact may let in.
        """
        match node:
            case nodes.Or(operands=operands) | nodes.And(operands=operands):
                return self._operands(operands, wanted=wanted)
            case nodes.Count(quantifier=Quantifier.EXACTLY):
                return {}
            case nodes.Count(quantifier=quantifier, conditions=operands):
                more = quantifier is Quantifier.AT_LEAST
                return self._operands(operands, wanted=wanted is more)
            case nodes.Not():
                return self._condition(node.operand, wanted=not wanted)
            case nodes.Compare() if node.op in (CompareOp.EQ, CompareOp.NE):
                return dict(self._equality(node, wanted=wanted))
            case nodes.Path():
                return self._behind.get((node.name, wanted), {})
            case _:
                return {}

    def _operands(self, operands: Sequence[Expr], *, wanted: bool) -> Found:
        found: Found = {}
        for operand in operands:
            found |= self._condition(operand, wanted=wanted)
        if not found:
            return found
        readers = Counter(fact for operand in operands for fact in self._facts(operand))
        return {warning: fact for warning, fact in found.items() if readers[fact] == 1}

    def _equality(self, node: nodes.Compare, *, wanted: bool) -> Iterator[tuple[Diagnostic, str]]:
        differs = node.op is CompareOp.NE
        upwards = wanted is not differs
        for fact, other in ((node.left, node.right), (node.right, node.left)):
            info = self._directed(fact)
            value = self.expressions.cores.get(id(self._value(other)))
            if info is None or not isinstance(value, Constant):
                continue
            up = (info.better is Better.MORE) is upwards
            beyond = _beyond(info, value, up=up)
            op = ">=" if up else "<="
            op = _OPPOSITE[op] if differs else op
            op = op if fact is node.left else _MIRRORED[op]
            written = f"{node.left.span.text} {op} {node.right.span.text}"
            if beyond is not None:
                yield problems.shuts_out(node, beyond, written, lets_in=differs), info.path

    def _facts(self, node: Expr) -> frozenset[str]:
        """Return the facts that a condition reads, also by the names in it."""
        match node:
            case nodes.Or(operands=inner) | nodes.And(operands=inner):
                return frozenset().union(*map(self._facts, inner))
            case nodes.Count():
                return frozenset().union(*map(self._facts, node.conditions))
            case nodes.Not():
                return self._facts(node.operand)
            case nodes.Compare():
                return self._facts(node.left) | self._facts(node.right)
            case nodes.Between():
                return self._facts(node.subject)
            case nodes.Path():
                return self._reads.get(node.name, frozenset({node.name}))
            case _:
                return frozenset()


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
