"""The data of a program as that of an offer file: parsed JSON, or the row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from math import isfinite
from numbers import Integral
from typing import Any

from attrs import define

from offerkit.errors import OfferError
from offerkit.literals import exact
from offerkit.load import problems
from offerkit.load.documents import gated
from offerkit.load.formats import MAX_DEPTH, Document
from offerkit.load.locate import Places
from offerkit.load.problems import DataPath
from offerkit.load.write import raw_value
from offerkit.span import Source, Span
from offerkit.text import short
from offerkit.values import (
    AtLeast,
    AtMost,
    Duration,
    Money,
    Pay,
    Percent,
    Range,
    TextSet,
)


def document_of(data: Mapping[str, Any], name: str) -> Document:
    """Return data as the document of a file; the places in it are the paths of values.

    Numbers are exact: a float is the number that Python writes for it.

    Raises:
        OfferError: it is nested more than ``MAX_DEPTH`` deep.
    """
    try:
        plain = _plain(data, MAX_DEPTH)
    except RecursionError:
        source = Source(name, "", has_lines=False)
        raise OfferError([problems.nested_too_deep(source.end, MAX_DEPTH)]) from None
    return Document(Source(name, ""), plain, lambda: PathsOnly(Source(name, ""), data=plain))


@define
class PathsOnly(Places):
    """Places in data without a text: a diagnostic shows the value, and names its path."""

    data: Any = None

    def span(self, path: DataPath, *, on_key: bool = False) -> Span:
        """Return the whole of the value at a path, as Python writes it; of a key, the key."""
        value: Any = self.data
        for key in path:
            held = value.get(key) if isinstance(value, dict) else None
            value = value[key] if isinstance(value, list) and isinstance(key, int) else held
        named = on_key and path and isinstance(path[-1], str)
        text = str(path[-1]) if named else short(_written(value))
        return Span(Source(self.source.name, text, has_lines=False), 0, len(text))


def _written(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else repr(value)


_VALUES = (Percent, Money, Pay, Duration, Range, AtLeast, AtMost, TextSet, Enum)


def _plain(value: Any, room: int) -> Any:
    """Return data as parsers of files return it, with tables, lists and exact numbers.

    Raises:
        RecursionError: tables and lists are nested more than *room* deep.
    """
    if room < 0:
        raise RecursionError
    match value:
        case Mapping():
            return {str(key): _plain(item, room - 1) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(item, room - 1) for item in value]
        case float() if isfinite(value):
            return exact(float.__repr__(value))
        case bool():
            return value
        case Integral():
            return gated(int(value))
        case _ if isinstance(value, _VALUES):
            of_fact: Any = value
            return _plain(raw_value(of_fact), room)
        case _:
            return value
