"""The truths of conditions; see ``facts`` for what this is."""

from __future__ import annotations

from collections.abc import Sequence

from offerkit import core as c
from offerkit.datatypes import TextType, YesNo
from offerkit.paths import FactPath
from tests.reference.applying import applied
from tests.reference.ends import (
    FALSE,
    NEITHER,
    TRUE,
    Judged,
    combined,
    equal,
    less,
    less_equal,
    negation,
    open_for,
    settled_by,
    sure,
)
from tests.reference.facts import World
from tests.reference.gates import missing_of, value_of
from tests.reference.quantities import compare
from tests.reference.texts import both_sets, member, names_country, overlap, text_of, within


def judge(node: c.Core, world: World) -> Judged:
    """Return the truth of a condition, and what keeps it open if it is unknown."""
    match node:
        case c.Constant(value=bool() as value):
            return sure(value)
        case c.FactRef(fact=fact):
            stated = value_of(fact, world)
            is_known = isinstance(stated, bool)
            found = sure(stated is True) if is_known else open_for(missing_of(fact, world))
            return applied(found, [node], world)
        case c.LetRef(index=index):
            return judge(world.bindings[index], world)
        case c.Not(operand=operand):
            return negation(judge(operand, world))
        case c.And(operands=operands):
            return settled_by(FALSE, [judge(operand, world) for operand in operands])
        case c.Or(operands=operands):
            return settled_by(TRUE, [judge(operand, world) for operand in operands])
        case c.Equal(left=left, right=right) if isinstance(c.datatype_of(left), YesNo):
            return combined(sameness, [judge(left, world), judge(right, world)])
        case c.Count(operands=operands, least=n):
            return count(n, [judge(operand, world) for operand in operands])
        case _:
            return applied(relation(node, world), c.children(node), world)


def relation(node: c.Core, world: World) -> Judged:
    """Return the truth of a comparison or a relation of sets whose operands apply."""
    match node:
        case c.Less(left=left, right=right):
            return compare(less, left, right, world)
        case c.LessEqual(left=left, right=right):
            return compare(less_equal, left, right, world)
        case c.Equal(left=left, right=right):
            return same(left, right, world)
        case c.Member(item=item, container=container):
            return member(item, container, world)
        case c.Overlaps(left=left, right=right):
            return overlap(*both_sets(left, right, world))
        case c.Within(left=left, right=right):
            return within(*both_sets(left, right, world))
        case _:
            raise TypeError(node)


def count(n: int, operands: list[Judged]) -> Judged:
    """“`at least n` is true if at least *n* are true”, and does not apply if none does."""

    def operation(points: Sequence[str]) -> str:
        if all(point == NEITHER for point in points):
            return NEITHER
        return TRUE if points.count(TRUE) >= n else FALSE

    return combined(operation, operands)


# --- “Equality” ----------------------------------------------------------------------------------


def same(left: c.Core, right: c.Core, world: World) -> Judged:
    """“`=` is unknown while either side is unknown” for truths and texts."""
    if isinstance(c.datatype_of(left), TextType):
        by_country = names_country(world, left, right)
        texts = text_of(left, world, by_country), text_of(right, world, by_country)
        missing = frozenset(it for it in texts if isinstance(it, FactPath))
        return open_for(missing) if missing else sure(texts[0] == texts[1])
    return compare(equal, left, right, world)


def sameness(points: Sequence[str]) -> str:
    """Return whether two settled truths are the same."""
    if NEITHER in points:
        return NEITHER
    return TRUE if points[0] == points[1] else FALSE
