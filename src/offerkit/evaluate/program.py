"""Programs, checked criteria ready to decide; and rulings, their decisions on offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property, partial
from typing import ClassVar, Final, TypeAlias

from attrs import evolve, field, frozen

from offerkit import core as c
from offerkit.arguments import shown
from offerkit.core import (
    CheckedCriteria,
    CheckedLeaving,
    CheckedPreference,
    condition_of,
    facts_of,
    total_weight,
    weight_of,
)
from offerkit.data import keys
from offerkit.diagnostics import Diagnostic
from offerkit.evaluate.cells.settle import Cells
from offerkit.evaluate.facts import Facts, Grade, Judgement, Tracing, World
from offerkit.evaluate.findings import (
    BrokenPromise,
    ExceededPromise,
    Finding,
    Outlier,
    Reading,
    UnstatedPromise,
    outliers_of,
)
from offerkit.evaluate.fitting import require
from offerkit.evaluate.generated.functions import Survey, survey_function, verdict_function
from offerkit.evaluate.generated.lines import OPEN, Graded
from offerkit.evaluate.learned import learned, open_conditions
from offerkit.evaluate.pay_notes import BeforeTax, LeftOut, before_tax, left_out_of
from offerkit.evaluate.prepared import Prepared, pay_in
from offerkit.evaluate.promises import Promises
from offerkit.evaluate.readings import (
    DerivedReadings,
    graded_value,
    known_or_missing,
    stated_reading,
    states_wage,
)
from offerkit.evaluate.ruling_keys import FORMAT, RULING, SAME
from offerkit.evaluate.semantics import outcome
from offerkit.evaluate.verdict import (
    KIND,
    StatementKind,
    Thresholds,
    UnitRange,
    Verdict,
    contribution,
    kind_of,
    rules_out,
)
from offerkit.forms import MonthsStated, RatePair
from offerkit.kleene import Kleene
from offerkit.model.answered import AnswerState
from offerkit.model.derived import CONVERTING, DERIVED
from offerkit.model.fields import AskedOf
from offerkit.model.offer import ADVERTISED, LETTER, Offer
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, FactValue, value_text

_Found: TypeAlias = cached_property[tuple[Finding, ...]]
_Getter: TypeAlias = Callable[[Offer], FactValue]
_TRUTHS: Final = tuple(Kleene)
_SHOWN: Final = tuple(truth.shown for truth in Kleene)
_DOUBTED: Final = (
    (Kleene.FALSE, Kleene.UNKNOWN, Kleene.TRUE),
    (Kleene.NOT_TRUE, Kleene.ANYTHING, Kleene.NOT_FALSE),
)
"""Truths of what certainly applies, and of what may not."""
_OPEN: Final = tuple(truth.is_open for truth in Kleene)
_TOLD: Final = {
    View.OFFERED: "{}",
    View.PROMISED: "As it was told to you: {}",
    View.CURRENT: "In your present job: {}",
}


# --- rulings -------------------------------------------------------------------------------------


def _findings(kind: StatementKind) -> cached_property[tuple[Finding, ...]]:
    def of_kind(ruling: Ruling) -> tuple[Finding, ...]:
        return tuple(finding for finding in ruling.findings if finding.kind is kind)

    return cached_property(of_kind)


@keys(*RULING, format=FORMAT)
@frozen
class Ruling:
    """A verdict on an offer with its reasons; ``offerkit.Decision`` adds the verbs.

    Source:
        grammar/README.md, "Verdicts" and "Score".
    """

    verdict: Verdict
    """The verdict."""
    possible: tuple[Verdict, ...]
    """Verdicts still possible, low to high, never ``FIND_OUT``; only one if it is decided."""
    by_parts: tuple[Verdict, ...]
    """Those that the truths of the statements leave possible, each worked out from its parts.

    Fewer are ``possible`` if the cells of what is open tell more: see "Exact verdicts".
    """
    score: UnitRange | None
    """Weighted mean Σ w·v / Σ w of contributions; None if nothing is weighed that applies."""
    may_lack_score: bool
    """Whether it may turn out that nothing is weighed, as none of it applies, so without score."""
    findings: tuple[Finding, ...]
    """Outcomes of all statements, in order."""
    is_counter: Kleene
    """Whether the offer is a counter-offer, in which reasons for leaving are dealbreakers."""
    broken_promises: tuple[BrokenPromise, ...]
    """Facts that are certainly worse than was promised.

    Or certainly different, where it is not known which way is better.
    """
    exceeded_promises: tuple[ExceededPromise, ...]
    """Facts that are certainly better than was promised."""
    unstated_promises: tuple[UnstatedPromise, ...]
    """Promises about facts that the offer itself does not state."""
    assumed: tuple[Reading, ...]
    """Assumptions that were used because the offer does not state the fact."""
    without_assumptions: Ruling | None
    """Decision without assumptions, if its possible verdicts or its score differ."""
    missing_rates: tuple[tuple[str, str], ...]
    """Pairs of currencies that had to be converted without a ``rate``."""
    missing_days: tuple[MonthsStated, ...]
    """Durations in months whose number of days leaves a statement open."""
    before_tax: tuple[BeforeTax, ...]
    """Comparisons of pay before tax, of jobs in different places or forms of employment."""
    left_out: tuple[LeftOut, ...]
    """What the offer states and the derived pay that was read leaves out."""
    program: Program = field(eq=False, repr=False)
    """Program that decided, with or without assumptions."""
    offer: Offer = field(eq=False, repr=False)
    """The offer that was decided."""

    dealbreakers: ClassVar[_Found] = _findings(StatementKind.DEALBREAKER)
    """Findings of dealbreakers: true, unknown and false ones."""
    cautions: ClassVar[_Found] = _findings(StatementKind.CAUTION)
    pros: ClassVar[_Found] = _findings(StatementKind.PRO)
    cons: ClassVar[_Found] = _findings(StatementKind.CON)
    preferences: ClassVar[_Found] = _findings(StatementKind.PREFER)
    """Findings of graded preferences."""
    leaving: ClassVar[_Found] = _findings(StatementKind.LEAVING)
    """Findings of reasons for leaving; a true one is addressed by the offer."""

    @cached_property
    def state(self) -> AnswerState:
        """Your answer to the offer so far, and whether its deadline has passed."""
        return AnswerState.of(self.offer)

    @cached_property
    def not_applying(self) -> tuple[Finding, ...]:
        """The dealbreakers that do not apply, which therefore cannot rule the offer out."""
        return tuple(f for f in self.dealbreakers if f.truth is Kleene.DOES_NOT_APPLY)

    def rules_out(self, finding: Finding) -> Kleene:
        """Return whether *finding*, one of this decision's, rules the offer out.

        Raises:
            TypeError: *finding* is something else.

        Source:
            grammar/README.md, "Verdicts" and "Counter-offers".
        """
        if not isinstance(finding, Finding):
            raise TypeError(f"finding: expected Finding, got {shown(finding)}")
        return rules_out(finding.kind, finding.may_be, self.is_counter)

    @cached_property
    def ruled_out_by(self) -> tuple[Finding, ...]:
        """The true dealbreakers and, in a counter-offer, the reasons it leaves unaddressed."""
        return tuple(f for f in self.findings if self.rules_out(f) is Kleene.TRUE)

    @property
    def decisive_assumptions(self) -> tuple[Reading, ...]:
        """Assumptions that make the difference from ``without_assumptions``, in order.

        A statement that affects the verdict or the score read them and has a different outcome
        without them. Empty if there is no difference.

        Source:
            grammar/README.md, "Assumptions".
        """
        other = self.without_assumptions
        if other is None:
            return ()
        read: set[FactPath] = set()
        for found, plain in zip(self.findings, other.findings, strict=True):
            counts = found.kind is StatementKind.DEALBREAKER or found.weight > 0
            if found.kind is StatementKind.LEAVING:
                counts = {self.is_counter, other.is_counter} != {Kleene.FALSE}
            if counts and (found.may_be, found.value) != (plain.may_be, plain.value):
                read |= {part.fact for reading in found.readings for part in reading.walk()}
        if self.is_counter is not other.is_counter:
            read.add(KIND)
        return tuple(reading for reading in self.assumed if reading.fact in read)

    @cached_property
    def outliers(self) -> tuple[Outlier, ...]:
        """Numbers of the author's own, without bounds, far beyond the ends of a preference.

        Source:
            grammar/README.md, "prefer".
        """
        return outliers_of(self.program.statements, self.findings, self.program.schema)

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """What the offer's file says that could not be read, if somebody else wrote it."""
        return self.offer.notes

    @property
    def advertised(self) -> tuple[FactPath, ...]:
        """Facts that were read and are only advertised, in order; see "Job postings"."""
        return learned(self.findings, self.offer, self.program.world.assumptions, ADVERTISED)

    @property
    def from_letter(self) -> tuple[FactPath, ...]:
        """Facts that were read and that offerkit took from the text of a letter, in order."""
        return learned(self.findings, self.offer, self.program.world.assumptions, LETTER)

    @property
    def open_conditions(self) -> tuple[str, ...]:
        """Conditions of an offer that is not declined, unless they are known to be met."""
        return open_conditions(self.offer, self.possible)

    @property
    def missing(self) -> tuple[FactPath, ...]:
        """Facts that left any statement open, each once, in order.

        ``offer.kind`` is last, if it decides whether a reason for leaving is a dealbreaker, as in
        "Counter-offers".
        """
        found = dict.fromkeys(path for finding in self.findings for path in finding.missing)
        unaddressed = any(finding.truth is not Kleene.TRUE for finding in self.leaving)
        if self.is_counter is Kleene.UNKNOWN and unaddressed:
            found.setdefault(KIND)
        return tuple(found)


