"""What the twin and offerkit say about one offer, in one form.

python -m tests.agreement 20000    as many generated pairs; says how many agreed
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from attrs import evolve, frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from offerkit.core import CheckedLeaving
from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate import program
from offerkit.evaluate.facts import Facts, Scope
from offerkit.evaluate.facts import World as OurWorld
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.quantities import measure_fact
from offerkit.evaluate.verdict import StatementKind
from offerkit.model.derived import DERIVED, base_parts
from offerkit.model.offer import Offer, with_facts
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, Period
from tests.reference import derived
from tests.reference.amounts import Unit
from tests.reference.decision import Outcome, Result, decide
from tests.reference.ends import NEITHER, TRUE, Known
from tests.reference.facts import world_of
from tests.strategies.decisions import Case, cases
from tests.strategies.offers import PLANNED, completions, one_bonus, stated_values, with_view


def assert_agree(criteria: Criteria[Offer], offer: Offer) -> Result:
    """Fail unless the twin says what offerkit says, with the assumptions and without them."""
    decision = criteria.decide(offer)
    result = decide(criteria.checked, offer)
    assert said_by_twin(result) == said(decision)
    plain = decide(criteria.checked, offer, assume=False)
    other = decision.without_assumptions
    differs = any(
        getattr(plain, name) != getattr(result, name)
        for name in ("possible", "score", "may_lack_score")
    )
    # Cells, which the twin does not know, may tell the two apart as well.
    assert differs <= (other is not None)
    if other is not None:
        assert said_by_twin(plain) == said(other)
    return result


def assert_agree_on(case: Case) -> Result:
    """Fail unless both say the same of a generated pair, even if the kind of offer is unknown."""
    reasons = [it for it in case.criteria.checked.statements if isinstance(it, CheckedLeaving)]
    if reasons:
        assert_agree(case.criteria, with_facts(case.offer, {"offer.kind": UNKNOWN}))
    return assert_agree(case.criteria, case.offer)


def said(decision: Ruling) -> dict[str, Any]:
    """Return what offerkit says, in the form in which ``said_by_twin`` returns it."""
    score = decision.score
    return {
        "statements": [_finding(finding) for finding in decision.findings],
        "score": None if score is None else (score.low, score.high),
        "may lack a score": decision.may_lack_score,
        "possible": [verdict.value for verdict in decision.by_parts],
        "missing": _names(decision.missing),
        "missing_rates": sorted(map(sorted, {frozenset(pair) for pair in decision.missing_rates})),
    }


def said_by_twin(result: Result) -> dict[str, Any]:
    """Return what the twin says."""
    return {
        "statements": [_outcome(outcome) for outcome in result.outcomes],
        "score": result.score,
        "may lack a score": result.may_lack_score,
        "possible": list(result.possible),
        "missing": _names(result.missing),
        "missing_rates": sorted(map(sorted, result.rates)),
    }


def _finding(finding: Finding) -> tuple[Any, ...]:
    truth = {str(one) for one in finding.may_be.possible}
    if finding.kind is StatementKind.PREFER:
        # A grade is no truth; what the two have in common is whether it applies.
        truth = {NEITHER if one == NEITHER else TRUE for one in truth}
    value = None if finding.value is None else (finding.value.low, finding.value.high)
    return finding.label, truth, value, _names(finding.missing)


def _outcome(outcome: Outcome) -> tuple[Any, ...]:
    return outcome.statement.label, {*outcome.truth}, outcome.value, _names(outcome.missing)


def _names(facts: Iterable[FactPath]) -> list[str]:
    return sorted(map(str, facts))


# --- derived facts -------------------------------------------------------------------------------

SCHEMA = schema_of()
CRITERIA = ("", "rate 1 EUR = 1.08 USD", "assume hours.week = 30..40\nassume equity.liquid = yes")


@frozen
class DerivedCase:
    """A derived fact of an offer, by criteria, and the unit to look at it in."""

    fact: FactPath
    offer: Offer
    criteria: str
    currency: str
    per: Period


@st.composite
def derived_cases(draw: st.DrawFn) -> DerivedCase:
    """Derived facts, and offers in which most of their parts are known."""
    path, view = draw(st.sampled_from(sorted(DERIVED))), draw(st.sampled_from(View))
    parts = {*base_parts(path), "hours.week", "hours.days_week"}
    offer = draw(completions(Offer(), SCHEMA, paths=parts, fully=True))
    offer = evolve(offer, promised=None, current=None)
    for part in draw(st.lists(st.sampled_from(sorted(parts)), max_size=3, unique=True)):
        open_ = st.just(UNKNOWN)
        if part not in PLANNED:
            open_ |= stated_values(SCHEMA.facts[part])
        offer = with_facts(offer, one_bonus({part: draw(open_)}))
    if view is not View.OFFERED:
        offer = with_view(Offer(), view.value, offer)
    criteria, currency = draw(st.sampled_from(CRITERIA)), draw(st.sampled_from(("USD", "EUR")))
    per = draw(st.sampled_from((Period.YEAR, Period.HOUR)))
    return DerivedCase(FactPath(path, view), offer, criteria, currency, per)


def assert_same_ends(case: DerivedCase) -> Known:
    """Fail unless the twin gives a derived fact the same ends, and misses the same facts."""
    checked = parse_criteria(case.criteria).checked
    facts = Facts(OurWorld.of(checked, SCHEMA), case.offer)
    found = measure_fact(case.fact, facts, Scope(case.currency, case.per))
    unit = Unit(case.currency, case.per)
    known = derived.measure(case.fact, world_of(checked, case.offer), unit)
    assert (known.low, known.high) == (found.interval.low, found.interval.high)
    assert known.missing == set(found.missing)
    assert known.rates == {frozenset(pair) for pair in found.rates}
    return known


# --- the long run --------------------------------------------------------------------------------


def count(pairs: int) -> Counter[str]:
    """Hold the twin against offerkit on generated pairs, and count what they said.

    Raises:
        AssertionError: they disagree; hypothesis shows the smallest pair that it finds.
    """
    counted: Counter[str] = Counter()
    at_length = settings(
        max_examples=pairs,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )

    @at_length
    @given(cases(max_size=5, wide=True))
    def decisions_agree(case: Case) -> None:
        result = assert_agree_on(case)
        counted["pairs"] += 1
        counted["with a missing fact"] += bool(result.missing)
        counted["with a missing rate"] += bool(result.rates)
        counted[result.verdict.replace("_", " ")] += 1

    @at_length
    @given(derived_cases())
    def derived_facts_agree(case: DerivedCase) -> None:
        known = assert_same_ends(case)
        counted["derived facts"] += 1
        counted["derived facts that are intervals"] += not known.is_single

    decisions_agree()
    derived_facts_agree()
    return counted


def main() -> None:
    """Say how many pairs agreed."""
    # One offer each would not be enough to have criteria compiled.
    setattr(program, "MOST_WALKED", 0)  # noqa: B010 - it is final for everybody else
    counted = count(int(sys.argv[1]))
    pairs = counted.pop("pairs")
    print(f"The twin and offerkit agree on all {pairs:,} pairs of criteria and an offer. Of these:")
    facts, open_ = counted.pop("derived facts"), counted.pop("derived facts that are intervals")
    for name, number in counted.most_common():
        print(f"{number:>10,} {name}")
    print(f"They agree on all {facts:,} derived facts, {open_:,} of them intervals.")


if __name__ == "__main__":
    main()
