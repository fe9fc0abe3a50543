"""The walk over statements, from AST to typed core."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from attrs import define, field

from offerkit.check.constants import (
    ExactAmount,
    amount_of,
    as_fact_value,
    as_range,
    constant,
    in_one_unit,
    is_constant,
    ordered,
)
from offerkit.check.expressions import Expressions, has_order, is_broken
from offerkit.check.names import Names, Report
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
)
from offerkit.datatypes import (
    DurationType,
    ErrorType,
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
from offerkit.scales import Level
from offerkit.span import Span
from offerkit.syntax import nodes
from offerkit.syntax.grammar import LANGUAGE_VERSION
from offerkit.syntax.nodes import Expr, RuleKind
from offerkit.text import fold
from offerkit.values import FactValue, Percent

_WEIGHED: Final = frozenset({RuleKind.PRO, RuleKind.CON})


@define
class Statements:
    """Checks the statements of all files and collects those without errors."""

    names: Names
    report: Report
    expressions: Expressions
    statements: list[CheckedStatement] = field(factory=list)
    negotiables: list[CheckedNegotiable] = field(factory=list)
    assumptions: list[CheckedAssumption] = field(factory=list)
    rates: list[CheckedRate] = field(factory=list)
    questions: dict[str, nodes.Ask] = field(factory=dict)
    weighed: bool = False
    """Whether any statement is weighed, including statements with errors."""
    _asked_in: dict[str, int] = field(factory=dict)
    _said: dict[str, tuple[object, Span]] = field(factory=dict)
    _meanings: dict[object, Span] = field(factory=dict)
    _labels: dict[tuple[str, str], Span] = field(factory=dict)

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

    # --- statements with an outcome ----------------------------------------------------------

    def _rule(self, node: nodes.Rule) -> None:
        condition = self.expressions.condition(node.condition)
        label = self._label(node)
        weight = self._rule_weight(node)
        self.weighed |= node.kind in _WEIGHED
        if is_broken(condition) or label is None or weight is None:
            return
        self.expressions.lint.condition(condition, node.condition.span)
        if node.unless:
            condition = Not(condition, span=node.condition.span)
        rule = CheckedRule(node.kind, label, condition, weight, node)
        self._keep(node.kind.value, rule, (node.kind, condition))

    def _rule_weight(self, node: nodes.Rule) -> int | None:
        if node.weight is not None and node.kind not in _WEIGHED:
            self.report.add(problems.weight_not_allowed(node, node.weight))
            return None
        return self._positive_whole("a weight", node.weight, DEFAULT_WEIGHT)

    def _prefer(self, node: nodes.Prefer) -> None:
        self.weighed = True
        operands = (node.subject, node.worst, node.best)
        subject, worst, best = self.expressions.together(*operands)
        self._look_for_half(node.worst, node.best)
        worst = _with_unit_of(node.worst, worst, best)
        cores = (subject, worst, best)
        label = self._label(node)
        weight = self._positive_whole("a weight", node.weight, DEFAULT_WEIGHT)
        if is_broken(*cores) or not self._gradable(node.subject, subject):
            return
        if isinstance(self.expressions.agree(operands, cores), ErrorType):
            return
        ends = self._two_ends(node.worst, worst, node.best, best)
        if ends is None or label is None or not weight:
            return
        self.expressions.lint.subject(subject, node.subject.span)
        checked = CheckedPreference(label, subject, *ends, weight, node)
        self._keep("preference", checked, ("prefer", subject, ends))

    def _look_for_half(self, one: Expr, other: Expr) -> None:
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
                self.report.add(problems.ambiguous_range(first, second, other.span))

    def _gradable(self, written: Expr, subject: Core) -> bool:
        datatype = datatype_of(subject)
        if not has_order(datatype):
            self.report.add(problems.not_gradable(written.span, datatype))
        return has_order(datatype)

    def _two_ends(
        self, worst_node: Expr, worst: Core, best_node: Expr, best: Core
    ) -> tuple[Constant, Constant] | None:
        """Return the ends of a preference: different constants in one unit."""
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
        return first, second

    def _leaving(self, node: nodes.Leaving) -> None:
        condition = self.expressions.condition(node.condition)
        label = self._label(node)
        if is_broken(condition) or label is None:
            return
        self.expressions.lint.condition(condition, node.condition.span)
        checked = CheckedLeaving(label, condition, node)
        self._keep("reason for leaving", checked, ("leaving", condition))

    def _keep(self, what: str, checked: CheckedStatement, meaning: object) -> None:
        """Collect a statement; report one with the same meaning or label as an earlier one."""
        first = self._meanings.setdefault(meaning, checked.span)
        if first is not checked.span:
            self.report.add(problems.duplicate_statement(what, checked.span, first))
        elif checked.node.label is not None:
            before = self._labels.setdefault((what, fold(checked.label)), checked.span)
            if before is not checked.span:
                self.report.add(problems.duplicate_label(what, checked.label, checked.span, before))
        self.statements.append(checked)

    def _label(self, node: nodes.Rule | nodes.Prefer | nodes.Leaving) -> str | None:
        """Return the label of a statement; None if it is blank, which is reported."""
        if node.label is not None and not fold(node.label.value):
            self.report.add(problems.empty_text("label", node.label))
            return None
        return label_of(node)

    # --- constants ---------------------------------------------------------------------------

    def _positive_whole(self, what: str, node: Expr | None, default: int) -> int | None:
        """Return a weight or an effort; None if it is not a positive whole number, reported."""
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
                self.names.used.add(f"let {node.name}")
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
            self.report.add(problems.said_twice(what, path, span, first))
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
        if is_broken(*cores) or isinstance(self.expressions.agree((path, node), cores), ErrorType):
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
        self._look_for_half(node.low, node.high)
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
        values = info.datatype.values if isinstance(info.datatype, TextType) else None
        if values is None and is_plain_text(text):
            return text
        if values is None:
            self.report.add(problems.says_nothing(at))
            return None
        same = next((value for value in values if fold(value) == fold(text)), None)
        if same is None:
            self.report.add(unknown_value(at, self.names.near(text, values), values, None))
        return same

    # --- the other statements ----------------------------------------------------------------

    def _negotiable(self, node: nodes.Negotiable) -> None:
        found = self._stated_fact(node.path, "asked for", "negotiable")
        effort = self._positive_whole("an effort", node.effort, DEFAULT_EFFORT)
        if found is None:
            if node.limit is not None:
                self.expressions.look_at(node.limit)
            return
        path, info = found
        if info.negotiable is Negotiability.NOT_A_TERM:
            own = path.path in self.names.schema.own
            self.report.add(problems.not_a_term(node.path, own=own))
        limit = self._limit(node, info)
        if not effort or (node.limit is not None and limit is None):
            return
        meaning = (node.direction, limit, effort)
        if self._once("`negotiable` lines", path.path, meaning, node.span):
            self.negotiables.append(
                CheckedNegotiable(path, info.datatype, node.direction, limit, effort, node.span)
            )

    def _limit(self, node: nodes.Negotiable, info: FactInfo) -> Constant | None:
        if node.limit is None:
            return None
        if not has_order(info.datatype) and not isinstance(info.datatype, TextSetType):
            at = node.limit.span
            self.report.add(problems.no_direction(at, node.path, info.datatype))
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


def _with_unit_of(written: Expr, worst: Core, best: Core) -> Core:
    """Return *worst* in the unit of *best* if it is a plain number: ``from 45k to 80k USD``."""
    own, other = amount_of(worst), amount_of(best)
    if not isinstance(written, nodes.NumberLiteral) or own is None or other is None:
        return worst
    return constant(ExactAmount(own.value, other.unit), worst.span)


def _storable(value: FactValue) -> bool:
    """Return whether a value has no more digits than offers may state."""
    amount = getattr(value, "amount", value)
    return not isinstance(amount, Decimal) or is_storable(abs(amount))


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
