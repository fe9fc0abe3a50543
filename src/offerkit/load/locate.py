"""Places of the values in a text that has been read.

The parsers of the standard library return values without places. A text is scanned for places only
if there is something to report, which keeps reading fast; a large one only along the paths that
are reported.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from attrs import Factory, define, field, frozen

from offerkit.load.problems import DataPath
from offerkit.records import Record
from offerkit.span import Source, Span


@frozen
class Place(Record):
    """Place of a value, and of its key if it has one; offsets in code points."""

    value: tuple[int, int]
    key: tuple[int, int] | None = None


Scan: TypeAlias = Callable[[frozenset[DataPath]], None]
"""Adds the places of the values at some paths, which are those of a part of a text."""


@define
class Places:
    """Places of the values in a text, by data path."""

    source: Source
    known: dict[DataPath, Place] = field(default=Factory(dict))
    duplicates: list[tuple[DataPath, Place]] = field(default=Factory(list))
    """Second and later occurrences of keys."""
    unread: list[tuple[range, Scan]] = field(default=Factory(list))
    """Parts of the text of which only the places that are asked for are found: the first indices of
    the paths in each."""
    others: dict[DataPath, DataPath] = field(default=Factory(dict))
    """Paths of values that were put at another one, by that other one."""
    _asked: set[DataPath] = field(default=Factory(set))

    def add(self, path: DataPath, place: Place) -> None:
        """Record the place of a value; the first one of a path is kept."""
        if path in self.known:
            self.duplicates.append((path, place))
        else:
            self.known[path] = place

    def find(self, paths: Iterable[DataPath]) -> None:
        """Find the places of values and of what is around them, all in one scan of their parts."""
        around = {path[:length] for path in map(self._of, paths) for length in _lengths(path)}
        firsts = {path[0] for path in around - self._asked}
        if not firsts:
            return
        self._asked |= around
        for indices, scan in self.unread:
            if any(index in firsts for index in indices):
                scan(frozenset(around))

    def _of(self, path: DataPath) -> DataPath:
        """Return the path of a value in the text."""
        moved = next((n for n in reversed(_lengths(path)) if path[:n] in self.others), 0)
        return (*self.others[path[:moved]], *path[moved:]) if moved else path

    def span(self, path: DataPath, *, on_key: bool = False) -> Span:
        """Return the place of the value at *path*, or of the innermost known value around it."""
        if self.unread:
            self.find([path])
        path = self._of(path)
        for length in range(len(path), -1, -1):
            place = self.known.get(path[:length])
            if place is not None:
                start, end = (on_key and place.key) or place.value
                return self.source.span(start, end)
        return self.source.span(0, 0)


def _lengths(path: DataPath) -> range:
    return range(1, len(path) + 1)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return the offset after the match of *pattern* at an offset, or the offset itself."""
    match = pattern.match(text, at)
    return match.end() if match else at


# --- JSON ------------------------------------------------------------------------------------

_JSON_SPACE: Final = re.compile(r"[ \t\r\n]*")
_JSON_STRING: Final = re.compile(r'"(?:\\.|[^"\\])*"')
_JSON_SCALAR: Final = re.compile(r"[^\s,\]}]+")


def json_places(source: Source) -> Places:
    """Return the places of a valid JSON text."""
    places = Places(source)
    _JsonScanner(source.text, places).value(0, (), None)
    return places


@define
class _JsonScanner:
    """Scanner of a valid JSON text; each method returns the offset after what it read."""

    text: str
    places: Places

    def value(self, at: int, path: DataPath, key: tuple[int, int] | None) -> int:
        at = self.skip(at)
        end = self.end_of(at, path)
        self.places.add(path, Place((at, end), key))
        return end

    def end_of(self, at: int, path: DataPath) -> int:
        match self.text[at]:
            case "{":
                return self.members(at + 1, path)
            case "[":
                return self.items(at + 1, path)
            case '"':
                return _end(_JSON_STRING, self.text, at)
            case _:
                return _end(_JSON_SCALAR, self.text, at)

    def members(self, at: int, path: DataPath) -> int:
        at = self.skip(at)
        while self.text[at] != "}":
            end = _end(_JSON_STRING, self.text, at)
            name = json.loads(self.text[at:end])
            behind = self.value(self.skip(end) + 1, (*path, name), (at, end))
            at = self.next_item(behind)
        return at + 1

    def items(self, at: int, path: DataPath) -> int:
        at, index = self.skip(at), 0
        while self.text[at] != "]":
            at = self.next_item(self.value(at, (*path, index), None))
            index += 1
        return at + 1

    def next_item(self, at: int) -> int:
        at = self.skip(at)
        return self.skip(at + 1) if self.text[at] == "," else at

    def skip(self, at: int) -> int:
        return _end(_JSON_SPACE, self.text, at)


