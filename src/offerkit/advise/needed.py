"""The facts that the verdict on an offer can depend on.

A question asks for a fact if, and only if, the verdict can depend on it: there are
answers to all other questions that leave the verdict open while this fact is unknown. Facts are
tried one by one, the last mentioned first; one that makes no difference, given the others, is left
out. The questions that remain are enough (all answered, the verdict is certain), none is in vain.
Answers are tried by the segments of ``advise.what_if``. Statements that share no unknown fact are
searched separately, and their possible contributions to the score are then added up; so the search
is exact if a fact is compared with known values, or graded alone. If the search takes too many
steps, facts that it did not get to are tried with some answers to all others: those that make a
difference there are asked for, and the rest are only counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, lcm
from random import Random
from typing import Final, TypeAlias

from attrs import define, field, frozen

from offerkit.advise.what_if.segments import AnyValue
from offerkit.advise.what_if.what_if import Component, Effect, WhatIf
from offerkit.evaluate.verdict import Thresholds
from offerkit.kleene import Kleene
from offerkit.paths import FactPath

_TRIALS: Final = 24
"""Sets of answers to the other questions with which a fact is tried that was not tested."""


class _TooManyStepsError(Exception):
    """The budget is used up."""


@frozen
class _Leaf:
    """The weighted sum of linked statements under some answers, while some facts stay unknown.

    The answers, each anywhere within its segment, give ``low`` to ``high``: every sum between can
    occur. The unknown facts add ``open_low`` to ``open_high``: neither end is certain to occur.
    """

    low: Fraction
    high: Fraction
    open_low: Fraction = Fraction(0)
    open_high: Fraction = Fraction(0)
    may_decline: bool = False
    """Whether a dealbreaker is open because of the unknown facts."""
    gone: int = 0
    """Weight of the statements that do not apply."""
    may_lack: bool = True
    """Whether none of the statements is weighed and certainly applies."""


_GRID: Final = 1 << 16
"""Most places of a grid of sums."""


@define
class NeededFacts:
    """Finds the facts that the verdict can depend on."""

    whatif: WhatIf
    budget: int
    steps: int = 0

    def find(self) -> tuple[tuple[FactPath, ...], tuple[FactPath, ...]]:
        """Return the facts to ask for, and those that were not tested; in order of mention."""
        whatif = self.whatif
        open_ = [
            statement for statement in whatif.statements if whatif.effect(statement, {}).is_open
        ]
        facts = []
        for statement in open_:
            missing = statement.waits_for(whatif.effect(statement, {}))
            facts += [fact for fact in statement.facts if fact in missing]
        facts = list(dict.fromkeys(facts))
        components = [
            Component(component.facts, tuple(m for m in component.statements if m in open_))
            for component in whatif.components(facts)
        ]
        joined = {statement.index for component in components for statement in component.statements}
        rest = [whatif.effect(m, {}) for m in whatif.statements if m.index not in joined]
        answered: list[tuple[_Leaf, ...] | None] = []
        for component in components:
            try:
                answered.append(self._leaves(component, frozenset()))
            except _TooManyStepsError:
                answered.append(None)
        kept, untested = self._kept(components, answered, _leaf(rest))
        kept.update(fact for fact in untested if self._makes_a_difference(fact, facts))
        return (
            tuple(fact for fact in facts if fact in kept),
            tuple(fact for fact in facts if fact in untested - kept),
        )

    def _makes_a_difference(self, fact: FactPath, facts: Sequence[FactPath]) -> bool:
        """Return whether an answer is seen to change which verdicts are possible.

        While nothing else is known, or with some answers to all other questions.
        """
        segments = self.whatif.segments_of(fact)
        for trial in range(_TRIALS):
            others = {
                other: Random(f"{trial} {other}").randrange(len(self.whatif.segments_of(other)))
                for other in facts
                if trial and other != fact
            }
            before = [self.whatif.effect(one, others) for one in self.whatif.statements]
            possible = self.whatif.possible(before)
            if len(possible) == 1:
                continue
            if isinstance(segments[0], AnyValue):
                if trial and any(fact in effect.missing for effect in before):
                    return True
                continue
            for number in range(len(segments)):
                choice = {**others, fact: number}
                after = [self.whatif.effect(one, choice) for one in self.whatif.statements]
                if self.whatif.possible(after) != possible:
                    return True
        return False

    def _kept(
        self,
        components: Sequence[Component],
        answered: Sequence[tuple[_Leaf, ...] | None],
        rest: _Leaf,
    ) -> tuple[set[FactPath], set[FactPath]]:
        """Return the facts that are needed and those not tested; the last is tried first."""
        leaves = [
            (_leaf([self.whatif.effect(statement, {}) for statement in component.statements]),)
            if found is None
            else found
            for component, found in zip(components, answered, strict=True)
        ]
        grid = _Grid.of(self.whatif, [rest, *(leaf for found in leaves for leaf in found)])
        before = [_Sums().plus(grid, [rest])]
        for found in leaves:
            before.append(before[-1].plus(grid, found))
        after, kept, untested = _Sums(), set[FactPath](), set[FactPath]()
        for number in reversed(range(len(components))):
            component, mine = components[number], leaves[number]
            if answered[number] is None:
                untested.update(component.facts)
            else:
                others = before[number].and_all(after)
                open_, tested, mine = self._without(component, grid, others, mine)
                kept.update(tested - open_)
                untested.update(fact for fact in component.facts if fact not in tested)
            after = after.plus(grid, mine)
        return kept, untested

    def _without(
        self, component: Component, grid: _Grid, others: _Sums, answered: tuple[_Leaf, ...]
    ) -> tuple[frozenset[FactPath], set[FactPath], tuple[_Leaf, ...]]:
        """Return the facts of a component that can stay unknown, those tested, and its sums."""
        open_, tested, leaves = frozenset[FactPath](), set[FactPath](), answered
        for fact in reversed(component.facts):
            try:
                found = self._leaves(component, open_ | {fact})
            except _TooManyStepsError:
                break
            tested.add(fact)
            if not others.leave_open(grid, found):
                open_, leaves = open_ | {fact}, found
        return open_, tested, leaves

    # Linked statements.

    def _leaves(self, component: Component, unknown: frozenset[FactPath]) -> tuple[_Leaf, ...]:
        """Return the sums of a component once all but the *unknown* facts are answered.

        Raises:
            _TooManyStepsError: the budget is used up.
        """
        return tuple(dict.fromkeys(self._answer(component, unknown, {})))

    def _answer(
        self, component: Component, unknown: frozenset[FactPath], choice: dict[FactPath, int]
    ) -> Iterator[_Leaf]:
        self.steps += 1
        if self.steps > self.budget:
            raise _TooManyStepsError
        effects = [self.whatif.effect(statement, choice) for statement in component.statements]
        if any(effect.rules_out is Kleene.TRUE for effect in effects):
            return
        next_ = self._next(component, effects, unknown, choice)
        if next_ is None:
            statements = component.statements
            waiting = [
                bool(statement.waits_for(effect) & unknown)
                for statement, effect in zip(statements, effects, strict=True)
            ]
            yield _leaf(effects, waiting)
            return
        for number in range(len(self.whatif.segments_of(next_))):
            yield from self._answer(component, unknown, {**choice, next_: number})

    def _next(
        self,
        component: Component,
        effects: Sequence[Effect],
        unknown: frozenset[FactPath],
        choice: Mapping[FactPath, int],
    ) -> FactPath | None:
        """Return a fact to answer next: one that leaves a statement open."""
        for statement, effect in zip(component.statements, effects, strict=True):
            if effect.is_open:
                waiting = statement.waits_for(effect)
                for fact in component.facts:
                    if fact in waiting and fact not in unknown and fact not in choice:
                        return fact
        return None


def _leaf(effects: Sequence[Effect], waiting: Sequence[bool] | None = None) -> _Leaf:
    """Return the sum of effects; those that are *waiting* for unknown facts are open."""
    low = high = open_low = open_high = Fraction(0)
    may_decline, gone, may_lack = False, 0, True
    for effect, waits in zip(effects, waiting or [False] * len(effects), strict=True):
        least, most = effect.low, effect.high
        if effect.applies is Kleene.FALSE:
            gone += effect.weight
            continue
        if effect.applies is Kleene.UNKNOWN:
            # Without it the mean is as it would be with some contribution from 0 to all of it.
            least, most = Fraction(0), Fraction(effect.weight)
        elif effect.weight:
            may_lack = False
        if effect.is_open and waits:
            open_low, open_high = open_low + least, open_high + most
            may_decline = may_decline or effect.rules_out is Kleene.UNKNOWN
        else:
            low, high = low + least, high + most
    return _Leaf(low, high, open_low, open_high, may_decline, gone, may_lack)


@frozen
class _Grid:
    """Integers for weighted sums: exact, unless the grid would be too fine.

    Then sums are rounded outwards, so that a fact too many may be kept, never one too few.
    """

    scale: Fraction
    weights: int
    """Sum of all weights."""
    turns: Thresholds

    @classmethod
    def of(cls, whatif: WhatIf, leaves: Iterable[_Leaf]) -> _Grid:
        """Return the grid for sums of such leaves."""
        weights, thresholds = whatif.program.weights, whatif.program.thresholds
        ends = (e for leaf in leaves for e in (leaf.low, leaf.high, leaf.open_low, leaf.open_high))
        fine = lcm(*(end.denominator for end in (*thresholds.all, *ends)))
        whole = max(weights, 1)
        scale = Fraction(fine) if fine * whole <= _GRID else Fraction(_GRID, whole)
        return cls(scale, weights, thresholds)

    def thresholds(self, gone: int) -> tuple[tuple[int, int], ...]:
        """Return the sums at which the verdict changes, rounded down and up.

        None changes it if nothing is weighed: *gone* is the weight of what does not apply.
        """
        whole = (self.weights - gone) * self.scale
        turns = self.turns.all if whole else ()
        return tuple((floor(turn * whole), ceil(turn * whole)) for turn in turns)

    def declines_below(self, gone: int) -> int | None:
        """Return the least sum that does not lead to decline, rounded down; None if none does."""
        whole, decline = (self.weights - gone) * self.scale, self.turns.decline_below
        return floor(decline * whole) if whole and decline is not None else None

    def accepts_at(self, gone: int) -> int | None:
        """Return the least sum that leads to accept, rounded down; None if none does."""
        whole, accept = (self.weights - gone) * self.scale, self.turns.accept_at
        return floor(accept * whole) if whole and accept is not None else None

    def places(self, low: Fraction, high: Fraction) -> tuple[int, int]:
        """Return the place at or just below one sum, and that at or just above another."""
        return floor(low * self.scale), ceil(high * self.scale)


_Open: TypeAlias = tuple[int, int, bool, int, bool]
"""The least and the most that unknown facts add, whether they may rule the offer out, the weight of
what does not apply, and whether nothing else may be weighed."""


def _both(one: _Open, other: _Open) -> _Open:
    return (
        one[0] + other[0],
        one[1] + other[1],
        one[2] or other[2],
        one[3] + other[3],
        one[4] and other[4],
    )


@frozen
class _Sums:
    """Possible weighted sums of some statements, as the bits of integers."""

    by_open: Mapping[_Open, int] = field(factory=lambda: {(0, 0, False, 0, True): 1})
    """Those of no statements, by default: only 0."""

    def plus(self, grid: _Grid, leaves: Iterable[_Leaf]) -> _Sums:
        """Return the sums with those of another group of statements."""
        found: dict[_Open, int] = {}
        for leaf in leaves:
            low, high = grid.places(leaf.low, leaf.high)
            mine = *grid.places(leaf.open_low, leaf.open_high), leaf.may_decline
            for also, bits in self.by_open.items():
                key = _both(also, (*mine, leaf.gone, leaf.may_lack))
                found[key] = found.get(key, 0) | _smeared(bits, high - low + 1) << low
        return _Sums(found)

    def and_all(self, other: _Sums) -> _Sums:
        """Return the sums of both."""
        found: dict[_Open, int] = {}
        for mine, bits in self.by_open.items():
            for theirs, others in other.by_open.items():
                key = _both(mine, theirs)
                found[key] = found.get(key, 0) | _all_sums(bits, others)
        return _Sums(found)

    def leave_open(self, grid: _Grid, leaves: Iterable[_Leaf]) -> bool:
        """Return whether unknown facts may leave the verdict open with one of *leaves* added."""
        return any(
            _is_open(grid, key, bits) for key, bits in self.plus(grid, leaves).by_open.items()
        )


def _is_open(grid: _Grid, key: _Open, bits: int) -> bool:
    """Return whether some sum leaves more than one verdict possible."""
    least, most, may_decline, gone, may_lack = key
    if not bits:
        return False
    declines_below, greatest = grid.declines_below(gone), bits.bit_length() - 1 + most
    if may_decline and (may_lack or declines_below is None or greatest >= declines_below):
        return True
    if may_lack:
        # Without a score it is consider: open if a sum leads to anything else.
        accepts_at, lowest = grid.accepts_at(gone), (bits & -bits).bit_length() - 1 + least
        may_be_low = declines_below is not None and lowest <= declines_below
        if may_be_low or (accepts_at is not None and greatest >= accepts_at):
            return True
    return any(_meets(bits, low - most, high - least) for low, high in grid.thresholds(gone))


def _meets(bits: int, start: int, stop: int) -> bool:
    """Return whether a bit is set from *start* up to *stop*, which is not included."""
    start = max(start, 0)
    return stop > start and bool(bits >> start & ((1 << stop - start) - 1))


def _smeared(bits: int, width: int) -> int:
    """Return every bit as a run of *width* bits upwards."""
    done = 1
    while done < width:
        step = min(done, width - done)
        bits |= bits << step
        done += step
    return bits


def _all_sums(one: int, other: int) -> int:
    """Return the sums of a number from each of two sets, as bits."""
    if one.bit_count() > other.bit_count():
        one, other = other, one
    found, at = 0, 0
    while one:
        skip = (one & -one).bit_length() - 1
        one >>= skip
        at += skip
        run = (~one & (one + 1)).bit_length() - 1
        found |= _smeared(other, run) << at
        one >>= run
        at += run
    return found
