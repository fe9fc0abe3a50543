"""The machine that reads criteria by saved tables: LALR, with a look at one token ahead.

What counts as a token depends on the state: only those are looked for that the machine can take.
The tables are made from the grammar before offerkit is packed; see ``tools/table.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

from attrs import frozen

from offerkit.records import Record

FILE: Final = Path(__file__).with_name("tables.json")
END: Final = "$END"
"""Kind of the token behind all others."""
_WORD: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
"""A name or path to its end: it is a keyword only as a whole."""

Builders = Mapping[str, Callable[..., Any]]
"""What makes the value of a rule from those of its parts, by the name of the rule."""


class Token(str):
    """A piece of text that the grammar has a name for."""

    __slots__ = ("end", "kind", "start")
    kind: str
    """Grammar name of the terminal."""
    start: int
    end: int

    def __new__(cls, kind: str, text: str, start: int) -> Token:
        """Return a token with its place."""
        token = super().__new__(cls, text)
        token.kind, token.start, token.end = kind, start, start + len(text)
        return token


class StuckError(Exception):
    """A text goes on in a way that the grammar does not."""

    def __init__(self, at: int, expected: frozenset[str]) -> None:
        super().__init__(at)
        self.at = at
        """Offset of what cannot be read."""
        self.expected = expected
        """Kinds of the tokens that could follow instead."""


class Watcher(Protocol):
    """What sees the tokens of a text, and may end the run by raising."""

    def before(self, token: Token) -> None:
        """See a token before the machine takes it."""

    def after(self, token: Token) -> None:
        """See a token that the machine has taken."""


@frozen
class Rule(Record):
    """One of the ways to write a rule of the grammar."""

    name: str
    """Name of the rule; one without a builder repeats something within another rule."""
    size: int
    """Number of its parts."""
    arguments: str
    """A sign for each: ``.`` a part, ``*`` what a part repeats, ``-`` an optional part left out."""
    is_choice: bool
    """Whether a single argument is the value, without a node of its own."""

    def value(self, parts: list[Any], builders: Builders) -> Any:
        """Return the value of the rule, from those of its parts."""
        if self.arguments.strip("."):
            rest, parts = iter(parts), []
            for sign in self.arguments:
                if sign == "*":
                    parts += next(rest)
                else:
                    parts.append(None if sign == "-" else next(rest))
        if self.is_choice and len(parts) == 1:
            return parts[0]
        build = builders.get(self.name)
        return parts if build is None else build(*parts)


class Tables:
    """The saved tables; what belongs to a state is made when the state is first reached."""

    def __init__(self, saved: Mapping[str, Any]) -> None:
        self.starts: Mapping[str, tuple[int, int]] = saved["starts"]
        """First and last state of a text that is one of these rules."""
        self.rules = [Rule(*rule) for rule in saved["rules"]]
        self.ignored = re.compile(saved["ignored"])
        """What may stand between tokens."""
        self._saved = saved
        self._rows: dict[int, dict[str, int]] = {}
        self._scanners: dict[frozenset[str], Scanner] = {}

    def row(self, state: int) -> dict[str, int]:
        """Return the actions of a state by kinds of tokens and names of rules.

        An action is the number of the next state; or, below 0, of a rule that is complete.
        """
        row = self._rows.get(state)
        if row is None:
            actions = self._saved["states"][state]
            row = {kind: action for action, kinds in actions for kind in kinds.split()}
            self._rows[state] = row
        return row

    def scanner(self, state: int) -> Scanner:
        """Return what finds the tokens that a state can take."""
        kinds = frozenset(self.row(state))
        if kinds not in self._scanners:
            self._scanners[kinds] = Scanner(self._saved, kinds)
        return self._scanners[kinds]

    def expected(self, states: list[int]) -> frozenset[str]:
        """Return the kinds of tokens that the machine would take."""
        kinds = (kind for kind in self.row(states[-1]) if kind.isupper() and kind != END)
        return frozenset(kind for kind in kinds if self._takes([*states], kind))

    def _takes(self, states: list[int], kind: str) -> bool:
        while (action := self.row(states[-1]).get(kind)) is not None and action < 0:
            rule = self.rules[action]
            del states[len(states) - rule.size :]
            states.append(self.row(states[-1])[rule.name])
        return action is not None


class Scanner:
    """What finds tokens of some kinds, in the order of the tables."""

    def __init__(self, saved: Mapping[str, Any], kinds: frozenset[str]) -> None:
        self._before, self._after = (
            [(kind, re.compile(pattern)) for kind, pattern in saved[part] if kind in kinds]
            for part in ("before_words", "after_signs")
        )
        self._words, self._signs = (
            {text: kind for kind, text in saved[part] if kind in kinds}
            for part in ("words", "signs")
        )

    def token(self, text: str, at: int) -> Token | None:
        """Return the token at an offset; None without one."""
        for kind, pattern in self._before:
            if match := pattern.match(text, at):
                return Token(kind, match[0], at)
        if (match := _WORD.match(text, at)) and match[0] in self._words:
            return Token(self._words[match[0]], match[0], at)
        for sign in (text[at : at + 2], text[at : at + 1]):
            if sign in self._signs:
                return Token(self._signs[sign], sign, at)
        for kind, pattern in self._after:
            if match := pattern.match(text, at):
                return Token(kind, match[0], at)
        return None


@cache
def _tables() -> Tables:
    return Tables(json.loads(FILE.read_text(encoding="utf-8")))


class Run:
    """A text that is read from its beginning: to its end, or as far as it follows the grammar."""

    def __init__(self, rule: str, builders: Builders, watcher: Watcher) -> None:
        self._tables = _tables()
        self._builders, self._watcher = builders, watcher
        first, self._last = self._tables.starts[rule]
        self._states, self._values = [first], list[Any]()

    def value(self, text: str) -> Any:
        """Return the value of a text that is the rule.

        Raises:
            StuckError: it is not.
        """
        self._read(text)
        self._take(Token(END, "", len(text)))
        return self._values[-1]

    def expected(self, text: str) -> frozenset[str]:
        """Return the kinds of tokens that may follow a text.

        Raises:
            StuckError: the rule does not begin with it.
        """
        self._read(text)
        return self._tables.expected(self._states)

    def _read(self, text: str) -> None:
        tables, watcher, at = self._tables, self._watcher, 0
        while True:
            between = tables.ignored.match(text, at)
            at = between.end() if between else at
            if at == len(text):
                return
            token = tables.scanner(self._states[-1]).token(text, at)
            if token is None:
                raise StuckError(at, tables.expected(self._states))
            watcher.before(token)
            self._take(token)
            watcher.after(token)
            at = token.end

    def _take(self, token: Token) -> None:
        tables, states, values = self._tables, self._states, self._values
        before = [*states]
        while True:
            action = tables.row(states[-1]).get(token.kind)
            if action is None:
                # To complete rules that it does not belong to has lost how else they could go on.
                raise StuckError(token.start, tables.expected(before))
            if action >= 0:
                states.append(action)
                values.append(token)
                return
            rule = tables.rules[action]
            begin = len(values) - rule.size
            value = rule.value(values[begin:], self._builders)
            del values[begin:], states[begin + 1 :]
            values.append(value)
            states.append(tables.row(states[-1])[rule.name])
            if token.kind == END and states[-1] == self._last:
                return