# --- TOML ------------------------------------------------------------------------------------

_TOML_SKIP: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_TOML_BLANK: Final = re.compile(r"[ \t]*")
_TOML_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_TOML_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_TOML_BARE_VALUE: Final = re.compile(r"[^,\]}#\r\n]+")

Key = tuple[str, int, int]


def toml_places(source: Source) -> Places:
    """Return the places of a valid TOML text."""
    places = Places(source)
    _TomlScanner(source.text, places).document()
    return places


@define
class _TomlScanner:
    """Scanner of a valid TOML text; most methods return the offset after what they read."""

    text: str
    places: Places
    counts: dict[DataPath, int] = field(default=Factory(dict))
    """Index of the latest table in each array of tables."""

    def document(self) -> None:
        prefix: DataPath = ()
        at = self.skip(0)
        while at < len(self.text):
            if self.text[at] == "[":
                prefix, at = self.header(at)
            else:
                at = self.pair(at, prefix)
            at = self.skip(at)

    def header(self, at: int) -> tuple[DataPath, int]:
        """Read ``[a.b]`` or ``[[a.b]]``; the place of the table is its header."""
        double = self.text.startswith("[[", at)
        keys, end = self.keys(at + (2 if double else 1))
        end += 2 if double else 1
        path: DataPath = tuple(name for name, _, _ in keys)
        self.note_tables((), keys)
        self.places.known.setdefault(path, Place((at, end), keys[-1][1:]))
        if double:
            self.counts[path] = self.counts.get(path, -1) + 1
            path = (*path, self.counts[path])
        return path, end

    def note_tables(self, prefix: DataPath, keys: list[Key]) -> None:
        """Record the tables in a dotted key where they are first named."""
        path = prefix
        for name, start, end in keys[:-1]:
            path = (*path, name)
            self.places.known.setdefault(path, Place((start, end), (start, end)))

    def pair(self, at: int, prefix: DataPath) -> int:
        """Read ``key = value``."""
        keys, at = self.keys(at)
        self.note_tables(prefix, keys)
        path = (*prefix, *(name for name, _, _ in keys))
        start = self.blank(at + 1)
        end = self.value(start, path)
        self.places.add(path, Place((start, end), (keys[0][1], keys[-1][2])))
        return end

    def keys(self, at: int) -> tuple[list[Key], int]:
        """Read a dotted key; the offset returned is past the blanks after it."""
        found: list[Key] = []
        while True:
            at = self.blank(at)
            quoted = self.text[at] in "\"'"
            pattern = _TOML_STRING if quoted else _TOML_BARE_KEY
            match = pattern.match(self.text, at)
            if match is None:
                return found, at
            name = tomllib.loads(f"k = {match[0]}")["k"] if quoted else match[0]
            found.append((name, match.start(), match.end()))
            at = self.blank(match.end())
            if self.text[at] != ".":
                return found, at
            at += 1

    def value(self, at: int, path: DataPath) -> int:
        match self.text[at]:
            case '"' | "'":
                return _end(_TOML_STRING, self.text, at)
            case "[":
                return self.array(at + 1, path)
            case "{":
                return self.inline_table(at + 1, path)
            case _:
                bare = _TOML_BARE_VALUE.match(self.text, at)
                return at + len(bare[0].rstrip()) if bare else at

    def array(self, at: int, path: DataPath) -> int:
        at, index = self.skip(at), 0
        while self.text[at] != "]":
            end = self.value(at, (*path, index))
            self.places.add((*path, index), Place((at, end)))
            at, index = self.next_item(end), index + 1
        return at + 1

    def inline_table(self, at: int, path: DataPath) -> int:
        at = self.skip(at)
        while self.text[at] != "}":
            at = self.next_item(self.pair(at, path))
        return at + 1

    def next_item(self, at: int) -> int:
        at = self.skip(at)
        return self.skip(at + 1) if self.text[at] == "," else at

    def skip(self, at: int) -> int:
        return _end(_TOML_SKIP, self.text, at)

    def blank(self, at: int) -> int:
        return _end(_TOML_BLANK, self.text, at)


# --- nesting ---------------------------------------------------------------------------------

_BRACKETS: Final = re.compile(r'"(?:\\.|[^"\\\n])*"|[\[\]{}]')


def too_deep(text: str, limit: int) -> int | None:
    """Return the offset of the first bracket inside *limit* others, or None.

    Brackets in double quotes do not count. In TOML with other quotes the place is approximate,
    but always inside the text; the parser decides whether there is an error.
    """
    depth = 0
    for match in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > limit:
            return match.start()
    return None
