"""The keys of an offer file, also of one that is just being written and cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from attrs import frozen

from offerkit.errors import OfferError
from offerkit.load.documents import read_document
from offerkit.load.formats import Format
from offerkit.load.problems import DataPath
from offerkit.records import Record
from offerkit.span import Source

_VIEWS: Final = frozenset({"promised", "found", "refused", "current", "sources"})
_NAME: Final = r"(?:[\w$-]+|\"[^\"\n]*\"|'[^'\n]*')"
_TOML: Final = re.compile(
    rf"^[ \t]*(?:\[\[?[ \t]*(?P<table>{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t.]*\]*"
    rf"|(?P<key>{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t]*(?:=[ \t]*(?P<value>[^\n]*))?)",
    re.MULTILINE,
)
_YAML: Final = re.compile(
    rf"^(?P<indent>[ ]*)(?P<key>{_NAME}(?:\.{_NAME})*)[ \t]*:(?:[ \t]+(?P<value>[^\n]*)|$)",
    re.MULTILINE,
)
_JSON: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+')


@frozen
class OfferKey(Record):
    """A key of an offer file."""

    path: DataPath
    """Its path in the data."""
    name: tuple[int, int] | None
    """Offsets of the key as written, dots included; None of an item of a list."""
    value: tuple[int, int]
    """Offsets of its value; of a table in TOML, of its header."""

    @property
    def fact(self) -> str:
        """Path of the fact or group that it is about, without the view."""
        names = [part for part in self.path if isinstance(part, str)]
        return ".".join(names[1:] if names and names[0] in _VIEWS else names)


@lru_cache(maxsize=64)
def keys_of(text: str, kind: Format) -> tuple[OfferKey, ...]:
    """Return the keys of an offer file in order; of one with errors, as far as lines tell."""
    try:
        document = read_document(Source("", text), kind)
    except OfferError:
        found = {"toml": _toml_keys, "yaml": _yaml_keys, "json": _json_keys}[kind](text)
        return tuple(found)
    places = document.places()
    if isinstance(document.data, dict):
        places.find([(key,) for key in document.data])
    known = [OfferKey(path, place.key, place.value) for path, place in places.known.items()]
    return tuple(sorted((key for key in known if key.path), key=lambda key: key.name or key.value))


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_NAME, name))


def _toml_keys(text: str) -> Iterator[OfferKey]:
    table: tuple[str, ...] = ()
    for found in _TOML.finditer(text):
        if found["table"] is not None:
            table = _parts(found["table"])
            yield OfferKey(table, found.span("table"), found.span())
        else:
            end = found.end("key")
            value = found.span("value") if found["value"] is not None else (end, end)
            yield OfferKey((*table, *_parts(found["key"])), found.span("key"), value)


def _yaml_keys(text: str) -> Iterator[OfferKey]:
    above: list[tuple[int, str]] = []
    for found in _YAML.finditer(text):
        indent = len(found["indent"])
        while above and above[-1][0] >= indent:
            above.pop()
        end = found.end()
        value = found.span("value") if found["value"] is not None else (end, end)
        names = (name for _, name in above)
        path = (*(part for name in names for part in _parts(name)), *_parts(found["key"]))
        yield OfferKey(path, found.span("key"), value)
        above.append((indent, found["key"]))


def _json_keys(text: str) -> Iterator[OfferKey]:
    above: list[str] = []
    last: re.Match[str] | None = None
    key: re.Match[str] | None = None
    for found in _JSON.finditer(text):
        if found[0] == ":" and last is not None:
            key = last
        elif found[0] == "{":
            above.append("" if key is None else key[0].strip('"'))
            if key is not None:
                yield OfferKey((*filter(None, above),), key.span(), found.span())
            key = None
        elif found[0] == "}":
            above = above[:-1]
        elif key is not None and found[0] not in "[],":
            path = (*filter(None, above), key[0].strip('"'))
            yield OfferKey(path, key.span(), found.span())
            key = None
        last = found


@frozen
class Cursor(Record):
    """What is being written at an offset of an offer file."""

    path: tuple[str, ...]
    """Of a key, the table that it is in; of a value, its key."""
    is_value: bool
    """Whether it is a value."""
    start: int
    """Where what is being written begins."""
    in_quotes: bool = False
    """Whether it is inside quotes."""


def cursor_at(text: str, kind: Format, offset: int) -> Cursor | None:
    """Return what is being written at an offset; None in a comment."""
    return _in_json(text, offset) if kind == "json" else _in_lines(text, kind, offset)


_WORD: Final = re.compile(r"[\w$.-]*$")


def _in_lines(text: str, kind: Format, offset: int) -> Cursor | None:
    line = text.rfind("\n", 0, offset) + 1
    before = text[line:offset]
    if re.match(r"[^\"']*#", before):
        return None
    table: tuple[str, ...] = ()
    if kind == "toml":
        headers = [one for one in _TOML.finditer(text, 0, line) if one["table"] is not None]
        table = _parts(headers[-1]["table"]) if headers else ()
        header = re.match(r"[ \t]*\[\[?[ \t]*", before)
        if header is not None:
            return Cursor((), False, line + header.end())
        sign = "="
    else:
        indent = len(before) - len(before.lstrip(" "))
        for one in reversed([*_YAML.finditer(text, 0, line)]):
            if len(one["indent"]) < indent and not (one["value"] or "").strip():
                table = (*_parts(one["key"]), *table)
                indent = len(one["indent"])
        sign = ":"
    pair = re.match(rf"[ \t]*({_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t]*{sign}[ \t]*", before)
    while pair is not None:
        table = (*table, *_parts(pair[1]))
        rest = before[pair.end() :]
        line, before = line + pair.end(), rest
        inner = re.match(r"\{(?:[^{}]*,)?[ \t]*", rest)
        if inner is None:
            return _value(table, rest, line)
        line, before = line + inner.end(), rest[inner.end() :]
        pair = re.match(rf"({_NAME}(?:\.{_NAME})*)[ \t]*{sign}[ \t]*", before)
    word = _WORD.search(before)
    assert word is not None
    return Cursor(table, False, line + word.start())


def _value(path: tuple[str, ...], rest: str, line: int) -> Cursor:
    quote = max(rest.rfind('"'), rest.rfind("'"))
    count = rest.count('"') + rest.count("'")
    if count % 2:
        return Cursor(path, True, line + quote + 1, in_quotes=True)
    word = _WORD.search(rest)
    assert word is not None
    return Cursor(path, True, line + word.start())


def _in_json(text: str, offset: int) -> Cursor | None:
    above: list[str] = []
    last = key = ""
    for found in _JSON.finditer(text):
        if found.end() > offset or (
            found.end() == offset
            and found[0] not in "{}[],:"
            and not (found[0][:1] == '"' and found[0][-1:] == '"' and len(found[0]) > 1)
        ):
            if found.start() < offset:
                quoted = found[0].startswith('"')
                start = found.start() + (1 if quoted else 0)
                path = (*filter(None, above), *filter(None, [key]))
                return Cursor(path, bool(key), start, in_quotes=quoted)
            break
        match found[0]:
            case ":":
                key = last.strip('"')
            case "{":
                above.append(key)
                key = ""
            case "}":
                above, key = above[:-1], ""
            case ",":
                key = ""
        last = found[0]
    return Cursor((*filter(None, above), *filter(None, [key])), bool(key), offset)
