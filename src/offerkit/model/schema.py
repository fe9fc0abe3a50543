"""The schema: every fact path with its datatype, read off the models."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, Final

import attrs
from attrs import evolve, field, frozen

from offerkit.data import cached
from offerkit.datatypes import Bounds, PayType, TextType
from offerkit.model.derived import DERIVED, base_parts, left_out
from offerkit.model.fields import MAY_NOT_APPLY, Better, FactInfo, Topic, facts_of, hints_of
from offerkit.model.near import NearFacts
from offerkit.model.offer import Offer, groups_of
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.text import fold
from offerkit.values import UNKNOWN, DoesNotApply, FactValue

SPECIAL: Final = ("promised", "found", "refused", "current", "sources", "posting")
"""The tables of an offer file that are no groups."""
NOT_GROUPS: Final = frozenset({*SPECIAL, "own", "notes", "inherited"})
"""The attributes of an offer that hold no facts of their own."""


@frozen(slots=False)
class Schema(Record):
    """The facts that criteria may name and offers may state."""

    facts: Mapping[str, FactInfo] = field(repr=False, hash=False)
    """By path, without views; derived facts last, then those that a criteria file declared."""
    own: frozenset[str] = frozenset()
    """The paths that a criteria file declared; an offer holds them under ``own``."""
    _resting: dict[str, tuple[str, ...]] = field(factory=dict, init=False, eq=False, repr=False)

    def with_value(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the facts whose closed list has a text, however it is spaced, with its values."""
        same = re.sub(r"[\W_]", "", fold(text))
        return tuple(
            (path, value)
            for path, info in self.facts.items()
            if isinstance(info.datatype, TextType)
            for value in info.datatype.values or ()
            if value.replace("_", "") == same
        )

    def get(self, path: str) -> FactInfo | None:
        """Return the fact called *path* (without a view), or None."""
        return self.facts.get(path)

    def rests_on(self, path: str) -> tuple[str, ...]:
        """Return the stated facts that a fact rests on, itself among them, each once.

        Those of a derived fact are its parts; every fact follows those on which it hangs.
        """
        known = self._resting.get(path)
        if known is not None:
            return known
        found: dict[str, None] = {}
        for part in base_parts(path) if path in DERIVED else (path,):
            for gate in self.facts[part].gates:
                for other in filter(None, (gate.fact, gate.instead, gate.same_as)):
                    found.update(dict.fromkeys(self.rests_on(other)))
            found.setdefault(part)
        self._resting[path] = tuple(found)
        return self._resting[path]

    def knows(self, name: str) -> bool:
        """Return whether a word of a name is one of the words that facts are called by."""
        return self._index.knows(name)

    def near(self, path: str, *, stated: bool = False) -> tuple[str, ...]:
        """Return the facts that somebody may mean by *path*; see ``NearFacts.near``."""
        return self._index.near(path, stated=stated)

    @cached_property
    def _index(self) -> NearFacts:
        return NearFacts.among(self.facts, self.own)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """What stands before the last dot of the paths, each once, in order."""
        return tuple(dict.fromkeys(path.rpartition(".")[0] for path in self.facts))

    @cached_property
    def tables(self) -> frozenset[str]:
        """The keys that an offer file may have at the top."""
        groups = (group.partition(".")[0] for group in self.groups)
        return frozenset({*groups, *SPECIAL, "$schema"})

    def extended(self, facts: Iterable[FactInfo]) -> Schema:
        """Return the schema with facts that a criteria file declared."""
        added = {info.path: _in_its_group(info) for info in facts}
        return Schema({**self.facts, **added}, self.own | set(added))

    def getter(self, fact: FactPath) -> Callable[[Offer], FactValue]:
        """Return the function that reads a fact off an offer.

        Without the view it is ``UNKNOWN``; of a present job that nobody has, ``DOES_NOT_APPLY``.

        Raises:
            KeyError: there is no such fact, or it is derived and no offer holds it.
        """
        if self.facts[fact.path].derived:
            raise KeyError(fact.path)
        path = fact.path
        read: Callable[[Any], Any] = (
            (lambda offer: offer.own.get(path, UNKNOWN)) if path in self.own else attrgetter(path)
        )
        if fact.view is View.OFFERED:
            return read
        view = attrgetter(fact.view.value)

        def read_view(offer: Offer) -> FactValue:
            seen: Offer | DoesNotApply | None = view(offer)
            if isinstance(seen, DoesNotApply):
                return seen
            value: FactValue = UNKNOWN if seen is None else read(seen)
            return value

        return read_view


@cached
def schema_of(offer_type: type[Offer] = Offer) -> Schema:
    """Return the schema of an offer type: its own groups and the derived facts included.

    Raises:
        TypeError: a model cannot be read; the message says what to write.
    """
    facts = [*_facts_in(offer_type, "")]
    for path, of in DERIVED.items():
        facts.append(
            FactInfo(
                path,
                of.datatype,
                Bounds(of.least),
                of.question,
                everyday=tuple(of.everyday.split(", ")),
                derived=True,
                parts=of.parts,
                leaves_out=left_out(path),
                typical=of.typical,
                better=Better.MORE if isinstance(of.datatype, PayType) else None,
            )
        )
    return Schema({info.path: _in_its_group(info) for info in facts})


def _in_its_group(info: FactInfo) -> FactInfo:
    """Return a fact with what its group says of it.

    It is about what the group is about, unless it is about something itself, and may not apply if
    the group may not.
    """
    name = info.path.partition(".")[0]
    topic = info.topic
    if topic is Topic.OTHER:
        topic = getattr(groups_of(Offer).get(name), "TOPIC", Topic.OTHER)
    return evolve(info, topic=topic, may_not_apply=info.may_not_apply or may_not_apply(name))


def may_not_apply(group: str) -> bool:
    """Return whether a group of facts may not apply as a whole, by its name."""
    found: bool = getattr(groups_of(Offer).get(group), MAY_NOT_APPLY, False)
    return found


def _facts_in(owner: type, prefix: str) -> Iterator[FactInfo]:
    """Yield the facts of an attrs class and of the groups in it, in the order declared."""
    hints = hints_of(owner)
    facts, groups = facts_of(owner), groups_of(owner)
    is_offer = issubclass(owner, Offer)
    for name in (attribute.name for attribute in attrs.fields(owner)):
        if is_offer and name in NOT_GROUPS:
            continue
        where = f"{owner.__name__}.{name}"
        if name in facts and prefix:
            yield evolve(facts[name], path=f"{prefix}{name}")
        elif name in groups:
            group, built_in = groups[name], groups_of(Offer).get(name)
            if is_offer and built_in and not issubclass(group, built_in):
                raise TypeError(
                    f"{where}: `{name}` is a group that every offer has; give yours another name, "
                    f"or let {group.__name__} inherit from {built_in.__name__}"
                )
            if is_offer and issubclass(group, Offer):
                raise TypeError(f"{where}: an offer is no group; write an attrs class")
            yield from _facts_in(group, f"{prefix}{name}.")
        elif name in facts:
            raise TypeError(
                f"{where}: a fact stands in a group; write an attrs class with it, "
                "and give the offer an attribute of that class"
            )
        else:
            hint = getattr(hints[name], "__name__", hints[name])
            raise TypeError(
                f"{where}: {hint} is neither a group nor a fact; "
                f'write `{name}: … = fact("How would you ask for it?")`'
            )
