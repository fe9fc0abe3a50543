"""The grammar: found, free of conflicts, and in step with the modules that name its parts."""

from __future__ import annotations

import importlib.util
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from lark import Lark
from lark import logger as lark_logger

from offerkit import definition
from offerkit.check.checker import check
from offerkit.model.schema import schema_of
from offerkit.span import Source
from offerkit.syntax import grammar, problems
from offerkit.syntax.grammar import grammar_text, reserved_words
from offerkit.syntax.parser import _Build, parse
from offerkit.syntax.recovery import STATEMENT_WORDS

STARTS = ["file", "lone_expression"]


def rules() -> set[str]:
    return set(re.findall(r"^\??([a-z_]+):", grammar_text(), re.MULTILINE))


def terminals() -> set[str]:
    return set(re.findall(r"^([A-Z][A-Z_]*)(?:\.\d)?:", grammar_text(), re.MULTILINE))


def test_no_conflict_is_resolved_silently(caplog: pytest.LogCaptureFixture) -> None:
    lark_logger.setLevel(logging.DEBUG)
    try:
        with caplog.at_level(logging.DEBUG, logger="lark"):
            Lark(grammar_text(), parser="lalr", lexer="contextual", start=STARTS, debug=True)
    finally:
        lark_logger.setLevel(logging.CRITICAL)
    assert [r.getMessage() for r in caplog.records if "onflict" in r.getMessage()] == []


def test_the_conflict_test_would_see_one(caplog: pytest.LogCaptureFixture) -> None:
    lark_logger.setLevel(logging.DEBUG)
    try:
        with caplog.at_level(logging.DEBUG, logger="lark"):
            Lark('start: start "+" start | "1"', parser="lalr", debug=True)
    finally:
        lark_logger.setLevel(logging.CRITICAL)
    assert any("onflict" in r.getMessage() for r in caplog.records)


@pytest.mark.skipif(
    importlib.util.find_spec("interegular") is None, reason="lark's strict mode needs interegular"
)
def test_no_two_terminals_of_a_state_match_one_text() -> None:
    Lark(grammar_text(), parser="lalr", lexer="contextual", start=STARTS, strict=True)


def test_every_rule_that_makes_a_node_has_its_method() -> None:
    choices = set(re.findall(r"^\?([a-z_]+):", grammar_text(), re.MULTILINE))
    methods = {name for name in vars(_Build) if not name.startswith("_")}
    assert rules() - choices == methods


def test_every_terminal_has_words() -> None:
    assert terminals() - {"IGNORED"} == set(problems.TERMINALS)


def test_the_statements_are_those_of_the_grammar() -> None:
    choice = re.search(r"^\?statement:(.*?)\n\n", grammar_text(), re.DOTALL | re.MULTILINE)
    assert choice is not None
    named = set(re.findall(r"[a-z_]+", choice[1])) - {"named"}
    choice = re.search(r"^\?named:(.*)$", grammar_text(), re.MULTILINE)
    assert choice is not None
    named |= set(re.findall(r"[a-z_]+", choice[1]))
    starts = set()
    for rule in named:
        body = re.search(rf"^{rule}:((?:.|\n)*?)\n\n", grammar_text(), re.MULTILINE)
        body = body or re.search(rf"^{rule}:(.*)$", grammar_text(), re.MULTILINE)
        assert body is not None, rule
        for way in re.split(r"\n +\|", body[1].split("\n\n")[0]):
            group = re.match(r"\s*(?:\(([A-Z |]+)\)|([A-Z]+))", way)
            assert group is not None, rule
            starts |= set(re.findall("[A-Z]+", group[1] or group[2]))
    assert {word.upper() for word in STATEMENT_WORDS} == starts


@pytest.mark.parametrize("word", sorted(reserved_words()))
def test_a_reserved_word_is_no_name_by_itself(word: str) -> None:
    path = re.compile(next(t.pattern.value for t in _terminals() if t.name == "PATH"))
    assert not path.fullmatch(word)
    assert path.fullmatch(f"{word}.a")
    assert path.fullmatch(f"{word}_")
    found = check(parse(Source("test", f"let {word} = 1")), schema_of())[2]
    assert [diagnostic.code for diagnostic in found] == ["reserved-name"]


def test_every_keyword_is_reserved() -> None:
    keywords = {w for w in problems.KEYWORDS.values() if w.isalpha()}
    assert keywords <= reserved_words()


def _terminals() -> list[Any]:
    return list(Lark(grammar_text(), parser="lalr", start=STARTS).terminals)


def test_an_installed_grammar_goes_before_the_one_beside_src(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "grammar").mkdir()
    (tmp_path / "grammar" / "criteria.lark").write_text("installed", encoding="utf-8")
    monkeypatch.setattr(definition, "__file__", str(tmp_path / "definition.py"))
    assert grammar.grammar_text.__wrapped__() == "installed"


def test_no_grammar_anywhere_says_where_it_was_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "a" / "b"
    monkeypatch.setattr(definition, "__file__", str(inside / "definition.py"))
    with pytest.raises(FileNotFoundError, match=re.escape(str(inside / "grammar"))):
        grammar.grammar_text.__wrapped__()
