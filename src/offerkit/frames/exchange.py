"""Offers to a frame and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import narwhals as nw

from offerkit.arguments import checks_arguments, shown
from offerkit.errors import OfferError
from offerkit.frames import problems
from offerkit.frames.columns import ColumnMap, Loader, columns_of
from offerkit.frames.engines import collected
from offerkit.load.amounts import NONE
from offerkit.load.problems import MAX_MISTAKES
from offerkit.load.write import offer_data, toml_value
from offerkit.model.offer import Offer, OfferT
from offerkit.model.schema import Schema, schema_of
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, plain

_LEFT_OUT: Final = frozenset({"sources", "posting", "found", "refused"})
_AS_IT_IS: Final = re.compile(r"\w(?:[^\n\r\t]*[^\s])?")


@checks_arguments
def offers_to_frame(
    offers: Iterable[Offer], *, backend: str = "polars", schema: Schema | None = None
) -> Any:
    """Return a frame with a row for each offer, and a column for each fact that any of them states.

    ``decide_frame`` and ``offers_from_frame`` read the columns, which are named after facts. Yes/no
    is a column of truths and plain numbers are a column of numbers, if no cell says more; anything
    else is text, as in an offer file. What is unknown is null. Sources, what turned out and what
    was refused are left out.

    Args:
        offers: The offers.
        backend: The kind of frame: ``polars``, ``pandas``, ``pyarrow``, or another that narwhals
            makes frames of.
        schema: The facts that there are; by default those of ``Offer``.

    Raises:
        TypeError: an argument is of another type.
    """
    facts = schema or schema_of()
    rows: list[dict[str, Any]] = []
    for offer in offers:
        if not isinstance(offer, Offer):
            raise TypeError(f"offers: expected offers, got {shown(offer)}")
        rows.append(dict(_cells(offer_data(offer), "", facts)))
    names = dict.fromkeys(name for row in rows for name in row) or {"company.name": None}
    data: dict[str, Any] = {}
    dtypes: dict[str, Any] = {}
    for name in names:
        dtypes[name], data[name] = _column([row.get(name) for row in rows])
    kind: Any = backend
    found: Any = nw.from_dict(data, dtypes, backend=kind)
    return found.to_native()


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


def _column(values: list[Any]) -> tuple[Any, list[Any]]:
    """Return the dtype of a column, and its values."""
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, bool) for value in known):
        return nw.Boolean(), values
    if known and all(isinstance(value, Decimal) for value in known):
        if all(value == value.to_integral_value() and abs(value) < 2**53 for value in known):
            return nw.Int64(), [None if value is None else int(value) for value in values]
        if all(Decimal(repr(float(value))) == value for value in known):
            return nw.Float64(), [None if value is None else float(value) for value in values]
    return nw.String(), [None if value is None else _text(value) for value in values]


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
            return str(toml_value(raw))


def offers_from_frame(
    frame: Any,
    columns: ColumnMap | None = None,
    *,
    offer_type: type[OfferT],
    schema: Schema,
    name: str,
) -> list[OfferT]:
    """Return the offers in the rows of a frame, in order; see ``Criteria.offers_from_frame``.

    Raises:
        OfferError: the columns, or cells, have errors.
    """
    rows: Any = nw.from_native(frame)
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
    return offers
