"""Decide every row of a salaries table, and say which facts would settle most of them.

    python examples/salaries.py TABLE [CRITERIA]

TABLE is a CSV file with the columns experience_level, employment_type, job_title, salary,
salary_currency, remote_ratio, company_location and company_size, like salaries-sample.csv beside
this file; other columns are ignored. CRITERIA is salaries.criteria unless you name another file.

A row says what the pay is and little else, which is what most postings are like; the rest of an
offer stays unknown. Rows that cannot be read are named with their line, and counted.

It needs tqdm, for the progress bar:  python3 -m pip install tqdm
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, TypeVar

from tqdm import tqdm

import offerkit
from offerkit import Criteria, Decision, Offer, Pay, Period, Verdict
from offerkit.model.facts import (
    CompanyFacts,
    ContractFacts,
    LocationFacts,
    PayFacts,
    RemoteFacts,
    RoleFacts,
)
from offerkit.paths import FactPath
from offerkit.scales import Remoteness, Seniority, Size

HERE: Final = Path(__file__).parent
MOST_OPEN: Final = 8

Row = Mapping[str, str | None]
T = TypeVar("T")

SENIORITIES: Final = {
    "EN": Seniority.JUNIOR,
    "MI": Seniority.MID,
    "SE": Seniority.SENIOR,
    "EX": Seniority.EXECUTIVE,
}
SIZES: Final = {"S": Size.SMALL, "M": Size.MEDIUM, "L": Size.LARGE}
POLICIES: Final = {"0": Remoteness.ONSITE, "50": Remoteness.HYBRID, "100": Remoteness.REMOTE}
CONTRACTS: Final[Mapping[str, ContractFacts]] = {
    "FT": ContractFacts(time="full_time"),
    "PT": ContractFacts(time="part_time"),
    "CT": ContractFacts(kind="contractor"),
    "FL": ContractFacts(kind="freelance"),
}
COLUMNS: Final = (
    "experience_level",
    "employment_type",
    "job_title",
    "salary",
    "salary_currency",
    "remote_ratio",
    "company_location",
    "company_size",
)


def offer_from(row: Row) -> Offer:
    """Return what a row says of an offer.

    Raises:
        ValueError: a cell is missing or is not one of those that the table may have.
    """
    return Offer(
        company=CompanyFacts(size=coded(row, "company_size", SIZES)),
        role=RoleFacts(
            title=cell(row, "job_title"),
            seniority=coded(row, "experience_level", SENIORITIES),
        ),
        location=LocationFacts(country=cell(row, "company_location")),
        remote=RemoteFacts(policy=coded(row, "remote_ratio", POLICIES)),
        pay=PayFacts(base=Pay(amount(row, "salary"), cell(row, "salary_currency"), Period.YEAR)),
        contract=coded(row, "employment_type", CONTRACTS),
    )


def cell(row: Row, column: str) -> str:
    """Return the text in a column, which must not be empty."""
    text = row.get(column)
    if not text or not text.strip():
        raise ValueError(f"{column} is missing")
    return text.strip()


def coded(row: Row, column: str, meanings: Mapping[str, T]) -> T:
    """Return what the code in a column means."""
    code = cell(row, column)
    if code not in meanings:
        raise ValueError(f"{column} is {code!r}, and should be one of {', '.join(meanings)}")
    return meanings[code]


def amount(row: Row, column: str) -> Decimal:
    """Return the number in a column, exactly."""
    text = cell(row, column)
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{column} is {text!r}, and should be a number") from None


def offers_in(table: Path, problems: list[str]) -> Iterator[Offer]:
    """Yield the offers of a table with a progress bar; what is wrong with a row is noted."""
    with table.open(encoding="utf-8", newline="") as file:
        lines = sum(1 for _ in file)
        file.seek(0)
        reader = csv.DictReader(file)
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            sys.exit(f"{table} is no salaries table: it has no column {', '.join(sorted(missing))}")
        for row in tqdm(reader, total=lines - 1, unit=" rows", disable=None):
            try:
                yield offer_from(row)
            except (TypeError, ValueError) as error:
                problems.append(f"{table}:{reader.line_num}: {error}")


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
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        print(f"cannot go on: {error}", file=sys.stderr)
    return 1


def decide_all(table: Path, criteria: Criteria[Offer]) -> int:
    """Decide every offer in the table, print what came out, and return the exit code."""
    verdicts: Counter[Verdict] = Counter()
    open_facts: Counter[FactPath] = Counter()
    problems: list[str] = []
    start = time.perf_counter()
    for offer in offers_in(table, problems):
        decision: Decision = criteria.decide(offer)
        verdicts[decision.verdict] += 1
        if decision.verdict is Verdict.FIND_OUT:
            open_facts.update(decision.missing)
    seconds = time.perf_counter() - start
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{verdicts.total():,} offers decided in {seconds:.1f} s", end="")
    print(f"; {len(problems):,} rows could not be read" if problems else "")
    print_counts(verdicts)
    print_open(open_facts, verdicts[Verdict.FIND_OUT], criteria)
    return 1 if problems else 0


def print_counts(verdicts: Counter[Verdict]) -> None:
    total = verdicts.total() or 1
    print()
    for verdict in Verdict:
        words = str(verdict).replace("_", " ")
        print(f"  {words:<10}{verdicts[verdict]:>8,}  {verdicts[verdict] / total:>6.1%}")


def print_open(open_facts: Counter[FactPath], undecided: int, criteria: Criteria[Offer]) -> None:
    if not open_facts:
        return
    questions = dict(criteria.checked.questions)
    print(f"\nMost often open, of the {undecided:,} to find out more about\n")
    for fact, count in open_facts.most_common(MOST_OPEN):
        info = criteria.schema.get(fact.path)
        question = questions.get(fact.path) or (info.question if info is not None else "")
        print(f"  {fact!s:<20}{count:>8,}  {question}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
