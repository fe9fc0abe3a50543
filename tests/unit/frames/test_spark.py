"""The example of Spark, and its engine in the command, on a Spark that the test starts.

That takes half a minute and half a gigabyte of pyspark, so the ordinary run does without it:
``OFFERKIT_SPARK=1 pytest tests/unit/frames/test_spark.py``.
"""

from __future__ import annotations

import os
import runpy
import shutil
from pathlib import Path

import pytest

polars = pytest.importorskip("polars")
pytest.importorskip("pyspark", reason="pyspark is not installed")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    pytest.mark.skipif("OFFERKIT_SPARK" not in os.environ, reason="OFFERKIT_SPARK is not set"),
    # What pyspark says of the versions of others, and of its own sockets.
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

from offerkit.cli.app import run  # noqa: E402 - what it needs is looked for first
from tests.frames import spark_session  # noqa: E402

EXAMPLE = Path(__file__).parents[3] / "examples" / "spark.py"
ROWS = {
    "salary": [52_000, None, 38_000, 61_000],
    "currency": ["USD", "USD", "USD", "USD"],
    "minutes": [45, 20, None, 25],
    "vacation": [30, 25, 20, None],
    "team": [8, 5, 40, 12],
}
VERDICTS = {52_000: "accept", None: "find_out", 38_000: "decline", 61_000: "find_out"}


@pytest.fixture(scope="module")
def offers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of Parquet in two partitions."""
    folder = tmp_path_factory.mktemp("spark") / "offers"
    for board in ("a", "b"):
        (folder / f"board={board}").mkdir(parents=True)
        polars.DataFrame(ROWS).write_parquet(folder / f"board={board}" / "1.parquet")
    return folder


def test_the_example_decides_partitioned_parquet(
    offers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spark_session()
    target = tmp_path / "decided"
    runpy.run_path(str(EXAMPLE))["main"](str(offers), str(target))
    spark_session.cache_clear()
    written = polars.read_parquet(target / "*.parquet")
    assert len(written) == 8
    assert set(written["board"]) == {"a", "b"}
    assert {row["salary"]: row["verdict"] for row in written.iter_rows(named=True)} == VERDICTS
    missing = {row["salary"]: row["missing"] for row in written.iter_rows(named=True)}
    assert missing == {52_000: "", None: "pay.base", 38_000: "commute.time", 61_000: "leave.days"}
    assert "|find_out|    4|" in capsys.readouterr().out


def test_the_command_decides_on_spark(
    offers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spark_session()
    criteria, columns = tmp_path / "my.criteria", tmp_path / "map.toml"
    criteria.write_text(
        'dealbreaker "Too far" if commute.time > 60 min\n'
        'dealbreaker "Too little" if pay.base < 40k USD per year\n',
        encoding="utf-8",
    )
    columns.write_text(
        'minutes = "commute.time"\n[salary]\nfact = "pay.base"\ncurrency = "currency"\n'
        'per = "year"\n',
        encoding="utf-8",
    )
    target = tmp_path / "decided.parquet"
    options = ["--table", str(offers), "--map", str(columns), "-o", str(target)]
    code = run(["decide", str(criteria), *options, "--engine", "spark"])
    said = capsys.readouterr()
    assert code == 0, said.err
    assert "8 offers decided" in said.out
    assert "pay.base" in said.out
    written = polars.read_parquet(target / "*.parquet")
    verdicts = {row["salary"]: row["verdict"] for row in written.iter_rows(named=True)}
    assert verdicts == {52_000: "consider", None: "find_out", 38_000: "decline", 61_000: "consider"}
