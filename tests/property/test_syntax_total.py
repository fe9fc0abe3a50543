"""Any text and any bytes either parse, or give diagnostics with a place inside the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from hypothesis import event, example, given
from hypothesis import strategies as st

from offerkit.diagnostics import Diagnostic
from offerkit.span import Source, Span
from offerkit.syntax.nodes import Node
from offerkit.syntax.parser import Parsed, parse, parse_expression
from offerkit.syntax.printer import format_file
from offerkit.syntax.source import read_source
from tests.strategies.syntax import KEYWORDS

TOKENS = [
    *KEYWORDS,
    *"( ) { } , : < <= > >= = == != + - * / .. . % # \" ' \\ & | ! $ € [ ] ; ->".split(),
    *"not yes no true is or 3 40k 1_500 2.5 1e5 2026-12-01 2026-13-01 USD EUR usd XXX".split(),
    *'a a.b manager.presence promised.pay.base often "text" "" "\\q" "\\u{e9}" "open'.split(),
    *"hours min( max( size hour /hour per\tyear yes/no Ä 日 \x00 \x85 \ud800 \u2028".split(" "),
    "\n",
    "\n",
    "\r\n",
    "\n\n# comment\n",
]

soup = st.lists(st.sampled_from(TOKENS), max_size=40).map(" ".join)
tight_soup = st.lists(st.sampled_from(TOKENS), max_size=30).map("".join)
lines = st.lists(
    st.sampled_from(
        [
            'dealbreaker "a" if manager.presence < sometimes',
            "let enough = 48k USD per year",
            "pro if (a or",
            "    and b",
            'con "x" unless a = weight 3',
            "dealbraker if a",
            'leaving "b" until c >= 3  # why',
            "prefer pay.base from 45k to",
            "scale noise: silent <",
            "accept at 70%",
            "use use",
            "accept",
            "use starter",
            "# a comment",
            "",
        ]
    ),
    max_size=12,
).map("\n".join)
broken_texts = st.one_of(st.text(max_size=200), soup, tight_soup, lines)


def spans(node: Any) -> Iterator[Span]:
    """Yield the span of a node and of every node inside it."""
    if isinstance(node, tuple):
        for item in node:
            yield from spans(item)
    elif isinstance(node, Node):
        yield node.span
        for field in attrs.fields(type(node)):
            yield from spans(getattr(node, field.name))


def within(source: Source, span: Span) -> bool:
    return span.source is source and 0 <= span.start <= span.end <= len(source.text)


def places_hold(source: Source, diagnostics: tuple[Diagnostic, ...]) -> None:
    for diagnostic in diagnostics:
        assert within(source, diagnostic.primary.span), diagnostic
        assert diagnostic.message
        assert all(within(source, label.span) for label in diagnostic.secondary)


def holds(source: Source, parsed: Parsed) -> None:
    places_hold(source, parsed.diagnostics)
    assert all(within(source, span) for span in spans(parsed.file))
    ends = [0]
    for statement in parsed.file.statements:
        assert statement.span.start >= ends[-1], "statements overlap, or are out of order"
        ends.append(statement.span.end)
    event("parses" if not parsed.diagnostics else f"{min(len(parsed.diagnostics), 4)} diagnostics")


@given(broken_texts)
@example('pro "\ud800" if a')
@example("let a = 1\r\rlet")
def test_any_text_parses_or_is_diagnosed(text: str) -> None:
    source = Source("any", text)
    parsed = parse(source)
    holds(source, parsed)
    if not parsed.diagnostics:
        printed = format_file(parsed.file)
        assert parse(Source("printed", printed)).file == parsed.file


@given(broken_texts)
def test_any_expression_parses_or_is_diagnosed(text: str) -> None:
    source = Source("any", text)
    expression, diagnostics = parse_expression(source)
    places_hold(source, diagnostics)
    assert (expression is None) <= bool(diagnostics)


@given(st.one_of(st.binary(max_size=200), broken_texts.map(lambda t: t.encode("utf-8", "replace"))))
@example(b"\xff\xfea\x00")
@example(b"\xef\xbb\xbflet a = 1")
def test_any_bytes_are_text_or_diagnosed(data: bytes) -> None:
    source, diagnostics = read_source("any", data)
    places_hold(source, diagnostics)
    holds(source, parse(source))


@given(lines)
def test_what_is_right_is_kept_whatever_stands_around_it(text: str) -> None:
    whole = 'let before = 1\npro "kept" if a.b\nuse starter\n' + text + "\nlet after = 2\n"
    kept = [statement.span.text for statement in parse(Source("any", whole)).file.statements]
    assert kept[:2] == ["let before = 1", 'pro "kept" if a.b']
    assert kept[-1] == "let after = 2"
