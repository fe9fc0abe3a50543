"""What statements read, and what comes of them: built when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache, cached_property, partial
from typing import Final, TypeAlias

from attrs import frozen

from offerkit import core as c
from offerkit.check.constants import as_fact_value
from offerkit.core import CheckedCriteria, CheckedPreference, condition_of, weight_of
from offerkit.evaluate.facts import Facts, Grade, Judgement, Tracing, World
from offerkit.evaluate.findings import Finding, Reading
from offerkit.evaluate.generated.lines import OPEN, Graded
from offerkit.evaluate.prepared import Prepared, WhenUnknown, pay_in
from offerkit.evaluate.readings import (
    DerivedReadings,
    graded_value,
    known_or_missing,
    stated_reading,
    states_wage,
)
from offerkit.evaluate.semantics import kept, outcome
from offerkit.evaluate.verdict import UnitRange, contribution, kind_of
from offerkit.forms import MonthsStated, RatePair
from offerkit.kleene import Kleene
from offerkit.model.derived import CONVERTING, DERIVED
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, AtLeast, AtMost, FactValue, Range, one_end, unit_of

_Getter: TypeAlias = Callable[[Offer], FactValue]
TRUTHS: Final = tuple(Kleene)
_SHOWN: Final = tuple(truth.shown for truth in Kleene)
_DOUBTED: Final = (
    (Kleene.FALSE, Kleene.UNKNOWN, Kleene.TRUE),
    (Kleene.NOT_TRUE, Kleene.ANYTHING, Kleene.NOT_FALSE),
)
"""Truths of what certainly applies, and of what may not."""
_OPEN: Final = tuple(truth.is_open for truth in Kleene)
Outcomes: TypeAlias = tuple[tuple[Finding, ...], tuple[RatePair, ...], tuple[MonthsStated, ...]]
"""The findings, and the rates and the days of months that leave any of them open."""


@frozen(slots=False, eq=False)
class Reader:
    """Reads what statements read of offers, and tells what comes of each statement."""

    world: World
    checked: CheckedCriteria
    statements: tuple[c.CheckedStatement, ...]
    """Without duplicates."""
    facts: tuple[FactPath, ...]
    """Those that the statements refer to."""

    @cached_property
    def _readers(self) -> tuple[tuple[FactPath, str, _Getter | None, tuple[_Getter, ...]], ...]:
        """Each fact with its name, what reads it, and what reads the facts on which it hangs.

        Nothing reads a derived fact.
        """
        getter = self.world.getter
        return tuple(
            (f, str(f), None if f.path in DERIVED else getter(f), self._hangs_on(f))
            for f in self.facts
        )

    @cached_property
    def _bearing(self) -> tuple[_Getter, ...]:
        """What reads all facts on which others hang that statements read, each once."""
        return tuple(dict.fromkeys(get for _, _, _, on in self._readers for get in on))

    def _hangs_on(self, fact: FactPath) -> tuple[_Getter, ...]:
        """Return what reads the facts that bear on a stated fact; none if only itself does.

        While all of them are unknown, it is as it is stated.
        """
        gates = self.world.gates.get(fact.path, ())
        on = self.world.rests_on(fact.path) if gates else ()
        if not any(gate.hides(fact.view) for gate in gates):
            on = on[:-1]
        return tuple(self.world.getter(FactPath(path, fact.view)) for path in on)

    @cached_property
    def _prepared(self) -> tuple[Prepared, ...]:
        index = {fact: at for at, fact in enumerate(self.facts)}
        return tuple(self._prepare(statement, index) for statement in self.statements)

    @cached_property
    def _when_unknown(self) -> tuple[Callable[[], WhenUnknown], ...]:
        """What comes of each statement if nothing is stated, worked out when it is asked for."""
        return tuple(cache(partial(self._unknown, statement)) for statement in self.statements)

    @cached_property
    def _pay_in_lets(self) -> list[tuple[bool, bool]]:
        found: list[tuple[bool, bool]] = []
        for let in self.world.bindings:
            found.append(pay_in(let, found))
        return found

    def _prepare(self, statement: c.CheckedStatement, index: Mapping[FactPath, int]) -> Prepared:
        condition, kind = condition_of(statement), kind_of(statement)
        has_pay, by_the_hour = pay_in(condition, self._pay_in_lets)
        return Prepared(
            statement,
            kind,
            statement.span,
            tuple(contribution(kind, truth) for truth in TRUTHS),
            Fraction(weight_of(statement), self.checked.weight_unit),
            tuple(index[fact] for fact in self.world.reads(condition).facts),
            has_pay,
            by_the_hour,
        )

    def _unknown(self, statement: c.CheckedStatement) -> WhenUnknown:
        condition = condition_of(statement)
        read = self.world.reads(condition).facts
        tracing = Tracing(self.world, self.world.blank)
        found: Judgement | Grade | None = None
        if not any(isinstance(part, c.LetRef) for part in c.parts_of(condition)):
            found = outcome(statement, tracing)
        hangs_on = {FactPath(p, f.view) for f in read for p in self.world.rests_on(f.path)}
        settled = (
            found is not None
            and tracing.read <= hangs_on | set(read)
            and not tracing.read & set(self.world.assumptions)
            and all(fact.view is not View.CURRENT for fact in tracing.read)
        )
        if not settled:
            return WhenUnknown(None, ())
        return WhenUnknown(found, tuple(map(self.world.getter, tracing.read - set(read))))

    # What was read.

    def read(self, offer: Offer, facts: Facts) -> list[Reading]:
        """Return what an offer says of the facts, in their order."""
        derived = DerivedReadings(facts)
        sources, inherited, assumptions = offer.sources, offer.inherited, self.world.assumptions
        readings: list[Reading] = []
        some = False
        for get in self._bearing:
            if get(offer) is not UNKNOWN:
                some = True
                break
        for fact, name, reader, on in self._readers:
            if reader is None:
                readings.append(derived.of(fact))
            elif assumptions or (some and any(get(offer) is not UNKNOWN for get in on)):
                readings.append(stated_reading(fact, facts))
            else:
                readings.append(
                    Reading(fact, reader(offer), sources.get(name), False, (), name in inherited)
                )
        return readings

    def assumed(
        self, offer: Offer, facts: Facts, readings: Iterable[Reading]
    ) -> tuple[Reading, ...]:
        """Return the assumptions that were used, in the order of the file."""
        used = {reading.fact: reading for reading in readings if reading.assumed}
        for fact, value in facts.assumed.items():
            used.setdefault(fact, Reading(fact, value, offer.sources.get(str(fact)), True))
        return tuple(used[fact] for fact in self.world.assumptions if fact in used)

    # The outcome of every statement.

    def outcomes(
        self,
        facts: Facts,
        readings: list[Reading],
        truths: tuple[int, ...],
        grades: Sequence[Graded],
    ) -> Outcomes:
        """Return the findings of an offer, and the rates and days that leave any of them open.

        Args:
            facts: The offer.
            readings: What it says of the facts that the statements refer to.
            truths: The truth of each statement; of a preference anything.
            grades: The grades of the preferences.
        """
        findings: list[Finding] = []
        rates: dict[RatePair, None] = {}
        months: dict[MonthsStated, None] = {}
        graded, tracing = iter(grades), Tracing(self.world, facts.offer)
        for at, (prepared, truth) in enumerate(zip(self._prepared, truths, strict=True)):
            read = tuple([readings[index] for index in prepared.readings])
            value: UnitRange | None
            grading: Callable[[], FactValue] | None = None
            if isinstance(prepared.statement, CheckedPreference):
                value, truth = _graded(next(graded))
                grading = partial(graded_value, prepared.statement, facts)
                is_open = _OPEN[truth] or (value is not None and not value.is_exact)
            else:
                value, is_open = prepared.values[truth], _OPEN[truth]
            missing: tuple[FactPath, ...] = ()
            if is_open:
                judged = kept(prepared.statement, facts)
                if judged is None and isinstance(prepared.statement, CheckedPreference):
                    judged = _open_range(prepared.statement, facts)
                if judged is None and all(reading.value is UNKNOWN for reading in read):
                    unknown = self._when_unknown[at]()
                    if all(get(facts.offer) is UNKNOWN for get in unknown.hangs_on):
                        judged = unknown.outcome
                judged = judged or outcome(prepared.statement, facts)
                missing = judged.missing
                rates |= dict.fromkeys(judged.rates)
                months |= dict.fromkeys(judged.months)
            if prepared.has_pay:
                read += self._hours(prepared, facts, tracing, read, missing)
            findings.append(
                Finding(
                    prepared.kind,
                    prepared.statement.label,
                    _SHOWN[truth],
                    prepared.span,
                    prepared.weight,
                    value,
                    read,
                    missing,
                    TRUTHS[truth],
                    self.checked.in_percent,
                    grading,
                )
            )
        return tuple(findings), tuple(rates), tuple(months)

    def _hours(
        self,
        prepared: Prepared,
        facts: Facts,
        tracing: Tracing,
        read: tuple[Reading, ...],
        missing: tuple[FactPath, ...],
    ) -> tuple[Reading, ...]:
        """Return the hours that converted pay and that the statement does not mention.

        Source:
            grammar/README.md, "Pay and periods".
        """
        if not (prepared.by_the_hour or any(map(states_wage, read))):
            return ()
        tracing = tracing.anew()
        outcome(prepared.statement, tracing)
        named = {part.fact for reading in read for part in reading.walk()}
        hours = (fact for fact in tracing.read - named if fact.path in CONVERTING)
        return tuple(known_or_missing(sorted(hours, key=str), missing, facts))


def _open_range(statement: c.CheckedPreference, facts: Facts) -> Judgement | None:
    """Return what leaves a preference open that grades a range in the unit of its ends, or None.

    Nothing is converted there, so that grading it would find nothing else.
    """
    if not isinstance(statement.subject, c.FactRef):
        return None
    fact = statement.subject.fact
    if fact.path in DERIVED or fact.path in facts.world.gates:
        return None
    value = facts.value(fact)
    if not isinstance(value, Range | AtLeast | AtMost):
        return None
    units = (unit_of(as_fact_value(end)) for end in (statement.worst, statement.best))
    unit = unit_of(one_end(value))
    return Judgement(Kleene.UNKNOWN, (fact,)) if all(it == unit for it in units) else None


def _graded(ends: Graded) -> tuple[UnitRange | None, int]:
    """Return a grade as a range, and whether it is above 0."""
    low, whole_low, high, whole_high, *doubts = ends
    if doubts and not doubts[0]:
        return None, Kleene.DOES_NOT_APPLY._value_
    least = Fraction(low, whole_low)
    same = low == high and whole_low == whole_high
    value = UnitRange(least, least if same else Fraction(high, whole_high))
    maybe = bool(doubts) and doubts[0] == OPEN
    truth = _DOUBTED[maybe][2 if low else 1 if high else 0]
    return value, truth._value_
