"""What to ask before answering an offer, in the order of what it decides.

**Which facts.** A fact is asked for if, and only if, the verdict may turn on it: there are answers
to all the other questions after which the verdict is still open while this fact is unknown. Facts
are tried one after the other, the last mentioned first; one on which nothing turns, given the
others, is dropped. What is left is enough (all of it answered, the verdict is decided), and none
of it can be left out. Answers are tried as the cells of ``cells``. Statements that have no open
fact in common are worked out apart, and what they may add to the score is then put together; so
the search is exact where a fact is compared with what is known, or graded by itself. Where that
cannot be shown, or the search takes too many steps, a fact is kept.

**In which order.** First the facts of which a single answer can settle the verdict. Among these,
and among the others, those of which more answers settle it; then those after which fewer verdicts
are possible on average over the answers; then those after which the score is narrower on average;
then in the order in which the criteria mention them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Any, Final

from attrs import define, field, frozen

from offerkit.advise.what_if.phrases import words_of
from offerkit.advise.what_if.segments import Cell, Levels, Line, Whole, share_of
from offerkit.advise.what_if.what_if import Choice, Component, Effect, Matter, WhatIf
from offerkit.data import Key, keys, to_dict
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.semantics import outcome
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.kleene import Kleene
from offerkit.paths import FactPath
from offerkit.values import FactValue

FORMAT: Final = "offerkit/questions/1"
"""The name of the schema of ``Questions.to_dict``."""


@frozen
class PossibleAnswer:
    """Answers to one question that leave the same verdicts possible."""

    words: str
    """The answers, as they read behind "if it is": ``never or rarely``, ``at least 45 min``."""
    possible: tuple[Verdict, ...]
    """The verdicts still possible after it, low to high; one if it settles the verdict."""
    share: Fraction
    """Its share of all the answers that are told apart, from 0 to 1; those of a question sum to 1.

    Every level of a scale counts the same, and so does every stretch between the thresholds that
    the criteria have for an amount.
    """

    @property
    def settles(self) -> bool:
        """Whether the verdict is certain after it."""
        return len(self.possible) == 1


@keys(
    "fact",
    Key("question", "text"),
    "known",
    "settles",
    "chance",
    Key("waiting", form=STATEMENT),
    "answers",
)
@frozen
class Question:
    """A fact to ask for, because the verdict may turn on it."""

    fact: FactPath
    text: str
    """The question in words: from ``ask``, from the ``fact`` declaration, or the vocabulary's."""
    known: FactValue
    """What is known so far: ``UNKNOWN``, a range, or a set known in part."""
    waiting: tuple[Finding, ...]
    """The statements that it leaves open, in order; cautions and other reasons among them."""
    answers: tuple[PossibleAnswer, ...]
    """What each answer comes to while nothing else is learned, from low to high.

    Empty where the answers cannot be told apart one by one, as of the parts of a derived fact.
    """

    @property
    def chance(self) -> Fraction:
        """The share of the answers that settle the verdict, from 0 to 1."""
        return sum((answer.share for answer in self.answers if answer.settles), Fraction(0))

    @property
    def settles(self) -> bool:
        """Whether some answer settles the verdict alone."""
        return self.chance > 0


@keys("base", "quote", Key("waiting", form=STATEMENT))
@frozen
class RateQuestion:
    """Two currencies that had to be compared, and have no rate in the criteria."""

    base: str
    quote: str
    waiting: tuple[Finding, ...]
    """The statements that are open and lack only a rate."""

    @property
    def text(self) -> str:
        """What to add to the criteria."""
        return f"rate 1 {self.base} = ... {self.quote}"


