"""The script in ``examples/``, run as its reader would run it; the offers are in golden pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import offerkit

EXAMPLES = Path(__file__).parents[2] / "examples"
pytest.importorskip("polars")
pytest.importorskip("narwhals")


def ran(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(EXAMPLES / "salaries.py"), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(Path(offerkit.__file__).parents[1])},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def counts(out: str) -> dict[str, int]:
    """The printed counts, by what stands before them."""
    rows = [line.rsplit("%", 1)[0].split() for line in out.splitlines() if line.endswith("%")]
    return {" ".join(words[:-2]): int(words[-2].replace(",", "")) for words in rows}


def test_the_sample_is_decided() -> None:
    done = ran(EXAMPLES / "salaries-sample.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("30 offers decided in ")
    assert sum(counts(done.stdout).values()) == 30
    assert counts(done.stdout)["decline"] > 0
    assert counts(done.stdout)["find out"] > 0
    assert "How many days a week is the manager there?" in done.stdout


def test_other_criteria(tmp_path: Path) -> None:
    criteria = tmp_path / "all.criteria"
    criteria.write_text(
        "pro if pay.base > 0 USD per year or pay.base > 0 EUR per year\naccept at 50%\n"
    )
    done = ran(EXAMPLES / "salaries-sample.csv", criteria)
    assert done.returncode == 0
    assert counts(done.stdout)["accept"] > 0


def test_bad_rows_are_named_with_their_lines_and_the_rest_is_decided(tmp_path: Path) -> None:
    header, *rows = (EXAMPLES / "salaries-sample.csv").read_text("utf-8").splitlines()
    rows[1] = "2024,XX,FT,Analyst,82000,USD,82000,US,100,US,M"
    rows[3] = "2024,MI,FT,Analyst,much,USD,82000,US,100,US,M"
    rows[5] = "2024,MI,FT,Analyst,-5,USD,82000,US,100,US,M"
    rows[7] = "2024,MI,FT,Analyst,82000,USX,82000,US,100,US,M"
    rows[9] = "2024,MI,FT"
    rows[11] = "2024,MI,FT,Analyst,NaN,USD,82000,US,100,US,M"
    table = tmp_path / "bad.csv"
    table.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    done = ran(table)
    assert done.returncode == 1
    assert done.stdout.startswith("24 offers decided")
    assert "6 rows could not be read" in done.stdout
    places = [line.split(": ")[0] for line in done.stderr.splitlines()]
    assert places == [f"{table}:{line}" for line in (3, 5, 7, 9, 11, 13)]


@pytest.mark.parametrize(
    ("text", "said"),
    [("a,b\n1,2\n", "has no column"), ("", "has no column"), (b"\xff\xfe\x00", "has no column")],
)
def test_what_is_no_table_is_said_to_be_none(tmp_path: Path, text: str | bytes, said: str) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = ran(table)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_and_missing_files() -> None:
    assert ran().returncode == 2
    assert "python examples/salaries.py TABLE [CRITERIA]" in ran("--help").stderr
    done = ran("gone.csv")
    assert done.returncode == 1
    assert done.stderr.startswith("cannot go on: ")


def test_mistakes_in_the_criteria_are_shown(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "salaries-sample.csv", tmp_path)
    (tmp_path / "bad.criteria").write_text("pro if manager.presense >= often\n")
    done = ran(tmp_path / "salaries-sample.csv", tmp_path / "bad.criteria")
    assert done.returncode == 1
    assert "did you mean `manager.presence`?" in done.stderr
