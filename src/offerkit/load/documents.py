"""Plain data from the text of an offer file of one's own: TOML, JSON and YAML."""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.literals import exact
from offerkit.load import problems
from offerkit.load.amounts import meant_for
from offerkit.load.formats import MAX_BYTES, MAX_DEPTH, Document, Format
from offerkit.load.locate import json_places, toml_places, too_deep
from offerkit.span import Source

_BAD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MAX_REPORTED: Final = 20
_BYTE_ORDER_MARK: Final = "\ufeff"


def read_text(name: str, data: bytes | str, limit: int = MAX_BYTES) -> Source:
    """Return the text of a file.

    Args:
        name: Name of the file in diagnostics.
        data: Its content; bytes are read as UTF-8, with or without a byte order mark.
        limit: Maximum size in bytes.

    Raises:
        OfferError: it is not UTF-8, is too large, or contains a forbidden character.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if isinstance(data, str) and len(raw) <= limit:
        return without_control_characters(Source(name, data.removeprefix(_BYTE_ORDER_MARK)))
    decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")
    try:
        text = decoder.decode(raw[:limit], final=len(raw) <= limit)
    except UnicodeDecodeError as problem:
        before = raw[: problem.start].decode("utf-8", "surrogatepass")
        text = raw[:limit].decode("utf-8", "replace").removeprefix(_BYTE_ORDER_MARK)
        at = len(before.removeprefix(_BYTE_ORDER_MARK))
        raise OfferError([problems.not_utf8(Source(name, text), at)]) from None
    source = Source(name, text.removeprefix(_BYTE_ORDER_MARK))
    if len(raw) > limit:
        raise OfferError([problems.file_too_large(source, limit)])
    return without_control_characters(source)


def without_control_characters(source: Source) -> Source:
    """Return the text of a file, which may contain no control characters.

    Raises:
        OfferError: it contains some, or half of a surrogate pair.
    """
    if source.text.replace("\n", "").isprintable():  # as nearly all are, which is quick to tell
        return source
    matches = islice(_BAD.finditer(source.text), _MAX_REPORTED)
    if bad := [problems.bad_character(source.span(*match.span())) for match in matches]:
        raise OfferError(bad)
    return source


def read_document(source: Source, kind: Format) -> Document:
    """Return the data of a text; numbers are ``int`` and ``Decimal``, never ``float``.

    Raises:
        OfferError: the text is not valid in its format, is nested more than ``MAX_DEPTH`` deep,
            has a duplicate key, or is YAML and PyYAML is not installed.
    """
    readers = {"toml": _read_toml, "json": _read_json, "yaml": _read_yaml}
    document = readers[kind](source)
    # Each level but the first takes one of these; only YAML can do without.
    levels = sum(map(source.text.count, "[{."))
    if (levels >= MAX_DEPTH or kind == "yaml") and is_too_deep(document.data):
        raise _too_deep(source)
    return document


def is_too_deep(data: Any) -> bool:
    """Return whether tables and lists are nested more than ``MAX_DEPTH`` deep."""
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        holders = [value for value in level if isinstance(value, _HOLDERS)]
        if not holders:
            return False
        level = [item for h in holders for item in (h.values() if isinstance(h, dict) else h)]
    return bool(level)


_HOLDERS: Final = (dict, list)


def _too_deep(source: Source) -> OfferError:
    at = too_deep(source.text, MAX_DEPTH) or 0
    return OfferError([problems.nested_too_deep(source.span(at, at + 1), MAX_DEPTH)])


# --- TOML ------------------------------------------------------------------------------------

_TOML_AT: Final = re.compile(r"^(.*?)\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", re.S)
_UNQUOTED: Final = re.compile(r"[ \t]*([A-Za-z0-9_.\"-]+)[ \t]*=[ \t]*([^\s\"'\[{#][^#\r\n]*)")
_TWICE: Final = ("Cannot overwrite", "Cannot declare", "Cannot mutate")


_TOML_NAME: Final = r"""(?>[A-Za-z0-9_-]+|"(?>[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY: Final = re.compile(
    rf"(?<![\\A-Za-z0-9_-]){_TOML_NAME}(?:\.[ \t]*+{_TOML_NAME}){{{MAX_DEPTH}}}"
)
"""Dotted key with more names than tables can be nested.

``tomllib`` stores every prefix of such a key: one of 100,000 names would exhaust the memory.
"""


def _read_toml(source: Source) -> Document:
    has_long = source.text.count(".") >= MAX_DEPTH
    if has_long and (long_key := _LONG_KEY.search(source.text)):
        at = source.span(long_key.start(), long_key.end())
        raise OfferError([problems.nested_too_deep(at, MAX_DEPTH)])
    try:
        data = gated(tomllib.loads(source.text, parse_float=exact))
    except RecursionError:
        raise _too_deep(source) from None
    except tomllib.TOMLDecodeError as problem:
        raise OfferError([_toml_problem(source, str(problem))]) from None
    except ValueError:
        # Python reads no whole number of more digits than this.
        digits = _MANY_DIGITS.search(source.text)
        at = source.end if digits is None else source.span(*digits.span())
        raise OfferError([problems.number_too_long().at(at)]) from None
    return Document(source, data, lambda: toml_places(source))


_MANY_DIGITS: Final = re.compile(r"[0-9][0-9_]{4000,}")


