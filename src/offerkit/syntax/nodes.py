"""The AST: frozen nodes with spans, compared by content."""

from __future__ import annotations

import enum
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from attrs import field, frozen

from offerkit.records import Record
from offerkit.span import Span
from offerkit.values import DurationUnit, Period


@frozen
class Node(Record):
    """A piece of criteria text; equal nodes say the same, regardless of their place."""

    span: Span = field(eq=False, repr=False, kw_only=True)


# --- expressions -----------------------------------------------------------------------------


@frozen
class NumberLiteral(Node):
    """``3``, ``2.5``, ``60k``, ``1_500``: a number, with the author's spelling."""

    value: Decimal
    spelling: str = field(eq=False, repr=False, kw_only=True)


@frozen
class PercentLiteral(Node):
    """``15%``."""

    number: NumberLiteral


@frozen
class MoneyLiteral(Node):
    """``5k USD``."""

    number: NumberLiteral
    currency: str


@frozen
class PayLiteral(Node):
    """``60k USD per year``, ``30 USD/hour``."""

    number: NumberLiteral
    currency: str
    per: Period


@frozen
class DurationLiteral(Node):
    """``45 min``, ``6 months``."""

    number: NumberLiteral
    unit: DurationUnit


@frozen
class DateLiteral(Node):
    """``2026-12-01``."""

    value: date


@frozen
class TextLiteral(Node):
    """``"Minneapolis"``, with escapes resolved."""

    value: str


@frozen
class YesNoLiteral(Node):
    """``yes`` or ``no``."""

    value: bool


@frozen
class Path(Node):
    """Names joined by dots: a fact, or, if it is a single name, a ``let`` or a level."""

    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The path as written, without white space."""
        return ".".join(self.parts)


@frozen
class SetLiteral(Node):
    """``{"a", "b"}``; items are expressions, so that the checker can report wrong ones."""

    items: tuple[Expr, ...]


@frozen
class Or(Node):
    """``a or b or …``: two or more operands, in source order."""

    operands: tuple[Expr, ...]


@frozen
class And(Node):
    """``a and b and …``: two or more operands, in source order."""

    operands: tuple[Expr, ...]


@frozen
class Not(Node):
    """``not a``."""

    operand: Expr


class CompareOp(enum.Enum):
    """A comparison operator; the value is its canonical spelling."""

    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    EQ = "="
    NE = "!="
    IN = "in"
    NOT_IN = "not in"
    OVERLAPS = "overlaps"
    WITHIN = "within"


@frozen
class Compare(Node):
    """``left op right``; comparisons do not chain."""

    op: CompareOp
    left: Expr
    right: Expr


@frozen
class Between(Node):
    """``subject between low and high``, both ends included."""

    subject: Expr
    low: Expr
    high: Expr


class SumOp(enum.Enum):
    """The operator before a term of a sum."""

    PLUS = "+"
    MINUS = "-"


@frozen
class Sum(Node):
    """``first + … - …``: flat, so that long sums do not nest; ``rest`` is not empty."""

    first: Expr
    rest: tuple[tuple[SumOp, Expr], ...]


class ProductOp(enum.Enum):
    """The operator before a factor of a product."""

    TIMES = "*"
    DIVIDE = "/"


@frozen
class Product(Node):
    """``first * … / …``: flat; ``rest`` is not empty."""

    first: Expr
    rest: tuple[tuple[ProductOp, Expr], ...]


@frozen
class Negation(Node):
    """``-a``."""

    operand: Expr


class Function(enum.Enum):
    """A function that takes a list of arguments."""

    MIN = "min"
    MAX = "max"


@frozen
class Call(Node):
    """``min(a, b, …)`` or ``max(a, b, …)``: one or more arguments."""

    function: Function
    arguments: tuple[Expr, ...]


@frozen
class SizeOf(Node):
    """``size of SET``."""

    operand: Expr


class Quantifier(enum.Enum):
    """How many conditions have to be true."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    EXACTLY = "exactly"


@frozen
class Count(Node):
    """``at least 3 of (A, B, C, D)``, ``at most``, ``exactly``: one or more conditions."""

    quantifier: Quantifier
    number: NumberLiteral
    conditions: tuple[Expr, ...]


@frozen
class RangeLiteral(Node):
    """``40..45 hours``: allowed only as the value of an ``assume``."""

    low: Expr
    high: Expr


Literal: TypeAlias = (
    NumberLiteral
    | PercentLiteral
    | MoneyLiteral
    | PayLiteral
    | DurationLiteral
    | DateLiteral
    | TextLiteral
    | YesNoLiteral
)

Expr: TypeAlias = (
    Literal
    | Path
    | SetLiteral
    | Or
    | And
    | Not
    | Compare
    | Between
    | Sum
    | Product
    | Negation
    | Call
    | Count
    | SizeOf
    | RangeLiteral
)


Measured: TypeAlias = PercentLiteral | MoneyLiteral | PayLiteral | DurationLiteral
"""Literals that are a number with a unit."""


# --- statements ------------------------------------------------------------------------------


@frozen
class Trivia(Record):
    """Comments of a statement and the blank line before it; they have no meaning."""

    blank_before: bool = False
    leading: tuple[str, ...] = ()
    """Whole-line comments above, with ``#``; an empty string is a blank line between them."""
    inner: tuple[str, ...] = ()
    """Comments between the first and the last token, in order."""
    trailing: str | None = None
    """Comment after the last token, on the same line."""


