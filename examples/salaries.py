"""Decide every row of a salaries table, and say which facts would settle most of them.

    python examples/salaries.py TABLE [CRITERIA]

TABLE is a CSV file with the columns experience_level, employment_type, job_title, salary,
salary_currency, remote_ratio, company_location and company_size, like salaries-sample.csv beside
this file; other columns are ignored. CRITERIA is salaries.criteria unless you name another file.

A row says what the pay is and little else, which is what most postings are like; the rest of an
offer stays unknown. Rows that cannot be read are named with their line, and counted.

It needs polars:  python3 -m pip install "offerkit[frames]" polars
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any, Final

import polars
from polars import col

import offerkit
from offerkit import Criteria, Offer, Verdict
from offerkit.currencies import CURRENCIES

HERE: Final = Path(__file__).parent
MOST_OPEN: Final = 8

SENIORITIES: Final = {"EN": "junior", "MI": "mid", "SE": "senior", "EX": "executive"}
SIZES: Final = {"S": "small", "M": "medium", "L": "large"}
POLICIES: Final = {"0": "onsite", "50": "hybrid", "100": "remote"}
TIMES: Final = {"FT": "full_time", "PT": "part_time"}
KINDS: Final = {"CT": "contractor", "FL": "freelance"}

# What the cells of each column may be; None: any text.
MAY_BE: Final[dict[str, frozenset[str] | None]] = {
    "experience_level": frozenset(SENIORITIES),
    "employment_type": frozenset({**TIMES, **KINDS}),
    "job_title": None,
    "salary": None,
    "salary_currency": CURRENCIES,
    "remote_ratio": frozenset(POLICIES),
    "company_location": None,
    "company_size": frozenset(SIZES),
}
NUMBER: Final = r"^[0-9]+(\.[0-9]+)?$"

# What the columns state, for `decide_frame`.
COLUMNS: Final[dict[str, str | dict[str, Any]]] = {
    "company_size": {"fact": "company.size", "values": SIZES},
    "job_title": "role.title",
    "experience_level": {"fact": "role.seniority", "values": SENIORITIES},
    "company_location": "location.country",
    "remote_ratio": {"fact": "remote.policy", "values": POLICIES},
    "salary": {"fact": "pay.base", "currency": "salary_currency", "per": "year"},
}


def rows_in(table: Path) -> tuple[polars.DataFrame, list[str]]:
    """Return the rows of a table that can be read, and what is wrong with the others."""
    rows = polars.read_csv(table, infer_schema=False, raise_if_empty=False)
    missing = [column for column in MAY_BE if column not in rows.columns]
    if missing:
        sys.exit(f"{table} is no salaries table: it has no column {', '.join(sorted(missing))}")
    is_right = {name: col(name).str.strip_chars() != "" for name in MAY_BE}
    is_right |= {name: col(name).is_in(may) for name, may in MAY_BE.items() if may is not None}
    is_right["salary"] = col("salary").str.contains(NUMBER)
    rows = rows.with_row_index("line", 2).with_columns(
        polars.coalesce(
            polars.when(right.fill_null(value=False)).then(None).otherwise(polars.lit(name))
            for name, right in is_right.items()
        ).alias("wrong")
    )
    problems = [
        f"{table}:{row['line']}: {row['wrong']} is {row[row['wrong']]!r}"
        for row in rows.filter(col("wrong").is_not_null()).iter_rows(named=True)
    ]
    kind = col("employment_type")
    return rows.filter(col("wrong").is_null()).with_columns(
        col("salary").cast(polars.Float64),
        kind.replace_strict(TIMES, default=None).alias("contract.time"),
        kind.replace_strict(KINDS, default=None).alias("contract.kind"),
    ), problems


def main(arguments: list[str]) -> int:
    """Decide the table that the arguments name, and return the exit code."""
    if len(arguments) not in {1, 2} or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    table = Path(arguments[0])
    path = Path(arguments[1]) if len(arguments) == 2 else HERE / "salaries.criteria"
    try:
        return decide_all(table, offerkit.load_criteria(path))
    except offerkit.CriteriaError as error:
        print(error, file=sys.stderr)
    except (OSError, polars.exceptions.PolarsError) as error:
        print(f"cannot go on: {error}", file=sys.stderr)
    return 1


def decide_all(table: Path, criteria: Criteria[Offer]) -> int:
    """Decide every offer in the table, print what came out, and return the exit code."""
    start = time.perf_counter()
    rows, problems = rows_in(table)
    decided = criteria.decide_frame(rows, COLUMNS, missing=True)
    seconds = time.perf_counter() - start
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(rows):,} offers decided in {seconds:.1f} s", end="")
    print(f"; {len(problems):,} rows could not be read" if problems else "")
    print_counts(decided["verdict"])
    print_open(decided.filter(col("verdict") == Verdict.FIND_OUT.value)["missing"], criteria)
    return 1 if problems else 0


def print_counts(verdicts: polars.Series) -> None:
    print()
    for verdict in Verdict:
        count, words = (verdicts == verdict.value).sum(), str(verdict).replace("_", " ")
        print(f"  {words:<10}{count:>8,}  {count / (len(verdicts) or 1):>6.1%}")


def print_open(missing: polars.Series, criteria: Criteria[Offer]) -> None:
    facts = missing.str.split(", ").explode().value_counts(sort=True).head(MOST_OPEN)
    if not len(missing):
        return
    questions = dict(criteria.checked.questions)
    print(f"\nMost often open, of the {len(missing):,} to find out more about\n")
    for fact, count in facts.iter_rows():
        info = criteria.schema.get(fact)
        question = questions.get(fact) or (info.question if info is not None else "")
        print(f"  {fact:<20}{count:>8,}  {question}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
