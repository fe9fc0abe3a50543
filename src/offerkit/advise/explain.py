"""Why a decision is what it is: each statement as its author wrote it, with what each part is.

Nothing is calculated here. Truths and amounts are those of ``evaluate.semantics``, the readable
walk; this module asks it for every part of an expression and keeps the answers in a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import is_not
from typing import Any, Final, Literal, TypeAlias, assert_never

from attrs import evolve, field, frozen

from offerkit import core as c
from offerkit.advise.what_if.readers import resolved
from offerkit.calendar import is_in_months, text_in_days
from offerkit.check.constants import as_fact_value, exact_decimal
from offerkit.core import datatype_of
from offerkit.data import Key, keys, to_data, to_dict
from offerkit.datatypes import DurationType, MoneyType, PayType, TextSetType, TextType, YesNo
from offerkit.evaluate.facts import Grade, Scope, StatedAmount
from offerkit.evaluate.findings import STATED, Finding, Reading
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.quantities import hours_of, measure_fact, stated_amounts
from offerkit.evaluate.readings import DerivedReadings, fact_value, quantity_value, stated_reading
from offerkit.evaluate.semantics import (
    Meeting,
    QuantityInterval,
    grade_meeting,
    graded,
    judged,
    meeting,
    quantity,
)
from offerkit.evaluate.sets import folding, texts_of
from offerkit.evaluate.verdict import UnitRange
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED, HOURS
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.span import Span
from offerkit.syntax import nodes
from offerkit.syntax.nodes import CompareOp, Expr
from offerkit.syntax.printer import print_expression
from offerkit.text import fold
from offerkit.values import (
    PER_YEAR,
    AtLeast,
    AtMost,
    DurationFamily,
    FactValue,
    Money,
    Pay,
    Period,
    Range,
    Unknown,
    one_end,
    plain,
)

FORMAT: Final = "offerkit/explain/1"
"""The name of the schema of ``Explanation.to_dict``."""

MOST_NESTED: Final = 8
"""How many names deep an expression is unfolded; a name further down is shown by its value."""


@keys("text place", Key("reading", form=STATED), "is_known")
@frozen
class Conversion(Record):
    """What took one unit to another."""

    text: str
    """``1 EUR = 1.08 USD``, ``12 months are a year``, ``52 * hours.week hours are a year``."""
    place: Span | None = None
    """Where the rate is stated."""
    reading: Reading | None = None
    """The hours or days a week that were used."""
    is_known: bool = True
    """False for a rate that the criteria should state."""


@frozen
class Conversions(Record):
    """Amounts in the one unit in which they met, and how they came to be in it."""

    values: tuple[FactValue, ...]
    """Of a comparison its two sides; of a preference its subject, worst and best."""
    by: tuple[Conversion, ...]
    """At least one."""


@keys(
    "text operation truth value decides missing",
    Key("reading", form=STATED),
    "formula",
    Key("exact", "quantity", lambda quantity: to_data(quantity.interval), gives="Interval"),
    "conversions abridged place parts",
)
@frozen
class Step(Record):
    """A part of an expression as it was written, and what it came to."""

    text: str
    """In canonical form; of a part of a derived fact, its path or how it is calculated."""
    operation: str
    """``or``, ``and``, ``not``, ``if``, ``unless``, ``until`` or ``prefer``; a comparison's
    operator or ``between``; ``+`` (sums), ``*`` (products), ``-`` (a sign), ``min``, ``max``,
    ``size of``, ``at least``, ``at most``, ``exactly``; and ``let``, ``fact``, ``literal``."""
    truth: Kleene | None
    """Whether it holds; None where it is not a condition."""
    value: FactValue | None
    """What it is; None where it is a condition."""
    parts: tuple[Step, ...] = ()
    """What it is made of, as written; of a name what that stands for, of a derived fact what
    it is computed from."""
    decides: bool = False
    """Whether the outcome of the statement rests on it: the false ones of a false ``and``, the
    true ones of a true ``or``; of what is unknown, the parts that are open."""
    missing: tuple[FactPath, ...] = ()
    """The facts that leave it open, each once."""
    reading: Reading | None = None
    """Of a fact: its value as stated, its source, and whether it is assumed."""
    formula: str | None = None
    """Of a derived fact: how it comes of its parts."""
    conversions: Conversions | None = None
    """Of a comparison, a preference or a derived fact between units: what took place."""
    quantity: QuantityInterval | None = None
    """Of a quantity that is calculated: the exact one, of which ``value`` may be rounded."""
    abridged: Literal["above", "deep"] | None = None
    """Why its parts are left out: they stand further up in the statement, or would stand too
    deep; None where they are not."""
    place: Span | None = None
    """Where it is written; None for what is not."""

    def walk(self) -> Iterator[Step]:
        """Yield the step and all of its parts, each before its own parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


