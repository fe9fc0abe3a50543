"""From the text of an offer file to plain data: TOML, JSON, YAML and saved pages."""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any, Final

from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.load import problems
from offerkit.load.formats import MAX_BYTES, MAX_DEPTH, Document, Format
from offerkit.load.locate import Places, json_places, toml_places, too_deep
from offerkit.span import Source, Span

_BAD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BYTE_ORDER_MARK: Final = "\ufeff"


def read_text(name: str, data: bytes | str, limit: int = MAX_BYTES) -> Source:
    """Return the text of a file.

    Args:
        name: What diagnostics call the file.
        data: Its content; bytes are read as UTF-8, with or without a byte order mark.
        limit: The most bytes it may have.

    Raises:
        OfferError: it is not UTF-8, too large, or holds a character no text may contain.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")
    try:
        text = decoder.decode(raw[:limit], final=len(raw) <= limit)
    except UnicodeDecodeError as problem:
        raise _not_utf8(name, raw[:limit], problem.start) from None
    source = Source(name, text.removeprefix(_BYTE_ORDER_MARK))
    if len(raw) > limit:
        raise OfferError([problems.file_too_large(source, limit)])
    if bad := _bad_characters(source):
        raise OfferError(bad)
    return source


def _not_utf8(name: str, raw: bytes, start: int) -> OfferError:
    before = raw[:start].decode("utf-8", "surrogatepass").removeprefix(_BYTE_ORDER_MARK)
    text = raw.decode("utf-8", "replace").removeprefix(_BYTE_ORDER_MARK)
    return OfferError([problems.not_utf8(Source(name, text), len(before))])


def _bad_characters(source: Source, most: int = 20) -> list[Diagnostic]:
    matches = _BAD.finditer(source.text)
    return [
        problems.bad_character(source.span(match.start(), match.end()))
        for match, _ in zip(matches, range(most), strict=False)
    ]


def read_document(source: Source, kind: Format) -> Document:
    """Return the data of a text.

    Numbers come out as ``int`` and ``Decimal``, never as ``float``.

    Raises:
        OfferError: the text is not valid in its format, nested more than ``MAX_DEPTH`` deep, a
            table has a key twice, or YAML is asked for and PyYAML is not installed.
    """
    readers = {"toml": _read_toml, "json": read_json, "yaml": _read_yaml, "html": _read_page}
    document = readers[kind](source)
    if is_too_deep(document.data):
        raise _too_deep(source)
    return document


def is_too_deep(data: Any) -> bool:
    """Whether tables and lists stand in more than ``MAX_DEPTH`` others."""
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        level = [item for value in level for item in _items_of(value)]
        if not level:
            return False
    return True


def _items_of(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


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
"""More names with dots between them than there can be tables in one another.

``tomllib`` keeps each beginning of such a key, so that one of 100,000 names would take all memory.
"""


def _read_toml(source: Source) -> Document:
    if long_key := _LONG_KEY.search(source.text):
        at = source.span(long_key.start(), long_key.end())
        raise OfferError([problems.nested_too_deep(at, MAX_DEPTH)])
    try:
        data = tomllib.loads(source.text, parse_float=Decimal)
    except RecursionError:
        raise _too_deep(source) from None
    except ValueError as problem:
        # Beside its own error, tomllib lets through that of an integer of 5,000 digits.
        raise OfferError([_toml_problem(source, str(problem))]) from None
    return Document(source, data, lambda: toml_places(source))


def _toml_problem(source: Source, message: str) -> Diagnostic:
    found = _TOML_AT.match(message)
    text = found[1] if found else "a number with too many digits"
    if found is None or found[2] is None:
        return problems.bad_syntax(source.end, "TOML", _lower_first(text))
    number = int(found[2])
    start = _line_start(source, number)
    line = source.line(number)
    if text.startswith(_TWICE):
        return problems.duplicate_key(_twice_span(source, start, line))
    unquoted = _UNQUOTED.match(line)
    if unquoted is not None and text.startswith(("Expected newline", "Invalid value")):
        value = unquoted[2].rstrip()
        at = source.span(start + unquoted.start(2), start + unquoted.start(2) + len(value))
        hint = f'put texts and amounts in quotes: `{unquoted[1]} = "{value}"`'
        return problems.bad_syntax(at, "TOML", "a value without quotes", hint)
    offset = min(start + int(found[3]) - 1, len(source.text))
    at = source.span(offset, min(offset + 1, len(source.text)))
    return problems.bad_syntax(at, "TOML", _lower_first(text))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _line_start(source: Source, number: int) -> int:
    at = 0
    for _ in range(number - 1):
        at = source.text.index("\n", at) + 1
    return at


def _twice_span(source: Source, start: int, line: str) -> Span:
    """Return where the key of a line stands; a header with its brackets."""
    lead = len(line) - len(line.lstrip())
    key = line.lstrip() if line.lstrip().startswith("[") else line.partition("=")[0].strip()
    return source.span(start + lead, start + lead + len(key.split("#")[0].rstrip() or key))


# --- JSON ------------------------------------------------------------------------------------


class _NotJsonError(ValueError):
    """A word that Python's parser takes and JSON does not have."""


