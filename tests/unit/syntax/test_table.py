"""The tables of the parser that are saved with the package."""

import pickle
from importlib.resources import files
from io import BytesIO
from typing import Any

import lark
import pytest

from offerkit.syntax import grammar, table
from offerkit.syntax.table import built, saved

STALE = "the saved tables are of another grammar: run `python3 -m tools.table`"


def of_this_lark() -> bool:
    """Whether the saved tables are in the format of the installed lark."""
    return _heading().startswith(f"lark {lark.__version__} ".encode())


def _heading() -> bytes:
    return (files("offerkit.syntax") / table.NAME).read_bytes().partition(b"\n")[0]


def in_order(content: dict[str, Any]) -> tuple[Any, ...]:
    """Return tables with their states numbered as they are reached, which is otherwise chance."""
    memo, parser = content["memo"], content["data"]["parser"]
    words, states = parser["parser"]["tokens"], parser["parser"]["states"]
    starts = parser["parser"]["start_states"]
    reached = [starts[name] for name in sorted(starts)]
    number = {state: at for at, state in enumerate(reached)}
    actions: list[tuple[int, str, Any]] = []
    for state in reached:
        for word, (is_reduction, to) in sorted(states[state].items(), key=lambda it: words[it[0]]):
            if is_reduction:
                actions.append((number[state], words[word], repr(memo[to["@"]])))
                continue
            if to not in number:
                number[to] = len(number)
                reached.append(to)
            actions.append((number[state], words[word], number[to]))
    ends = {name: number[state] for name, state in parser["parser"]["end_states"].items()}
    terminals = sorted(repr(memo[it["@"]]) for it in parser["lexer_conf"]["terminals"])
    return actions, ends, terminals, parser["lexer_conf"]["ignore"], content["data"]["options"]


def test_the_saved_tables_are_those_of_the_grammar() -> None:
    if not of_this_lark():
        pytest.skip("the saved tables are in the format of another lark")
    found = saved()
    assert found is not None, STALE
    assert in_order(found) == in_order(pickle.loads(built().partition(b"\n")[2])), STALE


@pytest.mark.parametrize("what", ["grammar", "lark"])
def test_tables_of_something_else_are_not_used(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if what == "lark":
        monkeypatch.setattr(table, "__version__", "0")
    else:
        changed = grammar.grammar_text() + "\n"
        monkeypatch.setattr(table, "grammar_text", lambda: changed)
    assert saved() is None


def test_tables_that_are_built_are_used_from_then_on() -> None:
    heading, _, tables = built().partition(b"\n")
    assert heading == table._heading()
    parsed = lark.Lark.load(BytesIO(tables)).parse("pro if visa.needed\n", start="file")
    assert "visa.needed" in list(parsed.scan_values(lambda _: True))
