"""Diagnostics about expressions: datatypes, arithmetic, constant outcomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from offerkit.amount_words import likely_periods
from offerkit.calendar import dates_in
from offerkit.check.problems.wording import (
    datatype_label,
    quote,
    quoted_list,
)
from offerkit.currencies import currency_in
from offerkit.datatypes import (
    Datatype,
    DateType,
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.diagnostics import Diagnostic, Hint, Label, Offered, error, warning
from offerkit.literals import EXACT
from offerkit.model.gates import Gate
from offerkit.paths import FactPath
from offerkit.span import Span
from offerkit.syntax import nodes
from offerkit.values import DOES_NOT_APPLY, DurationUnit, plain, show


def disagree(
    at: nodes.Expr,
    datatype: Datatype,
    other: nodes.Expr,
    other_type: Datatype,
    level: Hint = None,
) -> Diagnostic:
    """Two operands of different datatypes, of which *at* is the one to correct.

    Args:
        at: That operand.
        datatype: Its datatype.
        other: The other operand.
        other_type: The datatype of that.
        level: A hint that offers levels in its place.
    """
    beside = (datatype_label(other.span, other_type),)
    named = f"{quote(at.span)} is {datatype}, but {quote(other.span)} is {other_type}"
    hint: Hint
    match datatype, other_type:
        case MoneyType(), PayType():
            code, hint = "missing-period", _with_period(at)
        case PayType(), MoneyType():
            code, hint = "unexpected-period", _without_period(at)
        case (Number(), PercentType()) | (PercentType(), Number()):
            return percent_or_number(at, named, beside, is_ratio=_is_ratio(other))
        case Number(), MoneyType() | PayType() | DurationType() if isinstance(
            at, nodes.NumberLiteral
        ):
            code, hint = "missing-unit", _with_unit(at, other_type)
        case MoneyType() | PayType() | DurationType(), Number(unit=unit) if written := _number_in(
            at
        ):
            counts = (
                unit and f"write how many {unit.value}: {quote(other.span)} counts {unit.value}"
            )
            code, hint = "unexpected-unit", counts or Offered("write {}", (written,))
        case DurationType(), DurationType():
            code = "duration-family"
            hint = f"{quote(other.span)} is in {_units(other_type)}"
        case OrdinalType(), OrdinalType():
            code, hint = "different-scales", "only levels of the same scale can be compared"
        case _:
            return error(
                "datatype-mismatch",
                named,
                at.span,
                secondary=beside,
                hint=_mismatch_hint(at, other, other_type, level),
            )
    return error(code, named, at.span, secondary=beside, hint=hint)


def _units(datatype: DurationType) -> str:
    return str(datatype).removeprefix("a duration in ").replace(",", " or")


def _with_period(at: nodes.Expr) -> Hint:
    if not isinstance(at, nodes.MoneyLiteral):
        return "add a period, such as `per year`"
    amount = " ".join(at.span.text.split())
    periods = [per.value for per in likely_periods(at.number.value)]
    if (other := _OTHER_END.match(at.span.source.text, at.span.end)) is not None:
        periods = [other["per"]]
    return Offered("write {}", tuple(f"{amount} per {per}" for per in periods))


_OTHER_END: Final = re.compile(
    r"\s+(?:to|and)\s+[0-9][\w.]*\s+[A-Z]{3}\s*(?:/|per)\s*(?P<per>[a-z]+)"
)


def _without_period(at: nodes.Expr) -> Hint:
    once = "leave out the period: this is a one-off amount"
    if not isinstance(at, nodes.PayLiteral):
        return once
    return Offered(f"{once}, {{}}", (f"{at.number.spelling} {at.currency}",), once)


def _number_in(at: nodes.Expr) -> str | None:
    """Return the number of an amount in the author's spelling, or None for anything else."""
    match at:
        case nodes.MoneyLiteral() | nodes.PayLiteral() | nodes.DurationLiteral():
            return at.number.spelling
        case _:
            return None


def _with_unit(at: nodes.NumberLiteral, other: MoneyType | PayType | DurationType) -> Hint:
    if isinstance(other, DurationType):
        units = [u.value for u in DurationUnit if u.family in other.families]
        units = [u.removesuffix("s") for u in units] if at.spelling == "1" else units
    else:
        currency = currency_in(at.span.source.text)
        periods = likely_periods(at.value) if isinstance(other, PayType) else ()
        units = [f"{currency} per {per.value}" for per in periods] or [currency]
    return Offered("add the unit: {}", tuple(f"{at.spelling} {unit}" for unit in units))


def _is_ratio(node: nodes.Expr) -> bool:
    """Return whether something is divided in an expression: 1.15, and not 115, is then 115%."""
    match node:
        case nodes.Product(rest=rest):
            return any(op is nodes.ProductOp.DIVIDE for op, _ in rest)
        case nodes.Sum(first=first, rest=rest):
            return any(map(_is_ratio, (first, *(term for _, term in rest))))
        case _:
            return False


