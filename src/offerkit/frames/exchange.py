"""Offers to a frame and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any, Final

import pyarrow

from offerkit.arguments import shown
from offerkit.errors import OfferError
from offerkit.frames import problems
from offerkit.frames.columns import ColumnMap, Loader, columns_of
from offerkit.frames.engines import collected, frame_of
from offerkit.load.amounts import NONE
from offerkit.load.problems import MAX_MISTAKES
from offerkit.load.write import offer_data, toml_data
from offerkit.model.offer import Offer, OfferT
from offerkit.model.schema import Schema
from offerkit.text import listed
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, plain

_LEFT_OUT: Final = frozenset({"sources", "posting", "found", "refused"})
_AS_IT_IS: Final = re.compile(r"\w(?:[^\n\r\t]*[^\s])?")


BACKENDS: Final = ("polars", "pandas", "pyarrow")


def offers_to_frame(
    offers: Mapping[str, Offer] | Iterable[Offer], *, backend: str, schema: Schema
) -> Any:
    """Return a frame with a row for each offer; see ``Criteria.offers_to_frame``.

    Raises:
        TypeError, ValueError: an argument is not one of those that the parameter takes.
    """
    if backend not in BACKENDS:
        raise ValueError(f"backend: expected {listed(BACKENDS, 'or')}, got {shown(backend)}")
    rows: list[dict[str, Any]] = []
    pairs = offers.items() if isinstance(offers, Mapping) else ((None, it) for it in offers)
    for name, offer in pairs:
        if not isinstance(offer, Offer):
            raise TypeError(f"offers: expected offers, got {shown(offer)}")
        named = {} if name is None else {"offer": str(name)}
        rows.append(named | dict(_cells(offer_data(offer), "", schema)))
    names = dict.fromkeys(column for row in rows for column in row) or {"company.name": None}
    data: dict[str, Any] = {}
    dtypes: dict[str, Any] = {}
    for name in names:
        dtypes[name], data[name] = column_of([row.get(name) for row in rows])
    table = pyarrow.table({name: pyarrow.array(data[name], dtypes[name]) for name in names})
    if backend == "pyarrow":
        return table
    library: Any = import_module(backend)
    if backend == "polars":
        return library.from_arrow(table)
    # Classic columns of truths and of whole numbers have no null.
    kinds = {pyarrow.bool_(): library.BooleanDtype(), pyarrow.int64(): library.Int64Dtype()}
    return table.to_pandas(types_mapper=kinds.get)


def _cells(data: Mapping[str, Any], prefix: str, facts: Schema) -> Iterator[tuple[str, Any]]:
    if prefix == "current." and not data:
        # There is a present job, and nothing is said of it.
        yield "current.company.name", UNKNOWN.value
    for key, raw in data.items():
        path = f"{prefix}{key}"
        bare = re.sub(r"^(promised|current)\.", "", path)
        if not prefix and key in _LEFT_OUT:
            continue
        if bare in facts.facts or (path == "current" and not isinstance(raw, dict)):
            yield path, raw
        elif isinstance(raw, dict):
            yield from _cells(raw, f"{path}.", facts)
        elif raw == NONE:
            for fact, info in facts.facts.items():
                if not info.derived and fact.startswith(f"{bare}."):
                    yield path[: len(path) - len(bare)] + fact, DOES_NOT_APPLY.value


def column_of(values: list[Any]) -> tuple[Any, list[Any]]:
    """Return the type of a column, and its values."""
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, bool) for value in known):
        return pyarrow.bool_(), values
    if known and all(isinstance(value, Decimal) for value in known):
        if all(value == value.to_integral_value() and abs(value) < 2**53 for value in known):
            return pyarrow.int64(), [None if value is None else int(value) for value in values]
        if all(Decimal(repr(float(value))) == value for value in known):
            return pyarrow.float64(), [None if value is None else float(value) for value in values]
    return pyarrow.string(), [None if value is None else _text(value) for value in values]


def _text(raw: Any) -> str:
    """Return a value as the text of a cell."""
    match raw:
        case bool():
            return "yes" if raw else "no"
        case Decimal():
            return plain(raw)
        case str() if _AS_IT_IS.fullmatch(raw):
            return raw
        case date():
            return raw.isoformat()
        case _:
            return toml_data(raw)


def offers_from_frame(
    frame: Any,
    columns: ColumnMap | None = None,
    *,
    offer_type: type[OfferT],
    schema: Schema,
    name: str = "<frame>",
) -> tuple[OfferT, ...]:
    """Return the offers in the rows of a frame, in order; see ``Criteria.offers_from_frame``.

    Raises:
        OfferError: the columns, or cells, have errors.
    """
    rows = frame_of(frame)
    found = columns_of(rows.collect_schema(), columns or {}, schema, name, None)
    if found.mistakes:
        raise OfferError(found.mistakes)
    loader = Loader(offer_type, schema, name)
    offers: list[Any] = []
    mistakes = []
    read = [column for source in found.sources for column in source.columns]
    table = collected(rows.select(*dict.fromkeys(read)))
    for number, row in enumerate(table.to_pylist(), 1):
        offer, wrong = loader.offer(found.sources, row)
        offers.append(offer)
        for problem, column in wrong:
            mistakes.append(
                problems.in_rows(problem, column, row.get(column), [number], None, name)
            )
        if len(mistakes) > MAX_MISTAKES:
            break
    if mistakes:
        raise OfferError(mistakes[:MAX_MISTAKES])
    return tuple(offers)
