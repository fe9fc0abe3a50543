"""What to say where the parser cannot go on: which mistake it most likely is."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from offerkit.diagnostics import Diagnostic
from offerkit.span import Source
from offerkit.syntax.recovery import STATEMENT_WORDS

STATEMENTS: Final = frozenset(word.upper() for word in STATEMENT_WORDS)
"""The terminals that begin a statement."""

OPERAND_ENDS: Final = frozenset(
    "PATH NUMBER PERCENT CURRENCY PERIOD PER_PERIOD UNIT DATE TEXT YES NO CLOSE CLOSE_SET".split()
)
"""The terminals that an operand may end with."""


@frozen
class Stuck:
    """Where the parser could not go on."""

    source: Source
    offset: int
    """Where the unexpected begins; at an unexpected end, where the last token ends."""
    at_end: bool
    expected: frozenset[str]
    """The terminals that could have stood there, by their names in the grammar."""
    before: str | None
    """The terminal before, by its name in the grammar."""
    before_end: int


def explain(stuck: Stuck) -> Diagnostic:
    """Return the diagnostic for one place where the parser could not go on."""
    from offerkit.diagnostics import error

    return error(
        "unexpected-end" if stuck.at_end else "syntax-error",
        f"expected {sorted(stuck.expected)}",
        stuck.source.span(
            stuck.offset, min(len(stuck.source.text), stuck.offset + (not stuck.at_end))
        ),
    )
