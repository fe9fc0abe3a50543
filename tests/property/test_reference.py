"""offerkit says what its twin says, a second reading of the definition that shares no code."""

from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.core import CheckedCriteria
from offerkit.criteria import parse_criteria
from offerkit.evaluate.facts import Facts, Scope, World
from offerkit.evaluate.quantities import measure_fact
from offerkit.model.derived import DERIVED, base_parts
from offerkit.model.offer import Offer, with_facts
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, Period
from tests.agreement import assert_agree
from tests.reference import derived
from tests.reference.amounts import Unit
from tests.reference.facts import world_of
from tests.strategies.decisions import Case, cases
from tests.strategies.offers import PLAN, completions, stated_values

SCHEMA = schema_of()
CRITERIA: list[CheckedCriteria] = [
    parse_criteria(text).checked
    for text in (
        "",
        "rate 1 EUR = 1.08 USD",
        "assume hours.week = 30..40\nassume equity.liquid = yes",
    )
]


@given(cases(max_size=5))
def test_truths_grades_score_verdicts_and_missing_facts(case: Case) -> None:
    """Of every statement, with the assumptions of the file and without them."""
    result = assert_agree(case.criteria, case.offer)
    event(f"verdict: {result.verdict}")


@st.composite
def _derived_facts(draw: st.DrawFn) -> tuple[FactPath, Offer]:
    """A derived fact, and an offer in which most of its parts are known."""
    path = draw(st.sampled_from(sorted(DERIVED)))
    parts = {*base_parts(path), "hours.week", "hours.days_week"}
    offer = draw(completions(Offer(), SCHEMA, paths=parts, fully=True))
    for part in draw(st.lists(st.sampled_from(sorted(parts)), max_size=3, unique=True)):
        open_ = st.just(UNKNOWN)
        if part not in PLAN:
            open_ |= stated_values(SCHEMA.facts[part])
        offer = with_facts(offer, {part: draw(open_)})
    return FactPath(path, draw(st.sampled_from(View))), offer


@given(
    _derived_facts(),
    st.sampled_from(CRITERIA),
    st.sampled_from(("USD", "EUR")),
    st.sampled_from((Period.YEAR, Period.HOUR)),
)
def test_the_ends_of_derived_facts(
    case: tuple[FactPath, Offer], criteria: CheckedCriteria, currency: str, per: Period
) -> None:
    """In either currency, and what leaves them open."""
    fact, offer = case
    facts = Facts(World.of(criteria, SCHEMA), offer)
    found = measure_fact(fact, facts, Scope(currency, per))
    twin = derived.measure(fact, world_of(criteria, offer), Unit(currency, per))
    event("a single value" if twin.is_single else "an interval")
    assert (twin.low, twin.high) == (found.interval.low, found.interval.high)
    assert twin.missing == set(found.missing)
    assert twin.rates == {frozenset(pair) for pair in found.rates}
