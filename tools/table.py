"""The tables of the parser, made from ``grammar/criteria.lark``; see ``offerkit.syntax.machine``.

python3 -m tools.table    write them beside the parser
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from lark import Lark
from lark.grammar import Rule
from lark.lexer import PatternStr, TerminalDef

from offerkit.syntax.grammar import grammar_text
from offerkit.syntax.machine import FILE

OPTIONS: Final[dict[str, Any]] = {
    "parser": "lalr",
    "lexer": "contextual",
    "start": ["file", "lone_expression"],
    "keep_all_tokens": True,
    "maybe_placeholders": True,
}
_NOTHING_FOLLOWS: Final = r"(?![a-z0-9_]|\.[a-z])"
"""End of the pattern of a keyword."""
_KEYWORD: Final = re.compile(r"(?:\(\?:)?([a-z|]+)\)?" + re.escape(_NOTHING_FOLLOWS))


def main() -> None:
    """Write the file."""
    FILE.write_text(built(), encoding="utf-8")


def built() -> str:
    """Return the content of the file."""
    lark = Lark(grammar_text(), **OPTIONS)
    tables = {"starts": {}, "states": [], "rules": [], **_tokens(lark)}
    _fill(tables, lark)
    lines = (f'"{key}": {_written(value)}' for key, value in tables.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _written(value: Any) -> str:
    """Return a table, with a line for each of its rows."""
    if not isinstance(value, list):
        return json.dumps(value)
    return "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"


def _tokens(lark: Lark) -> dict[str, Any]:
    """Return what finds tokens; what stands before goes before, as lark has it."""
    found: dict[str, list[tuple[str, str]]]
    found = {"before_words": [], "words": [], "signs": [], "after_signs": []}
    [ignored] = lark.ignore_tokens
    for one in sorted(lark.terminals, key=_order):
        pattern = one.pattern.to_regexp()
        if isinstance(one.pattern, PatternStr):
            found["signs"].append((one.name, one.pattern.value))
        elif keyword := _KEYWORD.fullmatch(pattern):
            found["words"] += [(one.name, word) for word in sorted(keyword[1].split("|"))]
        elif one.name != ignored:
            found["before_words" if one.priority >= 2 else "after_signs"].append(
                (one.name, pattern)
            )
    return {"ignored": lark.get_terminal(ignored).pattern.to_regexp(), **found}


def _order(terminal: TerminalDef) -> tuple[int, int, int, str]:
    pattern = terminal.pattern
    return -terminal.priority, -pattern.max_width, -len(pattern.value), terminal.name


def _fill(tables: dict[str, Any], lark: Lark) -> None:
    """Add states and rules, in the order in which they are reached: lark numbers them by chance."""
    parser: Any = lark.parser
    table = parser.parser._parse_table
    reached = [table.start_states[name] for name in sorted(table.start_states)]
    numbers = {state: at for at, state in enumerate(reached)}
    rules: dict[tuple[Any, ...], int] = {}
    for state in reached:
        row: dict[int, list[str]] = {}
        for kind, (_, to) in sorted(table.states[state].items()):
            if isinstance(to, Rule):
                action = -1 - rules.setdefault(_rule(to), len(rules))
            else:
                if to not in numbers:
                    numbers[to] = len(reached)
                    reached.append(to)
                action = numbers[to]
            row.setdefault(action, []).append(kind)
        tables["states"].append([(action, " ".join(kinds)) for action, kinds in row.items()])
    tables["rules"] = [*reversed(rules)]
    for name, state in table.start_states.items():
        tables["starts"][name] = (numbers[state], numbers[table.end_states[name]])


def _rule(rule: Rule) -> tuple[str, int, str, bool]:
    arguments = "".join(_arguments(rule))
    return rule.origin.name, len(rule.expansion), arguments, rule.options.expand1


def _arguments(rule: Rule) -> Iterator[str]:
    """Yield a sign for each argument, as ``offerkit.syntax.machine`` reads them."""
    parts = iter(rule.expansion)
    for is_left_out in rule.options.empty_indices or (False,) * len(rule.expansion):
        if is_left_out:
            yield "-"
        else:
            part = next(parts)
            yield "*" if not part.is_term and part.name.startswith("_") else "."


if __name__ == "__main__":
    main()