@keys(
    "finding.kind finding.label finding.truth finding.weight grade",
    Key("place", "finding.span"),
    Key("step", "root"),
)
@frozen
class StatementExplanation(Record):
    """What one statement came to, and why."""

    finding: Finding
    """The finding that is explained."""
    root: Step
    """The whole condition; its truth is the finding's."""
    grade: UnitRange | None
    """Of a preference: how far from worst to best."""

    @property
    def decisive(self) -> tuple[Reading, ...]:
        """The facts that the outcome rests on, each once, in order of mention."""
        steps = [step for step in self.root.walk() if step.decides]
        used = (by.reading for step in steps if step.conversions for by in step.conversions.by)
        readings = (*(step.reading for step in steps), *used)
        found = {reading.fact: reading for reading in readings[::-1] if reading is not None}
        return tuple(reversed(found.values()))


@keys(
    Key("file", None, doc="Name of the offer, or null.", gives="str | None"),
    Key("criteria", "decision.program.checked.name"),
    "decision.verdict sentence decision.score statements",
    Key(
        "replacements",
        "decision.program.checked.replacements",
        doc="Statements of used files that others replace, set or remove.",
    ),
    format=FORMAT,
)
@frozen
class Explanation(Record):
    """Why a decision is what it is, statement by statement."""

    decision: Ruling
    """The decision that is explained."""
    statements: tuple[StatementExplanation, ...]
    """In the order of the decision's findings."""
    everything: tuple[StatementExplanation, ...] = field(repr=False)
    """Those of all findings, where only some of them are in ``statements``."""
    sentence: str = field(default="", eq=False, repr=False)
    """The verdict and what it rests on, in a sentence; texts as they are in files."""

    @everything.default
    def _all_statements(self) -> tuple[StatementExplanation, ...]:
        return self.statements

    def about(self, *labels: str) -> Explanation:
        """Return the explanation of only the statements so called, in their order.

        Upper and lower case do not matter. A statement whose whole label is given is meant before
        those that only have it in their label.

        Raises:
            LookupError: no label is like one of them; that one is its ``args[0]``.
        """
        known = [fold(statement.finding.label) for statement in self.statements]
        chosen: set[int] = set()
        for label in labels:
            wanted = fold(label)
            same = [at for at, folded in enumerate(known) if folded == wanted]
            like = same or [at for at, folded in enumerate(known) if wanted and wanted in folded]
            if not like:
                raise LookupError(label)
            chosen.update(like)
        kept = (statement for at, statement in enumerate(self.statements) if at in chosen)
        return evolve(self, statements=tuple(kept)) if labels else self

    def to_dict(self, *, file: str | None = None) -> dict[str, Any]:
        """Return the explanation as JSON-ready data; *file* is the name of the offer."""
        return to_dict(self, file=file)


def explain(decision: Ruling) -> Explanation:
    """Return why *decision* is what it is: each statement with what each part of it is.

    A ``let`` is unfolded where it is first mentioned in a statement, and so is a derived fact.

    Source:
        grammar/README.md, "Expressions"; docs/how-to/explain.md.
    """
    return Explanation(decision, tuple(_Explainer(decision)))


def explain_statement(decision: Ruling, at: Span) -> StatementExplanation | None:
    """Return why the statement at a place came to what it did; None if there is none."""
    return next(iter(_Explainer(decision, at)), None)


_MATCH: Final = "benefits.retirement_match"


