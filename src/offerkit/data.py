"""Results as JSON-ready data: dicts, lists, text, whole numbers, true, false and null.

One walk over the fields of a frozen attrs class. A model has its fields as keys, in their order,
or the keys that ``keys`` lists above the class. Fractions and decimals are exact text, places are
those of ``Span.to_dict``, and fields that hold the value of a fact are written as ``value_to_dict``
says. The docstrings of the fields and properties document the keys: see tools/result_keys.py.
"""

from __future__ import annotations

import builtins
import inspect
import re
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache, cached_property, lru_cache, wraps
from operator import attrgetter
from typing import Any, Final, TypeAlias, TypeVar, cast

import attrs
from attrs import field, frozen

from offerkit.kleene import Kleene
from offerkit.literals import rounded
from offerkit.paths import FactPath
from offerkit.scales import Level, Ordinal
from offerkit.span import Span
from offerkit.values import (
    AtLeast,
    AtMost,
    DoesNotApply,
    Duration,
    FactValue,
    Money,
    Pay,
    Percent,
    Range,
    TextSet,
    Unknown,
    plain,
    range_text,
    shown_by,
)

Data: TypeAlias = dict[str, Any]
Form: TypeAlias = Callable[..., Any]
"""A function from an attribute of a model to its data."""
Gives: TypeAlias = "str | dict[str, Gives] | list[Gives] | tuple[tuple[type, Shape], ...]"

T = TypeVar("T")
Keys = TypeVar("Keys")
CallableT = TypeVar("CallableT", bound=Callable[..., Any])


def cached(read: CallableT) -> CallableT:
    """Return *read* with a memory; ``functools.cache`` alone would lose the types."""
    return cast("CallableT", cache(read))


def remembering(read: CallableT) -> CallableT:
    """Return *read* with a memory of the last short texts: offers have many of their words."""
    remembered = lru_cache(maxsize=_MOST_TEXTS)(read)

    @wraps(read)
    def with_memory(text: str, *args: Any) -> Any:
        # A text of another type, such as that of a parser, is not handed to whoever asks next.
        is_short = type(text) is str and len(text) <= _LONGEST_TEXT
        return (remembered if is_short else read)(text, *args)

    return cast("CallableT", with_memory)


MOST_KEPT: Final = 100_000
"""Most that is kept by identity; criteria have fewer expressions."""


def with_room(known: dict[Keys, T]) -> dict[Keys, T]:
    """Return what is kept by identity; nothing of it, if there is no room for more.

    Each negotiation makes expressions of its own, and a program may have any number of these.
    """
    if len(known) >= MOST_KEPT:
        known.clear()
    return known


_MOST_TEXTS: Final = 256
_LONGEST_TEXT: Final = 40


@frozen(eq=False)
class Key:
    """A key of a JSON object and the attribute of the model that it shows."""

    name: str
    of: str | None = field()
    """Path of the attribute, with dots: by default the name. Empty for the model itself; None for
    a key with a constant value, which the caller may replace."""
    form: Form | None = None
    """Replaces the usual conversion; applies to each item of a tuple, and not to None."""
    constant: str | None = None
    doc: str = ""
    """Description, if the docstring of the attribute is not the one to show."""
    or_null: bool = False
    """Whether the form may return None."""
    gives: Gives = "str"
    """What *form* returns: an annotation; of an object, what is at each key; of a list, what is in
    it; of one of several objects, the models with their shapes. For documentation."""

    @of.default
    def _same_name(self) -> str:
        return self.name


@frozen(eq=False)
class Shape:
    """The keys of a JSON object, in order: a form for any model that has the attributes."""

    keys: tuple[Key, ...]

    def __call__(self, model: Any, **given: Any) -> Data:
        """Return *model* as data; what is *given* replaces the values of these keys."""
        if given:
            data = _without(self, frozenset(given))(model)
            return data | {name: to_data(value) for name, value in given.items()}
        return cast("Data", _writer(self, type(model))(model))


@cached
def _without(of: Shape, names: frozenset[str]) -> Shape:
    """Return a shape in which keys of these names are null, and not worked out."""
    return Shape(tuple(Key(key.name, None) if key.name in names else key for key in of.keys))


