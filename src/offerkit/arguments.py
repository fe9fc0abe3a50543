"""Arguments of public functions, held against the annotations of their parameters.

A program without a type checker otherwise gets an error from somewhere inside, or a result that
is wrong in silence. An annotation is read when its function is first called.
"""

from __future__ import annotations

import inspect
import os
import reprlib
import typing
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache, wraps
from importlib import import_module
from itertools import zip_longest
from types import UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin

import attrs
from attrs import Attribute, frozen

CallableT = TypeVar("CallableT", bound=Callable[..., Any])


def checks_arguments(function: CallableT) -> CallableT:
    """Return the function with a check of its arguments before anything else.

    It raises ``TypeError`` if an argument is of another type than its parameter, and ``ValueError``
    if it is a text that the parameter does not take. The message names the parameter, what it
    takes and what came.
    """
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    first = 1 if names[0] in {"self", "cls"} else 0

    @cache
    def takers() -> dict[str, Taker]:
        hints = inspect.get_annotations(function)
        return {name: taker(eval(hints[name], function.__globals__)) for name in names[first:]}

    @wraps(function)
    def with_check(*args: Any, **given: Any) -> Any:
        takes = takers()
        before, rest = args[:first], args[first:]
        # What is missing or too much, Python's own error names.
        listed = [
            takes[name].require(name, it) if name in takes else it
            for name, it in zip_longest(names[first : first + len(rest)], rest)
        ]
        named = {n: takes[n].require(n, it) if n in takes else it for n, it in given.items()}
        return function(*before, *listed, **named)

    return typing.cast("CallableT", with_check)


class AsField:
    """Base class of models that pydantic takes as types of fields."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return the schema by which pydantic validates and writes values of this class."""
        # The one arrow that leads up, and only if pydantic is there and asks: no import here.
        return import_module("offerkit.pydantic_fields").core_schema_of(cls)


@frozen
class Taker:
    """The values that a parameter takes."""

    words: str
    """What they are, for a message."""
    accepts: Callable[[Any], bool]
    texts: tuple[str, ...] = ()
    """The only texts among them; empty if any text will do, or none."""
    kind: type[Enum] | None = None
    """The enumeration whose members they are."""
    only_once: bool = False
    """Whether they may be iterators, which can be looked at only once."""
    types: frozenset[type] = frozenset()
    """Types all values of which are among them, so that nothing else need be asked."""

    def require(self, name: str, value: Any) -> Any:
        """Return an argument, an iterator as a tuple.

        Raises:
            TypeError: the parameter does not take its type.
            ValueError: the parameter takes other texts.
        """
        if type(value) in self.types:
            return value
        if self.only_once and isinstance(value, Iterable) and not isinstance(value, Collection):
            value = tuple(value)
        if self.accepts(value):
            return value
        wrong = ValueError if self.texts and isinstance(value, str) else TypeError
        raise wrong(f"{name}: expected {self.words}, got {shown(value)}{self._instead(value)}")

    def _instead(self, value: Any) -> str:
        members = () if self.kind is None else tuple(self.kind)
        meant = [it for it in members if isinstance(value, str) and value in (it.value, it.name)]
        return f"; write {type(meant[0]).__name__}.{meant[0].name}" if meant else ""


def is_a(kind: type, words: str) -> Callable[[object, Attribute[Any], Any], None]:
    """Return the attrs validator of a field that holds values of a type."""
    members = kind if issubclass(kind, Enum) else None
    takes = Taker(words, lambda value: isinstance(value, kind), kind=members)

    def check(owner: object, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, kind):
            takes.require(f"{type(owner).__name__}.{attribute.name}", value)

    return check


_SHORT: Final = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60


def shown(value: object) -> str:
    """Return a value as Python writes it, cut to the length that a message has room for."""
    return f"the class {value.__name__}" if isinstance(value, type) else _SHORT.repr(value)


