"""Offers, decisions and diagnostics as fields and response models of pydantic.

pydantic asks the class of a field for its schema, and ``offerkit.arguments.AsField`` brings it
here. This is the only module that imports pydantic. Nothing imports it before pydantic asks, but
the server for assistants, whose library needs pydantic itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from offerkit.decision import Decision
from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.load.offers import read_offer
from offerkit.load.write import offer_data
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.schemas import Json, diagnostic_schema, offer_schema_of, result_schema


def core_schema_of(kind: type) -> core_schema.CoreSchema:
    """Return the schema by which pydantic validates and writes values of a class.

    An offer is read from a mapping as ``read_offer`` reads it; its diagnostics become one error
    of type ``offer``, with all of them in its context. Decisions and diagnostics are made by
    offerkit only, and written with their ``to_dict``.
    """
    if issubclass(kind, Offer):
        read = core_schema.no_info_plain_validator_function(lambda data: _offer(kind, data))
        return _described(read, _written, offer_schema_of(schema_of(kind)), kind.__name__)
    instance = core_schema.is_instance_schema(kind)
    if issubclass(kind, Decision):
        return _described(instance, Decision.to_dict, result_schema("decision"), "Decision")
    return _described(instance, Diagnostic.to_dict, diagnostic_schema(), "Diagnostic")


def _offer(kind: type[Offer], data: Any) -> Offer:
    if isinstance(data, kind):
        return data
    if not isinstance(data, Mapping | str | bytes):
        raise PydanticCustomError("offer", "expected the facts of an offer by group")
    try:
        return read_offer(data, offer_type=kind, format="json", name="offer")
    except OfferError as wrong:
        found = [diagnostic.to_dict() for diagnostic in wrong.diagnostics]
        said = "; ".join(f"{it['path']}: {it['message']}" for it in found)
        context = {"diagnostics": found, "said": said}
        raise PydanticCustomError("offer", "{said}", context) from None


def _written(offer: Offer) -> Any:
    """Return the facts of an offer as JSON has them: amounts and numbers are text."""
    return json.loads(json.dumps(offer_data(offer), default=str))


def _described(
    validate: core_schema.CoreSchema, write: Any, schema: Json, name: str
) -> core_schema.CoreSchema:
    """Return a core schema that has a JSON Schema of ours, with a definition of its own.

    pydantic puts definitions where the document has them (``#/components/schemas`` in OpenAPI)
    and mends its own references to them. So each of our definitions becomes one of pydantic's.
    """
    definitions: Json = schema.get("$defs", {})
    body = {key: it for key, it in schema.items() if key not in {"$schema", "$id", "$defs"}}
    within: list[str] = []

    def definition(of: str) -> core_schema.CoreSchema:
        def described(_: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> Json:
            within.append(of)
            try:
                found: Json = ours(definitions[of], handler)
                return found
            finally:
                within.pop()

        ref = f"{name}_{of}"
        if of in within:  # a model that contains itself
            return core_schema.definition_reference_schema(ref)
        return core_schema.any_schema(ref=ref, metadata={"pydantic_js_functions": [described]})

    def ours(part: Any, handler: GetJsonSchemaHandler) -> Any:
        if isinstance(part, list):
            return [ours(item, handler) for item in part]
        if not isinstance(part, dict):
            return part
        found = {key: ours(it, handler) for key, it in part.items() if key != "$ref"}
        if "$ref" not in part:
            return found
        # A handler takes one of our definitions only as a part of something.
        listed = handler(core_schema.list_schema(definition(part["$ref"].rpartition("/")[2])))
        reference: Json = listed["items"]
        return {**reference, **found}

    return {
        **validate,
        "ref": name,
        "metadata": {"pydantic_js_functions": [lambda _, handler: ours(body, handler)]},
        "serialization": core_schema.plain_serializer_function_ser_schema(write),
    }


def argument(description: str) -> Any:
    """Return what describes an argument of a function whose schema pydantic makes."""
    return Field(description=description)
