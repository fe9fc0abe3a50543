"""The evaluate cases: the truth of a condition, or what a quantity may be.

Every case runs three times: through the readable walk, through the decision and through the quick
verdict. A quantity is looked at through comparisons with its ends, which is all that criteria can
see of it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from offerkit.check.checker import check_expression
from offerkit.core import CheckedRule
from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.semantics import QuantityInterval, judge, quantity
from offerkit.evaluate.verdict import Verdict
from offerkit.intervals import Interval
from offerkit.kleene import Kleene
from offerkit.load import read_offer
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.span import Source
from offerkit.syntax.parser import parse
from tests.conformance.cases import cases, offer_text, require_known

VERDICTS = {
    frozenset({Kleene.TRUE}): Verdict.DECLINE,
    frozenset({Kleene.TRUE, Kleene.FALSE}): Verdict.FIND_OUT,
    frozenset({Kleene.FALSE}): Verdict.CONSIDER,
}
"""The verdict of a lone dealbreaker by what its condition may be, of true and not true."""

KEYS = ("expression", "preamble", "offer", "truth", "may_be", "missing", "low", "high", "value")


@cases("evaluate")
def test_case(case: Mapping[str, Any]) -> None:
    require_known(case, KEYS)
    if "truth" in case:
        truth, missing = case["truth"], sorted(case.get("missing", ()))
        for way, found in _judgements(case, case["expression"]).items():
            assert str(found[0]) == truth, way
            assert found[1] == missing, way
            if "may_be" in case:
                assert {str(one) for one in found[0].possible} == set(case["may_be"]), way
    else:
        _assert_quantity(case)
        expected = dict(comparisons(case))
        assert expected, "the case expects nothing"
        for comparison, truth in expected.items():
            for way, found in _judgements(case, comparison).items():
                assert str(found[0]) == truth, f"{way}: {comparison}"


def _assert_quantity(case: Mapping[str, Any]) -> None:
    """Fail unless the walk gives the interval that the case expects."""
    low, high = case.get("low", case.get("value")), case.get("high", case.get("value"))
    found = _quantity(case, case["expression"])
    ends = [_quantity(case, end) for end in (low, high) if end != "unbounded"]
    top = ends[-1].interval.high if high != "unbounded" else None
    assert found.interval == Interval(ends[0].interval.low, top)
    assert (found.currency, found.per) == (ends[0].currency, ends[0].per)


def _quantity(case: Mapping[str, Any], text: str) -> QuantityInterval:
    preamble = parse(Source("preamble", case.get("preamble", ""))).file
    core, _, checked, found = check_expression(Source("case", text), schema_of(), preamble)
    assert core is not None, found
    offer = read_offer(offer_text(case["offer"]), format="toml")
    return quantity(core, Facts(World.of(checked, schema_of()), offer))


def comparisons(case: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield comparisons that hold together the ends a case expects, and their truths."""
    subject = f"({case['expression']})"
    if "value" in case:
        yield f"{subject} = {case['value']}", "true"
        return
    low, high = case["low"], case["high"]
    assert low != high, "write a value"
    yield f"{subject} >= {low}", "true"
    yield f"{subject} > {low}", "unknown"
    if high != "unbounded":
        yield f"{subject} <= {high}", "true"
        yield f"{subject} < {high}", "unknown"
    else:
        largest = low.replace("_", "").lstrip("-").split(" ", 1)
        unit = "" if len(largest) == 1 else f" {largest[1]}"
        yield f"{subject} <= 999_999_999_999_999{unit}", "unknown"


def _judgements(case: Mapping[str, Any], condition: str) -> dict[str, tuple[Kleene, list[str]]]:
    """Return truth and missing facts of a condition, by each way of evaluating it."""
    text = f'{case.get("preamble", "")}\ndealbreaker "case" if {condition}'
    criteria = parse_criteria(text, name="case")
    offer = read_offer(offer_text(case["offer"]), format="toml", schema=criteria.schema)
    found = {"walk": _walked(criteria, offer), "decision": _decided(criteria, offer)}
    is_true = frozenset(Kleene.of(one is Kleene.TRUE) for one in found["walk"][0].possible)
    assert criteria.program.verdict_by_parts(offer) is VERDICTS[is_true]
    return found


def _walked(criteria: Criteria[Offer], offer: Offer) -> tuple[Kleene, list[str]]:
    (statement,) = criteria.checked.statements
    assert isinstance(statement, CheckedRule)
    facts = Facts(World.of(criteria.checked, criteria.schema), offer)
    judged = judge(statement.condition, facts)
    return judged.truth, sorted(map(str, judged.missing))


def _decided(criteria: Criteria[Offer], offer: Offer) -> tuple[Kleene, list[str]]:
    (finding,) = criteria.decide(offer).dealbreakers
    assert finding.truth is finding.may_be.shown
    return finding.may_be, sorted(map(str, finding.missing))
