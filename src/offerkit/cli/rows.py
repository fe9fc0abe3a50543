"""``offerkit decide --table`` of files with a row for each of very many offers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from offerkit.cli.loading import load_criteria_file
from offerkit.cli.screen import HAS_ERRORS, UsageError, reason, report
from offerkit.cli.streams import say, show
from offerkit.criteria import Criteria
from offerkit.errors import DiagnosticError
from offerkit.evaluate.verdict import Verdict
from offerkit.load.documents import read_document, read_text
from offerkit.load.files import parted
from offerkit.load.formats import MAX_BYTES
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View

ROWS: Final = frozenset({".parquet", ".pq", ".jsonl", ".ndjson", ".duckdb", ".db"})
"""Extensions of files that hold rows, whatever else is asked for."""
_MOST_OPEN: Final = 8
_LIBRARIES: Final = {"polars": "polars", "duckdb": "duckdb", "spark": "pyspark"}


def holds_rows(tables: list[str] | None) -> bool:
    """Return whether tables are files with a row for each offer, by their extensions."""
    return any(Path(parted(name)[0]).suffix.lower() in ROWS for name in tables or ())


def decide_rows(
    criteria: str,
    tables: list[str] | None,
    columns: str | None,
    output: str | None,
    engine: Literal["polars", "duckdb", "spark"] | None,
    root: str | None,
) -> Mapping[str, int] | int:
    """Decide the rows of a table, print how many came to what, and return that, or an exit code.

    Raises:
        UsageError: the table cannot be read, or is none; the output cannot be written.
        HasErrorsError: the criteria have errors.
    """
    if tables is None or len(tables) != 1:
        raise UsageError("--map, --output and --engine are for one table: name it with --table.")
    path, chosen = parted(tables[0])
    mine = load_criteria_file(criteria, root)
    try:
        from offerkit.frames.files import DATABASES, SUFFIXES, WRITTEN, decide_file
    except ImportError:
        raise UsageError("--table: install `offerkit[frames]` to read this file.") from None
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES and not (engine == "spark" and Path(path).is_dir()):
        raise UsageError(f"--table: {path} is none of {', '.join(sorted(SUFFIXES))}.")
    used = engine or ("duckdb" if suffix in DATABASES else "polars")
    if suffix in DATABASES and used != "duckdb":
        raise UsageError(f"--engine: {path} is read with duckdb.")
    target = None if output is None else Path(output)
    if target is not None and target.suffix.lower() not in WRITTEN:
        raise UsageError(f"--output: {output} is none of {', '.join(sorted(WRITTEN))}.")
    if not Path(path).exists():
        raise UsageError(f"cannot read {path}: the file does not exist.")
    try:
        counts = decide_file(
            mine.program,
            path,
            {} if columns is None else _map_in(columns),
            engine=used,
            output=target,
            table=chosen,
            progress=_progress(),
        )
    except DiagnosticError as error:
        report(error.diagnostics)
        return HAS_ERRORS
    except ImportError:
        raise UsageError(f"--engine: {_LIBRARIES[used]} is not installed.") from None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise UsageError(f"--table: {path}: {why}.") from error
    _show(counts.verdicts, counts.missing, mine)
    return counts.verdicts


def _map_in(name: str) -> dict[str, Any]:
    """Return what a TOML file says of columns.

    Raises:
        UsageError: it cannot be read.
        DiagnosticError: it is no TOML.
    """
    try:
        data = Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {name}: {reason(error)}.") from error
    found: dict[str, Any] = read_document(read_text(name, data, MAX_BYTES), "toml").data
    return found


def _progress() -> Callable[[int], None]:
    """Return what shows on a terminal how many rows are done."""

    def shown(rows: int) -> None:
        if sys.stderr.isatty():
            say(f"{rows:,} rows")

    return shown


def _show(verdicts: Mapping[str, int], missing: Any, mine: Criteria[Offer]) -> None:
    total = sum(verdicts.values())
    show(f"{total:,} offer{'' if total == 1 else 's'} decided by {mine.name}", "")
    for verdict in (Verdict.ACCEPT, Verdict.CONSIDER, Verdict.FIND_OUT, Verdict.DECLINE):
        count = verdicts.get(verdict.value, 0)
        words = str(verdict).replace("_", " ")
        show(f"  {words:<10}{count:>12,}  {count / (total or 1):>6.1%}")
    if missing:
        show("", "Most often open, of those to find out more about:", "")
        for name, count in missing.most_common(_MOST_OPEN):
            show(f"  {name:<24}{count:>12,}  {mine.program.question(_fact(name))}")


def _fact(name: str) -> FactPath:
    view, _, path = name.partition(".")
    if view in {View.PROMISED.value, View.CURRENT.value}:
        return FactPath(path, View(view))
    return FactPath(name)
