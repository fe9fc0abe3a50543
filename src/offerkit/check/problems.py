"""Everything that checking can find wrong: one function per diagnostic, all the wording."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final

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
from offerkit.diagnostics import Diagnostic, Label, error, warning
from offerkit.scales import Scale
from offerkit.span import Span
from offerkit.syntax import nodes
from offerkit.text import did_you_mean
from offerkit.values import plain

if TYPE_CHECKING:
    from offerkit.model.fields import FactInfo

_LONGEST_QUOTE: Final = 60
_MOST_LISTED: Final = 8


def quote(what: Span | str) -> str:
    """Return the author's words in backticks: on one line, cut where they run long."""
    text = what if isinstance(what, str) else what.text[: 4 * _LONGEST_QUOTE]
    text = " ".join(text.split())
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
    return f"`{cut}`"


def _listed(words: Iterable[str]) -> str:
    """Return words in backticks, separated by commas; a long list is cut."""
    all_words = list(words)
    shown = ", ".join(quote(word) for word in all_words[:_MOST_LISTED])
    return shown if len(all_words) <= _MOST_LISTED else f"{shown}, …"


def _is(at: Span, datatype: Datatype) -> Label:
    return Label(at, str(datatype))


def _first(at: Span) -> tuple[Label, ...]:
    return (Label(at, "the first one"),)


# --- use -------------------------------------------------------------------------------------


def use_cycle(use: nodes.UseFile | nodes.UsePack, chain: Sequence[str]) -> Diagnostic:
    """Files that use each other in a circle."""
    return error(
        "use-cycle",
        "files use each other in a circle",
        use.span,
        hint=f"take out one of these: {' uses '.join(quote(key) for key in chain)}",
    )


def use_too_deep(use: nodes.UseFile | nodes.UsePack, most: int) -> Diagnostic:
    """A file that is used by a file that is used by a file …, too often."""
    return error("use-too-deep", f"files may use each other at most {most} deep", use.span)


def use_outside(use: nodes.UseFile | nodes.UsePack) -> Diagnostic:
    """A used file that lies outside of the root file's folder."""
    return error(
        "use-outside",
        f"{quote(_target(use))} lies outside of the folder of the first file",
        _target(use),
        hint="move it beside the file that uses it, or below",
    )


def use_bad_path(use: nodes.UseFile) -> Diagnostic:
    """A path that is absolute, empty, or not written with ``/``."""
    return error(
        "use-bad-path",
        f"{quote(use.path.span)} is not a relative path with `/` between folders",
        use.path.span,
        hint='write it relative to this file, as in `use "common/basics.criteria"`',
    )


def use_missing(use: nodes.UseFile | nodes.UsePack) -> Diagnostic:
    """A used file that does not exist."""
    return error("use-missing", f"there is no file {quote(_target(use))}", _target(use))


def use_unreadable(use: nodes.UseFile | nodes.UsePack) -> Diagnostic:
    """A used file that exists and cannot be read."""
    return error("use-unreadable", f"{quote(_target(use))} cannot be read", _target(use))


def use_without_files(use: nodes.UseFile) -> Diagnostic:
    """A ``use`` of a file in text that has no folder."""
    return error(
        "use-without-files",
        "this text is not a file in a folder, so it can use packs only",
        use.path.span,
        hint="load the criteria from a file",
    )


def unknown_pack(pack: nodes.Name, known: Collection[str]) -> Diagnostic:
    """A pack that offerkit does not have."""
    hint = did_you_mean(pack.value, known) or (f"packs: {_listed(known)}" if known else None)
    return error("unknown-pack", f"unknown pack {quote(pack.span)}", pack.span, hint=hint)


def too_many_statements(statement: nodes.Statement, most: int) -> Diagnostic:
    """The first statement beyond the limit."""
    return error(
        "too-many-statements",
        f"a file and all that it uses have at most {most:,} statements",
        statement.span,
    )


def _target(use: nodes.UseFile | nodes.UsePack) -> Span:
    return use.path.span if isinstance(use, nodes.UseFile) else use.pack.span


# --- names -----------------------------------------------------------------------------------


def unknown_fact(path: nodes.Path, hint: str | None) -> Diagnostic:
    """A path that is no fact."""
    return error("unknown-fact", f"unknown fact {quote(path.name)}", path.span, hint=hint)