def percent_or_number(
    at: nodes.Expr, message: str, beside: tuple[Label, ...], *, is_ratio: bool = False
) -> Diagnostic:
    """A number where a percentage is needed, or a percentage for a number."""
    hint = None
    if isinstance(at, nodes.NumberLiteral):
        share = EXACT.multiply(at.value, 100) if 0 < at.value < 1 else at.value
        hint = Offered("write {}", (f"{plain(share)}%",))
    elif isinstance(at, nodes.PercentLiteral):
        value = at.number.value / 100 if is_ratio else at.number.value
        hint = Offered("write {}", (plain(value),))
    return error("percent-or-number", message, at.span, secondary=beside, hint=hint)


DATE_FORM: Final = "dates are YYYY-MM-DD, such as `2026-12-01`"


def _mismatch_hint(at: nodes.Expr, other: nodes.Expr, other_type: Datatype, level: Hint) -> Hint:
    match other_type:
        case OrdinalType(scale=scale):
            levels = f"levels: {scale}"
            return evolve(level, otherwise=levels) if isinstance(level, Offered) else levels
        case TextType() if isinstance(at, nodes.Path) and len(at.parts) == 1:
            return Offered("write texts in quotes: {}", (f'"{at.name}"',))
        case TextSetType() if isinstance(at, nodes.TextLiteral):
            first, second = sorted((at.span, other.span), key=lambda span: span.start)
            between = at.span.source.text[first.end : second.start]
            op = "not in" if re.search("!|not", between) else "in"
            is_in = f"{at.span.text} {op} {other.span.text}"
            return Offered("write {}", (is_in,), "use `in` with a set", at=first.to(second))
        case DateType():
            dates = dates_in(at.span.text)
            return Offered(f"{DATE_FORM}: write {{}}", dates, DATE_FORM) if dates else DATE_FORM
        case MoneyType() | PayType() | DurationType() if isinstance(at, nodes.PercentLiteral):
            # Of what is added to, if it stands in a sum.
            added = at.span.source.text[: at.span.start].rstrip().endswith(("+", "-"))
            share = f"{at.span.text} * {other.span.text}"
            words = "a percentage is a part of something: write {}"
            return Offered(words, (share,)) if added else None
        case YesNo() if not isinstance(other, nodes.YesNoLiteral):
            return f"{quote(other.span)} is already a condition"
        case _:
            return None


def not_a_condition(at: Span, datatype: Datatype) -> Diagnostic:
    """An expression other than a condition where one is needed."""
    match datatype:
        case TextSetType():
            hint = "use `in`, `overlaps` or `within`"
        case TextType():
            hint = "compare it with `=`, `!=` or `in`"
        case _:
            hint = "compare it, for example with `=`, `<`, `>=` or `between`"
    return error(
        "not-a-condition",
        f"{quote(at)} is {datatype}, but a condition is needed",
        at,
        hint=hint,
    )


def not_a_count(at: Span) -> Diagnostic:
    """A number of conditions that is not whole."""
    return error(
        "not-a-positive-whole",
        f"a number of conditions must be a whole number, not {quote(at)}",
        at,
    )


def no_order(operator: str, at: Span, datatype: Datatype) -> Diagnostic:
    """An ordering comparison of values without an order."""
    return error(
        "no-order",
        f"{quote(at)} is {datatype}, but {quote(operator)} needs values with an order",
        at,
        hint=_unordered_hint(datatype),
    )


def _unordered_hint(datatype: Datatype) -> str:
    match datatype:
        case YesNo():
            return "a yes/no is already a condition; use `not` for its opposite"
        case TextSetType():
            return "compare sets with `within` or `overlaps`, or count with `size of`"
        case _:
            return "compare texts with `=`, `!=` or `in`"


def set_equality(node: nodes.Compare) -> Diagnostic:
    """``=`` on sets."""
    return error(
        "set-equality",
        f"sets cannot be compared with {quote(node.op.value)}",
        node.span,
        hint="use `within`, `in` or `overlaps`",
    )


_LEVELS_NOT_IN_SETS: Final = "sets contain only texts; for levels use `between`, or `=` with `or`"


def levels_in_set(
    node: nodes.Compare, item: nodes.Expr, container: nodes.Expr, datatype: OrdinalType
) -> Diagnostic:
    """``in`` with levels: `work.interest in {good, great}`."""
    levels = container.items if isinstance(container, nodes.SetLiteral) else (container,)
    out = node.op is nodes.CompareOp.NOT_IN
    sign, word = ("!=", " and ") if out else ("=", " or ")
    names = [level.span.text.strip('"') for level in levels]
    each = word.join(f"{item.span.text} {sign} {name}" for name in names)
    hint = Offered(
        f"{_LEVELS_NOT_IN_SETS}: {{}}",
        (f"({each})" if len(names) > 1 else each,),
        _LEVELS_NOT_IN_SETS,
        node.span,
    )
    return evolve(not_a_text(node.op.value, item, datatype), hint=hint)


