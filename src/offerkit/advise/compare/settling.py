"""What settles an order that is open: which fact of which offer to ask for, and from which value.

While one fact of an offer changes and everything else stays as it is known, its worst and best
outcome change only at the segments of ``advise.what_if`` and, within a segment of amounts, where
the score passes a threshold or the score of the other offer. If the fact enters every statement
along a straight line, a score of the same statements does, too: two amounts of a segment give these
places exactly. Between two of them the order is the same, so one amount tells it. Where the fact is
on no straight line, a segment settles the order only if all of its values at once do.
So an answer is never said to settle what it does not. With large criteria not all facts are tried:
those that are left out are listed.

Source:
    docs/how-to/compare.md, "What settles the order".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache, cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from attrs import frozen

from offerkit.advise.compare.models import (
    Option,
    OptionFact,
    OrderAnswer,
    OrderQuestion,
    Relation,
    Settling,
    relation_between,
)
from offerkit.advise.compare.scores import Outcome, OutcomeRange
from offerkit.advise.what_if.linear import Boundary, is_straight, means_passing
from offerkit.advise.what_if.phrases import segment_words
from offerkit.advise.what_if.readers import readers_in
from offerkit.advise.what_if.segments import QuantityRange, Segment
from offerkit.advise.what_if.what_if import Balance, Effect, RelevantStatement, WhatIf
from offerkit.evaluate.program import Ruling
from offerkit.kleene import Kleene
from offerkit.model.fields import AskedOf
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN, Duration, DurationFamily

MOST_TRIED: Final = 6_000
"""Most statements to look at for the facts of an option: the readers of each in each segment."""


@frozen(slots=False, eq=False)
class Asking:
    """An option whose facts may settle its order with others."""

    name: str
    whatif: WhatIf

    @property
    def facts(self) -> tuple[FactPath, ...]:
        """The facts that may have other values, in the order in which criteria mention them."""
        return tuple(self.whatif.readers)

    def against(self, name: str, other: Ruling) -> Settling:
        """Return the questions about this option of which an answer settles its order with another.

        And the facts that were not tried. Both are in the order in which the criteria mention them.

        Args:
            name: Name of the other option; the order of the two is open.
            other: The decision on it, by the same criteria.
        """
        whatif, goal = self.whatif, OutcomeRange.of_decision(other)
        program, offer = whatif.program, whatif.offer
        known = whatif.partitioner.facts()
        questions, untested, left = list[OrderQuestion](), list[OptionFact](), MOST_TRIED
        # The parts of a derived fact are read by the same statements: these are looked at once.
        alike: dict[tuple[RelevantStatement, ...], _Readers] = {}
        for fact in self.facts:
            statements = whatif.readers[fact]
            work = 0 if statements in alike else len(statements)
            readers = alike.setdefault(statements, _Readers(whatif, statements, goal))
            asked = _Asked(readers, fact)
            if work <= left:
                if not asked.may_be_settled:
                    left -= work
                    continue
                work += len(statements) * len(whatif.segments_of(fact))
            if work > left:
                untested.append(OptionFact(self.name, fact))
                continue
            left -= work
            answers = tuple(_answers(asked.pieces))
            if any(answer.relation is not Relation.OPEN for answer in answers):
                questions.append(
                    OrderQuestion(
                        self.name,
                        name,
                        fact,
                        program.question(fact, offer),
                        program.asked_of(fact),
                        known.value(fact),
                        answers,
                    )
                )
        return tuple(questions), tuple(untested)


def asking(options: Sequence[Option]) -> Callable[[int, int], Settling]:
    """Return a function from two options, by index, to what to ask about them, worked out once.

    See ``Contest.questions``.
    """

    @cache
    def of(one: int) -> Asking:
        return Asking(options[one].name, WhatIf(options[one].decision))

    @cache
    def against(one: int, other: int) -> Settling:
        return of(one).against(options[other].name, options[other].decision)

    def about(one: int, other: int) -> Settling:
        (mine, not_mine), (theirs, not_theirs) = against(one, other), against(other, one)
        questions = sorted(
            (*mine, *theirs), key=lambda one: (not one.settles, one.asked_of is AskedOf.YOURSELF)
        )
        return tuple(questions), (*not_mine, *not_theirs)

    return about


def _answers(pieces: Sequence[tuple[Segment, Relation]]) -> Iterator[OrderAnswer]:
    """Yield the answers; successive segments after which the order is the same are one."""
    every = [piece for piece, _ in pieces]
    for relation, group in groupby(pieces, key=itemgetter(1)):
        yield OrderAnswer(segment_words([piece for piece, _ in group], every), relation)


@frozen(slots=False, eq=False)
class _Readers:
    """All statements that read a fact of an offer, with the outcomes of the other offer."""

    whatif: WhatIf
    statements: tuple[RelevantStatement, ...]
    goal: OutcomeRange

    @cached_property
    def may_settle(self) -> bool:
        """Whether the best or the worst that may become of them leaves the order not open."""
        mine = OutcomeRange.of_decision(self.whatif.decision)
        return self._is_apart(mine.best, mine.worst) and self._may_settle(
            [self.whatif.effect(one, {}) for one in self.statements]
        )

    @cached_property
    def might_settle(self) -> bool:
        """The same if anything may become of them, even what they certainly are not now."""
        return self._may_settle(
            [
                Effect(
                    Kleene.FALSE if one.weight else Kleene.UNKNOWN,
                    Fraction(0),
                    Fraction(one.weight),
                    frozenset(),
                    one.weight,
                )
                for one in self.statements
            ]
        )

    def _may_settle(self, effects: Sequence[Effect]) -> bool:
        best, worst = (self.outcomes(one.at_end(end) for one in effects) for end in (True, False))
        return self._is_apart(best.worst, worst.best)

    def _is_apart(self, best: Outcome, worst: Outcome) -> bool:
        """Return whether one of two ends is beyond the outcomes of the other offer.

        Where a value makes the two tied, one is: otherwise they would be tied already.
        """
        return best > self.goal.best or worst < self.goal.worst

    @cached_property
    def rest(self) -> Balance:
        """What all other statements come to; do not add."""
        mine = {*self.statements}
        others = [one for one in self.whatif.statements if one not in mine]
        if len(others) < len(mine):
            return self.whatif.balance(self.whatif.effect(one, {}) for one in others)
        rest = self.whatif.known_balance.copy()
        for one in self.statements:
            rest.add(self.whatif.effect(one, {}), -1)
        return rest

    def outcomes(self, effects: Iterable[Effect]) -> OutcomeRange:
        """Return the outcomes of the offer if the statements have some effects."""
        balance = self.rest.copy()
        for effect in effects:
            balance.add(effect)
        low, high, whole, may_lack = balance.scores
        least = balance.ruled_out[Kleene.TRUE.value]
        rulings = least, least + balance.ruled_out[Kleene.UNKNOWN.value]
        ends = (Fraction(0), Fraction(0)) if not whole else (low / whole, high / whole)
        return OutcomeRange.within(
            balance.ranks, rulings, Fraction(0) if may_lack else ends[0], ends[1]
        )


@frozen(slots=False)
class _Asked:
    """A fact of an offer, with the statements that read it."""

    readers: _Readers
    fact: FactPath

    @property
    def _whatif(self) -> WhatIf:
        return self.readers.whatif

    @property
    def may_be_settled(self) -> bool:
        """Whether some value of the fact may settle the order, as far as is known without trying.

        What closes a gate takes the place of what is stated behind it, and so may make anything of
        the statements.
        """
        facts = self._whatif.partitioner.facts()
        for path, gates in facts.world.gates.items():
            behind = FactPath(path, self.fact.view)
            closes = any(gate.fact == self.fact.path for gate in gates)
            if closes and facts.stated(behind) is not UNKNOWN:
                return self.readers.might_settle
        return self.readers.may_settle

    @property
    def pieces(self) -> list[tuple[Segment, Relation]]:
        """The segments of the fact, in pieces, each with the relation to the other offer."""
        return [
            (piece, self._relation(piece))
            for segment in self._whatif.segments_of(self.fact)
            for piece in self._pieces_of(segment)
        ]

    @cached_property
    def _is_straight(self) -> bool:
        """Whether every statement is along a straight line in the fact."""
        statements = (one.checked for one in self.readers.statements)
        readers = readers_in(statements, self._whatif.program.world)
        segments = {self.fact: self._whatif.segments_of(self.fact)[0]}
        return is_straight(self.fact, readers, self._whatif.supposing(segments, closed=False))

    def _in(self, segment: Segment) -> list[Effect]:
        """Return the effects of the readers of the fact if it is anywhere in a segment."""
        return [
            self._whatif.effect_in(one, {self.fact: segment}) for one in self.readers.statements
        ]

    def _relation(self, piece: Segment) -> Relation:
        """Return the relation to the other offer if the fact is anywhere in a piece."""
        if self._is_straight and isinstance(piece, QuantityRange) and _is_fine(piece):
            low, high = _limits(piece)
            piece = _at((low + high) / 2, piece)
        return relation_between(self.readers.outcomes(self._in(piece)), self.readers.goal)

    def _pieces_of(self, segment: Segment) -> Iterator[Segment]:
        """Yield the parts of a segment in which the order is the same; itself if it is no range."""
        if not isinstance(segment, QuantityRange) or not self._is_straight or not _is_fine(segment):
            yield segment
            return
        low, high = _limits(segment)
        if low == high:
            yield segment
            return
        first: Boundary = (low, 0 if segment.low_in else 1)
        last: Boundary = (high, 1 if segment.high_in or segment.high is None else 0)
        places = {(place, side) for place in self._passing(low, high, segment) for side in (0, 1)}
        inner = sorted(place for place in places if first < place < last)
        edges = [first, *inner, last]
        for at, ((start, one), (stop, two)) in enumerate(pairwise(edges)):
            begins = segment.low if at == 0 else start
            ends = segment.high if at == len(edges) - 2 else stop
            yield QuantityRange(begins, ends, one == 0, two == 1, segment.unit)

    def _passing(self, low: Fraction, high: Fraction, segment: QuantityRange) -> Iterator[Fraction]:
        """Yield where a score passes a threshold or a score of the other offer."""
        places = low + (high - low) / 3, high - (high - low) / 3
        weighed = [
            [
                *self.readers.rest.weighed,
                *(one.weighed for one in self._in(_at(place, segment)) if one.weight),
            ]
            for place in places
        ]
        goal = self.readers.goal
        marks = (goal.worst[2], goal.best[2], *self._whatif.program.thresholds.all)
        return means_passing(places, weighed, marks, (low, high))


def _at(place: Fraction, segment: QuantityRange) -> QuantityRange:
    return QuantityRange(place, place, True, True, segment.unit)


def _is_fine(segment: QuantityRange) -> bool:
    """Return whether amounts between any two of a range count, and days of months do not."""
    unit = segment.unit
    if isinstance(unit, Duration):
        return unit.unit.family is DurationFamily.CLOCK
    return not hasattr(unit, "toordinal")


def _limits(segment: QuantityRange) -> tuple[Fraction, Fraction]:
    """Return the ends of a range; without an upper one, nothing changes far beyond the lower."""
    low, high = segment.low, segment.high
    assert low is not None  # only days have no least
    return low, low + 1 if high is None else high
