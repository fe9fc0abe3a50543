"""Questions to find the answers to before answering an offer.

**Which facts.** A question asks for a fact if, and only if, the verdict can depend on it: there are
answers to all other questions that leave the verdict open while this fact is unknown. Facts are
tried one by one, the last mentioned first; one that makes no difference, given the others, is left
out. The questions that remain are enough (all answered, the verdict is certain), none is in vain.
Answers are tried by the segments of ``advise.what_if``. Statements that share no unknown fact are
searched separately, and their possible contributions to the score are then added up; so the search
is exact if a fact is compared with known values, or graded alone. If the search takes too many
steps, or cannot show that a fact makes no difference, the fact is kept.

**In which order.** First the questions for the employer, then those that only the candidate can
answer. Among each, first the facts of which one answer can settle the verdict. Among these, and
among the others: those of which more answers settle it; then those that leave fewer verdicts
possible, on average over the answers; then those that leave a narrower score, on average; then in
the order in which the criteria mention them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any, Final, TypeAlias

from attrs import define, field, frozen

from offerkit.advise.what_if.phrases import segment_words
from offerkit.advise.what_if.segments import (
    NOT_APPLYING,
    AnyValue,
    LevelRange,
    QuantityRange,
    Segment,
    answer_count,
)
from offerkit.advise.what_if.what_if import Component, Effect, WhatIf
from offerkit.calendar import text_in_days
from offerkit.data import Key, keys, to_dict
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.semantics import outcome
from offerkit.evaluate.verdict import StatementKind, Thresholds, Verdict
from offerkit.forms import MonthsStated
from offerkit.kleene import Kleene
from offerkit.model.fields import AskedOf
from offerkit.paths import FactPath
from offerkit.values import FactValue

FORMAT: Final = "offerkit/questions/1"
"""Name of the format of ``Questions.to_dict``."""


@frozen
class PossibleAnswer:
    """Answers to one question that leave the same verdicts possible."""

    words: str
    """Answers as a phrase that completes "if it is": ``never or rarely``, ``at least 45 min``."""
    possible: tuple[Verdict, ...]
    """Verdicts still possible after it, low to high; one if it settles the verdict."""
    share: Fraction
    """Share of all answers to the question, from 0 to 1; the shares of a question sum to 1.

    Every level of a scale counts the same, and so does every range between the thresholds of the
    criteria for an amount.
    """

    @property
    def settles(self) -> bool:
        """Whether the verdict is certain after it."""
        return len(self.possible) == 1


@keys(
    "fact",
    Key("question", "text"),
    "asked_of known settles chance",
    Key("waiting", form=STATEMENT),
    "answers",
)
@frozen
class Question:
    """A question for a fact that the verdict can depend on."""

    fact: FactPath
    """The fact to ask for."""
    text: str
    """Wording: from ``ask``, from the ``fact`` declaration, or from the vocabulary."""
    asked_of: AskedOf
    """Whose answer it needs: the employer's or your own."""
    known: FactValue
    """Value known so far: ``UNKNOWN``, a range, or a set known in part."""
    waiting: tuple[Finding, ...]
    """Statements that need the answer, in order, including cautions and reasons for leaving."""
    answers: tuple[PossibleAnswer, ...]
    """Possible answers, from low to high, each while nothing else is learned.

    Empty if the answers cannot be told apart, as for some parts of derived facts.
    """

    @property
    def chance(self) -> Fraction:
        """Share of the answers that settle the verdict, from 0 to 1."""
        return sum((answer.share for answer in self.answers if answer.settles), Fraction(0))

    @property
    def settles(self) -> bool:
        """Whether one answer alone can settle the verdict."""
        return self.chance > 0


@keys("base quote", Key("waiting", form=STATEMENT))
@frozen
class RateQuestion:
    """An exchange rate that the criteria need and do not state."""

    base: str
    """Currency of which the rate prices 1."""
    quote: str
    """Currency of the price."""
    waiting: tuple[Finding, ...]
    """Statements that are open and need only the rate."""

    @property
    def text(self) -> str:
        """Line to add to the criteria."""
        return f"rate 1 {self.base} = ... {self.quote}"


@keys("text", Key("waiting", form=STATEMENT))
@frozen
class DaysQuestion:
    """A duration in months that has to be stated in days."""

    months: MonthsStated
    waiting: tuple[Finding, ...]
    """Statements that are open because of it."""

    @property
    def text(self) -> str:
        """The days that it can have: ``1 year is 365 to 366 days``."""
        return text_in_days(self.months)


