"""The walk over expressions, from AST to typed core."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final, assert_never

from attrs import define, evolve, field

from offerkit.check.arithmetic import Arithmetic
from offerkit.check.constants import (
    in_own_unit,
    is_constant,
    ordered,
)
from offerkit.check.divisors import UnsureDivisor, without_divisors
from offerkit.check.lint import Lint
from offerkit.check.operands import (
    agreement,
    broken,
    closed,
    has_order,
    is_broken,
    level_constant,
)
from offerkit.check.problems import expressions as problems
from offerkit.check.problems.names import (
    ambiguous_name,
    asks_whether_known,
    level_beside,
    level_without_scale,
    nothing_there,
    unknown_level,
    unknown_name,
    unreadable_fact,
)
from offerkit.core import (
    And,
    Constant,
    Core,
    Count,
    Equal,
    FactRef,
    Less,
    LessEqual,
    Maximum,
    Member,
    Minimum,
    Not,
    Or,
    Overlaps,
    SizeOf,
    Within,
    datatype_of,
    is_open,
)
from offerkit.currencies import CURRENCIES
from offerkit.datatypes import (
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
from offerkit.diagnostics import Hint
from offerkit.literals import reads_as_thousands
from offerkit.scales import Scale
from offerkit.span import Span
from offerkit.syntax import nodes
from offerkit.syntax.nodes import CompareOp, Expr, Quantifier
from offerkit.text import fold
from offerkit.values import Duration, Money, Pay, Percent

_ORDERING: Final = frozenset({CompareOp.LT, CompareOp.LE, CompareOp.GT, CompareOp.GE})
_KNOWING: Final = frozenset(
    "known unknown stated unstated given missing specified null nil nothing empty".split()
)
"""Words after ``is`` by which an author may try to ask whether a fact is known."""


@define
class Expressions(Arithmetic):
    """Checks expressions; those with errors are reported and replaced by ``broken``."""

    lint: Lint
    cores: dict[int, Core] = field(factory=dict)
    """Cores of the expressions checked so far, by the identity of their nodes."""
    _unsure: list[UnsureDivisor] | None = None
    """The divisors of the innermost comparison that may be 0; None outside of one."""

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
            case nodes.MoneyLiteral() | nodes.PayLiteral() if node.currency not in CURRENCIES:
                return broken(node.span)  # the parser has reported it
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
            case nodes.Compare() | nodes.Between():
                return self._compared(node)
            case nodes.Sum():
                return self.sum(node)
            case nodes.Product():
                return self.product(node)
            case nodes.Negation():
                operand = self.calculable("-", node.operand)
                return self.scaled(operand, Fraction(-1), node.span)
            case nodes.Call():
                return self._call(node)
            case nodes.Count():
                return self._count(node)
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
            if any(core is None for core in cores):
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
        so_far, agree = datatype_of(cores[0]), True
        for node, core in zip(operands[1:], cores[1:], strict=True):
            here = datatype_of(core)
            both = agreement(so_far, here)
            agree = agree and both is not None
            # The constant is what the author can correct, otherwise the later of the two.
            if both is None and is_constant(cores[0]) and not is_constant(core):
                level = self._level_for(operands[0], here)
                self.report.add(problems.disagree(operands[0], so_far, node, here, level))
                so_far = here
            elif both is None and not _takes_unit(node, here):
                level = self._level_for(node, so_far)
                self.report.add(problems.disagree(node, here, operands[0], so_far, level))
            else:
                so_far = both or so_far
        return so_far if agree else ErrorType()

    def _level_for(self, node: Expr, datatype: Datatype) -> Hint:
        """Return a hint that offers levels of a scale for an operand of another datatype."""
        if not isinstance(datatype, OrdinalType) or isinstance(node, nodes.YesNoLiteral):
            return None
        return self.names.near_level(node.span.text.strip('"'), datatype.scale)

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
            return level_constant(node.name, scale, node.span)
        if not self.names.excused(node.name):
            near = self.names.near_level(node.name, scale)
            self.report.add(unknown_level(node, scale, near))
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
            fact = None if levels or beside is None else beside[1]
            self._unknown_name(node, None if fact is None else datatype_of(fact), fact)
        if unknown or not bare or not (beside or self.names.complete):
            return  # without the unknown name, there might be a scale
        if beside is None:
            example = self.names.fact_with_level(bare[0].name)
            self.report.add(level_without_scale(bare[0], example))
        elif not is_broken(beside[1]):
            hint = nothing_there(datatype_of(beside[1])) if bare[0].name == "none" else None
            hint = hint or self.names.meant_by(bare[0])
            self.report.add(level_beside(bare[0], beside[0], datatype_of(beside[1]), hint))

    def _unknown_name(self, node: nodes.Path, beside: Datatype | None, fact: Core | None) -> None:
        """Report an unknown name, compared with a *fact*, or another expression, of a datatype."""
        if self.names.excused(node.name):
            return
        if node.name in _KNOWING:
            self.report.add(asks_whether_known(node))
        elif isinstance(beside, TextType) and beside.values is not None:
            value = self.names.near_text(node.name, beside.values, self._values_of(fact))
            near = value or self.names.other_fact_with(node.name)
            self.report.add(unknown_name(node, problems.possible(beside.values, near)))
        elif isinstance(beside, TextType):
            self.report.add(unknown_name(node, self.names.meant_by(node, text=True)))
        elif isinstance(beside, DateType):
            self.names.report_unknown(node, levels=False, otherwise=problems.DATE_FORM)
        else:
            self.names.report_unknown(node, levels=beside is None)

    def _values_of(self, core: Core | None) -> Sequence[tuple[str, str]]:
        """Return the values of the closed list of a fact that are said in other words, too."""
        return self.names.schema.facts[core.fact.path].values if isinstance(core, FactRef) else ()

    # --- conditions ------------------------------------------------------------------------------

    def _connective(self, node: nodes.Or | nodes.And) -> Core:
        operands = tuple(self.condition(operand) for operand in node.operands)
        if is_broken(*operands):
            return broken(node.span)
        core = Or if isinstance(node, nodes.Or) else And
        return core(operands, span=node.span)

    def _count(self, node: nodes.Count) -> Core:
        """Return ``at most n`` as not at least one more, ``exactly n`` as at least and at most."""
        operands = tuple(self.condition(operand) for operand in node.conditions)
        number = node.number.value
        if number != number.to_integral_value():
            self.report.add(problems.not_a_count(node.number.span))
            return broken(node.span)
        if is_broken(*operands):
            return broken(node.span)
        least, span = int(number), node.span
        self.lint.count(node.quantifier, least, len(operands), span)
        more = Not(Count(operands, least + 1, span=span), span=span)
        match node.quantifier:
            case Quantifier.AT_LEAST:
                return Count(operands, least, span=span)
            case Quantifier.AT_MOST:
                return more
            case Quantifier.EXACTLY:  # pragma: no branch
                return And((Count(operands, least, span=span), more), span=span)

    def unsure_divisor(self, divisor: Expr, *, may_be_negative: bool) -> None:
        """Note a divisor that may be 0, which is reported with its comparison."""
        found = UnsureDivisor(divisor, may_be_negative, datatype_of(self.cores[id(divisor)]))
        if self._unsure is None:
            self.report.add(found.problem(None))
        else:
            self._unsure.append(found)

    def _compared(self, node: nodes.Compare | nodes.Between) -> Core:
        """Return a comparison; its divisors that may be 0 are reported together."""
        outer, self._unsure = self._unsure, []
        core = self._between(node) if isinstance(node, nodes.Between) else self._comparison(node)
        self.names.around = None  # what follows may stand at the same place of another file
        unsure, self._unsure = self._unsure, outer
        instead = without_divisors(node, unsure)
        for one in unsure:
            self.report.add(one.problem(instead))
        sides = (
            (node.subject, node.low, node.high)
            if isinstance(node, nodes.Between)
            else (node.left, node.right)
        )
        if any(isinstance(side, nodes.Path) and self._is_count(side) for side in sides):
            for side in sides:
                if isinstance(side, nodes.NumberLiteral):
                    self._look_for_thousands(side)
        return core

    def _is_count(self, path: nodes.Path) -> bool:
        core = self.cores.get(id(path))
        datatype = None if core is None else datatype_of(core)
        return isinstance(datatype, Number) and datatype.unit is None

    def _comparison(self, node: nodes.Compare) -> Core:
        op, span = node.op, node.span
        # What a whole comparison may be replaced by, if one of its sides is not known.
        sides = (node.left, node.right)
        simple = any(isinstance(s, nodes.Path) for s in sides) and all(map(_is_simple, sides))
        self.names.around = span if simple else None
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
        datatype = self.agree(sides, cores)
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
        listed = next((c for c in cores if closed(c)), None)
        if listed is None:
            return True
        constants = [core for core in cores if isinstance(core, Constant)]
        texts = [(core.value, core.span) for core in constants if isinstance(core.value, str)]
        return self._all_among(listed, texts)

    def _all_among(self, listed: Core, texts: Iterable[tuple[str, Span]]) -> bool:
        """Return whether all texts are in a closed list; report those that are not."""
        values = closed(listed)
        known = {fold(value) for value in values}
        wrong = [(text, span) for text, span in texts if fold(text) not in known]
        meanings = self._values_of(listed)
        for text, span in wrong:
            near = self.names.near_text(text, values, meanings) or self.names.other_fact_with(text)
            self.report.add(problems.unknown_value(span, values, near, listed.span))
        return not wrong

    def _between(self, node: nodes.Between) -> Core:
        self.names.around = node.span if _is_simple(node.subject) else None
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
        bare = isinstance(container, nodes.SetLiteral) or self._is_bare(container)
        if bare and not self._is_bare(item):
            datatype = datatype_of(self.value(item))
            if isinstance(datatype, OrdinalType):  # one mistake, not one more for each level
                self.report.add(problems.levels_in_set(node, item, container, datatype))
                return broken(node.span)
        texts = self._a_set(op, container, self.value(container))
        text = self._text_operand(item)
        datatype = datatype_of(text)
        if not isinstance(datatype, TextType | ErrorType):
            self.report.add(problems.not_a_text(op, item, datatype))
        if is_broken(texts) or not isinstance(datatype, TextType):
            return broken(node.span)
        if not self._possible_items(text, texts, container):
            return broken(node.span)
        negated = node.op is CompareOp.NOT_IN
        core = Member(text, texts, span=node.span)
        return self.lint.comparison(core, node.span, negated=negated)

    def _text_operand(self, node: Expr) -> Core:
        if self._is_bare(node) and isinstance(node, nodes.Path):
            self._unknown_name(node, TextType(), None)
            return broken(node.span)
        return self.value(node)

    def _possible_items(self, text: Core, texts: Core, container: Expr) -> bool:
        values = closed(text)
        if not values or not isinstance(texts, Constant) or not isinstance(texts.value, frozenset):
            return True
        items = container.items if isinstance(container, nodes.SetLiteral) else ()
        spans = {item.value: item.span for item in items if isinstance(item, nodes.TextLiteral)}
        found = [(item, spans.get(item, container.span)) for item in sorted(texts.value)]
        return self._all_among(text, found)

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

    # --- functions ---------------------------------------------------------------------------

    def _call(self, node: nodes.Call) -> Core:
        cores = self._ordered(node.function.value, *node.arguments)
        if cores is None:
            return broken(node.span)
        values = ordered(cores)
        choose, core = (min, Minimum) if node.function is nodes.Function.MIN else (max, Maximum)
        if values is not None:
            return evolve(cores[values.index(choose(values))], span=node.span)
        return core(tuple(cores), self.agree(node.arguments, cores), span=node.span)


def _takes_unit(node: Expr, datatype: Datatype) -> bool:
    """Return whether an operand is only a number, with the unit of the other end of a range."""
    match node:
        case nodes.MoneyLiteral() | nodes.PayLiteral() | nodes.DurationLiteral():
            return node.span.text == node.number.spelling
        case _:
            return isinstance(node, nodes.NumberLiteral) and not isinstance(datatype, Number)


def _is_simple(node: Expr) -> bool:
    """Return whether an operand is a name or a literal."""
    return not isinstance(node, nodes.Sum | nodes.Product | nodes.Call | nodes.Negation)
