"""AST → canonical text, with all comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

from attrs import evolve, frozen

from offerkit.records import Record
from offerkit.syntax import nodes
from offerkit.syntax.nodes import CriteriaFile, Expr, Statement, TypeExpr

WIDTH: Final = 100
"""Maximum width, in columns, of a line that can be broken."""

_INDENT: Final = "    "
_GAP: Final = "   "
"""Space between the columns of aligned statements."""


def format_file(file: CriteriaFile) -> str:
    """Return the canonical text of a criteria file, which parses to an equal file.

    Consecutive rules, preferences and reasons for leaving are aligned. Statements over 100 columns
    are broken at `and`, `or` or set items. Comments keep their order, and groups of blank lines
    become one. Formatting is idempotent. The text ends with a line break unless it is empty.

    Source:
        grammar/README.md, "Text".
    """
    lines: list[str] = []
    for run in _runs(file.statements):
        for statement, text in zip(run, _aligned(run), strict=True):
            lines += _with_comments(statement, text)
    lines += file.epilogue
    return "".join(f"{line}\n" for line in lines)


def print_statement(statement: Statement) -> str:
    """Return the canonical text of a single statement, without its comments."""
    return "\n".join(_aligned([statement])[0])


# --- lines -------------------------------------------------------------------------------


def _with_comments(statement: Statement, lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a statement and its comments.

    Comments inside a statement move above it, because their places do not survive a new layout.
    """
    trivia = statement.trivia
    if trivia.blank_before:
        yield ""
    yield from trivia.leading
    yield from trivia.inner
    *above, last = lines
    yield from above
    yield last if trivia.trailing is None else f"{last}  {trivia.trailing}"


@frozen
class _Columns(Record):
    """The columns of a one-line statement, for alignment with its neighbours."""

    keyword: str
    label: str
    body: str
    weight: str

    def __str__(self) -> str:
        return " ".join(cell for cell in (self.keyword, self.label, self.body, self.weight) if cell)


def _columns(statement: Statement) -> _Columns | None:
    """Return the columns of a rule, preference or reason for leaving; None for others."""
    match statement:
        case nodes.Rule():
            word = "unless" if statement.unless else "if"
            body = f"{word} {print_expression(statement.condition)}"
            label = _label(statement.label)
            return _Columns(statement.kind.value, label, body, _tail("weight", statement.weight))
        case nodes.Prefer():
            ends = f"from {_additive(statement.worst)} to {_additive(statement.best)}"
            subject = _additive(statement.subject)
            # A text directly after `prefer` would be read as the label.
            subject = f"({subject})" if subject.startswith('"') else subject
            body = f"{subject} {ends}"
            return _Columns(
                "prefer", _label(statement.label), body, _tail("weight", statement.weight)
            )
        case nodes.Leaving():
            body = f"until {print_expression(statement.condition)}"
            return _Columns("leaving", _label(statement.label), body, "")
        case nodes.Instead(statement=inner):
            columns = _columns(inner)
            return columns and evolve(columns, keyword=f"instead {columns.keyword}")
        case _:
            return None