def read_json(source: Source, start: int = 0, end: int | None = None) -> Document:
    """Return the data of the JSON text from *start* to *end* of a source.

    Raises:
        OfferError: it is not JSON, or a table in it has a key twice.
    """
    repeated = False

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        found = dict(pairs)
        repeated = repeated or len(found) < len(pairs)
        return found

    try:
        data = json.loads(
            source.text[start:end],
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=table,
        )
    except RecursionError:
        raise _too_deep(source) from None
    except json.JSONDecodeError as problem:
        raise OfferError([_json_problem(source, start + problem.pos, problem.msg)]) from None
    except _NotJsonError as problem:
        at = max(source.text.find(str(problem), start, end), 0)
        found = f"it has no `{problem}`"
        span = source.span(at, at + len(str(problem)))
        raise OfferError([problems.bad_syntax(span, "JSON", found)]) from None
    if repeated and not is_too_deep(data):
        raise OfferError(_json_duplicates(json_places(source, start)))
    if halves := _json_halves(source, start, end):
        raise OfferError(halves)
    return Document(source, data, lambda: json_places(source, start))


def _refuse_constant(word: str) -> Any:
    raise _NotJsonError(word)


def _json_problem(source: Source, offset: int, message: str) -> Diagnostic:
    offset = min(offset, len(source.text))
    at = source.span(offset, min(offset + 1, len(source.text)))
    return problems.bad_syntax(at, "JSON", _lower_first(message))


_JSON_ESCAPE: Final = re.compile(
    r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(\\u[dD][89a-fA-F]..)|\\.", re.DOTALL
)
"""An escape of valid JSON: a pair that writes one character, half of one, or another."""


def _json_halves(source: Source, start: int, end: int | None) -> list[Diagnostic]:
    """Return a diagnostic for each half of a character, which JSON can write and no file hold."""
    matches = _JSON_ESCAPE.finditer(source.text, start, len(source.text) if end is None else end)
    halves = (source.span(*match.span(1)) for match in matches if match[1])
    return [problems.half_character(at) for at, _ in zip(halves, range(20), strict=False)]


def _json_duplicates(places: Places) -> list[Diagnostic]:
    return [
        problems.duplicate_key(places.source.span(*place.key), path)
        for path, place in places.duplicates
        if place.key is not None and isinstance(path[-1], str)
    ]


# --- YAML ------------------------------------------------------------------------------------


def _read_yaml(source: Source) -> Document:
    try:
        from offerkit.load.yaml_file import read_yaml
    except ImportError:
        raise OfferError([problems.missing_library(source, "PyYAML", "yaml")]) from None
    return read_yaml(source)


# --- saved pages -----------------------------------------------------------------------------


class _Scripts(HTMLParser):
    """Finds the structured data in a page: offsets of the text of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.found: list[tuple[int, int]] = []
        self.start: int | None = None

    def here(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        if tag == "script" and kind == "application/ld+json":
            self.start = self.here() + len(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.start is not None:
            self.found.append((self.start, self.here()))
            self.start = None


def _read_page(source: Source) -> Document:
    """Return the one job posting in a page, out of all its structured data."""
    from offerkit.load.posting import postings_in

    found: list[tuple[Document, Any]] = []
    broken: list[Diagnostic] = []
    for start, end in _scripts_in(source.text):
        try:
            document = read_json(source, start, end)
        except OfferError as problem:
            # Pages hold much that is not ours; it matters only if there is no posting.
            broken.extend(problem.diagnostics)
            continue
        found.extend((document, where) for where, _ in postings_in(document.data))
    if not found:
        raise OfferError(broken or [problems.no_posting(source)])
    if len(found) > 1:
        second, where = found[1]
        raise OfferError([problems.several_postings(second.places().span(where))])
    return found[0][0]


def _scripts_in(text: str) -> list[tuple[int, int]]:
    parser = _Scripts(text)
    parser.feed(text)
    parser.close()
    return parser.found
