"""The words of the language by the part that they play, read off the grammar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from attrs import frozen

from offerkit.records import Record
from offerkit.syntax.grammar import grammar_text

_RULE: Final = re.compile(r"^\??([a-z_]+):(.*(?:\n[ \t]+\|.*)*)", re.MULTILINE)
_TERMINAL: Final = re.compile(r"^([A-Z_]+)(?:\.\d)?:(.*(?:\n[ \t]+\|.*)*)", re.MULTILINE)
_FIRST: Final = re.compile(r"(?:^|\n[ \t]+\|)[ \t]*(?:\(([^)]*)\)|([A-Z_]+))")

NAMES_OF_TYPES: Final = ("number", "percent", "money", "pay", "date")
"""Types that are names in the grammar: they are not reserved."""


@frozen
class Words(Record):
    """All words of the language, each in one list, in the order of the grammar."""

    statements: tuple[str, ...]
    """Words that begin a statement."""
    clauses: tuple[str, ...]
    """Other words of statements: ``if``, ``weight``."""
    operators: tuple[str, ...]
    """Words of expressions: ``and``, ``between``."""
    functions: tuple[str, ...]
    """Functions: ``min``, ``max``."""
    constants: tuple[str, ...]
    """Truths: ``yes``, ``no``, and other words for them."""
    types: tuple[str, ...]
    """Words of types: ``set``, ``text``, ``duration``."""
    periods: tuple[str, ...]
    """Periods of pay."""
    units: tuple[str, ...]
    """Units of durations."""


@cache
def terminal_words() -> Mapping[str, tuple[str, ...]]:
    """Return the words that each terminal of the grammar spells out, by its name."""
    found = {}
    for name, body in _TERMINAL.findall(grammar_text()):
        if words := re.findall(r'"([a-z]+)"', body):
            found[name] = tuple(words)
    return found


@cache
def language_words() -> Words:
    """Return the words of the language.

    Source:
        grammar/criteria.lark.
    """
    rules = dict(_RULE.findall(grammar_text()))
    names = re.findall("[a-z_]+", f"{rules['statement']} {rules['named']}")
    statements = [rules[name] for name in names if name != "named"]
    types = [rules[name] for name in ("type_name", "duration_type", "text_type")]
    kinds = {"call", "yes_no", "pay", "duration", "type_name", "duration_type", "text_type"}
    first = [name for rule in statements for found in _FIRST.findall(rule) for name in found]
    parts = {
        "statements": _in(first),
        "functions": _in([rules["call"]]),
        "constants": _in([rules["yes_no"]]),
        "periods": terminal_words()["PERIOD"],
        "units": terminal_words()["UNIT"],
        "clauses": _in([*statements, "PER"]),
        "operators": _in([rule for name, rule in rules.items() if name not in kinds]),
        "types": _in(types),
    }
    taken: set[str] = set()
    for part, words in parts.items():
        # Periods are units, too; every other word is only what it is first.
        # Of several parts a word plays the first, but `min` is a unit, too.
        kept = [w for w in words if w not in taken or part in {"periods", "units"}]
        parts[part] = tuple(dict.fromkeys(kept))
        taken.update(words)
    return Words(**parts)


def _in(texts: list[str]) -> tuple[str, ...]:
    """Return the words of the terminals that are named in parts of rules."""
    names = {name for text in texts for name in re.findall("[A-Z_]+", text)}
    return tuple(
        word for name, words in terminal_words().items() if name in names for word in words
    )