def _runs(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Yield the runs of statements that are aligned together; most have one statement."""
    run: list[Statement] = []
    for statement in statements:
        alone = not _fits_in_columns(statement)
        if run and (alone or statement.trivia.blank_before or not _fits_in_columns(run[-1])):
            yield run
            run = []
        run.append(statement)
    if run:
        yield run


def _fits_in_columns(statement: Statement) -> bool:
    columns = _columns(statement)
    return columns is not None and len(str(columns)) <= WIDTH


def _aligned(run: Sequence[Statement]) -> list[list[str]]:
    """Return the lines of each statement of a run."""
    columns = [_columns(statement) for statement in run]
    rows = [row for row in columns if row is not None]
    if len(run) > 1 and len(rows) == len(run):
        return [[line] for line in _align(rows)]
    return [_broken(statement) for statement in run]


def _align(rows: Sequence[_Columns]) -> list[str]:
    """Return the rows as lines with aligned columns.

    Rows that would make lines too long are not aligned; if more than a few are too long, none is
    aligned.
    """
    left = sorted(rows, key=lambda row: len(str(row)))
    for _ in range(_MOST_LEFT_OUT):
        aligned = dict(zip(left, _in_columns(left), strict=True))
        if all(len(line) <= WIDTH for line in aligned.values()):
            return [aligned.get(row, str(row)) for row in rows]
        left = [row for row in left if row != left[-1]]
    return [str(row) for row in rows]


_MOST_LEFT_OUT: Final = 8


def _in_columns(rows: Sequence[_Columns]) -> Iterator[str]:
    keyword = max((len(row.keyword) for row in rows), default=0)
    label = max((len(row.label) for row in rows), default=0)
    body = max((len(row.body) for row in rows if row.weight), default=0)
    for row in rows:
        start = f"{row.keyword:<{keyword}} "
        named = f"{row.label:<{label}}{_GAP}" if label else ""
        counted = f"{row.body:<{body}}{_GAP}{row.weight}" if row.weight else row.body
        yield start + named + counted


# --- statements --------------------------------------------------------------------------


def _broken(statement: Statement) -> list[str]:
    """Return the lines of a single statement: one if it fits."""
    whole = " ".join(_parts(statement))
    return [whole] if len(whole) <= WIDTH else _break(statement)


def _parts(statement: Statement) -> list[str]:
    """Return the parts of a statement between which it may be broken."""
    match statement:
        case nodes.Language():
            return [f"language {statement.version.value}"]
        case nodes.UseFile():
            return [f"use {_text(statement.path)}"]
        case nodes.UsePack():
            return [f"use {statement.pack.value}"]
        case nodes.Instead(statement=inner):
            first, *others = _parts(inner)
            return [f"instead {first}", *others]
        case nodes.Without(kind=kind, name=nodes.TextLiteral() as label):
            return [f"without {kind} {_text(label)}"]
        case nodes.Without(kind=kind, name=name):
            return [f"without {kind} {print_expression(name)}"]
        case nodes.ScaleDefinition():
            first, *others = (level.value for level in statement.levels)
            return [f"scale {statement.name.value}: {first}", *(f"< {level}" for level in others)]
        case nodes.FactDefinition():
            declared = f"fact {statement.path.name}: {_type(statement.type)}"
            bounds = None
            if statement.low is not None and statement.high is not None:
                bounds = f"from {_additive(statement.low)} to {_additive(statement.high)}"
            ask = "ask " if statement.asked else ""
            return _present(declared, bounds, ask + _label(statement.question))
        case nodes.Let():
            value = statement.value
            given = f"= {print_expression(value)}" if value is not None else None
            return [" ".join(_present(_let(statement), given))]
        case nodes.Rate():
            on = f"on {print_expression(statement.on)}" if statement.on else None
            rate = f"rate {print_expression(statement.base)} = {print_expression(statement.quote)}"
            return _present(rate, on)
        case nodes.Assume():
            return [f"assume {statement.path.name} = {print_expression(statement.value)}"]
        case nodes.Rule() | nodes.Prefer() | nodes.Leaving():
            columns = _columns(statement)
            assert columns is not None
            head = " ".join(_present(columns.keyword, columns.label))
            return _present(head, columns.body, columns.weight)
        case nodes.Negotiable():
            to = f"{statement.direction.value} to " if statement.direction else ""
            limit = f"{to}{_additive(statement.limit)}" if statement.limit else ""
            tails = _tail("step", statement.step), _tail("effort", statement.effort)
            return _present(f"negotiable {statement.path.name}", limit, *tails)
        case nodes.Ask():
            about = f"about {statement.path.name}{' later' if statement.later else ''}"
            return [f"ask {_text(statement.question)}", about]
        case nodes.Threshold():
            return [f"{statement.kind.value} {_additive(statement.percent)}"]
        case _:
            assert_never(statement)


def _break(statement: Statement) -> list[str]:
    """Return the lines of a statement that is too long for one line."""
    match statement:
        case nodes.Instead(statement=inner):
            first, *others = _break(inner)
            return [f"instead {first}", *others]
        case nodes.Rule():
            word = "unless" if statement.unless else "if"
            head = " ".join(_present(statement.kind.value, _label(statement.label)))
            return _break_condition(
                head, word, statement.condition, _tail("weight", statement.weight)
            )
        case nodes.Leaving():
            head = f"leaving {_text(statement.label)}"
            return _break_condition(head, "until", statement.condition, "")
        case nodes.Let(value=value) if value is not None:
            return _break_expression(f"{_let(statement)} =", value)
        case nodes.Assume():
            return _break_expression(f"assume {statement.path.name} =", statement.value)
        case _:
            first, *others = _parts(statement)
            return [first, *(_INDENT + other for other in others)]


def _break_condition(head: str, word: str, condition: Expr, tail: str) -> list[str]:
    lines = _break_expression(f"{head} {word}", condition)
    if len(lines[0]) > WIDTH:
        apart = _break_expression(f"{_INDENT}{word}", condition)
        lines = [head, *(_deeper(line) for line in apart)]
    if not tail:
        return lines
    if lines[-1].strip() == "}":
        return [*lines[:-1], f"{lines[-1]} {tail}"]
    return [*lines, f"{_INDENT}{tail}"]


def _deeper(line: str) -> str:
    """Return a line indented below the label of its statement."""
    return line if line.startswith(_INDENT) else _INDENT + line


def _break_expression(head: str, expression: Expr) -> list[str]:
    """Return the lines of a head and an expression, broken at `and`, `or` or set items."""
    match expression:
        case nodes.Or() | nodes.And():
            word = "or" if isinstance(expression, nodes.Or) else "and"
            first, *others = _operands(expression)
            return [f"{head} {first}", *(f"{_INDENT}{word} {other}" for other in others)]
        case nodes.SetLiteral(items=items) if items:
            return [f"{head} {{", *_items(items), "}"]
        case nodes.Compare(right=nodes.SetLiteral(items=items)) if items:
            compared = f"{_additive(expression.left)} {expression.op.value}"
            return [f"{head} {compared} {{", *_items(items), "}"]
        case _:
            return [f"{head} {print_expression(expression)}"]


def _items(items: Iterable[Expr]) -> Iterator[str]:
    return (f"{_INDENT}{print_expression(item)}," for item in items)


def _present(*parts: str | None) -> list[str]:
    return [part for part in parts if part]


def _let(let: nodes.Let) -> str:
    named = f"let {let.name.value}"
    return named if let.type is None else f"{named}: {_type(let.type)}"


def _label(label: nodes.TextLiteral | None) -> str:
    return _text(label) if label is not None else ""


def _tail(word: str, amount: Expr | None) -> str:
    return f"{word} {_additive(amount)}" if amount is not None else ""


def _type(kind: TypeExpr) -> str:
    match kind:
        case nodes.TypeName(name=name):
            return name
        case nodes.DurationTypeName(unit=unit):
            return f"duration in {unit.value}" if unit is not None else "duration"
        case nodes.TextTypeName(values=values):
            return f"text {print_expression(values)}" if values is not None else "text"
        case _:
            assert_never(kind)


# --- expressions -------------------------------------------------------------------------

_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)
"""Binding strength of expressions; an operand that binds less tightly needs brackets."""


def print_expression(expression: Expr) -> str:
    """Return the canonical text of an expression, on one line, with the fewest brackets."""
    match expression:
        case nodes.NumberLiteral(spelling=spelling):
            return spelling
        case nodes.PercentLiteral(number=number):
            return f"{number.spelling}%"
        case nodes.MoneyLiteral(number=number, currency=currency):
            return f"{number.spelling} {currency}"
        case nodes.PayLiteral(number=number, currency=currency, per=per):
            return f"{number.spelling} {currency} per {per.value}"
        case nodes.DurationLiteral(number=number, unit=unit):
            return f"{number.spelling} {unit.spelling(number.value)}"
        case nodes.DateLiteral(value=value):
            return value.isoformat()
        case nodes.TextLiteral():
            return _text(expression)
        case nodes.YesNoLiteral(value=value):
            return "yes" if value else "no"
        case nodes.Path():
            return expression.name
        case nodes.SetLiteral(items=items):
            return f"{{{_list(items)}}}"
        case nodes.Or():
            return " or ".join(_operands(expression))
        case nodes.And():
            return " and ".join(_operands(expression))
        case nodes.Not(operand=operand):
            return f"not {_at_least(_NOT, operand)}"
        case nodes.Compare(op=op, left=left, right=right):
            return f"{_additive(left)} {op.value} {_additive(right)}"
        case nodes.Between(subject=subject, low=low, high=high):
            return f"{_additive(subject)} between {_additive(low)} and {_additive(high)}"
        case nodes.Sum(first=first, rest=rest):
            terms = (f"{op.value} {_at_least(_PRODUCT, term)}" for op, term in rest)
            return " ".join((_at_least(_PRODUCT, first), *terms))
        case nodes.Product():
            return _product(expression)
        case nodes.Negation(operand=operand):
            return f"-{_at_least(_SIGN, operand)}"
        case nodes.Call(function=function, arguments=arguments):
            return f"{function.value}({_list(arguments)})"
        case nodes.SizeOf(operand=operand):
            return f"size of {_at_least(_ATOM, operand)}"
        case nodes.Count(quantifier=quantifier, number=number, conditions=conditions):
            return f"{quantifier.value} {print_expression(number)} of ({_list(conditions)})"
        case nodes.RangeLiteral(low=low, high=high):
            return _range(low, high)
        case _:
            assert_never(expression)


def _binding(expression: Expr) -> int:
    match expression:
        case nodes.Or():
            return _OR
        case nodes.And():
            return _AND
        case nodes.Not():
            return _NOT
        case nodes.Compare() | nodes.Between():
            return _COMPARISON
        case nodes.Sum():
            return _SUM
        case nodes.Product():
            return _PRODUCT
        case nodes.Negation():
            return _SIGN
        case _:
            return _ATOM


def _at_least(level: int, expression: Expr) -> str:
    """Return the text of an operand, in brackets if it binds less tightly than *level*."""
    text = print_expression(expression)
    return text if _binding(expression) >= level else f"({text})"


def _additive(expression: Expr) -> str:
    return _at_least(_SUM, expression)


def _operands(expression: nodes.Or | nodes.And) -> list[str]:
    level = _AND if isinstance(expression, nodes.Or) else _NOT
    return [_at_least(level, operand) for operand in expression.operands]


def _product(expression: nodes.Product) -> str:
    words = [_at_least(_SIGN, expression.first)]
    for op, factor in expression.rest:
        words += (op.value, _at_least(_SIGN, factor))
    return " ".join(words)


def _list(items: Iterable[Expr]) -> str:
    return ", ".join(print_expression(item) for item in items)


def _range(low: Expr, high: Expr) -> str:
    """Return a range, with the unit written once if both ends have the same."""
    if (
        isinstance(low, nodes.Measured)
        and isinstance(high, nodes.Measured)
        and evolve(low, number=high.number) == high
    ):
        return f"{low.number.spelling}..{print_expression(high)}"
    return f"{print_expression(low)}..{print_expression(high)}"


_ESCAPED: Final = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_NAMED: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def _text(text: nodes.TextLiteral) -> str:
    """Return a text in quotes, with quotes and invisible characters escaped."""
    return f'"{_ESCAPED.sub(_escape, text.value)}"'


def _escape(match: re.Match[str]) -> str:
    char: str = match[0]
    return _NAMED.get(char, f"\\u{{{ord(char):x}}}")
