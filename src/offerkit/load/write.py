"""Writing of offers; reading them back gives an equal offer."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import evolve

from offerkit.arguments import checks_arguments
from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.load import problems
from offerkit.load.amounts import NONE
from offerkit.load.formats import MAX_BYTES, SUFFIXES
from offerkit.load.saving import write_file
from offerkit.model.fields import facts_of
from offerkit.model.offer import UNSAID, Offer, groups_of, with_facts
from offerkit.model.schema import may_not_apply
from offerkit.scales import Level, Ordinal
from offerkit.snippet import at_most
from offerkit.span import Source
from offerkit.terminal import cut, safe
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    AtLeast,
    AtMost,
    Duration,
    FactValue,
    Money,
    Pay,
    Percent,
    Range,
    TextSet,
    plain,
    unmistakable,
)

Data: TypeAlias = Any
"""Tables, lists, texts, booleans, dates and numbers; numbers are ``Decimal``."""


@checks_arguments
def write_offer(offer: Offer) -> str:
    """Return the stated facts of an offer as TOML; ``read_offer`` returns an equal offer.

    In a counter-offer, facts that were filled in from the current job are left out, and unknown
    facts that the current job states are written as ``"unknown"``, so that they are not taken
    from there.

    What a found file says that was not read stands in comments at the top.

    Raises:
        OfferError: it would be a file over the limit, which nothing reads.

    Source:
        grammar/README.md, "Offer files", "Found files" and "Limits".
    """
    return readable("<offer>", _toml(offer))


def _toml(offer: Offer) -> str:
    body = "\n".join(_toml_tables(offer_data(offer), ())).strip("\n")
    return note_comments(offer.notes) + body + "\n"


def readable(name: str, text: str) -> str:
    """Return *text*, that of an offer file, if it can be read again.

    Raises:
        OfferError: it is over the limit.
    """
    size = len(text.encode())
    if size > MAX_BYTES:
        raise OfferError([problems.too_large_to_write(name, size, MAX_BYTES)])
    return text


def note_comments(notes: Collection[Diagnostic]) -> str:
    """Return comments with what was not read from a found file; empty if there is nothing."""
    if not notes:
        return ""
    lines = ["# Not read, so unknown here:"]
    shown, more = at_most(notes)
    for note in shown:
        fact = f"{note.path}: " if note.path else ""
        lines.append(f"#   {fact}{safe(cut(note.message))} ({safe(str(note.primary.span))})")
    return "\n".join([*lines, *(f"#   {text}" for text in more), "", ""])


@checks_arguments
def save_offer(offer: Offer, path: str | PathLike[str]) -> None:
    """Write the offer to a file; its extension determines the format: TOML, JSON or YAML.

    The file is replaced as a whole: readers see the old content or the new. Its permissions are
    kept; of a link, the target is replaced. A pipe or a device is written to.

    Raises:
        OfferError: the extension is of another format, PyYAML is not installed, or the file would
            be over the limit, so that nothing could read it.
        OSError: the file cannot be written.
    """
    target = Path(path)
    kind = SUFFIXES.get(target.suffix.lower())
    match kind:
        case "toml":
            text = _toml(offer)
        case "json":
            text = _json(offer_data(offer)) + "\n"
        case "yaml":
            try:
                from offerkit.load.yaml_file import yaml_text
            except ImportError:
                missing = problems.missing_library(Source(str(path), ""), "PyYAML", "yaml")
                raise OfferError([missing]) from None
            text = note_comments(offer.notes) + yaml_text(offer_data(offer))
        case _:
            raise OfferError([problems.unknown_format(Source(str(path), ""), target.suffix)])
    write_file(target, readable(str(path), text).encode())


# --- the data of an offer --------------------------------------------------------------------


def offer_data(offer: Offer) -> dict[str, Data]:
    """Return the stated facts of an offer as nested tables, as in an offer file."""
    data = _view_data(_without_inherited(offer))
    for name, unsaid in UNSAID.items():
        if getattr(offer.offer, name) == unsaid:
            del data["offer"][name]
        elif getattr(offer.offer, name) is UNKNOWN:
            data["offer"][name] = UNKNOWN.value
    if offer.offer.kind == "counter" and isinstance(offer.current, Offer):
        _say_unknown(data, offer.current, offer.inherited)
    seen = {view: getattr(offer, view) for view in ("promised", "found", "refused", "current")}
    views = {
        view: NONE if of is DOES_NOT_APPLY else _stated(_in_short(_view_data(of), of))
        for view, of in seen.items()
        if of is not None
    }
    notes = {"sources": _stated_sources(offer), "posting": dict(offer.posting)}
    return {**_stated(_in_short(data, offer)), **views, **_stated(notes)}


def _in_short(data: dict[str, Data], offer: Offer) -> dict[str, Data]:
    """Return the tables with one word for each group of which nothing applies."""
    whole = {
        name: facts_of(type(getattr(offer, name)))
        for name in groups_of(type(offer))
        if may_not_apply(name)
    }
    gone = [
        name
        for name, facts in whole.items()
        if facts.keys() <= data[name].keys() and {*data[name].values()} == {DOES_NOT_APPLY.value}
    ]
    return {**data, **dict.fromkeys(gone, NONE)}


def _without_inherited(offer: Offer) -> Offer:
    if not offer.inherited:
        return offer
    blank = {path: UNKNOWN for path in offer.inherited if path not in offer.own}
    own = {path: value for path, value in offer.own.items() if path not in offer.inherited}
    return evolve(with_facts(offer, blank), own=own)


def _stated_sources(offer: Offer) -> dict[str, str]:
    """Return the sources without those that were taken from the current job with their facts."""
    sources = offer.sources
    return {
        path: source
        for path, source in sources.items()
        if path not in offer.inherited or sources.get(f"current.{path}") != source
    }


def _stated(tables: Mapping[str, Data]) -> dict[str, Data]:
    return {name: table for name, table in tables.items() if table}


def _view_data(offer: Offer) -> dict[str, Data]:
    data = {name: _group_data(getattr(offer, name)) for name in groups_of(type(offer))}
    for path, value in offer.own.items():
        _put(data, path, raw_value(value))
    return data


def _group_data(group: Any) -> dict[str, Data]:
    facts = {name: getattr(group, name) for name in facts_of(type(group))}
    data = {name: raw_value(value) for name, value in facts.items() if value is not UNKNOWN}
    inner = {name: _group_data(getattr(group, name)) for name in groups_of(type(group))}
    return {**data, **_stated(inner)}


def _put(data: dict[str, Data], path: str, raw: Data) -> None:
    *groups, name = path.split(".")
    for group in groups:
        data = data.setdefault(group, {})
    data[name] = raw


def _say_unknown(data: dict[str, Data], current: Offer, inherited: Collection[str]) -> None:
    """Add ``unknown`` for the facts that only the current job states and that are not inherited."""
    for path in _paths(_view_data(current), ""):
        group = path.partition(".")[0]
        if group != "offer" and path not in inherited and not _holds(data, path):
            _put(data, path, UNKNOWN.value)


def _paths(data: Mapping[str, Data], prefix: str) -> list[str]:
    found: list[str] = []
    for name, value in data.items():
        found += _paths(value, f"{prefix}{name}.") if _is_table(value) else [prefix + name]
    return found


def _holds(data: Mapping[str, Data], path: str) -> bool:
    table: Any = data
    for name in path.split("."):
        if not isinstance(table, dict) or name not in table:
            return False
        table = table[name]
    return True


class _Parts(dict[str, Data]):
    """Table of a single value: a set known in part."""


def raw_value(value: FactValue) -> Data:
    """Return the data of a value: itself if every format has such values, or text."""
    match value:
        case Range(low=low, high=high):
            return _range_text(low, high)
        case AtLeast(low=low):
            return f"from {_text(low)}"
        case AtMost(high=high):
            return f"up to {_text(high)}"
        case bool() | str() | date() | Decimal():
            return value
        case frozenset():
            return sorted(value)
        case TextSet():
            known = {"at_least": value.at_least, "at_most": value.at_most}
            return _Parts((k, sorted(texts)) for k, texts in known.items() if texts is not None)
        case tuple():
            return [_text(item) for item in value]
        case _:
            return _text(value)


def _range_text(low: Any, high: Any) -> str:
    """Return a range with its unit once, at the end."""
    if isinstance(low, Money | Pay):
        return f"{unmistakable(low.amount)}..{_text(high)}"
    if isinstance(low, Duration | Percent):
        return f"{plain(low.amount)}..{_text(high)}"
    return f"{_text(low)}..{_text(high)}"


def _text(value: Any) -> str:
    match value:
        case Decimal():
            return unmistakable(value)
        case Money(amount=amount, currency=currency):
            return f"{unmistakable(amount)} {currency}"
        case Pay(amount=amount, currency=currency, per=per):
            return f"{unmistakable(amount)} {currency} per {per.value}"
        case Ordinal() | Level():
            return value.level
        case date():
            return value.isoformat()
        case _:
            return str(value)


# --- TOML ------------------------------------------------------------------------------------

_BARE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def _toml_tables(data: Mapping[str, Data], path: tuple[str, ...]) -> list[str]:
    """Return the lines of a table: its values, then the tables in it."""
    lines: list[str] = []
    values = {key: value for key, value in data.items() if not _is_table(value)}
    if values or not data:
        lines += ["", f"[{'.'.join(map(_toml_key, path))}]"] if path else []
        lines += [f"{_toml_key(key)} = {toml_data(value)}" for key, value in values.items()]
    for key, value in data.items():
        if _is_table(value):
            lines += _toml_tables(value, (*path, key))
    return lines


def toml_table(values: Mapping[str, FactValue]) -> str:
    """Return facts, or texts, as the lines of a TOML table, each with its line break."""
    return "".join(f"{_toml_key(key)} = {toml_data(raw_value(v))}\n" for key, v in values.items())


def toml_value(value: FactValue) -> str:
    """Return the value of a fact as TOML."""
    return toml_data(raw_value(value))


def _is_table(value: Data) -> bool:
    """Return whether a value is a table of facts, not that of a single value."""
    return isinstance(value, dict) and not isinstance(value, _Parts)


def _toml_key(key: str) -> str:
    return key if key and _BARE.issuperset(key) else _quoted(key)


def toml_data(value: Data) -> str:
    """Return the data of a value as TOML."""
    match value:
        case dict():
            return f"{{ {', '.join(f'{k} = {toml_data(v)}' for k, v in value.items())} }}"
        case list():
            return f"[{', '.join(map(toml_data, value))}]"
        case date():
            return value.isoformat()
        case _:
            return _scalar(value)


def _scalar(value: Data) -> str:
    """Return a boolean, a number or a text as TOML and JSON write it."""
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case _:
            return _quoted(value)


def _quoted(text: str) -> str:
    """Return a text in quotes; characters that are forbidden in files become escapes."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(f"\\u{ord(c):04x}" if "\x7f" <= c <= "\x9f" else c for c in quoted)


# --- JSON ------------------------------------------------------------------------------------


def _json(value: Data, indent: str = "") -> str:
    """Return JSON with exact numbers; the standard library would write floats."""
    inner = indent + "  "
    match value:
        case dict() if value:
            members = [f"{inner}{_quoted(k)}: {_json(v, inner)}" for k, v in value.items()]
            return "{\n" + ",\n".join(members) + f"\n{indent}}}"
        case dict():
            return "{}"
        case list():
            return f"[{', '.join(_json(item, inner) for item in value)}]"
        case date():
            return _quoted(value.isoformat())
        case _:
            return _scalar(value)
