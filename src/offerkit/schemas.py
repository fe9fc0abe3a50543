"""JSON Schemas (draft 2020-12) of offers and of every result, made from the models."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias, get_args, get_origin

import attrs
from attrs import field, frozen

from offerkit.advise.answer.models import Reply
from offerkit.advise.compare.models import OpenOrder, Relation
from offerkit.advise.counter.counter import CounterReview
from offerkit.advise.examine.changes import CriteriaChanges
from offerkit.advise.examine.models import Analysis, Coverage, CriteriaDifference
from offerkit.advise.explain import Explanation
from offerkit.advise.negotiate.models import Negotiation
from offerkit.advise.pay.models import PayTable
from offerkit.advise.prices import PriceList
from offerkit.advise.procon import ProCon
from offerkit.advise.promises.promises import PromiseReview
from offerkit.advise.questions import OpenFact, Questions
from offerkit.arguments import checks_arguments
from offerkit.comparison import Comparison
from offerkit.criteria import Criteria
from offerkit.data import VALUES, Gives, Shape, shape_of
from offerkit.decision import Decision
from offerkit.diagnostics import Diagnostic, Severity
from offerkit.evaluate.verdict import StatementKind, UnitRange, Verdict
from offerkit.intervals import Interval
from offerkit.interview import Interview
from offerkit.key_docs import KeyDoc, keys_of, named
from offerkit.kleene import Kleene
from offerkit.model.json_schema import offer_json_schema
from offerkit.model.schema import Schema, schema_of
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.span import Span
from offerkit.values import FactValue, Scalar, Unknown

Json: TypeAlias = dict[str, Any]
"""A JSON Schema, as parsed JSON."""
Result: TypeAlias = Literal[
    "analysis",
    "answer",
    "changes",
    "comparison",
    "counter",
    "coverage",
    "decision",
    "difference",
    "explanation",
    "interview",
    "negotiation",
    "order",
    "pay",
    "prices",
    "procon",
    "promises",
    "questions",
]
"""The kinds of results that have a ``to_dict``."""

RESULTS: Final[Mapping[Result, type]] = {
    "analysis": Analysis,
    "answer": Reply,
    "comparison": Comparison,
    "counter": CounterReview,
    "coverage": Coverage,
    "decision": Decision,
    "changes": CriteriaChanges,
    "difference": CriteriaDifference,
    "explanation": Explanation,
    "interview": Interview,
    "negotiation": Negotiation,
    "order": OpenOrder,
    "pay": PayTable,
    "prices": PriceList,
    "procon": ProCon,
    "promises": PromiseReview,
    "questions": Questions,
}
"""The class of each kind of result."""

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final[Json] = {"type": "string"}


@checks_arguments
def offer_schema(criteria: Criteria[Any] | None = None) -> Json:
    """Return the JSON Schema of offers, as data to be written as JSON.

    It is of what ``read_offer`` takes as JSON or as a mapping. For offer files in an editor there
    is ``offerkit schema``, which is of draft 7.

    Args:
        criteria: Whose offers: the facts that they declare, and the groups of their offer type,
            are then among those that may be stated.

    Raises:
        TypeError: *criteria* is something else.

    Source:
        grammar/README.md, "Offer files".
    """
    return offer_schema_of(schema_of() if criteria is None else criteria.schema)


def offer_schema_of(facts: Schema) -> Json:
    """Return the JSON Schema of offers that may state these facts."""
    found = offer_json_schema(facts)
    definitions = found.pop("definitions")
    moved = _moved({**found, "$defs": definitions})
    assert isinstance(moved, dict)
    return {**moved, "$schema": DRAFT, "$id": "urn:offerkit:offer:1"}


def _moved(schema: Any) -> Any:
    """Return a schema of draft 7 with references as draft 2020-12 has them."""
    if isinstance(schema, dict):
        return {key: _moved(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_moved(item) for item in schema]
    is_reference = isinstance(schema, str) and schema.startswith("#/definitions/")
    return f"#/$defs/{schema.rpartition('/')[2]}" if is_reference else schema


@checks_arguments
def result_schema(of: Result) -> Json:
    """Return the JSON Schema of the ``to_dict()`` of a result, as data to be written as JSON.

    Every key is described, and required. The ``format`` in it is that of the data, with its
    version: it rises if a key goes or changes its meaning. New keys may come.

    Args:
        of: The kind of result.

    Raises:
        TypeError, ValueError: *of* is not one of the kinds.

    Source:
        docs/reference/json/.
    """
    model = RESULTS[of]
    definitions = _Definitions()
    schema = definitions.of_shape(model, shape_of(model))
    form = next(key.constant for key in shape_of(model).keys if key.name == "format")
    return {
        "$schema": DRAFT,
        "$id": f"urn:{str(form).replace('/', ':')}",
        "title": model.__name__,
        **schema,
        "$defs": dict(sorted(definitions.found.items())),
    }


def diagnostic_schema() -> Json:
    """Return the JSON Schema of ``Diagnostic.to_dict()``, as data to be written as JSON."""
    definitions = _Definitions()
    definitions.reference(Diagnostic)
    return {
        "$schema": DRAFT,
        "$id": "urn:offerkit:diagnostic:1",
        "title": "Diagnostic",
        **definitions.found["Diagnostic"],
    }


@frozen
class _Definitions(Record):
    """The schemas of models that are referred to, by name."""

    found: dict[str, Json] = field(factory=dict)
    names: dict[type, str] = field(factory=dict)

    def of_shape(self, model: type, of: Shape) -> Json:
        """Return the schema of a model in a form."""
        properties = {doc.key.name: self.of_key(doc) for doc in keys_of(model, of)}
        return {
            "type": "object",
            "properties": properties,
            "required": [*properties],
        }

    def of_key(self, doc: KeyDoc) -> Json:
        """Return the schema of what is at a key, with its description."""
        if doc.key.constant is not None:
            return {"const": doc.key.constant}
        if isinstance(doc.key.form, Shape):
            one = self.of_shape(*doc.inside())
            schema = {"type": "array", "items": one} if doc.is_list else one
        else:
            schema = self.of_gives(doc.gives, doc.owner)
        if doc.key.or_null or (doc.may_be_null and doc.key.form is not None):
            schema = _any_of([schema, {"type": "null"}])
        if not doc.doc:
            return schema
        words = re.sub(r"\bNone\b", "null", doc.doc).replace("``", "")
        return {"description": words, **schema}

    def of_gives(self, gives: Gives, owner: type) -> Json:
        """Return the schema of what a form gives, or of an annotation."""
        if isinstance(gives, dict):
            properties = {name: self.of_gives(it, owner) for name, it in gives.items()}
            return {"type": "object", "properties": properties, "required": [*properties]}
        if isinstance(gives, list):
            return {"type": "array", "items": self.of_gives(gives[0], owner)}
        if isinstance(gives, tuple):
            return _any_of([self.of_shape(*one) for one in gives])
        return self.of_node(ast.parse(gives, mode="eval").body, owner)

    def of_node(self, node: ast.expr, owner: type) -> Json:
        """Return the schema of an annotation."""
        match node:
            case ast.Constant(value=None):
                return {"type": "null"}
            case ast.BinOp(left=left, right=right):
                return _any_of([self.of_node(left, owner), self.of_node(right, owner)])
            case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[item, rest])):
                if isinstance(rest, ast.Constant):
                    return {"type": "array", "items": self.of_node(item, owner)}
                return _pair([self.of_node(it, owner) for it in (item, rest)])
            case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=items)):
                return {"enum": [ast.literal_eval(item) for item in items]}
            case ast.Subscript(value=ast.Name(id=name)) | ast.Name(id=name):
                return self.of_type(named(name, owner) or _NAMES.get(name))
            case _:
                raise TypeError(ast.unparse(node))

    def of_type(self, kind: Any) -> Json:
        """Return the schema of the data of values of a type."""
        for leaf, schema in _LEAVES.items():
            if isinstance(kind, type) and issubclass(kind, leaf):
                return schema
        if kind in (FactValue, Scalar) or kind in VALUES:
            return self.value()
        if get_origin(kind) is tuple:
            return _pair([self.of_type(one) for one in get_args(kind)])
        if not isinstance(kind, type):
            assert kind is not None, "no such name in the module of the model"
            return _any_of([self.of_type(one) for one in get_args(kind)])
        if kind is Kleene:
            return {"enum": sorted({str(truth) for truth in Kleene})}
        if issubclass(kind, Enum):
            return {"enum": [member.value for member in kind]}
        return self.reference(kind)

    def value(self) -> Json:
        """Return a reference to the schema of the value of a fact."""
        if "Value" not in self.found:
            self.found["Value"] = {}
            options = {_tag(of): (kind, of) for kind, of in VALUES.items()}
            self.found["Value"] = {
                "description": "The value of a fact, with a text for people.",
                "oneOf": [self._value(kind, of) for kind, of in options.values()],
            }
        return {"$ref": "#/$defs/Value"}

    def _value(self, kind: type, of: Shape) -> Json:
        found = self.of_shape(kind, of)
        text = {"description": "The value as shown to people.", **_TEXT}
        for name in ("at_most",) if _tag(of) == "set" else ():
            found["properties"][name] = _any_of([found["properties"][name], {"type": "null"}])
        return {
            **found,
            "properties": {"text": text, **found["properties"]},
            "required": ["text", *found["required"]],
        }

    def reference(self, kind: type) -> Json:
        """Return a reference to the schema of a model."""
        if kind not in self.names:
            taken = kind.__name__ in self.names.values()
            module = kind.__module__.rpartition(".")[2]
            name = self.names[kind] = f"{kind.__name__}_{module}" if taken else kind.__name__
            assert attrs.has(kind), kind
            self.found[name] = _BY_HAND.get(kind) or self.of_shape(kind, shape_of(kind))
        return {"$ref": f"#/$defs/{self.names[kind]}"}


def _tag(of: Shape) -> str:
    """Return the ``type`` of a value."""
    return next(str(key.constant) for key in of.keys if key.name == "type")


def _any_of(options: list[Json]) -> Json:
    """Return the schema of data that fits any of several; nested choices are one."""
    flat: list[Json] = []
    for option in options:
        flat += option["anyOf"] if [*option] == ["anyOf"] else [option]
    distinct = [option for at, option in enumerate(flat) if option not in flat[:at]]
    return distinct[0] if len(distinct) == 1 else {"anyOf": distinct}


def _pair(items: list[Json]) -> Json:
    many = len(items)
    return {"type": "array", "prefixItems": items, "minItems": many, "maxItems": many}


_NUMBER: Final[Json] = {"type": "integer"}
_OR_NULL: Final[Json] = {"type": ["string", "null"]}
_SPAN: Final[Json] = {
    "file": _TEXT,
    "line": {"description": "Line, counted from 1.", **_NUMBER},
    "column": {"description": "Column in code points, counted from 1.", **_NUMBER},
    "end_line": {"description": "Line of the end.", **_NUMBER},
    "end_column": {"description": "Column of the end, which is not included.", **_NUMBER},
}
_DIAGNOSTIC: Final[Json] = {
    "code": {"description": "Stable code; also the name of its page.", **_TEXT},
    "severity": {"enum": [severity.value for severity in Severity]},
    "message": _TEXT,
    "hint": {"description": "Advice on what to do, or null.", **_OR_NULL},
    "path": {"description": "Data path of the value in an offer, or null.", **_OR_NULL},
    "cell": {"description": "Place in a table, or null.", **_OR_NULL},
    **_SPAN,
    "start": {"description": "Offset of the first character, from 0.", **_NUMBER},
    "end": {"description": "Offset after the last character.", **_NUMBER},
}
_BY_HAND: Final[dict[type, Json]] = {
    kind: {"type": "object", "properties": keys, "required": [*keys]}
    for kind, keys in ((Span, _SPAN), (Diagnostic, _DIAGNOSTIC))
}
"""Models with a ``to_dict`` that is no walk."""
_LEAVES: Final[dict[type, Json]] = {
    bool: {"type": "boolean"},
    int: _NUMBER,
    date: {"type": "string", "format": "date"},
    **dict.fromkeys((str, Fraction, Decimal, FactPath), _TEXT),
    Unknown: {"type": "null"},
}
_NAMES: Final[dict[str, Any]] = {
    **{kind.__name__: kind for kind in (bool, int, str, date)},
    **{kind.__name__: kind for kind in (Diagnostic, Interval, Kleene, OpenFact, Span)},
    **{kind.__name__: kind for kind in (Relation, StatementKind, UnitRange, Verdict)},
    "FactValue": FactValue,
    "Scalar": Scalar,
}
"""Names that the module of a model need not have."""
