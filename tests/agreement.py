"""What the twin and offerkit say about one offer, in one form.

python -m tests.agreement 20000    as many generated pairs; says how many agreed
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from offerkit.criteria import Criteria
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from offerkit.paths import FactPath
from tests.reference.decision import Outcome, Result, decide
from tests.strategies.decisions import Case, cases

TRUTHS = {Kleene.TRUE: True, Kleene.FALSE: False, Kleene.UNKNOWN: None}


def assert_agree(criteria: Criteria[Offer], offer: Offer) -> Result:
    """Fail unless the twin says what offerkit says, with the assumptions and without them."""
    decision = criteria.decide(offer)
    result = decide(criteria.checked, offer)
    assert said_by_twin(result) == said(decision)
    plain = decide(criteria.checked, offer, assume=False)
    other = decision.without_assumptions
    differs = (plain.possible, plain.score) != (result.possible, result.score)
    assert differs == (other is not None)
    if other is not None:
        assert said_by_twin(plain) == said(other)
    return result


def said(decision: Ruling) -> dict[str, Any]:
    """Return what offerkit says, in the form in which ``said_by_twin`` returns it."""
    score = decision.score
    return {
        "statements": [_finding(finding) for finding in decision.findings],
        "score": None if score is None else (score.low, score.high),
        "possible": [verdict.value for verdict in decision.possible],
        "verdict": decision.verdict.value,
        "missing": _names(decision.missing),
        "missing_rates": sorted(map(sorted, {frozenset(pair) for pair in decision.missing_rates})),
    }


def said_by_twin(result: Result) -> dict[str, Any]:
    """Return what the twin says."""
    return {
        "statements": [_outcome(outcome) for outcome in result.outcomes],
        "score": result.score,
        "possible": list(result.possible),
        "verdict": result.verdict,
        "missing": _names(result.missing),
        "missing_rates": sorted(map(sorted, result.rates)),
    }


def _finding(finding: Finding) -> tuple[Any, ...]:
    truth = None if finding.kind is StatementKind.PREFER else TRUTHS[finding.truth]
    value = None if finding.value is None else (finding.value.low, finding.value.high)
    return finding.label, truth, value, _names(finding.missing)


def _outcome(outcome: Outcome) -> tuple[Any, ...]:
    return outcome.statement.label, outcome.truth, outcome.value, _names(outcome.missing)


def _names(facts: Iterable[FactPath]) -> list[str]:
    return sorted(map(str, facts))


def count(pairs: int) -> Counter[str]:
    """Hold the twin against offerkit on generated pairs, and count what they said.

    Raises:
        AssertionError: they disagree; hypothesis shows the smallest pair that it finds.
    """
    counted: Counter[str] = Counter()

    @settings(
        max_examples=pairs,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(max_size=5))
    def agree(case: Case) -> None:
        result = assert_agree(case.criteria, case.offer)
        counted["pairs"] += 1
        counted["with a missing fact"] += bool(result.missing)
        counted["with a missing rate"] += bool(result.rates)
        counted[result.verdict.replace("_", " ")] += 1

    agree()
    return counted


def main() -> None:
    """Say how many pairs agreed."""
    counted = count(int(sys.argv[1]))
    pairs = counted.pop("pairs")
    print(f"The twin and offerkit agree on all {pairs:,} pairs of criteria and an offer. Of these:")
    for name, number in counted.most_common():
        print(f"{number:>10,} {name}")


if __name__ == "__main__":
    main()
