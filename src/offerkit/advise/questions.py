"""Questions to find the answers to before answering an offer.

**Which facts.** See ``advise.needed``.

**Whether comes first.** A question that takes something for granted, such as how long a clause
binds, comes after the one whether it is there, which is asked even if the answer to the other would
do.

**In which order.** First the questions for the employer, then those that only the candidate can
answer. Among each, first those that a dealbreaker waits for, then the others. Among these, first
the facts of which one answer can settle the verdict. Then those of which more answers settle it;
then those that leave fewer verdicts possible, on average over the answers; then those that leave a
narrower score, on average; then in the order in which the criteria mention them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, Final

from attrs import field, frozen

from offerkit.advise.kept import kept
from offerkit.advise.needed import NeededFacts
from offerkit.advise.what_if.phrases import segment_words
from offerkit.advise.what_if.segments import (
    NOT_APPLYING,
    AnyValue,
    LevelRange,
    QuantityRange,
    Segment,
    answer_count,
)
from offerkit.advise.what_if.what_if import Balance, Effect, WhatIf
from offerkit.calendar import text_in_days
from offerkit.data import Key, keys, to_dict
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.semantics import outcome
from offerkit.evaluate.verdict import StatementKind, Verdict
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
    Key("file", None, doc="Name of the offer, or null.", gives="str | None"),
    "decision.verdict decision.possible",
    Key("questions", "asked"),
    "rates days idle untested",
    Key("unsearched", form=STATEMENT),
    format=FORMAT,
)
@frozen
class Questions:
    """Questions to ask before answering an offer; iterating gives those for the employer first.

    Answers to all of them settle the verdict, except for rates that the criteria do not state,
    durations in months that are compared with days, amounts that stay uncertain even when
    everything is known, such as equity that cannot be sold, and facts that were not tested. Each
    question is needed: the verdict can depend on it.
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
    untested: tuple[FactPath, ...]
    """Unknown facts of which it is not known whether they can, because the search was too long."""
    waiting: Mapping[FactPath, tuple[int, ...]] = field(repr=False)
    """For each unknown fact, indices of the findings that need it, ascending."""
    unsearched: tuple[Finding, ...] = ()
    """Open statements that multiply or divide what is asked by what is open.

    The facts in them are asked; which answers settle them was not worked out.
    """

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
                program.question(fact, self.decision.offer),
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

BUDGET: Final = 40_000
"""Default for the most steps before facts are left untested; see ``advise.what_if.Work``."""

MOST_PER_QUESTION: Final = 10_000
"""Most steps for the answers to one question; with more, its answers are not told apart."""


def questions(decision: Ruling, *, budget: int = BUDGET) -> Questions:
    """Return the questions to ask before answering the offer that was decided.

    Assumptions of the criteria count as known. If the verdict is certain there are no questions.
    Answers are expected in the unit that the criteria use for the fact: one in a currency without a
    rate, or by the hour while the hours are unknown, raises another question.

    Args:
        decision: Any decision; it keeps them.
        budget: Most steps of the search; see ``advise.what_if.Work``.
    """
    return kept(decision, ("questions", budget), partial(_searched, decision, budget))


