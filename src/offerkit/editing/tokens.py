"""The words of criteria text, whether or not it can be parsed: quick, and without meaning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from attrs import frozen

from offerkit.records import Record
from offerkit.span import Source, Span
from offerkit.syntax.grammar import reserved_words

TokenKind: TypeAlias = Literal["comment", "text", "path", "word", "other"]

_TOKEN: Final = re.compile(
    r"(?P<comment>\#[^\n]*)"
    r'|(?P<text>"(?:[^"\\\n]|\\.)*"?)'
    r"|(?P<path>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)"
    r"|(?P<other>[A-Za-z0-9_]+(?:\.[0-9][A-Za-z0-9_]*)?|[<>=!]=|\.\.|\S)"
)


@frozen(slots=False)
class Token(Record):
    """A word, a text, a comment or a sign."""

    kind: TokenKind
    """``path`` for names and paths; ``word`` for words of the language; ``other`` for numbers,
    currencies and signs."""
    text: str
    """Its characters; those of a text with its quotes."""
    start: int
    """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.start + len(self.text)

    def span(self, source: Source) -> Span:
        """Return its place in a source."""
        return source.span(self.start, self.end)


@lru_cache(maxsize=256)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of criteria text, in order, comments among them. Never raises."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    words = reserved_words()
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "other"
        if kind == "path" and found[0] in words:
            kind = "word"
        yield Token(kind, found[0], found.start())  # type: ignore[arg-type]


def index_at(tokens: Sequence[Token], offset: int) -> int | None:
    """Return the index of the token at an offset, or that ends there; None between tokens."""
    after = bisect_right(tokens, offset, key=lambda token: token.start)
    at = after - 1
    if at >= 0 and offset < tokens[at].end:
        # Of two that touch, a word is meant rather than the sign before it.
        before = at - 1
        touching = before >= 0 and tokens[before].end == offset == tokens[at].start
        if touching and tokens[at].kind == "other" and tokens[before].kind != "other":
            return before
        return at
    return at if at >= 0 and offset == tokens[at].end else None
