"""Even swaps: the smallest change of one fact that brings an option level with one ahead of it.

While one amount changes and all else stays, every comparison turns at one amount at most, and in
between every grade and so the score is a straight line. The amounts at which anything turns are
found by measuring each comparison at two amounts; between them the score is taken at two as well,
and the amount at which it is level follows. Whatever comes out is decided once more before it is
said. Where a fact enters in any other way than straight (the hours of a wage, a `min`), it is left
out, because its smallest change could be missed.

Source:
    docs/how-to/compare.md, "What would turn it".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from offerkit import core as c
from offerkit.advise.compare.models import EvenSwap
from offerkit.advise.compare.scores import Outlook, quick_outlook
from offerkit.core import (
    condition_of,
    datatype_of,
    facts_of,
    is_by_the_hour,
    nodes_of,
)
from offerkit.datatypes import PayType
from offerkit.evaluate.facts import Facts, Tracing
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.quantities import bases, currencies
from offerkit.evaluate.semantics import outcome, quantity
from offerkit.intervals import Interval
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED, base_parts
from offerkit.model.fields import FactInfo, in_bounds
from offerkit.model.offer import Offer, with_facts
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Ordinal
from offerkit.syntax.nodes import RuleKind
from offerkit.values import Duration, Money, Pay, Percent

_Amount: TypeAlias = Decimal | Percent | Money | Pay | Duration

_HOURS: Final = frozenset({"hours.week", "hours.days_week"})
"""Facts that convert pay, wherever there is some."""
_STRAIGHT_PARTS: Final = frozenset(
    {
        "pay.base",
        "pay.bonus_target",
        "pay.bonus_paid",
        "pay.sign_on",
        "equity.value",
        "benefits.retirement_match",
    }
)
"""The parts in which every derived fact that has them is a straight line."""
_MOST_CURRENCIES: Final = 2
"""With one rate between two of them, it does not matter in which amounts are compared."""
_GRAIN: Final = 100
"""Amounts are given to the hundredth."""
_FINEST: Final = 12
"""Decimals with which amounts are tried; what turns twice within less is passed over."""


def even_swaps(program: Program, decision: Ruling, goal: Outlook) -> tuple[EvenSwap, ...]:
    """Return for each fact the nearest value with which an offer is certain not to be behind.

    Tried are the quantities and levels that the offer states as a single value and that a
    dealbreaker, a reason for leaving or anything weighed reads.

    Args:
        program: The criteria.
        decision: Their decision on the offer that is behind.
        goal: What the one that is ahead may come to, its scores as shares of 1.

    Returns:
        At most one for each fact: those that are negotiable first, in the order of the criteria,
        then the others in that of the vocabulary; empty where no one fact does it.
    """
    found = []
    for fact, read in _readers(program, decision.offer).items():
        if _most(decision, read) < goal.best:
            continue
        trial = _Trial(program, decision.offer, fact, goal)
        value = program.world.getter(fact)(decision.offer)
        swap = None
        if isinstance(value, Ordinal | Level):
            swap = _level_swap(trial, value)
        elif isinstance(value, Decimal | Percent | Money | Pay | Duration):
            swap = _amount_swap(trial, value, [program.statements[index] for index in read])
        if swap is not None:
            found.append(swap)
    return tuple(found)


def _readers(program: Program, offer: Offer) -> dict[FactPath, list[int]]:
    """Return the facts of the offer that a verdict hangs on, and which statements read them."""
    found: dict[FactPath, list[int]] = {}
    for index, statement in enumerate(program.statements):
        if isinstance(statement, c.CheckedRule) and statement.kind is RuleKind.CAUTION:
            continue
        # A new one each time: a name that was worked out before would not be read again.
        facts = Tracing(program.world, offer)
        outcome(statement, facts)
        for fact in facts.read:
            if fact.view is View.OFFERED:
                found.setdefault(fact, []).append(index)
    asked = [negotiable.fact for negotiable in program.checked.negotiables]
    order = dict.fromkeys([*asked, *map(FactPath, program.schema.facts)])
    return {fact: found[fact] for fact in order if fact in found}


def _most(decision: Ruling, changing: Collection[int]) -> tuple[int, Fraction]:
    """Return the worst outcome if some statements came out as well as they possibly can."""
    breaks, low, whole = Kleene.FALSE, Fraction(0), 0
    for index, finding in enumerate(decision.findings):
        whole += finding.weight
        if index in changing:
            low += finding.weight
            continue
        breaks |= decision.rules_out(finding)
        if finding.value is not None:
            low += finding.weight * finding.value.low
    rank, _ = decision.program.thresholds.ranks(breaks, low, low, whole)
    return rank, low / (whole or 1)


@frozen
class _Trial:
    """An offer with one fact changed, tried again and again."""

    program: Program
    offer: Offer
    fact: FactPath
    goal: Outlook
    _tried: dict[Decimal, Outlook | None] = field(factory=dict, init=False, repr=False)

    @property
    def info(self) -> FactInfo:
        return self.program.schema.facts[self.fact.path]

    def changed(self, value: _Amount | Ordinal | Level) -> Offer | None:
        """Return the offer with another value; None where it cannot have it."""
        path = self.fact.path
        if not in_bounds(value, self.info.bounds):
            return None
        if path in self.program.schema.own:
            return evolve(self.offer, own={**self.offer.own, path: value})
        try:
            return with_facts(self.offer, {path: value})
        except ValueError:  # it does not go with another fact
            return None

    def outlook(self, value: _Amount | Ordinal | Level) -> Outlook | None:
        """Return what the changed offer may come to."""
        changed = self.changed(value)
        return None if changed is None else quick_outlook(self.program, changed)

    def at(self, value: _Amount, amount: Decimal) -> Outlook | None:
        """Return what the offer may come to with *amount* in the unit of *value*."""
        if amount not in self._tried:
            self._tried[amount] = self.outlook(_with_amount(value, amount))
        return self._tried[amount]

    def reached(self, outlook: Outlook | None) -> bool:
        """Whether the offer is then certain not to be behind."""
        return outlook is not None and outlook.worst >= self.goal.best

    def swap(
        self,
        found: _Amount | Ordinal | Level,
        needed: _Amount | Ordinal | Level,
        bound: Fraction,
        outlook: Outlook,
    ) -> EvenSwap:
        matched = outlook == self.goal and outlook.worst == outlook.best
        return EvenSwap(self.fact, found, needed, bound, matched)


# --- levels --------------------------------------------------------------------------------------


def _level_swap(trial: _Trial, found: Ordinal | Level) -> EvenSwap | None:
    """Return the nearest level that does it; of two as near, the higher."""
    levels: Sequence[Ordinal | Level] = list(
        type(found) if isinstance(found, Ordinal) else found.scale
    )
    others = (level for level in levels if level.rank != found.rank)
    for level in sorted(others, key=lambda one: (abs(one.rank - found.rank), -one.rank)):
        outlook = trial.outlook(level)
        if outlook is not None and trial.reached(outlook):
            return trial.swap(found, level, Fraction(level.rank), outlook)
    return None


# --- amounts -------------------------------------------------------------------------------------


def _amount(value: _Amount) -> Decimal:
    return value if isinstance(value, Decimal) else value.amount


def _with_amount(value: _Amount, amount: Decimal) -> _Amount:
    return amount if isinstance(value, Decimal) else evolve(value, amount=amount)


def _amount_swap(
    trial: _Trial, found: _Amount, statements: Sequence[c.CheckedStatement]
) -> EvenSwap | None:
    turns = _turns(trial, found, statements)
    if turns is None:
        return None
    start = Fraction(_amount(found))
    swaps = (_search(trial, found, start, turns, side) for side in (1, -1))
    return min(
        (swap for swap in swaps if swap is not None),
        key=lambda swap: abs(swap.bound - start),
        default=None,
    )


def _search(
    trial: _Trial, found: _Amount, start: Fraction, turns: set[Fraction], side: int
) -> EvenSwap | None:
    """Return the first amount that does it, going up from *start*, or down where *side* is -1."""
    for near, far in _stretches(trial, found, start, turns, side):
        inside = _inside(near, far)
        if inside is None:
            continue
        for bound, reached_at in _within(trial, found, near, far, inside):
            needed = _hundredth(bound, side, beyond=not reached_at)
            outlook = trial.at(found, needed)
            if outlook is not None and trial.reached(outlook):
                return trial.swap(found, _with_amount(found, needed), bound, outlook)
    return None


def _stretches(
    trial: _Trial, found: _Amount, start: Fraction, turns: set[Fraction], side: int
) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield the stretches between two turns, from *start* outwards: the near and the far end."""
    last = _bound(trial.info, found, side)
    beyond = [turn for turn in turns if (turn - start) * side > 0]
    if last is not None:
        beyond = [turn for turn in beyond if (last - turn) * side > 0] + [last]
    beyond.sort(reverse=side < 0)
    if last is None:
        # Nothing turns any more behind the last one; a stretch of any length shows what is there.
        beyond.append((beyond[-1] if beyond else start) + side * 3)
    near = start
    for far in beyond:
        if near != far:
            yield near, far
        near = far