def declare_it(path: str) -> str:
    """Return the hint for a fact that resembles none that is known."""
    return f"a fact of your own is declared: `fact {path}: TYPE`"


def fact_group(path: nodes.Path, facts: Iterable[str]) -> Diagnostic:
    """A path that is a group of facts, where one of them must be named."""
    return error(
        "fact-group",
        f"{quote(path.name)} is a group of facts",
        path.span,
        hint=f"name one of them: {_listed(facts)}",
    )


def unreadable_fact(path: nodes.Path) -> Diagnostic:
    """A fact that offers hold and expressions cannot read."""
    return error(
        "unreadable-fact",
        f"{quote(path.name)} is a list, which expressions cannot read",
        path.span,
        hint="read `equity.per_year` instead" if "equity" in path.parts else None,
    )


def unknown_name(path: nodes.Path, hint: str | None) -> Diagnostic:
    """A single name that is neither a ``let`` nor a level."""
    return error("unknown-name", f"unknown name {quote(path.name)}", path.span, hint=hint)


def asks_whether_known(path: nodes.Path) -> Diagnostic:
    """``is known``, which would break the law that a verdict stays when more is learned."""
    return error(
        "unknown-name",
        f"unknown name {quote(path.name)}: no condition can ask what is known",
        path.span,
        hint="`assume` names a value for what nobody has said, and `find out` asks for it",
    )


def unknown_level(path: nodes.Path, scale: Scale, near: str | None) -> Diagnostic:
    """A name that is not a level of the scale on the other side."""
    return error(
        "unknown-level",
        f"{quote(path.name)} is not a level of {scale.name}",
        path.span,
        hint=near or f"levels: {scale}",
    )


def ambiguous_name(path: nodes.Path, scale: Scale, let: Span) -> Diagnostic:
    """A name that is a level of the scale on the other side, and a ``let`` as well."""
    return error(
        "ambiguous-name",
        f"{quote(path.name)} is a level of {scale.name} here, and a `let` as well",
        path.span,
        secondary=(Label(let, "the `let`"),),
        hint="give the `let` another name",
    )


def level_without_scale(path: nodes.Path, fact: str | None) -> Diagnostic:
    """A level where nothing says of which scale."""
    example = f"`{fact} >= {path.name}`" if fact else "a fact"
    return error(
        "level-without-scale",
        f"{quote(path.name)} is a level, and nothing here says of which scale",
        path.span,
        hint=f"compare it with a fact, as in {example}" if fact else f"compare it with {example}",
    )


def level_beside(path: nodes.Path, other: nodes.Expr, other_type: Datatype) -> Diagnostic:
    """A level beside something that is no level."""
    return error(
        "datatype-mismatch",
        f"{quote(path.name)} is a level, and {quote(other.span)} is {other_type}",
        path.span,
        secondary=(_is(other.span, other_type),),
    )


def unquoted_text(path: nodes.Path) -> Diagnostic:
    """A single name where a text is expected."""
    return error(
        "unknown-name",
        f"unknown name {quote(path.name)}",
        path.span,
        hint=f'texts stand in quotes: `"{path.name}"`',
    )


def duplicate_name(what: str, name: str, at: Span, first: Span) -> Diagnostic:
    """A ``let``, ``scale`` or ``fact`` that is declared a second time."""
    return error(
        "duplicate-name",
        f"the {what} {quote(name)} is declared twice",
        at,
        secondary=_first(first),
        hint="leave one out, or rename it",
    )


def reserved_name(name: nodes.Name) -> Diagnostic:
    """A name that the language uses itself."""
    return error(
        "reserved-name",
        f"{quote(name.value)} is a word of the language",
        name.span,
        hint="take another name",
    )


def hides_built_in(name: nodes.Name, what: str) -> Diagnostic:
    """A scale that is called like a built-in scale or datatype."""
    return error(
        "hides-built-in",
        f"{quote(name.value)} is {what} that offerkit knows",
        name.span,
        hint="give your scale another name",
    )


