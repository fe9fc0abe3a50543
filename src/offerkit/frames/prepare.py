"""Frames made ready: columns and cells are read, and what is wrong in them is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from importlib import import_module
from typing import Any, Final

import narwhals as nw
import pyarrow
from attrs import evolve
from narwhals import Implementation

from offerkit.core import CheckedLeaving, condition_of
from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import KIND
from offerkit.frames import engines, numbers, problems
from offerkit.frames.atoms import FEW, Atoms
from offerkit.frames.columns import (
    DATES,
    NUMBERS,
    TEXTS,
    ColumnMap,
    Columns,
    Loader,
    Part,
    Source,
    columns_of,
)
from offerkit.frames.decide import RESULTS, Beyond, Decider, truth_names
from offerkit.frames.engines import INDEX, collected, frame_of
from offerkit.frames.exchange import column_of
from offerkit.load.problems import MAX_MISTAKES, Problem
from offerkit.model.derived import FARES, HOURS
from offerkit.paths import FactPath, View

FIRST_ROWS: Final = 3
"""How many rows a diagnostic of a value names."""


def decide_frame(
    program: Program,
    native: Any,
    columns: ColumnMap,
    *,
    truths: bool,
    missing: bool,
    beyond: Beyond,
    prefix: str,
    name: str = "<frame>",
    first: int = 0,
) -> Any:
    """Return a frame with the decisions on its rows; see ``Criteria.decide_frame``.

    *first* is how many rows of the same file were before, for diagnostics.
    """
    frame = frame_of(native)
    schema = frame.collect_schema()
    results = [
        *RESULTS,
        *(truth_names(program) if truths else ()),
        *(["missing"] if missing else []),
    ]
    taken = [f"{prefix}{it}" for it in results if f"{prefix}{it}" in schema]
    if taken:
        raise OfferError([problems.in_column(problems.taken(it), it, name) for it in taken])
    index = nw.maybe_get_index(frame) if isinstance(frame, nw.DataFrame) else None
    if index is not None:
        frame = nw.maybe_reset_index(frame)
    originals = schema.names()
    frame, renamed = engines.without_dots(frame)
    kept = [renamed.get(column, column) for column in originals]
    frame, schema, renamed = _cleaned(frame, schema, renamed)
    found = columns_of(schema, columns, program.schema, name, wanted(program, schema, columns))
    if found.mistakes:
        raise OfferError(found.mistakes)
    found = evolve(found, sources=tuple(_with(source, renamed) for source in found.sources))
    loader = Loader(program.offer_type, program.schema, name)
    atoms = Atoms(program, found, loader, frame)
    _check(atoms, frame, found, {ours: theirs for theirs, ours in renamed.items()}, first)
    if frame.implementation is Implementation.DASK:
        # Its plan of so many expressions would take longer than the rows: pandas decides its parts.
        decided_part = partial(
            decide_frame,
            program,
            columns=columns,
            truths=truths,
            missing=missing,
            beyond=beyond,
            prefix=prefix,
            name=name,
        )
        return engines.in_parts(native, decided_part)
    decider = Decider(program, atoms, found, prefix, truths, missing, beyond)
    decided = decider.run()
    added = decided.collect_schema().names()[-len(results) :]
    names = [*originals, *(f"{prefix}{column}" for column in results)]
    found_rows = engines.named(decided.select(*map(nw.col, kept), *added), names)
    return found_rows if index is None else found_rows.set_axis(index, axis=0)


def wanted(program: Program, schema: nw.Schema, columns: ColumnMap) -> set[FactPath]:
    """Return the stated facts that decisions rest on."""
    world = program.world
    found: set[FactPath] = set()
    for statement in program.statements:
        facts = world.reads(condition_of(statement)).facts
        views = {fact.view for fact in facts} | {View.OFFERED}
        for fact in facts:
            found |= set(world.sources(fact))
        for path in {*HOURS.values(), *FARES.values()}:
            found |= {it for view in views for it in world.sources(FactPath(path, view))}
        if isinstance(statement, CheckedLeaving):
            found.add(KIND)
    for fact in [*found]:
        assumed = world.assumptions.get(fact)
        if isinstance(assumed, FactPath):
            found |= set(world.sources(assumed))
    found.add(KIND)
    if str(KIND) in schema or any("offer.kind" in str(said) for said in columns.values()):
        # Counter-offers take what they do not say from the present job.
        found |= {FactPath(fact.path, View.CURRENT) for fact in found}
    return found


def _with(source: Source, renamed: Mapping[str, str]) -> Source:
    """Return a source that reads copies of some columns."""

    def part_of(part: Part) -> Part:
        return evolve(part, column=renamed.get(part.column, part.column))

    country = None if source.country is None else part_of(source.country)
    return evolve(source, parts=tuple(map(part_of, source.parts)), country=country)


def _cleaned(
    frame: Any, schema: nw.Schema, renamed: Mapping[str, str]
) -> tuple[Any, nw.Schema, dict[str, str]]:
    """Return a frame with copies of columns that engines cannot compare: objects, and lists.

    With it come the dtypes of the columns, those of the copies for the originals, and the names
    that columns have here if they are not their own.
    """
    names, dtypes = dict(renamed), dict(schema)
    for column, dtype in schema.items():
        if not isinstance(dtype, nw.Object | nw.List | nw.Array):
            continue
        here, ours = names.get(column, column), f"offerkit_copy_{len(names)}"
        if isinstance(frame, nw.DataFrame):
            frame = frame.with_columns(_copy(frame, here, ours))
        elif (copied := engines.as_json(frame, here, ours)) is not None:
            frame = copied
        else:
            continue
        names[column] = ours
        dtypes[column] = frame.collect_schema()[ours]
    return frame, nw.Schema(dtypes), names


def _copy(frame: Any, column: str, ours: str) -> Any:
    """Return a column of objects or lists as one of truths, numbers or texts."""
    values = [engines.plain_of(value) for value in frame[column].to_list()]
    if all(isinstance(it, int | float | Decimal | None) for it in values):
        values = [Decimal(str(it)) if type(it) in {int, float} else it for it in values]
        dtype, cells = column_of(values)
    else:
        dtype, cells = pyarrow.string(), [None if it is None else str(it) for it in values]
    if not frame.implementation.is_pandas_like():
        table = pyarrow.table({ours: pyarrow.array(cells, dtype)})
        return nw.from_arrow(table, backend=frame.implementation)[ours]
    # Classic columns of truths and of whole numbers have no null: what is unknown would be false.
    library = import_module(type(frame.to_native()).__module__.partition(".")[0])
    kinds = {pyarrow.bool_(): "boolean", pyarrow.int64(): "Int64"}
    native = library.Series(cells, dtype=kinds.get(dtype), name=ours)
    return nw.from_native(native, series_only=True)


# --- what is wrong in cells ------------------------------------------------------------------


def _check(atoms: Atoms, frame: Any, found: Columns, theirs: Mapping[str, str], first: int) -> None:
    """Read the different cells of every source, and the ends of the numbers.

    Raises:
        OfferError: some of them are wrong.
    """
    mistakes: list[Diagnostic] = []

    def report(problem: Problem, column: str, value: Any, row: Mapping[str, Any]) -> None:
        rows, count = _first_rows(frame, row)
        rows = [first + number for number in rows]
        shown = theirs.get(column, column)
        mistakes.append(problems.in_rows(problem, shown, value, rows, count, atoms.loader.name))

    singles = [source for source in found.sources if source.number is not None]
    for source, part, low, high, nulls in _ends(frame, singles):
        atoms.nulls[part.column] = nulls
        if low is None or part.kind not in {NUMBERS, DATES}:
            continue
        for value in dict.fromkeys((low, high)):
            _, wrong = atoms.loader.offer([source], {part.column: value})
            for problem, column in wrong:
                report(problem, column, value, {part.column: value})
        if part.kind == NUMBERS and not mistakes:
            atoms.ends[part.column] = (_number(low), _number(high))
    for source in found.sources:
        if source.number is not None or (
            source.amount is not None and _check_amounts(atoms, frame, source, report)
        ):
            continue
        columns = list(source.columns)
        rows = collected(engines.distinct(frame.select(*columns), columns)).to_pylist()
        for row in rows:
            _, wrong = atoms.loader.offer([source], row)
            for problem, column in wrong:
                report(problem, column, row[column], row)
            if len(mistakes) > MAX_MISTAKES:
                break
        is_text = all(part.kind == TEXTS for part in source.parts)
        if len(columns) == 1 and is_text and len(rows) <= FEW:
            texts = [row[columns[0]] for row in rows]
            atoms.texts[source.fact] = [it for it in texts if it is not None]
    if mistakes:
        raise OfferError(mistakes[:MAX_MISTAKES])


def _check_amounts(atoms: Atoms, frame: Any, source: Source, report: Callable[..., None]) -> bool:
    """Read the ends of the numbers in each currency and period, if these are few and clear."""
    part = source.amount
    assert part is not None
    units = list(dict.fromkeys(one.column for one in source.parts[1:]))
    # Codes need no country, which tells whose dollars are meant.
    blank = dict.fromkeys(source.columns)
    values = numbers.column(part).alias("offerkit_n")
    asked = [nw.col("offerkit_n").min().alias("low"), nw.col("offerkit_n").max().alias("high")]
    asked += [nw.len().alias("rows"), nw.col("offerkit_n").count().alias("known")]
    if part.dtype.is_float() and frame.implementation.is_polars():
        asked.append(nw.col("offerkit_n").is_nan().any().alias("nan"))
    rows = collected(frame.select(*units, values).group_by(*units).agg(*asked)).to_pylist()
    cases: list[tuple[Mapping[str, Any], Source]] = []
    if len(rows) > FEW or any(row.get("nan") for row in rows):
        return False
    for row in rows:
        texts = {column: row[column] for column in units}
        if not row["known"]:
            continue
        there = source.in_unit(texts)
        if there is None:
            return False
        for value in dict.fromkeys((row["low"], row["high"])):
            cells = {**blank, part.column: value, **texts}
            offer, wrong = atoms.loader.offer([source], cells)
            for problem, column in wrong:
                report(problem, column, cells[column], cells)
            if not wrong and offer != atoms.loader.offer([there], cells)[0]:
                return False
        cases.append((texts, there))
    lows = [_number(row["low"]) for row in rows if row["known"]]
    highs = [_number(row["high"]) for row in rows if row["known"]]
    if lows:
        atoms.ends[part.column] = (min(lows), max(highs))
    atoms.nulls[part.column] = any(row["known"] < row["rows"] for row in rows)
    atoms.cases[source.fact] = cases
    return True


def _number(value: Any) -> Fraction:
    return numbers.value_of(value) if isinstance(value, float) else Fraction(value)


def _ends(frame: Any, sources: list[Source]) -> list[tuple[Source, Part, Any, Any, bool]]:
    """Return the least and the greatest number of each source, and whether it has nulls."""
    parts = [source.number for source in sources if source.number is not None]
    if not parts:
        return []
    asked: list[nw.Expr] = []
    for at, part in enumerate(parts):
        values = numbers.column(part) if part.kind == NUMBERS else nw.col(part.column)
        asked.append(values.is_null().any().alias(f"n{at}"))
        if part.kind in {NUMBERS, DATES}:
            asked += [values.min().alias(f"l{at}"), values.max().alias(f"h{at}")]
        if part.dtype.is_float() and frame.implementation.is_polars():
            asked.append(nw.col(part.column).is_nan().any().alias(f"x{at}"))
    [row] = collected(frame.select(*asked)).to_pylist() or [{}]
    found: list[tuple[Source, Part, Any, Any, bool]] = []
    for at, (source, part) in enumerate(zip(sources, parts, strict=True)):
        low, high = row.get(f"l{at}"), row.get(f"h{at}")
        if row.get(f"x{at}"):
            low = high = float("nan")
        found.append((source, part, low, high, row.get(f"n{at}") is not False))
    return found


def _first_rows(frame: Any, row: Mapping[str, Any]) -> tuple[list[int], int | None]:
    """Return the first rows, from 1, that have some cells, and how many do."""
    is_there = None
    for column, value in row.items():
        if value is None:
            one = nw.col(column).is_null()
        elif isinstance(value, float) and value != value:
            one = nw.col(column).is_nan()
        else:
            one = nw.col(column) == nw.lit(value)
        is_there = one if is_there is None else is_there & one
    if is_there is None:
        return [], None
    if isinstance(frame, nw.LazyFrame):
        return [], None
    there = frame.with_row_index(INDEX).filter(is_there)
    first = there.head(FIRST_ROWS)[INDEX].to_list()
    return [int(number) + 1 for number in first], len(there)
