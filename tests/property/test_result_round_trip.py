"""What a decision says comes back from its JSON, exactly, with nothing but Python."""

import json
from fractions import Fraction
from typing import Any

from hypothesis import given

from offerkit.evaluate.verdict import UnitRange
from tests.strategies.decisions import Case, cases, note


def _ends(written: Any) -> tuple[Fraction, Fraction] | None:
    return written and (Fraction(written["low"]["exact"]), Fraction(written["high"]["exact"]))


def _known(value: UnitRange | None) -> tuple[Fraction, Fraction] | None:
    return None if value is None else (value.low, value.high)


@given(cases(wide=True, exclude=()))
def test_a_decision_comes_back_from_its_json(case: Case) -> None:
    """The verdict, the score, every statement with its truth, its value and what it misses."""
    decision = case.criteria.decide(case.offer)
    note(decision)
    data = decision.to_dict()
    again: Any = json.loads(json.dumps(data, allow_nan=False))
    assert again == data
    assert again["verdict"] == decision.verdict.value
    assert again["possible"] == [verdict.value for verdict in decision.possible]
    assert again["by_parts"] == [verdict.value for verdict in decision.by_parts]
    assert _ends(again["score"]) == _known(decision.score)
    assert again["may_lack_score"] is decision.may_lack_score
    read = [
        (it["kind"], it["label"], {*it["may_be"]}, _ends(it["value"]), it["missing"])
        for it in again["findings"]
    ]
    assert read == [
        (
            finding.kind.value,
            finding.label,
            {str(one) for one in finding.may_be.possible},
            _known(finding.value),
            [str(fact) for fact in finding.missing],
        )
        for finding in decision.findings
    ]
