"""The table of misuses says what each answers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

import offerkit
from offerkit.pay import pay_table
from tests.docs.running import ROOT

PAGE = ROOT / "docs" / "how-to" / "embed.md"
ROW = re.compile(r"^\| `(?P<call>.+)` \| `(?P<error>\w+)` \| (?P<words>.+) \|$", re.MULTILINE)
ROWS = [tuple(row.groups()) for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))]


def names() -> dict[str, Any]:
    """Return what the calls of the table use."""
    facts = "fact office.dogs: yes/no fact office.walk: duration in min fact office.noise: noise"
    criteria, others = (
        offerkit.parse_criteria(f"scale noise: {levels} {facts} pro if office.dogs")
        for levels in ("silent < calm < loud", "loud < calm < silent")
    )
    offer = criteria.read_offer({"office": {"dogs": True}})
    public = {name: getattr(offerkit, name) for name in offerkit.__all__}
    return public | {
        "D": Decimal,
        "criteria": criteria,
        "others": others,
        "offer": offer,
        "decision": criteria.decide(offer),
        "pay_table": pay_table,
    }


@pytest.mark.parametrize(("call", "error", "words"), ROWS)
def test_a_misuse_answers_what_the_table_says(call: str, error: str, words: str) -> None:
    with pytest.raises((TypeError, ValueError)) as raised:
        exec(call, names())
    assert type(raised.value).__name__ == error
    assert str(raised.value).split(", got Decision(")[0] == words


def test_every_misuse_is_in_the_table() -> None:
    assert len(ROWS) >= 25
