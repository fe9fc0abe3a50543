"""Criteria text → AST; the only module that uses lark."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from attrs import evolve, frozen
from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken

from offerkit.currencies import CURRENCIES
from offerkit.diagnostics import Diagnostic, sort_diagnostics
from offerkit.literals import MAX_DIGITS, number
from offerkit.records import Record
from offerkit.span import Source, Span
from offerkit.syntax import comments, nodes, problems, recovery, table
from offerkit.syntax.grammar import grammar_text
from offerkit.syntax.own_units import in_own_unit, with_unit_of
from offerkit.syntax.source import ESCAPE, text_problems, too_large, unescape
from offerkit.values import UNIT_SPELLINGS, Period

if TYPE_CHECKING:
    from offerkit.syntax.nodes import Expr, Node, Path, Statement

MAX_NESTING: Final = 32
"""Maximum number of brackets, `not` and `-` around one value."""

MAX_STATEMENTS: Final = 2_000
"""Maximum number of statements in a file."""

MAX_SET: Final = 1_000
"""Maximum number of items in a set."""

MAX_MISTAKES: Final = 100
"""Maximum number of syntax errors reported for one file."""


@frozen
class Parsed(Record):
    """The result of parsing a file."""

    file: nodes.CriteriaFile
    """Statements without a syntax error, in source order."""
    lost_names: frozenset[str]
    """Names, scales and fact paths that the missing statements seem to declare."""
    diagnostics: tuple[Diagnostic, ...]
    """Errors and warnings about the syntax, by place; no error if no statement is missing."""

    @property
    def has_errors(self) -> bool:
        """Whether a statement may be missing."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def parse(source: Source) -> Parsed:
    """Return the statements of a criteria file and all its syntax errors.

    Never raises; every diagnostic has a place inside the text. A statement with an error is left
    out; the others are kept.

    Source:
        grammar/README.md, "Text", "Statements", "Expressions" and "Limits".
    """
    unreadable = text_problems(source)
    if too_large(source.text):
        return _parsed(source, [], list(unreadable), frozenset())
    whole = _try(source, 0, len(source.text))
    if whole is not None:
        statements, found = whole
        return _parsed(source, statements, [*unreadable, *found], frozenset())
    statements, found, lost = _parse_in_chunks(source)
    return _parsed(source, statements, [*unreadable, *found], lost)


def parse_expression(source: Source) -> tuple[Expr | None, tuple[Diagnostic, ...]]:
    """Return the single expression that a text consists of, and all syntax errors.

    Never raises; the expression is None if and only if it could not be parsed.
    """
    unreadable = text_problems(source)
    if too_large(source.text):
        return None, unreadable
    try:
        [expression], found = _run(source, 0, len(source.text), "lone_expression")
    except _MistakeError as mistake:
        return None, sort_diagnostics((*unreadable, *mistake.found, mistake.diagnostic))
    return expression, sort_diagnostics((*unreadable, *found))


def _parsed(
    source: Source,
    statements: list[Statement],
    found: list[Diagnostic],
    lost_names: frozenset[str],
) -> Parsed:
    with_comments, epilogue = comments.attach(source, statements)
    span = source.span(0, len(source.text))
    file = nodes.CriteriaFile(with_comments, epilogue=epilogue, span=span)
    return Parsed(file, lost_names, sort_diagnostics(found))


# --- one run of the parser --------------------------------------------------------------


class _MistakeError(Exception):
    """Some text could not be parsed; raised and caught within this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic
        self.found: tuple[Diagnostic, ...] = ()
        """Minor problems found earlier."""
        self.good_until = 0
        """Start of the statement with the error; everything before it is fine."""


class _Now(threading.local):
    """State of the current run in this thread; lark's parser itself is shared."""

    source: Source
    offset: int
    """Offset in the source of the text given to lark."""
    last: Token | None
    """Last token that was read."""
    statement: int
    """Start of the current statement, in the text given to lark."""
    found: list[Diagnostic]

    def begin(self, source: Source, offset: int) -> None:
        self.source, self.offset = source, offset
        self.last, self.statement, self.found = None, 0, []

    def span(self, start: int, end: int) -> Span:
        return Span(self.source, self.offset + start, self.offset + end)


_now: Final = _Now()


