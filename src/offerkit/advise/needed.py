"""The facts that the verdict on an offer can depend on.

A question asks for a fact if, and only if, the verdict can depend on it: there are
answers to all other questions that leave the verdict open while this fact is unknown. Facts are
tried one by one, the last mentioned first; one that makes no difference, given the others, is left
out. The questions that remain are enough (all answered, the verdict is certain), none is in vain.
Answers are tried by the segments of ``advise.what_if``. Statements that share no unknown fact are
searched separately, and their possible contributions to the score are then added up. What the
unknown facts leave open is worked out in cells, as it will be for the offer. So the search is exact
if a fact is compared with known values, or graded alone. If the search takes too much
work, facts that it did not get to are tried with some answers to all others: those that make a
difference there are asked for, and the rest are only counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from math import ceil, floor, lcm
from random import Random
from typing import Final, NamedTuple

from attrs import define, evolve, field, frozen

from offerkit.advise.what_if.amounts import amount_in
from offerkit.advise.what_if.segments import (
    AnyValue,
    LevelRange,
    QuantityRange,
    Segment,
    SingleValue,
    TextGroup,
)
from offerkit.advise.what_if.what_if import Choice, Component, Effect, RelevantStatement, WhatIf
from offerkit.evaluate.cells.share import Share
from offerkit.evaluate.verdict import Thresholds, Verdict
from offerkit.kleene import Kleene
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN

_INSTEAD: Final = {"equity.schedule": "equity.vesting"}
"""Facts that one need not ask for if the answer for another one is enough, with that one."""
_TRIALS: Final = 40
"""Sets of answers to the other questions with which a fact is tried that was not tested."""
MOST_TRIED: Final = 40_000
"""Most steps of all these trials; see ``Work``."""
_STEPS: Final = (Fraction(1, 10), 1, 12, 48, 30_000)
"""Distances from the low end of a range without a high one, of what to try."""


_NOTHING_OVER: Final = ((Fraction(0), Fraction(0)),) * 2
_OUT_OF_REACH: Final = Fraction(2)


def _turns(thresholds: Thresholds) -> tuple[Fraction, Fraction]:
    """Return the scores of decline and accept; without one, a score that never is on its side."""
    accept = thresholds.accept_at
    return thresholds.decline_below or Fraction(0), _OUT_OF_REACH if accept is None else accept


class _TooMuchWorkError(Exception):
    """The budget is used up."""


@frozen
class _Leaf:
    """The weighted sum of linked statements under some answers, while some facts stay unknown.

    The answers, each anywhere within its segment, give ``low`` to ``high``: every sum between can
    occur. The statements that wait for the unknown facts are not in it.
    """

    low: Fraction | int
    high: Fraction | int
    gone: int = 0
    """Weight of the statements that do not apply, or wait."""
    may_decline: bool = False
    """Whether one that waits may rule the offer out."""
    may_lack: bool = True
    """Whether none of the statements is weighed and certainly applies."""
    over: tuple[tuple[Fraction, Fraction], ...] = _NOTHING_OVER
    """For each threshold, the least and the most by which those that wait bring the score above it.
    Neither is certain to occur."""
    may_accept: bool = False
    """Whether these alone may lead to accept."""


_GRID: Final = 1 << 16
"""Most places of a grid of sums."""


@define
class NeededFacts:
    """Finds the facts that the verdict can depend on."""

    whatif: WhatIf
    budget: int
    """Most steps of the search; a quarter of them for which facts can matter at all."""
    most: int = field(default=0, init=False)
    """Most work that may be done when the present part ends; see ``Work``."""

    def find(self) -> tuple[tuple[FactPath, ...], tuple[FactPath, ...]]:
        """Return the facts to ask for, and those that were not tested; in order of mention."""
        whatif = self.whatif
        begun = whatif.work.done
        self.most = begun + self.budget // 4
        open_ = {
            statement.index: self._narrowed(statement)
            for statement in whatif.statements
            if whatif.effect(statement, {}).is_open
        }
        facts: list[FactPath] = []
        for statement in open_.values():
            missing = statement.waits_for(whatif.effect(statement, {}))
            facts += [fact for fact in statement.facts if fact in missing]
        facts = list(dict.fromkeys(facts))
        self.most = begun + self.budget
        components = [
            Component(
                component.facts,
                tuple(open_[m.index] for m in component.statements if m.index in open_),
            )
            for component in whatif.components(facts)
        ]
        joined = {statement.index for component in components for statement in component.statements}
        rest = [whatif.effect(m, {}) for m in whatif.statements if m.index not in joined]
        kept, untested = set[FactPath](), {*facts}
        try:
            answered = [self._leaves(component, frozenset()) for component in components]
        except _TooMuchWorkError:
            pass
        else:
            kept, untested = self._kept(components, answered, self._leaf(rest))
        self.most = whatif.work.done + MOST_TRIED
        # In their order: the trials may end before all of them are seen to matter.
        waiting = [fact for fact in facts if fact in untested]
        kept.update(self._seen_to_matter(waiting, facts))
        for fact in [fact for fact in facts if fact.path in _INSTEAD]:
            enough = FactPath(_INSTEAD[fact.path], fact.view)
            if {fact, enough} <= kept and not [*self._seen_to_matter([fact], facts)]:
                kept.remove(fact)
        return (
            tuple(fact for fact in facts if fact in kept),
            tuple(fact for fact in facts if fact in untested - kept),
        )

    def _narrowed(self, statement: RelevantStatement) -> RelevantStatement:
        """Return a statement whose hidden facts are those that answers to others make matter.

        All of them stay so if the budget is used up.
        """
        seen: set[FactPath] = set()
        queue: list[dict[FactPath, int]] = [{}]
        for choice in queue if statement.hidden else ():
            if self.whatif.work.done > self.most:
                return statement
            missing = self.whatif.effect(statement, choice).missing - seen
            for fact in (one for one in statement.facts if one in missing):
                seen.add(fact)
                segments = self.whatif.segments_of(fact)
                queue += ({**choice, fact: number} for number in range(len(segments)))
        return evolve(statement, hidden=statement.hidden & seen)

    def _seen_to_matter(
        self, untested: Sequence[FactPath], facts: Sequence[FactPath]
    ) -> Iterator[FactPath]:
        """Yield the facts with answers that leave different verdicts possible.

        While nothing else is known, or with some answers to the other questions.
        """
        waiting = dict.fromkeys(untested)
        if not waiting:
            return
        whatif = self.whatif
        answers = {fact: _answers(whatif.segments_of(fact)) for fact in facts}
        # The two ends of a range are the most likely to differ: both are tried in any case.
        ordered = {fact: (*some[:1], *some[:0:-1]) for fact, some in answers.items()}
        for trial in range(_TRIALS):
            chosen: dict[FactPath, Segment] = {
                fact: _one_of(options, Random(f"{trial} {fact}")) if trial else AnyValue()
                for fact, options in answers.items()
            }
            effects = {one.index: whatif.effect_in(one, chosen) for one in whatif.statements}
            balance = whatif.balance(effects.values())
            for fact in list(waiting):
                if whatif.work.done > self.most:
                    return
                readers, possible = whatif.readers[fact], set[tuple[Verdict, ...]]()
                for at, answer in enumerate(ordered[fact]):
                    if at > 1 and whatif.work.done > self.most:
                        return
                    now = {**chosen, fact: answer}
                    exchanged = [(effects[m.index], whatif.effect_in(m, now)) for m in readers]
                    possible.add(balance.possible_with(exchanged))
                    if len(possible) > 1:
                        del waiting[fact]
                        yield fact
                        break

    def _kept(
        self,
        components: Sequence[Component],
        answered: Sequence[tuple[_Leaf, ...]],
        rest: _Leaf,
    ) -> tuple[set[FactPath], set[FactPath]]:
        """Return the facts that are needed and those not tested; the last is tried first."""
        grid = _Grid.of(self.whatif, [rest, *(leaf for found in answered for leaf in found)])
        before = [_Sums().plus(grid, [rest])]
        for found in answered:
            before.append(before[-1].plus(grid, found))
        after, kept, untested = _Sums(), set[FactPath](), set[FactPath]()
        for number in reversed(range(len(components))):
            component, others = components[number], before[number].and_all(after)
            open_, tested, mine = self._without(component, grid, others, answered[number])
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
            except _TooMuchWorkError:
                break
            tested.add(fact)
            if not others.leave_open(grid, found):
                open_, leaves = open_ | {fact}, found
        return open_, tested, leaves

    def _leaf(
        self, effects: Iterable[Effect], weight: int = 0, share: Share | None = None
    ) -> _Leaf:
        """Return the sum of effects, beside what others of some *weight* come to that wait."""
        low: Fraction | int = 0
        high: Fraction | int = 0
        gone, may_lack = weight, share is None or share.may_lack
        for effect in effects:
            if effect.applies is Kleene.FALSE:
                gone += effect.weight
            elif effect.applies is Kleene.UNKNOWN:
                # Without it the mean is as it would be with some contribution from 0 to all of it.
                high += effect.weight
            else:
                may_lack = may_lack and not effect.weight
                if effect.high:
                    low, high = low + effect.low, high + effect.high
        if share is None:
            return _Leaf(low, high, gone, may_lack=may_lack)
        program = self.whatif.program
        over, may_accept = list[tuple[Fraction, Fraction]](), False
        ends = zip(share.low, share.high, share.counted, strict=True)
        for turn in (program.thresholds.decline_below, program.thresholds.accept_at):
            least, most, counted = (0, 0, False) if turn is None else next(ends)
            over.append((Fraction(least, program.cells.scale), Fraction(most, program.cells.scale)))
            may_accept = most > 0 or (most == 0 and counted)
        return _Leaf(low, high, gone, share.declines, may_lack, tuple(over), may_accept)

    def _together(self, statements: Sequence[RelevantStatement], choice: Choice) -> Share:
        """Return what statements come to together if facts are in some of their segments."""
        whatif = self.whatif
        segments = {fact: whatif.segments_of(fact)[number] for fact, number in choice.items()}
        share = whatif.together(statements, segments)
        if share is not None:
            return share
        effects = [whatif.effect(one, choice) for one in statements]
        scale, turns = whatif.program.cells.scale, whatif.program.thresholds.all
        sure = any(one.weight and one.applies is Kleene.TRUE for one in effects)
        return Share(
            any(one.rules_out is Kleene.UNKNOWN for one in effects),
            True,
            tuple(scale * sum(one.least_over(turn) for one in effects) for turn in turns),
            tuple(scale * sum(one.most_over(turn) for one in effects) for turn in turns),
            tuple(
                sure or any(one.weight and one.high >= turn * one.weight for one in effects)
                for turn in turns
            ),
            not sure,
        )

    # Linked statements.

    def _leaves(self, component: Component, unknown: frozenset[FactPath]) -> tuple[_Leaf, ...]:
        """Return the sums of a component once all but the *unknown* facts are answered.

        Raises:
            _TooMuchWorkError: the budget is used up.
        """
        leaves = dict.fromkeys(self._answer(component, unknown, {}))
        return tuple(leaf for leaf in leaves if leaf is not None)

    def _answer(
        self, component: Component, unknown: frozenset[FactPath], choice: dict[FactPath, int]
    ) -> Iterator[_Leaf | None]:
        """Yield the sums for each set of answers; None for one that rules the offer out."""
        if self.whatif.work.done > self.most:
            raise _TooMuchWorkError
        effects = [self.whatif.effect(statement, choice) for statement in component.statements]
        if any(effect.rules_out is Kleene.TRUE for effect in effects):
            yield None
            return
        next_ = self._next(component, effects, unknown, choice)
        if next_ is None:
            pairs = [*zip(component.statements, effects, strict=True)]
            waiting = [one for one, effect in pairs if one.waits_for(effect) & unknown]
            sure = [effect for one, effect in pairs if not one.waits_for(effect) & unknown]
            share = self._together(waiting, choice)
            weight = sum(one.weight for one in waiting)
            yield self._leaf(sure, weight, share) if share.survives else None
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


def _answers(segments: Sequence[Segment]) -> list[Segment]:
    """Return single values in segments, and one of them whole if it has none."""
    found: list[Segment] = []
    for segment in segments:
        match segment:
            case QuantityRange(low=low, high=high, unit=unit) if low is not None:
                more = _STEPS if high is None else ((high - low) / 2, high - low)
                found += [SingleValue(amount_in(low + step, unit)) for step in (0, *more)]
            case LevelRange(levels=levels):
                found.append(SingleValue(levels[0]))
            case TextGroup(value=value) if value is UNKNOWN:
                pass
            case _:
                found.append(segment)
    return found or [AnyValue()]


def _one_of(answers: Sequence[Segment], chance: Random) -> Segment:
    """Return an answer, as often the first one as any other: nothing, no, the least."""
    return answers[0] if chance.randrange(2) else chance.choice(answers)


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
        ends = (end for leaf in leaves for end in (leaf.low, leaf.high, *chain(*leaf.over)))
        fine = lcm(*(end.denominator for end in (*thresholds.all, *ends)))
        whole = max(weights, 1)
        scale = Fraction(fine) if fine * whole <= _GRID else Fraction(_GRID, whole)
        return cls(scale, weights, thresholds)

    def windows(self, open_: _Open) -> Iterator[tuple[int, int]]:
        """Yield, for each threshold, the sums that leave both of its sides possible.

        From the first up to the second, which is not included; rounded outwards.
        """
        whole = (self.weights - open_.gone) * self.scale
        for turn, (least, most) in zip(_turns(self.turns), open_.over, strict=True):
            yield floor(turn * whole) - most, ceil(turn * whole) - least

    def places(self, low: Fraction | int, high: Fraction | int) -> tuple[int, int]:
        """Return the place at or just below one sum, and that at or just above another."""
        # As the floor and the ceiling of fractions, which take several times as long.
        over, under = self.scale.as_integer_ratio()
        return (
            low.numerator * over // (low.denominator * under),
            -(-high.numerator * over // (high.denominator * under)),
        )


class _Open(NamedTuple):
    """What unknown facts leave open of a sum, on a grid; see ``_Leaf``."""

    gone: int = 0
    may_decline: bool = False
    may_lack: bool = True
    over: tuple[tuple[int, int], ...] = ((0, 0),) * 2
    may_accept: bool = False

    def and_(self, other: _Open) -> _Open:
        """Return what they leave open of the sum of two."""
        pairs = zip(self.over, other.over, strict=True)
        return _Open(
            self.gone + other.gone,
            self.may_decline or other.may_decline,
            self.may_lack and other.may_lack,
            tuple((one[0] + two[0], one[1] + two[1]) for one, two in pairs),
            self.may_accept or other.may_accept,
        )


@frozen
class _Sums:
    """Possible weighted sums of some statements, as the bits of integers."""

    by_open: Mapping[_Open, int] = field(factory=lambda: {_Open(): 1})
    """Those of no statements, by default: only 0."""

    def plus(self, grid: _Grid, leaves: Iterable[_Leaf]) -> _Sums:
        """Return the sums with those of another group of statements."""
        found: dict[_Open, int] = {}
        for leaf in leaves:
            low, high = grid.places(leaf.low, leaf.high)
            mine = _Open(
                leaf.gone,
                leaf.may_decline,
                leaf.may_lack,
                tuple(grid.places(*over) for over in leaf.over),
                leaf.may_accept,
            )
            for also, bits in self.by_open.items():
                key = also.and_(mine)
                found[key] = found.get(key, 0) | _smeared(bits, high - low + 1) << low
        return _Sums(found)

    def and_all(self, other: _Sums) -> _Sums:
        """Return the sums of both."""
        found: dict[_Open, int] = {}
        for mine, bits in self.by_open.items():
            for theirs, others in other.by_open.items():
                key = mine.and_(theirs)
                found[key] = found.get(key, 0) | _all_sums(bits, others)
        return _Sums(found)

    def leave_open(self, grid: _Grid, leaves: Iterable[_Leaf]) -> bool:
        """Return whether unknown facts may leave the verdict open with one of *leaves* added."""
        return any(
            _is_open(grid, key, bits) for key, bits in self.plus(grid, leaves).by_open.items()
        )


def _is_open(grid: _Grid, open_: _Open, bits: int) -> bool:
    """Return whether some sum leaves more than one verdict possible."""
    (declining, declined), (accepting, _) = windows = (*grid.windows(open_),)
    lowest, greatest = (bits & -bits).bit_length() - 1, bits.bit_length() - 1
    if open_.may_decline and (open_.may_lack or greatest >= declining):
        return True
    if not open_.may_lack:
        return any(_meets(bits, *window) for window in windows)
    # Without a score it is consider: open if something that may be weighed leads elsewhere.
    accepts = open_.may_accept if open_.gone == grid.weights else greatest >= accepting
    return accepts or lowest < declined


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
