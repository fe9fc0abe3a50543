"""The walk over statements, from AST to typed core."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final, assert_never

from attrs import define, evolve, field, frozen

from offerkit.check.constants import (
    ExactAmount,
    amount_of,
    as_fact_value,
    as_range,
    bounds_between,
    constant,
    in_one_unit,
    is_constant,
    ordered,
)
from offerkit.check.directions import Directions
from offerkit.check.expressions import Expressions
from offerkit.check.names import Names, Report
from offerkit.check.operands import has_order, is_broken
from offerkit.check.problems import statements as problems
from offerkit.check.problems.expressions import disagree, no_order, unknown_value
from offerkit.check.problems.names import unreadable_fact
from offerkit.check.replacements import label_of
from offerkit.core import (
    DEFAULT_EFFORT,
    DEFAULT_WEIGHT,
    CheckedAssumption,
    CheckedLeaving,
    CheckedNegotiable,
    CheckedPreference,
    CheckedRate,
    CheckedRule,
    CheckedStatement,
    Constant,
    Core,
    Not,
    datatype_of,
    is_open,
    total_weight,
)
from offerkit.datatypes import (
    DurationType,
    ErrorType,
    MoneyType,
    Number,
    PayType,
    PercentListType,
    PercentType,
    TextSetType,
    TextType,
)
from offerkit.literals import is_storable, number
from offerkit.model.derived import base_parts
from offerkit.model.fields import (
    FactInfo,
    Negotiability,
    bounds_text,
    in_bounds,
    is_plain_text,
    within,
)
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.scales import Level
from offerkit.span import Span
from offerkit.syntax import nodes
from offerkit.syntax.grammar import LANGUAGE_VERSION
from offerkit.syntax.nodes import Expr, RuleKind
from offerkit.text import fold
from offerkit.values import FactValue, Percent, written_weight

_WEIGHED: Final = frozenset({RuleKind.PRO, RuleKind.CON})


@frozen
class Weight(Record):
    """A weight as it is written: a number, or a percentage and its percent."""

    value: Fraction
    in_percent: bool = False


_UNWEIGHED: Final = Weight(Fraction(0))


@define
class Statements:
    """Checks the statements of all files and collects those without errors."""

    names: Names
    report: Report
    expressions: Expressions
    negotiables: list[CheckedNegotiable] = field(factory=list)
    assumptions: list[CheckedAssumption] = field(factory=list)
    rates: list[CheckedRate] = field(factory=list)
    questions: dict[str, nodes.Ask] = field(factory=dict)
    weighed: bool = False
    """Whether any statement is weighed, including statements with errors."""
    _kept: list[tuple[CheckedStatement, Weight | None]] = field(factory=list)
    """The statements with their weights, None if they have none."""
    _asked_in: dict[str, int] = field(factory=dict)
    _said: dict[str, tuple[object, Span]] = field(factory=dict)
    _meanings: dict[tuple[str, object], Span] = field(factory=dict)
    _labels: dict[tuple[str, str], Span] = field(factory=dict)
    directions: Directions = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.directions = Directions(self.names, self.expressions)

    def check(self, statement: nodes.Statement, file: int) -> None:
        """Check one statement of the file with the index *file*."""
        match statement:
            case (
                nodes.UseFile()
                | nodes.UsePack()
                | nodes.Instead()
                | nodes.Without()
                | nodes.ScaleDefinition()
                | nodes.FactDefinition()
                | nodes.Let()
                | nodes.Threshold()
            ):
                return  # these are checked file by file, before and after
            case nodes.Language():
                if statement.version.value != LANGUAGE_VERSION:
                    self.report.add(problems.unknown_version(statement.version, LANGUAGE_VERSION))
            case nodes.Rate():
                self._rate(statement)
            case nodes.Assume():
                self._assume(statement)
            case nodes.Rule():
                self._rule(statement)
            case nodes.Prefer():
                self._prefer(statement)
            case nodes.Leaving():
                self._leaving(statement)
            case nodes.Negotiable():
                self._negotiable(statement)
            case nodes.Ask():
                self._ask(statement, file)
            case _:
                assert_never(statement)

    def bounds(self, node: nodes.FactDefinition) -> None:
        """Set the bounds of a fact that a file declares, if they are right.

        Source:
            grammar/README.md, "fact".
        """
        path = node.path.name
        own = any(one.span == node.path.span for one in self.names.own_facts)
        if node.low is None or node.high is None or not own:
            return
        info = self.names.schema.facts[path]
        if isinstance(info.datatype, ErrorType):
            return
        if not has_order(info.datatype):
            self.report.add(no_order("from", node.path.span, info.datatype))
            return
        if isinstance(info.datatype, DurationType) and len(info.datatype.families) > 1:
            self.report.add(problems.bounds_without_unit(node.type.span))
            return
        operands = (node.path, node.low, node.high)
        fact, low, high = self.expressions.together(*operands)
        # Bounds are the first to be looked at, and are no use of the fact.
        self.names.used.discard(f"fact {path}")
        ends = (_with_unit_of(node.low, low, high), high)
        if is_broken(*ends) or isinstance(
            self.expressions.agree(operands, (fact, *ends)), ErrorType
        ):
            return
        order = ordered(ends)
        if order is None:
            self.report.add(problems.ends_in_two_units(node.high.span, node.low.span))
        elif order[0] > order[1]:
            self.report.add(problems.empty_range(node.low.span.to(node.high.span)))
        else:
            self.names.set_bounds(path, bounds_between(*ends))

    # --- statements with an outcome ----------------------------------------------------------

    def _rule(self, node: nodes.Rule) -> None:
        condition = self.expressions.condition(node.condition)
        label = self._label(node)
        weight = self._rule_weight(node)
        self.weighed |= node.kind in _WEIGHED
        if is_broken(condition) or label is None or weight is None:
            return
        self.expressions.lint.condition(condition, node.condition.span)
        self.report.found.extend(self.directions.rule(node))
        if node.unless:
            condition = Not(condition, span=node.condition.span)
        rule = CheckedRule(node.kind, label, condition, DEFAULT_WEIGHT, node)
        self._keep(node.kind.value, rule, condition, weight)

    def _rule_weight(self, node: nodes.Rule) -> Weight | None:
        if node.kind in _WEIGHED:
            return self._weight(node.weight)
        if node.weight is None:
            return _UNWEIGHED
        self.report.add(problems.weight_not_allowed(node, node.weight))
        return None

    def _weight(self, node: Expr | None) -> Weight | None:
        """Return a weight; None if it is no number or percentage above 0, which is reported."""
        if node is None:
            return Weight(Fraction(DEFAULT_WEIGHT))
        core = self._constant(node.span, self.expressions.value(node))
        if core is None:
            return None
        amount = amount_of(core)
        if amount is None or not isinstance(amount.unit, Decimal | Percent) or amount.value <= 0:
            self.report.add(problems.not_a_weight(node.span))
            return None
        return Weight(amount.value, in_percent=isinstance(amount.unit, Percent))

    def _prefer(self, node: nodes.Prefer) -> None:
        self.weighed = True
        operands = (node.subject, node.worst, node.best)
        subject, worst, best = self.expressions.together(*operands)
        self._look_for_half(node.worst, node.best, " to ")
        worst = _with_unit_of(node.worst, worst, best)
        cores = (subject, worst, best)
        label = self._label(node)
        weight = self._weight(node.weight)
        if is_broken(*cores) or not self._gradable(node.subject, subject):
            return
        # Of two numbers without a unit, the second lacks it: the first may take that of the second.
        both = isinstance(node.worst, nodes.NumberLiteral) and isinstance(
            node.best, nodes.NumberLiteral
        )
        pairs = list(zip(operands, cores, strict=True))[:: 2 if both else 1]
        agreed = self.expressions.agree([side for side, _ in pairs], [core for _, core in pairs])
        if isinstance(agreed, ErrorType):
            return
        ends = self._two_ends(node.worst, worst, node.best, best)
        if ends is None or label is None or weight is None:
            return
        self.expressions.lint.subject(subject, node.subject.span)
        first, last, rises = ends
        self.report.found.extend(self.directions.prefer(node, rises=rises))
        checked = CheckedPreference(label, subject, first, last, rises, DEFAULT_WEIGHT, node)
        self._keep("preference", checked, (subject, first, last), weight)

    def _look_for_half(self, one: Expr, other: Expr, to: str) -> None:
        """Report two numbers of which only one has a suffix that may be meant for both.

        Source:
            grammar/README.md, "Literals".
        """
        first, second = _number_of(one), _number_of(other)
        if first is None or second is None or one.span.text != first.spelling:
            return
        suffixed = [literal for literal in (first, second) if literal.spelling[-1] in "kM"]
        if len(suffixed) == 1:
            bare = second if suffixed[0] is first else first
            if 0 < bare.value <= number(suffixed[0].spelling[:-1]):
                self.report.add(problems.ambiguous_range(first, second, other.span, to))

    def _gradable(self, written: Expr, subject: Core) -> bool:
        datatype = datatype_of(subject)
        if not has_order(datatype):
            self.report.add(problems.not_gradable(written.span, datatype))
        return has_order(datatype)

    def _two_ends(
        self, worst_node: Expr, worst: Core, best_node: Expr, best: Core
    ) -> tuple[Constant, Constant, bool] | None:
        """Return the ends of a preference, in one unit, and whether the second is greater."""
        first = self._constant(worst_node.span, worst)
        second = self._constant(best_node.span, best)
        if first is None or second is None:
            return None
        values = ordered([first, second])
        if values is None:
            self.report.add(problems.ends_in_two_units(best_node.span, worst_node.span))
            return None
        if values[0] == values[1]:
            self.report.add(problems.equal_ends(best_node.span))
            return None
        return first, second, values[0] < values[1]

    def _leaving(self, node: nodes.Leaving) -> None:
        condition = self.expressions.condition(node.condition)
        label = self._label(node)
        if is_broken(condition) or label is None:
            return
        self.expressions.lint.condition(condition, node.condition.span)
        self.report.found.extend(self.directions.leaving(node))
        checked = CheckedLeaving(label, condition, node)
        self._keep("reason for leaving", checked, condition)

    def _keep(
        self, what: str, checked: CheckedStatement, meaning: object, weight: Weight = _UNWEIGHED
    ) -> None:
        """Collect a statement; report one with the same meaning or label as an earlier one."""
        first = self._meanings.setdefault((what, meaning), checked.span)
        if first is not checked.span:
            self.report.add(problems.duplicate_statement(what, checked.span, first))
        elif checked.node.label is not None:
            before = self._labels.setdefault((what, fold(checked.label)), checked.span)
            if before is not checked.span:
                used = self.names.is_of_used_file(checked.span, before)
                self.report.add(
                    problems.duplicate_label(what, checked.label, checked.span, before, used=used)
                )
        self._kept.append((checked, weight if weight.value else None))

    @property
    def weight_unit(self) -> int:
        """How many units of their weights are 1, so that each weight is a whole number of them."""
        return lcm(*(weight.value.denominator for _, weight in self._kept if weight is not None))

    @property
    def in_percent(self) -> bool:
        """Whether the weights are written in percent."""
        return any(weight is not None and weight.in_percent for _, weight in self._kept)

    @property
    def statements(self) -> tuple[CheckedStatement, ...]:
        """The statements; those that are equal, label and weight included, count once."""
        unit = self.weight_unit
        weighed = (
            checked
            if weight is None or isinstance(checked, CheckedLeaving)
            else evolve(checked, weight=int(weight.value * unit))
            for checked, weight in self._kept
        )
        return tuple(dict.fromkeys(weighed))

    def look_at_weights(self) -> None:
        """Report weights of which some are percentages, and percentages that do not make 100.

        Source:
            grammar/README.md, "pro and con".
        """
        if not self.in_percent:
            return
        for checked, weight in self._kept:
            if weight is not None and not weight.in_percent:
                self.report.add(problems.mixed_weights(checked))
                return
        whole = Fraction(total_weight(self.statements), self.weight_unit)
        if whole != 100:
            last = next(checked for checked, weight in reversed(self._kept) if weight is not None)
            self.report.add(problems.not_a_hundred(last, written_weight(whole, in_percent=True)))

    def _label(self, node: nodes.Rule | nodes.Prefer | nodes.Leaving) -> str | None:
        """Return the label of a statement; None if it is blank, which is reported."""
        if node.label is not None and not fold(node.label.value):
            self.report.add(problems.empty_text("label", node.label))
            return None
        return label_of(node)

    # --- constants ---------------------------------------------------------------------------

    def _positive_whole(self, what: str, node: Expr | None, default: int) -> int | None:
        """Return an effort; None if it is not a positive whole number, which is reported."""
        if node is None:
            return default
        core = self.expressions.value(node)
        if is_broken(core) or is_open(core):
            return None
        if not is_constant(core):
            self.report.add(problems.not_a_constant(node.span))
            return None
        value = core.value if isinstance(core, Constant) else None
        if isinstance(value, Decimal | Fraction) and value > 0 and Fraction(value).denominator == 1:
            return int(value)
        self.report.add(problems.not_a_positive_whole(what, node.span))
        return None

    def _constant(self, at: Span, core: Core) -> Constant | None:
        """Return *core* as an exact decimal constant; None if it is not, which is reported."""
        if is_broken(core) or is_open(core):
            return None
        if not is_constant(core):
            self.report.add(problems.not_a_constant(at))
            return None
        value = as_fact_value(core) if isinstance(core, Constant) else None
        if not isinstance(core, Constant) or value is None or not _storable(value):
            self.report.add(problems.inexact_constant(at))
            return None
        return core

    # --- facts -------------------------------------------------------------------------------

    def _fact(self, node: nodes.Path) -> tuple[FactPath, FactInfo] | None:
        """Return the fact of a statement; None if there is none, which is reported."""
        if len(node.parts) == 1:
            if node.name in self.names.bindings:
                self.report.add(problems.not_a_fact(node))
            else:
                self.names.report_unknown(node)
            return None
        return self.names.fact(node)

    def _stated_fact(
        self, node: nodes.Path, verb: str, statement: str | None = None
    ) -> tuple[FactPath, FactInfo] | None:
        """Return a fact that is not derived; with *statement*, only one of the offer itself."""
        found = self._fact(node)
        if found is None:
            return None
        path, info = found
        if statement is not None and path.view is not View.OFFERED:
            self.report.add(problems.view_not_allowed(node, statement))
            return None
        if info.derived:
            self.report.add(problems.derived_fact(node, base_parts(info.path), verb))
            return None
        return found

    def _once(self, what: str, path: str, meaning: object, span: Span) -> bool:
        """Return whether a statement is the first about its fact; report a different second one."""
        before, first = self._said.setdefault(f"{what} {path}", (meaning, span))
        if first is not span and before != meaning:
            used = self.names.is_of_used_file(span, first)
            self.report.add(problems.said_twice(what, path, span, first, used=used))
        return first is span

    def _assume(self, node: nodes.Assume) -> None:
        found = self._stated_fact(node.path, "assumed")
        if found is None:
            self.expressions.look_at(node.value)
            return
        path, info = found
        value = self._assumed(node, info)
        if value is not None and self._once("assumptions", str(path), value, node.span):
            self.assumptions.append(CheckedAssumption(path, value, node.span))

    def _assumed(self, node: nodes.Assume, info: FactInfo) -> FactValue | FactPath | None:
        if isinstance(info.datatype, PercentListType):
            self.report.add(unreadable_fact(node.path))
            return None
        if isinstance(node.value, nodes.RangeLiteral):
            return self._assumed_range(node.path, node.value, info)
        if isinstance(node.value, nodes.Path) and len(node.value.parts) > 1:
            return self._assumed_fact(node.path, node.value, info)
        core = self._value_of(node.path, node.value)
        return None if core is None else self._fact_value(node.value.span, core, info)

    def _assumed_fact(self, path: nodes.Path, node: nodes.Path, info: FactInfo) -> FactPath | None:
        """Return the fact that is assumed for another; None if it may not be, which is reported."""
        found = self._stated_fact(node, "assumed")
        if found is None:
            return None
        fact, other = found
        cores = self.expressions.together(path, node)
        if isinstance(self.expressions.agree((path, node), cores), ErrorType):
            return None
        if path.name == node.name:
            self.report.add(problems.not_another(node.span))
            return None
        match info.datatype, other.datatype:
            case DurationType(families=accepted), DurationType(families=families):
                fits = families <= accepted
            case TextType(values=tuple(accepted)), TextType(values=values):
                fits = set(values or ("",)) <= set(accepted)
            case _:
                fits = True
        if not fits:
            self.report.add(disagree(node, other.datatype, path, info.datatype))
            return None
        if not within(other.bounds, info.bounds):
            self.report.add(problems.out_of_bounds(node.span, info.path, bounds_text(info)))
            return None
        return fact

    def _value_of(self, path: nodes.Path, node: Expr) -> Constant | None:
        """Return a constant of the datatype of a fact; None if it is not, which is reported."""
        values = self._values_of(path, node)
        return values[0] if values else None

    def _values_of(self, path: nodes.Path, *written: Expr) -> list[Constant] | None:
        operands = (path, *written)
        cores = self.expressions.together(*operands)
        if is_broken(*cores) or isinstance(self.expressions.agree(operands, cores), ErrorType):
            return None
        accepted = datatype_of(cores[0])
        for value, core in zip(written, cores[1:], strict=True):
            match accepted, datatype_of(core):
                case DurationType(families=families), DurationType() as one:
                    if not one.families <= families:
                        self.report.add(disagree(value, one, path, accepted))
                        return None
        found = [self._constant(n.span, core) for n, core in zip(written, cores[1:], strict=True)]
        constants = [core for core in found if core is not None]
        return constants if len(constants) == len(found) else None

    def _assumed_range(
        self, path: nodes.Path, node: nodes.RangeLiteral, info: FactInfo
    ) -> FactValue | None:
        if not has_order(info.datatype):
            self.report.add(no_order("..", path.span, info.datatype))
            return None
        ends = self._values_of(path, node.low, node.high)
        self._look_for_half(node.low, node.high, "..")
        if ends is None:
            return None
        order = ordered(ends)
        if order is None:
            self.report.add(problems.ends_in_two_units(node.high.span, node.low.span))
            return None
        if order[0] > order[1]:
            self.report.add(problems.empty_range(node.span))
            return None
        low, high = _alike(*ends)
        first = self._fact_value(node.low.span, low, info)
        second = self._fact_value(node.high.span, high, info)
        return None if first is None or second is None else as_range(first, second)

    def _fact_value(self, at: Span, core: Constant, info: FactInfo) -> FactValue | None:
        """Return a constant as an offer holds it; None if it is impossible, which is reported."""
        value = as_fact_value(core)
        if not in_bounds(value, info.bounds):
            self.report.add(problems.out_of_bounds(at, info.path, bounds_text(info)))
            return None
        match value:
            case Level() if info.ordinal is not None:
                return info.ordinal(value.level)
            case str():
                return self._fact_text(at, value, info)
            case frozenset() if not all(map(is_plain_text, value)):
                self.report.add(problems.says_nothing(at))
                return None
            case _:
                return value

    def _fact_text(self, at: Span, text: str, info: FactInfo) -> str | None:
        assert isinstance(info.datatype, TextType)
        values = info.datatype.values
        if values is None and is_plain_text(text):
            return text
        if values is None:
            self.report.add(problems.says_nothing(at))
            return None
        same = next((value for value in values if fold(value) == fold(text)), None)
        if same is None:
            near = self.names.near_text(text, values, info.values)
            self.report.add(unknown_value(at, values, near))
        return same

    # --- the other statements ----------------------------------------------------------------

    def _negotiable(self, node: nodes.Negotiable) -> None:
        found = self._stated_fact(node.path, "asked for", "negotiable")
        effort = self._positive_whole("an effort", node.effort, DEFAULT_EFFORT)
        if found is None:
            for it in (node.limit, node.step):
                if it is not None:
                    self.expressions.look_at(it)
            return
        path, info = found
        if info.negotiable is Negotiability.NOT_A_TERM:
            own = path.path in self.names.schema.own
            self.report.add(problems.not_a_term(node.path, own=own))
        limit, step = self._limit(node, info), self._step(node, info)
        lacks = (node.limit is not None and limit is None) or (node.step and step is None)
        if not effort or lacks:
            return
        meaning = (node.direction, limit, effort, step)
        if self._once("`negotiable` lines", path.path, meaning, node.span):
            self.negotiables.append(
                CheckedNegotiable(
                    path, info.datatype, node.direction, limit, effort, step, node.span
                )
            )

    def _step(self, node: nodes.Negotiable, info: FactInfo) -> Constant | None:
        """Return a step; None if there is none, or it is wrong, which is reported."""
        if node.step is None:
            return None
        if not isinstance(info.datatype, _STEPPED):
            self.report.add(problems.no_step(node.step.span, node, info.datatype))
            return None
        core = self._value_of(node.path, node.step)
        if core is None:
            return None
        amount = amount_of(core)
        assert amount is not None
        if amount.value > 0:
            return core
        self.report.add(problems.not_a_step(node.step.span))
        return None

    def _limit(self, node: nodes.Negotiable, info: FactInfo) -> Constant | None:
        if node.limit is None:
            return None
        if not has_order(info.datatype) and not isinstance(info.datatype, TextSetType):
            self.report.add(problems.no_direction(node.limit.span, node, info.datatype))
            return None
        core = self._value_of(node.path, node.limit)
        known = core is not None and self._fact_value(node.limit.span, core, info) is not None
        return core if known else None

    def _ask(self, node: nodes.Ask, file: int) -> None:
        found = self._stated_fact(node.path, "asked about", "ask")
        if not fold(node.question.value):
            self.report.add(problems.empty_text("question", node.question))
            return
        if found is None:
            return
        path = found[0].path
        before = self.questions.get(path)
        if before is not None and self._asked_in[path] == file:
            if before.question != node.question:
                self.report.add(problems.said_twice("questions", path, node.span, before.span))
            return
        # The question of a file replaces that of a file that it uses.
        self.questions[path] = node
        self._asked_in[path] = file

    def _rate(self, node: nodes.Rate) -> None:
        zeros = [side for side in (node.base, node.quote) if side.number.value <= 0]
        for side in zeros:
            self.report.add(problems.rate_not_positive(side))
        pair = frozenset({node.base.currency, node.quote.currency})
        if len(pair) == 1:
            self.report.add(problems.rate_of_one_currency(node))
        elif not zeros:
            factor = Fraction(node.quote.number.value) / Fraction(node.base.number.value)
            self._keep_rate(node, pair, factor)

    def _keep_rate(self, node: nodes.Rate, pair: frozenset[str], factor: Fraction) -> None:
        key = f"rate {min(pair)} {max(pair)}"
        on = None if node.on is None else node.on.value
        rate = CheckedRate(node.base.currency, node.quote.currency, factor, on, node.span)
        before, first = self._said.setdefault(key, (rate, node.span))
        if first is node.span:
            self.rates.append(rate)
        elif before != rate:
            self.report.add(problems.duplicate_rate(node, first))

    # --- thresholds --------------------------------------------------------------------------

    def threshold(self, node: nodes.Threshold) -> Decimal | None:
        """Return a threshold in percent, from 0 to 100; None if it is wrong, which is reported."""
        core = self.expressions.value(node.percent)
        if is_broken(core):
            return None
        datatype = datatype_of(core)
        if not isinstance(datatype, PercentType):
            self.report.add(problems.threshold_in_percent(node.percent, datatype))
            return None
        checked = self._constant(node.percent.span, core)
        value = checked.value if checked is not None else None
        if not isinstance(value, Percent):
            return None
        if not 0 <= value.amount <= 100:
            self.report.add(problems.threshold_range(node.percent.span))
            return None
        return value.amount


_STEPPED: Final = (Number, PercentType, MoneyType, PayType, DurationType)
"""Datatypes of what is asked for in steps."""


def _with_unit_of(written: Expr, worst: Core, best: Core) -> Core:
    """Return *worst* in the unit of *best* if it is a plain number: ``from 45k to 80k USD``."""
    written = written.operand if isinstance(written, nodes.Negation) else written
    if (
        isinstance(written, nodes.NumberLiteral)
        and (own := amount_of(worst)) is not None
        and (other := amount_of(best)) is not None
    ):
        return constant(ExactAmount(own.value, other.unit), worst.span)
    return worst


def _storable(value: FactValue) -> bool:
    """Return whether a value has no more digits than offers may state."""
    amount = getattr(value, "amount", value)
    return not isinstance(amount, Decimal) or is_storable(amount.copy_abs())


def _alike(low: Constant, high: Constant) -> tuple[Constant, Constant]:
    """Return the ends of a range in one unit."""
    one, other = amount_of(low), amount_of(high)
    same = None if one is None or other is None else in_one_unit([one, other])
    if same is None:
        return low, high
    first, second = constant(same[0], low.span), constant(same[1], high.span)
    assert isinstance(first, Constant)  # a whole multiple of an exact decimal
    assert isinstance(second, Constant)
    return first, second


def _number_of(node: Expr) -> nodes.NumberLiteral | None:
    """Return the number of a literal; None if the node is no literal with a number."""
    literal = node.number if isinstance(node, nodes.Measured) else node
    return literal if isinstance(literal, nodes.NumberLiteral) else None
