"""offerkit says what its twin says, a second reading of the definition that shares no code."""

from hypothesis import event, given

from tests.agreement import DerivedCase, assert_agree_on, assert_same_ends, derived_cases
from tests.strategies.decisions import Case, cases


@given(cases(max_size=5, wide=True))
def test_truths_grades_score_verdicts_and_missing_facts(case: Case) -> None:
    """Of every statement, with the assumptions of the file and without them."""
    result = assert_agree_on(case)
    event(f"verdict: {result.verdict}")


@given(derived_cases())
def test_the_ends_of_derived_facts(case: DerivedCase) -> None:
    """In either currency, and what leaves them open."""
    known = assert_same_ends(case)
    event("a single value" if known.is_single else "an interval")
