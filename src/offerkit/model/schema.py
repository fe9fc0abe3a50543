"""The schema: every fact path with its datatype, read off the models."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final

import attrs
from attrs import evolve, field, frozen

from offerkit.datatypes import Bounds
from offerkit.model.derived import DERIVED
from offerkit.model.fields import FactInfo, Negotiability, Topic, facts_of, hints_of, per_type
from offerkit.model.offer import Offer, groups_of, topic_of_group
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, FactValue

__all__ = ["FactInfo", "Negotiability", "Schema", "schema_of"]

NOT_GROUPS: Final = frozenset({"promised", "current", "sources", "own", "posting"})
"""The attributes of an offer that hold no facts of their own."""


@frozen
class Schema:
    """The facts that criteria may name and offers may state."""

    facts: Mapping[str, FactInfo] = field(repr=False)
    """By path, without views; derived facts last, then those that a criteria file declared."""
    own: frozenset[str] = frozenset()
    """The paths that a criteria file declared; an offer holds them under ``own``."""

    def get(self, path: str) -> FactInfo | None:
        """Return the fact called *path* (without a view), or None."""
        return self.facts.get(path)

    @property
    def groups(self) -> tuple[str, ...]:
        """What stands before the last dot of the paths, each once, in order."""
        return tuple(dict.fromkeys(path.rpartition(".")[0] for path in self.facts))

    def extended(self, facts: Iterable[FactInfo]) -> Schema:
        """Return the schema with facts that a criteria file declared."""
        added = {info.path: _with_topic(info) for info in facts}
        return Schema({**self.facts, **added}, self.own | set(added))

    def getter(self, fact: FactPath) -> Callable[[Offer], FactValue]:
        """Return the function that reads a fact off an offer; without the view, ``UNKNOWN``.

        Raises:
            KeyError: there is no such fact, or it is derived and no offer holds it.
        """
        if self.facts[fact.path].derived:
            raise KeyError(fact.path)
        read = _own_getter(fact.path) if fact.path in self.own else attrgetter(fact.path)
        return (
            read if fact.view is View.OFFERED else _view_getter(attrgetter(fact.view.value), read)
        )


def _own_getter(path: str) -> Callable[[Any], Any]:
    return lambda offer: offer.own.get(path, UNKNOWN)


def _view_getter(view: Callable[[Any], Any], read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def getter(offer: Any) -> Any:
        seen = view(offer)
        return UNKNOWN if seen is None else read(seen)

    return getter


def schema_of(offer_type: type[Offer] = Offer) -> Schema:
    """Return the schema of an offer type: its own groups and the derived facts included.

    Raises:
        TypeError: a model cannot be read; the message says what to write.
    """
    return _schema_of(offer_type)


@per_type
def _schema_of(offer_type: type) -> Schema:
    facts = (*_facts_in(offer_type, ""), *_derived())
    return Schema({info.path: _with_topic(info) for info in facts})


def _with_topic(info: FactInfo) -> FactInfo:
    """Return a fact that is about what its group is about, unless it is about something itself."""
    is_open = info.topic is Topic.OTHER
    return evolve(info, topic=topic_of_group(info.path)) if is_open else info


def _derived() -> Iterator[FactInfo]:
    for path, one in DERIVED.items():
        yield FactInfo(path, one.datatype, Bounds(), one.question, derived=True, parts=one.parts)


def _facts_in(owner: type, prefix: str) -> Iterator[FactInfo]:
    """Yield the facts of an attrs class and of the groups in it, in the order declared."""
    hints = hints_of(owner)
    facts, groups = facts_of(owner), groups_of(owner)
    for attribute in attrs.fields(owner):
        name = attribute.name
        if owner_is_offer(owner) and name in NOT_GROUPS:
            continue
        if name in facts and prefix:
            yield evolve(facts[name], path=f"{prefix}{name}")
        elif name in groups:
            _check_group(owner, name, groups[name])
            yield from _facts_in(groups[name], f"{prefix}{name}.")
        else:
            raise TypeError(_wrong_attribute(owner, name, hints[name], is_fact=name in facts))


def owner_is_offer(owner: type) -> bool:
    """Whether an attrs class is an offer, and not one of its groups."""
    return issubclass(owner, Offer)


def _check_group(owner: type, name: str, group: type) -> None:
    built_in = groups_of(Offer).get(name) if owner_is_offer(owner) else None
    if built_in is not None and not issubclass(group, built_in):
        raise TypeError(
            f"{owner.__name__}.{name}: `{name}` is a group that every offer has; give yours "
            f"another name, or let {group.__name__} inherit from {built_in.__name__}"
        )
    if owner_is_offer(owner) and issubclass(group, Offer):
        raise TypeError(f"{owner.__name__}.{name}: an offer is no group; write an attrs class")


def _wrong_attribute(owner: type, name: str, hint: Any, *, is_fact: bool) -> str:
    if is_fact:
        return (
            f"{owner.__name__}.{name}: a fact stands in a group; write an attrs class with it, "
            "and give the offer an attribute of that class"
        )
    return (
        f"{owner.__name__}.{name}: {getattr(hint, '__name__', hint)} is neither a group nor a "
        f'fact; write `{name}: … = fact("How would you ask for it?")`'
    )
