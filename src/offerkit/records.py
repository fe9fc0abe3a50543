"""Comparing, hashing and showing attrs classes by methods that they share.

attrs would compile methods of its own for each class, which is most of what it costs to import one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

from attrs import fields


class Record:
    """Base class of frozen attrs classes, of which attrs writes only how they are made."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # attrs leaves alone what a class has itself.
        for name in ("__eq__", "__hash__", "__repr__"):
            if name not in vars(cls):
                setattr(cls, name, vars(Record)[name])

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        kind: Any = self.__class__
        values = _compared(kind)
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        kind: Any = self.__class__
        return hash(_hashed(kind)(self))

    def __repr__(self) -> str:
        kind: Any = self.__class__
        values = (f"{name}={getattr(self, name)!r}" for name in _shown(kind))
        return f"{kind.__qualname__.rpartition('>.')[2]}({', '.join(values)})"


@cache
def _compared(kind: Any) -> Callable[[object], object]:
    return _values([one.name for one in fields(kind) if one.eq])


@cache
def _hashed(kind: Any) -> Callable[[object], object]:
    names = [one.name for one in fields(kind) if (one.eq if one.hash is None else one.hash)]
    values = _values(names)
    return lambda record: (kind, values(record))


@cache
def _shown(kind: Any) -> list[str]:
    return [one.name for one in fields(kind) if one.repr]


def _values(names: list[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else lambda _: ()
