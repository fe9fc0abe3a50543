"""The truths of conditions; see ``facts`` for what this is."""

from __future__ import annotations

from offerkit import core as c
from offerkit.datatypes import TextType, YesNo
from offerkit.paths import FactPath
from tests.reference.ends import Judged, equal, less, less_equal, negation, settled_by, unknown
from tests.reference.facts import World, value_of
from tests.reference.quantities import compare
from tests.reference.texts import both_sets, member, names_country, overlap, text_of, within


def judge(node: c.Core, world: World) -> Judged:
    """Return the truth of a condition, and what keeps it open if it is unknown."""
    match node:
        case c.Constant(value=bool() as value):
            return Judged(value)
        case c.FactRef(fact=fact):
            stated = value_of(fact, world)
            if isinstance(stated, bool):
                return Judged(stated)
            return Judged(None, frozenset({fact}))
        case c.LetRef(index=index):
            return judge(world.bindings[index], world)
        case c.Not(operand=operand):
            return negation(judge(operand, world))
        case c.And(operands=operands):
            return settled_by(False, [judge(operand, world) for operand in operands])
        case c.Or(operands=operands):
            return settled_by(True, [judge(operand, world) for operand in operands])
        case c.Count(operands=operands, least=n):
            return count(n, [judge(operand, world) for operand in operands])
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
    """“How many are true is an interval”; `at least n` compares it with *n*."""
    low = sum(operand.truth is True for operand in operands)
    high = low + sum(operand.truth is None for operand in operands)
    if low >= n or high < n:
        return Judged(low >= n)
    return unknown(operand for operand in operands if operand.truth is None)


# --- “Equality” ----------------------------------------------------------------------------------


def same(left: c.Core, right: c.Core, world: World) -> Judged:
    """“`=` is unknown while either side is unknown” for truths and texts."""
    datatype = c.datatype_of(left)
    if isinstance(datatype, YesNo):
        truths = judge(left, world), judge(right, world)
        if any(side.truth is None for side in truths):
            return unknown(truths)
        return Judged(truths[0].truth is truths[1].truth)
    if isinstance(datatype, TextType):
        by_country = names_country(world, left, right)
        texts = text_of(left, world, by_country), text_of(right, world, by_country)
        if any(isinstance(text, FactPath) for text in texts):
            return Judged(None, frozenset(it for it in texts if isinstance(it, FactPath)))
        return Judged(texts[0] == texts[1])
    return compare(equal, left, right, world)