def not_a_text(operator: str, at: nodes.Expr, datatype: Datatype) -> Diagnostic:
    """An expression other than a text next to an operator that takes a text."""
    hint = None
    if isinstance(datatype, TextSetType):
        hint = "use `within` to test for a subset, `overlaps` for texts in common"
    elif isinstance(datatype, OrdinalType):
        hint = _LEVELS_NOT_IN_SETS
    return error(
        "not-a-text",
        f"{quote(at.span)} is {datatype}, but {quote(operator)} takes a text",
        at.span,
        hint=hint,
    )


def not_a_set(operator: str, at: nodes.Expr, datatype: Datatype) -> Diagnostic:
    """An expression other than a set next to an operator that takes a set."""
    hint: Hint = None
    if isinstance(at, nodes.TextLiteral):
        hint = Offered("put it in braces: {}", (f"{{{' '.join(at.span.text.split())}}}",))
    elif isinstance(datatype, TextType):
        hint = "compare texts with `=`, `!=` or `in`"
    return error(
        "not-a-set",
        f"{quote(at.span)} is {datatype}, but {quote(operator)} takes a set of text",
        at.span,
        hint=hint,
    )


def not_an_item(at: nodes.Expr, datatype: Datatype | None) -> Diagnostic:
    """An item of a set that is not a constant text."""
    if isinstance(datatype, TextType):
        message = f"{quote(at.span)} depends on the offer"
        hint: Hint = "items of a set are constant texts"
    else:
        message = f"{quote(at.span)} is not a text"
        hint = "a set contains only texts"
        if isinstance(at, nodes.Path) and len(at.parts) == 1:
            hint = Offered("write texts in quotes: {}", (f'"{at.span.text}"',), hint)
    return error("not-an-item", message, at.span, hint=hint)


def no_arithmetic(operator: str, at: Span, datatype: Datatype) -> Diagnostic:
    """Arithmetic on a datatype that does not support it."""
    return error(
        "no-arithmetic",
        f"{quote(at)} is {datatype}, but {quote(operator)} needs numbers or amounts",
        at,
        hint=_uncalculable_hint(datatype),
    )


def _uncalculable_hint(datatype: Datatype) -> str | None:
    match datatype:
        case TextSetType():
            return "count a set with `size of`"
        case DateType():
            return "a date can be moved by a duration, and two dates can be subtracted"
        case OrdinalType():
            return "levels can only be compared"
        case _:
            return None


def no_date_arithmetic(
    operator: str, at: nodes.Expr, left: Datatype, right: Datatype
) -> Diagnostic:
    """A sum with a date that is neither a difference of dates nor a date and a duration."""
    match left, right:
        case DateType(), DateType():
            hint = "the difference of two dates is a duration in days: write `-`"
        case DateType(), DurationType():
            hint = "dates are moved by days, weeks, months or years"
        case DurationType(), DateType() if operator == "+":
            hint = "write the date first"
        case _:
            hint = "a date can be moved by a duration, and two dates can be subtracted"
    return error(
        "no-arithmetic",
        f"{left} and {right} have no {quote(operator)}",
        at.span,
        hint=hint,
    )


def two_units(at: nodes.Expr, other: Span, other_type: Datatype) -> Diagnostic:
    """A product of two quantities with units."""
    return error(
        "two-units",
        f"{quote(other)} is already {other_type}, so `*` takes a number or percentage here",
        at.span,
        secondary=(datatype_label(other, other_type),),
    )


def bad_divisor(at: nodes.Expr, datatype: Datatype, dividend: Datatype) -> Diagnostic:
    """A divisor with another unit than what is divided."""
    fitting = "" if isinstance(dividend, Number | PercentType) else f", or {dividend}"
    return error(
        "bad-divisor",
        f"{quote(at.span)} is {datatype}, but `/` takes a number or percentage here{fitting}",
        at.span,
    )


def division_by_zero(at: nodes.Expr) -> Diagnostic:
    """A divisor that is zero."""
    return error("division-by-zero", f"{quote(at.span)} is zero", at.span)


def unsure_divisor(at: nodes.Expr, hint: Hint) -> Diagnostic:
    """A divisor that may be zero."""
    return error("division-by-zero", f"{quote(at.span)} may be zero", at.span, hint=hint)


