from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from offerkit import parse_criteria, read_offer
from offerkit.decide import decisions_to_csv, decisions_to_markdown

CRITERIA = parse_criteria(
    'prefer "Pay" pay.base from 40k USD per year to 60k USD per year\n'
    'pro "Days" if remote.days > 2\npro "Days" if remote.days > 3\n'
)
OFFERS = {
    "low": read_offer("pay.base = '46k USD per year'\nremote.days = 3"),
    "range": read_offer("pay.base = '40k to 80k USD per year'"),
}
DECISIONS = {name: CRITERIA.decide(offer) for name, offer in OFFERS.items()}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_decisions_are_written_with_their_names() -> None:
    found = rows(decisions_to_csv(DECISIONS))
    assert found == rows(decisions_to_csv(DECISIONS.items()))
    assert [(row["offer"], row["score_low"], row["score_high"]) for row in found] == [
        ("low", "43.33", "43.33"),
        ("range", "0", "100"),
    ]
    assert decisions_to_csv({}) == "\n"
    lines = decisions_to_markdown(DECISIONS).splitlines()
    assert "| 43.33% | 43.33% |" in lines[2]
    assert decisions_to_markdown({}) == "|  |\n|  |"


@pytest.mark.parametrize("wrong", [None, 3, "text", {"a": 1}, [DECISIONS["low"]]])
def test_what_is_no_decision_is_refused(wrong: Any) -> None:
    for function in (decisions_to_csv, decisions_to_markdown):
        with pytest.raises(TypeError, match="decisions: expected"):
            function(wrong)


def test_a_comparison_is_written() -> None:
    comparison = CRITERIA.compare(OFFERS, samples=0)
    found = {row["option"]: row for row in rows(comparison.to_csv())}
    assert found["low"]["Pay"] == "46,000 USD per year (30%)"
    assert (found["low"]["Days"], found["low"]["Days (2)"]) == ("true", "false")
    assert found["range"]["Pay"] == "40,000 to 80,000 USD per year (0% to 100%)"
    named = CRITERIA.compare({"kind": OFFERS["low"], "weight": OFFERS["range"]}, samples=0)
    assert "| kind (2) | weight (2) |" in named.to_markdown().replace(
        "| weight (2) | kind (2) |", "| kind (2) | weight (2) |"
    )
    text = comparison.to_markdown()
    assert "| Pay | prefer | 1 | " in text
    assert text.count("\n\n") == 1