# --- programs ------------------------------------------------------------------------------------


@frozen(slots=False, eq=False)
class Program:
    """Checked criteria, ready to decide offers of the type they were checked against."""

    checked: CheckedCriteria = field(repr=False)
    schema: Schema = field(repr=False)
    assume: bool = True
    """Whether assumptions are used."""
    offer_type: type[Offer] = Offer
    """Type of the offers."""
    decision_type: type[Ruling] = Ruling
    """Class of the decisions."""
    statements: tuple[c.CheckedStatement, ...] = field(init=False, repr=False)
    """Statements without duplicates, which count once."""
    world: World = field(init=False, repr=False)

    @statements.default
    def _distinct(self) -> tuple[c.CheckedStatement, ...]:
        return tuple(dict.fromkeys(self.checked.statements))

    @world.default
    def _world(self) -> World:
        return World.of(self.checked, self.schema, assume=self.assume)

    @cached_property
    def thresholds(self) -> Thresholds:
        """Scores at which the verdict changes."""
        return Thresholds.of(self.checked)

    @cached_property
    def weights(self) -> int:
        """Sum of all weights; 0 if nothing is weighed."""
        return total_weight(self.statements)

    @cached_property
    def facts(self) -> tuple[FactPath, ...]:
        """Facts that statements refer to, each once, in order of first mention."""
        return facts_of(self.world.bindings, *map(condition_of, self.statements))

    @cached_property
    def verdict(self) -> Callable[[Offer], Verdict]:
        """Function from an offer to its verdict only, which is fast for many offers."""
        by_parts = self.verdict_by_parts

        def exact(offer: Offer) -> Verdict:
            found = by_parts(offer)
            return self.cells.verdict(offer) if found is Verdict.FIND_OUT else found

        return exact

    @cached_property
    def verdict_by_parts(self) -> Callable[[Offer], Verdict]:
        """Likewise for the verdict that the truths of the statements settle."""
        return verdict_function(self.world, self.statements, self.thresholds)

    @cached_property
    def cells(self) -> Cells:
        """The statements as truths of cells."""
        return Cells.of(self.world, self.statements, self.thresholds)

    @cached_property
    def survey(self) -> Callable[[Offer], Survey]:
        """Function from an offer to the data of a decision."""
        return survey_function(self.world, self.statements, self.thresholds)

    @cached_property
    def without_assumptions(self) -> Program:
        """Program for the same criteria without assumptions."""
        return evolve(self, assume=False)

    def require(self, offer: object, name: str = "offer") -> None:
        """Raise ``TypeError`` or ``ValueError`` if *offer* does not suit this program."""
        require(offer, name, self.offer_type, self.schema)

    def question(self, fact: FactPath, offer: Offer | None = None) -> str:
        """Return the question for *fact*: the author's, otherwise that of the schema.

        Args:
            fact: Any fact.
            offer: If it advertises a range for the fact, the question mentions that.
        """
        asked = dict(self.checked.questions).get(fact.path)
        info = self.schema.get(fact.path)
        question = asked or (info.question if info is not None else None)
        told = _TOLD[fact.view].format(question or f"What is {fact.path}?")
        if offer is None or fact.path != "pay.base":
            return told
        advertised = self.world.getter(FactPath("pay.range", fact.view))(offer)
        return told if advertised is UNKNOWN else f"{told} ({value_text(advertised)} is advertised)"

    def asked_of(self, fact: FactPath) -> AskedOf:
        """Return whose answer the question for *fact* needs.

        Source:
            grammar/README.md, "Whose question it is".
        """
        mine = self.schema.facts[fact.path].mine and fact.path not in dict(self.checked.questions)
        return AskedOf.YOURSELF if mine or fact.view is not View.OFFERED else AskedOf.EMPLOYER

    def decide(self, offer: Offer) -> Ruling:
        """Return the decision, with the one without assumptions if that differs.

        Source:
            grammar/README.md, "Verdicts", "Score" and "Assumptions".
        """
        decision = self._decide(offer)
        if not decision.assumed:
            return decision
        other = self.without_assumptions._decide(offer)
        same = SAME(decision) == SAME(other)
        return decision if same else evolve(decision, without_assumptions=other)

    def _decide(self, offer: Offer) -> Ruling:
        facts, truths, grades, counter, worst, low, high, whole, lack = self.survey(offer)
        facts = facts or Facts(self.world, offer)
        readings = self._read(offer, facts)
        findings, rates, months = self._findings(facts, readings, truths, iter(grades))
        whole *= self.weights
        by_parts = self.thresholds.possible(_TRUTHS[worst], low, high, whole, may_lack=lack)
        possible = by_parts if len(by_parts) == 1 else self.cells.possible(by_parts, facts)
        promised = self._promises.of(offer, facts)
        score = None
        if whole:
            least = Fraction(low, whole)
            score = UnitRange(least, least if low == high else Fraction(high, whole))
        return self.decision_type(
            verdict=possible[0] if len(possible) == 1 else Verdict.FIND_OUT,
            possible=possible,
            by_parts=by_parts,
            score=score,
            may_lack_score=lack or score is None,
            findings=findings,
            is_counter=_TRUTHS[counter] if self._has_reasons else _is_counter(facts),
            broken_promises=promised.broken,
            exceeded_promises=promised.exceeded,
            unstated_promises=promised.unstated,
            assumed=self._assumed(offer, facts, readings) if self.world.assumptions else (),
            without_assumptions=None,
            missing_rates=rates,
            missing_days=months,
            before_tax=tuple(before_tax(self.statements, facts)) if self._has_views else (),
            left_out=tuple(left_out_of(self._summed_pay, facts)),
            program=self,
            offer=offer,
        )

    # Independent of an offer.

    @cached_property
    def _has_reasons(self) -> bool:
        return any(isinstance(statement, CheckedLeaving) for statement in self.statements)

    @cached_property
    def _has_views(self) -> bool:
        """Whether it reads the offer and a view of it, or two views."""
        return len({fact.view for fact in self.facts}) > 1

    @cached_property
    def _summed_pay(self) -> tuple[FactPath, ...]:
        """The facts that leave something out, and the others that it reads."""
        leaves_out = any(self.schema.facts[fact.path].leaves_out for fact in self.facts)
        return self.facts if leaves_out else ()

    @cached_property
    def _promises(self) -> Promises:
        return Promises(self.schema)

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
    def _pay_in_lets(self) -> list[tuple[bool, bool]]:
        found: list[tuple[bool, bool]] = []
        for let in self.world.bindings:
            found.append(pay_in(let, found))
        return found

    def _prepare(self, statement: c.CheckedStatement, index: Mapping[FactPath, int]) -> Prepared:
        condition = condition_of(statement)
        read = self.world.facts_in(condition)
        has_pay, by_the_hour = pay_in(condition, self._pay_in_lets)
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
        kind = kind_of(statement)
        return Prepared(
            statement,
            kind,
            statement.span,
            tuple(contribution(kind, truth) for truth in _TRUTHS),
            Fraction(weight_of(statement), self.checked.weight_unit),
            tuple(index[fact] for fact in read),
            has_pay,
            by_the_hour,
            found if settled else None,
            tuple(self.world.getter(fact) for fact in tracing.read - set(read)) if settled else (),
        )

    # What was read.

    def _read(self, offer: Offer, facts: Facts) -> list[Reading]:
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

    def _assumed(
        self, offer: Offer, facts: Facts, readings: Iterable[Reading]
    ) -> tuple[Reading, ...]:
        """Return the assumptions that were used, in the order of the file."""
        used = {reading.fact: reading for reading in readings if reading.assumed}
        for fact, value in facts.assumed.items():
            used.setdefault(fact, Reading(fact, value, offer.sources.get(str(fact)), True))
        return tuple(used[fact] for fact in self.world.assumptions if fact in used)

    # The outcome of every statement.

    def _findings(
        self,
        facts: Facts,
        readings: list[Reading],
        truths: tuple[int, ...],
        grades: Iterator[Graded],
    ) -> tuple[tuple[Finding, ...], tuple[RatePair, ...], tuple[MonthsStated, ...]]:
        findings: list[Finding] = []
        rates: dict[RatePair, None] = {}
        months: dict[MonthsStated, None] = {}
        for prepared, truth in zip(self._prepared, truths, strict=True):
            read = tuple([readings[index] for index in prepared.readings])
            value: UnitRange | None
            grading: Callable[[], FactValue] | None = None
            if isinstance(prepared.statement, CheckedPreference):
                value, truth = _graded(next(grades))
                grading = partial(graded_value, prepared.statement, facts)
                is_open = _OPEN[truth] or (value is not None and not value.is_exact)
            else:
                value, is_open = prepared.values[truth], _OPEN[truth]
            missing: tuple[FactPath, ...] = ()
            if is_open:
                judged = prepared.when_unknown
                if (
                    judged is None
                    or any(reading.value is not UNKNOWN for reading in read)
                    or any(get(facts.offer) is not UNKNOWN for get in prepared.hangs_on)
                ):
                    judged = outcome(prepared.statement, facts)
                missing = judged.missing
                rates.update(dict.fromkeys(judged.rates))
                months.update(dict.fromkeys(judged.months))
            if prepared.has_pay:
                read += self._hours(prepared, facts, read, missing)
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
                    _TRUTHS[truth],
                    self.checked.in_percent,
                    grading,
                )
            )
        return tuple(findings), tuple(rates), tuple(months)

    def _hours(
        self,
        prepared: Prepared,
        facts: Facts,
        read: tuple[Reading, ...],
        missing: tuple[FactPath, ...],
    ) -> tuple[Reading, ...]:
        """Return the hours that converted pay and that the statement does not mention.

        Source:
            grammar/README.md, "Pay and periods".
        """
        if not (prepared.by_the_hour or any(map(states_wage, read))):
            return ()
        tracing = Tracing(self.world, facts.offer)
        outcome(prepared.statement, tracing)
        named = {part.fact for reading in read for part in reading.walk()}
        hours = (fact for fact in tracing.read - named if fact.path in CONVERTING)
        return tuple(known_or_missing(sorted(hours, key=str), missing, facts))


def _is_counter(facts: Facts) -> Kleene:
    kind = facts.value(KIND)
    return Kleene.UNKNOWN if kind is UNKNOWN else Kleene.of(kind == "counter")


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
