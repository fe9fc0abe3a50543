"""The typed core: what criteria mean, ready to evaluate.

Names are resolved to facts, levels and constants; ``>``, ``!=``, ``between``, ``unless`` and
their like are gone; every expression has a datatype; ``let`` names are shared, so that a chain
of them costs what it says and not what it would unfold to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from attrs import field, frozen

from offerkit.datatypes import Datatype, YesNo
from offerkit.paths import FactPath
from offerkit.span import Span
from offerkit.syntax.nodes import CriteriaFile, Direction, Expr, Leaving, Prefer, Rule, RuleKind
from offerkit.values import PER_YEAR, FactValue, Pay, Scalar


@frozen
class CoreNode:
    """An expression with a datatype; equal nodes mean the same, wherever they stand."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Constant(CoreNode):
    """A value that the author wrote.

    A level is a ``Level``, whatever the scale; a set is a frozenset of texts as written; a
    number that came out of arithmetic on constants is a ``Fraction``.
    """

    value: Scalar | frozenset[str] | Fraction
    datatype: Datatype


@frozen
class FactRef(CoreNode):
    """The value of a fact."""

    fact: FactPath
    datatype: Datatype


@frozen
class LetRef(CoreNode):
    """The value of ``CheckedCriteria.lets[index]``; constants are put in place instead."""

    index: int
    datatype: Datatype


@frozen
class _Operands(CoreNode):
    operands: tuple[Core, ...]


@frozen
class _Pair(CoreNode):
    left: Core
    right: Core


@frozen
class Or(_Operands):
    """The maximum of two or more truths."""


@frozen
class And(_Operands):
    """The minimum of two or more truths."""


@frozen
class Not(CoreNode):
    """A truth, swapped."""

    operand: Core


@frozen
class Less(_Pair):
    """``left < right`` of two quantities or two levels of one scale."""


@frozen
class LessEqual(_Pair):
    """``left <= right``; the same as ``not (right < left)``."""


@frozen
class Equal(_Pair):
    """``left = right`` of two truths, quantities, levels or texts."""


@frozen
class Member(CoreNode):
    """Whether the text *item* is in *container*."""

    item: Core
    container: Core


@frozen
class Overlaps(_Pair):
    """Whether two sets have a text in common."""


@frozen
class Within(_Pair):
    """Whether all of *left* is in *right*."""


@frozen
class Sum(CoreNode):
    """The sum of two or more quantities of one datatype."""

    terms: tuple[Core, ...]
    datatype: Datatype


@frozen
class Scaled(CoreNode):
    """A quantity times an exact constant; subtraction, negation and division come to this."""

    operand: Core
    factor: Fraction
    datatype: Datatype


@frozen
class Share(CoreNode):
    """A number or percentage that depends on the offer, times a constant quantity."""

    scalar: Core
    quantity: Constant
    datatype: Datatype


@frozen
class Minimum(_Operands):
    """The least of one or more quantities or levels."""

    datatype: Datatype


@frozen
class Maximum(_Operands):
    """The greatest of one or more quantities or levels."""

    datatype: Datatype


@frozen
class SizeOf(CoreNode):
    """How many texts a set has."""

    operand: Core
    datatype: Datatype


Core: TypeAlias = (
    Constant
    | FactRef
    | LetRef
    | Or
    | And
    | Not
    | Less
    | LessEqual
    | Equal
    | Member
    | Overlaps
    | Within
    | Sum
    | Scaled
    | Share
    | Minimum
    | Maximum
    | SizeOf
)


def datatype_of(core: Core) -> Datatype:
    """Return the datatype of an expression; conditions are yes/no."""
    datatype: Datatype = getattr(core, "datatype", _YES_NO)
    return datatype


_YES_NO: Final = YesNo()


# --- walks -----------------------------------------------------------------------------------


def children(core: Core) -> tuple[Core, ...]:
    """Return the direct parts of an expression in the order of the text; a ``let`` has none."""
    match core:
        case Constant() | FactRef() | LetRef():
            return ()
        case Or() | And() | Minimum() | Maximum():
            return core.operands
        case Sum():
            return core.terms
        case Not() | Scaled() | SizeOf():
            return (core.operand,)
        case Share():
            return (core.scalar, core.quantity)
        case Less() | LessEqual() | Equal() | Overlaps() | Within():
            # `a > b` has become `b < a`.
            swapped = core.right.span.start < core.left.span.start
            return (core.right, core.left) if swapped else (core.left, core.right)
        case Member():
            return (core.item, core.container)
        case _:
            assert_never(core)


def nodes_of(lets: Sequence[Core], *roots: Core) -> Iterator[Core]:
    """Yield expressions with all their parts, in the order of the text.

    A ``let`` is entered where it is first mentioned, so time is in proportion to the text.

    Args:
        lets: The values that ``LetRef.index`` refers to.
        roots: Where to begin.
    """
    entered: set[int] = set()
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, LetRef):
            waiting.extend(reversed(children(node)))
        elif node.index not in entered:
            entered.add(node.index)
            waiting.append(lets[node.index])