@keys(
    Key("file", None, doc="Name of the offer, or null."),
    Key("verdict", "decision.verdict"),
    Key("possible", "decision.possible"),
    Key("questions", "asked"),
    "rates",
    "idle",
    format=FORMAT,
)
@frozen
class Questions:
    """What to ask before answering an offer; iterating gives the questions, first things first.

    Once all of them are answered the verdict is decided, but for rates that the criteria do not
    state, and for amounts that stay uncertain however much is known, as of equity that cannot be
    sold. No question can be left out: each may still turn the verdict.
    """

    decision: Ruling
    asked: tuple[Question, ...]
    """First those of which one answer can settle the verdict, then those that narrow it most."""
    rates: tuple[RateQuestion, ...]
    idle: tuple[FactPath, ...]
    """Facts that leave some statement open, and cannot change the verdict; as mentioned."""
    waiting: Mapping[FactPath, tuple[int, ...]] = field(repr=False)
    """Which of the decision's findings each of the facts leaves open, by index, ascending."""

    def __iter__(self) -> Iterator[Question]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)

    def to_dict(self, *, file: str | None = None) -> dict[str, Any]:
        """Return the questions as JSON-ready data; *file* is the name of the offer."""
        return to_dict(self, file=file)


# --- asking --------------------------------------------------------------------------------------

BUDGET: Final = 4_000
"""How many combinations of answers are looked at before a fact is kept unseen."""


def questions(decision: Ruling, *, budget: int = BUDGET) -> Questions:
    """Return what to ask before answering the offer that was decided.

    Assumptions of the criteria count as known. A decided verdict leaves nothing to ask. An answer
    is taken to be in the unit in which the criteria speak of the fact: one in a currency without a
    rate, or by the hour while the hours are unknown, raises that question in turn.

    Args:
        decision: Any decision.
        budget: How many combinations of answers are looked at, at most.
    """
    waiting = _waiting(decision)
    if len(decision.possible) == 1:
        return Questions(decision, (), (), tuple(waiting), waiting)
    whatif = WhatIf(decision)
    needed = _Search(whatif, budget).needed()
    for fact in needed:
        waiting.setdefault(fact, _may_wait(whatif, fact))
    found = [
        _question(whatif, fact, tuple(decision.findings[index] for index in indices))
        for fact, indices in waiting.items()
        if fact in needed
    ]
    asked = [question for question, _ in sorted(found, key=lambda pair: pair[1])]
    idle = tuple(fact for fact in waiting if fact not in needed)
    return Questions(decision, tuple(asked), _rates(whatif), idle, waiting)


def waiting_for(decision: Ruling, finding: Finding) -> tuple[FactPath, ...]:
    """Return what to know before it is clear what *finding* means for the verdict."""
    unfixed = finding.kind is StatementKind.LEAVING and finding.truth is not Kleene.TRUE
    if unfixed and decision.is_counter is Kleene.UNKNOWN:
        return tuple(dict.fromkeys((FactPath("offer.kind"), *finding.missing)))
    return finding.missing


def _waiting(decision: Ruling) -> dict[FactPath, tuple[int, ...]]:
    """Return which findings each fact leaves open, by index, in order of first mention."""
    waiting: dict[FactPath, tuple[int, ...]] = {}
    for index, finding in enumerate(decision.findings):
        for fact in waiting_for(decision, finding):
            waiting[fact] = (*waiting.get(fact, ()), index)
    return waiting


def _may_wait(whatif: WhatIf, fact: FactPath) -> tuple[int, ...]:
    """Return the statements that may come to wait for *fact*, once others are known."""
    return tuple(
        matter.index
        for matter in whatif.matters
        if fact in matter.facts and whatif.effect(matter, {}).is_open
    )


# --- what each answer comes to -------------------------------------------------------------------

Urgency = tuple[bool, Fraction, Fraction, Fraction]
"""Less is more urgent: cannot settle, chance of settling, verdicts left, width of the score."""


def _question(
    whatif: WhatIf, fact: FactPath, waiting: tuple[Finding, ...]
) -> tuple[Question, Urgency]:
    """Return a question, and how urgent it is."""
    cells = whatif.cells_of(fact)
    base = {matter.index: whatif.effect(matter, {}) for matter in whatif.matters}
    whole = sum(map(share_of, cells))
    verdicts: list[tuple[Verdict, ...]] = []
    left = width = Fraction(0)
    for number, cell in enumerate(cells):
        effects = {**base, **_changed(whatif, {fact: number}, fact)}.values()
        verdicts.append(whatif.possible(effects))
        share = Fraction(share_of(cell), whole)
        left += share * len(verdicts[-1])
        width += share * sum((effect.high - effect.low for effect in effects), Fraction(0))
    known = whatif.cutter.facts().value(fact)
    text = whatif.program.question(fact)
    question = Question(fact, text, known, waiting, _answers(cells, verdicts))
    return question, (not question.settles, -question.chance, left, width)