def recursive_let(name: nodes.Name, cycle: Sequence[str]) -> Diagnostic:
    """A ``let`` that uses itself, directly or through others."""
    shown = [*cycle[: _MOST_LISTED - 1], "…", cycle[-1]] if len(cycle) > _MOST_LISTED else cycle
    return error(
        "recursive-let",
        f"{quote(name.value)} is defined by itself",
        name.span,
        hint=f"break the circle: {' uses '.join(quote(part) for part in shown)}",
    )


def fact_path(path: nodes.Path, most: int) -> Diagnostic:
    """A fact of the author's own whose path is a single name, endless, or names a view."""
    if len(path.parts) > most:
        message, hint = f"{quote(path.name)} has more than {most} names", "take a shorter path"
    elif len(path.parts) < 2:
        message = f"{quote(path.name)} needs a group before its name"
        hint = f"write it as `office.{path.name}`"
    else:
        message = f"{quote(path.name)} is declared without its view"
        hint = f"declare `{'.'.join(path.parts[1:])}`; its views come with it"
    return error("fact-path", message, path.span, hint=hint)


def fact_clash(path: nodes.Path, other: str, first: Span | None) -> Diagnostic:
    """A fact of the author's own that is a known fact, or a group of one."""
    if path.name == other:
        message, hint = f"{quote(other)} is a fact already", "leave the line out, or rename yours"
    elif other.startswith(f"{path.name}."):
        message = f"{quote(path.name)} is a group of facts already"
        hint = f"take a path below it, or another one: {quote(other)} is in that group"
    else:
        message = f"{quote(other)} is a fact, so nothing can stand below it"
        hint = "take another path"
    where = () if first is None else _first(first)
    return error("fact-clash", message, path.span, hint=hint, secondary=where)


def unknown_type(name: nodes.TypeName, near: str | None) -> Diagnostic:
    """A datatype or scale that is not one."""
    types = "types: yes/no, number, percent, money, pay, date, duration, text, set of text, a scale"
    hint = near or types
    return error("unknown-type", f"unknown type {quote(name.name)}", name.span, hint=hint)


def empty_list(values: nodes.SetLiteral) -> Diagnostic:
    """A closed list of values without any."""
    return error(
        "empty-list",
        "a closed list needs at least one text",
        values.span,
        hint="leave the braces out if any text will do",
    )


def repeated_level(level: nodes.Name, first: nodes.Name) -> Diagnostic:
    """A level that stands twice in its scale."""
    return error(
        "repeated-level",
        f"{quote(level.value)} stands twice in this scale",
        level.span,
        secondary=_first(first.span),
    )


# --- datatypes -------------------------------------------------------------------------------


def disagree(
    at: nodes.Expr, datatype: Datatype, other: nodes.Expr, other_type: Datatype
) -> Diagnostic:
    """Two things that stand together and are of different datatypes, *at* to be corrected."""
    beside = (_is(other.span, other_type),)
    named = f"{quote(at.span)} is {datatype}, and {quote(other.span)} is {other_type}"
    match datatype, other_type:
        case MoneyType(), PayType():
            code, hint = "missing-period", _per_year(at)
        case PayType(), MoneyType():
            code, hint = "unexpected-period", "leave the period out: this is paid once"
        case (Number(), PercentType()) | (PercentType(), Number()):
            return _percent_or_number(at, named, beside)
        case Number(), MoneyType() | PayType() | DurationType() if isinstance(at, nodes.Number):
            code, hint = "missing-unit", _with_unit(at, other_type)
        case MoneyType() | PayType() | DurationType(), Number() if _number_in(at) is not None:
            code, hint = "unexpected-unit", f"write `{_number_in(at)}`"
        case DurationType(), DurationType():
            code = "duration-family"
            hint = f"{quote(other.span)} is in {_units(other_type)}"
        case OrdinalType(), OrdinalType():
            code, hint = "different-scales", "levels compare only within their scale"
        case _:
            return error(
                "datatype-mismatch",
                named,
                at.span,
                secondary=beside,
                hint=_mismatch_hint(at, other, other_type),
            )
    return error(code, named, at.span, secondary=beside, hint=hint)


def _units(datatype: DurationType) -> str:
    return str(datatype).removeprefix("a duration in ").replace(",", " or")


def _per_year(at: nodes.Expr) -> str:
    written = f"{' '.join(at.span.text.split())} per year"
    literal = isinstance(at, nodes.MoneyLiteral)
    return f"write `{written}`" if literal else "say what it is per, as in `per year`"


