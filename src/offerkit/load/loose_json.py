"""JSON as web pages hold it: read as far as it goes, with the places of its values.

Read without a word: raw line breaks and control characters in texts, commas too many or too few,
comments, CDATA, several values in one script, ``NaN`` and its like (as null), keys given twice
(both values), halves of surrogate pairs (U+FFFD), wrong escapes. What is no JSON even so ends the
reading; everything before it is kept, except the value that it ends in.
"""

from __future__ import annotations

import re
from typing import Any, Final

from attrs import define

from offerkit.diagnostics import Diagnostic
from offerkit.literals import exact
from offerkit.load import problems
from offerkit.load.locate import Place, Places
from offerkit.load.problems import DataPath
from offerkit.span import Source

MAX_DEPTH: Final = 64
"""Maximum nesting of tables and lists that are read; deeper ones count as null."""
MAX_VALUES: Final = 50_000
"""Maximum number of values that are read in a page."""

_SKIP: Final = re.compile(
    r"(?:[\s,;\ufeff\x00-\x1f]++|//(?=\s*+(?:<!\[CDATA\[|\]\]>))|//[^\n]*+|/\*.*?(?:\*/|\Z)"
    r"|<!--|-->|<!\[CDATA\[|\]\]>)*+",
    re.DOTALL,
)
_TEXT: Final = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_NUMBER: Final = re.compile(r"-?[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+(?![\w.])")
_BRACKETS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
_WORD: Final = re.compile(r"-?[A-Za-z]++")
_WORDS: Final = {
    "true": True,
    "false": False,
    **dict.fromkeys(("null", "NaN", "Infinity", "-Infinity", "undefined", "None")),
}
_BEGINNING: Final = re.compile(r"[{\[]")
_LARGEST: Final = 30
"""Largest power of ten of a number that is read as one; others are kept as text."""


class _BrokenError(Exception):
    """The text is no JSON from an offset on."""


class _FullError(Exception):
    """There is no room for the value at an offset."""


@define
class Room:
    """How many more values of a page are read."""

    left: int = MAX_VALUES


def read_loose(
    source: Source,
    start: int,
    end: int,
    into: list[Any],
    places: Places,
    room: Room,
) -> Diagnostic | None:
    """Append the tables and lists between two offsets to *into*; *places* finds their places.

    Returns:
        The problem that ended the reading, if any; values that were complete before it are read.
    """
    first, before = len(into), room.left

    def scan(wanted: frozenset[DataPath]) -> None:
        again = [None] * first
        _read(source, _Reader(source.text, end, places, Room(before), wanted), start, again)

    problem = _read(source, _Reader(source.text, end, places, room), start, into)
    places.unread.append((range(first, len(into)), scan))
    return problem


def _read(source: Source, reader: _Reader, start: int, into: list[Any]) -> Diagnostic | None:
    end = reader.end
    while (found := _BEGINNING.search(source.text, reader.skip(start), end)) is not None:
        try:
            path = reader.wanted_path((), len(into))
            start = reader.value(found.start(), into, path, None, 0)
        except _FullError as full:
            at = full.args[0]
            here = source.span(at, at + 1)
            return problems.too_many_values(here, MAX_VALUES, "a page")
        except _BrokenError as broken:
            at = min(broken.args[0], len(source.text))
            return problems.bad_syntax(source.span(at, min(at + 1, end)), "JSON", "unreadable here")
    return None


@define
class _Reader:
    """Reader of one script; its methods return the offset after what they read."""

    text: str
    end: int
    places: Places
    room: Room
    wanted: frozenset[DataPath] = frozenset()
    """Paths of the values whose places are added to those known; without any, reading is fast."""

    def wanted_path(self, path: DataPath | None, part: str | int) -> DataPath | None:
        """Return the path of a part, or None if its place and those in it are not wanted."""
        if path is None or not self.wanted or (*path, part) not in self.wanted:
            return None
        return (*path, part)

    def skip(self, at: int) -> int:
        found = _SKIP.match(self.text, at, self.end)
        return found.end() if found else at

    def value(
        self,
        at: int,
        into: list[Any],
        path: DataPath | None,
        key: tuple[int, int] | None,
        depth: int,
    ) -> int:
        """Append the value at an offset to *into*: tables and lists before they are complete."""
        at = self.skip(at)
        if depth > MAX_DEPTH and self.text[at : at + 1] in "{[":
            return self.passed_over(at)
        self.room.left -= 1
        if self.room.left < 0:
            raise _FullError(at)
        match self.text[at : at + 1] if at < self.end else "":
            case "{":
                table: dict[str, Any] = {}
                into.append(table)
                end = self.members(at + 1, table, path, depth + 1)
            case "[":
                items: list[Any] = []
                into.append(items)
                end = self.items(at + 1, items, path, depth + 1)
            case '"':
                text, end = self.string(at)
                into.append(text)
            case _:
                scalar, end = self.scalar(at)
                into.append(scalar)
        if path is not None:
            self.places.add(path, Place((at, end), key))
        return end

    def passed_over(self, at: int) -> int:
        """Return the offset after a table or list that is nested too deep to be read."""
        depth = 0
        for found in _BRACKETS.finditer(self.text, at, self.end):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
            if not depth:
                return found.end()
        raise _BrokenError(self.end)

    def members(self, at: int, table: dict[str, Any], path: DataPath | None, depth: int) -> int:
        given: dict[str, list[Any]] = {}
        name = None
        while not self.ends(at := self.skip(at), "}"):
            try:
                key, behind = self.string(at)
                colon = self.skip(behind)
                if not self.text.startswith(":", colon, self.end):
                    raise _BrokenError(colon)
            except _BrokenError:
                # What stands before may be cut off: a text with quotes in it that are no escapes.
                if name in table and not isinstance(given[name][-1], dict | list):
                    del table[name]
                raise
            name, values = key, given.setdefault(key, [])
            try:
                at = self.value(
                    colon + 1, values, self.wanted_path(path, name), (at, behind), depth
                )
            finally:
                if len(values) > 1 and values[-1] == values[-2]:
                    values.pop()
                if values:
                    table[name] = values if len(values) > 1 else values[0]
        return at + 1

    def items(self, at: int, items: list[Any], path: DataPath | None, depth: int) -> int:
        while not self.ends(at := self.skip(at), "]"):
            at = self.value(at, items, self.wanted_path(path, len(items)), None, depth)
        return at + 1

    def ends(self, at: int, bracket: str) -> bool:
        if at >= self.end:
            raise _BrokenError(at)
        return self.text[at] == bracket

    def string(self, at: int) -> tuple[str, int]:
        found = _TEXT.match(self.text, at, self.end)
        if found is None:
            raise _BrokenError(at)
        return _unescaped(found[1]), found.end()

    def scalar(self, at: int) -> tuple[Any, int]:
        if number := _NUMBER.match(self.text, at, self.end):
            amount = exact(number[0])
            return amount if amount.is_finite() else number[0], number.end()
        word = _WORD.match(self.text, at, self.end)
        if word is None or word[0] not in _WORDS:
            raise _BrokenError(at)
        return _WORDS[word[0]], word.end()


def _unescaped(text: str) -> str:
    """Return a text without its escapes; half of a surrogate pair becomes U+FFFD."""
    if "\\" in text:
        text = _ESCAPE.sub(lambda found: _character(found[1], found[2]), text)
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _character(code: str | None, letter: str) -> str:
    return chr(int(code, 16)) if code is not None else _ESCAPES.get(letter, letter)
