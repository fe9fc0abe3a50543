"""Files of offers in rows, decided batch by batch, so that memory does not grow with the file."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, TypeAlias

import narwhals as nw
import pyarrow
from attrs import define, field

from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import Verdict
from offerkit.frames.columns import ColumnMap
from offerkit.frames.engines import collected
from offerkit.frames.prepare import decide_frame

Engine: TypeAlias = Literal["polars", "duckdb", "spark"]

BATCH: Final = 200_000
"""Rows that are decided at once."""
LINES: Final = frozenset({".jsonl", ".ndjson"})
PARQUET: Final = frozenset({".parquet", ".pq"})
DATABASES: Final = frozenset({".duckdb", ".db"})
SUFFIXES: Final = frozenset({".csv", *LINES, *PARQUET, *DATABASES})
"""Extensions of files that are read as frames."""
WRITTEN: Final = frozenset({".csv", *LINES, *PARQUET})
"""Extensions of files that are written."""


@define
class Counts:
    """How many offers came to what, and which facts are open in those to find out more about."""

    verdicts: Counter[str] = field(factory=Counter)
    missing: Counter[str] = field(factory=Counter)
    """Facts by path, each once for an offer; only those of offers to find out more about."""

    def add(self, table: pyarrow.Table, prefix: str) -> None:
        """Count the rows of a table."""
        verdicts = table[f"{prefix}verdict"]
        counted = verdicts.combine_chunks().value_counts().to_pylist()
        self.verdicts.update({it["values"]: it["counts"] for it in counted})
        is_open = pyarrow.compute.equal(verdicts, Verdict.FIND_OUT.value)
        missing = table[f"{prefix}missing"].filter(is_open).combine_chunks()
        for it in missing.value_counts().to_pylist():
            for fact in filter(None, it["values"].split(", ")):
                self.missing[fact] += it["counts"]


def decide_file(
    program: Program,
    path: str,
    columns: ColumnMap,
    *,
    engine: Engine,
    output: Path | None,
    table: str = "",
    progress: Callable[[int], None] = lambda _: None,
) -> Counts:
    """Decide the rows of a file, and write them with the verdicts if *output* is given.

    Args:
        program: The criteria.
        path: A file of the ``SUFFIXES``; with Spark, also a folder of Parquet files.
        columns: See ``Criteria.decide_frame``.
        engine: What decides them. A file of DuckDB is for DuckDB.
        output: A file of the ``WRITTEN`` extensions, which is replaced as a whole; with Spark, a
            folder of such files.
        table: Of a file of DuckDB, the name of the table; by default the only one.
        progress: Called with how many rows are done, after each batch.

    Raises:
        OfferError: columns or cells are wrong.
        ImportError: what the engine needs is not installed.
        OSError, ValueError: a file cannot be read or written.
    """

    def decided(frame: Any, first: int = 0) -> Any:
        return decide_frame(
            program,
            frame,
            columns,
            truths=False,
            missing=True,
            beyond="decide",
            prefix="",
            name=path,
            first=first,
        )

    if engine == "spark":
        return _with_spark(decided, path, output, progress)
    batches = _with_duckdb(decided, path, table) if engine == "duckdb" else _polars(decided, path)
    counts, rows = Counts(), 0
    with _writer(output) as write, _errors_of(engine):
        for batch in batches:
            write(batch)
            counts.add(batch, "")
            rows += batch.num_rows
            progress(rows)
    return counts


@contextmanager
def _errors_of(engine: Engine) -> Iterator[None]:
    """Raise ``ValueError`` for what an engine says of a file that it cannot read."""
    module = import_module("polars.exceptions" if engine == "polars" else "duckdb")
    wrong: type[Exception] = module.PolarsError if engine == "polars" else module.Error
    try:
        yield
    except wrong as error:
        raise ValueError(str(error).splitlines()[0]) from error


def _polars(decided: Callable[[Any, int], Any], path: str) -> Iterator[pyarrow.Table]:
    import polars
    from pyarrow.parquet import ParquetFile

    suffix = Path(path).suffix.lower()
    with TemporaryDirectory(prefix="offerkit-") as folder:
        rows = path
        if suffix not in PARQUET:
            # Only of Parquet can one batch be read after the other without what is behind it.
            rows = str(Path(folder, "rows.parquet"))
            scan: Any = (
                polars.scan_ndjson(path, infer_schema_length=_SAMPLE)
                if suffix in LINES
                else polars.scan_csv(path, infer_schema_length=_SAMPLE, try_parse_dates=True)
            )
            scan.sink_parquet(rows, row_group_size=BATCH)
        first = 0
        with ParquetFile(rows) as file:
            empty = file.schema_arrow.empty_table()
            for batch in file.iter_batches(BATCH) if file.metadata.num_rows else [empty]:
                found = decided(polars.from_arrow(batch), first)
                yield collected(nw.from_native(found))
                first += batch.num_rows


_SAMPLE: Final = 10_000
"""Rows by which the dtypes of columns are found, where the file does not state them."""


def _with_duckdb(decided: Callable[[Any], Any], path: str, table: str) -> Iterator[pyarrow.Table]:
    import duckdb

    suffix = Path(path).suffix.lower()
    with duckdb.connect() as connection:
        if suffix in DATABASES:
            # Beside a database in memory: for what is looked up, DuckDB makes views.
            file = path.replace("'", "''")
            connection.execute(f"attach '{file}' as offerkit_file (read_only)")
            found = connection.execute(
                "select table_name from information_schema.tables"
                " where table_catalog = 'offerkit_file'"
            ).fetchall()
            names = [name for (name,) in found]
            if table not in names and (table or len(names) != 1):
                raise ValueError(f"it has the tables {', '.join(names)}: name one behind #")
            chosen = (table or names[0]).replace('"', '""')
            rows = connection.sql(f'select * from offerkit_file."{chosen}"')
        elif suffix in PARQUET:
            rows = connection.read_parquet(path)
        elif suffix in LINES:
            rows = connection.read_json(path)
        else:
            rows = connection.read_csv(path)
        for batch in decided(rows).to_arrow_reader(BATCH):
            yield pyarrow.Table.from_batches([batch])


def _with_spark(
    decided: Callable[[Any], Any], path: str, output: Path | None, progress: Callable[[int], None]
) -> Counts:
    from pyspark.sql import SparkSession, functions

    session: Any = SparkSession.builder.appName("offerkit").getOrCreate()
    suffix = Path(path).suffix.lower()
    reader = session.read
    if suffix == ".csv":
        rows = reader.csv(path, header=True, inferSchema=True)
    else:
        rows = reader.json(path) if suffix in LINES else reader.parquet(path)
    found = decided(rows)
    if output is not None:
        write = found.write.mode("overwrite")
        name = str(output)
        if output.suffix.lower() == ".csv":
            write.csv(name, header=True)
        else:
            (write.json if output.suffix.lower() in LINES else write.parquet)(name)
    counted = found.groupBy("verdict", "missing").agg(functions.count("*").alias("n"))
    counts = Counts()
    for row in counted.toLocalIterator():
        counts.verdicts[row["verdict"]] += row["n"]
        if row["verdict"] == Verdict.FIND_OUT.value:
            for fact in filter(None, row["missing"].split(", ")):
                counts.missing[fact] += row["n"]
    progress(counts.verdicts.total())
    return counts


@contextmanager
def _writer(output: Path | None) -> Iterator[Callable[[pyarrow.Table], None]]:
    """Yield what writes tables to a file, which gets its name once all is written."""
    if output is None:
        yield lambda _: None
        return
    from pyarrow import csv, parquet

    draft = output.with_name(f".offerkit-{token_hex(8)}.tmp")
    suffix, opened = output.suffix.lower(), list[Any]()

    def write(table: pyarrow.Table) -> None:
        if suffix in LINES:
            with draft.open("a", encoding="utf-8") as file:
                file.writelines(f"{json.dumps(row, default=str)}\n" for row in table.to_pylist())
            return
        if not opened:
            kind: Mapping[str, Any] = {".csv": csv.CSVWriter}
            opened.append(kind.get(suffix, parquet.ParquetWriter)(draft, table.schema))
        # Of a later batch, a column without values may be of another type.
        opened[0].write_table(table.cast(opened[0].schema) if suffix in PARQUET else table)

    try:
        yield write
        for one in opened:
            one.close()
        if draft.exists():
            os.replace(draft, output)  # noqa: PTH105 - a rename that replaces
    finally:
        with suppress(OSError):
            draft.unlink()
