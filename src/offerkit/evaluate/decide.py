"""Whole decisions: the verdict, what every statement came to, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
from attrs import frozen

from offerkit.check import core as c
from offerkit.check.core import CheckedLeaving, CheckedPreference, CheckedRule
from offerkit.datatypes import (
    Datatype,
    PayType,
    PercentListType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.evaluate.compile import (
    KIND,
    Program,
    condition_of,
    empty_offer,
    facts_of,
    is_by_the_hour,
    nodes_of,
    total_weight,
    weight_of,
)
from offerkit.evaluate.decision import (
    BrokenPromise,
    Decision,
    Direction,
    Finding,
    Reading,
    StatementKind,
    UnitRange,
    Verdict,
)
from offerkit.evaluate.readings import DerivedReadings, stated_reading
from offerkit.evaluate.semantics import (
    HUNDREDTH,
    Facts,
    Grade,
    Judgement,
    RatePair,
    Tracing,
    datatype_of,
    differ,
    grade,
    judge,
    texts_of,
)
from offerkit.kleene import Kleene
from offerkit.model.derived import HOURS
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View
from offerkit.span import Source, Span
from offerkit.syntax.nodes import RuleKind
from offerkit.text import fold
from offerkit.values import PER_YEAR, UNKNOWN, FactValue, Pay, Range

if TYPE_CHECKING:
    from offerkit.criteria import Criteria

_TRUTHS: Final = (Kleene.FALSE, Kleene.UNKNOWN, Kleene.TRUE)
_ORDERED: Final = (Verdict.DECLINE, Verdict.CONSIDER, Verdict.ACCEPT)
_POSSIBLE: Final = tuple(
    tuple(_ORDERED[low : high + 1] for high in range(len(_ORDERED))) for low in range(len(_ORDERED))
)
_NOTHING: Final = UnitRange(Fraction(0), Fraction(0))
_ALL: Final = UnitRange(Fraction(1), Fraction(1))
_EITHER: Final = UnitRange(Fraction(0), Fraction(1))
_VALUES: Final[Mapping[StatementKind, tuple[UnitRange | None, ...]]] = {
    StatementKind.PRO: (_NOTHING, _EITHER, _ALL),
    StatementKind.CON: (_ALL, _EITHER, _NOTHING),
    StatementKind.DEALBREAKER: (None, None, None),
    StatementKind.CAUTION: (None, None, None),
    StatementKind.LEAVING: (None, None, None),
}
_KINDS: Final = {
    RuleKind.DEALBREAKER: StatementKind.DEALBREAKER,
    RuleKind.PRO: StatementKind.PRO,
    RuleKind.CON: StatementKind.CON,
    RuleKind.CAUTION: StatementKind.CAUTION,
}
_NOWHERE: Final = Source("<promise>", "").span(0, 0)


@frozen
class _Prepared:
    """What is known of a statement before there is an offer."""

    statement: c.CheckedStatement
    kind: StatementKind
    label: str
    span: Span
    weight: int
    values: tuple[UnitRange | None, ...]
    """What it adds to the score by its truth."""
    readings: tuple[int, ...]
    """Which of the facts that are read it reads, by index."""
    has_pay: bool
    """Whether it reads pays, which hours may convert that it does not name."""
    by_the_hour: bool
    """Whether a pay that it writes is per hour or day."""
    when_unknown: Judgement | Grade | None
    """What it comes to while none of its facts is stated; None when that takes more facts."""


class Decider:
    """Builds the decisions of one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.world = program.world
        self.facts = _facts_read(program)
        self._index = {fact: index for index, fact in enumerate(self.facts)}
        self._names = tuple(map(str, self.facts))
        self._readers = tuple(
            None if program.schema.facts[fact.path].derived else self.world.getter(fact)
            for fact in self.facts
        )
        self.prepared = tuple(self._prepare(s) for s in program.statements)
        self._weights = total_weight(program.statements)
        self._promises = _Promises(program)
        self._leaving = any(isinstance(s, CheckedLeaving) for s in program.statements)
        self._plain: Program | None = None
        checked = program.checked
        self._decline, self._accept = (
            None if percent is None else Fraction(percent) * HUNDREDTH
            for percent in (checked.decline_below, checked.accept_at)
        )

    def _prepare(self, statement: c.CheckedStatement) -> _Prepared:
        read = facts_of(condition_of(statement), self.world.lets)
        nodes = tuple(nodes_of(condition_of(statement), self.world.lets))
        kind = _kind_of(statement)
        return _Prepared(
            statement,
            kind,
            statement.label,
            statement.span,
            weight_of(statement),
            _VALUES.get(kind, ()),
            tuple(self._index[fact] for fact in read),
            any(isinstance(datatype_of(node), PayType) for node in nodes),
            any(map(is_by_the_hour, nodes)),
            self._when_unknown(statement, read),
        )

    def _when_unknown(
        self, statement: c.CheckedStatement, read: tuple[FactPath, ...]
    ) -> Judgement | Grade | None:
        tracing = Tracing(self.world, empty_offer(self.program.schema))
        found = _judgement(statement, tracing)
        settled = tracing.read <= set(read) and not tracing.read & set(self.world.assumptions)
        return found if settled else None

    # One decision.

    def decide(self, offer: Offer, criteria: Criteria[Any]) -> Decision:
        """Return the decision, and beside it the one without assumptions if it differs."""
        decision = self._decide(offer, criteria)
        if not decision.assumed:
            return decision
        if self._plain is None:
            self._plain = Program(self.program.checked, self.program.schema, assume=False)
        other = self._plain.decider._decide(offer, criteria)
        same = (decision.possible, decision.score) == (other.possible, other.score)
        return decision if same else attrs.evolve(decision, without_assumptions=other)

    def _decide(self, offer: Offer, criteria: Criteria[Any]) -> Decision:
        facts, _, truths, grades, counter, worst, low, high, whole = self.program.survey(offer)
        facts = facts or Facts(self.world, offer)
        readings = self._read(offer, facts)
        findings, rates = self._findings(facts, readings, truths, iter(grades))
        score = None
        if self._weights:
            whole *= self._weights
            least = Fraction(low, whole)
            score = UnitRange(least, least if low == high else Fraction(high, whole))
        possible = self._possible(worst, score)
        return Decision(
            verdict=possible[0] if len(possible) == 1 else Verdict.FIND_OUT,
            possible=possible,
            score=score,
            findings=findings,
            is_counter=_TRUTHS[counter] if self._leaving else self._is_counter(facts),
            broken_promises=self._promises.broken(offer, facts),
            assumed=self._assumed(offer, facts, readings) if self.world.assumptions else (),
            without_assumptions=None,
            missing_rates=rates,
            criteria=criteria,
            offer=offer,
        )

    def _is_counter(self, facts: Facts) -> Kleene:
        kind = facts.value(KIND)
        return Kleene.UNKNOWN if kind is UNKNOWN else Kleene.of(kind == "counter")

    def _possible(self, worst: int, score: UnitRange | None) -> tuple[Verdict, ...]:
        """Return the verdicts still possible, low to high.

        Source:
            grammar/README.md, "Verdicts".
        """
        if worst == Kleene.TRUE.value:
            return _POSSIBLE[0][0]
        low = 1 if score is None else self._grade(score.low)
        high = low if score is None or score.is_exact else self._grade(score.high)
        return _POSSIBLE[0 if worst else low][high]

    def _grade(self, score: Fraction) -> int:
        if self._decline is not None and score < self._decline:
            return 0
        return 2 if self._accept is not None and score >= self._accept else 1

    # What was read.

    def _read(self, offer: Offer, facts: Facts) -> list[Reading]:
        derived = DerivedReadings(facts)
        sources, assumptions = offer.sources, self.world.assumptions
        readings: list[Reading] = []
        for fact, name, reader in zip(self.facts, self._names, self._readers, strict=True):
            if reader is None:
                readings.append(derived.of(fact))
            elif assumptions:
                readings.append(stated_reading(fact, facts))
            else:
                readings.append(Reading(fact, reader(offer), sources.get(name)))
        return readings

    def _assumed(
        self, offer: Offer, facts: Facts, readings: Iterable[Reading]
    ) -> tuple[Reading, ...]:
        """Return the assumptions that were used, in the order of the file."""
        used = {reading.fact: reading for reading in readings if reading.assumed}
        for fact, value in facts.assumed.items():
            used.setdefault(fact, Reading(fact, value, offer.sources.get(str(fact)), True))
        return tuple(used[fact] for fact in self.world.assumptions if fact in used)

    # What every statement came to.

    def _findings(
        self,
        facts: Facts,
        readings: list[Reading],
        truths: tuple[int, ...],
        grades: Iterator[tuple[int, int, int, int]],
    ) -> tuple[tuple[Finding, ...], tuple[RatePair, ...]]:
        findings: list[Finding] = []
        rates: dict[RatePair, None] = {}
        for prepared, truth in zip(self.prepared, truths, strict=True):
            read = tuple([readings[index] for index in prepared.readings])
            if prepared.kind is StatementKind.PREFER:
                value, truth = _graded(next(grades))
                is_open = not value.is_exact
            else:
                value, is_open = prepared.values[truth], truth == 1  # type: ignore[assignment]
            missing: tuple[FactPath, ...] = ()
            if is_open:
                judged = self._judge(prepared, facts, read)
                missing = judged.missing
                rates.update(dict.fromkeys(judged.rates))
            if prepared.has_pay:
                read += self._hours(prepared, facts, read)
            findings.append(
                Finding(
                    prepared.kind,
                    prepared.label,
                    _TRUTHS[truth],
                    prepared.span,
                    prepared.weight,
                    value,
                    read,
                    missing,
                )
            )
        return tuple(findings), tuple(rates)

    def _hours(
        self, prepared: _Prepared, facts: Facts, read: tuple[Reading, ...]
    ) -> tuple[Reading, ...]:
        """Return the hours by which pays were converted and which the statement does not name.

        Source:
            grammar/README.md, "Pay and periods".
        """
        if not (prepared.by_the_hour or any(map(_is_by_the_hour, read))):
            return ()
        tracing = Tracing(self.world, facts.offer)
        _judgement(prepared.statement, tracing)
        named = {part.fact for reading in read for part in reading.walk()}
        used = sorted(
            (fact for fact in tracing.read - named if fact.path in HOURS.values()), key=str
        )
        return tuple(stated_reading(fact, facts) for fact in used)

    def _judge(
        self, prepared: _Prepared, facts: Facts, read: tuple[Reading, ...]
    ) -> Judgement | Grade:
        known = prepared.when_unknown
        if known is not None and all(reading.value is UNKNOWN for reading in read):
            return known
        return _judgement(prepared.statement, facts)


