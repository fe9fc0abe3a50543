"""Promises: those that are broken, exceeded, or about facts that the offer does not state."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, Final, TypeAlias

from attrs import frozen

from offerkit import core as c
from offerkit.datatypes import Datatype, PercentListType, TextSetType, TextType, YesNo
from offerkit.evaluate.facts import Facts
from offerkit.evaluate.findings import (
    BrokenPromise,
    Difference,
    ExceededPromise,
    UnstatedPromise,
)
from offerkit.evaluate.semantics import judge
from offerkit.evaluate.sets import differ, fold_by, texts_of, within
from offerkit.kleene import Kleene
from offerkit.model.fields import Better, FactInfo
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.span import NOWHERE
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, FactValue


@frozen
class _Promise(Record):
    """A fact that may be promised."""

    info: FactInfo
    name: str
    """Name of its attribute in its group."""
    found: FactPath
    promised: FactPath
    source: str
    """The key of the promise's source."""


@frozen
class Promised(Record):
    """The promises of an offer of which there is something to report, in the order of the schema.

    Facts that the criteria declare are last, by path.
    """

    broken: tuple[BrokenPromise, ...] = ()
    exceeded: tuple[ExceededPromise, ...] = ()
    unstated: tuple[UnstatedPromise, ...] = ()


_NOTHING: Final = Promised()


class Promises:
    """Compares the facts of offers with what was promised.

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
            told = FactPath(path, View.PROMISED)
            promises.append(_Promise(info, name, FactPath(path), told, str(told)))
        self._own.sort(key=lambda promise: promise.info.path)
        self._groups = tuple(groups.values())
        self._read = attrgetter(*groups)
        self._empty: dict[type, tuple[Any, ...]] = {}
        """The groups of an offer that says nothing, which is what most groups are."""

    def of(self, offer: Offer, facts: Facts) -> Promised:
        """Return the promises that are broken, exceeded, or not in the offer."""
        promised = offer.promised
        if promised is None:
            return _NOTHING
        broken: list[BrokenPromise] = []
        exceeded: list[ExceededPromise] = []
        unstated: list[UnstatedPromise] = []
        for promise, told, found in self._told(promised, offer):
            path = promise.info.path
            is_stated = found is not UNKNOWN and path not in offer.inherited
            if promise.info.gates:
                told, found, is_stated = self._behind(promise, found, is_stated, facts)
            if is_stated and found == told:
                continue
            told_by = offer.sources.get(promise.source)
            before, after = (promise.promised, told), (promise.found, found)
            if not is_stated:
                if not is_kept(promise.info, before, after, facts):
                    unstated.append(UnstatedPromise(path, told, told_by))
                continue
            difference = _difference(promise.info, before, after, facts)
            if difference is None:
                continue
            compared = path, told, found, difference, offer.sources.get(path), told_by
            if is_better(promise.info.better, found, difference):
                exceeded.append(ExceededPromise(*compared))
            else:
                broken.append(BrokenPromise(*compared))
        return Promised(tuple(broken), tuple(exceeded), tuple(unstated))

    def _behind(
        self, promise: _Promise, found: FactValue, is_stated: bool, facts: Facts
    ) -> tuple[FactValue, FactValue, bool]:
        """Return what a promise and a finding that hang on other facts come to."""
        offer, behind = facts.offer, facts.behind(promise.found)
        if behind.closed is not None:
            found = behind.value
            on = FactPath(behind.closed.fact)
            is_stated = (
                on.path not in offer.inherited and facts.world.getter(on)(offer) is not UNKNOWN
            )
        return facts.value(promise.promised), found, is_stated

    def _told(
        self, promised: Offer, offer: Offer
    ) -> Iterator[tuple[_Promise, FactValue, FactValue]]:
        """Yield what may have been promised, with what was told and what was found."""
        kind = type(promised)
        if kind not in self._empty:
            self._empty[kind] = self._read(kind())
        groups = zip(
            self._groups,
            self._read(promised),
            self._read(offer),
            self._empty[kind],
            strict=True,
        )
        for promises, said, stated, empty in groups:
            if said is not empty:
                for promise in promises:
                    told = getattr(said, promise.name)
                    if told is not UNKNOWN:
                        yield promise, told, getattr(stated, promise.name)
        for promise in self._own:
            told = promised.own.get(promise.info.path, UNKNOWN)
            if told is not UNKNOWN:
                yield promise, told, offer.own.get(promise.info.path, UNKNOWN)


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
    if DOES_NOT_APPLY in (before[1], after[1]):
        return Difference.OTHER
    if isinstance(datatype, YesNo | TextType | TextSetType | PercentListType):
        return Difference.OTHER
    one, other = _refs(datatype, before, after)
    less = judge(c.Less(other, one, span=NOWHERE), facts)
    return Difference.LESS if less.truth is Kleene.TRUE else Difference.MORE


def is_better(better: Better | None, found: FactValue, difference: Difference) -> bool | None:
    """Return whether a different value is for the better; None if that is not known."""
    if better is None:
        return None
    if isinstance(found, bool):
        return found is (better is Better.MORE)
    if difference is Difference.OTHER:
        return None
    return (difference is Difference.MORE) is (better is Better.MORE)


def _difference(info: FactInfo, told: Stated, found: Stated, facts: Facts) -> Difference | None:
    """Return how a fact differs from what was promised; a set only in what it lacks."""
    if not isinstance(info.datatype, TextSetType) or DOES_NOT_APPLY in (told[1], found[1]):
        return difference_between(info.datatype, told, found, facts)
    form = fold_by(info.datatype)
    kept = within(texts_of(told[1], form), texts_of(found[1], form))
    return Difference.OTHER if kept is Kleene.FALSE else None


def is_kept(info: FactInfo, told: Stated, found: Stated, facts: Facts) -> bool:
    """Return whether a value is certainly what was promised, or better."""
    if found[1] is UNKNOWN:
        return False
    if isinstance(info.datatype, TextSetType) and DOES_NOT_APPLY not in (told[1], found[1]):
        form = fold_by(info.datatype)
        return within(texts_of(told[1], form), texts_of(found[1], form)) is Kleene.TRUE
    if are_same(info.datatype, told, found, facts) is Kleene.TRUE:
        return True
    if info.better is None or DOES_NOT_APPLY in (told[1], found[1]):
        return False
    if isinstance(found[1], bool):
        return found[1] is (info.better is Better.MORE)
    one, other = _refs(info.datatype, told, found)
    less, more = (one, other) if info.better is Better.MORE else (other, one)
    return judge(c.LessEqual(less, more, span=NOWHERE), facts).truth is Kleene.TRUE


def are_same(datatype: Datatype, before: Stated, after: Stated, facts: Facts) -> Kleene:
    """Return whether two stated facts of one datatype have the same value."""
    (_, said), (_, found) = before, after
    if DOES_NOT_APPLY in (said, found):
        return Kleene.of(said is found)
    match datatype:
        case PercentListType():
            return Kleene.of(said == found)
        case TextSetType():
            form = fold_by(datatype)
            return ~differ(texts_of(said, form), texts_of(found, form))
        case _:
            one, other = _refs(datatype, before, after)
            return judge(c.Equal(one, other, span=NOWHERE), facts).truth


def _refs(datatype: Datatype, *stated: Stated) -> Iterator[c.FactRef]:
    return (c.ref_to(fact, datatype) for fact, _ in stated)
