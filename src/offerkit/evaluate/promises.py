"""Broken promises: facts whose values differ from what was promised."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, TypeAlias

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
from offerkit.span import NOWHERE
from offerkit.text import fold
from offerkit.values import UNKNOWN, FactValue


@frozen
class _Promise:
    """A fact that may be promised."""

    info: FactInfo
    name: str
    """Name of its attribute in its group."""
    found: FactPath
    promised: FactPath


class Promises:
    """Finds the facts whose values differ from what was promised.

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
            promises = self._own if path in schema.own else groups.setdefault(group, [])
            promises.append(_Promise(info, name, FactPath(path), FactPath(path, View.PROMISED)))
        self._groups = tuple((attrgetter(group), found) for group, found in groups.items())
        self._empty: dict[type, tuple[Any, ...]] = {}
        """The groups of an offer that says nothing, which is what most groups are."""

    def broken(self, offer: Offer, facts: Facts) -> tuple[BrokenPromise, ...]:
        """Return the broken promises in the order of the schema."""
        promised = offer.promised
        if promised is None:
            return ()
        broken: list[BrokenPromise] = []
        for promise, told, found in self._told(promised, offer):
            if told is UNKNOWN or found is UNKNOWN or found == told:
                continue
            before, after = (promise.promised, told), (promise.found, found)
            difference = difference_between(promise.info.datatype, before, after, facts)
            if difference is not None:
                path = promise.info.path
                broken.append(BrokenPromise(path, told, found, difference, offer.sources.get(path)))
        return tuple(broken)

    def _told(
        self, promised: Offer, offer: Offer
    ) -> Iterator[tuple[_Promise, FactValue, FactValue]]:
        """Yield what may have been promised, with what was told and what was found."""
        kind = type(promised)
        if kind not in self._empty:
            nothing = kind()
            self._empty[kind] = tuple(read(nothing) for read, _ in self._groups)
        for (read, promises), empty in zip(self._groups, self._empty[kind], strict=True):
            said = read(promised)
            if said is not empty:
                for promise in promises:
                    told = getattr(said, promise.name)
                    if told is not UNKNOWN:
                        yield promise, told, getattr(read(offer), promise.name)
        for promise in self._own:
            path = promise.info.path
            yield promise, promised.own.get(path, UNKNOWN), offer.own.get(path, UNKNOWN)


Stated: TypeAlias = tuple[FactPath, FactValue]
"""A fact and its stated value."""


def difference_between(
    datatype: Datatype, before: Stated, after: Stated, facts: Facts
) -> Difference | None:
    """Return how one stated fact differs from another; None if they may be the same.

    Args:
        datatype: Of both facts.
        before: The earlier fact and its value, which is not ``UNKNOWN``.
        after: The fact to compare with it and its value, not ``UNKNOWN`` either.
        facts: The offer that states both; its hours convert pay.

    Source:
        grammar/README.md, "Counter-offers".
    """
    if are_same(datatype, before, after, facts) is not Kleene.FALSE:
        return None
    if isinstance(datatype, YesNo | TextType | TextSetType | PercentListType):
        return Difference.OTHER
    one, other = _refs(datatype, before, after)
    less = judge(c.Less(other, one, span=NOWHERE), facts)
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
            return judge(c.Equal(one, other, span=NOWHERE), facts).truth


def _refs(datatype: Datatype, *stated: Stated) -> Iterator[c.FactRef]:
    return (c.FactRef(fact, datatype, span=NOWHERE) for fact, _ in stated)
