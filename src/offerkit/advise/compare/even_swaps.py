"""Even swaps: the smallest change of one fact that brings an option level with one ahead of it.

While one amount changes and everything else stays, each comparison changes its result at one
amount at most; between these amounts, which ``advise.what_if`` finds as it does for questions,
every grade is linear, and so is the score while the same statements count. Measuring it at two
amounts between them gives the amount at which it is level. Every result is decided once more before
it is returned. A fact that is not linear in some statement (the hours of a wage, an amount in
`min`, a divisor) is left out, because its smallest change could be missed; statements that multiply
or divide by it are named.

Source:
    docs/how-to/compare.md, "What would change the order".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from fractions import Fraction
from itertools import compress
from math import ceil, floor
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from offerkit import core as c
from offerkit.advise.compare.models import EvenSwap
from offerkit.advise.compare.scores import OutcomeRange
from offerkit.advise.what_if.amounts import size_of, with_amount
from offerkit.advise.what_if.linear import ChangingFact, bent, is_straight, means_passing, passing
from offerkit.advise.what_if.readers import FactReaders, readers_in
from offerkit.check.constants import exact_decimal
from offerkit.core import CheckedStatement, condition_of, weight_of
from offerkit.evaluate.facts import Facts, Tracing
from offerkit.evaluate.generated.functions import TRUTHS, walked
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.semantics import outcome
from offerkit.evaluate.verdict import ALL, CONSIDER, NOTHING, Means, Weighed
from offerkit.kleene import Kleene
from offerkit.literals import rounded
from offerkit.model.derived import DERIVED
from offerkit.model.fields import FactInfo, in_bounds
from offerkit.model.offer import Offer, with_facts
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Ordinal
from offerkit.syntax.nodes import RuleKind
from offerkit.values import Duration, Money, Pay, Percent, Range, Scalar

_Amount: TypeAlias = Decimal | Percent | Money | Pay | Duration
_Places: TypeAlias = Mapping[CheckedStatement, Set[Fraction]]
"""For each statement the amounts at which what it comes to may change."""

_MOST_ALONE: Final = 8
"""Most intervals that are tried one by one, before it is known whether one of them may do."""
_FINEST: Final = 12
"""Decimals of the amounts tried; results that change twice within less are missed."""


IN_RUNNING: Final = OutcomeRange((CONSIDER, 0, Fraction(0)), (CONSIDER, 0, Fraction(0)))
"""The least outcome with which an offer is not declined."""


def even_swaps(behind: Ruling, goal: OutcomeRange) -> tuple[tuple[EvenSwap, ...], tuple[int, ...]]:
    """Return for each fact the nearest value with which the offer that is behind no longer is.

    Quantities and levels are tried if the offer states them as a single value and a dealbreaker,
    a reason for leaving or a weighed statement reads them.

    Args:
        behind: The decision on the offer that is behind.
        goal: Outcomes of the offer that is ahead, by the same criteria, or ``IN_RUNNING``.

    Returns:
        At most one swap per fact: negotiable facts first, in the order of the criteria, then the
        others in the order of the vocabulary. Empty if no single fact is enough. And the indices
        of the statements because of which a fact was not tried: they multiply or divide by it.
    """
    program, offer = behind.program, behind.offer
    found, unsearched = [], set[int]()
    for fact, read in _readers(program, offer).items():
        if _best_case(behind, read) < goal.best:
            continue
        falls_away = _may_fall_away(behind, read)
        trial = _Trial(program, offer, fact, goal, falls_away)
        value = program.world.getter(fact)(offer)
        swap = None
        if isinstance(value, Ordinal | Level):
            swap = _level_swap(trial, value)
        elif isinstance(value, Decimal | Percent | Money | Pay | Duration):
            facts, statements = Facts(program.world, offer), [program.statements[at] for at in read]
            unsearched.update(compress(read, bent(map(condition_of, statements), {fact}, facts)))
            readers = readers_in(statements, program.world)
            if is_straight(fact, readers, facts):
                adds = not falls_away and _all_apply(behind)
                swap = _amount_swap(trial, value, readers, statements if adds else [])
        if swap is not None:
            found.append(swap)
    return tuple(found), tuple(sorted(unsearched))


def _readers(program: Program, offer: Offer) -> dict[FactPath, list[int]]:
    """Return the facts of the offer that affect the verdict, and the indices of their readers."""
    found: dict[FactPath, list[int]] = {}
    for index, statement in enumerate(program.statements):
        if isinstance(statement, c.CheckedRule) and statement.kind is RuleKind.CAUTION:
            continue
        # New for each statement: a name evaluated before would not be read again.
        facts = Tracing(program.world, offer)
        outcome(statement, facts)
        for fact in facts.read:
            if fact.view is View.OFFERED and fact.path not in DERIVED:
                found.setdefault(fact, []).append(index)
    asked = [negotiable.fact for negotiable in program.checked.negotiables]
    order = dict.fromkeys([*asked, *map(FactPath, program.schema.facts)])
    return {fact: found[fact] for fact in order if fact in found}


def _best_case(decision: Ruling, changing: Collection[int]) -> tuple[int, int, Fraction]:
    """Return the worst outcome if some statements had their best result."""
    ruled_out, weighed = Kleene.FALSE, list[Weighed]()
    for index, finding in enumerate(decision.findings):
        value, applies = finding.value or NOTHING, finding.may_be.applies
        weight = weight_of(decision.program.statements[index])
        if index in changing:
            value, applies = ALL, Kleene.TRUE
        else:
            ruled_out |= decision.rules_out(finding)
        if weight:
            weighed.append((weight, value.low, value.low, applies))
    means = Means.of(weighed)
    lacks = means is None or means.may_lack
    low = Fraction(0) if means is None or lacks else means.low
    return decision.program.thresholds.ranks(ruled_out, low, low, not lacks)[0], 0, low


def _may_fall_away(decision: Ruling, changing: Collection[int]) -> bool:
    """Return whether it may be open if a weighed statement applies, if some of them change."""
    program = decision.program
    return any(
        any(map(program.world.may_not_apply, program.world.stated_facts(condition_of(statement))))
        if index in changing
        else finding.may_be.applies is Kleene.UNKNOWN
        for index, (finding, statement) in enumerate(
            zip(decision.findings, program.statements, strict=True)
        )
        if finding.weight
    )


def _all_apply(decision: Ruling) -> bool:
    """Return whether every weighed statement certainly applies, so that what they add is a sum."""
    weighed = [finding for finding in decision.findings if finding.weight]
    return bool(weighed) and all(one.may_be.applies is Kleene.TRUE for one in weighed)


@frozen
class _Part:
    """What some statements come to, if all that are weighed apply."""

    ruled_out: Kleene = Kleene.FALSE
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)

    def plus(self, program: Program, statements: Sequence[CheckedStatement], offer: Offer) -> _Part:
        """Return what they come to together with others in an offer."""
        if not statements:
            return self
        *_, worst, low, high, whole, _ = walked(program.world, statements, offer)
        return _Part(
            self.ruled_out | TRUTHS[worst],
            self.low + Fraction(low, whole or 1),
            self.high + Fraction(high, whole or 1),
        )


@frozen
class _Trial:
    """An offer, tried with other values of one fact."""

    program: Program
    offer: Offer
    fact: FactPath
    goal: OutcomeRange
    """Outcomes of the offer that is ahead."""
    falls_away: bool
    """Whether a weighed statement may not apply, so that the score follows several lines."""
    settled: _Part | None = None
    """What the statements that do not change come to; None if all are looked at."""
    changing: _Places = field(factory=dict)
    """The others."""
    _tried: dict[Decimal, OutcomeRange | None] = field(factory=dict, init=False, repr=False)

    @property
    def info(self) -> FactInfo:
        return self.program.schema.facts[self.fact.path]

    def changed(self, value: Scalar | Range[Scalar]) -> Offer | None:
        """Return the offer with another value, or None if it cannot have that value."""
        path = self.fact.path
        if not in_bounds(value, self.info.bounds):
            return None
        if path in self.program.schema.own:
            return evolve(self.offer, own={**self.offer.own, path: value})
        try:
            return with_facts(self.offer, {path: value})
        except ValueError:  # it contradicts another fact
            return None

    def outcomes(self, value: Scalar | Range[Scalar]) -> OutcomeRange | None:
        """Return the outcomes of the changed offer, or None if it cannot have the value."""
        changed, program = self.changed(value), self.program
        if changed is None:
            return None
        if self.settled is None:
            return OutcomeRange.of_offer(program, changed)
        of = self.settled.plus(program, [*self.changing], changed)
        ranks = program.thresholds.ranks(of.ruled_out, of.low, of.high, program.weights)
        return OutcomeRange.within(
            ranks, (1, 1), *(end / program.weights for end in (of.low, of.high))
        )

    def at(self, value: _Amount, amount: Decimal) -> OutcomeRange | None:
        """Return the outcomes with *amount* in the unit of *value*."""
        if amount not in self._tried:
            self._tried[amount] = self.outcomes(with_amount(amount, value))
        return self._tried[amount]

    def may_reach(self, value: _Amount, low: Fraction, high: Fraction) -> bool:
        """Return whether the goal may be reached somewhere between two amounts."""
        ends = (_next(end, _FINEST, side) for end, side in ((low, -1), (high, 1)))
        outcomes = self.outcomes(Range(*(with_amount(end, value) for end in ends)))
        return outcomes is None or outcomes.best >= self.goal.best

    def reaches(self, outcomes: OutcomeRange | None) -> bool:
        """Return whether the offer is then certain not to be behind."""
        return outcomes is not None and outcomes.worst >= self.goal.best

    def swap(
        self,
        found: Scalar,
        needed: Scalar,
        bound: Fraction,
        outcomes: OutcomeRange | None,
    ) -> EvenSwap | None:
        """Return the change to *needed* if that is enough."""
        if not self.reaches(outcomes):
            return None
        matched = outcomes == self.goal and self.goal.worst == self.goal.best
        return EvenSwap(self.fact, found, needed, bound, matched)


# --- levels --------------------------------------------------------------------------------------


def _level_swap(trial: _Trial, found: Ordinal | Level) -> EvenSwap | None:
    """Return the swap to the nearest level that is enough; of two as near, the higher."""
    levels: Sequence[Ordinal | Level] = list(
        type(found) if isinstance(found, Ordinal) else found.scale
    )
    others = (level for level in levels if level.rank != found.rank)
    for level in sorted(others, key=lambda one: (abs(one.rank - found.rank), -one.rank)):
        swap = trial.swap(found, level, Fraction(level.rank), trial.outcomes(level))
        if swap is not None:
            return swap
    return None


# --- amounts -------------------------------------------------------------------------------------


def _amount(value: _Amount) -> Decimal:
    return value if isinstance(value, Decimal) else value.amount


def _amount_swap(
    trial: _Trial, found: _Amount, readers: FactReaders, adding: Sequence[CheckedStatement]
) -> EvenSwap | None:
    """Return the swap to the nearest amount that is enough.

    Args:
        trial: The offer, and the fact.
        found: The amount now.
        readers: What reads the fact.
        adding: The statements that do, if what each comes to is added to what others do.
    """
    world, fact = trial.program.world, trial.fact
    line = ChangingFact(world, trial.offer, fact, found)

    def places_in(readers: FactReaders) -> set[Fraction]:
        compared = readers.of(fact).compared
        found_at = (place for sides in compared for place, _ in line.boundaries(*sides))
        return {place / size_of(found) for place in found_at}

    breakpoints = places_in(readers)
    if adding and len(breakpoints) > _MOST_ALONE:
        places = {one: places_in(readers_in([one], world)) for one in adding}
        # Of what no comparison tells, such as a gate, any statement may change.
        rest = breakpoints.difference(*places.values())
        places = {one: own | rest for one, own in places.items()}
        still = [one for one in trial.program.statements if one not in places]
        settled = _Part().plus(trial.program, still, trial.offer)
        trial = evolve(trial, settled=settled, changing=places)
    start = Fraction(_amount(found))
    swaps = (_search(trial, found, start, breakpoints, side) for side in (1, -1))
    return min(
        (swap for swap in swaps if swap is not None),
        key=lambda swap: abs(swap.bound - start),
        default=None,
    )


def _search(
    trial: _Trial, found: _Amount, start: Fraction, breakpoints: set[Fraction], side: int
) -> EvenSwap | None:
    """Return the swap to the first amount that is enough, up (*side* 1) or down (-1)."""
    intervals = _intervals(trial, found, start, breakpoints, side)
    for part, near, far in _promising(trial, found, intervals):
        inside = _inside(near, far)
        if inside is None:
            continue
        points = _points(part, found, near, far, inside)
        for at, bound in enumerate(points):
            # First whether a bound is enough, exactly; only then the amount to write.
            swap = _at_bound(part, found, bound, side) if at else None
            if swap is None and at + 1 < len(points):
                swap = _beyond_bound(part, found, bound, points[at + 1], side)
            if swap is not None:
                return swap
    return None


def _at_bound(trial: _Trial, found: _Amount, bound: Fraction, side: int) -> EvenSwap | None:
    """Return the swap to a bound, or to the next hundredth beyond it, if the bound is enough."""
    exact = exact_decimal(bound)
    if exact is None or not trial.reaches(trial.at(found, exact)):
        return None
    return _written(trial, found, bound, [_next(bound, 2, side), exact])


def _beyond_bound(
    trial: _Trial, found: _Amount, bound: Fraction, beyond: Fraction, side: int
) -> EvenSwap | None:
    """Return the swap to just beyond a bound, if what is between it and *beyond* is enough."""
    inside = _inside(bound, beyond)
    if inside is None or not trial.reaches(trial.at(found, inside[0])):
        return None
    places = range(2, _FINEST + 1)
    return _written(trial, found, bound, (_next(bound, d, side, beyond=True) for d in places))


def _written(
    trial: _Trial, found: _Amount, bound: Fraction, amounts: Iterable[Decimal]
) -> EvenSwap | None:
    """Return the swap to the first of some amounts that is enough."""
    whole = evolve(trial, settled=None)
    swaps = (
        whole.swap(found, with_amount(amount, found), bound, whole.at(found, amount))
        for amount in amounts
    )
    return next((swap for swap in swaps if swap is not None), None)


def _next(bound: Fraction, places: int, side: int, *, beyond: bool = False) -> Decimal:
    """Return the next amount with so many decimals, up or down: at the bound, or *beyond* it."""
    scaled = bound * 10**places
    whole = ceil(scaled) if side > 0 else floor(scaled)
    if beyond and whole == scaled:
        whole += side
    return rounded(Fraction(whole, 10**places), places)


def _intervals(
    trial: _Trial, found: _Amount, start: Fraction, breakpoints: set[Fraction], side: int
) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield the intervals between breakpoints, from *start* outwards: near and far end."""
    bounds = trial.info.bounds
    bound = bounds.high if side > 0 else bounds.low
    factor = found.unit.factor if isinstance(found, Duration) else 1
    last = None if bound is None else Fraction(bound) / factor
    beyond = [point for point in breakpoints if (point - start) * side > 0]
    if last is not None:
        beyond = [point for point in beyond if (last - point) * side > 0] + [last]
    beyond.sort(reverse=side < 0)
    if last is None:
        # Nothing changes beyond the last breakpoint: an interval of any length represents the rest.
        beyond.append((beyond[-1] if beyond else start) + side * 3)
    near = start
    for far in beyond:
        if near != far:
            yield near, far
        near = far


