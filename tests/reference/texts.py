"""Texts and sets of text; see ``facts`` for what this is."""

from __future__ import annotations

from attrs import frozen

from offerkit import core as c
from offerkit.paths import FactPath
from offerkit.values import TextSet
from tests.reference.ends import Judged, open_for, sure
from tests.reference.facts import World, folded
from tests.reference.gates import missing_of, value_of


def text_of(node: c.Core, world: World) -> str | FactPath:
    """Return a folded text, or the fact that is unknown."""
    match node:
        case c.Constant(value=str(value)):
            return folded(value)
        case c.FactRef(fact=fact):
            stated = value_of(fact, world)
            return folded(stated) if isinstance(stated, str) else fact
        case c.LetRef(index=index):
            return text_of(world.bindings[index], world)
        case _:
            raise TypeError(node)


# --- “Sets” --------------------------------------------------------------------------------------


@frozen
class KnownTexts:
    """The texts that a set must contain and those that it may contain; None: it may any."""

    must: frozenset[str]
    may: frozenset[str] | None
    missing: frozenset[FactPath] = frozenset()

    def can_contain(self, text: str) -> bool:
        """Return whether the set may contain a text."""
        return self.may is None or text in self.may


def texts_of(node: c.Core, world: World) -> KnownTexts:
    """Return what is known of a set: “Sets”."""
    match node:
        case c.Constant(value=frozenset() as value):
            texts = frozenset(map(folded, value))
            return KnownTexts(texts, texts)
        case c.LetRef(index=index):
            return texts_of(world.bindings[index], world)
        case c.FactRef(fact=fact):
            return _stated_texts(fact, world)
        case _:
            raise TypeError(node)


def _stated_texts(fact: FactPath, world: World) -> KnownTexts:
    must, may = frozenset[str](), None
    value = value_of(fact, world)
    if isinstance(value, frozenset):
        must = may = frozenset(map(folded, value))
    elif isinstance(value, TextSet):
        must = frozenset(map(folded, value.at_least))
        may = None if value.at_most is None else frozenset(map(folded, value.at_most))
    return KnownTexts(must, may, frozenset() if must == may else missing_of(fact, world))


def member(item: c.Core, container: c.Core, world: World) -> Judged:
    """Return the truth of `a in s`: “Sets”."""
    text, texts = text_of(item, world), texts_of(container, world)
    if texts.may == frozenset():
        return sure(False)
    if isinstance(text, FactPath):
        return open_for(texts.missing | {text})
    if text in texts.must:
        return sure(True)
    return open_for(texts.missing) if texts.can_contain(text) else sure(False)


def overlap(s: KnownTexts, t: KnownTexts) -> Judged:
    """Return the truth of `s overlaps t`: “Sets”."""
    if s.must & t.must:
        return sure(True)
    if any(it.may == frozenset() for it in (s, t)):
        return sure(False)
    if s.may is not None and t.may is not None and not s.may & t.may:
        return sure(False)
    return open_for(s.missing | t.missing)


def within(s: KnownTexts, t: KnownTexts) -> Judged:
    """Return the truth of `s within t`: “Sets”."""
    if s.may is not None and s.may <= t.must:
        return sure(True)
    if not all(t.can_contain(text) for text in s.must):
        return sure(False)
    return open_for(s.missing | t.missing)
