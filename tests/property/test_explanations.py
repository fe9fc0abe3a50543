"""Explanations say what the decision says, and every part of one adds up to the whole."""

from __future__ import annotations

import json
from functools import reduce
from itertools import product

from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.advise.explain import Step, explain
from offerkit.core import CheckedLeaving, CheckedPreference, CheckedRule, Not
from offerkit.criteria import parse_criteria
from offerkit.datatypes import PayType
from offerkit.decision import Decision
from offerkit.evaluate.semantics import QuantityInterval
from offerkit.evaluate.verdict import StatementKind
from offerkit.intervals import Interval
from offerkit.kleene import Kleene
from offerkit.load import read_offer
from offerkit.model.derived import DERIVED
from offerkit.model.offer import Offer
from offerkit.render.markdown.explain import explanation_to_markdown
from offerkit.render.text.explain import render_explanation
from offerkit.terminal import columns
from offerkit.values import Pay
from tests.lengths import fewer
from tests.strategies.decisions import Case, cases
from tests.strategies.offers import offers


def decided(case: Case) -> Decision:
    return case.criteria.decide(case.offer)


@given(cases())
def test_the_truth_at_each_root_is_the_finding(case: Case) -> None:
    """The tree of a statement comes to what the decision reports of it, grade and all."""
    decision = decided(case)
    explanation = explain(decision)
    assert tuple(s.finding for s in explanation.statements) == decision.findings
    for statement in explanation.statements:
        finding, root = statement.finding, statement.root
        assert root.truth is finding.truth
        assert root.decides
        if finding.kind is StatementKind.PREFER:
            assert statement.grade == finding.value
        assert root.place is not None
        assert root.place.source.text[root.place.start : root.place.end] in finding.span.text


OPEN = tuple(truth for truth in Kleene if truth.is_open)


def recomputed(step: Step) -> set[Kleene] | None:
    """Return what a connective may be by the truths shown of its parts; None for anything else.

    A part that is shown as unknown may be true, false or not applying in any mixture.
    """
    shown = (part.truth for part in step.parts if part.truth is not None)
    truths = [OPEN if truth is Kleene.UNKNOWN else (truth,) for truth in shown]
    match step.operation:
        case "and" | "or":
            combine = Kleene.__and__ if step.operation == "and" else Kleene.__or__
            found = set(truths[0])
            for other in truths[1:]:
                found = {combine(*pair) for pair in product(found, other)}
        case "not" | "unless":
            found = {~truth for truth in truths[0]}
        case "if" | "until":
            found = set(truths[0])
        case "let" if truths:
            found = set(truths[0])
        case _:
            return None
    return {truth.shown for truth in found}


@given(cases())
def test_each_connective_follows_from_its_parts(case: Case) -> None:
    """And, or, not, unless and names come to what their parts make of them."""
    for statement in explain(decided(case)).statements:
        for step in statement.root.walk():
            expected = recomputed(step)
            if expected is not None:
                event(step.operation)
                assert step.truth in expected, step.text


@given(cases())
def test_what_decides_an_operation_is_enough_for_it(case: Case) -> None:
    """An and, or an or, keeps its truth when only the operands that decide are looked at."""
    for statement in explain(decided(case)).statements:
        for step in statement.root.walk():
            if step.operation not in {"and", "or"} or not step.decides:
                continue
            deciding = [part.truth for part in step.parts if part.decides]
            assert deciding
            assert set(deciding) == {step.truth}
            others = [part for part in step.parts if not part.decides]
            event(f"operands that do not decide: {bool(others)}")


@given(cases())
def test_what_is_open_leads_to_the_facts_that_leave_it_open(case: Case) -> None:
    """A statement misses what its finding does, and the facts that decide it are read by it."""
    decision = decided(case)
    for statement in explain(decision).statements:
        assert set(statement.root.missing) == set(statement.finding.missing)
        if statement.root.truth is Kleene.UNKNOWN and statement.finding.missing:
            assert any(step.decides and step.missing for step in statement.root.walk())


@given(cases())
def test_values_are_those_of_the_readings(case: Case) -> None:
    """A stated fact is shown as the decision read it, with its source and whether it is assumed."""
    decision = decided(case)
    for statement in explain(decision).statements:
        known = {reading.fact: reading for reading in statement.finding.readings}
        for step in statement.root.walk():
            if step.reading is not None and step.reading.fact in known and step.formula is None:
                assert step.reading == known[step.reading.fact]


@fewer(50)
@given(cases(), st.sampled_from((40, 57, 80)))
def test_every_form_can_be_shown(case: Case, width: int) -> None:
    """Text keeps within its width, Markdown and JSON have no line breaks of the author's."""
    explanation = decided(case).explain()
    lines = render_explanation(explanation, width=width).splitlines()
    assert max(map(columns, lines)) <= width
    data = explanation.to_dict()
    assert json.loads(json.dumps(data)) == data
    assert explanation_to_markdown(explanation).startswith("# Why: ")


# --- derived facts -------------------------------------------------------------------------------