def facts_of(lets: Sequence[Core], *roots: Core) -> tuple[FactPath, ...]:
    """Return the facts that expressions read, ``let`` values included, by first mention."""
    nodes = nodes_of(lets, *roots)
    return tuple(dict.fromkeys(node.fact for node in nodes if isinstance(node, FactRef)))


def is_by_the_hour(core: Core) -> bool:
    """Whether an expression is a pay per hour or day, which the hours of some view convert."""
    value = core.value if isinstance(core, Constant) else None
    return isinstance(value, Pay) and value.per not in PER_YEAR


# --- statements ------------------------------------------------------------------------------


@frozen
class CheckedLet:
    """A ``let`` whose value depends on the offer."""

    name: str
    value: Core
    span: Span = field(eq=False, repr=False)


class _Statement:
    __slots__ = ()
    node: Rule | Prefer | Leaving

    @property
    def span(self) -> Span:
        """The whole statement."""
        return self.node.span


@frozen
class CheckedRule(_Statement):
    """A dealbreaker, pro, con or caution; ``unless`` has become ``Not``."""

    kind: RuleKind
    label: str
    """What the author called it, or else its condition as written."""
    condition: Core
    weight: int
    node: Rule = field(eq=False, repr=False)


@frozen
class CheckedPreference(_Statement):
    """A graded preference: 0 at *worst*, 1 at *best*, both constants and different."""

    label: str
    subject: Core
    worst: Constant
    best: Constant
    weight: int
    node: Prefer = field(eq=False, repr=False)


@frozen
class CheckedLeaving(_Statement):
    """A reason for leaving the present job, fixed once *condition* holds."""

    label: str
    condition: Core
    node: Leaving = field(eq=False, repr=False)


CheckedStatement: TypeAlias = CheckedRule | CheckedPreference | CheckedLeaving


def condition_of(statement: CheckedStatement) -> Core:
    """Return the expression that a statement is about: its condition, a preference's subject."""
    return statement.subject if isinstance(statement, CheckedPreference) else statement.condition


def weight_of(statement: CheckedStatement) -> int:
    """Return a statement's weight in the score; 0 if it is not weighed."""
    match statement:
        case CheckedPreference() | CheckedRule(kind=RuleKind.PRO | RuleKind.CON):
            return statement.weight
        case _:
            return 0


def total_weight(statements: Iterable[CheckedStatement]) -> int:
    """Return the sum of all weights; 0 if nothing is weighed."""
    return sum(map(weight_of, statements))


@frozen
class CheckedNegotiable:
    """A fact that may be asked for, within a bound where there is one."""

    fact: FactPath
    datatype: Datatype
    direction: Direction | None
    limit: Constant | None
    cost: int
    span: Span = field(eq=False, repr=False)


@frozen
class CheckedAssumption:
    """What is used for a fact where the offer says nothing."""

    fact: FactPath
    value: FactValue
    span: Span = field(eq=False, repr=False)


@frozen
class CheckedRate:
    """How many *quote* one *base* is worth: exact."""

    base: str
    quote: str
    factor: Fraction
    on: date | None
    span: Span = field(eq=False, repr=False)


@frozen
class OwnFact:
    """A fact that a criteria file declared."""

    path: str
    datatype: Datatype
    question: str | None
    span: Span = field(eq=False, repr=False)


DEFAULT_WEIGHT: Final = 1
DEFAULT_COST: Final = 1


@frozen(eq=False)
class Origins:
    """The core of each expression: it has forgotten that ``a > b`` was not ``b < a``."""

    lets: Mapping[str, Expr]
    """The expression that each ``let`` names."""
    cores: Mapping[int, Core] = field(repr=False)
    """By the identity of the node, which the files keep alive."""

    def core(self, node: Expr) -> Core:
        """Return the core of *node*, a part of a statement or of a ``let``."""
        return self.cores[id(node)]


@frozen
class CheckedCriteria:
    """A whole criteria file with all that it uses, checked."""

    statements: tuple[CheckedStatement, ...]
    """Rules, preferences and reasons for leaving: used files first, each in source order."""
    lets: tuple[CheckedLet, ...]
    """In such an order that each refers only to those before it."""
    facts: tuple[FactPath, ...]
    """Every fact the statements read, in order of first mention; derived facts as themselves."""
    negotiables: tuple[CheckedNegotiable, ...]
    assumptions: tuple[CheckedAssumption, ...]
    rates: tuple[CheckedRate, ...]
    own_facts: tuple[OwnFact, ...]
    questions: tuple[tuple[str, str], ...]
    """Fact path (without its view) and the question in the author's words."""
    decline_below: Decimal | None
    """Percent of the score below which the verdict is decline."""
    accept_at: Decimal | None
    """Percent of the score from which the verdict is accept."""
    files: tuple[CriteriaFile, ...] = field(default=(), eq=False, repr=False)
    """All that was checked, as it was written: used files first, the root file last."""
    origins: Origins = field(factory=lambda: Origins({}, {}), eq=False, repr=False)

    @property
    def name(self) -> str:
        """The name of the root file: a path, or what the caller gave."""
        return self.files[-1].span.source.name
