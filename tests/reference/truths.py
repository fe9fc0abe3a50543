"""The truths of conditions; see ``facts`` for what this is."""

from __future__ import annotations

from collections.abc import Sequence

from offerkit import core as c
from offerkit.datatypes import TextType, YesNo
from offerkit.values import DOES_NOT_APPLY
from tests.reference.ends import (
    FALSE,
    IS_NEITHER,
    NEITHER,
    TRUE,
    Judged,
    combined,
    equal,
    less,
    less_equal,
    negation,
    related,
    settled_by,
    sure,
)
from tests.reference.facts import World
from tests.reference.gates import doubts_of, missing_of, value_of
from tests.reference.quantities import compare
from tests.reference.texts import member, overlap, text_of, texts_of, within


def judge(node: c.Core, world: World) -> Judged:
    """Return the truth of a condition, and what keeps it open if it is unknown."""
    match node:
        case c.Constant(value=bool() as value):
            return sure(value)
        case c.FactRef(fact=fact):
            stated = value_of(fact, world)
            if stated is DOES_NOT_APPLY:
                return Judged(IS_NEITHER)
            doubts = doubts_of(fact, world)
            may_be = IS_NEITHER if doubts else frozenset[str]()
            if isinstance(stated, bool):
                return Judged(may_be | sure(stated).truth, doubts)
            return Judged(may_be | {TRUE, FALSE}, missing_of(fact, world))
        case c.LetRef(index=index):
            return judge(world.bindings[index], world)
        case c.Not(operand=operand):
            return negation(judge(operand, world))
        case c.And(operands=operands):
            return settled_by(FALSE, [judge(operand, world) for operand in operands])
        case c.Or(operands=operands):
            return settled_by(TRUE, [judge(operand, world) for operand in operands])
        case c.Less(left=left, right=right):
            return compare(less, left, right, world)
        case c.LessEqual(left=left, right=right):
            return compare(less_equal, left, right, world)
        case c.Equal(left=left, right=right):
            return same(left, right, world)
        case c.Member(item=item, container=container):
            return member(item, container, world)
        case c.Overlaps(left=left, right=right):
            sets = texts_of(left, world), texts_of(right, world)
            return related(overlap(*sets), sets)
        case c.Within(left=left, right=right):
            sets = texts_of(left, world), texts_of(right, world)
            return related(within(*sets), sets)
        case _:
            raise TypeError(node)


# --- “Equality” ----------------------------------------------------------------------------------


def same(left: c.Core, right: c.Core, world: World) -> Judged:
    """“`=` is unknown while either side is unknown” for truths and texts."""
    datatype = c.datatype_of(left)
    if isinstance(datatype, YesNo):
        return combined(_sameness, [judge(left, world), judge(right, world)])
    if isinstance(datatype, TextType):
        texts = text_of(left, world), text_of(right, world)
        is_open = any(it.text is None for it in texts)
        return related(None if is_open else texts[0].text == texts[1].text, texts)
    return compare(equal, left, right, world)


def _sameness(points: Sequence[str]) -> str:
    if NEITHER in points:
        return NEITHER
    return TRUE if points[0] == points[1] else FALSE