PAID = parse_criteria(
    "rate 1 EUR = 1.25 USD\n"
    + "\n".join(
        f"prefer {path} from 10k to 90k" + " USD per year" * isinstance(info.datatype, PayType)
        for path, info in DERIVED.items()
    )
)
PAID_FACTS = (
    "pay.base",
    "pay.bonus_target",
    "pay.bonus_paid",
    "pay.bonus_guaranteed",
    "pay.sign_on",
    "equity.kind",
    "equity.value",
    "equity.vesting",
    "equity.liquid",
    "benefits.retirement_match",
    "location.cost_index",
    "hours.week",
    "hours.days_week",
    "leave.days",
    "commute.time",
    "contract.kind",
    "remote.days",
)


def exact(step: Step) -> Interval:
    assert isinstance(step.quantity, QuantityInterval)
    return step.quantity.interval


@fewer(50)
@given(offers(PAID.schema, paths=PAID_FACTS))
def test_the_parts_of_a_derived_fact_make_it_up(offer: Offer) -> None:
    """Sums are the sums of their parts, products their products, down to what is stated."""
    decision = PAID.decide(offer)
    most = getattr(offer.pay.base, "high", offer.pay.base)
    works_for_nothing = isinstance(most, Pay) and not most.amount
    seen = 0
    for statement in explain(decision).statements:
        found: dict[str, Interval] = {}
        for step in statement.root.walk():
            if step.quantity is not None and step.operation in {"fact", "*"}:
                # However often a fact stands in a statement, it has one value there.
                assert found.setdefault(step.text, exact(step)) == exact(step)
        for step in statement.root.walk():
            if step.formula is None or step.abridged:
                continue
            seen += 1
            parts = {part.text: part for part in step.parts}
            whole = exact(step)
            match step.text:
                case "pay.total":
                    # A share of no pay is nothing; it is shown if the share is known.
                    assert len(parts) == 3 or (works_for_nothing and len(parts) == 2)
                    assert whole == reduce(Interval.__add__, map(exact, step.parts))
                case "pay.cash":
                    assert whole == exact(parts["pay.yearly"]) + exact(parts["pay.bonus"])
                case "pay.cash_first_year":
                    assert whole.low is not None
                    assert parts["pay.sign_on"].reading is not None
                    assert exact(parts["pay.cash"]).low <= whole.low  # type: ignore[operator]
                case "pay.per_hour":
                    # Hours that are paid and worked are the same hours.
                    assert whole in found["pay.total"] * found["hours.year"].inverse()
                case _:
                    event(step.text)
    assert seen >= len(DERIVED)


def test_a_whole_formula_from_the_parts_shown() -> None:
    """The worked example of the definition, from the parts that are shown to the total."""
    offer = read_offer(
        'pay.base = "60k USD per year"\npay.bonus_target = "10%"\npay.bonus_paid = "80%"\n'
        'pay.bonus_guaranteed = false\npay.sign_on = "5k USD"\nequity.kind = "rsu"\n'
        'equity.value = "55_200 USD"\nequity.vesting = "4 years"\nequity.liquid = true\n'
        'benefits.retirement_match = "5%"\nlocation.cost_index = 125\nhours.week = 40\n'
        'hours.days_week = 5\nleave.days = 20\ncommute.time = "15 min"\nremote.policy = "onsite"\n'
        'equity.schedule = ["10%", "20%", "30%", "40%"]\nequity.cliff = "1 year"\n'
        'benefits.retirement_vesting = "0 days"\ncontract.kind = "permanent"\n'
        'location.tax_rate = "30%"\n'
    )
    values = {
        step.text: str(step.value)
        for statement in explain(PAID.decide(offer)).statements
        for step in statement.root.walk()
        if step.formula is not None or step.operation == "*"
    }
    assert values == {
        "pay.yearly": "60,000 USD per year",
        "pay.bonus": "4,800 USD per year",
        "pay.cash": "64,800 USD per year",
        "pay.cash_first_year": "69,800 USD per year",
        "equity.per_year": "13,800 USD per year",
        "benefits.retirement_match * pay.yearly": "3,000 USD per year",
        "pay.total": "81,600 USD per year",
        "pay.real": "65,280 USD per year",
        "hours.paid_days": "260",
        "hours.paid": "2080",
        "commute.days": "240",
        "hours.year": "2040",
        "pay.per_hour": "40 USD per hour",
        "equity.first_year": "5,520 USD per year",
        "pay.total_first_year": "78,320 USD per year",
        "pay.as_employed": "81,600 USD per year",
        "pay.as_employed_per_hour": "40 USD per hour",
        "pay.net": "45,360 USD per year",
    }


# --- as it was written ---------------------------------------------------------------------------


@given(cases())
def test_each_expression_has_the_core_that_its_statement_has(case: Case) -> None:
    checked = case.criteria.checked
    for statement in checked.statements:
        match statement:
            case CheckedPreference():
                assert checked.origins.core(statement.node.subject) == statement.subject
            case CheckedRule() if statement.node.unless:
                core = checked.origins.core(statement.node.condition)
                assert Not(core, span=core.span) == statement.condition
            case CheckedRule() | CheckedLeaving():
                assert checked.origins.core(statement.node.condition) == statement.condition