def shape(*items: str | Key, **constants: str) -> Shape:
    """Return the shape with these constants and keys.

    A text holds paths of attributes with spaces between them; the keys are their last parts.
    """
    found = [Key(name, None, constant=text) for name, text in constants.items()]
    for item in items:
        if isinstance(item, Key):
            found.append(item)
        else:
            found += (Key(path.rpartition(".")[2], path) for path in item.split())
    return Shape(tuple(found))


_SHAPES: Final[dict[type, Shape]] = {}


def keys(*items: str | Key, **constants: str) -> Callable[[type[T]], type[T]]:
    """Return a class decorator that gives a model the keys of a ``shape`` instead of its fields."""

    def decorate(model: type[T]) -> type[T]:
        _SHAPES[model] = shape(*items, **constants)
        return model

    return decorate


def shape_of(model: type) -> Shape:
    """Return the shape of a model: the keys listed for it, or else all of its fields.

    Raises:
        attrs.exceptions.NotAnAttrsClassError: *model* is something else.
    """
    listed = next((_SHAPES[base] for base in model.__mro__ if base in _SHAPES), None)
    return listed or _SHAPES.setdefault(model, shape(*(a.name for a in attrs.fields(model))))


def to_dict(model: Any, **given: Any) -> Data:
    """Return a model as JSON-ready data; what is *given* replaces the values of these keys."""
    return shape_of(type(model))(model, **given)


def to_data(value: Any) -> Any:
    """Return a model, or anything that the fields of models hold, as JSON-ready data.

    Raises:
        attrs.exceptions.NotAnAttrsClassError: it is something else.
    """
    return _converter(type(value))(value)


def _same(value: T) -> T:
    return value


def fraction_text(value: Fraction) -> str:
    """Return a fraction exactly; one of very many digits as a decimal rounded to 30 places.

    A score has as many digits as the widths of all its preferences together.
    """
    over, under = value.as_integer_ratio()
    if over.bit_length() >= _MOST_BITS or under.bit_length() >= _MOST_BITS:
        return plain(rounded(value, _PLACES))
    return str(over) if under == 1 else f"{over}/{under}"


_MOST_BITS: Final = 4_000
_PLACES: Final = 30


_value_of: Final = attrgetter("_value_")
_LEAVES: Final[dict[type, Form]] = {
    **dict.fromkeys((type(None), bool, int, str), _same),
    Fraction: fraction_text,
    Decimal: plain,
    Kleene: str,
    Unknown: lambda _: None,
    Enum: _value_of,
    FactPath: str,
    Span: Span.to_dict,
    tuple: lambda items: [to_data(item) for item in items],
}


def _leaf(kind: type) -> Form | None:
    return next((_LEAVES[base] for base in kind.__mro__ if base in _LEAVES), None)


@cached
def _converter(kind: type) -> Form:
    return _leaf(kind) or _writer(shape_of(kind), kind)


@cached
def _writer(of: Shape, model: type) -> Form:
    """Return the function from a model of this type to its data.

    It is compiled, a dict display of attributes and conversions, for a decision has hundreds of
    keys, and looking up each of them takes as long again.
    """
    scope: Data = {"converter": _converter, "value_writer": _value_writer}
    items = [
        f"{key.name!r}: {_code(key, model, scope, f'form{at}')}" for at, key in enumerate(of.keys)
    ]
    return cast("Form", eval(f"lambda it: {{{', '.join(items)}}}", scope))


_NAMED: Final = re.compile(r"(?:tuple\[)?(\w+)(?:, \.\.\.\]| \| None)?")
_FACT_VALUE: Final = re.compile(r"\b(FactValue|Scalar)\b")


def _code(key: Key, model: type, scope: Data, name: str) -> str:
    """Return the code for the data of a key of the model ``it``; its form is in scope by a name."""
    if key.of is None:
        return repr(key.constant)
    attribute = f"it.{key.of}" if key.of else "it"
    annotation, kind = _annotation(model, key.of)
    form = key.form or (kind and _leaf(kind))
    if isinstance(form, Shape) and kind in _LEAVES:
        form = _writer(form, kind)
    scope[name] = form
    if form is _same:
        converted = "x"
    elif form is _value_of:
        converted = "x._value_"
    elif form is not None:
        converted = f"{name}(x)"
    else:
        is_value = _FACT_VALUE.search(annotation)
        converted = f"{'value_writer' if is_value else 'converter'}(type(x))(x)"
    if annotation.startswith("tuple["):
        if converted == f"{name}(x)":
            return f"[*map({name}, {attribute})]"
        return f"[{converted} for x in s] if (s := {attribute}) else []"
    if form is _same:
        return attribute
    return f"None if (x := {attribute}) is None else {converted}"