@frozen
class OpenFact:
    """An unknown fact, and the statements that need it."""

    fact: FactPath
    """The unknown fact."""
    question: str
    """Wording of the question for it."""
    asked_of: AskedOf
    """Whose answer it needs: the employer's or your own."""
    matters: bool
    """Whether it can still change the verdict."""
    waiting: tuple[int, ...]
    """Indices of the findings that need it, ascending; at least one."""


@keys(
    Key("file", None, doc="Name of the offer, or null."),
    "decision.verdict decision.possible",
    Key("questions", "asked"),
    "rates days idle",
    format=FORMAT,
)
@frozen
class Questions:
    """Questions to ask before answering an offer; iterating gives those for the employer first.

    Answers to all of them settle the verdict, except for rates that the criteria do not state,
    durations in months that are compared with days, and amounts that stay uncertain even when
    everything is known, such as equity that cannot be sold. Each question is needed: the verdict
    can depend on it.
    """

    decision: Ruling
    """Decision on the offer as it is known."""
    asked: tuple[Question, ...]
    """Questions: those for the employer, then your own; in both, the most decisive first."""
    rates: tuple[RateQuestion, ...]
    """Exchange rates to add to the criteria."""
    days: tuple[DaysQuestion, ...]
    """Durations in months to state in days, in the criteria or in the offer."""
    idle: tuple[FactPath, ...]
    """Unknown facts that cannot change the verdict, in order of first mention."""
    waiting: Mapping[FactPath, tuple[int, ...]] = field(repr=False)
    """For each unknown fact, indices of the findings that need it, ascending."""

    def __iter__(self) -> Iterator[Question]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)

    @property
    def open_facts(self) -> tuple[OpenFact, ...]:
        """The facts to ask for in their order, then those that cannot change the verdict."""
        matters = dict.fromkeys(question.fact for question in self.asked)
        program = self.decision.program
        return tuple(
            OpenFact(
                fact,
                program.question(fact),
                program.asked_of(fact),
                fact in matters,
                self.waiting[fact],
            )
            for fact in (*matters, *self.idle)
        )

    def asked_only(self, of: AskedOf) -> tuple[Question, ...]:
        """Return the questions that need the answer of one side, the most decisive first."""
        return tuple(question for question in self.asked if question.asked_of is of)

    def to_dict(self, *, file: str | None = None) -> dict[str, Any]:
        """Return the questions as JSON-ready data; *file* is the name of the offer."""
        return to_dict(self, file=file)


# --- asking --------------------------------------------------------------------------------------

BUDGET: Final = 4_000
"""Default for the most combinations of answers to try before facts are kept untested."""


def questions(decision: Ruling, *, budget: int = BUDGET) -> Questions:
    """Return the questions to ask before answering the offer that was decided.

    Assumptions of the criteria count as known. If the verdict is certain there are no questions.
    Answers are expected in the unit that the criteria use for the fact: one in a currency without a
    rate, or by the hour while the hours are unknown, raises another question.

    Args:
        decision: Any decision.
        budget: Most combinations of answers to try.
    """
    waiting: dict[FactPath, tuple[int, ...]] = {}
    for index, finding in enumerate(decision.findings):
        missing = finding.missing
        unfixed = finding.kind is StatementKind.LEAVING and finding.truth is not Kleene.TRUE
        if unfixed and decision.is_counter is Kleene.UNKNOWN:
            missing = (FactPath("offer.kind"), *missing)
        for fact in dict.fromkeys(missing):
            waiting[fact] = (*waiting.get(fact, ()), index)
    if len(decision.possible) == 1:
        return Questions(decision, (), (), (), tuple(waiting), waiting)
    whatif = WhatIf(decision)
    needed = _NeededFacts(whatif, budget).find()
    open_ = [s for s in whatif.statements if whatif.effect(s, {}).is_open]
    for fact in needed:
        waiting.setdefault(fact, tuple(s.index for s in open_ if fact in s.facts))
    found = [
        _question(whatif, fact, tuple(decision.findings[index] for index in indices))
        for fact, indices in waiting.items()
        if fact in needed
    ]
    asked = [question for question, _ in sorted(found, key=lambda pair: pair[1])]
    idle = tuple(fact for fact in waiting if fact not in needed)
    lacking: dict[tuple[str, str], list[Finding]] = {}
    in_months: dict[MonthsStated, list[Finding]] = {}
    for statement in open_:
        found_open = outcome(statement.checked, whatif.partitioner.facts())
        for pair in found_open.rates:
            lacking.setdefault(pair, []).append(decision.findings[statement.index])
        for months in found_open.months:
            in_months.setdefault(months, []).append(decision.findings[statement.index])
    rates = tuple(RateQuestion(*pair, tuple(findings)) for pair, findings in lacking.items())
    days = tuple(DaysQuestion(months, tuple(findings)) for months, findings in in_months.items())
    return Questions(decision, tuple(asked), rates, days, idle, waiting)