def _bound(info: FactInfo, found: _Amount, side: int) -> Fraction | None:
    """Return the last amount that the fact may have, in the unit of *found*."""
    bound = info.bounds.high if side > 0 else info.bounds.low
    factor = found.unit.factor if isinstance(found, Duration) else 1
    return None if bound is None else Fraction(bound) / factor


def _inside(near: Fraction, far: Fraction) -> tuple[Decimal, Decimal] | None:
    """Return two decimals strictly between the ends, as short as they can be."""
    third = (far - near) / 3
    low, high = min(near, far), max(near, far)
    for places in range(_FINEST + 1):
        one, other = round(near + third, places), round(far - third, places)
        if one != other and low < one < high and low < other < high:
            return _decimal(one), _decimal(other)
    return None


def _decimal(value: Fraction) -> Decimal:
    """Return a number of few decimals as a decimal, exactly."""
    return Decimal(int(value * 10**_FINEST)).scaleb(-_FINEST).normalize()


def _within(
    trial: _Trial, found: _Amount, near: Fraction, far: Fraction, inside: tuple[Decimal, Decimal]
) -> Iterator[tuple[Fraction, bool]]:
    """Yield the amounts from *near* to *far* from which it may be reached, the nearest first.

    With each, whether that amount itself does it.
    """
    outlooks = [trial.at(found, amount) for amount in inside]
    if outlooks[0] is None or outlooks[1] is None:
        return
    for bound in (near, *_crossings(trial, near, far, inside, (outlooks[0], outlooks[1])), far):
        if bound != near:
            yield bound, True
        if bound != far:
            yield bound, False


