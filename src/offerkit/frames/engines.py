"""What is different from engine to engine: small tables beside a frame, and joins to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from secrets import token_hex
from typing import Any, Final, TypeAlias

import narwhals as nw
import pyarrow
from attrs import field, frozen
from narwhals import Implementation

from offerkit.arguments import shown

Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"

_LAZY: Final = frozenset(
    {
        Implementation.POLARS,
        Implementation.DUCKDB,
        Implementation.DASK,
        Implementation.PYSPARK,
        Implementation.PYSPARK_CONNECT,
    }
)
INDEX: Final = "offerkit_row"


def frame_of(native: Any) -> Any:
    """Return a frame of any engine whose frames can be decided.

    Raises:
        TypeError: it is something else.
    """
    frame: Any = nw.from_native(native, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return frame
    if isinstance(frame, nw.LazyFrame) and frame.implementation in _LAZY:
        return frame
    expected = "a frame of polars, pandas, pyarrow, DuckDB, dask or PySpark"
    raise TypeError(f"frame: expected {expected}, got {shown(native)}")


def collected(frame: Frame) -> pyarrow.Table:
    """Return a frame as a table in memory; NaN of classic pandas is null."""
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return eager.to_arrow()


def beside(frame: Any, table: pyarrow.Table) -> Any:
    """Return a table as a frame of the engine that another frame is of."""
    kind = frame.implementation
    if isinstance(frame, nw.DataFrame):
        return nw.from_arrow(table, backend=kind)
    native: Any = frame.to_native()
    found: Any
    if kind is Implementation.POLARS:
        import polars

        found = polars.from_arrow(table)
        return nw.from_native(found.lazy())
    if kind is Implementation.DUCKDB:
        # On the connection of the relation, which finds the table by the name of the variable.
        offerkit_table = table  # noqa: F841 - the query names it
        found = native.query("offerkit_rows", "select * from offerkit_table")
        return nw.from_native(found)
    found = native.sparkSession.createDataFrame(table)
    return nw.from_native(found)


def joined(frame: Any, table: Any, keys: Sequence[str]) -> Any:
    """Return a frame with the columns of a table behind it; eager rows keep their order."""
    kind = frame.implementation
    if kind is Implementation.POLARS:
        native = frame.to_native().join(
            table.to_native(), on=list(keys), how="left", maintain_order="left"
        )
        return nw.from_native(native)
    if isinstance(frame, nw.DataFrame) and not kind.is_pandas_like():
        # Only the keys: joins keep no order, and some take no lists.
        numbered = frame.select(*keys).with_row_index(INDEX)
        found = numbered.join(table, on=list(keys), how="left").sort(INDEX).drop(INDEX, *keys)
        return nw.concat([frame, found], how="horizontal")
    return frame.join(table, on=list(keys), how="left")


@frozen(eq=False)
class _OfParts:
    """What is done to each part of a frame of dask, with a name that dask need not work out."""

    change: Callable[[Any], Any]
    name: str = field(factory=lambda: token_hex(16))

    def __call__(self, part: Any) -> Any:
        return self.change(part)

    def __dask_tokenize__(self) -> str:
        return self.name


def in_parts(native: Any, change: Callable[[Any], Any]) -> Any:
    """Return a frame of dask with each of its parts, which are frames of pandas, changed."""
    return native.map_partitions(_OfParts(change), meta=change(native._meta))


_SPARK: Final = frozenset({Implementation.PYSPARK, Implementation.PYSPARK_CONNECT})


def without_dots(frame: Any) -> tuple[Any, dict[str, str]]:
    """Return a frame whose columns have names that its engine takes for names, with these.

    Spark, and DuckDB as older versions are asked, take what is behind a dot for a part of the
    column before it.
    """
    columns = frame.collect_schema().names()
    names = {old: f"offerkit_in_{at}" for at, old in enumerate(columns) if "." in old}
    if not names or frame.implementation not in {*_SPARK, Implementation.DUCKDB}:
        return frame, {}
    return nw.from_native(named(frame, [names.get(column, column) for column in columns])), names


def named(frame: Any, names: Sequence[str]) -> Any:
    """Return the native frame of a frame, with other names for its columns."""
    native = frame.to_native()
    if frame.implementation in _SPARK:
        return native.toDF(*names)
    columns = frame.collect_schema().names()
    if frame.implementation is Implementation.DUCKDB:
        pairs = zip(columns, names, strict=True)
        return native.project(", ".join(f"{_quoted(old)} as {_quoted(new)}" for old, new in pairs))
    changed = {old: new for old, new in zip(columns, names, strict=True) if old != new}
    return frame.rename(changed).to_native()


def _quoted(name: str) -> str:
    """Return the name of a column as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def distinct(frame: Any, columns: Sequence[str]) -> Any:
    """Return any one row for each combination of values in some columns."""
    native, kind = frame.to_native(), frame.implementation
    # Of these, `unique` numbers all rows, which have to fit into memory.
    if kind in _SPARK:
        return nw.from_native(native.dropDuplicates(list(columns)))
    if kind is Implementation.DUCKDB:
        keys = ", ".join(map(_quoted, columns))
        others = [_quoted(name) for name in native.columns if name not in columns]
        found = native.aggregate(
            ", ".join((keys, *(f"first({it}) as {it}" for it in others))), keys
        )
        return nw.from_native(found)
    return frame.unique(subset=columns, keep="any")