def too_many_digits(at: Span, most: int) -> Diagnostic:
    """A quantity in which too many facts are multiplied or divided by each other."""
    return error(
        "number-too-large",
        f"the result of {quote(at)} may have more than {most} digits",
        at,
        hint="multiply fewer facts with each other, counting those of the names",
    )


def number_too_large(at: Span) -> Diagnostic:
    """A result of constant arithmetic with too many digits."""
    return error(
        "number-too-large",
        f"the result of {quote(at)} has too many digits",
        at,
        hint="a number has at most 18 digits",
    )


def no_such_date(at: Span) -> Diagnostic:
    """A constant date moved out of the calendar."""
    return error(
        "number-too-large",
        f"the result of {quote(at)} is outside the years 1 to 9999",
        at,
    )


def range_not_allowed(at: Span) -> Diagnostic:
    """A range outside an assumption."""
    return error(
        "not-a-constant",
        f"the range {quote(at)} is allowed only in an `assume`",
        at,
        hint="to compare with a range, use `between … and …`",
    )


def unknown_value(
    at: Span, values: Sequence[str], near: Hint, other: Span | None = None
) -> Diagnostic:
    """A text that is not in the closed list of values of a fact.

    Args:
        at: Its place.
        values: The list.
        near: A hint that offers something in its place.
        other: The place of the fact.
    """
    return error(
        "unknown-value",
        f"{quote(at)} is not a possible value here",
        at,
        secondary=() if other is None else (Label(other, f"one of {quoted_list(values)}"),),
        hint=possible(values, near),
    )


def possible(values: Sequence[str], near: Hint) -> Hint:
    """Return a hint that offers what is near, or says which values a fact can have."""
    said = f"possible values: {quoted_list(values)}"
    return evolve(near, otherwise=said) if isinstance(near, Offered) else said


def ambiguous_number(number: nodes.NumberLiteral) -> Diagnostic:
    """An amount of money whose point may be meant to group thousands."""
    written = number.spelling
    thousands, fraction = written.replace(".", "_"), f"{written}0"
    return warning(
        "ambiguous-number",
        f"`{written}` means {plain(number.value)}: the point is a decimal point",
        number.span,
        hint=Offered(
            "write {}",
            (thousands, fraction),
            notes=(
                (thousands, " for thousands"),
                (fraction, f" if you mean {plain(number.value)}"),
            ),
        ),
    )


def never_differs(at: Span, outcome: str, hint: Hint = None) -> Diagnostic:
    """A comparison or condition with the same outcome for every offer."""
    return warning("never-differs", f"{quote(at)} {outcome}", at, hint=hint)


def shuts_out(node: nodes.Compare, beyond: str, written: str, *, lets_in: bool) -> Diagnostic:
    """An equality with a value beyond which there are more of the kind that is meant."""
    what = "takes in" if lets_in else "leaves out"
    return warning(
        "shuts-out",
        f"{quote(node.span)} {what} {beyond}",
        node.span,
        hint=Offered("write {}", (written,)),
    )


def against_direction(node: nodes.Prefer, path: str, *, more: bool) -> Diagnostic:
    """A preference whose best end is the worse one of its fact."""
    at = node.worst.span.to(node.best.span)
    worst, best = (" ".join(end.span.text.split()) for end in (node.worst, node.best))
    if isinstance(node.worst, nodes.NumberLiteral) and (number := _number_in(node.best)):
        # The unit stands once, after the second end.
        worst, best = f"{worst}{best.removeprefix(number)}", number
    direction = "more" if more else "less"
    return warning(
        "against-direction",
        f"{direction} of {quote(path)} is better, but this prefers the opposite",
        at,
        hint=Offered("write {} if you mean it the other way round", (f"{best} to {worst}",)),
    )


def behind_closed_gate(at: Span, closing: Span, gate: Gate) -> Diagnostic:
    """A fact that is read only where nothing is behind its gate."""
    return warning(
        "closed-gate",
        f"{quote(at)} {_then(gate, 'never applies', 'is always')} here: it hangs on `{gate.fact}`",
        at,
        hint="leave it out, or read it where that gate is open",
        secondary=(Label(closing, "this closes the gate"),),
    )


def assumed_behind(at: Span, closing: Span, fact: FactPath, gate: Gate) -> Diagnostic:
    """An assumption about a fact whose gate another assumption closes."""
    return warning(
        "closed-gate",
        f"`{fact}` {_then(gate, 'does not apply', 'is')} if {gate.words(fact.view)}, "
        "which the file assumes, too",
        at,
        hint="remove one of the two assumptions",
        secondary=(Label(closing, "this closes the gate"),),
    )


def _then(gate: Gate, not_applying: str, is_: str) -> str:
    if gate.same_as:
        return f"{is_} what `{gate.same_as}` is"
    return not_applying if gate.gives is DOES_NOT_APPLY else f"{is_} {show(gate.gives)}"
