"""``decide --table`` of files with a row for each offer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit

polars = pytest.importorskip("polars")
duckdb = pytest.importorskip("duckdb")
pytest.importorskip("narwhals")
parquet = pytest.importorskip("pyarrow.parquet")

CRITERIA = """
dealbreaker "Too far"    if commute.time > 60 min
dealbreaker "Too little" if pay.base < 40k USD per year
pro "Time off"           if leave.days >= 25
accept at 60%
"""
MAP = '[salary]\nfact = "pay.base"\ncurrency = "cur"\nper = "year"\n'
ROWS = {
    "salary": [52_000, None, 38_000, 61_000],
    "cur": ["USD", "USD", "USD", "EUR"],
    "commute.time": [45, 45, None, 90],
    "leave.days": [30, 30, 30, None],
}
VERDICTS = ["accept", "find_out", "decline", "decline"]


@pytest.fixture
def files(folder: Path) -> Path:
    """Criteria, what says what columns are about, and rows in files of every kind."""
    (folder / "my.criteria").write_text(CRITERIA, encoding="utf-8")
    (folder / "map.toml").write_text(MAP, encoding="utf-8")
    frame = polars.DataFrame(ROWS)
    frame.write_parquet(folder / "rows.parquet")
    frame.write_csv(folder / "rows.csv")
    frame.write_ndjson(folder / "rows.jsonl")
    with duckdb.connect(str(folder / "rows.duckdb")) as connection:
        connection.execute("create table offers as select * from 'rows.parquet'")
    return folder


@pytest.mark.parametrize(
    ("table", "output", "engine"),
    [
        ("rows.parquet", "out.parquet", "polars"),
        ("rows.csv", "out.csv", "duckdb"),
        ("rows.jsonl", "out.jsonl", "polars"),
        ("rows.duckdb#offers", "out.jsonl", None),
    ],
)
def test_rows_are_written_with_their_verdicts_and_counted(
    files: Path, offerkit: Offerkit, table: str, output: str, engine: str | None
) -> None:
    chosen = [] if engine is None else ["--engine", engine]
    options = ("--map", "map.toml", "-o", output, *chosen)
    ran = offerkit("decide", "my.criteria", "--table", table, *options, "--exit-verdict")
    assert (ran.code, ran.err) == (12, "")
    assert "4 offers decided by my.criteria" in ran.out
    assert "  decline              2   50.0%" in ran.out
    assert "  pay.base                           1  What is the base pay?" in ran.out
    match output:
        case "out.parquet":
            rows = parquet.read_table(files / output).to_pylist()
        case "out.csv":
            rows = polars.read_csv(files / output).to_dicts()
        case _:
            rows = [json.loads(line) for line in (files / output).read_text().splitlines()]
    assert [row["verdict"] for row in rows] == VERDICTS
    assert [row["salary"] for row in rows] == ROWS["salary"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--table", "rows.parquet", "--map", "no.toml"), 2, "cannot read no.toml"),
        (("--table", "none.parquet"), 2, "none.parquet"),
        (("--table", "rows.parquet", "-o", "out.xlsx"), 2, "--output: out.xlsx is none of"),
        (("--table", "rows.duckdb", "--engine", "polars"), 2, "is read with duckdb"),
        (("--table", "rows.duckdb#other"), 2, "rows.duckdb"),
        (("--table", "rows.parquet", "--json"), 2, "decided alone, as text"),
        (("--table", "broken.parquet"), 2, "--table: broken.parquet"),
        (("--engine", "polars"), 2, "name it with --table"),
        (("--table", "rows.parquet", "--map", "bad.toml"), 1, "error[unknown-column]"),
    ],
)
def test_what_cannot_be_done_is_said(
    files: Path, offerkit: Offerkit, options: tuple[str, ...], code: int, said: str
) -> None:
    (files / "broken.parquet").write_text("no parquet", encoding="utf-8")
    (files / "bad.toml").write_text('pay = "pay.base"\n', encoding="utf-8")
    ran = offerkit("decide", "my.criteria", *options)
    assert ran.code == code
    assert said in ran.err
