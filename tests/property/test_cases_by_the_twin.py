"""The evaluate and decide cases through the twin, a second reading of the definition."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from offerkit.check.checker import check_expression
from offerkit.check.uses import FilesInMemory
from offerkit.core import CheckedLeaving, CheckedRule
from offerkit.criteria import parse_criteria
from offerkit.load import read_offer
from offerkit.model.schema import schema_of
from offerkit.span import Source
from offerkit.syntax.nodes import RuleKind
from offerkit.syntax.parser import parse
from tests.agreement import assert_agree
from tests.conformance import test_decide, test_evaluate
from tests.conformance.cases import cases, offer_text
from tests.reference.decision import Result, decide
from tests.reference.ends import IS_NEITHER, IS_TRUE, Truth
from tests.reference.facts import world_of
from tests.reference.quantities import measure_alone


@cases("evaluate")
def test_the_twin_evaluates(case: Mapping[str, Any]) -> None:
    comparisons = {case["expression"]: case["truth"]} if "truth" in case else {}
    if not comparisons:
        _assert_ends(case)
        comparisons = dict(test_evaluate.comparisons(case))
    for comparison, truth in comparisons.items():
        text = f'{case.get("preamble", "")}\ndealbreaker "case" if {comparison}'
        criteria = parse_criteria(text, name="case")
        offer = read_offer(offer_text(case["offer"]), format="toml", schema=criteria.schema)
        result = assert_agree(criteria, offer)
        assert _said(result.outcomes[0].truth) == truth, comparison
        if "may_be" in case:
            assert result.outcomes[0].truth == set(case["may_be"])
        if "truth" in case:
            assert sorted(map(str, result.missing)) == sorted(case.get("missing", ()))


def _assert_ends(case: Mapping[str, Any]) -> None:
    low, high = case.get("low", case.get("value")), case.get("high", case.get("value"))
    found, (least, _), (most, _) = (
        _ends(case, text)
        for text in (case["expression"], low, low if high == "unbounded" else high)
    )
    assert found == (least, None if high == "unbounded" else most)


def _ends(case: Mapping[str, Any], text: str) -> tuple[Fraction | None, Fraction | None]:
    preamble = parse(Source("preamble", case.get("preamble", ""))).file
    core, _, checked, found = check_expression(Source("case", text), schema_of(), preamble)
    assert core is not None, found
    offer = read_offer(offer_text(case["offer"]), format="toml")
    known = measure_alone(core, world_of(checked, offer))
    return known.low, known.high


def _said(truth: Truth) -> str:
    return "unknown" if len(truth) > 1 else "".join(truth)


def _labels(kind: RuleKind, truth: str) -> Callable[[Result], list[str]]:
    return lambda result: [
        it.statement.label
        for it in result.outcomes
        if isinstance(it.statement, CheckedRule)
        and it.statement.kind is kind
        and _said(it.truth) == truth
    ]


LOOKS: dict[str, Callable[[Result], Any]] = {
    "verdict": lambda r: r.verdict,
    "possible": lambda r: list(r.possible),
    "score": lambda r: [] if r.score is None else [*r.score],
    "dealbreakers": _labels(RuleKind.DEALBREAKER, "true"),
    "pros": _labels(RuleKind.PRO, "true"),
    "cons": _labels(RuleKind.CON, "true"),
    "cautions": _labels(RuleKind.CAUTION, "true"),
    "not_applying": lambda r: [it.statement.label for it in r.outcomes if it.truth == IS_NEITHER],
    "may_lack_score": lambda r: r.may_lack_score,
    "cautions_open": _labels(RuleKind.CAUTION, "unknown"),
    "unresolved": lambda r: [
        it.statement.label
        for it in r.outcomes
        if isinstance(it.statement, CheckedLeaving) and it.truth != IS_TRUE
    ],
    "missing": lambda r: sorted(map(str, r.missing)),
    "missing_rates": lambda r: sorted(map(sorted, r.rates)),
}
"""What a case may expect, and where the twin says it."""


@cases("decide")
def test_the_twin_decides(case: Mapping[str, Any]) -> None:
    files = FilesInMemory(case.get("files", {}))
    criteria = parse_criteria(case["criteria"], name="case", resolve=files)
    offer = read_offer(offer_text(case["offer"]), format="toml", schema=criteria.schema)
    result = assert_agree(criteria, offer)
    by_parts = case.get("by_parts")
    if by_parts is not None:
        # The twin decides by parts.
        case = {**case, "possible": by_parts, "verdict": "find_out"}
    wanted = {key: test_decide.expected(key, case[key]) for key in LOOKS if key in case}
    assert {key: LOOKS[key](result) for key in wanted} == wanted
    if case.get("without_assumptions", "same") != "same":
        plain = decide(criteria.checked, offer, assume=False)
        assert plain.verdict == case["without_assumptions"]
