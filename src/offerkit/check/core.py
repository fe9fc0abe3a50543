"""The typed core: what criteria mean, ready to evaluate.

Names are resolved to facts, levels and constants; ``>``, ``!=``, ``between``, ``unless`` and
their like are gone; every expression has a datatype; ``let`` names are shared, so that a chain
of them costs what it says and not what it would unfold to.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from attrs import field, frozen

from offerkit.datatypes import Datatype, YesNo
from offerkit.paths import FactPath
from offerkit.span import Span
from offerkit.syntax.nodes import CriteriaFile, Direction, RuleKind
from offerkit.values import FactValue, Scalar


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
class Or(CoreNode):
    """The maximum of two or more truths."""

    operands: tuple[Core, ...]


@frozen
class And(CoreNode):
    """The minimum of two or more truths."""

    operands: tuple[Core, ...]


@frozen
class Not(CoreNode):
    """A truth, swapped."""

    operand: Core


@frozen
class Less(CoreNode):
    """``left < right`` of two quantities or two levels of one scale."""

    left: Core
    right: Core


@frozen
class LessEqual(CoreNode):
    """``left <= right``; the same as ``not (right < left)``."""

    left: Core
    right: Core


@frozen
class Equal(CoreNode):
    """``left = right`` of two truths, quantities, levels or texts."""

    left: Core
    right: Core


@frozen
class Member(CoreNode):
    """Whether the text *item* is in *container*."""

    item: Core
    container: Core


@frozen
class Overlaps(CoreNode):
    """Whether two sets have a text in common."""

    left: Core
    right: Core


@frozen
class Within(CoreNode):
    """Whether all of *left* is in *right*."""

    left: Core
    right: Core


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
class Minimum(CoreNode):
    """The least of one or more quantities or levels."""

    operands: tuple[Core, ...]
    datatype: Datatype


@frozen
class Maximum(CoreNode):
    """The greatest of one or more quantities or levels."""

    operands: tuple[Core, ...]
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
    """Return the datatype of an expression."""
    match core:
        case (
            Constant()
            | FactRef()
            | LetRef()
            | Sum()
            | Scaled()
            | Share()
            | Minimum()
            | Maximum()
            | SizeOf()
        ):
            return core.datatype
        case (
            Or() | And() | Not() | Less() | LessEqual() | Equal() | Member() | Overlaps() | Within()
        ):
            return YesNo()
        case _:
            assert_never(core)


def children(core: Core) -> tuple[Core, ...]:
    """Return the expressions that *core* is made of, as written; a ``let`` is not entered."""
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
            return (core.left, core.right)
        case Member():
            return (core.item, core.container)
        case _:
            assert_never(core)


# --- statements ------------------------------------------------------------------------------


@frozen
class CheckedLet:
    """A ``let`` whose value depends on the offer."""

    name: str
    value: Core
    span: Span = field(eq=False, repr=False)


@frozen
class CheckedRule:
    """A dealbreaker, pro, con or caution; ``unless`` has become ``Not``."""

    kind: RuleKind
    label: str
    """What the author called it, or else its condition as written."""
    condition: Core
    weight: int
    span: Span = field(eq=False, repr=False)
    labelled: bool = True
    """Whether the author gave the label."""


@frozen
class CheckedPreference:
    """A graded preference: 0 at *worst*, 1 at *best*, both constants and different."""

    label: str
    subject: Core
    worst: Constant
    best: Constant
    weight: int
    span: Span = field(eq=False, repr=False)
    labelled: bool = True


@frozen
class CheckedLeaving:
    """A reason for leaving the present job, fixed once *condition* holds."""

    label: str
    condition: Core
    span: Span = field(eq=False, repr=False)


CheckedStatement: TypeAlias = CheckedRule | CheckedPreference | CheckedLeaving


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
