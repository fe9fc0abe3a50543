"""Promises: facts that were promised one way and found another."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, Final, TypeAlias

from attrs import frozen

from offerkit import core as c
from offerkit.datatypes import Datatype, PercentListType, TextSetType, TextType, YesNo
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.findings import BrokenPromise, Difference
from offerkit.evaluate.semantics import judge
from offerkit.evaluate.sets import differ, texts_of
from offerkit.kleene import Kleene
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View
from offerkit.span import Source
from offerkit.text import fold
from offerkit.values import UNKNOWN, FactValue

_NOWHERE: Final = Source("<promise>", "").span(0, 0)


@frozen
class _Promise:
    """A fact that may have been promised."""

    info: FactInfo
    name: str
    """Its attribute, within its group."""
    found: FactPath
    promised: FactPath


class Promises:
    """Finds the facts that were promised one way and found another.

    Source:
        grammar/README.md, "Counter-offers".
    """

    def __init__(self, schema: Schema) -> None:
        groups: dict[str, list[_Promise]] = {}
        self._own: list[_Promise] = []
        for path, info in schema.facts.items():
            if info.derived:
                continue
            group, _, name = path.rpartition(".")
            promise = _Promise(info, name, FactPath(path), FactPath(path, View.PROMISED))
            if path in schema.own:
                self._own.append(promise)
            else:
                groups.setdefault(group, []).append(promise)
        self._groups = tuple(
            (attrgetter(group), tuple(promises)) for group, promises in groups.items()
        )
        self._empty: dict[type, tuple[Any, ...]] = {}

    def _empty_groups(self, promised: Offer) -> tuple[Any, ...]:
        """Return the groups of an offer that says nothing, which is what most groups are."""
        kind = type(promised)
        if kind not in self._empty:
            nothing = kind()
            self._empty[kind] = tuple(read(nothing) for read, _ in self._groups)
        return self._empty[kind]

    def broken(self, offer: Offer, facts: Facts) -> tuple[BrokenPromise, ...]:
        """Return the broken promises in the order of the vocabulary."""
        promised = offer.promised
        if promised is None:
            return ()
        broken: list[BrokenPromise] = []
        for (read, promises), empty in zip(self._groups, self._empty_groups(promised), strict=True):
            said = read(promised)
            if said is not empty:
                found = read(offer)
                for promise in promises:
                    told = getattr(said, promise.name)
                    if told is not UNKNOWN:
                        broken += self._compare(
                            promise, told, getattr(found, promise.name), offer, facts
                        )
        for promise in self._own:
            path = promise.info.path
            told, is_ = promised.own.get(path, UNKNOWN), offer.own.get(path, UNKNOWN)
            if told is not UNKNOWN:
                broken += self._compare(promise, told, is_, offer, facts)
        return tuple(broken)

    def _compare(
        self, promise: _Promise, promised: FactValue, found: FactValue, offer: Offer, facts: Facts
    ) -> tuple[BrokenPromise, ...]:
        if found is UNKNOWN or found == promised:
            return ()
        direction = difference_between(
            promise.info.datatype, (promise.promised, promised), (promise.found, found), facts
        )
        if direction is None:
            return ()
        path = promise.info.path
        source = offer.sources.get(path)
        return (BrokenPromise(path, promised, found, direction, source),)


Stated: TypeAlias = tuple[FactPath, FactValue]
"""A fact with what is stated of it."""


def difference_between(
    datatype: Datatype, before: Stated, after: Stated, facts: Facts
) -> Difference | None:
    """Return how one stated fact differs from another; None when they may be the same.

    Args:
        datatype: Of both facts.
        before: What was said first: a fact and its value, which is not ``UNKNOWN``.
        after: What is compared with it, likewise.
        facts: The offer that states both; its hours convert pay.

    Source:
        grammar/README.md, "Counter-offers".
    """
    if are_same(datatype, before, after, facts) is not Kleene.FALSE:
        return None
    if isinstance(datatype, YesNo | TextType | TextSetType | PercentListType):
        return Difference.OTHER
    one, other = _refs(datatype, before, after)
    less = judge(c.Less(other, one, span=_NOWHERE), facts)
    return Difference.LESS if less.truth is Kleene.TRUE else Difference.MORE


def are_same(datatype: Datatype, before: Stated, after: Stated, facts: Facts) -> Kleene:
    """Return whether two stated facts of one datatype have the same value."""
    (_, said), (_, found) = before, after
    match datatype:
        case PercentListType():
            return Kleene.of(said == found)
        case TextType():
            return Kleene.of(fold(str(said)) == fold(str(found)))
        case TextSetType():
            return ~differ(texts_of(said), texts_of(found))
        case _:
            one, other = _refs(datatype, before, after)
            return judge(c.Equal(one, other, span=_NOWHERE), facts).truth


def _refs(datatype: Datatype, *stated: Stated) -> Iterator[c.FactRef]:
    return (c.FactRef(fact, datatype, span=_NOWHERE) for fact, _ in stated)
