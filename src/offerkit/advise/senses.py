"""Whether more of a fact is better: by the criteria, else by what everybody would say.

Source:
    docs/how-to/counter-offers.md, "What is better".
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from offerkit import core as c
from offerkit.datatypes import OrdinalType
from offerkit.evaluate.program import Program
from offerkit.evaluate.quantities import base_of_constant
from offerkit.model.fields import FactInfo
from offerkit.paths import View
from offerkit.scales import Quality, Wish
from offerkit.syntax.nodes import Direction, RuleKind


class Sense(enum.Enum):
    """Which way a fact gets better."""

    MORE = 1
    """More of it is better; of a yes/no fact, yes."""
    LESS = -1
    """Less of it is better; of a yes/no fact, no."""


_MORE: Final = frozenset(
    """
    pay.base pay.bonus_target pay.bonus_paid pay.bonus_guaranteed pay.commission pay.sign_on
    pay.overtime_paid equity.value equity.shares equity.percent equity.refresh equity.liquid
    benefits.retirement_match benefits.learning hours.on_call_pay relocation.support
    leave.days leave.sick_days leave.parental leave.taken leave.sabbatical contract.severance
    company.profitable visa.sponsored
    """.split()
)
_LESS: Final = frozenset(
    """
    pay.sign_on_clawback equity.strike equity.vesting equity.cliff benefits.health_premium
    benefits.retirement_vesting commute.time commute.cost hours.overtime hours.weekend
    contract.noncompete contract.noncompete_length contract.training_repayment
    contract.monitoring company.layoffs_last_year team.turnover
    """.split()
)
_GOODNESS: Final = frozenset({Quality.scale(), Wish.scale()})
"""The scales on which more is better whatever they measure."""


def senses_of(program: Program) -> Mapping[str, Sense]:
    """Return the sense of every fact that has one, by path.

    What the criteria say of a fact comes first: the conditions and preferences in which it
    stands, and the direction in which it may be negotiated. A fact that they want more of here and
    less of there has no sense. Of facts that they say nothing of, some have one by their nature.
    """
    said: dict[str, set[int]] = {}
    for path, sign in _said(program.checked):
        said.setdefault(path, set()).add(sign)
    return {
        path: sense
        for path, info in program.schema.facts.items()
        if (sense := _settled(said[path]) if path in said else _by_nature(info)) is not None
    }


def _settled(signs: set[int]) -> Sense | None:
    return Sense(next(iter(signs))) if len(signs) == 1 else None


def _by_nature(info: FactInfo) -> Sense | None:
    if isinstance(info.datatype, OrdinalType) and info.datatype.scale in _GOODNESS:
        return Sense.MORE
    if info.path in _MORE:
        return Sense.MORE
    return Sense.LESS if info.path in _LESS else None


# --- what criteria say -----------------------------------------------------------------------

_WANTED: Final = {
    RuleKind.PRO: 1,
    RuleKind.CON: -1,
    RuleKind.DEALBREAKER: -1,
    RuleKind.CAUTION: -1,
}
Signed: TypeAlias = tuple[str, int]
"""A fact's path, and 1 where more of it is wanted, -1 where less is."""


def _said(checked: c.CheckedCriteria) -> Iterator[Signed]:
    lets: list[frozenset[Signed]] = []
    for let in checked.lets:
        # A let refers only to those before it; each is walked once, however often it is named.
        lets.append(frozenset(_signs(let.value, 1, lets)))
    for statement in checked.statements:
        match statement:
            case c.CheckedRule(kind=kind, condition=condition):
                yield from _signs(condition, _WANTED[kind], lets)
            case c.CheckedLeaving(condition=condition):
                yield from _signs(condition, 1, lets)
            case c.CheckedPreference(subject=subject, worst=worst, best=best):
                rising = base_of_constant(worst) < base_of_constant(best)
                yield from _signs(subject, 1 if rising else -1, lets)
    for negotiable in checked.negotiables:
        if negotiable.direction is not None:
            yield negotiable.fact.path, 1 if negotiable.direction is Direction.UP else -1


def _signs(core: c.Core, sign: int, lets: Sequence[frozenset[Signed]]) -> Iterator[Signed]:
    """Yield the offered facts of which more makes *core* greater or truer, with *sign*.

    Where more of a fact is neither here nor there, as in ``a = 3``, nothing is yielded.
    """
    match core:
        case c.FactRef(fact=fact):
            if fact.view is View.OFFERED:
                yield fact.path, sign
        case c.LetRef(index=index):
            yield from ((path, sign * other) for path, other in sorted(lets[index]))
        case c.Not(operand=operand):
            yield from _signs(operand, -sign, lets)
        case c.Scaled(operand=operand, factor=factor):
            if factor:
                yield from _signs(operand, sign if factor > 0 else -sign, lets)
        case c.Share(scalar=scalar, quantity=quantity):
            if factor := base_of_constant(quantity):
                yield from _signs(scalar, sign if factor > 0 else -sign, lets)
        case c.Less(left=left, right=right) | c.LessEqual(left=left, right=right):
            yield from _signs(left, -sign, lets)
            yield from _signs(right, sign, lets)
        case c.And() | c.Or() | c.Sum() | c.Minimum() | c.Maximum():
            for child in c.children(core):
                yield from _signs(child, sign, lets)
        case _:
            return