def _crossings(
    trial: _Trial,
    near: Fraction,
    far: Fraction,
    inside: tuple[Decimal, Decimal],
    outlooks: tuple[Outlook, Outlook],
) -> list[Fraction]:
    """Return where the score, straight from *near* to *far*, is as high as it needs to be."""
    one, other = map(Fraction, inside)
    first, second = (outlook.worst[1] for outlook in outlooks)
    if first == second:
        return []
    found = {
        one + (mark - first) * (other - one) / (second - first)
        for mark in (trial.goal.best[1], *trial.program.thresholds.all)
    }
    low, high = min(near, far), max(near, far)
    return sorted((at for at in found if low < at < high), reverse=near > far)


def _hundredth(bound: Fraction, side: int, *, beyond: bool) -> Decimal:
    """Return the amount to the hundredth that is not nearer than *bound*, or truly beyond it."""
    scaled = bound * _GRAIN
    whole = ceil(scaled) if side > 0 else floor(scaled)
    if beyond and whole == scaled:
        whole += side
    return Decimal(whole) / _GRAIN


# --- where anything turns ------------------------------------------------------------------------


def _turns(
    trial: _Trial, found: _Amount, statements: Sequence[c.CheckedStatement]
) -> set[Fraction] | None:
    """Return the amounts at which anything turns; None where the fact does not enter straight."""
    lets = trial.program.world.lets
    pairs = [pair for s in statements for pair in _pairs(s, lets)]
    if not all(_is_straight(trial.fact, s, lets) for s in statements):
        return None
    start = Fraction(_amount(found))
    other = next(
        (
            (amount, changed)
            for amount in (_amount(found) + 1, _amount(found) / 2)
            if amount != _amount(found)
            and (changed := trial.changed(_with_amount(found, amount))) is not None
        ),
        None,
    )
    if other is None:
        return None
    sides = Facts(trial.program.world, trial.offer), Facts(trial.program.world, other[1])
    step = Fraction(other[0]) - start
    turns: set[Fraction] = set()
    for left, right in pairs:
        if trial.fact in _rests_on(left, lets) | _rests_on(right, lets):
            if not _is_comparable(left, right, sides[0], lets):
                return None
            apart = [_apart(left, right, side) for side in sides]
            turns.update(_zeros(start, step, apart[0], apart[1]))
    return turns