class _Explainer:
    """Explains the statements of one decision, or only the one at a place."""

    def __init__(self, decision: Ruling, only: Span | None = None) -> None:
        self.decision = decision
        self.only = only
        self.checked = decision.program.checked
        self.origins = self.checked.origins
        self.facts = decision._facts  # what the decision has judged is judged
        self.derived = DerivedReadings(self.facts)
        self._stated: dict[FactPath, Step] = {}
        self._told: dict[tuple[FactPath, frozenset[str]], tuple[Step, frozenset[str]]] = {}
        """Derived facts, by what is told above them: their steps, and what is told with these."""
        self._marked: _Marked = {}
        self._unfolded: set[str] = set()
        self._depth = 0

    def __iter__(self) -> Iterator[StatementExplanation]:
        """Yield the explanation of every statement, in order."""
        statements = self.decision.program.statements
        for finding, checked in zip(self.decision.findings, statements, strict=True):
            if self.only is not None and self.only != checked.span:
                continue
            self._unfolded, self._depth = set(), 0
            share = None
            match checked:
                case c.CheckedRule(node=node):
                    word = "unless" if node.unless else "if"
                    root = self._condition(node.condition, word, checked.condition)
                case c.CheckedLeaving(node=node):
                    root = self._condition(node.condition, "until", checked.condition)
                case c.CheckedPreference(node=prefer):
                    found = graded(checked, self.facts)
                    low, high = found.interval.low, found.interval.high
                    assert low is not None
                    assert high is not None
                    share = UnitRange(low, high) if found.applies is not Kleene.FALSE else None
                    root = self._preference(prefer, checked, found)
                case _:
                    assert_never(checked)
            yield StatementExplanation(finding, _decisive(root, self._marked), share)

    # --- statements --------------------------------------------------------------------------

    def _condition(self, node: Expr, word: str, condition: c.Core) -> Step:
        found = judged(condition, self.facts)
        return Step(
            f"{word} {print_expression(node)}",
            word,
            found.truth.shown,
            None,
            (self._step(node),),
            missing=found.missing,
            place=node.span,
        )

    def _preference(self, node: nodes.Prefer, checked: c.CheckedPreference, found: Grade) -> Step:
        low, high = found.interval.low, found.interval.high
        truth = Kleene.TRUE if low else Kleene.UNKNOWN if high else Kleene.FALSE
        if found.applies is not Kleene.TRUE:
            is_open = found.applies is Kleene.UNKNOWN
            truth = Kleene.UNKNOWN if is_open else Kleene.DOES_NOT_APPLY
        ends = tuple(
            Step(print_expression(end), "literal", None, self._value(core), place=end.span)
            for end, core in ((node.worst, checked.worst), (node.best, checked.best))
        )
        sides = (checked.subject, checked.worst, checked.best)
        words = [print_expression(end) for end in (node.subject, node.worst, node.best)]
        return Step(
            f"{words[0]} from {words[1]} to {words[2]}",
            "prefer",
            truth,
            None,
            (self._step(node.subject), *ends),
            missing=found.missing,
            conversions=self._conversions(grade_meeting(checked, self.facts), sides),
            place=node.span,
        )

    # --- expressions -------------------------------------------------------------------------

    def _step(self, node: Expr) -> Step:
        match node:
            case nodes.Or() | nodes.And():
                word = "or" if isinstance(node, nodes.Or) else "and"
                return self._made(node, word, node.operands)
            case nodes.Not():
                return self._made(node, "not", (node.operand,))
            case nodes.Compare():
                step = self._made(node, node.op.value, (node.left, node.right))
                conversions = self._compared(node)
                return step if conversions is None else evolve(step, conversions=conversions)
            case nodes.Between():
                return self._between(node)
            case nodes.Sum():
                return self._made(node, "+", (node.first, *(term for _, term in node.rest)))
            case nodes.Product():
                return self._made(node, "*", (node.first, *(factor for _, factor in node.rest)))
            case nodes.Negation():
                return self._made(node, "-", (node.operand,))
            case nodes.Call():
                return self._made(node, node.function.value, node.arguments)
            case nodes.SizeOf():
                return self._made(node, "size of", (node.operand,))
            case nodes.Count():
                return self._made(node, node.quantifier.value, node.conditions)
            case nodes.Path():
                return self._path(node)
            case (
                nodes.NumberLiteral()
                | nodes.PercentLiteral()
                | nodes.MoneyLiteral()
                | nodes.PayLiteral()
                | nodes.DurationLiteral()
                | nodes.DateLiteral()
                | nodes.TextLiteral()
                | nodes.YesNoLiteral()
                | nodes.SetLiteral()
                | nodes.RangeLiteral()
            ):
                return self._made(node, "literal", ())
            case _:
                assert_never(node)

    def _made(self, node: Expr, operation: str, operands: Sequence[Expr]) -> Step:
        """Return the step of an expression that is made of *operands*."""
        parts = tuple(map(self._step, operands))
        text = print_expression(node)
        return self._whole(self.origins.core(node), text, operation, parts=parts, place=node.span)

    def _whole(self, core: c.Core, text: str, operation: str, **more: Any) -> Step:
        """Return what an expression comes to, with *more* about its step."""
        match datatype_of(core):
            case YesNo():
                judgement = judged(core, self.facts)
                truth, missing = judgement.truth.shown, judgement.missing
                return Step(text, operation, truth, None, missing=missing, **more)
            case TextType() | TextSetType():
                missing = ()
                stated = resolved(core, self.facts.world.bindings)
                value = self._value(core)
                if isinstance(stated, c.FactRef) and not isinstance(value, str):
                    texts = texts_of(self.facts.value(stated.fact), folding(core))
                    missing = () if texts.must == texts.may else (stated.fact,)
                return Step(text, operation, None, value, missing=missing, **more)
            case _:
                found = quantity(core, self.facts)
                value, missing = self._value(core), found.missing
                return Step(text, operation, None, value, missing=missing, quantity=found, **more)

    def _value(self, core: c.Core) -> FactValue:
        """Return a value as it is stated where it is, else as it is calculated."""
        core = resolved(core, self.facts.world.bindings)
        if isinstance(core, c.Constant):
            value = as_fact_value(core)
            return quantity_value(quantity(core, self.facts)) if value is None else value
        if isinstance(core, c.FactRef):
            return self._reading(core.fact).value
        return quantity_value(quantity(core, self.facts))

    def _between(self, node: nodes.Between) -> Step:
        """Return the step of ``between``, where an end may decide and the other not."""
        step = self._made(node, "between", (node.subject, node.low, node.high))
        core = self.origins.core(node)
        assert isinstance(core, c.And)
        truths = [judged(end, self.facts).truth.shown for end in core.operands]
        ends = zip(step.parts[1:], truths, strict=True)
        deciding = (evolve(part, decides=truth is step.truth) for part, truth in ends)
        subject = evolve(step.parts[0], decides=True)
        at_least, at_most = core.operands
        assert isinstance(at_least, c.LessEqual)
        assert isinstance(at_most, c.LessEqual)
        # Of the two comparisons, the one that decides is of interest.
        first = truths[0] is step.truth
        chosen = at_least if first else at_most
        sides = chosen.left, chosen.right
        met = self._conversions(meeting(chosen, self.facts), sides, turned=first)
        return evolve(step, parts=(subject, *deciding), conversions=met)

    def _compared(self, node: nodes.Compare) -> Conversions | None:
        """Return what was converted for a comparison, its sides in the order as written."""
        core = self.origins.core(node)
        core = core.operand if isinstance(core, c.Not) else core
        if not isinstance(core, c.Less | c.LessEqual | c.Equal):
            return None
        turned = node.op in (CompareOp.GT, CompareOp.GE)
        sides = core.left, core.right
        return self._conversions(meeting(core, self.facts), sides, turned=turned)

    # --- names and facts ---------------------------------------------------------------------

    def _path(self, node: nodes.Path) -> Step:
        core = self.origins.core(node)
        if len(node.parts) == 1 and node.name in self.origins.bindings:
            return self._let(node, core)
        if isinstance(core, c.FactRef):
            fact = core.fact
            if fact.path in DERIVED:
                key = fact, frozenset(self._unfolded)
                if key not in self._told:
                    found = quantity(core, self.facts)
                    scope = Scope(found.currency, view=fact.view)
                    step = self._derived(self._reading(fact), found, scope)
                    self._told[key] = step, frozenset(self._unfolded)
                step, unfolded = self._told[key]
                self._unfolded |= unfolded
            else:
                if fact not in self._stated:
                    reading = self._reading(fact)
                    self._stated[fact] = self._whole(core, str(fact), "fact", reading=reading)
                step = self._stated[fact]
            return evolve(step, place=node.span)
        return self._made(node, "literal", ())

    def _let(self, node: nodes.Path, core: c.Core) -> Step:
        whole = self._whole(core, node.name, "let", place=node.span)
        value = self.origins.bindings[node.name]
        if not isinstance(value, nodes.Literal | nodes.SetLiteral):
            if node.name in self._unfolded:
                return evolve(whole, abridged="above")
            if self._depth >= MOST_NESTED:
                return evolve(whole, abridged="deep")
        self._unfolded.add(node.name)
        self._depth += 1
        step = evolve(whole, parts=(self._step(value),))
        self._depth -= 1
        return step

    def _reading(self, fact: FactPath) -> Reading:
        derived = fact.path in DERIVED
        return self.derived.of(fact) if derived else stated_reading(fact, self.facts)

    # --- derived facts -----------------------------------------------------------------------

    def _derived(self, reading: Reading, found: QuantityInterval, scope: Scope) -> Step:
        """Return the step of a derived fact, its parts in the currency of *scope*."""
        fact, value = reading.fact, fact_value(found)
        formula = DERIVED[fact.path].formula
        if fact.view is not View.OFFERED:
            view = f"{fact.view.value}."
            formula = re.sub(r"[a-z_]+\.[a-z_]+", lambda path: view + path[0], formula)
        step = Step(
            str(fact),
            "fact",
            None,
            value,
            missing=found.missing,
            reading=evolve(reading, value=value),
            formula=formula,
            quantity=found,
        )
        if str(fact) in self._unfolded:
            return evolve(step, abridged="above")
        self._unfolded.add(str(fact))
        parts = [self._part(part, scope) for part in reading.parts]
        if fact.path == "pay.total" and reading.parts[-1].fact.path == _MATCH:
            parts[-1] = self._match(parts[-1], fact.view, scope)
        stated = [
            part.fact
            for part in reading.parts
            if part.fact.path not in DERIVED and isinstance(one_end(part.value), Money | Pay)
        ]
        by = self._by(stated, scope) if isinstance(found.datatype, PayType) else ()
        met = Conversions((quantity_value(found),), by) if by else None
        return evolve(step, parts=tuple(parts), conversions=met)

    def _part(self, reading: Reading, scope: Scope) -> Step:
        fact = reading.fact
        info = self.facts.world.schema.facts[fact.path]
        if info.derived:
            found = measure_fact(fact, self.facts, scope)
            is_amount = isinstance(info.datatype, MoneyType | PayType)
            currency, per = (scope.currency, Period.YEAR) if is_amount else (None, None)
            whole = QuantityInterval(found.interval, info.datatype, currency, per, found.missing)
            return self._derived(reading, whole, scope)
        value = reading.value
        in_part = isinstance(value, Unknown | Range | AtLeast | AtMost)
        missing = self.facts.missing(fact) if in_part else ()
        return Step(str(fact), "fact", None, value, missing=missing, reading=reading)

    def _match(self, share: Step, view: View, scope: Scope) -> Step:
        """Return what the employer adds to retirement savings, which is not a fact by itself."""
        yearly = self._part(self.derived.of(FactPath("pay.yearly", view)), scope)
        measured = measure_fact(FactPath(_MATCH, view), self.facts, scope)
        assert yearly.quantity is not None
        both = measured.interval * yearly.quantity.interval
        missing = () if both.is_exact else (*measured.missing, *yearly.missing)
        found = QuantityInterval(
            both,
            yearly.quantity.datatype,
            scope.currency,
            Period.YEAR,
            tuple(dict.fromkeys(missing)),
        )
        return Step(
            f"{share.text} * {yearly.text}",
            "*",
            None,
            quantity_value(found),
            (share, yearly),
            missing=found.missing,
            quantity=found,
        )

    # --- conversions -------------------------------------------------------------------------

    def _conversions(
        self, met: Meeting | None, sides: tuple[c.Core, ...], *, turned: bool = False
    ) -> Conversions | None:
        """Return what took the amounts of *sides* to the unit in which they met, if they did.

        The values are in the order of *sides*, or *turned* around.
        """
        if met is None:
            return None
        found = list(
            dict.fromkeys(amount for side in sides for amount in self.facts.world.amounts(side))
        )
        # The hours of the facts convert a literal among them, if all are of one view.
        views = {amount.view for amount in found if isinstance(amount, FactPath)}
        view = views.pop() if len(views) == 1 else View.OFFERED
        by = self._by(found, evolve(met.scope, view=view))
        datatype = datatype_of(sides[0])
        if isinstance(datatype, DurationType):
            datatype = DurationType(frozenset({DurationFamily.DAYS}))
        per = met.scope.basis if isinstance(datatype, PayType) else None
        quantities = (
            QuantityInterval(measure.interval, datatype, met.scope.currency, per)
            for measure in met.measures
        )
        values = tuple(map(quantity_value, quantities))
        return Conversions(values[::-1] if turned else values, by) if by else None

    def _by(self, found: Sequence[StatedAmount], scope: Scope) -> tuple[Conversion, ...]:
        """Return the rates, periods and days between stated amounts and a unit, each once."""
        currency, per, view = scope.currency, scope.basis, scope.view
        by: dict[Conversion, None] = {}
        for amount in found:
            whose = amount.view if isinstance(amount, FactPath) else view
            # What a derived fact is computed from is taken per year first: that is shown there.
            derived = DERIVED.get(amount.path) if isinstance(amount, FactPath) else None
            for stated in stated_amounts(amount, self.facts):
                if is_in_months(stated) and stated.amount and not scope.in_months:
                    by[Conversion(text_in_days(stated))] = None
                if isinstance(stated, Pay) and derived is None and stated.per is not per:
                    hours = HOURS if not isinstance(amount, FactPath) else hours_of(amount)
                    by[self._period(stated.per, whose, hours)] = None
                if isinstance(stated, Money | Pay) and currency not in (None, stated.currency):
                    by[self._rate(stated.currency, currency or "")] = None
            if derived is not None and derived.per not in (Period.YEAR, per):
                by[self._period(derived.per, whose)] = None
        return tuple(by)

    def _period(self, per: Period, view: View, hours: Mapping[Period, str] = HOURS) -> Conversion:
        if per in PER_YEAR:
            return Conversion(f"{PER_YEAR[per]} {per.value}s are a year")
        reading = self.derived.of(FactPath(hours[per], view))
        return Conversion(f"{reading.fact} {per.value}s are a year", reading=reading)

    def _rate(self, currency: str, other: str) -> Conversion:
        for rate in self.checked.rates:
            if {rate.base, rate.quote} == {currency, other}:
                exact = exact_decimal(rate.factor)
                factor = rate.factor if exact is None else plain(exact)
                text = f"1 {rate.base} = {factor} {rate.quote}"
                on = "" if rate.on is None else f" on {rate.on.isoformat()}"
                return Conversion(text + on, place=rate.span)
        return Conversion(f"1 {currency} = ? {other}", is_known=False)


# --- what decides --------------------------------------------------------------------------------


_Marked: TypeAlias = dict[tuple[int, bool], tuple[Step, Step]]
"""Steps with what decides marked, by their identity and whether they decide; with them."""


def _decisive(step: Step, marked: _Marked, *, decides: bool = True) -> Step:
    """Return a step with what the outcome rests on marked in it."""
    key = id(step), decides
    if key in marked:
        return marked[key][1]
    if step.operation in {"and", "or"}:
        makes = [part.truth is step.truth for part in step.parts]
    elif step.operation == "between":
        makes = [part.decides for part in step.parts]
    elif step.missing and any(part.missing for part in step.parts):
        makes = [bool(part.missing) for part in step.parts]
    else:
        makes = [True] * len(step.parts)
    pairs = zip(step.parts, makes, strict=True)
    parts = tuple([_decisive(part, marked, decides=decides and one) for part, one in pairs])
    found = step
    if decides is not step.decides or any(map(is_not, parts, step.parts)):
        found = evolve(step, parts=parts, decides=decides)
    marked[key] = step, found
    return found
