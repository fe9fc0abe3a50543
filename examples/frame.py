"""Decide every row of a table with pandas, and write it with verdict and reason.

    pip install offerkit pandas
    python frame.py salaries-sample.csv decided.csv

A column states a fact, with the unit that its numbers are in; an empty cell is unknown.
"""

import sys
from collections.abc import Hashable, Mapping
from typing import Any

import pandas

import offerkit

CRITERIA = offerkit.parse_criteria("""
dealbreaker "Too little" if pay.base < 60k USD per year
pro "Works where I like" if remote.days >= 3 weight 2
pro "Well paid" if pay.base >= 120k USD per year
accept at 60%
""")


def offer_of(row: Mapping[Hashable, Any]) -> offerkit.Offer:
    """Return the offer in a row."""
    pay, share = row["salary"], row["remote_ratio"]
    return CRITERIA.read_offer(
        {
            "role": {"title": row["job_title"]},
            "pay": {"base": None if pay is None else f"{pay} {row['salary_currency']} per year"},
            "remote": {"days": None if share is None else share / 20},
        }
    )


def decided(row: Mapping[Hashable, Any]) -> dict[str, str | None]:
    """Return the verdict on a row, and the weightiest reason."""
    try:
        decision = CRITERIA.decide(offer_of(row))
    except offerkit.OfferError as error:
        return {"verdict": None, "reason": error.diagnostics[0].message}
    labels = [finding.label for finding in decision.decided_by]
    return {"verdict": str(decision.verdict), "reason": labels[0] if labels else None}


def main(source: str, target: str) -> None:
    """Decide the rows of one file into another."""
    frame = pandas.read_csv(source).convert_dtypes()
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    answers = pandas.DataFrame([decided(row) for row in rows])
    frame.join(answers).to_csv(target, index=False)
    print(answers["verdict"].value_counts(dropna=False).to_string())


if __name__ == "__main__":
    main(*sys.argv[1:3])
