"""The decide cases: what criteria say of an offer, from the text of both."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from offerkit.check.uses import FilesInMemory
from offerkit.criteria import parse_criteria
from offerkit.decision import Decision
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import Verdict
from offerkit.kleene import Kleene
from offerkit.load import read_offer
from offerkit.model.fields import AskedOf
from tests.conformance.cases import cases, offer_text, require_known


def _labels(findings: Iterable[Finding], *truths: Kleene) -> list[str]:
    return [finding.label for finding in findings if finding.truth in truths]


def _score(decision: Decision) -> list[Fraction]:
    return [] if decision.score is None else [decision.score.low, decision.score.high]


def _without(decision: Decision) -> str:
    other = decision.without_assumptions
    return "same" if other is None else other.verdict.value


LOOKS: dict[str, Callable[[Decision], Any]] = {
    "verdict": lambda d: d.verdict.value,
    "possible": lambda d: [verdict.value for verdict in d.possible],
    "by_parts": lambda d: [verdict.value for verdict in d.by_parts],
    "score": _score,
    "dealbreakers": lambda d: _labels(d.dealbreakers, Kleene.TRUE),
    "pros": lambda d: _labels(d.pros, Kleene.TRUE),
    "cons": lambda d: _labels(d.cons, Kleene.TRUE),
    "cautions": lambda d: _labels(d.cautions, Kleene.TRUE),
    "not_applying": lambda d: _labels(d.findings, Kleene.DOES_NOT_APPLY),
    "may_lack_score": lambda d: d.may_lack_score,
    "cautions_open": lambda d: _labels(d.cautions, Kleene.UNKNOWN),
    "unresolved": lambda d: [f.label for f in d.leaving if f.truth is not Kleene.TRUE],
    "missing": lambda d: sorted(map(str, d.missing)),
    "for_employer": lambda d: sorted(
        str(fact) for fact in d.missing if d.program.asked_of(fact) is AskedOf.EMPLOYER
    ),
    "missing_rates": lambda d: sorted(sorted(pair) for pair in d.missing_rates),
    "missing_days": lambda d: sorted(map(str, d.missing_days)),
    "broken": lambda d: {p.fact: p.direction.value for p in d.broken_promises},
    "exceeded": lambda d: {p.fact: p.direction.value for p in d.exceeded_promises},
    "not_offered": lambda d: [p.fact for p in d.unstated_promises],
    "without_assumptions": _without,
    "replaced": lambda d: {r.named: r.by for r in d.program.checked.replacements},
    "decisive_assumptions": lambda d: [str(reading.fact) for reading in d.decisive_assumptions],
}
"""What a case may expect, and where a decision says it."""

KEYS = ("criteria", "files", "offer", *LOOKS)


def expected(key: str, value: Any) -> Any:
    """Return what a case expects in the form in which ``LOOKS`` gives it."""
    match key:
        case "score":
            return [fraction(end) for end in value]
        case "missing" | "for_employer":
            return sorted(value)
        case _:
            return value


def fraction(text: str) -> Fraction:
    """Return ``61%`` or ``2/3`` as an exact number."""
    return Fraction(text.removesuffix("%")) / 100 if text.endswith("%") else Fraction(text)


@cases("decide")
def test_case(case: Mapping[str, Any]) -> None:
    require_known(case, KEYS)
    files = FilesInMemory(case.get("files", {}))
    criteria = parse_criteria(case["criteria"], name="case", resolve=files)
    offer = read_offer(offer_text(case["offer"]), format="toml", schema=criteria.schema)
    decision = criteria.decide(offer)
    wanted = {key: expected(key, case[key]) for key in LOOKS if key in case}
    assert wanted, "the case expects nothing"
    if "by_parts" not in case:
        assert decision.by_parts == decision.possible
    assert {key: LOOKS[key](decision) for key in wanted} == wanted
    assert criteria.verdict(offer) is decision.verdict
    assert (decision.verdict is Verdict.FIND_OUT) == (len(decision.possible) > 1)