def _changed(whatif: WhatIf, choice: Choice, fact: FactPath) -> dict[int, Effect]:
    return {
        matter.index: whatif.effect(matter, choice)
        for matter in whatif.matters
        if fact in matter.facts
    }


def _answers(
    cells: Sequence[Cell], verdicts: Sequence[tuple[Verdict, ...]]
) -> tuple[PossibleAnswer, ...]:
    """Return the cells put together that come to the same: neighbours, where there is an order."""
    if isinstance(cells[0], Whole):
        return ()
    ordered = isinstance(cells[0], Line | Levels)
    groups: list[tuple[tuple[Verdict, ...], list[Cell]]] = []
    for cell, possible in zip(cells, verdicts, strict=True):
        among = groups[-1:] if ordered else groups
        same = next((group for group in among if group[0] == possible), None)
        if same is None:
            groups.append((possible, [cell]))
        else:
            same[1].append(cell)
    whole = sum(map(share_of, cells))
    return tuple(
        PossibleAnswer(words_of(group, cells), possible, Fraction(sum(map(share_of, group)), whole))
        for possible, group in groups
    )


def _rates(whatif: WhatIf) -> tuple[RateQuestion, ...]:
    """Return the rates that statements lack on which the verdict hangs."""
    lacking: dict[tuple[str, str], list[Finding]] = {}
    for matter in whatif.matters:
        if whatif.effect(matter, {}).is_open:
            for pair in outcome(matter.statement, whatif.cutter.facts()).rates:
                lacking.setdefault(pair, []).append(whatif.decision.findings[matter.index])
    return tuple(RateQuestion(*pair, tuple(findings)) for pair, findings in lacking.items())


# --- which facts the verdict may turn on ---------------------------------------------------------


class _TooManyStepsError(Exception):
    """The budget is used up."""


@frozen
class _Leaf:
    """What statements that hang together come to under some answers, while some facts are open.

    Sums are of weighed values. What answers may still settle within their cells is ``low`` to
    ``high``: every value between can come out. What the open facts leave open adds ``open_low`` to
    ``open_high``: neither end is certain.
    """

    low: Fraction
    high: Fraction
    open_low: Fraction = Fraction(0)
    open_high: Fraction = Fraction(0)
    may_decline: bool = False
    """Whether a dealbreaker is open because of the open facts."""


_GRID: Final = 1 << 16
"""The most places on the grid on which sums are marked."""


