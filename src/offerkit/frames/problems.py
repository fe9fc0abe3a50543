"""Diagnostics of frames: one function per case, with all the wording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from offerkit.datatypes import DateType
from offerkit.diagnostics import Diagnostic, did_you_mean
from offerkit.load.problems import DataPath, Problem, form_of, path_text
from offerkit.model.fields import FactInfo
from offerkit.span import Source
from offerkit.text import listed, short


def in_column(problem: Problem, column: str, name: str) -> Diagnostic:
    """Return the diagnostic of a problem with a column as a whole."""
    source = Source(name, column, has_lines=False)
    found = problem.at(source.span(0, len(column)))
    return evolve(found, cell=f'column "{column}"')


def in_rows(
    problem: Problem, column: str, value: object, rows: Sequence[int], count: int | None, name: str
) -> Diagnostic:
    """Return the diagnostic of a value in some rows of a column.

    Args:
        problem: What is wrong with it.
        column: The name of the column.
        value: What stands there.
        rows: The first rows that have it, from 1; none if the frame has no order.
        count: How many rows have it.
        name: The name of the frame.
    """
    text = short(str(value))
    source = Source(name, text, has_lines=False)
    found = problem.at(source.span(0, len(text)))
    where = f'column "{column}"'
    if rows:
        where += f", row{'s' if len(rows) > 1 else ''} {listed([str(row) for row in rows], 'and')}"
    if count is not None and count > len(rows):
        where += f" ({count:,} rows in all)"
    return evolve(found, cell=where)


def no_such_column(column: str, columns: Iterable[str]) -> Problem:
    """Return the problem of a mapping that names a column that is not there."""
    hint = did_you_mean(column, columns)
    return Problem("unknown-column", f"the frame has no column `{short(column)}`", hint)


def stated_twice(path: DataPath, other: str) -> Problem:
    """Return the problem of two columns that state the same."""
    return Problem(
        "duplicate-key", f"`{path_text(path)}` is stated by the column `{short(other)}`, too"
    )


def bad_mapping(unknown: Sequence[str], keys: Sequence[str]) -> Problem:
    """Return the problem of a line of a mapping that cannot be used."""
    hint = f"the keys of a column are {listed([f'`{key}`' for key in keys], 'and')}"
    if unknown:
        what = f"unknown key `{short(unknown[0])}`"
        return Problem("unknown-key", what, did_you_mean(unknown[0], keys, hint))
    return Problem("missing-key", "`fact` is missing", hint)


def wrong_dtype(info: FactInfo, dtype: object) -> Problem:
    """Return the problem of a column whose values no value of the fact can be."""
    hint = "make it a column of days" if isinstance(info.datatype, DateType) else None
    expected = form_of(info.datatype)
    return Problem("wrong-type", f"expected {expected}, got a column of {dtype}", hint)


def unknown_code(text: str, words: Mapping[str, object]) -> Problem:
    """Return the problem of a cell for which the mapping has no value."""
    known = listed([f"`{short(word)}`" for word in [*words][:8]], "and")
    hint = did_you_mean(text, words) or f"`values` has {known}"
    return Problem("closed-value", f"`{short(text)}` has no value in the mapping", hint)


def taken(column: str) -> Problem:
    """Return the problem of a frame that has a column of the name of a result."""
    return Problem(
        "duplicate-key",
        f"the frame has a column `{short(column)}` already",
        "rename it, or give a `prefix` for the columns that are added",
    )


def beyond(label: str, columns: Sequence[str]) -> Problem:
    """Return the problem of a statement that an engine cannot work out by itself."""
    why = f"it depends on every value of {listed([f'`{it}`' for it in columns], 'and')}"
    return Problem(
        "beyond-engine",
        f"`{short(label)}` is not worked out on the engine: {why}",
        'let offerkit work it out, once for each different combination: `beyond="decide"`',
    )
