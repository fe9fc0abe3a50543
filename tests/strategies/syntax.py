"""Strategies of ASTs: every node, whether or not it means something.

Whatever they generate has a text: names are names, numbers have their spelling, and what the
grammar allows only in one place (a range, behind `assume`) is only there. For well-typed
criteria build on the small ones: ``paths``, ``numbers`` and their like take arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import evolve
from hypothesis import strategies as st

from offerkit.currencies import CURRENCIES
from offerkit.literals import number
from offerkit.span import Source
from offerkit.syntax import nodes
from offerkit.syntax.grammar import reserved_words
from offerkit.syntax.nodes import CriteriaFile, Expr, Statement, Trivia
from offerkit.values import DurationUnit, Period

SPAN = Source("<generated>", "").span(0, 0)
"""Where generated nodes are: nowhere; nodes compare without it."""

KEYWORDS = sorted(reserved_words())
"""Words that can be parts of a path, but no name: worth trying more often than chance would."""


def names() -> st.SearchStrategy[str]:
    """Return names."""
    free = st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True)
    return free.filter(lambda name: name not in reserved_words())


def declared_names() -> st.SearchStrategy[nodes.Name]:
    """Return names where a statement declares one, or names a scale or a pack."""
    return st.builds(nodes.Name, names(), span=st.just(SPAN))


def paths(parts: st.SearchStrategy[Sequence[str]] | None = None) -> st.SearchStrategy[nodes.Path]:
    """Return names, and paths of two or three names of which some are keywords elsewhere."""
    part = st.one_of(st.sampled_from(KEYWORDS), names())
    several = st.lists(part, min_size=2, max_size=3)
    parts = st.one_of(names().map(lambda n: [n]), several) if parts is None else parts
    return st.builds(lambda p: nodes.Path(tuple(p), span=SPAN), parts)


@st.composite
def numbers(draw: st.DrawFn, digits: st.SearchStrategy[int] | None = None) -> nodes.NumberLiteral:
    """Return numbers in all their spellings."""
    whole = draw(st.integers(0, 10**9) if digits is None else digits)
    spelling = draw(st.sampled_from([str(whole), f"{whole:_}", f"0{whole}"]))
    fraction = draw(st.one_of(st.just(""), st.from_regex(r"\.[0-9]{1,4}", fullmatch=True)))
    spelling += fraction + draw(st.sampled_from(["", "", "k", "M"]))
    return nodes.NumberLiteral(number(spelling), spelling=spelling, span=SPAN)


def currencies() -> st.SearchStrategy[str]:
    """Return codes of currencies, often the same few."""
    return st.one_of(st.sampled_from(["USD", "EUR"]), st.sampled_from(sorted(CURRENCIES)))


def percents() -> st.SearchStrategy[nodes.PercentLiteral]:
    """Return percentages."""
    return st.builds(nodes.PercentLiteral, numbers(), span=st.just(SPAN))


def money() -> st.SearchStrategy[nodes.MoneyLiteral]:
    """Return amounts of money."""
    return st.builds(nodes.MoneyLiteral, numbers(), currencies(), span=st.just(SPAN))


def pay() -> st.SearchStrategy[nodes.PayLiteral]:
    """Return amounts per period."""
    periods = st.sampled_from(Period)
    return st.builds(nodes.PayLiteral, numbers(), currencies(), periods, span=st.just(SPAN))


def durations() -> st.SearchStrategy[nodes.DurationLiteral]:
    """Return durations."""
    units = st.sampled_from(DurationUnit)
    return st.builds(nodes.DurationLiteral, numbers(), units, span=st.just(SPAN))


def dates() -> st.SearchStrategy[nodes.DateLiteral]:
    """Return dates."""
    days = st.dates(date(1, 1, 1), date(9999, 12, 31))
    return st.builds(nodes.DateLiteral, days, span=st.just(SPAN))


def texts(values: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[nodes.TextLiteral]:
    """Return texts of any characters but halves of surrogate pairs."""
    if values is None:
        values = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    return st.builds(nodes.TextLiteral, values, span=st.just(SPAN))


def truths() -> st.SearchStrategy[nodes.YesNoLiteral]:
    """Return `yes` and `no`."""
    return st.builds(nodes.YesNoLiteral, st.booleans(), span=st.just(SPAN))


def quantities() -> st.SearchStrategy[Expr]:
    """Return literals that lie on a line."""
    return st.one_of(numbers(), percents(), money(), pay(), durations(), dates())


def literals() -> st.SearchStrategy[Expr]:
    """Return literals of every kind."""
    return st.one_of(quantities(), texts(), truths())


def sets(items: st.SearchStrategy[Expr]) -> st.SearchStrategy[nodes.SetLiteral]:
    """Return sets of up to four items."""
    return st.builds(nodes.SetLiteral, st.lists(items, max_size=4).map(tuple), span=st.just(SPAN))


def expressions(leaves: int = 10) -> st.SearchStrategy[Expr]:
    """Return expressions of every kind but ranges, nested a few levels deep."""
    return st.recursive(st.one_of(paths(), literals()), _around, max_leaves=leaves)


def _around(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Return expressions one level around *inner*."""
    here = st.just(SPAN)
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    terms = st.lists(st.tuples(st.sampled_from(nodes.SumOp), inner), min_size=1, max_size=3)
    factors = st.lists(st.tuples(st.sampled_from(nodes.ProductOp), inner), min_size=1, max_size=3)
    arguments = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(nodes.Or, several, span=here),
        st.builds(nodes.And, several, span=here),
        st.builds(nodes.Not, inner, span=here),
        st.builds(nodes.Compare, st.sampled_from(nodes.CompareOp), inner, inner, span=here),
        st.builds(nodes.Between, inner, inner, inner, span=here),
        st.builds(nodes.Sum, inner, terms.map(tuple), span=here),
        st.builds(nodes.Product, inner, factors.map(tuple), span=here),
        st.builds(nodes.Negation, inner, span=here),
        st.builds(nodes.Call, st.sampled_from(nodes.Function), arguments, span=here),
        st.builds(nodes.SizeOf, inner, span=here),
        st.builds(nodes.Count, st.sampled_from(nodes.Quantifier), numbers(), arguments, span=here),
        sets(inner),
    )