@define
class _Search:
    """Finds the facts on which the verdict may turn."""

    whatif: WhatIf
    budget: int
    steps: int = 0

    def needed(self) -> tuple[FactPath, ...]:
        """Return the facts to ask for, in order of first mention."""
        whatif = self.whatif
        open_ = [matter for matter in whatif.matters if whatif.effect(matter, {}).is_open]
        facts = tuple(dict.fromkeys(fact for matter in open_ for fact in self._may_open(matter)))
        components = [
            Component(part.facts, tuple(m for m in part.matters if m in open_))
            for part in whatif.components(facts)
        ]
        joined = {matter.index for part in components for matter in part.matters}
        rest = [whatif.effect(m, {}) for m in whatif.matters if m.index not in joined]
        answered = [self._answered(part) for part in components]
        kept = self._kept(components, answered, _sum_of(rest))
        return tuple(fact for fact in facts if fact in kept)

    def _may_open(self, matter: Matter) -> tuple[FactPath, ...]:
        """Return the facts that leave a statement open, or may once others are known."""
        missing = matter.waits_for(self.whatif.effect(matter, {}))
        return tuple(fact for fact in matter.facts if fact in missing)

    def _answered(self, part: Component) -> tuple[_Leaf, ...] | None:
        try:
            return self._leaves(part, frozenset())
        except _TooManyStepsError:
            return None

    def _kept(
        self,
        components: Sequence[Component],
        answered: Sequence[tuple[_Leaf, ...] | None],
        rest: _Leaf,
    ) -> set[FactPath]:
        """Return the facts that cannot be left out, the last mentioned tried first."""
        leaves = [
            self._hull(part) if found is None else found
            for part, found in zip(components, answered, strict=True)
        ]
        grid = _Grid.of(self.whatif, [rest, *(leaf for found in leaves for leaf in found)])
        before = [_Sums.of(grid, [rest])]
        for found in leaves:
            before.append(before[-1].plus(grid, found))
        after, kept = _Sums.nothing(), set[FactPath]()
        for number in reversed(range(len(components))):
            part, mine = components[number], leaves[number]
            if answered[number] is None:
                kept.update(part.facts)
            else:
                others = before[number].and_all(after)
                open_, mine = self._without(part, grid, others, mine)
                kept.update(fact for fact in part.facts if fact not in open_)
            after = after.plus(grid, mine)
        return kept

    def _without(
        self, part: Component, grid: _Grid, others: _Sums, answered: tuple[_Leaf, ...]
    ) -> tuple[frozenset[FactPath], tuple[_Leaf, ...]]:
        """Return the facts of a component that can stay open, and what it then comes to."""
        open_, leaves = frozenset[FactPath](), answered
        for fact in reversed(part.facts):
            try:
                found = self._leaves(part, open_ | {fact})
            except _TooManyStepsError:
                break
            if not others.turns(grid, found):
                open_, leaves = open_ | {fact}, found
        return open_, leaves

    # Statements that hang together.

    def _leaves(self, part: Component, unknown: frozenset[FactPath]) -> tuple[_Leaf, ...]:
        """Return what a component may come to once all but the *unknown* facts are answered.

        Raises:
            _TooManyStepsError: the budget is used up.
        """
        return tuple(dict.fromkeys(self._answer(part, unknown, {})))

    def _answer(
        self, part: Component, unknown: frozenset[FactPath], choice: dict[FactPath, int]
    ) -> Iterator[_Leaf]:
        self.steps += 1
        if self.steps > self.budget:
            raise _TooManyStepsError
        effects = [self.whatif.effect(matter, choice) for matter in part.matters]
        if any(effect.rules_out is Kleene.TRUE for effect in effects):
            return
        next_ = self._next(part, effects, unknown, choice)
        if next_ is None:
            yield _leaf(part, effects, unknown)
            return
        for number in range(len(self.whatif.cells_of(next_))):
            yield from self._answer(part, unknown, {**choice, next_: number})

    def _next(
        self,
        part: Component,
        effects: Sequence[Effect],
        unknown: frozenset[FactPath],
        choice: Mapping[FactPath, int],
    ) -> FactPath | None:
        """Return a fact to answer next: one that leaves a statement open."""
        for matter, effect in zip(part.matters, effects, strict=True):
            if effect.is_open:
                waiting = matter.waits_for(effect)
                for fact in part.facts:
                    if fact in waiting and fact not in unknown and fact not in choice:
                        return fact
        return None

    def _hull(self, part: Component) -> tuple[_Leaf, ...]:
        return (_sum_of(self.whatif.effect(matter, {}) for matter in part.matters),)


def _sum_of(effects: Iterable[Effect]) -> _Leaf:
    low = high = Fraction(0)
    for effect in effects:
        low, high = low + effect.low, high + effect.high
    return _Leaf(low, high)


def _leaf(part: Component, effects: Sequence[Effect], unknown: frozenset[FactPath]) -> _Leaf:
    low = high = open_low = open_high = Fraction(0)
    may_decline = False
    for matter, effect in zip(part.matters, effects, strict=True):
        if effect.is_open and matter.waits_for(effect) & unknown:
            open_low, open_high = open_low + effect.low, open_high + effect.high
            may_decline = may_decline or effect.rules_out is Kleene.UNKNOWN
        else:
            low, high = low + effect.low, high + effect.high
    return _Leaf(low, high, open_low, open_high, may_decline)


