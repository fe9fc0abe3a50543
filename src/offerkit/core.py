"""The typed core: the meaning of criteria, ready for evaluation.

Names are resolved to facts, levels and constants. ``>``, ``!=``, ``between``, ``unless`` and
similar forms are replaced by simpler ones. Every expression has a datatype. ``let`` values are
shared, so the cost of a chain of names is its length, not the size of its expansion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeAlias, assert_never

from attrs import field, frozen

from offerkit.datatypes import Bounds, Datatype, YesNo
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.span import NOWHERE, Span
from offerkit.syntax.nodes import CriteriaFile, Direction, Expr, Leaving, Prefer, Rule, RuleKind
from offerkit.values import PER_YEAR, FactValue, Pay, Scalar


@frozen
class CoreNode(Record):
    """An expression with a datatype; equal nodes mean the same, regardless of their place."""

    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Constant(CoreNode):
    """A value that is the same for every offer.

    A level is a ``Level`` on any scale, a set is a frozenset of texts as written, and a result of
    arithmetic on plain numbers is a ``Fraction``.
    """

    value: Scalar | frozenset[str] | Fraction
    datatype: Datatype

    def __hash__(self) -> int:
        # That of the datatype would take longer, and hardly ever tell two apart.
        return hash(self.value)


@frozen
class FactRef(CoreNode):
    """The value of a fact."""

    fact: FactPath
    datatype: Datatype

    def __hash__(self) -> int:
        return hash(self.fact)


@frozen
class LetRef(CoreNode):
    """The value of ``CheckedCriteria.bindings[index]``; constants are inlined instead."""

    index: int
    datatype: Datatype
    open: bool = False
    """Whether it rests on a ``let`` without a value, so that its value is not known yet."""


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
class Count(_Operands):
    """The truth of at least *least* of one or more truths being true."""

    least: int


@frozen
class Not(CoreNode):
    """The negation of a truth."""

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
    """The truth of *item*, a text, being in the set *container*."""

    item: Core
    container: Core


@frozen
class Overlaps(_Pair):
    """The truth of two sets having a text in common."""


@frozen
class Within(_Pair):
    """The truth of *right* containing all of *left*."""


@frozen
class Sum(CoreNode):
    """The sum of two or more quantities of one datatype; of dates, the days between them."""

    terms: tuple[Core, ...]
    datatype: Datatype


@frozen
class Moved(CoreNode):
    """The date that is a duration after another date; before it, for one below 0."""

    date: Core
    by: Core
    datatype: Datatype


@frozen
class Scaled(CoreNode):
    """A quantity times an exact constant; also subtraction, negation and division."""

    operand: Core
    factor: Fraction
    datatype: Datatype


@frozen
class Product(CoreNode):
    """A number or percentage times a quantity.

    Neither of them is a constant without a unit: that is ``Scaled``.
    """

    scalar: Core
    quantity: Core
    datatype: Datatype
    written_out: bool
    """Whether it is multiplied out; otherwise it is one unknown."""


@frozen
class Quotient(CoreNode):
    """A quantity divided by another that is above 0 in every offer.

    If that is a number or percentage, the datatype stays; otherwise it is a number, the ratio of
    two amounts in a unit of their own.
    """

    dividend: Core
    divisor: Core
    datatype: Datatype
    written_out: bool
    """Whether it is written out as a fraction; otherwise it is one unknown."""


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
    """The number of texts in a set."""

    operand: Core
    datatype: Datatype


Core: TypeAlias = (
    Constant
    | FactRef
    | LetRef
    | Or
    | And
    | Count
    | Not
    | Less
    | LessEqual
    | Equal
    | Member
    | Overlaps
    | Within
    | Sum
    | Moved
    | Scaled
    | Product
    | Quotient
    | Minimum
    | Maximum
    | SizeOf
)


def datatype_of(core: Core) -> Datatype:
    """Return the datatype of an expression; that of a condition is yes/no."""
    datatype: Datatype = getattr(core, "datatype", _YES_NO)
    return datatype


_YES_NO: Final = YesNo()


# --- walks -----------------------------------------------------------------------------------


def children(core: Core) -> tuple[Core, ...]:
    """Return the direct parts of an expression in source order; a ``let`` reference has none."""
    match core:
        case Constant() | FactRef() | LetRef():
            return ()
        case Less() | LessEqual() | Equal() | Overlaps() | Within():
            # `a > b` has become `b < a`.
            swapped = core.right.span.start < core.left.span.start
            return (core.right, core.left) if swapped else (core.left, core.right)
        case Or() | And() | Count() | Minimum() | Maximum():
            return core.operands
        case Sum():
            return core.terms
        case Not() | Scaled() | SizeOf():
            return (core.operand,)
        case Moved():
            return (core.date, core.by)
        case Quotient():
            return (core.dividend, core.divisor)
        case Product():
            # `2 * a` and `a * 2` are the same.
            swapped = core.quantity.span.start < core.scalar.span.start
            pair = (core.scalar, core.quantity)
            return pair[::-1] if swapped else pair
        case Member():
            return (core.item, core.container)
        case _:
            assert_never(core)


def nodes_of(bindings: Sequence[Core], *roots: Core) -> Iterator[Core]:
    """Yield expressions with all their parts, in source order.

    Each ``let`` value is visited once, at its first mention, so the time is linear in the text.

    Args:
        bindings: The values that ``LetRef.index`` refers to.
        roots: The expressions to begin with.
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
            waiting.append(bindings[node.index])


