"""The direction in which facts get better: by the criteria, or else as for everybody.

Source:
    docs/how-to/counter-offers.md, "What is better".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from attrs import define, field

from offerkit import core as c
from offerkit.check.constants import ordered
from offerkit.check.reach import Reach, reach
from offerkit.evaluate.program import Program
from offerkit.model.fields import Better
from offerkit.model.schema import Schema
from offerkit.paths import View
from offerkit.syntax.nodes import Direction, RuleKind


def better_by_criteria(program: Program) -> Mapping[str, Better]:
    """Return the direction in which each fact gets better, by path; facts without one are left out.

    The criteria decide first: by their conditions and preferences, and by the direction in which a
    fact is negotiable. A fact of which they want both more and less is left out. A fact that they
    do not mention gets better as it does for everybody.
    """
    wishes: dict[str, set[int]] = {}
    for path, sign in _wishes(program.checked, program.schema):
        wishes.setdefault(path, set()).add(sign)
    better = {path: info.better for path, info in program.schema.facts.items()}
    for path, signs in wishes.items():
        better[path] = Better(*signs) if len(signs) == 1 else None
    return {path: which for path, which in better.items() if which is not None}


# --- what criteria want ----------------------------------------------------------------------

_WANTED: Final = {
    RuleKind.PRO: 1,
    RuleKind.CON: -1,
    RuleKind.DEALBREAKER: -1,
    RuleKind.CAUTION: -1,
}
Signed: TypeAlias = tuple[str, int]
"""Path of a fact, and 1 if more of it is wanted, -1 if less."""


@define
class _Lets:
    """What is known of the ``let`` values so far."""

    schema: Schema
    signed: list[frozenset[Signed]] = field(factory=list)
    reaches: list[Reach] = field(factory=list)

    def sign(self, core: c.Core) -> int:
        """Return 1 for a quantity that is never below 0, -1 for one never above it, else 0."""
        ends = reach(core, self.schema, self.reaches).ends
        if ends.low is not None and ends.low >= 0:
            return 1
        return -1 if ends.high is not None and ends.high <= 0 else 0


def _wishes(checked: c.CheckedCriteria, schema: Schema) -> Iterator[Signed]:
    bindings = _Lets(schema)
    for let in checked.bindings:
        # A let refers only to earlier ones; each is walked once, however often it is named.
        bindings.signed.append(frozenset(_signs(let.value, 1, bindings)))
        bindings.reaches.append(reach(let.value, schema, bindings.reaches))
    for statement in checked.statements:
        match statement:
            case c.CheckedRule(kind=kind, condition=condition):
                yield from _signs(condition, _WANTED[kind], bindings)
            case c.CheckedLeaving(condition=condition):
                yield from _signs(condition, 1, bindings)
            case c.CheckedPreference(subject=subject, worst=worst, best=best):
                if ends := ordered((worst, best)):
                    yield from _signs(subject, 1 if ends[0] < ends[1] else -1, bindings)
    for negotiable in checked.negotiables:
        if negotiable.direction is not None:
            yield negotiable.fact.path, 1 if negotiable.direction is Direction.UP else -1


def _signs(core: c.Core, sign: int, bindings: _Lets) -> Iterator[Signed]:
    """Yield the offered facts of which more makes *core* greater or truer, with *sign*.

    A fact without such a direction, as in ``a = 3``, is not yielded.
    """
    match core:
        case _ if not sign:
            return
        case c.FactRef(fact=fact):
            if fact.view is View.OFFERED:
                yield fact.path, sign
        case c.LetRef(index=index):
            yield from ((path, sign * other) for path, other in sorted(bindings.signed[index]))
        case c.Not(operand=operand):
            yield from _signs(operand, -sign, bindings)
        case c.Scaled(operand=operand, factor=factor):
            yield from _signs(operand, sign * ((factor > 0) - (factor < 0)), bindings)
        case c.Product():
            one, other = c.children(core)
            yield from _signs(one, sign * bindings.sign(other), bindings)
            yield from _signs(other, sign * bindings.sign(one), bindings)
        case c.Quotient(dividend=dividend, divisor=divisor):
            yield from _signs(dividend, sign, bindings)
            yield from _signs(divisor, -sign * bindings.sign(dividend), bindings)
        case c.Less(left=left, right=right) | c.LessEqual(left=left, right=right):
            yield from _signs(left, -sign, bindings)
            yield from _signs(right, sign, bindings)
        case c.And() | c.Or() | c.Count() | c.Sum() | c.Moved() | c.Minimum() | c.Maximum():
            for child in c.children(core):
                yield from _signs(child, sign, bindings)
        case _:
            return