def _promising(
    trial: _Trial, found: _Amount, intervals: Iterable[tuple[Fraction, Fraction]]
) -> Iterator[tuple[_Trial, Fraction, Fraction]]:
    """Yield the intervals in which the goal may be reached, in their order: half of them at once.

    With a range of amounts, an offer comes at best to at least as much as with any one in it. Each
    is tried with the statements that change there.
    """
    waiting = [(trial, [*intervals])]
    while waiting:
        part, some = waiting.pop()
        if some:
            part = _narrowed(part, found, some)
        if len(some) <= _MOST_ALONE:
            yield from ((part, *ends) for ends in some)
        elif part.may_reach(found, *sorted((some[0][0], some[-1][1]))):
            half = len(some) // 2
            waiting += [(part, some[half:]), (part, some[:half])]


def _narrowed(trial: _Trial, found: _Amount, some: Sequence[tuple[Fraction, Fraction]]) -> _Trial:
    """Return a trial that looks only at the statements that change within some intervals."""
    if trial.settled is None:
        return trial
    low, high = sorted((some[0][0], some[-1][1]))
    changing = {
        one: places
        for one, places in trial.changing.items()
        if isinstance(one, c.CheckedPreference) or any(low <= at <= high for at in places)
    }
    inside = _inside(*some[0])
    offer = None if inside is None else trial.changed(with_amount(inside[0], found))
    if offer is None:
        return trial
    still = [one for one in trial.changing if one not in changing]
    settled = trial.settled.plus(trial.program, still, offer)
    return evolve(trial, settled=settled, changing=changing)


