"""All that is said of the questions about small offers."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from offerkit.advise.questions import Questions, questions
from offerkit.criteria import parse_criteria
from offerkit.data import to_data
from offerkit.load import read_offer
from offerkit.model.fields import AskedOf
from tests.golden.golden import check

CASES = tomllib.loads((Path(__file__).parent / "questions.toml").read_text("utf-8"))


def of_case(case: dict[str, Any]) -> Questions:
    criteria = parse_criteria(case["criteria"])
    offer = read_offer(case["offer"], schema=criteria.schema)
    return questions(criteria.decide(offer))


@pytest.mark.parametrize("name", CASES)
def test_all_that_is_said(name: str) -> None:
    found = of_case(CASES[name])
    said = found.to_dict(file="an.offer") | {
        "listed": {str(fact): indices for fact, indices in found.waiting.items()},
        "open": [to_data(fact) for fact in found.open_facts],
        "shares": [[str(answer.share) for answer in one.answers] for one in found],
        "mine": [str(one.fact) for one in found.asked_only(AskedOf.YOURSELF)],
        "lines": [*(one.text for one in found.rates), *(one.text for one in found.days)],
    }
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items())
    check(f"questions/{name}.txt", "\n".join(lines))
