"""A JSON Schema of offer files, made from the models: for editors that complete and underline.

It is of draft 7, which the editors' libraries for TOML, JSON and YAML all read. It knows names,
levels, units and closed lists; that a range runs upwards, or that facts go together, only
loading finds out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias, assert_never

from offerkit.currencies import CURRENCIES
from offerkit.datatypes import (
    Bounds,
    Datatype,
    DateType,
    DurationType,
    ErrorType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentListType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.literals import NUMBER_PATTERN
from offerkit.model.fields import MAX_TEXTS, FactInfo, Negotiability
from offerkit.model.schema import Schema, schema_of
from offerkit.scales import Scale
from offerkit.values import UNIT_SPELLINGS, UNKNOWN, DurationFamily, Period

Json: TypeAlias = dict[str, Any]

_NUMBER: Final = f"-?{NUMBER_PATTERN}"
_DATE: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CURRENCY: Final = "[A-Z]{3}"
_PERIODS: Final = "|".join(period.value for period in Period)
_UNKNOWN: Final[Json] = {"enum": [UNKNOWN.value, None]}


def offer_json_schema(schema: Schema | None = None) -> Json:
    """Return the JSON Schema of the files that state offers, as data to be written as JSON.

    Args:
        schema: The facts that may be stated: by default those of ``Offer``; ``criteria.schema``
            for those of criteria that declare facts of their own.

    Source:
        grammar/README.md, "Offer files".
    """
    stated = [info for info in (schema or schema_of()).facts.values() if not info.derived]
    groups = _groups(stated)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A job offer, for offerkit",
        **_table({**groups, **_beside_groups(groups)}),
        "definitions": {
            name: definition
            for info in stated
            for name, definition in (_definition(info.datatype),)
        },
    }


def _groups(stated: Iterable[FactInfo]) -> Json:
    """Return a schema for each group, by name, from the facts that groups hold at any depth."""
    tree: Json = {}
    for info in stated:
        *above, name = info.path.split(".")
        group = tree
        for part in above:
            group = group.setdefault(part, {})
        group[name] = info
    return {name: _group(members) for name, members in tree.items()}


def _group(members: Mapping[str, Any]) -> Json:
    return _table(
        {
            name: _fact(member) if isinstance(member, FactInfo) else _group(member)
            for name, member in members.items()
        }
    )


def _table(properties: Json) -> Json:
    """Return the schema of a table that holds *properties* and nothing else."""
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _beside_groups(groups: Iterable[str]) -> Json:
    """Return what may stand in an offer file beside the groups."""
    view = {name: {"$ref": f"#/properties/{name}"} for name in groups}
    texts = {"type": "object", "additionalProperties": {"type": "string"}}
    return {
        "promised": {"description": "What you were told.", **_table(view)},
        "current": {"description": "Your present job.", **_table(view)},
        "sources": {"description": "Where you learned a fact, by its path.", **texts},
        "posting": {"description": "What a job posting says beside the facts.", "type": "object"},
        "$schema": {"description": "Where this schema is; not part of the offer."},
    }


def _fact(info: FactInfo) -> Json:
    name, _ = _definition(info.datatype)
    negotiable = (
        ""
        if info.negotiable is Negotiability.NOT_A_TERM
        else f" {info.negotiable.value.capitalize()} negotiable."
    )
    fact: Json = {
        "description": f"{info.question}{negotiable}".strip(),
        "allOf": [{"$ref": f"#/definitions/{name}"}],
    }
    if isinstance(info.datatype, Number):
        fact |= _limits(info.bounds)
    return fact


def _limits(bounds: Bounds) -> Json:
    """Return the bounds of a fact that is a plain number."""
    ends = {"minimum": bounds.low, "maximum": bounds.high}
    return {key: _json_number(end) for key, end in ends.items() if end is not None}


def _json_number(number: Decimal) -> int | float:
    # A float will do: it is written with the digits of the bound, and nothing computes with it.
    return int(number) if number == number.to_integral_value() else float(number)


def _definition(datatype: Datatype) -> tuple[str, Json]:
    """Return what the values of a datatype are called in the schema, and their schema."""
    match datatype:
        case YesNo():
            return "yes_no", _any_of({"type": "boolean"}, {"enum": ["yes", "no", "true", "false"]})
        case Number():
            return "number", _any_of({"type": "number"}, _amounts(""), _range_table())
        case PercentType():
            return "percent", _any_of(_amounts("%"), _range_table())
        case MoneyType():
            unit = {"currency": _currency()}
            return "money", _any_of(_amounts(_CURRENCY), *_tables(unit))
        case PayType():
            unit = {"currency": _currency(), "per": {"enum": [period.value for period in Period]}}
            return "pay", _any_of(
                _amounts(rf"{_CURRENCY}\s*(/|per\b)\s*({_PERIODS})s?"), *_tables(unit)
            )
        case DurationType(families=families):
            return _duration(families)
        case DateType():
            return "date", _any_of({"type": "string", "pattern": _one_or_range(_DATE, _DATE)})
        case OrdinalType(scale=scale):
            return f"scale_{scale.name}", _levels(scale)
        case TextType(values=values):
            return _text(values)
        case TextSetType():
            return "set_of_text", _any_of(_texts(), _partial_set())
        case PercentListType():
            return "percents", _any_of({"type": "array", "items": _amounts("%")})
        case ErrorType():
            raise AssertionError("no fact has this datatype")
        case _:
            assert_never(datatype)


def _any_of(*options: Json) -> Json:
    return {"anyOf": [*options, _UNKNOWN]}


def _amounts(unit: str) -> Json:
    """Return the schema of amounts written as text: a number and a unit, or a range of these."""
    behind = rf"\s*({unit})" if unit else ""
    high = f"{_NUMBER}{behind}"
    low = rf"{_NUMBER}({behind})?" if unit else _NUMBER
    return {"type": "string", "pattern": _one_or_range(low, high)}


def _one_or_range(low: str, high: str) -> str:
    """Return a regular expression, of the kind that JavaScript has too, for a value or a range."""
    return rf"^\s*({low}\s*\.\.\s*)?{high}\s*$"


def _tables(unit: Json) -> tuple[Json, Json]:
    """Return the schemas of an amount, and of a range, as a table with its unit by name."""
    amount = {"amount": _number_in_table(), **unit}
    return _needing(amount, amount), _range_table(unit)


def _range_table(unit: Json | None = None) -> Json:
    """Return the schema of a range as a table; the unit may stand beside the ends or in them."""
    ends: Json = {"low": {}, "high": {}}
    return _needing({**ends, **(unit or {})}, ends)


def _needing(properties: Json, needed: Iterable[str]) -> Json:
    return {**_table(properties), "required": [*needed]}


def _number_in_table() -> Json:
    return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*$"}]}


def _currency() -> Json:
    return {"enum": sorted(CURRENCIES)}


def _duration(families: frozenset[DurationFamily]) -> tuple[str, Json]:
    units = [spelling for spelling, unit in UNIT_SPELLINGS.items() if unit.family in families]
    names = (family.name.lower() for family in DurationFamily if family in families)
    options = _any_of(_amounts("|".join(units)), *_tables({"unit": {"enum": units}}))
    return f"duration_{'_'.join(names)}", options


def _text(values: tuple[str, ...] | None) -> tuple[str, Json]:
    if values is None:
        return "text", _any_of(_some_text())
    return f"text_{'_'.join(values)}", {"enum": [*values, UNKNOWN.value, None]}


def _some_text() -> Json:
    return {"type": "string", "pattern": r"\S"}


def _levels(scale: Scale) -> Json:
    one = "|".join(scale.levels)
    steps = {"enum": [*scale.levels, UNKNOWN.value, None]}
    ends = {"type": "string", "pattern": rf"^\s*({one})\s*\.\.\s*({one})\s*$"}
    return {"anyOf": [steps, ends, _range_table()]}


def _texts() -> Json:
    return {"type": "array", "items": _some_text(), "maxItems": MAX_TEXTS}


def _partial_set() -> Json:
    return {**_table({"at_least": _texts(), "at_most": _texts()}), "minProperties": 1}
