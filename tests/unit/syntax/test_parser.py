"""Text → AST: every node with its span, recovery, and the limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest

from offerkit.span import Source
from offerkit.syntax import nodes
from offerkit.syntax.nodes import And, Compare, CompareOp, Expr, Not, Or, Path
from offerkit.syntax.parser import Parsed, parse, parse_expression
from offerkit.values import DurationUnit, Period


def file_of(text: str) -> Parsed:
    return parse(Source("test", text))


def expression(text: str) -> Expr:
    found, diagnostics = parse_expression(Source("test", text))
    assert diagnostics == ()
    assert found is not None
    return found


def codes(parsed: Parsed) -> list[str]:
    return [diagnostic.code for diagnostic in parsed.diagnostics]


def places(parsed: Parsed) -> list[tuple[str, int]]:
    return [(d.primary.span.text, d.primary.span.start) for d in parsed.diagnostics]


# --- nodes and their spans ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("60k", nodes.NumberLiteral),
        ("15 %", nodes.PercentLiteral),
        ("5k USD", nodes.MoneyLiteral),
        ("30 USD / hour", nodes.PayLiteral),
        ("30 USD per hour", nodes.PayLiteral),
        ("45 min", nodes.DurationLiteral),
        ("2026-12-01", nodes.DateLiteral),
        ('"a\\nb"', nodes.TextLiteral),
        ("yes", nodes.YesNoLiteral),
        ("manager.presence", nodes.Path),
        ('{"a", "b",}', nodes.SetLiteral),
        ("a or b or c", nodes.Or),
        ("a and b", nodes.And),
        ("not a", nodes.Not),
        ("a not in b", nodes.Compare),
        ("a between b and c", nodes.Between),
        ("a + b - c", nodes.Sum),
        ("a * b", nodes.Product),
        ("-a", nodes.Negation),
        ("min(a, b)", nodes.Call),
        ("size of a", nodes.SizeOf),
    ],
)
def test_a_span_is_all_of_the_expression_and_no_more(text: str, kind: type[Expr]) -> None:
    found = expression(f"  {text}  # behind")
    assert type(found) is kind
    assert found.span.text == text


@pytest.mark.parametrize(
    "text",
    [
        'use "other.criteria"',
        "use starter",
        "scale noise: silent < loud",
        "fact office.dogs: yes/no",
        'fact office.dogs: text {"a"} "Which?"',
        "fact office.walk: duration in min",
        "let a = (b)",
        "rate 1 EUR = 1.08 USD",
        "rate 1 EUR = 1.08 USD on 2026-11-02",
        "assume commute.time = 40..45 min",
        'dealbreaker "a" unless b',
        "con if (b) weight (2)",
        "prefer a from b to c",
        'prefer "l" a from b to c weight 2',
        'leaving "l" until a',
        "negotiable a",
        "negotiable a up to b",
        "negotiable a effort 2",
        'ask "q" about a.b',
        "decline below 30%",
        "accept at (70%)",
    ],
)
def test_a_span_is_all_of_the_statement_and_no_more(text: str) -> None:
    parsed = file_of(f"use before\n  {text}  # behind\nuse after")
    assert [statement.span.text for statement in parsed.file.statements] == [
        "use before",
        text,
        "use after",
    ]
    assert parsed.file.span.text == parsed.file.span.source.text


def test_spans_count_code_points() -> None:
    parsed = file_of('# 日本 😀\nlet é = 1\nlet a = "😀" # 日\n')
    (bad,) = parsed.diagnostics
    assert (bad.primary.span.line, bad.primary.span.column) == (2, 5)
    (let,) = parsed.file.statements
    assert isinstance(let, nodes.Let)
    assert let.value is not None
    assert let.value.span.text == '"😀"'


def test_brackets_belong_to_the_span_of_what_they_hold() -> None:
    found = expression("((a or b)) and c")
    assert isinstance(found, And)
    assert found.operands[0] == Or(found.operands[0].operands, span=found.span)  # type: ignore[union-attr]
    assert found.operands[0].span.text == "((a or b))"
    assert found.span.text == "((a or b)) and c"


def test_literals_have_their_exact_values() -> None:
    assert expression("1_500.25k") == nodes.NumberLiteral(
        Decimal("1500250"), spelling="1_500.25k", span=expression("1").span
    )
    pay = expression("30 USD/hour")
    assert isinstance(pay, nodes.PayLiteral)
    assert (pay.number.value, pay.currency, pay.per) == (Decimal(30), "USD", Period.HOUR)
    duration = expression("2 h")
    assert isinstance(duration, nodes.DurationLiteral)
    assert duration.unit is DurationUnit.HOUR
    day = expression("2024-02-29")
    assert isinstance(day, nodes.DateLiteral)
    assert day.value == date(2024, 2, 29)
    text = expression(r'"a\"b\\c\n\t\u{1F600}\u{e9}"')
    assert isinstance(text, nodes.TextLiteral)
    assert text.value == 'a"b\\c\n\t😀é'


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("a == b", CompareOp.EQ),
        ("a is b", CompareOp.EQ),
        ("a is not b", CompareOp.NE),
        ("a not in b", CompareOp.NOT_IN),
        ("a within b", CompareOp.WITHIN),
    ],
)
def test_operators_have_one_node_in_all_their_spellings(text: str, op: CompareOp) -> None:
    found = expression(text)
    assert isinstance(found, Compare)
    assert found.op is op
    assert found.left == expression("a")
    assert found.right == expression("b")


def test_not_holds_the_comparison() -> None:
    found = expression("not a = b and c")
    assert isinstance(found, And)
    assert isinstance(found.operands[0], Not)
    assert isinstance(found.operands[0].operand, Compare)
    assert isinstance(found.operands[1], Path)


def test_the_ends_of_a_range_have_the_unit_that_is_written_once() -> None:
    (assume,) = file_of("assume commute.time = 40..45 min").file.statements
    assert isinstance(assume, nodes.Assume)
    assert isinstance(assume.value, nodes.RangeLiteral)
    assert assume.value.low == expression("40 min")
    assert assume.value.low.span.text == "40"
    assert assume.value.high == expression("45 min")


# --- mistakes ----------------------------------------------------------------------------


def test_mistakes_in_three_statements_are_three_diagnostics_and_the_rest_is_kept() -> None:
    parsed = file_of(
        'pro "a" if b <\nlet good = 1\nscale noise: low\ncon "c" d\naccept at 70%  # fine\n'
    )
    assert codes(parsed) == ["unexpected-end", "unexpected-end", "syntax-error"]
    assert places(parsed) == [("", 14), ("", 44), ("d", 53)]
    assert [s.span.text for s in parsed.file.statements] == ["let good = 1", "accept at 70%"]
    assert parsed.file.statements[1].trivia.trailing == "# fine"


def test_what_broken_statements_declare_is_known_to_be_lost() -> None:
    parsed = file_of(
        "let kept = 1\nlet lost = (\nscale noise: low\nfact office.dogs: set\npro if a <\n"
    )
    assert parsed.lost_names == {"lost", "noise", "office.dogs"}


def test_a_file_without_mistakes_loses_nothing() -> None:
    parsed = file_of("let a = 1")
    assert (parsed.diagnostics, parsed.lost_names) == ((), frozenset())


def test_an_end_that_is_too_early_is_at_the_end_of_the_text() -> None:
    text = "pro if pay.base >="
    assert places(file_of(text)) == [("", len(text))]
    assert places(file_of(text + "  # why\n\n")) == [("", len(text))]


def test_statements_on_the_line_of_a_mistake_are_kept_as_far_as_it() -> None:
    parsed = file_of("let a = 1 let b = 2 let c = (")
    assert [s.span.text for s in parsed.file.statements] == ["let a = 1", "let b = 2"]
    assert codes(parsed) == ["unexpected-end"]
    assert parsed.lost_names == {"c"}


def test_a_lesser_mistake_does_not_lose_its_statement() -> None:
    parsed = file_of('pro "\\q" if pay.base > 3 USX per year\nlet a = (\n')
    assert codes(parsed) == ["bad-escape", "unknown-currency", "unexpected-end"]
    assert len(parsed.file.statements) == 1


def test_a_control_character_is_reported_once() -> None:
    parsed = file_of("let a = \x00\nlet b = 2\nlet c = (")
    assert codes(parsed) == ["bad-character", "unexpected-end"]
    assert [s.span.text for s in parsed.file.statements] == ["let b = 2"]


def test_reading_stops_at_too_many_mistakes() -> None:
    parsed = file_of("let a = (\n" * 300 + "let last = 1\n")
    assert len(parsed.diagnostics) == 101
    assert codes(parsed)[-1] == "too-many-mistakes"
    assert "last" in parsed.lost_names


# --- limits ------------------------------------------------------------------------------


def quickly(parse_it: Callable[[], Parsed]) -> Parsed:
    file_of("let warm = 1")
    start = time.process_time()
    parsed = parse_it()
    assert time.process_time() - start < 3  # a slow machine and coverage included
    for diagnostic in parsed.diagnostics:
        span = diagnostic.primary.span
        assert 0 <= span.start <= span.end <= len(span.source.text)
    return parsed


@pytest.mark.parametrize(
    ("inside", "nth"),
    [
        ("(", 32),
        ("{", 32),
        ("min(", 32),
        ("not ", 32),
        ("-", 32),
        ("size of ", 32),
        ("not (", 16),
        ("-(", 16),
        ("a = (", 32),
        ("a or (", 32),
        ("not a = (", 16),
    ],
)
def test_deep_nesting_fails_at_the_first_that_is_too_deep(inside: str, nth: int) -> None:
    start = "pro if "
    parsed = quickly(lambda: file_of(start + inside * (200_000 // len(inside))))
    (found,) = parsed.diagnostics
    assert found.code == "nested-too-deep"
    assert len(start) + nth * len(inside) <= found.primary.span.start
    assert found.primary.span.end <= len(start) + (nth + 1) * len(inside)


def test_a_negated_fact_counts_its_unit_too() -> None:
    assert expression("3 days > -leave.days") == expression("3 > -leave.days")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 32 + "a" + ")" * 32,
        "not " * 16 + "(" * 16 + "a" + ")" * 16,
        "-" * 32 + "a",
        " or ".join(["not (not -(-a))"] * 100),
        "a is not b and c not in d and " * 50 + "e - f - -g - i",
    ],
)
def test_nesting_of_32_is_fine_in_every_mixture(text: str) -> None:
    assert parse_expression(Source("test", text))[1] == ()


def test_a_file_may_have_2000_statements() -> None:
    assert file_of("use a\n" * 2_000).diagnostics == ()


def test_a_set_may_have_1000_items() -> None:
    assert file_of(f"let a = {{{', '.join(['b'] * 1_000)},}}").diagnostics == ()
    assert file_of(f"let a = min({', '.join(['b'] * 1_001)})").diagnostics == ()
    nested = ", ".join(["{" + ", ".join(["b"] * 600) + "}"] * 2)
    assert file_of(f"let a = {{{nested}}}").diagnostics == ()


def test_the_first_item_over_1000_is_the_mistake() -> None:
    text = "let a = {" + "b," * 1_000 + "over, more}\nlet c = 1"
    parsed = file_of(text)
    assert codes(parsed) == ["set-too-large"]
    assert parsed.diagnostics[0].primary.span.text == "over"
    assert len(parsed.file.statements) == 1


@pytest.mark.parametrize("digits", ["9" * 19, "9" * 400, "9" * 250_000, "0." + "1" * 400])
def test_a_long_number_is_named(digits: str) -> None:
    parsed = quickly(lambda: file_of(f"let a = {digits}"))
    assert codes(parsed) == ["number-too-long"]
    assert parsed.diagnostics[0].primary.span.text == digits


def test_a_long_line_is_named() -> None:
    parsed = quickly(lambda: file_of("let a = " + "x" * 10_000_000))
    assert codes(parsed) == ["file-too-large"]
    assert parsed.diagnostics[0].primary.span.end <= 256 * 1024


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f'let a{n} = "{n}"\npro if b{n} <\nlet c{n} = {n}' for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(file_of, texts))
    for text, parsed in zip(texts, together, strict=True):
        assert parsed == file_of(text)
        assert all(s.span.source.text == text for s in parsed.file.statements)


# --- a lone expression -------------------------------------------------------------------


def test_an_expression_that_cannot_be_read_is_none() -> None:
    found, (diagnostic,) = parse_expression(Source("test", "a <"))
    assert found is None
    assert diagnostic.code == "unexpected-end"


def test_a_statement_is_no_expression() -> None:
    assert parse_expression(Source("test", "let a = 1"))[0] is None


def test_a_large_text_is_no_expression() -> None:
    found, (diagnostic,) = parse_expression(Source("test", "a" * 300_000))
    assert (found, diagnostic.code) == (None, "file-too-large")


def test_a_control_character_in_an_expression_is_reported_once() -> None:
    found, diagnostics = parse_expression(Source("test", "a \x00 b"))
    assert found is None
    assert [d.code for d in diagnostics] == ["bad-character"]