@frozen
class _Grid:
    """Whole numbers for sums of weighed values: exact, unless that took too fine a grid.

    Then sums are rounded outwards, so that one more fact may be kept, and never one too few.
    """

    scale: Fraction
    turns: tuple[tuple[int, int], ...]
    """Where the grade changes, rounded down and up."""
    declines_below: int | None
    """The least sum that does not decline by itself, rounded down; None: none does."""

    @classmethod
    def of(cls, whatif: WhatIf, leaves: Iterable[_Leaf]) -> _Grid:
        """Return the grid for sums of such leaves."""
        weights, thresholds = whatif.program.weights, whatif.program.thresholds
        known = [turn * weights for turn in thresholds.all] if weights else []
        ends = (e for leaf in leaves for e in (leaf.low, leaf.high, leaf.open_low, leaf.open_high))
        fine = lcm(*(end.denominator for end in (*known, *ends)))
        whole = max(weights, 1)
        scale = Fraction(fine) if fine * whole <= _GRID else Fraction(_GRID, whole)
        placed = tuple((floor(turn * scale), ceil(turn * scale)) for turn in known)
        decline = thresholds.decline_below if weights else None
        return cls(scale, placed, None if decline is None else floor(decline * weights * scale))

    def low(self, value: Fraction) -> int:
        """Return the place at or just below a sum."""
        return floor(value * self.scale)

    def high(self, value: Fraction) -> int:
        """Return the place at or just above a sum."""
        return ceil(value * self.scale)


@frozen
class _Sums:
    """What some statements may add up to: by what stays open, the sums as the bits of a number."""

    by_open: Mapping[tuple[int, int, bool], int]
    """For the least and the most that open facts add, and whether they may decline."""

    @classmethod
    def nothing(cls) -> _Sums:
        """Return the sums of no statement: just 0."""
        return cls({(0, 0, False): 1})

    @classmethod
    def of(cls, grid: _Grid, leaves: Iterable[_Leaf]) -> _Sums:
        """Return the sums of one group of statements."""
        return cls.nothing().plus(grid, leaves)

    def plus(self, grid: _Grid, leaves: Iterable[_Leaf]) -> _Sums:
        """Return the sums with those of another group of statements."""
        found: dict[tuple[int, int, bool], int] = {}
        for leaf in leaves:
            low, high = grid.low(leaf.low), grid.high(leaf.high)
            open_low, open_high = grid.low(leaf.open_low), grid.high(leaf.open_high)
            for (least, most, may_decline), bits in self.by_open.items():
                key = least + open_low, most + open_high, may_decline or leaf.may_decline
                found[key] = found.get(key, 0) | _smeared(bits, high - low + 1) << low
        return _Sums(found)

    def and_all(self, other: _Sums) -> _Sums:
        """Return the sums of both."""
        found: dict[tuple[int, int, bool], int] = {}
        for (least, most, may_decline), bits in self.by_open.items():
            for (low, high, also), others in other.by_open.items():
                key = least + low, most + high, may_decline or also
                found[key] = found.get(key, 0) | _all_sums(bits, others)
        return _Sums(found)

    def turns(self, grid: _Grid, leaves: Iterable[_Leaf]) -> bool:
        """Whether the verdict may be open, because of open facts, with one of *leaves* added."""
        return any(
            _is_open(grid, key, bits) for key, bits in self.plus(grid, leaves).by_open.items()
        )


def _is_open(grid: _Grid, key: tuple[int, int, bool], bits: int) -> bool:
    """Whether some sum and what is open with it leave more than one verdict."""
    least, most, may_decline = key
    if not bits:
        return False
    if may_decline and (
        grid.declines_below is None or bits.bit_length() - 1 + most >= grid.declines_below
    ):
        return True
    return any(_meets(bits, low - most, high - least) for low, high in grid.turns)


def _meets(bits: int, start: int, stop: int) -> bool:
    """Whether a bit is set from *start* up to, and without, *stop*."""
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