# --- the effect of each answer -------------------------------------------------------------------

Urgency = tuple[bool, bool, Fraction, Fraction, Fraction]
"""Sort key: one's own, cannot settle, -chance, verdicts left, score width left."""


def _question(
    whatif: WhatIf, fact: FactPath, waiting: tuple[Finding, ...]
) -> tuple[Question, Urgency]:
    """Return a question and its urgency."""
    segments = whatif.segments_of(fact)
    base = [(statement, whatif.effect(statement, {})) for statement in whatif.statements]
    whole = sum(map(answer_count, segments))
    verdicts: list[tuple[Verdict, ...]] = []
    left = width = Fraction(0)
    for number, segment in enumerate(segments):
        effects = [
            whatif.effect(statement, {fact: number}) if fact in statement.facts else effect
            for statement, effect in base
        ]
        verdicts.append(whatif.possible(effects))
        share = Fraction(answer_count(segment), whole)
        left += share * len(verdicts[-1])
        width += share * sum((effect.high - effect.low for effect in effects), Fraction(0))
    known = whatif.partitioner.facts().value(fact)
    text, asked_of = whatif.program.question(fact), whatif.program.asked_of(fact)
    question = Question(fact, text, asked_of, known, waiting, _answers(segments, verdicts))
    mine = asked_of is AskedOf.YOURSELF
    return question, (mine, not question.settles, -question.chance, left, width)


def _answers(
    segments: Sequence[Segment], verdicts: Sequence[tuple[Verdict, ...]]
) -> tuple[PossibleAnswer, ...]:
    """Return the answers; segments that leave the same verdicts are joined if successive."""
    if isinstance(segments[0], AnyValue):
        return ()
    ordered = isinstance(segments[0], QuantityRange | LevelRange)
    groups: list[tuple[tuple[Verdict, ...], list[Segment]]] = []
    for segment, possible in zip(segments, verdicts, strict=True):
        among = groups[-1:] if ordered else groups
        same = next((group for group in among if group[0] == possible), None)
        if segment == NOT_APPLYING:
            same = None
        if same is None:
            groups.append((possible, [segment]))
        else:
            same[1].append(segment)
    whole = sum(map(answer_count, segments))
    return tuple(
        PossibleAnswer(
            segment_words(group, segments), possible, Fraction(sum(map(answer_count, group)), whole)
        )
        for possible, group in groups
    )


# --- the facts that the verdict can depend on ----------------------------------------------------


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
class _NeededFacts:
    """Finds the facts that the verdict can depend on."""

    whatif: WhatIf
    budget: int
    steps: int = 0

    def find(self) -> tuple[FactPath, ...]:
        """Return the facts to ask for, in order of first mention."""
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
        kept = self._kept(components, answered, _leaf(rest))
        return tuple(fact for fact in facts if fact in kept)

    def _kept(
        self,
        components: Sequence[Component],
        answered: Sequence[tuple[_Leaf, ...] | None],
        rest: _Leaf,
    ) -> set[FactPath]:
        """Return the facts that are needed; the last mentioned is tried first."""
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
        after, kept = _Sums(), set[FactPath]()
        for number in reversed(range(len(components))):
            component, mine = components[number], leaves[number]
            if answered[number] is None:
                kept.update(component.facts)
            else:
                others = before[number].and_all(after)
                open_, mine = self._without(component, grid, others, mine)
                kept.update(fact for fact in component.facts if fact not in open_)
            after = after.plus(grid, mine)
        return kept

    def _without(
        self, component: Component, grid: _Grid, others: _Sums, answered: tuple[_Leaf, ...]
    ) -> tuple[frozenset[FactPath], tuple[_Leaf, ...]]:
        """Return the facts of a component that can stay unknown, and its sums then."""
        open_, leaves = frozenset[FactPath](), answered
        for fact in reversed(component.facts):
            try:
                found = self._leaves(component, open_ | {fact})
            except _TooManyStepsError:
                break
            if not others.leave_open(grid, found):
                open_, leaves = open_ | {fact}, found
        return open_, leaves

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