def _number_in(at: nodes.Expr) -> str | None:
    """Return the number of an amount as it is written."""
    match at:
        case nodes.MoneyLiteral() | nodes.PayLiteral() | nodes.DurationLiteral():
            return at.number.spelling
        case _:
            return None


def _with_unit(at: nodes.Number, other: MoneyType | PayType | DurationType) -> str:
    if isinstance(other, DurationType):
        unit = min(family.value for family in other.families).split(" or ")[1]
    else:
        unit = "USD per year" if isinstance(other, PayType) else "USD"
    return f"add the unit, as in `{at.spelling} {unit}`"


def _percent_or_number(at: nodes.Expr, message: str, beside: tuple[Label, ...]) -> Diagnostic:
    hint = None
    if isinstance(at, nodes.Number):
        share = at.value * 100 if 0 < at.value < 1 else at.value
        hint = f"write `{plain(share)}%`"
    elif isinstance(at, nodes.PercentLiteral):
        hint = f"write `{plain(at.number.value)}`"
    return error("percent-or-number", message, at.span, secondary=beside, hint=hint)


def _mismatch_hint(at: nodes.Expr, other: nodes.Expr, other_type: Datatype) -> str | None:
    match other_type:
        case OrdinalType(scale=scale):
            return f"levels: {scale}"
        case TextType() if isinstance(at, nodes.Path) and len(at.parts) == 1:
            return f'texts stand in quotes: `"{at.name}"`'
        case YesNo() if not isinstance(other, nodes.YesNoLiteral):
            return f"{quote(other.span)} is a condition by itself"
        case _:
            return None


def not_a_condition(at: Span, datatype: Datatype) -> Diagnostic:
    """Something other than a truth where one is needed."""
    match datatype:
        case TextSetType():
            hint = "say what of it: `includes`, `overlaps`, `within`"
        case TextType():
            hint = "compare it: `=`, `!=`, `in`"
        case _:
            hint = "compare it: `=`, `<`, `>=`, `between`"
    return error(
        "not-a-condition",
        f"{quote(at)} is {datatype}, and a condition is needed",
        at,
        hint=hint,
    )


def no_order(operator: str, at: Span, datatype: Datatype) -> Diagnostic:
    """An ordering comparison of something without an order."""
    return error(
        "no-order",
        f"{quote(at)} is {datatype}, which has no order for {quote(operator)}",
        at,
        hint=_unordered_hint(datatype),
    )


def _unordered_hint(datatype: Datatype) -> str:
    match datatype:
        case YesNo():
            return "a truth is a condition by itself; say `not` for its opposite"
        case TextSetType():
            return "compare sets with `within` or `overlaps`, or count with `size of`"
        case _:
            return "compare texts with `=`, `!=` or `in`"


def set_equality(node: nodes.Comparison) -> Diagnostic:
    """``=`` on sets."""
    return error(
        "set-equality",
        f"sets have no {quote(node.op.value)}",
        node.span,
        hint="say `within`, `includes` or `overlaps`",
    )


def not_a_text(operator: str, at: nodes.Expr, datatype: Datatype) -> Diagnostic:
    """Something other than a text where a set takes one."""
    hint = None
    if isinstance(datatype, TextSetType):
        hint = "say `within` for a set in a set, `overlaps` for texts in common"
    elif isinstance(datatype, OrdinalType):
        hint = "sets hold texts only; for levels say `between`, or `=` with `or`"
    return error(
        "not-a-text",
        f"{quote(at.span)} is {datatype}, and {quote(operator)} takes a text",
        at.span,
        hint=hint,
    )


def not_a_set(operator: str, at: nodes.Expr, datatype: Datatype) -> Diagnostic:
    """Something other than a set where an operator takes one."""
    hint = None
    if isinstance(at, nodes.TextLiteral):
        hint = f"put it in braces: `{{{' '.join(at.span.text.split())}}}`"
    elif isinstance(datatype, TextType):
        hint = "compare texts with `=`, `!=` or `in`"
    return error(
        "not-a-set",
        f"{quote(at.span)} is {datatype}, and {quote(operator)} takes a set of text",
        at.span,
        hint=hint,
    )