def taker(hint: Any) -> Taker:
    """Return the values that an annotation allows."""
    origin, args = get_origin(hint), get_args(hint)
    if isinstance(hint, TypeVar):
        return taker(hint.__bound__ or object)
    if hint in (Any, object):
        return Taker("anything", lambda _: True)
    if hint in (None, type(None)):
        return Taker("None", lambda value: value is None, types=frozenset({type(None)}))
    if origin in {Union, UnionType}:
        return _any_of([taker(one) for one in args])
    if origin is Literal:
        words = ", ".join(f'"{text}"' for text in args)
        return Taker(f"one of {words}", lambda it: isinstance(it, str) and it in args, args)
    if origin is type:
        of = taker(args[0])
        bound = getattr(args[0], "__bound__", args[0])
        words = f"{of.words} or a subclass of it"
        return Taker(words, lambda it: isinstance(it, type) and issubclass(it, bound))
    if origin is tuple and args[-1] is not Ellipsis:
        return _tuple_of([taker(one) for one in args])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, value = map(taker, args)
        words = f"a mapping from {key.words} to {value.words}"
        return Taker(
            words,
            lambda it: (
                isinstance(it, origin)
                and all(key.accepts(one) and value.accepts(other) for one, other in it.items())
            ),
        )
    if isinstance(origin, type) and issubclass(origin, Iterable):
        return _several(origin, taker(args[0]))
    if isinstance(origin, type) and attrs.has(origin):
        # A range and the like: each of its ends is of the type.
        of, kinds = taker(args[0]), {it.__name__ for it in getattr(origin, "__parameters__", ())}
        names = [it.name for it in attrs.fields(origin) if str(it.type) in kinds]
        words = f"{origin.__name__} of {of.words}"
        return Taker(
            words,
            lambda it: isinstance(it, origin) and all(of.accepts(getattr(it, n)) for n in names),
        )
    return _instance_of(origin or hint)


def _any_of(options: list[Taker]) -> Taker:
    words = list(dict.fromkeys(it.words for it in options))
    return Taker(
        " or ".join([", ".join(words[:-1]), words[-1]] if words[:-1] else words),
        lambda value: any(it.accepts(value) for it in options),
        tuple(text for it in options for text in it.texts),
        next((it.kind for it in options if it.kind), None),
        any(it.only_once for it in options),
        frozenset(kind for it in options for kind in it.types),
    )


def _tuple_of(items: list[Taker]) -> Taker:
    words = f"pairs ({', '.join(it.words for it in items)})"
    return Taker(
        words,
        lambda value: (
            isinstance(value, tuple)
            and len(value) == len(items)
            and all(it.accepts(one) for it, one in zip(items, value, strict=True))
        ),
    )


def _several(kind: type[Iterable[Any]], item: Taker) -> Taker:
    """Return the values of a collection; a text is none, though Python takes it for one."""
    return Taker(
        f"a collection of {item.words}",
        lambda value: (
            isinstance(value, kind)
            and not isinstance(value, str | bytes | Mapping)
            and all(item.accepts(one) for one in value)
        ),
        only_once=True,
    )


def _instance_of(kind: type) -> Taker:
    if kind is int:
        return Taker("int", lambda value: isinstance(value, int) and not isinstance(value, bool))
    if kind is date:
        return Taker("date", lambda it: isinstance(it, date) and not isinstance(it, datetime))
    if kind is os.PathLike:
        return Taker("a path", lambda value: isinstance(value, os.PathLike))
    if getattr(kind, "_is_protocol", False):
        names = [name for name in vars(kind) if not name.startswith("_")]
        words = f"{kind.__name__} (with the method {', '.join(names)})"
        return Taker(words, lambda it: all(callable(getattr(it, name, None)) for name in names))
    members = kind if issubclass(kind, Enum) else None
    taken = frozenset({kind})
    return Taker(kind.__name__, lambda it: isinstance(it, kind), kind=members, types=taken)