def _run(source: Source, start: int, end: int, rule: str) -> tuple[list[Any], list[Diagnostic]]:
    """Return the result of parsing a part of a text by *rule*, and minor problems.

    Raises:
        _MistakeError: the text does not follow the grammar, or exceeds a limit.
    """
    text = source.text[start:end]
    _now.begin(source, start)
    try:
        result: Any = _machine().parse(text, start=rule)
    except UnexpectedInput as error:
        raise _mistake(error, text, rule) from None
    except _MistakeError as mistake:
        mistake.good_until = start + _now.statement
        mistake.found = tuple(_now.found)
        raise
    return result, _now.found


def _mistake(error: UnexpectedInput, text: str, rule: str) -> _MistakeError:
    """Return what is wrong at the place where lark stopped."""
    # Most files have no mistake, and what explains them takes long to import.
    from offerkit.syntax import unexpected

    last, found = _now.last, _now.found
    behind = (last.end_pos or 0) if last is not None else 0
    start = behind if _at_end(error) else _position(error)
    stuck = unexpected.Stuck(
        source=_now.source,
        offset=_now.offset + start,
        at_end=_at_end(error),
        expected=_expected(text[:start], rule) or _accepted(error.interactive_parser),
        before=last.type if last is not None else None,
        before_end=_now.offset + behind,
    )
    _now.last, _now.found = last, found
    mistake = _MistakeError(unexpected.explain(stuck))
    complete = unexpected.begins_statement(stuck)
    mistake.good_until = stuck.offset if complete else _now.offset + _now.statement
    mistake.found = tuple(found)
    return mistake


def expected(source: Source, start: int, end: int) -> frozenset[str]:
    """Return the terminals that may follow statements; none if these have a mistake."""
    _now.begin(source, start)
    return _expected(source.text[start:end], "file")


def _expected(text: str, rule: str) -> frozenset[str]:
    """Return the terminals that may follow a correct beginning of a text.

    The state in which the parser stopped does not have them all: before it rejects a token it
    completes the rules that the token cannot belong to, and forgets what they could continue with.
    """
    _now.found = []
    try:
        interactive = _machine().parse_interactive(text, start=rule)
        interactive.exhaust_lexer()
    except (UnexpectedInput, _MistakeError):
        return frozenset()
    return _accepted(interactive)


def _accepted(interactive: Any) -> frozenset[str]:
    return frozenset(interactive.accepts()) - {"$END"}


def _at_end(error: UnexpectedInput) -> bool:
    return isinstance(error, UnexpectedToken) and error.token.type == "$END"


def _position(error: UnexpectedInput) -> int:
    """Return the offset, in the text given to lark, of what it could not parse."""
    if isinstance(error, UnexpectedToken):
        return error.token.start_pos or 0
    return cast(int, error.pos_in_stream)  # lark's base class declares it as None


# --- recovery ----------------------------------------------------------------------------


def _parse_in_chunks(source: Source) -> tuple[list[Statement], list[Diagnostic], frozenset[str]]:
    """Return the correct statements, all errors, and the names that the others declare.

    The text is cut where a line begins with the keyword of a statement.
    """
    statements: list[Statement] = []
    found: list[Diagnostic] = []
    lost: set[str] = set()
    for start, end in recovery.chunks(source.text):
        if over := _over(source, start, statements, found):
            found += [over] if over.code not in {mistake.code for mistake in found} else []
            return statements, found, frozenset(lost) | recovery.declared_names(source.text[start:])
        try:
            good, lesser = _run(source, start, end, "file")
        except _MistakeError as mistake:
            lost |= recovery.declared_names(source.text[mistake.good_until : end])
            good, lesser = _salvage(source, start, mistake)
        statements += good
        found += lesser
    return statements, found, frozenset(lost)


def _over(
    source: Source, start: int, statements: list[Statement], found: list[Diagnostic]
) -> Diagnostic | None:
    """Return the error that stops parsing at *start*: too many statements or errors."""
    at = recovery.first_word(source, start)
    if len(statements) >= MAX_STATEMENTS:
        return problems.too_many_statements(at, MAX_STATEMENTS)
    if len(found) >= MAX_MISTAKES:
        return problems.too_many_mistakes(at, MAX_MISTAKES)
    return None


def _try(source: Source, start: int, end: int) -> tuple[list[Any], list[Diagnostic]] | None:
    """Return the statements of a part of a text, or None if it has an error."""
    _now.begin(source, start)
    try:
        statements: Any = _machine().parse(source.text[start:end], start="file")
    except (UnexpectedInput, _MistakeError):
        return None
    return statements, _now.found


