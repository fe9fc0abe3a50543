"""A JSON Schema of offer files, made from the models: for editors that complete and underline.

It is of draft 7, which the editors' libraries for TOML, JSON and YAML all read. It knows names,
levels, units and closed lists, and of amounts the canonical form; that a range runs upwards, or
that facts go together, only loading finds out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias, assert_never

from offerkit.currencies import CURRENCIES
from offerkit.datatypes import (
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
from offerkit.model.schema import Schema, may_not_apply, schema_of
from offerkit.values import DOES_NOT_APPLY, UNIT_SPELLINGS, UNKNOWN, DurationFamily, Period

Json: TypeAlias = dict[str, Any]

_NUMBER: Final = f"-?{NUMBER_PATTERN}"
_DATE: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CURRENCY: Final = "[A-Z]{3}"
_PERIODS: Final = "|".join(period.value for period in Period)
_CURRENCIES: Final[Json] = {"enum": sorted(CURRENCIES)}
_IN_TABLE: Final[Json] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*$"}]
}
_NOTHING: Final[Json] = {"enum": ["none", DOES_NOT_APPLY.value]}
"""What is not there: a group, a present job, or a fact that may not apply."""
_TEXT: Final[Json] = {"type": "string", "pattern": r"\S"}
_TEXTS: Final[Json] = {"type": "array", "items": _TEXT, "maxItems": MAX_TEXTS}


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
    view = {name: {"$ref": f"#/definitions/{name}_facts"} for name in groups}
    texts = {"type": "object", "additionalProperties": {"type": "string"}}
    beside = {
        "promised": {"description": "What you were told.", **_table(view)},
        "found": {"description": "What turned out in the job.", **_table(view)},
        "refused": {"description": "What you asked for and were refused.", **_table(view)},
        "current": {
            "description": "Your present job.",
            "anyOf": [{"type": "string"}, _table(view)],
        },
        "sources": {"description": "Where you learned a fact, by its path.", **texts},
        "posting": {"description": "What a job posting says beside the facts.", "type": "object"},
        "$schema": {"description": "Where this schema is; not part of the offer."},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A job offer, for offerkit",
        **_table({**view, **beside}),
        "definitions": {
            **{f"{name}_facts": group for name, group in groups.items()},
            **dict(_definition(info.datatype) for info in stated),
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
    return {
        name: {"anyOf": [_NOTHING, table]} if may_not_apply(name) else table
        for name, members in tree.items()
        for table in (_group(members),)
    }


def _group(members: Mapping[str, Any]) -> Json:
    """Return the schema of a group from its facts and inner groups by name."""
    of = {n: (_fact if isinstance(it, FactInfo) else _group)(it) for n, it in members.items()}
    return _table(of)


def _table(properties: Json) -> Json:
    """Return the schema of a table that holds *properties* and nothing else."""
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _fact(info: FactInfo) -> Json:
    how = info.negotiable
    often = "" if how is Negotiability.NOT_A_TERM else f" {how.value.capitalize()} negotiable."
    value: Json = {"$ref": f"#/definitions/{_definition(info.datatype)[0]}"}
    fact: Json = {
        "description": f"{info.question}{often}".strip(),
        **({"anyOf": [_NOTHING, value]} if info.may_not_apply else {"allOf": [value]}),
    }
    if isinstance(info.datatype, Number):
        # A float will do: it is written with the digits of the bound, and nothing computes with it.
        ends = {"minimum": info.bounds.low, "maximum": info.bounds.high}
        fact |= {
            key: int(end) if end == end.to_integral_value() else float(end)
            for key, end in ends.items()
            if end is not None
        }
    return fact


def _definition(datatype: Datatype) -> tuple[str, Json]:
    """Return what the values of a datatype are called in the schema, and their schema."""
    match datatype:
        case YesNo():
            return "yes_no", _any_of({"type": "boolean"}, {"enum": ["yes", "no", "true", "false"]})
        case Number(unit=own):
            named = f"number_of_{own.value}" if own else "number"
            spellings = "|".join(name for name, unit in UNIT_SPELLINGS.items() if unit is own)
            texts = [_amounts(""), *([_amounts(spellings)] if own else [])]
            return named, _any_of({"type": "number"}, *texts, _range_table())
        case PercentType():
            return "percent", _any_of(_amounts("%"), _range_table())
        case MoneyType():
            return "money", _any_of(_amounts(_CURRENCY), *_tables({"currency": _CURRENCIES}))
        case PayType():
            parts = {"currency": _CURRENCIES, "per": {"enum": [period.value for period in Period]}}
            amounts = _amounts(rf"{_CURRENCY}\s*(/|per\b)\s*({_PERIODS})s?")
            return "pay", _any_of(amounts, *_tables(parts))
        case DurationType(families=families):
            units = [name for name, unit in UNIT_SPELLINGS.items() if unit.family in families]
            names = (family.name.lower() for family in DurationFamily if family in families)
            options = _any_of(_amounts("|".join(units)), *_tables({"unit": {"enum": units}}))
            return f"duration_{'_'.join(names)}", options
        case DateType():
            return "date", _any_of({"type": "string", "pattern": _one_or_range(_DATE, _DATE)})
        case OrdinalType(scale=scale):
            one = "|".join(scale.levels)
            ends = {"type": "string", "pattern": rf"^\s*({one})\s*\.\.\s*({one})\s*$"}
            return f"scale_{scale.name}", {"anyOf": [_one_of(scale.levels), ends, _range_table()]}
        case TextType(values=tuple() as values):
            return f"text_{'_'.join(values)}", _one_of(values)
        case TextType():
            return "text", _any_of(_TEXT)
        case TextSetType():
            in_part = _table({"at_least": _TEXTS, "at_most": _TEXTS})
            return "set_of_text", _any_of(_TEXTS, {**in_part, "minProperties": 1})
        case PercentListType():
            return "percents", _any_of({"type": "array", "items": _amounts("%")})
        case ErrorType():
            raise AssertionError("no fact has this datatype")
        case _:
            assert_never(datatype)


def _any_of(*options: Json) -> Json:
    return {"anyOf": [*options, _one_of(())]}


def _one_of(texts: tuple[str, ...]) -> Json:
    return {"enum": [*texts, UNKNOWN.value, None]}


def _amounts(unit: str) -> Json:
    """Return the schema of amounts written as text: a number and a unit, or a range of these."""
    behind = rf"\s*({unit})" if unit else ""
    high = f"{_NUMBER}{behind}"
    low = rf"{_NUMBER}({behind})?" if unit else _NUMBER
    return {"type": "string", "pattern": _one_or_range(low, high)}


def _one_or_range(low: str, high: str) -> str:
    """Return a regular expression, as JavaScript has too, for a value or a range, perhaps open."""
    return rf"^\s*({low}\s*\.\.\s*|from\s+|up to\s+)?{high}\s*$"


def _tables(unit: Json) -> tuple[Json, Json]:
    """Return the schemas of an amount, and of a range, as a table with its unit by name."""
    amount = {"amount": _IN_TABLE, **unit}
    return {**_table(amount), "required": [*amount]}, _range_table(unit)


def _range_table(unit: Json | None = None) -> Json:
    """Return the schema of a range as a table; the unit may stand beside the ends or in them."""
    ends: Json = {"low": {}, "high": {}}
    return {**_table({**ends, **(unit or {})}), "anyOf": [{"required": [end]} for end in ends]}