@st.composite
def ranges(draw: st.DrawFn) -> nodes.RangeLiteral:
    """Return ranges: two ends of one unit, two dates, or two levels."""
    high = draw(st.one_of(quantities(), paths()))
    low: Expr
    match high:
        case nodes.PercentLiteral() | nodes.MoneyLiteral() | nodes.PayLiteral():
            low = evolve(high, number=draw(numbers()))
        case nodes.DurationLiteral():
            low = evolve(high, number=draw(numbers()))
        case nodes.DateLiteral():
            low = draw(dates())
        case nodes.NumberLiteral():
            low = draw(numbers())
        case _:
            low = draw(paths())
    return nodes.RangeLiteral(low, high, span=SPAN)


# --- statements --------------------------------------------------------------------------


def types() -> st.SearchStrategy[nodes.TypeExpr]:
    """Return the types that a `fact` may have."""
    here = st.just(SPAN)
    scales = names().filter(lambda name: name not in {"set", "text", "duration"})
    written = st.sampled_from(
        ["yes/no", "set of text", "number", "percent", "money", "pay", "date"]
    )
    units = st.none() | st.sampled_from(DurationUnit)
    return st.one_of(
        st.builds(nodes.TypeName, st.one_of(written, scales), span=here),
        st.builds(nodes.DurationTypeName, units, span=here),
        st.builds(nodes.TextTypeName, st.none() | sets(texts()), span=here),
    )


@st.composite
def negotiables(draw: st.DrawFn) -> nodes.Negotiable:
    """Return `negotiable` statements, with and without a limit and a cost."""
    direction = draw(st.none() | st.sampled_from(nodes.Direction))
    limit = draw(expressions(3)) if direction is not None else None
    cost = draw(st.none() | expressions(3))
    step = draw(st.none() | expressions(3))
    return nodes.Negotiable(draw(paths()), direction, limit, cost, step, span=SPAN)


def versions() -> st.SearchStrategy[nodes.Name]:
    """Return what may follow `language`."""
    written = st.from_regex(r"[0-9]\.[0-9](-[a-z]{1,3})?", fullmatch=True)
    return st.builds(nodes.Name, written, span=st.just(SPAN))


