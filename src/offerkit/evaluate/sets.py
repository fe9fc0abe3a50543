"""Evaluation of texts and of sets of text, with bounds on partly known sets."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from offerkit import core as c
from offerkit.evaluate.facts import Facts, Judgement, TextBounds, TextKnown, judged
from offerkit.kleene import Kleene
from offerkit.text import fold
from offerkit.values import DOES_NOT_APPLY, FactValue, TextSet


def same_text(left: c.Core, right: c.Core, facts: Facts) -> Judgement:
    """Return whether two texts are the same, apart from case and spacing."""
    one, other = sides = _text(left, facts), _text(right, facts)
    is_known = one.text is not None and other.text is not None
    return judged(Kleene.of(one.text == other.text) if is_known else Kleene.UNKNOWN, sides)


def _text(core: c.Core, facts: Facts) -> TextKnown:
    """Return what is known of a text."""
    match core:
        case c.Constant(value=str(value)):
            return TextKnown(fold(value))
        case c.FactRef(fact=fact):
            stated = facts.value(fact)
            if stated is DOES_NOT_APPLY:
                return TextKnown(None, applies=False)
            doubts = facts.doubts(fact)
            if isinstance(stated, str):
                return TextKnown(fold(stated), doubts, doubts)
            return TextKnown(None, facts.missing(fact), doubts)
        case c.LetRef(index=index):
            return _text(facts.world.bindings[index], facts)
        case _:
            raise TypeError(f"not a text: {core}")


def text_bounds(core: c.Core, facts: Facts) -> TextBounds:
    """Return the texts that a set must contain and those that it may contain."""
    match core:
        case c.Constant(value=frozenset() as value):
            return texts_of(value)
        case c.FactRef(fact=fact):
            stated = facts.value(fact)
            found = texts_of(stated)
            if stated is DOES_NOT_APPLY:
                return evolve(found, applies=False)
            doubts = facts.doubts(fact)
            missing = doubts if found.must == found.may else facts.missing(fact)
            return evolve(found, missing=missing, doubts=doubts)
        case c.LetRef(index=index):
            return text_bounds(facts.world.bindings[index], facts)
        case _:
            raise TypeError(f"not a set: {core}")


def texts_of(value: FactValue) -> TextBounds:
    """Return a stated set with its texts folded; any other value is a wholly unknown set.

    Source:
        grammar/README.md, "Sets".
    """
    match value:
        case frozenset():
            folded = frozenset(map(fold, value))
            return TextBounds(folded, folded)
        case TextSet(at_least=at_least, at_most=at_most):
            may = None if at_most is None else frozenset(map(fold, at_most))
            return TextBounds(frozenset(map(fold, at_least)), may)
        case _:
            return TextBounds(frozenset(), None)


def judge_member(item: c.Core, container: c.Core, facts: Facts) -> Judgement:
    """Return whether a text is in a set.

    Source:
        grammar/README.md, "Membership".
    """
    known, texts = sides = _text(item, facts), text_bounds(container, facts)
    text, truth = known.text, Kleene.UNKNOWN
    if texts.may == frozenset() or (
        text is not None and texts.may is not None and text not in texts.may
    ):
        truth = Kleene.FALSE
    elif text is not None and text in texts.must:
        truth = Kleene.TRUE
    return judged(truth, sides)


def judge_sets(
    relation: Callable[[TextBounds, TextBounds], Kleene], left: c.Core, right: c.Core, facts: Facts
) -> Judgement:
    """Return whether a relation between two sets is true."""
    sets = text_bounds(left, facts), text_bounds(right, facts)
    return judged(relation(*sets), sets)


def overlaps(left: TextBounds, right: TextBounds) -> Kleene:
    """Return whether two sets have a text in common."""
    if left.must & right.must:
        return Kleene.TRUE
    if left.may == frozenset() or right.may == frozenset():
        return Kleene.FALSE
    apart = left.may is not None and right.may is not None and left.may.isdisjoint(right.may)
    return Kleene.FALSE if apart else Kleene.UNKNOWN


def within(left: TextBounds, right: TextBounds) -> Kleene:
    """Return whether all of *left* is in *right*."""
    if left.may is not None and left.may <= right.must:
        return Kleene.TRUE
    outside = right.may is not None and not left.must <= right.may
    return Kleene.FALSE if outside else Kleene.UNKNOWN


def differ(left: TextBounds, right: TextBounds) -> Kleene:
    """Return whether two sets differ."""
    return ~(within(left, right) & within(right, left))