@frozen
class Name(Node):
    """A declared name, or the name of a level or pack."""

    value: str


@frozen
class StatementNode(Node):
    """Base class of statements."""

    trivia: Trivia = field(default=Trivia(), eq=False, repr=False, kw_only=True)


@frozen
class Language(StatementNode):
    """``language 1.0``: the version of the language that the file is written in."""

    version: Name


@frozen
class UseFile(StatementNode):
    """``use "other.criteria"``."""

    path: TextLiteral


@frozen
class UsePack(StatementNode):
    """``use starter``."""

    pack: Name


@frozen
class ScaleDefinition(StatementNode):
    """``scale NAME: a < b < c``."""

    name: Name
    levels: tuple[Name, ...]


@frozen
class TypeName(Node):
    """``yes/no``, ``number``, ``set of text``, ``frequency``: the name of a datatype or scale."""

    name: str


@frozen
class DurationTypeName(Node):
    """``duration`` or ``duration in UNIT``; the unit determines the family."""

    unit: DurationUnit | None


@frozen
class TextTypeName(Node):
    """``text`` or ``text {"a", "b"}``; only listed values are possible."""

    values: SetLiteral | None


TypeExpr: TypeAlias = TypeName | DurationTypeName | TextTypeName


@frozen
class FactDefinition(StatementNode):
    """``fact PATH: TYPE [from LOW to HIGH] [[ask] "question"]``."""

    path: Path
    type: TypeExpr
    low: Expr | None
    """Its lower bound, a literal; None without bounds, like the upper one."""
    high: Expr | None
    question: TextLiteral | None
    asked: bool
    """Whether the question is for the employer; only with a question."""


@frozen
class Let(StatementNode):
    """``let NAME = EXPR``, or ``let NAME: TYPE [= EXPR]``, which files that use it may set."""

    name: Name
    value: Expr | None
    """None only with a type."""
    type: TypeExpr | None = None


@frozen
class Rate(StatementNode):
    """``rate 1 EUR = 1.08 USD [on DATE]``."""

    base: MoneyLiteral
    quote: MoneyLiteral
    on: DateLiteral | None


@frozen
class Assume(StatementNode):
    """``assume PATH = VALUE``."""

    path: Path
    value: Expr


class RuleKind(enum.Enum):
    """The kinds of rule: statements with a label and a condition."""

    DEALBREAKER = "dealbreaker"
    PRO = "pro"
    CON = "con"
    CAUTION = "caution"


@frozen
class Rule(StatementNode):
    """``dealbreaker``/``pro``/``con``/``caution [LABEL] if/unless EXPR [weight N]``.

    The grammar allows a weight for every kind, so that the checker can explain why a dealbreaker or
    a caution has none.
    """

    kind: RuleKind
    label: TextLiteral | None
    unless: bool
    condition: Expr
    weight: Expr | None


@frozen
class Prefer(StatementNode):
    """``prefer [LABEL] EXPR from WORST to BEST [weight N]``."""

    label: TextLiteral | None
    subject: Expr
    worst: Expr
    best: Expr
    weight: Expr | None


@frozen
class Leaving(StatementNode):
    """``leaving LABEL until EXPR``."""

    label: TextLiteral
    condition: Expr


class Direction(enum.Enum):
    """The direction in which a negotiable fact may change."""

    UP = "up"
    DOWN = "down"


@frozen
class Negotiable(StatementNode):
    """``negotiable PATH [up to VALUE / down to VALUE] [step VALUE] [effort N]``."""

    path: Path
    direction: Direction | None
    limit: Expr | None
    effort: Expr | None
    step: Expr | None = None


@frozen
class Ask(StatementNode):
    """``ask "question" about PATH [later]``."""

    question: TextLiteral
    path: Path
    later: bool = False


class ThresholdKind(enum.Enum):
    """The two thresholds on the score."""

    DECLINE = "decline below"
    ACCEPT = "accept at"


@frozen
class Threshold(StatementNode):
    """``decline below P%`` or ``accept at P%``."""

    kind: ThresholdKind
    percent: Expr


Replacing: TypeAlias = (
    ScaleDefinition
    | FactDefinition
    | Let
    | Rate
    | Assume
    | Rule
    | Prefer
    | Leaving
    | Negotiable
    | Ask
    | Threshold
)


@frozen
class Instead(StatementNode):
    """``instead STATEMENT``: it takes the place of one in the files that are used."""

    statement: Replacing


@frozen
class Without(StatementNode):
    """``without KIND LABEL`` or ``without KIND PATH``: one statement of used files is left out."""

    kind: str
    """Keyword of the statement."""
    name: TextLiteral | Path


Statement: TypeAlias = (
    Language
    | Instead
    | Without
    | UseFile
    | UsePack
    | ScaleDefinition
    | FactDefinition
    | Let
    | Rate
    | Assume
    | Rule
    | Prefer
    | Leaving
    | Negotiable
    | Ask
    | Threshold
)


@frozen
class CriteriaFile(Node):
    """A whole criteria file; ``span`` covers all of the source."""

    statements: tuple[Statement, ...]
    epilogue: tuple[str, ...] = field(default=(), eq=False, repr=False, kw_only=True)
    """Comments after the last statement; an empty string is a blank line between them."""