def _inside(near: Fraction, far: Fraction) -> tuple[Decimal, Decimal] | None:
    """Return two decimals strictly between the ends, with as few digits as possible."""
    third = (far - near) / 3
    low, high = min(near, far), max(near, far)
    for places in range(_FINEST + 1):
        one, other = round(near + third, places), round(far - third, places)
        if one != other and low < one < high and low < other < high:
            return rounded(one, places), rounded(other, places)
    return None


def _points(
    trial: _Trial, found: _Amount, near: Fraction, far: Fraction, inside: tuple[Decimal, Decimal]
) -> tuple[Fraction, ...]:
    """Return the amounts from *near* to *far* at which the goal may begin to be reached.

    Between two of them it is either reached throughout, or not at all. Empty if the offer cannot
    have the amounts.
    """
    before, after = (trial.at(found, amount) for amount in inside)
    if before is None or after is None:
        return ()
    places, ends = [*map(Fraction, inside)], (near, far)
    marks = (trial.goal.best[2], *trial.program.thresholds.all)
    if not trial.falls_away:
        passed = {*passing(places, (before.worst[2], after.worst[2]), marks)}
    else:
        offers = (trial.changed(with_amount(amount, found)) for amount in inside)
        weighed = [_weighed(trial.program.decide(offer)) for offer in offers if offer is not None]
        passed = {*means_passing(places, weighed, marks, ends)}
    within = [at for at in passed if min(ends) < at < max(ends)]
    return (near, *sorted(within, reverse=near > far), far)


def _weighed(decision: Ruling) -> list[Weighed]:
    """Return the weighed statements, and what they contribute."""
    return [
        (weight_of(statement), value.low, value.high, finding.may_be.applies)
        for finding, statement in zip(decision.findings, decision.program.statements, strict=True)
        if (value := finding.value) is not None and finding.weight
    ]