Answers: TypeAlias = Callable[[Sequence[dict[str, Any]]], Mapping[str, pyarrow.Array]]


def looked_up(
    frame: Any, keys: Mapping[str, nw.Expr], columns: Sequence[str], answers: Answers
) -> Any:
    """Return a frame with columns that are the same for all rows with the same keys.

    Args:
        frame: The rows.
        keys: What tells rows apart, without nulls, each with a name for it.
        columns: Columns to look at, of any one row for each combination of keys.
        answers: Returns the columns to add for such rows.
    """
    wide = frame.with_columns(**keys)
    names = list(keys)
    found = collected(distinct(wide.select(*dict.fromkeys((*names, *columns))), names))
    added = answers(found.to_pylist())
    table = pyarrow.table({**{name: found[name] for name in names}, **added})
    return joined(wide, beside(frame, table), names).drop(*names)


def as_json(frame: Any, column: str, name: str) -> Any:
    """Return a lazy frame with a column of lists as JSON besides; None if an engine has no way."""
    native = frame.to_native()
    if frame.implementation is Implementation.POLARS:
        import polars

        items = polars.col(column)
        text = items.list.eval(polars.concat_str(polars.lit('"'), _escaped(), polars.lit('"')))
        found = polars.concat_str(polars.lit("["), text.list.join(", "), polars.lit("]"))
        shown = polars.when(items.is_not_null()).then(found)
        return nw.from_native(native.with_columns(shown.alias(name)))
    if frame.implementation is Implementation.DUCKDB:
        quoted = _quoted(column)
        json_of = f"case when {quoted} is not null then to_json({quoted})::varchar end"
        return nw.from_native(native.project(f"*, {json_of} as {_quoted(name)}"))
    if frame.implementation in _SPARK:
        from pyspark.sql import functions

        return nw.from_native(native.withColumn(name, functions.to_json(column)))
    if frame.implementation is Implementation.DASK:
        texts = native[column].map(plain_of, meta=(name, object))
        return nw.from_native(native.assign(**{name: texts}))
    return None


def plain_of(value: Any) -> Any:
    """Return a value of an object, or of a list, as a truth or a text."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple | set | frozenset):
        return json.dumps([str(item) for item in value], ensure_ascii=False)
    if value is None or type(value).__name__ == "NAType" or value != value:
        return None
    return value


def _escaped() -> Any:
    """Return the items of a list of texts as they stand in JSON between quotes."""
    import polars

    item: Any = polars.element()
    for sign, written in (
        ("\\", "\\\\"),
        ('"', '\\"'),
        ("\n", "\\n"),
        ("\t", "\\t"),
        ("\r", "\\r"),
    ):
        item = item.str.replace_all(sign, written, literal=True)
    return item