def is_open(*cores: Core) -> bool:
    """Return whether any expression rests on a ``let`` without a value."""
    return any(isinstance(node, LetRef) and node.open for core in cores for node in parts_of(core))


def parts_of(core: Core) -> Iterator[Core]:
    """Yield an expression with its parts in source order; a ``let`` reference has none."""
    waiting = [core]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def facts_of(bindings: Sequence[Core], *roots: Core) -> tuple[FactPath, ...]:
    """Return the facts that expressions read, also through ``let``, in order of first mention."""
    nodes = nodes_of(bindings, *roots)
    return tuple(dict.fromkeys(node.fact for node in nodes if isinstance(node, FactRef)))


@lru_cache(maxsize=4_096)
def ref_to(fact: FactPath, datatype: Datatype) -> FactRef:
    """Return a reference to a fact that no text writes.

    It is always the same one: what is worked out of an expression is kept by its identity.
    """
    return FactRef(fact, datatype, span=NOWHERE)


def is_by_the_hour(core: Core) -> bool:
    """Return whether an expression is an amount of pay per hour or day."""
    value = core.value if isinstance(core, Constant) else None
    return isinstance(value, Pay) and value.per not in PER_YEAR


# --- statements ------------------------------------------------------------------------------


@frozen
class CheckedLet(Record):
    """A ``let`` statement whose value depends on the offer."""

    name: str
    value: Core


class _Statement:
    __slots__ = ()
    node: Rule | Prefer | Leaving

    @property
    def span(self) -> Span:
        """The whole statement."""
        return self.node.span


@frozen(cache_hash=True)
class CheckedRule(_Statement):
    """A dealbreaker, pro, con or caution; ``unless`` is a ``Not``."""

    kind: RuleKind
    label: str
    """Label given by the author, otherwise the condition in canonical form."""
    condition: Core
    weight: int
    """In units of ``CheckedCriteria.weight_unit``."""
    node: Rule = field(eq=False, repr=False)


@frozen(cache_hash=True)
class CheckedPreference(_Statement):
    """A graded preference: 0 at *worst*, 1 at *best*, which are different constants."""

    label: str
    subject: Core
    worst: Constant
    best: Constant
    rises: bool = field(eq=False, repr=False)
    """Whether its best is more than its worst."""
    weight: int
    node: Prefer = field(eq=False, repr=False)


@frozen(cache_hash=True)
class CheckedLeaving(_Statement):
    """A reason for leaving the current job, addressed if *condition* is true."""

    label: str
    condition: Core
    node: Leaving = field(eq=False, repr=False)


CheckedStatement: TypeAlias = CheckedRule | CheckedPreference | CheckedLeaving


def condition_of(statement: CheckedStatement) -> Core:
    """Return the condition of a statement, or the subject of a preference."""
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
class CheckedNegotiable(Record):
    """A fact that may be negotiated, up or down to a limit if there is one."""

    fact: FactPath
    datatype: Datatype
    direction: Direction | None
    limit: Constant | None
    effort: int
    step: Constant | None
    """Step in which it is asked for, more than 0."""
    span: Span = field(eq=False, repr=False)