def _pairs(
    statement: c.CheckedStatement, lets: Sequence[c.Core]
) -> Iterator[tuple[c.Core, c.Core]]:
    """Yield the quantities that a statement compares: at each two things turn at most."""
    if isinstance(statement, c.CheckedPreference):
        yield statement.subject, statement.worst
        yield statement.subject, statement.best
    for node in nodes_of(lets, condition_of(statement)):
        if isinstance(node, c.Less | c.LessEqual | c.Equal):
            yield node.left, node.right


def _parts_of(statement: c.CheckedStatement, lets: Sequence[c.Core]) -> Iterator[c.Core]:
    yield from nodes_of(lets, condition_of(statement))
    if isinstance(statement, c.CheckedPreference):
        yield from (statement.worst, statement.best)


def _is_straight(fact: FactPath, statement: c.CheckedStatement, lets: Sequence[c.Core]) -> bool:
    """Whether every quantity of a statement is a straight line in a fact, or hangs not on it."""
    for node in _parts_of(statement, lets):
        match node:
            case c.FactRef(fact=FactPath(path=path, view=view)) if path in DERIVED:
                mine = view is fact.view and fact.path in base_parts(path)
                if mine and fact.path not in _STRAIGHT_PARTS:
                    return False
            case c.Minimum() | c.Maximum() if fact in _rests_on(node, lets):
                return False
            case _ if fact.path in _HOURS and isinstance(datatype_of(node), PayType):
                return False
            case _:
                pass
    return True


def _rests_on(core: c.Core, lets: Sequence[c.Core]) -> set[FactPath]:
    """Return the stated facts that an expression hangs on, but for hours that convert pay."""
    found: set[FactPath] = set()
    for fact in facts_of(lets, core):
        parts = base_parts(fact.path) if fact.path in DERIVED else (fact.path,)
        found.update(FactPath(part, fact.view) for part in parts)
    return found


def _is_comparable(left: c.Core, right: c.Core, facts: Facts, lets: Sequence[c.Core]) -> bool:
    """Whether two quantities meet in one unit only, or in units that make no difference."""
    found = tuple(dict.fromkeys(facts.world.amounts(left) + facts.world.amounts(right)))
    if not found:
        return True
    if len(currencies(found, facts)) > _MOST_CURRENCIES or len(bases(found, facts)) > 1:
        return False
    # Whose hours convert a literal depends on where it stands, unless all is about the offer.
    views = {amount.view for amount in found if isinstance(amount, FactPath)}
    return views <= {View.OFFERED} or not any(
        is_by_the_hour(node) for core in (left, right) for node in nodes_of(lets, core)
    )


def _apart(left: c.Core, right: c.Core, facts: Facts) -> Interval:
    """Return how much one quantity is above the other, in a unit that is the same each time."""
    datatype = datatype_of(left)
    less = c.Scaled(right, Fraction(-1), datatype, span=right.span)
    return quantity(c.Sum((left, less), datatype, span=left.span), facts).interval


def _zeros(start: Fraction, step: Fraction, one: Interval, other: Interval) -> Iterator[Fraction]:
    """Yield where the ends of an interval are 0, from what it is at *start* and a step on."""
    for first, second in ((one.low, other.low), (one.high, other.high)):
        if first is not None and second is not None and first != second:
            yield start - first * step / (second - first)