def _annotation(model: type, path: str) -> tuple[str, type | None]:
    """Return the annotation of an attribute as written, and the class that it names.

    Of a path with dots those of the last one, as far as annotations lead there. The class is None
    if it names several.
    """
    name, _, rest = path.partition(".")
    text, home = _written(model, name)
    named = _NAMED.fullmatch(text)
    kind = named and getattr(sys.modules[home.__module__], named[1], vars(builtins).get(named[1]))
    found = kind if isinstance(kind, type) else None
    if not rest:
        return text, found
    return ("", None) if found is None else _annotation(found, rest)


def _written(model: type, name: str) -> tuple[str, type]:
    """Return the annotation of a field or property as written, empty if none, and whose it is."""
    for base in model.__mro__:
        found = base.__dict__.get(name)
        if isinstance(found, property | cached_property):
            read = found.fget if isinstance(found, property) else found.func
            return str(inspect.get_annotations(read or _same).get("return", "")), base
        if name in (annotations := inspect.get_annotations(base)):
            return str(annotations[name]), base
    return "", model


# --- the values of facts -----------------------------------------------------------------------


def value_to_dict(value: FactValue) -> Data:
    """Return a fact's value as JSON-ready data: ``text`` for people, ``type``, and its parts.

    Amounts are exact decimals as text. The types: ``unknown``; ``does_not_apply``;
    ``yes_no`` (``value``), ``text``
    (``value``), ``number`` and ``percent`` (``amount``), ``money`` (and ``currency``), ``pay``
    (and ``per``), ``duration`` (and ``unit``), ``date`` (``value``, ISO 8601), ``level``
    (``scale``, ``level``, ``rank`` from 0), ``set`` (``at_least``, and ``at_most``: null when
    nothing is ruled out; the same list twice when the set is known), ``list`` (``items``),
    ``range`` (``low`` and ``high``, both included), ``at_least`` (``low``) and ``at_most``
    (``high``) of what is computed.
    """
    return cast("Data", _value_writer(type(value))(value))


@cached
def _value_writer(kind: Any) -> Form:
    found = next(VALUES[base] for base in kind.__mro__ if base in VALUES)
    text = range_text if issubclass(kind, Range) else shown_by(kind)
    return _writer(Shape((Key("text", "", text), *found.keys)), kind)


_LOW: Final = Key("low", form=value_to_dict, gives="Scalar")
_HIGH: Final = Key("high", form=value_to_dict, gives="Scalar")
VALUES: Final[dict[type, Shape]] = {
    Unknown: shape(type="unknown"),
    DoesNotApply: shape(type="does_not_apply"),
    bool: shape(Key("value", "", gives="bool"), type="yes_no"),
    str: shape(Key("value", ""), type="text"),
    Decimal: shape(Key("amount", ""), type="number"),
    Percent: shape("amount", type="percent"),
    Money: shape("amount", "currency", type="money"),
    Pay: shape("amount", "currency", "per", type="pay"),
    Duration: shape("amount", "unit", type="duration"),
    date: shape(Key("value", "", date.isoformat, gives="date"), type="date"),
    Level: shape(Key("scale", "scale.name"), "level", "rank", type="level"),
    Ordinal: shape(Key("scale", "", lambda it: it.scale().name), "level", "rank", type="level"),
    frozenset: shape(
        Key("at_least", "", sorted, gives=["str"]),
        Key("at_most", "", sorted, gives=["str"]),
        type="set",
    ),
    TextSet: shape(
        Key("at_least", form=sorted, gives=["str"]),
        Key("at_most", form=sorted, gives=["str"]),
        type="set",
    ),
    tuple: shape(
        Key("items", "", lambda items: [*map(value_to_dict, items)], gives=["FactValue"]),
        type="list",
    ),
    Range: shape(_LOW, _HIGH, type="range"),
    AtLeast: shape(_LOW, type="at_least"),
    AtMost: shape(_HIGH, type="at_most"),
}
