"""How diagnostics quote what authors write."""

from __future__ import annotations

import pytest

from offerkit.check.problems.wording import quote, quoted_list
from offerkit.span import Source, Span


def all_of(text: str) -> Span:
    return Source("a", text).span(0, len(text))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a\n  b", "`a b`"),
        ("x" * 60, f"`{'x' * 60}`"),
        ("x" * 61, f"`{'x' * 59}…`"),
        (all_of("x" * 61), f"`{'x' * 59}…`"),
        # Of a long text, only the beginning is looked at.
        (all_of(f"a{' ' * 238}bc"), "`a b`"),
    ],
)
def test_a_quote_is_one_short_line(text: str | Span, quoted: str) -> None:
    assert quote(text) == quoted


@pytest.mark.parametrize(
    ("words", "listed"), [("ab", "`a`, `b`"), ("abcdefgh", "`h`"), ("abcdefghi", "`h`, …")]
)
def test_a_list_is_cut_after_eight(words: str, listed: str) -> None:
    assert quoted_list(words).endswith(listed)