def _is_by_the_hour(reading: Reading) -> bool:
    value = reading.value.low if isinstance(reading.value, Range) else reading.value
    return isinstance(value, Pay) and value.per not in PER_YEAR


def _judgement(statement: c.CheckedStatement, facts: Facts) -> Judgement | Grade:
    if isinstance(statement, CheckedPreference):
        return grade(statement, facts)
    return judge(statement.condition, facts)


def _kind_of(statement: c.CheckedStatement) -> StatementKind:
    match statement:
        case CheckedRule(kind=kind):
            return _KINDS[kind]
        case CheckedPreference():
            return StatementKind.PREFER
        case CheckedLeaving():
            return StatementKind.LEAVING


def _graded(ends: tuple[int, int, int, int]) -> tuple[UnitRange, int]:
    """Return a grade as a range, and whether it is above 0."""
    low, whole_low, high, whole_high = ends
    least = Fraction(low, whole_low)
    same = low == high and whole_low == whole_high
    value = UnitRange(least, least if same else Fraction(high, whole_high))
    return value, 2 if low else 1 if high else 0


def _facts_read(program: Program) -> tuple[FactPath, ...]:
    """Return the facts that the statements refer to, each once."""
    lets = program.world.lets
    return tuple(
        dict.fromkeys(fact for s in program.statements for fact in facts_of(condition_of(s), lets))
    )