def not_an_item(at: nodes.Expr, datatype: Datatype | None) -> Diagnostic:
    """Something in the braces of a set that is not a constant text."""
    if isinstance(datatype, TextType):
        message, hint = f"{quote(at.span)} depends on the offer", "a set holds texts as written"
    else:
        message = f"{quote(at.span)} is not a text"
        name = isinstance(at, nodes.Path) and len(at.parts) == 1
        hint = f'texts stand in quotes: `"{at.span.text}"`' if name else "a set holds texts only"
    return error("not-an-item", message, at.span, hint=hint)


def no_arithmetic(operator: str, at: Span, datatype: Datatype) -> Diagnostic:
    """Arithmetic on something that cannot be calculated with."""
    return error(
        "no-arithmetic",
        f"{quote(at)} is {datatype}, and {quote(operator)} does not take one",
        at,
        hint=_uncalculable_hint(datatype),
    )


def _uncalculable_hint(datatype: Datatype) -> str | None:
    match datatype:
        case TextSetType():
            return "count a set with `size of`"
        case DateType():
            return "dates are compared, not calculated with"
        case OrdinalType():
            return "levels are compared, not calculated with"
        case _:
            return None


def two_units(at: nodes.Expr, other: Span, other_type: Datatype) -> Diagnostic:
    """A product of two quantities with units."""
    return error(
        "two-units",
        f"{quote(other)} is {other_type} already, so `*` takes a number or percentage here",
        at.span,
        secondary=(_is(other, other_type),),
    )


def two_facts(at: nodes.Expr, other: Span) -> Diagnostic:
    """A product of two factors that both depend on the offer."""
    return error(
        "two-facts",
        f"both sides of `*` depend on the offer: {quote(other)} and {quote(at.span)}",
        at.span,
        secondary=(Label(other),),
        hint="one side has to be a constant",
    )


def bad_divisor(at: nodes.Expr, datatype: Datatype, *, constant: bool) -> Diagnostic:
    """A divisor that depends on the offer or has a unit."""
    what = f"is {datatype}" if constant else "depends on the offer"
    return error(
        "bad-divisor",
        f"{quote(at.span)} {what}, and `/` takes a constant number or percentage",
        at.span,
    )


def division_by_zero(at: nodes.Expr) -> Diagnostic:
    """A divisor that is zero."""
    return error("division-by-zero", f"{quote(at.span)} is zero", at.span)


def number_too_large(at: Span) -> Diagnostic:
    """A constant that arithmetic made larger, or finer, than any number may be."""
    return error(
        "number-too-large",
        f"{quote(at)} comes to more digits than a number may have",
        at,
        hint="a number has at most 18 digits",
    )


def range_not_allowed(at: Span) -> Diagnostic:
    """A range anywhere but in an assumption."""
    return error(
        "not-a-constant",
        f"the range {quote(at)} may only stand behind `assume`",
        at,
        hint="compare with both ends: `between … and …`",
    )


def unknown_value(
    at: Span, near: str | None, values: Sequence[str], other: Span | None
) -> Diagnostic:
    """A text that a fact with a closed list of values never has."""
    return error(
        "unknown-value",
        f"{quote(at)} is not one of the texts that are possible here",
        at,
        secondary=() if other is None else (Label(other, f"one of {_listed(values)}"),),
        hint=near or f"possible are {_listed(values)}",
    )


# --- statements ------------------------------------------------------------------------------


def not_a_constant(at: Span) -> Diagnostic:
    """Something that depends on the offer where a constant is needed."""
    return error("not-a-constant", f"{quote(at)} has to be a constant", at)


def inexact_constant(at: Span) -> Diagnostic:
    """A constant that no finite decimal writes, where one is needed."""
    return error(
        "inexact-constant",
        f"{quote(at)} does not come to an exact amount",
        at,
        hint="write the amount itself",
    )


def weight_not_allowed(rule: nodes.Rule, weight: nodes.Expr) -> Diagnostic:
    """A weight behind a rule that is not weighed."""
    kind = rule.kind.value
    why = "nothing outweighs it" if rule.kind is nodes.RuleKind.DEALBREAKER else "it never counts"
    return error(
        "weight-not-allowed",
        f"a {kind} has no weight: {why}",
        weight.span,
        hint="leave the weight out, or make it a `pro` or a `con`",
    )


