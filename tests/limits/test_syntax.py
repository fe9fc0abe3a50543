"""Reading texts as large as may be: in seconds, whatever stands in them."""

from __future__ import annotations

import pytest

from offerkit.syntax.nodes import And, Rule
from tests.unit.syntax.test_parser import codes, file_of, quickly


def test_many_operands_are_not_deep() -> None:
    parsed = quickly(lambda: file_of("pro if " + " and ".join(["a"] * 20_000)))
    (rule,) = parsed.file.statements
    assert isinstance(rule, Rule)
    assert isinstance(rule.condition, And)
    assert len(rule.condition.operands) == 20_000


@pytest.mark.parametrize(
    "garbage",
    [
        "a " * 130_000,
        '"' * 260_000,
        'pro "\n' * 40_000,
        "let\n" * 65_000,
        "\x00" * 260_000,
        "pro if a <\n" * 23_000,
        "prx\n" * 60_000,
        'pro "' + "\\q" * 120_000 + '" if a',
        "{b," * 80_000,
        "b" + ".c" * 100_000 + ".",
        " " * 260_000 + "x",
        "\n" * 260_000 + "(",
        "#" + "\n#" * 120_000 + "\n(",
        "let a = 1\n" * 26_000 + "(",
        "9-" * 130_000,
    ],
)
def test_garbage_is_quick(garbage: str) -> None:
    assert quickly(lambda: file_of(garbage)).diagnostics


@pytest.mark.parametrize("separator", ["\n", " "])
@pytest.mark.parametrize("broken", ["", "let b = ("])
def test_the_first_statement_over_2000_is_the_mistake(separator: str, broken: str) -> None:
    text = f"use a{separator}" * 2_000 + f"let over = 1{separator}" * 3 + broken
    parsed = quickly(lambda: file_of(text))
    assert codes(parsed) == ["too-many-statements"]
    (found,) = parsed.diagnostics
    assert (found.primary.span.text, found.primary.span.start) == ("let", 12_000)
    assert len(parsed.file.statements) == 2_000
    assert "over" in parsed.lost_names
