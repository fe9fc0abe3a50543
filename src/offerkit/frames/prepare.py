"""Frames made ready: their columns read, and whatever is wrong in them found, before any decision."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

import narwhals as nw
from attrs import evolve

from offerkit.core import CheckedLeaving, condition_of
from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import KIND
from offerkit.frames import numbers, problems
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
from offerkit.frames.engines import INDEX, collected, is_supported
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
    name: str,
) -> Any:
    """Return a frame with the decisions on its rows; see ``Criteria.decide_frame``."""
    frame: Any = nw.from_native(native)
    if not is_supported(frame):
        raise TypeError(f"frame: {frame.implementation} cannot hold what is looked up")
    schema = frame.collect_schema()
    results = [*RESULTS, *(truth_names(program) if truths else ()), *(["missing"] if missing else [])]
    taken = [f"{prefix}{it}" for it in results if f"{prefix}{it}" in schema]
    if taken:
        raise OfferError([problems.in_column(problems.taken(it), it, name) for it in taken])
    index = nw.maybe_get_index(frame) if isinstance(frame, nw.DataFrame) else None
    if index is not None:
        frame = nw.maybe_reset_index(frame)
    originals = schema.names()
    frame, schema, renamed = _cleaned(frame, schema)
    found = columns_of(schema, columns, program.schema, name, wanted(program, schema, columns))
    if found.mistakes:
        raise OfferError(found.mistakes)
    found = evolve(found, sources=tuple(_with(source, renamed) for source in found.sources))
    loader = Loader(program.offer_type, program.schema, name)
    atoms = Atoms(program, found, loader, frame)
    _check(atoms, frame, found, {ours: theirs for theirs, ours in renamed.items()})
    decider = Decider(program, atoms, found, prefix, truths, missing, beyond)
    decided = decider.run()
    added = [column for column in decided.collect_schema().names() if column not in schema]
    decided = decided.select(*originals, *added)
    if index is not None:
        decided = nw.maybe_set_index(decided, index=index)
    return decided.to_native()


def wanted(program: Program, schema: nw.Schema, columns: ColumnMap) -> set[FactPath]:
    """Return the stated facts that decisions rest on."""
    world = program.world
    found: set[FactPath] = set()
    for statement in program.statements:
        facts = world.facts_in(condition_of(statement))
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
    # Counter-offers take what they do not say from the present job.
    return found | {KIND} | {FactPath(fact.path, View.CURRENT) for fact in found}


def _with(source: Source, renamed: Mapping[str, str]) -> Source:
    """Return a source that reads copies of some columns."""

    def part_of(part: Part) -> Part:
        return evolve(part, column=renamed.get(part.column, part.column))

    country = None if source.country is None else part_of(source.country)
    return evolve(source, parts=tuple(map(part_of, source.parts)), country=country)


def _cleaned(frame: Any, schema: nw.Schema) -> tuple[Any, nw.Schema, dict[str, str]]:
    """Return a frame with copies of columns that engines cannot compare: objects, and lists."""
    renamed: dict[str, str] = {}
    added: dict[str, Any] = {}
    for column, dtype in schema.items():
        if not isinstance(dtype, nw.Object | nw.List | nw.Array):
            continue
        if isinstance(frame, nw.DataFrame):
            values = frame[column].to_list()
            added[column] = [_plain(value) for value in values]
    return _with_copies(frame, schema, added, renamed)


def _with_copies(
    frame: Any, schema: nw.Schema, added: Mapping[str, list[Any]], renamed: dict[str, str]
) -> tuple[Any, nw.Schema, dict[str, str]]:
    for column, values in added.items():
        known = [value for value in values if value is not None]
        truths = bool(known) and all(isinstance(value, bool) for value in known)
        dtype: Any = nw.Boolean() if truths else nw.String()
        ours = f"offerkit {column}"
        if not truths:
            values = [None if value is None else str(value) for value in values]
        series = nw.new_series(ours, values, dtype, backend=frame.implementation)
        frame = frame.with_columns(series)
        renamed[column] = ours
    return frame, frame.collect_schema(), renamed


def _plain(value: Any) -> Any:
    """Return a value of an object, or of a list, as a truth or a text."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is not itself
        return None
    if isinstance(value, list | tuple | set | frozenset):
        return json.dumps([str(item) for item in value], ensure_ascii=False)
    return value


# --- what is wrong in cells ------------------------------------------------------------------


def _check(atoms: Atoms, frame: Any, found: Columns, theirs: Mapping[str, str]) -> None:
    """Read the different cells of every source, and the ends of the numbers.

    Raises:
        OfferError: some of them are wrong.
    """
    mistakes: list[Diagnostic] = []

    def report(problem: Problem, column: str, value: Any, row: Mapping[str, Any]) -> None:
        rows, count = _first_rows(frame, row)
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
        if source.number is not None:
            continue
        columns = list(source.columns)
        rows = collected(frame.select(*columns).unique(subset=columns)).to_pylist()
        for row in rows:
            _, wrong = atoms.loader.offer([source], row)
            for problem, column in wrong:
                report(problem, column, row[column], row)
            if len(mistakes) > MAX_MISTAKES:
                break
        is_text = all(part.kind == TEXTS for part in source.parts)
        if len(columns) == 1 and is_text and len(rows) <= FEW:
            texts = [row[columns[0]] for row in rows]
            atoms.texts = {**atoms.texts, source.fact: [it for it in texts if it is not None]}
    if mistakes:
        raise OfferError(mistakes[:MAX_MISTAKES])


def _number(value: Any) -> Fraction:
    return numbers.value_of(value) if isinstance(value, float) else Fraction(value)


def _ends(
    frame: Any, sources: list[Source]
) -> list[tuple[Source, Part, Any, Any, bool]]:
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
        elif isinstance(value, float) and value != value:  # noqa: PLR0124 - NaN is not itself
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