def _searched(decision: Ruling, budget: int) -> Questions:
    listed: dict[FactPath, list[int]] = {}
    for index, finding in enumerate(decision.findings):
        missing = finding.missing
        unfixed = finding.kind is StatementKind.LEAVING and finding.truth is not Kleene.TRUE
        if unfixed and decision.is_counter is Kleene.UNKNOWN:
            missing = (FactPath("offer.kind"), *missing)
        for fact in dict.fromkeys(missing):
            listed.setdefault(fact, []).append(index)
    waiting = {fact: tuple(indices) for fact, indices in listed.items()}
    if len(decision.possible) == 1:
        return Questions(decision, (), (), (), tuple(waiting), (), waiting)
    whatif = WhatIf(decision)
    needed, untested = NeededFacts(whatif, budget).find()
    before = {fact: tuple(_first(whatif, fact)) for fact in needed}
    needed = tuple(dict.fromkeys(one for fact in needed for one in (*before[fact], fact)))
    open_ = [s for s in whatif.statements if whatif.effect(s, {}).is_open]
    is_open = {statement.index for statement in open_}
    for fact in needed:
        if fact not in waiting:
            readers = whatif.readers.get(fact, ())
            waiting[fact] = tuple(s.index for s in readers if s.index in is_open)
    effects = {statement.index: whatif.effect(statement, {}) for statement in whatif.statements}
    base, wanted = whatif.balance(effects.values()), {*needed}
    found = [
        _question(whatif, fact, tuple(decision.findings[index] for index in indices), base, effects)
        for fact, indices in waiting.items()
        if fact in wanted
    ]
    asked, rest = _in_order(found, before), {*needed, *untested}
    idle = tuple(fact for fact in waiting if fact not in rest)
    lacking: dict[tuple[str, str], list[Finding]] = {}
    in_months: dict[MonthsStated, list[Finding]] = {}
    facts = whatif.partitioner.facts()
    is_lacking = decision.missing_rates or decision.missing_days
    for statement in open_ if is_lacking else ():
        found_open = outcome(statement.checked, facts)
        for pair in found_open.rates:
            lacking.setdefault(pair, []).append(decision.findings[statement.index])
        for months in found_open.months:
            in_months.setdefault(months, []).append(decision.findings[statement.index])
    rates = tuple(RateQuestion(*pair, tuple(findings)) for pair, findings in lacking.items())
    days = tuple(DaysQuestion(months, tuple(findings)) for months, findings in in_months.items())
    bent = (statement for statement in whatif.bent(wanted) if statement.index in is_open)
    unsearched = tuple(decision.findings[statement.index] for statement in bent)
    return Questions(decision, asked, rates, days, idle, untested, waiting, unsearched)


# --- the effect of each answer -------------------------------------------------------------------

Urgency = tuple[bool, bool, bool, Fraction, Fraction, Fraction]
"""Sort key: one's own, no dealbreaker waits, cannot settle, -chance, verdicts left, and how much
wider the score is."""


def _question(
    whatif: WhatIf,
    fact: FactPath,
    waiting: tuple[Finding, ...],
    base: Balance,
    effects: Mapping[int, Effect],
) -> tuple[Question, Urgency]:
    """Return a question and its urgency, given what the offer comes to as it is."""
    segments, readers = whatif.segments_of(fact), whatif.readers.get(fact, ())
    if len(segments) * sum(1 + len(one.facts) for one in readers) > MOST_PER_QUESTION:
        segments, readers = (AnyValue(),), ()
    whole = sum(map(answer_count, segments))
    verdicts: list[tuple[Verdict, ...]] = []
    left = width = Fraction(0)
    for number, segment in enumerate(segments):
        pairs = [(effects[one.index], whatif.effect(one, {fact: number})) for one in readers]
        possible, now = base.possible_with(pairs), whatif.decision.possible
        # No answer makes a verdict possible that cells have ruled out.
        verdicts.append(tuple(one for one in possible if one in now) or possible)
        share = Fraction(answer_count(segment), whole)
        left += share * len(verdicts[-1])
        wider = (new.high - new.low - (old.high - old.low) for old, new in pairs)
        width += share * sum(wider, Fraction(0))
    known = whatif.partitioner.facts().value(fact)
    text = whatif.program.question(fact, whatif.partitioner.offer)
    asked_of = whatif.program.asked_of(fact)
    question = Question(fact, text, asked_of, known, waiting, _answers(segments, verdicts))
    mine = asked_of is AskedOf.YOURSELF
    rules = any(effects[s.index].rules_out is Kleene.UNKNOWN for s in readers if s.index in effects)
    return question, (mine, not rules, not question.settles, -question.chance, left, width)


def _first(whatif: WhatIf, fact: FactPath) -> Iterator[FactPath]:
    """Yield the facts whose questions come before the one for a fact."""
    facts = whatif.partitioner.facts()
    for gate in facts.world.gates.get(fact.path, ()):
        if gate.first and facts.is_closed(gate, fact.view) is Kleene.UNKNOWN:
            on = FactPath(gate.fact, fact.view)
            yield from _first(whatif, on)
            yield on


def _in_order(
    found: Sequence[tuple[Question, Urgency]], before: Mapping[FactPath, Sequence[FactPath]]
) -> tuple[Question, ...]:
    """Return questions, the most urgent first, each after those that come before it."""
    by_fact = {question.fact: question for question, _ in found}
    ordered: dict[FactPath, None] = {}
    for question, _ in sorted(found, key=lambda pair: pair[1]):
        ordered.update(dict.fromkeys((*before.get(question.fact, ()), question.fact)))
    return tuple(by_fact[fact] for fact in ordered)


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