def _salvage(
    source: Source, start: int, mistake: _MistakeError
) -> tuple[list[Any], list[Diagnostic]]:
    """Return the statements of a chunk before the one with the error, and all diagnostics."""
    before = _try(source, start, mistake.good_until) if mistake.good_until > start else None
    good, lesser = before if before is not None else ([], [])
    # Control characters are already reported for the text as a whole.
    known = mistake.diagnostic.code == "bad-character"
    own = [] if known else [mistake.diagnostic]
    return good, [*dict.fromkeys((*lesser, *mistake.found, *own))]


# --- the parser ----------------------------------------------------------------------


@cache
def _machine() -> Lark:
    """Return the parser, created once; it builds nodes while parsing, without a tree."""
    building: dict[str, Any] = {"transformer": _Build(), "postlex": _Limits()}
    saved = table.saved()
    if saved is not None:
        # As the parsers do that lark writes as modules of their own; `Lark.load` adds nothing.
        loaded = Lark._load_from_dict(saved["data"], saved["memo"], **building)  # type: ignore[no-untyped-call]
        assert isinstance(loaded, Lark)
        return loaded
    return Lark(grammar_text(), **table.OPTIONS, **building)


_OPENING: Final = frozenset({"OPEN", "OPEN_SET"})
_CLOSING: Final = frozenset({"CLOSE", "CLOSE_SET"})
_ENDS_NOT: Final = recovery.STATEMENTS | frozenset(
    "AND OR COMMA FROM TO WEIGHT EFFORT COST".split()
)


_DEEPER: Final = _OPENING | {"NOT", "MINUS", "SIZE"}
_PREFIXES: Final = frozenset({"INSTEAD", "WITHOUT"})
"""Terminals that begin a statement, and that the keyword of another follows."""


class _Limits:
    """A filter on tokens that checks limits and remembers the last token.

    Tokens are counted before the parser sees them, so that a text of 100,000 brackets fails at the
    first one over the limit.
    """

    always_accept = ()

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        depth = _Depth()
        statements = 0
        for token in stream:
            kind = token.type
            depth.take(kind)
            if kind in {"TEXT", "LABEL"} and "\\" in token:
                _report_escapes(token)
            if kind in _DEEPER and depth.nesting > MAX_NESTING:
                raise _MistakeError(problems.nested_too_deep(_place(token), MAX_NESTING))
            if depth.items >= MAX_SET and kind != "CLOSE_SET" and depth.before == "COMMA":
                raise _MistakeError(problems.set_too_large(_place(token), MAX_SET))
            begins = kind in recovery.STATEMENTS and depth.before not in _PREFIXES
            if statements == MAX_STATEMENTS and begins:
                _now.statement = token.start_pos or 0
                raise _MistakeError(problems.too_many_statements(_place(token), MAX_STATEMENTS))
            yield token
            # Now the parser has accepted it.
            depth.before, _now.last = kind, token
            if begins:
                _now.statement = token.start_pos or 0
                statements += 1


def _place(token: Token) -> Span:
    return _now.span(token.start_pos or 0, token.end_pos or 0)


class _Depth:
    """The number of brackets, `not` and `-` around the next token."""

    def __init__(self) -> None:
        self.before = ""
        self.items = 0
        """Number of complete items in the innermost set."""
        self._base = self._nots = self._signs = 0
        self._outside: list[tuple[int, int, int]] = []  # the state outside each open bracket

    @property
    def nesting(self) -> int:
        return self._base + self._nots + self._signs

    def take(self, kind: str) -> None:
        """Update the counts with a token."""
        operand_before = self.before in recovery.OPERAND_ENDS
        if kind in _OPENING:
            self._outside.append((self._base, self._nots, self.items))
            self._base, self._nots, self._signs = self.nesting + 1, 0, 0
            # Arguments of a function and contents of brackets are not items.
            self.items = 0 if kind == "OPEN_SET" else -sys.maxsize
        elif kind in _CLOSING and self._outside:
            self._base, self._nots, self.items = self._outside.pop()
            self._signs = 0
        elif kind == "NOT" and not operand_before and self.before != "IS":
            self._nots += 1
        elif kind in {"MINUS", "SIZE"} and not operand_before:
            self._signs += 1
        elif kind in _ENDS_NOT:
            self._nots = self._signs = 0
            self.items += kind == "COMMA"
        elif kind != "OF":
            self._signs = 0


