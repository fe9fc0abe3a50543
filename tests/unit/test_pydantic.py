"""Offers, decisions and diagnostics as fields of pydantic, and in OpenAPI."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from offerkit import Decision, Diagnostic, Offer, parse_criteria
from tests.unit.test_arguments import OfficeFacts, OfficeOffer

pydantic = pytest.importorskip("pydantic")

CRITERIA = parse_criteria("dealbreaker if team.size < 4\npro if pay.base > 50k USD per year")
BODY = {"team": {"size": 3.5}, "pay": {"base": "60k USD per year"}, "visa": {"needed": None}}


def model(**fields: Any) -> Any:
    return pydantic.create_model("Model", **{name: (kind, ...) for name, kind in fields.items()})


def test_an_offer_is_read_and_written() -> None:
    read = model(offer=Offer).model_validate({"offer": BODY})
    assert read.offer == CRITERIA.read_offer(BODY)
    assert model(offer=Offer).model_validate_json(read.model_dump_json()).offer == read.offer
    assert model(offer=Offer)(offer=read.offer).offer is read.offer


def test_an_offer_type_of_ones_own_is_read() -> None:
    read = model(offer=OfficeOffer).model_validate({"offer": {"office": {"dogs": True}}})
    assert read.offer.office == OfficeFacts(dogs=True)
    with pytest.raises(pydantic.ValidationError):
        model(offer=Offer).model_validate({"offer": {"office": {"dogs": True}}})


def test_the_diagnostics_of_an_offer_are_in_one_error() -> None:
    with pytest.raises(pydantic.ValidationError) as raised:
        model(offer=Offer).model_validate({"offer": {"team": {"sise": 3}, "pay": {"base": 3}}})
    (error,) = raised.value.errors()
    assert error["type"] == "offer"
    assert error["loc"] == ("offer",)
    paths = {found["path"] for found in error["ctx"]["diagnostics"]}
    assert paths == {"team.sise", "pay.base"}


@pytest.mark.parametrize("wrong", [None, 3, [], ["a"]])
def test_what_is_no_mapping_is_no_offer(wrong: Any) -> None:
    with pytest.raises(pydantic.ValidationError, match="expected the facts of an offer"):
        model(offer=Offer).model_validate({"offer": wrong})


def test_a_decision_is_written_as_its_data() -> None:
    decision = CRITERIA.decide(CRITERIA.read_offer(BODY))
    made = model(decision=Decision, notes=list[Diagnostic])(decision=decision, notes=[])
    assert made.model_dump()["decision"] == decision.to_dict()
    with pytest.raises(pydantic.ValidationError):
        model(decision=Decision)(decision={})


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from references(item)
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref" and isinstance(value, str):
                yield value
            else:
                yield from references(value)


def test_openapi_has_no_dangling_references() -> None:
    fastapi = pytest.importorskip("fastapi")
    service = fastapi.FastAPI()

    def decide(offer: Offer, other: OfficeOffer) -> Decision:
        raise NotImplementedError

    def notes() -> list[Diagnostic]:
        raise NotImplementedError

    decide.__annotations__ = {"offer": Offer, "other": OfficeOffer, "return": Decision}
    notes.__annotations__ = {"return": list[Diagnostic]}
    service.post("/decide")(decide)
    service.get("/notes")(notes)
    document = service.openapi()
    assert document["openapi"].startswith("3.1")
    names = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    found = set(references(document))
    assert found <= names
    assert len(found) > 60
    assert "$defs" not in str(document)


def test_pydantic_is_imported_only_when_it_asks() -> None:
    code = (
        "import sys, offerkit; offerkit.Offer, offerkit.Decision; print('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
