"""Texts and sets of text; see ``facts`` for what this is."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from attrs import frozen

from offerkit import core as c
from offerkit.paths import FactPath
from offerkit.values import TextSet
from tests.reference.ends import Judged, open_for, sure
from tests.reference.facts import World, folded
from tests.reference.gates import missing_of, value_of

_OF_COUNTRIES: Final = ("location.country", "remote.where")


def names_country(world: World, *nodes: c.Core) -> bool:
    """Return whether texts are compared as countries: “Countries”."""
    for node in nodes:
        if isinstance(node, c.FactRef) and node.fact.path in _OF_COUNTRIES:
            return True
        if isinstance(node, c.LetRef) and names_country(world, world.bindings[node.index]):
            return True
    return False


def compared(text: str, by_country: bool) -> str:
    """Return the form in which a text is compared: “Text” and “Countries”."""
    code = _countries().get(_plain(text)) if by_country else None
    return folded(text) if code is None else code


@cache
def _countries() -> dict[str, str]:
    found = {}
    listed = Path(__file__).parents[2] / "grammar" / "countries.txt"
    for line in listed.read_text(encoding="utf-8").splitlines():
        code, rest = line[:2], line[7:].split("|")
        for name in (code, line[3:6], *rest):
            found[_plain(name)] = code
    return found


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    for sign in ".'’":
        plain = plain.replace(sign, "")
    words = plain.casefold().replace("&", " and ").replace("-", " ").split()
    return " ".join(words[1:] if words[:1] == ["the"] and words[1:] else words)


def text_of(node: c.Core, world: World, by_country: bool = False) -> str | FactPath:
    """Return a folded text, or the fact that is unknown."""
    match node:
        case c.Constant(value=str(value)):
            return compared(value, by_country)
        case c.FactRef(fact=fact):
            stated = value_of(fact, world)
            return compared(stated, by_country) if isinstance(stated, str) else fact
        case c.LetRef(index=index):
            return text_of(world.bindings[index], world, by_country)
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


def texts_of(node: c.Core, world: World, by_country: bool = False) -> KnownTexts:
    """Return what is known of a set: “Sets”."""
    match node:
        case c.Constant(value=frozenset() as value):
            texts = frozenset(compared(text, by_country) for text in value)
            return KnownTexts(texts, texts)
        case c.LetRef(index=index):
            return texts_of(world.bindings[index], world, by_country)
        case c.FactRef(fact=fact):
            return _stated_texts(fact, world, by_country)
        case _:
            raise TypeError(node)


def _stated_texts(fact: FactPath, world: World, by_country: bool) -> KnownTexts:
    must, may = frozenset[str](), None
    value = value_of(fact, world)
    if isinstance(value, frozenset):
        must = may = frozenset(compared(text, by_country) for text in value)
    elif isinstance(value, TextSet):
        must = frozenset(compared(text, by_country) for text in value.at_least)
        if value.at_most is not None:
            may = frozenset(compared(text, by_country) for text in value.at_most)
    return KnownTexts(must, may, frozenset() if must == may else missing_of(fact, world))


def both_sets(left: c.Core, right: c.Core, world: World) -> tuple[KnownTexts, KnownTexts]:
    """Return what is known of two sets that are compared."""
    by_country = names_country(world, left, right)
    return texts_of(left, world, by_country), texts_of(right, world, by_country)


def member(item: c.Core, container: c.Core, world: World) -> Judged:
    """Return the truth of `a in s`: “Sets”."""
    by_country = names_country(world, item, container)
    text, texts = text_of(item, world, by_country), texts_of(container, world, by_country)
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