@frozen
class CheckedAssumption(Record):
    """A value for a fact that the offer does not state."""

    fact: FactPath
    value: FactValue | FactPath
    """The value, or another fact: then what the offer states of that one."""
    span: Span = field(eq=False, repr=False)


@frozen
class CheckedRate(Record):
    """An exchange rate: one *base* is worth exactly *factor* of *quote*."""

    base: str
    quote: str
    factor: Fraction
    on: date | None
    span: Span = field(eq=False, repr=False)


@frozen
class OwnFact(Record):
    """A fact declared in a criteria file."""

    path: str
    datatype: Datatype
    question: str | None
    asked: bool
    """Whether its declaration asks the employer for it."""
    bounds: Bounds
    span: Span = field(eq=False, repr=False)


DEFAULT_WEIGHT: Final = 1
DEFAULT_EFFORT: Final = 1


@frozen
class Replacement(Record):
    """A statement of a used file that another file replaces, sets or removes."""

    kind: str
    """Keyword of the statement."""
    name: str
    """Its label, path or name."""
    by: str
    """Name of the file that replaces it."""
    of: str
    """Name of the file that it is in."""
    removed: bool
    span: Span = field(eq=False, repr=False)
    """Place of what replaces it."""

    @property
    def named(self) -> str:
        """The keyword and what names the statement, as criteria write them."""
        return named(self.kind, self.name)


LABELLED: Final = frozenset({"dealbreaker", "pro", "con", "caution", "prefer", "leaving"})
"""Keywords of statements that have a label."""


def named(kind: str, name: str) -> str:
    """Return a keyword and what names a statement of that kind, as criteria write them."""
    return f'{kind} "{name}"' if kind in LABELLED else f"{kind} {name}"


@frozen(eq=False)
class Origins:
    """The core of each AST node; a core alone cannot tell ``a > b`` from ``b < a``."""

    bindings: Mapping[str, Expr]
    """Expressions by the ``let`` names that stand for them."""
    cores: Mapping[int, Core] = field(repr=False)
    """Cores by the identity of the node, which ``CheckedCriteria.files`` keeps alive."""

    def core(self, node: Expr) -> Core:
        """Return the core of *node*, which is part of a statement or a ``let``."""
        return self.cores[id(node)]


@frozen
class CheckedCriteria(Record):
    """A checked criteria file, with all files and packs that it uses."""

    statements: tuple[CheckedStatement, ...]
    """Rules, preferences and reasons for leaving: used files first, each file in source order."""
    bindings: tuple[CheckedLet, ...]
    """Sorted so that each refers only to earlier ones."""
    facts: tuple[FactPath, ...]
    """Facts that statements read, in order of first mention; derived facts are not expanded."""
    negotiables: tuple[CheckedNegotiable, ...]
    assumptions: tuple[CheckedAssumption, ...]
    rates: tuple[CheckedRate, ...]
    own_facts: tuple[OwnFact, ...]
    questions: tuple[tuple[str, str], ...]
    """Pairs of a fact path, without its view, and the author's question about it."""
    decline_below: Decimal | None
    """Score in percent below which the verdict is decline."""
    accept_at: Decimal | None
    """Score in percent from which the verdict is accept."""
    later: frozenset[str] = frozenset()
    """Paths of facts that are asked about only once the offer is in writing."""
    weight_unit: int = 1
    """How many units of ``weight`` are 1: weights are whole numbers in statements."""
    in_percent: bool = False
    """Whether the weights are written in percent; 1 is then 1%."""
    replacements: tuple[Replacement, ...] = ()
    """Statements of used files that others replace, set or remove, in order."""
    files: tuple[CriteriaFile, ...] = field(default=(), eq=False, repr=False)
    """Syntax of all files: used files first, the root file last."""
    origins: Origins = field(factory=lambda: Origins({}, {}), eq=False, repr=False)

    @property
    def name(self) -> str:
        """Name of the root file for people: without its folder, or the name given by the caller."""
        return self.files[-1].span.source.shown