def not_a_positive_whole(what: str, at: Span) -> Diagnostic:
    """A weight or a cost that is not a positive whole number."""
    return error(
        "not-a-positive-whole",
        f"a {what} is a positive whole number, and {quote(at)} is not",
        at,
    )


def empty_text(what: str, text: nodes.TextLiteral) -> Diagnostic:
    """A label or a question without words."""
    return error("empty-text", f"the {what} is empty", text.span, hint="say it in words")


def says_nothing(at: Span) -> Diagnostic:
    """A text, or a set with one, that stands for not knowing."""
    return error(
        "empty-text",
        f"{quote(at)} says nothing of the fact",
        at,
        hint="leave the line out: what nobody has stated is unknown",
    )


def not_a_fact(path: nodes.Path) -> Diagnostic:
    """A ``let`` where a fact is needed."""
    return error("not-a-fact", f"{quote(path.name)} is a `let`, and a fact is needed", path.span)


def not_gradable(at: Span, datatype: Datatype) -> Diagnostic:
    """A graded preference on something that has no degrees."""
    return error(
        "not-gradable",
        f"{quote(at)} is {datatype}, which has no degrees",
        at,
        hint="say it with `pro … if` or `con … if`",
    )


def ends_in_two_units(at: Span, other: Span) -> Diagnostic:
    """The two ends of a preference or a range in different units."""
    return error(
        "ends-in-two-units",
        f"{quote(other)} and {quote(at)} are in different units",
        at,
        secondary=(Label(other),),
        hint="give both the same currency, period and family of durations",
    )


def equal_ends(at: Span) -> Diagnostic:
    """A preference whose worst and best are the same."""
    return error(
        "equal-ends",
        "the worst and the best are the same",
        at,
        hint="say it with `pro … if` or `con … if`",
    )


def view_not_allowed(path: nodes.Path, statement: str) -> Diagnostic:
    """A view where a fact of the offer itself is needed."""
    return error(
        "view-not-allowed",
        f"`{statement}` is about the offer as it stands, not {quote(path.parts[0])}",
        path.span,
        hint=f"write `{'.'.join(path.parts[1:])}`",
    )


def derived_fact(path: nodes.Path, parts: Sequence[str], verb: str) -> Diagnostic:
    """A computed fact where only one that is stated can stand."""
    return error(
        "derived-fact",
        f"{quote(path.name)} is computed and cannot be {verb}",
        path.span,
        hint=f"name one of its parts: {_listed(parts)}",
    )


def no_direction(at: Span, path: nodes.Path, datatype: Datatype) -> Diagnostic:
    """``up to`` or ``down to`` on a fact that has neither up nor down."""
    return error(
        "no-direction",
        f"{quote(path.name)} is {datatype}, which has no up or down",
        at,
        hint=f"write `negotiable {path.name}` alone",
    )


def out_of_bounds(at: Span, path: str, bounds: str) -> Diagnostic:
    """A value that a fact cannot have."""
    return error(
        "out-of-bounds",
        f"{quote(at)} is not a value that {quote(path)} can have",
        at,
        hint=f"it is {bounds}",
    )


def empty_range(at: Span) -> Diagnostic:
    """A range whose first end is above its second."""
    return error("empty-range", f"the range {quote(at)} is empty", at, hint="low end first")


def said_twice(what: str, path: str, at: Span, first: Span) -> Diagnostic:
    """Two statements of which there can be one only, for one fact, saying different things."""
    return error(
        "said-twice",
        f"there are two {what} for {quote(path)}",
        at,
        secondary=_first(first),
        hint="leave one out",
    )


def rate_of_one_currency(rate: nodes.Rate) -> Diagnostic:
    """A rate from a currency to itself."""
    return error(
        "rate-of-one-currency",
        f"both sides of the rate are in {quote(rate.base.currency)}",
        rate.quote.span,
        hint="a rate says what an amount is worth in another currency",
    )


def rate_not_positive(amount: nodes.MoneyLiteral) -> Diagnostic:
    """A rate with an amount of zero."""
    return error("rate-not-positive", f"{quote(amount.span)} is not above zero", amount.span)


