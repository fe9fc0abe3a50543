"""What if a fact had another value, or were known? The effect on each statement.

A verdict follows from the dealbreakers and the weighted sum of the statements; each statement reads
few facts. So the effect of a value is computed once for each statement that reads the fact, and
everything else is reused: no offer is built, and no verdict is computed from the beginning.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from copy import copy
from fractions import Fraction
from functools import cache, cached_property, partial
from itertools import compress
from operator import attrgetter
from typing import Final

from attrs import define, evolve, field, frozen

from offerkit import core as c
from offerkit.advise.what_if.hypothetical import Derived, HypotheticalFacts
from offerkit.advise.what_if.linear import bent
from offerkit.advise.what_if.partition import Partitioner
from offerkit.advise.what_if.readers import readers_in
from offerkit.advise.what_if.segments import (
    NOT_APPLYING,
    AnyValue,
    QuantityRange,
    Segment,
    fact_value,
)
from offerkit.advise.what_if.truths import Truths
from offerkit.core import condition_of, weight_of
from offerkit.evaluate.cells.settle import APPLIES, Grades
from offerkit.evaluate.cells.share import Share
from offerkit.evaluate.facts import Reads, Stretch
from offerkit.evaluate.linked import linked
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.semantics import grade, judge
from offerkit.evaluate.verdict import (
    IS_COUNTER,
    KIND,
    NOTHING,
    ORDERED,
    Means,
    StatementKind,
    Thresholds,
    Verdict,
    Weighed,
    contribution,
    rules_out,
)
from offerkit.kleene import Kleene
from offerkit.model.derived import CONVERTING, DERIVED, FOLLOWING, base_parts
from offerkit.model.gates import is_exact
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from offerkit.syntax.nodes import RuleKind
from offerkit.values import UNKNOWN, FactValue

_NONE: Final = Fraction(0)
_MOST_KEPT: Final = 1_000
"""Most suppositions whose facts are kept for further statements."""


@frozen(cache_hash=True)
class Effect:
    """The effect of a statement on the verdict."""

    rules_out: Kleene
    """Whether it rules the offer out."""
    low: Fraction | int
    """Least contribution to the score, times the weight, if it applies."""
    high: Fraction | int
    """Greatest contribution to the score, times the weight, if it applies."""
    missing: frozenset[FactPath]
    """Unknown facts that leave it open; empty if it is settled, or only a rate is missing."""
    weight: int = 0
    applies: Kleene = Kleene.TRUE
    """Whether it applies, and counts with its weight; ``TRUE`` if it is not weighed."""

    @property
    def is_open(self) -> bool:
        """Whether learning more could still change the effect."""
        unsure = Kleene.UNKNOWN in (self.rules_out, self.applies)
        return unsure or (self.low != self.high and self.applies is not Kleene.FALSE)

    @property
    def weighed(self) -> Weighed:
        """What is weighed of one that has a weight."""
        low, high = Fraction(self.low, self.weight), Fraction(self.high, self.weight)
        return self.weight, low, high, self.applies

    def at_end(self, best: bool) -> Effect:
        """Return a settled effect, no worse or no better than any that may become of it."""
        ruled_out, applies = self.rules_out, self.applies
        if ruled_out is Kleene.UNKNOWN:
            ruled_out = Kleene.FALSE if best else Kleene.TRUE
        value = self.high if best else self.low
        if applies is Kleene.UNKNOWN:
            # All of its weight, or nothing of it, is no worse or no better than not to count.
            value, applies = self.weight if best else 0, Kleene.TRUE
        return Effect(ruled_out, value, value, frozenset(), self.weight, applies)

    def least_over(self, turn: Fraction) -> Fraction:
        """Return what it certainly adds to the distance of the score from *turn*, weighted."""
        over = self.low - turn * self.weight
        return self._if_it_applies(over, min(over, _NONE))

    def most_over(self, turn: Fraction) -> Fraction:
        """Return what it adds at best to the distance of the score from *turn*, weighted."""
        over = self.high - turn * self.weight
        return self._if_it_applies(over, max(over, _NONE))

    def _if_it_applies(self, surely: Fraction, maybe: Fraction) -> Fraction:
        if self.applies is Kleene.TRUE:
            return surely
        return maybe if self.applies is Kleene.UNKNOWN else _NONE


@frozen(eq=False)
class RelevantStatement:
    """A statement that can affect the verdict."""

    index: int
    """Index of its finding in the decision."""
    kind: StatementKind
    checked: c.CheckedStatement
    weight: int
    facts: tuple[FactPath, ...]
    """Facts that it reads and that may have other values, in order of first mention."""
    hidden: frozenset[FactPath]
    """Parts of derived facts among these; they may begin to matter once others are known."""

    @property
    def condition(self) -> c.Core:
        """Its condition, or the subject of a preference."""
        return condition_of(self.checked)

    def waits_for(self, effect: Effect) -> frozenset[FactPath]:
        """Return the facts that leave it open, or may do so once others are known."""
        return effect.missing | self.hidden if effect.missing else effect.missing


@define
class Work:
    """How much was done, for searches that must end."""

    done: int = 0
    """Steps: a step looks at a statement; to work one out takes one more for each of its facts."""


@define
class Balance:
    """What the effects of all statements come to together; a few can be exchanged for others."""

    thresholds: Thresholds
    weights: int = 0
    """Sum of the weights of the statements."""
    low: Fraction | int = 0
    high: Fraction | int = 0
    ruled_out: list[int] = field(factory=lambda: [0] * len(Kleene))
    """How many effects rule the offer out, by that truth."""
    doubtful: dict[Effect, int] = field(factory=dict)
    """How often there is each effect that is weighed and may not apply."""

    def add(self, effect: Effect, times: int = 1) -> None:
        """Add an effect, or take it away: *times* is then -1."""
        self.ruled_out[effect.rules_out.value] += times
        self.weights += effect.weight * times
        if effect.applies is Kleene.TRUE or not effect.weight:
            if effect.high:
                self.low += effect.low * times
                self.high += effect.high * times
        elif left := self.doubtful.get(effect, 0) + times:
            self.doubtful[effect] = left
        else:
            del self.doubtful[effect]

    def copy(self) -> Balance:
        """Return a balance of the same effects, to which others can be added."""
        return evolve(self, ruled_out=[*self.ruled_out], doubtful={**self.doubtful})

    def possible_with(self, exchanged: Iterable[tuple[Effect, Effect]]) -> tuple[Verdict, ...]:
        """Return the verdicts that are possible with others for some effects, low to high."""
        pairs = [pair for pair in exchanged if pair[0] != pair[1]]
        for old, new in pairs:
            self.add(old, -1)
            self.add(new)
        found = self.possible
        for old, new in pairs:
            self.add(new, -1)
            self.add(old)
        return found

    @property
    def possible(self) -> tuple[Verdict, ...]:
        """The verdicts that are possible, low to high."""
        lowest, highest = self.ranks
        return ORDERED[lowest : highest + 1]

    @property
    def ranks(self) -> tuple[int, int]:
        """The lowest and the highest rank of these verdicts."""
        ruled_out = Kleene.FALSE
        for truth in (Kleene.UNKNOWN, Kleene.TRUE):
            if self.ruled_out[truth.value]:
                ruled_out = truth
        low, high, whole, may_lack = self.scores
        return self.thresholds.ranks(ruled_out, low, high, whole, may_lack=may_lack)

    @property
    def scores(self) -> tuple[Fraction | int, Fraction | int, int, bool]:
        """The least and the greatest score, as shares of a whole that is 0 if there is none.

        And whether there may be none.
        """
        if not self.doubtful:
            return self.low, self.high, self.weights, False
        means = Means.of(self.weighed)
        if means is None:
            return 0, 0, 0, False
        return means.low, means.high, 1, means.may_lack

    @property
    def weighed(self) -> list[Weighed]:
        """What is weighed: the statements that may not apply, and all of the others as one."""
        weighed: list[Weighed] = []
        sure = self.weights
        for effect, count in self.doubtful.items():
            sure -= effect.weight * count
            weighed += [effect.weighed] * count
        if sure:
            ends = Fraction(self.low, sure), Fraction(self.high, sure)
            weighed.append((sure, *ends, Kleene.TRUE))
        return weighed


Choice = Mapping[FactPath, int]
"""For each fact to try, the index of its segment. Facts left out are as the offer states them."""


@frozen(slots=False, eq=False)
class WhatIf:
    """The statements that can affect the verdict on an offer, and their effects."""

    decision: Ruling
    """The decision on the offer; assumptions of the criteria count as known."""
    extra: frozenset[FactPath] = frozenset()
    """Known facts that may have other values, too."""
    statements: tuple[RelevantStatement, ...] = field(init=False, repr=False)
    """Statements that can affect the verdict."""
    partitioner: Partitioner = field(init=False, repr=False)
    """Divides the possible values of facts into segments."""
    _segments: dict[FactPath, tuple[Segment, ...]] = field(factory=dict, init=False, repr=False)
    _known: dict[tuple[int, tuple[int, ...]], Effect] = field(factory=dict, init=False, repr=False)
    _worked: dict[tuple[int, tuple[Segment | None, ...]], Effect] = field(
        factory=dict, init=False, repr=False
    )
    _effects: dict[Hashable, Effect] = field(factory=dict, init=False, repr=False)
    """Those that any search has worked out."""
    _together: dict[Hashable, Share | None] = field(factory=dict, init=False, repr=False)
    _counted: set[Hashable] = field(factory=set, init=False, repr=False)
    """Which of these this search has taken the steps for."""
    _supposed: dict[Hashable, HypotheticalFacts] = field(factory=dict, init=False, repr=False)
    _derived: Derived = field(factory=dict, init=False, repr=False)
    work: Work = field(factory=Work, init=False, repr=False)

    @cached_property
    def _settled(self) -> Mapping[int, Kleene]:
        """Conditions of which every answer makes the same, although their parts are open."""
        # Facts that may have other values than they are known to have are not in the cells left.
        truths = {} if self.extra else self.program.cells.truths(self.partitioner.facts())
        return {one.index: truths[one.checked] for one in self.statements if one.checked in truths}

    def anew(self) -> WhatIf:
        """Return the same for another search: what was worked out is known, the work is not done.

        So the work of a search does not depend on those before it.
        """
        _ = self.truths, self.readers, self.linking  # else each search would work them out
        found = copy(self)
        vars(found).update(_known={}, _worked={}, _counted=set(), work=Work())
        return found

    @cached_property
    def truths(self) -> Truths:
        """The truths of conditions for what is supposed."""
        return Truths(self.program.cells, partial(self.supposing, closed=False))

    @property
    def offer(self) -> Offer:
        """The offer that was decided."""
        return self.decision.offer

    @property
    def program(self) -> Program:
        """The criteria that decided."""
        return self.decision.program

    @statements.default
    def _relevant_statements(self) -> tuple[RelevantStatement, ...]:
        world, found = self.program.world, list[RelevantStatement]()
        # Most statements of a long file read the same facts as others, and miss the same.
        facts_of = cache(partial(self._facts_of, HypotheticalFacts(world, self.offer, {}, {})))
        pairs = zip(self.program.statements, self.decision.findings, strict=True)
        for index, (statement, finding) in enumerate(pairs):
            if self._is_relevant(statement):
                kind, weight = finding.kind, weight_of(statement)
                read = world.reads(condition_of(statement))
                facts = facts_of(kind is StatementKind.LEAVING, read, finding.missing)
                found.append(RelevantStatement(index, kind, statement, weight, *facts))
        return tuple(found)

    def _is_relevant(self, statement: c.CheckedStatement) -> bool:
        match statement:
            case c.CheckedLeaving():
                return self.decision.is_counter is not Kleene.FALSE or KIND in self.extra
            case c.CheckedRule(kind=RuleKind.CAUTION):
                return False
            case _:
                return True

    def _facts_of(
        self,
        nothing: HypotheticalFacts,
        is_leaving: bool,
        read: Reads,
        missing: tuple[FactPath, ...],
    ) -> tuple[tuple[FactPath, ...], frozenset[FactPath]]:
        """Return the facts of a statement that may have other values, and the hidden ones."""
        world = self.program.world
        # What only converts pay matters where any of it is missing.
        is_converted = any(fact.path in CONVERTING for fact in missing)
        facts = tuple(
            fact
            for fact in dict.fromkeys((*read.stated, *missing, *[KIND] * is_leaving))
            if fact in self.extra
            or (
                not is_exact(nothing.value(fact))
                and (fact.path not in CONVERTING or is_converted)
                and (fact.path not in FOLLOWING or fact in missing)
            )
        )
        parts = {
            FactPath(part, fact.view)
            for fact in read.facts
            if fact.path in DERIVED
            for base in base_parts(fact.path)
            for part in (base, *(g.fact for g in world.gates.get(base, ()) if g.hides(fact.view)))
        }
        return facts, frozenset(parts & set(facts))

    @partitioner.default
    def _partitioner(self) -> Partitioner:
        readers = readers_in((one.checked for one in self.statements), self.program.world)
        return Partitioner(self.program.world, self.offer, readers)

    def segments_of(self, fact: FactPath) -> tuple[Segment, ...]:
        """Return the segments of the values that a fact may still have.

        The last is that of not applying, if the fact may turn out so.
        """
        segments = self._segments.get(fact)
        if segments is None:
            segments = self.partitioner.segments(fact)
            facts = self.partitioner.facts()
            if facts.value(fact) is UNKNOWN and fact in facts.doubts(fact):
                segments = (*segments, NOT_APPLYING)
            self._segments[fact] = segments
        return segments

    def bent(self, changing: Collection[FactPath]) -> tuple[RelevantStatement, ...]:
        """Return the statements in which facts are multiplied or divided by each other.

        Or by what is open: their thresholds are not worked out.
        """
        conditions = [one.condition for one in self.statements]
        found = bent(conditions, changing, self.partitioner.facts())
        return tuple(compress(self.statements, found))

    # The effects of statements.

    def effect(self, relevant: RelevantStatement, choice: Choice) -> Effect:
        """Return the effect of a statement if facts are in the segments of *choice*.

        It covers every value in the segments, and every value that facts left out may have in the
        offer.
        """
        self.work.done += 1
        numbers = tuple([choice.get(fact, -1) for fact in relevant.facts])
        key = relevant.index, numbers
        effect = self._known.get(key)
        if effect is None:
            segments = {
                fact: self.segments_of(fact)[number]
                for fact, number in zip(relevant.facts, numbers, strict=True)
                if number >= 0
            }
            effect = self._known[key] = self.work_out(relevant, segments)
        return effect

    def effect_in(
        self, relevant: RelevantStatement, segments: Mapping[FactPath, Segment]
    ) -> Effect:
        """Return the effect of a statement if facts are in *segments*, which need not be listed."""
        self.work.done += 1
        some = tuple([segments.get(fact) for fact in relevant.facts])
        key = relevant.index, some
        effect = self._worked.get(key)
        if effect is None:
            pairs = zip(relevant.facts, some, strict=True)
            mine = {fact: segment for fact, segment in pairs if segment is not None}
            effect = self._worked[key] = self.work_out(relevant, mine)
        return effect

    def work_out(self, relevant: RelevantStatement, segments: Mapping[FactPath, Segment]) -> Effect:
        """Return an effect that this search has not taken the steps for; see ``effect``."""
        self.work.done += len(relevant.facts)
        # To suppose any value is to suppose nothing.
        mine = {fact: one for fact, one in segments.items() if not isinstance(one, AnyValue)}
        key = relevant.index, tuple(mine.items())
        effect = self._effects.get(key)
        if effect is None:
            effect = self._effects[key] = self._found(relevant, mine)
        return effect

    def _found(self, relevant: RelevantStatement, segments: Mapping[FactPath, Segment]) -> Effect:
        checked = relevant.checked
        if isinstance(checked, c.CheckedPreference):
            graded = grade(checked, self.supposing(segments, closed=True))
            low, high = graded.interval.low, graded.interval.high
            assert low is not None
            assert high is not None
            weight = relevant.weight
            missing_facts = frozenset(graded.missing)
            ends = low * weight, high * weight
            return Effect(Kleene.FALSE, *ends, missing_facts, weight, graded.applies)
        truth, missing = self.truths.of(checked, relevant.facts, segments)
        if truth.is_open and relevant.index in self._settled:
            truth, missing = self._settled[relevant.index], frozenset()
        is_counter = Kleene.FALSE
        if relevant.kind is StatementKind.LEAVING:
            counter = judge(IS_COUNTER, self.supposing(segments, closed=False))
            missing, is_counter = missing.union(counter.missing), counter.truth
        ruled_out = rules_out(relevant.kind, truth, is_counter)
        added, weighed = contribution(relevant.kind, truth) or NOTHING, relevant.weight > 0
        is_open = ruled_out is Kleene.UNKNOWN or (weighed and truth.is_open)
        return Effect(
            ruled_out,
            # All of the weight or nothing: whole numbers, which are quicker to add up.
            relevant.weight if added.low else 0,
            relevant.weight if added.high else 0,
            missing if is_open else frozenset(),
            relevant.weight,
            truth.applies if weighed else Kleene.TRUE,
        )

    def together(
        self, statements: Sequence[RelevantStatement], segments: Mapping[FactPath, Segment]
    ) -> Share | None:
        """Return what statements come to together if facts are in *segments*.

        None if cells tell no more of that than the effects of each.
        """
        self.work.done += len(statements)
        read = {fact for one in statements for fact in one.facts if fact in segments}
        mine = {fact: segments[fact] for fact in read}
        key = tuple([one.index for one in statements]), frozenset(mine.items())
        if key not in self._counted:
            self._counted.add(key)
            grades: dict[int, Grades] = {}
            for one in statements:
                self.work.done += len(one.facts)
                if isinstance(one.checked, c.CheckedPreference):
                    effect = self.effect_in(one, mine)
                    _, *ends, applies = effect.weighed
                    grades[id(one.checked)] = ends[0], ends[1], APPLIES[applies]
            if key not in self._together:
                checked = [one.checked for one in statements]
                self._together[key] = self.truths.together(checked, grades, mine)
        return self._together[key]

    def supposing(self, segments: Mapping[FactPath, Segment], *, closed: bool) -> HypotheticalFacts:
        """Return the facts of a supposition: one and the same for all statements."""
        if not segments:
            return self.partitioner.facts()
        key = closed, frozenset(segments.items())
        facts = self._supposed.get(key)
        if facts is not None:
            return facts
        for found in (self._supposed, self._derived):
            if len(found) >= _MOST_KEPT:
                found.clear()
        given: dict[FactPath, FactValue] = {}
        stretches: dict[FactPath, Stretch] = {}
        for fact, segment in segments.items():
            value = fact_value(segment)
            if value is not None:
                given[fact] = value
            if isinstance(segment, QuantityRange):
                stretches[fact] = segment.stretch(closed=closed)
        world, offer = self.program.world, self.offer
        facts = HypotheticalFacts(world, offer, given, stretches, self._derived)
        self._supposed[key] = facts
        return facts

    # Verdicts.

    def possible(self, effects: Iterable[Effect]) -> tuple[Verdict, ...]:
        """Return the verdicts that the effects of all statements leave possible, low to high.

        Source:
            grammar/README.md, "Verdicts".
        """
        return self.balance(effects).possible

    def balance(self, effects: Iterable[Effect]) -> Balance:
        """Return what the effects of all statements come to together."""
        balance = Balance(self.program.thresholds)
        for effect in effects:
            balance.add(effect)
        return balance

    @cached_property
    def known_balance(self) -> Balance:
        """What the effects of all statements come to as far as the offer is known; do not add."""
        return self.balance(self.effect(one, {}) for one in self.statements)

    @cached_property
    def readers(self) -> Mapping[FactPath, tuple[RelevantStatement, ...]]:
        """The statements that read each fact, in order."""
        found: dict[FactPath, list[RelevantStatement]] = {}
        for relevant in self.statements:
            for fact in relevant.facts:
                found.setdefault(fact, []).append(relevant)
        return {fact: tuple(mine) for fact, mine in found.items()}

    # Which statements belong together.

    @cached_property
    def linking(self) -> tuple[FactPath, ...]:
        """Facts of whose readers cells may tell more together than one by one."""
        cells = self.truths
        return tuple(
            fact
            for fact, readers in self.readers.items()
            if cells.may_tell_more([one.checked for one in readers])
        )

    def components(self, facts: Sequence[FactPath]) -> tuple[Component, ...]:
        """Return the statements in groups that share none of *facts*, in order.

        Statements that read none of them are in no group.
        """
        order = {fact: place for place, fact in enumerate(facts)}
        groups = linked(
            (one, [fact for fact in one.facts if fact in order]) for one in self.statements
        )
        found = [
            Component(
                tuple(sorted(mine, key=order.__getitem__)),
                tuple(sorted(members, key=attrgetter("index"))),
            )
            for members, mine in groups
        ]
        return tuple(sorted(found, key=lambda component: order[component.facts[0]]))


@frozen
class Component:
    """Statements that are linked by common facts, and these facts, in order."""

    facts: tuple[FactPath, ...]
    statements: tuple[RelevantStatement, ...]