_Piece: TypeAlias = "Token | Node"
_COMPARISONS: Final = {
    ("LESS",): nodes.CompareOp.LT,
    ("AT_MOST",): nodes.CompareOp.LE,
    ("MORE",): nodes.CompareOp.GT,
    ("AT_LEAST",): nodes.CompareOp.GE,
    ("EQUALS",): nodes.CompareOp.EQ,
    ("EQUALS_TWICE",): nodes.CompareOp.EQ,
    ("IS",): nodes.CompareOp.EQ,
    ("DIFFERS",): nodes.CompareOp.NE,
    ("IS", "NOT"): nodes.CompareOp.NE,
    ("IN",): nodes.CompareOp.IN,
    ("NOT", "IN"): nodes.CompareOp.NOT_IN,
    ("INCLUDES",): nodes.CompareOp.IN,
    ("OVERLAPS",): nodes.CompareOp.OVERLAPS,
    ("WITHIN",): nodes.CompareOp.WITHIN,
}


@v_args(inline=True)
class _Build(Transformer[Token, Any]):
    """Builder of nodes, with one method for each rule of the grammar.

    Each argument is a token or a node, both of which have a place, or None for a missing optional
    part. The span of a node extends from its first to its last part.
    """

    def _span(self, *pieces: _Piece | None) -> Span:
        some = [piece for piece in pieces if piece is not None]
        first, last, source, offset = some[0], some[-1], _now.source, _now.offset
        start = offset + (first.start_pos or 0) if isinstance(first, Token) else first.span.start
        end = offset + (last.end_pos or 0) if isinstance(last, Token) else last.span.end
        return Span(source, start, end)

    # --- a file, or one expression

    def file(self, *statements: Statement) -> list[Statement]:
        return list(statements)

    def lone_expression(self, expression: Expr) -> list[Expr]:
        return [expression]

    # --- statements

    def language(self, language: Token, version: Token) -> nodes.Language:
        return nodes.Language(self._name(version), span=self._span(language, version))

    def use_file(self, use: Token, path: Token) -> nodes.UseFile:
        return nodes.UseFile(self.text(path), span=self._span(use, path))

    def use_pack(self, use: Token, pack: Token) -> nodes.UsePack:
        return nodes.UsePack(self._name(pack), span=self._span(use, pack))

    def scale(self, *pieces: Token) -> nodes.ScaleDefinition:
        _, name, _, *levels = pieces
        named = tuple(self._name(level) for level in levels[::2])
        return nodes.ScaleDefinition(self._name(name), named, span=self._span(*pieces))

    def fact(
        self,
        fact: Token,
        path: Path,
        colon: Token,
        kind: nodes.TypeExpr,
        from_: Token | None,
        low: Expr | None,
        to: Token | None,
        high: Expr | None,
        ask: Token | None,
        question: Token | None,
    ) -> nodes.FactDefinition:
        words = self.text(question) if question is not None else None
        span = self._span(fact, kind, high, question)
        return nodes.FactDefinition(path, kind, low, high, words, ask is not None, span=span)

    def type_name(self, *words: Token) -> nodes.TypeName:
        # `yes / no` and `set   of text` are the same names with more space.
        name = "yes/no" if words[0].type == "YES_NO" else " ".join(words)
        return nodes.TypeName(name, span=self._span(*words))

    def duration_type(
        self, duration: Token, within: Token | None, unit: Token | None
    ) -> nodes.DurationTypeName:
        known = UNIT_SPELLINGS[unit] if unit is not None else None
        return nodes.DurationTypeName(known, span=self._span(duration, unit))

    def text_type(self, text: Token, values: nodes.SetLiteral | None) -> nodes.TextTypeName:
        return nodes.TextTypeName(values, span=self._span(text, values))

    def instead(self, instead: Token, statement: nodes.Replacing) -> nodes.Instead:
        return nodes.Instead(statement, span=self._span(instead, statement))

    def without(self, without: Token, kind: Token, name: Token | Path) -> nodes.Without:
        named = self.text(name) if isinstance(name, Token) else name
        return nodes.Without(str(kind), named, span=self._span(without, name))

    def let(
        self,
        let: Token,
        name: Token,
        sign: Token,
        given: Expr | nodes.TypeExpr,
        equals: Token | None = None,
        default: Expr | None = None,
    ) -> nodes.Let:
        span = self._span(let, given, default)
        if sign.type == "COLON":
            return nodes.Let(self._name(name), default, cast("nodes.TypeExpr", given), span=span)
        return nodes.Let(self._name(name), cast("Expr", given), span=span)

    def rate(
        self,
        rate: Token,
        base: nodes.MoneyLiteral,
        equals: Token,
        quote: nodes.MoneyLiteral,
        on: Token | None,
        day: nodes.DateLiteral | None,
    ) -> nodes.Rate:
        return nodes.Rate(base, quote, day, span=self._span(rate, quote, day))

    def assume(self, assume: Token, path: Path, equals: Token, value: Expr) -> nodes.Assume:
        span = self._span(assume, value)
        if isinstance(value, nodes.RangeLiteral):
            _, low, high = in_own_unit(path, value.low, value.high)
            value = evolve(value, low=low, high=high)
        else:
            _, value = in_own_unit(path, value)
        return nodes.Assume(path, value, span=span)

    def range(self, low: Expr, dots: Token, high: Expr) -> nodes.RangeLiteral:
        return nodes.RangeLiteral(with_unit_of(low, high), high, span=self._span(low, high))

    def rule(
        self,
        keyword: Token,
        label: Token | None,
        how: Token,
        condition: Expr,
        weight: Token | None,
        number: Expr | None,
    ) -> nodes.Rule:
        return nodes.Rule(
            nodes.RuleKind(keyword.value),
            self.text(label) if label is not None else None,
            how.type == "UNLESS",
            condition,
            number,
            span=self._span(keyword, condition, number),
        )

    def prefer(
        self,
        prefer: Token,
        label: Token | None,
        subject: Expr,
        from_: Token,
        worst: Expr,
        to: Token,
        best: Expr,
        weight: Token | None,
        number: Expr | None,
    ) -> nodes.Prefer:
        named = self.text(label) if label is not None else None
        span = self._span(prefer, best, number)
        subject, worst, best = in_own_unit(subject, worst, best)
        return nodes.Prefer(named, subject, worst, best, number, span=span)

    def leaving(self, leaving: Token, label: Token, until: Token, condition: Expr) -> nodes.Leaving:
        return nodes.Leaving(self.text(label), condition, span=self._span(leaving, condition))

    def negotiable(
        self, negotiable: Token, path: Path, way: Token | None, *pieces: Any
    ) -> nodes.Negotiable:
        _, limit, _, step, effort, number = pieces
        if effort is not None and effort.type == "COST":
            _now.found.append(problems.former_word(self._span(effort), "effort"))
        direction = nodes.Direction(way.value) if way is not None else None
        span = self._span(negotiable, path, limit, step, number)
        limit, step = (it and in_own_unit(path, it)[1] for it in (limit, step))
        return nodes.Negotiable(path, direction, limit, number, step, span=span)

    def ask(
        self, ask: Token, question: Token, about: Token, path: Path, later: Token | None
    ) -> nodes.Ask:
        span = self._span(ask, path, later)
        return nodes.Ask(self.text(question), path, later is not None, span=span)

    def threshold(self, verdict: Token, word: Token, percent: Expr) -> nodes.Threshold:
        kind = nodes.ThresholdKind(f"{verdict} {word}")
        return nodes.Threshold(kind, percent, span=self._span(verdict, percent))

    # --- expressions

    def or_expr(self, *pieces: Any) -> nodes.Or:
        return nodes.Or(pieces[::2], span=self._span(*pieces))

    def and_expr(self, *pieces: Any) -> nodes.And:
        return nodes.And(pieces[::2], span=self._span(*pieces))

    def not_expr(self, not_: Token, operand: Expr) -> nodes.Not:
        return nodes.Not(operand, span=self._span(not_, operand))

    def comparison(self, left: Expr, *rest: Any) -> nodes.Compare:
        *words, right = rest
        op, span = _COMPARISONS[tuple(word.type for word in words)], self._span(left, right)
        left, right = in_own_unit(left, right)
        if words[0].type == "INCLUDES":  # the same with its sides exchanged
            left, right = right, left
        return nodes.Compare(op, left, right, span=span)

    def between(
        self, subject: Expr, between: Token, low: Expr, and_: Token, high: Expr
    ) -> nodes.Between:
        span = self._span(subject, high)
        return nodes.Between(*in_own_unit(subject, low, high), span=span)

    def sum(self, first: Expr, *rest: Any) -> nodes.Sum:
        span, signs = self._span(first, rest[-1]), map(nodes.SumOp, rest[::2])
        first, *terms = in_own_unit(first, *rest[1::2])
        return nodes.Sum(first, tuple(zip(signs, terms, strict=True)), span=span)

    def product(self, first: Expr, *rest: Any) -> nodes.Product:
        pairs = zip(rest[::2], rest[1::2], strict=True)
        factors = tuple((nodes.ProductOp(op.value), factor) for op, factor in pairs)
        return nodes.Product(first, factors, span=self._span(first, rest[-1]))

    def negation(self, minus: Token, operand: Expr) -> nodes.Negation:
        return nodes.Negation(operand, span=self._span(minus, operand))

    negative = negation

    def group(self, open_: Token, inner: Expr, close: Token) -> Expr:
        # Brackets are not a node, but they belong to the span of the expression.
        return evolve(inner, span=self._span(open_, close))

    def set(self, *pieces: Any) -> nodes.SetLiteral:
        items = tuple(piece for piece in pieces if not isinstance(piece, Token))
        return nodes.SetLiteral(items, span=self._span(*pieces))

    def call(self, function: Token, *pieces: Any) -> nodes.Call:
        arguments = tuple(piece for piece in pieces if not isinstance(piece, Token))
        span = self._span(function, pieces[-1])
        return nodes.Call(nodes.Function(function.value), in_own_unit(*arguments), span=span)

    def count(self, *pieces: Any) -> nodes.Count:
        number, *conditions = (piece for piece in pieces if not isinstance(piece, Token))
        words = pieces[: pieces.index(number)]
        quantifier = nodes.Quantifier(" ".join(word.value for word in words))
        return nodes.Count(quantifier, number, tuple(conditions), span=self._span(*pieces))

    def size_of(self, size: Token, of: Token, operand: Expr) -> nodes.SizeOf:
        return nodes.SizeOf(operand, span=self._span(size, operand))

    def path(self, path: Token) -> nodes.Path:
        return nodes.Path(tuple(path.split(".")), span=self._span(path))

    # --- literals

    def number(self, digits: Token) -> nodes.NumberLiteral:
        span = self._span(digits)
        try:
            return nodes.NumberLiteral(number(digits), spelling=str(digits), span=span)
        except ValueError:
            raise _MistakeError(problems.number_too_long(span, MAX_DIGITS)) from None

    def percent(self, amount: nodes.NumberLiteral, sign: Token) -> nodes.PercentLiteral:
        return nodes.PercentLiteral(amount, span=self._span(amount, sign))

    def money(self, amount: nodes.NumberLiteral, currency: Token) -> nodes.MoneyLiteral:
        return nodes.MoneyLiteral(
            amount, self._currency(currency), span=self._span(amount, currency)
        )

    def pay(self, amount: nodes.NumberLiteral, currency: Token, *per: Token) -> nodes.PayLiteral:
        period = Period(per[-1].removeprefix("/").strip())
        span = self._span(amount, per[-1])
        return nodes.PayLiteral(amount, self._currency(currency), period, span=span)

    def duration(self, amount: nodes.NumberLiteral, unit: Token) -> nodes.DurationLiteral:
        return nodes.DurationLiteral(amount, UNIT_SPELLINGS[unit], span=self._span(amount, unit))

    def date(self, day: Token) -> nodes.DateLiteral:
        span = self._span(day)
        try:
            return nodes.DateLiteral(date.fromisoformat(day), span=span)
        except ValueError:
            raise _MistakeError(problems.bad_date(span)) from None

    def text(self, quoted: Token) -> nodes.TextLiteral:
        value = quoted[1:-1]
        if "\\" in value:
            value = ESCAPE.sub(lambda match: unescape(match) or match[0], value)
        return nodes.TextLiteral(value, span=self._span(quoted))

    def yes_no(self, word: Token) -> nodes.YesNoLiteral:
        return nodes.YesNoLiteral(word.type == "YES", span=self._span(word))

    # --- pieces

    def _name(self, word: Token) -> nodes.Name:
        return nodes.Name(str(word), span=self._span(word))

    def _currency(self, code: Token) -> str:
        if code not in CURRENCIES:
            at = self._span(code)
            _now.found.append(problems.unknown_currency(at, str(code), CURRENCIES))
        return str(code)


def _report_escapes(quoted: Token) -> None:
    """Record the invalid escapes in a text."""
    for match in ESCAPE.finditer(quoted):
        if unescape(match) is None and len(_now.found) < MAX_MISTAKES:
            start = quoted.start_pos or 0
            at = _now.span(start + match.start(), start + match.end())
            _now.found.append(problems.bad_escape(at))