def bare_statements(leaves: int = 10) -> st.SearchStrategy[Statement]:
    """Return statements of every kind, without comments."""
    here = st.just(SPAN)
    labelled = st.sampled_from(["dealbreaker", "pro", "con", "caution", "prefer", "leaving"])
    replacing = named_statements(leaves)
    return st.one_of(
        st.builds(nodes.Language, versions(), span=here),
        st.builds(nodes.UseFile, texts(), span=here),
        st.builds(nodes.UsePack, declared_names(), span=here),
        replacing,
        st.builds(nodes.Instead, replacing, span=here),
        st.builds(nodes.Without, labelled, texts(), span=here),
        st.builds(nodes.Without, st.sampled_from(["assume", "negotiable"]), paths(), span=here),
    )


def named_statements(leaves: int) -> st.SearchStrategy[nodes.Replacing]:
    """Return statements that `instead` may precede."""
    here = st.just(SPAN)
    any_ = expressions(leaves)
    label = st.none() | texts()
    weight = st.none() | st.one_of(numbers(), any_)
    levels = st.lists(declared_names(), min_size=2, max_size=4).map(tuple)
    kinds = st.sampled_from(nodes.RuleKind)
    none, yes, no = st.none(), st.just(True), st.just(False)
    bound = st.one_of(
        dates(), money(), numbers(), st.builds(nodes.Negation, numbers() | money(), span=here)
    )
    return st.one_of(
        st.builds(nodes.ScaleDefinition, declared_names(), levels, span=here),
        st.builds(nodes.FactDefinition, paths(), types(), none, none, label, no, span=here),
        st.builds(nodes.FactDefinition, paths(), types(), bound, bound, texts(), yes, span=here),
        st.builds(nodes.Let, declared_names(), any_, span=here),
        st.builds(nodes.Let, declared_names(), st.none() | any_, types(), span=here),
        st.builds(nodes.Rate, money(), money(), st.none() | dates(), span=here),
        st.builds(nodes.Assume, paths(), st.one_of(any_, ranges()), span=here),
        st.builds(nodes.Rule, kinds, label, st.booleans(), any_, weight, span=here),
        st.builds(nodes.Prefer, label, any_, any_, any_, weight, span=here),
        st.builds(nodes.Leaving, texts(), any_, span=here),
        negotiables(),
        st.builds(nodes.Ask, texts(), paths(), st.booleans(), span=here),
        st.builds(nodes.Threshold, st.sampled_from(nodes.ThresholdKind), any_, span=here),
    )


def comments() -> st.SearchStrategy[str]:
    """Return comments, `#` included: any characters of one line."""
    kept = st.characters(exclude_categories=["Cs", "Cc"])
    return st.text(kept, max_size=10).map(lambda text: f"#{text}".rstrip())


@st.composite
def comment_lines(draw: st.DrawFn) -> tuple[str, ...]:
    """Return whole-line comments, some with a blank line behind them."""
    lines: list[str] = []
    for comment in draw(st.lists(comments(), max_size=3)):
        lines += [comment, *([""] if draw(st.booleans()) else [])]
    return tuple(lines)


def trivia() -> st.SearchStrategy[Trivia]:
    """Return the comments around a statement."""
    return st.builds(
        Trivia,
        blank_before=st.booleans(),
        leading=comment_lines(),
        inner=st.lists(comments(), max_size=2).map(tuple),
        trailing=st.none() | comments(),
    )


def statements() -> st.SearchStrategy[Statement]:
    """Return statements of every kind, half of them with comments."""
    return st.builds(
        lambda statement, around: evolve(statement, trivia=around),
        bare_statements(leaves=3),
        st.one_of(st.just(Trivia()), trivia()),
    )


@st.composite
def criteria_files(draw: st.DrawFn) -> CriteriaFile:
    """Return files of up to five statements, with comments."""
    inside = draw(st.lists(statements(), max_size=5))
    if inside:
        first = evolve(inside[0].trivia, blank_before=False)
        inside[0] = evolve(inside[0], trivia=first)
    epilogue = draw(comment_lines())
    while epilogue and epilogue[-1] == "":
        epilogue = epilogue[:-1]
    if inside and epilogue and draw(st.booleans()):
        epilogue = ("", *epilogue)
    return CriteriaFile(tuple(inside), epilogue=epilogue, span=SPAN)
