"""The machine that reads criteria: it has the tables of the grammar, and reads as lark does."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from lark import Lark
from lark import Token as LarkToken
from lark.exceptions import UnexpectedInput, UnexpectedToken

from offerkit.syntax.grammar import grammar_text
from offerkit.syntax.machine import FILE, Run, StuckError, Token
from tests.conformance.cases import case_files
from tools.table import OPTIONS, built

STALE = "the saved tables are of another grammar: run `python3 -m tools.table`"
TEXTS = sorted(
    {
        case[key]
        for file in case_files()
        if file.phase in {"parse", "check"}
        for case in file.tables
        for key in ("criteria", "expression")
        if isinstance(case.get(key), str)
    }
)


class Taken:
    """The tokens that the machine took."""

    def __init__(self) -> None:
        self.tokens: list[tuple[str, str, int]] = []

    def before(self, token: Token) -> None:
        """Do nothing: it may not be taken."""

    def after(self, token: Token) -> None:
        """Note a token."""
        self.tokens.append((token.kind, str(token), token.start))


@cache
def lark() -> Lark:
    return Lark(grammar_text(), **OPTIONS)


def test_the_saved_tables_are_those_of_the_grammar() -> None:
    assert FILE.read_text(encoding="utf-8") == built(), STALE


@pytest.mark.parametrize("rule", ["file", "lone_expression"])
def test_the_cases_are_read_as_by_lark(rule: str) -> None:
    ways = {True: 0, False: 0}
    for text in TEXTS:
        taken = Taken()
        stopped, at, tokens = None, None, []
        try:
            Run(rule, {}, taken).value(text)
        except StuckError as stuck:
            stopped = stuck.at
        try:
            tree = lark().parse(text, start=rule)
            tokens = [*tree.scan_values(lambda it: isinstance(it, LarkToken))]
        except UnexpectedInput as stuck:
            at = _position(stuck, text)
        assert stopped == at, text
        if at is None:
            assert taken.tokens == [(it.type, it.value, it.start_pos) for it in tokens], text
        ways[at is None] += 1
    assert min(ways.values()) > 100


def _position(stuck: UnexpectedInput, text: str) -> int:
    if isinstance(stuck, UnexpectedToken):
        is_end = stuck.token.type == "$END"
        return len(text) if is_end else stuck.token.start_pos or 0
    position: Any = stuck.pos_in_stream  # declared as None in lark's base class
    return int(position)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("language", {"VERSION"}),
        ("let pay:", {"DURATION", "NAME", "SET", "TEXT_WORD", "YES_NO"}),
        ("decline below 30%", {"MINUS", "OVER", "PLUS", "TIMES"}),
        ("prefer x from 1 to", {"MIN", "MINUS", "NUMBER", "PATH"}),
    ],
)
def test_what_may_follow(text: str, expected: set[str]) -> None:
    found = Run("file", {}, Taken()).expected(text)
    assert found >= expected
    assert "$END" not in found
    assert "WITHOUT" in found or not text.endswith("%")


def test_what_completes_a_rule_in_vain_does_not_lose_what_could_follow() -> None:
    with pytest.raises(StuckError) as caught:
        Run("file", {}, Taken()).value("pro if a and b )")
    assert caught.value.at == len("pro if a and b ")
    assert caught.value.expected >= {"AND", "OR", "PLUS", "LESS", "PRO"}
