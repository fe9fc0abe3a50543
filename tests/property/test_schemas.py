"""The JSON Schemas of results and of offers, on every case that is decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from offerkit import (
    Criteria,
    Offer,
    OfferError,
    offer_schema,
    parse_criteria,
    read_offer,
    result_schema,
)
from offerkit.answer import AnswerError
from offerkit.check.uses import FilesInMemory
from offerkit.comparison import Comparison
from offerkit.counter import NotACounterError
from offerkit.decision import Decision
from offerkit.load.write import offer_data
from offerkit.schemas import RESULTS, Json, Result, diagnostic_schema
from tests.conformance.cases import case_files, offer_text

SCHEMAS = {name: result_schema(name) for name in RESULTS}


def closed(schema: Any) -> Any:
    """Return a schema that allows no key that it does not describe."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    is_object = schema.get("type") == "object" and isinstance(schema.get("properties"), dict)
    return inner | ({"additionalProperties": False} if is_object else {})


VALIDATORS = {name: Draft202012Validator(closed(schema)) for name, schema in SCHEMAS.items()}
OFFERS = Draft202012Validator(offer_schema())


def _counter(decision: Decision) -> Any:
    try:
        return decision.counter()
    except NotACounterError:
        return decision.questions()


def _answer(decision: Decision) -> Any:
    try:
        return decision.answer()
    except AnswerError:
        return decision.explain()


def _compared(criteria: Criteria, offer: Offer) -> Comparison:
    return criteria.compare({"a": offer, "b": Offer()}, samples=1)


OTHERS = parse_criteria("dealbreaker if team.size > 3")
MAKERS: tuple[Callable[[Criteria, Decision], Any], ...] = (
    lambda _, decision: decision.explain(),
    lambda _, decision: decision.questions(),
    lambda criteria, decision: criteria.interview(decision.offer),
    lambda _, decision: decision.procon(),
    lambda _, decision: decision.negotiate(budget=20),
    lambda _, decision: decision.pay(years=1, leave_after=18),
    lambda _, decision: decision.promises(),
    lambda _, decision: _counter(decision),
    lambda _, decision: _answer(decision),
    lambda criteria, decision: _compared(criteria, decision.offer),
    lambda criteria, decision: _compared(criteria, decision.offer).open_order(),
    lambda criteria, _: criteria.prices(),
    lambda criteria, _: criteria.analysis(),
    lambda criteria, decision: criteria.coverage([decision.offer]),
    lambda criteria, _: criteria.compare_with(OTHERS),
    lambda criteria, decision: criteria.changes(OTHERS, {"a": decision.offer}),
)
AT_ONCE = 5
"""One in so many kinds of result is made of each case beside the decision, in turns."""
KINDS = {kind: name for name, kind in RESULTS.items()}
CASES = [
    pytest.param(table, number, id=f"{file.path.stem}: {table['name']}")
    for file in case_files()
    if file.phase == "decide"
    for number, table in enumerate(file.tables)
]


def check(name: Result, data: Json) -> None:
    plain = json.loads(json.dumps(data))
    assert [f"{e.json_path}: {e.message}" for e in VALIDATORS[name].iter_errors(plain)] == []


@pytest.mark.parametrize(("case", "number"), CASES)
def test_a_decision_and_other_results_of_each_case_fit(case: Any, number: int) -> None:
    resolve = FilesInMemory(case.get("files", {}))
    criteria = parse_criteria(case["criteria"], resolve=resolve)
    offer = criteria.read_offer(offer_text(case["offer"]))
    decision = criteria.decide(offer)
    for result in (
        decision,
        *(it(criteria, decision) for it in MAKERS[number % AT_ONCE :: AT_ONCE]),
    ):
        check(KINDS[type(result)], result.to_dict())
    quick = decision.to_dict(questions=False)
    check("decision", quick)
    assert {key for key, value in decision.to_dict().items() if value != quick[key]} <= {
        "sentence",
        "open",
    }
    data = json.loads(json.dumps(offer_data(offer), default=str))
    own = OFFERS if not criteria.schema.own else Draft202012Validator(offer_schema(criteria))
    assert [f"{e.json_path}: {e.message}" for e in own.iter_errors(data)] == []


def test_every_kind_of_result_is_made_of_some_case() -> None:
    counter = "offer.kind = 'counter'\ncurrent.team.size = 2"
    decisions = [OTHERS.decide(read_offer(text)) for text in ("team.size = 4", counter)]
    made = {KINDS[type(make(OTHERS, it))] for make in MAKERS for it in decisions}
    assert made | {"decision"} == {*RESULTS}


@pytest.mark.parametrize("name", RESULTS)
def test_a_schema_is_one_of_draft_2020_12(name: Result) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith("urn:offerkit:")
    assert schema["$id"].endswith(":1")


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from references(item)
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)


@pytest.mark.parametrize("schema", [*SCHEMAS.values(), offer_schema()], ids=lambda it: it["$id"])
def test_every_reference_leads_somewhere(schema: Json) -> None:
    names = {f"#/$defs/{name}" for name in schema["$defs"]}
    assert set(references(schema)) == names


def test_a_diagnostic_fits() -> None:
    validator = Draft202012Validator(closed(diagnostic_schema()))
    with pytest.raises(OfferError) as raised:
        read_offer({"pay": {"base": 3}, "team": {"sise": 3}})
    for diagnostic in raised.value.diagnostics:
        assert [*validator.iter_errors(diagnostic.to_dict())] == []
    assert not validator.is_valid({"code": "x"})


def test_what_is_missing_or_too_much_does_not_fit() -> None:
    data = parse_criteria("pro if visa.needed").decide(Offer()).to_dict()
    check("decision", data)
    for wrong in ({**data, "more": 1}, {**data, "verdict": "perhaps"}, {**data, "format": "x"}):
        assert not VALIDATORS["decision"].is_valid(wrong)
    del data["open"]
    assert not VALIDATORS["decision"].is_valid(data)
