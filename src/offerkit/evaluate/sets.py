"""Evaluation of texts and of sets of text, with bounds on partly known sets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from attrs import evolve

from offerkit import core as c
from offerkit.core import datatype_of
from offerkit.countries import fold_country
from offerkit.datatypes import Datatype, TextSetType, TextType
from offerkit.evaluate.facts import Facts, Judgement, TextBounds, missing_of
from offerkit.kleene import Kleene
from offerkit.paths import FactPath
from offerkit.text import fold
from offerkit.values import FactValue, TextSet

Fold: TypeAlias = Callable[[str], str]


def folding(*sides: c.Core) -> Fold:
    """Return the function that gives texts the form in which a comparison compares them.

    Source:
        grammar/README.md, "Text" and "Countries".
    """
    return fold_by(*map(datatype_of, sides))


def fold_by(*datatypes: Datatype) -> Fold:
    """Return the function that gives texts of these datatypes the form in which they compare."""
    texts = (datatype for datatype in datatypes if isinstance(datatype, TextType | TextSetType))
    return fold_country if any(datatype.countries for datatype in texts) else fold


def same_text(left: c.Core, right: c.Core, facts: Facts) -> Judgement:
    """Return whether two texts are the same, apart from case and spacing."""
    form = folding(left, right)
    (one, missing), (other, also_missing) = _text(left, facts, form), _text(right, facts, form)
    if one is None or other is None:
        return Judgement(Kleene.UNKNOWN, tuple(dict.fromkeys(missing + also_missing)))
    return Judgement(Kleene.of(one == other))


_Text: TypeAlias = tuple[str | None, tuple[FactPath, ...]]


def _text(core: c.Core, facts: Facts, form: Fold) -> _Text:
    """Return a folded text, or None and the fact that is not stated."""
    match core:
        case c.Constant(value=str(value)):
            return form(value), ()
        case c.FactRef(fact=fact):
            stated = facts.value(fact)
            return (form(stated), ()) if isinstance(stated, str) else (None, facts.missing(fact))
        case _:
            assert isinstance(core, c.LetRef)
            return _text(facts.world.bindings[core.index], facts, form)


def text_bounds(core: c.Core, facts: Facts, form: Fold) -> TextBounds:
    """Return the texts that a set must contain and those that it may contain."""
    match core:
        case c.Constant(value=frozenset() as value):
            return texts_of(value, form)
        case c.FactRef(fact=fact):
            found = texts_of(facts.value(fact), form)
            return found if found.must == found.may else evolve(found, missing=facts.missing(fact))
        case _:
            assert isinstance(core, c.LetRef)
            return text_bounds(facts.world.bindings[core.index], facts, form)


def texts_of(value: FactValue, form: Fold) -> TextBounds:
    """Return a stated set with its texts folded; any other value is a wholly unknown set.

    Source:
        grammar/README.md, "Sets".
    """
    match value:
        case frozenset():
            folded = frozenset(map(form, value))
            return TextBounds(folded, folded)
        case TextSet(at_least=at_least, at_most=at_most):
            may = None if at_most is None else frozenset(map(form, at_most))
            return TextBounds(frozenset(map(form, at_least)), may)
        case _:
            return TextBounds(frozenset(), None)


def judge_member(item: c.Core, container: c.Core, facts: Facts) -> Judgement:
    """Return whether a text is in a set.

    Source:
        grammar/README.md, "Membership".
    """
    form = folding(item, container)
    (text, missing), texts = _text(item, facts, form), text_bounds(container, facts, form)
    if texts.may == frozenset() or (
        text is not None and texts.may is not None and text not in texts.may
    ):
        return Judgement(Kleene.FALSE)
    if text is not None and text in texts.must:
        return Judgement(Kleene.TRUE)
    return Judgement(Kleene.UNKNOWN, tuple(dict.fromkeys(missing + texts.missing)))


def judge_sets(
    relation: Callable[[TextBounds, TextBounds], Kleene], left: c.Core, right: c.Core, facts: Facts
) -> Judgement:
    """Return whether a relation between two sets is true."""
    form = folding(left, right)
    sets = text_bounds(left, facts, form), text_bounds(right, facts, form)
    truth = relation(*sets)
    return Judgement(truth, missing_of(sets) if truth is Kleene.UNKNOWN else ())


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
