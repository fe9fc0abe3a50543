"""Programs, checked criteria ready to decide; and rulings, their decisions on offers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import Final

from attrs import evolve, field, frozen

from offerkit import core as c
from offerkit.arguments import shown
from offerkit.core import (
    CheckedCriteria,
    CheckedLeaving,
    condition_of,
    facts_of,
    total_weight,
)
from offerkit.data import keys
from offerkit.diagnostics import Diagnostic
from offerkit.evaluate.cells.settle import Cells
from offerkit.evaluate.facts import Facts, World
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
from offerkit.evaluate.generated.functions import (
    Survey,
    survey_function,
    verdict_function,
    walked,
)
from offerkit.evaluate.learned import learned, open_conditions
from offerkit.evaluate.pay_notes import BeforeTax, LeftOut, before_tax, compared_pay, left_out_of
from offerkit.evaluate.promises import Promised, Promises
from offerkit.evaluate.reader import TRUTHS, Outcomes, Reader
from offerkit.evaluate.ruling_keys import FORMAT, RULING, SAME
from offerkit.evaluate.verdict import (
    KIND,
    StatementKind,
    Thresholds,
    UnitRange,
    Verdict,
    rules_out,
)
from offerkit.forms import MonthsStated, RatePair
from offerkit.kleene import Kleene
from offerkit.model.answered import AnswerState
from offerkit.model.fields import AskedOf
from offerkit.model.offer import ADVERTISED, LETTER, Offer
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, FactValue, value_text

_TOLD: Final = {
    View.OFFERED: "{}",
    View.PROMISED: "As it was told to you: {}",
    View.CURRENT: "In your present job: {}",
}


MOST_WALKED: Final = 8
"""Offers that are decided by walking the statements, before these are compiled for more."""


# --- rulings -------------------------------------------------------------------------------------


_NAMES: Final = (
    *("verdict", "possible", "by_parts", "score", "may_lack_score", "findings", "is_counter"),
    *("broken_promises", "exceeded_promises", "unstated_promises", "assumed"),
    *("without_assumptions", "missing_rates", "missing_days", "before_tax", "left_out"),
)
_SAID: Final = attrgetter(*_NAMES)


@keys(*RULING, format=FORMAT)
@frozen(slots=False, eq=False, repr=False)
class Ruling:
    """A verdict on an offer with its reasons; ``offerkit.Decision`` adds the verbs.

    Everything but the truths of the statements is worked out when it is looked at.

    Source:
        grammar/README.md, "Verdicts" and "Score".
    """

    program: Program
    """Program that decided, with or without assumptions."""
    offer: Offer
    """The offer that was decided."""
    _survey: Survey = field(init=False)

    @_survey.default
    def _surveyed(self) -> Survey:
        return self.program.survey(self.offer)

    @cached_property
    def verdict(self) -> Verdict:
        """The recommendation."""
        possible = self.possible
        return possible[0] if len(possible) == 1 else Verdict.FIND_OUT

    @cached_property
    def possible(self) -> tuple[Verdict, ...]:
        """Verdicts still possible, low to high, never ``FIND_OUT``; only one if it is decided."""
        by_parts = self.by_parts
        if len(by_parts) == 1:
            return by_parts
        return self.program.cells.possible(by_parts, self._facts, self._survey[2])

    @cached_property
    def by_parts(self) -> tuple[Verdict, ...]:
        """Those that the truths of the statements leave possible, each worked out from its parts.

        Fewer are ``possible`` if the cells of what is open tell more: see "Exact verdicts".
        """
        _, _, _, _, worst, low, high, whole, lack = self._survey
        whole *= self.program.weights
        return self.program.thresholds.possible(TRUTHS[worst], low, high, whole, may_lack=lack)

    @cached_property
    def score(self) -> UnitRange | None:
        """Weighted mean Σ w·v / Σ w of contributions; None if nothing is weighed that applies."""
        _, _, _, _, _, low, high, whole, _ = self._survey
        whole *= self.program.weights
        if not whole:
            return None
        least = Fraction(low, whole)
        return UnitRange(least, least if low == high else Fraction(high, whole))

    @cached_property
    def may_lack_score(self) -> bool:
        """Whether it may turn out that nothing is weighed, as none of it applies, so no score."""
        return self._survey[-1] or self.score is None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Outcomes of all statements, in order."""
        return self._outcomes[0]

    @cached_property
    def is_counter(self) -> Kleene:
        """Whether the offer is a counter-offer, in which reasons for leaving are dealbreakers."""
        program = self.program
        return TRUTHS[self._survey[3]] if program.has_reasons else _is_counter(self._facts)

    @property
    def broken_promises(self) -> tuple[BrokenPromise, ...]:
        """Facts that are certainly worse than was promised.

        Or certainly different, where it is not known which way is better.
        """
        return self._promised.broken

    @property
    def exceeded_promises(self) -> tuple[ExceededPromise, ...]:
        """Facts that are certainly better than was promised."""
        return self._promised.exceeded

    @property
    def unstated_promises(self) -> tuple[UnstatedPromise, ...]:
        """Promises about facts that the offer itself does not state."""
        return self._promised.unstated

    @cached_property
    def assumed(self) -> tuple[Reading, ...]:
        """Assumptions that were used because the offer does not state the fact."""
        if not self.program.world.assumptions:
            return ()
        # What the statements, their cells and the promises read of the facts is noted there.
        _ = self._outcomes, self.possible, self._promised
        if self.program.has_reasons:
            _is_counter(self._facts)
        return self.program.reader.assumed(self.offer, self._facts, self._readings)

    @cached_property
    def without_assumptions(self) -> Ruling | None:
        """Decision without assumptions, if its possible verdicts or its score differ."""
        if not self.assumed:
            return None
        other = self.program.without_assumptions.decide(self.offer)
        return None if SAME(self) == SAME(other) else other

    @property
    def missing_rates(self) -> tuple[RatePair, ...]:
        """Pairs of currencies that had to be converted without a ``rate``."""
        return self._outcomes[1]

    @property
    def missing_days(self) -> tuple[MonthsStated, ...]:
        """Durations in months whose number of days leaves a statement open."""
        return self._outcomes[2]

    @cached_property
    def before_tax(self) -> tuple[BeforeTax, ...]:
        """Comparisons of pay before tax, of jobs in different places or forms of employment."""
        compared = self.program.compared_pay
        if not compared:
            return ()
        return tuple(before_tax(compared, Facts(self.program.world, self.offer)))

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What the offer states and the derived pay that was read leaves out."""
        summed = self.program.summed_pay
        if not summed:
            return ()
        return tuple(left_out_of(summed, Facts(self.program.world, self.offer)))

    def __eq__(self, other: object) -> bool:
        """Return whether another decision says the same; by whom, of what, is left aside."""
        if not isinstance(other, Ruling) or other.__class__ is not self.__class__:
            return NotImplemented
        return bool(_SAID(self) == _SAID(other))

    def __hash__(self) -> int:
        return hash(_SAID(self))

    def __repr__(self) -> str:
        said = zip(_NAMES, _SAID(self), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in said)})"

    # What all of that is read from.

    @cached_property
    def _facts(self) -> Facts:
        return self._survey[0] or Facts(self.program.world, self.offer)

    @cached_property
    def _readings(self) -> list[Reading]:
        return self.program.reader.read(self.offer, self._facts)

    @cached_property
    def _outcomes(self) -> Outcomes:
        return self.program.reader.outcomes(self._facts, self._readings, *self._survey[1:3])

    @cached_property
    def _promised(self) -> Promised:
        return self.program.promises.of(self.offer, self._facts)

    @cached_property
    def dealbreakers(self) -> tuple[Finding, ...]:
        """Findings of dealbreakers: true, unknown and false ones."""
        return self._of(StatementKind.DEALBREAKER)

    @cached_property
    def cautions(self) -> tuple[Finding, ...]:
        """Findings of cautions."""
        return self._of(StatementKind.CAUTION)

    @cached_property
    def pros(self) -> tuple[Finding, ...]:
        """Findings of pros."""
        return self._of(StatementKind.PRO)

    @cached_property
    def cons(self) -> tuple[Finding, ...]:
        """Findings of cons."""
        return self._of(StatementKind.CON)

    @cached_property
    def preferences(self) -> tuple[Finding, ...]:
        """Findings of graded preferences."""
        return self._of(StatementKind.PREFER)

    @cached_property
    def leaving(self) -> tuple[Finding, ...]:
        """Findings of reasons for leaving; a true one is addressed by the offer."""
        return self._of(StatementKind.LEAVING)

    def _of(self, kind: StatementKind) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind is kind)

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
        if TRUTHS[self._survey[4]] is not Kleene.TRUE:
            return ()
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
            return self.decide(offer).verdict if found is Verdict.FIND_OUT else found

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
        first = iter(range(MOST_WALKED))

        def survey(offer: Offer) -> Survey:
            if next(first, None) is None:
                return self._compiled(offer)
            return walked(self.world, self.statements, offer)

        return survey

    @cached_property
    def _compiled(self) -> Callable[[Offer], Survey]:
        return survey_function(self.world, self.statements)

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

    def asks_later(self, fact: FactPath, state: AnswerState, in_writing: FactValue) -> bool:
        """Return whether the employer is asked for *fact* only once there is a signed offer.

        Source:
            grammar/README.md, "ask".
        """
        is_given = in_writing is True or state.answer == "accepted"
        return fact.path in self.checked.later and not is_given

    def decide(self, offer: Offer) -> Ruling:
        """Return the decision, with the one without assumptions if that differs.

        Source:
            grammar/README.md, "Verdicts", "Score" and "Assumptions".
        """
        return self.decision_type(self, offer)

    # What decisions look at.

    @cached_property
    def reader(self) -> Reader:
        """What reads offers, and tells the outcome of every statement."""
        return Reader(self.world, self.checked, self.statements, self.facts)

    @cached_property
    def promises(self) -> Promises:
        """What compares offers with what was promised."""
        return Promises(self.schema)

    @cached_property
    def has_reasons(self) -> bool:
        """Whether there are reasons for leaving."""
        return any(isinstance(statement, CheckedLeaving) for statement in self.statements)

    @cached_property
    def compared_pay(self) -> tuple[tuple[FactPath, ...], ...]:
        """The pay before tax of two views that statements compare."""
        return tuple(compared_pay(self.statements, self.facts, self.world))

    @cached_property
    def summed_pay(self) -> tuple[FactPath, ...]:
        """The facts that leave something out, and the others that it reads."""
        leaves_out = any(self.schema.facts[fact.path].leaves_out for fact in self.facts)
        return self.facts if leaves_out else ()


def _is_counter(facts: Facts) -> Kleene:
    kind = facts.value(KIND)
    return Kleene.UNKNOWN if kind is UNKNOWN else Kleene.of(kind == "counter")