def gated(data: Any) -> Any:
    """Return data with NaN in place of whole numbers that no fact can have; see ``exact``."""
    if isinstance(data, dict):
        return {k: gated(v) if type(v) in _MAY_HOLD else v for k, v in data.items()}
    if isinstance(data, list):
        return [gated(value) for value in data]
    return Decimal("NaN") if isinstance(data, int) and data.bit_length() > _MOST_BITS else data


_MAY_HOLD: Final = frozenset({dict, list, int})
_MOST_BITS: Final = 4_000


def _toml_problem(source: Source, message: str) -> Diagnostic:
    found = _TOML_AT.match(message)
    text = found[1] if found else "a number with too many digits"
    if found is None or found[2] is None:
        return problems.bad_syntax(source.end, "TOML", _lower_first(text))
    number = int(found[2])
    line = source.line(number)
    start = sum(len(part) + 1 for part in source.text.split("\n", number - 1)[: number - 1])
    if text.startswith(_TWICE):
        # The key is underlined; in a header, with its brackets.
        key = line.strip() if line.lstrip().startswith("[") else line.partition("=")[0].strip()
        start += len(line) - len(line.lstrip())
        key = key.split("#")[0].rstrip() or key
        return problems.duplicate_key(source.span(start, start + len(key)))
    unquoted = _UNQUOTED.match(line)
    if unquoted is not None and text.startswith(("Expected newline", "Invalid value")):
        value = unquoted[2].rstrip()
        at = source.span(start + unquoted.start(2), start + unquoted.start(2) + len(value))
        # What is put in has to be read: no other quotes in it, and no time of a day.
        bare = _TIME_OF_DAY.sub("", value.strip("“”„‟«»‘’'"))
        header = re.findall(r"^[ \t]*\[([\w.]+)\]", source.text[:start], re.MULTILINE)[-1:]
        bare = meant_for(".".join([*header, unquoted[1].strip()]), bare)
        put = bare if bare.startswith("[") else f'"{bare}"'
        hint = f"put texts and amounts in quotes: `{unquoted[1]} = {put}`"
        return problems.bad_syntax(at, "TOML", "a value without quotes", hint)
    offset = min(start + int(found[3]) - 1, len(source.text))
    at = source.span(offset, min(offset + 1, len(source.text)))
    return problems.bad_syntax(at, "TOML", _lower_first(text))


_TIME_OF_DAY: Final = re.compile(r"(?<=^[0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+.*$")


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


# --- JSON ------------------------------------------------------------------------------------


class _NotJsonError(ValueError):
    """A word that Python's parser accepts and JSON does not have."""


class _RepeatedKeyError(ValueError):
    """A table has a key twice."""


def _refuse_constant(word: str) -> Any:
    raise _NotJsonError(word)


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise _RepeatedKeyError
    return table


_EXACT: Final[dict[str, Any]] = {
    "parse_float": exact,
    "parse_int": exact,
    "parse_constant": _refuse_constant,
}
_DECODER: Final = json.JSONDecoder(**_EXACT, object_pairs_hook=_table)
_LENIENT: Final = json.JSONDecoder(**_EXACT)
"""Reads the last of the values that a key has: whatever else is wrong is to be found first."""


def _read_json(source: Source) -> Document:
    repeated = False
    try:
        try:
            data = _DECODER.decode(source.text)
        except _RepeatedKeyError:
            repeated = True
            data = _LENIENT.decode(source.text)
    except RecursionError:
        raise _too_deep(source) from None
    except json.JSONDecodeError as problem:
        raise OfferError([_json_problem(source, problem.pos, problem.msg)]) from None
    except _NotJsonError as problem:
        at = max(source.text.find(str(problem)), 0)
        found = f"JSON has no `{problem}`"
        span = source.span(at, at + len(str(problem)))
        raise OfferError([problems.bad_syntax(span, "JSON", found)]) from None
    if repeated and not is_too_deep(data):
        duplicates = json_places(source).duplicates
        raise OfferError(
            [
                problems.duplicate_key(source.span(*place.key), path)
                for path, place in duplicates
                if place.key is not None and isinstance(path[-1], str)
            ]
        )
    # JSON can write half of a character, which no file can contain.
    escapes = _JSON_ESCAPE.finditer(source.text) if "\\" in source.text else ()
    halves = (source.span(*match.span(1)) for match in escapes if match[1])
    if bad := [problems.half_character(at) for at in islice(halves, _MAX_REPORTED)]:
        raise OfferError(bad)
    return Document(source, data, lambda: json_places(source))


def _json_problem(source: Source, offset: int, message: str) -> Diagnostic:
    offset = min(offset, len(source.text))
    at = source.span(offset, min(offset + 1, len(source.text)))
    return problems.bad_syntax(at, "JSON", _lower_first(message))


_JSON_ESCAPE: Final = re.compile(
    r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(\\u[dD][89a-fA-F]..)|\\.", re.DOTALL
)
"""Escape in valid JSON: a surrogate pair, half of one (group 1), or any other."""


# --- YAML ------------------------------------------------------------------------------------


def _read_yaml(source: Source) -> Document:
    try:
        from offerkit.load.yaml_file import read_yaml
    except ImportError:
        raise OfferError([problems.missing_library(source, "PyYAML", "yaml")]) from None
    return read_yaml(source)
