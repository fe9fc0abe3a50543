"""The walk over expressions, from AST to typed core."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from attrs import define, evolve, field

from offerkit.check.constants import (
    ExactAmount,
    add,
    amount_of,
    constant,
    in_own_unit,
    is_constant,
    is_date,
    moved_date,
    ordered,
)
from offerkit.check.lint import Lint
from offerkit.check.names import Names, Report
from offerkit.check.problems import expressions as problems
from offerkit.check.problems.names import (
    ambiguous_name,
    asks_whether_known,
    level_beside,
    level_without_scale,
    unknown_level,
    unquoted_text,
    unreadable_fact,
)
from offerkit.core import (
    And,
    Constant,
    Core,
    Equal,
    FactRef,
    Less,
    LessEqual,
    Maximum,
    Member,
    Minimum,
    Moved,
    Not,
    Or,
    Overlaps,
    Scaled,
    Share,
    SizeOf,
    Sum,
    Within,
    datatype_of,
    is_open,
)
from offerkit.datatypes import (
    ALL_CALENDAR,
    Datatype,
    DateType,
    DurationType,
    ErrorType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentListType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.literals import reads_as_thousands
from offerkit.scales import Scale
from offerkit.span import Span
from offerkit.syntax import nodes
from offerkit.syntax.nodes import CompareOp, Expr, ProductOp, SumOp
from offerkit.text import fold
from offerkit.values import Duration, DurationFamily, DurationUnit, Money, Pay, Percent

_ORDERING: Final = frozenset({CompareOp.LT, CompareOp.LE, CompareOp.GT, CompareOp.GE})
_CALCULABLE: Final = (Number, PercentType, MoneyType, PayType, DurationType)
_DAYS: Final = DurationType(frozenset({DurationFamily.DAYS}))
_SCALARS: Final = (Number, PercentType)
_KNOWING: Final = frozenset({"known", "unknown", "stated", "unstated"})
"""Words after ``is`` by which an author may try to ask whether a fact is known."""
_GRADED: Final = (*_CALCULABLE, DateType, OrdinalType)


def broken(span: Span) -> Core:
    """Return the placeholder for an expression with a reported error."""
    return Constant(False, ErrorType(), span=span)


def is_broken(*cores: Core) -> bool:
    """Return whether any of the expressions has a reported error."""
    return any(isinstance(datatype_of(core), ErrorType) for core in cores)


def has_order(datatype: Datatype) -> bool:
    """Return whether the values of a datatype are ordered."""
    return isinstance(datatype, _GRADED)


def agreement(left: Datatype, right: Datatype) -> Datatype | None:
    """Return the common datatype of two operands, or None if there is none.

    The two families of the calendar agree with each other.

    Source:
        grammar/README.md, "Datatypes".
    """
    match left, right:
        case (ErrorType(), _) | (_, ErrorType()):
            return ErrorType()
        case DurationType(families=one), DurationType(families=other):
            both = one | other
            return DurationType(both) if one & other or both == ALL_CALENDAR else None
        case TextType(), TextType():
            return TextType()
        case Number(unit=None), Number():
            return right
        case _:
            return left if left == right else None


@define
class Expressions:
    """Checks expressions; those with errors are reported and replaced by ``broken``."""

    names: Names
    report: Report
    lint: Lint
    cores: dict[int, Core] = field(factory=dict)
    """Cores of the expressions checked so far, by the identity of their nodes."""

    # --- entry points ------------------------------------------------------------------------

    def condition(self, node: Expr) -> Core:
        """Return *node* as a condition."""
        core = self.value(node)
        datatype = datatype_of(core)
        if isinstance(datatype, YesNo | ErrorType):
            return core
        self.report.add(problems.not_a_condition(node.span, datatype))
        return broken(node.span)

    def value(self, node: Expr) -> Core:
        """Return *node* as an expression of any datatype; a level alone has none."""
        core = self.cores[id(node)] = self._value(node)
        return core

    def _value(self, node: Expr) -> Core:
        match node:
            case nodes.NumberLiteral():
                return Constant(node.value, Number(), span=node.span)
            case nodes.PercentLiteral():
                return Constant(Percent(node.number.value), PercentType(), span=node.span)
            case nodes.MoneyLiteral():
                self._look_for_thousands(node.number)
                money = Money(node.number.value, node.currency)
                return Constant(money, MoneyType(), span=node.span)
            case nodes.PayLiteral():
                self._look_for_thousands(node.number)
                pay = Pay(node.number.value, node.currency, node.per)
                return Constant(pay, PayType(), span=node.span)
            case nodes.DurationLiteral():
                families = frozenset({node.unit.family})
                duration = Duration(node.number.value, node.unit)
                return Constant(duration, DurationType(families), span=node.span)
            case nodes.DateLiteral():
                return Constant(node.value, DateType(), span=node.span)
            case nodes.TextLiteral():
                return Constant(node.value, TextType(), span=node.span)
            case nodes.YesNoLiteral():
                return Constant(node.value, YesNo(), span=node.span)
            case nodes.Path():
                return self._path(node)
            case nodes.SetLiteral():
                return self._set(node)
            case nodes.Or() | nodes.And():
                return self._connective(node)
            case nodes.Not():
                operand = self.condition(node.operand)
                return broken(node.span) if is_broken(operand) else Not(operand, span=node.span)
            case nodes.Compare():
                return self._comparison(node)
            case nodes.Between():
                return self._between(node)
            case nodes.Sum():
                return self._sum(node)
            case nodes.Product():
                return self._product(node)
            case nodes.Negation():
                operand = self._calculable("-", node.operand)
                return self._scaled(operand, Fraction(-1), node.span)
            case nodes.Call():
                return self._call(node)
            case nodes.SizeOf():
                operand = self._a_set("size of", node.operand, self.value(node.operand))
                if is_broken(operand):
                    return broken(node.span)
                return self._size_of(operand, node.span)
            case nodes.RangeLiteral():
                self.report.add(problems.range_not_allowed(node.span))
                return broken(node.span)
            case _:
                assert_never(node)

    def look_at(self, node: Expr) -> None:
        """Report errors inside a value whose fact already has a reported error."""
        match node:
            case nodes.RangeLiteral():
                self.look_at(node.low)
                self.look_at(node.high)
            case _ if not self._is_bare(node):
                self.value(node)

    def _look_for_thousands(self, number: nodes.NumberLiteral) -> None:
        if reads_as_thousands(number.spelling):
            self.report.add(problems.ambiguous_number(number))

    def together(self, *operands: Expr, scale: Scale | None = None) -> list[Core]:
        """Return operands that must have one datatype; levels get their scale from the others.

        Source:
            grammar/README.md, "Scales".
        """
        cores = [None if self._is_bare(node) else self.value(node) for node in operands]
        scale = scale or next(
            (d.scale for c in cores if c and isinstance(d := datatype_of(c), OrdinalType)), None
        )
        pairs = list(zip(operands, cores, strict=True))
        if scale is None:
            self._no_scale(operands, cores)
            found = [broken(node.span) if core is None else core for node, core in pairs]
        else:
            found = [
                self._level(node, scale) if core is None else self._unambiguous(node, core, scale)
                for node, core in pairs
            ]
        found = in_own_unit(found)
        self.cores.update((id(node), core) for node, core in zip(operands, found, strict=True))
        return found

    def agree(self, operands: Sequence[Expr], cores: Sequence[Core]) -> Datatype:
        """Return the common datatype of operands, or ``ErrorType`` if they have none, reported."""
        so_far = datatype_of(cores[0])
        for node, core in zip(operands[1:], cores[1:], strict=True):
            here = datatype_of(core)
            both = agreement(so_far, here)
            # The constant is what the author can correct, otherwise the later of the two.
            if both is None and is_constant(cores[0]) and not is_constant(core):
                self.report.add(problems.disagree(operands[0], so_far, node, here))
            elif both is None:
                self.report.add(problems.disagree(node, here, operands[0], so_far))
            so_far = both or ErrorType()
        return so_far

    # --- names -------------------------------------------------------------------------------

    def _is_bare(self, node: Expr) -> bool:
        """Return whether *node* is a single name other than a ``let``: possibly a level."""
        return (
            isinstance(node, nodes.Path)
            and len(node.parts) == 1
            and node.name not in self.names.bindings
        )

    def _path(self, node: nodes.Path) -> Core:
        if len(node.parts) > 1:
            return self.fact(node)
        if self._is_bare(node):
            self._no_scale((node,), (None,))
            return broken(node.span)
        self.names.used.add(f"let {node.name}")
        value = self.names.values.get(node.name)
        # A `let` in a circle has no value; the circle is reported at its declaration.
        return broken(node.span) if value is None else evolve(value, span=node.span)

    def fact(self, node: nodes.Path) -> Core:
        """Return the fact that *node* names."""
        found = self.names.fact(node)
        if found is None:
            return broken(node.span)
        path, info = found
        if isinstance(info.datatype, PercentListType):
            self.report.add(unreadable_fact(node))
            return broken(node.span)
        return FactRef(path, info.datatype, span=node.span)

    def _level(self, node: Expr, scale: Scale) -> Core:
        assert isinstance(node, nodes.Path)
        if node.name in scale:
            return _level_constant(node.name, scale, node.span)
        if not self.names.excused(node.name):
            self.report.add(unknown_level(node, scale, self.names.near(node.name, scale.levels)))
        return broken(node.span)

    def _unambiguous(self, node: Expr, core: Core, scale: Scale) -> Core:
        if not isinstance(node, nodes.Path) or node.name not in scale:
            return core
        let = self.names.bindings[node.name]
        self.report.add(ambiguous_name(node, scale, let.name.span))
        return broken(node.span)

    def _no_scale(self, operands: Sequence[Expr], cores: Sequence[Core | None]) -> None:
        """Report the single names among operands of which none determines a scale."""
        pairs = list(zip(operands, cores, strict=True))
        beside = next(((node, core) for node, core in pairs if core is not None), None)
        bare = [node for node, core in pairs if core is None and isinstance(node, nodes.Path)]
        text = beside is not None and isinstance(datatype_of(beside[1]), TextType)
        unknown = [node for node in bare if text or not self.names.is_level(node.name)]
        levels = beside is None or is_broken(beside[1])
        for node in unknown:
            self._unknown_name(node, text=text, levels=levels)
        if unknown or not bare or not (beside or self.names.complete):
            return  # without the unknown name, there might be a scale
        if beside is None:
            example = self.names.fact_with_level(bare[0].name)
            self.report.add(level_without_scale(bare[0], example))
        elif not is_broken(beside[1]):
            self.report.add(level_beside(bare[0], beside[0], datatype_of(beside[1])))

    def _unknown_name(self, node: nodes.Path, *, text: bool, levels: bool = True) -> None:
        if self.names.excused(node.name):
            return
        if node.name in _KNOWING:
            self.report.add(asks_whether_known(node))
        elif text:
            self.report.add(unquoted_text(node))
        else:
            self.names.report_unknown(node, levels=levels)

    # --- conditions ------------------------------------------------------------------------------

    def _connective(self, node: nodes.Or | nodes.And) -> Core:
        operands = tuple(self.condition(operand) for operand in node.operands)
        if is_broken(*operands):
            return broken(node.span)
        core = Or if isinstance(node, nodes.Or) else And
        return core(operands, span=node.span)

    def _comparison(self, node: nodes.Compare) -> Core:
        op, span = node.op, node.span
        match op:
            case CompareOp.LT | CompareOp.LE | CompareOp.GT | CompareOp.GE:
                return self._ordering(node)
            case CompareOp.EQ | CompareOp.NE:
                return self._equality(node)
            case CompareOp.IN | CompareOp.NOT_IN:
                core = self._membership(node)
                negated = op is CompareOp.NOT_IN and not is_broken(core)
                return Not(core, span=span) if negated else core
            case CompareOp.OVERLAPS | CompareOp.WITHIN:
                left = self._a_set(op.value, node.left, self.value(node.left))
                right = self._a_set(op.value, node.right, self.value(node.right))
                if is_broken(left, right):
                    return broken(span)
                pair = Overlaps if op is CompareOp.OVERLAPS else Within
                return self.lint.comparison(pair(left, right, span=span), span)
            case _:
                assert_never(op)

    def _ordering(self, node: nodes.Compare) -> Core:
        cores = self._ordered(node.op.value, node.left, node.right)
        if cores is None:
            return broken(node.span)
        left, right = cores
        if node.op in (CompareOp.GT, CompareOp.GE):
            left, right = right, left
        strict = node.op in (CompareOp.LT, CompareOp.GT)
        core = (Less if strict else LessEqual)(left, right, span=node.span)
        return self.lint.comparison(core, node.span)

    def _ordered(self, op: str, *operands: Expr) -> list[Core] | None:
        """Return operands of one ordered datatype; None if there is an error, which is reported."""
        cores = self.together(*operands)
        if is_broken(*cores):
            return None
        for operand, core in zip(operands, cores, strict=True):
            datatype = datatype_of(core)
            if not has_order(datatype):
                self.report.add(problems.no_order(op, operand.span, datatype))
                return None
        return None if isinstance(self.agree(operands, cores), ErrorType) else cores

    def _equality(self, node: nodes.Compare) -> Core:
        sides = (node.left, node.right)
        left, right = cores = self.together(*sides)
        datatype = ErrorType() if is_broken(*cores) else self.agree(sides, cores)
        if isinstance(datatype, TextSetType):
            self.report.add(problems.set_equality(node))
        if isinstance(datatype, ErrorType | TextSetType) or not self._possible(cores):
            return broken(node.span)
        equal = self.lint.comparison(
            Equal(left, right, span=node.span), node.span, negated=node.op is CompareOp.NE
        )
        return Not(equal, span=node.span) if node.op is CompareOp.NE else equal

    def _possible(self, cores: Sequence[Core]) -> bool:
        """Return whether the texts compared with a closed list are in it; report others."""
        closed = next((c for c in cores if _closed(c)), None)
        if closed is None:
            return True
        constants = [core for core in cores if isinstance(core, Constant)]
        texts = [(core.value, core.span) for core in constants if isinstance(core.value, str)]
        return self._all_among(_closed(closed), closed.span, texts)

    def _all_among(
        self, values: Sequence[str], closed: Span, texts: Iterable[tuple[str, Span]]
    ) -> bool:
        """Return whether all texts are in a closed list; report those that are not."""
        known = {fold(value) for value in values}
        wrong = [(text, span) for text, span in texts if fold(text) not in known]
        for text, span in wrong:
            near = self.names.near(text, values)
            self.report.add(problems.unknown_value(span, near, values, closed))
        return not wrong

    def _between(self, node: nodes.Between) -> Core:
        cores = self._ordered("between", node.subject, node.low, node.high)
        if cores is None:
            return broken(node.span)
        subject, low, high = cores
        at_least = LessEqual(low, subject, span=node.span)
        at_most = LessEqual(subject, high, span=node.span)
        ends = ordered([low, high])
        if ends is not None and ends[0] > ends[1]:
            self.lint.empty_between(node.span)
        else:
            self.lint.between(at_least, at_most, node.span)
        return And((at_least, at_most), span=node.span)

    # --- sets --------------------------------------------------------------------------------

    def _membership(self, node: nodes.Compare) -> Core:
        item, container = node.left, node.right
        op = "includes" if item.span.start > container.span.start else node.op.value
        texts = self._a_set(op, container, self.value(container))
        text = self._text_operand(item)
        datatype = datatype_of(text)
        if not isinstance(datatype, TextType | ErrorType):
            self.report.add(problems.not_a_text(op, item, datatype))
        if is_broken(text, texts) or not isinstance(datatype, TextType):
            return broken(node.span)
        if not self._possible_items(text, texts, container):
            return broken(node.span)
        negated = node.op is CompareOp.NOT_IN
        core = Member(text, texts, span=node.span)
        return self.lint.comparison(core, node.span, negated=negated)

    def _text_operand(self, node: Expr) -> Core:
        if self._is_bare(node) and isinstance(node, nodes.Path):
            self._unknown_name(node, text=True)
            return broken(node.span)
        return self.value(node)

    def _possible_items(self, text: Core, texts: Core, container: Expr) -> bool:
        values = _closed(text)
        if not values or not isinstance(texts, Constant) or not isinstance(texts.value, frozenset):
            return True
        items = container.items if isinstance(container, nodes.SetLiteral) else ()
        spans = {item.value: item.span for item in items if isinstance(item, nodes.TextLiteral)}
        found = [(item, spans.get(item, container.span)) for item in sorted(texts.value)]
        return self._all_among(values, text.span, found)

    def _set(self, node: nodes.SetLiteral) -> Core:
        items = [self._item(item) for item in node.items]
        texts = frozenset(item for item in items if item is not None)
        if None in items:
            return broken(node.span)
        return Constant(texts, TextSetType(), span=node.span)

    def _item(self, node: Expr) -> str | None:
        if self._is_bare(node) and isinstance(node, nodes.Path):
            if not self.names.excused(node.name):
                self.report.add(problems.not_an_item(node, None))
            return None
        core = self.value(node)
        if is_broken(core) or is_open(core):
            return None
        if isinstance(core, Constant) and isinstance(core.value, str):
            return core.value
        self.report.add(problems.not_an_item(node, datatype_of(core)))
        return None

    def _a_set(self, op: str, node: Expr, core: Core) -> Core:
        datatype = datatype_of(core)
        if isinstance(datatype, TextSetType | ErrorType):
            return core
        self.report.add(problems.not_a_set(op, node, datatype))
        return broken(node.span)

    def _size_of(self, operand: Core, span: Span) -> Core:
        if isinstance(operand, Constant) and isinstance(operand.value, frozenset):
            count = len({fold(text) for text in operand.value})
            return Constant(Fraction(count), Number(), span=span)
        return SizeOf(operand, Number(), span=span)

    # --- arithmetic --------------------------------------------------------------------------

    def _calculable(self, op: str, node: Expr, *, or_date: bool = False) -> Core:
        core = self.value(node)
        datatype = datatype_of(core)
        if isinstance(datatype, (*_CALCULABLE, ErrorType)) or (
            or_date and isinstance(datatype, DateType)
        ):
            return core
        self.report.add(problems.no_arithmetic(op, node.span, datatype))
        return broken(node.span)

    def _sum(self, node: nodes.Sum) -> Core:
        nodes_ = (node.first, *(term for _, term in node.rest))
        signs = (node.rest[0][0], *(sign for sign, _ in node.rest))
        terms = [
            self._calculable(sign.value, term, or_date=True)
            for sign, term in zip(signs, nodes_, strict=True)
        ]
        if is_broken(*terms):
            return broken(node.span)
        if any(isinstance(datatype_of(term), DateType) for term in terms):
            return self._with_dates(node, nodes_, terms)
        datatype = self.agree(nodes_, terms := in_own_unit(terms))
        if isinstance(datatype, ErrorType):
            return broken(node.span)
        signed = [terms[0]]
        for (sign, _), term in zip(node.rest, terms[1:], strict=True):
            minus = sign is SumOp.MINUS
            signed.append(self._scaled(term, Fraction(-1), term.span) if minus else term)
        return self._added(signed, datatype, node.span)

    def _with_dates(self, node: nodes.Sum, written: Sequence[Expr], terms: list[Core]) -> Core:
        """Return a sum with dates in it, worked out from left to right.

        Source:
            grammar/README.md, "Arithmetic".
        """
        so_far, rest = terms[0], list(zip(node.rest, terms[1:], strict=True))
        for number, ((sign, right), term) in enumerate(rest, 1):
            span = node.span.source.span(written[0].span.start, right.span.end)
            one, other = datatype_of(so_far), datatype_of(term)
            minus, is_date = sign is SumOp.MINUS, isinstance(other, DateType)
            by = self._scaled(term, Fraction(-1), term.span) if minus and not is_date else term
            if isinstance(one, DateType) and is_date and minus:
                so_far = self._days_between(so_far, term, span)
            elif (
                isinstance(one, DateType)
                and isinstance(other, DurationType)
                and other.families <= ALL_CALENDAR
            ):
                so_far = self._moved(so_far, by, span)
            elif isinstance(one, DateType) or is_date:
                self.report.add(problems.no_date_arithmetic(sign.value, right, one, other))
                return broken(node.span)
            elif (both := agreement(one, other)) is None:
                self.report.add(problems.disagree(right, other, written[number - 1], one))
                return broken(node.span)
            else:
                so_far = self._added([so_far, by], both, span)
            if is_broken(so_far):
                return broken(node.span)
        return evolve(so_far, span=node.span)

    def _moved(self, start: Core, by: Core, span: Span) -> Core:
        if is_constant(start) and is_constant(by):
            found = moved_date(start, by)
            if found is not None and not is_date(found):
                self.report.add(problems.no_such_date(span))
                return broken(span)
            if found is not None:
                return Constant(date.fromordinal(found), DateType(), span=span)
        return Moved(start, by, DateType(), span=span)

    def _days_between(self, later: Core, earlier: Core, span: Span) -> Core:
        if isinstance(later, Constant) and isinstance(earlier, Constant):
            assert isinstance(later.value, date)
            assert isinstance(earlier.value, date)
            days = Decimal((later.value - earlier.value).days)
            return Constant(Duration(days, DurationUnit.DAY), _DAYS, span=span)
        minus = Scaled(earlier, Fraction(-1), DateType(), span=earlier.span)
        return Sum((later, minus), _DAYS, span=span)

    def _added(self, terms: list[Core], datatype: Datatype, span: Span) -> Core:
        amounts = [amount for term in terms if (amount := amount_of(term)) is not None]
        total = add(amounts) if len(amounts) == len(terms) else None
        if total is not None:
            return self._fitting(total, span)
        return Sum(tuple(terms), datatype, span=span)

    def _fitting(self, amount: ExactAmount, span: Span) -> Core:
        if amount.fits:
            return constant(amount, span)
        self.report.add(problems.number_too_large(span))
        return broken(span)

    def _scaled(self, operand: Core, factor: Fraction, span: Span) -> Core:
        """Return *operand* times a constant."""
        if is_broken(operand):
            return broken(span)
        amount = amount_of(operand)
        if amount is not None:
            return self._fitting(amount.times(factor), span)
        if isinstance(operand, Scaled):
            factor *= operand.factor
            operand = operand.operand
        if not ExactAmount(factor, Decimal(1)).fits:
            self.report.add(problems.number_too_large(span))
            return broken(span)
        return Scaled(operand, factor, datatype_of(operand), span=span)

    def _product(self, node: nodes.Product) -> Core:
        so_far = self._calculable(node.rest[0][0].value, node.first)
        for op, factor in node.rest:
            right = self._calculable(op.value, factor)
            span = node.span.source.span(node.first.span.start, factor.span.end)
            if is_broken(so_far, right) or is_open(so_far, right):
                so_far = broken(span)
            elif op is ProductOp.TIMES:
                so_far = self._times(so_far, right, factor, span)
            else:
                so_far = self._over(so_far, right, factor, span)
        # The span of the product includes brackets around it.
        return evolve(so_far, span=node.span)

    def _times(self, left: Core, right: Core, written: Expr, span: Span) -> Core:
        one, other = datatype_of(left), datatype_of(right)
        if not isinstance(one, _SCALARS) and not isinstance(other, _SCALARS):
            self.report.add(problems.two_units(written, left.span, one))
            return broken(span)
        if not is_constant(left) and not is_constant(right):
            self.report.add(problems.two_facts(written, left.span))
            return broken(span)
        if is_constant(left) and (not is_constant(right) or not _is_factor(left, right)):
            left, right = right, left
        # Now the right side is constant; if both are, it is the one without a unit.
        if isinstance(datatype_of(right), _SCALARS):
            return self._scaled(left, _factor(right), span)
        return self._share(left, right, span)

    def _share(self, scalar: Core, quantity: Core, span: Span) -> Core:
        """Return a scalar that depends on the offer times a constant with a unit."""
        datatype = datatype_of(quantity)
        if isinstance(quantity, Constant):
            return Share(scalar, quantity, datatype, span=span)
        assert isinstance(quantity, Scaled)
        assert isinstance(quantity.operand, Constant)
        share = Share(scalar, quantity.operand, datatype, span=span)
        return self._scaled(share, quantity.factor, span)

    def _over(self, left: Core, right: Core, written: Expr, span: Span) -> Core:
        datatype = datatype_of(right)
        if not is_constant(right) or not isinstance(datatype, _SCALARS):
            constant_ = is_constant(right)
            self.report.add(problems.bad_divisor(written, datatype, constant=constant_))
            return broken(span)
        divisor = _factor(right)
        if divisor == 0:
            self.report.add(problems.division_by_zero(written))
            return broken(span)
        return self._scaled(left, 1 / divisor, span)

    def _call(self, node: nodes.Call) -> Core:
        cores = self._ordered(node.function.value, *node.arguments)
        if cores is None:
            return broken(node.span)
        values = ordered(cores)
        choose, core = (min, Minimum) if node.function is nodes.Function.MIN else (max, Maximum)
        if values is not None:
            return evolve(cores[values.index(choose(values))], span=node.span)
        return core(tuple(cores), self.agree(node.arguments, cores), span=node.span)


def _level_constant(name: str, scale: Scale, span: Span) -> Constant:
    return Constant(scale.level(name), OrdinalType(scale), span=span)


def _closed(core: Core) -> tuple[str, ...]:
    """Return the possible texts of an expression, or nothing if any text is possible."""
    datatype = datatype_of(core)
    return (datatype.values or ()) if isinstance(datatype, TextType) else ()


def _is_factor(left: Core, right: Core) -> bool:
    """Return whether the right one of two constants is the factor, so that the left keeps its unit.

    A number is always the factor; a percentage is a factor of anything except a number.
    """
    if isinstance(datatype_of(right), Number):
        return True
    return isinstance(datatype_of(right), PercentType) and not isinstance(datatype_of(left), Number)


def _factor(core: Core) -> Fraction:
    """Return a constant number, or a constant percentage as a share of 1."""
    amount = amount_of(core)
    assert amount is not None
    return amount.value / 100 if isinstance(amount.unit, Percent) else amount.value
