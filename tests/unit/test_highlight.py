"""The Pygments lexer: it knows the words of the grammar, and loses no text."""

import re
from importlib.metadata import PackageNotFoundError, distribution, entry_points
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import Comment, Error, Keyword, Literal, Name, Number, Operator, String

from offerkit import highlight
from offerkit.check.names import TYPES
from offerkit.highlight import CriteriaLexer, WrongCriteriaLexer
from offerkit.syntax.grammar import grammar_text
from offerkit.syntax.recovery import STATEMENT_WORDS
from offerkit.syntax.words import language_words

LEXER = CriteriaLexer()


def _words_of_the_grammar() -> set[str]:
    """Every word that a terminal of the grammar spells out, but for the kinds of names."""
    grammar = Lark(grammar_text(), parser="lalr", start=["file", "lone_expression"])
    patterns = (str(terminal.pattern.value) for terminal in grammar.terminals)
    without_classes = (re.sub(r"\(\?![^)]*\)|\[[^\]]*\]|\\.", " ", text) for text in patterns)
    return {word for text in without_classes for word in re.findall(r"[a-z]+", text)} - {"u", "k"}


def _words_of_the_lexer() -> set[str]:
    return {
        *highlight.STATEMENTS,
        *highlight.CLAUSES,
        *highlight.OPERATORS,
        *highlight.FUNCTIONS,
        *highlight.CONSTANTS,
        *highlight.PERIODS,
        *highlight.UNITS,
        *language_words().types,
    }


def test_its_words_are_those_of_the_grammar() -> None:
    assert _words_of_the_lexer() == _words_of_the_grammar()


def test_its_types_are_those_of_facts() -> None:
    assert {*highlight.TYPES} == {name.split()[0] for name in TYPES} - {"yes/no"}


def test_every_word_plays_the_part_that_it_plays_in_the_grammar() -> None:
    words = language_words()
    assert {*words.statements} == {*STATEMENT_WORDS}
    assert ("if" in words.clauses, "and" in words.operators) == (True, True)
    assert words.functions == ("min", "max")
    assert words.constants == ("yes", "true", "no", "false")
    assert {*words.periods} < {*words.units}
    assert words.types == ("set", "text", "duration")


def _tokens(text: str) -> list[tuple[object, str]]:
    return [(kind, value) for kind, value in LEXER.get_tokens(text) if value.strip()]


@pytest.mark.parametrize("word", sorted(highlight.STATEMENTS))
def test_a_statement_begins_with_a_keyword(word: str) -> None:
    assert _tokens(word) == [(Keyword, word)]


@pytest.mark.parametrize("word", sorted(_words_of_the_lexer()))
def test_in_a_path_every_word_is_a_name(word: str) -> None:
    assert _tokens(f"work.{word}") == [(Name.Attribute, f"work.{word}")]
    assert _tokens(f"{word}.work") == [(Name.Attribute, f"{word}.work")]


def test_a_rule() -> None:
    assert _tokens('pro "A \\"b\\"" if pay.base >= 40k USD per year weight 3 # why') == [
        (Keyword, "pro"),
        (String.Double, '"'),
        (String.Double, "A "),
        (String.Escape, '\\"'),
        (String.Double, "b"),
        (String.Escape, '\\"'),
        (String.Double, '"'),
        (Keyword, "if"),
        (Name.Attribute, "pay.base"),
        (Operator, ">="),
        (Number, "40k"),
        (Name.Constant, "USD"),
        (Keyword.Type, "per"),
        (Keyword.Type, "year"),
        (Keyword, "weight"),
        (Number, "3"),
        (Comment.Single, "# why"),
    ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("45 min", [(Number, "45"), (Keyword.Type, "min")]),
        ("min(a.b)", [(Name.Builtin, "min")]),
        ("30 USD/hour", [(Number, "30"), (Name.Constant, "USD"), (Operator, "/")]),
        ("15%", [(Number, "15"), (Number, "%")]),
        ("2026-12-01", [(Literal.Date, "2026-12-01")]),
        ("size of work.tools", [(Operator.Word, "size"), (Operator.Word, "of")]),
        ("size_of", [(Name, "size_of")]),
        ("let weights = 2", [(Keyword, "let"), (Name, "weights"), (Operator, "=")]),
        ("promised.pay.base", [(Name.Namespace, "promised")]),
        ("fact a.b: yes/no", [(Keyword, "fact"), (Name.Attribute, "a.b")]),
        ("is not yes", [(Operator.Word, "is"), (Operator.Word, "not"), (Keyword.Constant, "yes")]),
    ],
)
def test_words_in_their_context(text: str, tokens: list[tuple[object, str]]) -> None:
    assert _tokens(text)[: len(tokens)] == tokens


@given(st.text(st.sampled_from('ab .,:;"\\{}()<>=!%/*+-#\n09kMUSD_\x00é'), max_size=60))
def test_no_text_is_lost(text: str) -> None:
    lexer = CriteriaLexer(stripnl=False, ensurenl=False)
    assert "".join(value for _, value in lexer.get_tokens(text)) == text


def test_the_definition_of_the_language_has_no_errors() -> None:
    page = (Path(__file__).parents[2] / "grammar" / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```criteria\n(.*?)```", page, re.DOTALL)
    assert blocks
    assert not [value for text in blocks for kind, value in _tokens(text) if kind is Error]


def test_pygments_finds_it_by_its_entry_point() -> None:
    try:
        distribution("offerkit")
    except PackageNotFoundError:
        pytest.skip("offerkit is not installed here, so it has no entry points")
    points = entry_points(group="pygments.lexers").select(module="offerkit.highlight")
    assert {point.name: point.attr for point in points} == {
        "criteria": "CriteriaLexer",
        "criteria-error": "WrongCriteriaLexer",
    }
    assert isinstance(get_lexer_by_name("criteria"), CriteriaLexer)
    assert isinstance(get_lexer_by_name("criteria-error"), WrongCriteriaLexer)
    assert type(get_lexer_for_filename("mine.criteria")) is CriteriaLexer