# --- broken promises -----------------------------------------------------------------------------


@frozen
class _Promise:
    """A fact that may have been promised."""

    info: FactInfo
    name: str
    """Its attribute, within its group."""
    found: FactPath
    promised: FactPath


class _Promises:
    """Finds the facts that were promised one way and found another.

    Source:
        grammar/README.md, "Counter-offers".
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        groups: dict[str, list[_Promise]] = {}
        self._own: list[_Promise] = []
        for path, info in program.schema.facts.items():
            if info.derived:
                continue
            group, _, name = path.rpartition(".")
            promise = _Promise(info, name, FactPath(path), FactPath(path, View.PROMISED))
            if path in program.schema.own:
                self._own.append(promise)
            else:
                groups.setdefault(group, []).append(promise)
        self._groups = tuple(
            (attrgetter(group), tuple(promises)) for group, promises in groups.items()
        )
        self._empty: dict[type, tuple[Any, ...]] = {}

    def _empty_groups(self, promised: Offer) -> tuple[Any, ...]:
        """Return the groups of an offer that says nothing, which is what most groups are."""
        kind = type(promised)
        if kind not in self._empty:
            nothing = kind()
            self._empty[kind] = tuple(read(nothing) for read, _ in self._groups)
        return self._empty[kind]

    def broken(self, offer: Offer, facts: Facts) -> tuple[BrokenPromise, ...]:
        """Return the broken promises in the order of the vocabulary."""
        promised = offer.promised
        if promised is None:
            return ()
        broken: list[BrokenPromise] = []
        for (read, promises), empty in zip(self._groups, self._empty_groups(promised), strict=True):
            said = read(promised)
            if said is not empty:
                found = read(offer)
                for promise in promises:
                    told = getattr(said, promise.name)
                    if told is not UNKNOWN:
                        broken += self._compare(
                            promise, told, getattr(found, promise.name), offer, facts
                        )
        for promise in self._own:
            path = promise.info.path
            told, is_ = promised.own.get(path, UNKNOWN), offer.own.get(path, UNKNOWN)
            if told is not UNKNOWN:
                broken += self._compare(promise, told, is_, offer, facts)
        return tuple(broken)

    def _compare(
        self, promise: _Promise, promised: FactValue, found: FactValue, offer: Offer, facts: Facts
    ) -> tuple[BrokenPromise, ...]:
        if found is UNKNOWN or found == promised:
            return ()
        direction = direction_between(
            promise.info.datatype,
            (promise.promised, promised),
            (promise.found, found),
            facts,
        )
        if direction is None:
            return ()
        path = promise.info.path
        source = offer.sources.get(path)
        return (BrokenPromise(path, promised, found, direction, source),)


Stated: TypeAlias = tuple[FactPath, FactValue]
"""A fact with what is stated of it."""


def direction_between(
    datatype: Datatype, before: Stated, after: Stated, facts: Facts
) -> Direction | None:
    """Return how one stated fact differs from another; None when they may be the same.

    Args:
        datatype: Of both facts.
        before: What was said first: a fact and its value, which is not ``UNKNOWN``.
        after: What is compared with it, likewise.
        facts: The offer that states both; its hours convert pay.

    Source:
        grammar/README.md, "Counter-offers".
    """
    if are_same(datatype, before, after, facts) is not Kleene.FALSE:
        return None
    if isinstance(datatype, YesNo | TextType | TextSetType | PercentListType):
        return Direction.OTHER
    one, other = _refs(datatype, before, after)
    less = judge(c.Less(other, one, span=_NOWHERE), facts)
    return Direction.LESS if less.truth is Kleene.TRUE else Direction.MORE


def are_same(datatype: Datatype, before: Stated, after: Stated, facts: Facts) -> Kleene:
    """Return whether two stated facts of one datatype have the same value."""
    (_, said), (_, found) = before, after
    match datatype:
        case PercentListType():
            return Kleene.of(said == found)
        case TextType():
            return Kleene.of(fold(str(said)) == fold(str(found)))
        case TextSetType():
            return ~differ(texts_of(said), texts_of(found))
        case _:
            one, other = _refs(datatype, before, after)
            return judge(c.Equal(one, other, span=_NOWHERE), facts).truth


def _refs(datatype: Datatype, *stated: Stated) -> Iterator[c.FactRef]:
    return (c.FactRef(fact, datatype, span=_NOWHERE) for fact, _ in stated)
