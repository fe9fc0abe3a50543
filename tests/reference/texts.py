"""Texts and sets of text; see ``facts`` for what this is."""

from __future__ import annotations

from attrs import frozen

from offerkit import core as c
from offerkit.paths import FactPath
from offerkit.values import DOES_NOT_APPLY, TextSet
from tests.reference.ends import Judged, related
from tests.reference.facts import World, folded
from tests.reference.gates import doubts_of, missing_of, value_of


@frozen
class KnownText:
    """A folded text; None if it is unknown or does not apply."""

    text: str | None
    missing: frozenset[FactPath] = frozenset()
    doubts: frozenset[FactPath] = frozenset()
    applies: bool = True


def text_of(node: c.Core, world: World) -> KnownText:
    """Return what is known of a text."""
    match node:
        case c.Constant(value=str(value)):
            return KnownText(folded(value))
        case c.FactRef(fact=fact):
            stated = value_of(fact, world)
            if isinstance(stated, str):
                return KnownText(folded(stated), doubts_of(fact, world), doubts_of(fact, world))
            if stated is DOES_NOT_APPLY:
                return KnownText(None, applies=False)
            return KnownText(None, missing_of(fact, world), doubts_of(fact, world))
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
    doubts: frozenset[FactPath] = frozenset()
    applies: bool = True

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
    doubts = doubts_of(fact, world)
    missing = doubts if must == may else missing_of(fact, world)
    return KnownTexts(must, may, missing, doubts, value is not DOES_NOT_APPLY)


def member(item: c.Core, container: c.Core, world: World) -> Judged:
    """Return the truth of `a in s`: “Sets”."""
    text, texts = text_of(item, world), texts_of(container, world)
    return related(_is_in(text.text, texts), (text, texts))


def _is_in(text: str | None, texts: KnownTexts) -> bool | None:
    if texts.may == frozenset():
        return False
    if text is None:
        return None
    if text in texts.must:
        return True
    return None if texts.can_contain(text) else False


def overlap(s: KnownTexts, t: KnownTexts) -> bool | None:
    """Return the truth of `s overlaps t`: “Sets”."""
    if s.must & t.must:
        return True
    if any(it.may == frozenset() for it in (s, t)):
        return False
    if s.may is not None and t.may is not None and not s.may & t.may:
        return False
    return None


def within(s: KnownTexts, t: KnownTexts) -> bool | None:
    """Return the truth of `s within t`: “Sets”."""
    if s.may is not None and s.may <= t.must:
        return True
    if not all(t.can_contain(text) for text in s.must):
        return False
    return None