def duplicate_rate(rate: nodes.Rate, first: Span) -> Diagnostic:
    """A second rate between two currencies, in either direction."""
    return error(
        "duplicate-rate",
        f"there are two rates between {quote(rate.base.currency)} and {quote(rate.quote.currency)}",
        rate.span,
        secondary=_first(first),
        hint="leave one out; a rate works in both directions",
    )


def threshold_in_percent(at: nodes.Expr, datatype: Datatype) -> Diagnostic:
    """A threshold that is not a percentage."""
    message = f"{quote(at.span)} is {datatype}, and a threshold is a percentage"
    if isinstance(datatype, Number):
        return _percent_or_number(at, message, ())
    return error("datatype-mismatch", message, at.span)


def threshold_range(at: Span) -> Diagnostic:
    """A threshold below 0% or above 100%."""
    return error("threshold-range", f"a threshold is from 0% to 100%, and {quote(at)} is not", at)


def duplicate_threshold(threshold: nodes.Threshold, first: Span) -> Diagnostic:
    """The same threshold twice in a file."""
    return error(
        "duplicate-threshold",
        f"{quote(threshold.kind.value)} stands twice",
        threshold.span,
        secondary=_first(first),
        hint="leave one out",
    )


def conflicting_thresholds(
    kind: nodes.ThresholdKind, at: Span, first: Span, second: Span
) -> Diagnostic:
    """Two used files with different thresholds, and none in the file that uses them."""
    return error(
        "conflicting-thresholds",
        f"the files used here say {quote(kind.value)} with different percentages",
        at,
        secondary=(Label(first, "one"), Label(second, "the other")),
        hint=f"say `{kind.value} …%` in this file",
    )


def thresholds_crossed(accept: Span, decline: Span) -> Diagnostic:
    """A score for accepting that is below the one for declining."""
    return error(
        "thresholds-crossed",
        "`accept at` is below `decline below`",
        accept,
        secondary=(Label(decline, "`decline below`"),),
        hint="accept at the same percentage or a higher one",
    )


# --- warnings --------------------------------------------------------------------------------


def unused_name(what: str, name: str, at: Span) -> Diagnostic:
    """A ``let``, ``scale`` or ``fact`` that nothing uses."""
    return warning(
        "unused-name", f"nothing uses the {what} {quote(name)}", at, hint="use it, or leave it out"
    )


def never_differs(at: Span, outcome: str, hint: str | None = None) -> Diagnostic:
    """A comparison or condition that comes out the same for every offer."""
    return warning("never-differs", f"{quote(at)} {outcome}", at, hint=hint)


def duplicate_statement(what: str, at: Span, first: Span) -> Diagnostic:
    """A rule, preference or reason for leaving that stands twice."""
    return warning(
        "duplicate-statement",
        f"another {what} says the same",
        at,
        secondary=_first(first),
        hint="leave one out",
    )


def duplicate_label(what: str, label: str, at: Span, first: Span) -> Diagnostic:
    """Two different statements of one kind under one label."""
    return warning(
        "duplicate-label",
        f"another {what} is called {quote(label)} as well",
        at,
        secondary=_first(first),
        hint="give them different labels, to tell them apart in a decision",
    )


def not_a_term(path: nodes.Path, info: FactInfo) -> Diagnostic:
    """A fact that is marked negotiable and is not a term of an offer."""
    return warning(
        "not-a-term",
        f"{quote(info.path)} is usually not something that an employer can change",
        path.span,
    )


def threshold_without_score(threshold: nodes.Threshold) -> Diagnostic:
    """A threshold on a score that there is not."""
    return warning(
        "threshold-without-score",
        f"{quote(threshold.span)} has no effect: nothing here is weighed",
        threshold.span,
        hint="add a `pro`, a `con` or a `prefer`",
    )


def ambiguous_number(number: nodes.Number) -> Diagnostic:
    """An amount of money whose point may have been meant to group thousands."""
    written = number.spelling
    return warning(
        "ambiguous-number",
        f"`{written}` is {plain(number.value)}: the point begins the fraction",
        number.span,
        hint=f"a thousand times that is `{written.replace('.', '_')}`; "
        f"if it is meant as it stands, `{written}0`",
    )
